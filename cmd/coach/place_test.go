package main

import (
	"bytes"
	"os"
	"strings"
	"testing"
	"testing/synctest"

	"coach/store/engine/pgtest"
)

// Whoever starts coach reads that a group can get at the database, and goes on.
func TestAFileOfAGroupIsSaidAtTheStart(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		st := newStage(t, setting{})
		if err := os.Chmod(st.config.DB, 0o640); err != nil {
			t.Fatal(err)
		}
		st.serve(func() {
			st.run()
			st.end()
		})
		want := "The group of " + st.config.DB + " can get at it too. If it should not, type chmod g-rwx '" + st.config.DB + "'.\n"
		if got := st.out.String(); !strings.HasPrefix(got, want) {
			t.Errorf("coach says\n%s\nwant it to begin with\n%s", got, want)
		}
	})
}

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
	if _, err := openDB(t.Context(), address); err == nil || !strings.Contains(err.Error(), "There is no database at "+empty+".") {
		t.Errorf("an empty database, opened: %v", err)
	}
	if got := said(importCommand{File: "people.csv", DB: address, DryRun: true}); !strings.Contains(got, "copy this database with pg_dump") {
		t.Errorf("a dry run says %s", got)
	}
	for _, want := range []bool{true, false} {
		got := said(importCommand{File: "people.csv", DB: address})
		if made := strings.Contains(got, "Made a new database at "+empty+".\n"); made != want || strings.Contains(got, "hunter2") {
			t.Errorf("an import says\n%s", got)
		}
	}
}
