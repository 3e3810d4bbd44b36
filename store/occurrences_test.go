package store

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"coach/cadence"
	"coach/files"
	"coach/practice"
)

func TestOccurrencesComeOutAsPlanned(t *testing.T) {
	c := newCompany(t)
	pb, _, err := c.Playbook(t.Context())
	ok(t, err)
	r, err := c.Roster(t.Context())
	ok(t, err)
	want := practice.Plan(pb, r, c.ben, thursday, thursday)
	if len(want) < 8 {
		t.Fatalf("only %d occurrences are planned", len(want))
	}
	c.plan(t, thursday, c.ben)
	got, err := c.occurrences(t.Context(), `performer_id = $1`, c.ben)
	ok(t, err)
	if diff := cmp.Diff(want, got, dues, cmpopts.IgnoreFields(practice.Occurrence{}, "ID")); diff != "" {
		t.Errorf("what is stored (-planned +stored):\n%s", diff)
	}
	ids := []practice.OccurrenceID{got[2].ID, got[0].ID, 999}
	some, err := c.Occurrences(t.Context(), ids)
	ok(t, err)
	if diff := cmp.Diff([]practice.Occurrence{got[2], got[0]}, some, dues); diff != "" {
		t.Errorf("those asked for by ID (-want +got):\n%s", diff)
	}
}

func TestReconcileTwiceChangesNothing(t *testing.T) {
	c := newCompany(t)
	everybody := []practice.PersonID{c.ana, c.ben, c.bea, c.cora, c.dan}
	c.plan(t, thursday, everybody...)
	o := c.about(t, c.ben, "visit", c.cora)
	ok(t, c.Post(t.Context(), practice.Bundle{Person: c.ben, On: thursday, Reminders: [][]practice.OccurrenceID{{o.ID}}}))
	ok(t, c.Sent(t.Context(), c.next(t, noon), "D2", "1.1"))
	before, err := c.occurrences(t.Context(), `true ORDER BY id`)
	ok(t, err)
	c.plan(t, thursday, everybody...)
	after, err := c.occurrences(t.Context(), `true ORDER BY id`)
	ok(t, err)
	if !slices.Equal(before, after) {
		t.Errorf("%d occurrences became %d others", len(before), len(after))
	}
	c.idle(t, noon)
}

// Cora moves from Ben to Bea at the start of March, which is known only on
// the fifth.
func TestATransferMovesWhatIsOpen(t *testing.T) {
	transfer := func(t *testing.T, c company) {
		c.imports(t,
			files.PeopleRow{Email: "cora@example.com", ManagerEmail: "ben@example.com", End: cadence.NewDate(2026, time.February, 28)},
			files.PeopleRow{Email: "cora@example.com", ManagerEmail: "bea@example.com", Start: cadence.NewDate(2026, time.March, 1)})
		c.plan(t, thursday, c.ben, c.bea)
	}
	t.Run("what was open is cancelled and asked of the new manager", func(t *testing.T) {
		c := newCompany(t)
		c.plan(t, thursday, c.ben, c.bea)
		transfer(t, c)
		if o := c.about(t, c.ben, "visit", c.cora); o.Expectation != practice.Cancelled || o.Reason != practice.ByLine {
			t.Errorf("the old manager's is %s (%s), want cancelled by line", o.Expectation, o.Reason)
		}
		if o := c.about(t, c.bea, "visit", c.cora); o.Expectation != practice.Expected {
			t.Errorf("the new manager's is %s, want expected", o.Expectation)
		}
		if o := c.about(t, c.ben, "visit", c.dan); o.Expectation != practice.Expected {
			t.Errorf("the old manager's about somebody else is %s, want expected", o.Expectation)
		}
	})
	t.Run("what was done, skipped or excused by a leader is kept", func(t *testing.T) {
		c := newCompany(t)
		c.plan(t, thursday, c.ben, c.bea)
		c.log(t, practice.Entry{Request: "V1", Practice: "visit", Author: c.ben, Subject: c.cora}, monday, monday)
		c.skip(t, c.about(t, c.ben, "one_on_one", c.cora).ID)
		c.excuse(t, c.about(t, c.ben, "quarterly_review", c.cora).ID)
		done, skipped, excused := c.about(t, c.ben, "visit", c.cora), c.about(t, c.ben, "one_on_one", c.cora), c.about(t, c.ben, "quarterly_review", c.cora)
		transfer(t, c)
		if got := c.about(t, c.ben, "visit", c.cora); got != done {
			t.Errorf("what was done became %+v", got)
		}
		if got := c.about(t, c.ben, "one_on_one", c.cora); got != skipped {
			t.Errorf("what was skipped became %+v", got)
		}
		if got := c.about(t, c.ben, "quarterly_review", c.cora); got != excused || got.Reason != practice.ByLeader {
			t.Errorf("what was excused became %+v", got)
		}
	})
	t.Run("what was cancelled by mistake comes back", func(t *testing.T) {
		c := newCompany(t)
		c.plan(t, thursday, c.ben, c.bea)
		before := c.about(t, c.ben, "visit", c.cora)
		transfer(t, c)
		c.imports(t, files.PeopleRow{Email: "cora@example.com", ManagerEmail: "ben@example.com"})
		c.plan(t, thursday, c.ben, c.bea)
		if got := c.about(t, c.ben, "visit", c.cora); got != before {
			t.Errorf("it came back as %+v, want %+v", got, before)
		}
		if got := c.about(t, c.bea, "visit", c.cora); got.Expectation != practice.Cancelled {
			t.Errorf("Bea's is %s, want cancelled", got.Expectation)
		}
	})
}

