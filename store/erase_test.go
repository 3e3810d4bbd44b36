package store

import (
	"cmp"
	"database/sql"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"coach/files"
	"coach/practice"
)

// eraseWhole erases somebody until nothing is left.
func (s *Store) eraseWhole(t *testing.T, who practice.PersonID) {
	t.Helper()
	ok(t, s.Erase(t.Context(), who, 0, nil, noon))
	for n := 0; ; n++ {
		more, err := s.EraseRest(t.Context(), noon, 1)
		ok(t, err)
		if !more {
			return
		}
		if n > 100 {
			t.Fatal("erasing somebody never ends")
		}
	}
}

var ofLine = regexp.MustCompile(`^{"kind":"([a-z_]+?)(?:_more)?","id":(\d+)`)

// Whatever people have written, of somebody who is erased no column has the
// name, the address, the Slack ID or a word of theirs or about them; of everybody
// else everything stays.
func TestNothingIsLeftOfWhoIsErased(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		w := newWordy(t, rt, asTested...)
		defer w.Close()
		for _, id := range w.everybody() {
			w.must(w.exec(t.Context(), `UPDATE people SET name = $2, slack_id = $3 WHERE id = $1`, id, fmt.Sprintf("TRACE%d", id), fmt.Sprintf("U0TRACE%d", id)))
			w.must(w.exec(t.Context(), `UPDATE revisions SET n = n + 1 WHERE subject = 'roster'`))
		}
		w.write(10)
		for _, gone := range rapid.Permutation(w.everybody()).Draw(rt, "erased")[:2] {
			p, before := w.whoIs(t, gone), exported(t, w.Store)
			w.eraseWhole(t, gone)
			for _, trace := range []string{p.Name, p.Email, p.SlackID} {
				if in := w.tablesWith(t, trace); len(in) > 0 {
					rt.Errorf("%q is in %v", trace, in)
				}
			}
			after := exported(t, w.Store)
			for _, word := range aWord.FindAllString(after, -1) {
				if w.whose[word] == gone {
					rt.Errorf("%s, which is theirs, can still be read", word)
				}
			}
			of := map[string]string{} // a line, by its kind and number
			for line := range strings.Lines(before) {
				if key := ofLine.FindStringSubmatch(line); key != nil {
					line += of[key[1]+key[2]] // what more there is of something follows it
					of[key[1]+key[2]] = line
				}
				by, about := strings.Contains(line, `"author":"`+p.Email+`"`), strings.Contains(line, `"`+p.Email+`"`)
				for _, word := range aWord.FindAllString(line, -1) {
					switch stays := strings.Contains(after, word); {
					case by && stays:
						rt.Errorf("%s, which they wrote, can still be read", word)
					case !about && !stays:
						rt.Errorf("%s is gone, which does not concern them: %s", word, line)
					}
				}
			}
			importsAgain(t, after)
		}
		w.write(3) // nothing fails
	})
}

// importsAgain checks that the file of a database in which somebody was erased
// fills another, in which nothing is left to erase.
func importsAgain(t *testing.T, file string) {
	t.Helper()
	s := own(t)
	_, err := s.restores(t, file)
	ok(t, err)
	if more, err := s.EraseRest(t.Context(), noon, 1); more || err != nil {
		t.Errorf("erased where it was imported: %t, %v", more, err)
	}
	if again := exported(t, s); again != file {
		t.Errorf("exported again (-first +second):\n%s", gocmp.Diff(file, again))
	}
}

func (s *Store) whoIs(t *testing.T, id practice.PersonID) practice.Person {
	t.Helper()
	r, err := s.Roster(t.Context())
	ok(t, err)
	return r.Person(id)
}

// The numbers of reports are the same when somebody is erased: they stand in
// pools, and in no list by name.
func TestErasingChangesNoCount(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		s, err := Own(t.Context(), companyDatabase(t), asTested...)
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
		l.eraseWhole(t, rapid.SampledFrom(l.everybody()).Draw(rt, "erased"))
		after, err := l.Facts(t.Context(), q, pb)
		l.must(err)
		if diff := gocmp.Diff(before, after, likeness); diff != "" {
			rt.Errorf("%+v (-before +after):\n%s", q, diff)
		}
	})
}

