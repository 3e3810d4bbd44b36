package measure

import (
	"cmp"
	"slices"

	"coach/cadence"
	"coach/practice"
)

// A sum is the pooled tally of a pool, or of a line of it, and the managers it
// is about. Counts are added first and divided last (MEASURES M6).
type sum struct {
	cast
	Tally
	byLeader  int
	undecided int
}

func newSum() *sum { return &sum{cast: newCast()} }

// add adds a count, each performer's judged on their own date (MEASURES 1.5).
func (s *sum) add(p *pool, c Count) {
	decided, undecided := c.Judged(p.today(c.Performer))
	s.Tally = s.Tally.Plus(decided)
	s.byLeader += c.ByLeader
	s.undecided += undecided
	if decided.Expected() > 0 {
		s.cast.add(p, c.Performer, c.DueOn)
	}
}

// today returns a person's date at the question's moment.
func (p *pool) today(id practice.PersonID) cadence.Date {
	return p.r.Person(id).Today(p.q.AsOf, p.q.Zone)
}

// within adds up those of some counts that the pool has and that belong to a
// window: the one that contains their last day of grace (MEASURES 1.1).
func (p *pool) within(counts []Count, window cadence.Period) *sum {
	s := newSum()
	for _, c := range counts {
		if window.Contains(c.GraceUntil) && p.has(c.Performer, c.DueOn) {
			s.add(p, c)
		}
	}
	return s
}

// sumBy adds up the counts of the pool by a key; counts whose key is the zero
// value are left out.
func sumBy[K comparable](p *pool, counts []Count, key func(Count) K) map[K]*sum {
	sums := map[K]*sum{}
	var none K
	for _, c := range counts {
		k := key(c)
		if k == none || !p.has(c.Performer, c.DueOn) {
			continue
		}
		if sums[k] == nil {
			sums[k] = newSum()
		}
		sums[k].add(p, c)
	}
	return sums
}

// tally returns the sum as a report shows it.
func (s *sum) tally() TallyShown {
	return TallyShown{
		Due: s.Due(), Excused: s.Excused, ExcusedByLeader: s.byLeader,
		SkippedWithin: s.SkipWithin, Skipped: s.SkipCounts, Expected: s.Expected(),
		OnTime: s.OnTime, Late: s.Late, NotDone: s.Tally.NotDone,
		Done: s.Done().orNil(), InTime: s.InTime().orNil(), SkipRate: s.Tally.Skipped().orNil(),
	}
}

// tellable returns the keys, in the order given, of the lines of a pool that may
// be shown: those in which something was due, without those that would tell of
// one or two managers. Where what the shown lines leave of the whole would tell
// of one or two, the shown line about the fewest is left out too: else it could
// be had by subtraction (MEASURES 2.4). Others are the managers of the pool that
// no line is about.
func tellable[K comparable](keys []K, lines map[K]*sum, others cast) []K {
	keys = slices.DeleteFunc(slices.Clone(keys), func(k K) bool {
		s := lines[k]
		return s == nil || s.Due() == 0 || !s.shown()
	})
	for !rest(keys, lines, others).shown() {
		drop := -1
		for i, k := range keys {
			if n := len(lines[k].hidden); n > 0 && (drop < 0 || n < len(lines[keys[drop]].hidden)) {
				drop = i
			}
		}
		if drop < 0 {
			break
		}
		keys = slices.Delete(keys, drop, drop+1)
	}
	return keys
}

// rest returns the managers of whom something was expected in lines that are not
// shown.
func rest[K comparable](shown []K, lines map[K]*sum, others cast) cast {
	left := newCast()
	for k, s := range lines {
		if !slices.Contains(shown, k) {
			left.addAll(s.cast)
		}
	}
	left.addAll(others)
	return left
}

// coverage returns the share of people owed a practice with whom it happened, by
// anybody: pooled over its periods that end in the window, or of the last that
// ended before it (MEASURES M8).
func (a *answer) coverage(key string) *Rate {
	type owed struct {
		subject practice.PersonID
		period  cadence.Period
	}
	var last cadence.Date
	inside := false
	for _, c := range a.f.Covered {
		if c.Practice == key && a.has(c.Performer, c.DueOn) {
			inside = inside || a.q.Window.Period.Contains(c.Period.End)
			last = max(last, c.Period.End)
		}
	}
	reached := map[owed]bool{}
	for _, c := range a.f.Covered {
		if c.Practice == key && c.Owed && a.has(c.Performer, c.DueOn) && (inside && a.q.Window.Period.Contains(c.Period.End) || !inside && c.Period.End == last) {
			o := owed{c.Subject, c.Period}
			reached[o] = reached[o] || c.Done
		}
	}
	rate := Rate{Whole: len(reached)}
	for _, done := range reached {
		if done {
			rate.Part++
		}
	}
	return rate.orNil()
}

