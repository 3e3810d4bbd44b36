package store

import (
	"context"
	_ "embed"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"
	_ "time/tzdata"

	"github.com/google/go-cmp/cmp/cmpopts"

	"coach/cadence"
	"coach/files"
	"coach/practice"
	"coach/store/engine/pgtest"
)

// The week of the tests. The quarter, the month and the week of every practice
// contain the Thursday.
var (
	monday   = cadence.NewDate(2026, time.March, 2)
	tuesday  = monday + 1
	thursday = monday + 3
	friday   = monday + 4
	noon     = time.Date(2026, time.March, 5, 12, 0, 0, 0, time.UTC)
)

// anyRevision has cmp pass over how often the roster changed.
var anyRevision = cmpopts.IgnoreFields(Unplanned{}, "Revision")

// dues has cmp compare due codes, which hide what they are made of.
var dues = cmpopts.EquateComparable(cadence.Due{})

//go:embed testdata/playbook.yaml
var playbookYAML []byte

// own opens a new database as the process that delivers does.
func own(t *testing.T) *Store {
	t.Helper()
	return ownEmpty(t, asTested...)
}

func ownEmpty(t *testing.T, options ...Option) *Store {
	t.Helper()
	if onPostgreSQL() {
		return ownWith(t, pgtest.Database(t, "migrated", func(address string) error {
			s, err := Own(context.Background(), address)
			if err != nil {
				return err
			}
			return s.Close()
		}), options...)
	}
	file, err := migrated()
	ok(t, err)
	path := filepath.Join(t.TempDir(), "coach.db")
	ok(t, os.WriteFile(path, file, 0o600))
	return ownWith(t, path, options...)
}

// migrated is the file of a new database, made once.
var migrated = sync.OnceValues(func() ([]byte, error) {
	folder, err := os.MkdirTemp("", "store")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(folder)
	path := filepath.Join(folder, "coach.db")
	s, err := Own(context.Background(), path)
	if err != nil {
		return nil, err
	}
	if err := s.Close(); err != nil {
		return nil, err
	}
	return os.ReadFile(path)
})

func ownAt(t *testing.T, path string) *Store {
	t.Helper()
	return ownWith(t, path, asTested...)
}

func ownWith(t *testing.T, path string, options ...Option) *Store {
	t.Helper()
	s, err := Own(t.Context(), path, options...)
	return opened(t, s, err)
}

// beside opens the database of s a second time, as another command does.
func beside(t *testing.T, s *Store, options ...Option) *Store {
	t.Helper()
	other, err := Open(t.Context(), s.path, append(slices.Clone(asTested), options...)...)
	return opened(t, other, err)
}

func opened(t *testing.T, s *Store, err error) *Store {
	t.Helper()
	ok(t, err)
	t.Cleanup(func() { s.Close() })
	return s
}

