package measure

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"coach/practice"
)

// asked returns the asks sent by the moment of the questions, with what became of
// their entries by now.
func (l *life) asked() (all []Asked) {
	for _, a := range l.was.Asks {
		all = append(all, Asked{Entry: a.Entry, Author: a.Author, Person: a.Person, Practice: a.Practice, Version: l.Entries[a.Entry-1].Version, Round: a.Round, Why: a.Why, Settled: a.Settled,
			AskedAt: a.AskedAt, AskedOn: a.AskedOn, LapsesOn: a.LapsesOn, CancelledAt: a.CancelledAt, Answer: a.Answer, WithdrawnAt: l.Withdrawn[a.Entry]})
	}
	return all
}

// poolOf returns the asks of one viewer's pool that a rule picks, and what their
// answers are worth to it.
func (l *life) poolOf(q Question, value func(practice.Confirmation) bool, which func(Asked) bool) plainPool {
	p := plainPool{all: l.asked(), zone: l.zone, value: value}
	for _, s := range p.all {
		if which(s) && l.counts(q, s.Author, s.AskedOn) && (q.Scope == Me || s.Author != q.Viewer) {
			p.pool = append(p.pool, s)
		}
	}
	return p
}

func isMatched(s Asked) bool { return s.Why == practice.ConfirmSubject && s.Settled }

func (l *life) isRated(s Asked) bool {
	return l.org.Versions[s.Version].LastVersion(s.Practice).Rated && s.Why != practice.ConfirmSample
}

// live returns the figure of the asks of the last 90 days where the viewer is, as
// of now: what was taken back never was.
func (p plainPool) live(q Question, withdrawn bool) plainFigure {
	f := plainFigure{When: q.AsOf}
	for _, s := range p.pool {
		if s.AskedOn <= q.Today-90 || !withdrawn && !s.WithdrawnAt.IsZero() {
			continue
		}
		switch {
		case has(s.Answer.At, q.AsOf) && p.stands(s, q.AsOf):
			f.Answered++
			if p.value(s.Answer) {
				f.Values = append(f.Values, valueOf(s))
			}
		case has((s.LapsesOn+1).At(0, p.zone(s.Person)), q.AsOf) && !has(s.CancelledAt, q.AsOf) && p.stands(s, q.AsOf):
			f.Lapsed++
		}
	}
	return f
}

// authors returns about how many managers some answers are, and whether all of
// them report to the viewer.
func (l *life) authors(q Question, asked []Asked, values []plainValue) (n int, allReport bool) {
	of := map[practice.PersonID]bool{}
	allReport = true
	for _, v := range values {
		i := slices.IndexFunc(asked, func(s Asked) bool { return valueOf(s) == v })
		of[v.Author] = true
		allReport = allReport && l.org.Roster.ManagerOf(v.Author, asked[i].AskedOn) == q.Viewer
	}
	return len(of), allReport
}

// maySay reports whether what people say may be told to the viewer.
func (l *life) maySay(r reading) bool {
	q := r.q
	if !r.Shown || q.Channel || q.Scope == Manager || q.Scope == Company && l.leadsToday(q) {
		return false
	}
	matched, rated := l.poolOf(q, hasMatch, isMatched), l.poolOf(q, hasMatch, l.isRated)
	n, allReport := l.authors(q, matched.all, append(matched.live(q, true).Values, rated.live(q, true).Values...))
	return q.Scope == Me || n >= 3 || n == 2 && allReport
}

// figureOf returns a figure as it is to be shown to the viewer; nil where it is
// not.
func (l *life) figureOf(q Question, p plainPool, live bool) *plainFigure {
	f, shown := p.last(q.AsOf)
	if live {
		f = p.live(q, false)
		shown = f.holds()
	}
	if n, _ := l.authors(q, p.all, f.Values); !shown || n < 2 && q.Scope != Me {
		return nil
	}
	return &f
}

// holdsFloor fails where a figure is shown that should not be, is not that of its
// moment, or is below the floor.
func (l *life) holdsFloor(r reading, what string, want *plainFigure, n int, since *Instant) {
	l.t.Helper()
	if (since != nil) != (want != nil) {
		l.failf(r, "%s is shown: %t", what, since != nil)
	}
	if want != nil && (!time.Time(*since).Equal(want.When) || n != len(want.Values) || !want.holds()) {
		l.failf(r, "%s is of %d values since %s, want %d since %s", what, n, time.Time(*since), len(want.Values), want.When)
	}
}

// rate returns how many of a figure's values are of a kind.
func (f plainFigure) rate(which func(practice.Confirmation) bool) (r Rate) {
	for _, v := range f.Values {
		r.Whole++
		if which(v.Answer) {
			r.Part++
		}
	}
	return r
}

func isSpot(s Asked) bool { return s.Why == practice.ConfirmSample }

