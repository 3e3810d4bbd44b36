package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"coach/cadence"
	"coach/practice"
	"coach/store/engine"
)

// Action returns the action with the given ID, or ErrNotFound.
func (s *Store) Action(ctx context.Context, id practice.ActionID) (practice.Action, error) {
	found, err := actions(ctx, s.read, `id = $1`, id)
	if err != nil {
		return practice.Action{}, fmt.Errorf("action: %w", readable(err))
	}
	if len(found) == 0 {
		return practice.Action{}, fmt.Errorf("action: %w", ErrNotFound)
	}
	return found[0], nil
}

const isOpenStep = `owner_id = $1 AND done_at = 0 AND cancelled_at = 0 AND dropped_at = 0`

// OpenSteps returns the open actions that somebody owns, by due day. Those of a
// plan they wrote count from the writing.
func (s *Store) OpenSteps(ctx context.Context, owner practice.PersonID) ([]practice.Action, error) {
	found, err := actions(ctx, s.read, isOpenStep, owner)
	if err != nil {
		return nil, fmt.Errorf("open steps: %w", readable(err))
	}
	return found, nil
}

const (
	isOpenOfPair   = `author_id = $1 AND subject_id = $2 AND done_at = 0 AND cancelled_at = 0 AND dropped_at = 0`
	isClosedOfPair = `id IN (SELECT id FROM actions WHERE author_id = $1 AND subject_id = $2 AND (done_at > 0 OR cancelled_at > 0) AND dropped_at = 0 ORDER BY due_on DESC LIMIT 50)`
)

// StepsOf returns the actions of a pair by due day: the open ones, and the last
// fifty that are done or cancelled. The manager's own steps about the report
// are among them; what another manager has agreed with the report is not.
func (s *Store) StepsOf(ctx context.Context, pair practice.Pair) ([]practice.Action, error) {
	var all []practice.Action
	for _, where := range []string{isClosedOfPair, isOpenOfPair} {
		found, err := actions(ctx, s.read, where, pair.Manager, pair.Report)
		if err != nil {
			return nil, fmt.Errorf("steps of a pair: %w", readable(err))
		}
		all = append(all, found...)
	}
	slices.SortStableFunc(all, func(a, b practice.Action) int { return int(a.Due - b.Due) })
	return all, nil
}

const (
	isOpenOfPeople = `author_id = $1 AND owner_id <> $1 AND done_at = 0 AND cancelled_at = 0 AND dropped_at = 0`
	isDoneLately   = `(author_id = $1 OR subject_id = $1) AND done_at >= $2 AND dropped_at = 0`
)

// StepsOfPeople returns the open actions of others that somebody agreed with
// them, by due day.
func (s *Store) StepsOfPeople(ctx context.Context, author practice.PersonID) ([]practice.Action, error) {
	found, err := actions(ctx, s.read, isOpenOfPeople, author)
	if err != nil {
		return nil, fmt.Errorf("steps of one's people: %w", readable(err))
	}
	return found, nil
}

// StepsDone returns the actions of somebody's pairs that were ticked since an
// instant, by due day.
func (s *Store) StepsDone(ctx context.Context, who practice.PersonID, since time.Time) ([]practice.Action, error) {
	found, err := actions(ctx, s.read, isDoneLately, who, millis(since))
	if err != nil {
		return nil, fmt.Errorf("steps done: %w", readable(err))
	}
	return found, nil
}

const selectActions = `
	SELECT id, request, entry_id, kind, author_id, owner_id, subject_id, what, made_at, due_first, due_on, done_at, done_on, done_by, agreed_at, cancelled_at, dropped_at
	FROM actions WHERE `

