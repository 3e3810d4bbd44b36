package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"time"

	"coach/practice"
	"coach/store/engine"
)

const (
	teamsSQL     = `SELECT manager_id, channel, friday, slot_day, slot_at, slot_where FROM teams ORDER BY manager_id`
	oneTeamSQL   = `SELECT manager_id, channel, friday, slot_day, slot_at, slot_where FROM teams WHERE manager_id = $1`
	storeTeamSQL = `
		INSERT INTO teams (manager_id, channel, friday, slot_day, slot_at, slot_where) VALUES ($1, $2, $3, $4, $5, $6)
		ON CONFLICT (manager_id) DO UPDATE SET channel = excluded.channel, friday = excluded.friday,
			slot_day = excluded.slot_day, slot_at = excluded.slot_at, slot_where = excluded.slot_where`
)

const noSlot = -1 // a slot that was never said

func teams(ctx context.Context, q querier, query string, args ...any) ([]practice.TeamSettings, error) {
	rows, err := q.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	return collect(rows, func(rows *sql.Rows, t *practice.TeamSettings) error {
		var weekday int
		err := rows.Scan(&t.Manager, &t.Channel, &t.Friday, &weekday, &t.Slot.At, slotWhere.read(q, &t.Slot.Where, &t.Manager))
		if weekday != noSlot {
			t.Slot.Set, t.Slot.Day = true, time.Weekday(weekday)
		}
		return err
	})
}

// TeamSettings returns what a manager has decided about their team; nothing but
// their ID before they have.
func (s *Store) TeamSettings(ctx context.Context, manager practice.PersonID) (practice.TeamSettings, error) {
	found, err := teams(ctx, s.read, oneTeamSQL, manager)
	if err != nil {
		return practice.TeamSettings{}, fmt.Errorf("team settings: %w", readable(err))
	}
	if len(found) == 0 {
		return practice.TeamSettings{Manager: manager}, nil
	}
	return found[0], nil
}

// AllTeamSettings returns what every manager who has done so has decided about
// their team.
func (s *Store) AllTeamSettings(ctx context.Context) ([]practice.TeamSettings, error) {
	all, err := teams(ctx, s.read, teamsSQL)
	if err != nil {
		return nil, fmt.Errorf("team settings: %w", readable(err))
	}
	return all, nil
}

// changedOfTeam returns the names of a team's settings that differ from before.
func changedOfTeam(before []practice.TeamSettings, t practice.TeamSettings) []string {
	var was practice.TeamSettings
	if len(before) > 0 {
		was = before[0]
	}
	return changedNames(map[string]bool{"channel": was.Channel != t.Channel, "friday": was.Friday != t.Friday, "slot": was.Slot != t.Slot})
}

// SetTeam stores what a manager decides about their team. Thanks that wait for a
// Friday post which does not come any more are posted now.
func (s *Store) SetTeam(ctx context.Context, t practice.TeamSettings, at time.Time) error {
	weekday := noSlot
	if t.Slot.Set {
		weekday = int(t.Slot.Day)
	}
	err := s.tx(ctx, func(tx *engine.Tx) error {
		before, err := teams(ctx, tx, oneTeamSQL, t.Manager)
		if err != nil {
			return err
		}
		if len(before) > 0 && before[0].Friday && (!t.Friday || t.Channel != before[0].Channel) {
			if err := oneByOne(ctx, tx, before[0].Channel); err != nil {
				return err
			}
		}
		_, err = tx.ExecContext(ctx, storeTeamSQL, t.Manager, t.Channel, flag(t.Friday), weekday, t.Slot.At, slotWhere.of(t.Manager, t.Slot.Where, t.Manager))
		return errors.Join(err, audit(ctx, tx, at, t.Manager, practice.DeedChangedTeam, strings.Join(changedOfTeam(before, t), ", ")))
	})
	if err != nil {
		return fmt.Errorf("set a team: %w", err)
	}
	return nil
}
