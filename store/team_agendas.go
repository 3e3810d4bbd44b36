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

const selectAgendas = `SELECT id, request, manager_id, meeting_on, channel, words, posted_at, taken_at FROM team_agendas WHERE `

const (
	agendasSQL    = selectAgendas + `manager_id = $1 AND meeting_on >= $2 AND taken_at = 0 ORDER BY meeting_on`
	newsUsedSQL   = `SELECT n.entry_id FROM team_agendas a JOIN team_agenda_news n ON n.agenda_id = a.id WHERE a.manager_id = $1 AND a.taken_at = 0`
	openOfTeamSQL = `author_id = $1 AND subject_id = 0 AND done_at = 0 AND cancelled_at = 0 AND dropped_at = 0`
	byAuthorSQL   = `author_id = $1 AND happened_on >= $2 AND withdrawn_at = 0 ORDER BY happened_on DESC, id DESC`
	ofKindSQL     = `practice = $1 AND logged_at >= $2 AND logged_at < $3 AND withdrawn_at = 0 ORDER BY logged_at, id`
)

func teamAgendas(ctx context.Context, q querier, query string, args ...any) ([]practice.TeamAgenda, error) {
	rows, err := q.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	return collect(rows, func(rows *sql.Rows, a *practice.TeamAgenda) error {
		var posted, taken int64
		err := rows.Scan(&a.ID, &a.Request, &a.Manager, (*day)(&a.On), &a.Channel, agendaWords.read(q, &a.Words, &a.ID), &posted, &taken)
		a.PostedAt, a.TakenAt = instant(posted), instant(taken)
		a.Request = strings.TrimPrefix(a.Request, keyed(a.Manager, ""))
		return err
	})
}

// TeamAgendas returns the agendas that a manager has posted for meetings since
// a day, by day. Those that were taken back are not among them.
func (s *Store) TeamAgendas(ctx context.Context, manager practice.PersonID, since cadence.Date) ([]practice.TeamAgenda, error) {
	found, err := teamAgendas(ctx, s.read, agendasSQL, manager, day(since))
	if err != nil {
		return nil, fmt.Errorf("agendas: %w", readable(err))
	}
	return found, nil
}

// TeamAgenda returns an agenda, taken back or not, or ErrNotFound.
func (s *Store) TeamAgenda(ctx context.Context, id practice.TeamAgendaID) (practice.TeamAgenda, error) {
	a, err := teamAgenda(ctx, s.read, id)
	if err != nil {
		return a, fmt.Errorf("agenda: %w", readable(err))
	}
	return a, nil
}

func teamAgenda(ctx context.Context, q querier, id practice.TeamAgendaID) (practice.TeamAgenda, error) {
	return theOne(teamAgendas(ctx, q, selectAgendas+`id = $1`, id))
}

// NewsUsed returns the entries whose customer news a manager's agendas have
// passed on.
func (s *Store) NewsUsed(ctx context.Context, manager practice.PersonID) (map[practice.EntryID]bool, error) {
	rows, err := s.read.QueryContext(ctx, newsUsedSQL, manager)
	if err != nil {
		return nil, fmt.Errorf("news of agendas: %w", readable(err))
	}
	ids, err := collect(rows, func(rows *sql.Rows, id *practice.EntryID) error { return rows.Scan(id) })
	if err != nil {
		return nil, fmt.Errorf("news of agendas: %w", readable(err))
	}
	used := make(map[practice.EntryID]bool, len(ids))
	for _, id := range ids {
		used[id] = true
	}
	return used, nil
}

// PostAgenda stores an agenda and posts it in its channel. If one stands for the
// same meeting it gets the new words, and is drawn again where it was posted. A
// form that arrives twice posts once.
func (s *Store) PostAgenda(ctx context.Context, a practice.TeamAgenda) (practice.TeamAgenda, error) {
	err := s.tx(ctx, func(tx *engine.Tx) error {
		before, err := teamAgendas(ctx, tx, selectAgendas+`manager_id = $1 AND request = $2`, a.Manager, keyed(a.Manager, a.Request))
		if err != nil {
			return err
		}
		if len(before) > 0 {
			a = before[0]
			return nil
		}
		standing, err := teamAgendas(ctx, tx, selectAgendas+`manager_id = $1 AND meeting_on = $2 AND taken_at = 0`, a.Manager, day(a.On))
		if err != nil {
			return err
		}
		if len(standing) > 0 {
			words := a.Words
			a = standing[0]
			a.Words = words
			if _, err := tx.ExecContext(ctx, `UPDATE team_agendas SET words = $2 WHERE id = $1`, a.ID, agendaWords.of(a.Manager, words, a.ID)); err != nil {
				return err
			}
			return redraw(ctx, tx, practice.AgendaPost{Agenda: a.ID})
		}
		return s.insertAgenda(ctx, tx, &a)
	})
	if err != nil {
		return a, fmt.Errorf("post an agenda: %w", err)
	}
	s.erased.Store(true) // the words it had before
	return a, nil
}

