package measure

import (
	"slices"

	"coach/cadence"
	"coach/practice"
)

// DigestFacts are the counts behind a digest: everybody's tallies in the
// windows of [DigestWindows], from which a digest picks the people of its
// tree.
type DigestFacts struct {
	Tallies [][]PerformerTally        // of each week, oldest first
	Reached [][]Reached               // of each four weeks, oldest first
	Thanks  map[practice.PersonID]int // recognitions in the last week, by author
}

// WeekBefore returns the calendar week that a digest of a day is about: the
// last full week in its root's calendar, the same dates for everybody in the
// tree.
func WeekBefore(pb *practice.Playbook, r *practice.Roster, root practice.PersonID, on cadence.Date) cadence.Period {
	return rootsWeek(pb, r, root, on-7)
}

func rootsWeek(pb *practice.Playbook, r *practice.Roster, root practice.PersonID, on cadence.Date) cadence.Period {
	return cadence.Rhythm{Cadence: cadence.Weekly}.Period(on, pb.Fiscal, r.Calendar(root).WeekStart)
}

// DigestWindows returns the windows that a digest counts: each week up to the
// one it is about, and the four weeks that end with each of the last twelve.
func DigestWindows(week cadence.Period) (weeks, fourWeeks []cadence.Period) {
	for back := TrendWeeks + SpanWeeks - 2; back >= 0; back-- {
		one := cadence.Period{Start: week.Start - cadence.Date(7*back), End: week.End - cadence.Date(7*back)}
		weeks = append(weeks, one)
		if back < TrendWeeks {
			fourWeeks = append(fourWeeks, cadence.Period{Start: one.Start - 7*(SpanWeeks-1), End: one.End})
		}
	}
	return weeks, fourWeeks
}

// Digest returns the numbers of one day's digest about a root's tree. The tree
// is today's, in earlier weeks too, so that the same people are compared with
// themselves.
func Digest(pb *practice.Playbook, r *practice.Roster, root practice.PersonID, on cadence.Date, f DigestFacts) Week {
	tree, before := r.Tree(root, on), WeekBefore(pb, r, root, on)
	week := Pool(pb, tree, f.Tallies[len(f.Tallies)-1], before)
	week.First = pb.Begins() > before.End
	for _, id := range tree {
		week.Thanks += f.Thanks[id]
		week.Ahead += practice.Ahead(pb, r, id, rootsWeek(pb, r, root, on))
	}
	week.Trend, week.Reached = f.trend(pb, tree, before)
	return week
}

// trend returns the tree's trend up to a week, and its reach in the four weeks
// up to it.
func (f DigestFacts) trend(pb *practice.Playbook, tree []practice.PersonID, week cadence.Period) ([]Span, Rate) {
	weeks, fourWeeks := DigestWindows(week)
	var weekly []Tally
	for i, tallies := range f.Tallies {
		weekly = append(weekly, Pool(pb, tree, tallies, weeks[i]).All)
	}
	var spans []Span
	for i, touched := range f.Reached {
		pooled := Pool(pb, tree, slices.Concat(f.Tallies[i:i+SpanWeeks]...), fourWeeks[i])
		spans = append(spans, Span{Managers: pooled.Managers, Reached: Reach(tree, touched)})
	}
	return Trend(weekly, spans, week.End), spans[len(spans)-1].Reached
}
