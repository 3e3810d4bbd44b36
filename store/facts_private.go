package store

import (
	"context"
	"database/sql"
	"fmt"
	"strings"

	"coach/measure"
	"coach/practice"
	"coach/store/engine"
)

const (
	writtenSQL = `SELECT e.happened_on, e.logged_on, count(*) FROM entries e
	WHERE e.author_id = $4 AND ` + isStandingIn + ` GROUP BY e.happened_on, e.logged_on`
	ledSQL = `SELECT count(CASE WHEN v.value = '` + practice.LedByThem + `' THEN 1 END), count(*)
	FROM entries e JOIN entry_values v ON v.entry_id = e.id AND v.field = '` + practice.FieldRepLed + `' WHERE e.author_id = $4 AND ` + isStandingIn
	openAgreedSQL = `SELECT count(CASE WHEN owner_id <> author_id THEN 1 END), count(*) FROM actions
	WHERE author_id = $2 AND kind = '' AND made_at <= $1 AND dropped_at = 0 AND (done_at = 0 OR done_at > $1) AND (cancelled_at = 0 OR cancelled_at > $1)`
)

func scanRate(rows *sql.Rows, r *measure.Rate) error { return rows.Scan(&r.Part, &r.Whole) }

// private reads what the question's root alone reads: how soon they write
// entries, and how much their people do themselves.
func (r factReader) private(ctx context.Context, f *measure.Facts) (err error) {
	if r.q.Scope != measure.Me {
		return nil
	}
	f.Written, err = list(ctx, r.read, func(rows *sql.Rows, w *measure.Written) error {
		return rows.Scan((*day)(&w.HappenedOn), (*day)(&w.LoggedOn), &w.N)
	}, writtenSQL, r.span(r.q.Window.Period, r.q.Root)...)
	if err != nil {
		return err
	}
	led, err := list(ctx, r.read, scanRate, ledSQL, r.span(r.q.Span(), r.q.Root)...)
	if err != nil {
		return err
	}
	open, err := list(ctx, r.read, scanRate, openAgreedSQL, r.asOf, r.q.Root)
	if err != nil {
		return err
	}
	f.Led, f.Open = led[0], open[0]
	return nil
}

// Integrity returns those of the facts of a question about oneself that nobody else
// is told, for [measure.Integrity]. They are read apart from [Store.Facts] because a
// Home shows them.
func (s *Store) Integrity(ctx context.Context, q measure.Question) (f measure.Facts, err error) {
	err = s.db.Snapshot(ctx, func(moment engine.Snapshot) error {
		return factReader{read: moment, q: q, asOf: millis(q.AsOf)}.private(ctx, &f)
	})
	if err != nil {
		return measure.Facts{}, fmt.Errorf("integrity: %w", readable(err))
	}
	return f, nil
}

var causeSQL = `SELECT e.id, e.author_id, e.subject_id, e.happened_on, v.field, v.value
	FROM entries e JOIN entry_values v ON v.entry_id = e.id AND v.field IN ('` + strings.Join(practice.CauseFields, "', '") + `') WHERE ` + isStandingIn

// Causes returns the causes of the days up to the question's, as of its instant:
// the root's own for the scope me, everybody's for any other. They are apart
// from [Store.Facts] because forms show them, and no report.
func (s *Store) Causes(ctx context.Context, q measure.Question) ([]measure.Cause, error) {
	r := factReader{read: s.read, q: q, asOf: millis(q.AsOf)}
	query, args := causeSQL, r.span(q.Said())
	if q.Scope == measure.Me {
		query, args = query+` AND e.author_id = $4`, append(args, q.Root)
	}
	found, err := list(ctx, r.read, func(rows *sql.Rows, c *measure.Cause) error {
		err := rows.Scan(&c.Entry, &c.Author, &c.Subject, (*day)(&c.On), &c.Field, &c.Value)
		c.Value = practice.ValueOf(c.Field, c.Value)
		return err
	}, query, args...)
	if err != nil {
		return nil, fmt.Errorf("causes: %w", readable(err))
	}
	return found, nil
}
