package store

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"coach/cadence"
	"coach/practice"
	"coach/store/engine"
)

const obstaclesInSQL = `entry_id = $1 AND entry_id <> 0`

// review records what the form of a newly stored entry says of open obstacles,
// and raises those that it names.
func (s *Store) review(ctx context.Context, tx *engine.Tx, e practice.Entry, p *practice.Practice) error {
	asks := func(t practice.FieldType) bool {
		return slices.ContainsFunc(p.Form, func(f practice.Field) bool { return f.Type == t && !e.Values[f.Key].IsZero() })
	}
	reviews, raises := asks(practice.ObstacleList), asks(practice.ObstacleNew)
	if !reviews && !raises {
		return nil
	}
	r, err := s.Roster(ctx)
	if err != nil {
		return err
	}
	if reviews {
		open, err := obstacles(ctx, tx, obstaclesOpenSQL)
		if err != nil {
			return err
		}
		for id, ev := range practice.ReviewEvents(r, e, p, open) {
			if err := s.happenObstacle(ctx, tx, id, fmt.Sprintf("entry/%d", e.ID), ev); err != nil {
				return err
			}
		}
	}
	for _, o := range practice.RaisedIn(e, p, r) {
		if _, err := s.raiseObstacle(ctx, tx, o); err != nil {
			return err
		}
	}
	return nil
}

// dropObstacles takes the obstacles back that an entry raised, as far as nobody
// has done anything about them. What somebody has taken on stays.
func (s *Store) dropObstacles(ctx context.Context, tx *engine.Tx, e practice.Entry, at time.Time) error {
	raised, err := obstacles(ctx, tx, obstaclesInSQL, e.ID)
	for _, o := range raised {
		err = errors.Join(err, s.dropObstacle(ctx, tx, o, at))
	}
	return err
}

func (s *Store) dropObstacle(ctx context.Context, tx *engine.Tx, o practice.Obstacle, at time.Time) error {
	if !o.Open() || !o.Untouched() {
		return nil
	}
	r, err := s.Roster(ctx)
	if err != nil {
		return err
	}
	return s.happenObstacle(ctx, tx, o.ID, "", practice.ObstacleEvent{At: at, On: r.Person(o.Raiser).Today(at, s.Zone()), By: o.Raiser, Kind: practice.ObstacleWithdrawn})
}

// syncObstacles brings the obstacles that an entry raised in line with its form
// as its author has edited it: new rows are raised, rows taken out are taken
// back, and words change as long as nobody else has done anything about them.
func (s *Store) syncObstacles(ctx context.Context, tx *engine.Tx, e practice.Entry, p *practice.Practice, at time.Time, on cadence.Date) error {
	stood, err := obstacles(ctx, tx, obstaclesInSQL, e.ID)
	if err != nil {
		return err
	}
	r, err := s.Roster(ctx)
	if err != nil {
		return err
	}
	e.LoggedAt, e.LoggedOn = at, on
	wanted := practice.RaisedIn(e, p, r)
	for _, o := range stood {
		i := slices.IndexFunc(wanted, func(w practice.Obstacle) bool { return w.Request == o.Request })
		if i < 0 {
			err = errors.Join(err, s.dropObstacle(ctx, tx, o, at))
			continue
		}
		err = errors.Join(err, s.reword(ctx, tx, o, wanted[i], at))
		wanted = slices.Delete(wanted, i, i+1)
	}
	for _, o := range wanted {
		if _, raised := s.raiseObstacle(ctx, tx, o); raised != nil {
			return errors.Join(err, raised)
		}
	}
	return err
}

// reword gives an obstacle that nobody else has touched the words, the owner and
// the day that its form has by now.
func (s *Store) reword(ctx context.Context, tx *engine.Tx, o, wanted practice.Obstacle, at time.Time) error {
	if !o.Open() || !o.Untouched() {
		return nil
	}
	if o.What != wanted.What {
		first, last := practice.NewsOf(o.ID)
		_, reworded := tx.ExecContext(ctx, `UPDATE obstacles SET what = $2 WHERE id = $1`, o.ID, obstacleWhat.of(o.Raiser, wanted.What, o.ID))
		_, redrawn := tx.ExecContext(ctx, redrawObstacleSQL, first, last)
		if err := errors.Join(reworded, redrawn, s.showObstacle(ctx, tx, o, at)); err != nil {
			return err
		}
	}
	if owner := wanted.Owner(); owner != 0 && (owner != o.Owner() || wanted.Due() != o.Due()) {
		named, err := addObstacleEvent(ctx, tx, o, "", wanted.History[0])
		return errors.Join(err, s.showObstacle(ctx, tx, o, at), s.showObstacle(ctx, tx, named, at))
	}
	return nil
}
