package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"coach/cadence"
	"coach/practice"
	"coach/store/engine"
)

const selectSessions = `SELECT s.id, s.entry_id, s.kind, s.manager_id, e.logged_on, s.deliverer_id, s.topic, s.on_day, s.until_day, s.starts_at,
	s.accepted_at, s.declined_at, s.done_at, s.won_in, s.dropped_at FROM sessions s JOIN entries e ON e.id = s.entry_id WHERE `

const (
	sessionsRunSQL    = selectSessions + `s.deliverer_id = $1 AND s.done_at = 0 AND s.dropped_at = 0 ORDER BY s.on_day, s.starts_at, s.id`
	sessionsOfTeamSQL = selectSessions + `s.manager_id = $1 AND s.dropped_at = 0 AND s.done_at = 0 ORDER BY s.on_day, s.starts_at, s.id`
	sessionsInSQL     = selectSessions + `s.entry_id = $1 AND s.dropped_at = 0 ORDER BY s.id`
)

func sessions(ctx context.Context, q querier, query string, args ...any) ([]practice.Session, error) {
	rows, err := q.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	return collect(rows, func(rows *sql.Rows, s *practice.Session) error {
		var accepted, declined, done, dropped int64
		err := rows.Scan(&s.ID, &s.Entry, &s.Kind, &s.Manager, (*day)(&s.PlannedOn), &s.Deliverer, sessionTopic.read(q, &s.Topic, &s.ID), (*day)(&s.On), (*day)(&s.Until), &s.At,
			&accepted, &declined, &done, &s.WonIn, &dropped)
		s.Accepted, s.Declined, s.DoneAt, s.DroppedAt = instant(accepted), instant(declined), instant(done), instant(dropped)
		return err
	})
}

// SessionsOf returns the open sessions that somebody is put down for, and those
// that they planned as a manager, the earliest first.
func (s *Store) SessionsOf(ctx context.Context, who practice.PersonID) ([]practice.Session, error) {
	given, err := sessions(ctx, s.read, sessionsRunSQL, who)
	if err != nil {
		return nil, fmt.Errorf("sessions of somebody: %w", readable(err))
	}
	planned, err := sessions(ctx, s.read, sessionsOfTeamSQL, who)
	if err != nil {
		return nil, fmt.Errorf("sessions of somebody: %w", readable(err))
	}
	for _, p := range planned {
		if p.Deliverer != who { // those are there already
			given = append(given, p)
		}
	}
	return given, nil
}

// SessionsOfTeam returns the open sessions that a manager has planned, the
// earliest first. Who may read them is [practice.MayReadSession]'s to say.
func (s *Store) SessionsOfTeam(ctx context.Context, manager practice.PersonID) ([]practice.Session, error) {
	planned, err := sessions(ctx, s.read, sessionsOfTeamSQL, manager)
	if err != nil {
		return nil, fmt.Errorf("sessions of a team: %w", readable(err))
	}
	return planned, nil
}

// Session returns a session, open or not, or ErrNotFound.
func (s *Store) Session(ctx context.Context, id practice.SessionID) (practice.Session, error) {
	one, err := session(ctx, s.read, id)
	if err != nil {
		return one, fmt.Errorf("session: %w", readable(err))
	}
	return one, nil
}

func session(ctx context.Context, q querier, id practice.SessionID) (practice.Session, error) {
	return theOne(sessions(ctx, q, selectSessions+`s.id = $1`, id))
}

// schedule opens the sessions of a newly stored plan, closes the contest whose
// winners a recognition thanks, and has the question about a team plan drawn
// again.
func (s *Store) schedule(ctx context.Context, tx *engine.Tx, e practice.Entry, p *practice.Practice) error {
	if e.Contest != 0 {
		if err := win(ctx, tx, e); err != nil {
			return err
		}
	}
	for _, one := range practice.Schedules(e, p) {
		if err := insertSession(ctx, tx, one, e.LoggedOn); err != nil {
			return err
		}
	}
	return showPlan(ctx, tx, e)
}

