package store

import (
	"context"
	"database/sql"
	"fmt"

	"coach/cadence"
	"coach/measure"
	"coach/practice"
	"coach/store/engine"
)

// subscribe stores a digest subscription in place of the one with the same ID.
func subscribe(ctx context.Context, tx *engine.Tx, sub practice.Subscription) error {
	_, err := tx.ExecContext(ctx, `
		INSERT INTO subscriptions (id, root_id, channel, weekday, at, zone) VALUES ($1, $2, $3, $4, $5, $6)
		ON CONFLICT (id) DO UPDATE SET root_id = excluded.root_id, channel = excluded.channel, weekday = excluded.weekday, at = excluded.at, zone = excluded.zone, stopped_at = 0`,
		sub.ID, sub.Root, sub.Channel, int(sub.Weekday), sub.At, sub.Zone)
	return err
}

const (
	unsubscribeSQL = `DELETE FROM subscriptions WHERE id = $1
		AND NOT EXISTS (SELECT 1 FROM digests WHERE subscription_id = $1) AND NOT EXISTS (SELECT 1 FROM digest_help WHERE subscription_id = $1)`
	stopSQL = `UPDATE subscriptions SET stopped_at = (SELECT coalesce(max(said_at), 1) FROM digests WHERE subscription_id = $1) WHERE id = $1`
)

// unsubscribe removes a digest subscription. One that has said something stays,
// stopped after the last that it said.
func unsubscribe(ctx context.Context, tx *engine.Tx, id practice.SubscriptionID) error {
	if _, err := tx.ExecContext(ctx, unsubscribeSQL, id); err != nil {
		return err
	}
	_, err := tx.ExecContext(ctx, stopSQL, id)
	return err
}

// Subscriptions returns every digest subscription that goes on.
func (s *Store) Subscriptions(ctx context.Context) ([]practice.Subscription, error) {
	rows, err := s.read.QueryContext(ctx, `SELECT id, root_id, channel, weekday, at, zone FROM subscriptions WHERE stopped_at = 0 ORDER BY id`)
	if err != nil {
		return nil, fmt.Errorf("subscriptions: %w", readable(err))
	}
	return collect(rows, func(rows *sql.Rows, sub *practice.Subscription) error {
		return rows.Scan(&sub.ID, &sub.Root, &sub.Channel, &sub.Weekday, &sub.At, &sub.Zone)
	})
}

// tallySQL counts occurrences as measure.Tally.Add does, and places them in a
// window as measure.InWindow does. A property test compares the SQL with the
// Go.
const tallySQL = `
	SELECT performer_id, practice,
		sum(CASE WHEN entry_id <> 0 AND logged_on <= grace_until THEN 1 ELSE 0 END),
		sum(CASE WHEN entry_id <> 0 AND logged_on > grace_until THEN 1 ELSE 0 END),
		sum(CASE WHEN entry_id = 0 AND expectation = 'expected' AND skip_reason = '' AND grace_until < $3 THEN 1 ELSE 0 END),
		sum(CASE WHEN entry_id = 0 AND expectation = 'expected' AND skip_reason <> '' AND skip_within = 0 THEN 1 ELSE 0 END),
		sum(CASE WHEN entry_id = 0 AND expectation = 'expected' AND skip_reason <> '' AND skip_within = 1 THEN 1 ELSE 0 END),
		sum(CASE WHEN entry_id = 0 AND expectation = 'excused' THEN 1 ELSE 0 END)
	FROM occurrences WHERE grace_until BETWEEN $1 AND $2
	GROUP BY performer_id, practice`

// Tallies counts, by performer and practice, the occurrences of a window that
// are decided as of a day. An occurrence belongs to the window that contains its
// grace_until (what planning excused: its due_on), the day on which its on-time
// question is settled.
func (s *Store) Tallies(ctx context.Context, window cadence.Period, on cadence.Date) ([]measure.PerformerTally, error) {
	rows, err := s.read.QueryContext(ctx, tallySQL, day(window.Start), day(window.End), day(on))
	if err != nil {
		return nil, fmt.Errorf("tallies: %w", readable(err))
	}
	return collect(rows, func(rows *sql.Rows, t *measure.PerformerTally) error {
		return rows.Scan(&t.Performer, &t.Practice, &t.Tally.OnTime, &t.Tally.Late, &t.Tally.NotDone,
			&t.Tally.SkipCounts, &t.Tally.SkipWithin, &t.Tally.Excused)
	})
}

// reachedSQL selects, for each manager, the people about whom a practice was
// expected of them, skipped ones included. For each it selects whether the
// manager did any of it, or somebody else logged anything with that person in
// the span: only a direct or dotted-line manager can.
const reachedSQL = `
	SELECT performer_id, subject_id, max(CASE WHEN entry_id <> 0 THEN 1 ELSE 0 END) = 1 OR EXISTS (
		SELECT 1 FROM entries WHERE entries.subject_id = occurrences.subject_id AND happened_on BETWEEN $1 AND $2 AND withdrawn_at = 0)
	FROM occurrences WHERE grace_until BETWEEN $1 AND $2 AND subject_id <> 0 AND (entry_id <> 0 OR expectation = 'expected')
	GROUP BY performer_id, subject_id`

// Reached returns, for each manager, the people about whom something was
// expected of the manager in a window (see [Store.Tallies]). For each it
// reports whether the manager did any of it, or another manager made time for
// that person in the window: a dotted-line manager, or the direct manager at
// the time.
func (s *Store) Reached(ctx context.Context, window cadence.Period) ([]measure.Reached, error) {
	rows, err := s.read.QueryContext(ctx, reachedSQL, day(window.Start), day(window.End))
	if err != nil {
		return nil, fmt.Errorf("reach: %w", readable(err))
	}
	return collect(rows, func(rows *sql.Rows, t *measure.Reached) error { return rows.Scan(&t.Performer, &t.Subject, &t.Done) })
}
