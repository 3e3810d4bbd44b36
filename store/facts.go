package store

import (
	"context"
	"database/sql"
	"fmt"
	"slices"

	"coach/cadence"
	"coach/measure"
	"coach/practice"
	"coach/store/engine"
)

// Facts returns what a report is computed from, as of the question's instant.
// The playbook is the timeline that holds now: its latest wording of a practice
// says which scope it has, and who confirms it.
//
// They are of one moment, however long reading them takes: an entry that is
// taken back meanwhile is in all of them or in none. Nobody's words are among
// them, and no key is needed.
func (s *Store) Facts(ctx context.Context, q measure.Question, pb *practice.Playbook) (f measure.Facts, err error) {
	err = s.db.Snapshot(ctx, func(moment engine.Snapshot) error {
		moment.Carried = &keyholder{keyring: s.ring, blind: true}
		r := factReader{read: moment, q: q, pb: pb, asOf: millis(q.AsOf)}
		for _, part := range r.parts() {
			if err := part.read(ctx, &f); err != nil {
				return fmt.Errorf("%s: %w", part.name, readable(err))
			}
		}
		return nil
	})
	if err != nil {
		return measure.Facts{}, fmt.Errorf("facts: %w", err)
	}
	return f, nil
}

// A factReader reads the facts of one question.
type factReader struct {
	read querier
	q    measure.Question
	pb   *practice.Playbook
	asOf int64 // the first argument of every statement: what was recorded later is not there
}

// A factPart reads some of the facts.
type factPart struct {
	name string
	read func(context.Context, *measure.Facts) error
}

func (r factReader) parts() []factPart {
	return []factPart{
		{"the window", r.window}, {"the trend", r.trend}, {"what is confirmed", r.confirmed}, {"people owed", r.owed}, {"people reached", r.touched},
		{"coverage", r.covered}, {"practice health", r.health}, {"own occurrences", r.own}, {"own entries", r.private}, {"last contacts", r.lastAbout}, {"last entries", r.logged},
		{"entries", r.spent}, {"thanks", r.thanks}, {"asks", r.asks}, {"actions", r.actions}, {"obstacles", r.obstacles}, {"what a digest said", r.said},
	}
}

// keys returns the keys of the practices of which some version satisfies a
// condition, in the playbook's order.
func (r factReader) keys(is func(practice.Practice) bool) []string {
	var keys []string
	for _, p := range r.pb.Practices {
		if is(p) && !slices.Contains(keys, p.Key) {
			keys = append(keys, p.Key)
		}
	}
	return keys
}

// list returns the rows of a query.
func list[T any](ctx context.Context, q querier, scan func(*sql.Rows, *T) error, query string, args ...any) ([]T, error) {
	rows, err := q.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	return collect(rows, scan)
}

// span returns the arguments of a statement about some days: the question's
// instant, the first day and the last.
func (r factReader) span(days cadence.Period, more ...any) []any {
	return append([]any{r.asOf, day(days.Start), day(days.End)}, more...)
}

const saidSQL = `SELECT d.from_on, d.to_on, d.done_part, d.done_whole, d.in_time_part, d.in_time_whole
	FROM digests d JOIN subscriptions s ON s.id = d.subscription_id
	WHERE d.said_at <= $1 AND d.from_on = $2 AND d.to_on = $3 AND s.root_id = $4 ORDER BY d.said_at DESC, d.id DESC LIMIT 1`

// said reads what the last digest of a subscription with the question's root
// said of the week before.
func (r factReader) said(ctx context.Context, f *measure.Facts) error {
	if r.q.Scope != measure.Team || r.q.Window.Kind != measure.ByWeek || r.q.Window.Running {
		return nil
	}
	week := cadence.Period{Start: r.q.Window.Period.Start - 7, End: r.q.Window.Period.End - 7}
	found, err := list(ctx, r.read, func(rows *sql.Rows, s *measure.Said) error {
		return rows.Scan((*day)(&s.From), (*day)(&s.To), &s.Done.Part, &s.Done.Whole, &s.InTime.Part, &s.InTime.Whole)
	}, saidSQL, r.span(week, r.q.Root)...)
	if len(found) > 0 {
		f.Said = found[0]
	}
	return err
}
