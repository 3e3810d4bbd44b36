package practice

import (
	"cmp"
	"slices"

	"coach/cadence"
)

// Match returns the occurrences that an entry which happened on a day and is
// logged on another could satisfy, best first. Candidates are the performer's
// occurrences of one practice and subject.
//
// An occurrence qualifies while nothing has settled it, if its window (period
// start to closing day) contains happenedOn and logging is not closed yet. For
// weekly or shorter cadences one whose period contains happenedOn comes
// first; else the earliest due. With no candidate the entry is extra: kept,
// thanked for, and without effect on what counts.
func Match(candidates []Occurrence, happenedOn, loggedOn cadence.Date) []Occurrence {
	var fit []Occurrence
	for _, o := range candidates {
		open := o.Expectation == Expected && o.Entry == 0 && o.Skip.Reason == ""
		if open && o.Period.Start <= happenedOn && happenedOn <= o.ClosesOn && loggedOn <= o.ClosesOn {
			fit = append(fit, o)
		}
	}
	own := func(o Occurrence) int {
		if o.Period.Contains(happenedOn) && o.Period.End-o.Period.Start < 7 {
			return 0
		}
		return 1
	}
	slices.SortStableFunc(fit, func(a, b Occurrence) int {
		return cmp.Or(cmp.Compare(own(a), own(b)), cmp.Compare(a.DueOn, b.DueOn), cmp.Compare(a.Seq, b.Seq))
	})
	return fit
}
