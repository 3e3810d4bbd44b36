package store

import (
	"context"
	"database/sql"
	"fmt"
	"strconv"
	"strings"

	"coach/cadence"
	"coach/practice"
)

const occurrenceColumns = `id, practice, performer_id, subject_id, period_start, period_end, due_code, seq,
	nominal_on, due_on, grace_until, closes_on, expectation, reason, entry_id, logged_on, skip_reason, skip_detail, skip_within`

const selectOccurrences = `SELECT ` + occurrenceColumns + ` FROM occurrences WHERE `

func scanOccurrence(rows *sql.Rows, o *practice.Occurrence) error { return scanOccurrenceAnd(rows, o) }

// scanOccurrenceAnd reads the columns of an occurrence and what stands after
// them.
func scanOccurrenceAnd(rows *sql.Rows, o *practice.Occurrence, more ...any) error {
	var code string
	err := rows.Scan(append([]any{&o.ID, &o.Practice, &o.Performer, &o.Subject, (*day)(&o.Period.Start), (*day)(&o.Period.End), &code, &o.Seq,
		(*day)(&o.Nominal), (*day)(&o.DueOn), (*day)(&o.GraceUntil), (*day)(&o.ClosesOn), &o.Expectation, &o.Reason,
		&o.Entry, (*day)(&o.LoggedOn), &o.Skip.Reason, &o.Skip.Detail, &o.Skip.Within}, more...)...)
	if err != nil {
		return err
	}
	return o.Due.UnmarshalText([]byte(code))
}

func (s *Store) occurrences(ctx context.Context, where string, args ...any) ([]practice.Occurrence, error) {
	rows, err := s.read.QueryContext(ctx, selectOccurrences+where, args...)
	if err != nil {
		return nil, fmt.Errorf("occurrences: %w", readable(err))
	}
	return collect(rows, scanOccurrence)
}

const isWaiting = `performer_id = $1 AND closes_on >= $2 AND period_start <= $2
	AND entry_id = 0 AND skip_reason = '' AND expectation = 'expected' ORDER BY due_on, practice, subject_id, seq`

// Waiting returns what the performer can still do something about on a day, by
// due date.
func (s *Store) Waiting(ctx context.Context, performer practice.PersonID, on cadence.Date) ([]practice.Occurrence, error) {
	return s.occurrences(ctx, isWaiting, performer, day(on))
}

// Occurrences returns those with the given IDs that exist.
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

// Last returns when the author last logged each practice with each person.
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

// A Plan is what should exist for a performer in the periods that have a day
// from … to ….
type Plan struct {
	Performer   practice.PersonID
	From, To    cadence.Date
	Occurrences []practice.Occurrence
}

// Reconcile brings stored occurrences in line with plans, and marks the
// performers planned up to each plan's end. A transaction writes about a
// hundred rows: a manager of many is brought in line in several, and is planned
// when the last of them is. Whatever stops it in between, planning again does
// the rest.
func (s *Store) Reconcile(ctx context.Context, plans []Plan) error {
	pb, _, err := s.Playbook(ctx)
	if err != nil {
		return err
	}
	for len(plans) > 0 {
		done := 0
		err := s.tx(ctx, func(tx *sql.Tx) error {
			for left := atOnce; done < len(plans) && left > 0; done++ {
				rows, all, err := reconcile(ctx, tx, plans[done], pb, left)
				if err != nil || !all {
					return err
				}
				left -= rows
			}
			return nil
		})
		if err != nil {
			return fmt.Errorf("reconcile: %w", err)
		}
		plans = plans[done:]
	}
	return nil
}

// storedSQL reads what is planned for a performer in a span of days. What Slack
// may have taken counts as shown.
const (
	isPlanned = `performer_id = $1 AND period_start <= $3 AND period_end >= $2`
	storedSQL = `SELECT ` + occurrenceColumns + `, excused_by <> 0, EXISTS (
			SELECT 1 FROM outbox_shows JOIN outbox n ON n.id = notice_id WHERE occurrence_id = occurrences.id AND n.state IN ('sending', 'sent'))
		FROM occurrences WHERE ` + isPlanned + ` ORDER BY id`
)

