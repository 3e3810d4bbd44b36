package store

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"time"

	"coach/cadence"
	"coach/practice"
	"coach/store/engine"
)

// The SQL statements that find earlier skips: those in the quarter that count
// against the allowance, and the occurrence directly before for the same
// person. An occurrence that was not expected of the performer does not break a
// run of two skips.
const (
	usedSQL = `
		SELECT count(*) FROM occurrences WHERE performer_id = $1 AND practice = $2 AND nominal_on BETWEEN $3 AND $4
			AND skip_reason <> '' AND skip_within = 1 AND id <> $5`
	precedesSQL = `
		SELECT entry_id = 0 AND skip_reason <> '' FROM occurrences
		WHERE performer_id = $1 AND practice = $2 AND subject_id = $3 AND (nominal_on, seq) < ($4, $5)
			AND (expectation = 'expected' OR entry_id <> 0)
		ORDER BY nominal_on DESC, seq DESC LIMIT 1`
)

// A rowQuerier is a transaction, or a reader outside of one.
type rowQuerier interface {
	QueryRowContext(ctx context.Context, query string, args ...any) engine.Row
}

// SkipTerms completes the terms on which an occurrence could be skipped with
// the performer's earlier skips. The terms given are those of its
// practice.Allowance.
func (s *Store) SkipTerms(ctx context.Context, o practice.Occurrence, t practice.SkipTerms) (practice.SkipTerms, error) {
	t, err := skipTerms(ctx, s.read, o, t)
	if err != nil {
		return t, fmt.Errorf("skip terms: %w", readable(err))
	}
	return t, nil
}

func skipTerms(ctx context.Context, db rowQuerier, o practice.Occurrence, t practice.SkipTerms) (practice.SkipTerms, error) {
	err := db.QueryRowContext(ctx, usedSQL, o.Performer, o.Practice, day(t.Quarter.Start), day(t.Quarter.End), o.ID).Scan(&t.Used)
	if err != nil {
		return t, err
	}
	err = db.QueryRowContext(ctx, precedesSQL, o.Performer, o.Practice, o.Subject, day(o.Nominal), o.Seq).Scan(&t.Follows)
	if errors.Is(err, sql.ErrNoRows) {
		return t, nil
	}
	return t, err
}

// Skip records that the performer will not do an occurrence. Only one that
// still waits can be skipped; any other is left as it is. The allowance is
// checked in the same transaction, so that of two skips at once only one can be
// the last allowed. It returns the occurrence as stored and the terms,
// completed as by SkipTerms; or ErrNotFound.
func (s *Store) Skip(ctx context.Context, id practice.OccurrenceID, skip practice.Skip, t practice.SkipTerms, at time.Time) (o practice.Occurrence, _ practice.SkipTerms, err error) {
	err = s.tx(ctx, func(tx *engine.Tx) error {
		if o, err = occurrence(ctx, tx, id); err != nil {
			return err
		}
		if t, err = skipTerms(ctx, tx, o, t); err != nil {
			return err
		}
		skip.Within = t.Within()
		if _, err := tx.ExecContext(ctx, `UPDATE occurrences SET skip_reason = $2, skip_detail = $3, skip_within = $4, skipped_at = $5, skip_for = $6
			WHERE id = $1 AND entry_id = 0 AND skip_reason = '' AND expectation = 'expected'`, id, skip.Reason, skipDetail.of(aboutOf(o.Performer, o.Subject), skip.Detail, id), flag(skip.Within), millis(at), skip.For); err != nil {
			return err
		}
		if o, err = occurrence(ctx, tx, id); err != nil {
			return err
		}
		return errors.Join(stale(ctx, tx, id), endVisitFor(ctx, tx, o, at))
	})
	if err != nil {
		return o, t, fmt.Errorf("skip: %w", err)
	}
	return o, t, nil
}

// occurrence returns the occurrence with an ID, or ErrNotFound.
func occurrence(ctx context.Context, tx *engine.Tx, id practice.OccurrenceID) (practice.Occurrence, error) {
	rows, err := tx.QueryContext(ctx, selectOccurrences+`id = $1`, id)
	if err != nil {
		return practice.Occurrence{}, err
	}
	found, err := collect(rows, scanOccurrence(tx))
	if err != nil {
		return practice.Occurrence{}, err
	}
	if len(found) == 0 {
		return practice.Occurrence{}, ErrNotFound
	}
	return found[0], nil
}

// The SQL conditions for an occurrence that a leader could excuse: one that
// recently closed without an entry, or one that was skipped.
const (
	isUndone  = `performer_id = $1 AND closes_on >= $2 AND entry_id = 0 AND skip_reason = '' AND expectation = 'expected'`
	isCounted = `performer_id = $1 AND skip_reason <> '' AND skip_within = 0 AND due_on >= $2 AND entry_id = 0 AND expectation = 'expected'`
)

// Excusable returns the performer's occurrences that their leader could excuse
// on a day, the latest due first.
func (s *Store) Excusable(ctx context.Context, performer practice.PersonID, on cadence.Date) ([]practice.Occurrence, error) {
	undone, err := s.occurrences(ctx, isUndone, performer, day(on-practice.ExcusableFor))
	if err != nil {
		return nil, err
	}
	skipped, err := s.occurrences(ctx, isCounted, performer, day(on-practice.ExcusableFor))
	if err != nil {
		return nil, err
	}
	all := slices.DeleteFunc(append(undone, skipped...), func(o practice.Occurrence) bool { return !o.Excusable(on) })
	slices.SortFunc(all, func(a, b practice.Occurrence) int {
		return cmp.Or(cmp.Compare(b.DueOn, a.DueOn), cmp.Compare(a.Practice, b.Practice), cmp.Compare(a.Subject, b.Subject), cmp.Compare(a.ID, b.ID))
	})
	return all, nil
}

// Excuse records that a leader excuses an occurrence, and notifies its
// performer. One that was done, or is not expected anyway, is left as it is. It
// returns the occurrence as stored, or ErrNotFound.
func (s *Store) Excuse(ctx context.Context, id practice.OccurrenceID, e practice.Excuse, at time.Time) (o practice.Occurrence, err error) {
	err = s.tx(ctx, func(tx *engine.Tx) error {
		if o, err = occurrence(ctx, tx, id); err != nil {
			return err
		}
		done, err := tx.ExecContext(ctx, `UPDATE occurrences SET expectation = 'excused', reason = $2, excused_by = $3, excuse = $4, excuse_detail = $5, excused_at = $6
			WHERE id = $1 AND entry_id = 0 AND skip_within = 0 AND expectation = 'expected'`, id, practice.ByLeader, e.By, e.Reason, excuseDetail.of(aboutOf(o.Performer, o.Subject), e.Detail, id), millis(at))
		if err != nil {
			return err
		}
		if o, err = occurrence(ctx, tx, id); err != nil {
			return err
		}
		if n, err := done.RowsAffected(); n == 0 || err != nil {
			return err
		}
		if err := stale(ctx, tx, id); err != nil {
			return err
		}
		return errors.Join(post(ctx, tx, e.By, practice.Excusal{Occurrence: id}), auditOccurrence(ctx, tx, at, e.By, practice.DeedExcused, o))
	})
	if err != nil {
		return o, fmt.Errorf("excuse: %w", err)
	}
	return o, nil
}
