package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"coach/cadence"
	"coach/store/engine"
)

const (
	lastPlannedSQL = `SELECT planned_on FROM people WHERE imported = 1 AND zone = $1 ORDER BY planned_on DESC LIMIT 1`
	aheadSQL       = `SELECT EXISTS (SELECT 1 FROM people WHERE imported = 1 AND zone = $1 AND planned_on > $2) OR EXISTS (SELECT 1 FROM people WHERE imported = 1 AND zone = $1 AND bundled_on > $2)`
	putBackSQL     = `
		UPDATE people SET planned_on = CASE WHEN planned_on > $2 THEN $3 ELSE planned_on END, bundled_on = CASE WHEN bundled_on > $2 THEN $3 ELSE bundled_on END
		WHERE imported = 1 AND zone = $1 AND (planned_on > $2 OR bundled_on > $2)`
)

// LastPlanned returns the latest day for which any person is planned; no date
// if nobody is.
func (s *Store) LastPlanned(ctx context.Context) (last cadence.Date, err error) {
	zones, err := s.Zones(ctx)
	if err != nil {
		return 0, err
	}
	for _, zone := range zones {
		var on day
		if err := s.read.QueryRowContext(ctx, lastPlannedSQL, zone).Scan(&on); err != nil && !errors.Is(err, sql.ErrNoRows) {
			return 0, fmt.Errorf("last planned: %w", readable(err))
		}
		last = max(last, cadence.Date(on))
	}
	return last, nil
}

// PutBack repairs the plans of a zone's people after the clock was wrong:
// people planned for days to come are planned and messaged from today on again.
// Otherwise they would get no message until those days. A plan for tomorrow is
// left alone, since the person may have come from a zone where tomorrow has
// begun. It returns how many people it repaired.
func (s *Store) PutBack(ctx context.Context, zone string, today cadence.Date) (people int64, err error) {
	var ahead bool
	if err := s.read.QueryRowContext(ctx, aheadSQL, zone, day(today+1)).Scan(&ahead); err != nil || !ahead {
		return 0, readable(err)
	}
	err = s.tx(ctx, func(tx *engine.Tx) error {
		done, err := tx.ExecContext(ctx, putBackSQL, zone, day(today+1), day(today-1))
		if err != nil {
			return err
		}
		people, err = done.RowsAffected()
		return err
	})
	if err != nil {
		return 0, fmt.Errorf("put back: %w", err)
	}
	return people, nil
}
