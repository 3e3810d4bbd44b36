package measure

import (
	"fmt"

	"coach/cadence"
	"coach/practice"
)

// A Tally counts decided occurrences by what became of them. Tallies are
// pooled with Plus; percentages never are.
type Tally struct {
	OnTime     int
	Late       int
	NotDone    int // overdue or missed
	SkipCounts int
	SkipWithin int // within the allowance
	Excused    int
}

// InWindow reports whether an occurrence is counted in a window of days. It
// belongs to the window that contains its grace_until (what planning excused:
// its due_on), the day on which its on-time question is settled; so each is in
// exactly one week, month and quarter, and is decided when that is over. By
// due_on, what is due on a Thursday and on time until Tuesday would count on
// Monday only if it was done, and never again. Planning gives what it excuses no
// grace, so that grace_until is the day for both.
func InWindow(o practice.Occurrence, window cadence.Period) bool {
	return window.Contains(o.GraceUntil)
}

// Add counts the occurrence if it is decided as of the given day.
func (t *Tally) Add(o practice.Occurrence, on cadence.Date) {
	if !o.Decided(on) {
		return
	}
	switch o.Status(on) {
	case practice.OnTime:
		t.OnTime++
	case practice.Late:
		t.Late++
	case practice.Overdue, practice.Missed:
		t.NotDone++
	case practice.SkipCounts:
		t.SkipCounts++
	case practice.SkipWithin:
		t.SkipWithin++
	case practice.ExcusedStatus:
		t.Excused++
	}
}

// Plus pools two tallies.
func (t Tally) Plus(u Tally) Tally {
	return Tally{t.OnTime + u.OnTime, t.Late + u.Late, t.NotDone + u.NotDone,
		t.SkipCounts + u.SkipCounts, t.SkipWithin + u.SkipWithin, t.Excused + u.Excused}
}

// Due is everything that came up.
func (t Tally) Due() int { return t.Expected() + t.SkipWithin + t.Excused }

// Expected is the denominator of every rate: what is excused, or skipped
// within the allowance, counts against nobody.
func (t Tally) Expected() int { return t.OnTime + t.Late + t.NotDone + t.SkipCounts }

// Done is the compliance rate: the share of what was expected that happened.
func (t Tally) Done() Rate { return Rate{t.OnTime + t.Late, t.Expected()} }

// InTime is the on-time rate, always shown beside Done.
func (t Tally) InTime() Rate { return Rate{t.OnTime, t.Expected()} }

// Skipped is the skip rate: skips of either kind among what was not excused.
func (t Tally) Skipped() Rate { return Rate{t.SkipCounts + t.SkipWithin, t.Due() - t.Excused} }

// A Rate is a share of whole things, kept as the two counts.
type Rate struct{ Part, Whole int }

// Percent is the rate in whole per cent, rounded half up; false when there is
// nothing to divide by.
func (r Rate) Percent() (int, bool) {
	if r.Whole == 0 {
		return 0, false
	}
	return (200*r.Part + r.Whole) / (2 * r.Whole), true
}

// smallest whole of which a percentage says more than the two counts.
const percentFrom = 5

// String says the rate as honestly as its size allows: "nothing due", "3 of
// 4", "92%".
func (r Rate) String() string {
	percent, ok := r.Percent()
	switch {
	case !ok:
		return "nothing due"
	case r.Whole < percentFrom:
		return fmt.Sprintf("%d of %d", r.Part, r.Whole)
	default:
		return fmt.Sprintf("%d%%", percent)
	}
}
