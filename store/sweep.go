package store

import (
	"context"
	"fmt"
	"time"

	"coach/practice"
	"coach/store/engine"
)

// A sweeping removes what is older than an instant, at most some of it, and
// returns how many rows that was; 0 when there is none left.
type sweeping func(ctx context.Context, tx *engine.Tx, before time.Time) (int, error)

// A swept is how one kind of thing is removed.
type swept struct {
	older string // the rows that are older than $1: a table and a condition
	inDay bool   // $1 is a day, and not an instant
	sweep func(*Store) sweeping
}

// sweepings are how each kind of thing is removed, by the key of its retention.
var sweepings = map[string]swept{
	practice.KeepNotes: {older: `entries WHERE ` + olderNotes, sweep: (*Store).sweepNotes},
	practice.KeepLeave: {older: `leaves WHERE ` + olderLeave + ` AND from_on <> '2000-01-02'`, inDay: true, sweep: func(s *Store) sweeping {
		return func(ctx context.Context, tx *engine.Tx, before time.Time) (int, error) {
			return dropLeave(ctx, tx, olderLeave, day(s.Today(before)))
		}
	}},
	practice.KeepRatings: {older: `asks WHERE ` + olderRatings, sweep: by(`UPDATE asks SET useful = 0, next_clear = '' WHERE id IN (SELECT id FROM asks WHERE ` + olderRatings + ` LIMIT $2)`)},
	practice.KeepSuggestions: {older: `suggestions WHERE words <> '' AND made_at < $1`, sweep: func(*Store) sweeping {
		return func(ctx context.Context, tx *engine.Tx, before time.Time) (int, error) {
			return dropSuggestions(ctx, tx, `made_at < $1`, millis(before))
		}
	}},
	practice.KeepMessages: {older: `outbox WHERE ` + olderMessages, sweep: by(`UPDATE outbox SET body = '', carrier = '', drawn = changes WHERE id IN (SELECT id FROM outbox WHERE ` + olderMessages + ` LIMIT $2)`)},
	practice.KeepAudit:    {older: `audit WHERE at < $1`, sweep: by(`DELETE FROM audit WHERE id IN (SELECT id FROM audit WHERE at < $1 ORDER BY at LIMIT $2)`)},
}

const (
	olderLeave    = `to_on <> '' AND to_on < $1`
	olderRatings  = `answered_at > 0 AND answered_at < $1 AND (useful <> 0 OR next_clear <> '')`
	olderMessages = `body <> '' AND attempted_at > 0 AND attempted_at < $1 AND state IN ('sent', 'dropped', 'failed') AND type NOT IN ` + takenBack

	// takenBack are the types of messages in which people's words stand in Slack
	// for good. What they are about, which is numbers, is kept, so that they can be
	// taken back when somebody is erased or an entry is withdrawn.
	takenBack = `('shoutout', 'thanks', 'friday', 'agenda')`
)

// by is the sweep that a statement does, at most some rows of it.
func by(statement string) func(*Store) sweeping {
	return func(*Store) sweeping {
		return func(ctx context.Context, tx *engine.Tx, before time.Time) (int, error) {
			return rowsChanged(ctx, tx, statement, millis(before), erasedAtOnce)
		}
	}
}

// keptSince returns the instant before which a thing of some kind is kept no
// longer.
func keptSince(r practice.Retention, kept practice.Keeping, now time.Time) time.Time {
	if r.InDays {
		return now.AddDate(0, 0, -kept.Of(r))
	}
	return now.AddDate(0, -kept.Of(r), 0)
}

// Sweep removes what is not kept any longer, a hundred rows at a time, until
// nothing is left of it, and what copies of coach need to know of each other no
// longer.
func (s *Store) Sweep(ctx context.Context, now time.Time) error {
	kept, err := s.Keeping(ctx)
	if err != nil {
		return err
	}
	for _, r := range practice.Retentions {
		sweep, before := sweepings[r.Key].sweep(s), keptSince(r, kept, now)
		for n := 1; n > 0; giveWay(ctx) {
			err := s.tx(ctx, func(tx *engine.Tx) (err error) {
				n, err = sweep(ctx, tx, before)
				return err
			})
			if err != nil {
				return fmt.Errorf("sweep: %w", readable(err))
			}
			if n > 0 {
				s.erased.Store(true)
			}
		}
	}
	return s.forget(ctx)
}

// Going returns how many things of each kind the next sweep removes, if they are
// kept for as long as it says: of private notes, how many entries have some.
func (s *Store) Going(ctx context.Context, kept practice.Keeping, now time.Time) (map[string]int, error) {
	going := map[string]int{}
	for _, r := range practice.Retentions {
		before := keptSince(r, kept, now)
		at, how := any(millis(before)), sweepings[r.Key]
		if how.inDay {
			at = day(s.Today(before))
		}
		var n int
		if err := s.read.QueryRowContext(ctx, `SELECT count(*) FROM `+how.older, at).Scan(&n); err != nil {
			return nil, fmt.Errorf("what is kept too long: %w", readable(err))
		}
		going[r.Key] = n
	}
	return going, nil
}
