package view

import (
	"github.com/slack-go/slack"

	"coach/practice"
)

const pickPath = "practice"

// LogPicker asks which practice to log. The hint, if any, says why.
func LogPicker(practices []*practice.Practice, hint string) slack.ModalViewRequest {
	const title = "Log something"
	if len(practices) == 0 {
		return SorryView(title, "There is nothing for you to log yet. Ask whoever runs coach to add you to the people file.")
	}
	options := make([]*slack.OptionBlockObject, len(practices))
	for i, p := range practices {
		name := p.Name
		if name == p.Short {
			name = ""
		}
		options[i] = choice(p.Key, p.Short, name)
	}
	var blocks []slack.Block
	if hint != "" {
		blocks = append(blocks, aside(hint))
	}
	blocks = append(blocks, input(pickPath, "What did you do?", "", true, oneOf(options, "")))
	return modal(FormPick, title, "Next", blocks...)
}

// ParsePick is the inverse of [LogPicker]: the key of the practice that was
// chosen, or nothing.
func ParsePick(v slack.View) string { return answersOf(v).option(pickPath) }
