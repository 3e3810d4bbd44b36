package store

import (
	"context"
	"fmt"
	"time"

	"coach/cadence"
	"coach/store/engine"
)

// A Retention is how long something is kept.
type Retention struct {
	What   string // as people call it
	Months int
	Days   int
	sweep  func(ctx context.Context, tx *engine.Tx, before time.Time) (int, error)
}

// before returns the instant before which a thing of this kind is kept no
// longer.
func (r Retention) before(now time.Time) time.Time { return now.AddDate(0, -r.Months, -r.Days) }

// Retentions are what is not kept for ever, and how long it is kept. Beside
// these, withdrawn words go at once and a file in Slack after a day.
var Retentions = []Retention{
	{"leave, after its end", 13, 0, func(ctx context.Context, tx *engine.Tx, before time.Time) (int, error) {
		return dropLeave(ctx, tx, `to_on <> '' AND to_on < $1`, day(cadence.DateOf(before.UTC())))
	}},
	{"how useful somebody found a session, and whether the next step was clear", 13, 0, swept(`UPDATE asks SET useful = 0, next_clear = '' WHERE id IN
		(SELECT id FROM asks WHERE answered_at > 0 AND answered_at < $1 AND (useful <> 0 OR next_clear <> '') LIMIT $2)`)},
	{"suggestions for the playbook", 12, 0, func(ctx context.Context, tx *engine.Tx, before time.Time) (int, error) {
		return dropSuggestions(ctx, tx, `made_at < $1`, millis(before))
	}},
	{"the content of a message that was sent", 0, 30, swept(`UPDATE outbox SET body = '', carrier = '', drawn = changes WHERE id IN
		(SELECT id FROM outbox WHERE body <> '' AND attempted_at > 0 AND attempted_at < $1 AND state IN ('sent', 'dropped', 'failed') LIMIT $2)`)},
	{"the record of changes and refusals", 24, 0, swept(`DELETE FROM audit WHERE id IN (SELECT id FROM audit WHERE at < $1 ORDER BY at LIMIT $2)`)},
}

// swept returns the sweep that a statement does for what is older than an
// instant, at most some rows of it.
func swept(statement string) func(context.Context, *engine.Tx, time.Time) (int, error) {
	return func(ctx context.Context, tx *engine.Tx, before time.Time) (int, error) {
		return rowsChanged(ctx, tx, statement, millis(before), erasedAtOnce)
	}
}

// Sweep removes what is not kept any longer, a hundred rows at a time, until
// nothing is left of it, and what copies of coach need to know of each other no
// longer.
func (s *Store) Sweep(ctx context.Context, now time.Time) error {
	for _, r := range Retentions {
		for n := 1; n > 0; giveWay(ctx) {
			err := s.tx(ctx, func(tx *engine.Tx) (err error) {
				n, err = r.sweep(ctx, tx, r.before(now))
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
