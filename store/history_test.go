package store

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"coach/cadence"
	"coach/practice"
)

// told returns the requests of entries, in their order.
func told(entries []practice.Entry) string {
	requests := make([]string, len(entries))
	for i, e := range entries {
		requests[i] = e.Request
	}
	return strings.Join(requests, " ")
}

// thank stores a recognition of some people.
func (c company) thank(t *testing.T, request string, by practice.PersonID, on cadence.Date, people ...practice.PersonID) practice.Entry {
	t.Helper()
	e := practice.Entry{Request: request, Practice: practice.RecognitionKey, Author: by, Values: practice.Values{practice.RecognitionWho: {People: people}}}
	return c.log(t, e, on, on).Entry
}

func (c company) visit(t *testing.T, request string, by, subject practice.PersonID, on cadence.Date) practice.Entry {
	t.Helper()
	return c.log(t, practice.Entry{Request: request, Practice: "visit", Author: by, Subject: subject}, on, on).Entry
}

func TestLatelyIsWhatSomebodyWroteAndWhatIsAboutThem(t *testing.T) {
	c := newCompany(t)
	c.visit(t, "old", c.ben, c.cora, monday)
	c.visit(t, "about-dan", c.ben, c.dan, tuesday)
	c.thank(t, "thanked", c.dan, tuesday, c.cora, c.bea)
	gone := c.visit(t, "withdrawn", c.ben, c.cora, thursday)
	ok(t, c.Withdraw(t.Context(), c.ben, noon, gone.ID))
	c.thank(t, "gave", c.cora, thursday, c.ben)
	for who, want := range map[practice.PersonID]string{c.cora: "gave thanked old", c.dan: "thanked about-dan", c.bea: "thanked", c.ana: ""} {
		got, err := c.Lately(t.Context(), who, 10)
		ok(t, err)
		if told(got) != want {
			t.Errorf("lately of person %d: %q, want %q", who, told(got), want)
		}
	}
	if got, err := c.Lately(t.Context(), c.cora, 2); err != nil || told(got) != "gave thanked" {
		t.Errorf("the latest two are %q (%v)", told(got), err)
	}
}

func TestWhatManagersWroteForTheirTeams(t *testing.T) {
	c := newCompany(t)
	meeting := func(request string, by practice.PersonID, on cadence.Date) practice.Entry {
		return c.log(t, practice.Entry{Request: request, Practice: "one_on_one", Author: by}, on, on).Entry
	}
	meeting("old", c.ben, monday-20)
	meeting("first", c.ben, monday)
	meeting("second", c.ben, tuesday)
	meeting("third", c.ben, thursday)
	meeting("bea", c.bea, tuesday)
	gone := meeting("withdrawn", c.bea, thursday)
	ok(t, c.Withdraw(t.Context(), c.bea, noon, gone.ID))
	c.visit(t, "about-cora", c.ben, c.cora, friday)
	c.thank(t, "thanks", c.ben, friday, c.cora)
	got, err := c.OfTeams(t.Context(), []practice.PersonID{c.ben, c.bea}, monday, 2)
	ok(t, err)
	if told(got) != "third bea second" {
		t.Errorf("of the teams: %q", told(got))
	}
}

func TestAHistoryIsReadPageByPage(t *testing.T) {
	c := newCompany(t)
	var want []string
	for i := range 7 { // several on one day: the later one is the newer
		request := fmt.Sprint("v", i)
		c.visit(t, request, c.ben, c.cora, monday+cadence.Date(i/3))
		want = append([]string{request}, want...)
	}
	c.visit(t, "dan", c.ben, c.dan, friday)
	c.thank(t, "thanks", c.cora, friday, c.ben)
	want = append([]string{"thanks"}, want...)
	var got []string
	for before := practice.EntryID(0); ; {
		page, err := c.HistoryWith(t.Context(), c.ben, c.cora, 3, before)
		ok(t, err)
		if len(page) == 0 {
			break
		}
		for _, e := range page {
			got = append(got, e.Request)
		}
		before = page[len(page)-1].ID
	}
	if !slices.Equal(got, want) {
		t.Errorf("the pages are %v, want %v", got, want)
	}
	own, err := c.HistoryWith(t.Context(), c.dan, c.dan, 10, 0)
	ok(t, err)
	if told(own) != "dan" {
		t.Errorf("Dan's own are %q", told(own))
	}
}

// What an older coach stored is found by whom it names.
func TestOldThanksAreFoundByWhomTheyName(t *testing.T) {
	onlyFile(t)
	path := t.TempDir() + "/coach.db"
	db := oldFile(t, path, 10)
	for _, statement := range []string{
		`INSERT INTO playbooks (version, in_force_from, published_at, source) VALUES (1, '', 0, '')`,
		`INSERT INTO people (id, name, zone, calendar, standing, morning) VALUES (1, 'Ben', '', '', 'member', 480), (2, 'Cora', '', '', 'member', 480), (3, 'Dan', '', '', 'member', 480)`,
		`INSERT INTO entries (request, practice, author_id, subject_id, happened_on, logged_at, logged_on, playbook_version, words) VALUES
			('1/thanks', 'recognition', 1, 0, '2026-03-05', 0, '2026-03-05', 1, '{"person":{"people":[2,3]},"behaviour":{"text":"x"}}'),
			('1/visit', 'visit', 1, 2, '2026-03-04', 0, '2026-03-05', 1, '{"note":{"text":"x"}}'),
			('1/empty', 'visit', 1, 3, '2026-03-03', 0, '2026-03-05', 1, 'null')`,
	} {
		_, err := db.ExecContext(t.Context(), statement)
		ok(t, err)
	}
	ok(t, db.Close())
	s := ownAt(t, path)
	for who, want := range map[practice.PersonID]string{2: "thanks visit", 3: "thanks empty"} {
		got, err := s.Lately(t.Context(), who, 10)
		ok(t, err)
		if told(got) != want {
			t.Errorf("lately of person %d: %q, want %q", who, told(got), want)
		}
	}
}
