package store

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"coach/cadence"
	"coach/practice"
	"coach/store/engine"
)

// insertNamed stores whom an entry is about or names.
func insertNamed(ctx context.Context, tx *engine.Tx, e practice.Entry) error {
	for _, id := range e.Named() {
		if _, err := tx.ExecContext(ctx, `INSERT INTO entry_people (person_id, entry_id) VALUES ($1, $2) ON CONFLICT DO NOTHING`, id, e.ID); err != nil {
			return err
		}
	}
	return nil
}

const (
	newestFirst = ` ORDER BY happened_on DESC, id DESC LIMIT `
	isByOrNames = `withdrawn_at = 0 AND id IN (SELECT id FROM entries WHERE author_id = $1 AND withdrawn_at = 0 UNION SELECT entry_id FROM entry_people WHERE person_id = $1)`
	isBefore    = ` AND ($2 = 0 OR (happened_on, id) < (SELECT happened_on, id FROM entries WHERE id = $2))`
	latelySQL   = isByOrNames + newestFirst + `$2`
	ownSQL      = isByOrNames + isBefore + newestFirst + `$3`
	historySQL  = `withdrawn_at = 0 AND id IN (SELECT id FROM entries WHERE author_id = $1 AND withdrawn_at = 0
		UNION SELECT n.entry_id FROM entry_people n JOIN entries w ON w.id = n.entry_id WHERE n.person_id = $1 AND w.author_id = $4)` + isBefore + newestFirst + `$3`
	ofTeamSQL = `author_id = $1 AND happened_on >= $2 AND subject_id = 0 AND practice <> 'recognition' AND withdrawn_at = 0` + newestFirst + `$3`
)

// Lately returns the latest standing entries by a person, or that are about
// them or name them, newest first. Which of the answers somebody may read is
// [practice.MayReadAnswer]'s to say.
func (s *Store) Lately(ctx context.Context, who practice.PersonID, most int) ([]practice.Entry, error) {
	found, err := entries(ctx, s.read, latelySQL, who, most)
	if err != nil {
		return nil, fmt.Errorf("lately: %w", readable(err))
	}
	return found, nil
}

// OfTeams returns the latest standing entries of some authors about nobody in
// particular, such as a team meeting's, that happened since a day: at most the
// given number of each author, newest first.
func (s *Store) OfTeams(ctx context.Context, authors []practice.PersonID, since cadence.Date, most int) ([]practice.Entry, error) {
	var all []practice.Entry
	for _, author := range authors { // a team's manager, or a leader's managers
		found, err := entries(ctx, s.read, ofTeamSQL, author, day(since), most)
		if err != nil {
			return nil, fmt.Errorf("entries of teams: %w", readable(err))
		}
		all = append(all, found...)
	}
	slices.SortStableFunc(all, func(a, b practice.Entry) int {
		return cmp.Or(cmp.Compare(b.HappenedOn, a.HappenedOn), cmp.Compare(b.ID, a.ID))
	})
	return all, nil
}

// HistoryWith returns the standing entries between a reader and another person,
// newest first: the other's, and those of the reader that are about the other
// or name them. With oneself they are all entries by and about oneself. They
// are those before the given entry, or the newest for 0. Which of the answers
// the reader may read is [practice.MayReadAnswer]'s to say.
func (s *Store) HistoryWith(ctx context.Context, reader, other practice.PersonID, most int, before practice.EntryID) (found []practice.Entry, err error) {
	if reader == other {
		found, err = entries(ctx, s.read, ownSQL, reader, before, most)
	} else {
		found, err = entries(ctx, s.read, historySQL, other, before, most, reader)
	}
	if err != nil {
		return nil, fmt.Errorf("history: %w", readable(err))
	}
	return found, nil
}
