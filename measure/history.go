package measure

import (
	"maps"
	"slices"
	"time"

	"coach/cadence"
	"coach/practice"
)

// A History is everything that ever happened, as it stands now. It says what
// [Facts] are in the plainest terms; the store computes the same with SQL, and a
// property test holds the two to each other.
type History struct {
	Occurrences []practice.Occurrence
	Entries     []practice.Entry
	Withdrawn   map[practice.EntryID]time.Time // when entries were taken back
	Asks        []practice.Ask
	Actions     []practice.Action
	Obstacles   []practice.Obstacle
	Digests     []Digested
}

// A Digested is what a digest said of a week.
type Digested struct {
	At       time.Time
	Root     practice.PersonID
	From, To cadence.Date
	Done     Rate
	InTime   Rate
}

// Facts returns the facts of a question. What was recorded after its instant is
// not in them, and what was withdrawn or corrected never was (MEASURES 1.3).
func (h History) Facts(q Question, pb *practice.Playbook) Facts {
	occurrences := make([]practice.Occurrence, 0, len(h.Occurrences))
	for _, o := range h.Occurrences {
		if o = OccurrenceAsOf(o, q.AsOf); o.Entry != 0 || o.Expectation != practice.Cancelled {
			occurrences = append(occurrences, o)
		}
	}
	entries := slices.DeleteFunc(slices.Clone(h.Entries), func(e practice.Entry) bool { return e.Withdrawn || e.LoggedAt.After(q.AsOf) })
	f := Facts{
		Window:    counts(occurrences, q.Window.Period, func(o practice.Occurrence) (string, bool) { return o.Practice, true }),
		Trend:     counts(occurrences, q.Trend(), func(practice.Occurrence) (string, bool) { return "", true }),
		Confirmed: counts(occurrences, q.Said(), func(o practice.Occurrence) (string, bool) { return "", isConfirmed(pb, o.Practice) }),
		Owed:      owed(occurrences, q.Trend()),
		Covered:   covered(occurrences, entries, q.Window.Period),
		Actions:   actionsAsOf(h.Actions, q.AsOf),
		Obstacles: obstaclesAsOf(h.Obstacles, q.AsOf),
		Asks:      h.asked(q.AsOf),
		Health:    health(occurrences, q),
		Said:      h.said(q),
	}
	f.addEntries(entries, q)
	if q.Scope == Me {
		f.Own = own(occurrences, q)
		f.addPrivate(entries, q)
	}
	return f
}

func isConfirmed(pb *practice.Playbook, key string) bool {
	p := pb.LastVersion(key)
	return p != nil && p.Confirm == practice.ConfirmSubject
}

// OccurrenceAsOf returns an occurrence without what was recorded after a moment.
// What planning excused was excused all along.
func OccurrenceAsOf(o practice.Occurrence, at time.Time) practice.Occurrence {
	if o.Entry != 0 && o.SettledAt.After(at) {
		o.Entry, o.LoggedOn, o.SettledAt = 0, 0, time.Time{}
	}
	if o.Skip.At.After(at) {
		o.Skip = practice.Skip{}
	}
	if o.Excuse.At.After(at) {
		o.Expectation, o.Reason, o.Excuse = practice.Expected, "", practice.Excuse{}
	}
	return o
}

// actionsAsOf returns actions without what was recorded after a moment.
func actionsAsOf(all []practice.Action, at time.Time) []practice.Action {
	var kept []practice.Action
	for _, a := range all {
		if a.MadeAt.After(at) || !a.DroppedAt.IsZero() {
			continue
		}
		a.Moves = slices.DeleteFunc(slices.Clone(a.Moves), func(m practice.Move) bool { return m.At.After(at) })
		a.Cancels = slices.DeleteFunc(slices.Clone(a.Cancels), func(c practice.Cancel) bool { return c.At.After(at) })
		if a.Due = a.FirstDue; len(a.Moves) > 0 {
			a.Due = a.Moves[len(a.Moves)-1].To
		}
		if a.DoneAt.After(at) {
			a.DoneAt, a.DoneOn, a.DoneBy = time.Time{}, 0, 0
		}
		if a.AgreedAt.After(at) {
			a.AgreedAt = time.Time{}
		}
		if a.CancelledAt.After(at) {
			a.CancelledAt = time.Time{}
		}
		kept = append(kept, a)
	}
	return kept
}

