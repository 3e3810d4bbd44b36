package practice

import (
	"cmp"
	"slices"
	"time"

	"coach/cadence"
)

// A StandInID is our own number for a stand-in. Zero is none.
type StandInID int64

// A StandIn is a manager's word that somebody leads their team from a day to a
// day, as on leave (DOMAIN 5.7). On these days each report of the manager's has
// an acting line to the person, and afterwards none: it ends by itself.
type StandIn struct {
	ID       StandInID
	Request  string
	Manager  PersonID // whose team it is
	Person   PersonID // who stands in
	From, To cadence.Date
	NamedAt  time.Time
	EndedBy  PersonID // who of the two took it back; nobody while it stands
}

// Any reports whether the stand-in has any days: one that was taken back before
// it began has none.
func (s StandIn) Any() bool { return s.From <= s.To }

// Open reports whether the stand-in has days from a day on.
func (s StandIn) Open(today cadence.Date) bool { return s.Any() && s.To >= today }

// Ended returns the stand-in cut to end yesterday.
func (s StandIn) Ended(today cadence.Date) StandIn {
	s.To = min(s.To, today-1)
	return s
}

// Paths of the fields of a stand-in.
const (
	FieldStandIn = "stand_in"
	FieldUntil   = "until"
)

// MayStandIn reports whether somebody can stand in today for a manager: they are
// above the manager, or beside them, and take part. Nobody stands in for their
// own boss, which would close a circle.
func MayStandIn(r *Roster, who, manager PersonID, today cadence.Date) bool {
	if who == 0 || who == manager || !r.Person(who).Account.Open() || !r.Participates(who, today) || len(r.Reports(manager, today)) == 0 {
		return false
	}
	return r.isAbove(who, manager, today) || r.ManagerOf(who, today) == r.ManagerOf(manager, today) && !r.isAbove(manager, who, today)
}

// MayEndStandIn reports whether somebody may take a stand-in back today: they
// are one of the two, and it has days left.
func MayEndStandIn(who PersonID, s StandIn, today cadence.Date) bool {
	return who != 0 && (who == s.Manager || who == s.Person) && s.Open(today)
}

// CheckStandIn returns the reasons why a manager cannot name somebody today,
// given whom they have named before.
func CheckStandIn(r *Roster, s StandIn, named []StandIn, today cadence.Date) Problems {
	overlaps := func(n StandIn) bool { return n.Any() && n.From <= s.To && s.From <= n.To }
	switch {
	case !MayStandIn(r, s.Person, s.Manager, today):
		return Problems{{FieldStandIn, textStandInWho}}
	case s.From < today:
		return Problems{{FieldOn, textDayPassed}}
	case s.To < s.From:
		return Problems{{FieldUntil, textStandInBackwards}}
	case s.To-today >= MaxLeave:
		return Problems{{FieldUntil, textStandInFar}}
	case slices.ContainsFunc(named, overlaps):
		return Problems{{FieldOn, textStandInTwice}}
	}
	return nil
}

// acting returns the lines by which somebody stands in for a manager: to each of
// the manager's reports on the days on which they report to that manager, as
// the people file and Slack have it. So a report who moves, by whatever way,
// moves out of the stand-in too.
func (r *Roster) acting(s StandIn) (lines []Line) {
	if !s.Any() {
		return nil
	}
	for _, report := range r.reports[s.Manager] {
		days := []cadence.Date{s.From, s.To + 1}
		for _, l := range slices.Concat(r.lines[report], r.lines[s.Person]) {
			for _, turn := range []cadence.Date{l.From, l.To + 1} {
				if s.From < turn && turn <= s.To {
					days = append(days, turn)
				}
			}
		}
		slices.Sort(days)
		days = slices.Compact(days)
		for i, from := range days[:len(days)-1] {
			l, ok := r.line(report, from)
			if !ok || l.Manager != s.Manager || report == s.Person || !r.Participates(s.Person, from) || r.isAbove(report, s.Person, from) {
				continue
			}
			lines = append(lines, Line{Report: report, Manager: s.Person, Level: l.Level, From: from, To: days[i+1] - 1, ActsFor: s.Manager})
		}
	}
	return lines
}

// StandIns returns whom a manager can name today, by name: first those above
// them, then those beside them.
func StandIns(r *Roster, manager PersonID, today cadence.Date) []PersonID {
	var can []PersonID
	for _, id := range r.People() {
		if MayStandIn(r, id, manager, today) {
			can = append(can, id)
		}
	}
	slices.SortFunc(can, func(a, b PersonID) int {
		return cmp.Or(cmp.Compare(flagged(!r.isAbove(a, manager, today)), flagged(!r.isAbove(b, manager, today))), r.byName(a, b))
	})
	return can
}
