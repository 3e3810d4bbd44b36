package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"coach/practice"
	"coach/store/engine"
)

const (
	isSkippedBy = `performer_id = $1 AND skip_reason <> '' AND skipped_at >= $2 AND expectation = 'expected' AND entry_id = 0`
	isExcusedBy = `excused_by = $1 AND excused_by <> 0 AND excused_at >= $2 AND expectation = 'excused' AND entry_id = 0`
	waivedSQL   = `SELECT ` + occurrenceColumns + `, skipped_at AS at FROM occurrences WHERE ` + isSkippedBy + `
		UNION ALL SELECT ` + occurrenceColumns + `, excused_at FROM occurrences WHERE ` + isExcusedBy + ` ORDER BY at DESC, id`
	undoableSQL = `author_id = $1 AND logged_at >= $2 AND withdrawn_at = 0 ORDER BY logged_at DESC, id`
)

// Waived returns what a person skipped, or excused as a leader, since an
// instant, the latest first. Whether they may take it back is
// [practice.MayTakeBack]'s to say.
func (s *Store) Waived(ctx context.Context, who practice.PersonID, since time.Time) ([]practice.Waived, error) {
	rows, err := s.read.QueryContext(ctx, waivedSQL, who, millis(since))
	if err != nil {
		return nil, fmt.Errorf("waived: %w", readable(err))
	}
	return collect(rows, func(rows *sql.Rows, w *practice.Waived) error {
		var at int64
		err := scanOccurrenceAnd(s.read, rows, &w.Occurrence, &at)
		w.At = time.UnixMilli(at).UTC()
		return err
	})
}

// LoggedSince returns an author's standing entries logged since an instant, the
// latest first.
func (s *Store) LoggedSince(ctx context.Context, author practice.PersonID, since time.Time) ([]practice.Entry, error) {
	found, err := entries(ctx, s.read, undoableSQL, author, millis(since))
	if err != nil {
		return nil, fmt.Errorf("logged since: %w", readable(err))
	}
	return found, nil
}

// TakeBackSkip undoes a performer's skip, words and all: the occurrence waits
// again. It reports whether there was one to undo.
func (s *Store) TakeBackSkip(ctx context.Context, performer practice.PersonID, id practice.OccurrenceID) (undone bool, err error) {
	return s.takeBack(ctx, id, `UPDATE occurrences SET skip_reason = '', skip_detail = '', skip_within = 0, skipped_at = 0, skip_for = 0
		WHERE id = $1 AND performer_id = $2 AND skip_reason <> '' AND entry_id = 0 AND expectation = 'expected'`, performer, nil)
}

// TakeBackExcuse undoes an excuse of the leader who made it, words and all:
// the occurrence is expected again, as far as the plan still has it. Its
// performer's message is drawn again. It reports whether there was one to undo.
func (s *Store) TakeBackExcuse(ctx context.Context, leader practice.PersonID, id practice.OccurrenceID, at time.Time) (undone bool, err error) {
	return s.takeBack(ctx, id, `UPDATE occurrences SET expectation = 'expected', reason = '', excused_by = 0, excuse = '', excuse_detail = '', excused_at = 0
		WHERE id = $1 AND excused_by = $2 AND reason = 'leader' AND entry_id = 0 AND expectation = 'excused'`, leader, func(tx *engine.Tx, o practice.Occurrence) error {
		return auditOccurrence(ctx, tx, at, leader, practice.DeedTookExcuseBack, o)
	})
}

func (s *Store) takeBack(ctx context.Context, id practice.OccurrenceID, statement string, by practice.PersonID, done func(*engine.Tx, practice.Occurrence) error) (undone bool, err error) {
	err = s.tx(ctx, func(tx *engine.Tx) error {
		if undone, err = affects(ctx, tx, statement, id, by); err != nil || !undone {
			return err
		}
		o, err := occurrence(ctx, tx, id)
		if err != nil {
			return err
		}
		if err := adopt(ctx, tx, []practice.Occurrence{o}); err != nil {
			return err
		}
		if err := planChanged(ctx, tx, only(o.Performer)); err != nil { // what was decided may have kept the plan from moving it
			return err
		}
		if err := stale(ctx, tx, id); err != nil {
			return err
		}
		if done != nil {
			err = done(tx, o)
		}
		return errors.Join(err, redraw(ctx, tx, practice.Excusal{Occurrence: id}))
	})
	if err != nil {
		return false, fmt.Errorf("take back: %w", err)
	}
	if undone {
		s.erased.Store(true)
	}
	return undone, nil
}