// obstaclesAsOf returns obstacles without what was recorded after a moment.
func obstaclesAsOf(all []practice.Obstacle, at time.Time) []practice.Obstacle {
	var kept []practice.Obstacle
	for _, o := range all {
		if o.RaisedAt.After(at) {
			continue
		}
		o.History = slices.DeleteFunc(slices.Clone(o.History), func(ev practice.ObstacleEvent) bool { return ev.At.After(at) })
		for i, ev := range o.History {
			if ev.ToldAt.After(at) {
				o.History[i].ToldAt = time.Time{}
			}
		}
		if o.State() != practice.ObstacleIsWithdrawn {
			kept = append(kept, o)
		}
	}
	return kept
}

// asked returns the asks that were sent by a moment, with the answers given by
// then.
func (h History) asked(at time.Time) []Asked {
	versions := map[practice.EntryID]int{}
	for _, e := range h.Entries {
		versions[e.ID] = e.Version
	}
	var all []Asked
	for _, a := range h.Asks {
		if a.AskedAt.IsZero() || a.AskedAt.After(at) {
			continue
		}
		s := Asked{Entry: a.Entry, Author: a.Author, Person: a.Person, Practice: a.Practice, Version: versions[a.Entry], Round: a.Round,
			Why: a.Why, Settled: a.Settled, AskedAt: a.AskedAt, AskedOn: a.AskedOn, LapsesOn: a.LapsesOn,
			CancelledAt: a.CancelledAt, Answer: a.Answer, WithdrawnAt: h.Withdrawn[a.Entry]}
		if s.Answer.At.After(at) {
			s.Answer = practice.Confirmation{}
		}
		if s.CancelledAt.After(at) {
			s.CancelledAt = time.Time{}
		}
		all = append(all, s)
	}
	return all
}

// said returns what the last digest of the root said of the week before the
// question's.
func (h History) said(q Question) Said {
	var last Digested
	week := q.weekBefore()
	for _, d := range h.Digests {
		if d.Root == q.Root && d.From == week.Start && d.To == week.End && !d.At.After(q.AsOf) && !d.At.Before(last.At) {
			last = d
		}
	}
	if q.Scope != Team || q.Window.Kind != ByWeek || q.Window.Running {
		return Said{}
	}
	return Said{last.From, last.To, last.Done, last.InTime}
}

// counts returns the occurrences of some days by performer, practice and dates.
func counts(all []practice.Occurrence, days cadence.Period, key func(practice.Occurrence) (string, bool)) []Count {
	sums := map[Count]Count{}
	for _, o := range all {
		practiceKey, counted := key(o)
		if !counted || !days.Contains(o.GraceUntil) {
			continue
		}
		k := Count{Performer: o.Performer, Practice: practiceKey, DueOn: o.DueOn, GraceUntil: o.GraceUntil}
		c, known := sums[k]
		if !known {
			c = k
		}
		c.count(o)
		sums[k] = c
	}
	return slices.Collect(maps.Values(sums))
}

// count counts an occurrence by its outcome; what nothing settles is not done,
// decided or not.
func (c *Count) count(o practice.Occurrence) {
	c.Tally.Add(o, max(o.ClosesOn, o.GraceUntil)+1)
	if o.Entry == 0 && o.Expectation == practice.Excused && o.Excuse.By != 0 {
		c.ByLeader++
	}
}

func isOwed(o practice.Occurrence) bool { return o.Entry != 0 || o.Expectation == practice.Expected }

// owed returns the people about whom something was owed in some days.
func owed(all []practice.Occurrence, days cadence.Period) []Owed {
	set := map[Owed]Owed{}
	for _, o := range all {
		if o.Subject != 0 && isOwed(o) && days.Contains(o.GraceUntil) {
			k := Owed{Performer: o.Performer, Subject: o.Subject, DueOn: o.DueOn, GraceUntil: o.GraceUntil}
			owed, known := set[k]
			if !known {
				owed = k
			}
			expected := o.Entry != 0 || o.Skip.Reason == "" || !o.Skip.Within
			owed.Expected = owed.Expected || expected
			owed.Settled = owed.Settled || expected && (o.Entry != 0 || o.Skip.Reason != "")
			set[k] = owed
		}
	}
	return slices.Collect(maps.Values(set))
}

