package store

import (
	"context"
	"database/sql"
	"fmt"
	"strings"

	"coach/cadence"
	"coach/measure"
	"coach/practice"
)

// What an occurrence was as of an instant, which is $1. They say in SQL what
// [practice.Occurrence.Status] says of one that is read as of it: what was
// logged, skipped or excused by a leader later had not happened. What planning
// excused has no instant, and was excused at any time. A property test compares
// the two.
const (
	wasDone    = `(entry_id <> 0 AND settled_at <= $1)`
	wasExcused = `(expectation = 'excused' AND excused_at <= $1)`
	wasOwed    = `(` + wasDone + ` OR expectation <> 'cancelled' AND NOT ` + wasExcused + `)`
	wasCounted = `(` + wasDone + ` OR expectation <> 'cancelled')`
	wasSkipped = `skip_reason <> '' AND skipped_at <= $1 AND NOT ` + wasDone + ` AND NOT ` + wasExcused

	// Of those that were counted: all, the done, the done on time, the skipped, those
	// within the allowance, the excused, and those that a leader excused.
	countColumns = ` count(*), count(*) FILTER (WHERE ` + wasDone + `), count(*) FILTER (WHERE ` + wasDone + ` AND logged_on <= grace_until),
	count(*) FILTER (WHERE ` + wasSkipped + `), count(*) FILTER (WHERE ` + wasSkipped + ` AND skip_within = 1),
	count(*) FILTER (WHERE ` + wasExcused + ` AND NOT ` + wasDone + `), count(*) FILTER (WHERE ` + wasExcused + ` AND excused_at > 0 AND NOT ` + wasDone + `)`
)

// The counts of the days from $2 to $3, on one of which the grace ends.
const (
	isGraceIn   = `grace_until BETWEEN $2 AND $3`
	isCountedIn = isGraceIn + ` AND ` + wasCounted
	windowSQL   = `SELECT performer_id, practice, due_on, grace_until,` + countColumns + `
	FROM occurrences WHERE ` + isCountedIn + ` GROUP BY grace_until, performer_id, due_on, practice`
	pooledSQL = `SELECT performer_id, '', due_on, grace_until,` + countColumns + `
	FROM occurrences WHERE ` + isCountedIn
	pooledBy = ` GROUP BY grace_until, performer_id, due_on`
	owedSQL  = `SELECT grace_until, performer_id, due_on, subject_id,
	max(CASE WHEN ` + wasSkipped + ` AND skip_within = 1 THEN 0 ELSE 1 END),
	max(CASE WHEN ` + wasDone + ` OR ` + wasSkipped + ` AND skip_within = 0 THEN 1 ELSE 0 END) FROM occurrences
	WHERE ` + isGraceIn + ` AND subject_id <> 0 AND ` + wasOwed + ` GROUP BY grace_until, performer_id, due_on, subject_id`
)

func (r factReader) window(ctx context.Context, f *measure.Facts) (err error) {
	f.Window, err = list(ctx, r.read, scanCount, windowSQL, r.span(r.q.Window.Period)...)
	return err
}

func (r factReader) trend(ctx context.Context, f *measure.Facts) (err error) {
	f.Trend, err = list(ctx, r.read, scanCount, pooledSQL+pooledBy, r.span(r.q.Trend())...)
	return err
}

// confirmed reads the counts of the practices that the subject confirms.
func (r factReader) confirmed(ctx context.Context, f *measure.Facts) (err error) {
	keys := r.keys(func(p practice.Practice) bool { return r.pb.LastVersion(p.Key).Confirm == practice.ConfirmSubject })
	if len(keys) == 0 {
		return nil
	}
	args := r.span(r.q.Said())
	for _, key := range keys {
		args = append(args, key)
	}
	f.Confirmed, err = list(ctx, r.read, scanCount, confirmedSQL(keys), args...)
	return err
}

// confirmedSQL counts the occurrences of some practices, which are $4 and so
// on. An expression, in place of the column, keeps SQLite from the index of all
// that ever was of these practices.
func confirmedSQL(keys []string) string {
	places := make([]string, len(keys))
	for i := range keys {
		places[i] = fmt.Sprintf("$%d", i+4)
	}
	return pooledSQL + ` AND practice || '' IN (` + strings.Join(places, ", ") + `)` + pooledBy
}

