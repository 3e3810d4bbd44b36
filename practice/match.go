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

// Choices are the occurrences between which an author sees a difference, of
// those that [Match] finds and in its order: the first of those with the same
// dates stands for them all. A form asks which one is meant where there are
// several.
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

// A Choice is the occurrence that an author means an entry to satisfy.
type Choice struct {
	Occurrence OccurrenceID // none to leave it to [Match]
	Asked      bool         // the form asked which, so that the entry is for that one or is refused
}

// Among picks what an entry satisfies; no occurrence for an extra. Candidates
// are as [Match] takes them. A choice that does not qualify gives way to the best
// match, unless the form asked for it: then the error is [Problems].
func (c Choice) Among(candidates []Occurrence, happenedOn, loggedOn cadence.Date) (Occurrence, error) {
	fit := Match(candidates, happenedOn, loggedOn)
	chosen := func(o Occurrence) bool { return o.ID == c.Occurrence }
	switch i := slices.IndexFunc(fit, chosen); {
	case i >= 0:
		return fit[i], nil
	case c.Asked && slices.ContainsFunc(candidates, chosen):
		return Occurrence{}, Problems{{FieldWhich, "That one does not cover the day you picked. Pick another one, or check the day."}}
	case c.Asked:
		return Occurrence{}, Problems{{FieldWhich, "That one is settled or closed by now. Pick another one."}}
	case len(fit) > 0:
		return fit[0], nil
	}
	return Occurrence{}, nil
}