func insertSession(ctx context.Context, tx *engine.Tx, s practice.Session, today cadence.Date) error {
	err := tx.QueryRowContext(ctx, `
		INSERT INTO sessions (entry_id, kind, manager_id, deliverer_id, topic, on_day, until_day, starts_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING id`,
		s.Entry, s.Kind, s.Manager, s.Deliverer, sessionTopic.later(s.Topic), day(s.On), day(s.Until), s.At).Scan(&s.ID)
	if err == nil {
		err = keep(ctx, tx, sessionTopic.of(s.Manager, s.Topic, s.ID))
	}
	if err != nil {
		return err
	}
	return give(ctx, tx, s, today)
}

// give tells whoever is put down for a session that they are, unless its last
// day is over.
func give(ctx context.Context, tx *engine.Tx, s practice.Session, today cadence.Date) error {
	if !s.Waits() || s.Last() < today {
		return nil
	}
	return postAgain(ctx, tx, s.Manager, s.Given())
}

// release tells whoever was put down for a session, and counted on it, that
// they are not needed any more. Somebody who takes no part has heard of coach
// once, and hears of it again only after they have taken the session.
func (s *Store) release(ctx context.Context, tx *engine.Tx, was practice.Session, today cadence.Date) error {
	r, err := s.Roster(ctx)
	if err != nil {
		return err
	}
	counts := !was.Accepted.IsZero() || r.Participates(was.Deliverer, today)
	if !practice.MayAnswerSession(was.Deliverer, was) || !was.Declined.IsZero() || was.Last() < today || !counts {
		return nil
	}
	return postAgain(ctx, tx, was.Manager, practice.SessionOff{Session: was.ID, To: was.Deliverer, On: was.On})
}

// reschedule brings the sessions of a plan in line with an edit of it, and has
// the question about a team plan drawn again.
func (s *Store) reschedule(ctx context.Context, tx *engine.Tx, e practice.Entry, p *practice.Practice, at time.Time, today cadence.Date) error {
	stood, err := sessions(ctx, tx, sessionsInSQL, e.ID)
	if err != nil {
		return err
	}
	added, changed, dropped := practice.Reschedule(stood, practice.Schedules(e, p))
	for _, one := range changed {
		if err := s.restate(ctx, tx, stood, one, today); err != nil {
			return err
		}
	}
	for _, one := range dropped {
		if err := s.dropSession(ctx, tx, one, at, today); err != nil {
			return err
		}
	}
	for _, one := range added {
		if err := insertSession(ctx, tx, one, today); err != nil {
			return err
		}
	}
	return showPlan(ctx, tx, e)
}

// restate stores a session as its plan has it now, and tells those whom it
// concerns.
func (s *Store) restate(ctx context.Context, tx *engine.Tx, stood []practice.Session, one practice.Session, today cadence.Date) error {
	if _, err := tx.ExecContext(ctx, `UPDATE sessions SET deliverer_id = $2, topic = $3, on_day = $4, until_day = $5, starts_at = $6, accepted_at = $7, declined_at = $8 WHERE id = $1`,
		one.ID, one.Deliverer, sessionTopic.of(one.Manager, one.Topic, one.ID), day(one.On), day(one.Until), one.At, orZero(one.Accepted), orZero(one.Declined)); err != nil {
		return err
	}
	for _, was := range stood {
		if was.ID != one.ID {
			continue
		}
		if err := showSession(ctx, tx, was); err != nil {
			return err
		}
		if was.Deliverer != one.Deliverer {
			if err := s.release(ctx, tx, was, today); err != nil {
				return err
			}
		}
	}
	return errors.Join(staleMorning(ctx, tx, one.Deliverer), give(ctx, tx, one, today))
}

func orZero(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return millis(t)
}

// dropSessions takes the sessions of a plan back with it, words and all.
func (s *Store) dropSessions(ctx context.Context, tx *engine.Tx, e practice.Entry, at time.Time) error {
	stood, err := sessions(ctx, tx, sessionsInSQL, e.ID)
	if err != nil || len(stood) == 0 {
		return err
	}
	r, err := s.Roster(ctx)
	if err != nil {
		return err
	}
	today := r.Person(e.Author).Today(at, s.Zone())
	for _, one := range stood {
		if err := s.dropSession(ctx, tx, one, at, today); err != nil {
			return err
		}
	}
	return nil
}

