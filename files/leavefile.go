package files

import (
	"fmt"
	"io"
	"strings"

	"coach/cadence"
)

// A LeaveRow is one row of the leave file.
type LeaveRow struct {
	Line     int          // of the file, where the row begins
	Email    string       // in lower case
	From, To cadence.Date // both included; no date as To is until further notice
	KnownOn  cadence.Date // no date: it was always known
}

var leaveColumns = []string{"email", "from", "to", "known_on"}

// ParseLeave reads the leave file: CSV as ParsePeople reads it, with the
// columns
//
//	email,from,to,known_on
//
// in any order, of which email and from must be there. Everybody in it has to
// be known to the caller; known may be nil where everybody is. Rows with a
// fault are left out of rows, repetitions of a row too; both results are in
// the file's order. The error says why the file as a whole cannot be read.
func ParseLeave(r io.Reader, known func(email string) bool) (rows []LeaveRow, faults []Fault, err error) {
	lines, err := readTable(r, leaveColumns, "email", "from")
	if err != nil {
		return nil, nil, fmt.Errorf("the leave file cannot be read: %w", err)
	}
	var f rowFaults
	seen := map[LeaveRow]bool{}
	for _, t := range lines {
		row, ok := f.leave(t, known)
		identity := row
		identity.Line = 0
		if ok && !seen[identity] {
			seen[identity] = true
			rows = append(rows, row)
		}
	}
	return rows, f.inOrder(), nil
}

// leave reads a row; false if there is something wrong with it.
func (f *rowFaults) leave(t tableLine, known func(email string) bool) (row LeaveRow, ok bool) {
	before := len(f.faults)
	row = LeaveRow{
		Line:    t.line,
		Email:   strings.ToLower(t.cells["email"]),
		From:    f.date(t, "from"),
		To:      f.date(t, "to"),
		KnownOn: f.date(t, "known_on"),
	}
	f.complete(t)
	switch {
	case row.Email == "":
		f.fault(t.line, "It has no email. Write the person's.")
	case known != nil && !known(row.Email):
		f.fault(t.line, "Nobody has the email %s. Correct it, or add the person to the people file.", row.Email)
	}
	switch {
	case t.cells["from"] == "":
		f.fault(t.line, "It has no from. Write the first day of the leave.")
	case row.To != 0 && row.To < row.From:
		f.fault(t.line, "It ends on %s, before it starts on %s. Correct one of them.", row.To, row.From)
	}
	return row, len(f.faults) == before
}
