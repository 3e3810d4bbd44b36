package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"coach/practice"
	"coach/store/engine"
)

const subscribeSQL = `INSERT INTO subscriptions (id, root_id, channel, weekday, at, zone)
	SELECT max(n) + 1, $1, $2, $3, $4, $5 FROM (SELECT CAST($6 AS BIGINT) AS n UNION ALL SELECT max(id) FROM subscriptions) AS ids RETURNING id`

// Subscribe makes a digest subscription, and returns it with its ID. One with
// the same root and place that goes on is changed instead: a form that arrives
// twice makes one.
func (s *Store) Subscribe(ctx context.Context, sub practice.Subscription, by practice.PersonID, at time.Time) (practice.Subscription, error) {
	err := s.tx(ctx, func(tx *engine.Tx) error {
		rows, err := tx.QueryContext(ctx, `SELECT id FROM subscriptions WHERE root_id = $1 AND channel = $2 AND stopped_at = 0 ORDER BY id`, sub.Root, sub.Channel)
		if err != nil {
			return err
		}
		same, err := collect(rows, func(rows *sql.Rows, id *practice.SubscriptionID) error { return rows.Scan(id) })
		switch {
		case err != nil:
			return err
		case len(same) > 0:
			sub.ID = same[0]
			if err := subscribe(ctx, tx, sub); err != nil {
				return err
			}
		default:
			if err := tx.QueryRowContext(ctx, subscribeSQL, sub.Root, sub.Channel, int(sub.Weekday), sub.At, sub.Zone, digestID).Scan(&sub.ID); err != nil {
				return err
			}
		}
		return auditSubscription(ctx, tx, at, by, "subscribed to a digest", sub)
	})
	if err != nil {
		return sub, fmt.Errorf("subscribe: %w", err)
	}
	return sub, nil
}

// ChangeSubscription changes when a digest comes, and where to. It is
// ErrNotFound for one that was stopped.
func (s *Store) ChangeSubscription(ctx context.Context, sub practice.Subscription, by practice.PersonID, at time.Time) error {
	err := s.tx(ctx, func(tx *engine.Tx) error {
		if err := goesOn(ctx, tx, sub.ID); err != nil {
			return err
		}
		return errors.Join(subscribe(ctx, tx, sub), auditSubscription(ctx, tx, at, by, "changed a digest", sub))
	})
	if err != nil {
		return fmt.Errorf("subscription: %w", err)
	}
	return nil
}

// StopSubscription stops a digest. It is ErrNotFound for one that was stopped
// before.
func (s *Store) StopSubscription(ctx context.Context, id practice.SubscriptionID, by practice.PersonID, at time.Time) error {
	err := s.tx(ctx, func(tx *engine.Tx) error {
		if err := goesOn(ctx, tx, id); err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, `UPDATE subscriptions SET stopped_at = $2 WHERE id = $1`, id, millis(at)); err != nil {
			return err
		}
		return auditSubscription(ctx, tx, at, by, "stopped a digest", practice.Subscription{ID: id})
	})
	if err != nil {
		return fmt.Errorf("subscription: %w", err)
	}
	return nil
}

func goesOn(ctx context.Context, tx *engine.Tx, id practice.SubscriptionID) error {
	done, err := tx.ExecContext(ctx, `UPDATE subscriptions SET stopped_at = 0 WHERE id = $1 AND stopped_at = 0`, id)
	if err != nil {
		return err
	}
	if n, err := done.RowsAffected(); err != nil || n > 0 {
		return err
	}
	return ErrNotFound
}

func auditSubscription(ctx context.Context, tx *engine.Tx, at time.Time, by practice.PersonID, deed string, sub practice.Subscription) error {
	detail, err := json.Marshal(struct {
		ID      practice.SubscriptionID `json:"id"`
		Root    practice.PersonID       `json:"root,omitempty"`
		Channel string                  `json:"channel,omitempty"`
	}{sub.ID, sub.Root, sub.Channel})
	if err != nil {
		return err
	}
	return audit(ctx, tx, at, by, deed, string(detail))
}

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

const selectSubscriptions = `SELECT id, root_id, channel, weekday, at, zone FROM subscriptions WHERE `

// Subscriptions returns every digest subscription that goes on.
func (s *Store) Subscriptions(ctx context.Context) ([]practice.Subscription, error) {
	return s.subscriptions(ctx, `stopped_at = 0 ORDER BY id`)
}

// Subscription returns a digest subscription, whether it goes on or was stopped,
// or ErrNotFound.
func (s *Store) Subscription(ctx context.Context, id practice.SubscriptionID) (practice.Subscription, error) {
	found, err := s.subscriptions(ctx, `id = $1`, id)
	if err == nil && len(found) == 0 {
		err = fmt.Errorf("subscription %d: %w", id, ErrNotFound)
	}
	if err != nil {
		return practice.Subscription{}, err
	}
	return found[0], nil
}

func (s *Store) subscriptions(ctx context.Context, which string, args ...any) ([]practice.Subscription, error) {
	rows, err := s.read.QueryContext(ctx, selectSubscriptions+which, args...)
	if err != nil {
		return nil, fmt.Errorf("subscriptions: %w", readable(err))
	}
	return collect(rows, func(rows *sql.Rows, sub *practice.Subscription) error {
		return rows.Scan(&sub.ID, &sub.Root, &sub.Channel, &sub.Weekday, &sub.At, &sub.Zone)
	})
}
