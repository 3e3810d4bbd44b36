package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"time"

	"coach/cadence"
	"coach/practice"
	"coach/store/engine"
)

// raiseObstacle is [Store.RaiseObstacle] within a transaction.
func (s *Store) raiseObstacle(ctx context.Context, tx *engine.Tx, o practice.Obstacle) (practice.ObstacleID, error) {
	err := tx.QueryRowContext(ctx, `
		INSERT INTO obstacles (request, raiser_id, hidden, raised_at, raised_on, entry_id, link, what, impact, category) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
		ON CONFLICT (raiser_id, request) DO NOTHING RETURNING id`,
		keyed(o.Raiser, o.Request), o.Raiser, flag(o.Hidden), millis(o.RaisedAt), day(o.RaisedOn), o.Entry, obstacleLink.later(o.Link), obstacleWhat.later(o.What), o.Impact, o.Category).Scan(&o.ID)
	if errors.Is(err, sql.ErrNoRows) {
		err = tx.QueryRowContext(ctx, `SELECT id FROM obstacles WHERE raiser_id = $1 AND request = $2`, o.Raiser, keyed(o.Raiser, o.Request)).Scan(&o.ID)
		return o.ID, err
	}
	if err == nil {
		err = keep(ctx, tx, obstacleLink.of(o.Raiser, o.Link, o.ID), obstacleWhat.of(o.Raiser, o.What, o.ID))
	}
	if err != nil {
		return 0, err
	}
	var raised int
	if err := tx.QueryRowContext(ctx, obstaclesRaisedSQL, o.Raiser, millis(o.RaisedAt.Add(-24*time.Hour))).Scan(&raised); err != nil {
		return 0, err
	}
	if raised > practice.ObstaclesMost {
		return 0, practice.Problems{practice.RaisedEnough()}
	}
	for _, who := range o.Affects {
		if _, err := tx.ExecContext(ctx, `INSERT INTO obstacle_people (obstacle_id, person_id) VALUES ($1, $2) ON CONFLICT DO NOTHING`, o.ID, who); err != nil {
			return 0, err
		}
	}
	events := o.History
	for o.History = nil; len(events) > 0; events = events[1:] {
		if o, err = addObstacleEvent(ctx, tx, o, "", events[0]); err != nil {
			return 0, err
		}
	}
	return o.ID, nil
}

const obstaclesRaisedSQL = `SELECT count(*) FROM obstacles WHERE raiser_id = $1 AND raised_at > $2`

// HappenObstacle appends an event to the history of an obstacle, if it can
// happen in the state that it finds, and posts the messages that it causes. An
// event of a request that was served before changes nothing; one that cannot
// happen any more is practice.Problems.
func (s *Store) HappenObstacle(ctx context.Context, id practice.ObstacleID, request string, ev practice.ObstacleEvent) error {
	err := s.tx(ctx, func(tx *engine.Tx) error { return s.happenObstacle(ctx, tx, id, request, ev) })
	if err != nil {
		return fmt.Errorf("an obstacle: %w", err)
	}
	if ev.Kind == practice.ObstacleWithdrawn {
		s.erased.Store(true)
	}
	return nil
}

func (s *Store) happenObstacle(ctx context.Context, tx *engine.Tx, id practice.ObstacleID, request string, ev practice.ObstacleEvent) error {
	o, err := obstacle(ctx, tx, id)
	if err != nil {
		return err
	}
	var served bool
	if err := tx.QueryRowContext(ctx, obstacleServedSQL, id, ev.By, request).Scan(&served); err != nil || served {
		return err
	}
	r, err := s.Roster(ctx)
	if err != nil {
		return err
	}
	if err := practice.CheckObstacleEvent(r, o, ev, ev.On); err != nil {
		return err
	}
	was := o
	if o, err = addObstacleEvent(ctx, tx, o, request, ev); err != nil {
		return err
	}
	if ev.Kind == practice.ObstacleResolved && ev.By == o.Raiser { // there is nobody to ask whether it is gone
		if o, err = addObstacleEvent(ctx, tx, o, "", practice.ObstacleEvent{At: ev.At, On: ev.On, By: ev.By, Kind: practice.ObstacleGone}); err != nil {
			return err
		}
	}
	if ev.Kind == practice.ObstacleWithdrawn {
		if err := eraseObstacle(ctx, tx, r, o, ev.On); err != nil {
			return err
		}
	}
	return errors.Join(s.showObstacle(ctx, tx, was, ev.At), s.showObstacle(ctx, tx, o, ev.At))
}

const obstacleServedSQL = `SELECT EXISTS (SELECT 1 FROM obstacle_events WHERE obstacle_id = $1 AND by_id = $2 AND request = $3 AND request <> '')`

