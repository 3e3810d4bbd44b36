package store

import (
	"context"
	"database/sql"
	"fmt"
	"slices"

	"coach/cadence"
	"coach/files"
	"coach/practice"
	"coach/store/engine"
)

// Absent returns the participants whom the people file once named and the given
// rows no longer do, and how many people take part through the file at all.
// Participants confirmed through /coach team are not counted: the file never
// named them.
func (s *Store) Absent(ctx context.Context, rows []files.PeopleRow, on cadence.Date) (absent []practice.PersonID, of int, err error) {
	stands := map[string]bool{}
	for _, row := range rows {
		stands[row.Email], stands[row.SlackID] = true, true
	}
	delete(stands, "")
	found, err := s.read.QueryContext(ctx, `
		SELECT `+knownColumns+` FROM people
		WHERE id IN (SELECT report_id FROM lines WHERE `+fileLine+`) ORDER BY email, id`, day(on))
	if err != nil {
		return nil, 0, fmt.Errorf("who is absent: %w", readable(err))
	}
	people, err := collect(found, func(rows *sql.Rows, k *practice.Known) error { return scanKnown(rows.Scan, k) })
	if err != nil {
		return nil, 0, fmt.Errorf("who is absent: %w", readable(err))
	}
	for _, p := range people {
		if !stands[p.SlackID] && !stands[p.Email] && !stands[p.FileEmail] && !stands[p.LostEmail] {
			absent = append(absent, p.ID)
		}
	}
	return absent, len(people), nil
}

// fileLine is the SQL condition for a line of the people file that is valid on
// a day or later.
const fileLine = `source = 'file' AND (to_on = '' OR to_on >= $1)`

// End ends people's participation through the people file on the day before the
// given one. Reporting lines that both sides confirmed in Slack remain.
func (s *Store) End(ctx context.Context, people []practice.PersonID, today cadence.Date) error {
	for chunk := range slices.Chunk(people, atOnce) {
		err := s.tx(ctx, func(tx *engine.Tx) error {
			for _, id := range chunk {
				if _, err := endLines(ctx, tx, today, fileLine+` AND report_id = $2`, day(today), id); err != nil {
					return err
				}
				if err := endProfile(ctx, tx, id, today); err != nil {
					return err
				}
			}
			return planChanged(ctx, tx, everybody)
		})
		if err != nil {
			return fmt.Errorf("end: %w", err)
		}
	}
	return nil
}

// endLines ends reporting lines as of yesterday, and deletes those that would
// begin today or later. It reports whether there were any.
func endLines(ctx context.Context, tx *engine.Tx, today cadence.Date, where string, args ...any) (any bool, err error) {
	rows, err := tx.QueryContext(ctx, `SELECT id FROM lines WHERE `+where, args...)
	if err != nil {
		return false, err
	}
	ids, err := collect(rows, func(rows *sql.Rows, id *int64) error { return rows.Scan(id) })
	if err != nil {
		return false, err
	}
	for _, id := range ids {
		if _, err := tx.ExecContext(ctx, `DELETE FROM lines WHERE id = $1 AND from_on >= $2`, id, day(today)); err != nil {
			return false, err
		}
		if _, err := tx.ExecContext(ctx, `UPDATE lines SET to_on = $2 WHERE id = $1`, id, day(today-1)); err != nil {
			return false, err
		}
	}
	return len(ids) > 0, nil
}
