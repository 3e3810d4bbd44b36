package store

import (
	"context"
	"fmt"

	"coach/practice"
)

// The second of the two practices has a best practice in few of its entries.
const sharedSQL = `withdrawn_at = 0 AND practice IN ('best_practice', 'team_meeting')
	AND (practice = 'best_practice' OR words LIKE '%"best_practice":%')
	AND ($1 = 0 OR (happened_on, id) < (SELECT happened_on, id FROM entries WHERE id = $1)) ORDER BY happened_on DESC, id DESC LIMIT $2`

// SharedPractices returns a page of the standing entries in which a best
// practice may be shared, newest first: those before the given entry, or the
// newest for 0. What somebody may read of them is [practice.BestIn]'s to say.
func (s *Store) SharedPractices(ctx context.Context, before practice.EntryID, most int) ([]practice.Entry, error) {
	found, err := entries(ctx, s.read, sharedSQL, before, most)
	if err != nil {
		return nil, fmt.Errorf("shared practices: %w", readable(err))
	}
	return found, nil
}
