package store

import (
	"errors"
	"slices"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"coach/cadence"
	"coach/practice"
)

// travel is why things are skipped here, and allowed are terms with room for
// one skip in the quarter.
var (
	travel  = practice.Skip{Reason: "Travel", Detail: "for my leader"}
	allowed = practice.SkipTerms{Quarter: cadence.Period{Start: monday - 60, End: monday + 28}, Scheduled: 4}
)

func TestSkip(t *testing.T) {
	t.Run("what waits is skipped", func(t *testing.T) {
		c := newCompany(t)
		c.plan(t, thursday, c.ben)
		o := c.about(t, c.ben, "visit", c.cora)
		written := travel
		written.For = c.ana
		got, terms, err := c.Skip(t.Context(), o.ID, written, allowed, noon)
		ok(t, err)
		o.Skip = practice.Skip{Reason: "Travel", Detail: "for my leader", For: c.ana, Within: true, At: instant(millis(noon))}
		if got != o || c.about(t, c.ben, "visit", c.cora) != o || terms != allowed {
			t.Errorf("it is %+v on %+v, want %+v", got, terms, o)
		}
		again, terms, err := c.Skip(t.Context(), o.ID, travel, allowed, noon)
		ok(t, err)
		if again != o || terms != allowed {
			t.Errorf("said twice, it is %+v on %+v", again, terms)
		}
	})
	settlings := []struct {
		name   string
		settle func(*testing.T, company, practice.Occurrence)
	}{
		{"what is done stays done", func(t *testing.T, c company, o practice.Occurrence) {
			c.log(t, practice.Entry{Request: "V1", Practice: "visit", Author: c.ben, Subject: o.Subject}, thursday, thursday)
		}},
		{"what is skipped keeps its first reason", func(t *testing.T, c company, o practice.Occurrence) { c.skip(t, o.ID) }},
		{"what is excused stays excused", func(t *testing.T, c company, o practice.Occurrence) { c.excuse(t, o.ID) }},
		{"what is cancelled stays cancelled", func(t *testing.T, c company, _ practice.Occurrence) {
			ok(t, c.Reconcile(t.Context(), []Plan{{Performer: c.ben, From: thursday, To: thursday}}))
		}},
	}
	for _, test := range settlings {
		t.Run(test.name, func(t *testing.T) {
			c := newCompany(t)
			c.plan(t, thursday, c.ben)
			test.settle(t, c, c.about(t, c.ben, "visit", c.cora))
			before := c.about(t, c.ben, "visit", c.cora)
			got, _, err := c.Skip(t.Context(), before.ID, travel, allowed, noon)
			ok(t, err)
			if got != before || c.about(t, c.ben, "visit", c.cora) != before {
				t.Errorf("it is %+v, want %+v as before", got, before)
			}
		})
	}
	t.Run("what was skipped is not settled by a later entry", func(t *testing.T) {
		c := newCompany(t)
		c.plan(t, thursday, c.ben)
		c.skip(t, c.about(t, c.ben, "visit", c.cora).ID)
		done := c.log(t, practice.Entry{Request: "V1", Practice: "visit", Author: c.ben, Subject: c.cora}, thursday, thursday)
		if done.Settled.ID != 0 {
			t.Errorf("the entry settled occurrence %d, want none", done.Settled.ID)
		}
	})
	t.Run("what is not there is not found", func(t *testing.T) {
		if _, _, err := newCompany(t).Skip(t.Context(), 99, travel, allowed, noon); !errors.Is(err, ErrNotFound) {
			t.Errorf("%v, want ErrNotFound", err)
		}
	})
}

// Whoever skips two things at once, with one skip left, has one that counts.
func TestTwoSkipsAtOnceCannotBothBeTheLast(t *testing.T) {
	c := newCompany(t)
	c.plan(t, thursday, c.ben)
	var both sync.WaitGroup
	var errs [2]error
	for i, subject := range []practice.PersonID{c.cora, c.dan} {
		o := c.about(t, c.ben, "visit", subject)
		both.Go(func() { _, _, errs[i] = c.Skip(t.Context(), o.ID, travel, allowed, noon) })
	}
	both.Wait()
	ok(t, errors.Join(errs[:]...))
	if cora, dan := c.about(t, c.ben, "visit", c.cora), c.about(t, c.ben, "visit", c.dan); cora.Skip.Within == dan.Skip.Within {
		t.Errorf("both are within: %t", cora.Skip.Within)
	}
}