func TestOrphansAreCancelledOnce(t *testing.T) {
	c := newCompany(t)
	c.bundle(t)
	ok(t, c.Sent(t.Context(), c.next(t, noon), "D2", "1.1"))
	nothing := []Plan{{Performer: c.ben, From: thursday, To: thursday}}
	ok(t, c.Reconcile(t.Context(), nothing))
	ok(t, c.Sent(t.Context(), c.next(t, noon), "D2", "1.1"))
	ok(t, c.Reconcile(t.Context(), nothing))
	c.idle(t, noon)
	all, err := c.occurrences(t.Context(), `performer_id = $1`, c.ben)
	ok(t, err)
	for _, o := range all {
		if o.Expectation != practice.Cancelled {
			t.Errorf("%s about person %d is %s, want cancelled", o.Practice, o.Subject, o.Expectation)
		}
	}
	c.plan(t, thursday, c.bea)
	c.plan(t, thursday+7, c.ben)
	waiting, err := c.Waiting(t.Context(), c.ben, thursday)
	ok(t, err)
	for _, o := range waiting {
		if o.Period.End < thursday+7 {
			t.Errorf("%s of the week that nothing asks for waits again", o.Practice)
		}
	}
}

// What is past its grace is history: another plan must not rewrite it.
func TestWhatIsDecidedIsNeverRewritten(t *testing.T) {
	c := newCompany(t)
	c.plan(t, thursday, c.ben)
	missed := c.about(t, c.ben, "visit", c.cora)
	later := missed.GraceUntil + 1
	ok(t, c.Reconcile(t.Context(), []Plan{{Performer: c.ben, From: thursday, To: later}}))
	if got := c.about(t, c.ben, "visit", c.cora); got != missed {
		t.Errorf("a plan without it turned it into %+v", got)
	}
	moved := missed
	moved.DueOn, moved.GraceUntil, moved.ClosesOn = missed.DueOn+7, missed.GraceUntil+7, missed.ClosesOn+7
	ok(t, c.Reconcile(t.Context(), []Plan{{Performer: c.ben, From: thursday, To: later, Occurrences: []practice.Occurrence{moved}}}))
	if got := c.about(t, c.ben, "visit", c.cora); got != missed {
		t.Errorf("a plan that moves it turned it into %+v", got)
	}
	ok(t, c.Reconcile(t.Context(), []Plan{{Performer: c.ben, From: thursday, To: missed.GraceUntil, Occurrences: []practice.Occurrence{moved}}}))
	if got := c.about(t, c.ben, "visit", c.cora); got != moved {
		t.Errorf("on its last day in grace it can still move, but is %+v", got)
	}
}

