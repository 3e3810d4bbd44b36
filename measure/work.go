package measure

import (
	"slices"

	"coach/cadence"
	"coach/practice"
)

// fewestLogs is the least number of logs, plans or next steps that a figure
// about anybody but oneself pools (MEASURES 4).
const fewestLogs = 5

// tooFew reports whether a figure of n logs is too small to tell.
func (a *answer) tooFew(n int) bool { return n == 0 || a.q.Scope != Me && n < fewestLogs }

// halves returns how much of a practice's time looks ahead, in halves; false for
// a practice that looks nowhere. A mixed one's is as its author answers, and half
// of it without an answer (MEASURES M13).
func halves(p *practice.Practice, focus string) (ahead int, counts bool) {
	switch p.Lens {
	case practice.Leading:
		return 2, true
	case practice.Lagging:
		return 0, true
	case practice.Mixed:
		switch focus {
		case "ahead":
			return 2, true
		case "back":
			return 0, true
		}
		return 1, true
	}
	return 0, false
}

// balance returns how much of the pool's coaching time looked ahead, over the
// question's span.
func (a *answer) balance() *Balance {
	minutes, ahead, logs := 0, 0, 0
	for _, s := range a.f.Spent {
		p := a.org.practiceIn(s.Version, s.Practice)
		if p == nil || !a.has(s.Author, s.On) {
			continue
		}
		if weight, counts := halves(p, s.TimeFocus); counts {
			minutes += s.N * p.Minutes
			ahead += s.N * p.Minutes * weight
			logs += s.N
		}
	}
	if minutes == 0 || a.tooFew(logs) {
		return nil
	}
	return &Balance{Minutes: minutes, AheadMinutes: (ahead + 1) / 2, Percent: decimal(50*int64(ahead), int64(minutes)), Logs: logs}
}

// plans returns the share of plans that were written by the person coached, over
// the question's span (MEASURES M16).
func (a *answer) plans() *Rate {
	if r := a.planned(); !a.tooFew(r.Whole) {
		return &r
	}
	return nil
}

// planned returns that share, however few plans there are.
func (a *answer) planned() (r Rate) {
	for _, p := range a.f.Plans {
		if a.has(p.Author, p.On) {
			r = plus(r, wrotePlan(p))
		}
	}
	return r
}

// wrotePlan returns of how many plans there are those that the person coached
// wrote.
func wrotePlan(p Plan) Rate {
	if p.Wrote == "they" {
		return Rate{p.N, p.N}
	}
	return Rate{0, p.N}
}

// fewestOwners is the least number of people whose next steps are told together
// to anybody else.
const fewestOwners = 4

// A followed is what became of one side's next steps.
type followed struct {
	due, onTime, done, moved int
	owners                   crowd // of those due
}

// actions returns what became of the next steps that fell due in the question's
// span, by their owners: the author is the manager, anybody else is the one
// coached (MEASURES M14).
func (a *answer) actions() *ActionSides {
	rep, manager := followed{owners: crowd{}}, followed{owners: crowd{}}
	for _, action := range a.f.Actions {
		if action.Owner == action.Author {
			a.follow(&manager, action)
		} else {
			a.follow(&rep, action)
		}
	}
	sides := ActionSides{a.side(rep), a.side(manager)}
	if sides.Rep == nil && sides.Manager == nil {
		return nil
	}
	return &sides
}

// follow counts an action, if it fell due in the span or was moved out of it in
// time. It belongs to whoever agreed it, who coaches. One that both cancelled in
// time never fell due; one that was cancelled afterwards stays not done. One
// whose day is still to come is not due yet, unless it is done.
func (a *answer) follow(side *followed, action practice.Action) {
	span := a.q.Span()
	counted, inSpan := a.countedDates(action, span)
	if inSpan == 0 || !action.DroppedAt.IsZero() || !a.has(action.Author, inSpan) {
		return
	}
	if !action.CancelledAt.IsZero() && a.dayOf(action.CancelledAt, action.Owner) <= counted {
		return
	}
	done := !action.DoneAt.IsZero()
	switch {
	case !span.Contains(counted):
		side.moved++
	case done || counted < a.today(action.Owner):
		side.due++
		side.owners[action.Owner] = true
		if done {
			side.done++
			if action.DoneOn <= counted {
				side.onTime++
			}
		}
	}
}

