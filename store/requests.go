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

const selectRequests = `SELECT id, request, manager_id, report_id, kind, words, asked_at, asked_on, lapses_on, planned_on, closed_at, outcome, entry_id
	FROM time_requests WHERE `

// keepsAnswered is how long the asker is shown a time request that is closed.
const keepsAnswered = 30 * 24 * time.Hour

const (
	requestsToSQL  = selectRequests + `manager_id = $1 AND closed_at = 0 ORDER BY asked_at, id`
	requestsBySQL  = selectRequests + `report_id = $1 AND (closed_at = 0 OR closed_at > $2) ORDER BY asked_at, id`
	askedAtSQL     = `SELECT count(*) FROM time_requests WHERE report_id = $1 AND asked_at > $2`
	waitingFromSQL = `SELECT count(*) FROM time_requests WHERE manager_id = $1 AND report_id = $2 AND closed_at = 0`
	allWaitingSQL  = selectRequests + `closed_at = 0 ORDER BY lapses_on, id`
	metBySQL       = selectRequests + `manager_id = $1 AND report_id = $2 AND closed_at = 0 AND asked_on <= $3`
	unmetSQL       = `UPDATE time_requests SET closed_at = 0, outcome = '', entry_id = 0 WHERE entry_id = $1 AND entry_id <> 0 RETURNING id`
)

func requests(ctx context.Context, q querier, query string, args ...any) ([]practice.TimeRequest, error) {
	rows, err := q.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	return collect(rows, func(rows *sql.Rows, t *practice.TimeRequest) error {
		var asked, closed int64
		err := rows.Scan(&t.ID, &t.Request, &t.Pair.Manager, &t.Pair.Report, &t.Kind, requestWords.read(q, &t.Words, &t.ID), &asked, (*day)(&t.AskedOn), (*day)(&t.LapsesOn), (*day)(&t.PlannedOn),
			&closed, &t.Outcome, &t.Entry)
		t.AskedAt, t.ClosedAt = instant(asked), instant(closed)
		t.Request = strings.TrimPrefix(t.Request, keyed(t.Pair.Report, ""))
		return err
	})
}

// RequestsTo returns the time requests that wait for a manager, oldest first.
func (s *Store) RequestsTo(ctx context.Context, manager practice.PersonID) ([]practice.TimeRequest, error) {
	waiting, err := requests(ctx, s.read, requestsToSQL, manager)
	if err != nil {
		return nil, fmt.Errorf("time requests to a manager: %w", readable(err))
	}
	return waiting, nil
}

// RequestsBy returns a report's time requests, oldest first: those that wait,
// and those that were closed in the 30 days before an instant.
func (s *Store) RequestsBy(ctx context.Context, report practice.PersonID, now time.Time) ([]practice.TimeRequest, error) {
	all, err := requests(ctx, s.read, requestsBySQL, report, millis(now.Add(-keepsAnswered)))
	if err != nil {
		return nil, fmt.Errorf("time requests by a report: %w", readable(err))
	}
	return all, nil
}

// RequestsWaiting returns every time request that waits, by the last day on
// which it does.
func (s *Store) RequestsWaiting(ctx context.Context) ([]practice.TimeRequest, error) {
	waiting, err := requests(ctx, s.read, allWaitingSQL)
	if err != nil {
		return nil, fmt.Errorf("time requests: %w", readable(err))
	}
	return waiting, nil
}

// TimeRequest returns a time request, closed or not, or ErrNotFound.
func (s *Store) TimeRequest(ctx context.Context, id practice.TimeRequestID) (practice.TimeRequest, error) {
	t, err := timeRequest(ctx, s.read, id)
	if err != nil {
		return t, fmt.Errorf("time request: %w", readable(err))
	}
	return t, nil
}

func timeRequest(ctx context.Context, q querier, id practice.TimeRequestID) (practice.TimeRequest, error) {
	return theOne(requests(ctx, q, selectRequests+`id = $1`, id))
}

