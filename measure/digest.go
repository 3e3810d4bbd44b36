package measure

import (
	"slices"

	"coach/cadence"
	"coach/practice"
)

// A Week is the content of a digest about a root person's tree: counts, never
// words and never names.
type Week struct {
	From, To cadence.Date
	Managers int // people of whom something was expected
	All      Tally
	Groups   []GroupTally // in the playbook's order; only groups in which something was due
	First    bool         // the organisation has only just begun: nothing was expected yet
	Thanks   int          // recognitions given
	Ahead    int          // occurrences due in the seven days that follow
	Reached  Rate         // people whom coaching reached, of those it was expected for, in the four weeks up to this one
	Trend    []Span       // four-week values, one for each of the last twelve weeks that has both, oldest first
}

// A Span is the result of four weeks of a tree, up to a day.
type Span struct {
	To       cadence.Date
	Managers int // people with something expected of them in these weeks
	Done     Rate
	Reached  Rate
}

// How far a digest's trend looks back: twelve values, each over four weeks,
// and none before it has as many weeks as one value takes.
const (
	TrendWeeks = 12
	SpanWeeks  = 4
)

// Trend returns values over time from weekly tallies. Weekly holds the pooled
// tallies of the weeks before the digest, oldest first; spans holds the
// managers and the reach of the four weeks that end with each of the last
// weeks, in the same order. Weeks in which nothing was due are left out.
func Trend(weekly []Tally, spans []Span, last cadence.Date) []Span {
	var trend []Span
	for i, span := range spans {
		end := len(weekly) - len(spans) + i + 1
		var four Tally
		weeks := 0
		for _, t := range weekly[max(0, end-SpanWeeks):end] {
			four = four.Plus(t)
			if t.Due() > 0 {
				weeks++
			}
		}
		if weeks == SpanWeeks && four.Expected() > 0 && span.Reached.Whole > 0 {
			span.To, span.Done = last-cadence.Date(7*(len(spans)-1-i)), four.Done()
			trend = append(trend, span)
		}
	}
	return trend
}

// A Reached records whether a person got the coaching that a performer owed
// them, from the performer or from a manager on another line, a dotted one
// included.
type Reached struct {
	Performer, Subject practice.PersonID
	Done               bool
}

// Reach returns the share of people who got coaching, of those whom anybody in
// the tree owed it.
func Reach(tree []practice.PersonID, touched []Reached) Rate {
	in, owed, done := crowd{}, crowd{}, crowd{}
	for _, id := range tree {
		in[id] = true
	}
	for _, t := range touched {
		if in[t.Performer] {
			owed[t.Subject] = true
			if t.Done {
				done[t.Subject] = true
			}
		}
	}
	return Rate{len(done), len(owed)}
}

// A GroupTally is a tally of one group of practices.
type GroupTally struct {
	Group    string
	Managers int // people with something in the group expected of them
	Tally    Tally
}

// A PerformerTally is the tally of one performer in one practice.
type PerformerTally struct {
	Performer practice.PersonID
	Practice  string
	Tally     Tally
}

// minManagers is the least number of managers that a channel's digest pools
// before it shows a rate: with fewer, it would show how one person did.
const minManagers = 3

// ShowsRates reports whether enough managers are pooled to show a rate in a
// channel.
func (w Week) ShowsRates() bool { return w.Managers >= minManagers }

// ShowsRates reports the same of one group of practices.
func (g GroupTally) ShowsRates() bool { return g.Managers >= minManagers }

// ShowsRates reports the same of one point of a trend.
func (s Span) ShowsRates() bool { return s.Managers >= minManagers }

// Pool returns the sum of the tallies of everybody in the tree. Rates are
// pooled counts, never averages of percentages.
func Pool(pb *practice.Playbook, tree []practice.PersonID, tallies []PerformerTally, week cadence.Period) Week {
	w := Week{From: week.Start, To: week.End}
	in := map[practice.PersonID]bool{}
	for _, id := range tree {
		in[id] = true
	}
	everybody, groups := crowd{}, map[string]Tally{}
	managers := map[string]crowd{}
	for _, t := range tallies {
		if !in[t.Performer] || t.Tally.Due() == 0 {
			continue
		}
		p, ok := pb.Practice(t.Practice, week.End)
		if !ok {
			continue
		}
		if t.Tally.Expected() > 0 {
			everybody[t.Performer] = true
			if managers[p.Group] == nil {
				managers[p.Group] = crowd{}
			}
			managers[p.Group][t.Performer] = true
		}
		w.All = w.All.Plus(t.Tally)
		groups[p.Group] = groups[p.Group].Plus(t.Tally)
	}
	w.Managers = len(everybody)
	for _, p := range pb.Practices {
		listed := slices.ContainsFunc(w.Groups, func(g GroupTally) bool { return g.Group == p.Group })
		if tally := groups[p.Group]; !listed && tally.Due() > 0 {
			w.Groups = append(w.Groups, GroupTally{p.Group, len(managers[p.Group]), tally})
		}
	}
	return w
}
