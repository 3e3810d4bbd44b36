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
	lines := map[string][]PeopleRow{} // by person, latest start first
	changes := map[cadence.Date][]string{}
	for _, row := range rows {
		if row.Dotted {
			continue
		}
		lines[row.Email] = append(lines[row.Email], row)
		changes[row.Start] = append(changes[row.Start], row.Email)
		if row.End != 0 {
			changes[row.End+1] = append(changes[row.End+1], row.Email)
		}
	}
	for _, own := range lines {
		slices.SortFunc(own, func(a, b PeopleRow) int { return cmp.Compare(b.Start, a.Start) })
	}
	return func(yield func(cadence.Date, []PeopleRow) bool) {
		for _, on := range slices.Sorted(maps.Keys(changes)) {
			seen := map[string]bool{}
			for _, email := range changes[on] {
				if circle := circleAbove(email, on, lines, seen, walked); circle != nil && !yield(on, circle) {
					return
				}
			}
		}
	}
}

// circleAbove returns the circle above a person, if any. It walks up until it
// meets the top or somebody seen before; a person seen on this walk, and not
// on an earlier one, closes a circle.
func circleAbove(email string, on cadence.Date, lines map[string][]PeopleRow, seen map[string]bool, walked *int) []PeopleRow {
	var walk []PeopleRow
	for !seen[email] {
		seen[email] = true
		if *walked++; *walked > walkMost {
			return nil
		}
		own := lines[email]
		i := slices.IndexFunc(own, func(row PeopleRow) bool { return row.Start <= on && (row.End == 0 || on <= row.End) })
		if i < 0 || own[i].ManagerEmail == "" {
			return nil
		}
		walk = append(walk, own[i])
		email = own[i].ManagerEmail
	}
	if i := slices.IndexFunc(walk, func(row PeopleRow) bool { return row.Email == email }); i >= 0 {
		return walk[i:]
	}
	return nil
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