// spots holds what a report says of spot checks to the same rules, and what is
// one's own to oneself.
func (l *life) spots(r reading) {
	q, s := r.q, r.SpotChecks
	if q.Scope != Me && (r.Fresh != nil || r.Independence != nil) {
		l.failf(r, "%v and %v are told of somebody to others", r.Fresh, r.Independence)
	}
	pool := l.poolOf(q, hasMatch, isSpot)
	n, allReport := l.authors(q, pool.all, pool.live(q, true).Values)
	if !r.Shown || q.Channel || q.Scope == Manager || q.Scope == Company && l.leadsToday(q) || q.Scope != Me && n < 3 && (n < 2 || !allReport) {
		if s != nil {
			l.failf(r, "spot checks are told: %v", s)
		}
		return
	}
	want := l.figureOf(q, pool, q.Scope == Me)
	if s == nil {
		l.holdsFloor(r, "spot checks", want, 0, nil)
		return
	}
	l.holdsFloor(r, "spot checks", want, s.Whole, &s.Since)
	if want != nil && s.Rate != want.rate(func(c practice.Confirmation) bool { return c.Match == practice.MatchedYes }) {
		l.failf(r, "spot checks match in %v, want %+v", s.Rate, *want)
	}
}

// saysSo holds what a report says that people say to the rules.
func (l *life) saysSo(r reading) {
	l.spots(r)
	if may := l.maySay(r); (r.Says != nil) != may {
		l.failf(r, "what people say is told: %t, may be: %t", r.Says != nil, may)
	}
	if r.Says == nil {
		return
	}
	s, q := *r.Says, r.q
	matched := l.figureOf(q, l.poolOf(q, hasMatch, isMatched), q.Scope == Me)
	var n int
	if s.Matches != nil {
		n = s.Matches.Whole
	}
	l.holdsFloor(r, "whether it matches", matched, n, s.Since)
	if matched != nil && (*s.Matches != matched.rate(func(c practice.Confirmation) bool { return c.Match == practice.MatchedYes }) || *s.Response != (Rate{matched.Answered, matched.Answered + matched.Lapsed})) {
		l.failf(r, "it matches in %v of %v, want %+v", *s.Matches, *s.Response, *matched)
	}
	useful := l.figureOf(q, l.poolOf(q, func(c practice.Confirmation) bool { return c.Useful > 0 }, l.isRated), false)
	if s.Usefulness == nil {
		l.holdsFloor(r, "usefulness", useful, 0, nil)
	} else {
		l.holdsFloor(r, "usefulness", useful, s.Usefulness.N, &s.Usefulness.Since)
	}
	next := l.figureOf(q, l.poolOf(q, func(c practice.Confirmation) bool { return c.Next != "" }, l.isRated), false)
	if s.NextStep == nil {
		l.holdsFloor(r, "the next step", next, 0, nil)
	} else {
		l.holdsFloor(r, "the next step", next, s.NextStep.Whole, &s.NextStep.Since)
	}
	l.claims(r)
}

// claims holds what managers report of the 90 days, and the gap to what people
// say, to the rules.
func (l *life) claims(r reading) {
	days, _ := l.pile(r.q, lastDays(90, r.q.Today))
	confirmed := days.only(func(j judged) bool {
		return l.org.Playbook.LastVersion(j.Practice).Confirm == practice.ConfirmSubject && (r.q.Scope == Me || j.Performer != r.q.Viewer)
	})
	tally, _ := confirmed.tally()
	claimed := Rate{tally.OnTime + tally.Late, tally.Expected()}.orNil()
	if confirmed.tellsOfFew() {
		claimed = nil
	}
	if !cmp.Equal(claimed, r.Says.Claimed) {
		l.failf(r, "managers report %v, want %v", r.Says.Claimed, claimed)
	}
	if claimed == nil || r.Says.Matches == nil {
		return
	}
	m, matches := float64(claimed.Part)/float64(claimed.Whole), float64(r.Says.Matches.Part)/float64(r.Says.Matches.Whole)
	if gap := 1000 * (m - m*matches); float64(*r.Says.Gap) < gap-0.51 || float64(*r.Says.Gap) > gap+0.51 {
		l.failf(r, "the gap is %s, want %f tenths", *r.Says.Gap, gap)
	}
}

// What people say is told of enough managers, by enough people, in steps, and the
// same to everybody who has the same pool. Erasing people changes nothing of it.
func TestWhatPeopleSayHasItsFloors(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l := drawLife(t, 70)
		erased := l.erased()
		figures := map[string]Says{} // by the asks of the pool
		for _, q := range l.questions() {
			r := l.read(q)
			l.saysSo(r)
			if r.Says == nil || q.Scope == Me {
				continue
			}
			if is := Answer(q, erased, l.known[knowing{q.Window, q.Today}]).Says; !cmp.Equal(r.Says, is, instants) {
				l.failf(r, "once everybody is erased, people say (-was +is):\n%s", cmp.Diff(r.Says, is, instants))
			}
			said := Says{Matches: r.Says.Matches, Response: r.Says.Response, Since: r.Says.Since, Usefulness: r.Says.Usefulness, NextStep: r.Says.NextStep}
			pool := fmt.Sprint(l.poolOf(q, hasMatch, func(Asked) bool { return true }).pool)
			if others, known := figures[pool]; known && !cmp.Equal(others, said, instants) {
				l.failf(r, "somebody else with the same pool reads %+v", others)
			}
			figures[pool] = said
		}
	})
}

var instants = cmp.Comparer(func(a, b Instant) bool { return time.Time(a).Equal(time.Time(b)) })

// erased returns the company once everybody's name was erased.
func (l *life) erased() Org {
	org, people := l.org, slices.Clone(l.people)
	for i := range people {
		p := &people[i]
		p.Erased, p.Name, p.Email, p.SlackID = true, "", "", ""
	}
	org.Roster = practice.NewRecord(people, l.lines, l.org.Playbook, l.standIns...).WithLeave(l.leaves)
	return org
}