func scanCount(rows *sql.Rows, c *measure.Count) error { return scanCountAnd(rows, c) }

// scanCountAnd reads the columns of a count and those after them.
func scanCountAnd(rows *sql.Rows, c *measure.Count, more ...any) error {
	var all, done, skipped int
	err := rows.Scan(append([]any{&c.Performer, &c.Practice, (*day)(&c.DueOn), (*day)(&c.GraceUntil),
		&all, &done, &c.OnTime, &skipped, &c.SkipWithin, &c.Excused, &c.ByLeader}, more...)...)
	c.Late, c.SkipCounts, c.NotDone = done-c.OnTime, skipped-c.SkipWithin, all-done-skipped-c.Excused
	return err
}

func (r factReader) owed(ctx context.Context, f *measure.Facts) (err error) {
	f.Owed, err = list(ctx, r.read, func(rows *sql.Rows, o *measure.Owed) error {
		return rows.Scan((*day)(&o.GraceUntil), &o.Performer, (*day)(&o.DueOn), &o.Subject, &o.Expected, &o.Settled)
	}, owedSQL, r.span(r.q.Trend())...)
	return err
}

// performersSQL names the performers of a practice, which is $2, one after
// another by their index: a practice has some thousands of them and a million
// occurrences.
const performersSQL = `WITH RECURSIVE performers (id) AS (
	SELECT min(performer_id) FROM occurrences WHERE practice = $2
	UNION ALL SELECT (SELECT min(performer_id) FROM occurrences WHERE practice = $2 AND performer_id > performers.id) FROM performers WHERE performers.id IS NOT NULL)`

// coveredSQL finds each performer's last period of a practice that ended before
// the window, which is from $3 to $4, and those that ended in it.
const coveredSQL = performersSQL + `, ended (id, last_end) AS MATERIALIZED (
	SELECT id, coalesce((SELECT max(period_end) FROM occurrences WHERE practice = $2 AND performer_id = performers.id AND period_end < $3 AND subject_id <> 0 AND ` + wasCounted + `), $3)
	FROM performers)
	SELECT performer_id, subject_id, period_start, period_end, due_on, owed, EXISTS (
		SELECT 1 FROM entries e WHERE e.subject_id = had.subject_id AND e.practice = $2 AND e.happened_on BETWEEN had.period_start AND had.period_end
			AND e.logged_at <= $1 AND e.withdrawn_at = 0)
	FROM (SELECT DISTINCT performer_id, subject_id, period_start, period_end, due_on, CASE WHEN ` + wasOwed + ` THEN 1 ELSE 0 END AS owed
		FROM ended CROSS JOIN occurrences WHERE practice = $2 AND performer_id = ended.id AND period_end BETWEEN last_end AND $4
			AND subject_id <> 0 AND ` + wasCounted + `) had`

// covered reads the people about whom each practice had occurrences that is, or
// once was, about people.
func (r factReader) covered(ctx context.Context, f *measure.Facts) error {
	for _, key := range r.keys(func(p practice.Practice) bool { return p.Scope == practice.ScopeReport }) {
		found, err := list(ctx, r.read, func(rows *sql.Rows, c *measure.Covered) error {
			c.Practice = key
			return rows.Scan(&c.Performer, &c.Subject, (*day)(&c.Period.Start), (*day)(&c.Period.End), (*day)(&c.DueOn), &c.Owed, &c.Done)
		}, coveredSQL, r.asOf, key, day(r.q.Window.Period.Start), day(r.q.Window.Period.End))
		if err != nil {
			return err
		}
		f.Covered = append(f.Covered, found...)
	}
	return nil
}

// lastEndSQL is the last end of a performer's periods of the practice $2 that
// satisfies a condition.
const lastEndSQL = `(SELECT max(period_end) FROM occurrences WHERE practice = $2 AND performer_id = %s AND period_end %s AND ` + wasCounted + `)`