// countedDates returns the day on which an action counts, where its owner is:
// the first that was agreed, moved by every move that was made on or before the
// day that counted until then. Later moves do not count. It returns, too, the
// last of these days that lies in a span; no date for none.
func (a *answer) countedDates(action practice.Action, span cadence.Period) (counted, inSpan cadence.Date) {
	to := func(d cadence.Date) {
		if counted = d; span.Contains(d) {
			inSpan = d
		}
	}
	to(action.FirstDue)
	for _, m := range action.Moves {
		if a.dayOf(m.At, action.Owner) > counted {
			break
		}
		to(m.To)
	}
	return counted, inSpan
}

// side returns one side as a report shows it: to anybody else only from five due
// of four owners on.
func (a *answer) side(f followed) *ActionSide {
	if f.due+f.moved == 0 || a.q.Scope != Me && (f.due < fewestLogs || len(f.owners) < fewestOwners) {
		return nil
	}
	return &ActionSide{
		Due: f.due, OnTime: Rate{f.onTime, f.due}.orNil(), Done: Rate{f.done, f.due}.orNil(),
		Moved: f.moved, Rescheduled: Rate{f.moved, f.due + f.moved}.orNil(),
	}
}

// chain returns the levels of leaders in the pool, from the top, and whether
// anybody of each logged something in the last fourteen days. A level of one or
// two people is told only to who sees them by name.
func (a *answer) chain() []ChainLevel {
	levels := []ChainLevel{}
	if a.q.Scope != Team && a.q.Scope != Company {
		return levels
	}
	for _, level := range []practice.Level{practice.Exec, practice.MOM, practice.FLM} {
		l, named := ChainLevel{Level: level}, true
		var last cadence.Date
		for _, id := range a.r.People() {
			if a.has(id, a.q.Today) && a.isHere(id) && a.r.Level(id, a.q.Today) == level {
				l.People++
				last = max(last, a.f.Logged[id])
				named = named && a.byName(id, a.q.Today)
			}
		}
		if l.People == 0 || l.People < fewestManagers && !named {
			continue
		}
		if last != 0 {
			l.LastLoggedOn, l.Practising = &last, last > a.q.Today-chainDays
		}
		levels = append(levels, l)
	}
	return levels
}

// dayMinutes is a working day.
const dayMinutes = 8 * 60

// load returns the time that what is expected in the window takes each
// performer, by the minutes that the latest playbook gives each practice; nil
// where that would tell of one or two managers.
func (a *answer) load() *Load {
	minutes, managers := map[practice.PersonID]int{}, newCast()
	for _, c := range a.f.Window {
		p := a.org.Playbook.LastVersion(c.Practice)
		if p == nil || !a.has(c.Performer, c.DueOn) {
			continue
		}
		decided, undecided := c.Judged(a.today(c.Performer))
		if n := decided.Expected() + undecided; n > 0 {
			minutes[c.Performer] += n * p.Minutes
			managers.add(a.pool, c.Performer, c.DueOn)
		}
	}
	if len(minutes) == 0 || !managers.shown() {
		return nil
	}
	l := &Load{People: len(minutes)}
	all := make([]int, 0, len(minutes))
	for id, m := range minutes {
		all = append(all, m)
		days := len(a.r.Calendar(id).WorkingDays(a.q.Window.Period))
		percent, _ := Rate{m, days * dayMinutes}.Percent()
		if m > l.MostMinutes || m == l.MostMinutes && percent > l.MostPercent {
			l.MostMinutes, l.MostPercent = m, percent
		}
	}
	l.MedianMinutes = median(all)
	return l
}

// median returns the middle of some numbers, or half-way between the two in the
// middle. There is at least one.
func median(all []int) Half {
	slices.Sort(all)
	n := len(all)
	return Half(all[(n-1)/2] + all[n/2])
}
