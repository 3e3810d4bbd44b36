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

const selectVisits = `SELECT id, request, occurrence_id, leader_id, manager_id, on_day, session_id, practice, rep_id, asked_at, agreed_at, declined_at, instead_on, ended_at, next_id
	FROM visits WHERE `

// isAgreedVisit selects the visits that their managers agreed to and that stand.
const isAgreedVisit = `agreed_at > 0 AND declined_at = 0 AND ended_at = 0`

const (
	visitsOfPairSQL = selectVisits + `leader_id = $1 AND manager_id = $2 AND ended_at = 0 ORDER BY id DESC`
	visitsWithSQL   = selectVisits + `manager_id = $1 AND on_day >= $2 AND ` + isAgreedVisit + `
		UNION ALL ` + selectVisits + `rep_id = $1 AND on_day >= $2 AND rep_id <> 0 AND ` + isAgreedVisit + ` ORDER BY on_day, id`
	visitsPlannedSQL = `SELECT count(*) FROM visits WHERE leader_id = $1 AND asked_at > $2`
)

func visits(ctx context.Context, q querier, query string, args ...any) ([]practice.Visit, error) {
	rows, err := q.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	return collect(rows, func(rows *sql.Rows, v *practice.Visit) error {
		var asked, agreed, declined, ended int64
		err := rows.Scan(&v.ID, &v.Request, &v.Occurrence, &v.Pair.Manager, &v.Pair.Report, (*day)(&v.On), &v.Session.Occurrence, &v.Session.Practice, &v.Session.Rep,
			&asked, &agreed, &declined, (*day)(&v.Instead), &ended, &v.Next)
		v.AskedAt, v.AgreedAt, v.DeclinedAt, v.EndedAt = instant(asked), instant(agreed), instant(declined), instant(ended)
		v.Request = strings.TrimPrefix(v.Request, keyed(v.Pair.Manager, ""))
		return err
	})
}

// Visit returns a visit, whatever became of it, or ErrNotFound.
func (s *Store) Visit(ctx context.Context, id practice.VisitID) (practice.Visit, error) {
	v, err := visit(ctx, s.read, id)
	if err != nil {
		return v, fmt.Errorf("visit: %w", readable(err))
	}
	return v, nil
}

func visit(ctx context.Context, q querier, id practice.VisitID) (practice.Visit, error) {
	return theOne(visits(ctx, q, selectVisits+`id = $1`, id))
}

// VisitsOf returns the visits that a leader has planned with a manager and not
// called off, those of the past included, the latest first.
func (s *Store) VisitsOf(ctx context.Context, pair practice.Pair) ([]practice.Visit, error) {
	found, err := visits(ctx, s.read, visitsOfPairSQL, pair.Manager, pair.Report)
	if err != nil {
		return nil, fmt.Errorf("visits of a pair: %w", readable(err))
	}
	return found, nil
}

// VisitsWith returns the visits from a day on to sessions that a person leads or
// is in, by day: those that were agreed.
func (s *Store) VisitsWith(ctx context.Context, who practice.PersonID, from cadence.Date) ([]practice.Visit, error) {
	found, err := visits(ctx, s.read, visitsWithSQL, who, day(from))
	if err != nil {
		return nil, fmt.Errorf("visits of a person: %w", readable(err))
	}
	return found, nil
}

// PlanVisit stores a leader's plan for a visit, plans their own occurrence for
// its day, and asks the manager. An earlier plan of the two for today or later
// is replaced by it; where it is for the session and the day that the manager
// asked for instead, they have agreed already. A request that arrives twice
// plans it once. It returns the visit as stored.
func (s *Store) PlanVisit(ctx context.Context, v practice.Visit, today cadence.Date) (practice.Visit, error) {
	err := s.tx(ctx, func(tx *engine.Tx) error {
		before, err := visits(ctx, tx, visitsOfPairSQL, v.Pair.Manager, v.Pair.Report)
		if err != nil {
			return err
		}
		var agreed int64
		if practice.IsSuggested(v, before) {
			agreed = millis(v.AskedAt)
		}
		err = tx.QueryRowContext(ctx, `
			INSERT INTO visits (request, occurrence_id, leader_id, manager_id, on_day, session_id, practice, rep_id, asked_at, agreed_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
			ON CONFLICT (leader_id, request) DO NOTHING RETURNING id`, keyed(v.Pair.Manager, v.Request), v.Occurrence, v.Pair.Manager, v.Pair.Report, day(v.On),
			v.Session.Occurrence, v.Session.Practice, v.Session.Rep, millis(v.AskedAt), agreed).Scan(&v.ID)
		if errors.Is(err, sql.ErrNoRows) {
			found, err := visits(ctx, tx, selectVisits+`leader_id = $1 AND request = $2`, v.Pair.Manager, keyed(v.Pair.Manager, v.Request))
			if err == nil {
				v = found[0]
			}
			return err
		}
		if err != nil {
			return err
		}
		v.AgreedAt = instant(agreed)
		return errors.Join(enoughVisits(ctx, tx, v), replaceVisits(ctx, tx, before, v, today),
			planFor(ctx, tx, v.Occurrence, v.On, ""), post(ctx, tx, v.Pair.Manager, practice.VisitAsk{Visit: v.ID}))
	})
	if err != nil {
		return v, fmt.Errorf("plan a visit: %w", err)
	}
	return v, nil
}

// enoughVisits refuses a visit, just stored, that is one too many in a day.
func enoughVisits(ctx context.Context, tx *engine.Tx, v practice.Visit) error {
	var planned int
	if err := tx.QueryRowContext(ctx, visitsPlannedSQL, v.Pair.Manager, millis(v.AskedAt.Add(-24*time.Hour))).Scan(&planned); err != nil {
		return err
	}
	if planned > practice.VisitsMost {
		return practice.Problems{practice.VisitedEnough()}
	}
	return nil
}

