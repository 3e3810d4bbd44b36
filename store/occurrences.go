package store

import (
	"context"
	"database/sql"
	"fmt"

	"coach/cadence"
	"coach/practice"
)

const occurrenceColumns = `id, practice, performer_id, subject_id, period_start, period_end, due_code, seq,
	nominal_on, due_on, grace_until, closes_on, expectation, reason, entry_id, logged_on, settled_at, skip_reason, skip_detail, skip_within, skipped_at, skip_for,
	excused_by, excused_at, excuse, excuse_detail, planned_for, cue`

const selectOccurrences = `SELECT ` + occurrenceColumns + ` FROM occurrences WHERE `

func scanOccurrence(q querier) func(*sql.Rows, *practice.Occurrence) error {
	return func(rows *sql.Rows, o *practice.Occurrence) error { return scanOccurrenceAnd(q, rows, o) }
}

// scanOccurrenceAnd reads the columns of an occurrence and those after them.
func scanOccurrenceAnd(q querier, rows *sql.Rows, o *practice.Occurrence, more ...any) error {
	var code string
	var settled, skipped, excused int64
	err := rows.Scan(append([]any{&o.ID, &o.Practice, &o.Performer, &o.Subject, (*day)(&o.Period.Start), (*day)(&o.Period.End), &code, &o.Seq,
		(*day)(&o.Nominal), (*day)(&o.DueOn), (*day)(&o.GraceUntil), (*day)(&o.ClosesOn), &o.Expectation, &o.Reason,
		&o.Entry, (*day)(&o.LoggedOn), &settled, &o.Skip.Reason, skipDetail.read(q, &o.Skip.Detail, &o.ID), &o.Skip.Within, &skipped, &o.Skip.For,
		&o.Excuse.By, &excused, &o.Excuse.Reason, excuseDetail.read(q, &o.Excuse.Detail, &o.ID), (*day)(&o.PlannedFor), occurrenceCue.read(q, &o.Cue, &o.ID)}, more...)...)
	if err != nil {
		return err
	}
	o.SettledAt, o.Skip.At, o.Excuse.At = instant(settled), instant(skipped), instant(excused)
	o.Skip.Reason = practice.ValueOf(practice.FieldReason, o.Skip.Reason)
	o.Excuse.Reason = practice.ValueOf(practice.FieldReason, o.Excuse.Reason)
	return o.Due.UnmarshalText([]byte(code))
}

func (s *Store) occurrences(ctx context.Context, where string, args ...any) ([]practice.Occurrence, error) {
	rows, err := s.read.QueryContext(ctx, selectOccurrences+where, args...)
	if err != nil {
		return nil, fmt.Errorf("occurrences: %w", readable(err))
	}
	return collect(rows, scanOccurrence(s.read))
}

const isWaiting = `performer_id = $1 AND closes_on >= $2 AND period_start <= $2
	AND entry_id = 0 AND skip_reason = '' AND expectation = 'expected' ORDER BY due_on, practice, subject_id, seq`

// Waiting returns the performer's occurrences that can still be logged on a
// day, by due date.
func (s *Store) Waiting(ctx context.Context, performer practice.PersonID, on cadence.Date) ([]practice.Occurrence, error) {
	return s.occurrences(ctx, isWaiting, performer, day(on))
}

const isAbout = `subject_id = $1 AND subject_id <> 0 AND closes_on >= $2 AND period_start <= $3
	AND entry_id = 0 AND skip_reason = '' AND expectation = 'expected' ORDER BY due_on, practice, performer_id, seq`

// OccurrencesAbout returns the occurrences about a person that can still be
// logged on one of the days from … to, whoever performs them, by due date.
func (s *Store) OccurrencesAbout(ctx context.Context, report practice.PersonID, from, to cadence.Date) ([]practice.Occurrence, error) {
	return s.occurrences(ctx, isAbout, report, day(from), day(to))
}

const isInWindow = `performer_id = $1 AND grace_until BETWEEN $2 AND $3 ORDER BY due_on, practice, seq, id`

// OccurrencesIn returns a performer's occurrences of a window, by due date: those
// whose last day of grace it contains.
func (s *Store) OccurrencesIn(ctx context.Context, performer practice.PersonID, window cadence.Period) ([]practice.Occurrence, error) {
	return s.occurrences(ctx, isInWindow, performer, day(window.Start), day(window.End))
}

// Occurrences returns the occurrences with the given IDs. IDs of none are left
// out.
func (s *Store) Occurrences(ctx context.Context, ids []practice.OccurrenceID) ([]practice.Occurrence, error) {
	var all []practice.Occurrence
	for _, id := range ids { // a morning's message shows a handful
		one, err := s.occurrences(ctx, `id = $1`, id)
		if err != nil {
			return nil, err
		}
		all = append(all, one...)
	}
	return all, nil
}

const lastSQL = `SELECT practice, subject_id, max(happened_on) FROM entries WHERE author_id = $1 AND withdrawn_at = 0 GROUP BY practice, subject_id`

// Last returns the day on which the author last logged each practice with each
// person.
func (s *Store) Last(ctx context.Context, author practice.PersonID) (map[practice.Contact]cadence.Date, error) {
	type contact struct {
		practice.Contact
		on day
	}
	rows, err := s.read.QueryContext(ctx, lastSQL, author)
	if err != nil {
		return nil, fmt.Errorf("last contacts: %w", readable(err))
	}
	contacts, err := collect(rows, func(rows *sql.Rows, c *contact) error { return rows.Scan(&c.Practice, &c.Subject, &c.on) })
	if err != nil {
		return nil, fmt.Errorf("last contacts: %w", readable(err))
	}
	last := make(map[practice.Contact]cadence.Date, len(contacts))
	for _, c := range contacts {
		last[c.Contact] = cadence.Date(c.on)
	}
	return last, nil
}
