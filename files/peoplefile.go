package files

import (
	"fmt"
	"slices"
	"strings"

	"coach/cadence"
	"coach/practice"
)

// A PeopleRow is one row of the people file: a person, and for some time the
// manager they report to. Somebody who changes managers has several rows.
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

var peopleColumns = []column{
	{"email", []string{"email"}},
	{"name", []string{"full name", "name", "fullname", "display name", "real name"}},
	{"first_name", []string{"first name", "firstname", "given name", "forename", "preferred name"}},
	{"last_name", []string{"last name", "lastname", "surname", "family name"}},
	{"manager_email", managerPhrases()},
	{"line", nil},
	{"level", nil},
	{"time_zone", []string{"time zone", "timezone", "tz"}},
	{"calendar", []string{"holiday calendar", "public holidays"}},
	{"start_on", []string{"start date", "hire date", "date of hire", "date hired", "joining date", "join date", "date of joining", "date joined", "first day"}},
	{"end_on", []string{"end date", "termination date", "leaving date", "date of leaving", "exit date", "last working day", "last day"}},
	{"slack_id", []string{"slack id", "slack user id", "slack member id", "slack userid", "member id"}},
}

// managerPhrases returns the usual titles of the column with the manager's
// email. Those with the word email come first, so that a column of managers'
// names is not taken for it.
func managerPhrases() (phrases []string) {
	for _, w := range ManagerTitles {
		phrases = append(phrases, w+" email")
	}
	for _, w := range ManagerTitles {
		phrases = append(phrases, "email "+w, "email of "+w)
	}
	return append(phrases, ManagerTitles...)
}

// ManagerTitles are the usual titles, in lower case, of a column or a field
// that names somebody's manager.
var ManagerTitles = []string{"manager", "line manager", "direct manager", "reporting manager", "supervisor", "direct supervisor", "reports to", "boss", "team lead"}

// PeopleRows is the content of a people file.
type PeopleRows struct {
	Rows   []PeopleRow // without those that have a fault, and without repetitions
	Faults []Fault
	Notes  []string // how the file was read, where the person should know
}

// ParsePeople reads the people file: CSV as programs and spreadsheets write it,
// with commas, semicolons or tabs, and the columns
//
//	email,name,manager_email,line,level,time_zone,calendar,start_on,end_on,slack_id
//
// in any order and by the names that HR exports have for them, of which only
// email must be there. A manager has to stand on some row of the file or be
// known to the caller; known may be nil. Rows and faults are in the file's
// order. The error says why the file as a whole cannot be read.
func ParsePeople(data []byte, e Encoding, known func(email string) bool) (PeopleRows, error) {
	t, err := readTable(data, e, peopleColumns, "email")
	if err != nil {
		return PeopleRows{}, fmt.Errorf("the people file cannot be read: %w", err)
	}
	t.dates = newTableDates(t.lines, "start_on", "end_on")
	f := peopleFile{table: t, known: known, stands: map[string]bool{}, zones: map[string]bool{"": true}}
	for _, line := range t.lines {
		f.stands[line.email("email")] = true
	}
	f.noManagersByName()
	for _, line := range t.lines {
		f.add(line)
	}
	t.close()
	f.dropRepeated()
	f.dropSharedSlackIDs()
	for f.dropCircles() {
	}
	if f.walked > walkMost {
		return PeopleRows{}, fmt.Errorf("the people file cannot be read: %w", errTangled)
	}
	return PeopleRows{f.rows, f.inOrder(), t.notes}, nil
}

// A peopleFile collects the rows and faults of a people file.
type peopleFile struct {
	rows []PeopleRow
	*table
	known  func(email string) bool
	stands map[string]bool // emails with a row of their own, good or bad
	zones  map[string]bool // whether a name is that of a time zone
	walked int             // steps taken up reporting lines
}

