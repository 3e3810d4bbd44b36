package store

import (
	"bytes"
	"errors"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"coach/practice"
	"coach/store/engine"
	"coach/store/seal"
)

// newKeyFile makes a key file.
func newKeyFile(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "coach.key")
	m, err := seal.NewMaster()
	ok(t, errors.Join(err, m.Write(path, false)))
	return path
}

// Whoever adds a column of texts says whether people's words stand in it.
func TestEveryColumnOfTextsIsSealedOrSaysWhyNot(t *testing.T) {
	data, err := os.ReadFile("testdata/unsealed.txt")
	ok(t, err)
	why := map[string]bool{}
	for line := range strings.Lines(string(data)) {
		if column, reason, _ := strings.Cut(strings.TrimSpace(line), " "); !strings.HasPrefix(line, "#") {
			why[column] = strings.HasPrefix(reason, "- ") && len(reason) > 3
		}
	}
	is := map[string]bool{}
	for _, c := range columns {
		is[c.table+"."+c.name] = true
	}
	for _, column := range own(t).textColumns(t) {
		if strings.HasPrefix(column, "goose_") || strings.HasPrefix(column, "sqlite_") {
			continue
		}
		if is[column] == why[column] {
			t.Errorf("%s: its words are sealed, or testdata/unsealed.txt says why not, one of the two", column)
		}
		delete(why, column)
		delete(is, column)
	}
	for column := range why {
		t.Errorf("testdata/unsealed.txt: %s is no column of texts", column)
	}
	for column := range is {
		t.Errorf("%s is sealed and no column of texts", column)
	}
}

var aWord = regexp.MustCompile(`WORD \d{4}`)

// readable are the words that a database's files of exchange have.
func readableWords(t *testing.T, s *Store) []string {
	t.Helper()
	all := aWord.FindAllString(exported(t, s), -1)
	slices.Sort(all)
	return slices.Compact(all)
}

// standsNowhere checks that nobody reads words in the database without a key.
func standsNowhere(t *testing.T, s *Store) {
	t.Helper()
	if in := s.tablesWith(t, "WORD "); len(in) > 0 {
		t.Errorf("words are in the clear in %v", in)
	}
	if onPostgreSQL() {
		return
	}
	ok(t, s.Tidy(t.Context()))
	if at := bytes.Index(bytesOf(t, s.path), []byte("WORD ")); at >= 0 {
		t.Errorf("words are in the clear in the file, at %d", at)
	}
}

// Whatever somebody writes, nobody reads it in the database; without a person's
// key exactly their words are gone, and nothing else fails.
func TestWordsAreReadWithTheirKeyAlone(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		w := newWordy(t, rt, KeyFile(newKeyFile(t)))
		defer w.Close()
		w.write(10)
		for _, c := range columns {
			var n int
			ok(t, w.read.QueryRowContext(t.Context(), `SELECT count(*) FROM `+c.table+` WHERE `+c.name+` LIKE 'sealed:%'`).Scan(&n))
			if n == 0 {
				rt.Errorf("nobody writes %s.%s", c.table, c.name)
			}
		}
		standsNowhere(t, w.Store)
		if diff := cmp.Diff(slices.Sorted(maps.Keys(w.whose)), readableWords(t, w.Store)); diff != "" {
			rt.Errorf("before anybody is erased (-written +read):\n%s", diff)
		}
		for _, gone := range rapid.Permutation(w.everybody()).Draw(rt, "erased")[:3] {
			w.must(w.DestroyKey(rt.Context(), gone, noon))
			maps.DeleteFunc(w.whose, func(_ string, whose practice.PersonID) bool { return whose == gone })
			want := slices.Sorted(maps.Keys(w.whose))
			other := beside(t, w.Store, KeyFile(w.ring.file))
			for name, s := range map[string]*Store{"who destroyed it": w.Store, "who opens it then": other} {
				if diff := cmp.Diff(want, readableWords(t, s)); diff != "" {
					rt.Errorf("%s, without the key of person %d (-want +read):\n%s", name, gone, diff)
				}
			}
			ok(t, other.Close())
		}
		w.write(3) // nothing fails
		standsNowhere(t, w.Store)
	})
}

// What reports count, they count without a key.
func TestFactsNeedNoKey(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		s, err := Own(t.Context(), companyDatabase(t), KeyFile(newKeyFile(t)))
		ok(t, err)
		defer s.Close()
		l := newLifeOf(companyOf(t, s), t, rt)
		for range 30 {
			l.goesOn()
		}
		pb, _, err := l.Playbook(t.Context())
		l.must(err)
		q := l.anyQuestion(pb)
		before, err := l.Facts(t.Context(), q, pb)
		l.must(err)
		l.must(l.exec(t.Context(), `UPDATE keys SET wrapped = 'of no use'`))
		l.must(l.exec(t.Context(), `UPDATE revisions SET n = n + 1 WHERE subject = 'keys'`))
		_, err = l.Version(t.Context())
		l.must(err)
		after, err := l.Facts(t.Context(), q, pb)
		l.must(err)
		if _, err := entries(t.Context(), l.read, `words <> '{}'`); err != nil && !errors.Is(err, ErrWrongKey) {
			rt.Errorf("words are read: %v", err)
		}
		if diff := cmp.Diff(before, after, likeness); diff != "" {
			rt.Errorf("%+v (-with keys +without):\n%s", q, diff)
		}
	})
}

