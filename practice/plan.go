package practice

import (
	"cmp"
	"iter"
	"slices"

	"coach/cadence"
)

// Plan says which occurrences should exist for a performer: those of every
// enabled practice in every period that has a day from … to …, both included.
// Planning is reconciliation. It decides from the playbook and the roster
// alone, so the same days give the same occurrences however often it is asked.
func Plan(pb *Playbook, r *Roster, performer PersonID, from, to cadence.Date) []Occurrence {
	pl := planner{r: r, performer: performer, calendar: r.Calendar(performer), levels: map[cadence.Date]Level{}}
	var planned []Occurrence
	for i := range pb.Practices {
		if p := &pb.Practices[i]; p.Enabled {
			for rule, levels := range p.rules() {
				planned = append(planned, pl.rule(p, rule, levels, from, to)...)
			}
		}
	}
	return withoutRepeats(planned)
}

// Ahead counts what the playbook expects of a performer that falls due in a
// span of days.
func Ahead(pb *Playbook, r *Roster, performer PersonID, span cadence.Period) int {
	n := 0
	for _, o := range Plan(pb, r, performer, span.Start, span.End) {
		if o.Expectation == Expected && span.Contains(o.DueOn) {
			n++
		}
	}
	return n
}

// rules yields each rule of the practice with the levels that follow it.
// Levels without a rule of their own share the base rule.
func (p *Practice) rules() iter.Seq2[Rule, []Level] {
	return func(yield func(Rule, []Level) bool) {
		var base []Level
		for _, l := range p.expected() {
			own, ok := p.ByLevel[l]
			if !ok {
				base = append(base, l)
			} else if !yield(own, []Level{l}) {
				return
			}
		}
		if len(base) > 0 {
			yield(p.Rule, base)
		}
	}
}

func (p *Practice) expected() []Level {
	if len(p.ExpectedOf) > 0 {
		return p.ExpectedOf
	}
	return p.Levels
}

// A planner judges the days of one performer.
type planner struct {
	r         *Roster
	performer PersonID
	calendar  *cadence.Calendar
	levels    map[cadence.Date]Level
}

func (pl *planner) level(d cadence.Date) Level {
	l, ok := pl.levels[d]
	if !ok {
		l = pl.r.Level(pl.performer, d)
		pl.levels[d] = l
	}
	return l
}

// rule plans one rule of a practice. Near the end of a fiscal period the
// intensified rule replaces the base rule: whichever nominal date falls in the
// window follows it, and outside nothing changes.
func (pl *planner) rule(p *Practice, rule Rule, levels []Level, from, to cadence.Date) []Occurrence {
	if rule.Intensify == nil {
		return pl.every(p, rule, levels, from, to, func(cadence.Date) bool { return true })
	}
	window := func(nominal cadence.Date) bool {
		return rule.Intensify.Window.Around(nominal, pl.r.fiscal, pl.calendar).Contains(nominal)
	}
	in := rule.Intensify
	tight := Rule{Rhythm: in.Rhythm, Due: in.Due, Times: in.Times, Grace: in.Grace, Late: in.Late}
	return append(
		pl.every(p, rule, levels, from, to, func(nominal cadence.Date) bool { return !window(nominal) }),
		pl.every(p, tight, levels, from, to, window)...)
}

// every plans the rule for each period, subject and due code whose nominal
// date is wanted.
func (pl *planner) every(p *Practice, rule Rule, levels []Level, from, to cadence.Date, wanted func(cadence.Date) bool) []Occurrence {
	codes := rule.Due
	if len(codes) == 0 {
		codes = []cadence.Due{{}}
	}
	var planned []Occurrence
	for period := range rule.Rhythm.Periods(from, to, pl.r.fiscal, pl.calendar.WeekStart) {
		for _, subject := range pl.subjects(p, period) {
			for _, code := range codes {
				nominal, ok := code.Nominal(period, pl.calendar)
				if !ok || !wanted(nominal) {
					continue
				}
				o := Occurrence{Practice: p.Key, Performer: pl.performer, Subject: subject, Period: period, Due: code, Nominal: nominal}
				if pl.judge(&o, p, rule, levels) {
					for o.Seq = 1; o.Seq <= max(rule.Times, 1); o.Seq++ {
						planned = append(planned, o)
					}
				}
			}
		}
	}
	return planned
}

// subjects are the people the practice could be about in the period, or just
// nobody for a team or self practice.
func (pl *planner) subjects(p *Practice, period cadence.Period) []PersonID {
	if p.Scope != ScopeReport {
		return []PersonID{0}
	}
	var subjects []PersonID
	for _, id := range pl.r.reports[pl.performer] {
		if slices.ContainsFunc(pl.r.lines[id], func(l Line) bool {
			return l.Manager == pl.performer && l.From <= period.End && (l.To == 0 || l.To >= period.Start)
		}) {
			subjects = append(subjects, id)
		}
	}
	return subjects
}

