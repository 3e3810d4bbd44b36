package practice

import (
	"cmp"
	"iter"
	"maps"
	"reflect"
	"slices"

	"coach/cadence"
)

// Plan returns the occurrences that should exist for a performer: those of
// every enabled practice in every period that has a day from … to …, both
// included, by practice, subject, nominal date and sequence.
//
// It depends on the playbook and the roster alone, never on what is stored. An
// occurrence is the same for every span that has a day of its period, so that
// planning March alone and planning the whole year agree about March.
func Plan(pb *Playbook, r *Roster, performer PersonID, from, to cadence.Date) []Occurrence {
	pl := planner{r: r, performer: performer, calendar: r.Calendar(performer), places: r.places[performer]}
	asks := map[string][]duty{}
	for i := range pb.Practices {
		if p := &pb.Practices[i]; p.Enabled {
			asks[p.Key] = append(asks[p.Key], pl.duties(p)...)
		}
	}
	var planned []Occurrence
	for _, key := range slices.Sorted(maps.Keys(asks)) {
		planned = append(planned, pl.plan(asks[key], cadence.Period{Start: from, End: to})...)
	}
	return planned
}

// Ahead counts the occurrences expected of a performer that fall due in a span
// of days.
func Ahead(pb *Playbook, r *Roster, performer PersonID, span cadence.Period) int {
	n := 0
	for _, o := range Plan(pb, r, performer, span.Start, span.End) {
		if o.Expectation == Expected && span.Contains(o.DueOn) {
			n++
		}
	}
	return n
}

// A planner makes the plan of one performer.
type planner struct {
	r         *Roster
	performer PersonID
	calendar  *cadence.Calendar
	places    []place // the performer's
}

// A duty is one rule of one version of a practice, for performers at some of
// the levels. It is limited to the occurrences whose nominal date satisfies a
// condition, such as lying in the window where an intensified rule applies.
type duty struct {
	practice *Practice
	rule     Rule
	levels   []Level
	wants    func(nominal cadence.Date) bool
}

// duties returns the duties of a practice. Near the end of a fiscal period the
// intensified rule replaces the base rule for every nominal date that falls in
// the window; outside it nothing changes.
func (pl *planner) duties(p *Practice) []duty {
	var asks []duty
	for rule, levels := range p.rules() {
		tight := rule.Intensify
		if tight == nil {
			asks = append(asks, duty{p, rule, levels, func(cadence.Date) bool { return true }})
			continue
		}
		inWindow := func(nominal cadence.Date) bool {
			return tight.Window.Around(nominal, pl.r.fiscal, pl.calendar).Contains(nominal)
		}
		outside := func(nominal cadence.Date) bool { return !inWindow(nominal) }
		tightened := Rule{Rhythm: tight.Rhythm, Due: tight.Due, Times: tight.Times, Grace: tight.Grace, Late: tight.Late}
		asks = append(asks, duty{p, rule, levels, outside}, duty{p, tightened, levels, inWindow})
	}
	return asks
}

// rules yields each rule of the practice with the levels that follow it.
// Levels with equal rules share one, so that a promotion between two of them
// changes nothing.
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

// expected returns the levels that are expected to perform the practice.
func (p *Practice) expected() []Level {
	levels := p.Levels
	if len(p.ExpectedOf) > 0 {
		levels = p.ExpectedOf
	}
	if slices.Contains(levels, Everyone) {
		return PersonLevels
	}
	return levels
}

// plan returns the occurrences of all duties with one key. Two versions or
// level rules may give the same occurrence for the same day, and only one is
// kept; a rule may also reach that day from a period outside the span. So the
// span is widened to whole periods of every rule before repeats are dropped.
func (pl *planner) plan(asks []duty, span cadence.Period) []Occurrence {
	wide := span
	for _, a := range asks {
		for _, end := range []cadence.Date{span.Start, span.End} {
			if p := a.rule.Period(end, pl.r.fiscal, pl.calendar.WeekStart); !p.IsZero() {
				wide.Start, wide.End = min(wide.Start, p.Start), max(wide.End, p.End)
			}
		}
	}
	var drafts []draft
	for _, a := range asks {
		drafts = append(drafts, pl.drafts(a, wide)...)
	}
	return slices.DeleteFunc(withoutRepeats(drafts), func(o Occurrence) bool {
		return o.Period.End < span.Start || span.End < o.Period.Start
	})
}

// A draft is an occurrence that another duty may give too.
type draft struct {
	Occurrence
	heldFrom cadence.Date // the first day of the period on which its duty applied
}

// drafts returns the occurrences of one duty: for each period, due code and
// subject, whatever other duties give.
func (pl *planner) drafts(a duty, span cadence.Period) []draft {
	codes := a.rule.Due
	if len(codes) == 0 {
		codes = []cadence.Due{{}}
	}
	var drafts []draft
	for period := range a.rule.Periods(span.Start, span.End, pl.r.fiscal, pl.calendar.WeekStart) {
		if !pl.isEverAt(a.levels, period) {
			continue
		}
		work, subjects := pl.calendar.WorkingDays(period), pl.subjects(a, period)
		for _, code := range codes {
			nominal, ok := code.Nominal(period, pl.calendar)
			if !ok || !a.wants(nominal) {
				continue
			}
			for _, subject := range subjects {
				o := Occurrence{Practice: a.practice.Key, Performer: pl.performer, Subject: subject, Period: period, Due: code, Nominal: nominal}
				if heldFrom, ok := pl.judge(a, &o, work); ok {
					for o.Seq = 1; o.Seq <= max(a.rule.Times, 1); o.Seq++ {
						drafts = append(drafts, draft{o, heldFrom})
					}
				}
			}
		}
	}
	return drafts
}

// isEverAt reports whether the performer is at one of the levels on some day
// of the period. It spares the work for most people: they are reps, and few
// practices are expected of reps.
func (pl *planner) isEverAt(levels []Level, period cadence.Period) bool {
	if slices.Contains(levels, placeOn(pl.places, period.Start).level) {
		return true
	}
	return slices.ContainsFunc(pl.places, func(p place) bool { return period.Contains(p.from) && slices.Contains(levels, p.level) })
}

// subjects returns the reports a duty could be about in the period, or just
// nobody for a team or self practice.
func (pl *planner) subjects(a duty, period cadence.Period) []PersonID {
	if a.practice.Scope != ScopeReport {
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

// withoutRepeats keeps one of several drafts under one key for the same
// subject and day: expected before excused before cancelled, else the one
// whose duty applied earlier in its period.
func withoutRepeats(drafts []draft) []Occurrence {
	rank := map[Expectation]int{Expected: 0, Excused: 1, Cancelled: 2}
	slices.SortStableFunc(drafts, func(a, b draft) int {
		return cmp.Or(cmp.Compare(a.Subject, b.Subject), cmp.Compare(a.Nominal, b.Nominal), cmp.Compare(a.Seq, b.Seq),
			cmp.Compare(rank[a.Expectation], rank[b.Expectation]), cmp.Compare(a.heldFrom, b.heldFrom))
	})
	drafts = slices.CompactFunc(drafts, func(a, b draft) bool {
		return a.Subject == b.Subject && a.Nominal == b.Nominal && a.Seq == b.Seq
	})
	var planned []Occurrence
	for _, d := range drafts {
		planned = append(planned, d.Occurrence)
	}
	return planned
}
