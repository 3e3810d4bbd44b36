package store

import (
	"context"
	"database/sql"
	"fmt"

	"coach/cadence"
	"coach/practice"
	"coach/store/engine"
)

const (
	wasLedSQL    = `SELECT led_by, left_manager, left_on FROM people WHERE id = $1`
	isLedSQL     = `UPDATE people SET led_by = $2, left_manager = $3, left_on = $4 WHERE id = $1`
	transfersSQL = `SELECT id, left_on FROM people WHERE left_manager = $1 AND left_manager > 0 ORDER BY left_on, id`
)

// Transfers returns the people whom a manager has left lately to another, the
// first first; to whom, the roster says.
func (s *Store) Transfers(ctx context.Context, from practice.PersonID) ([]practice.Transfer, error) {
	rows, err := s.read.QueryContext(ctx, transfersSQL, from)
	if err != nil {
		return nil, fmt.Errorf("transfers: %w", readable(err))
	}
	return collect(rows, func(rows *sql.Rows, t *practice.Transfer) error {
		t.From = from
		return rows.Scan(&t.Person, (*day)(&t.On))
	})
}

// follow notes by whom somebody is led as of a day. The latest message to a
// manager whom that concerns is drawn again: it may ask about it.
func follow(ctx context.Context, tx *engine.Tx, r *practice.Roster, who practice.PersonID, today cadence.Date) error {
	var was practice.Led
	if err := tx.QueryRowContext(ctx, wasLedSQL, who).Scan(&was.By, &was.Left, (*day)(&was.On)); err != nil {
		return err
	}
	is := r.Follow(who, was, today)
	if is == was {
		return nil
	}
	if _, err := tx.ExecContext(ctx, isLedSQL, who, is.By, is.Left, day(is.On)); err != nil {
		return err
	}
	if was.Left == 0 {
		return nil
	}
	return staleMorning(ctx, tx, was.Left)
}
