package files

import (
	"cmp"
	"fmt"
	"iter"
	"maps"
	"slices"

	"coach/cadence"
	"coach/practice"
)

// dropCircles removes the last row of every circle of reporting lines, and
// reports whether there was any. It has to run again after a removal: the
// earlier row that holds instead may close another circle.
func (f *peopleFile) dropCircles() bool {
	bad := map[int]bool{}
	for on, circle := range circles(f.rows, &f.walked) {
		if slices.ContainsFunc(circle, func(row PeopleRow) bool { return bad[row.Line] }) {
			continue
		}
		last := slices.MaxFunc(circle, func(a, b PeopleRow) int { return cmp.Compare(a.Line, b.Line) })
		if last.Line == 0 {
			continue // it stands already, without the file
		}
		bad[last.Line] = true
		f.fault(last.Line, "%s. Correct a manager_email or a date to break the circle.", circleInWords(on, circle))
	}
	f.rows = slices.DeleteFunc(f.rows, func(row PeopleRow) bool { return bad[row.Line] })
	return len(bad) > 0
}

// circleInWords returns the text of a fault about a circle. It names at most five
// people, to keep the line short.
func circleInWords(on cadence.Date, circle []PeopleRow) string {
	const told = 5
	text := circle[0].Email + " reports to " + circle[0].ManagerEmail
	for _, row := range circle[1:min(len(circle), told)] {
		text += ", who reports to " + row.ManagerEmail
	}
	if len(circle) > told {
		text += fmt.Sprintf(", and so on through %d people", len(circle))
	}
	if on == 0 {
		return text
	}
	return fmt.Sprintf("On %s %s", on, text)
}

// circles yields people who report to each other in a circle, as the rows that
// make it one, and the first day on which they do. Dotted lines make none. Of
// rows that overlap, the one with the latest start is in force, so a person's
// manager changes only where a row of theirs starts, or has ended. It gives up
// after walkMost steps.
func circles(rows []PeopleRow, walked *int) iter.Seq2[cadence.Date, []PeopleRow] {
	c := newChart(rows)
	changes := map[cadence.Date][]int{} // the people
	for i, row := range rows {
		if row.Dotted {
			continue
		}
		changes[row.Start] = append(changes[row.Start], c.person[i])
		if row.End != 0 {
			changes[row.End+1] = append(changes[row.End+1], c.person[i])
		}
	}
	return func(yield func(cadence.Date, []PeopleRow) bool) {
		for day, on := range slices.Sorted(maps.Keys(changes)) {
			for _, person := range changes[on] {
				if circle := c.circleAbove(person, on, day+1, walked); circle != nil && !yield(on, circle) {
					return
				}
			}
		}
	}
}

// A chart is the reporting lines of a people file, with a number for each
// person: millions of steps up those lines are quick when no email has to be
// looked up.
type chart struct {
	rows    []PeopleRow
	person  []int   // by row: whose it is
	manager []int   // by row; -1 for nobody
	lines   [][]int // by person: their rows, latest start first
	seen    []int   // by person: the number of the last day on which a walk met them
	walk    []int   // the rows of the current walk
}

func newChart(rows []PeopleRow) *chart {
	c := &chart{rows: rows}
	numbers := map[string]int{}
	number := func(email string) int {
		if _, ok := numbers[email]; !ok {
			numbers[email] = len(numbers)
			c.lines = append(c.lines, nil)
		}
		return numbers[email]
	}
	for i, row := range rows {
		person, manager := number(row.Email), -1
		if row.ManagerEmail != "" {
			manager = number(row.ManagerEmail)
		}
		c.person, c.manager = append(c.person, person), append(c.manager, manager)
		if !row.Dotted {
			c.lines[person] = append(c.lines[person], i)
		}
	}
	for _, own := range c.lines {
		slices.SortStableFunc(own, func(a, b int) int { return cmp.Compare(rows[b].Start, rows[a].Start) })
	}
	c.seen = make([]int, len(c.lines))
	return c
}

// circleAbove returns the circle above a person, if any. It walks up until it
// meets the top or somebody seen before that day; a person seen on this walk,
// and not on an earlier one, closes a circle.
func (c *chart) circleAbove(person int, on cadence.Date, day int, walked *int) (circle []PeopleRow) {
	c.walk = c.walk[:0]
	for c.seen[person] != day {
		c.seen[person] = day
		if *walked++; *walked > walkMost {
			return nil
		}
		row := c.inForce(person, on)
		if row < 0 || c.manager[row] < 0 {
			return nil
		}
		c.walk = append(c.walk, row)
		person = c.manager[row]
	}
	closes := slices.IndexFunc(c.walk, func(row int) bool { return c.person[row] == person })
	if closes < 0 {
		return nil
	}
	for _, row := range c.walk[closes:] {
		circle = append(circle, c.rows[row])
	}
	return circle
}

// inForce returns the row that says who a person reports to on a day; -1 for
// none.
func (c *chart) inForce(person int, on cadence.Date) int {
	for _, i := range c.lines[person] {
		if row := &c.rows[i]; row.Start <= on && (row.End == 0 || on <= row.End) {
			return i
		}
	}
	return -1
}

// WithoutCircles returns the rows of a people file without those that close a
// circle with stored lines that the import leaves alone: the lines of people
// whom the file does not name or, for a complete file, only lines confirmed in
// Slack.
func WithoutCircles(rows []PeopleRow, r *practice.Roster, complete bool) (kept []PeopleRow, faults []Fault) {
	named := map[string]bool{}
	for _, row := range rows {
		named[row.Email], named[row.SlackID] = true, true
	}
	delete(named, "")
	email := func(id practice.PersonID) string { return cmp.Or(r.Person(id).Email, r.Person(id).Name) }
	f := peopleFile{table: &table{}}
	for _, id := range r.People() {
		if named[r.Person(id).Email] || named[r.Person(id).SlackID] {
			continue
		}
		for _, l := range r.Lines(id) {
			if l.Manager != 0 && (l.Team || !complete) {
				f.rows = append(f.rows, PeopleRow{Email: email(id), ManagerEmail: email(l.Manager), Dotted: l.Dotted, Start: l.From, End: l.To})
			}
		}
	}
	f.rows = append(f.rows, rows...)
	for f.dropCircles() {
	}
	if f.walked > walkMost {
		return nil, []Fault{{Line: 1, Text: "The file cannot be checked: " + errTangled.Error() + "."}}
	}
	kept = slices.DeleteFunc(f.rows, func(row PeopleRow) bool { return row.Line == 0 })
	return kept, f.inOrder()
}
