package store

import (
	"context"
	"database/sql"
	"fmt"
	"time"
)

const (
	holdSQL     = `UPDATE outbox SET state = 'held', held_until = $2 WHERE id = $1 AND state = 'queued'`
	releaseSQL  = `UPDATE outbox SET state = 'queued', held_until = 0, not_before = 0 WHERE state = 'held' AND held_until <= $1`
	nextHeldSQL = `SELECT min(held_until) FROM outbox WHERE state = 'held'`
)

// Hold keeps a notice that nobody has tried to send until an instant of civil
// time: it is somebody's working hours by then.
func (s *Store) Hold(ctx context.Context, d Delivery, until time.Time) error {
	return s.conclude(ctx, holdSQL, d.ID, millis(until))
}

// Release lets the notices go on that were held until an instant of civil time
// or an earlier one, and returns until when the next is held; no time for none.
func (s *Store) Release(ctx context.Context, now time.Time) (next time.Time, err error) {
	if next, err = s.nextHeld(ctx); err != nil || next.IsZero() || next.After(now) {
		return next, err
	}
	if err := s.exec(ctx, releaseSQL, millis(now)); err != nil {
		return next, fmt.Errorf("release: %w", readable(err))
	}
	return s.nextHeld(ctx)
}

func (s *Store) nextHeld(ctx context.Context) (time.Time, error) {
	var at sql.NullInt64
	if err := s.read.QueryRowContext(ctx, nextHeldSQL).Scan(&at); err != nil {
		return time.Time{}, fmt.Errorf("held notices: %w", readable(err))
	}
	if !at.Valid {
		return time.Time{}, nil
	}
	return time.UnixMilli(at.Int64), nil
}
