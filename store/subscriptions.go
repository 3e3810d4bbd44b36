package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"time"

	"coach/cadence"
	"coach/practice"
	"coach/store/engine"
)

const subscribeSQL = `INSERT INTO subscriptions (id, root_id, channel, weekday, at, zone)
	SELECT max(n) + 1, $1, $2, $3, $4, $5 FROM (SELECT CAST($6 AS BIGINT) AS n UNION ALL SELECT max(id) FROM subscriptions) AS ids RETURNING id`

// The reasons why a digest cannot be changed as somebody asks.
var (
	ErrSubscribed       = errors.New("a digest about the same person goes to this channel already")
	ErrDigestFixed      = errors.New("this digest is set where coach runs")
	ErrChangedMeanwhile = errors.New("somebody has changed this digest in the meantime")
)

// Subscribe makes a digest subscription, and returns it with its ID. One with
// the same root and place that was stopped goes on instead, under its own ID: so
// a digest that is stopped and asked for again on its day comes once that day.
// Where one goes on, it is ErrSubscribed if it comes at another time, and
// nothing new otherwise: a form that arrives twice makes one.
func (s *Store) Subscribe(ctx context.Context, sub practice.Subscription, by practice.PersonID, at time.Time) (practice.Subscription, error) {
	err := s.tx(ctx, func(tx *engine.Tx) error {
		same, stopped, err := samePlace(ctx, tx, sub)
		if err != nil {
			return err
		}
		sub.ID = same.ID
		switch {
		case same.ID != 0 && !stopped && sub == same:
			return nil
		case same.ID != 0 && !stopped:
			return ErrSubscribed
		case same.ID != 0:
			err = subscribe(ctx, tx, sub)
		default:
			err = tx.QueryRowContext(ctx, subscribeSQL, sub.Root, sub.Channel, int(sub.Weekday), sub.At, sub.Zone, digestID).Scan(&sub.ID)
		}
		return errors.Join(err, followed(ctx, tx, sub), auditSubscription(ctx, tx, at, by, practice.DeedAddedDigest, sub))
	})
	if err != nil {
		return sub, fmt.Errorf("subscribe: %w", err)
	}
	return sub, nil
}

// samePlace returns the subscription with the same root and place as another,
// the one that goes on where there are several, and whether it was stopped; one
// without an ID for none.
func samePlace(ctx context.Context, tx *engine.Tx, sub practice.Subscription) (same practice.Subscription, stopped bool, err error) {
	err = tx.QueryRowContext(ctx, `SELECT id, root_id, channel, weekday, at, zone, stopped_at > 0 FROM subscriptions
		WHERE root_id = $1 AND channel = $2 AND id <> $3 ORDER BY stopped_at > 0, id DESC LIMIT 1`, sub.Root, sub.Channel, sub.ID).
		Scan(&same.ID, &same.Root, &same.Channel, &same.Weekday, &same.At, &same.Zone, &stopped)
	if errors.Is(err, sql.ErrNoRows) {
		err = nil
	}
	return same, stopped, err
}

// ChangeSubscription changes when a digest comes, and where to, from what its
// owner saw to what they want; whom it is about stays. It is ErrNotFound for one
// that was stopped, ErrChangedMeanwhile for one that is not as they saw it, and
// ErrSubscribed where another digest about the same person goes to that place.
func (s *Store) ChangeSubscription(ctx context.Context, was, sub practice.Subscription, by practice.PersonID, at time.Time) error {
	err := s.tx(ctx, func(tx *engine.Tx) error {
		now, err := goesOn(ctx, tx, was.ID)
		if err != nil {
			return err
		}
		if sub.ID, sub.Root = now.ID, now.Root; now == sub {
			return nil
		}
		if was.Root = now.Root; now.Channel == "" {
			was.Zone = now.Zone // it follows the root's
		}
		if now != was {
			return ErrChangedMeanwhile
		}
		if same, stopped, err := samePlace(ctx, tx, sub); err != nil || same.ID != 0 && !stopped {
			return errors.Join(err, ErrSubscribed)
		}
		return errors.Join(subscribe(ctx, tx, sub), followed(ctx, tx, sub), auditSubscription(ctx, tx, at, by, practice.DeedChangedDigest, sub, changedOf(now, sub)...))
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
		if _, err := goesOn(ctx, tx, id); err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, `UPDATE subscriptions SET stopped_at = $2 WHERE id = $1`, id, millis(at)); err != nil {
			return err
		}
		stopped := practice.Subscription{ID: id}
		return errors.Join(followed(ctx, tx, stopped), auditSubscription(ctx, tx, at, by, practice.DeedStoppedDigest, stopped))
	})
	if err != nil {
		return fmt.Errorf("subscription: %w", err)
	}
	return nil
}

