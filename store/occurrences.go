package store

import (
	"context"
	"database/sql"
	"fmt"

	"coach/cadence"
	"coach/practice"
)

const selectOccurrences = `SELECT id, practice, performer_id, subject_id, period_start, period_end, due_code, seq,
	nominal_on, due_on, grace_until, closes_on, expectation, reason, entry_id, logged_on, skip_reason, skip_detail, skip_within,
	excused_by, excuse, excuse_detail
	FROM occurrences WHERE `

func scanOccurrence(rows *sql.Rows, o *practice.Occurrence) error {
	var code string
	err := rows.Scan(&o.ID, &o.Practice, &o.Performer, &o.Subject, (*day)(&o.Period.Start), (*day)(&o.Period.End), &code, &o.Seq,
		(*day)(&o.Nominal), (*day)(&o.DueOn), (*day)(&o.GraceUntil), (*day)(&o.ClosesOn), &o.Expectation, &o.Reason,
		&o.Entry, (*day)(&o.LoggedOn), &o.Skip.Reason, &o.Skip.Detail, &o.Skip.Within,
		&o.Excuse.By, &o.Excuse.Reason, &o.Excuse.Detail)
	if err != nil {
		return err
	}
	return o.Due.UnmarshalText([]byte(code))
}

func (s *Store) occurrences(ctx context.Context, where string, args ...any) ([]practice.Occurrence, error) {
	rows, err := s.read.QueryContext(ctx, selectOccurrences+where, args...)
	if err != nil {
		return nil, fmt.Errorf("occurrences: %w", readable(err))
	}
	return collect(rows, scanOccurrence)
}

const isWaiting = `performer_id = $1 AND closes_on >= $2 AND period_start <= $2
	AND entry_id = 0 AND skip_reason = '' AND expectation = 'expected' ORDER BY due_on, practice, subject_id, seq`

// Waiting returns what the performer can still do something about on a day, by
// due date.
func (s *Store) Waiting(ctx context.Context, performer practice.PersonID, on cadence.Date) ([]practice.Occurrence, error) {
	return s.occurrences(ctx, isWaiting, performer, day(on))
}

// Occurrences returns those with the given IDs that exist.
func (s *Store) Occurrences(ctx context.Context, ids []practice.OccurrenceID) ([]practice.Occurrence, error) {
	var all []practice.Occurrence
	for _, id := range ids { // a morning's message shows a handful
		one, err := s.occurrences(ctx, `id = $1`, id)
		if err != nil {
			return nil, err
		}
		all = append(all, one...)
	}
	return all, nil
}

const lastSQL = `SELECT practice, subject_id, max(happened_on) FROM entries WHERE author_id = $1 AND withdrawn_at = 0 GROUP BY practice, subject_id`

// Last returns when the author last logged each practice with each person.
func (s *Store) Last(ctx context.Context, author practice.PersonID) (map[practice.Contact]cadence.Date, error) {
	type contact struct {
		practice.Contact
		on day
	}
	rows, err := s.read.QueryContext(ctx, lastSQL, author)
	if err != nil {
		return nil, fmt.Errorf("last contacts: %w", readable(err))
	}
	contacts, err := collect(rows, func(rows *sql.Rows, c *contact) error { return rows.Scan(&c.Practice, &c.Subject, &c.on) })
	if err != nil {
		return nil, fmt.Errorf("last contacts: %w", readable(err))
	}
	last := make(map[practice.Contact]cadence.Date, len(contacts))
	for _, c := range contacts {
		last[c.Contact] = cadence.Date(c.on)
	}
	return last, nil
}

// A Plan is what should exist for a performer in the periods that have a day
// from … to ….
type Plan struct {
	Performer   practice.PersonID
	From, To    cadence.Date
	Occurrences []practice.Occurrence
}

