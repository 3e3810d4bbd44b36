package files

import (
	"cmp"
	"maps"
	"slices"

	"coach/practice"
)

// Enrol makes people and their lines of the rows of a people file, for a
// caller without a database. IDs follow the order of emails. A person's own
// fields, such as their name and time zone, are taken from their row with the
// latest start.
func Enrol(rows []PeopleRow) ([]practice.Person, []practice.Line) {
	rows = slices.Clone(rows)
	slices.SortStableFunc(rows, func(a, b PeopleRow) int { return cmp.Compare(a.Start, b.Start) })
	byEmail := map[string]*practice.Person{"": {}}
	for _, row := range rows {
		p := byEmail[row.Email]
		if p == nil {
			p = &practice.Person{Email: row.Email, Account: practice.Unfound, Morning: practice.DefaultMorning}
			byEmail[row.Email] = p
		}
		p.Name = cmp.Or(row.Name, p.Name)
		p.Zone = cmp.Or(row.Zone, p.Zone)
		p.Calendar = cmp.Or(row.Calendar, p.Calendar)
		p.SlackID = cmp.Or(row.SlackID, p.SlackID)
	}
	var people []practice.Person
	for i, email := range slices.Sorted(maps.Keys(byEmail)) {
		p := byEmail[email]
		p.ID = practice.PersonID(i) // nobody, who has no email, sorts first
		if i > 0 {
			people = append(people, *p)
		}
	}
	lines := make([]practice.Line, len(rows))
	for i, row := range rows {
		lines[i] = practice.Line{Report: byEmail[row.Email].ID, Dotted: row.Dotted, Level: row.Level, From: row.Start, To: row.End}
		if manager := byEmail[row.ManagerEmail]; manager != nil {
			lines[i].Manager = manager.ID
		}
	}
	return people, lines
}
