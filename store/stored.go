package store

import (
	"context"
	"fmt"

	"coach/practice"
)

const storedAboutSQL = `SELECT
	(SELECT count(*) FROM entry_people p JOIN entries e ON e.id = p.entry_id WHERE p.person_id = $1 AND e.author_id <> $1 AND e.withdrawn_at = 0),
	(SELECT count(*) FROM entries WHERE author_id = $1 AND withdrawn_at = 0),
	(SELECT count(*) FROM actions WHERE (subject_id = $1 OR owner_id = $1 OR author_id = $1) AND dropped_at = 0),
	(SELECT count(*) FROM topics WHERE (report_id = $1 OR manager_id = $1) AND dropped_at = 0),
	(SELECT count(*) FROM focuses WHERE report_id = $1 OR manager_id = $1),
	(SELECT count(*) FROM time_requests WHERE report_id = $1),
	(SELECT count(*) FROM leaves WHERE person_id = $1 AND ` + hasDays + `),
	(SELECT count(*) FROM occurrences WHERE performer_id = $1 AND (skip_reason <> '' OR excused_by <> 0))`

// Holdings counts what is stored about a person, kind by kind. It reads whole
// tables, for a page that hardly anybody opens twice.
func (s *Store) Holdings(ctx context.Context, of practice.PersonID) (h practice.Holdings, err error) {
	err = s.read.QueryRowContext(ctx, storedAboutSQL, of).Scan(&h.Sessions, &h.Logged, &h.Steps, &h.Topics, &h.Focuses, &h.Requests, &h.Leave, &h.Skips)
	if err != nil {
		return h, fmt.Errorf("what is stored about a person: %w", readable(err))
	}
	return h, nil
}