func (s *Store) dropSession(ctx context.Context, tx *engine.Tx, one practice.Session, at time.Time, today cadence.Date) error {
	if _, err := tx.ExecContext(ctx, `UPDATE sessions SET dropped_at = $2, topic = '' WHERE id = $1`, one.ID, millis(at)); err != nil {
		return err
	}
	s.erased.Store(true)
	if err := showSession(ctx, tx, one); err != nil {
		return err
	}
	return s.release(ctx, tx, one, today)
}

// showSession marks the messages that show a session to be drawn again.
func showSession(ctx context.Context, tx *engine.Tx, s practice.Session) error {
	return errors.Join(redraw(ctx, tx, s.Given()), redraw(ctx, tx, practice.SessionDeclined{Session: s.ID, By: s.Deliverer}), staleMorning(ctx, tx, s.Runs()))
}

// AnswerSession records whether somebody takes the session that they are put
// down for. The manager is told of a session that is not theirs; who has said
// so already, or nobody may ask, changes nothing.
func (s *Store) AnswerSession(ctx context.Context, id practice.SessionID, who practice.PersonID, takes bool, at time.Time) error {
	return s.changeSession(ctx, id, func(tx *engine.Tx, one practice.Session) error {
		if !practice.MayAnswerSession(who, one) {
			return ErrNotFound
		}
		if takes {
			_, err := tx.ExecContext(ctx, `UPDATE sessions SET accepted_at = $2, declined_at = 0 WHERE id = $1`, id, millis(at))
			return err
		}
		if _, err := tx.ExecContext(ctx, `UPDATE sessions SET accepted_at = 0, declined_at = $2 WHERE id = $1 AND declined_at = 0`, id, millis(at)); err != nil {
			return err
		}
		return postAgain(ctx, tx, who, practice.SessionDeclined{Session: id, By: who})
	})
}

// TickSession records that a session was delivered, or that a contest is over
// and nobody is to be thanked for it.
func (s *Store) TickSession(ctx context.Context, id practice.SessionID, who practice.PersonID, at time.Time, today cadence.Date) error {
	return s.changeSession(ctx, id, func(tx *engine.Tx, one practice.Session) error {
		if !practice.MayTickSession(who, one, today) {
			return ErrNotFound
		}
		_, err := tx.ExecContext(ctx, `UPDATE sessions SET done_at = $2 WHERE id = $1`, id, millis(at))
		return err
	})
}

// changeSession changes a session, and has the messages that show it drawn
// again.
func (s *Store) changeSession(ctx context.Context, id practice.SessionID, change func(*engine.Tx, practice.Session) error) error {
	err := s.tx(ctx, func(tx *engine.Tx) error {
		one, err := session(ctx, tx, id)
		if err != nil {
			return err
		}
		return errors.Join(change(tx, one), showSession(ctx, tx, one))
	})
	if err != nil {
		return fmt.Errorf("session: %w", err)
	}
	return nil
}

// win closes the contest whose winners a recognition thanks, if its author may
// and it is open.
func win(ctx context.Context, tx *engine.Tx, e practice.Entry) error {
	one, err := session(ctx, tx, e.Contest)
	if errors.Is(err, ErrNotFound) || err == nil && !practice.MayTickSession(e.Author, one, e.LoggedOn) {
		return nil // they are thanked all the same
	}
	if err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, `UPDATE sessions SET done_at = $2, won_in = $3 WHERE id = $1`, one.ID, millis(e.LoggedAt), e.ID); err != nil {
		return err
	}
	return showSession(ctx, tx, one)
}

const unwinSQL = `UPDATE sessions SET done_at = 0, won_in = 0 WHERE won_in = $1 AND won_in <> 0 RETURNING id`

// unwin opens the contest again whose winners a recognition thanked, when it is
// taken back.
func unwin(ctx context.Context, tx *engine.Tx, e practice.EntryID) error {
	rows, err := tx.QueryContext(ctx, unwinSQL, e)
	if err != nil {
		return err
	}
	again, err := collect(rows, func(rows *sql.Rows, id *practice.SessionID) error { return rows.Scan(id) })
	for _, id := range again {
		one, err := session(ctx, tx, id)
		if err != nil {
			return err
		}
		if err := showSession(ctx, tx, one); err != nil {
			return err
		}
	}
	return err
}
