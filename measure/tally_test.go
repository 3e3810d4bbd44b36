package measure

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"coach/cadence"
	"coach/practice"
)

// ofEight returns Dana's team of eight.
func ofEight(t *testing.T) *company {
	t.Helper()
	rows := []string{"Dana"}
	for _, name := range strings.Split("ABCDEFGH", "") {
		rows = append(rows, name+" < Dana")
	}
	return found(t, only("one_on_one"), rows...)
}

// oneOnOnes returns Dana's 1:1s of March with eight reports, all past closing
// on the day they are tallied.
func oneOnOnes(t *testing.T) []practice.Occurrence {
	t.Helper()
	march := ofEight(t).plan("Dana", date(3, 1), date(3, 31))
	if len(march) != 8 {
		t.Fatalf("%d occurrences", len(march))
	}
	return march
}

// skippedAfter returns an occurrence of March, skipped when so many of the
// quarter's allowance are used.
func skippedAfter(t *testing.T, o practice.Occurrence, used int) practice.Occurrence {
	t.Helper()
	c := ofEight(t)
	terms := practice.Allowance(c.playbook, c.roster(), o, o.DueOn)
	if terms.Allowed() != 6 {
		t.Fatalf("%d may be skipped", terms.Allowed())
	}
	terms.Used = used
	return skipped(o, terms.Within())
}

func tallied(occurrences []practice.Occurrence, on cadence.Date) Tally {
	var tally Tally
	for _, o := range occurrences {
		tally.Add(o, on)
	}
	return tally
}

func TestExampleBAMonthWithASkipAndALeaveIsKeptInFull(t *testing.T) {
	march := oneOnOnes(t)
	for i := range 5 {
		march[i] = logged(march[i], march[i].DueOn)
	}
	march[5] = logged(march[5], march[5].ClosesOn)
	march[6] = skippedAfter(t, march[6], 0)
	march[7] = excused(march[7], practice.SubjectAway)
	got := tallied(march, date(4, 30))
	if got.Due() != 8 || got.Expected() != 6 {
		t.Errorf("due %d, expected %d", got.Due(), got.Expected())
	}
	if want := "6/6 100%, 5/6 83%, 1/7 14%"; told(got) != want {
		t.Errorf("got %s, want %s", told(got), want)
	}
}

func TestExampleB2SkipsBeyondTheAllowanceCount(t *testing.T) {
	march := oneOnOnes(t) // the eighth is missed
	for i := range 4 {
		march[i] = logged(march[i], march[i].DueOn)
	}
	march[4] = logged(march[4], march[4].ClosesOn)
	march[5], march[6] = skippedAfter(t, march[5], 6), skippedAfter(t, march[6], 6)
	got := tallied(march, date(4, 30))
	if got.Due() != 8 || got.Expected() != 8 {
		t.Errorf("due %d, expected %d", got.Due(), got.Expected())
	}
	if want := "5/8 63%, 4/8 50%, 2/8 25%"; told(got) != want { // 62.5% is rounded half up
		t.Errorf("got %s, want %s", told(got), want)
	}
}

// told returns a tally's rates as counts and in words: done, in time, skipped.
func told(tally Tally) string {
	var rates []string
	for _, r := range []Rate{tally.Done(), tally.InTime(), tally.Skipped()} {
		rates = append(rates, fmt.Sprintf("%d/%d %s", r.Part, r.Whole, r))
	}
	return strings.Join(rates, ", ")
}

func TestExampleCRatesArePooledAndNeverAveraged(t *testing.T) {
	a, b := Tally{OnTime: 9, NotDone: 1}, Tally{OnTime: 1, NotDone: 1}
	both := a.Plus(b)
	if both.Done() != (Rate{10, 12}) || both.Done().String() != "83%" {
		t.Errorf("pooled they are %v", both.Done())
	}
}

