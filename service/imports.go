package service

import (
	"context"
	"errors"

	"coach/files"
	"coach/store"
)

// ErrRefused means that an import changed nothing, because of the file: its
// report says what is wrong with that.
var ErrRefused = errors.New("nothing was imported")

// An Unreadable file is no table at all; most often its header is wrong.
type Unreadable struct{ Err error }

// Error says why.
func (u Unreadable) Error() string { return u.Err.Error() }

// Unwrap returns why.
func (u Unreadable) Unwrap() error { return u.Err }

// knows reports whether an email is that of somebody the database has, whom a
// file may name without a row of their own.
func knows(ctx context.Context, db *store.Store) func(email string) bool {
	return func(email string) bool {
		_, err := db.PersonByEmail(ctx, email)
		return err == nil
	}
}

// badRows is [ErrRefused] where a file has any.
func badRows(faults []files.Fault) error {
	if len(faults) > 0 {
		return ErrRefused
	}
	return nil
}
