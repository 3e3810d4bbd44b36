package measure

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"coach/cadence"
	"coach/practice"
)

// A judged is a decided occurrence of a pool, with what the viewer knows of its
// performer. It is worked out by hand, from the occurrences and the lines.
type judged struct {
	practice.Occurrence
	status  practice.Status
	hidden  bool // the viewer does not see the performer by name
	outside bool // nor is the performer below the viewer
}

func (j judged) isExpected() bool {
	return j.status != practice.ExcusedStatus && j.status != practice.SkipWithin
}

// A pile is what a number of a report counts.
type pile []judged

// without returns what remains of a pile when another is subtracted.
func (p pile) without(others ...pile) pile {
	gone := map[practice.OccurrenceID]bool{}
	for _, j := range slices.Concat(others...) {
		gone[j.ID] = true
	}
	return slices.DeleteFunc(slices.Clone(p), func(j judged) bool { return gone[j.ID] })
}

func (p pile) only(which func(judged) bool) pile {
	return slices.DeleteFunc(slices.Clone(p), func(j judged) bool { return !which(j) })
}

// managers returns of how many of some performers something was expected.
func (p pile) managers(which func(judged) bool) int {
	of := map[practice.PersonID]bool{}
	for _, j := range p {
		if j.isExpected() && which(j) {
			of[j.Performer] = true
		}
	}
	return len(of)
}

func (p pile) all() int { return p.managers(func(judged) bool { return true }) }

// hidden returns how many managers a pile is about whom the viewer does not see
// by name.
func (p pile) hidden() int { return p.managers(func(j judged) bool { return j.hidden }) }

// tellsOfFew reports whether a pile is about one or two managers whom the viewer
// does not see by name, or, in a report of the company, of others than the
// viewer's tree.
func (p pile) tellsOfFew() bool {
	few := func(n int) bool { return n == 1 || n == 2 }
	return few(p.hidden()) || few(p.managers(func(j judged) bool { return j.outside }))
}

// tally counts a pile.
func (p pile) tally() (t Tally, byLeader int) {
	n := map[practice.Status]int{}
	for _, j := range p {
		n[j.status]++
		if j.status == practice.ExcusedStatus && j.Excuse.By != 0 {
			byLeader++
		}
	}
	return Tally{n[practice.OnTime], n[practice.Late], n[practice.Overdue] + n[practice.Missed], n[practice.SkipCounts], n[practice.SkipWithin], n[practice.ExcusedStatus]}, byLeader
}

// chain returns the managers above somebody on a day, the nearest first.
func (l *life) chain(id practice.PersonID, on cadence.Date) (above []practice.PersonID) {
	for {
		id = l.org.Roster.ManagerOf(id, on)
		if id == 0 || slices.Contains(above, id) {
			return above
		}
		above = append(above, id)
	}
}

// counts reports whether what somebody did on a day is in the pool of a question.
func (l *life) counts(q Question, id practice.PersonID, on cadence.Date) bool {
	switch q.Scope {
	case Me:
		return id == q.Viewer
	case Manager:
		return id == q.Root && l.org.Roster.ManagerOf(id, on) == q.Viewer
	case Team:
		return id == q.Viewer || slices.Contains(l.chain(id, on), q.Viewer)
	}
	return l.org.Roster.Participates(id, on)
}

// leadsToday reports whether the viewer has somebody report to them on the day of
// the question.
func (l *life) leadsToday(q Question) bool { return len(l.org.Roster.Reports(q.Viewer, q.Today)) > 0 }

// pile returns the decided occurrences of some days in the pool of a question.
func (l *life) pile(q Question, days cadence.Period) (all pile, undecided int) {
	for _, o := range l.was.Occurrences {
		if !days.Contains(o.GraceUntil) || !l.counts(q, o.Performer, o.DueOn) {
			continue
		}
		status := o.Status(l.dayOf(q.AsOf, o.Performer))
		above := l.chain(o.Performer, o.DueOn)
		seen := !q.Channel && (o.Performer == q.Viewer || len(above) > 0 && above[0] == q.Viewer)
		switch status {
		case practice.CancelledOut:
		case practice.Upcoming, practice.Open, practice.InGrace:
			undecided++
		default:
			outside := q.Scope == Company && l.leadsToday(q) && o.Performer != q.Viewer && !slices.Contains(above, q.Viewer)
			all = append(all, judged{o, status, !seen, outside})
		}
	}
	return all, undecided
}

// belowLeader returns the direct report of the viewer below whom a performer
// stands, where that one leads leaders.
func (l *life) belowLeader(q Question, j judged) practice.PersonID {
	above, r := l.chain(j.Performer, j.DueOn), l.org.Roster
	i := slices.Index(above, q.Viewer)
	if i < 1 || !slices.ContainsFunc(r.Reports(above[i-1], j.DueOn), func(id practice.PersonID) bool { return len(r.Reports(id, j.DueOn)) > 0 }) {
		return 0
	}
	return above[i-1]
}