// What Ben did about four weeks of visits to Cora, and what skipping the last
// would then mean.
func TestTheTermsOfASkip(t *testing.T) {
	within := func(t *testing.T, c company, o practice.Occurrence) {
		t.Helper()
		_, _, err := c.Skip(t.Context(), o.ID, travel, practice.SkipTerms{Quarter: allowed.Quarter, Scheduled: 100}, noon)
		ok(t, err)
	}
	counts := func(t *testing.T, c company, o practice.Occurrence) { t.Helper(); c.skip(t, o.ID) }
	done := func(t *testing.T, c company, o practice.Occurrence) {
		t.Helper()
		c.log(t, practice.Entry{Request: o.DueOn.String(), Practice: "visit", Author: c.ben, Subject: c.cora}, o.DueOn, o.DueOn)
	}
	excuse := func(t *testing.T, c company, o practice.Occurrence) { t.Helper(); c.excuse(t, o.ID) }
	cancel := func(t *testing.T, c company, o practice.Occurrence) {
		t.Helper()
		ok(t, c.Reconcile(t.Context(), []Plan{{Performer: c.ben, From: o.DueOn, To: o.DueOn}}))
	}
	skippedAndExcused := func(t *testing.T, c company, o practice.Occurrence) { t.Helper(); counts(t, c, o); excuse(t, c, o) }
	nothing := func(*testing.T, company, practice.Occurrence) {}
	tests := []struct {
		name    string
		did     [3]func(*testing.T, company, practice.Occurrence)
		used    int
		follows bool
	}{
		{"nothing was skipped", [3]func(*testing.T, company, practice.Occurrence){done, nothing, nothing}, 0, false},
		{"the one before was skipped", [3]func(*testing.T, company, practice.Occurrence){done, done, within}, 1, true},
		{"a skip that counted uses nothing up, and is followed", [3]func(*testing.T, company, practice.Occurrence){done, done, counts}, 0, true},
		{"something was done since", [3]func(*testing.T, company, practice.Occurrence){done, within, done}, 1, false},
		{"something was left undone since", [3]func(*testing.T, company, practice.Occurrence){done, within, nothing}, 1, false},
		{"what was excused since does not come between", [3]func(*testing.T, company, practice.Occurrence){done, within, excuse}, 1, true},
		{"what was cancelled since does not come between", [3]func(*testing.T, company, practice.Occurrence){done, within, cancel}, 1, true},
		{"a skip that was excused is none", [3]func(*testing.T, company, practice.Occurrence){done, done, skippedAndExcused}, 0, false},
		{"a skip of another quarter is followed and uses nothing of this one up", [3]func(*testing.T, company, practice.Occurrence){within, excuse, excuse}, 0, true},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			c := newCompany(t)
			for week := range cadence.Date(4) {
				c.plan(t, thursday+7*week, c.ben)
			}
			var visits []practice.Occurrence
			for _, o := range c.stored(t, c.ben, "visit") {
				if o.Subject == c.cora {
					visits = append(visits, o)
				}
			}
			for i, do := range test.did {
				do(t, c, visits[i])
			}
			terms := practice.SkipTerms{Quarter: cadence.Period{Start: visits[1].Nominal, End: visits[3].Nominal}, Scheduled: 3}
			got, err := c.SkipTerms(t.Context(), visits[3], terms)
			ok(t, err)
			terms.Used, terms.Follows = test.used, test.follows
			if got != terms {
				t.Errorf("%+v, want %+v", got, terms)
			}
		})
	}
}

// Skips are counted for each practice, and follow each other for each person.
func TestASkipWithSomebodyElseDoesNotPrecede(t *testing.T) {
	c := newCompany(t)
	c.plan(t, thursday, c.ben)
	c.plan(t, thursday+7, c.ben)
	visits := c.stored(t, c.ben, "visit") // Cora's two, then Dan's two
	for _, o := range []practice.Occurrence{visits[0], c.about(t, c.ben, "one_on_one", c.dan)} {
		_, _, err := c.Skip(t.Context(), o.ID, travel, allowed, noon)
		ok(t, err)
	}
	for name, want := range map[string]struct {
		o       practice.Occurrence
		follows bool
	}{"with Cora": {visits[1], true}, "with Dan": {visits[3], false}} {
		got, err := c.SkipTerms(t.Context(), want.o, allowed)
		ok(t, err)
		if got.Used != 1 || got.Follows != want.follows {
			t.Errorf("%s: %+v", name, got)
		}
	}
}

// Of several on the same day, one follows another in the order of their
// numbers.
func TestASkipFollowsTheOneBeforeItOnTheSameDay(t *testing.T) {
	c := newCompany(t)
	c.plan(t, thursday, c.ben)
	thanks := c.stored(t, c.ben, practice.RecognitionKey)
	if len(thanks) != 2 {
		t.Fatalf("%d recognitions a week", len(thanks))
	}
	c.skip(t, thanks[0].ID)
	for i, want := range []bool{false, true} {
		got, err := c.SkipTerms(t.Context(), thanks[i], allowed)
		ok(t, err)
		if got.Follows != want {
			t.Errorf("number %d follows a skip: %t", i+1, got.Follows)
		}
	}
}

func (c company) excuse(t *testing.T, id practice.OccurrenceID) practice.Occurrence {
	t.Helper()
	o, err := c.Excuse(t.Context(), id, practice.Excuse{By: c.ana, Reason: "Away"}, noon)
	ok(t, err)
	return o
}

