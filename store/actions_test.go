package store

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"coach/cadence"
	"coach/practice"
)

var noIDs = cmpopts.IgnoreFields(practice.Action{}, "ID")

// talk is Ben's 1:1 with somebody on the Thursday of the tests.
func (c company) talk(t *testing.T, with practice.PersonID, values practice.Values) practice.Entry {
	t.Helper()
	return c.log(t, practice.Entry{Request: "V1", Practice: "one_on_one", Author: c.ben, Subject: with, Values: values}, thursday, thursday).Entry
}

// stepsOf returns the actions of Ben and a report.
func (c company) stepsOf(t *testing.T, report practice.PersonID) []practice.Action {
	t.Helper()
	found, err := c.StepsOf(t.Context(), practice.Pair{Manager: c.ben, Report: report})
	ok(t, err)
	return found
}

// step logs a 1:1 with Cora of one step, and returns it.
func (c company) step(t *testing.T) practice.Action {
	t.Helper()
	c.talk(t, c.cora, practice.Values{"plan": {Rows: []practice.Row{{What: "Call", Due: friday}}}})
	return c.stepsOf(t, c.cora)[0]
}

func (c company) action(t *testing.T, id practice.ActionID) practice.Action {
	t.Helper()
	a, err := c.Action(t.Context(), id)
	ok(t, err)
	return a
}

func TestAnEntryOpensItsActions(t *testing.T) {
	c := newCompany(t)
	values := practice.Values{
		"plan":    {Rows: []practice.Row{{What: "Call", Due: friday}, {What: "Write", Due: friday + 3, Owner: c.ben}}},
		"support": {Text: "Come along"},
		"mine":    {Rows: []practice.Row{{What: "Ask Priya", Due: friday + 1}}},
	}
	first := c.talk(t, c.cora, values)
	c.talk(t, c.cora, values) // redelivered
	e := c.talk(t, c.dan, practice.Values{"plan": {Rows: []practice.Row{{What: "Call", Due: friday}}}}) // one form for two
	step := func(request, what string, owner, subject practice.PersonID, due cadence.Date) practice.Action {
		return practice.Action{Request: request, Entry: first.ID, Author: c.ben, Owner: owner, Subject: subject, What: what, MadeAt: noon, FirstDue: due, Due: due, AgreedAt: noon}
	}
	id := func(who practice.PersonID) string { return "V1/" + string(rune('0'+who)) }
	want := []practice.Action{
		step(id(c.cora)+"/plan.0", "Call", c.cora, c.cora, friday),
		step(id(c.cora)+"/plan.1", "Write", c.ben, c.cora, friday+3),
		step(id(c.cora)+"/support.0", "Come along", c.ben, c.cora, thursday+7), // five working days on
	}
	if diff := cmp.Diff(want, c.stepsOf(t, c.cora), noIDs); diff != "" {
		t.Errorf("Cora's actions (-want +got):\n%s", diff)
	}
	if got := c.stepsOf(t, c.dan); len(got) != 1 || got[0].Owner != c.dan || got[0].Entry != e.ID {
		t.Errorf("Dan's actions: %+v", got)
	}
	own, err := c.OpenSteps(t.Context(), c.ben)
	ok(t, err)
	if diff := cmp.Diff([]practice.Action{step(id(c.cora)+"/mine.0", "Ask Priya", c.ben, 0, friday+1), want[1], want[2]}, own, noIDs); diff != "" {
		t.Errorf("Ben's own (-want +got):\n%s", diff)
	}
	if got := c.count(t, "actions"); got != 5 {
		t.Errorf("%d actions, want 5", got)
	}
}

func TestAnActionIsTickedOnceAndForADay(t *testing.T) {
	c := newCompany(t)
	a := c.step(t)
	tick := func(by practice.PersonID, at time.Time) practice.Action {
		t.Helper()
		done, err := c.Tick(t.Context(), a.ID, by, at, cadence.DateOf(at))
		ok(t, err)
		return done
	}
	if got := tick(c.dan, noon); !got.Open() {
		t.Error("somebody else ticked it")
	}
	first := tick(c.ben, noon)
	if first.Open() || first.DoneBy != c.ben || first.DoneOn != thursday || !first.DoneAt.Equal(noon) {
		t.Errorf("ticked: %+v", first)
	}
	if diff := cmp.Diff(first, tick(c.cora, noon.Add(time.Hour))); diff != "" {
		t.Errorf("the second of two changes it (-first +second):\n%s", diff)
	}
	untick := func(at time.Time) practice.Action {
		t.Helper()
		got, err := c.Untick(t.Context(), a.ID, c.cora, at)
		ok(t, err)
		return got
	}
	if got := untick(noon.Add(24 * time.Hour)); got.Open() {
		t.Error("it is open again after a day")
	}
	if diff := cmp.Diff(a, untick(noon.Add(24*time.Hour-time.Second))); diff != "" {
		t.Errorf("taken back within the day (-before +after):\n%s", diff)
	}
	if _, err := c.Tick(t.Context(), a.ID+1, c.ben, noon, thursday); !errors.Is(err, ErrNotFound) {
		t.Errorf("an action that is not there: %v", err)
	}
}

