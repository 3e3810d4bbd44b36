package measure

import (
	"cmp"
	"slices"
	"time"

	"coach/cadence"
	"coach/practice"
)

// dayOf returns a moment as a date of a person's.
func (a *answer) dayOf(at time.Time, id practice.PersonID) cadence.Date {
	return a.r.Person(id).Today(at, a.q.Zone)
}

// unowned is how many working days an obstacle may wait for an owner.
const unowned = 3

// heldBy are the levels in the order in which a report lists who holds obstacles.
var heldBy = []string{string(practice.Rep), string(practice.FLM), string(practice.MOM), string(practice.Exec), "nobody"}

// obstacles returns what people of the pool raised, or hold: how much of it is
// open, for how long, who holds it, and what was removed in the window (MEASURES
// M15). It is nil where there is nothing.
func (a *answer) obstacles() *Obstacles {
	shown := &Obstacles{HeldBy: []HeldBy{}}
	var ages, took []int
	var overdue, heard Rate
	held := map[string]int{}
	for _, o := range a.f.Obstacles {
		holder := cmp.Or(o.Owner(), o.Raiser)
		today := a.today(holder)
		if !a.has(o.Raiser, o.RaisedOn) && !a.has(holder, today) {
			continue
		}
		resolved, days, inWindow := a.resolved(o)
		switch {
		case o.Open():
			age := o.Age(a.r, today)
			ages = append(ages, age)
			if o.Due() != 0 && o.Due() < today {
				overdue.Part++
			}
			if o.Owner() == 0 && age > unowned {
				shown.WithoutOwner++
			}
			held[a.holds(o)]++
		case resolved && inWindow:
			took = append(took, days)
		default:
			continue
		}
		heard = plus(heard, heardBack(o))
	}
	if len(ages)+len(took) == 0 {
		return nil
	}
	shown.Open, shown.Resolved = len(ages), len(took)
	if overdue.Whole = shown.Open; overdue.Whole > 0 {
		shown.Overdue, shown.MedianAge, shown.Oldest = &overdue, new(median(ages)), new(slices.Max(ages))
	}
	if len(took) > 0 {
		shown.MedianDaysToResolve = new(median(took))
	}
	shown.HeardBack = heard.orNil()
	for _, level := range heldBy {
		if held[level] > 0 {
			shown.HeldBy = append(shown.HeldBy, HeldBy{level, held[level]})
		}
	}
	return shown
}

func plus(a, b Rate) Rate { return Rate{a.Part + b.Part, a.Whole + b.Whole} }

// holds returns the level of whoever holds an obstacle. What was passed up and
// not accepted is held by its old owner.
func (a *answer) holds(o practice.Obstacle) string {
	if o.Owner() == 0 {
		return "nobody"
	}
	return string(a.r.Level(o.Owner(), a.today(o.Owner())))
}

// resolved reports whether an obstacle is resolved, after how many working days
// from the day it was first raised, and whether that was in the window. The last
// resolution that stands is the one that counts.
func (a *answer) resolved(o practice.Obstacle) (is bool, days int, inWindow bool) {
	if s := o.State(); s != practice.ObstacleIsResolved && s != practice.ObstacleIsGone {
		return false, 0, false
	}
	for _, ev := range slices.Backward(o.History) {
		if ev.Kind == practice.ObstacleResolved {
			on := a.dayOf(ev.At, cmp.Or(o.Owner(), o.Raiser))
			return true, o.Age(a.r, on), a.q.Window.Period.Contains(on)
		}
	}
	return false, 0, false
}

// heardBack returns whether whoever raised an obstacle was told of the last
// change by somebody else, once the message about it was sent; a rate of nothing
// where nobody else changed it.
func heardBack(o practice.Obstacle) Rate {
	var changed, told time.Time
	for _, ev := range o.History {
		if ev.By != o.Raiser && ev.By != 0 {
			changed = later(changed, ev.At)
		}
		told = later(told, ev.ToldAt)
	}
	switch {
	case changed.IsZero():
		return Rate{}
	case told.Before(changed):
		return Rate{0, 1}
	}
	return Rate{1, 1}
}

// recognition returns who thanks and who is thanked. Whom nobody has thanked is
// told to their own manager alone.
func (a *answer) recognition() *Recognition {
	shown := &Recognition{}
	for _, g := range a.f.Given {
		if a.q.Window.Period.Contains(g.On) && a.has(g.Author, g.On) {
			shown.Given += g.N
		}
	}
	thanked := crowd{}
	for _, t := range a.f.Thanked {
		if t.By != t.Person && a.q.Thanked().Contains(t.On) {
			thanked[t.Person] = true
		}
	}
	var rate Rate
	for _, id := range a.inside() {
		rate.Whole++
		if thanked[id] {
			rate.Part++
		}
	}
	shown.Thanked = rate.orNil()
	if a.q.Channel || a.q.Scope != Me && a.q.Scope != Team {
		return shown
	}
	shown.Waiting = []Who{}
	for _, id := range a.r.Reports(a.q.Viewer, a.q.Today) {
		if !thanked[id] && a.r.Participates(id, a.q.Today-thankDays) && !a.r.IsAway(id, a.q.Today) && a.isHere(id) && !a.r.Person(id).Erased {
			shown.Waiting = append(shown.Waiting, a.who(id))
		}
	}
	slices.SortFunc(shown.Waiting, func(x, y Who) int { return a.order(x.ID, y.ID) })
	return shown
}

