package view

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/slack-go/slack"

	"coach/bot/view/kit"
	"coach/measure"
	"coach/practice"
)

// WhyFacts is the data behind the explanation of a digest's number, as of now.
type WhyFacts struct {
	Inspection
	Occurrences []practice.Occurrence // of the window: the reader's own, and those of their direct reports on days on which they were
}

const (
	whyTitle  = "Why this number?"
	whyPeople = 40   // whose occurrences are listed
	whyText   = 2800 // characters of somebody's occurrences
)

// InspectWhy opens the number of a digest: the occurrences of those whom the
// reader sees by name, one by one, and the rest as one sum. Whom an occurrence
// is about is not named.
func InspectWhy(f WhyFacts) slack.ModalViewRequest {
	at := time.Time(f.Report.AsOf).In(f.Who(f.Report.Viewer.ID).Location(f.Zone))
	blocks := []slack.Block{
		kit.Line(kit.Bold(f.happened())),
		kit.Aside(fmt.Sprintf("Counted now, %s at %s, so it may differ from the digest.", weekdayMonth(f.day(f.Report.AsOf), f.Today), at.Format("15:04"))),
	}
	of := map[practice.PersonID][]practice.Occurrence{}
	for _, o := range f.Occurrences {
		if o.Status(f.Today) != practice.CancelledOut {
			of[o.Performer] = append(of[o.Performer], o)
		}
	}
	if own := f.Report.Own; own != nil && (own.Due > 0 || len(of[f.Report.Viewer.ID]) > 0) {
		blocks = append(blocks, f.whose("You", *own, of[f.Report.Viewer.ID])...)
	}
	people := slices.Clone(f.Report.People)
	slices.SortStableFunc(people, func(a, b measure.PersonLine) int { return cmp.Compare(f.sorted(a.Person), f.sorted(b.Person)) })
	for _, p := range people[:min(len(people), whyPeople)] {
		blocks = append(blocks, f.whose(fullName(f.Who(p.Person.ID)), p.TallyShown, of[p.Person.ID])...)
	}
	if more := len(people) - whyPeople; more > 0 {
		blocks = append(blocks, kit.Aside(fmt.Sprintf("And %s more of your people, whom the table has.", number(more))))
	}
	return kit.Modal("", whyTitle, "", append(blocks, f.rest()...)...)
}

// whose are somebody's tally and their occurrences, by day.
func (f WhyFacts) whose(name string, t measure.TallyShown, all []practice.Occurrence) []slack.Block {
	said := fmt.Sprintf("%d of %d", t.OnTime+t.Late, t.Expected)
	if t.Expected == 0 {
		said = "nothing expected"
	}
	blocks := []slack.Block{section(name, said+f.soFar())}
	slices.SortStableFunc(all, func(a, b practice.Occurrence) int { return cmp.Compare(a.DueOn, b.DueOn) })
	var lines []string
	left := whyText
	for i, o := range all {
		line := f.occurrence(o)
		if left -= len([]rune(line)) + 1; left < 0 {
			lines = append(lines, "and "+number(len(all)-i)+" more")
			break
		}
		lines = append(lines, line)
	}
	if len(lines) == 0 {
		return blocks
	}
	return append(blocks, kit.Para(strings.Join(lines, "\n")))
}

// occurrence is a line about an occurrence, without whom it is about.
func (f WhyFacts) occurrence(o practice.Occurrence) string {
	return weekdayMonth(o.DueOn, f.Today) + " · " + shortOf(f.Playbook, o.Practice, o.DueOn) + " · " + f.outcome(o)
}

// outcome is what became of an occurrence, and whether it counts. Of an excuse
// only that there is one is said.
func (f WhyFacts) outcome(o practice.Occurrence) string {
	skipped := "skipped: " + kit.OneLine(f.Playbook.ReasonLabel(practice.SkipKey, o.Skip.Reason))
	switch o.Status(f.Today) {
	case practice.OnTime:
		return "on time"
	case practice.Late:
		return "late, logged " + weekdayMonth(o.LoggedOn, f.Today)
	case practice.Overdue:
		return "not done yet, can still be logged until " + weekdayMonth(o.ClosesOn, f.Today)
	case practice.Missed:
		return "not done"
	case practice.SkipCounts:
		return skipped + " (counts)"
	case practice.SkipWithin:
		return skipped + " (not counted)"
	case practice.ExcusedStatus:
		if o.Excuse.By != 0 && o.Excuse.By == f.Report.Viewer.ID {
			return "excused by you (not counted)"
		}
		return "excused (not counted)"
	}
	return "still open"
}

// rest is what everybody else did, whom the reader does not see by name, as one
// sum; nothing where there is nobody else.
func (f WhyFacts) rest() []slack.Block {
	all := f.all()
	if all == nil {
		return []slack.Block{section("Everybody else", "can't be shown: it would tell how one or two people did.")}
	}
	done, expected := all.OnTime+all.Late, all.Expected
	named := make([]measure.TallyShown, 0, len(f.Report.People)+1)
	for _, p := range f.Report.People {
		named = append(named, p.TallyShown)
	}
	if f.Report.Own != nil {
		named = append(named, *f.Report.Own)
	}
	for _, t := range named {
		done, expected = done-t.OnTime-t.Late, expected-t.Expected
	}
	if expected <= 0 {
		return nil
	}
	return []slack.Block{section("Everybody else", fmt.Sprintf("%d of %d%s", done, expected, f.soFar()))}
}
