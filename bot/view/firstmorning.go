package view

import (
	"fmt"

	"github.com/slack-go/slack"

	"coach/bot/view/kit"
	"coach/cadence"
)

// A FirstMorning is the note on Home about the first morning message, until it
// has come.
type FirstMorning struct {
	On, Today cadence.Date
	At        cadence.Clock
	Own       bool // it is the person's own; otherwise managers'
	Carried   bool // their team's week comes with it, at its time
	NoPeople  bool // nobody takes part, so none comes
}

func (f FirstMorning) blocks() []slack.Block {
	if f.NoPeople {
		return []slack.Block{kit.Line(kit.Text("Nobody takes part yet. Start with your own team: press My team and say who reports to you. Other managers can do the same, or whoever runs coach can import everybody with "),
			kit.Code("coach people import"), kit.Text("."))}
	}
	said := fmt.Sprintf("Managers first hear from me on %s at %s, about what's due that day.", fullDay(f.On, f.Today), f.At)
	if f.Own {
		with := ""
		if f.Carried {
			with = ", with your team's week"
		}
		said = fmt.Sprintf("Your first message comes on %s at %s%s.", fullDay(f.On, f.Today), f.At, with)
	}
	return []slack.Block{kit.Item(said, kit.Button(ActionShowMe, "", "Show me", "Show me what it will look like"))}
}

// MorningToCome is a preview of a future morning message, without its buttons.
func MorningToCome(f MorningFacts, example bool) slack.ModalViewRequest {
	said := fmt.Sprintf("This is the message you'll get on %s, as things stand. There, each line has buttons to log or skip it.", fullDay(f.On, f.Today))
	if example {
		said = "This is an example with made-up people: what a manager of three gets on a morning like this. There, each line has buttons to log or skip it."
	}
	blocks := []slack.Block{kit.Aside(said)}
	for _, b := range kit.Unfolded(Morning(f).Blocks) { // a modal has no folds
		switch b := b.(type) {
		case *slack.ActionBlock:
			continue
		case *slack.SectionBlock:
			bare := *b
			bare.Accessory = nil
			blocks = append(blocks, &bare)
		default:
			blocks = append(blocks, b)
		}
	}
	return kit.Modal("", "Your first message", "", blocks...)
}
