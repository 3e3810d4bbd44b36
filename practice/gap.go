package practice

import (
	"cmp"
	"slices"

	"coach/cadence"
)

// Gap returns the working days of a performer since a practice last happened
// with a person, or since it began between the two, whichever was later; days on
// which either was away do not count (MEASURES M9). It began on the first of the
// days without a break on which the person reported to the performer and the
// practice asked it of them. It is 0 where it is not asked on the day itself, and
// where it has been for years and nobody knows since when.
func Gap(pb *Playbook, r *Roster, performer PersonID, c Contact, last, today cadence.Date) int {
	calendar, days := r.Calendar(performer), 0
	for d := today; d > last && r.owes(pb, performer, c, d); d-- {
		if !r.owes(pb, performer, c, d-1) {
			break // the day on which it began is not a day since
		}
		if d < today-farBack {
			return 0
		}
		if calendar.Works(d) && !r.IsAway(performer, d) && !r.IsAway(c.Subject, d) {
			days++
		}
	}
	return days
}

// farBack is how many days back the beginning of a gap is looked for.
const farBack = 3 * 366

// owes reports whether a practice asks of a performer, on a day, to make time
// for a person.
func (r *Roster) owes(pb *Playbook, performer PersonID, c Contact, d cadence.Date) bool {
	p, ok := pb.Practice(c.Practice, d)
	return ok && r.ManagerOf(c.Subject, d) == performer && IsExpected(r, performer, p, d) &&
		(len(p.SubjectLevels) == 0 || slices.Contains(p.SubjectLevels, r.Level(c.Subject, d)))
}

// periodDays returns the working days of the period of a practice that has a
// day, for a performer; 0 where the practice is not in force.
func periodDays(pb *Playbook, r *Roster, performer PersonID, key string, today cadence.Date) int {
	p, ok := pb.Practice(key, today)
	if !ok {
		return 0
	}
	c := r.Calendar(performer)
	period := p.RuleFor(r.Level(performer, today)).Period(today, pb.Fiscal, c.WeekStart)
	return len(c.WorkingDays(period))
}

// IsLong reports whether a gap is worth naming: half as long again as the
// working days of the practice's period (MEASURES M9).
func IsLong(gap, periodDays int) bool { return periodDays > 0 && 2*gap > 3*periodDays }

// A Pattern is a practice that has stopped happening with somebody: in two
// periods in a row, or for longer than two periods last.
type Pattern struct {
	Contact
	Periods bool         // two in a row without it
	Gap     int          // working days, for one about a person; 0 where it is not long
	Never   bool         `json:",omitempty"` // it has never happened with the person, so that the gap is since it began
	since   cadence.Date // the first day of the earlier period
}

// PatternDays is how far back periods are looked through for a pattern: two
// half-years.
const PatternDays = 370

// QuarterOf returns the first day of the fiscal quarter that has a day.
func QuarterOf(pb *Playbook, d cadence.Date) cadence.Date {
	return cadence.Rhythm{Cadence: cadence.Quarterly}.Period(d, pb.Fiscal, cadence.Standard().WeekStart).Start
}

// A PatternAnswer is what a person says when asked about a pattern.
type PatternAnswer string

// The answers to whether it is the practice, the timing or the load.
const (
	PatternDay  PatternAnswer = "day"  // change my day
	PatternLoad PatternAnswer = "load" // too much right now
	PatternMine PatternAnswer = "mine" // I'll pick it up
)

// Patterns returns the patterns of a performer, the oldest first: out of the
// occurrences of the past and of today that are decided, and the last day on
// which anybody logged a practice about each report.
func Patterns(pb *Playbook, r *Roster, performer PersonID, past []Occurrence, last map[Contact]cadence.Date, today cadence.Date) []Pattern {
	found := map[Contact]Pattern{}
	for contact, periods := range decidedPeriods(past, today) {
		if n := len(periods); n >= 2 && !periods[n-1].done && !periods[n-2].done {
			found[contact] = Pattern{Contact: contact, Periods: true, since: periods[n-2].start}
		}
	}
	for _, p := range pb.Practices {
		if p.Scope != ScopeReport || !IsExpected(r, performer, &p, today) {
			continue
		}
		days := periodDays(pb, r, performer, p.Key, today)
		for _, subject := range about(&p, r, performer, today) {
			c := Contact{p.Key, subject}
			if gap := Gap(pb, r, performer, c, last[c], today); days > 0 && gap > 2*days {
				f := found[c]
				f.Contact, f.Gap, f.Never, f.since = c, gap, last[c] == 0, cmp.Or(f.since, today-cadence.Date(gap))
				found[c] = f
			}
		}
	}
	var all []Pattern
	for _, f := range found {
		if p, ok := pb.Practice(f.Practice, today); ok && IsExpected(r, performer, p, today) && (f.Subject == 0 || r.ManagerOf(f.Subject, today) == performer) {
			all = append(all, f)
		}
	}
	slices.SortFunc(all, func(a, b Pattern) int {
		return cmp.Or(cmp.Compare(a.since, b.since), cmp.Compare(b.Gap, a.Gap), cmp.Compare(a.Practice, b.Practice), cmp.Compare(a.Subject, b.Subject))
	})
	return all
}

// A decidedPeriod is a period of a practice in which something was expected.
type decidedPeriod struct {
	start cadence.Date
	done  bool // at least once
}

// decidedPeriods returns the decided periods of each contact, in order. What is
// excused, or skipped within the allowance, leaves a period out.
func decidedPeriods(past []Occurrence, today cadence.Date) map[Contact][]decidedPeriod {
	all := map[Contact][]decidedPeriod{}
	sorted := slices.SortedStableFunc(slices.Values(past), func(a, b Occurrence) int { return cmp.Compare(a.Period.Start, b.Period.Start) })
	for _, o := range sorted {
		switch o.Status(today) {
		case Upcoming, Open, InGrace, ExcusedStatus, CancelledOut, SkipWithin:
			continue
		}
		c := Contact{o.Practice, o.Subject}
		if n := len(all[c]); n == 0 || all[c][n-1].start != o.Period.Start {
			all[c] = append(all[c], decidedPeriod{start: o.Period.Start})
		}
		if o.Entry != 0 {
			all[c][len(all[c])-1].done = true
		}
	}
	return all
}

// An OpenGap is how long a practice has not happened with somebody to whom a
// performer owes it.
type OpenGap struct {
	Performer, Subject PersonID
	Days               int  // see [Gap]
	Long               bool // worth naming: see [IsLong]
}

// Gaps returns the gaps of a practice that some performers have on their own
// day: one for each of their reports whom they owe it. Last is as for
// [Patterns].
func Gaps(pb *Playbook, r *Roster, key string, last map[Contact]cadence.Date, performers []PersonID, day func(PersonID) cadence.Date) []OpenGap {
	var gaps []OpenGap
	for _, performer := range performers {
		today := day(performer)
		p, ok := pb.Practice(key, today)
		if !ok || !IsExpected(r, performer, p, today) {
			continue
		}
		period := periodDays(pb, r, performer, key, today)
		for _, subject := range about(p, r, performer, today) {
			c := Contact{key, subject}
			days := Gap(pb, r, performer, c, last[c], today)
			gaps = append(gaps, OpenGap{performer, subject, days, IsLong(days, period)})
		}
	}
	return gaps
}
