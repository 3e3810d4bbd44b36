package view

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/slack-go/slack"

	"coach/bot/view/kit"
	"coach/measure"
)

// tallied are the columns of the table: every rate stands beside the counts it is
// made of.
var tallied = []string{"Name", "Kind", "Due", "Excused", "By a leader", "Skipped, not counted", "Skipped, counted", "Expected", "On time", "Late", "Not done", "Done rate", "On time rate"}

// A tallyRow is a row of the table: somebody, a group or a practice.
type tallyRow struct {
	kind, name string
	tally      measure.TallyShown
}

// tallies are the rows: the reader's direct reports by name, whatever the order
// of their rates, an executive's lines, the groups, the practices, and all.
func (f Inspection) tallies() []tallyRow {
	var people, rows []tallyRow
	for _, p := range f.Report.People {
		people = append(people, tallyRow{"Person", fullName(f.Who(p.Person.ID)), p.TallyShown})
	}
	slices.SortStableFunc(people, func(a, b tallyRow) int {
		return cmp.Compare(strings.ToLower(a.name), strings.ToLower(b.name))
	})
	if f.Executive {
		for _, l := range f.Report.Lines {
			rows = append(rows, tallyRow{"Line", "Below " + fullName(f.Who(l.Below.ID)), l.TallyShown})
		}
		slices.SortStableFunc(rows, func(a, b tallyRow) int {
			return cmp.Compare(strings.ToLower(a.name), strings.ToLower(b.name))
		})
	}
	for _, g := range f.Report.Groups {
		rows = append(rows, tallyRow{"Group", groupName(g.Group), g.TallyShown})
	}
	for _, p := range f.Report.Practices {
		rows = append(rows, tallyRow{"Practice", f.short(p.Practice), p.TallyShown})
	}
	if all := f.all(); all != nil {
		rows = append(rows, tallyRow{"All", "All", *all})
	}
	return append(people, rows...)
}

// cells are a row's cells. A rate of fewer than five is counts; one of a window
// that is not over is not there.
func (f Inspection) cells(r tallyRow) []string {
	t := r.tally
	cells := []string{r.name, r.kind}
	for _, n := range []int{t.Due, t.Excused, t.ExcusedByLeader, t.SkippedWithin, t.Skipped, t.Expected, t.OnTime, t.Late, t.NotDone} {
		cells = append(cells, strconv.Itoa(n))
	}
	for _, rate := range []*measure.Rate{t.Done, t.InTime} {
		said := noRate
		if rate != nil && !f.Report.Window.Running {
			said = rate.String()
		}
		cells = append(cells, said)
	}
	return cells
}

// noRate stands in the place of a rate that there is none of.
const noRate = "–"

// InspectTable is the table behind a digest, for its reader alone: their direct
// reports in alphabetical order, then the groups and practices of everybody
// pooled. Nobody can sort it.
func InspectTable(f Inspection) kit.Message {
	said := f.title() + ", by name. Counted now, so it may differ from the digest."
	rows, lines := [][]string{tallied}, []string{}
	for _, r := range f.tallies() {
		rows = append(rows, f.cells(r))
		lines = append(lines, kit.Shorten(r.name, simplerName)+" · "+within(f.rates(r.tally)))
	}
	if len(lines) == 0 {
		const nothing = "There's nothing to show in a table yet."
		return kit.NewMessage(nothing, kit.Line(kit.Text(nothing)))
	}
	before := []slack.Block{kit.Line(kit.Bold(said))}
	var after []slack.Block
	if more := len(rows) - kit.MaxRows; more > 0 {
		where := "coach report has"
		if f.Files {
			where = "the CSV file has"
		}
		after = append(after, kit.Aside(fmt.Sprintf("And %s more, which %s.", number(more), where)))
	}
	m := kit.NewMessage(said, slices.Concat(before, []slack.Block{kit.Table("digest_table", 2, rows)}, after)...)
	m.Simpler = before
	for some := range slices.Chunk(lines[:min(len(lines), kit.MaxRows-1)], simplerLines) {
		m.Simpler = append(m.Simpler, kit.Para(strings.Join(some, "\n")))
	}
	m.Simpler = append(m.Simpler, after...)
	return m
}

// A workspace that knows no tables reads a line for each row, so many to a
// paragraph.
const (
	simplerName  = 40
	simplerLines = 20
)