// reconcile writes at most the given number of rows of a plan's amendments, and
// marks the performer planned if that is all of them.
func reconcile(ctx context.Context, tx *sql.Tx, p Plan, pb *practice.Playbook, most int) (rows int, all bool, err error) {
	found, err := tx.QueryContext(ctx, storedSQL, p.Performer, day(p.From), day(p.To))
	if err != nil {
		return 0, false, err
	}
	stored, err := collect(found, func(rows *sql.Rows, o *practice.Stored) error {
		return scanOccurrenceAnd(rows, &o.Occurrence, &o.ByLeader, &o.Shown)
	})
	if err != nil {
		return 0, false, err
	}
	amendments := practice.Reconcile(stored, p.Occurrences, pb, p.To)
	if all = len(amendments) < most; !all {
		amendments = amendments[:most]
	}
	if err := amend(ctx, tx, amendments); err != nil || !all {
		return len(amendments), all, err
	}
	_, err = tx.ExecContext(ctx, `UPDATE people SET planned_on = $2 WHERE id = $1`, p.Performer, day(p.To))
	return len(amendments) + 1, true, err
}

func amend(ctx context.Context, tx *sql.Tx, amendments []practice.Amendment) error {
	var added []practice.Occurrence
	for _, a := range amendments {
		if a.ID == 0 {
			added = append(added, a.Occurrence)
			continue
		}
		if err := moveOccurrence(ctx, tx, a); err != nil {
			return err
		}
	}
	if len(added) == 0 {
		return nil
	}
	return insertOccurrences(ctx, tx, added)
}

// insertOccurrences writes all in one statement, which takes a third of the
// time of one each.
func insertOccurrences(ctx context.Context, tx *sql.Tx, occurrences []practice.Occurrence) error {
	const columns = 13
	var values strings.Builder
	args := make([]any, 0, columns*len(occurrences))
	for i, o := range occurrences {
		if i > 0 {
			values.WriteByte(',')
		}
		for c := range columns {
			separator := ", $"
			if c == 0 {
				separator = "($"
			}
			values.WriteString(separator + strconv.Itoa(len(args)+c+1))
		}
		values.WriteByte(')')
		args = append(args, o.Practice, o.Performer, o.Subject, day(o.Period.Start), day(o.Period.End), o.Due.String(), o.Seq,
			day(o.Nominal), day(o.DueOn), day(o.GraceUntil), day(o.ClosesOn), o.Expectation, o.Reason)
	}
	_, err := tx.ExecContext(ctx, `
		INSERT INTO occurrences (practice, performer_id, subject_id, period_start, period_end, due_code, seq,
			nominal_on, due_on, grace_until, closes_on, expectation, reason)
		VALUES `+values.String(), args...)
	return err
}

func moveOccurrence(ctx context.Context, tx *sql.Tx, a practice.Amendment) error {
	_, err := tx.ExecContext(ctx, `
		UPDATE occurrences SET nominal_on = $2, due_on = $3, grace_until = $4, closes_on = $5, expectation = $6, reason = $7, news = max(news, $8)
		WHERE id = $1`,
		a.ID, day(a.Nominal), day(a.DueOn), day(a.GraceUntil), day(a.ClosesOn), a.Expectation, a.Reason, a.News)
	if err != nil {
		return err
	}
	return stale(ctx, tx, a.ID)
}

// Skip records the performer's word that an occurrence will not happen. Only
// one that still waits can be skipped: anything else is left as it is. It
// returns the occurrence as it stands afterwards, or ErrNotFound.
func (s *Store) Skip(ctx context.Context, id practice.OccurrenceID, skip practice.Skip) (o practice.Occurrence, err error) {
	err = s.tx(ctx, func(tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, `UPDATE occurrences SET skip_reason = $2, skip_detail = $3, skip_within = $4
			WHERE id = $1 AND entry_id = 0 AND skip_reason = '' AND expectation = 'expected'`, id, skip.Reason, skip.Detail, skip.Within); err != nil {
			return err
		}
		rows, err := tx.QueryContext(ctx, selectOccurrences+`id = $1`, id)
		if err != nil {
			return err
		}
		found, err := collect(rows, scanOccurrence)
		if err != nil {
			return err
		}
		if len(found) == 0 {
			return ErrNotFound
		}
		o = found[0]
		return stale(ctx, tx, id)
	})
	if err != nil {
		return o, fmt.Errorf("skip: %w", err)
	}
	return o, nil
}
