package measure

import (
	"fmt"

	"coach/cadence"
	"coach/practice"
)

// A Tally is a count of decided occurrences by outcome. Tallies are pooled
// with Plus; percentages never are.
type Tally struct {
	OnTime     int
	Late       int
	NotDone    int // overdue or missed
	SkipCounts int
	SkipWithin int // within the allowance
	Excused    int
}

// InWindow reports whether an occurrence is counted in a window of days: the
// one that contains its grace_until, the day on which it is settled whether it
// is on time (for an excused occurrence, its due_on). So each is in exactly
// one week, month and quarter, and is decided when that is over. By due_on
// instead, an occurrence due on a Thursday and on time until Tuesday would
// count on Monday only if it was done, and never again. Planning gives excused
// occurrences no grace, so that grace_until is the day for both.
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

// Due returns the number of all occurrences in the tally.
func (t Tally) Due() int { return t.Expected() + t.SkipWithin + t.Excused }

// Expected returns the denominator of every rate: an occurrence that is
// excused, or skipped within the allowance, counts against nobody.
func (t Tally) Expected() int { return t.OnTime + t.Late + t.NotDone + t.SkipCounts }

// Done returns the compliance rate: the share of expected occurrences that
// happened.
func (t Tally) Done() Rate { return Rate{t.OnTime + t.Late, t.Expected()} }

// InTime returns the on-time rate, always shown beside Done.
func (t Tally) InTime() Rate { return Rate{t.OnTime, t.Expected()} }

// Skipped returns the skip rate: skips of either kind among occurrences that
// were not excused.
func (t Tally) Skipped() Rate { return Rate{t.SkipCounts + t.SkipWithin, t.Due() - t.Excused} }

// A Rate is a share of a number of occurrences or people, kept as the two
// counts.
type Rate struct{ Part, Whole int }

// Percent returns the rate in whole per cent, rounded half up; false when the
// whole is 0.
func (r Rate) Percent() (int, bool) {
	if r.Whole == 0 {
		return 0, false
	}
	return (200*r.Part + r.Whole) / (2 * r.Whole), true
}

// percentFrom is the smallest whole for which a percentage is shown in place
// of the two counts.
const percentFrom = 5

// String returns the rate as honestly as its size allows: "nothing due", "3 of
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
