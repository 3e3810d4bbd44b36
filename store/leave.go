package store

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"time"

	"coach/cadence"
	"coach/files"
	"coach/practice"
	"coach/store/engine"
)

// The sources of leave.
const (
	fromFile  = "file"
	fromSlack = "slack"
)

// hasDays is the SQL condition for leave that was not taken back. Leave that
// was has no days left; its row is kept for the messages that mention it.
const hasDays = `(to_on = '' OR to_on >= from_on)`

const selectLeaves = `SELECT id, person_id, from_on, to_on, known_on, noted_by FROM leaves WHERE `

func scanLeave(rows *sql.Rows, l *practice.Leave) error {
	return rows.Scan(&l.ID, &l.Person, (*day)(&l.From), (*day)(&l.To), (*day)(&l.KnownOn), &l.NotedBy)
}

func leaves(ctx context.Context, q querier, where string, args ...any) ([]practice.Leave, error) {
	rows, err := q.QueryContext(ctx, selectLeaves+where, args...)
	if err != nil {
		return nil, readable(err)
	}
	return collect(rows, scanLeave)
}

func (s *Store) leaves(ctx context.Context, where string, args ...any) ([]practice.Leave, error) {
	found, err := leaves(ctx, s.read, where, args...)
	if err != nil {
		return nil, fmt.Errorf("leave: %w", err)
	}
	return found, nil
}

const isLeaveOf = `person_id = $1 AND (to_on = '' OR to_on >= $2) AND ` + hasDays + ` ORDER BY from_on, to_on, id`

// Leaves returns a person's leave that has a day on or after from, in order.
func (s *Store) Leaves(ctx context.Context, person practice.PersonID, from cadence.Date) ([]practice.Leave, error) {
	return s.leaves(ctx, isLeaveOf, person, day(from))
}

// Leave returns one leave, taken back or not, or ErrNotFound.
func (s *Store) Leave(ctx context.Context, id practice.LeaveID) (practice.Leave, error) {
	one, err := theOne(leaves(ctx, s.read, `id = $1`, id))
	if err != nil {
		return one, fmt.Errorf("leave: %w", err)
	}
	return one, nil
}

// TakeLeave stores leave that was entered in Slack, and marks everybody it may
// affect to be planned again. Days already stored are left out: it returns the
// leave that is new, which has no days if all were stored before, as when a
// form arrives twice. A person is notified of leave that somebody else enters
// for them.
func (s *Store) TakeLeave(ctx context.Context, l practice.Leave, at time.Time) (practice.Leave, error) {
	err := s.tx(ctx, func(tx *engine.Tx) error {
		noted, err := leaves(ctx, tx, `person_id = $1 AND source = $2 AND `+hasDays, l.Person, fromSlack)
		if err != nil {
			return err
		}
		if l = l.Beyond(noted); !l.Any() {
			return nil
		}
		if l.ID, err = insertLeave(ctx, tx, l, fromSlack); err != nil {
			return err
		}
		if l.NotedBy != l.Person {
			err := errors.Join(post(ctx, tx, l.NotedBy, practice.LeaveNoted{Leave: l.ID}), audit(ctx, tx, at, l.NotedBy, practice.DeedNotedLeave, ofPerson(l.Person)))
			if err != nil {
				return err
			}
		}
		return planChanged(ctx, tx, around(l.Person))
	})
	if err != nil {
		return practice.Leave{}, fmt.Errorf("take leave: %w", err)
	}
	return l, nil
}

func insertLeave(ctx context.Context, tx *engine.Tx, l practice.Leave, source string) (id practice.LeaveID, err error) {
	err = tx.QueryRowContext(ctx, `
		INSERT INTO leaves (person_id, from_on, to_on, known_on, source, noted_by) VALUES ($1, $2, $3, $4, $5, $6) RETURNING id`,
		l.Person, day(l.From), day(l.To), day(l.KnownOn), source, l.NotedBy).Scan(&id)
	return id, err
}

