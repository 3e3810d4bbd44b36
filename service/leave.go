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

// A LeaveImport is how a leave file is imported.
type LeaveImport struct {
	Encoding files.Encoding
	SkipBad  bool // import the leave of the others if somebody's rows are bad; never of a complete file
	Complete bool // the file names everybody who is or will be away: other leave out of files ends yesterday, or does not begin
	Sure     bool // what looks like a slip of the year is meant, and that a complete file ends the leave of more than half
	Try      bool // the database is a copy that is thrown away, so that nothing needs to be confirmed
}

// A LeaveReport says what a leave file changed.
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

// ImportLeave makes people's leave as a leave file says, for everybody whom the
// file names. It is [ErrRefused] when rows are bad, unless they are to be
// skipped, when a row looks like a slip of the year, and when a complete file
// ends the leave of most, unless that is meant; whoever stands on a bad row of a
// complete file would seem not to be away, so there none is skipped. A file that
// is no table is [Unreadable]. The same file twice changes nothing. What ends,
// ends by the organisation's calendar.
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
	if r.LeaveImport, err = db.ImportLeave(ctx, rows); err != nil {
		return r, err
	}
	return r, db.EndFileLeave(ctx, absent, today)
}

// read returns the rows to import: those of everybody who stands on no bad one.
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

// doubt asks about leave that coach does not have yet and that looks like a
// slip of the year.
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

// absent is the leave that a complete file ends: of today or later, out of an
// earlier file, and of somebody whom this one does not name.
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

// peopleIn counts whose leave it is.
func peopleIn(leaves []practice.Leave) int {
	people := map[practice.PersonID]bool{}
	for _, l := range leaves {
		people[l.Person] = true
	}
	return len(people)
}
