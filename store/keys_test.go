package store

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"coach/practice"
	"coach/store/engine"
	"coach/store/seal"
)

// sealedCompany is a company whose words are sealed, with a topic of Cora's and
// one of Dan's.
func sealedCompany(t *testing.T, file string) company {
	t.Helper()
	s, err := Own(t.Context(), companyDatabase(t), KeyFile(file))
	c := companyOf(t, opened(t, s, err))
	for i, who := range []practice.PersonID{c.cora, c.dan} {
		_, err := c.AddTopic(t.Context(), practice.Topic{Request: "V1", Pair: practice.Pair{Manager: c.ben, Report: who}, By: who, Words: "WORD 000" + string(rune('1'+i)), RaisedAt: noon})
		ok(t, err)
	}
	return c
}

// A database whose words are encrypted is opened with its own key file, or not
// at all.
func TestAKeyIsNeeded(t *testing.T) {
	file := newKeyFile(t)
	c := sealedCompany(t, file)
	ok(t, c.Close())
	for how, open := range map[string]func(...Option) (*Store, error){
		"owned":  func(o ...Option) (*Store, error) { return Own(t.Context(), c.path, o...) },
		"opened": func(o ...Option) (*Store, error) { return Open(t.Context(), c.path, o...) },
		"made":   func(o ...Option) (*Store, error) { return Make(t.Context(), c.path, o...) },
	} {
		for name, test := range map[string]struct {
			file string
			want error
		}{"no key": {"", ErrNoKey}, "another key": {newKeyFile(t), ErrWrongKey}, "its key": {file, nil}} {
			s, err := open(KeyFile(test.file))
			if err == nil {
				ok(t, s.Close())
			}
			if !errors.Is(err, test.want) {
				t.Errorf("%s with %s: %v, want %v", how, name, err, test.want)
			}
		}
		if _, err := open(KeyFile(file + ".none")); err == nil || !strings.Contains(err.Error(), "there is no key file") {
			t.Errorf("%s with a file that isn't there: %v", how, err)
		}
	}
}

// A command with a key file leaves a database alone whose coach has none; one
// that was opened before the database had a key neither reads nor writes words
// without it.
func TestWhoHasNoKeyStops(t *testing.T) {
	s, err := Own(t.Context(), companyDatabase(t))
	ok(t, err)
	c := company{Store: s}
	ben, cora := c.id(t, "ben@example.com"), c.id(t, "cora@example.com")
	topic := practice.Topic{Request: "V1", Pair: practice.Pair{Manager: ben, Report: cora}, By: cora, Words: "WORD 0001", RaisedAt: noon}
	file := newKeyFile(t)
	early, err := Open(t.Context(), c.path, KeyFile(file))
	opened(t, early, err)
	_, err = early.AddTopic(t.Context(), topic)
	ok(t, err)
	if got := s.tablesWith(t, "WORD 0001"); !slices.Equal(got, []string{"topics.words"}) {
		t.Errorf("a command seals words that its coach can't read: they are in %v", got)
	}
	blind, err := Open(t.Context(), c.path)
	opened(t, blind, err)
	ok(t, c.Close())

	s, err = Own(t.Context(), c.path, KeyFile(file))
	c.Store = opened(t, s, err)
	_, _, err = c.SealRest(t.Context(), 1)
	ok(t, err)
	topic.Request, topic.Words = "V2", "WORD 0002"
	if _, err := blind.AddTopic(t.Context(), topic); !errors.Is(err, ErrNoKey) {
		t.Errorf("without a key, words are written: %v", err)
	}
	if _, err := blind.TopicsOf(t.Context(), cora); !errors.Is(err, ErrNoKey) {
		t.Errorf("without a key, words are read: %v", err)
	}
	_, err = early.AddTopic(t.Context(), topic)
	ok(t, err)
	standsNowhere(t, c.Store)
	for name, s := range map[string]*Store{"the coach": c.Store, "a command from before": early} {
		if got := readableWords(t, s); !slices.Equal(got, []string{"WORD 0001", "WORD 0002"}) {
			t.Errorf("%s reads %v", name, got)
		}
	}
}

