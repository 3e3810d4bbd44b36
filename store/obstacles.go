package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"

	"coach/cadence"
	"coach/practice"
	"coach/store/engine"
)

const selectObstacles = `SELECT id, request, raiser_id, hidden, raised_at, raised_on, entry_id, link, what, impact, category FROM obstacles WHERE `

// isOpenObstacle selects obstacles that are still to be removed, in the words of
// their index.
const isOpenObstacle = `state IN ('raised', 'owned', 'passed_up')`

const (
	obstacleSQL        = `id = $1`
	obstaclesOfSQL     = `raiser_id = $1 AND state <> 'withdrawn'`
	obstaclesOwnedSQL  = isOpenObstacle + ` AND owner_id = $1`
	obstaclesToTakeSQL = isOpenObstacle + ` AND (owner_id = 0 OR offered_to = $1)`
	obstaclesOpenSQL   = isOpenObstacle
	obstaclesSinceSQL  = `raised_on >= $1 AND state <> 'withdrawn'`
	obstaclesLeftSQL   = isOpenObstacle + ` AND owner_id IN (SELECT id FROM people WHERE standing = 'gone')`
)

// obstacles returns the obstacles that a condition selects, oldest first, each
// with its history.
func obstacles(ctx context.Context, q querier, where string, args ...any) ([]practice.Obstacle, error) {
	rows, err := q.QueryContext(ctx, selectObstacles+where+` ORDER BY raised_at, id`, args...)
	if err != nil {
		return nil, err
	}
	all, err := collect(rows, func(rows *sql.Rows, o *practice.Obstacle) error {
		var raised, hidden int64
		err := rows.Scan(&o.ID, &o.Request, &o.Raiser, &hidden, &raised, (*day)(&o.RaisedOn), &o.Entry, obstacleLink.read(q, &o.Link, &o.ID), obstacleWhat.read(q, &o.What, &o.ID), &o.Impact, &o.Category)
		o.Hidden, o.RaisedAt = hidden == 1, instant(raised)
		o.Request = strings.TrimPrefix(o.Request, keyed(o.Raiser, ""))
		return err
	})
	if err != nil || len(all) == 0 {
		return nil, err
	}
	at := map[practice.ObstacleID]*practice.Obstacle{}
	for i := range all {
		at[all[i].ID] = &all[i]
	}
	return all, errors.Join(histories(ctx, q, at, where, args), affected(ctx, q, at, where, args))
}

// histories reads what happened to the obstacles that a condition selects.
func histories(ctx context.Context, q querier, at map[practice.ObstacleID]*practice.Obstacle, where string, args []any) error {
	rows, err := q.QueryContext(ctx, `SELECT obstacle_id, n, at, happened_on, by_id, event, owner_id, due_on, outcome, words, prevent, told_at FROM obstacle_events
		WHERE obstacle_id IN (SELECT id FROM obstacles WHERE `+where+`) ORDER BY obstacle_id, n`, args...)
	if err != nil {
		return err
	}
	type event struct {
		practice.ObstacleEvent
		of practice.ObstacleID
		n  int
	}
	events, err := collect(rows, func(rows *sql.Rows, ev *event) error {
		var happened, told int64
		err := rows.Scan(&ev.of, &ev.n, &happened, (*day)(&ev.On), &ev.By, &ev.Kind, &ev.Owner, (*day)(&ev.Due), &ev.Outcome, eventWords.read(q, &ev.Words, &ev.of, &ev.n), eventPrevent.read(q, &ev.Prevent, &ev.of, &ev.n), &told)
		ev.At, ev.ToldAt = instant(happened), instant(told)
		return err
	})
	for _, ev := range events {
		if o := at[ev.of]; o != nil {
			o.History = append(o.History, ev.ObstacleEvent)
		}
	}
	return err
}

// affected reads whom else the obstacles affect that a condition selects.
func affected(ctx context.Context, q querier, at map[practice.ObstacleID]*practice.Obstacle, where string, args []any) error {
	rows, err := q.QueryContext(ctx, `SELECT obstacle_id, person_id FROM obstacle_people
		WHERE obstacle_id IN (SELECT id FROM obstacles WHERE `+where+`) ORDER BY obstacle_id, person_id`, args...)
	if err != nil {
		return err
	}
	type affect struct {
		of  practice.ObstacleID
		who practice.PersonID
	}
	people, err := collect(rows, func(rows *sql.Rows, a *affect) error { return rows.Scan(&a.of, &a.who) })
	for _, a := range people {
		if o := at[a.of]; o != nil {
			o.Affects = append(o.Affects, a.who)
		}
	}
	return err
}

// Obstacle returns an obstacle with its history, or ErrNotFound.
func (s *Store) Obstacle(ctx context.Context, id practice.ObstacleID) (practice.Obstacle, error) {
	o, err := obstacle(ctx, s.read, id)
	if err != nil {
		return o, fmt.Errorf("obstacle: %w", readable(err))
	}
	return o, nil
}

func obstacle(ctx context.Context, q querier, id practice.ObstacleID) (practice.Obstacle, error) {
	return theOne(obstacles(ctx, q, obstacleSQL, id))
}

// ObstaclesOf returns what somebody raised and has not taken back, oldest first.
func (s *Store) ObstaclesOf(ctx context.Context, raiser practice.PersonID) ([]practice.Obstacle, error) {
	return s.obstacles(ctx, obstaclesOfSQL, raiser)
}

// OwnedObstacles returns the open obstacles that somebody owns, oldest first.
func (s *Store) OwnedObstacles(ctx context.Context, owner practice.PersonID) ([]practice.Obstacle, error) {
	return s.obstacles(ctx, obstaclesOwnedSQL, owner)
}

// ObstaclesToTake returns the open obstacles that nobody owns, and those that
// were passed up to somebody, oldest first. Who of them is asked to take one is
// for [practice.Obstacle.Asked] to say.
func (s *Store) ObstaclesToTake(ctx context.Context, who practice.PersonID) ([]practice.Obstacle, error) {
	return s.obstacles(ctx, obstaclesToTakeSQL, who)
}

// ObstaclesSince returns what was raised on a day or later and not taken back,
// oldest first.
func (s *Store) ObstaclesSince(ctx context.Context, since cadence.Date) ([]practice.Obstacle, error) {
	return s.obstacles(ctx, obstaclesSinceSQL, day(since))
}

// OpenObstacles returns everybody's obstacles that are still to be removed,
// oldest first.
func (s *Store) OpenObstacles(ctx context.Context) ([]practice.Obstacle, error) {
	return s.obstacles(ctx, obstaclesOpenSQL)
}

func (s *Store) obstacles(ctx context.Context, where string, args ...any) ([]practice.Obstacle, error) {
	all, err := obstacles(ctx, s.read, where, args...)
	if err != nil {
		return nil, fmt.Errorf("obstacles: %w", readable(err))
	}
	return all, nil
}

// RaiseObstacle stores an obstacle and what has happened to it already, such as
// that its raiser named an owner, who is told. An obstacle that arrives twice is
// raised once. One too many in a day is practice.Problems.
func (s *Store) RaiseObstacle(ctx context.Context, o practice.Obstacle) (practice.ObstacleID, error) {
	err := s.tx(ctx, func(tx *engine.Tx) (err error) {
		o.ID, err = s.raiseObstacle(ctx, tx, o)
		return err
	})
	if err != nil {
		return 0, fmt.Errorf("raise an obstacle: %w", err)
	}
	return o.ID, nil
}
