package view

import (
	"fmt"

	"github.com/slack-go/slack"

	"coach/bot/view/kit"
	"coach/cadence"
	"coach/practice"
)

// SkipFacts is the data behind the form for skipping an occurrence.
type SkipFacts struct {
	Occurrence practice.Occurrence
	Terms      practice.SkipTerms
	Within     bool              // whether it is within the allowance: on these terms, or as it was decided
	Leader     practice.PersonID // who could excuse it; nobody where there is none
	Today      cadence.Date
	Playbook   *practice.Playbook
	Who        Who
}

// Skip is the form for skipping an occurrence: it offers reasons, and explains
// the consequence beforehand.
func Skip(f SkipFacts) slack.ModalViewRequest {
	record, _ := f.Playbook.Record(practice.SkipKey)
	blocks := append([]slack.Block{
		kit.Line(kit.Bold(f.title())),
		kit.Line(kit.Text("Didn't happen? That's useful to know. " + f.terms())),
	}, sheet{people: picker{who: f.Who}, reads: f.reads}.fields(record.Form)...)
	m := kit.Modal(FormSkip, record.Short, "Skip it", blocks...)
	m.PrivateMetadata = origin{Occurrence: f.Occurrence.ID}.String()
	return m
}

// reads names who can read the words of a skip: its performer and, where there
// is one, the leader to whom they are written.
func (f SkipFacts) reads(q question) string {
	switch {
	case q.Vis != practice.Leader:
		return ""
	case f.Leader == 0:
		return "Only you can read this."
	}
	return "Only you and " + firstName(f.Who(f.Leader)) + " can read this."
}

// ParseSkip is the inverse of [Skip]: the occurrence and the reason. An error
// means that the form did not come from Skip.
func ParseSkip(v slack.View) (practice.OccurrenceID, practice.Skip, error) {
	from, err := originOf(v)
	given := answersOf(v)
	return from.Occurrence, practice.Skip{Reason: given.reason(), Detail: given.text(practice.FieldDetail)}, err
}

// Skipped replaces the form once the skip is stored.
func Skipped(f SkipFacts) slack.ModalViewRequest {
	waived := practice.Waived{Occurrence: f.Occurrence}
	return kit.Modal("", "Skipped", "",
		kit.Line(kit.Bold(f.title())),
		kit.Line(kit.Text(f.outcome())),
		kit.Buttons(takeBackButton(waived, f.title())))
}

func (f SkipFacts) title() string { return titleOf(f.Occurrence, f.Playbook, f.Who) }

// terms explains the consequence of skipping beforehand.
func (f SkipFacts) terms() string {
	t := f.Terms
	switch {
	case f.Within:
		return f.room()
	case t.Left() > 0:
		return fmt.Sprintf("You have %s left %s, but this one counts as not done, because %s.", counted(t.Left(), "skip", "skips"), f.inQuarter(), f.why()) + f.appeal()
	default:
		return capital(f.why()) + ", so this one counts as not done." + f.appeal()
	}
}

// outcome explains the consequence afterwards. The terms may have changed since
// the form was opened.
func (f SkipFacts) outcome() string {
	why := f.why()
	switch {
	case f.Within:
		return "It won't count against you. " + f.after()
	case why == "":
		return "It counts as not done." + f.appeal()
	default:
		return "It counts as not done, because " + why + "." + f.appeal()
	}
}

// room describes how often the practice can still be skipped, this time
// included.
func (f SkipFacts) room() string {
	left, title := f.Terms.Left(), "“"+f.short()+"”"
	if left == 1 {
		return fmt.Sprintf("You can skip %s once more %s. It won't count against you.", title, f.inQuarter())
	}
	return fmt.Sprintf("You can skip %s %s more times %s, this one included. It won't count against you.", title, number(left), f.inQuarter())
}

// after describes how often it can still be skipped after this time.
func (f SkipFacts) after() string {
	switch left := f.Terms.Left() - 1; {
	case left < 1:
		return "That was the last one you could skip " + f.inQuarter() + "."
	default:
		return "You can skip " + number(left) + " more " + f.inQuarter() + "."
	}
}

// why explains what makes a skip count.
func (f SkipFacts) why() string {
	t := f.Terms
	switch {
	case t.Late:
		return "its last day on time is over"
	case t.Allowed() == 0:
		return "this comes up too rarely " + f.inQuarter() + " to skip freely"
	case t.Left() == 0:
		return "you've used up your skips " + f.forQuarter()
	case t.Follows && f.Occurrence.Subject != 0:
		return "you also skipped the last one with " + callNames(nil, f.Who)(f.Occurrence.Subject)
	case t.Follows:
		return "you also skipped the last one"
	}
	return ""
}

// appeal names the person who can excuse it.
func (f SkipFacts) appeal() string {
	if f.Leader == 0 {
		return ""
	}
	return " " + callNames([]practice.PersonID{f.Leader, f.Occurrence.Subject}, f.Who)(f.Leader) + " can excuse it if you ask."
}

func (f SkipFacts) inQuarter() string {
	if f.Terms.Quarter.IsZero() || f.Terms.Quarter.Contains(f.Today) {
		return "this quarter"
	}
	return "in the quarter to " + dayMonth(f.Terms.Quarter.End, f.Today)
}

func (f SkipFacts) forQuarter() string {
	if f.Terms.Quarter.Contains(f.Today) {
		return "for this quarter"
	}
	return "for the quarter to " + dayMonth(f.Terms.Quarter.End, f.Today)
}

func (f SkipFacts) short() string {
	if p, ok := f.Playbook.Practice(f.Occurrence.Practice, f.Occurrence.DueOn); ok {
		return kit.OneLine(p.Short)
	}
	return f.Occurrence.Practice
}
