package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"coach/cadence"
	"coach/practice"
	"coach/store/engine"
)

// stateCarried is the state of a morning message that a digest carries, until
// the digest is sent. If it is not, the message goes alone: it is held until its
// own time.
const stateCarried = "carried"

const (
	undecidedSQL = `SELECT EXISTS (SELECT 1 FROM people WHERE id = $1 AND imported = 1 AND bundled_on < $2 AND planned_on >= $2 AND replan = 0)`
	postedSQL    = `SELECT id FROM outbox WHERE key = $1`
	carriedSQL   = `SELECT id, type, body, token, changes FROM outbox WHERE carrier = $1 AND carrier <> ''`

	ownTimeSQL  = `UPDATE outbox SET held_until = $2 WHERE carrier = $1 AND carrier <> '' AND state = 'carried'`
	goAloneSQL  = `UPDATE outbox SET state = 'held', carrier = '', body = $2 WHERE id = $1 AND state = 'carried'`
	withItSQL   = `UPDATE outbox SET state = 'sent', channel = $2, ts = $3, drawn = $4, held_until = 0, attempted_at = (SELECT attempted_at FROM outbox WHERE id = $5) WHERE id = $1 AND state = 'carried'`
	saidWhenSQL = `SELECT said_at FROM digests WHERE subscription_id = $1 AND to_on = $2`
)

// IsUndecided reports whether a person's message of a day is not decided yet and
// can be: they are planned.
func (s *Store) IsUndecided(ctx context.Context, id practice.PersonID, on cadence.Date) (is bool, err error) {
	if err = s.read.QueryRowContext(ctx, undecidedSQL, id, day(on)).Scan(&is); err != nil {
		return false, fmt.Errorf("morning: %w", readable(err))
	}
	return is, nil
}

// IsPosted reports whether a notice is in the outbox, sent or not.
func (s *Store) IsPosted(ctx context.Context, n practice.Notice) (is bool, err error) {
	if is, err = isPosted(ctx, s.read, n); err != nil {
		return false, fmt.Errorf("outbox: %w", readable(err))
	}
	return is, nil
}

func isPosted(ctx context.Context, q querier, n practice.Notice) (bool, error) {
	rows, err := q.QueryContext(ctx, postedSQL, n.Key())
	if err != nil {
		return false, err
	}
	ids, err := collect(rows, func(rows *sql.Rows, id *int64) error { return rows.Scan(id) })
	return len(ids) > 0, err
}

// SaidAt returns when a digest of the days up to one was drawn, which is what it
// is drawn from again; no time for one that has said nothing in numbers.
func (s *Store) SaidAt(ctx context.Context, id practice.SubscriptionID, to cadence.Date) (time.Time, error) {
	var at int64
	err := s.read.QueryRowContext(ctx, saidWhenSQL, id, day(to)).Scan(&at)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return time.Time{}, fmt.Errorf("digest: %w", readable(err))
	}
	return instant(at), nil
}

// carried returns the morning message that a digest carries; nil for none.
func (s *Store) carried(ctx context.Context, digest Delivery) (*Delivery, error) {
	n, ok := digest.Notice.(practice.Digest)
	if !ok {
		return nil, nil
	}
	d := Delivery{Task: digest.Task, AttemptedAt: digest.AttemptedAt}
	var body string
	err := s.read.QueryRowContext(ctx, carriedSQL, n.Key()).Scan(&d.ID, &d.Type, &body, &d.Token, &d.changes)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	d.Notice, _ = decode(d.Type, body) // an unreadable one must not delay the digest
	if d.Notice == nil {
		return nil, nil
	}
	return &d, nil
}

// GoAlone has a carried morning message go without the digest that was to carry
// it, not before its own time.
func (s *Store) GoAlone(ctx context.Context, carried Delivery) error {
	if err := s.tx(ctx, func(tx *engine.Tx) error { return goAlone(ctx, tx, &carried) }); err != nil {
		return fmt.Errorf("carried: %w", err)
	}
	return nil
}

func goAlone(ctx context.Context, tx *engine.Tx, carried *Delivery) error {
	if carried == nil {
		return nil
	}
	b, _ := carried.Notice.(practice.Bundle)
	b.With = nil
	_, body, err := encode(b)
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, goAloneSQL, carried.ID, body)
	return err
}

// arrivedWith records that a message has arrived that a digest carried, unless
// it goes alone by now. What has changed since the digest was claimed is drawn
// again, and so is one that was found.
func arrivedWith(ctx context.Context, tx *engine.Tx, digest Delivery, channel, ts string, found bool) error {
	d := digest.Carried
	if d == nil {
		return nil
	}
	drawn := d.changes
	if found {
		drawn--
	}
	with, err := affects(ctx, tx, withItSQL, d.ID, channel, ts, drawn, digest.ID)
	if err != nil || !with {
		return err
	}
	return errors.Join(askSent(ctx, tx, *d, ts), helpRead(ctx, tx, *d, ts))
}
