package store

import (
	"database/sql"
	"maps"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"coach/cadence"
	"coach/practice"
)

func TestSubscriptions(t *testing.T) {
	c := newCompany(t)
	first := practice.Subscription{ID: 1, Root: c.ana, Channel: "C1", Weekday: time.Monday, At: 9 * 60, Zone: "Europe/Berlin"}
	second := practice.Subscription{ID: 2, Root: c.ben, Channel: "D2", Weekday: time.Sunday, At: 0, Zone: "Asia/Dubai"}
	check := func(when string, want ...practice.Subscription) {
		t.Helper()
		got, err := c.Subscriptions(t.Context())
		ok(t, err)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", when, diff)
		}
	}
	check("at first")
	ok(t, c.Subscribe(t.Context(), second))
	ok(t, c.Subscribe(t.Context(), first))
	check("after two", first, second)
	first.Root, first.Channel, first.Weekday, first.At, first.Zone = c.bea, "C9", time.Friday, 17*60, ""
	ok(t, c.Subscribe(t.Context(), first))
	check("after the first was changed", first, second)
	ok(t, c.Unsubscribe(t.Context(), 2))
	ok(t, c.Unsubscribe(t.Context(), 2))
	check("after the second was ended twice", first)
}

// SQL counts for a thousand managers in one statement, and Go says what each
// occurrence is. They must agree whatever happened, on whatever day.
func TestTalliesCountAsTheDomainDoes(t *testing.T) {
	c := newCompany(t)
	rapid.Check(t, func(rt *rapid.T) {
		occurrences := rapid.SliceOfN(rapid.Custom(c.anyOccurrence), 5, 25).Draw(rt, "occurrences")
		span := cadence.Period{Start: anyDay(rt, "start")}
		span.End = span.Start + cadence.Date(rapid.IntRange(0, 12).Draw(rt, "days"))
		on := anyDay(rt, "on")

		type who struct {
			performer practice.PersonID
			practice  string
		}
		want, got := map[who]practice.Tally{}, map[who]practice.Tally{}
		for i := range occurrences {
			o := &occurrences[i]
			o.Seq = i + 1
			if span.Contains(o.DueOn) {
				tally := want[who{o.Performer, o.Practice}]
				tally.Add(*o, on)
				want[who{o.Performer, o.Practice}] = tally
			}
		}
		if err := c.replaceOccurrences(t, occurrences); err != nil {
			rt.Fatal(err)
		}
		tallies, err := c.Tallies(t.Context(), span, on)
		if err != nil {
			rt.Fatal(err)
		}
		for _, tally := range tallies {
			got[who{tally.Performer, tally.Practice}] = tally.Tally
		}
		empty := func(_ who, tally practice.Tally) bool { return tally == practice.Tally{} } // says nothing either way
		maps.DeleteFunc(want, empty)
		maps.DeleteFunc(got, empty)
		if diff := cmp.Diff(want, got); diff != "" {
			rt.Errorf("%s to %s, as of %s (-domain +SQL):\n%s", span.Start, span.End, on, diff)
		}
	})
}

// anyDay draws one of so few that days often coincide.
func anyDay(rt *rapid.T, label string) cadence.Date {
	return monday + cadence.Date(rapid.IntRange(0, 9).Draw(rt, label))
}

// anyOccurrence draws one whose dates are in order, with anything that can
// happen to it.
func (c company) anyOccurrence(rt *rapid.T) practice.Occurrence {
	after := func(d cadence.Date, label string) cadence.Date {
		return d + cadence.Date(rapid.IntRange(0, 2).Draw(rt, label))
	}
	o := practice.Occurrence{
		Practice:    rapid.SampledFrom([]string{"visit", "one_on_one"}).Draw(rt, "practice"),
		Performer:   rapid.SampledFrom([]practice.PersonID{c.ben, c.bea}).Draw(rt, "performer"),
		Expectation: rapid.SampledFrom([]practice.Expectation{practice.Expected, practice.Expected, practice.Excused, practice.Cancelled}).Draw(rt, "expectation"),
	}
	o.Period.Start = anyDay(rt, "period start")
	o.DueOn = after(o.Period.Start, "due")
	o.Period.End = after(o.DueOn, "period end")
	o.Nominal = o.DueOn
	o.GraceUntil = after(o.DueOn, "grace")
	o.ClosesOn = after(o.GraceUntil, "closing")
	switch rapid.SampledFrom([]string{"nothing", "entry", "skip"}).Draw(rt, "what happened") {
	case "entry":
		o.Entry, o.LoggedOn = 1, after(o.Period.Start, "logged")+cadence.Date(rapid.IntRange(0, 6).Draw(rt, "logged later"))
	case "skip":
		o.Skip = practice.Skip{Reason: "On leave", Within: rapid.Bool().Draw(rt, "within the allowance")}
	}
	return o
}

// replaceOccurrences makes these all there are.
func (c company) replaceOccurrences(t *testing.T, occurrences []practice.Occurrence) error {
	ctx := t.Context()
	return c.tx(ctx, func(tx *sql.Tx) error {
		r, err := newReconciler(ctx, tx, nil)
		if err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, `DELETE FROM occurrences`); err != nil {
			return err
		}
		for _, o := range occurrences {
			if err := r.amend(ctx, practice.Amendment{Occurrence: o}); err != nil {
				return err
			}
			if _, err := tx.ExecContext(ctx, `UPDATE occurrences SET entry_id = $1, logged_on = $2, skip_reason = $3, skip_within = $4 WHERE seq = $5`,
				o.Entry, day(o.LoggedOn), o.Skip.Reason, o.Skip.Within, o.Seq); err != nil {
				return err
			}
		}
		return nil
	})
}
