package practice

import (
	"fmt"
	"slices"
	"time"

	"coach/cadence"
)

// A VisitID is our own number for a visit. Zero is none.
type VisitID int64

// A Visit is a leader's plan to sit in on a session of one of their managers,
// to help that manager coach (DOMAIN 5.7). The two alone read it; whoever else
// is in the session is told that morning, and not before the manager agreed.
type Visit struct {
	ID         VisitID
	Request    string
	Occurrence OccurrenceID // the leader's own that is planned with it
	Pair       Pair         // the leader, and the manager who is helped as their report
	On         cadence.Date
	Session    VisitSession
	AskedAt    time.Time
	AgreedAt   time.Time    // zero until the manager agrees
	DeclinedAt time.Time    // when the manager asked for another day; zero if they did not
	Instead    cadence.Date // the day they would rather have; no date until they name one
	EndedAt    time.Time    // called off, or planned anew; zero while it stands
	Next       VisitID      // what it was planned anew as; 0 for none
}

// A VisitSession is the session that a visit joins.
type VisitSession struct {
	Occurrence OccurrenceID // of the manager's; 0 for one that is not expected of them
	Practice   string       // empty for one that coach does not know
	Rep        PersonID     // who is in it with the manager; nobody for a whole team, or a recording
}

// Stands reports whether the visit was not called off, not planned anew, and
// not turned down.
func (v Visit) Stands() bool { return v.EndedAt.IsZero() && v.DeclinedAt.IsZero() }

// Agreed reports whether the manager agreed to the visit and it stands.
func (v Visit) Agreed() bool { return v.Stands() && !v.AgreedAt.IsZero() }

// FieldSession is the path of the input for the session that a visit joins.
const FieldSession = "session"

// ObserveCoachKey is the key of the practice that visits are planned for.
const ObserveCoachKey = "observe_coach"

// teamMeetingKey is the key of the one practice about a whole team that a
// leader can sit in on.
const teamMeetingKey = "team_meeting"

// MaySitIn reports whether a practice has a session that a leader can sit in on:
// a manager's with one of their people, or their team meeting.
func MaySitIn(p *Practice) bool {
	return p.Key == teamMeetingKey || p.Group == "coach" && p.Scope == ScopeReport && p.Key != ObserveCoachKey
}

// MayPlanVisit reports whether somebody may plan, today, to sit in with a
// manager: they are that manager's own leader, and the manager leads somebody.
func MayPlanVisit(r *Roster, who, manager PersonID, today cadence.Date) bool {
	return who != 0 && who != manager && MayUse(r, who, today) && r.ManagerOf(manager, today) == who && len(r.Reports(manager, today)) > 0
}

// MayAgreeVisit reports whether somebody may agree to a visit today: it is their
// session, it stands, and its day has not passed.
func MayAgreeVisit(who PersonID, v Visit, today cadence.Date) bool {
	return who != 0 && who == v.Pair.Report && v.Stands() && v.AgreedAt.IsZero() && today <= v.On
}

// MayMoveVisit reports whether somebody may ask today for another day: it is
// their session, whether they had agreed before or not.
func MayMoveVisit(who PersonID, v Visit, today cadence.Date) bool {
	return who != 0 && who == v.Pair.Report && v.Stands() && today <= v.On
}

// MayEndVisit reports whether somebody may call a visit off: it is theirs.
func MayEndVisit(who PersonID, v Visit) bool {
	return who != 0 && who == v.Pair.Manager && v.EndedAt.IsZero()
}

// Tells reports whether a person's message of a day says that the visit is on:
// to the manager, and to whoever else is in the session. It holds while all
// three still stand in line, so that somebody who moved is told nothing.
func (v Visit) Tells(r *Roster, who PersonID, on cadence.Date) bool {
	if !v.Agreed() || v.On != on || r.ManagerOf(v.Pair.Report, on) != v.Pair.Manager {
		return false
	}
	rep := v.Session.Rep
	return who == v.Pair.Report || who == rep && rep != 0 && r.ManagerOf(rep, on) == v.Pair.Report
}

// CheckVisit returns the reasons why a visit cannot be planned today for its
// day, given the leader's occurrence that it is planned for.
func CheckVisit(r *Roster, v Visit, o Occurrence, today cadence.Date) Problems {
	leader, manager := v.Pair.Manager, v.Pair.Report
	switch {
	case v.On <= today:
		return Problems{{FieldOn, textVisitToday}}
	case v.On > o.ClosesOn:
		return Problems{{FieldOn, textVisitTooLate}}
	case !r.Calendar(leader).Works(v.On) || r.IsAway(leader, v.On):
		return Problems{{FieldOn, textVisitOwnDay}}
	case !r.Calendar(manager).Works(v.On) || r.IsAway(manager, v.On):
		return Problems{{FieldOn, textVisitTheirDay}}
	}
	return nil
}

// CheckInstead returns the reasons why a manager cannot ask today for a visit on
// another day, given the leader's occurrence that it is planned for.
func CheckInstead(v Visit, o Occurrence, instead, today cadence.Date) Problems {
	switch {
	case instead <= today:
		return Problems{{FieldOn, textInsteadPassed}}
	case instead == v.On:
		return Problems{{FieldOn, textInsteadSame}}
	case instead > o.ClosesOn:
		return Problems{{FieldOn, fmt.Sprintf(textInsteadTooLate, o.ClosesOn.Format("Monday 2 January"))}}
	}
	return nil
}

// IsSuggested reports whether the manager has agreed to a visit before it is
// planned: it is for the session of an earlier one and the day they asked for
// instead.
func IsSuggested(v Visit, before []Visit) bool {
	return slices.ContainsFunc(before, func(old Visit) bool {
		return !old.DeclinedAt.IsZero() && old.EndedAt.IsZero() && old.Instead == v.On && old.Session == v.Session
	})
}

// VisitSessions returns the sessions of a manager that a leader can choose to
// sit in on: those that wait, by due day, then another one with each of the
// manager's people, then one that coach does not know.
func VisitSessions(pb *Playbook, r *Roster, manager PersonID, waiting []Occurrence, today cadence.Date) []VisitSession {
	var all []VisitSession
	for _, o := range waiting {
		s := VisitSession{o.ID, o.Practice, o.Subject}
		p, ok := pb.Practice(o.Practice, today)
		if !ok || !MaySitIn(p) || slices.ContainsFunc(all, func(a VisitSession) bool { return a.Practice == s.Practice && a.Rep == s.Rep }) {
			continue
		}
		all = append(all, s)
	}
	all = all[:min(len(all), visitSessionsMost)]
	for _, id := range r.Reports(manager, today) {
		if len(all) == visitSessionsMost+visitRepsMost {
			break
		}
		all = append(all, VisitSession{Rep: id})
	}
	return append(all, VisitSession{})
}

// The most sessions of each kind that one menu offers: Slack takes a hundred
// options.
const (
	visitSessionsMost = 60
	visitRepsMost     = 39
)