// A database that was not encrypted is given a key while coach runs: what comes
// is sealed at once, and what is there a hundred rows at a time.
func TestADatabaseIsGivenAKey(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		w := newWordy(t, rt)
		w.write(10)
		long := practice.Obstacle{Request: "long", Raiser: w.ana, RaisedAt: noon.AddDate(0, 0, -7), RaisedOn: thursday - 7, What: w.says(w.ana)}
		for range sealedAtOnce + 50 {
			long.History = append(long.History, practice.ObstacleEvent{At: noon, On: thursday, By: w.ben, Kind: practice.ObstacleUpdated, Words: w.says(w.ben)})
		}
		_, err := w.RaiseObstacle(t.Context(), long)
		ok(t, err)
		ok(t, w.exec(t.Context(), `UPDATE topics SET words = 'sealed:-:sealed:7:WORD 9999' WHERE id = (SELECT min(id) FROM topics WHERE words <> '')`))
		before := exported(t, w.Store)
		if len(w.tablesWith(t, "WORD ")) == 0 {
			rt.Fatal("no words are in the clear, so that this test shows nothing")
		}
		ok(t, w.Close())
		file := newKeyFile(t)
		s, err := Own(t.Context(), w.path, KeyFile(file))
		ok(t, err)
		defer s.Close()
		w.Store = s
		if more := exported(t, s); more != before {
			rt.Errorf("with a key, before anything is sealed (-before +after):\n%s", cmp.Diff(before, more))
		}
		for done := 0; ; {
			n, more, err := s.SealRest(t.Context(), 1)
			ok(t, err)
			if n > sealedAtOnce {
				rt.Errorf("%d rows are sealed at once", n)
			}
			if done += n; !more {
				break
			}
		}
		standsNowhere(t, s)
		if after := exported(t, s); after != before {
			rt.Errorf("sealed (-before +after):\n%s", cmp.Diff(before, after))
		}
		if n, more, err := s.SealRest(t.Context(), 1); n != 0 || more || err != nil {
			rt.Errorf("sealed once more: %d, %t, %v", n, more, err)
		}
	})
}

// The file of exchange is in the clear, and an import seals it anew.
func TestAnImportSeals(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		w := newWordy(t, rt, KeyFile(newKeyFile(t)))
		defer w.Close()
		w.write(5)
		file := exported(t, w.Store)
		s := ownEmpty(t, KeyFile(newKeyFile(t)))
		_, err := s.restores(t, file)
		ok(t, err)
		if again := exported(t, s); again != file {
			rt.Errorf("exported again (-first +second):\n%s", cmp.Diff(file, again))
		}
		standsNowhere(t, s)
	})
}

// What a transaction sealed that came to nothing is nobody's key.
func TestAKeyOfATransactionThatFailed(t *testing.T) {
	file := newKeyFile(t)
	s, err := Own(t.Context(), companyDatabase(t), KeyFile(file))
	c := company{Store: opened(t, s, err)}
	cora := c.id(t, "cora@example.com")
	failed := errors.New("came to nothing")
	err = c.tx(t.Context(), func(tx *engine.Tx) error {
		_, err := addTopic(t.Context(), tx, practice.Topic{Request: "V1", Pair: practice.Pair{Manager: 2, Report: cora}, By: cora, Words: "WORD 0001", RaisedAt: noon})
		return errors.Join(err, failed)
	})
	if !errors.Is(err, failed) {
		t.Fatal(err)
	}
	_, err = c.AddTopic(t.Context(), practice.Topic{Request: "V2", Pair: practice.Pair{Manager: 2, Report: cora}, By: cora, Words: "WORD 0002", RaisedAt: noon})
	ok(t, err)
	other := beside(t, c.Store, KeyFile(file))
	if got := readableWords(t, other); !slices.Equal(got, []string{"WORD 0002"}) {
		t.Errorf("another process reads %v", got)
	}
}

// Two processes read each other's words, and one forgets whom the other forgot.
func TestTwoProcessesWithOneKeyFile(t *testing.T) {
	for name, looks := range map[string]func(*Store) error{
		"at its next beat":    func(s *Store) error { _, err := s.Version(t.Context()); return err },
		"at its next request": func(s *Store) error { _, err := s.Roster(t.Context()); return err },
	} {
		t.Run(name, func(t *testing.T) { twoProcesses(t, looks) })
	}
}

func twoProcesses(t *testing.T, looks func(*Store) error) {
	t.Helper()
	file := newKeyFile(t)
	s, err := Own(t.Context(), companyDatabase(t), KeyFile(file))
	c := company{Store: opened(t, s, err)}
	ben, cora := c.id(t, "ben@example.com"), c.id(t, "cora@example.com")
	other := beside(t, c.Store, KeyFile(file))
	for i, s := range []*Store{other, c.Store, other} {
		_, err := s.AddTopic(t.Context(), practice.Topic{Request: string(rune('A' + i)), Pair: practice.Pair{Manager: ben, Report: cora}, By: cora, Words: "WORD 000" + string(rune('1'+i)), RaisedAt: noon})
		ok(t, err)
	}
	for _, s := range []*Store{other, c.Store} {
		if got := readableWords(t, s); len(got) != 3 {
			t.Errorf("one process reads %v", got)
		}
	}
	ok(t, other.DestroyKey(t.Context(), cora, noon))
	ok(t, looks(c.Store))
	topics, err := c.TopicsOf(t.Context(), cora)
	ok(t, err)
	for _, topic := range topics {
		if topic.Words != erased {
			t.Errorf("of somebody forgotten, people read %q", topic.Words)
		}
	}
	if got := readableWords(t, c.Store); len(got) != 0 {
		t.Errorf("of somebody forgotten, one process still reads %v", got)
	}
}
