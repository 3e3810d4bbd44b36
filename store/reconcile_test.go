package store

import (
	"fmt"
	"slices"
	"testing"

	"coach/cadence"
	"coach/practice"
	"coach/store/engine"
)

// shownVisit is an occurrence that Ben's sent message of Thursday names.
func (c company) shownVisit(t *testing.T) practice.Occurrence {
	t.Helper()
	o := c.bundle(t)
	ok(t, c.Sent(t.Context(), c.next(t, noon), "D2", "1.1"))
	return o
}

// replan has Ben's week brought in line with what is planned, but for one
// occurrence.
func (c company) replan(t *testing.T, changed practice.Occurrence) {
	t.Helper()
	pb, _, err := c.Playbook(t.Context())
	ok(t, err)
	r, err := c.Roster(t.Context())
	ok(t, err)
	planned := practice.Plan(pb, r, c.ben, thursday, thursday)
	for i, o := range planned {
		if o.Practice == changed.Practice && o.Subject == changed.Subject {
			planned[i] = changed
			planned[i].ID = 0
		}
	}
	ok(t, c.Reconcile(t.Context(), []Plan{{Performer: c.ben, From: thursday, To: thursday, Occurrences: planned}}))
}

func (c company) news(t *testing.T) (ids []practice.OccurrenceID) {
	t.Helper()
	all, err := c.News(t.Context(), c.ben)
	ok(t, err)
	for _, o := range all {
		ids = append(ids, o.ID)
	}
	return ids
}

func TestOnlyWhatWasShownIsNews(t *testing.T) {
	excuse := func(o *practice.Occurrence) {
		o.Expectation, o.Reason, o.GraceUntil, o.ClosesOn = practice.Excused, practice.SubjectAway, o.DueOn, o.DueOn
	}
	later := func(o *practice.Occurrence) { o.DueOn, o.GraceUntil = o.DueOn+1, o.GraceUntil+1 }
	earlier := func(o *practice.Occurrence) { o.DueOn, o.GraceUntil = o.DueOn-1, o.GraceUntil-1 }
	tests := []struct {
		name   string
		change func(*practice.Occurrence)
		show   func(*testing.T, company) practice.Occurrence
		want   bool
	}{
		{"a visit that was shown is excused", excuse, func(t *testing.T, c company) practice.Occurrence { return c.shownVisit(t) }, true},
		{"it is moved", later, func(t *testing.T, c company) practice.Occurrence { return c.shownVisit(t) }, true},
		{"it stays where it was shown", earlier, func(t *testing.T, c company) practice.Occurrence { return c.shownVisit(t) }, false},
		{"it was not shown", excuse, func(t *testing.T, c company) practice.Occurrence {
			c.plan(t, thursday, c.ben)
			return c.about(t, c.ben, "visit", c.cora)
		}, false},
		{"the message that shows it waits", excuse, func(t *testing.T, c company) practice.Occurrence { return c.bundle(t) }, false},
		{"the message that shows it may have arrived", excuse, func(t *testing.T, c company) practice.Occurrence {
			o := c.bundle(t)
			c.next(t, noon)
			return o
		}, true},
		{"the message was dropped", excuse, func(t *testing.T, c company) practice.Occurrence {
			o := c.bundle(t)
			ok(t, c.Drop(t.Context(), c.next(t, noon), "its morning is over"))
			return o
		}, false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			c := newCompany(t)
			o := test.show(t, c)
			changed := o
			test.change(&changed)
			c.replan(t, changed)
			if got := c.news(t); slices.Equal(got, []practice.OccurrenceID{o.ID}) != test.want {
				t.Errorf("news of %v", got)
			}
			c.replan(t, changed)
			if got := c.news(t); (len(got) > 0) != test.want {
				t.Errorf("planned once more there is news of %v", got)
			}
		})
	}
}

func TestNewsIsToldOnce(t *testing.T) {
	c := newCompany(t)
	o := c.shownVisit(t)
	o.DueOn, o.GraceUntil = o.DueOn+1, o.GraceUntil+1
	c.replan(t, o)
	ok(t, c.Sent(t.Context(), c.next(t, noon), "D2", "1.1")) // drawn again
	people := []practice.PersonID{c.ben}
	ok(t, c.Wake(t.Context(), friday, Waking{People: people}))
	if got := c.news(t); len(got) != 1 {
		t.Fatalf("a morning without a message took the news away: %v", got)
	}
	ok(t, c.Wake(t.Context(), friday, Waking{People: people, Bundles: []practice.Notice{practice.Bundle{Person: c.ben, On: friday, News: c.news(t)}}}))
	if got := c.news(t); len(got) != 0 {
		t.Errorf("after the message that tells it there is news of %v", got)
	}
	told := c.next(t, noon)
	ok(t, c.Drop(t.Context(), told, "its morning is over"))
	if got := c.news(t); !slices.Equal(got, []practice.OccurrenceID{o.ID}) {
		t.Errorf("after that message was dropped there is news of %v", got)
	}
	named := practice.Bundle{Person: c.ben, On: friday + 3, Reminders: [][]practice.OccurrenceID{{o.ID}}}
	ok(t, c.Wake(t.Context(), friday+3, Waking{People: people, Bundles: []practice.Notice{named}}))
	if got := c.news(t); len(got) != 0 {
		t.Errorf("a line of the message shows it, and there is news of %v", got)
	}
}

