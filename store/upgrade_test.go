package store

import (
	"bytes"
	"context"
	"crypto/sha256"
	"database/sql"
	"errors"
	flags "flag" // the store has a flag of its own
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/pressly/goose/v3"

	"coach/files"
)

var released = flags.Bool("publish", false, "note the migrations of this release as published")

// schemas is the folder of what is stored of every published schema: of each
// version the rows that one company came to have with it, and in published.txt
// the digest of each migration.
const schemas = "testdata/schemas"

// A published migration never changes: databases have run it. Newer ones are
// noted when they are released: go test ./store -run Published -publish.
func TestPublishedMigrationsNeverChange(t *testing.T) {
	onlyFile(t) // for one engine as for the other
	const list = schemas + "/published.txt"
	names, err := fs.Glob(schema, "schema/*/*.sql")
	ok(t, err)
	sums := map[string]string{}
	var lines strings.Builder
	for _, name := range names {
		data, err := fs.ReadFile(schema, name)
		ok(t, err)
		sums[name] = fmt.Sprintf("%x", sha256.Sum256(data))
		fmt.Fprintln(&lines, sums[name], name)
	}
	if *released {
		ok(t, os.WriteFile(list, []byte(lines.String()), 0o644))
	}
	data, err := os.ReadFile(list)
	ok(t, err)
	for line := range strings.Lines(string(data)) {
		sum, name, _ := strings.Cut(strings.TrimSpace(line), " ")
		if sums[name] != sum {
			t.Errorf("%s was published and has changed since; make a new migration instead", name)
		}
	}
}

// Any version upgrades from any earlier one: whatever schema a database has, it
// comes to the newest with every row it held, and its words can be read.
func TestEveryPublishedSchemaIsUpgraded(t *testing.T) {
	own(t) // before any file is opened, SQLite has to be told how to lock
	for _, version := range publishedVersions(t) {
		t.Run(fmt.Sprint("from ", version), func(t *testing.T) {
			address := newAddress(t)
			db := storedDatabase(t, address, version)
			before := everyRow(t, db)
			if version == publishedVersions(t)[0] {
				holdsEverything(t, before)
			}
			ok(t, db.Close())
			s := ownAt(t, address)
			survives(t, version, before, s)
			var export bytes.Buffer
			w := files.NewWriter(&export)
			ok(t, s.Export(t.Context(), w.Write, noon))
			for _, words := range storedWords(t, version) {
				if !strings.Contains(export.String(), words) {
					t.Errorf("“%s” is lost", words)
				}
			}
		})
	}
}

// publishedVersions are the schemas that databases may have, newest first.
func publishedVersions(t *testing.T) (versions []int64) {
	t.Helper()
	data, err := os.ReadFile(schemas + "/published.txt")
	ok(t, err)
	for _, found := range regexp.MustCompile(`schema/sqlite/(\d+)_`).FindAllStringSubmatch(string(data), -1) {
		var version int64
		_, err := fmt.Sscan(strings.TrimLeft(found[1], "0"), &version)
		ok(t, err)
		versions = append(versions, version)
	}
	slices.Sort(versions)
	slices.Reverse(versions)
	if onPostgreSQL() { // the rows and the rules are the same: some are enough
		versions = slices.DeleteFunc(versions[1:], func(v int64) bool { return v%10 != 1 })
	}
	return versions
}

// newAddress is the address of a database that is still empty.
func newAddress(t *testing.T) string {
	t.Helper()
	if onPostgreSQL() {
		return pgtestAddress(t)
	}
	path := filepath.Join(t.TempDir(), "coach.db")
	ok(t, os.WriteFile(path, nil, 0o600))
	return path
}

