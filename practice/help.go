package practice

import (
	"cmp"
	"slices"
	"time"

	"coach/cadence"
)

// A Help is where a leader's digest says that help may be useful: practices that
// one of their direct reports has not done in two full periods running.
type Help struct {
	About     PersonID
	Practices []string     // keys, the one that has stood still for longest first
	Periods   int          // how many full periods running of the first
	Since     cadence.Date // the first day of those periods
}

// A HelpPreview is a line of a digest to come about where help may be useful, as
// the person it is about reads it beforehand. Nothing is added to it afterwards.
type HelpPreview struct {
	Subscription SubscriptionID
	To           cadence.Date // the last day of the week that the digest is about
	Leader       PersonID     // whose digest it is
	About        PersonID
	Practices    []string
	On           cadence.Date // the day of the message in which the person reads it
	ReadAt       time.Time    // when that message was sent; zero until then
	Comment      string       // the person's own words for their leader; "" for none
}

// FieldSupport is the field of [InspectReview] in which a leader chooses whom to
// help.
const FieldSupport = "support"

// FieldHelped is the answer, with the entry in which a leader chose somebody to
// help, to whether it helped.
const FieldHelped = "helped"

// Answers to whether help helped.
const (
	HelpedYes    = "yes"
	HelpedNotYet = "not_yet"
)

// MaxHelps is how many people a digest names in this way at most.
const MaxHelps = 2

// stillPeriods is after how many periods without it a practice stands still.
const stillPeriods = 2

// HelpFor returns where help may be useful to a performer on a day: out of the
// occurrences of the past and of today that are decided. A period in which all
// was excused, or skipped within the allowance, is no full one. It is nobody's
// where nothing stands still.
func HelpFor(pb *Playbook, r *Roster, performer PersonID, past []Occurrence, today cadence.Date) Help {
	h := Help{About: performer}
	still := map[string]Help{}
	for key, periods := range periodsOf(past, today) {
		p, ok := pb.Practice(key, today)
		run := 0
		for run < len(periods) && !periods[len(periods)-1-run].done {
			run++
		}
		if ok && run >= stillPeriods && IsExpected(r, performer, p, today) {
			still[key] = Help{Periods: run, Since: periods[len(periods)-run].start}
			h.Practices = append(h.Practices, key)
		}
	}
	if len(h.Practices) == 0 {
		return Help{}
	}
	slices.SortFunc(h.Practices, func(a, b string) int {
		return cmp.Or(cmp.Compare(still[a].Since, still[b].Since), cmp.Compare(pb.at(a), pb.at(b)))
	})
	first := still[h.Practices[0]]
	h.Periods, h.Since = first.Periods, first.Since
	return h
}

// at returns where a practice stands in the playbook's order.
func (pb *Playbook) at(key string) int { return slices.Index(pb.keys(), key) }

// periodsOf returns the decided periods of each practice, in order: one is done
// if anything that was expected in it is.
func periodsOf(past []Occurrence, today cadence.Date) map[string][]decidedPeriod {
	together := slices.Clone(past)
	for i := range together {
		together[i].Subject = 0
	}
	all := map[string][]decidedPeriod{}
	for c, periods := range decidedPeriods(together, today) {
		all[c.Practice] = periods
	}
	return all
}

// ChooseHelps returns those of whom a digest speaks, two at most: first where
// something has stood still for longest, then who was not named for longest.
// Named holds the day of the last digest that named each.
func ChooseHelps(helps []Help, named map[PersonID]cadence.Date) []Help {
	chosen := slices.DeleteFunc(slices.Clone(helps), func(h Help) bool { return h.About == 0 })
	slices.SortFunc(chosen, func(a, b Help) int {
		return cmp.Or(cmp.Compare(a.Since, b.Since), cmp.Compare(named[a.About], named[b.About]), cmp.Compare(a.About, b.About))
	})
	return chosen[:min(len(chosen), MaxHelps)]
}

// StillTrue returns what of a help that was announced still holds: nothing is
// added to it, and what happened in the meantime is dropped.
func (h Help) StillTrue(now Help) Help {
	h.Practices = slices.DeleteFunc(slices.Clone(h.Practices), func(key string) bool { return !slices.Contains(now.Practices, key) })
	if len(h.Practices) == 0 {
		return Help{}
	}
	h.Periods, h.Since = now.Periods, now.Since
	return h
}

// PreviewDay returns the day on which a person reads what a digest of a day will
// say of them: their last working day before it.
func PreviewDay(c *cadence.Calendar, digest cadence.Date) cadence.Date {
	for d := digest - 1; d > digest-farAhead; d-- {
		if c.Works(d) {
			return d
		}
	}
	return digest - 1
}
