package main

import (
	"bytes"
	"strings"
	"testing"

	"coach/store/engine/pgtest"
)

// Commands beside coach work on PostgreSQL, or say that they do not; neither
// says the password.
func TestCommandsOnPostgreSQL(t *testing.T) {
	empty := pgtest.Database(t, "empty", func(string) error { return nil })
	address := strings.Replace(empty, "coach@", "coach:hunter2@", 1)
	said := func(c importCommand) string {
		t.Helper()
		var out bytes.Buffer
		return saying(&out, c.importFrom(t.Context(), strings.NewReader("email\nana@example.com\n"), &out, monday))
	}
	if _, err := openDB(t.Context(), address, keyFlag{}); err == nil || !strings.Contains(err.Error(), "There's no database at "+empty+".") {
		t.Errorf("an empty database, opened: %v", err)
	}
	if got := said(importCommand{File: "people.csv", DB: address, DryRun: true}); !strings.Contains(got, "Copy this database with pg_dump") {
		t.Errorf("a dry run says %s", got)
	}
	for _, want := range []bool{true, false} {
		got := said(importCommand{File: "people.csv", DB: address})
		if made := strings.Contains(got, "Created a new database at "+empty+".\n"); made != want || strings.Contains(got, "hunter2") {
			t.Errorf("an import says\n%s", got)
		}
	}
}
