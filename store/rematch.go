package store

import (
	"context"
	"database/sql"
	"slices"
	"time"

	"coach/cadence"
	"coach/practice"
	"coach/store/engine"
)

const heldSQL = `entry_id = $1 AND entry_id <> 0`

// rematch finds anew what an entry satisfies, after its person or day was
// edited on a day. What it satisfied before and still does keeps the day it
// counts from; anything else counts from the day of the edit (MEASURES 3).
func rematch(ctx context.Context, tx *engine.Tx, e practice.Entry, p *practice.Practice, at time.Time, on cadence.Date) error {
	rows, err := tx.QueryContext(ctx, selectOccurrences+heldSQL, e.ID)
	if err != nil {
		return err
	}
	held, err := collect(rows, scanOccurrence(tx))
	if err != nil {
		return err
	}
	if err := release(ctx, tx, e.ID); err != nil {
		return err
	}
	for _, key := range append([]string{p.Key}, p.AlsoSatisfies...) {
		if err := settleAgain(ctx, tx, e, key, held, at, on); err != nil {
			return err
		}
	}
	return adopt(ctx, tx, held)
}

// settleAgain is [settle] for an edited entry, which held some occurrences
// until now.
func settleAgain(ctx context.Context, tx *engine.Tx, e practice.Entry, key string, held []practice.Occurrence, at time.Time, on cadence.Date) error {
	rows, err := tx.QueryContext(ctx, selectOccurrences+isCandidate, e.Author, key, e.Subject, day(e.LoggedOn))
	if err != nil {
		return err
	}
	candidates, err := collect(rows, scanOccurrence(tx))
	if err != nil {
		return err
	}
	was := func(o practice.Occurrence) int {
		return slices.IndexFunc(held, func(h practice.Occurrence) bool { return h.ID == o.ID })
	}
	candidates = slices.DeleteFunc(candidates, func(o practice.Occurrence) bool { return was(o) < 0 && o.ClosesOn < on })
	fit := practice.Match(candidates, e.HappenedOn, e.LoggedOn)
	if len(fit) == 0 {
		return nil
	}
	if i := was(fit[0]); i >= 0 {
		on, at = held[i].LoggedOn, held[i].SettledAt
	}
	return satisfy(ctx, tx, fit[0].ID, e.ID, on, at)
}

// satisfy records that an entry satisfies an occurrence from a day on, which is
// that of an instant: when it was logged, or moved there by an edit.
func satisfy(ctx context.Context, tx *engine.Tx, o practice.OccurrenceID, e practice.EntryID, on cadence.Date, at time.Time) error {
	if _, err := tx.ExecContext(ctx, `UPDATE occurrences SET entry_id = $2, logged_on = $3, settled_at = $4 WHERE id = $1`, o, e, day(on), millis(at)); err != nil {
		return err
	}
	return stale(ctx, tx, o)
}

// reopen makes the occurrences that an entry satisfied wait again, or be
// satisfied by another entry that fits.
func reopen(ctx context.Context, tx *engine.Tx, id practice.EntryID) error {
	rows, err := tx.QueryContext(ctx, selectOccurrences+heldSQL, id)
	if err != nil {
		return err
	}
	held, err := collect(rows, scanOccurrence(tx))
	if err != nil {
		return err
	}
	if err := release(ctx, tx, id); err != nil {
		return err
	}
	return adopt(ctx, tx, held)
}

// release makes the occurrences that an entry satisfied wait again.
func release(ctx context.Context, tx *engine.Tx, id practice.EntryID) error {
	rows, err := tx.QueryContext(ctx, `UPDATE occurrences SET entry_id = 0, logged_on = '', settled_at = 0 WHERE entry_id = $1 RETURNING id`, id)
	if err != nil {
		return err
	}
	released, err := collect(rows, func(rows *sql.Rows, o *practice.OccurrenceID) error { return rows.Scan(o) })
	if err != nil {
		return err
	}
	for _, o := range released {
		if err := stale(ctx, tx, o); err != nil {
			return err
		}
	}
	return nil
}

// adoptSQL finds the earliest logged extra entry that fits an occurrence.
const adoptSQL = `author_id = $1 AND practice = $2 AND subject_id = $3 AND withdrawn_at = 0 AND happened_on BETWEEN $4 AND $5 AND logged_on <= $5
	AND NOT EXISTS (SELECT 1 FROM occurrences o WHERE o.entry_id = entries.id AND o.entry_id <> 0 AND o.practice = entries.practice) ORDER BY logged_at, id LIMIT 1`

// adopt has the earliest logged extra entry that fits satisfy each occurrence
// that has opened again, by its own day (MEASURES 1.8).
func adopt(ctx context.Context, tx *engine.Tx, opened []practice.Occurrence) error {
	for _, o := range opened {
		now, err := occurrence(ctx, tx, o.ID)
		if err != nil {
			return err
		}
		if now.Entry != 0 || now.Skip.Reason != "" || now.Expectation != practice.Expected {
			continue
		}
		extra, err := entries(ctx, tx, adoptSQL, o.Performer, o.Practice, o.Subject, day(o.Period.Start), day(o.ClosesOn))
		if err != nil {
			return err
		}
		if len(extra) > 0 {
			if err := satisfy(ctx, tx, o.ID, extra[0].ID, extra[0].LoggedOn, extra[0].LoggedAt); err != nil {
				return err
			}
		}
	}
	return nil
}
