package measure

import (
	"fmt"

	"coach/cadence"
	"coach/practice"
)

// An answer is a report in the making.
type answer struct {
	*pool
	org   Org
	f     Facts
	lines parts // of the window
}

// Answer returns the report that answers a question. Whether the viewer may ask
// it is decided by [MayAsk].
func Answer(q Question, org Org, f Facts) Report {
	a := &answer{pool: newPool(q, org.Roster), org: org, f: f}
	a.lines = a.parts()
	window := a.within(f.Window, q.Window.Period)
	r := Report{
		Report: 1, Viewer: a.who(q.Viewer), Scope: q.Scope, AsOf: Instant(q.AsOf),
		Window:   WindowShown{q.Window.Kind, q.Window.Period.Start, q.Window.Period.End, q.Window.Running},
		Managers: len(window.all), Shown: window.shown(),
		Groups: a.groups(), Practices: a.practices(), People: a.people(), Lines: a.below(), Trend: a.trend(),
		Balance: a.balance(), Plans: a.plans(), Actions: a.actions(), Obstacles: a.obstacles(),
		Recognition: a.recognition(), Health: a.health(), Chain: a.chain(), Load: a.load(), Streaks: a.streaks(),
	}
	if q.Scope != Company {
		r.Root = new(a.who(q.Root))
	}
	if q.Scope != Company && !q.Channel {
		r.Own = new(a.own())
	}
	if r.Shown {
		r.All, r.Undecided = new(window.tally()), &window.undecided
		r.FourWeeks, r.Says = a.point(q.Window.Period.End).Done, a.says()
		r.SpotChecks = a.spotChecks()
	}
	r.Reached = a.reached(q.FourWeeks())
	r.Previous = a.previous()
	r.Fresh, r.Independence = a.fresh(), a.independence()
	return r
}

// who names a person as files do: by address, else by number.
func (a *answer) who(id practice.PersonID) Who {
	ref := a.r.Person(id).Email
	if ref == "" {
		ref = fmt.Sprintf("#%d", id)
	}
	return Who{id, ref}
}

// own returns the root's own tally.
func (a *answer) own() TallyShown {
	s := newSum()
	for _, c := range a.f.Window {
		if c.Performer == a.q.Root && a.has(c.Performer, c.DueOn) {
			s.add(a.pool, c)
		}
	}
	return s.tally()
}

// point returns the rates of the four weeks that end on a day; neither where
// they would tell of one or two managers.
func (a *answer) point(to cadence.Date) Point {
	p, days := Point{To: to}, lastDays(fourWeeks, to)
	if s := a.within(a.f.Trend, days); s.shown() {
		p.Done, p.Reached = s.Done().orNil(), a.reached(days)
	}
	return p
}

// reached returns the share of people owed a practice about them in some days
// with whom something happened then, whoever did it (MEASURES, “reached”); nil
// where it would tell of one or two managers.
func (a *answer) reached(days cadence.Period) *Rate {
	owed, done, managers := crowd{}, crowd{}, newCast()
	for _, o := range a.f.Owed {
		if days.Contains(o.GraceUntil) && a.has(o.Performer, o.DueOn) {
			owed[o.Subject] = true
			if o.Settled || o.Expected && o.GraceUntil < a.today(o.Performer) {
				managers.add(a.pool, o.Performer, o.DueOn)
			}
		}
	}
	if !managers.shown() {
		return nil
	}
	for _, t := range a.f.Touched {
		if days.Contains(t.On) && owed[t.Person] {
			done[t.Person] = true
		}
	}
	return Rate{len(done), len(owed)}.orNil()
}

// trend returns the rolling four weeks to the end of each of the last twelve
// weeks, the oldest first. Left out are those in one of whose weeks nothing was
// due, and those without both rates: a chart would draw them as a fall.
func (a *answer) trend() []Point {
	points := []Point{}
	for back := trendWeeks - 1; back >= 0; back-- {
		to := a.q.Window.Period.End - cadence.Date(7*back)
		if p := a.point(to); p.Done != nil && p.Reached != nil && a.dueEachWeek(lastDays(fourWeeks, to)) {
			points = append(points, p)
		}
	}
	return points
}

func (a *answer) dueEachWeek(days cadence.Period) bool {
	for start := days.Start; start <= days.End; start += 7 {
		if a.within(a.f.Trend, cadence.Period{Start: start, End: start + 6}).Due() == 0 {
			return false
		}
	}
	return true
}

// previous returns what the last digest said of the week before the window, and
// what is true of it now. Only that week is ever restated (MEASURES 1.7).
func (a *answer) previous() *Previous {
	said := a.f.Said
	if a.q.Scope != Team || a.q.Window.Kind != ByWeek || a.q.Window.Running || said.To == 0 {
		return nil
	}
	p := &Previous{From: said.From, To: said.To, Said: said.Done.orNil()}
	if now := a.within(a.f.Trend, cadence.Period{Start: said.From, End: said.To}); now.shown() {
		p.Now = now.Done().orNil()
		p.Restated = now.Done() != said.Done || now.InTime() != said.InTime
	}
	return p
}
