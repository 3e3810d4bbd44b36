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

const selectFocuses = `SELECT id, manager_id, report_id, skill, opened_by, opened_in, opened_at, closed_at, outcome FROM focuses WHERE `

const (
	openFocusSQL  = selectFocuses + `manager_id = $1 AND report_id = $2 AND closed_at = 0`
	focusesOfSQL  = selectFocuses + `report_id = $1 ORDER BY opened_at DESC, id DESC`
	focusMarksSQL = `SELECT entry_id, happened_on, mark FROM focus_marks JOIN entries ON entries.id = entry_id WHERE focus_id = $1 ORDER BY happened_on, entry_id`
)

// focuses returns focuses with their marks.
func focuses(ctx context.Context, q querier, query string, args ...any) ([]practice.Focus, error) {
	rows, err := q.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	all, err := collect(rows, func(rows *sql.Rows, f *practice.Focus) error {
		var opened, closed int64
		err := rows.Scan(&f.ID, &f.Pair.Manager, &f.Pair.Report, focusSkill.read(q, &f.Skill, &f.ID), &f.OpenedBy, &f.OpenedIn, &opened, &closed, &f.Outcome)
		f.OpenedAt, f.ClosedAt = instant(opened), instant(closed)
		return err
	})
	if err != nil {
		return nil, err
	}
	for i, f := range all { // a person has a handful
		rows, err := q.QueryContext(ctx, focusMarksSQL, f.ID)
		if err != nil {
			return nil, err
		}
		if all[i].Marks, err = collect(rows, func(rows *sql.Rows, m *practice.MarkedFocus) error {
			return rows.Scan(&m.Entry, (*day)(&m.On), &m.Mark)
		}); err != nil {
			return nil, err
		}
	}
	return all, nil
}

// OpenFocus returns the focus that a pair works on, with its marks, oldest
// first; false where they have none.
func (s *Store) OpenFocus(ctx context.Context, pair practice.Pair) (f practice.Focus, open bool, err error) {
	found, err := focuses(ctx, s.read, openFocusSQL, pair.Manager, pair.Report)
	if err != nil {
		return f, false, fmt.Errorf("open focus: %w", readable(err))
	}
	if len(found) == 0 {
		return f, false, nil
	}
	return found[0], true, nil
}

// FocusesOf returns everything a report has worked on with a manager, newest
// first, with the marks.
func (s *Store) FocusesOf(ctx context.Context, report practice.PersonID) ([]practice.Focus, error) {
	all, err := focuses(ctx, s.read, focusesOfSQL, report)
	if err != nil {
		return nil, fmt.Errorf("focuses of a person: %w", readable(err))
	}
	return all, nil
}

// Focus returns a focus, open or not, or ErrNotFound.
func (s *Store) Focus(ctx context.Context, id practice.FocusID) (practice.Focus, error) {
	one, err := theOne(focuses(ctx, s.read, selectFocuses+`id = $1`, id))
	if err != nil {
		return one, fmt.Errorf("focus: %w", readable(err))
	}
	return one, nil
}

// OpenAFocus stores a pair's new focus. If they work on one already, as when
// both open one at once, that stands: it is returned, with false.
func (s *Store) OpenAFocus(ctx context.Context, f practice.Focus) (standing practice.Focus, opened bool, err error) {
	err = s.tx(ctx, func(tx *engine.Tx) error {
		err := tx.QueryRowContext(ctx, `
			INSERT INTO focuses (manager_id, report_id, skill, opened_by, opened_in, opened_at) VALUES ($1, $2, $3, $4, $5, $6)
			ON CONFLICT DO NOTHING RETURNING id`,
			f.Pair.Manager, f.Pair.Report, focusSkill.later(f.Skill), f.OpenedBy, f.OpenedIn, millis(f.OpenedAt)).Scan(&f.ID)
		if err == nil {
			standing, opened = f, true
			return keep(ctx, tx, focusSkill.of(f.Pair.Report, f.Skill, f.ID))
		}
		if !errors.Is(err, sql.ErrNoRows) {
			return err
		}
		found, err := focuses(ctx, tx, openFocusSQL, f.Pair.Manager, f.Pair.Report)
		if err == nil {
			standing = found[0] // the one in whose way it was
		}
		return err
	})
	if err != nil {
		return f, false, fmt.Errorf("open a focus: %w", err)
	}
	return standing, opened, nil
}

// SetAside closes an open focus without a session. One that is closed stays as
// it is.
func (s *Store) SetAside(ctx context.Context, id practice.FocusID, at time.Time) error {
	err := s.tx(ctx, func(tx *engine.Tx) error { return closeFocus(ctx, tx, id, practice.FocusAside, at) })
	if err != nil {
		return fmt.Errorf("set a focus aside: %w", err)
	}
	s.erased.Store(true)
	return nil
}

