package practice

import (
	"cmp"
	"slices"

	"coach/cadence"
)

// Match returns the occurrences that an entry could satisfy, best first, given
// the day it happened and the day it is logged. Candidates are the performer's
// occurrences of one practice and subject.
//
// An occurrence qualifies while it is neither satisfied nor skipped, if its
// window (period start to closing day) contains happenedOn and logging is not
// closed yet. For weekly or shorter cadences one whose period contains
// happenedOn comes first; else the earliest due. With no candidate the entry
// is extra: stored, thanked for, and without effect on figures.
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

// Choices returns the occurrences of [Match], in its order, that an author can
// tell apart: of several with the same dates only the first. A form offers
// them where there are several.
func Choices(candidates []Occurrence, happenedOn, loggedOn cadence.Date) []Occurrence {
	var choices []Occurrence
	for _, o := range Match(candidates, happenedOn, loggedOn) {
		alike := func(c Occurrence) bool {
			return c.DueOn == o.DueOn && c.GraceUntil == o.GraceUntil && c.ClosesOn == o.ClosesOn
		}
		if !slices.ContainsFunc(choices, alike) {
			choices = append(choices, o)
		}
	}
	return choices
}

// A Choice is the occurrence that an author picked for an entry.
type Choice struct {
	Occurrence OccurrenceID // none to leave it to [Match]
	Asked      bool         // the form offered a choice, so that the entry is for that one or is refused
}

// Among returns the occurrence that an entry satisfies; none for an extra
// entry. Candidates are as for [Match]. A choice that does not qualify gives
// way to the best match, unless the form offered it: then the error is
// [Problems].
func (c Choice) Among(candidates []Occurrence, happenedOn, loggedOn cadence.Date) (Occurrence, error) {
	fit := Match(candidates, happenedOn, loggedOn)
	chosen := func(o Occurrence) bool { return o.ID == c.Occurrence }
	switch i := slices.IndexFunc(fit, chosen); {
	case i >= 0:
		return fit[i], nil
	case c.Asked && slices.ContainsFunc(candidates, chosen):
		return Occurrence{}, Problems{{FieldWhich, textWrongOccurrence}}
	case c.Asked:
		return Occurrence{}, Problems{{FieldWhich, textSettledOccurrence}}
	case len(fit) > 0:
		return fit[0], nil
	}
	return Occurrence{}, nil
}
