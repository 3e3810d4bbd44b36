package practice

import (
	"cmp"
	"iter"
	"reflect"
	"slices"

	"coach/cadence"
)

// Plan says which occurrences should exist for a performer: those of every
// enabled practice in every period that has a day from … to …, both included.
// Planning is reconciliation. It decides from the playbook and the roster
// alone, so the same days give the same occurrences however often it is asked.
func Plan(pb *Playbook, r *Roster, performer PersonID, from, to cadence.Date) []Occurrence {
	pl := planner{r: r, performer: performer, calendar: r.Calendar(performer), levels: map[cadence.Date]Level{}}
	var drafts []draft
	for i := range pb.Practices {
		if p := &pb.Practices[i]; p.Enabled {
			for rule, levels := range p.rules() {
				drafts = append(drafts, pl.rule(p, rule, levels, from, to)...)
			}
		}
	}
	return withoutRepeats(drafts)
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
// Levels that are asked the same share a rule, so that a promotion from one to
// the other changes nothing.
func (p *Practice) rules() iter.Seq2[Rule, []Level] {
	return func(yield func(Rule, []Level) bool) {
		left := p.expected()
		for len(left) > 0 {
			rule := p.RuleFor(left[0])
			var same, others []Level
			for _, l := range left {
				if reflect.DeepEqual(p.RuleFor(l), rule) {
					same = append(same, l)
				} else {
					others = append(others, l)
				}
			}
			if !yield(rule, same) {
				return
			}
			left = others
		}
	}
}

// expected are the levels of whom the practice is expected.
func (p *Practice) expected() []Level {
	levels := p.Levels
	if len(p.ExpectedOf) > 0 {
		levels = p.ExpectedOf
	}
	if slices.Contains(levels, Everyone) {
		return personLevels
	}
	return levels
}

// A draft is an occurrence that another rule may ask for too.
type draft struct {
	Occurrence
	heldFrom cadence.Date // the first day of the period on which its rule held
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
func (pl *planner) rule(p *Practice, rule Rule, levels []Level, from, to cadence.Date) []draft {
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
func (pl *planner) every(p *Practice, rule Rule, levels []Level, from, to cadence.Date, wanted func(cadence.Date) bool) []draft {
	codes := rule.Due
	if len(codes) == 0 {
		codes = []cadence.Due{{}}
	}
	var drafts []draft
	for period := range rule.Rhythm.Periods(from, to, pl.r.fiscal, pl.calendar.WeekStart) {
		for _, subject := range pl.subjects(p, period) {
			for _, code := range codes {
				nominal, ok := code.Nominal(period, pl.calendar)
				if !ok || !wanted(nominal) {
					continue
				}
				o := Occurrence{Practice: p.Key, Performer: pl.performer, Subject: subject, Period: period, Due: code, Nominal: nominal}
				if heldFrom, ok := pl.judge(&o, p, rule, levels); ok {
					for o.Seq = 1; o.Seq <= max(rule.Times, 1); o.Seq++ {
						drafts = append(drafts, draft{o, heldFrom})
					}
				}
			}
		}
	}
	return drafts
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

// judge fills in what is asked and by when, and returns the first day of the
// period on which the rule held; false when there is no occurrence at all. The
// half rule covers joiners, leavers, transfers, promotions and new practices
// alike: it counts when at least half of the period's working days do.
func (pl *planner) judge(o *Occurrence, p *Practice, rule Rule, levels []Level) (heldFrom cadence.Date, ok bool) {
	work := pl.calendar.WorkingDays(o.Period)
	if len(work) == 0 {
		return pl.judgeHolidays(o, p, levels)
	}
	causes := make([][]Reason, len(work)) // why each working day does not count
	var heldLast cadence.Date
	count := 0
	for i, d := range work {
		causes[i] = pl.causes(p, levels, o.Subject, d)
		if len(causes[i]) == 0 {
			count++
		}
		if holds(causes[i]) {
			heldFrom, heldLast = cmp.Or(heldFrom, d), d
		}
	}
	turn := min(firstFrom(work, o.Nominal), len(work)-1) // the nominal date moved to a working day: forward, else back
	switch {
	case heldFrom == 0:
		return 0, false
	case heldLast < work[turn]:
		o.settle(Cancelled, mostOf(causes[turn:], lasting), o.Nominal)
	case count < (len(work)+1)/2:
		o.settle(Excused, mostOf(causes, reasons), o.Nominal)
	default:
		o.settle(Expected, NoReason, roll(o.Nominal, work, causes))
		o.GraceUntil, o.ClosesOn = cadence.Deadlines(o.DueOn, o.Period, pl.calendar, rule.Grace, rule.Late)
	}
	return heldFrom, true
}

// judgeHolidays judges a period whose working days are all public holidays.
func (pl *planner) judgeHolidays(o *Occurrence, p *Practice, levels []Level) (heldFrom cadence.Date, ok bool) {
	for d := o.Period.Start; d <= o.Period.End; d++ {
		if pl.calendar.InWeek(d) && holds(pl.causes(p, levels, o.Subject, d)) {
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

// The reasons in the order that breaks ties, and those among them for which a
// practice is not asked at all, rather than not on that day.
var (
	reasons = []Reason{ByPractice, ByLine, ByLevel, PerformerAway, SubjectAway, ByHoliday}
	lasting = reasons[:3]
)

// causes are all the reasons for which a working day does not count towards
// the practice; none when everything holds on it.
func (pl *planner) causes(p *Practice, levels []Level, subject PersonID, d cadence.Date) []Reason {
	var causes []Reason
	if !p.inForce(d) {
		causes = append(causes, ByPractice)
	}
	if !pl.edge(p, subject, d) {
		causes = append(causes, ByLine)
	}
	if !slices.Contains(levels, pl.level(d)) {
		causes = append(causes, ByLevel)
	}
	if subject != 0 && pl.r.Calendar(subject).Holidays[d] {
		causes = append(causes, SubjectAway)
	}
	return causes
}

// holds reports whether version, edge and level hold together on a day with
// the given causes.
func holds(causes []Reason) bool {
	return !slices.ContainsFunc(causes, func(c Reason) bool { return slices.Contains(lasting, c) })
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

// firstFrom is the index of the first day on or after d.
func firstFrom(days []cadence.Date, d cadence.Date) int {
	i, _ := slices.BinarySearch(days, d)
	return i
}

// roll moves the nominal date to a day that counts: forward, else back, and so
// always inside the period.
func roll(nominal cadence.Date, work []cadence.Date, causes [][]Reason) cadence.Date {
	last := nominal
	for i, d := range work {
		if len(causes[i]) > 0 {
			continue
		}
		last = d
		if d >= nominal {
			break
		}
	}
	return last
}

// mostOf is the cause of most days among those that weigh. Each counts its own
// days, whatever else holds on them; ties go to the one that stands first.
func mostOf(days [][]Reason, weighing []Reason) Reason {
	best, most := NoReason, 0
	for _, c := range weighing {
		n := 0
		for _, causes := range days {
			if slices.Contains(causes, c) {
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
// before cancelled, else the one whose rule held earlier in the period.
func withoutRepeats(drafts []draft) []Occurrence {
	rank := map[Expectation]int{Expected: 0, Excused: 1, Cancelled: 2}
	slices.SortStableFunc(drafts, func(a, b draft) int {
		return cmp.Or(cmp.Compare(a.Practice, b.Practice), cmp.Compare(a.Subject, b.Subject), cmp.Compare(a.Nominal, b.Nominal),
			cmp.Compare(a.Seq, b.Seq), cmp.Compare(rank[a.Expectation], rank[b.Expectation]), cmp.Compare(a.heldFrom, b.heldFrom))
	})
	drafts = slices.CompactFunc(drafts, func(a, b draft) bool {
		return a.Practice == b.Practice && a.Subject == b.Subject && a.Nominal == b.Nominal && a.Seq == b.Seq
	})
	var planned []Occurrence
	for _, d := range drafts {
		planned = append(planned, d.Occurrence)
	}
	return planned
}
