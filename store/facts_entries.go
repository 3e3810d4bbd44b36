package store

import (
	"context"
	"database/sql"

	"coach/cadence"
	"coach/measure"
	"coach/practice"
)

// What stood at an instant, which is $1, of what happened on the days from $2
// to $3. An entry is as it stands now, and one that was withdrawn, whenever,
// never was.
const (
	isStanding   = `e.withdrawn_at = 0 AND e.logged_at <= $1`
	isStandingIn = `e.happened_on BETWEEN $2 AND $3 AND ` + isStanding

	touchedSQL   = `SELECT DISTINCT e.subject_id, 0, e.happened_on FROM entries e WHERE ` + isStandingIn + ` AND e.subject_id <> 0`
	lastTouchSQL = `SELECT e.practice, e.subject_id, max(e.happened_on) FROM entries e
	WHERE e.subject_id > 0 AND ` + isStanding + ` GROUP BY e.subject_id, e.practice`
	spentSQL = `SELECT e.author_id, e.happened_on, e.practice, e.playbook_version, coalesce(v.value, '') AS focus, count(*)
	FROM entries e LEFT JOIN entry_values v ON v.entry_id = e.id AND v.field = 'time_focus'
	WHERE ` + isStandingIn + ` GROUP BY e.happened_on, e.author_id, e.practice, e.playbook_version, focus`
	plannedBySQL = `SELECT e.author_id, e.happened_on, v.value, count(*) FROM entries e JOIN entry_values v ON v.entry_id = e.id AND v.field = 'plan_author'
	WHERE ` + isStandingIn + ` GROUP BY e.happened_on, e.author_id, v.value`
	givenSQL = `SELECT e.author_id, e.happened_on, count(*) FROM entries e
	WHERE e.practice = 'recognition' AND ` + isStandingIn + ` GROUP BY e.happened_on, e.author_id`
	thankedBySQL = `SELECT DISTINCT n.person_id, e.author_id, e.happened_on FROM entries e JOIN entry_people n ON n.entry_id = e.id
	WHERE e.practice = 'recognition' AND ` + isStandingIn
	lastLoggedSQL = `SELECT id, (SELECT max(e.logged_on) FROM entries e WHERE e.author_id = people.id AND ` + isStanding + `) FROM people`
)

func scanTouch(rows *sql.Rows, t *measure.Touch) error {
	return rows.Scan(&t.Person, &t.By, (*day)(&t.On))
}

func (r factReader) touched(ctx context.Context, f *measure.Facts) (err error) {
	f.Touched, err = list(ctx, r.read, scanTouch, touchedSQL, r.span(r.q.Trend())...)
	return err
}

// lastAbout reads when each practice happened with somebody last.
func (r factReader) lastAbout(ctx context.Context, f *measure.Facts) error {
	type contact struct {
		practice.Contact
		on cadence.Date
	}
	last, err := list(ctx, r.read, func(rows *sql.Rows, c *contact) error {
		return rows.Scan(&c.Practice, &c.Subject, (*day)(&c.on))
	}, lastTouchSQL, r.asOf)
	f.LastAbout = make(map[practice.Contact]cadence.Date, len(last))
	for _, c := range last {
		f.LastAbout[c.Contact] = c.on
	}
	return err
}

// spent reads what authors spent their time on, and who wrote the plans. Answers
// from before options had values count as those values.
func (r factReader) spent(ctx context.Context, f *measure.Facts) error {
	spent, err := list(ctx, r.read, func(rows *sql.Rows, s *measure.Spent) error {
		err := rows.Scan(&s.Author, (*day)(&s.On), &s.Practice, &s.Version, &s.TimeFocus, &s.N)
		s.TimeFocus = practice.ValueOf("time_focus", s.TimeFocus)
		return err
	}, spentSQL, r.span(r.q.Span())...)
	if err != nil {
		return err
	}
	f.Spent = summed(spent, func(s *measure.Spent) *int { return &s.N })
	f.Plans, err = list(ctx, r.read, func(rows *sql.Rows, p *measure.Plan) error {
		err := rows.Scan(&p.Author, (*day)(&p.On), &p.Wrote, &p.N)
		p.Wrote = practice.ValueOf(practice.PlanAuthor, p.Wrote)
		return err
	}, plannedBySQL, r.span(r.q.Span())...)
	f.Plans = summed(f.Plans, func(p *measure.Plan) *int { return &p.N })
	return err
}

// summed adds up the numbers of rows that are the same but for them: what was
// answered before options had values, and after.
func summed[T comparable](rows []T, n func(*T) *int) []T {
	at := map[T]int{}
	kept := rows[:0]
	for _, row := range rows {
		count := *n(&row)
		*n(&row) = 0
		i, seen := at[row]
		if !seen {
			i = len(kept)
			at[row] = i
			kept = append(kept, row)
		}
		*n(&kept[i]) += count
	}
	return kept
}

// thanks reads who gave recognition in the window, and who was thanked lately,
// in private too.
func (r factReader) thanks(ctx context.Context, f *measure.Facts) (err error) {
	f.Given, err = list(ctx, r.read, func(rows *sql.Rows, g *measure.Given) error {
		return rows.Scan(&g.Author, (*day)(&g.On), &g.N)
	}, givenSQL, r.span(r.q.Window.Period)...)
	if err != nil {
		return err
	}
	f.Thanked, err = list(ctx, r.read, scanTouch, thankedBySQL, r.span(r.q.Thanked())...)
	return err
}

// logged reads on which day each author has logged last.
func (r factReader) logged(ctx context.Context, f *measure.Facts) error {
	type last struct {
		who practice.PersonID
		on  sql.NullString
	}
	found, err := list(ctx, r.read, func(rows *sql.Rows, l *last) error { return rows.Scan(&l.who, &l.on) }, lastLoggedSQL, r.asOf)
	if err != nil {
		return err
	}
	f.Logged = map[practice.PersonID]cadence.Date{}
	for _, l := range found {
		if !l.on.Valid {
			continue
		}
		on, err := cadence.ParseDate(l.on.String)
		if err != nil {
			return err
		}
		f.Logged[l.who] = on
	}
	return nil
}