// actions returns actions with their moves and cancels, by due day.
func actions(ctx context.Context, q querier, where string, args ...any) ([]practice.Action, error) {
	rows, err := q.QueryContext(ctx, selectActions+where+` ORDER BY due_on, id`, args...)
	if err != nil {
		return nil, err
	}
	found, err := collect(rows, func(rows *sql.Rows, a *practice.Action) error { return scanAction(q, rows, a) })
	if err != nil || len(found) == 0 {
		return nil, err
	}
	these := make(map[practice.ActionID]*practice.Action, len(found))
	for i := range found {
		these[found[i].ID] = &found[i]
	}
	return found, errors.Join(readMoves(ctx, q, these, where, args), readCancels(ctx, q, these, where, args))
}

func scanAction(q querier, rows *sql.Rows, a *practice.Action) error {
	var made, done, agreed, cancelled, dropped int64
	if err := rows.Scan(&a.ID, &a.Request, &a.Entry, &a.Kind, &a.Author, &a.Owner, &a.Subject, actionWhat.read(q, &a.What, &a.ID), &made, (*day)(&a.FirstDue), (*day)(&a.Due),
		&done, (*day)(&a.DoneOn), &a.DoneBy, &agreed, &cancelled, &dropped); err != nil {
		return err
	}
	a.Request = strings.TrimPrefix(a.Request, keyed(a.Author, ""))
	a.MadeAt, a.DoneAt, a.AgreedAt = instant(made), instant(done), instant(agreed)
	a.CancelledAt, a.DroppedAt = instant(cancelled), instant(dropped)
	return nil
}

func readMoves(ctx context.Context, q querier, of map[practice.ActionID]*practice.Action, where string, args []any) error {
	type moved struct {
		action practice.ActionID
		practice.Move
	}
	rows, err := q.QueryContext(ctx, `SELECT action_id, at, by_id, to_on FROM action_moves WHERE action_id IN (SELECT id FROM actions WHERE `+where+`) ORDER BY action_id, at`, args...)
	if err != nil {
		return err
	}
	all, err := collect(rows, func(rows *sql.Rows, m *moved) error {
		var at int64
		err := rows.Scan(&m.action, &at, &m.By, (*day)(&m.To))
		m.At = instant(at)
		return err
	})
	for _, m := range all {
		of[m.action].Moves = append(of[m.action].Moves, m.Move)
	}
	return err
}

func readCancels(ctx context.Context, q querier, of map[practice.ActionID]*practice.Action, where string, args []any) error {
	type cancelled struct {
		action practice.ActionID
		practice.Cancel
	}
	rows, err := q.QueryContext(ctx, `SELECT action_id, at, by_id FROM action_cancels WHERE action_id IN (SELECT id FROM actions WHERE `+where+`) ORDER BY action_id, at, by_id`, args...)
	if err != nil {
		return err
	}
	all, err := collect(rows, func(rows *sql.Rows, c *cancelled) error {
		var at int64
		err := rows.Scan(&c.action, &at, &c.By)
		c.At = instant(at)
		return err
	})
	for _, c := range all {
		of[c.action].Cancels = append(of[c.action].Cancels, c.Cancel)
	}
	return err
}

// Tick records that an action is done, and who says so. An action that is not
// open stays as it is. It returns the action as stored.
func (s *Store) Tick(ctx context.Context, id practice.ActionID, by practice.PersonID, at time.Time, on cadence.Date) (practice.Action, error) {
	return s.changeAction(ctx, id, at, func(tx *engine.Tx, a practice.Action) error {
		if !practice.MayTick(by, a) {
			return nil
		}
		_, err := tx.ExecContext(ctx, `UPDATE actions SET done_at = $2, done_on = $3, done_by = $4 WHERE id = $1`, id, millis(at), day(on), by)
		return err
	})
}

// Untick takes a tick back within a day. Later, the action stays done.
func (s *Store) Untick(ctx context.Context, id practice.ActionID, by practice.PersonID, at time.Time) (practice.Action, error) {
	return s.changeAction(ctx, id, at, func(tx *engine.Tx, a practice.Action) error {
		if !practice.MayUntick(by, a, at) {
			return nil
		}
		_, err := tx.ExecContext(ctx, `UPDATE actions SET done_at = 0, done_on = '', done_by = 0 WHERE id = $1`, id)
		return err
	})
}