func (s *Store) insertAgenda(ctx context.Context, tx *engine.Tx, a *practice.TeamAgenda) error {
	err := tx.QueryRowContext(ctx, `
		INSERT INTO team_agendas (request, manager_id, meeting_on, channel, words, posted_at) VALUES ($1, $2, $3, $4, $5, $6) RETURNING id`,
		keyed(a.Manager, a.Request), a.Manager, day(a.On), a.Channel, agendaWords.later(a.Words), millis(a.PostedAt)).Scan(&a.ID)
	if err == nil {
		err = keep(ctx, tx, agendaWords.of(a.Manager, a.Words, a.ID))
	}
	if err != nil {
		return err
	}
	for _, e := range a.News {
		if _, err := tx.ExecContext(ctx, `INSERT INTO team_agenda_news (entry_id, agenda_id) VALUES ($1, $2) ON CONFLICT DO NOTHING`, e, a.ID); err != nil {
			return err
		}
	}
	if err := post(ctx, tx, a.Manager, practice.AgendaPost{Agenda: a.ID}); err != nil {
		return err
	}
	return s.showAgenda(ctx, tx, *a)
}

// showAgenda marks the message that offered an agenda to be drawn again.
func (s *Store) showAgenda(ctx context.Context, tx *engine.Tx, a practice.TeamAgenda) error {
	r, err := s.Roster(ctx)
	if err != nil {
		return err
	}
	offered := practice.Meeting{On: a.On}.OfferedOn(r.Calendar(a.Manager))
	return redraw(ctx, tx, practice.Bundle{Person: a.Manager, On: offered})
}

// TakeBackAgenda takes a manager's agenda back: its message is removed, its
// words are erased, and its news can stand in another. One that was taken back
// is left as it is; another manager's is ErrNotFound.
func (s *Store) TakeBackAgenda(ctx context.Context, id practice.TeamAgendaID, manager practice.PersonID, at time.Time) error {
	err := s.tx(ctx, func(tx *engine.Tx) error {
		a, err := teamAgenda(ctx, tx, id)
		if err != nil {
			return err
		}
		if a.Manager != manager {
			return ErrNotFound
		}
		return s.dropAgenda(ctx, tx, a, at)
	})
	if err != nil {
		return fmt.Errorf("take back an agenda: %w", err)
	}
	s.erased.Store(true)
	return nil
}

func (s *Store) dropAgenda(ctx context.Context, tx *engine.Tx, a practice.TeamAgenda, at time.Time) error {
	if !a.TakenAt.IsZero() {
		return nil
	}
	if _, err := tx.ExecContext(ctx, `UPDATE team_agendas SET taken_at = $2, words = '' WHERE id = $1`, a.ID, millis(at)); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, `DELETE FROM team_agenda_news WHERE agenda_id = $1`, a.ID); err != nil {
		return err
	}
	return errors.Join(redraw(ctx, tx, practice.AgendaPost{Agenda: a.ID}), s.showAgenda(ctx, tx, a))
}

// refuseAgenda takes an agenda back that Slack did not accept: it was not shared
// beforehand. Its words stay, so that the manager can share them elsewhere.
func (s *Store) refuseAgenda(ctx context.Context, tx *engine.Tx, n practice.Notice) error {
	p, ok := n.(practice.AgendaPost)
	if !ok {
		return nil
	}
	a, err := teamAgenda(ctx, tx, p.Agenda)
	if err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, `UPDATE team_agendas SET taken_at = posted_at WHERE id = $1 AND taken_at = 0`, a.ID); err != nil {
		return err
	}
	return s.showAgenda(ctx, tx, a)
}

// TeamSteps returns the open actions of a manager that are about nobody in
// particular, such as those agreed in a team meeting, by due day.
func (s *Store) TeamSteps(ctx context.Context, manager practice.PersonID) ([]practice.Action, error) {
	found, err := actions(ctx, s.read, openOfTeamSQL, manager)
	if err != nil {
		return nil, fmt.Errorf("steps of a team: %w", readable(err))
	}
	return found, nil
}

// EntriesBy returns an author's standing entries that happened since a day,
// newest first.
func (s *Store) EntriesBy(ctx context.Context, author practice.PersonID, since cadence.Date) ([]practice.Entry, error) {
	found, err := entries(ctx, s.read, byAuthorSQL, author, day(since))
	if err != nil {
		return nil, fmt.Errorf("entries of an author: %w", readable(err))
	}
	return found, nil
}

// EntriesOf returns the standing entries of a practice that were logged in a
// span of time, its end excluded, in that order.
func (s *Store) EntriesOf(ctx context.Context, key string, from, to time.Time) ([]practice.Entry, error) {
	found, err := entries(ctx, s.read, ofKindSQL, key, millis(from), millis(to))
	if err != nil {
		return nil, fmt.Errorf("entries of a practice: %w", readable(err))
	}
	return found, nil
}