// Two people who turn out to be one are forgotten as one.
func TestTheKeysOfOnePersonTwice(t *testing.T) {
	s, err := Own(t.Context(), companyDatabase(t), KeyFile(newKeyFile(t)))
	c := company{Store: opened(t, s, err)}
	cora, dan := c.id(t, "cora@example.com"), c.id(t, "dan@example.com")
	for i, who := range []practice.PersonID{cora, dan} {
		ok(t, c.Suggest(t.Context(), Suggestion{Request: "V1", Person: who, Version: 1, Words: "WORD 000" + string(rune('1'+i)), At: noon}, nil))
	}
	ok(t, c.tx(t.Context(), func(tx *engine.Tx) error { return merge(t.Context(), tx, dan, cora, false) }))
	if got := readableWords(t, s); len(got) != 2 {
		t.Errorf("of one person, %v can be read", got)
	}
	ok(t, c.DestroyKey(t.Context(), cora, noon))
	if got := readableWords(t, s); len(got) != 0 {
		t.Errorf("forgotten, %v can be read", got)
	}
}

// While the master key is exchanged, whoever has the database open reads and
// writes; afterwards nothing opens with the former.
func TestTheMasterKeyIsExchanged(t *testing.T) {
	file := newKeyFile(t)
	former, err := os.ReadFile(file)
	ok(t, err)
	c := sealedCompany(t, file)
	other := beside(t, c.Store, KeyFile(file)) // has unwrapped nothing yet
	third := beside(t, c.Store, KeyFile(file))
	n, err := third.RotateKey(t.Context())
	ok(t, err)
	for _, s := range []*Store{third, other} { // Bea's key is wrapped by a master that the second has never seen
		_, err := s.AddTopic(t.Context(), practice.Topic{Request: s.path + fmt.Sprint(s == third), Pair: practice.Pair{Manager: c.ana, Report: c.bea}, By: c.bea, Words: "WORD 0009", RaisedAt: noon})
		ok(t, err)
	}
	if n != 2 {
		t.Errorf("%d keys were wrapped anew, want 2", n)
	}
	for i, s := range []*Store{c.Store, other} {
		if got := readableWords(t, s); len(got) != 3+i {
			t.Errorf("who had it open reads %v", got)
		}
		_, err := s.AddTopic(t.Context(), practice.Topic{Request: "V2", Pair: practice.Pair{Manager: c.ben, Report: []practice.PersonID{c.ana, c.ben}[i]}, By: []practice.PersonID{c.ana, c.ben}[i], Words: "WORD 000" + string(rune('3'+i)), RaisedAt: noon})
		ok(t, err)
	}
	if got := readableWords(t, beside(t, c.Store, KeyFile(file))); len(got) != 5 {
		t.Errorf("who opens it then reads %v", got)
	}
	old := filepath.Join(t.TempDir(), "old.key")
	ok(t, os.WriteFile(old, former, 0o600))
	if _, err := Open(t.Context(), c.path, KeyFile(old)); !errors.Is(err, ErrWrongKey) {
		t.Errorf("it opens with the former key file: %v", err)
	}
	found, err := c.CheckKeys(t.Context())
	ok(t, err)
	if diff := cmp.Diff(KeyCheck{Sealed: true, Keys: 5, Words: 6}, found); diff != "" {
		t.Errorf("checked (-want +got):\n%s", diff)
	}
}

// An exchange that was interrupted anywhere loses nothing, and the next finishes
// it.
func TestAnInterruptedExchange(t *testing.T) {
	for name, until := range map[string]func(*testing.T, *Store){
		"once the file has the new key": func(*testing.T, *Store) {},
		"once the database names it": func(t *testing.T, s *Store) {
			ok(t, s.exec(t.Context(), `UPDATE sealing SET master = $1`, s.ring.master.ID()))
		},
	} {
		file := newKeyFile(t)
		c := sealedCompany(t, file)
		_, err := c.nextMaster()
		ok(t, err)
		until(t, c.Store)
		ok(t, c.Close())
		s, err := Own(t.Context(), c.path, KeyFile(file))
		c.Store = opened(t, s, err)
		if got := readableWords(t, s); len(got) != 2 {
			t.Errorf("%s: %v can be read", name, got)
		}
		n, err := s.RotateKey(t.Context())
		ok(t, err)
		master, err := seal.ReadMaster(file)
		ok(t, err)
		if got := readableWords(t, s); len(got) != 2 || n != 2 || master.Rotates() {
			t.Errorf("%s, finished: %v can be read, %d keys were wrapped, and the file has two: %t", name, got, n, master.Rotates())
		}
	}
}