// A reading is a report, with what each of its numbers counts.
type reading struct {
	Report
	q     Question
	pool  pile            // what it is about, shown or not
	shown map[string]pile // by “all”, “own”, “group coach”, “person 3”…
	told  map[string]TallyShown
}

// read answers a question, and works out by hand what each number counts.
func (l *life) read(q Question) reading {
	r := reading{Report: l.answer(q), q: q, shown: map[string]pile{}, told: map[string]TallyShown{}}
	r.pool, _ = l.pile(q, q.Window.Period)
	show := func(told TallyShown, key string, which func(judged) bool) {
		r.shown[key], r.told[key] = r.pool.only(which), told
	}
	if r.All != nil {
		show(*r.All, "all", func(judged) bool { return true })
	}
	if r.Own != nil {
		show(*r.Own, "own", func(j judged) bool { return j.Performer == q.Root })
	}
	for _, g := range r.Groups {
		show(g.TallyShown, "group "+g.Group, func(j judged) bool { return l.org.Playbook.LastVersion(j.Practice).Group == g.Group })
	}
	for _, p := range r.Practices {
		show(p.TallyShown, "practice "+p.Practice, func(j judged) bool { return j.Practice == p.Practice })
	}
	for _, p := range r.People {
		show(p.TallyShown, fmt.Sprint("person ", p.Person.ID), func(j judged) bool {
			return j.Performer == p.Person.ID && l.org.Roster.ManagerOf(j.Performer, j.DueOn) == q.Viewer
		})
	}
	for _, b := range r.Lines {
		show(b.TallyShown, fmt.Sprint("below ", b.Below.ID), func(j judged) bool { return l.belowLeader(q, j) == b.Below.ID })
	}
	return r
}

// kinds are the lines of a report of which what is shown can be taken away.
var kinds = []string{"group", "practice", "below"}

// rest returns what remains of the pool when the shown lines of a kind are taken
// away.
func (r reading) rest(kind string) pile {
	left := r.pool
	for key, p := range r.shown {
		if strings.HasPrefix(key, kind) {
			left = left.without(p)
		}
	}
	return left
}

// managersSaid are the numbers of managers that a report gives with its lines.
func (r reading) managersSaid() map[string]int {
	said := map[string]int{}
	for _, g := range r.Groups {
		said["group "+g.Group] = g.Managers
	}
	for _, p := range r.Practices {
		said["practice "+p.Practice] = p.Managers
	}
	for _, b := range r.Lines {
		said[fmt.Sprint("below ", b.Below.ID)] = b.Managers
	}
	return said
}

// Whatever anybody asks, each number of the report counts what it says, all of
// them add up, and none tells of one or two managers out of the viewer's sight.
func TestAReportIsByNameOrAboutThree(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l := drawLife(t, 0)
		for _, q := range l.questions() {
			r := l.read(q)
			l.countsItsPool(r)
			l.isAboutThree(r)
			l.addsUp(r)
		}
	})
}

// failf fails with the report that is at fault.
func (l *life) failf(r reading, format string, args ...any) {
	l.t.Helper()
	l.t.Fatalf("%s for %d, in a channel %t: %s", r.q.Scope, r.q.Viewer, r.q.Channel, fmt.Sprintf(format, args...))
}

// countsItsPool holds each number of a report to its own pile.
func (l *life) countsItsPool(r reading) {
	for key, p := range r.shown {
		want, byLeader := p.tally()
		got := r.told[key]
		if got.tally() != want || got.ExcusedByLeader != byLeader || got.Due != len(p) {
			l.failf(r, "%s is %+v, want %+v, %d by the leader", key, got, want, byLeader)
		}
	}
	for key, n := range r.managersSaid() {
		if n != r.shown[key].all() {
			l.failf(r, "%s is about %d managers, and says %d", key, r.shown[key].all(), n)
		}
	}
	if r.Managers != r.pool.all() {
		l.failf(r, "it is about %d managers, and says %d", r.pool.all(), r.Managers)
	}
	if _, undecided := l.pile(r.q, r.q.Window.Period); r.Undecided != nil && *r.Undecided != undecided {
		l.failf(r, "%d are undecided, want %d", *r.Undecided, undecided)
	}
}

func (t TallyShown) tally() Tally {
	return Tally{t.OnTime, t.Late, t.NotDone, t.Skipped, t.SkippedWithin, t.Excused}
}