// AskTime stores a report's time request. A request that arrives twice asks
// once. One too many, in a day or to one manager, is practice.Problems.
func (s *Store) AskTime(ctx context.Context, t practice.TimeRequest, manager practice.Person) (practice.TimeRequestID, error) {
	err := s.tx(ctx, func(tx *engine.Tx) error {
		err := tx.QueryRowContext(ctx, `
			INSERT INTO time_requests (request, manager_id, report_id, kind, words, asked_at, asked_on, lapses_on) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
			ON CONFLICT (report_id, request) DO NOTHING RETURNING id`, keyed(t.Pair.Report, t.Request), t.Pair.Manager, t.Pair.Report, t.Kind, requestWords.later(t.Words),
			millis(t.AskedAt), day(t.AskedOn), day(t.LapsesOn)).Scan(&t.ID)
		if errors.Is(err, sql.ErrNoRows) {
			return tx.QueryRowContext(ctx, `SELECT id FROM time_requests WHERE report_id = $1 AND request = $2`, t.Pair.Report, keyed(t.Pair.Report, t.Request)).Scan(&t.ID)
		}
		if err != nil {
			return err
		}
		if err := keep(ctx, tx, requestWords.of(t.Pair.Report, t.Words, t.ID)); err != nil {
			return err
		}
		return enoughAsked(ctx, tx, t, manager)
	})
	if err != nil {
		return 0, fmt.Errorf("ask for time: %w", err)
	}
	return t.ID, nil
}

// enoughAsked refuses a time request, just stored, that is one too many.
func enoughAsked(ctx context.Context, tx *engine.Tx, t practice.TimeRequest, manager practice.Person) error {
	var asked, waiting int
	if err := tx.QueryRowContext(ctx, askedAtSQL, t.Pair.Report, millis(t.AskedAt.Add(-24*time.Hour))).Scan(&asked); err != nil {
		return err
	}
	if err := tx.QueryRowContext(ctx, waitingFromSQL, t.Pair.Manager, t.Pair.Report).Scan(&waiting); err != nil {
		return err
	}
	switch {
	case waiting > practice.TimeWaitingMost:
		return practice.Problems{practice.AskedAlready(manager)}
	case asked > practice.TimeRequestsMost:
		return practice.Problems{practice.AskedEnough()}
	}
	return nil
}

// PlanTime records the day for which a manager plans the time that was asked
// of them, and notifies the asker. A request that is closed, or planned for
// that day already, is left as it is; another manager's is ErrNotFound.
func (s *Store) PlanTime(ctx context.Context, id practice.TimeRequestID, manager practice.PersonID, on cadence.Date, at time.Time) error {
	err := s.tx(ctx, func(tx *engine.Tx) error {
		t, err := timeRequest(ctx, tx, id)
		if err != nil {
			return err
		}
		if t.Pair.Manager != manager {
			return ErrNotFound
		}
		if !t.Waits() || t.PlannedOn == on {
			return nil
		}
		if _, err := tx.ExecContext(ctx, `UPDATE time_requests SET planned_on = $2 WHERE id = $1`, id, day(on)); err != nil {
			return err
		}
		if t.PlannedOn != 0 {
			if err := redraw(ctx, tx, practice.TimePlanned{Request: id, On: t.PlannedOn}); err != nil {
				return err
			}
		}
		return errors.Join(s.showRequest(ctx, tx, t, at), postAgain(ctx, tx, manager, practice.TimePlanned{Request: id, On: on}))
	})
	if err != nil {
		return fmt.Errorf("plan time: %w", err)
	}
	return nil
}