// healthSQL counts the occurrences of each performer's last four periods of a
// practice that end by $3, those that were skipped apart by their reason.
var healthSQL = performersSQL + `, a (id, a) AS MATERIALIZED (SELECT id, ` + fmt.Sprintf(lastEndSQL, "performers.id", "<= $3") + ` FROM performers),
	b (id, a, b) AS MATERIALIZED (SELECT id, a, ` + fmt.Sprintf(lastEndSQL, "a.id", "< a.a") + ` FROM a),
	c (id, a, b, c) AS MATERIALIZED (SELECT id, a, b, ` + fmt.Sprintf(lastEndSQL, "b.id", "< b.b") + ` FROM b),
	ends (id, a, b, c, d) AS MATERIALIZED (SELECT id, a, b, c, ` + fmt.Sprintf(lastEndSQL, "c.id", "< c.c") + ` FROM c)
	SELECT performer_id, practice, due_on, grace_until,` + countColumns + `, period_start, period_end, CASE WHEN ` + wasSkipped + ` THEN skip_reason ELSE '' END AS why
	FROM ends CROSS JOIN occurrences WHERE practice = $2 AND performer_id = ends.id AND period_end IN (a, b, c, d) AND ` + wasCounted + `
	GROUP BY performer_id, practice, period_end, period_start, due_on, grace_until, why`

// health reads the counts of every practice's last periods, each performer's own
// (MEASURES M19).
func (r factReader) health(ctx context.Context, f *measure.Facts) error {
	for _, key := range r.keys(func(practice.Practice) bool { return true }) {
		found, err := list(ctx, r.read, func(rows *sql.Rows, c *measure.PeriodCount) error {
			var why string
			err := scanCountAnd(rows, &c.Count, (*day)(&c.Period.Start), (*day)(&c.Period.End), &why)
			if why != "" {
				c.Reasons = map[string]int{why: c.SkipCounts + c.SkipWithin}
			}
			return err
		}, healthSQL, r.asOf, key, day(r.q.Today))
		if err != nil {
			return err
		}
		f.Health = append(f.Health, together(found)...)
	}
	return nil
}

// together pools the counts of the same performer, days and period, which are of
// one practice and differ in why something was skipped.
func together(counts []measure.PeriodCount) []measure.PeriodCount {
	type same struct {
		performer         practice.PersonID
		dueOn, graceUntil cadence.Date
		period            cadence.Period
	}
	at := make(map[same]int, len(counts))
	pooled := counts[:0]
	for _, c := range counts {
		key := same{c.Performer, c.DueOn, c.GraceUntil, c.Period}
		i, ok := at[key]
		if !ok {
			at[key] = len(pooled)
			pooled = append(pooled, c)
			continue
		}
		pooled[i].Tally, pooled[i].ByLeader = pooled[i].Plus(c.Tally), pooled[i].ByLeader+c.ByLeader
		for why, n := range c.Reasons {
			if pooled[i].Reasons == nil {
				pooled[i].Reasons = map[string]int{}
			}
			pooled[i].Reasons[why] += n
		}
	}
	return pooled
}

const isOwn = wasCounted + ` AND performer_id = $2 ORDER BY due_on, practice, subject_id, seq, id`

// own reads the occurrences of the question's root, for a report about
// themselves, which shows their streaks.
func (r factReader) own(ctx context.Context, f *measure.Facts) error {
	if r.q.Scope != measure.Me {
		return nil
	}
	own, err := list(ctx, r.read, scanOccurrence(r.read), selectOccurrences+isOwn, r.asOf, r.q.Root)
	for i := range own {
		own[i] = r.occurrence(own[i])
	}
	f.Own = own
	return err
}

// occurrence returns an occurrence as it was at the question's instant, and
// without words: no report has any.
func (r factReader) occurrence(o practice.Occurrence) practice.Occurrence {
	if o.SettledAt.After(r.q.AsOf) {
		o.Entry, o.LoggedOn, o.SettledAt = 0, 0, instant(0)
	}
	if o.Skip.At.After(r.q.AsOf) {
		o.Skip = practice.Skip{}
	}
	if o.Excuse.At.After(r.q.AsOf) {
		o.Expectation, o.Reason, o.Excuse = practice.Expected, practice.NoReason, practice.Excuse{}
	}
	o.Skip.Detail, o.Excuse.Detail, o.Cue = "", "", ""
	return o
}
