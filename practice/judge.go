package practice

import (
	"slices"

	"coach/cadence"
)

// newsDays is how many working days ahead an absence must be known for it to
// move a due date earlier. A manager who learns on Thursday that a report is
// away on Friday is not late for it.
const newsDays = 3

// judge sets the expectation and the deadlines of a drafted occurrence, and
// returns the first day of the period on which its duty applied; false when
// there is no occurrence at all. The period's working days are given as work.
//
// One rule, by halves, covers joiners, leavers, transfers, promotions, leave
// and new practices alike: an occurrence is expected when at least half of its
// period's working days count. Before that, it is cancelled when the duty no
// longer applies from its nominal date on.
func (pl *planner) judge(a duty, o *Occurrence, work []cadence.Date) (heldFrom cadence.Date, ok bool) {
	if len(work) == 0 {
		return pl.judgeHolidays(a, o)
	}
	days := pl.days(a, o.Subject, work)
	counting, heldLast := 0, cadence.Date(0)
	for _, d := range days {
		if d.counts() {
			counting++
		}
		if d.applies() {
			if heldFrom == 0 {
				heldFrom = d.date
			}
			heldLast = d.date
		}
	}
	if heldFrom == 0 {
		return 0, false
	}
	rest := fromNominal(days, o.Nominal)
	due := roll(days, o.Nominal)
	switch {
	case heldLast < rest[0].date:
		o.settle(Cancelled, mostOf(rest, lasting), o.Nominal)
	case 2*counting < len(days):
		o.settle(Excused, mostOf(days, reasons), o.Nominal)
	case due < o.Nominal && pl.isNews(days, due):
		o.settle(Excused, mostOf(rest, absences), o.Nominal)
	default:
		o.settle(Expected, NoReason, due)
		o.GraceUntil, o.ClosesOn = cadence.Deadlines(due, o.Period, pl.calendar, a.rule.Grace, a.rule.Late)
	}
	return heldFrom, true
}

// judgeHolidays excuses an occurrence whose period has public holidays for all
// of its working days.
func (pl *planner) judgeHolidays(a duty, o *Occurrence) (heldFrom cadence.Date, ok bool) {
	for d := o.Period.Start; d <= o.Period.End; d++ {
		if pl.calendar.InWeek(d) && pl.day(a, o.Subject, d).applies() {
			o.settle(Excused, ByHoliday, o.Nominal)
			return d, true
		}
	}
	return 0, false
}

func (o *Occurrence) settle(e Expectation, why Reason, due cadence.Date) {
	o.Expectation, o.Reason, o.DueOn = e, why, due
	o.GraceUntil, o.ClosesOn = due, due
}

// A day is a working day of a period, with every reason for which it does not
// count towards an occurrence. It counts when there is none.
type day struct {
	date    cadence.Date
	against []Reason
	knownOn cadence.Date // the day it became known that it does not count; no date: always
}

func (d *day) object(why Reason, knownOn cadence.Date) {
	if len(d.against) == 0 || knownOn < d.knownOn {
		d.knownOn = knownOn
	}
	d.against = append(d.against, why)
}

func (d day) counts() bool { return len(d.against) == 0 }

// applies reports whether the duty applied on the day: the version was in
// force, the reporting line existed and the level matched, whether or not
// somebody was away.
func (d day) applies() bool {
	return !slices.ContainsFunc(d.against, func(r Reason) bool { return slices.Contains(lasting, r) })
}

// The reasons for which a day does not count, in the order that breaks ties:
// those that last (lasting), and those that pass (absences).
var (
	reasons  = []Reason{ByPractice, ByLine, ByLevel, PerformerAway, SubjectAway}
	lasting  = reasons[:3]
	absences = reasons[3:]
)

func (pl *planner) days(a duty, subject PersonID, work []cadence.Date) []day {
	days := make([]day, len(work))
	for i, d := range work {
		days[i] = pl.day(a, subject, d)
	}
	return days
}

// day returns a working day with the reasons for which it does not count.
// Versions, lines, levels and holidays have always been known. The subject's
// weekly days off are no reason, so that a part-timer gets their 1:1 too.
func (pl *planner) day(a duty, subject PersonID, d cadence.Date) day {
	const always = 0
	day := day{date: d}
	if !a.practice.inForce(d) {
		day.object(ByPractice, always)
	}
	if !pl.edge(a, subject, d) {
		day.object(ByLine, always)
	}
	if !slices.Contains(a.levels, placeOn(pl.places, d).level) {
		day.object(ByLevel, always)
	}
	if knownOn, away := pl.r.away(pl.performer, d); away {
		day.object(PerformerAway, knownOn)
	}
	if subject == 0 {
		return day
	}
	if knownOn, away := pl.r.away(subject, d); away {
		day.object(SubjectAway, knownOn)
	}
	if pl.r.Calendar(subject).Holidays[d] {
		day.object(SubjectAway, always)
	}
	return day
}

// edge reports whether the relation that the practice's scope needs exists on
// a day: the subject reports to the performer, the performer leads a team, or
// the performer takes part.
func (pl *planner) edge(a duty, subject PersonID, d cadence.Date) bool {
	switch a.practice.Scope {
	case ScopeReport:
		return pl.r.ManagerOf(subject, d) == pl.performer &&
			(len(a.practice.SubjectLevels) == 0 || slices.Contains(a.practice.SubjectLevels, pl.r.Level(subject, d)))
	case ScopeTeam:
		return placeOn(pl.places, d).leads
	default:
		return pl.r.Participates(pl.performer, d)
	}
}

// fromNominal returns the days from the nominal date on; where the period has
// no working day left by then, its last.
func fromNominal(days []day, nominal cadence.Date) []day {
	i := slices.IndexFunc(days, func(d day) bool { return d.date >= nominal })
	if i < 0 {
		i = len(days) - 1
	}
	return days[i:]
}

// roll returns the due date: the nominal date moved to a day that counts,
// forward or else back, and so always inside the period. It is the nominal
// date itself where no day counts.
func roll(days []day, nominal cadence.Date) cadence.Date {
	due := nominal
	for _, d := range days {
		if d.counts() {
			due = d.date
			if due >= nominal {
				break
			}
		}
	}
	return due
}

// isNews reports whether an absence that became known too late has moved a due
// date back. No day after the due date counts; one of them was believed to
// until less than newsDays before, and would have been the due date.
func (pl *planner) isNews(days []day, due cadence.Date) bool {
	inTime := pl.calendar.Add(due, -newsDays)
	return slices.ContainsFunc(days, func(d day) bool { return d.date > due && d.knownOn > inTime })
}

// mostOf returns the reason that takes most of the days, among the weighing
// ones. A day with two reasons counts for both; ties go to the one that comes
// first.
func mostOf(days []day, weighing []Reason) Reason {
	best, most := NoReason, 0
	for _, r := range weighing {
		n := 0
		for _, d := range days {
			if slices.Contains(d.against, r) {
				n++
			}
		}
		if n > most {
			best, most = r, n
		}
	}
	return best
}
