package practice

import (
	"cmp"
	"slices"

	"coach/cadence"
)

// A Rhythm is what one person logged in some days, and what is still open at
// their end. A leader reads it of their own direct managers, by name, and never
// as a rate.
type Rhythm struct {
	Done, Open int
	Last       cadence.Date // the last day on which one was logged; no date for none
}

// Keys of practices that a Home, or a shortcut, knows by name.
const (
	OneOnOneKey     = "one_on_one"
	MomentKey       = "in_moment"
	BusinessPlanKey = "business_plan"
	ScorecardKey    = "rep_scorecard"
	GoalsKey        = "quota_goals"
	TeamPlanKey     = "team_plan"
)

// Fields by which a Home and its forms know what a person counts.
const (
	FieldMultiple = "multiple"      // of a business plan: the forecast divided by the quota
	FieldCount    = "count"         // of the own numbers: the lead activity of a week
	FieldActivity = "activity_goal" // of the goals agreed with a manager: the activity that the own numbers count
)

// MultipleAim is what a business plan's multiple aims for.
const MultipleAim = "3"

// AwayUntil returns the last day of the leave that somebody is on; no day for
// until further notice. Leave that follows without a day between counts as the
// same.
func (r *Roster) AwayUntil(id PersonID, d cadence.Date) (last cadence.Date, away bool) {
	for {
		i := slices.IndexFunc(r.leaves[id], func(l Leave) bool { return l.covers(d) })
		if i < 0 {
			return last, away
		}
		away = true
		if last = r.leaves[id][i].To; last == 0 {
			return 0, true
		}
		d = last + 1
	}
}

// Alphabetical sorts people by their names as people read them: lower and
// upper case and accents are the same, and “Ruiz, Dana” stands under D.
func (r *Roster) Alphabetical(ids []PersonID) []PersonID {
	sorted := slices.Clone(ids)
	slices.SortFunc(sorted, func(a, b PersonID) int {
		return cmp.Or(cmp.Compare(Folded(r.people[a].Full()), Folded(r.people[b].Full())), cmp.Compare(a, b))
	})
	return sorted
}

// MayOpen reports whether somebody may open the page of a person, with what the
// two share: they are the person's line manager on the day. A former manager
// keeps what they wrote in their history, and no page.
func MayOpen(r *Roster, who, person PersonID, on cadence.Date) bool {
	return who != 0 && MayUse(r, who, on) && r.ManagerOf(person, on) == who
}

// MayReadRhythm reports whether somebody may read a person's rhythm by name:
// it is their own, or that of somebody who leads others and reports to them
// directly (DOMAIN 3.1).
func MayReadRhythm(r *Roster, who, person PersonID, on cadence.Date) bool {
	return who == person || r.ManagerOf(person, on) == who && who != 0 && len(r.Reports(person, on)) > 0
}

// Asked is how many questions of some forms have the same readers.
type Asked struct {
	Questions int
	Readers
}

// AskedAbout returns who reads what a manager writes in the forms about a
// report on a day: for each group of readers, how many questions have it, the
// most first. It asks [ReadersOf], which decides it.
func AskedAbout(r *Roster, pb *Playbook, pair Pair, on cadence.Date) []Asked {
	var asked []Asked
	leader := r.ManagerOf(pair.Manager, on)
	for i := range pb.Practices {
		p := &pb.Practices[i]
		if p.Scope != ScopeReport || !IsExpected(r, pair.Manager, p, on) {
			continue
		}
		e := Entry{Practice: p.Key, Author: pair.Manager, Subject: pair.Report, HappenedOn: on, LoggedOn: on}
		for _, f := range p.Form {
			readers := ReadersOf(leader, e, p, f)
			same := slices.IndexFunc(asked, func(a Asked) bool {
				return a.Team == readers.Team && a.Everyone == readers.Everyone && slices.Equal(a.People, readers.People)
			})
			if same < 0 {
				same, asked = len(asked), append(asked, Asked{Readers: readers})
			}
			asked[same].Questions++
		}
	}
	slices.SortStableFunc(asked, func(a, b Asked) int { return b.Questions - a.Questions })
	return asked
}
