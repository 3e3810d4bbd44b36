package service

import (
	"context"
	"slices"
	"time"

	"coach/cadence"
	"coach/files"
	"coach/practice"
	"coach/store"
)

// A LeaveImport is the set of options for importing a leave file.
type LeaveImport struct {
	Encoding files.Encoding
	SkipBad  bool // import the leave of the others if somebody's rows are bad; never of a complete file
	Complete bool // the file names everybody who is or will be away: other leave out of files ends yesterday, or does not begin
	Sure     bool // what looks like a slip of the year is meant, and that a complete file ends the leave of more than half
	Try      bool // the database is a copy that is thrown away, so that nothing needs to be confirmed
}

// A LeaveReport is the result of importing a leave file.
type LeaveReport struct {
	store.LeaveImport
	Rows       int
	Notes      []string      // how the file was read
	Faults     []files.Fault // rows that are not imported
	Doubts     []files.Fault // rows that look like a slip of the year
	Ending, Of int           // people whose leave a complete file ends, of those who have any to come out of a file
}

// EndsMost reports whether a complete file ends the leave of more than half of
// the people who have any to come: it is rarely whole.
func (r LeaveReport) EndsMost() bool { return 2*r.Ending > r.Of }

// ImportLeave makes a leave file the leave of everybody whom it names. It is
// [ErrRefused] when rows are bad, unless they are to be skipped, when a row
// looks like a slip of the year, and when a complete file ends the leave of
// most, unless that is confirmed. In a complete file no bad row is skipped,
// because its person would seem to be at work. A file that is no table is
// [Unreadable]. The same file twice changes nothing. Leave ends on dates of
// the organisation's calendar.
func ImportLeave(ctx context.Context, db *store.Store, data []byte, how LeaveImport, now time.Time) (r LeaveReport, err error) {
	today := db.Today(now)
	rows, err := r.read(ctx, db, data, how)
	if err != nil {
		return r, err
	}
	if err := r.doubt(ctx, db, rows, how, today); err != nil {
		return r, err
	}
	absent, err := r.absent(ctx, db, rows, how, today)
	if err != nil {
		return r, err
	}
	if err := db.RecordImport(ctx, practice.DeedImportedLeave, len(rows), now); err != nil {
		return r, err
	}
	if r.LeaveImport, err = db.ImportLeave(ctx, rows); err != nil {
		return r, err
	}
	return r, db.EndFileLeave(ctx, absent, today)
}

// read returns the rows to import: those of people without a bad row.
func (r *LeaveReport) read(ctx context.Context, db *store.Store, data []byte, how LeaveImport) ([]files.LeaveRow, error) {
	file, err := files.ParseLeave(data, how.Encoding, knows(ctx, db))
	if err != nil {
		return nil, Unreadable{err}
	}
	r.Notes, r.Faults = file.Notes, file.Faults
	rows := slices.DeleteFunc(file.Rows, func(row files.LeaveRow) bool { return file.Bad[row.Email] })
	if r.Rows = len(rows); how.SkipBad && !how.Complete && len(rows) > 0 {
		return rows, nil
	}
	return rows, badRows(r.Faults)
}

// doubt reports the rows of new leave that look like a slip of the year.
func (r *LeaveReport) doubt(ctx context.Context, db *store.Store, rows []files.LeaveRow, how LeaveImport, today cadence.Date) error {
	for _, row := range rows {
		why := row.Doubt(today)
		if why == "" || how.Sure {
			continue
		}
		p, err := db.PersonByEmail(ctx, row.Email)
		if err != nil {
			return err
		}
		had, err := db.Leaves(ctx, p.ID, row.From)
		if err != nil {
			return err
		}
		if !slices.ContainsFunc(had, func(l practice.Leave) bool { return l.From == row.From && l.To == row.To }) {
			r.Doubts = append(r.Doubts, files.Fault{Line: row.Line, Text: why})
		}
	}
	if len(r.Doubts) > 0 && !how.Try {
		return ErrRefused
	}
	return nil
}

// absent returns the leave that a complete file ends: of today or later, from
// an earlier file, and of a person whom this one does not name.
func (r *LeaveReport) absent(ctx context.Context, db *store.Store, rows []files.LeaveRow, how LeaveImport, today cadence.Date) ([]practice.Leave, error) {
	if !how.Complete {
		return nil, nil
	}
	all, err := db.FileLeave(ctx, today)
	if err != nil {
		return nil, err
	}
	named := map[practice.PersonID]bool{}
	for _, row := range rows {
		p, err := db.PersonByEmail(ctx, row.Email)
		if err != nil {
			return nil, err
		}
		named[p.ID] = true
	}
	r.Of = peopleIn(all)
	absent := slices.DeleteFunc(all, func(l practice.Leave) bool { return named[l.Person] })
	if r.Ending = peopleIn(absent); r.EndsMost() && !how.Sure && !how.Try {
		return nil, ErrRefused
	}
	return absent, nil
}

// peopleIn counts the people in some leave.
func peopleIn(leaves []practice.Leave) int {
	people := map[practice.PersonID]bool{}
	for _, l := range leaves {
		people[l.Person] = true
	}
	return len(people)
}
