package main

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"coach/store"
	"coach/store/engine/pgtest"
)

// exchangeFile is the example of the page about the format.
const exchangeFile = "../../files/testdata/interchange_example.jsonl"

// contents is the content of a file.
func contents(t *testing.T, path string) string {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// withoutHeader is an export without the line that says when it was made, and
// without those that say when earlier ones were.
func withoutHeader(export string) string {
	_, rest, _ := strings.Cut(export, "\n")
	return earlierExport.ReplaceAllString(rest, "")
}

var earlierExport = regexp.MustCompile(`(?m)^{"kind":"audit",.*"deed":"exported",.*\n`)

// What is exported is imported, on either engine, by its name and through a
// pipe, and is the same afterwards.
func TestAnExportIsImported(t *testing.T) {
	first, folder := filepath.Join(t.TempDir(), "coach.db"), t.TempDir()
	var said bytes.Buffer
	if err := (restoreCommand{File: exchangeFile, DB: first}).restore(t.Context(), strings.NewReader(contents(t, exchangeFile)), &said); err != nil {
		t.Fatal(err)
	}
	if want := "Imported 7 people, 4 occurrences, 4 entries, 2 asks, 1 action, 1 obstacle, 1 message and 20 other lines into " + first + ".\n"; said.String() != want {
		t.Errorf("it says %q, want %q", said.String(), want)
	}
	file := exportCommand{File: filepath.Join(folder, "all.jsonl"), DB: first}
	if err := file.Run(t.Context()); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(file.File); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the file can be read by others: %v %v", info.Mode(), err)
	}
	if got := withoutHeader(contents(t, file.File)); got != withoutHeader(contents(t, exchangeFile)) {
		t.Errorf("it holds\n%s", got)
	}
	t.Run("on PostgreSQL", func(t *testing.T) {
		server := pgtest.Database(t, "empty", func(string) error { return nil })
		var piped bytes.Buffer
		if err := (exportCommand{DB: first}).exportTo(t.Context(), &piped, time.Now()); err != nil {
			t.Fatal(err)
		}
		if err := (restoreCommand{File: "-", DB: server}).restore(t.Context(), &piped, &said); err != nil {
			t.Fatal(err)
		}
		var back bytes.Buffer
		if err := (exportCommand{DB: server}).exportTo(t.Context(), &back, time.Now()); err != nil {
			t.Fatal(err)
		}
		if withoutHeader(back.String()) != withoutHeader(contents(t, exchangeFile)) {
			t.Errorf("it holds\n%s", back.String())
		}
	})
}

// A file that exists is never written over, and what cannot be finished is not
// left behind.
func TestAnExportIsANewFile(t *testing.T) {
	folder := t.TempDir()
	db, there := filepath.Join(folder, "coach.db"), filepath.Join(folder, "there")
	if err := os.WriteFile(there, []byte("mine"), 0o644); err != nil {
		t.Fatal(err)
	}
	err := exportCommand{File: there, DB: db}.Run(t.Context())
	if _, mends := errors.AsType[problems](err); !mends || err.Error() != there+" exists already. Give a new name, or remove it first." {
		t.Errorf("%v", err)
	}
	if got := contents(t, there); got != "mine" {
		t.Errorf("it holds %q by now", got)
	}
	err = exportCommand{File: filepath.Join(folder, "new"), DB: db}.Run(t.Context())
	if _, mends := errors.AsType[problems](err); !mends || !strings.HasPrefix(err.Error(), "There's no database at "+db) {
		t.Errorf("%v", err)
	}
	if left, _ := os.ReadDir(folder); len(left) != 1 {
		t.Errorf("it leaves %v behind", left)
	}
}

// A bad line is named, with status 2, and leaves no database behind. One that
// holds something is not touched.
func TestABadFileIsNotImported(t *testing.T) {
	folder := t.TempDir()
	good, bad := contents(t, exchangeFile), filepath.Join(folder, "bad.jsonl")
	if err := os.WriteFile(bad, []byte(strings.Replace(good, `"report":"#7"`, `"report":"#8"`, 1)), 0o600); err != nil {
		t.Fatal(err)
	}
	db := filepath.Join(folder, "coach.db")
	refused := func(file, want string) {
		t.Helper()
		err := restoreCommand{File: file, DB: db}.Run(t.Context())
		if err == nil || err.Error() != want || fail(&bytes.Buffer{}, err) != 2 {
			t.Errorf("it ends with %v, want %s", err, want)
		}
	}
	refused(bad, bad+":19: report: No person above is named “#8”.\nNothing was imported.")
	refused(filepath.Join(folder, "none"), filepath.Join(folder, "none")+": no such file or directory. Check the name.")
	if left, _ := os.ReadDir(folder); len(left) != 1 {
		t.Errorf("it leaves %v behind", left)
	}
	if err := (restoreCommand{File: exchangeFile, DB: db}).restore(t.Context(), strings.NewReader(good), &bytes.Buffer{}); err != nil {
		t.Fatal(err)
	}
	refused(exchangeFile, "The database "+db+" isn't empty, and coach import only fills an empty one. Name another with --db.")
	refused(bad, "The database "+db+" isn't empty, and coach import only fills an empty one. Name another with --db.")
	s, err := store.Open(t.Context(), db)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if _, err := s.PersonByEmail(t.Context(), "dana@x.test"); err != nil {
		t.Errorf("what was there is gone: %v", err)
	}
}

// What may be wrong without being refused is said with its line.
func TestWhatMayBeWrongIsSaid(t *testing.T) {
	var said bytes.Buffer
	file := strings.NewReplacer(`"name":"Ana","zone":"Europe/London"`, `"name":"Ana","zone":"Europe/Atlantis"`, `"source":"version: 1`, `"source":"version: one`).Replace(contents(t, exchangeFile))
	if err := (restoreCommand{File: "-", DB: filepath.Join(t.TempDir(), "coach.db")}).restore(t.Context(), strings.NewReader(file), &said); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"standard input:5: zone: “Europe/Atlantis” is no time zone that this machine knows.\n", "standard input:10: This coach cannot read playbook version 1"} {
		if !strings.Contains(said.String(), want) {
			t.Errorf("it says %s, want %s", said.String(), want)
		}
	}
}
