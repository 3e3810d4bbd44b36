package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"coach/store/engine"
)

// longestPause is the longest that coach waits because Slack has told it to:
// Slack never asks for as much, and an instant that is farther away was written
// down by a clock that was wrong.
const longestPause = time.Hour

const (
	pauseSQL = `INSERT INTO pauses (what, until) VALUES ('messages', $1) ON CONFLICT (what) DO UPDATE SET until = excluded.until
		WHERE pauses.until < excluded.until OR pauses.until > $2`
	pausedSQL = `SELECT until FROM pauses WHERE what = 'messages'`
)

// Pause postpones a delivery that Slack did not take because coach sends too
// much, and with it all messages, of every copy and after a start as well.
func (s *Store) Pause(ctx context.Context, d Delivery, now, until time.Time) error {
	err := s.tx(ctx, func(tx *engine.Tx) error {
		_, err := tx.ExecContext(ctx, laterSQL, d.ID, notBefore(until), d.Task)
		return errors.Join(err, pause(ctx, tx, now, until))
	})
	if err != nil {
		return fmt.Errorf("pause: %w", err)
	}
	return nil
}

// PauseAll postpones all messages, as [Store.Pause] does.
func (s *Store) PauseAll(ctx context.Context, now, until time.Time) error {
	if err := s.tx(ctx, func(tx *engine.Tx) error { return pause(ctx, tx, now, until) }); err != nil {
		return fmt.Errorf("pause: %w", err)
	}
	return nil
}

func pause(ctx context.Context, tx *engine.Tx, now, until time.Time) error {
	at := tx.Now(now) // which the other copies go by
	_, err := tx.ExecContext(ctx, pauseSQL, notBefore(at.Add(min(until.Sub(now), longestPause))), millis(at.Add(longestPause)))
	return err
}

// Paused returns until when no message is sent, because Slack has told coach
// so; no time for no pause. Like now, it is of this machine's clock.
func (s *Store) Paused(ctx context.Context, now time.Time) (until time.Time, err error) {
	var end int64
	err = s.read.QueryRowContext(ctx, pausedSQL).Scan(&end)
	if errors.Is(err, sql.ErrNoRows) {
		return until, nil
	}
	if err != nil {
		return until, fmt.Errorf("paused: %w", readable(err))
	}
	at, err := s.db.Now(ctx, now)
	if err != nil {
		return until, fmt.Errorf("paused: %w", err)
	}
	if left := time.UnixMilli(end).Sub(at); left > 0 && left <= longestPause {
		until = now.Add(left)
	}
	return until, nil
}