// noManagersByName reports once that a column holds the managers' names, as in
// many an export, and removes them.
func (f *peopleFile) noManagersByName() {
	first := 0
	for _, l := range f.lines {
		manager := l.email("manager_email")
		if strings.Contains(manager, "@") {
			return
		}
		if manager != "" && first == 0 {
			first = l.line
		}
	}
	if first == 0 {
		return
	}
	f.fault(first, "The manager column has no emails, only values such as “%s”. Put the managers' emails there.", f.lineAt(first).cells["manager_email"])
	for _, l := range f.lines {
		delete(l.cells, "manager_email")
	}
}

func (f *peopleFile) lineAt(line int) tableLine {
	return f.lines[slices.IndexFunc(f.lines, func(l tableLine) bool { return l.line == line })]
}

// add reads a row and keeps it if nothing is wrong with it.
func (f *peopleFile) add(t tableLine) {
	before := f.wrong()
	row := PeopleRow{
		Line:         t.line,
		Email:        t.email("email"),
		Name:         practice.CleanName(t.cells["name"]),
		ManagerEmail: t.email("manager_email"),
		Dotted:       strings.EqualFold(t.cells["line"], "dotted"),
		Level:        practice.Level(strings.ToLower(t.optional("level"))),
		Zone:         t.optional("time_zone"),
		Calendar:     t.optional("calendar"),
		Start:        f.date(t, "start_on"),
		End:          f.lastDay(t, "end_on"),
		SlackID:      t.optional("slack_id"),
	}
	if row.Name == "" {
		row.Name = practice.CleanName(t.cells["first_name"] + " " + t.cells["last_name"])
	}
	f.complete(t)
	if kind := strings.ToLower(t.optional("line")); kind != "" && kind != "line" && kind != "dotted" {
		f.fault(t.line, "“%s” is not a kind of reporting line. Write line or dotted, or nothing for line.", kind)
	}
	f.check(row)
	if f.wrong() == before {
		f.rows = append(f.rows, row)
	}
}

func (f *peopleFile) check(row PeopleRow) {
	switch {
	case row.Email == "":
		f.fault(row.Line, "There's no email. Add the person's.")
	case !isEmail(row.Email):
		f.fault(row.Line, "“%s” is not an email address. Write one such as ana@example.com.", row.Email)
	}
	switch manager := row.ManagerEmail; {
	case manager == "" && row.Dotted:
		f.fault(row.Line, "This dotted line has no manager. Write a manager_email or remove the row.")
	case manager == "":
	case manager == row.Email:
		f.fault(row.Line, "%s is their own manager. Write another manager_email, or nothing.", row.Email)
	case !f.stands[manager] && (f.known == nil || !f.known(manager)):
		f.fault(row.Line, "The manager %s has no row. Correct the email, or add a row for them.", manager)
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

// isEmail reports whether a text has the shape of an address. Only Slack knows
// whether it is somebody's.
func isEmail(text string) bool {
	local, domain, _ := strings.Cut(text, "@")
	return local != "" && domain != "" && !strings.ContainsAny(domain, "@") && !strings.ContainsAny(text, " \t\r\n,;:<>()[]\"\\")
}

// isZone reports whether a name is that of a time zone, and looks each name up
// once.
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
			f.fault(line, "%s has another row from the same day in line %d. Remove one, or give them different start_on dates.", row.Email, earlier.Line)
		}
		return true
	})
}

// dropSharedSlackIDs removes rows whose Slack ID an earlier row gives to
// another person.
func (f *peopleFile) dropSharedSlackIDs() {
	owner := map[string]PeopleRow{}
	f.rows = slices.DeleteFunc(f.rows, func(row PeopleRow) bool {
		first, taken := owner[row.SlackID]
		switch {
		case row.SlackID == "" || first.Email == row.Email:
			return false
		case taken:
			f.fault(row.Line, "The slack_id %s also belongs to %s in line %d. Correct one of them.", row.SlackID, first.Email, first.Line)
			return true
		}
		owner[row.SlackID] = row
		return false
	})
}
