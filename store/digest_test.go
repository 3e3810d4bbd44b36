package store

import (
	"context"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"coach/cadence"
	"coach/practice"
	"coach/store/engine"
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
	ok(t, c.subscribed(t.Context(), second))
	ok(t, c.subscribed(t.Context(), first))
	check("after two", first, second)
	first.Root, first.Channel, first.Weekday, first.At, first.Zone = c.bea, "C9", time.Friday, 17*60, ""
	ok(t, c.subscribed(t.Context(), first))
	check("after the first was changed", first, second)
}

func (s *Store) subscribed(ctx context.Context, sub practice.Subscription) error {
	return s.tx(ctx, func(tx *engine.Tx) error { return subscribe(ctx, tx, sub) })
}

// SQL counts for a thousand managers in one statement, and Go says what each
// occurrence is. They must agree whatever happened, on whatever day.
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
	return c.tx(ctx, func(tx *engine.Tx) error {
		r := reconciler{tx, nil}
		if _, err := tx.ExecContext(ctx, `DELETE FROM occurrences`); err != nil {
			return err
		}
		for _, o := range occurrences {
			if err := r.amend(ctx, practice.Amendment{Occurrence: o}); err != nil {
				return err
			}
			if _, err := tx.ExecContext(ctx, `UPDATE occurrences SET entry_id = $1, logged_on = $2, skip_reason = $3, skip_within = $4 WHERE seq = $5`,
				o.Entry, day(o.LoggedOn), o.Skip.Reason, flag(o.Skip.Within), o.Seq); err != nil {
				return err
			}
		}
		return nil
	})
}