// isAboutThree fails where what is shown, or what remains of the pool when it is
// taken away, is about one or two managers whom the viewer does not see by name.
func (l *life) isAboutThree(r reading) {
	few := r.pool.tellsOfFew()
	if r.Shown == few || (r.All == nil) != few || (r.Undecided == nil) != few || few && (r.FourWeeks != nil || r.Says != nil) {
		l.failf(r, "it is about %d managers out of sight, and shown: %t", r.pool.hidden(), r.Shown)
	}
	for key, p := range r.shown {
		if p.tellsOfFew() {
			l.failf(r, "%s is about %d managers out of sight", key, p.hidden())
		}
	}
	for _, kind := range kinds {
		if left := r.rest(kind); r.Shown && left.tellsOfFew() {
			l.failf(r, "what is left of each %s is about %d managers out of sight", kind, left.hidden())
		}
	}
	for _, p := range append(r.Trend, Point{r.q.Window.Period.End, r.FourWeeks, nil}) {
		if days, _ := l.pile(r.q, lastDays(28, p.To)); p.Done != nil && days.tellsOfFew() {
			l.failf(r, "the four weeks to %s are about %d managers out of sight", p.To, days.hidden())
		}
	}
	for _, h := range r.Health {
		if h.Managers < 3 {
			l.failf(r, "the health of %s is that of %d managers", h.Practice, h.Managers)
		}
	}
	if r.q.Channel && (len(r.byName()) > 0 || r.Recognition.Waiting != nil) {
		l.failf(r, "by name there are %v and %v", r.byName(), r.Recognition.Waiting)
	}
}

// addsUp holds what is seen by name and what is not to all, and lines to no more
// than that.
func (l *life) addsUp(r reading) {
	if r.All == nil {
		return
	}
	var named Tally
	byName := slices.Collect(maps.Values(r.byName()))
	for key := range r.byName() {
		named = named.Plus(r.told[key].tally())
	}
	others, _ := r.pool.without(byName...).tally()
	if named.Plus(others) != r.All.tally() {
		l.failf(r, "%+v by name and %+v others are not %+v", named, others, *r.All)
	}
	for _, kind := range kinds {
		var lines Tally
		for key, told := range r.told {
			if strings.HasPrefix(key, kind) {
				lines = lines.Plus(told.tally())
			}
		}
		if a := r.All.tally(); lines.OnTime > a.OnTime || lines.Late > a.Late || lines.NotDone > a.NotDone || lines.SkipCounts > a.SkipCounts || lines.SkipWithin > a.SkipWithin || lines.Excused > a.Excused {
			l.failf(r, "each %s together are %+v, more than all: %+v", kind, lines, a)
		}
	}
}

// Whoever has a team and reads the company's report, too, subtracts one from the
// other, and what they see by name from both.
func TestReportsCannotBeSubtracted(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l := drawLife(t, 0)
		for _, p := range l.people {
			asked, may := l.question(p.ID, Team, 0)
			wider, mayToo := l.question(p.ID, Company, 0)
			if !may || !mayToo || asked.Window != wider.Window {
				continue
			}
			team, company := l.read(asked), l.read(wider)
			differences := map[string]pile{}
			for key, p := range company.shown {
				if within, both := team.shown[key]; both {
					differences[key] = p.without(within)
				}
				if key == "all" {
					byName := slices.Collect(maps.Values(team.byName()))
					differences["all that is not by name"] = p.without(byName...)
					differences["all that is neither below nor by name"] = p.without(append(byName, team.shown["all"])...)
				}
			}
			for _, kind := range kinds[:2] {
				if team.Shown && company.Shown {
					differences["what is left of each "+kind] = company.rest(kind).without(team.rest(kind))
				}
			}
			for what, p := range differences {
				if p.tellsOfFew() {
					t.Fatalf("%s, the team's for %d taken from the company's, is about %d managers out of sight", what, asked.Viewer, p.hidden())
				}
			}
		}
	})
}

// byName returns what a report tells by name.
func (r reading) byName() map[string]pile {
	named := maps.Clone(r.shown)
	maps.DeleteFunc(named, func(key string, _ pile) bool { return key != "own" && !strings.HasPrefix(key, "person") })
	return named
}

// A report has no words of anybody: not of an answer, a topic, an obstacle, a
// skip or an excuse, and no name.
func TestAReportHasNoWords(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l := drawLife(t, 20)
		for range 2 {
			q := rapid.SampledFrom(l.questions()).Draw(t, "question")
			r := Answer(q, l.org, l.Facts(q, l.org.Playbook))
			text, err := json.Marshal(r)
			if err != nil {
				t.Fatal(err)
			}
			if i := bytes.Index(text, []byte(mark)); i >= 0 {
				t.Fatalf("%s for %d: …%s…", q.Scope, q.Viewer, text[max(0, i-60):min(len(text), i+20)])
			}
		}
	})
}