func TestWaiting(t *testing.T) {
	c := newCompany(t)
	c.plan(t, thursday, c.ben)
	c.log(t, practice.Entry{Request: "V1", Practice: "visit", Author: c.ben, Subject: c.dan}, monday, monday)
	tests := []struct {
		name string
		on   cadence.Date
		want int // visits that wait: the one to Cora, or none
	}{
		{"before its week", monday - 1, 0},
		{"from the first day of its week", monday, 1},
		{"on its last day in grace", friday, 1},
		{"on the last day that counts", friday + 4, 1},
		{"after that", friday + 5, 0},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			waiting, err := c.Waiting(t.Context(), c.ben, test.on)
			ok(t, err)
			var visits []practice.PersonID
			for _, o := range waiting {
				if !o.Waiting(test.on) {
					t.Errorf("%s about person %d is among them but %s", o.Practice, o.Subject, o.Status(test.on))
				}
				if o.Practice == "visit" {
					visits = append(visits, o.Subject)
				}
			}
			if want := []practice.PersonID{c.cora}[:test.want]; !slices.Equal(visits, want) {
				t.Errorf("visits to %v wait, want %v", visits, want)
			}
			if !slices.IsSortedFunc(waiting, func(a, b practice.Occurrence) int { return int(a.DueOn - b.DueOn) }) {
				t.Error("they are not in the order of their due dates")
			}
		})
	}
}

func TestUnplanned(t *testing.T) {
	c := newCompany(t)
	unplanned := func(zone string, today cadence.Date) []Unplanned {
		t.Helper()
		people, err := c.Unplanned(t.Context(), zone, today)
		ok(t, err)
		return people
	}
	if diff := cmp.Diff([]Unplanned{{Person: c.ben}}, unplanned("Europe/Berlin", thursday), anyRevision); diff != "" {
		t.Errorf("at first in Berlin (-want +got):\n%s", diff)
	}
	if n := len(unplanned("", thursday)); n != 4 {
		t.Errorf("%d people without a zone, want 4", n)
	}
	c.plan(t, thursday, c.ben)
	if got := unplanned("Europe/Berlin", thursday); len(got) != 0 {
		t.Errorf("after planning %v are left", got)
	}
	if diff := cmp.Diff([]Unplanned{{Person: c.ben, PlannedOn: thursday}}, unplanned("Europe/Berlin", friday), anyRevision); diff != "" {
		t.Errorf("the day after (-want +got):\n%s", diff)
	}
}

// A change between reading the roster and storing the plan is not lost.
func TestAChangeWhileSomebodyIsPlannedHasThemPlannedAgain(t *testing.T) {
	c := newCompany(t)
	people, err := c.Unplanned(t.Context(), "Europe/Berlin", thursday)
	ok(t, err)
	_, err = c.ImportLeave(t.Context(), []files.LeaveRow{{Email: "ben@example.com", From: friday, To: friday}})
	ok(t, err)
	ok(t, c.Reconcile(t.Context(), []Plan{{Performer: c.ben, Revision: people[0].Revision, From: thursday, To: thursday}}))
	if got := c.unplanned(t); !slices.Contains(got, c.ben) {
		t.Errorf("Ben, planned by the roster from before his leave, is not planned again: %v", got)
	}
	c.plan(t, thursday, c.ben)
	if got := c.unplanned(t); slices.Contains(got, c.ben) {
		t.Errorf("Ben, planned by the roster of now, is to be planned again: %v", got)
	}
}

func TestOnlyThoseImportedArePlannedFor(t *testing.T) {
	c := newCompany(t)
	ok(t, c.SyncDirectory(t.Context(), []practice.Person{{SlackID: "U7", Email: "zoe@example.com", Name: "Zoe", Zone: "Asia/Tokyo", Account: practice.Member}}))
	zones, err := c.Zones(t.Context())
	ok(t, err)
	slices.Sort(zones)
	if !slices.Equal(zones, []string{"", "Europe/Berlin"}) {
		t.Errorf("the zones are %q, want none of somebody who is only in the directory", zones)
	}
}