// Reconcile brings stored occurrences in line with plans, at most a hundred
// performers at a time, and marks the performers planned up to each plan's
// end. It creates what is new, moves what moved, and cancels what nothing asks
// for any more. What was done, skipped, excused by a leader or decided by then
// is never rewritten.
func (s *Store) Reconcile(ctx context.Context, plans []Plan) error {
	err := s.tx(ctx, func(tx *sql.Tx) error {
		for _, p := range plans {
			if err := reconcile(ctx, tx, p); err != nil {
				return err
			}
			if _, err := tx.ExecContext(ctx, `UPDATE people SET planned_on = $2 WHERE id = $1`, p.Performer, day(p.To)); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("reconcile: %w", err)
	}
	return nil
}

type identity struct {
	practice string
	subject  practice.PersonID
	period   cadence.Period
	due      cadence.Due
	seq      int
}

func identityOf(o practice.Occurrence) identity {
	return identity{o.Practice, o.Subject, o.Period, o.Due, o.Seq}
}

const isPlanned = `performer_id = $1 AND period_start <= $3 AND period_end >= $2`

func reconcile(ctx context.Context, tx *sql.Tx, p Plan) error {
	rows, err := tx.QueryContext(ctx, selectOccurrences+isPlanned, p.Performer, day(p.From), day(p.To))
	if err != nil {
		return err
	}
	existing, err := collect(rows, scanOccurrence)
	if err != nil {
		return err
	}
	have := make(map[identity]practice.Occurrence, len(existing))
	for _, o := range existing {
		have[identityOf(o)] = o
	}
	for _, want := range p.Occurrences {
		old, ok := have[identityOf(want)]
		delete(have, identityOf(want))
		switch {
		case !ok:
			err = insertOccurrence(ctx, tx, want)
		case !settled(old, p.To) && differs(old, want):
			want.ID = old.ID
			err = moveOccurrence(ctx, tx, want)
		}
		if err != nil {
			return err
		}
	}
	for _, orphan := range have {
		if !settled(orphan, p.To) && orphan.Expectation != practice.Cancelled {
			orphan.Expectation, orphan.Reason = practice.Cancelled, practice.ByLine
			if err := moveOccurrence(ctx, tx, orphan); err != nil {
				return err
			}
		}
	}
	return nil
}

func settled(o practice.Occurrence, on cadence.Date) bool {
	return o.Entry != 0 || o.Skip.Reason != "" || o.Reason == practice.ByLeader || o.Expectation == practice.Expected && o.Decided(on)
}

func differs(a, b practice.Occurrence) bool {
	return a.Expectation != b.Expectation || a.Reason != b.Reason || a.Nominal != b.Nominal ||
		a.DueOn != b.DueOn || a.GraceUntil != b.GraceUntil || a.ClosesOn != b.ClosesOn
}

func insertOccurrence(ctx context.Context, tx *sql.Tx, o practice.Occurrence) error {
	_, err := tx.ExecContext(ctx, `
		INSERT INTO occurrences (practice, performer_id, subject_id, period_start, period_end, due_code, seq,
			nominal_on, due_on, grace_until, closes_on, expectation, reason)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
		o.Practice, o.Performer, o.Subject, day(o.Period.Start), day(o.Period.End), o.Due.String(), o.Seq,
		day(o.Nominal), day(o.DueOn), day(o.GraceUntil), day(o.ClosesOn), o.Expectation, o.Reason)
	return err
}

func moveOccurrence(ctx context.Context, tx *sql.Tx, o practice.Occurrence) error {
	_, err := tx.ExecContext(ctx, `
		UPDATE occurrences SET nominal_on = $2, due_on = $3, grace_until = $4, closes_on = $5, expectation = $6, reason = $7 WHERE id = $1`,
		o.ID, day(o.Nominal), day(o.DueOn), day(o.GraceUntil), day(o.ClosesOn), o.Expectation, o.Reason)
	if err != nil {
		return err
	}
	return stale(ctx, tx, o.ID)
}
