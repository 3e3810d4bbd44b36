package store

import (
	"database/sql"
	"io/fs"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/pressly/goose/v3"

	"coach/practice"
)

// An oldFile is a database that an older coach left, of which only the first
// migrations have run.
func oldFile(t *testing.T, path string, version int64) *sql.DB {
	t.Helper()
	files, err := fs.Sub(schema, "schema/sqlite")
	ok(t, err)
	ok(t, os.WriteFile(path, nil, 0o600))
	db, err := sql.Open("sqlite", path)
	ok(t, err)
	g, err := goose.NewProvider(goose.DialectSQLite3, db, files, goose.WithDisableGlobalRegistry(true), goose.WithGoMigrations(moves...))
	ok(t, err)
	_, err = g.UpTo(t.Context(), version)
	ok(t, err)
	return db
}

// Answers that an older coach stored are divided by the playbook that they were
// written with. What that does not call a metric, or cannot say, is words.
func TestOldAnswersAreDivided(t *testing.T) {
	onlyFile(t)
	path := t.TempDir() + "/coach.db"
	db := oldFile(t, path, 2)
	exec := func(query string, args ...any) {
		t.Helper()
		_, err := db.ExecContext(t.Context(), query, args...)
		ok(t, err)
	}
	const answers = `{"note":{"text":"a secret"},"mood":{"text":"4"},"topics":{"many":["Skills","Deals"]},"gone":{"text":"5"}}`
	for version, source := range []string{1: metricsYAML, 2: strings.ReplaceAll(metricsYAML, "vis: metric", "vis: shared"), 3: "this is no playbook"} {
		if version > 0 {
			exec(`INSERT INTO playbooks (version, in_force_from, published_at, source) VALUES ($1, '', 0, $2)`, version, source)
		}
	}
	exec(`INSERT INTO people (id, name, zone, calendar, standing, morning) VALUES (1, 'Ben', '', '', 'member', 480)`)
	for id, e := range []struct {
		practice string
		version  int
		answers  string
	}{1: {"visit", 1, answers}, 2: {"visit", 2, answers}, 3: {"visit", 3, answers}, 4: {"unknown", 1, answers}, 5: {"visit", 1, "null"}} {
		if id > 0 {
			exec(`INSERT INTO entries (id, request, practice, author_id, subject_id, happened_on, logged_at, logged_on, playbook_version, answers)
				VALUES ($1, $1, $2, 1, 0, '2026-03-05', 0, '2026-03-05', $3, $4)`, id, e.practice, e.version, e.answers)
		}
	}
	exec(`INSERT INTO outbox (key, kind, type, body, turn, token, state) VALUES ('bundle/1/2026-03-05', 'bundle', 'bundle', '{"Person":1,"Playbook":2,"Since":1}', 1, 'x', 'sent')`)
	ok(t, db.Close())

	s := ownAt(t, path)
	all := practice.Values{"note": {Text: "a secret"}, "mood": {Text: "4"}, "topics": {Many: []string{"Skills", "Deals"}}, "gone": {Text: "5"}}
	counted := []string{"mood=4", "topics=Deals", "topics=Skills"}
	for id, want := range map[practice.EntryID]struct {
		values  practice.Values
		counted []string
	}{1: {all, counted}, 2: {all, nil}, 3: {all, nil}, 4: {all, nil}, 5: {nil, nil}} {
		e, err := s.Entry(t.Context(), id)
		ok(t, err)
		if diff := cmp.Diff(want.values, e.Values); diff != "" {
			t.Errorf("the answers of entry %d (-want +got):\n%s", id, diff)
		}
		if got := s.counted(t, id); !slices.Equal(got, want.counted) {
			t.Errorf("of entry %d measures count %q, want %q", id, got, want.counted)
		}
	}
	var told [3]int
	ok(t, s.read.QueryRowContext(t.Context(), `SELECT person_id, playbook, since FROM outbox`).Scan(&told[0], &told[1], &told[2]))
	if told != [3]int{1, 2, 1} {
		t.Errorf("the old morning message is to %v, of a version, since another; want 1, 2, 1", told)
	}
}

// metricsYAML is the playbook of the tests with two fields that may be counted.
var metricsYAML = strings.Replace(string(playbookYAML), "  - {key: note, type: long_text, label: Note, required: false, vis: shared}\n",
	`  - {key: note, type: long_text, label: Note, required: false, vis: shared}
  - {key: mood, type: rating, label: Mood, required: false, vis: metric}
  - {key: topics, type: multi_select, label: Topics, required: false, vis: metric, options: [Skills, Deals, Career]}
`, 1)

// counted is what measures count of an entry.
func (s *Store) counted(t *testing.T, id practice.EntryID) []string {
	t.Helper()
	rows, err := s.read.QueryContext(t.Context(), `SELECT field || '=' || value FROM entry_values WHERE entry_id = $1 ORDER BY field, value`, id)
	ok(t, err)
	counted, err := collect(rows, func(rows *sql.Rows, one *string) error { return rows.Scan(one) })
	ok(t, err)
	return counted
}