// longestGap returns the longest gap of a practice among the pairs that are in
// the pool on the performer's day; nil where nobody is owed it that day. An
// erased manager is in no list by name.
func (a *answer) longestGap(key string) *LongestGap {
	performers := slices.DeleteFunc(a.r.People(), func(id practice.PersonID) bool { return !a.has(id, a.today(id)) })
	slices.SortFunc(performers, a.order)
	var longest *LongestGap
	for _, gap := range practice.Gaps(a.org.Playbook, a.r, key, a.f.LastAbout, performers, a.today) {
		if longest != nil && gap.Days <= longest.WorkingDays {
			continue
		}
		longest = &LongestGap{WorkingDays: gap.Days, Flagged: gap.Long}
		if a.byName(gap.Performer, a.today(gap.Performer)) && !a.r.Person(gap.Performer).Erased {
			longest.Manager = new(a.who(gap.Performer))
		}
	}
	return longest
}

// people returns the tally of each of the viewer's direct reports, for the days
// on which they reported to the viewer, by name.
func (a *answer) people() []PersonLine {
	people := []PersonLine{}
	if a.q.Scope != Team || a.q.Channel {
		return people
	}
	lines := sumBy(a.pool, a.f.Window, func(c Count) practice.PersonID {
		if a.r.ManagerOf(c.Performer, c.DueOn) != a.q.Viewer {
			return 0
		}
		return c.Performer
	})
	for id, s := range lines {
		if s.Due() > 0 && !a.r.Person(id).Erased {
			people = append(people, PersonLine{a.who(id), s.tally()})
		}
	}
	slices.SortFunc(people, func(x, y PersonLine) int { return a.order(x.Person.ID, y.Person.ID) })
	return people
}

// order compares two people as lists have them: by name, then by address.
func (a *answer) order(x, y practice.PersonID) int {
	p, q := a.r.Person(x), a.r.Person(y)
	return cmp.Or(cmp.Compare(p.Name, q.Name), cmp.Compare(p.Email, q.Email), cmp.Compare(x, y))
}

// below returns, for each direct report of the viewer who leads leaders, the
// tally of everybody below them; that leader's own is not in it (MEASURES 2.6).
func (a *answer) below() []Below {
	shown := []Below{}
	if a.q.Scope != Team {
		return shown
	}
	lines := sumBy(a.pool, a.f.Window, func(c Count) practice.PersonID { return a.leaderAbove(c.Performer, c.DueOn) })
	leaders := make([]practice.PersonID, 0, len(lines))
	for id := range lines {
		leaders = append(leaders, id)
	}
	slices.SortFunc(leaders, a.order)
	others := newCast()
	for _, c := range a.f.Window {
		decided, _ := c.Judged(a.today(c.Performer))
		if decided.Expected() > 0 && a.has(c.Performer, c.DueOn) && a.leaderAbove(c.Performer, c.DueOn) == 0 {
			others.add(a.pool, c.Performer, c.DueOn)
		}
	}
	for _, id := range tellable(leaders, lines, others) {
		if a.r.Person(id).Erased {
			continue
		}
		shown = append(shown, Below{a.who(id), len(lines[id].all), lines[id].tally()})
	}
	return shown
}

// leaderAbove returns the direct report of the viewer who leads leaders, and
// below whom somebody was on a day; nobody for anybody else.
func (a *answer) leaderAbove(id practice.PersonID, on cadence.Date) practice.PersonID {
	for seen := 0; seen < len(a.turns)+len(a.trees)+64; seen++ {
		above := a.r.ManagerOf(id, on)
		if above == 0 || above == a.q.Viewer {
			return 0
		}
		if a.r.ManagerOf(above, on) == a.q.Viewer {
			if slices.ContainsFunc(a.r.Reports(above, on), func(report practice.PersonID) bool { return len(a.r.Reports(report, on)) > 0 }) {
				return above
			}
			return 0
		}
		id = above
	}
	return 0
}
