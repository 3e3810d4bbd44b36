package view

import (
	"fmt"

	"github.com/slack-go/slack"

	"coach/bot/view/kit"
	"coach/cadence"
	"coach/practice"
)

// sessions draws the rows of a plan: for training the topic, day, time and who
// delivers it, for a contest its name, first and last day and who runs it. They
// may be anybody of the workspace, so the menu is Slack's own.
func (s sheet) sessions(q question) []slack.Block {
	n := rowCount(q.Field, len(q.answer.Rows))
	var blocks []slack.Block
	for i := range n {
		var row practice.Row
		if i < len(q.answer.Rows) {
			row = q.answer.Rows[i]
		}
		help, nth := s.hint(q), ""
		if i > 0 {
			help, nth = "", fmt.Sprintf(" (%d)", i+1)
		}
		required := q.Required && i < q.LeastRows()
		at := func(member string) string { return rowPath(q.path, i, member) }
		blocks = append(blocks, kit.Input(at("what"), q.label(q.Label)+nth, help, required, textInput(row.What, practice.TextMax)))
		if q.Contests() {
			blocks = append(blocks,
				kit.Input(at("due"), q.label("First day")+nth, "", required, datePicker(row.Due)),
				kit.Input(at("until"), q.label("Last day")+nth, "", required, datePicker(row.Until)),
				kit.Input(at("owner"), q.label("Who runs it?")+nth, "", false, s.people.anybody(row.Owner)))
			continue
		}
		blocks = append(blocks,
			kit.Input(at("due"), q.label("On which day?")+nth, "", required, datePicker(row.Due)),
			kit.Input(at("at"), q.label("At what time?")+nth, "", false, timePicker(row.At)),
			asksAgain(kit.Input(at("owner"), q.label("Who delivers it?")+nth, "", false, s.people.anybody(row.Owner))))
	}
	if !q.Contests() && s.alone(q.answer.Rows) {
		blocks = append(blocks, kit.Aside("You deliver all of it yourself. Could one of your people deliver it?"))
	}
	return append(blocks, s.another(q, n)...)
}

// alone reports whether everybody who delivers something is the author.
func (s sheet) alone(rows []practice.Row) bool {
	chosen := 0
	for _, row := range rows {
		if row.Owner != 0 && row.Owner != s.author {
			return false
		}
		if row.Owner != 0 {
			chosen++
		}
	}
	return chosen > 0
}

// asksAgain has Slack send coach a choice at once, because the form says
// something of it.
func asksAgain(b slack.Block) slack.Block {
	if in, ok := b.(*slack.InputBlock); ok {
		in.WithDispatchAction(true)
	}
	return b
}

// anybody is an input for choosing one person of the workspace.
func (p picker) anybody(id practice.PersonID) slack.BlockElement {
	p.anyone = true
	return p.one(id)
}

func timePicker(at string) slack.BlockElement {
	element := slack.NewTimePickerBlockElement(kit.ActionChoose)
	if clock, err := cadence.ParseClock(at); err == nil {
		element.InitialTime = clock.String()
	}
	return element
}
