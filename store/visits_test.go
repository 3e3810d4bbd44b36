package store

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"coach/cadence"
	"coach/practice"
)

// sitIn plans a visit of Ana's to Ben's 1:1 with Cora.
func (c company) sitIn(t *testing.T, request string, on cadence.Date) practice.Visit {
	t.Helper()
	v, err := c.PlanVisit(t.Context(), c.visitOn(t, request, on), thursday)
	ok(t, err)
	return v
}

func (c company) visitOn(t *testing.T, request string, on cadence.Date) practice.Visit {
	t.Helper()
	return practice.Visit{Request: request, Occurrence: c.about(t, c.ana, "one_on_one", c.ben).ID, Pair: practice.Pair{Manager: c.ana, Report: c.ben},
		On: on, Session: practice.VisitSession{Practice: "one_on_one", Rep: c.cora}, AskedAt: noon}
}

func (c company) wantVisits(t *testing.T, of practice.PersonID, want ...practice.VisitID) {
	t.Helper()
	found, err := c.VisitsWith(t.Context(), of, thursday)
	ok(t, err)
	var got []practice.VisitID
	for _, v := range found {
		got = append(got, v.ID)
	}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("person %d has the visits %v, want %v", of, got, want)
	}
}

func (c company) wantPlanned(t *testing.T, on cadence.Date) {
	t.Helper()
	if o := c.about(t, c.ana, "one_on_one", c.ben); o.PlannedFor != on {
		t.Errorf("Ana's own is planned for %s, want %s", o.PlannedFor, on)
	}
}

func TestAVisitIsToldOnlyOnceItsManagerAgrees(t *testing.T) {
	c := newCompany(t)
	c.plan(t, thursday, c.ana, c.ben)
	v := c.sitIn(t, "V1", thursday+5)
	if again := c.sitIn(t, "V1", thursday+5); again.ID != v.ID || c.told(t, practice.VisitAsk{Visit: v.ID}) != 1 {
		t.Errorf("delivered again it is visit %d, not %d", again.ID, v.ID)
	}
	c.wantPlanned(t, thursday+5)
	c.wantVisits(t, c.cora)
	for _, who := range []practice.PersonID{c.ana, c.cora} {
		if _, err := c.AgreeVisit(t.Context(), v.ID, who, thursday, noon); !errors.Is(err, ErrNotFound) {
			t.Errorf("person %d agrees: %v", who, err)
		}
		if _, err := c.MoveVisit(t.Context(), v.ID, who, 0, thursday, noon); !errors.Is(err, ErrNotFound) {
			t.Errorf("person %d moves it: %v", who, err)
		}
	}
	for range 2 {
		if agreed, err := c.AgreeVisit(t.Context(), v.ID, c.ben, thursday, noon.Add(time.Minute)); err != nil || !agreed.Agreed() {
			t.Errorf("agreed to it is %+v: %v", agreed, err)
		}
	}
	if n := c.told(t, practice.VisitAnswered{Visit: v.ID, Agreed: true}); n != 1 {
		t.Errorf("Ana hears %d times", n)
	}
	c.wantVisits(t, c.cora, v.ID)
	c.wantVisits(t, c.ben, v.ID)
	c.wantVisits(t, c.ana)
	if _, err := c.EndVisit(t.Context(), v.ID, c.ben, noon); !errors.Is(err, ErrNotFound) {
		t.Errorf("Ben calls it off: %v", err)
	}
	for range 2 {
		_, err := c.EndVisit(t.Context(), v.ID, c.ana, noon)
		ok(t, err)
	}
	if n := c.told(t, practice.VisitOff{Visit: v.ID}); n != 1 {
		t.Errorf("Ben hears %d times that it is off", n)
	}
	c.wantPlanned(t, 0)
	c.wantVisits(t, c.cora)
}

func TestTheDayThatAManagerAskedForIsAgreed(t *testing.T) {
	c := newCompany(t)
	c.plan(t, thursday, c.ana, c.ben)
	first := c.sitIn(t, "V1", thursday+4)
	moved, err := c.MoveVisit(t.Context(), first.ID, c.ben, thursday+5, thursday, noon)
	if err != nil || moved.Stands() || moved.Instead != thursday+5 {
		t.Errorf("moved it is %+v: %v", moved, err)
	}
	c.wantPlanned(t, 0)
	other := c.sitIn(t, "V2", thursday+6)
	if other.Agreed() {
		t.Error("a day that nobody asked for is agreed")
	}
	if old, err := c.Visit(t.Context(), first.ID); err != nil || old.Next != other.ID {
		t.Errorf("planned anew the first is %+v: %v", old, err)
	}
	_, err = c.MoveVisit(t.Context(), other.ID, c.ben, thursday+7, thursday, noon)
	ok(t, err)
	if again := c.sitIn(t, "V3", thursday+7); !again.Agreed() {
		t.Errorf("the day that Ben asked for is %+v", again)
	}
	c.wantPlanned(t, thursday+7)
}

func TestASkipCallsItsVisitOff(t *testing.T) {
	c := newCompany(t)
	c.plan(t, thursday, c.ana, c.ben)
	v := c.sitIn(t, "V1", thursday+5)
	_, err := c.AgreeVisit(t.Context(), v.ID, c.ben, thursday, noon)
	ok(t, err)
	_, _, err = c.Skip(t.Context(), v.Occurrence, practice.Skip{Reason: "sick"}, practice.SkipTerms{}, noon)
	ok(t, err)
	if c.told(t, practice.VisitOff{Visit: v.ID}) != 1 {
		t.Error("Ben isn't told that Ana won't come")
	}
	c.wantVisits(t, c.cora)
}

func TestTwentyVisitsADay(t *testing.T) {
	c := newCompany(t)
	c.plan(t, thursday, c.ana, c.ben)
	for n := range practice.VisitsMost {
		c.sitIn(t, fmt.Sprint("V", n), thursday+5)
	}
	_, err := c.PlanVisit(t.Context(), c.visitOn(t, "V100", thursday+5), thursday)
	refused(t, err, practice.VisitedEnough())
}