// judge fills in what is asked and by when; false when there is no occurrence
// at all. The half rule covers joiners, leavers, transfers, promotions and new
// practices alike: it counts when at least half of the period's working days
// do.
func (pl *planner) judge(o *Occurrence, p *Practice, rule Rule, levels []Level) bool {
	work := pl.calendar.WorkingDays(o.Period)
	if len(work) == 0 {
		return pl.judgeHolidays(o, p, levels)
	}
	causes := make([]Reason, len(work)) // why each working day does not count
	var held, heldAfter, available bool
	count := 0
	turn := pl.turn(o.Nominal, work)
	for i, d := range work {
		causes[i] = pl.cause(p, levels, o.Subject, d)
		holds := causes[i] == NoReason || causes[i] == SubjectAway
		held = held || holds
		heldAfter = heldAfter || holds && d >= turn
		if causes[i] == NoReason {
			count, available = count+1, true
		}
	}
	switch {
	case !held:
		return false
	case !heldAfter:
		o.settle(Cancelled, mostOf(causes[firstFrom(work, turn):]), o.Nominal)
	case !available || count < (len(work)+1)/2:
		o.settle(Excused, mostOf(causes), o.Nominal)
	default:
		o.settle(Expected, NoReason, roll(o.Nominal, work, causes))
		o.GraceUntil, o.ClosesOn = cadence.Deadlines(o.DueOn, o.Period, pl.calendar, rule.Grace, rule.Late)
	}
	return true
}

// judgeHolidays judges a period whose working days are all public holidays.
func (pl *planner) judgeHolidays(o *Occurrence, p *Practice, levels []Level) bool {
	for d := o.Period.Start; d <= o.Period.End; d++ {
		if pl.calendar.InWeek(d) && pl.cause(p, levels, o.Subject, d) != ByPractice &&
			pl.cause(p, levels, o.Subject, d) != ByLine && pl.cause(p, levels, o.Subject, d) != ByLevel {
			o.settle(Excused, ByHoliday, o.Nominal)
			return true
		}
	}
	return false
}

func (o *Occurrence) settle(e Expectation, why Reason, due cadence.Date) {
	o.Expectation, o.Reason, o.DueOn = e, why, due
	o.GraceUntil, o.ClosesOn = due, due
}

// cause is why a working day does not count towards the practice, or no
// reason when everything holds on it.
func (pl *planner) cause(p *Practice, levels []Level, subject PersonID, d cadence.Date) Reason {
	switch {
	case d < p.From || p.To != 0 && d > p.To:
		return ByPractice
	case !pl.edge(p, subject, d):
		return ByLine
	case !slices.Contains(levels, pl.level(d)) && !slices.Contains(levels, Everyone):
		return ByLevel
	case subject != 0 && pl.r.Calendar(subject).Holidays[d]:
		return SubjectAway
	}
	return NoReason
}

// edge reports whether the tie that makes the practice meaningful exists.
func (pl *planner) edge(p *Practice, subject PersonID, d cadence.Date) bool {
	switch p.Scope {
	case ScopeReport:
		return pl.r.ManagerOf(subject, d) == pl.performer &&
			(len(p.SubjectLevels) == 0 || slices.Contains(p.SubjectLevels, pl.r.Level(subject, d)))
	case ScopeTeam:
		return pl.r.Participates(pl.performer, d) && pl.r.leads(pl.performer, d)
	default:
		return pl.r.Participates(pl.performer, d)
	}
}

// turn is the nominal date moved to a working day: forward, else back.
func (pl *planner) turn(nominal cadence.Date, work []cadence.Date) cadence.Date {
	return work[min(firstFrom(work, nominal), len(work)-1)]
}

// firstFrom is the index of the first day on or after d.
func firstFrom(days []cadence.Date, d cadence.Date) int {
	i, _ := slices.BinarySearch(days, d)
	return i
}

// roll moves the nominal date to a day that counts: forward, else back, and so
// always inside the period.
func roll(nominal cadence.Date, work []cadence.Date, causes []Reason) cadence.Date {
	last := nominal
	for i, d := range work {
		if causes[i] != NoReason {
			continue
		}
		last = d
		if d >= nominal {
			break
		}
	}
	return last
}

// mostOf is the cause of most days; ties go to the one listed first among the
// reasons.
func mostOf(causes []Reason) Reason {
	best, most := NoReason, 0
	for _, c := range []Reason{ByPractice, ByLine, ByLevel, PerformerAway, SubjectAway, ByHoliday} {
		n := 0
		for _, got := range causes {
			if got == c {
				n++
			}
		}
		if n > most {
			best, most = c, n
		}
	}
	return best
}

// withoutRepeats keeps one of several occurrences that ask the same thing for
// the same day, as two versions of a practice can: expected before excused
// before cancelled, else the one planned first.
func withoutRepeats(planned []Occurrence) []Occurrence {
	rank := map[Expectation]int{Expected: 0, Excused: 1, Cancelled: 2}
	slices.SortStableFunc(planned, func(a, b Occurrence) int {
		return cmp.Or(cmp.Compare(a.Practice, b.Practice), cmp.Compare(a.Subject, b.Subject), cmp.Compare(a.Nominal, b.Nominal),
			cmp.Compare(a.Seq, b.Seq), cmp.Compare(rank[a.Expectation], rank[b.Expectation]))
	})
	return slices.CompactFunc(planned, func(a, b Occurrence) bool {
		return a.Practice == b.Practice && a.Subject == b.Subject && a.Nominal == b.Nominal && a.Seq == b.Seq
	})
}