// CloseTime closes a time request that waits: its manager says that it is
// done, or its report takes it back. One that is closed is left as it is; one
// of other people is ErrNotFound.
func (s *Store) CloseTime(ctx context.Context, id practice.TimeRequestID, by practice.PersonID, outcome practice.TimeOutcome, at time.Time) error {
	err := s.tx(ctx, func(tx *engine.Tx) error {
		t, err := timeRequest(ctx, tx, id)
		if err != nil {
			return err
		}
		if by != t.Pair.Manager && outcome == practice.TimeDone || by != t.Pair.Report && outcome == practice.TimeWithdrawn {
			return ErrNotFound
		}
		return s.closeTime(ctx, tx, t, by, outcome, 0, at)
	})
	if err != nil {
		return fmt.Errorf("close a time request: %w", err)
	}
	s.erased.Store(true)
	return nil
}

// EndTime closes a time request for coach's own reasons: it waited too long,
// or the two are no pair any more.
func (s *Store) EndTime(ctx context.Context, t practice.TimeRequest, outcome practice.TimeOutcome, at time.Time) error {
	err := s.tx(ctx, func(tx *engine.Tx) error { return s.closeTime(ctx, tx, t, itself, outcome, 0, at) })
	if err != nil {
		return fmt.Errorf("end a time request: %w", err)
	}
	return nil
}

// closeTime closes a time request that waits, has the messages that show it
// drawn again, and notifies the asker unless they took it back themselves. The
// words of one taken back are erased.
func (s *Store) closeTime(ctx context.Context, tx *engine.Tx, t practice.TimeRequest, by practice.PersonID, outcome practice.TimeOutcome, e practice.EntryID, at time.Time) error {
	done, err := tx.ExecContext(ctx, `UPDATE time_requests SET closed_at = $2, outcome = $3, entry_id = $4, words = CASE WHEN $3 = 'withdrawn' THEN '' ELSE words END
		WHERE id = $1 AND closed_at = 0`, t.ID, millis(at), string(outcome), e)
	if err != nil {
		return err
	}
	if n, err := done.RowsAffected(); n == 0 || err != nil {
		return err
	}
	if t.PlannedOn != 0 && outcome.Fails() {
		if err := redraw(ctx, tx, practice.TimePlanned{Request: t.ID, On: t.PlannedOn}); err != nil {
			return err
		}
	}
	if err := s.showRequest(ctx, tx, t, at); err != nil || outcome == practice.TimeWithdrawn {
		return err
	}
	return postAgain(ctx, tx, by, practice.TimeAnswered{Request: t.ID})
}

// showRequest marks the message of the manager's morning to be drawn again: a
// time request may stand in it.
func (s *Store) showRequest(ctx context.Context, tx *engine.Tx, t practice.TimeRequest, at time.Time) error {
	r, err := s.Roster(ctx)
	if err != nil {
		return err
	}
	manager := t.Pair.Manager
	return redraw(ctx, tx, practice.Bundle{Person: manager, On: r.Person(manager).Today(at, s.Zone())})
}

// meetRequests closes the time requests that an entry about the two answers:
// those that were made by the day on which it happened. Last week's session,
// logged late, does not answer what was asked this morning.
func (s *Store) meetRequests(ctx context.Context, tx *engine.Tx, e practice.Entry) error {
	waiting, err := requests(ctx, tx, metBySQL, e.Author, e.Subject, day(e.HappenedOn))
	if err != nil {
		return err
	}
	for _, t := range waiting {
		if err := s.closeTime(ctx, tx, t, e.Author, practice.TimeMet, e.ID, e.LoggedAt); err != nil {
			return err
		}
	}
	return nil
}

// unmeet has the time requests wait again that an entry had closed, when it is
// taken back.
func unmeet(ctx context.Context, tx *engine.Tx, e practice.EntryID) error {
	rows, err := tx.QueryContext(ctx, unmetSQL, e)
	if err != nil {
		return err
	}
	again, err := collect(rows, func(rows *sql.Rows, id *practice.TimeRequestID) error { return rows.Scan(id) })
	if err != nil {
		return err
	}
	for _, id := range again {
		if err := redraw(ctx, tx, practice.TimeAnswered{Request: id}); err != nil {
			return err
		}
	}
	return nil
}