func TestAMoveKeepsTheFirstDay(t *testing.T) {
	c := newCompany(t)
	a := c.step(t)
	for i, to := range []cadence.Date{friday + 3, friday + 3, friday + 4} {
		_, err := c.Move(t.Context(), a.ID, c.cora, to, noon.Add(time.Duration(i)*time.Hour))
		ok(t, err)
	}
	if _, err := c.Move(t.Context(), a.ID, c.dan, friday+5, noon.Add(9*time.Hour)); err != nil {
		t.Fatal(err)
	}
	a.Due = friday + 4
	a.Moves = []practice.Move{{At: noon, By: c.cora, To: friday + 3}, {At: noon.Add(2 * time.Hour), By: c.cora, To: friday + 4}}
	if diff := cmp.Diff(a, c.action(t, a.ID)); diff != "" {
		t.Errorf("moved twice, to one day once (-want +got):\n%s", diff)
	}
}

func TestAnActionIsCancelledByBoth(t *testing.T) {
	c := newCompany(t)
	a := c.step(t)
	cancel := func(by practice.PersonID, alone bool) practice.Action {
		t.Helper()
		got, err := c.Cancel(t.Context(), a.ID, by, noon, alone)
		ok(t, err)
		return got
	}
	cancel(c.dan, true)
	for range 2 {
		if got := cancel(c.cora, false); !got.Open() || len(got.Cancels) != 1 || !got.CancelledBy(c.cora) {
			t.Errorf("proposed by one: %+v", got)
		}
	}
	kept, err := c.Keep(t.Context(), a.ID, c.ben, noon)
	ok(t, err)
	if diff := cmp.Diff(a, kept); diff != "" {
		t.Errorf("kept (-before +after):\n%s", diff)
	}
	cancel(c.cora, false)
	if got := cancel(c.ben, false); got.Open() || !got.CancelledAt.Equal(noon) || len(got.Cancels) != 2 {
		t.Errorf("by both: %+v", got)
	}
	open, err := c.OpenSteps(t.Context(), c.cora)
	ok(t, err)
	if len(open) != 0 || len(c.stepsOf(t, c.cora)) != 1 {
		t.Errorf("%d are open, and the pair reads %d", len(open), len(c.stepsOf(t, c.cora)))
	}
}

func TestOneWordIsEnoughWhereTheOtherHasLeft(t *testing.T) {
	c := newCompany(t)
	a := c.step(t)
	got, err := c.Cancel(t.Context(), a.ID, c.ben, noon, true)
	ok(t, err)
	if got.Open() {
		t.Error("it is still open")
	}
}

func TestWithdrawingDropsWhatNobodyTouched(t *testing.T) {
	row := func(what string) practice.Row { return practice.Row{What: what, Due: friday} }
	c := newCompany(t)
	e := c.talk(t, c.cora, practice.Values{"plan": {Rows: []practice.Row{row("ticked"), row("moved"), row("cancelled"), row("untouched")}}})
	all := c.stepsOf(t, c.cora)
	_, err := c.Tick(t.Context(), all[0].ID, c.cora, noon, thursday)
	ok(t, err)
	_, err = c.Move(t.Context(), all[1].ID, c.cora, friday+1, noon)
	ok(t, err)
	_, err = c.Cancel(t.Context(), all[2].ID, c.cora, noon, false)
	ok(t, err)
	ok(t, c.Withdraw(t.Context(), c.ben, noon, e.ID))
	var left []string
	for _, a := range c.stepsOf(t, c.cora) {
		left = append(left, a.What)
	}
	if diff := cmp.Diff([]string{"ticked", "cancelled", "moved"}, left); diff != "" {
		t.Errorf("what is left (-want +got):\n%s", diff)
	}
	if got := c.action(t, all[3].ID); got.What != "" || got.Open() || !got.DroppedAt.Equal(noon) {
		t.Errorf("what nobody touched: %+v", got)
	}
}

// What Ben and Cora agreed stays with them when Cora moves to Bea: Cora still
// has her step, and Bea has no action with her.
func TestATransferLeavesActionsWithTheOldPair(t *testing.T) {
	c := newCompany(t)
	c.step(t)
	ana := companyRows()
	ana[3].ManagerEmail = "bea@example.com"
	c.imports(t, ana...)
	new, err := c.StepsOf(t.Context(), practice.Pair{Manager: c.bea, Report: c.cora})
	ok(t, err)
	own, err := c.OpenSteps(t.Context(), c.cora)
	ok(t, err)
	if len(new) != 0 || len(own) != 1 || len(c.stepsOf(t, c.cora)) != 1 {
		t.Errorf("the new pair has %d, Cora %d, the old pair %d; want 0, 1, 1", len(new), len(own), len(c.stepsOf(t, c.cora)))
	}
}
