package practice

import (
	"cmp"
	"slices"

	"coach/cadence"
)

// MayUse reports whether coach answers the person at all. Bots and people of
// other companies are refused everywhere; guests take part only if imported.
func MayUse(r *Roster, who PersonID, on cadence.Date) bool {
	switch r.Person(who).Account {
	case Member:
		return true
	case Guest:
		return r.Participates(who, on)
	}
	return false
}

// MayLog reports whether the person may perform the practice on a day: it is
// in force, and it is for everyone or for their level.
func MayLog(r *Roster, who PersonID, p *Practice, on cadence.Date) bool {
	if !MayUse(r, who, on) || !p.Enabled || !p.inForce(on) {
		return false
	}
	if slices.Contains(p.Levels, Everyone) {
		return true
	}
	return r.Participates(who, on) && slices.Contains(p.Levels, r.Level(who, on))
}

// IsExpected reports whether the practice is in force and expected of the person
// on a day.
func IsExpected(r *Roster, who PersonID, p *Practice, on cadence.Date) bool {
	return p.Enabled && p.inForce(on) && r.Participates(who, on) && slices.Contains(p.expected(), r.Level(who, on))
}

// MayCoach reports whether the person may log something about another that
// happened on a day and is logged today: they held the line, or a dotted one,
// on either.
func MayCoach(r *Roster, who, subject PersonID, happenedOn, today cadence.Date) bool {
	return slices.ContainsFunc(r.lines[subject], func(l Line) bool {
		return l.Manager == who && (l.On(happenedOn) || l.On(today))
	})
}

// MayBeThanked reports whether recognition can name the person: any full
// member, and anybody who takes part, found in the workspace yet or not.
func MayBeThanked(r *Roster, who PersonID, on cadence.Date) bool {
	return MayUse(r, who, on) || r.Person(who).Account == Unfound && r.Participates(who, on)
}

// MaySettle reports whether the person may log or skip the occurrence: it is
// theirs.
func MaySettle(who PersonID, o Occurrence) bool { return o.Performer == who }

// MayReadSkip reports whether the person may read the words about a skip: they
// are the performer's, and the leader's to whom they were written. A later
// leader does not inherit them. Where that was not written down it is whoever
// led the performer on the day it was due.
func MayReadSkip(r *Roster, who PersonID, o Occurrence) bool {
	reader := cmp.Or(o.Skip.For, r.ManagerOf(o.Performer, o.DueOn))
	return who != 0 && (who == o.Performer || who == reader)
}

// MayUndo reports whether the person may take an entry back: they logged it.
func MayUndo(who PersonID, e Entry) bool { return who != 0 && e.Author == who }

// MayExcuse reports whether the person may excuse, today, something that a
// performer owes: they are the performer's own leader. Nobody excuses
// themselves.
func MayExcuse(r *Roster, who, performer PersonID, today cadence.Date) bool {
	return who != 0 && who != performer && MayUse(r, who, today) && r.ManagerOf(performer, today) == who
}

// MayNoteLeave reports whether one may say of another, or of themselves, that
// they are away: it is oneself, or whoever reports to one that day.
func MayNoteLeave(r *Roster, who, person PersonID, on cadence.Date) bool {
	return who == person || r.ManagerOf(person, on) == who
}

// MayEndLeave reports whether somebody may take leave back: whoever may note
// it, and whoever did. What a file says is changed there.
func MayEndLeave(r *Roster, who PersonID, l Leave, on cadence.Date) bool {
	return l.NotedBy != 0 && (l.NotedBy == who || MayNoteLeave(r, who, l.Person, on))
}

// MaySetUp reports whether the person may set coach up where nobody has: an
// owner whom whoever runs coach has named, else any admin of the workspace.
func MaySetUp(p Person, named []string) bool { return MayPublish(p, named, p.Admin) }

// MayPublish reports whether the person may change and publish the playbook.
// Where whoever runs coach has named owners by their lower-case email, only
// those may; otherwise those who became owners in Slack. A guest never owns.
func MayPublish(p Person, named []string, owns bool) bool {
	if p.Account != Member {
		return false
	}
	if len(named) > 0 {
		return p.Email != "" && slices.Contains(named, p.Email)
	}
	return owns
}
