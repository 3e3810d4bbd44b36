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
	NoPeople  bool // nobody takes part, so none comes
}

func (f FirstMorning) blocks() []slack.Block {
	if f.NoPeople {
		return []slack.Block{kit.Line(kit.Text("Nobody takes part yet. Begin with your own team: press My team and say who reports to you. Other managers do the same, or whoever runs coach imports everybody with "),
			kit.Code("coach people import"), kit.Text("."))}
	}
	said := fmt.Sprintf("Managers first hear from me on %s at %s, about what is due that day.", weekdayMonth(f.On, f.Today), f.At)
	if f.Own {
		said = fmt.Sprintf("Your first message comes on %s at %s.", weekdayMonth(f.On, f.Today), f.At)
	}
	return []slack.Block{kit.Item(said, kit.Button(ActionShowMe, "", "Show me", "Show me what it will look like"))}
}

// MorningToCome is a preview of a future morning message, without its buttons.
func MorningToCome(f MorningFacts, example bool) slack.ModalViewRequest {
	said := fmt.Sprintf("This comes as a message on %s, as things stand. There, each line has buttons to log it or to skip it.", weekdayMonth(f.On, f.Today))
	if example {
		said = "An example, with made-up people: what a manager of three reads on such a morning. There, each line has buttons to log it or to skip it."
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

// NotTakingPart is the answer to a person who takes no part in coach and asks
// for something that requires it.
func NotTakingPart(doors HomeLinks) kit.Message {
	said := notTakingPart()
	blocks := []slack.Block{kit.Line(said...)}
	if offered := doors.buttons(); len(offered) > 0 {
		blocks = append(blocks, kit.Buttons(offered...))
	}
	return kit.NewMessage(kit.Words(said), blocks...)
}

func notTakingPart() []kit.Run {
	return []kit.Run{
		kit.Text("You do not take part in coach yet. You can thank somebody with "), kit.Code("/coach recognize"),
		kit.Text(". To take part, ask whoever runs coach to add you to the people file; if people report to you, say so with "),
		kit.Code("/coach team"), kit.Text("."),
	}
}