// addObstacleEvent appends an event, posts the messages that it causes, and has
// those drawn again that waited for an answer until then.
func addObstacleEvent(ctx context.Context, tx *engine.Tx, o practice.Obstacle, request string, ev practice.ObstacleEvent) (practice.Obstacle, error) {
	for _, n := range o.Asks() {
		if err := redraw(ctx, tx, n); err != nil {
			return o, err
		}
	}
	o.History = append(o.History[:len(o.History):len(o.History)], ev)
	by, n := aboutOf(o.Raiser, ev.By), len(o.History)
	if _, err := tx.ExecContext(ctx, `
		INSERT INTO obstacle_events (obstacle_id, n, request, at, happened_on, by_id, event, owner_id, due_on, outcome, words, prevent)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
		o.ID, n, request, millis(ev.At), day(ev.On), ev.By, ev.Kind, ev.Owner, day(ev.Due), ev.Outcome, eventWords.of(by, ev.Words, o.ID, n), eventPrevent.of(by, ev.Prevent, o.ID, n)); err != nil {
		return o, err
	}
	if _, err := tx.ExecContext(ctx, `UPDATE obstacles SET owner_id = $2, offered_to = $3, state = $4 WHERE id = $1`, o.ID, o.Owner(), o.OfferedTo(), o.State()); err != nil {
		return o, err
	}
	return o, post(ctx, tx, ev.By, o.Tells()...)
}

const redrawObstacleSQL = `UPDATE outbox SET changes = changes + 1 WHERE key >= $1 AND key < $2`

// eraseObstacle takes the words about an obstacle out of the database, and out
// of every message about it, those of earlier mornings too. That it was raised
// and taken back stays.
func eraseObstacle(ctx context.Context, tx *engine.Tx, r *practice.Roster, o practice.Obstacle, on cadence.Date) error {
	first, last := practice.NewsOf(o.ID)
	_, err := tx.ExecContext(ctx, redrawObstacleSQL, first, last)
	for _, who := range o.ShownTo(r, on) {
		err = errors.Join(err, showObstacleTo(ctx, tx, o.ID, who, o.RaisedOn-1, on+1)) // their days may be others than the raiser's
	}
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, `UPDATE obstacles SET what = '', link = '' WHERE id = $1`, o.ID)
	if err == nil {
		_, err = tx.ExecContext(ctx, `UPDATE obstacle_events SET words = '', prevent = '' WHERE obstacle_id = $1`, o.ID)
	}
	return err
}

// showObstacle marks the messages of the morning in which an obstacle stands to
// be drawn again: those of its owner, and of whoever is asked to take it.
func (s *Store) showObstacle(ctx context.Context, tx *engine.Tx, o practice.Obstacle, at time.Time) error {
	r, err := s.Roster(ctx)
	if err != nil {
		return err
	}
	for _, who := range []practice.PersonID{o.Owner(), o.Asked(r, r.Person(o.Raiser).Today(at, s.Zone()))} {
		if who != 0 {
			today := r.Person(who).Today(at, s.Zone())
			err = errors.Join(err, showObstacleTo(ctx, tx, o.ID, who, today, today))
		}
	}
	return err
}

const morningsSQL = `SELECT body FROM outbox WHERE key >= $1 AND key <= $2`

// showObstacleTo marks the messages of somebody's mornings, from one day to
// another, in which an obstacle stands to be drawn again.
func showObstacleTo(ctx context.Context, tx *engine.Tx, id practice.ObstacleID, who practice.PersonID, from, to cadence.Date) error {
	rows, err := tx.QueryContext(ctx, morningsSQL, practice.Bundle{Person: who, On: from}.Key(), practice.Bundle{Person: who, On: to}.Key())
	if err != nil {
		return err
	}
	bodies, err := collect(rows, func(rows *sql.Rows, body *string) error { return rows.Scan(body) })
	if err != nil {
		return err
	}
	for _, body := range bodies {
		n, err := as[practice.Bundle](body)
		if err != nil {
			return err
		}
		if b := n.(practice.Bundle); slices.Contains(b.ToTake, id) || slices.Contains(b.Owned, id) {
			if err := redraw(ctx, tx, b); err != nil {
				return err
			}
		}
	}
	return nil
}

// GiveUpObstacles takes the open obstacles from owners whose account was closed:
// nobody owns them then, and whoever raised one, or named that owner, is told.
func (s *Store) GiveUpObstacles(ctx context.Context, now time.Time) error {
	left, err := s.obstacles(ctx, obstaclesLeftSQL)
	if err != nil || len(left) == 0 {
		return err
	}
	err = s.tx(ctx, func(tx *engine.Tx) error {
		left, err := obstacles(ctx, tx, obstaclesLeftSQL)
		if err != nil {
			return err
		}
		for _, o := range left {
			if err := s.happenObstacle(ctx, tx, o.ID, "", practice.ObstacleEvent{At: now, On: s.Today(now), By: itself, Kind: practice.ObstacleDeclined}); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("obstacles of people who left: %w", err)
	}
	return nil
}

// obstacleTold records when the message about an event was sent to whoever
// raised the obstacle: only then have they heard back (MEASURES M15).
func obstacleTold(ctx context.Context, tx *engine.Tx, d Delivery, ts string) error {
	n, ok := d.Notice.(practice.ObstacleNews)
	if !ok {
		return nil
	}
	_, err := tx.ExecContext(ctx, `UPDATE obstacle_events SET told_at = $3 WHERE obstacle_id = $1 AND n = $2 AND told_at = 0
		AND EXISTS (SELECT 1 FROM obstacles WHERE id = $1 AND raiser_id = $4)`, n.Obstacle, n.Event, millis(postedAt(ts, d.AttemptedAt.UnixMilli())), n.To)
	return err
}
