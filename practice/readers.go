package practice

import (
	"slices"

	"coach/cadence"
)

// Readers are the people who may read an answer, besides the author of its
// entry.
type Readers struct {
	People   []PersonID // each by name
	Team     bool       // the author's reports, and everybody above the author, on the day it was written
	Everyone bool       // all who take part
}

// ReadersOf returns the readers of one answer of an entry (DOMAIN 1.4). The
// practice is that of the playbook version the entry was written with, because
// its form named these readers to the author. They are those of the day it was
// written: after a transfer a new manager reads nothing that was written for
// the old one.
func ReadersOf(r *Roster, e Entry, p *Practice, f Field) Readers {
	switch f.Vis {
	case Shared, Metric:
		return Readers{People: e.concerned(r, p)}
	case Leader:
		return Readers{People: e.leader(r)}
	case Team, Everywhere:
		thanked := p.Key == RecognitionKey
		switch {
		case thanked && e.IsPrivate():
			return Readers{People: e.About(p)}
		case thanked:
			return Readers{People: e.About(p), Team: f.Vis == Team, Everyone: f.Vis == Everywhere}
		}
		return Readers{Team: f.Vis == Team, Everyone: f.Vis == Everywhere}
	}
	return Readers{}
}

// About returns the people whom an entry is about: its subject or, for a team's
// practice, those whom the first question for people names.
func (e Entry) About(p *Practice) []PersonID {
	switch p.Scope {
	case ScopeReport:
		if e.Subject != 0 {
			return []PersonID{e.Subject}
		}
	case ScopeTeam:
		i := slices.IndexFunc(p.Form, func(f Field) bool { return f.Type == User || f.Type == MultiUser })
		if i >= 0 {
			return e.Values[p.Form[i].Key].People
		}
	}
	return nil
}

// Named returns everybody whom an entry is about or names, each once, in the
// order of their IDs.
func (e Entry) Named() []PersonID {
	var named []PersonID
	if e.Subject != 0 {
		named = append(named, e.Subject)
	}
	for _, v := range e.Values {
		named = append(named, v.People...)
	}
	slices.Sort(named)
	return slices.Compact(named)
}

// concerned returns the people who share an entry with its author: those whom
// it is about, and for one's own practice the line manager of that day.
func (e Entry) concerned(r *Roster, p *Practice) []PersonID {
	if p.Scope == ScopeSelf {
		return e.leader(r)
	}
	return e.About(p)
}

// leader returns the author's line manager on the day an entry was written, if
// there was one.
func (e Entry) leader(r *Roster) []PersonID {
	if leader := r.ManagerOf(e.Author, e.LoggedOn); leader != 0 {
		return []PersonID{leader}
	}
	return nil
}

// isOver reports whether somebody stands above a person on a day, by the lines
// that hold then: a line to somebody who takes no part ends it.
func (r *Roster) isOver(who, person PersonID, on cadence.Date) bool {
	seen := map[PersonID]bool{0: true}
	for !seen[person] {
		seen[person] = true
		if person = r.ManagerOf(person, on); person == who {
			return true
		}
	}
	return false
}

// Readable returns the part of an entry that somebody may read today: the
// fields of its form that were answered and that they may read, in the order
// of the form.
func Readable(r *Roster, who PersonID, e Entry, p *Practice, today cadence.Date) []Field {
	var fields []Field
	for _, f := range p.Form {
		if !e.Values[f.Key].IsZero() && MayReadAnswer(r, who, e, p, f, today) {
			fields = append(fields, f)
		}
	}
	return fields
}
