package store

import (
	"context"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"coach/cadence"
	"coach/files"
	"coach/measure"
	"coach/practice"
)

// BenchmarkFacts measures each part of the facts of a week's report in companies
// with two years behind them: 300 occurrences and 100 entries a head. The larger
// one takes minutes to make: go test ./store -run '^$' -bench Facts
func BenchmarkFacts(b *testing.B) {
	for _, people := range []int{1000, 10_000} {
		b.Run(fmt.Sprint(people), func(b *testing.B) {
			s, pb := twoYears(b, people)
			week := cadence.Period{Start: monday - 7, End: monday - 1}
			q := measure.Question{Viewer: 1, Scope: measure.Team, Root: 1, Window: measure.Window{Kind: measure.ByWeek, Period: week}, AsOf: noon, Today: thursday, Zone: time.UTC}
			r := factReader{read: s.read, q: q, pb: pb, asOf: millis(noon)}
			var f measure.Facts
			for _, part := range r.parts() {
				b.Run(part.name, func(b *testing.B) {
					for b.Loop() {
						if err := part.read(b.Context(), &f); err != nil {
							b.Fatal(err)
						}
					}
				})
			}
			b.Logf("%d counts, %d of the trend, %d owed, %d touched, %d covered, %d of health, %d spent, %d asks, %d actions",
				len(f.Window), len(f.Trend), len(f.Owed), len(f.Touched), len(f.Covered), len(f.Health), len(f.Spent), len(f.Asks), len(f.Actions))
		})
	}
}

// twoYears makes a company of managers with eight reports each.
func twoYears(b *testing.B, people int) (*Store, *practice.Playbook) {
	b.Helper()
	path := filepath.Join(b.TempDir(), "coach.db")
	if onPostgreSQL() {
		path = companyDatabase(b)
	}
	s, err := Own(context.Background(), path, asTested...)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { s.Close() })
	if _, err := s.Publish(b.Context(), files.DefaultYAML(), cadence.NewDate(2024, time.January, 1), noon, 0); err != nil {
		b.Fatal(err)
	}
	pb, _, err := s.Playbook(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	exec := func(query string, args ...any) {
		b.Helper()
		if err := s.exec(b.Context(), query, args...); err != nil {
			b.Fatal(err)
		}
	}
	if !onPostgreSQL() {
		exec(`PRAGMA cache_size = -2000000`) // its indexes are filled in any order
	}
	makeDue(exec, people)
	makeDone(exec)
	b.Logf("%d occurrences, %d entries, %d asks", number(b, s, "occurrences"), number(b, s, "entries"), number(b, s, "asks"))
	return s, pb
}

// makeDue makes people, and what is due with each of them and in each team.
func makeDue(exec func(string, ...any), people int) {
	exec(`CREATE TABLE n (i BIGINT PRIMARY KEY)`)
	exec(`INSERT INTO n WITH RECURSIVE up (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM up WHERE i < $1 - 1) SELECT i FROM up`, people)
	exec(`INSERT INTO people (id, name, zone, calendar, standing, morning) SELECT i + 100, 'N', '', '', 'member', 480 FROM n`)
	exec(`CREATE TABLE spells (key TEXT, heads BIGINT, weeks BIGINT, week BIGINT, start TEXT, last TEXT, due TEXT, grace TEXT)`)
	for _, kind := range []struct {
		key   string
		heads int // one for each person, or for each eight
		weeks int // in each of which some of them are due
	}{{"observation", 1, 1}, {"one_on_one", 1, 2}, {"strategy_session", 1, 2}, {"coaching_session", 1, 4}, {"quota_goals", 1, 13}, {"quarterly_review", 1, 13},
		{"in_moment", 8, 1}, {"recognition", 8, 1}, {"team_meeting", 8, 1}, {"lead_review", 8, 2}, {"team_plan", 8, 13}} {
		for n := range 104 {
			start, due := monday-7*104+cadence.Date(n/kind.weeks*kind.weeks*7), thursday-7*104+cadence.Date(n*7)
			exec(`INSERT INTO spells VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`, kind.key, kind.heads, kind.weeks, n%kind.weeks,
				day(start), day(start+cadence.Date(7*kind.weeks)-1), day(due), day(due+1))
		}
	}
	exec(`INSERT INTO occurrences (practice, performer_id, subject_id, period_start, period_end, due_code, seq, nominal_on, due_on, grace_until, closes_on, expectation, reason,
			entry_id, logged_on, settled_at, skip_reason, skipped_at)
		SELECT key, 100 + i / 8, CASE WHEN heads = 1 THEN 100 + i ELSE 0 END, start, last, '', 1, due, due, grace, last,
			CASE WHEN i % 20 = 0 THEN 'excused' ELSE 'expected' END, CASE WHEN i % 40 = 0 THEN 'leader' WHEN i % 20 = 0 THEN 'line' ELSE '' END,
			CASE WHEN i % 3 = 1 THEN 1 ELSE 0 END, CASE WHEN i % 3 = 1 THEN due ELSE '' END, CASE WHEN i % 3 = 1 THEN 1 ELSE 0 END, CASE WHEN i % 30 = 2 THEN 'other' ELSE '' END, 1
		FROM spells JOIN n ON i % heads = 0 AND i / heads % weeks = week`)
}

// makeDone has a third of what is due done, asked about and followed by a step.
func makeDone(exec func(string, ...any)) {
	exec(`UPDATE occurrences SET entry_id = id WHERE entry_id = 1`)
	exec(`INSERT INTO entries (id, request, practice, author_id, subject_id, happened_on, logged_at, logged_on, playbook_version)
		SELECT id, id, practice, performer_id, subject_id, due_on, 1, due_on, 1 FROM occurrences WHERE entry_id > 0`)
	exec(`INSERT INTO entry_values (entry_id, field, value) SELECT id, 'time_focus', 'ahead' FROM entries WHERE practice = 'one_on_one'`)
	exec(`INSERT INTO entry_values (entry_id, field, value) SELECT id, 'plan_author', 'they' FROM entries WHERE practice = 'one_on_one'`)
	exec(`INSERT INTO asks (entry_id, person_id, why, round, settled, waits_until, asked_on, asked_at, lapses_on, answered_at, matched)
		SELECT id, subject_id, 'subject', 0, 1, logged_on, logged_on, 1, logged_on, 1, 'yes' FROM entries WHERE subject_id > 0 AND id % 3 = 0`)
	exec(`INSERT INTO actions (request, entry_id, author_id, owner_id, subject_id, what, made_at, due_first, due_on)
		SELECT id, id, author_id, subject_id, subject_id, 'x', 1, happened_on, happened_on FROM entries WHERE subject_id > 0`)
}

func number(b *testing.B, s *Store, table string) (n int) {
	b.Helper()
	if err := s.read.QueryRowContext(b.Context(), `SELECT count(*) FROM `+table).Scan(&n); err != nil {
		b.Fatal(err)
	}
	return n
}
