package view

import (
	"fmt"
	"slices"

	"github.com/slack-go/slack"

	"coach/bot/view/kit"
	"coach/practice"
)

const (
	maxNews      = 3 // lines about changes in a morning message
	maxNewsNames = 3 // people named in one of them
)

// because maps a reason for a change to the words about it, as they follow it
// in a line.
var because = map[practice.Because]string{
	practice.IsHoliday:      " (public holiday)",
	practice.IsRetired:      " (no longer in the playbook)",
	practice.IsRewritten:    " (the playbook has changed)",
	practice.HasLeft:        " (no longer in the workspace)",
	practice.HasMoved:       " (no longer on your team)",
	practice.HasNoTeam:      " (nobody reports to you now)",
	practice.HasAnotherRole: " (your role has changed)",
	practice.SubjectIsAway:  " (they are away)",
	practice.YouAreAway:     " (your time away)",
}

// notExpected returns the sentence for an occurrence that is no longer
// expected, or no longer in the same way.
func notExpected(why practice.Because) string {
	if why == practice.IsRewritten {
		return "expected differently now"
	}
	return "no longer expected"
}

// A newsLine is one change to a practice, with all the people for whom it is
// the same.
type newsLine struct {
	practice string
	before   string // the title
	after    string
	about    []practice.PersonID
}

// newsLines groups changed occurrences by practice and change: those expected
// on another day first, then those not expected any more.
func (f MorningFacts) newsLines() []newsLine {
	var lines []newsLine
	for _, o := range f.News {
		before, after := f.became(o)
		i := slices.IndexFunc(lines, func(l newsLine) bool {
			return l.practice == o.Practice && l.before == before && l.after == after
		})
		if i < 0 {
			i = len(lines)
			lines = append(lines, newsLine{practice: o.Practice, before: before, after: after})
		}
		if !slices.Contains(lines[i].about, o.Subject) {
			lines[i].about = append(lines[i].about, o.Subject)
		}
	}
	slices.SortStableFunc(lines, func(a, b newsLine) int { return len(a.before) - len(b.before) })
	return lines
}

// became returns the words before and after the title of a changed occurrence.
func (f MorningFacts) became(o practice.Occurrence) (before, after string) {
	why := f.Why(o)
	said := because[why] + "."
	switch {
	case o.Expectation != practice.Expected:
		return capital(notExpected(why)) + ": ", said
	case o.DueOn != o.Nominal:
		return "", " moved to " + weekdayMonth(o.DueOn, f.On) + said
	default:
		return "", " is now due " + weekdayMonth(o.DueOn, f.On) + said
	}
}

// changed returns the number of changes in words.
func (f MorningFacts) changed() string {
	n := len(practice.Reminders(f.News, nil))
	if len(f.Reminders) > 0 {
		return capital(counted(n, "other thing has changed.", "other things have changed."))
	}
	return capital(counted(n, "thing has changed.", "things have changed."))
}

// news returns the lines about changes.
func (f MorningFacts) news(call caller) []slack.Block {
	lines := f.newsLines()
	more := max(0, len(lines)-maxNews)
	var blocks []slack.Block
	for _, l := range lines[:len(lines)-more] {
		var said []kit.Run
		if l.before != "" {
			said = append(said, kit.Text(l.before))
		}
		blocks = append(blocks, kit.Line(append(said, kit.Bold(f.newsTitle(l, call)), kit.Text(l.after))...))
	}
	switch {
	case more > 0:
		blocks = append(blocks, kit.Line(kit.Text(fmt.Sprintf("And %s more changed. Type ", number(more))), kit.Code("/coach due"), kit.Text(" to see what's waiting for you.")))
	case len(f.Reminders) == 0 && len(lines) > 0:
		blocks = append(blocks, kit.Line(kit.Text("Type "), kit.Code("/coach due"), kit.Text(" to see what's waiting for you.")))
	}
	return blocks
}

// newsTitle returns the title of a line: Observation with Cy and Dee.
func (f MorningFacts) newsTitle(l newsLine, call caller) string {
	var names []string
	for _, id := range l.about {
		if len(names) == maxNewsNames-1 && len(l.about) > maxNewsNames {
			names = append(names, number(len(l.about)-len(names))+" more")
			break
		}
		names = append(names, call(id))
	}
	title := titled(practice.Reminder{Practice: l.practice}, f.Playbook, f.On, call)
	if l.about[0] == 0 {
		return title
	}
	return title + " with " + practice.Listed(names)
}