func TestWhatTheLeaderExcusedStays(t *testing.T) {
	c := newCompany(t)
	c.plan(t, thursday, c.ben)
	o := c.about(t, c.ben, "visit", c.cora)
	ok(t, c.exec(t.Context(), `UPDATE occurrences SET expectation = 'excused', reason = 'leader', excused_by = $2 WHERE id = $1`, o.ID, c.ana))
	c.plan(t, thursday, c.ben)
	if got := c.about(t, c.ben, "visit", c.cora); got.Expectation != practice.Excused {
		t.Errorf("it is %s again", got.Expectation)
	}
}

func TestNamedIsWhatSentMessagesShow(t *testing.T) {
	c := newCompany(t)
	o := c.bundle(t)
	named := func(on cadence.Date) bool {
		t.Helper()
		all, err := c.Named(t.Context(), c.ben, on)
		ok(t, err)
		return len(all[o.ID]) > 0
	}
	if named(thursday) {
		t.Error("a message that waits has named it")
	}
	ok(t, c.Sent(t.Context(), c.next(t, noon), "D2", "1.1"))
	if !named(friday) || named(o.ClosesOn+1) {
		t.Errorf("on Friday: %t, when it has closed: %t", named(friday), named(o.ClosesOn+1))
	}
}

// A manager of many is brought in line in several transactions, and whoever
// stops in between finds the rest to do.
func TestAPlanIsWrittenAHundredRowsAtATime(t *testing.T) {
	c := newCompany(t)
	var planned []practice.Occurrence
	for i := range 250 {
		planned = append(planned, practice.Occurrence{Practice: fmt.Sprintf("practice%d", i), Performer: c.ben, Seq: 1, Expectation: practice.Expected,
			Period: cadence.Period{Start: monday, End: monday + 6}, Nominal: friday, DueOn: friday, GraceUntil: friday, ClosesOn: friday})
	}
	plan := Plan{Performer: c.ben, Revision: 1 << 30, From: thursday, To: thursday, Occurrences: planned}
	pb, _, err := c.Playbook(t.Context())
	ok(t, err)
	r, err := c.Roster(t.Context())
	ok(t, err)
	ok(t, c.tx(t.Context(), func(tx *engine.Tx) error {
		rows, all, err := reconciler{tx, pb, r}.reconcile(t.Context(), plan, atOnce)
		if rows != atOnce || all {
			t.Errorf("%d rows, all of them: %t; want %d and more to come", rows, all, atOnce)
		}
		return err
	}))
	if n := c.count(t, "occurrences"); n != atOnce {
		t.Errorf("%d occurrences after the first transaction", n)
	}
	people, err := c.Unplanned(t.Context(), "Europe/Berlin", thursday)
	ok(t, err)
	if len(people) != 1 {
		t.Error("Ben counts as planned with a part of it")
	}
	ok(t, c.Reconcile(t.Context(), []Plan{plan, plan}))
	if n := c.count(t, "occurrences"); n != len(planned) {
		t.Errorf("%d occurrences in the end, want %d", n, len(planned))
	}
	if people, err := c.Unplanned(t.Context(), "Europe/Berlin", thursday); err != nil || len(people) > 0 {
		t.Errorf("Ben is not planned: %v", err)
	}
}

// A closed account is news for whoever owes something about it: their week is
// planned anew. Other changes in the directory are not.
func TestAClosedAccountHasPeoplePlannedAnew(t *testing.T) {
	c := newCompany(t)
	ok(t, c.SyncDirectory(t.Context(), []practice.Person{{SlackID: "U4", Email: "cora@example.com", Name: "Cora", Account: practice.Member}}))
	unplanned := func() int {
		t.Helper()
		people, err := c.Unplanned(t.Context(), "Europe/Berlin", thursday)
		ok(t, err)
		return len(people)
	}
	c.plan(t, thursday, c.ben)
	sync := func(name string, standing practice.AccountStatus) {
		t.Helper()
		ok(t, c.SyncDirectory(t.Context(), []practice.Person{{SlackID: "U4", Email: "cora@example.com", Name: name, Account: standing}}))
	}
	for _, step := range []struct {
		name     string
		standing practice.AccountStatus
		want     int
	}{{"Cora", practice.Member, 0}, {"Cora C", practice.Guest, 0}, {"Cora C", practice.Gone, 1}, {"Cora C", practice.Gone, 0}, {"Cora C", practice.Member, 1}} {
		sync(step.name, step.standing)
		if got := unplanned(); got != step.want {
			t.Errorf("%s as %s: %d to be planned, want %d", step.name, step.standing, got, step.want)
		}
		c.plan(t, thursday, c.ben)
		about := c.about(t, c.ben, "visit", c.cora).Expectation
		if expected := about == practice.Expected; expected != (step.standing != practice.Gone) {
			t.Errorf("%s as %s: the visit is %s", step.name, step.standing, about)
		}
	}
}
