package store

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"coach/practice"
	"coach/store/engine"
)

// What somebody takes back is gone from the disk. Until the next beat it may
// stand in the log; after it, and after a clean stop, no file has it.
func TestUndoTakesTheWordsOutOfTheFile(t *testing.T) {
	onlyInClear(t)
	const secret = "Ana is thinking of leaving"
	long := strings.Repeat(secret+". ", 2000) // more than a page
	values := map[string]practice.Values{
		"a note":         {"note": {Text: secret}},
		"a long note":    {"note": {Text: long}},
		"an action":      {"plan": {Rows: []practice.Row{{What: secret, Due: friday}}}},
		"something else": {"many": {Many: []string{"None", secret}}},
	}
	for name, said := range values {
		for how, clean := range map[string]func(*testing.T, company) (path string){
			"by a beat":       func(t *testing.T, c company) string { ok(t, c.Tidy(t.Context())); return c.path },
			"by a clean stop": func(t *testing.T, c company) string { ok(t, c.Close()); return c.path },
			"by a stop beside a command": func(t *testing.T, c company) string {
				_, _, err := beside(t, c.Store).Settings(t.Context())
				ok(t, errors.Join(err, c.Close()))
				return c.path
			},
			"by the first beat after a crash": func(t *testing.T, c company) string {
				left := ownAt(t, copyOf(t, c.path))
				ok(t, left.Tidy(t.Context()))
				return left.path
			},
		} {
			t.Run(name+" "+how, func(t *testing.T) {
				onlyFile(t)
				c := newCompany(t)
				ok(t, c.Tidy(t.Context())) // as at the start
				done := c.log(t, practice.Entry{Request: "V1", Practice: "visit", Author: c.ben, Subject: c.cora, Values: said}, thursday, thursday)
				if got := bytesOf(t, c.path); !bytes.Contains(got, []byte(secret)) {
					t.Fatal("the words were never in the file, so that this test shows nothing")
				}
				ok(t, c.Withdraw(t.Context(), c.ben, noon, done.Entry.ID))
				got, err := c.Entry(t.Context(), done.Entry.ID)
				ok(t, err)
				if !got.Withdrawn || len(got.Values) > 0 {
					t.Errorf("the entry still says %v", got.Values)
				}
				if bytes.Contains(bytesOf(t, clean(t, c)), []byte(secret)) {
					t.Error("the words are still in the file")
				}
			})
		}
	}
}

// bytesOf is all that the disk has of a database.
func bytesOf(t *testing.T, path string) (all []byte) {
	t.Helper()
	for _, suffix := range []string{"", "-wal", "-journal"} {
		data, err := os.ReadFile(path + suffix)
		if err != nil && !errors.Is(err, os.ErrNotExist) {
			t.Fatal(err)
		}
		all = append(all, data...)
	}
	return all
}

// What an undo could not take out of the log while somebody read it, a later
// beat takes.
func TestABeatTidiesOnceNobodyReads(t *testing.T) {
	onlyInClear(t)
	onlyFile(t)
	const secret = "Ana is thinking of leaving"
	c := newCompany(t)
	done := c.log(t, practice.Entry{Request: "V1", Practice: "visit", Author: c.ben, Subject: c.cora, Values: practice.Values{"note": {Text: secret}}}, thursday, thursday)
	reading, err := c.read.QueryContext(t.Context(), `SELECT id FROM people`)
	ok(t, err)
	reading.Next()
	ok(t, c.Withdraw(t.Context(), c.ben, noon, done.Entry.ID))
	short, cancel := context.WithTimeout(t.Context(), 4*time.Second) // shorter than a writer waits
	defer cancel()
	ok(t, c.Tidy(short))
	if !bytes.Contains(bytesOf(t, c.path), []byte(secret)) {
		t.Fatal("nobody kept the log, so that this test shows nothing")
	}
	ok(t, reading.Close())
	ok(t, c.Tidy(t.Context()))
	if bytes.Contains(bytesOf(t, c.path), []byte(secret)) {
		t.Error("the words are still in the file")
	}
}

// After a clean stop the one file is all there is, whatever was asked and
// written before.
func TestAStoppedDatabaseIsOneFile(t *testing.T) {
	onlyFile(t)
	c := newCompany(t)
	c.plan(t, thursday, c.ben, c.bea)
	for range 2 { // once as text, once compiled
		c.log(t, practice.Entry{Request: "V1", Practice: "visit", Author: c.ben, Subject: c.cora}, thursday, thursday)
		_, err := c.Waiting(t.Context(), c.ben, thursday)
		ok(t, err)
	}
	ok(t, c.Close())
	left, err := filepath.Glob(c.path + "*")
	ok(t, err)
	for _, file := range left {
		if file != c.path && file != c.path+".lock" {
			t.Errorf("%s is left", filepath.Base(file))
		}
	}
}

