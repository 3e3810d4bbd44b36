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

const (
	preferencesSQL = `SELECT morning, days, weekly_until, thanks FROM people WHERE id = $1`
	mutesSQL       = `SELECT practice FROM mutes WHERE person_id = $1 ORDER BY practice`
)

// Preferences returns a person's choices about coach's messages, or
// ErrNotFound.
func (s *Store) Preferences(ctx context.Context, who practice.PersonID) (p practice.Preferences, err error) {
	var days int
	err = s.read.QueryRowContext(ctx, preferencesSQL, who).Scan(&p.Morning, &days, (*day)(&p.WeeklyUntil), &p.Thanks)
	if errors.Is(err, sql.ErrNoRows) {
		return p, ErrNotFound
	}
	if err != nil {
		return p, fmt.Errorf("preferences: %w", readable(err))
	}
	for d := time.Sunday; d <= time.Saturday; d++ {
		if cadence.Weekdays(days).Has(d) {
			p.Days = append(p.Days, d)
		}
	}
	rows, err := s.read.QueryContext(ctx, mutesSQL, who)
	if err != nil {
		return p, fmt.Errorf("preferences: %w", readable(err))
	}
	p.Muted, err = collect(rows, func(rows *sql.Rows, key *string) error { return rows.Scan(key) })
	return p, err
}

// SetPreferences stores a person's choices about coach's messages. Readers of
// the roster see the new time with their next request.
func (s *Store) SetPreferences(ctx context.Context, who practice.PersonID, p practice.Preferences) error {
	err := s.tx(ctx, func(tx *engine.Tx) error {
		if _, err := tx.ExecContext(ctx, `DELETE FROM mutes WHERE person_id = $1`, who); err != nil {
			return err
		}
		for _, key := range p.Muted {
			if _, err := tx.ExecContext(ctx, `INSERT INTO mutes (person_id, practice) VALUES ($1, $2) ON CONFLICT DO NOTHING`, who, key); err != nil {
				return err
			}
		}
		_, err := tx.ExecContext(ctx, `UPDATE people SET morning = $2, days = $3, weekly_until = $4 WHERE id = $1`,
			who, p.Morning, cadence.Days(p.Days...), day(p.WeeklyUntil))
		return errors.Join(err, like(ctx, tx, who, p.Thanks), rosterChanged(ctx, tx))
	})
	if err != nil {
		return fmt.Errorf("preferences: %w", err)
	}
	return nil
}

// PlanFor records the day for which the performer of some occurrences planned
// them, and their cue; no date takes the plan back. The messages that show them
// are redrawn.
func (s *Store) PlanFor(ctx context.Context, ids []practice.OccurrenceID, on cadence.Date, cue string) error {
	err := s.tx(ctx, func(tx *engine.Tx) error {
		for _, id := range ids {
			if err := planFor(ctx, tx, id, on, cue); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("plan for: %w", err)
	}
	return nil
}

func planFor(ctx context.Context, tx *engine.Tx, id practice.OccurrenceID, on cadence.Date, cue string) error {
	o, err := occurrence(ctx, tx, id)
	if errors.Is(err, ErrNotFound) || err == nil && o.PlannedFor == on && o.Cue == cue {
		return nil
	}
	if err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, `UPDATE occurrences SET planned_for = $2, cue = $3 WHERE id = $1`,
		id, day(on), occurrenceCue.of(aboutOf(o.Performer, o.Subject), cue, id)); err != nil {
		return err
	}
	return stale(ctx, tx, id)
}