// followed has the settings say of the organisation's first digest what is said
// of it now: a later change of other settings leaves it alone then. It is
// ErrDigestFixed where coach's configuration says it.
func followed(ctx context.Context, tx *engine.Tx, sub practice.Subscription) error {
	if sub.ID != digestID {
		return nil
	}
	var decided, fixed practice.Settings
	if err := errors.Join(setting(ctx, tx, settingsOfSlack, &decided), setting(ctx, tx, settingsOfRun, &fixed)); err != nil {
		return err
	}
	if fixed.Digest.Channel != "" {
		return ErrDigestFixed
	}
	if decided.Digest = (practice.Subscription{}); sub.Channel != "" {
		decided.Digest = practice.Subscription{Root: sub.Root, Channel: sub.Channel, Weekday: sub.Weekday, At: sub.At}
	}
	return setSetting(ctx, tx, settingsOfSlack, decided)
}

// goesOn returns a subscription that was not stopped, or ErrNotFound.
func goesOn(ctx context.Context, tx *engine.Tx, id practice.SubscriptionID) (sub practice.Subscription, err error) {
	err = tx.QueryRowContext(ctx, `SELECT id, root_id, channel, weekday, at, zone FROM subscriptions WHERE id = $1 AND stopped_at = 0`, id).
		Scan(&sub.ID, &sub.Root, &sub.Channel, &sub.Weekday, &sub.At, &sub.Zone)
	if errors.Is(err, sql.ErrNoRows) {
		err = ErrNotFound
	}
	return sub, err
}

// auditSubscription records a deed about a digest: which it is, whom it is about,
// and the names of what changed.
func auditSubscription(ctx context.Context, tx *engine.Tx, at time.Time, by practice.PersonID, deed practice.Deed, sub practice.Subscription, changed ...string) error {
	detail := fmt.Sprintf("digest %d", sub.ID)
	if sub.Root != 0 { // one that was stopped has none
		detail += " about " + ofPerson(sub.Root)
	}
	if len(changed) > 0 {
		detail += ": " + strings.Join(changed, ", ")
	}
	return audit(ctx, tx, at, by, deed, detail)
}

// changedOf returns the names of what differs between two states of a digest.
func changedOf(was, sub practice.Subscription) []string {
	return changedNames(map[string]bool{"channel": was.Channel != sub.Channel, "weekday": was.Weekday != sub.Weekday, "time": was.At != sub.At, "zone": was.Zone != sub.Zone})
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

// selectSubscriptions reads subscriptions. A digest that comes to its root alone
// comes in the root's time zone, wherever they have moved.
const selectSubscriptions = `SELECT s.id, s.root_id, s.channel, s.weekday, s.at, CASE WHEN s.channel = '' AND p.zone <> '' THEN p.zone ELSE s.zone END
	FROM subscriptions s JOIN people p ON p.id = s.root_id WHERE `

// Subscriptions returns every digest subscription that goes on.
func (s *Store) Subscriptions(ctx context.Context) ([]practice.Subscription, error) {
	found, err := s.subscriptions(ctx, `s.stopped_at = 0 ORDER BY s.id`)
	if err != nil {
		return nil, fmt.Errorf("subscriptions: %w", readable(err))
	}
	return found, nil
}

// Subscription returns a digest subscription, whether it goes on or was stopped,
// or ErrNotFound.
func (s *Store) Subscription(ctx context.Context, id practice.SubscriptionID) (practice.Subscription, error) {
	one, err := theOne(s.subscriptions(ctx, `s.id = $1`, id))
	if err != nil {
		return one, fmt.Errorf("subscription: %w", readable(err))
	}
	return one, nil
}

func (s *Store) subscriptions(ctx context.Context, which string, args ...any) ([]practice.Subscription, error) {
	rows, err := s.read.QueryContext(ctx, selectSubscriptions+which, args...)
	if err != nil {
		return nil, err
	}
	return collect(rows, func(rows *sql.Rows, sub *practice.Subscription) error {
		return rows.Scan(&sub.ID, &sub.Root, &sub.Channel, &sub.Weekday, &sub.At, &sub.Zone)
	})
}

// LastDigest returns the day of the last digest of a subscription that was sent
// from a week before a day up to it, or is on its way; no day for none.
func (s *Store) LastDigest(ctx context.Context, id practice.SubscriptionID, upTo cadence.Date) (cadence.Date, error) {
	from, to := practice.Digest{Subscription: id, On: upTo - 7}, practice.Digest{Subscription: id, On: upTo}
	var key sql.NullString
	err := s.read.QueryRowContext(ctx, lastDigestSQL, from.Key(), to.Key()).Scan(&key)
	if err != nil {
		return 0, fmt.Errorf("subscription: %w", readable(err))
	}
	if !key.Valid {
		return 0, nil
	}
	last, err := cadence.ParseDate(key.String[strings.LastIndex(key.String, "/")+1:])
	if err != nil {
		return 0, fmt.Errorf("subscription: key of a digest: %w", err)
	}
	return last, nil
}

const lastDigestSQL = `SELECT max(key) FROM outbox WHERE key BETWEEN $1 AND $2 AND state NOT IN ('dropped', 'failed')`
