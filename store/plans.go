package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"coach/practice"
	"coach/store/engine"
)

const (
	isToWrite = `writer_id = $1 AND written_at = 0 AND agreed_at = 0 AND dropped_at = 0`
	isToAgree = `reader_id = $1 AND written_at > 0 AND agreed_at = 0 AND talk_at = 0 AND dropped_at = 0`
)

// PlansToWrite returns the plans that somebody is still to write, oldest first.
func (s *Store) PlansToWrite(ctx context.Context, writer practice.PersonID) ([]practice.PlanRequest, error) {
	return s.plans(ctx, isToWrite, writer)
}

// PlansToAgree returns the plans that are written and wait for somebody to
// agree, oldest first.
func (s *Store) PlansToAgree(ctx context.Context, reader practice.PersonID) ([]practice.PlanRequest, error) {
	return s.plans(ctx, isToAgree, reader)
}

// PlanOf returns the plan that was asked for after a session, with its steps, or
// ErrNotFound. The steps are those that the writer wrote, as they stand.
func (s *Store) PlanOf(ctx context.Context, session practice.EntryID) (practice.PlanRequest, []practice.Action, error) {
	found, err := s.plans(ctx, `entry_id = $1`, session)
	if err != nil {
		return practice.PlanRequest{}, nil, err
	}
	if len(found) == 0 {
		return practice.PlanRequest{}, nil, fmt.Errorf("plan: %w", ErrNotFound)
	}
	steps, err := actions(ctx, s.read, isOfPlan, session, found[0].Writer)
	if err != nil {
		return found[0], nil, fmt.Errorf("plan: %w", readable(err))
	}
	return found[0], steps, nil
}

// isOfPlan selects the steps of a plan that was written: of its session, and
// owned by the person coached.
const isOfPlan = `entry_id = $1 AND entry_id <> 0 AND owner_id = $2 AND dropped_at = 0`

func (s *Store) plans(ctx context.Context, where string, args ...any) ([]practice.PlanRequest, error) {
	found, err := plans(ctx, s.read, where, args...)
	if err != nil {
		return nil, fmt.Errorf("plans: %w", readable(err))
	}
	return found, nil
}

const selectPlans = `SELECT entry_id, writer_id, reader_id, asked_at, written_at, agreed_at, talk_at, dropped_at FROM plans WHERE `

func plans(ctx context.Context, q querier, where string, args ...any) ([]practice.PlanRequest, error) {
	rows, err := q.QueryContext(ctx, selectPlans+where+` ORDER BY asked_at, entry_id`, args...)
	if err != nil {
		return nil, err
	}
	return collect(rows, func(rows *sql.Rows, p *practice.PlanRequest) error {
		var asked, written, agreed, talk, dropped int64
		err := rows.Scan(&p.Entry, &p.Writer, &p.Reader, &asked, &written, &agreed, &talk, &dropped)
		p.AskedAt, p.WrittenAt, p.AgreedAt, p.TalkAt, p.DroppedAt = instant(asked), instant(written), instant(agreed), instant(talk), instant(dropped)
		return err
	})
}

// askForPlan asks the person coached in a session to write the plan. After an
// edit that changed who that is, or took the question back, it is asked anew.
func askForPlan(ctx context.Context, tx *engine.Tx, e practice.Entry) error {
	if _, err := tx.ExecContext(ctx, `
		INSERT INTO plans (entry_id, writer_id, reader_id, asked_at) VALUES ($1, $2, $3, $4)
		ON CONFLICT (entry_id) DO UPDATE SET writer_id = excluded.writer_id, asked_at = excluded.asked_at, written_at = 0, agreed_at = 0, talk_at = 0, dropped_at = 0
		WHERE plans.writer_id <> excluded.writer_id OR plans.dropped_at > 0 AND plans.written_at = 0`,
		e.ID, e.Subject, e.Author, millis(e.LoggedAt)); err != nil {
		return err
	}
	if err := redraw(ctx, tx, practice.PlanAsk{Entry: e.ID, To: e.Subject}); err != nil {
		return err
	}
	return post(ctx, tx, e.Author, practice.PlanAsk{Entry: e.ID, To: e.Subject})
}