func TestARateSaysNoMoreThanItsSizeAllows(t *testing.T) {
	tests := []struct {
		name string
		rate Rate
		want string
	}{
		{"nothing was expected", Rate{0, 0}, "nothing due"},
		{"one was", Rate{0, 1}, "0 of 1"},
		{"four were", Rate{3, 4}, "3 of 4"},
		{"five were", Rate{4, 5}, "80%"},
		{"none of five", Rate{0, 5}, "0%"},
		{"all of five", Rate{5, 5}, "100%"},
		{"exactly half a per cent", Rate{1, 200}, "1%"},
		{"just under half a per cent", Rate{1, 201}, "0%"},
		{"the golden week's", Rate{22, 30}, "73%"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := test.rate.String(); got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
	if percent, ok := (Rate{}).Percent(); ok {
		t.Errorf("nothing due is %d%%", percent)
	}
}

func TestE32AManagerOfWhomNothingIsExpectedHasNoRate(t *testing.T) {
	c := found(t, only("one_on_one"), "Dana", "Ana < Dana from 2026-04-17")
	april := tallied(c.plan("Dana", date(4, 1), date(4, 30)), date(5, 31))
	if april != (Tally{Excused: 1}) {
		t.Errorf("April is %+v", april)
	}
	for _, rate := range []Rate{april.Done(), april.InTime(), april.Skipped()} {
		if rate.String() != "nothing due" {
			t.Errorf("the rate is %q", rate)
		}
	}
}

func TestOnlyWhatIsDecidedIsTallied(t *testing.T) {
	o := weekly(t)
	cancelled := o
	cancelled.Expectation = practice.Cancelled
	tests := []struct {
		name string
		o    practice.Occurrence
		on   cadence.Date
		want Tally
	}{
		{"still in grace", o, o.GraceUntil, Tally{}},
		{"overdue", o, o.GraceUntil + 1, Tally{NotDone: 1}},
		{"missed", o, o.ClosesOn + 1, Tally{NotDone: 1}},
		{"done, but not due yet", logged(o, o.Period.Start), o.DueOn - 1, Tally{OnTime: 1}},
		{"cancelled", cancelled, date(12, 31), Tally{}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := tallied([]practice.Occurrence{test.o}, test.on); got != test.want {
				t.Errorf("got %+v, want %+v", got, test.want)
			}
		})
	}
}

// anyOccurrence is drawn around March 2026, in any of the states it can be in.
var anyOccurrence = rapid.Custom(func(t *rapid.T) practice.Occurrence {
	day := func(name string, from cadence.Date, within int) cadence.Date {
		return from + cadence.Date(rapid.IntRange(0, within).Draw(t, name))
	}
	o := practice.Occurrence{Practice: "talk", Performer: 1, Expectation: rapid.SampledFrom([]practice.Expectation{practice.Expected, practice.Excused, practice.Cancelled}).Draw(t, "expectation")}
	o.Period.Start = day("start", date(time.March, 1), 20)
	o.DueOn = day("due", o.Period.Start, 10)
	o.Period.End = day("end", o.DueOn, 10)
	o.GraceUntil = day("grace", o.DueOn, 5)
	o.ClosesOn = day("closes", o.GraceUntil, 5)
	if rapid.Bool().Draw(t, "done") {
		o = logged(o, day("logged", o.Period.Start, int(o.ClosesOn-o.Period.Start)))
	}
	if rapid.Bool().Draw(t, "skip") {
		o = skipped(o, rapid.Bool().Draw(t, "within"))
	}
	return o
})

func TestEveryDecidedOccurrenceIsCountedOnceHoweverTalliesArePooled(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		occurrences := rapid.SliceOfN(anyOccurrence, 0, 12).Draw(t, "occurrences")
		on := date(time.March, 1) + cadence.Date(rapid.IntRange(0, 60).Draw(t, "on"))
		cut := rapid.IntRange(0, len(occurrences)).Draw(t, "cut")
		whole := tallied(occurrences, on)
		if parts := tallied(occurrences[:cut], on).Plus(tallied(occurrences[cut:], on)); parts != whole {
			t.Fatalf("pooled %+v, whole %+v", parts, whole)
		}
		decided := 0
		for _, o := range occurrences {
			if o.Decided(on) {
				decided++
			}
		}
		if whole.Due() != decided || whole.Expected() > whole.Due() || whole.Done().Part > whole.Expected() || whole.InTime().Part > whole.Done().Part {
			t.Fatalf("%d are decided, of which %+v", decided, whole)
		}
		if percent, ok := whole.Done().Percent(); ok != (whole.Expected() > 0) || percent < 0 || percent > 100 {
			t.Fatalf("%d%%, %t", percent, ok)
		}
	})
}
