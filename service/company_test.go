package service

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"
	_ "time/tzdata"

	"coach/cadence"
	"coach/files"
	"coach/practice"
	"coach/store"
)

// The week of the tests.
var (
	monday = cadence.NewDate(2026, time.March, 2)
	noon   = time.Date(2026, time.March, 2, 12, 0, 0, 0, time.UTC)
)

// A company is a database with coach's own playbook and five people: Ana leads
// Ben and Bea, and Ben leads Cora and Dan.
type company struct {
	*store.Store
	t *testing.T
}

func ok(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func rows() []files.PeopleRow {
	return []files.PeopleRow{
		{Email: "ana@example.com", Name: "Ana"},
		{Email: "ben@example.com", Name: "Ben", ManagerEmail: "ana@example.com", Zone: "Europe/Berlin"},
		{Email: "bea@example.com", Name: "Bea", ManagerEmail: "ana@example.com"},
		{Email: "cora@example.com", Name: "Cora", ManagerEmail: "ben@example.com"},
		{Email: "dan@example.com", Name: "Dan", ManagerEmail: "ben@example.com"},
	}
}

// newCompany opens a copy of a database that was made once: migrating one for
// each test would take most of its time.
func newCompany(t *testing.T) company {
	t.Helper()
	made, err := companyFile()
	ok(t, err)
	path := filepath.Join(t.TempDir(), "coach.db")
	ok(t, os.WriteFile(path, made, 0o600))
	db, err := store.Own(t.Context(), path)
	ok(t, err)
	t.Cleanup(func() { db.Close() })
	return company{db, t}
}

var companyFile = sync.OnceValues(func() ([]byte, error) {
	folder, err := os.MkdirTemp("", "company")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(folder)
	ctx, path := context.Background(), filepath.Join(folder, "coach.db")
	db, err := store.Own(ctx, path)
	if err != nil {
		return nil, err
	}
	published := PublishDefault(ctx, db, noon.AddDate(0, -3, 0), 0)
	_, imported := db.ImportPeople(ctx, rows())
	if err := errors.Join(published, imported, db.Close()); err != nil {
		return nil, err
	}
	return os.ReadFile(path)
})

func (c company) roster() *practice.Roster {
	c.t.Helper()
	r, err := c.Roster(c.t.Context())
	ok(c.t, err)
	return r
}

func (c company) person(email string) practice.PersonID {
	c.t.Helper()
	p, err := c.PersonByEmail(c.t.Context(), email)
	ok(c.t, err)
	return p.ID
}

func (c company) inForce() Current {
	c.t.Helper()
	e, err := InForce(c.t.Context(), c.Store)
	ok(c.t, err)
	return e
}
