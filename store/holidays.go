package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"

	"coach/cadence"
	"coach/store/engine"
)

// Holidays returns the public holidays by the name of their calendar, in
// order. Those of [practice.EveryCalendar] hold in all of them.
func (s *Store) Holidays(ctx context.Context) (map[string][]cadence.Date, error) {
	rows, err := s.read.QueryContext(ctx, `SELECT calendar, day FROM holidays ORDER BY calendar, day`)
	if err != nil {
		return nil, fmt.Errorf("holidays: %w", readable(err))
	}
	type holiday struct {
		calendar string
		on       day
	}
	all, err := collect(rows, func(rows *sql.Rows, h *holiday) error { return rows.Scan(&h.calendar, &h.on) })
	if err != nil {
		return nil, fmt.Errorf("holidays: %w", readable(err))
	}
	off := map[string][]cadence.Date{}
	for _, h := range all {
		off[h.calendar] = append(off[h.calendar], cadence.Date(h.on))
	}
	return off, nil
}

// ImportHolidays makes the given days the public holidays of a calendar, and
// has everybody planned again. It returns how many days were added and how many
// are holidays no more.
func (s *Store) ImportHolidays(ctx context.Context, calendar string, days []cadence.Date) (added, ended int, err error) {
	off, err := s.Holidays(ctx)
	if err != nil {
		return 0, 0, err
	}
	type change struct {
		query string
		on    cadence.Date
	}
	var changes []change
	for _, d := range days {
		if !slices.Contains(off[calendar], d) {
			changes = append(changes, change{`INSERT INTO holidays (calendar, day) VALUES ($1, $2) ON CONFLICT DO NOTHING`, d})
		}
	}
	added = len(changes)
	for _, d := range off[calendar] {
		if !slices.Contains(days, d) {
			changes = append(changes, change{`DELETE FROM holidays WHERE calendar = $1 AND day = $2`, d})
		}
	}
	for chunk := range slices.Chunk(changes, atOnce) {
		err := s.tx(ctx, func(tx *engine.Tx) error {
			for _, c := range chunk {
				if _, err := tx.ExecContext(ctx, c.query, calendar, day(c.on)); err != nil {
					return err
				}
			}
			return errors.Join(rosterChanged(ctx, tx), planAgain(ctx, tx))
		})
		if err != nil {
			return 0, 0, fmt.Errorf("import holidays: %w", err)
		}
	}
	return added, len(changes) - added, nil
}

// UsesCalendar reports whether anybody in the people file has the calendar of
// that name: default is that of people without one, and
// [practice.EveryCalendar] that of anybody at all.
func (s *Store) UsesCalendar(ctx context.Context, name string) (used bool, err error) {
	err = s.read.QueryRowContext(ctx, `
		SELECT EXISTS (SELECT 1 FROM people WHERE imported = 1 AND ($1 = '' OR calendar = $1 OR $1 = 'default' AND calendar = ''))`, name).Scan(&used)
	if err != nil {
		return false, fmt.Errorf("calendar: %w", readable(err))
	}
	return used, nil
}
