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

const (
	selectStandIns = `SELECT id, request, manager_id, person_id, from_on, to_on, named_at, ended_by FROM stand_ins WHERE `
	standInsOfSQL  = selectStandIns + `manager_id = $1 AND to_on >= $2 UNION ALL ` + selectStandIns + `person_id = $1 AND to_on >= $2 ORDER BY from_on, id`
)

func standIns(ctx context.Context, q querier, query string, args ...any) ([]practice.StandIn, error) {
	rows, err := q.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	return collect(rows, func(rows *sql.Rows, s *practice.StandIn) error {
		var named int64
		err := rows.Scan(&s.ID, &s.Request, &s.Manager, &s.Person, (*day)(&s.From), (*day)(&s.To), &named, &s.EndedBy)
		s.NamedAt = instant(named)
		s.Request = strings.TrimPrefix(s.Request, keyed(s.Manager, ""))
		return err
	})
}

// StandIn returns a stand-in, whatever became of it, or ErrNotFound.
func (s *Store) StandIn(ctx context.Context, id practice.StandInID) (practice.StandIn, error) {
	one, err := theOne(standIns(ctx, s.read, selectStandIns+`id = $1`, id))
	if err != nil {
		return one, fmt.Errorf("stand-in: %w", readable(err))
	}
	return one, nil
}

// StandInsOf returns who stands in for a person, and for whom they do, from a
// day on, by first day.
func (s *Store) StandInsOf(ctx context.Context, who practice.PersonID, from cadence.Date) ([]practice.StandIn, error) {
	found, err := standIns(ctx, s.read, standInsOfSQL, who, day(from))
	if err != nil {
		return nil, fmt.Errorf("stand-ins: %w", readable(err))
	}
	return found, nil
}

// NameStandIn stores whom a manager names to stand in for them, and notifies that
// person. A request that arrives twice names them once. Somebody who cannot
// stand in is practice.Problems.
func (s *Store) NameStandIn(ctx context.Context, in practice.StandIn, today cadence.Date) (practice.StandIn, error) {
	err := s.tx(ctx, func(tx *engine.Tx) error {
		made, err := standIns(ctx, tx, selectStandIns+`manager_id = $1 AND request = $2`, in.Manager, keyed(in.Manager, in.Request))
		if err != nil {
			return err
		}
		if len(made) > 0 {
			in = made[0]
			return nil
		}
		r, err := s.Roster(ctx) // nobody else writes meanwhile
		if err != nil {
			return err
		}
		named, err := standIns(ctx, tx, selectStandIns+`manager_id = $1 AND to_on >= $2`, in.Manager, day(today))
		if err != nil {
			return err
		}
		if problems := practice.CheckStandIn(r, in, named, today); problems != nil {
			return problems
		}
		if err := tx.QueryRowContext(ctx, `INSERT INTO stand_ins (request, manager_id, person_id, from_on, to_on, named_at) VALUES ($1, $2, $3, $4, $5, $6) RETURNING id`,
			keyed(in.Manager, in.Request), in.Manager, in.Person, day(in.From), day(in.To), millis(in.NamedAt)).Scan(&in.ID); err != nil {
			return err
		}
		return errors.Join(post(ctx, tx, in.Manager, practice.StandInNamed{StandIn: in.ID}), planChanged(ctx, tx, everybody),
			audit(ctx, tx, in.NamedAt, in.Manager, practice.DeedNamedStandIn, ofPerson(in.Person)))
	})
	if err != nil {
		return in, fmt.Errorf("name a stand-in: %w", err)
	}
	return in, nil
}

// EndStandIn takes a stand-in back as of yesterday, and notifies the other of
// the two. One that has no days left is left as it is; one of others is
// ErrNotFound.
func (s *Store) EndStandIn(ctx context.Context, id practice.StandInID, by practice.PersonID, today cadence.Date, at time.Time) (in practice.StandIn, err error) {
	err = s.tx(ctx, func(tx *engine.Tx) error {
		found, err := standIns(ctx, tx, selectStandIns+`id = $1 AND (manager_id = $2 OR person_id = $2)`, id, by)
		if err != nil {
			return err
		}
		if len(found) == 0 {
			return ErrNotFound
		}
		if in = found[0]; !practice.MayEndStandIn(by, in, today) {
			return nil
		}
		in, in.EndedBy = in.Ended(today), by
		if _, err := tx.ExecContext(ctx, `UPDATE stand_ins SET to_on = $2, ended_by = $3 WHERE id = $1`, id, day(in.To), by); err != nil {
			return err
		}
		other := in.Manager
		if by == in.Manager {
			other = in.Person
		}
		return errors.Join(redraw(ctx, tx, practice.StandInNamed{StandIn: id}), post(ctx, tx, by, practice.StandInEnded{StandIn: id, To: other}), planChanged(ctx, tx, everybody),
			audit(ctx, tx, at, by, practice.DeedEndedStandIn, fmt.Sprintf("%s for %s", ofPerson(in.Person), ofPerson(in.Manager))))
	})
	if err != nil {
		return in, fmt.Errorf("end a stand-in: %w", err)
	}
	return in, nil
}
