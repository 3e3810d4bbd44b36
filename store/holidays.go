package store

import (
	"context"
	"database/sql"
	"fmt"
	"slices"

	"coach/cadence"
	"coach/practice"
	"coach/store/engine"
)

// Holidays returns the public holidays of each calendar by its name, in order.
// Those of [practice.EveryCalendar] are holidays in every calendar.
func (s *Store) Holidays(ctx context.Context) (map[string][]cadence.Date, error) {
	named, err := s.NamedHolidays(ctx)
	if err != nil {
		return nil, err
	}
	off := map[string][]cadence.Date{}
	for calendar, holidays := range named {
		for _, h := range holidays {
			off[calendar] = append(off[calendar], h.On)
		}
	}
	return off, nil
}

// NamedHolidays returns the public holidays of each calendar with their own
// names, in order. Those imported by a coach that did not keep names have none
// until they are imported again.
func (s *Store) NamedHolidays(ctx context.Context) (map[string][]practice.Holiday, error) {
	rows, err := s.read.QueryContext(ctx, `SELECT calendar, day, name FROM holidays ORDER BY calendar, day`)
	if err != nil {
		return nil, fmt.Errorf("holidays: %w", readable(err))
	}
	type holiday struct {
		calendar string
		practice.Holiday
	}
	all, err := collect(rows, func(rows *sql.Rows, h *holiday) error { return rows.Scan(&h.calendar, (*day)(&h.On), &h.Name) })
	if err != nil {
		return nil, fmt.Errorf("holidays: %w", readable(err))
	}
	named := map[string][]practice.Holiday{}
	for _, h := range all {
		named[h.calendar] = append(named[h.calendar], h.Holiday)
	}
	return named, nil
}

// ImportHolidays replaces the public holidays of a calendar within a period by
// the given ones. If any day changes, everybody is planned again. It returns
// the days that were added and those that are holidays no more.
func (s *Store) ImportHolidays(ctx context.Context, calendar string, within cadence.Period, given []practice.Holiday) (added, removed []practice.Holiday, err error) {
	known, err := s.NamedHolidays(ctx)
	if err != nil {
		return nil, nil, err
	}
	added, removed = practice.CompareHolidays(known[calendar], given, within)
	type change struct {
		query string
		args  []any
	}
	var changes []change
	for _, h := range removed {
		changes = append(changes, change{`DELETE FROM holidays WHERE calendar = $1 AND day = $2`, []any{calendar, day(h.On)}})
	}
	for _, h := range given {
		if !slices.Contains(known[calendar], h) {
			changes = append(changes, change{`INSERT INTO holidays (calendar, day, name) VALUES ($1, $2, $3) ON CONFLICT (calendar, day) DO UPDATE SET name = excluded.name`,
				[]any{calendar, day(h.On), h.Name}})
		}
	}
	for chunk := range slices.Chunk(changes, atOnce) {
		err := s.tx(ctx, func(tx *engine.Tx) error {
			for _, c := range chunk {
				if _, err := tx.ExecContext(ctx, c.query, c.args...); err != nil {
					return err
				}
			}
			if len(added)+len(removed) == 0 {
				return nil // names alone have changed
			}
			return planChanged(ctx, tx, everybody)
		})
		if err != nil {
			return nil, nil, fmt.Errorf("import holidays: %w", err)
		}
	}
	return added, removed, nil
}

// UsesCalendar reports whether any person in the people file has the calendar
// of that name. The calendar default is that of people without one, and
// [practice.EveryCalendar] that of every person.
func (s *Store) UsesCalendar(ctx context.Context, name string) (used bool, err error) {
	err = s.read.QueryRowContext(ctx, `
		SELECT EXISTS (SELECT 1 FROM people WHERE imported = 1 AND ($1 = '' OR calendar = $1 OR $1 = 'default' AND calendar = ''))`, name).Scan(&used)
	if err != nil {
		return false, fmt.Errorf("calendar: %w", readable(err))
	}
	return used, nil
}
