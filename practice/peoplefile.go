package practice

import (
	"bytes"
	"cmp"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"coach/cadence"
)

// A PeopleRow is one row of the people file: a person, and for some time the
// manager they report to. Somebody who changes managers stands on several.
type PeopleRow struct {
	Line         int    // of the file, where the row begins
	Email        string // in lower case, as is ManagerEmail
	Name         string
	ManagerEmail string // empty for nobody
	Dotted       bool   // the line counts for coverage only
	Level        Level  // overrides what follows from reporting lines; empty for no override
	Zone         string // IANA name; empty for the organisation's
	Calendar     string
	Start, End   cadence.Date // both included; no date is no bound
	SlackID      string
}

// A RowFault is what is wrong with a row of the people file and what to do.
type RowFault struct {
	Line int // from 1
	Text string
}

// Error returns the fault with its line.
func (f RowFault) Error() string { return fmt.Sprintf("line %d: %s", f.Line, f.Text) }

// peopleMax is the largest people file, in bytes: some hundred thousand rows.
const peopleMax = 16 << 20

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
func ParsePeople(r io.Reader, known func(email string) bool) (rows []PeopleRow, faults []RowFault, err error) {
	lines, err := readTable(r)
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
	slices.SortStableFunc(f.faults, func(a, b RowFault) int { return cmp.Compare(a.Line, b.Line) })
	return f.rows, f.faults, nil
}

// A tableLine is a line of a table, its cells by column.
type tableLine struct {
	line          int
	cells         map[string]string
	found, wanted int // how many cells it has, and how many columns the table
}

func readTable(r io.Reader) ([]tableLine, error) {
	data, err := io.ReadAll(io.LimitReader(r, peopleMax+1))
	switch {
	case err != nil:
		return nil, err
	case len(data) > peopleMax:
		return nil, errors.New("it is larger than 16 MiB")
	case !utf8.Valid(data):
		return nil, errors.New("it is not UTF-8 text; save it as “CSV UTF-8”")
	}
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	table := csv.NewReader(bytes.NewReader(data))
	table.Comma = separator(data)
	table.FieldsPerRecord = -1
	header, err := table.Read()
	if errors.Is(err, io.EOF) {
		return nil, errors.New("it is empty; its first line names the columns, email at least")
	} else if err != nil {
		return nil, err
	}
	if err := checkHeader(header); err != nil {
		return nil, err
	}
	return readLines(table, header)
}

// separator is whichever of the usual ones is most frequent in the header.
func separator(data []byte) rune {
	header, _, _ := bytes.Cut(data, []byte("\n"))
	return slices.MaxFunc([]rune{',', ';', '\t'}, func(a, b rune) int {
		return cmp.Compare(bytes.Count(header, []byte(string(a))), bytes.Count(header, []byte(string(b))))
	})
}

// checkHeader puts the names of columns into the form they are known by.
func checkHeader(header []string) error {
	for i, cell := range header {
		name := strings.ReplaceAll(strings.ToLower(strings.TrimSpace(cell)), " ", "_")
		switch {
		case name == "":
			return fmt.Errorf("its column %d has no name; name it or take it out", i+1)
		case !slices.Contains(peopleColumns, name):
			return fmt.Errorf("“%s” is not a column; did you mean “%s”?", name, nearest(name, peopleColumns))
		case slices.Contains(header[:i], name):
			return fmt.Errorf("it has two columns “%s”; keep one", name)
		}
		header[i] = name
	}
	if !slices.Contains(header, "email") {
		return errors.New("it has no column “email”; add one")
	}
	return nil
}

func readLines(table *csv.Reader, header []string) ([]tableLine, error) {
	var lines []tableLine
	for {
		cells, err := table.Read()
		if errors.Is(err, io.EOF) {
			return lines, nil
		} else if err != nil {
			return nil, err
		}
		if strings.TrimSpace(strings.Join(cells, "")) == "" {
			continue // spreadsheets write rows of nothing
		}
		line := tableLine{cells: make(map[string]string, len(header)), found: len(cells), wanted: len(header)}
		line.line, _ = table.FieldPos(0)
		for i, cell := range cells[:min(len(cells), len(header))] {
			line.cells[header[i]] = strings.TrimSpace(cell)
		}
		lines = append(lines, line)
	}
}

// A peopleFile collects the rows and faults of a people file.
type peopleFile struct {
	rows   []PeopleRow
	faults []RowFault
	known  func(email string) bool
	stands map[string]bool // emails that stand on some row, good or bad
	zones  map[string]bool // whether a name is that of a time zone
}

func (f *peopleFile) fault(line int, format string, args ...any) {
	f.faults = append(f.faults, RowFault{line, fmt.Sprintf(format, args...)})
}

// add reads a row and keeps it if nothing is wrong with it.
func (f *peopleFile) add(t tableLine) {
	before := len(f.faults)
	row := PeopleRow{
		Line:         t.line,
		Email:        strings.ToLower(t.cells["email"]),
		Name:         t.cells["name"],
		ManagerEmail: strings.ToLower(t.cells["manager_email"]),
		Dotted:       strings.EqualFold(t.cells["line"], "dotted"),
		Level:        Level(strings.ToLower(t.cells["level"])),
		Zone:         t.cells["time_zone"],
		Calendar:     t.cells["calendar"],
		Start:        f.date(t, "start_on"),
		End:          f.date(t, "end_on"),
		SlackID:      t.cells["slack_id"],
	}
	if t.found != t.wanted {
		f.fault(t.line, "It has %d cells, but there are %d columns. Check its separators and quotes.", t.found, t.wanted)
	}
	if kind := strings.ToLower(t.cells["line"]); kind != "" && kind != "line" && kind != "dotted" {
		f.fault(t.line, "“%s” is not a kind of reporting line. Write line or dotted, or nothing for line.", kind)
	}
	f.check(row)
	if len(f.faults) == before {
		f.rows = append(f.rows, row)
	}
}

func (f *peopleFile) date(t tableLine, column string) cadence.Date {
	if t.cells[column] == "" {
		return 0
	}
	d, err := cadence.ParseDate(t.cells[column])
	if err != nil {
		f.fault(t.line, "In %s, %v.", column, err)
	}
	return d
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
	if row.Level != "" && !slices.Contains(personLevels, row.Level) {
		f.fault(row.Line, "“%s” is not a level. Write %s, or nothing to let reporting lines decide.", row.Level, oneOf(personLevels))
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

// isZone asks the time zone database once for each name. "Local" is no zone
// but whatever the machine is set to.
func (f *peopleFile) isZone(name string) bool {
	is, asked := f.zones[name]
	if !asked {
		_, err := time.LoadLocation(name)
		is = err == nil && name != "Local"
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