// What may be counted and what may not are stored apart, and a form that comes
// twice counts once.
func TestAnswersAreStoredApart(t *testing.T) {
	onlyInClear(t)
	c := newCompany(t)
	c.publish(t, []byte(metricsYAML), monday-60, noon)
	said := practice.Values{"note": {Text: "a secret"}, "mood": {Text: "4"}, "topics": {Many: []string{"Skills", "Deals"}}}
	var done Logged
	for range 2 {
		done = c.log(t, practice.Entry{Request: "V1", Practice: "visit", Author: c.ben, Subject: c.cora, Values: said}, thursday, thursday)
	}
	if diff := cmp.Diff(said, done.Entry.Values); diff != "" {
		t.Errorf("the answers (-want +got):\n%s", diff)
	}
	if got, want := c.counted(t, done.Entry.ID), []string{"mood=4", "topics=Deals", "topics=Skills"}; !slices.Equal(got, want) {
		t.Errorf("measures count %q, want %q", got, want)
	}
	var metrics, words string
	ok(t, c.read.QueryRowContext(t.Context(), `SELECT metrics, words FROM entries`).Scan(&metrics, &words))
	if strings.Contains(metrics, "secret") || strings.Contains(words, "Skills") || !strings.Contains(words, "secret") {
		t.Errorf("metrics are %s and words %s", metrics, words)
	}
	ok(t, c.Withdraw(t.Context(), c.ben, noon, done.Entry.ID))
	if got := c.counted(t, done.Entry.ID); len(got) > 0 {
		t.Errorf("taken back, measures still count %q", got)
	}
}

// When something was skipped or excused is known from now on.
func TestSkipsAndExcusesHaveAnInstant(t *testing.T) {
	c := newCompany(t)
	c.plan(t, thursday, c.ben)
	skipped, excused := c.about(t, c.ben, "visit", c.cora), c.about(t, c.ben, "visit", c.dan)
	_, _, err := c.Skip(t.Context(), skipped.ID, practice.Skip{Reason: "Customer emergency"}, practice.SkipTerms{}, noon)
	ok(t, err)
	_, err = c.Excuse(t.Context(), excused.ID, practice.Excuse{By: c.ana, Reason: "Away"}, noon)
	ok(t, err)
	for id, want := range map[practice.OccurrenceID][2]int64{skipped.ID: {millis(noon), 0}, excused.ID: {0, millis(noon)}} {
		var got [2]int64
		ok(t, c.read.QueryRowContext(t.Context(), `SELECT skipped_at, excused_at FROM occurrences WHERE id = $1`, id).Scan(&got[0], &got[1]))
		if got != want {
			t.Errorf("skipped and excused at %v, want %v", got, want)
		}
	}
}

// The two databases have the same migrations, which make the same tables with
// the same columns, and each column of PostgreSQL's has a comment.
func TestTheTwoSchemasAreOne(t *testing.T) {
	type made struct {
		migrations []string
		columns    []string // table.column
	}
	read := func(folder string) (m made, text string) {
		files, err := fs.Glob(schema, "schema/"+folder+"/*.sql")
		ok(t, err)
		for _, file := range files {
			data, err := fs.ReadFile(schema, file)
			ok(t, err)
			m.migrations = append(m.migrations, strings.TrimPrefix(file, "schema/"+folder+"/"))
			m.columns = columnsIn(m.columns, string(data))
			text += string(data)
		}
		slices.Sort(m.columns)
		return m, text
	}
	file, _ := read("sqlite")
	server, text := read("postgres")
	if diff := cmp.Diff(file, server, cmp.AllowUnexported(made{})); diff != "" {
		t.Errorf("what the schemas make (-SQLite +PostgreSQL):\n%s", diff)
	}
	if len(server.columns) < 100 {
		t.Errorf("only %d columns were found", len(server.columns))
	}
	for _, column := range server.columns {
		if !strings.Contains(text, "COMMENT ON COLUMN "+column+" IS '") {
			t.Errorf("%s has no comment", column)
		}
	}
}

var (
	tableMade    = regexp.MustCompile(`(?ms)^CREATE (?:UNLOGGED )?TABLE (\w+) \(\n(.*?)^\)`)
	columnMade   = regexp.MustCompile(`(?m)^\t(\w+) +(?:INTEGER|BIGINT|TEXT)\b`)
	columnAdded  = regexp.MustCompile(`(?m)^ALTER TABLE (\w+) ADD COLUMN (\w+)`)
	columnLeaves = regexp.MustCompile(`(?m)^ALTER TABLE (\w+) DROP COLUMN (\w+)`)
)

// columnsIn adds the columns that a migration makes, and takes those out that
// it drops.
func columnsIn(columns []string, migration string) []string {
	for _, table := range tableMade.FindAllStringSubmatch(migration, -1) {
		for _, column := range columnMade.FindAllStringSubmatch(table[2], -1) {
			columns = append(columns, table[1]+"."+column[1])
		}
	}
	for _, added := range columnAdded.FindAllStringSubmatch(migration, -1) {
		columns = append(columns, added[1]+"."+added[2])
	}
	for _, left := range columnLeaves.FindAllStringSubmatch(migration, -1) {
		columns = slices.DeleteFunc(columns, func(c string) bool { return c == left[1]+"."+left[2] })
	}
	return columns
}
