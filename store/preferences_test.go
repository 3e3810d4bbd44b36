package store

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"coach/practice"
)

func TestPreferences(t *testing.T) {
	c := newCompany(t)
	got, err := c.Preferences(t.Context(), c.ben)
	ok(t, err)
	if diff := cmp.Diff(practice.Preferences{Morning: practice.DefaultMorning}, got); diff != "" {
		t.Errorf("before any choice (-want +got):\n%s", diff)
	}
	want := practice.Preferences{Morning: 9*60 + 30, Days: []time.Weekday{time.Monday, time.Thursday}, Muted: []string{"forecast", "visit"}, WeeklyUntil: friday}
	ok(t, c.SetPreferences(t.Context(), c.ben, practice.Preferences{Morning: 10 * 60, Muted: []string{"visit", "gone"}}))
	ok(t, c.SetPreferences(t.Context(), c.ben, want))
	if got, err = c.Preferences(t.Context(), c.ben); err != nil || !cmp.Equal(want, got) {
		t.Errorf("preferences: %+v, %v; want %+v", got, err, want)
	}
	r, err := c.Roster(t.Context())
	ok(t, err)
	if at := r.Person(c.ben).Morning; at != want.Morning {
		t.Errorf("the roster has a morning at %s, want %s", at, want.Morning)
	}
	if other, err := c.Preferences(t.Context(), c.cora); err != nil || len(other.Muted) > 0 {
		t.Errorf("somebody else's: %+v, %v", other, err)
	}
	if _, err := c.Preferences(t.Context(), 999); err != ErrNotFound {
		t.Errorf("nobody's: %v, want ErrNotFound", err)
	}
}

// What somebody plans is shown at once where it stands already.
func TestPlanFor(t *testing.T) {
	c := newCompany(t)
	c.plan(t, thursday, c.ben)
	o := c.about(t, c.ben, "visit", c.cora)
	ok(t, c.Post(t.Context(), practice.Bundle{Person: c.ben, On: thursday, Reminders: [][]practice.OccurrenceID{{o.ID}}}))
	ok(t, c.Sent(t.Context(), c.next(t, noon), "D1", "1.1"))
	ok(t, c.PlanFor(t.Context(), []practice.OccurrenceID{o.ID}, friday, "after the forecast"))
	again, err := c.Occurrences(t.Context(), []practice.OccurrenceID{o.ID})
	ok(t, err)
	if again[0].PlannedFor != friday || again[0].Cue != "after the forecast" {
		t.Errorf("planned for %s, %q", again[0].PlannedFor, again[0].Cue)
	}
	d := c.next(t, noon)
	if d.Task != Redraw {
		t.Fatalf("the message is to be %v, want redrawn", d.Task)
	}
	ok(t, c.Unchanged(t.Context(), d))
	ok(t, c.PlanFor(t.Context(), []practice.OccurrenceID{o.ID}, friday, "after the forecast"))
	if busy, err := c.Busy(t.Context()); err != nil || busy {
		t.Errorf("the same plan again redraws the message: %v, %v", busy, err)
	}
	ok(t, c.PlanFor(t.Context(), []practice.OccurrenceID{o.ID}, 0, ""))
	if again, err = c.Occurrences(t.Context(), []practice.OccurrenceID{o.ID}); err != nil || again[0].PlannedFor != 0 {
		t.Errorf("taken back: %+v, %v", again[0], err)
	}
}

// A message was sent when Slack posted it, by the clock that says what day it
// is, which may be far from the one that times attempts.
func TestHabitsKnowWhenAMessageWasPosted(t *testing.T) {
	c := newCompany(t)
	ok(t, c.Post(t.Context(), practice.Bundle{Person: c.ben, On: thursday}))
	d := c.next(t, noon)
	ok(t, c.Attempt(t.Context(), d, "D1", noon))
	posted := noon.AddDate(0, -3, 0)
	for _, s := range []struct {
		name string
		do   func() error
		want time.Time
	}{
		{"while nobody knows whether it arrived", func() error { return nil }, noon},
		{"once it has", func() error { return c.Sent(t.Context(), d, "D1", fmt.Sprintf("%d.000100", posted.Unix())) }, posted},
	} {
		ok(t, s.do())
		h, err := c.Habits(t.Context(), c.ben)
		ok(t, err)
		if len(h.Sent) != 1 || h.Sent[0].On != thursday || !h.Sent[0].At.Equal(s.want) {
			t.Errorf("%s: %v, want %s", s.name, h.Sent, s.want)
		}
	}
}