// EndLeave ends leave that was entered in Slack as of today, and returns the
// days that remain of it. Leave that is over, or was taken back, is left as it
// is. A person is notified when somebody else ends their leave, and a message
// that mentioned it is redrawn.
func (s *Store) EndLeave(ctx context.Context, id practice.LeaveID, by practice.PersonID, today cadence.Date, at time.Time) (l practice.Leave, err error) {
	err = s.tx(ctx, func(tx *engine.Tx) error {
		found, err := leaves(ctx, tx, `id = $1 AND source = $2`, id, fromSlack)
		if err != nil {
			return err
		}
		if len(found) == 0 {
			return ErrNotFound
		}
		if l = found[0].Ended(today); l == found[0] {
			return nil
		}
		l.NotedBy = by
		if _, err := tx.ExecContext(ctx, `UPDATE leaves SET to_on = $2, noted_by = $3 WHERE id = $1`, id, day(l.To), by); err != nil {
			return err
		}
		noted := practice.LeaveNoted{Leave: id}
		if by != l.Person {
			if err := errors.Join(post(ctx, tx, by, noted), audit(ctx, tx, at, by, practice.DeedEndedLeave, ofPerson(l.Person))); err != nil {
				return err
			}
		}
		if _, err := tx.ExecContext(ctx, `UPDATE outbox SET changes = changes + 1 WHERE key = $1`, noted.Key()); err != nil {
			return err
		}
		return planChanged(ctx, tx, around(l.Person))
	})
	if err != nil {
		return l, fmt.Errorf("end leave: %w", err)
	}
	return l, nil
}

// A LeaveImport counts the people that a leave file changed.
type LeaveImport struct{ Changed, Unchanged int } // people

// ImportLeave stores the leave of a leave file. For every person the file
// names, it replaces the leave of earlier files; leave entered in Slack stays,
// and so does that of everybody else. Rows come checked.
func (s *Store) ImportLeave(ctx context.Context, rows []files.LeaveRow) (LeaveImport, error) {
	order, byEmail := grouped(rows, func(r files.LeaveRow) string { return r.Email })
	var done LeaveImport
	for chunk := range slices.Chunk(order, atOnce) {
		err := s.tx(ctx, func(tx *engine.Tx) error {
			for _, email := range chunk {
				changed, err := importLeave(ctx, tx, email, byEmail[email])
				if err != nil {
					return fmt.Errorf("%s: %w", email, err)
				}
				if changed {
					done.Changed++
				} else {
					done.Unchanged++
				}
			}
			return nil
		})
		if err != nil {
			return done, fmt.Errorf("import leave: %w", err)
		}
	}
	return done, nil
}

// importLeave replaces one person's leave from files, if it differs.
func importLeave(ctx context.Context, tx *engine.Tx, email string, rows []files.LeaveRow) (changed bool, err error) {
	id, err := namedBy(ctx, tx, email)
	if err != nil {
		return false, err
	}
	var want []practice.Leave
	for _, row := range rows {
		if row.From == 0 {
			continue // the file says that there is none
		}
		want = append(want, practice.Leave{Person: id, From: row.From, To: row.To, KnownOn: row.KnownOn})
	}
	had, err := leaves(ctx, tx, `person_id = $1 AND source = $2`, id, fromFile)
	if err != nil {
		return false, err
	}
	for i := range had {
		had[i].ID = 0
	}
	order := func(a, b practice.Leave) int {
		return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To), cmp.Compare(a.KnownOn, b.KnownOn))
	}
	slices.SortFunc(had, order)
	slices.SortFunc(want, order)
	if slices.Equal(had, want) {
		return false, nil
	}
	if _, err := tx.ExecContext(ctx, `DELETE FROM leaves WHERE person_id = $1 AND source = $2`, id, fromFile); err != nil {
		return false, err
	}
	for _, l := range want {
		if _, err := insertLeave(ctx, tx, l, fromFile); err != nil {
			return false, err
		}
	}
	return true, planChanged(ctx, tx, around(id))
}

// FileLeave returns all leave from files that has a day on or after the given
// one.
func (s *Store) FileLeave(ctx context.Context, from cadence.Date) ([]practice.Leave, error) {
	return s.leaves(ctx, `source = $1 AND (to_on = '' OR to_on >= $2) AND `+hasDays+` ORDER BY person_id, from_on`, fromFile, day(from))
}

// EndFileLeave ends leave from an earlier file that is missing in a new file
// which names everybody. It ends as of today: days that have passed stay.
func (s *Store) EndFileLeave(ctx context.Context, absent []practice.Leave, today cadence.Date) error {
	for chunk := range slices.Chunk(absent, atOnce) {
		err := s.tx(ctx, func(tx *engine.Tx) error {
			for _, l := range chunk {
				if _, err := tx.ExecContext(ctx, `DELETE FROM leaves WHERE id = $1 AND source = $2`, l.ID, fromFile); err != nil {
					return err
				}
				if l.To = today - 1; l.Any() {
					if _, err := insertLeave(ctx, tx, l, fromFile); err != nil {
						return err
					}
				}
				if err := planChanged(ctx, tx, around(l.Person)); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return fmt.Errorf("end leave: %w", err)
		}
	}
	return nil
}
