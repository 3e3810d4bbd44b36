package practice

import (
	"cmp"
	"slices"

	"coach/cadence"
)

// MayUse reports whether the person may use coach at all. Bots and people of
// other companies may not; guests take part only if imported.
func MayUse(r *Roster, who PersonID, on cadence.Date) bool {
	switch r.Person(who).Account {
	case Member:
		return true
	case Guest:
		return r.Participates(who, on)
	}
	return false
}

// MayReadOwn reports whether the person may read what is stored about them, and
// take it with them: whoever takes part, today or later, and anybody else with
// an open account, a guest too, of whom coach holds something. It is theirs,
// whatever became of their part in coach.
func MayReadOwn(r *Roster, who PersonID, h Holdings, on cadence.Date) bool {
	return r.Person(who).Account.Open() && (r.ParticipatesFrom(who, on) || h.Any())
}

// MayLog reports whether the person may log the practice for a day: it is in
// force, and it is for everyone or for their level.
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

// MayCoach reports whether the person may log an entry about another that
// happened on one day and is logged today: on either day they were the other's
// manager, on a solid or a dotted line.
func MayCoach(r *Roster, who, subject PersonID, happenedOn, today cadence.Date) bool {
	return slices.ContainsFunc(r.lines[subject], func(l Line) bool {
		return l.Manager == who && (l.On(happenedOn) || l.On(today))
	})
}

// Subjects returns the reports of somebody, by name, whom a form of a practice
// offers on a day: those at the levels that it is for. Coaching the coach is
// only about who coaches.
func Subjects(r *Roster, who PersonID, p *Practice, on cadence.Date) []PersonID {
	return slices.DeleteFunc(r.Reports(who, on), func(id PersonID) bool {
		return len(p.SubjectLevels) > 0 && !slices.Contains(p.SubjectLevels, r.Level(id, on))
	})
}

// MayBeThanked reports whether recognition can name the person: any full
// member, and anybody who takes part, found in the workspace yet or not.
func MayBeThanked(r *Roster, who PersonID, on cadence.Date) bool {
	return MayUse(r, who, on) || r.Person(who).Account == Unfound && r.Participates(who, on)
}

// MaySettle reports whether the person may log or skip the occurrence: they
// are its performer.
func MaySettle(who PersonID, o Occurrence) bool { return o.Performer == who }

// MayReadSkip reports whether the person may read the text of a skip: they are
// the performer, or the leader to whom it was written. A later leader does not
// inherit it. Where no leader was recorded it is the performer's leader on the
// due date.
func MayReadSkip(r *Roster, who PersonID, o Occurrence) bool {
	reader := cmp.Or(o.Skip.For, r.ManagerOf(o.Performer, o.DueOn))
	return who != 0 && (who == o.Performer || who == reader)
}

// MayReadAnswer reports whether somebody may read, today, an entry's answer to
// a field: they wrote it, or are one of [ReadersOf] it. Nobody reads what was
// taken back, nor thanks to people who all like them to be theirs alone.
func MayReadAnswer(r *Roster, who PersonID, e Entry, p *Practice, f Field, today cadence.Date) bool {
	if who == 0 || e.Withdrawn {
		return false
	}
	if who == e.Author {
		return true
	}
	readers := ReadersOf(r.ManagerOf(e.Author, e.LoggedOn), e, p, f)
	switch {
	case slices.Contains(readers.People, who):
		return true
	case readers.Everyone:
		return r.Participates(who, today) && (p.Key != RecognitionKey || len(r.ThankedInPublic(e)) > 0)
	case readers.Team:
		return r.ManagerOf(who, e.LoggedOn) == e.Author || r.isOver(who, e.Author, e.LoggedOn)
	}
	return false
}

// MayReadLink reports whether somebody may read, today, the link to the message
// that an entry is about: its author, and whoever may read an answer that was
// written for others. Slack itself decides who can open it: a link into a
// private channel leads only its members anywhere.
func MayReadLink(r *Roster, who PersonID, e Entry, p *Practice, today cadence.Date) bool {
	return e.Link != "" && slices.ContainsFunc(Readable(r, who, e, p, today), func(f Field) bool {
		return who == e.Author || f.Vis == Shared || f.Vis == Everywhere
	})
}

// MayUndo reports whether the person may edit an entry or take it back: they
// are its author.
func MayUndo(who PersonID, e Entry) bool { return who != 0 && e.Author == who }

// MayExcuse reports whether the person may excuse, today, an occurrence of the
// performer's: they are the performer's own leader. Nobody excuses themselves.
func MayExcuse(r *Roster, who, performer PersonID, today cadence.Date) bool {
	return who != 0 && who != performer && MayUse(r, who, today) && r.ManagerOf(performer, today) == who
}

// MayNoteLeave reports whether somebody may note leave for a person: for
// themselves, or for somebody who reports to them that day.
func MayNoteLeave(r *Roster, who, person PersonID, on cadence.Date) bool {
	return who == person || r.ManagerOf(person, on) == who
}

// MayEndLeave reports whether somebody may take leave back: they may note it,
// or they did. Leave from a file is changed in the file.
func MayEndLeave(r *Roster, who PersonID, l Leave, on cadence.Date) bool {
	return l.NotedBy != 0 && (l.NotedBy == who || MayNoteLeave(r, who, l.Person, on))
}

// MayShareAgenda reports whether somebody may add to what a pair shares on a
// day, such as a topic: they are one of the two, the one leads the other that
// day, on a solid or a dotted line, and neither account is closed. After a
// transfer they read on what is theirs, and add nothing.
func MayShareAgenda(r *Roster, who PersonID, p Pair, on cadence.Date) bool {
	return p.Has(who) && MayUse(r, who, on) && r.Person(p.Other(who)).Account != Gone && MayCoach(r, p.Manager, p.Report, on, on)
}

// MayReadAgenda reports whether somebody may read what a pair shares: they are
// one of the two. A later manager of the report is not, nor is anybody above
// them.
func MayReadAgenda(who PersonID, p Pair) bool { return p.Has(who) }

// MayDropTopic reports whether somebody may take a topic off the list: they
// added it. The other of the two covers it in a session.
func MayDropTopic(who PersonID, t Topic) bool { return who != 0 && t.By == who && t.Open() }

// MayAskTime reports whether somebody may ask for a manager's time on a day:
// they are the report of the pair.
func MayAskTime(r *Roster, who PersonID, p Pair, on cadence.Date) bool {
	return who == p.Report && MayShareAgenda(r, who, p, on)
}

// MayAnswerTime reports whether somebody may plan or close a time request: it
// is their time that was asked for, and it waits.
func MayAnswerTime(who PersonID, t TimeRequest) bool {
	return who != 0 && who == t.Pair.Manager && t.Waits()
}

// MayWithdrawTime reports whether somebody may take a time request back: they
// made it, and it waits.
func MayWithdrawTime(who PersonID, t TimeRequest) bool {
	return who != 0 && who == t.Pair.Report && t.Waits()
}

// MaySetUp reports whether the person may set coach up: an owner named in the
// configuration, or any admin of the workspace where none is named.
func MaySetUp(p Person, named []string) bool { return MayPublish(p, named, p.Admin) }

// MayPublish reports whether the person may change and publish the playbook.
// Where owners are named in the configuration, by their lower-case email, only
// those may; otherwise people who became owners in Slack. A guest is never an
// owner.
func MayPublish(p Person, named []string, owns bool) bool {
	if p.Account != Member {
		return false
	}
	if len(named) > 0 {
		return p.Email != "" && slices.Contains(named, p.Email)
	}
	return owns
}