func TestExcuse(t *testing.T) {
	excuse := practice.Excuse{By: 1, Reason: practice.OtherReason, Detail: "agreed on the phone"}
	t.Run("what waits is excused, its message drawn again, and its performer told", func(t *testing.T) {
		c := newCompany(t)
		o := c.bundle(t)
		ok(t, c.Sent(t.Context(), c.next(t, noon), "D2", "1.1"))
		got, err := c.Excuse(t.Context(), o.ID, excuse, noon)
		ok(t, err)
		o.Expectation, o.Reason, o.Excuse = practice.Excused, practice.ByLeader, excuse
		o.Excuse.At = instant(millis(noon))
		if got != o || c.about(t, c.ben, "visit", c.cora) != o {
			t.Errorf("it is %+v, want %+v", got, o)
		}
		again, err := c.Excuse(t.Context(), o.ID, excuse, noon)
		ok(t, err)
		if again != o {
			t.Errorf("said twice, it is %+v", again)
		}
		told := c.next(t, noon)
		if diff := cmp.Diff(practice.Notice(practice.Excusal{Occurrence: o.ID}), told.Notice); diff != "" || told.Task != Send {
			t.Errorf("to %s (-want +got):\n%s", told.Task, diff)
		}
		ok(t, c.Sent(t.Context(), told, "D2", "1.2"))
		if d := c.next(t, noon); d.Task != Redraw || d.TS != "1.1" {
			t.Errorf("to %s %s", d.Task, d.TS)
		}
	})
	kept := []struct {
		name   string
		settle func(*testing.T, company, practice.Occurrence)
	}{
		{"what is done is not excused", func(t *testing.T, c company, o practice.Occurrence) {
			c.log(t, practice.Entry{Request: "V1", Practice: "visit", Author: c.ben, Subject: o.Subject}, thursday, thursday)
		}},
		{"what is within the allowance is not excused", func(t *testing.T, c company, o practice.Occurrence) {
			_, _, err := c.Skip(t.Context(), o.ID, travel, allowed, noon)
			ok(t, err)
		}},
		{"what is excused keeps its first reason", func(t *testing.T, c company, o practice.Occurrence) { c.excuse(t, o.ID) }},
		{"what is cancelled stays cancelled", func(t *testing.T, c company, _ practice.Occurrence) {
			ok(t, c.Reconcile(t.Context(), []Plan{{Performer: c.ben, From: thursday, To: thursday}}))
		}},
	}
	for _, test := range kept {
		t.Run(test.name, func(t *testing.T) {
			c := newCompany(t)
			c.plan(t, thursday, c.ben)
			test.settle(t, c, c.about(t, c.ben, "visit", c.cora))
			before, notices := c.about(t, c.ben, "visit", c.cora), c.count(t, "outbox")
			got, err := c.Excuse(t.Context(), before.ID, excuse, noon)
			ok(t, err)
			if got != before || c.count(t, "outbox") != notices {
				t.Errorf("it is %+v, want %+v as before", got, before)
			}
		})
	}
	t.Run("what was skipped beyond the allowance keeps why", func(t *testing.T) {
		c := newCompany(t)
		c.plan(t, thursday, c.ben)
		o := c.skip(t, c.about(t, c.ben, "visit", c.cora).ID)
		o.Expectation, o.Reason, o.Excuse = practice.Excused, practice.ByLeader, excuse
		o.Excuse.At = instant(millis(noon))
		if got, err := c.Excuse(t.Context(), o.ID, excuse, noon); err != nil || got != o {
			t.Errorf("it is %+v, want %+v; %v", got, o, err)
		}
	})
	t.Run("what is not there is not found", func(t *testing.T) {
		if _, err := newCompany(t).Excuse(t.Context(), 99, excuse, noon); !errors.Is(err, ErrNotFound) {
			t.Errorf("%v, want ErrNotFound", err)
		}
	})
}

func TestExcusable(t *testing.T) {
	c := newCompany(t)
	for week := range cadence.Date(7) {
		c.plan(t, thursday+7*week, c.ben)
	}
	today := thursday + 42
	all := c.stored(t, c.ben, "visit")
	c.skip(t, all[5].ID) // Cora's of the week before
	c.log(t, practice.Entry{Request: "V1", Practice: "visit", Author: c.ben, Subject: c.dan}, today, today)
	owed, err := c.Excusable(t.Context(), c.ben, today)
	ok(t, err)
	var visits []practice.OccurrenceID
	for _, o := range owed {
		if !o.Excusable(today) {
			t.Errorf("%+v is among them", o)
		}
		if o.Practice == "visit" {
			visits = append(visits, o.ID)
		}
	}
	var want []practice.OccurrenceID
	for week := 6; week >= 2; week-- { // two weeks are longer ago
		want = append(want, all[week].ID)
		if week < 6 {
			want = append(want, all[week+7].ID)
		}
	}
	if !slices.Equal(visits, want) {
		t.Errorf("visits %v, want %v", visits, want)
	}
	if !slices.IsSortedFunc(owed, func(a, b practice.Occurrence) int { return int(b.DueOn - a.DueOn) }) {
		t.Error("the latest due does not come first")
	}
}