// storedDatabase makes the database that an older coach left: each migration up
// to a version has run, with the rows of its time after it.
func storedDatabase(t *testing.T, address string, version int64) *sql.DB {
	t.Helper()
	driver, dialect, folder := "sqlite", goose.DialectSQLite3, "schema/sqlite"
	if onPostgreSQL() {
		driver, dialect, folder = "pgx", goose.DialectPostgres, "schema/postgres"
	}
	migrations, err := fs.Sub(schema, folder)
	ok(t, err)
	if driver == "sqlite" {
		address += "?_pragma=synchronous(OFF)" // nothing of it has to survive a power cut
	}
	db, err := sql.Open(driver, address)
	ok(t, err)
	g, err := goose.NewProvider(dialect, db, migrations, goose.WithDisableGlobalRegistry(true), goose.WithGoMigrations(moves...))
	ok(t, err)
	for _, source := range g.ListSources() {
		if source.Version > version {
			break
		}
		_, err := g.UpTo(t.Context(), source.Version)
		ok(t, err)
		rows, err := os.ReadFile(fmt.Sprintf("%s/%04d.sql", schemas, source.Version))
		if errors.Is(err, os.ErrNotExist) {
			continue // it brought nothing that holds rows
		}
		ok(t, err)
		if _, err := db.ExecContext(t.Context(), string(rows)); err != nil {
			t.Fatalf("%04d.sql: %v", source.Version, err)
		}
	}
	return db
}

// storedWords are what people said in the rows up to a version: they stand in
// quotes of their own.
func storedWords(t *testing.T, version int64) (words []string) {
	t.Helper()
	for v := range version + 1 {
		rows, err := os.ReadFile(fmt.Sprintf("%s/%04d.sql", schemas, v))
		if errors.Is(err, os.ErrNotExist) {
			continue
		}
		ok(t, err)
		words = append(words, regexp.MustCompile(`«[^»]+»`).FindAllString(string(rows), -1)...)
	}
	if len(words) == 0 {
		t.Fatal("no words are stored")
	}
	return words
}

// A row is a row of a table, by column.
type row map[string]string

// everyRow reads every table of a database but goose's, the revisions and those
// by which copies agree who leads.
func everyRow(t *testing.T, q interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
}) map[string][]row {
	t.Helper()
	list := `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'`
	if onPostgreSQL() {
		list = `SELECT table_name FROM information_schema.tables WHERE table_schema = current_schema()`
	}
	names, err := q.QueryContext(t.Context(), list)
	ok(t, err)
	tables, err := collect(names, func(rows *sql.Rows, name *string) error { return rows.Scan(name) })
	ok(t, err)
	all := map[string][]row{}
	for _, table := range tables {
		if slices.Contains([]string{"goose_db_version", "revisions", "leader", "copies"}, table) {
			continue
		}
		rows, err := q.QueryContext(t.Context(), `SELECT * FROM `+table)
		ok(t, err)
		columns, err := rows.Columns()
		ok(t, err)
		all[table], err = collect(rows, func(rows *sql.Rows, one *row) error {
			values, into := make([]sql.NullString, len(columns)), make([]any, len(columns))
			for i := range values {
				into[i] = &values[i]
			}
			*one = row{}
			if err := rows.Scan(into...); err != nil {
				return err
			}
			for i, column := range columns {
				(*one)[column] = values[i].String
			}
			return nil
		})
		ok(t, err)
	}
	return all
}

// holdsEverything fails the test if a table of the newest published schema is
// empty: of its rows nobody would see whether they survive.
func holdsEverything(t *testing.T, tables map[string][]row) {
	t.Helper()
	for table, rows := range tables {
		if len(rows) == 0 {
			t.Errorf("no row of %s is stored in %s", table, schemas)
		}
	}
}

// filledLater are the columns whose older values a migration fills in.
var filledLater = map[string]int64{"entries.metrics": 4, "entries.words": 4, "outbox.person_id": 4, "outbox.playbook": 4, "outbox.since": 4,
	"occurrences.skipped_at": 25, "occurrences.excused_at": 25}

// survives fails the test unless each row of before is still there, with the
// same in every column that still is.
func survives(t *testing.T, version int64, before map[string][]row, s *Store) {
	t.Helper()
	after := everyRow(t, s.read)
	for table, rows := range before {
		now, is := after[table]
		if !is || len(now) < len(rows) {
			t.Errorf("of %s %d rows are left of %d", table, len(now), len(rows))
			continue
		}
		for _, old := range rows {
			kept := maps.Clone(old)
			maps.DeleteFunc(kept, func(column, _ string) bool {
				_, is := now[0][column]
				return !is || filledLater[table+"."+column] > version
			})
			if !slices.ContainsFunc(now, func(new row) bool {
				for column, value := range kept {
					if new[column] != value {
						return false
					}
				}
				return true
			}) {
				t.Errorf("a row of %s is lost or has changed: %v", table, kept)
			}
		}
	}
}