// closeFocus closes an open focus, and drops the days on which the pair would
// have looked at it again.
func closeFocus(ctx context.Context, tx *engine.Tx, id practice.FocusID, outcome practice.FocusMark, at time.Time) error {
	rows, err := tx.QueryContext(ctx, `UPDATE focuses SET closed_at = $2, outcome = $3 WHERE id = $1 AND closed_at = 0 RETURNING manager_id, report_id`,
		id, millis(at), string(outcome))
	if err != nil {
		return err
	}
	closed, err := collect(rows, func(rows *sql.Rows, p *practice.Pair) error { return rows.Scan(&p.Manager, &p.Report) })
	for _, p := range closed {
		_, dropped := tx.ExecContext(ctx, dropLooksSQL, p.Manager, p.Report, millis(at))
		err = errors.Join(err, dropped)
	}
	return err
}

const dropLooksSQL = `UPDATE actions SET dropped_at = $3, what = '' WHERE author_id = $1 AND subject_id = $2 AND kind = 'look'
	AND done_at = 0 AND cancelled_at = 0 AND dropped_at = 0`

// LookAgain stores the day on which a pair looks at its focus again: a step of
// the manager's, of its own kind. One of a request that came before stays as it
// is.
func (s *Store) LookAgain(ctx context.Context, a practice.Action) error {
	a.Kind = practice.Look
	err := s.tx(ctx, func(tx *engine.Tx) error { return insertAction(ctx, tx, a) })
	if err != nil {
		return fmt.Errorf("look again: %w", err)
	}
	return nil
}

// mark stores an entry's answer to how the focus of its pair is going, and
// closes the focus if the answer says so. A focus that is another pair's, or
// was closed meanwhile, is left as it is.
func mark(ctx context.Context, tx *engine.Tx, e practice.Entry) error {
	if e.Agenda.Mark == "" {
		return nil
	}
	found, err := focuses(ctx, tx, openFocusSQL, e.Author, e.Subject)
	if err != nil || len(found) == 0 || found[0].ID != e.Agenda.Focus {
		return err
	}
	if _, err := tx.ExecContext(ctx, `INSERT INTO focus_marks (focus_id, entry_id, mark) VALUES ($1, $2, $3)`,
		e.Agenda.Focus, e.ID, e.Agenda.Mark); err != nil {
		return err
	}
	if !e.Agenda.Mark.Closes() {
		return nil
	}
	if err := closeFocus(ctx, tx, e.Agenda.Focus, e.Agenda.Mark, e.LoggedAt); err != nil {
		return err
	}
	if e.Agenda.Mark != practice.FocusReached {
		return nil
	}
	return postAgain(ctx, tx, e.Author, practice.FocusEnd{Focus: e.Agenda.Focus, To: e.Subject})
}

// unmark removes an entry's answer about a focus when the entry is taken back.
// A focus that it closed is open again, unless the pair works on another by
// now.
func unmark(ctx context.Context, tx *engine.Tx, e practice.EntryID) error {
	rows, err := tx.QueryContext(ctx, `DELETE FROM focus_marks WHERE entry_id = $1 RETURNING focus_id, mark`, e)
	if err != nil {
		return err
	}
	type marked struct {
		focus practice.FocusID
		mark  practice.FocusMark
	}
	removed, err := collect(rows, func(rows *sql.Rows, m *marked) error { return rows.Scan(&m.focus, &m.mark) })
	if err != nil {
		return err
	}
	for _, m := range removed {
		if !m.mark.Closes() {
			continue
		}
		found, err := focuses(ctx, tx, selectFocuses+`id = $1`, m.focus)
		if err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, reopenFocusSQL, m.focus, found[0].Pair.Manager, found[0].Pair.Report); err != nil {
			return err
		}
		if err := redraw(ctx, tx, practice.FocusEnd{Focus: m.focus, To: found[0].Pair.Report}); err != nil {
			return err
		}
	}
	return nil
}

const reopenFocusSQL = `UPDATE focuses SET closed_at = 0, outcome = '' WHERE id = $1
	AND NOT EXISTS (SELECT 1 FROM focuses AS other WHERE other.manager_id = $2 AND other.report_id = $3 AND other.closed_at = 0)`

// postAgain posts a notice, or has it drawn again if it was posted before, as
// of something that was taken back and happened again.
func postAgain(ctx context.Context, tx *engine.Tx, by practice.PersonID, n practice.Notice) error {
	if err := redraw(ctx, tx, n); err != nil {
		return err
	}
	return post(ctx, tx, by, n)
}
