package store

import (
	"testing"

	"coach/cadence"
	"coach/practice"
)

func TestWhatIsComingIsWhatMayStillBeLogged(t *testing.T) {
	c := newCompany(t)
	c.plan(t, thursday, c.ben, c.ana)
	c.plan(t, thursday+31, c.ben) // next month's, whose period has not begun
	all, err := c.Coming(t.Context(), c.ben, thursday)
	ok(t, err)
	waiting, err := c.Waiting(t.Context(), c.ben, thursday)
	ok(t, err)
	if len(all) <= len(waiting) || len(waiting) == 0 {
		t.Fatalf("%d are coming and %d wait", len(all), len(waiting))
	}
	with, err := c.ComingWith(t.Context(), practice.Pair{Manager: c.ben, Report: c.cora}, thursday)
	ok(t, err)
	if len(with) == 0 || len(with) >= len(all) {
		t.Errorf("%d of %d are with Cora", len(with), len(all))
	}
	first := with[0]
	c.log(t, practice.Entry{Request: "V1", Practice: first.Practice, Author: c.ben, Subject: c.cora}, thursday, thursday)
	after, err := c.ComingWith(t.Context(), practice.Pair{Manager: c.ben, Report: c.cora}, thursday)
	ok(t, err)
	if len(after) >= len(with) {
		t.Errorf("after one was logged %d of %d are still to come", len(after), len(with))
	}
	if none, err := c.ComingWith(t.Context(), practice.Pair{Manager: c.ana, Report: c.cora}, thursday); err != nil || len(none) > 0 {
		t.Errorf("somebody else's manager has %d coming with Cora (%v)", len(none), err)
	}
}

func TestARhythmCountsWhatWasLoggedAndWhatIsOpen(t *testing.T) {
	c := newCompany(t)
	c.plan(t, thursday, c.ben, c.ana)
	month := cadence.Period{Start: monday, End: monday + 29}
	before, err := c.Rhythms(t.Context(), []practice.PersonID{c.ben, c.bea}, month, thursday)
	ok(t, err)
	if r := before[c.ben]; r.Done != 0 || r.Open < 2 || r.Last != 0 {
		t.Fatalf("Ben's rhythm begins as %+v", r)
	}
	if r, planned := before[c.bea]; planned {
		t.Errorf("Bea, of whom nothing is expected, has %+v", r)
	}
	o := c.about(t, c.ben, "visit", c.cora)
	c.log(t, practice.Entry{Request: "V1", Practice: "visit", Author: c.ben, Subject: c.cora}, tuesday, thursday)
	_, _, err = c.Skip(t.Context(), c.about(t, c.ben, "visit", c.dan).ID, practice.Skip{Reason: "Travel"}, practice.SkipTerms{}, noon)
	ok(t, err)
	after, err := c.Rhythms(t.Context(), []practice.PersonID{c.ben}, month, thursday)
	ok(t, err)
	if r := after[c.ben]; r.Done != 1 || r.Open != before[c.ben].Open-2 || r.Last != thursday {
		t.Errorf("after one was logged and one skipped it is %+v, from %+v", r, before[c.ben])
	}
	gone, err := c.Rhythms(t.Context(), []practice.PersonID{c.ben}, month, o.ClosesOn+60)
	ok(t, err)
	if r := gone[c.ben]; r.Open != 0 {
		t.Errorf("long after, %d are still open", r.Open)
	}
	past, err := c.Rhythms(t.Context(), []practice.PersonID{c.ben}, cadence.Period{Start: monday - 60, End: monday - 30}, thursday)
	ok(t, err)
	if len(past) > 0 {
		t.Errorf("of other weeks it says %+v", past)
	}
	soon, err := c.Rhythms(t.Context(), []practice.PersonID{c.ben}, cadence.Period{Start: monday, End: monday + 1}, thursday)
	ok(t, err)
	if r := soon[c.ben]; r.Done != 0 || r.Open >= after[c.ben].Open {
		t.Errorf("by Tuesday it is %+v", r)
	}
}

