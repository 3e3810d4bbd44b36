package view

import (
	"cmp"

	"github.com/slack-go/slack"

	"coach/bot/view/kit"
	"coach/cadence"
	"coach/practice"
)

// BeforeFacts is the data behind what stands above the questions of a form about
// one person.
type BeforeFacts struct {
	StepFacts
	LastOn cadence.Date       // the day of the last one of the form's own practice; no date where there is none
	Last   practice.Entry     // the author's last entry about the person; none where there is none
	With   *practice.Practice // the practice of that entry
	Steps  []practice.Action  // of the pair: the open ones, by due day
	Done   []practice.Action  // those ticked today
}

// maxStepsBefore is the number of steps above a form's questions.
const maxStepsBefore = 3

// Before draws one line of last time, and the open steps of the two with
// buttons to tick each or give it another day.
func Before(f BeforeFacts) []slack.Block {
	var blocks []slack.Block
	if line := f.lastTime(); line != nil {
		blocks = append(blocks, line)
	}
	for _, a := range f.Steps[:min(len(f.Steps), maxStepsBefore)] {
		blocks = append(blocks, f.line(a), kit.Buttons(f.buttons(a, "Not yet")...))
	}
	for _, a := range f.Done[:min(len(f.Done), maxStepsBefore)] {
		blocks = append(blocks, f.closed(a))
	}
	return blocks
}

// lastTime is the line of last time, with what went well then; without it if
// nobody wrote that down, and nil if there was no last time.
func (f BeforeFacts) lastTime() slack.Block {
	words := f.strength()
	switch {
	case words == "" && f.LastOn == 0:
		return nil
	case words == "":
		return kit.Aside(LastTime(f.LastOn, f.Today))
	}
	return kit.Line(kit.Text("Last time, "+lastDay(f.Last.HappenedOn, f.Today)+": "), kit.Bold(kit.Flat(words)))
}

func lastDay(on, today cadence.Date) string {
	if on == today {
		return "today"
	}
	return dayMonth(on, today)
}

// strengths are the keys of the fields in which forms ask for what went well.
var strengths = []string{"strength", "did_well"}

// strength returns what went well in the last entry: the answer to the field
// that asks for it, or else to the first text that the two read.
func (f BeforeFacts) strength() string {
	if f.With == nil {
		return ""
	}
	var said string
	for _, field := range f.With.Form {
		if field.Vis == practice.Shared && (field.Type == practice.Text || field.Type == practice.LongText) {
			said = cmp.Or(said, f.Last.Values[field.Key].Text)
		}
	}
	for _, key := range strengths {
		if field, ok := f.With.Form.Field(key); ok && field.Vis == practice.Shared {
			said = cmp.Or(f.Last.Values[key].Text, said)
		}
	}
	return said
}
