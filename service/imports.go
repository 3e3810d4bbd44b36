package service

import (
	"context"
	"errors"

	"coach/files"
	"coach/store"
)

// ErrRefused means that an import changed nothing because of a fault in the
// file, which its report explains.
var ErrRefused = errors.New("nothing was imported")

// An Unreadable file is no table at all; most often its header is wrong.
type Unreadable struct{ Err error }

// Error returns the reason.
func (u Unreadable) Error() string { return u.Err.Error() }

// Unwrap returns the reason.
func (u Unreadable) Unwrap() error { return u.Err }

// knows returns a function that reports whether an email belongs to a stored
// person. A file may name such a person without a row of their own.
func knows(ctx context.Context, db *store.Store) func(email string) bool {
	return func(email string) bool {
		_, err := db.PersonByEmail(ctx, email)
		return err == nil
	}
}

// badRows returns [ErrRefused] where a file has faulty rows.
func badRows(faults []files.Fault) error {
	if len(faults) > 0 {
		return ErrRefused
	}
	return nil
}