// A backup has no keys. With those of today it has the words of everybody who is
// not forgotten by today.
func TestABackupForgetsToo(t *testing.T) {
	if onPostgreSQL() {
		t.Skip("a PostgreSQL database is copied by its own tools")
	}
	file := newKeyFile(t)
	c := sealedCompany(t, file)
	backup := filepath.Join(t.TempDir(), "yesterday.db")
	ok(t, c.Copy(t.Context(), backup))
	ok(t, c.DestroyKey(t.Context(), c.cora, noon))
	var keys bytes.Buffer
	ok(t, c.ExportKeys(t.Context(), &keys))
	s, err := Open(t.Context(), backup, KeyFile(file), KeysFrom(&keys))
	s = opened(t, s, err)
	if got := readableWords(t, s); !slices.Equal(got, []string{"WORD 0002"}) {
		t.Errorf("of yesterday, %v can be read", got)
	}
	found, err := s.CheckKeys(t.Context())
	ok(t, err)
	if diff := cmp.Diff(KeyCheck{Sealed: true, Keys: 1, Destroyed: 1, Words: 1, Forgotten: 1}, found); diff != "" {
		t.Errorf("checked (-want +got):\n%s", diff)
	}
	ok(t, s.exec(t.Context(), `DELETE FROM keys WHERE destroyed_at = 0`))
	again := beside(t, s, KeyFile(file))
	if got := readableWords(t, again); len(got) != 0 {
		t.Errorf("without keys, %v can be read", got)
	}
	if found, err := again.CheckKeys(t.Context()); err != nil || found.Lost != 1 {
		t.Errorf("checked without a key: %+v, %v", found, err)
	}
	if _, err := Open(t.Context(), backup, KeyFile(file), KeysFrom(strings.NewReader("{}\n"))); err == nil || !strings.Contains(err.Error(), "coach keys export") {
		t.Errorf("another file: %v", err)
	}
}

// Whoever opened a database that was restored without keys would make new ones,
// and nobody could read the words from before. So nobody does until it has them.
func TestADatabaseWithoutItsKeys(t *testing.T) {
	file := newKeyFile(t)
	c := sealedCompany(t, file)
	var keys bytes.Buffer
	ok(t, c.ExportKeys(t.Context(), &keys))
	ok(t, c.exec(t.Context(), `DELETE FROM keys`))
	ok(t, c.Close())
	for how, open := range map[string]func(context.Context, string, ...Option) (*Store, error){"owned": Own, "opened": Open, "made": Make} {
		s, err := open(t.Context(), c.path, KeyFile(file))
		if err == nil {
			ok(t, s.Close())
		}
		if !errors.Is(err, ErrKeysGone) {
			t.Errorf("%s: %v, want ErrKeysGone", how, err)
		}
	}
	s, err := Own(t.Context(), c.path, KeyFile(file), FirstKeysFrom(bytes.NewReader(keys.Bytes())))
	s = opened(t, s, err)
	if got := readableWords(t, s); len(got) != 2 {
		t.Errorf("with its keys, %v can be read", got)
	}
	ok(t, s.Close())
	if _, err := Own(t.Context(), c.path, KeyFile(file), FirstKeysFrom(&keys)); !errors.Is(err, ErrHasKeys) {
		t.Errorf("given keys once more: %v, want ErrHasKeys", err)
	}
}

// Words that were moved to another row are not read there.
func TestWordsThatWereMoved(t *testing.T) {
	c := sealedCompany(t, newKeyFile(t))
	ok(t, c.exec(t.Context(), `UPDATE topics SET words = (SELECT t.words FROM topics t WHERE t.report_id = $1) WHERE report_id = $2`, c.cora, c.dan))
	topics, err := c.TopicsOf(t.Context(), c.dan)
	ok(t, err)
	if len(topics) != 1 || topics[0].Words != erased {
		t.Errorf("people read %+v", topics)
	}
	if found, err := c.CheckKeys(t.Context()); err != nil || found.Damaged != 1 || found.Words != 1 {
		t.Errorf("checked: %+v, %v", found, err)
	}
}
