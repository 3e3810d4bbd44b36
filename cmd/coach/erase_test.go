package main

import (
	"bytes"
	"database/sql"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// A person is erased once somebody has typed their name, and not before.
func TestErase(t *testing.T) {
	db := filepath.Join(t.TempDir(), "coach.db")
	var said bytes.Buffer
	err := restoreCommand{File: exchangeFile, DB: db}.restore(t.Context(), strings.NewReader(contents(t, exchangeFile)), &said)
	if err != nil {
		t.Fatal(err)
	}
	now := time.Date(2026, 3, 9, 12, 0, 0, 0, time.UTC)
	for _, step := range []struct {
		name, email, typed string
		yes                bool
		says, fails        string
	}{
		{name: "nobody", email: "nobody@x.test", fails: "nobody with the email"},
		{name: "another name", email: "cy@x.test", typed: "Dee\n", says: "It can't be undone", fails: "Nothing was erased"},
		{name: "no name", email: "cy@x.test", says: "Type their name", fails: "Nothing was erased"},
		{name: "their name", email: "cy@x.test", typed: "Cy\n", says: "Cy is erased: from now on they are #5"},
		{name: "their number", email: "#5", says: "erased before"},
		{name: "another, without a question", email: "dana@x.test", yes: true, says: "coach keys init"},
	} {
		said.Reset()
		err := eraseCommand{Email: step.email, DB: db, Yes: step.yes, Owners: "Dana@x.test, ana@x.test"}.erase(t.Context(), strings.NewReader(step.typed), &said, now)
		if (err == nil) != (step.fails == "") || err != nil && !strings.Contains(err.Error(), step.fails) || !strings.Contains(said.String(), step.says) {
			t.Errorf("%s: %v, says\n%s", step.name, err, said.String())
		}
	}
	if got, want := toldErased(t, db), []string{"person_erased/5/2", "person_erased/5/3", "person_erased/2/3"}; !slices.Equal(got, want) {
		t.Errorf("the owners are told %q, want %q", got, want)
	}
	var file bytes.Buffer
	if err := (exportCommand{DB: db}).write(t.Context(), &file, nil, now); err != nil {
		t.Fatal(err)
	}
	for _, gone := range []string{"cy@x.test", "dana@x.test", `"Cy"`, `"Dana"`, "Let the customer finish"} {
		if strings.Contains(file.String(), gone) {
			t.Errorf("%s is still in the database", gone)
		}
		if strings.Contains(contents(t, db), strings.Trim(gone, `"`)) && strings.Contains(gone, " ") {
			t.Errorf("%s is still in its file", gone)
		}
	}
}

// toldErased are the keys of the notices about somebody who was erased.
func toldErased(t *testing.T, db string) (keys []string) {
	t.Helper()
	file, err := sql.Open("sqlite", db)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	rows, err := file.QueryContext(t.Context(), `SELECT key FROM outbox WHERE type = 'person_erased' ORDER BY id`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var key string
		if err := rows.Scan(&key); err != nil {
			t.Fatal(err)
		}
		keys = append(keys, key)
	}
	return keys
}