// covered returns the people about whom each practice had occurrences in its
// periods at hand, and whether it happened with them.
func covered(all []practice.Occurrence, entries []practice.Entry, window cadence.Period) []Covered {
	type duty struct {
		practice  string
		performer practice.PersonID
	}
	last := map[duty]cadence.Date{}
	for _, o := range all {
		if d := (duty{o.Practice, o.Performer}); o.Subject != 0 && o.Period.End < window.Start {
			last[d] = max(last[d], o.Period.End)
		}
	}
	set := map[Covered]bool{}
	for _, o := range all {
		if o.Subject == 0 || !window.Contains(o.Period.End) && o.Period.End != last[duty{o.Practice, o.Performer}] {
			continue
		}
		set[Covered{o.Practice, o.Performer, o.Subject, o.Period, o.DueOn, isOwed(o), slices.ContainsFunc(entries, func(e practice.Entry) bool {
			return e.Practice == o.Practice && e.Subject == o.Subject && o.Period.Contains(e.HappenedOn)
		})}] = true
	}
	return slices.Collect(maps.Keys(set))
}

// health returns the counts of the periods that practice health looks at.
func health(all []practice.Occurrence, q Question) []PeriodCount {
	type duty struct {
		practice  string
		performer practice.PersonID
	}
	ends := map[duty][]cadence.Date{}
	for _, o := range all {
		if d := (duty{o.Practice, o.Performer}); o.Period.End <= q.Today && !slices.Contains(ends[d], o.Period.End) {
			ends[d] = append(ends[d], o.Period.End)
		}
	}
	for d, of := range ends {
		slices.Sort(of)
		ends[d] = of[max(0, len(of)-LatestPeriods):]
	}
	type key struct {
		Count
		period cadence.Period
	}
	sums := map[key]*PeriodCount{}
	for _, o := range all {
		if !slices.Contains(ends[duty{o.Practice, o.Performer}], o.Period.End) {
			continue
		}
		c := Count{Performer: o.Performer, Practice: o.Practice, DueOn: o.DueOn, GraceUntil: o.GraceUntil}
		k := key{c, o.Period}
		if sums[k] == nil {
			sums[k] = &PeriodCount{Count: c, Period: o.Period, Reasons: map[string]int{}}
		}
		sums[k].count(o)
		if s := o.Status(o.ClosesOn + 1); s == practice.SkipCounts || s == practice.SkipWithin {
			sums[k].Reasons[o.Skip.Reason]++
		}
	}
	var counts []PeriodCount
	for _, c := range sums {
		counts = append(counts, *c)
	}
	return counts
}

// own returns the root's occurrences.
func own(all []practice.Occurrence, q Question) []practice.Occurrence {
	return slices.DeleteFunc(slices.Clone(all), func(o practice.Occurrence) bool { return o.Performer != q.Root })
}

// addEntries adds what follows from the entries that stand.
func (f *Facts) addEntries(entries []practice.Entry, q Question) {
	f.LastAbout, f.Logged = map[practice.Contact]cadence.Date{}, map[practice.PersonID]cadence.Date{}
	spent, plans, given := map[Spent]int{}, map[Plan]int{}, map[Given]int{}
	touched, thanked := map[Touch]bool{}, map[Touch]bool{}
	for _, e := range entries {
		f.Logged[e.Author] = max(f.Logged[e.Author], e.LoggedOn)
		if c := (practice.Contact{Practice: e.Practice, Subject: e.Subject}); e.Subject != 0 {
			f.LastAbout[c] = max(f.LastAbout[c], e.HappenedOn)
		}
		if e.Subject != 0 && q.Trend().Contains(e.HappenedOn) {
			touched[Touch{Person: e.Subject, On: e.HappenedOn}] = true
		}
		if q.Span().Contains(e.HappenedOn) {
			values := e.Values.ByValue()
			spent[Spent{e.Author, e.HappenedOn, e.Practice, e.Version, values[fieldTimeFocus].Text, 0}]++
			if wrote := values[practice.PlanAuthor].Text; wrote != "" {
				plans[Plan{e.Author, e.HappenedOn, wrote, 0}]++
			}
		}
		if e.Practice != practice.RecognitionKey {
			continue
		}
		if q.Window.Period.Contains(e.HappenedOn) {
			given[Given{e.Author, e.HappenedOn, 0}]++
		}
		if q.Thanked().Contains(e.HappenedOn) {
			for _, id := range e.Values[practice.RecognitionWho].People {
				thanked[Touch{id, e.Author, e.HappenedOn}] = true
			}
		}
	}
	f.Touched, f.Thanked = slices.Collect(maps.Keys(touched)), slices.Collect(maps.Keys(thanked))
	for s, n := range spent {
		s.N = n
		f.Spent = append(f.Spent, s)
	}
	for p, n := range plans {
		p.N = n
		f.Plans = append(f.Plans, p)
	}
	for g, n := range given {
		g.N = n
		f.Given = append(f.Given, g)
	}
}
