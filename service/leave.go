package service

import (
	"context"
	"io"

	"coach/files"
	"coach/store"
)

// A LeaveReport says what a leave file changed.
type LeaveReport struct {
	store.LeaveImport
	Rows   int
	Faults []files.Fault
}

// ImportLeave makes people's leave as a leave file says, for everybody whom the
// file names. It is [ErrRefused] when a row is bad; a file that is no table is
// [Unreadable]. The same file twice changes nothing.
func ImportLeave(ctx context.Context, db *store.Store, file io.Reader) (r LeaveReport, err error) {
	rows, faults, err := files.ParseLeave(file, knows(ctx, db))
	if err != nil {
		return r, Unreadable{err}
	}
	r.Rows, r.Faults = len(rows), faults
	if err := badRows(faults); err != nil {
		return r, err
	}
	r.LeaveImport, err = db.ImportLeave(ctx, rows)
	return r, err
}
