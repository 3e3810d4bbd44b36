package store

import (
	"context"
	"maps"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"coach/cadence"
	"coach/files"
	"coach/measure"
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
func TestTalliesCountAsTheDomainDoes(t *testing.T) {
	c := newCompany(t)
	rapid.Check(t, func(rt *rapid.T) {
		occurrences := rapid.SliceOfN(rapid.Custom(c.anyOccurrence), 5, 25).Draw(rt, "occurrences")
		window := cadence.Period{Start: anyDay(rt, "start")}
		window.End = window.Start + cadence.Date(rapid.IntRange(0, 12).Draw(rt, "days"))
		on := anyDay(rt, "on")

		type who struct {
			performer practice.PersonID
			practice  string
		}
		want, got := map[who]measure.Tally{}, map[who]measure.Tally{}
		for i := range occurrences {
			o := &occurrences[i]
			o.Seq = i + 1
			if measure.InWindow(*o, window) {
				tally := want[who{o.Performer, o.Practice}]
				tally.Add(*o, on)
				want[who{o.Performer, o.Practice}] = tally
			}
		}
		if err := c.replaceOccurrences(t, occurrences); err != nil {
			rt.Fatal(err)
		}
		tallies, err := c.Tallies(t.Context(), window, on)
		if err != nil {
			rt.Fatal(err)
		}
		for _, tally := range tallies {
			got[who{tally.Performer, tally.Practice}] = tally.Tally
		}
		empty := func(_ who, tally measure.Tally) bool { return tally == measure.Tally{} } // says nothing either way
		maps.DeleteFunc(want, empty)
		maps.DeleteFunc(got, empty)
		if diff := cmp.Diff(want, got); diff != "" {
			rt.Errorf("%s to %s, as of %s (-domain +SQL):\n%s", window.Start, window.End, on, diff)
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

func TestSomebodyIsReachedByWhoeverMakesTime(t *testing.T) {
	april := cadence.Period{Start: cadence.NewDate(2026, time.April, 1), End: cadence.NewDate(2026, time.April, 30)}
	eighth := april.Start + 7
	cora := func(manager string, from, to cadence.Date, dotted bool) files.PeopleRow {
		return files.PeopleRow{Email: "cora@example.com", Name: "Cora", ManagerEmail: manager, Start: from, End: to, Dotted: dotted}
	}
	transfer := []files.PeopleRow{cora("ben@example.com", 0, eighth+4, false), cora("bea@example.com", eighth+5, 0, false)}
	entry := func(key string, by practice.PersonID, subject practice.PersonID) practice.Entry {
		return practice.Entry{Request: "V1", Practice: key, Author: by, Subject: subject}
	}
	tests := []struct {
		name string
		rows []files.PeopleRow
		log  func(company) practice.Entry
		on   cadence.Date
		want bool
	}{
		{"E3: a 1:1 that the old manager held before a transfer", transfer, func(c company) practice.Entry { return entry("one_on_one", c.ben, c.cora) }, eighth, true},
		{"E31: a visit by a dotted manager, of whom nothing is asked", append(transfer, cora("ana@example.com", 0, 0, true)),
			func(c company) practice.Entry { return entry("visit", c.ana, c.cora) }, eighth, true},
		{"the same before the window", transfer, func(c company) practice.Entry { return entry("one_on_one", c.ben, c.cora) }, april.Start - 1, false},
		{"a 1:1 with somebody else", transfer, func(c company) practice.Entry { return entry("one_on_one", c.ben, c.dan) }, eighth, false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			c := newCompany(t)
			c.imports(t, test.rows...)
			c.plan(t, april.Start, c.bea)
			c.log(t, test.log(c), test.on, test.on)
			touched, err := c.Reached(t.Context(), april)
			ok(t, err)
			want := measure.Rate{Whole: 1} // Cora, whom Bea owes a 1:1
			if test.want {
				want.Part = 1
			}
			if got := measure.Reach([]practice.PersonID{c.bea}, touched); got != want {
				t.Errorf("of Bea's people %v are reached, want %v", got, want)
			}
			ok(t, c.Withdraw(t.Context(), test.log(c).Author, noon, 1))
			touched, err = c.Reached(t.Context(), april)
			ok(t, err)
			if got := measure.Reach([]practice.PersonID{c.bea}, touched); got.Part != 0 {
				t.Errorf("withdrawn, it still reaches: %v", got)
			}
		})
	}
}