// Move gives an open action another day. The day it was agreed for first stays
// with it, and every move is kept: only one made before the day has passed is
// no failure.
func (s *Store) Move(ctx context.Context, id practice.ActionID, by practice.PersonID, to cadence.Date, at time.Time) (practice.Action, error) {
	return s.changeAction(ctx, id, at, func(tx *engine.Tx, a practice.Action) error {
		if !practice.MayMove(by, a) || to == a.Due {
			return nil
		}
		return moveAction(ctx, tx, a, practice.Move{At: at, By: by, To: to})
	})
}

func moveAction(ctx context.Context, tx *engine.Tx, a practice.Action, m practice.Move) error {
	if _, err := tx.ExecContext(ctx, `
		INSERT INTO action_moves (action_id, at, by_id, to_on) VALUES ($1, $2, $3, $4)
		ON CONFLICT (action_id, at) DO UPDATE SET by_id = excluded.by_id, to_on = excluded.to_on`, a.ID, millis(m.At), m.By, day(m.To)); err != nil {
		return err
	}
	_, err := tx.ExecContext(ctx, `UPDATE actions SET due_on = $2 WHERE id = $1`, a.ID, day(m.To))
	return err
}

// Cancel records that one of an action's people would cancel it. With the word
// of both it is cancelled; alone reports that one's is enough.
func (s *Store) Cancel(ctx context.Context, id practice.ActionID, by practice.PersonID, at time.Time, alone bool) (practice.Action, error) {
	return s.changeAction(ctx, id, at, func(tx *engine.Tx, a practice.Action) error {
		if !practice.MayCancel(by, a) {
			return nil
		}
		if _, err := tx.ExecContext(ctx, `INSERT INTO action_cancels (action_id, by_id, at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING`, id, by, millis(at)); err != nil {
			return err
		}
		if !alone && !a.CancelledBy(a.Other(by)) {
			return nil
		}
		_, err := tx.ExecContext(ctx, `UPDATE actions SET cancelled_at = $2 WHERE id = $1`, id, millis(at))
		return err
	})
}

// Keep answers the wish to cancel an open action with no, or takes it back: the
// action stays, and nobody would cancel it.
func (s *Store) Keep(ctx context.Context, id practice.ActionID, by practice.PersonID, at time.Time) (practice.Action, error) {
	return s.changeAction(ctx, id, at, func(tx *engine.Tx, a practice.Action) error {
		if !practice.MayCancel(by, a) {
			return nil
		}
		_, err := tx.ExecContext(ctx, `DELETE FROM action_cancels WHERE action_id = $1`, id)
		return err
	})
}

// changeAction changes an action and marks the messages that show it. It
// returns the action as it is afterwards.
func (s *Store) changeAction(ctx context.Context, id practice.ActionID, at time.Time, change func(*engine.Tx, practice.Action) error) (a practice.Action, err error) {
	err = s.tx(ctx, func(tx *engine.Tx) error {
		found, err := actions(ctx, tx, `id = $1`, id)
		if err != nil {
			return err
		}
		if len(found) == 0 {
			return ErrNotFound
		}
		if err := change(tx, found[0]); err != nil {
			return err
		}
		if found, err = actions(ctx, tx, `id = $1`, id); err != nil {
			return err
		}
		a = found[0]
		return s.showStep(ctx, tx, a, at)
	})
	if err != nil {
		return a, fmt.Errorf("action: %w", err)
	}
	return a, nil
}

// showStep marks the messages that show an action to be drawn again: its plan,
// and its owner's morning message of the day.
func (s *Store) showStep(ctx context.Context, tx *engine.Tx, a practice.Action, at time.Time) error {
	r, err := s.Roster(ctx)
	if err != nil {
		return err
	}
	return errors.Join(redraw(ctx, tx, practice.PlanWritten{Entry: a.Entry, To: a.Author}),
		redraw(ctx, tx, practice.Bundle{Person: a.Owner, On: r.Person(a.Owner).Today(at, s.Zone())}))
}
