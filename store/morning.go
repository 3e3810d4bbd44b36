package store

import (
	"context"
	"database/sql"
	"fmt"
	"strconv"

	"coach/cadence"
	"coach/practice"
)

// The statements of every beat. Their limits are written out, because SQLite
// compiles a statement anew each time a limit is bound.
var (
	unplannedSQL = `
		SELECT id, planned_on FROM people WHERE imported = 1 AND zone = $1 AND planned_on < $2 ORDER BY planned_on LIMIT ` + strconv.Itoa(atOnce)
	wakingSQL = `
		SELECT id FROM people WHERE imported = 1 AND zone = $1 AND morning <= $2 AND bundled_on < $3 LIMIT ` + strconv.Itoa(atOnce)
)

const nextMorningSQL = `SELECT min(morning) FROM people WHERE imported = 1 AND zone = $1 AND morning > $2`

// Zones returns the time zones of the people who are planned for.
func (s *Store) Zones(ctx context.Context) ([]string, error) {
	rows, err := s.read.QueryContext(ctx, `SELECT DISTINCT zone FROM people WHERE imported = 1`)
	if err != nil {
		return nil, fmt.Errorf("zones: %w", readable(err))
	}
	return collect(rows, func(rows *sql.Rows, zone *string) error { return rows.Scan(zone) })
}

// An Unplanned is a person whose occurrences are planned up to a day only.
type Unplanned struct {
	Person    practice.PersonID
	PlannedOn cadence.Date // no date: never
}

// Unplanned returns some of the people of a zone who are not planned up to
// today, at most as many as one transaction takes.
func (s *Store) Unplanned(ctx context.Context, zone string, today cadence.Date) ([]Unplanned, error) {
	rows, err := s.read.QueryContext(ctx, unplannedSQL, zone, day(today))
	if err != nil {
		return nil, fmt.Errorf("unplanned: %w", readable(err))
	}
	return collect(rows, func(rows *sql.Rows, u *Unplanned) error { return rows.Scan(&u.Person, (*day)(&u.PlannedOn)) })
}

// Waking returns some of the people of a zone whose morning has come at the
// given local time and whose message of the day is not decided yet.
func (s *Store) Waking(ctx context.Context, zone string, today cadence.Date, at cadence.Clock) ([]practice.PersonID, error) {
	rows, err := s.read.QueryContext(ctx, wakingSQL, zone, at, day(today))
	if err != nil {
		return nil, fmt.Errorf("waking: %w", readable(err))
	}
	return collect(rows, func(rows *sql.Rows, id *practice.PersonID) error { return rows.Scan(id) })
}

// NextMorning is the earliest time of day after a given one at which somebody
// of a zone has their morning; false when there is none that day.
func (s *Store) NextMorning(ctx context.Context, zone string, after cadence.Clock) (at cadence.Clock, ok bool, err error) {
	var morning sql.NullInt64
	if err := s.read.QueryRowContext(ctx, nextMorningSQL, zone, after).Scan(&morning); err != nil {
		return 0, false, fmt.Errorf("next morning: %w", readable(err))
	}
	return cadence.Clock(morning.Int64), morning.Valid, nil
}

// lapsedSQL marks the messages that show something which closed since the
// person's last morning: its buttons would lead nowhere.
const lapsedSQL = `
	UPDATE outbox SET changes = changes + 1 WHERE id IN (
		SELECT s.notice_id FROM occurrences o JOIN outbox_shows s ON s.occurrence_id = o.id
		WHERE o.performer_id = $1 AND o.closes_on < $2 AND o.closes_on >= (SELECT bundled_on FROM people WHERE id = $1)
			AND o.entry_id = 0 AND o.skip_reason = '' AND o.expectation = 'expected')`

// Wake records that the day's message of these people is decided, posts the
// messages there are, and has those drawn again that show what has closed.
func (s *Store) Wake(ctx context.Context, ids []practice.PersonID, today cadence.Date, bundles []practice.Notice) error {
	err := s.tx(ctx, func(tx *sql.Tx) error {
		for _, id := range ids {
			if _, err := tx.ExecContext(ctx, lapsedSQL, id, day(today)); err != nil {
				return err
			}
			if _, err := tx.ExecContext(ctx, `UPDATE people SET bundled_on = $2 WHERE id = $1`, id, day(today)); err != nil {
				return err
			}
		}
		return post(ctx, tx, bundles)
	})
	if err != nil {
		return fmt.Errorf("wake: %w", err)
	}
	return nil
}
