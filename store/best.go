package store

import (
	"context"
	"fmt"

	"coach/practice"
)

const sharedSQL = `withdrawn_at = 0 AND practice IN ('best_practice', 'team_meeting')
	AND ($1 = 0 OR (happened_on, id) < (SELECT happened_on, id FROM entries WHERE id = $1)) ORDER BY happened_on DESC, id DESC LIMIT $2`

// SharedPractices returns a page of the standing entries in which a best
// practice may be shared, newest first: those before the given entry, or the
// newest for 0. What somebody may read of them is [practice.BestIn]'s to say.
func (s *Store) SharedPractices(ctx context.Context, before practice.EntryID, most int) ([]practice.Entry, error) {
	var shared []practice.Entry
	for page := max(most, leastRead); ; {
		found, err := entries(ctx, s.read, sharedSQL, before, page)
		if err != nil {
			return nil, fmt.Errorf("shared practices: %w", readable(err))
		}
		for _, e := range found {
			if before = e.ID; !mayShare(e) {
				continue
			}
			if shared = append(shared, e); len(shared) == most {
				return shared, nil
			}
		}
		if len(found) < page {
			return shared, nil
		}
	}
}

// leastRead is how many entries are read at once: few team meetings have a best
// practice, and only who has the key can tell which.
const leastRead = 100

// mayShare reports whether an entry has room for a best practice and something
// in it.
func mayShare(e practice.Entry) bool {
	return e.Practice == "best_practice" || !e.Values["best_practice"].IsZero()
}