func TestHoldingsCountEachKind(t *testing.T) {
	c := newCompany(t)
	c.plan(t, thursday, c.ben)
	done := c.log(t, practice.Entry{Request: "V1", Practice: "visit", Author: c.ben, Subject: c.cora}, thursday, thursday)
	_, err := c.TakeLeave(t.Context(), practice.Leave{Person: c.cora, From: friday, To: friday, KnownOn: thursday, NotedBy: c.cora}, noon)
	ok(t, err)
	_, _, err = c.Skip(t.Context(), c.about(t, c.ben, "visit", c.dan).ID, practice.Skip{Reason: "Travel"}, practice.SkipTerms{}, noon)
	ok(t, err)
	ok(t, c.exec(t.Context(), `INSERT INTO actions (request, entry_id, author_id, owner_id, subject_id, what, made_at, due_first, due_on) VALUES
		('a', 0, $1, $2, $2, 'Call', 1, '2026-03-09', '2026-03-09'), ('b', 0, $1, $2, $2, '', 1, '2026-03-09', '2026-03-09')`, c.ben, c.cora))
	ok(t, c.exec(t.Context(), `UPDATE actions SET dropped_at = 1 WHERE request = 'b'`))
	ok(t, c.exec(t.Context(), `INSERT INTO topics (request, manager_id, report_id, by_id, words, raised_at) VALUES ('a', $1, $2, $2, 'Leads', 1)`, c.ben, c.cora))
	ok(t, c.exec(t.Context(), `INSERT INTO focuses (manager_id, report_id, skill, opened_by, opened_in, opened_at) VALUES ($1, $2, 'Listening', $2, 0, 1)`, c.ben, c.cora))
	ok(t, c.exec(t.Context(), `INSERT INTO time_requests (request, report_id, manager_id, kind, words, asked_at, asked_on, lapses_on) VALUES ('a', $2, $1, 'session', '', 1, '2026-03-05', '2026-04-01')`, c.ben, c.cora))
	of := func(who practice.PersonID) practice.Holdings {
		h, err := c.Holdings(t.Context(), who, thursday)
		ok(t, err)
		return h
	}
	if got, want := of(c.cora), (practice.Holdings{Lines: 1, Sessions: 1, Owed: 3, Steps: 1, Topics: 1, Focuses: 1, Requests: 1, Leave: 1, Asks: 1}); got != want {
		t.Errorf("of Cora are stored %+v, want %+v", got, want)
	}
	if got, want := of(c.ben), (practice.Holdings{Lines: 3, Logged: 1, Expected: 8, Steps: 1, Topics: 1, Focuses: 1, Requests: 1, Skips: 1}); got != want {
		t.Errorf("of Ben are stored %+v, want %+v", got, want)
	}
	if got := of(c.bea); got != (practice.Holdings{Lines: 1}) {
		t.Errorf("of Bea are stored %+v", got)
	}
	counts, err := c.OpenStepCounts(t.Context(), c.ben)
	ok(t, err)
	if len(counts) != 1 || counts[c.cora] != 1 {
		t.Errorf("Ben's people have open steps as in %v", counts)
	}
	ok(t, c.Withdraw(t.Context(), c.ben, noon, done.Entry.ID))
	if of(c.cora).Sessions != 0 || of(c.ben).Logged != 0 {
		t.Error("what was taken back is still counted")
	}
}

func TestOwnEntriesComeNewestFirst(t *testing.T) {
	c := newCompany(t)
	thank := func(request string, by practice.PersonID, on cadence.Date) practice.EntryID {
		return c.log(t, practice.Entry{Request: request, Practice: practice.RecognitionKey, Author: by,
			Values: practice.Values{"where": {Text: "private"}}}, on, thursday).Entry.ID
	}
	first, last := thank("V1", c.ben, monday), thank("V2", c.ben, thursday)
	middle := thank("V3", c.ben, tuesday)
	thank("V4", c.bea, thursday)
	ok(t, c.Withdraw(t.Context(), c.ben, noon, first))
	found, err := c.OwnEntries(t.Context(), c.ben, practice.RecognitionKey, 5)
	ok(t, err)
	if len(found) != 2 || found[0].ID != last || found[1].ID != middle {
		t.Errorf("Ben's own are %+v", found)
	}
	if found, err := c.OwnEntries(t.Context(), c.ben, practice.RecognitionKey, 1); err != nil || len(found) != 1 {
		t.Errorf("at most one is %d (%v)", len(found), err)
	}
}
