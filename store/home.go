package store

import (
	"context"
	"database/sql"
	"fmt"

	"coach/cadence"
	"coach/practice"
)

// PageOfPeople is the number of people whose rhythm one statement reads: those
// of one page of a Home.
const PageOfPeople = 10

const comingSQL = `performer_id = $1 AND closes_on >= $2
	AND entry_id = 0 AND skip_reason = '' AND expectation = 'expected' ORDER BY due_on, practice, subject_id, seq`

// Coming returns the performer's occurrences that can still be logged on a day
// or later, by due date: those that wait, and those whose period has not begun.
func (s *Store) Coming(ctx context.Context, performer practice.PersonID, on cadence.Date) ([]practice.Occurrence, error) {
	return s.occurrences(ctx, comingSQL, performer, day(on))
}

const comingWithSQL = `performer_id = $1 AND closes_on >= $2 AND subject_id = $3
	AND entry_id = 0 AND skip_reason = '' AND expectation = 'expected' ORDER BY due_on, practice, seq`

// ComingWith returns the performer's occurrences with one person that can still
// be logged on a day or later, by due date.
func (s *Store) ComingWith(ctx context.Context, pair practice.Pair, on cadence.Date) ([]practice.Occurrence, error) {
	return s.occurrences(ctx, comingWithSQL, pair.Manager, day(on), pair.Report)
}

const ofThePage = `performer_id IN ($4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`

const rhythmSQL = `
	SELECT performer_id, count(*), 0, max(logged_on) FROM occurrences WHERE ` + ofThePage + ` AND logged_on BETWEEN $2 AND $3 AND entry_id <> 0 GROUP BY performer_id
	UNION ALL
	SELECT performer_id, 0, count(*), '' FROM occurrences WHERE ` + ofThePage + ` AND closes_on >= $1 AND due_on <= $3
		AND entry_id = 0 AND skip_reason = '' AND expectation = 'expected' GROUP BY performer_id`

// Rhythms counts, for at most [PageOfPeople] performers, what they logged in a
// span of days, and what fell or falls due by its end and can still be logged
// today. Who has neither has no rhythm.
func (s *Store) Rhythms(ctx context.Context, performers []practice.PersonID, span cadence.Period, on cadence.Date) (map[practice.PersonID]practice.Rhythm, error) {
	args := []any{day(on), day(span.Start), day(span.End)}
	for i := range PageOfPeople {
		if i < len(performers) {
			args = append(args, performers[i])
		} else {
			args = append(args, 0)
		}
	}
	rows, err := s.read.QueryContext(ctx, rhythmSQL, args...)
	if err != nil {
		return nil, fmt.Errorf("rhythms: %w", readable(err))
	}
	type one struct {
		of practice.PersonID
		practice.Rhythm
	}
	all, err := collect(rows, func(rows *sql.Rows, o *one) error { return rows.Scan(&o.of, &o.Done, &o.Open, (*day)(&o.Last)) })
	if err != nil {
		return nil, fmt.Errorf("rhythms: %w", readable(err))
	}
	rhythms := make(map[practice.PersonID]practice.Rhythm, len(performers))
	for _, o := range all {
		r := rhythms[o.of]
		rhythms[o.of] = practice.Rhythm{Done: r.Done + o.Done, Open: r.Open + o.Open, Last: max(r.Last, o.Last)}
	}
	return rhythms, nil
}

const openStepsSQL = `
	SELECT subject_id, count(*) FROM actions
	WHERE author_id = $1 AND subject_id <> 0 AND done_at = 0 AND cancelled_at = 0 AND dropped_at = 0 GROUP BY subject_id`

// OpenStepCounts counts the open next steps that a manager agreed with each
// report.
func (s *Store) OpenStepCounts(ctx context.Context, manager practice.PersonID) (map[practice.PersonID]int, error) {
	rows, err := s.read.QueryContext(ctx, openStepsSQL, manager)
	if err != nil {
		return nil, fmt.Errorf("open steps: %w", readable(err))
	}
	type count struct {
		with practice.PersonID
		n    int
	}
	all, err := collect(rows, func(rows *sql.Rows, c *count) error { return rows.Scan(&c.with, &c.n) })
	if err != nil {
		return nil, fmt.Errorf("open steps: %w", readable(err))
	}
	counts := make(map[practice.PersonID]int, len(all))
	for _, c := range all {
		counts[c.with] = c.n
	}
	return counts, nil
}

const ownRhythmSQL = `author_id = $1 AND practice = $2 AND subject_id = 0 AND withdrawn_at = 0 ORDER BY happened_on DESC, id DESC LIMIT $3`

// OwnEntries returns an author's latest entries of a practice that is about
// nobody else, newest first.
func (s *Store) OwnEntries(ctx context.Context, author practice.PersonID, key string, most int) ([]practice.Entry, error) {
	found, err := entries(ctx, s.read, ownRhythmSQL, author, key, most)
	if err != nil {
		return nil, fmt.Errorf("own entries: %w", readable(err))
	}
	return found, nil
}