// WritePlan stores the steps of a plan and notifies its reader. A plan that is
// written already stays as it is, whether the form arrived twice or was opened
// twice. It returns the plan as stored; one that is another's to write is
// ErrNotFound.
func (s *Store) WritePlan(ctx context.Context, session practice.EntryID, writer practice.PersonID, rows []practice.Row, at time.Time) (practice.PlanRequest, error) {
	return s.changePlan(ctx, session, func(tx *engine.Tx, p practice.PlanRequest) error {
		if p.Writer != writer {
			return ErrNotFound
		}
		if !practice.MayWritePlan(writer, p) {
			return nil
		}
		for _, a := range p.Plan(rows, at) {
			if err := insertAction(ctx, tx, a); err != nil {
				return err
			}
		}
		if _, err := tx.ExecContext(ctx, `UPDATE plans SET written_at = $2 WHERE entry_id = $1`, session, millis(at)); err != nil {
			return err
		}
		return post(ctx, tx, writer, practice.PlanWritten{Entry: session, To: p.Reader})
	})
}

// AgreePlan records that the reader agrees to a plan. A plan that does not wait
// for them stays as it is.
func (s *Store) AgreePlan(ctx context.Context, session practice.EntryID, reader practice.PersonID, at time.Time) (practice.PlanRequest, error) {
	return s.changePlan(ctx, session, func(tx *engine.Tx, p practice.PlanRequest) error {
		if p.Reader != reader {
			return ErrNotFound
		}
		if !practice.MayAgree(reader, p) {
			return nil
		}
		if _, err := tx.ExecContext(ctx, `UPDATE plans SET agreed_at = $2 WHERE entry_id = $1`, session, millis(at)); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, `UPDATE actions SET agreed_at = $3 WHERE agreed_at = 0 AND `+isOfPlan, session, p.Writer, millis(at))
		return err
	})
}

// TalkPlan records that the reader would rather talk about a plan first, and
// puts it on the list of what the pair wants to talk about, in the given words.
// A plan that does not wait for them stays as it is.
func (s *Store) TalkPlan(ctx context.Context, session practice.EntryID, reader practice.PersonID, words string, at time.Time) (practice.PlanRequest, error) {
	return s.changePlan(ctx, session, func(tx *engine.Tx, p practice.PlanRequest) error {
		if p.Reader != reader {
			return ErrNotFound
		}
		if !practice.MayTalk(reader, p) {
			return nil
		}
		if _, err := tx.ExecContext(ctx, `UPDATE plans SET talk_at = $2 WHERE entry_id = $1`, session, millis(at)); err != nil {
			return err
		}
		_, err := addTopic(ctx, tx, practice.Topic{Request: fmt.Sprintf("plan/%d", session), Pair: practice.Pair{Manager: p.Reader, Report: p.Writer},
			By: reader, Words: words, RaisedAt: at})
		return err
	})
}

// changePlan changes a plan and draws the messages about it again. It returns
// the plan as it is afterwards.
func (s *Store) changePlan(ctx context.Context, session practice.EntryID, change func(*engine.Tx, practice.PlanRequest) error) (p practice.PlanRequest, err error) {
	err = s.tx(ctx, func(tx *engine.Tx) error {
		found, err := plans(ctx, tx, `entry_id = $1`, session)
		if err != nil {
			return err
		}
		if len(found) == 0 {
			return ErrNotFound
		}
		if err := change(tx, found[0]); err != nil {
			return err
		}
		if found, err = plans(ctx, tx, `entry_id = $1`, session); err != nil {
			return err
		}
		p = found[0]
		return redrawPlan(ctx, tx, session)
	})
	if err != nil {
		return p, fmt.Errorf("plan: %w", err)
	}
	return p, nil
}

// dropPlan takes a plan back with its session: nobody waits for it any more.
func dropPlan(ctx context.Context, tx *engine.Tx, session practice.EntryID, at time.Time) error {
	if _, err := tx.ExecContext(ctx, `UPDATE plans SET dropped_at = $2 WHERE entry_id = $1 AND dropped_at = 0`, session, millis(at)); err != nil {
		return err
	}
	return redrawPlan(ctx, tx, session)
}

// redrawPlan marks the messages about a plan, if there is one, to be drawn
// again.
func redrawPlan(ctx context.Context, tx *engine.Tx, session practice.EntryID) error {
	found, err := plans(ctx, tx, `entry_id = $1`, session)
	for _, p := range found {
		err = errors.Join(err, redraw(ctx, tx, practice.PlanAsk{Entry: session, To: p.Writer}), redraw(ctx, tx, practice.PlanWritten{Entry: session, To: p.Reader}))
	}
	return err
}