// replaceVisits ends the earlier plans of a pair that have not passed: the new
// one stands in their place.
func replaceVisits(ctx context.Context, tx *engine.Tx, before []practice.Visit, v practice.Visit, today cadence.Date) error {
	for _, old := range before {
		if old.On < today {
			continue
		}
		if _, err := tx.ExecContext(ctx, `UPDATE visits SET ended_at = $2, next_id = $3 WHERE id = $1`, old.ID, millis(v.AskedAt), v.ID); err != nil {
			return err
		}
		if err := showVisit(ctx, tx, old); err != nil {
			return err
		}
	}
	return nil
}

// showVisit marks the messages that show a visit to be drawn again.
func showVisit(ctx context.Context, tx *engine.Tx, v practice.Visit) error {
	return errors.Join(
		redraw(ctx, tx, practice.VisitAsk{Visit: v.ID}),
		redraw(ctx, tx, practice.VisitAnswered{Visit: v.ID, Agreed: true}),
		redraw(ctx, tx, practice.VisitAnswered{Visit: v.ID}),
		redraw(ctx, tx, practice.Bundle{Person: v.Pair.Report, On: v.On}),
		redraw(ctx, tx, practice.Bundle{Person: v.Session.Rep, On: v.On}))
}

// AgreeVisit records that a manager agrees to a visit, of which its leader hears.
// One that they cannot agree to any more is left as it is. It returns the visit
// as stored; another manager's is ErrNotFound.
func (s *Store) AgreeVisit(ctx context.Context, id practice.VisitID, manager practice.PersonID, today cadence.Date, at time.Time) (practice.Visit, error) {
	return s.changeVisit(ctx, id, func(tx *engine.Tx, v practice.Visit) error {
		if v.Pair.Report != manager {
			return ErrNotFound
		}
		if !practice.MayAgreeVisit(manager, v, today) {
			return nil
		}
		_, err := tx.ExecContext(ctx, `UPDATE visits SET agreed_at = $2 WHERE id = $1`, id, millis(at))
		return errors.Join(err, showVisit(ctx, tx, v), post(ctx, tx, manager, practice.VisitAnswered{Visit: id, Agreed: true}))
	})
}

// MoveVisit records that a manager asks for another day, of which the leader
// hears: their own occurrence is not planned any more. A visit that does not
// stand is left as it is. It returns the visit as stored; another manager's is
// ErrNotFound.
func (s *Store) MoveVisit(ctx context.Context, id practice.VisitID, manager practice.PersonID, instead, today cadence.Date, at time.Time) (practice.Visit, error) {
	return s.changeVisit(ctx, id, func(tx *engine.Tx, v practice.Visit) error {
		if v.Pair.Report != manager {
			return ErrNotFound
		}
		if !practice.MayMoveVisit(manager, v, today) {
			return nil
		}
		_, err := tx.ExecContext(ctx, `UPDATE visits SET declined_at = $2, instead_on = $3 WHERE id = $1`, id, millis(at), day(instead))
		return errors.Join(err, planFor(ctx, tx, v.Occurrence, 0, ""), showVisit(ctx, tx, v), post(ctx, tx, manager, practice.VisitAnswered{Visit: id}))
	})
}

// EndVisit calls a leader's visit off, and tells the manager if they had agreed
// to it. One that was called off before is left as it is. It returns the visit
// as stored; another leader's is ErrNotFound.
func (s *Store) EndVisit(ctx context.Context, id practice.VisitID, leader practice.PersonID, at time.Time) (practice.Visit, error) {
	return s.changeVisit(ctx, id, func(tx *engine.Tx, v practice.Visit) error {
		if v.Pair.Manager != leader {
			return ErrNotFound
		}
		if !practice.MayEndVisit(leader, v) {
			return nil
		}
		return errors.Join(endVisit(ctx, tx, v, at), planFor(ctx, tx, v.Occurrence, 0, ""))
	})
}

// endVisit calls a visit off that stands.
func endVisit(ctx context.Context, tx *engine.Tx, v practice.Visit, at time.Time) error {
	if _, err := tx.ExecContext(ctx, `UPDATE visits SET ended_at = $2 WHERE id = $1`, v.ID, millis(at)); err != nil {
		return err
	}
	if err := showVisit(ctx, tx, v); err != nil || !v.Agreed() {
		return err
	}
	return post(ctx, tx, v.Pair.Manager, practice.VisitOff{Visit: v.ID})
}

// endVisitFor calls off the visits to come that a leader's occurrence was
// planned with, when the leader will not do it.
func endVisitFor(ctx context.Context, tx *engine.Tx, o practice.Occurrence, at time.Time) error {
	planned, err := visits(ctx, tx, visitsOfPairSQL, o.Performer, o.Subject)
	for _, v := range planned {
		if v.Occurrence == o.ID && o.PlannedFor == v.On {
			err = errors.Join(err, endVisit(ctx, tx, v, at))
		}
	}
	return err
}

func (s *Store) changeVisit(ctx context.Context, id practice.VisitID, change func(*engine.Tx, practice.Visit) error) (v practice.Visit, err error) {
	err = s.tx(ctx, func(tx *engine.Tx) error {
		if v, err = visit(ctx, tx, id); err != nil {
			return err
		}
		if err := change(tx, v); err != nil {
			return err
		}
		v, err = visit(ctx, tx, id)
		return err
	})
	if err != nil {
		return v, fmt.Errorf("visit: %w", err)
	}
	return v, nil
}
