package service

import (
	"maps"
	"slices"
	"testing"
	"time"

	"coach/cadence"
	"coach/practice"
)

// An explanation of a morning to come says what the beat then does, with the same
// reason, and one of a morning that is over agrees with what it did.
func TestAnExplanationAgreesWithTheMorning(t *testing.T) {
	q := newQuarter(t)
	ctx := t.Context()
	ids := slices.Sorted(maps.Values(q.people))
	explained := map[practice.Withheld]int{}
	type morning struct {
		id practice.PersonID
		on cadence.Date
	}
	came := map[morning]practice.Withheld{}
	for today := quarterFrom; today < quarterFrom+35; today++ {
		q.plan(today)
		now := today.At(practice.DefaultMorning, time.UTC)
		r := q.roster()
		for _, id := range ids {
			x, err := Explain(ctx, q.db, r.Person(id), 0, now)
			ok(t, err)
			if x.On != today || x.Decided || x.Message != nil {
				t.Fatalf("on %s, before the beat: %+v", today, x)
			}
			came[morning{id, today}] = x.Why
			explained[x.Why]++
		}
		ok(t, Wake(ctx, q.db, ids, today, now))
		for _, id := range ids {
			b := practice.Bundle{Person: id, On: today}
			posted, err := q.db.IsPosted(ctx, b)
			ok(t, err)
			if foreseen := came[morning{id, today}]; posted != (foreseen == "") {
				t.Errorf("person %d on %s: posted is %t, foreseen %q", id, today, posted, foreseen)
			}
		}
		q.deliver(today, now)
		for _, id := range ids {
			q.live(id, today)
		}
	}
	for _, why := range []practice.Withheld{"", practice.WithheldDayOff, practice.WithheldNothing, practice.WithheldForLaterDay} {
		if explained[why] == 0 {
			t.Errorf("no morning with the reason %q among %v", why, explained)
		}
	}
	r, wrong := q.roster(), 0
	later := (quarterFrom + 40).At(12*60, time.UTC)
	for m, why := range came {
		x, err := Explain(ctx, q.db, r.Person(m.id), m.on, later)
		ok(t, err)
		if (x.Message != nil) != (why == "") || !x.Decided || !x.Kept {
			t.Errorf("person %d on %s, weeks later: %+v; before it %q", m.id, m.on, x, why)
		}
		if x.Why != why {
			wrong++
		}
	}
	if wrong > len(came)/4 { // what else waited than practices is not known any more
		t.Errorf("%d of %d mornings are explained otherwise weeks later", wrong, len(came))
	}
	t.Logf("%v; %d of %d otherwise", explained, wrong, len(came))
}
