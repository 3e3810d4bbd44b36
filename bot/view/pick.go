package view

import (
	"github.com/slack-go/slack"

	"coach/bot/view/kit"
	"coach/practice"
)

const pickPath = "practice"

// LogPicker is the form for choosing the practice to log. It passes on the
// people and the day that a person's words named already. The hint, if any,
// explains why the words were not enough.
func LogPicker(practices []*practice.Practice, about Named, hint string) slack.ModalViewRequest {
	const title = "Log something"
	if len(practices) == 0 {
		return SorryView(title, "There's nothing for you to log yet. Ask whoever runs coach to add you to the people file.")
	}
	options := make([]*slack.OptionBlockObject, len(practices))
	for i, p := range practices {
		name := p.Name
		if name == p.Short {
			name = ""
		}
		options[i] = kit.Choice(p.Key, p.Short, name)
	}
	var blocks []slack.Block
	if hint != "" {
		blocks = append(blocks, kit.Aside(hint))
	}
	blocks = append(blocks, kit.Input(pickPath, "What did you do?", "", true, kit.OneOf(options, "")))
	m := kit.Modal(FormPick, title, "Next", blocks...)
	m.PrivateMetadata = about.String()
	return m
}

// ParsePick is the inverse of [LogPicker]: the key of the chosen practice, or
// nothing, and the people and day that were passed on.
func ParsePick(v slack.View, who Who) (key string, about Named) {
	return answersOf(v).option(pickPath), ParseNamed(v.PrivateMetadata, who)
}