func ok(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// A company is a database with a playbook and five people: Ana leads Ben and
// Bea, and Ben leads Cora and Dan.
type company struct {
	*Store
	ana, ben, bea, cora, dan practice.PersonID
}

func companyRows() []files.PeopleRow {
	return []files.PeopleRow{
		{Email: "ana@example.com", Name: "Ana"},
		{Email: "ben@example.com", Name: "Ben", ManagerEmail: "ana@example.com", Zone: "Europe/Berlin"},
		{Email: "bea@example.com", Name: "Bea", ManagerEmail: "ana@example.com"},
		{Email: "cora@example.com", Name: "Cora", ManagerEmail: "ben@example.com"},
		{Email: "dan@example.com", Name: "Dan", ManagerEmail: "ben@example.com"},
	}
}

// newCompany opens a copy of a database that was made once: most of the time
// of a test would go into migrating.
func newCompany(t *testing.T) company {
	t.Helper()
	return companyOf(t, ownAt(t, companyDatabase(t)))
}

// companyOf is the company of a database with it.
func companyOf(t *testing.T, s *Store) company {
	t.Helper()
	c := company{Store: s}
	c.ana, c.ben, c.bea = c.id(t, "ana@example.com"), c.id(t, "ben@example.com"), c.id(t, "bea@example.com")
	c.cora, c.dan = c.id(t, "cora@example.com"), c.id(t, "dan@example.com")
	return c
}

func companyDatabase(t testing.TB) string {
	t.Helper()
	if onPostgreSQL() {
		return pgtest.Database(t, "company", makeCompany)
	}
	path := filepath.Join(t.TempDir(), "coach.db")
	made, err := companyFile()
	if err == nil {
		err = os.WriteFile(path, made, 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
	return path
}

var companyFile = sync.OnceValues(func() ([]byte, error) {
	folder, err := os.MkdirTemp("", "company")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(folder)
	path := filepath.Join(folder, "coach.db")
	if err := makeCompany(path); err != nil {
		return nil, err
	}
	return os.ReadFile(path)
})

func makeCompany(address string) error {
	s, err := Own(context.Background(), address)
	if err != nil {
		return err
	}
	_, published := s.Publish(context.Background(), playbookYAML, cadence.NewDate(2026, time.January, 1), noon, 0)
	_, imported := s.ImportPeople(context.Background(), companyRows())
	return errors.Join(published, imported, s.Close())
}

func (c company) imports(t *testing.T, rows ...files.PeopleRow) Import {
	t.Helper()
	done, err := c.ImportPeople(t.Context(), rows)
	ok(t, err)
	return done
}

func (c company) id(t *testing.T, email string) practice.PersonID {
	t.Helper()
	p, err := c.PersonByEmail(t.Context(), email)
	ok(t, err)
	return p.ID
}

// plan opens what is expected of people in the periods that have the day.
func (c company) plan(t *testing.T, on cadence.Date, people ...practice.PersonID) {
	t.Helper()
	pb, _, err := c.Playbook(t.Context())
	ok(t, err)
	r, err := c.Roster(t.Context())
	ok(t, err)
	var revision int
	ok(t, c.read.QueryRowContext(t.Context(), `SELECT n FROM revisions WHERE subject = 'roster'`).Scan(&revision))
	var plans []Plan
	for _, id := range people {
		plans = append(plans, Plan{Performer: id, Revision: revision, From: on, To: on, Occurrences: practice.Plan(pb, r, id, on, on)})
	}
	ok(t, c.Reconcile(t.Context(), plans))
}

// stored returns the person's occurrences of a practice, whatever became of
// them, by subject and due date.
func (c company) stored(t *testing.T, performer practice.PersonID, key string) []practice.Occurrence {
	t.Helper()
	all, err := c.occurrences(t.Context(), `performer_id = $1 AND practice = $2 ORDER BY subject_id, due_on, seq`, performer, key)
	ok(t, err)
	return all
}

// about returns the one occurrence of a practice about a person.
func (c company) about(t *testing.T, performer practice.PersonID, key string, subject practice.PersonID) practice.Occurrence {
	t.Helper()
	var found []practice.Occurrence
	for _, o := range c.stored(t, performer, key) {
		if o.Subject == subject {
			found = append(found, o)
		}
	}
	if len(found) != 1 {
		t.Fatalf("%d occurrences of %s about person %d, want one", len(found), key, subject)
	}
	return found[0]
}

// log stores an entry that happened on a day and is logged on another.
func (c company) log(t *testing.T, e practice.Entry, happenedOn, loggedOn cadence.Date) Logged {
	t.Helper()
	e.HappenedOn, e.LoggedOn, e.LoggedAt = happenedOn, loggedOn, noon
	done, err := c.Log(t.Context(), e, c.practice(t, e.Practice), 0, 1)
	ok(t, err)
	return done
}

func (c company) practice(t *testing.T, key string) *practice.Practice {
	t.Helper()
	pb, _, err := c.Playbook(t.Context())
	ok(t, err)
	p, found := pb.Practice(key, thursday)
	if !found {
		t.Fatalf("the playbook has no %s", key)
	}
	return p
}

// count returns how many rows a table has.
func (s *Store) count(t *testing.T, table string) (n int) {
	t.Helper()
	ok(t, s.read.QueryRowContext(t.Context(), `SELECT count(*) FROM `+table).Scan(&n))
	return n
}

// onlyFile passes over what is about a SQLite file, or how SQLite answers.
func onlyFile(t *testing.T) {
	t.Helper()
	if onPostgreSQL() {
		t.Skip("about a SQLite file")
	}
}

// copyOf copies a database's files as a killed process would leave them.
func copyOf(t *testing.T, path string) string {
	t.Helper()
	to := filepath.Join(t.TempDir(), "left.db")
	for _, suffix := range []string{"", "-wal"} {
		data, err := os.ReadFile(path + suffix)
		ok(t, err)
		ok(t, os.WriteFile(to+suffix, data, 0o600))
	}
	return to
}
