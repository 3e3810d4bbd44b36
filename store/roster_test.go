package store

import (
	"fmt"
	"testing"

	"coach/files"
	"coach/practice"
)

// revision is how often the roster changed.
func (s *Store) revision(t *testing.T) (n int) {
	t.Helper()
	ok(t, s.read.QueryRowContext(t.Context(), `SELECT n FROM revisions WHERE subject = 'roster'`).Scan(&n))
	return n
}

// The roster of a large company takes a while to read, so what is stored in
// many transactions changes it once: at the end, or as far as it got.
func TestManyPeopleChangeTheRosterOnce(t *testing.T) {
	const many = 3*atOnce + 1
	var rows []files.PeopleRow
	var members []practice.Person
	for i := range many {
		email := fmt.Sprintf("p%d@example.com", i)
		rows = append(rows, files.PeopleRow{Email: email, ManagerEmail: "ben@example.com"})
		members = append(members, practice.Person{SlackID: fmt.Sprint("U", 1000+i), Email: email, Name: "P", Account: practice.Member})
	}
	lost := append(rows[:len(rows):len(rows)], files.PeopleRow{Email: "zoe@example.com", ManagerEmail: "nobody@example.com"})
	tests := []struct {
		name  string
		do    func(company) error
		fails bool
	}{
		{"a file", func(c company) error { _, err := c.ImportPeople(t.Context(), rows); return err }, false},
		{"a file that cannot be stored to its end", func(c company) error { _, err := c.ImportPeople(t.Context(), lost); return err }, true},
		{"the directory", func(c company) error { return c.SyncDirectory(t.Context(), members) }, false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			c := newCompany(t)
			before := c.revision(t)
			if err := test.do(c); (err != nil) != test.fails {
				t.Fatal(err)
			}
			if raised := c.revision(t) - before; raised != 1 {
				t.Errorf("the roster changed %d times, want once", raised)
			}
			r, err := c.Roster(t.Context())
			ok(t, err)
			if got := len(r.People()); got < many {
				t.Errorf("the roster has %d people, want at least %d", got, many)
			}
		})
	}
}

func TestTheSameDirectoryChangesNoRoster(t *testing.T) {
	c := newCompany(t)
	members := []practice.Person{{SlackID: "U1000", Email: "new@example.com", Name: "New", Account: practice.Member}}
	ok(t, c.SyncDirectory(t.Context(), members))
	before := c.revision(t)
	ok(t, c.SyncDirectory(t.Context(), members))
	if got := c.revision(t); got != before {
		t.Error("a directory that says nothing new changes the roster")
	}
}

// A version differs once anybody has committed something, whoever it was.
func TestVersion(t *testing.T) {
	s := own(t)
	version := func() int64 {
		t.Helper()
		n, err := s.Version(t.Context())
		ok(t, err)
		return n
	}
	before := version()
	if after := version(); after != before {
		t.Error("the version changes while nobody does anything")
	}
	ok(t, s.Post(t.Context(), practice.Shoutout{Entry: 7}))
	own := version()
	if own == before {
		t.Error("what this store commits does not change the version")
	}
	ok(t, s.Post(t.Context(), practice.Shoutout{Entry: 7}))
	if again := version(); again != own {
		t.Error("posting what is posted already changes the version")
	}
	beside, err := Open(t.Context(), s.path, asTested...)
	ok(t, err)
	defer beside.Close()
	ok(t, beside.Post(t.Context(), practice.Shoutout{Entry: 8}))
	if version() == own {
		t.Error("what another process commits does not change the version")
	}
}
