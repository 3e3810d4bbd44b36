package files

import (
	"fmt"
	"regexp"

	"coach/cadence"
	"coach/practice"
)

// A LeaveRow is one row of the leave file.
type LeaveRow struct {
	Line     int          // of the file, where the row begins
	Email    string       // in lower case
	From, To cadence.Date // both included; no date as To is until further notice, no From is no leave at all
	KnownOn  cadence.Date // no date: it was always known
}

// Doubt returns the reason why a row must be confirmed before it is taken: a
// year may have been mistyped. It is empty for a plausible row.
func (r LeaveRow) Doubt(today cadence.Date) string {
	const twelveMonths = 366
	switch {
	case r.From == 0:
		return ""
	case r.From > today+practice.MaxLeave:
		return fmt.Sprintf("It begins on %s, more than a year from now.", r.From)
	case r.To != 0 && r.To-r.From >= twelveMonths:
		return fmt.Sprintf("It lasts from %s to %s, more than twelve months.", r.From, r.To)
	case r.To == 0 && r.From < today-practice.MaxLeave:
		return fmt.Sprintf("It began on %s, more than a year ago, and has no last day.", r.From)
	}
	return ""
}

var leaveColumns = []column{
	{"email", []string{"email"}},
	{"from", []string{"start date", "from date", "date from", "first day", "first day of leave", "leave start", "leave start date", "start", "starts on", "start on", "begin", "begin date"}},
	{"to", []string{"end date", "to date", "date to", "last day", "last day of leave", "leave end", "leave end date", "end", "ends on", "end on", "until", "through"}},
	{"known_on", []string{"known on", "requested on", "request date", "date requested"}},
	{"status", []string{"approval status", "leave status", "request status", "state"}},
}

// notTaken matches the states of leave that is cancelled, refused or not yet
// granted.
var notTaken = regexp.MustCompile(`(?i)^(cancell?ed|reject|declin|denied|refus|withdr|revok|delet|draft|pending|request|submit|await|void|not approved|unapproved)`)

// LeaveRows is the content of a leave file.
type LeaveRows struct {
	Rows   []LeaveRow // without those that have a fault, and without repetitions
	Faults []Fault
	Bad    map[string]bool // people with a faulty row, by email
	Notes  []string        // how the file was read, where the person should know
}

// ParseLeave reads the leave file: CSV as ParsePeople reads it, with the
// columns
//
//	email,from,to,known_on,status
//
// in any order, of which email and from must be there. Leave that was
// cancelled or is not granted is a row without days. People who are not known
// to the caller are passed over, unless that is everybody; known may be nil
// where everybody is. Rows and faults are in the file's order. The error
// explains why the file as a whole cannot be read.
func ParseLeave(data []byte, e Encoding, known func(email string) bool) (LeaveRows, error) {
	t, err := readTable(data, e, leaveColumns, "email", "from")
	if err != nil {
		return LeaveRows{}, fmt.Errorf("the leave file cannot be read: %w", err)
	}
	t.dates = newTableDates(t.lines, "from", "to", "known_on")
	f := leaveFile{table: t, seen: map[LeaveRow]bool{}, bad: map[string]bool{}}
	for _, l := range t.lines {
		if email := l.email("email"); email != "" && known != nil && !known(email) {
			f.unknown.add(l.line)
			continue
		}
		f.add(l)
	}
	if n := len(f.unknown); n > 0 && n == len(t.lines) {
		f.fault(f.unknown[0], "coach doesn't know anybody in this file. Check that the emails match the people file.")
	} else if n > 0 {
		t.notes = append(t.notes, fmt.Sprintf("Passed over %d of %d rows, in %s, because coach doesn't know the people in them.", n, len(t.lines), f.unknown))
	}
	if len(f.notTaken) > 0 {
		t.notes = append(t.notes, fmt.Sprintf("Left out leave that is cancelled or not approved: %s.", f.notTaken))
	}
	t.close()
	return LeaveRows{f.rows, f.inOrder(), f.bad, t.notes}, nil
}

// A leaveFile collects the rows and faults of a leave file.
type leaveFile struct {
	rows []LeaveRow
	*table
	seen              map[LeaveRow]bool
	bad               map[string]bool
	unknown, notTaken lineList
}

// add reads a row and keeps it if nothing is wrong with it.
func (f *leaveFile) add(l tableLine) {
	before := f.wrong()
	row := f.leave(l)
	if f.complete(l); f.wrong() > before {
		f.bad[row.Email] = true
		return
	}
	identity := row
	identity.Line = 0
	if !f.seen[identity] {
		f.seen[identity] = true
		f.rows = append(f.rows, row)
	}
}

func (f *leaveFile) leave(l tableLine) LeaveRow {
	row := LeaveRow{Line: l.line, Email: l.email("email"), From: f.date(l, "from"), To: f.lastDay(l, "to"), KnownOn: f.date(l, "known_on")}
	if row.Email == "" {
		f.fault(l.line, "There's no email. Add the person's.")
	}
	switch {
	case notTaken.MatchString(l.cells["status"]):
		f.notTaken.add(l.line)
		return LeaveRow{Line: l.line, Email: row.Email}
	case isNoDate(l.cells["from"]) && !(isNoDate(l.cells["to"]) && isNoDate(l.cells["known_on"])):
		f.fault(l.line, "There's no from. Add the first day of the leave.")
	case row.To != 0 && row.To < row.From:
		f.fault(l.line, "It ends on %s, before it starts on %s. Correct one of them.", row.To, row.From)
	}
	return row
}
