package files

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"coach/cadence"
	"coach/practice"
)

// A PeopleRow is one row of the people file: a person, and for some time the
// manager they report to. Somebody who changes managers stands on several.
type PeopleRow struct {
	Line         int    // of the file, where the row begins
	Email        string // in lower case, as is ManagerEmail
	Name         string
	ManagerEmail string         // empty for nobody
	Dotted       bool           // the line counts for coverage only
	Level        practice.Level // overrides what follows from reporting lines; empty for no override
	Zone         string         // IANA name; empty for the organisation's
	Calendar     string
	Start, End   cadence.Date // both included; no date is no bound
	SlackID      string
}

var peopleColumns = []string{"email", "name", "manager_email", "line", "level", "time_zone", "calendar", "start_on", "end_on", "slack_id"}

// ParsePeople reads the people file: CSV as programs and spreadsheets write it,
// with commas, semicolons or tabs, and the columns
//
//	email,name,manager_email,line,level,time_zone,calendar,start_on,end_on,slack_id
//
// in any order, of which only email must be there. A manager has to stand on
// some row of the file or be known to the caller; known may be nil. Rows with
// a fault are left out of rows, repetitions of a row too; both results are in
// the file's order. The error says why the file as a whole cannot be read.
func ParsePeople(r io.Reader, known func(email string) bool) (rows []PeopleRow, faults []Fault, err error) {
	lines, err := readTable(r, peopleColumns, "email")
	if err != nil {
		return nil, nil, fmt.Errorf("the people file cannot be read: %w", err)
	}
	f := peopleFile{known: known, stands: map[string]bool{}, zones: map[string]bool{"": true}}
	for _, line := range lines {
		f.stands[strings.ToLower(line.cells["email"])] = true
	}
	for _, line := range lines {
		f.add(line)
	}
	f.dropRepeated()
	f.dropSharedSlackIDs()
	for f.dropCircles() {
	}
	if f.walked > walkMost {
		return nil, nil, fmt.Errorf("the people file cannot be read: %w", errTangled)
	}
	return f.rows, f.inOrder(), nil
}

// A peopleFile collects the rows and faults of a people file.
type peopleFile struct {
	rows []PeopleRow
	rowFaults
	known  func(email string) bool
	stands map[string]bool // emails that stand on some row, good or bad
	zones  map[string]bool // whether a name is that of a time zone
	walked int             // steps taken up reporting lines
}

// add reads a row and keeps it if nothing is wrong with it.
func (f *peopleFile) add(t tableLine) {
	before := len(f.faults)
	row := PeopleRow{
		Line:         t.line,
		Email:        strings.ToLower(t.cells["email"]),
		Name:         practice.CleanName(t.cells["name"]),
		ManagerEmail: strings.ToLower(t.cells["manager_email"]),
		Dotted:       strings.EqualFold(t.cells["line"], "dotted"),
		Level:        practice.Level(strings.ToLower(t.cells["level"])),
		Zone:         t.cells["time_zone"],
		Calendar:     t.cells["calendar"],
		Start:        f.date(t, "start_on"),
		End:          f.date(t, "end_on"),
		SlackID:      t.cells["slack_id"],
	}
	f.complete(t)
	if kind := strings.ToLower(t.cells["line"]); kind != "" && kind != "line" && kind != "dotted" {
		f.fault(t.line, "“%s” is not a kind of reporting line. Write line or dotted, or nothing for line.", kind)
	}
	f.check(row)
	if len(f.faults) == before {
		f.rows = append(f.rows, row)
	}
}

func (f *peopleFile) check(row PeopleRow) {
	switch {
	case row.Email == "":
		f.fault(row.Line, "It has no email. Write the person's.")
	case !isEmail(row.Email):
		f.fault(row.Line, "“%s” is not an email address. Write one such as ana@example.com.", row.Email)
	}
	switch manager := row.ManagerEmail; {
	case manager == "" && row.Dotted:
		f.fault(row.Line, "A dotted line leads to nobody. Write a manager_email or take the row out.")
	case manager == "":
	case manager == row.Email:
		f.fault(row.Line, "%s is their own manager. Write another manager_email, or nothing.", row.Email)
	case !f.stands[manager] && (f.known == nil || !f.known(manager)):
		f.fault(row.Line, "The manager %s stands on no row. Correct the email, or add a row for them.", manager)
	}
	if row.Level != "" && !slices.Contains(practice.PersonLevels, row.Level) {
		f.fault(row.Line, "“%s” is not a level. Write %s, or nothing to let reporting lines decide.", row.Level, oneOf(practice.PersonLevels))
	}
	if !f.isZone(row.Zone) {
		f.fault(row.Line, "“%s” is not a time zone. Write a name such as Europe/Berlin, or nothing for the organisation's.", row.Zone)
	}
	if row.End != 0 && row.End < row.Start {
		f.fault(row.Line, "It ends on %s, before it starts on %s. Correct one of them.", row.End, row.Start)
	}
}

// isEmail reports whether a text has the shape of an address. Whether it is
// somebody's only Slack can say.
func isEmail(text string) bool {
	local, domain, _ := strings.Cut(text, "@")
	return local != "" && domain != "" && !strings.ContainsAny(domain, "@") && !strings.ContainsAny(text, " \t\r\n,;:<>()[]\"\\")
}

// isZone asks the time zone database once for each name.
func (f *peopleFile) isZone(name string) bool {
	is, asked := f.zones[name]
	if !asked {
		is = practice.IsZone(name)
		f.zones[name] = is
	}
	return is
}

// dropRepeated keeps the first of rows that are identical, and the first of
// rows that contradict each other: one person, one day, one kind of line.
func (f *peopleFile) dropRepeated() {
	type start struct {
		email  string
		on     cadence.Date
		dotted bool
	}
	first := map[start]PeopleRow{}
	f.rows = slices.DeleteFunc(f.rows, func(row PeopleRow) bool {
		key := start{row.Email, row.Start, row.Dotted}
		earlier, repeated := first[key]
		if !repeated {
			first[key] = row
			return false
		}
		line := row.Line
		if row.Line = earlier.Line; row != earlier {
			f.fault(line, "%s has another row from the same day in line %d. Take one out, or give them different start_on.", row.Email, earlier.Line)
		}
		return true
	})
}

// dropSharedSlackIDs makes sure that a Slack account is one person's.
func (f *peopleFile) dropSharedSlackIDs() {
	owner := map[string]PeopleRow{}
	f.rows = slices.DeleteFunc(f.rows, func(row PeopleRow) bool {
		first, taken := owner[row.SlackID]
		switch {
		case row.SlackID == "" || first.Email == row.Email:
			return false
		case taken:
			f.fault(row.Line, "The slack_id %s is that of %s in line %d. Correct one of them.", row.SlackID, first.Email, first.Line)
			return true
		}
		owner[row.SlackID] = row
		return false
	})
}