// Erasing somebody is done once, and whoever comes back is somebody else.
func TestWhoIsErasedComesBackAsSomebodyElse(t *testing.T) {
	s, err := Own(t.Context(), companyDatabase(t), asTested...)
	c := companyOf(t, opened(t, s, err))
	p := c.whoIs(t, c.cora)
	c.eraseWhole(t, c.cora)
	if err := c.Erase(t.Context(), c.cora, 0, nil, noon); !errors.Is(err, ErrErased) {
		t.Errorf("erased twice: %v", err)
	}
	if err := c.Erase(t.Context(), 999, 0, nil, noon); !errors.Is(err, ErrNotFound) {
		t.Errorf("nobody is erased: %v", err)
	}
	_, err = c.ImportPeople(t.Context(), []files.PeopleRow{{Email: p.Email, Name: p.Name, ManagerEmail: "ben@example.com"}})
	ok(t, err)
	ok(t, c.SyncDirectory(t.Context(), []practice.Person{{SlackID: cmp.Or(p.SlackID, "U0CORA"), Email: p.Email, Name: p.Name, Account: practice.Member}}))
	again, err := c.PersonByEmail(t.Context(), p.Email)
	ok(t, err)
	if again.ID == c.cora {
		t.Error("the file brings back who was erased")
	}
	if was := c.whoIs(t, c.cora); was.Name != nameless(c.cora) || was.Email != "" || !was.Erased {
		t.Errorf("who was erased is %+v", was)
	}
}

// Of two owners who erase each other at once one stays, and the others hear of
// each erased person once. Whom the configuration names stays an owner without
// the database's saying so.
func TestAnOwnerIsLeft(t *testing.T) {
	c := newCrew(t)
	for _, id := range []practice.PersonID{c.ana, c.ben, c.bea} {
		ok(t, c.AddOwner(t.Context(), id, id, nil, noon))
	}
	others := func(ids ...practice.PersonID) []practice.PersonID { return ids }
	ok(t, c.EraseByOwner(t.Context(), c.dan, c.ana, others(c.ana, c.ben, c.bea), false, noon))
	ok(t, c.EraseByOwner(t.Context(), c.bea, c.ana, others(c.ana, c.ben), false, noon))
	ok(t, c.EraseByOwner(t.Context(), c.ben, c.ana, others(c.ana), false, noon))
	if err := c.EraseByOwner(t.Context(), c.ana, c.ben, others(c.ben), false, noon); !errors.Is(err, ErrLastOwner) {
		t.Errorf("two who erase each other are both erased: %v", err)
	}
	if err := c.EraseByOwner(t.Context(), c.cora, c.ana, nil, false, noon); !errors.Is(err, ErrLastOwner) {
		t.Errorf("where nobody is left an owner: %v", err)
	}
	ok(t, c.EraseByOwner(t.Context(), c.ana, c.cora, others(c.cora), true, noon))
	var told []string
	rows, err := c.read.QueryContext(t.Context(), `SELECT key FROM outbox WHERE type = 'person_erased' ORDER BY id`)
	ok(t, err)
	told, err = collect(rows, func(rows *sql.Rows, key *string) error { return rows.Scan(key) })
	ok(t, err)
	if want := []string{practice.PersonErased{To: c.ben, Person: c.dan}.Key(), practice.PersonErased{To: c.bea, Person: c.dan}.Key(), practice.PersonErased{To: c.ben, Person: c.bea}.Key()}; !slices.Equal(told, want) {
		t.Errorf("told are %q, want %q", told, want)
	}
}

// However long ago thanks were shared, they are taken out of the channel when
// somebody in them is erased.
func TestOldThanksLeaveTheChannel(t *testing.T) {
	c := newCrew(t)
	thanks := c.log(t, practice.Entry{Request: "T", Practice: practice.RecognitionKey, Author: c.ben, Values: practice.Values{"person": {People: []practice.PersonID{c.cora}}, practice.ShareWhere: {Text: practice.ShareInChannel}}}, thursday, thursday).Entry
	ok(t, c.exec(t.Context(), `UPDATE outbox SET state = 'sent', attempted_at = $1, channel = 'C1', ts = '1.1', drawn = changes`, millis(noon)))
	ok(t, c.Sweep(t.Context(), noon.AddDate(0, 6, 0)))
	c.eraseWhole(t, c.cora)
	d, due, err := c.Next(t.Context(), noon.AddDate(0, 6, 1))
	ok(t, err)
	if !due || d.Task != Redraw || d.Notice.Key() != (practice.Shoutout{Entry: thanks.ID}).Key() {
		t.Errorf("what is to be done is %+v (%t)", d, due)
	}
	if e, err := c.Entry(t.Context(), thanks.ID); err != nil || len(e.Recipients()) > 0 {
		t.Errorf("the entry still names %v: %v", e.Recipients(), err)
	}
}