// inside returns the people on the day of the question of whom is said whether
// they were thanked: everybody below the root, or their direct reports where the
// report is about one person's own work.
func (a *answer) inside() []practice.PersonID {
	var all []practice.PersonID
	switch a.q.Scope {
	case Me, Manager:
		all = a.r.Reports(a.q.Root, a.q.Today)
	case Team:
		all = a.r.Tree(a.q.Viewer, a.q.Today)[1:]
	default:
		all = a.r.People()
	}
	return slices.DeleteFunc(all, func(id practice.PersonID) bool { return !a.isHere(id) })
}

// isHere reports whether somebody takes part on the day of the question.
func (a *answer) isHere(id practice.PersonID) bool {
	return a.r.Participates(id, a.q.Today) && a.r.Person(id).Account != practice.Gone
}

// topReasons is how many reasons for skipping are listed.
const topReasons = 3

// A period is what a practice's managers did in their last full period, or the
// one before.
type period struct {
	*sum
	to      cadence.Date
	reasons map[string]int
}

// health returns how well each practice does with at least three managers: in
// each manager's last full period, and in the one before. Where fewer than half
// happened in both, it is the practice that is to be looked at, and nobody is
// named (MEASURES M19). A practice whose line was given up so that another's
// cannot be had by subtraction is left out here too: its last period may be the
// window.
func (a *answer) health() []Health {
	shown := []Health{}
	if a.q.Scope != Team && a.q.Scope != Company {
		return shown
	}
	counts := map[string][]PeriodCount{}
	for _, c := range a.f.Health {
		if a.has(c.Performer, c.DueOn) {
			counts[c.Practice] = append(counts[c.Practice], c)
		}
	}
	for _, p := range a.org.practices() {
		before, last := a.periods(counts[p.Key])
		if !last.pools() || a.lines.isGivenUp(p.Key) {
			continue
		}
		h := Health{Practice: p.Key, Managers: len(last.all), To: last.to, Done: last.Done().orNil(),
			SkipRate: last.Tally.Skipped().orNil(), Reasons: top(last.reasons)}
		if before.pools() {
			h.Before = before.Done().orNil()
		}
		h.Look = h.Before != nil && underHalf(last.Done()) && underHalf(before.Done())
		shown = append(shown, h)
	}
	return shown
}

// pools reports whether the period's numbers are about managers enough.
func (p period) pools() bool { return len(p.all) >= fewestManagers && p.shown() }

func underHalf(r Rate) bool { return 2*r.Part < r.Whole }

// periods adds up a practice's counts of each manager's last two periods that
// were over, where the manager is, at the question's moment.
func (a *answer) periods(counts []PeriodCount) (before, last period) {
	ends := map[practice.PersonID][2]cadence.Date{} // the last one, and the one before
	for _, c := range counts {
		if c.Period.End >= a.today(c.Performer) {
			continue
		}
		switch two := ends[c.Performer]; {
		case c.Period.End > two[0]:
			ends[c.Performer] = [2]cadence.Date{c.Period.End, two[0]}
		case c.Period.End < two[0] && c.Period.End > two[1]:
			ends[c.Performer] = [2]cadence.Date{two[0], c.Period.End}
		}
	}
	before, last = period{sum: newSum()}, period{sum: newSum(), reasons: map[string]int{}}
	for _, c := range counts {
		switch two := ends[c.Performer]; c.Period.End {
		case two[1]:
			before.add(a.pool, c.Count)
		case two[0]:
			last.add(a.pool, c.Count)
			last.to = max(last.to, two[0])
			for reason, n := range c.Reasons {
				last.reasons[reason] += n
			}
		}
	}
	return before, last
}

// top returns the most frequent reasons, by count and then by their text.
func top(reasons map[string]int) []ReasonCount {
	all := []ReasonCount{}
	for reason, n := range reasons {
		all = append(all, ReasonCount{reason, n})
	}
	slices.SortFunc(all, func(x, y ReasonCount) int {
		return cmp.Or(cmp.Compare(y.Count, x.Count), cmp.Compare(x.Reason, y.Reason))
	})
	return all[:min(len(all), topReasons)]
}

// streaks returns how many periods of each practice the viewer has kept in a row
// (MEASURES M7). It is private.
func (a *answer) streaks() []Streak {
	shown := []Streak{}
	if a.q.Scope != Me {
		return shown
	}
	periods := map[string][]practice.Occurrence{}
	for _, o := range a.f.Own {
		periods[o.Practice] = append(periods[o.Practice], o)
	}
	for _, p := range a.org.practices() {
		if s, decided := streak(periods[p.Key], a.today(a.q.Viewer)); decided {
			s.Practice = p.Key
			shown = append(shown, s)
		}
	}
	return shown
}

// streak counts the periods of one practice in order: a period is kept when all
// that was expected in it is done, late included, and neutral when nothing was
// expected. One of which something is not decided yet is not counted. It reports
// whether any period is decided.
func streak(all []practice.Occurrence, today cadence.Date) (s Streak, decided bool) {
	byPeriod := map[cadence.Period][]practice.Occurrence{}
	for _, o := range all {
		if o.Status(today) != practice.CancelledOut {
			byPeriod[o.Period] = append(byPeriod[o.Period], o)
		}
	}
	periods := make([]cadence.Period, 0, len(byPeriod))
	for p := range byPeriod {
		periods = append(periods, p)
	}
	slices.SortFunc(periods, func(x, y cadence.Period) int { return cmp.Or(cmp.Compare(x.Start, y.Start), cmp.Compare(x.End, y.End)) })
	for _, p := range periods {
		var t Tally
		for _, o := range byPeriod[p] {
			t.Add(o, today)
		}
		if t.Due() < len(byPeriod[p]) {
			continue
		}
		decided = true
		switch done := t.Done(); {
		case done.Whole == 0: // neutral
		case done.Part == done.Whole:
			s.Current++
			s.Best = max(s.Best, s.Current)
		default:
			s.Current = 0
		}
	}
	return s, decided
}