// Others on the machine must not get at what people say in confidence.
func TestWhoCanGetAtTheFile(t *testing.T) {
	onlyFile(t)
	for mode, want := range map[os.FileMode]struct{ refused, concerned bool }{
		0o600: {}, 0o700: {}, 0o640: {concerned: true}, 0o660: {concerned: true},
		0o644: {refused: true}, 0o602: {refused: true}, 0o601: {refused: true}, 0o666: {refused: true},
	} {
		for name, open := range map[string]func(path string) (*Store, error){
			"owned":  func(path string) (*Store, error) { return Own(t.Context(), path, asTested...) },
			"opened": func(path string) (*Store, error) { return Open(t.Context(), path, asTested...) },
			"made":   func(path string) (*Store, error) { return Make(t.Context(), path, asTested...) },
		} {
			t.Run(mode.String()+" "+name, func(t *testing.T) {
				c := newCompany(t)
				ok(t, c.Close())
				ok(t, os.Chmod(c.path, mode))
				s, err := open(c.path)
				if advice := "type chmod o-rwx '" + c.path + "'"; want.refused {
					if err == nil || !strings.Contains(err.Error(), advice) {
						t.Fatalf("%v, want a refusal that says: %s", err, advice)
					}
					return
				}
				ok(t, err)
				defer s.Close()
				if advice := "type chmod g-rwx '" + c.path + "'"; want.concerned != strings.Contains(s.Concern(), advice) {
					t.Errorf("coach says “%s”", s.Concern())
				}
			})
		}
	}
}

// By whatever name a file is reached, one coach at a time owns it.
func TestOneOwnerByWhateverName(t *testing.T) {
	onlyFile(t)
	elsewhere := t.TempDir()
	for name, alias := range map[string]func(t *testing.T, path string) string{
		"a link to the file": func(t *testing.T, path string) string {
			link := filepath.Join(elsewhere, "link.db")
			ok(t, os.Symlink(path, link))
			return link
		},
		"a link to its folder": func(t *testing.T, path string) string {
			link := filepath.Join(elsewhere, "folder")
			ok(t, os.Symlink(filepath.Dir(path), link))
			return filepath.Join(link, filepath.Base(path))
		},
		"a detour": func(_ *testing.T, path string) string {
			return filepath.Dir(path) + "/../" + filepath.Base(filepath.Dir(path)) + "/./" + filepath.Base(path)
		},
	} {
		t.Run(name, func(t *testing.T) {
			s := own(t)
			other := alias(t, s.path)
			if _, err := Own(t.Context(), other, asTested...); !errors.Is(err, ErrInUse) {
				t.Errorf("a second owner: %v, want ErrInUse", err)
			}
			ok(t, s.Close())
			second := ownAt(t, other)
			if _, err := Own(t.Context(), s.path, asTested...); !errors.Is(err, ErrInUse) {
				t.Errorf("a second owner, by the first name: %v, want ErrInUse", err)
			}
			ok(t, second.Close())
		})
	}
	t.Run("a second name of the file itself", func(t *testing.T) {
		s := own(t)
		ok(t, s.Close())
		ok(t, os.Link(s.path, s.path+".too"))
		for _, path := range []string{s.path, s.path + ".too"} {
			if _, err := Own(t.Context(), path, asTested...); err == nil || !strings.Contains(err.Error(), "second name") {
				t.Errorf("%v, want a refusal because of its second name", err)
			}
		}
	})
}

// Whoever only asks does not wait for who writes.
func TestAQuestionTakesNoLock(t *testing.T) {
	c := newCompany(t)
	c.publish(t, more, 0, noon)
	other := beside(t, c.Store)
	ok(t, other.tx(t.Context(), func(tx *engine.Tx) error {
		if _, err := tx.ExecContext(t.Context(), `DELETE FROM lines`); err != nil {
			return err
		}
		may, err := c.Undoable(t.Context(), 2)
		if !may {
			t.Errorf("it cannot be taken back: %v", err)
		}
		return err
	}))
	ok(t, c.Close())
	if _, err := c.Undoable(t.Context(), 2); err == nil {
		t.Error("that it cannot be asked is an answer")
	}
}
