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
// practice is that of the playbook version the entry was written with, and the
// leader is the author's line manager on the day it was written, because the
// form named these readers to the author: after a transfer a new manager reads
// nothing that was written for the old one.
func ReadersOf(leader PersonID, e Entry, p *Practice, f Field) Readers {
	vis := f.Vis
	if p.Key == RecognitionKey && (vis == Team || f.Key == RecognitionValue) {
		vis = Everywhere // thanks go to a channel, their value with them, whatever an older playbook says
	}
	switch vis {
	case Shared, Metric:
		if p.Scope == ScopeSelf {
			return only(leader)
		}
		return Readers{People: e.About(p)}
	case Leader:
		return only(leader)
	case Team, Everywhere:
		switch {
		case p.Key != RecognitionKey:
			return Readers{Team: vis == Team, Everyone: vis == Everywhere}
		case e.IsPrivate():
			return Readers{People: e.About(p)}
		}
		return Readers{People: e.About(p), Everyone: true}
	}
	return Readers{}
}

// IsAboutPeople reports whether entries of the practice are about people, who
// read part of them: about one report, or about those whom a team's practice
// names and shares an answer with. A team meeting that names who was recognised
// is about nobody.
func (p *Practice) IsAboutPeople() bool {
	shares := func(f Field) bool { return f.Vis == Shared }
	return p.Scope == ScopeReport || p.Scope == ScopeTeam && (p.Key == RecognitionKey || slices.ContainsFunc(p.Form, shares))
}

// only are the readers of what is for one person, if there is one.
func only(id PersonID) Readers {
	if id == 0 {
		return Readers{}
	}
	return Readers{People: []PersonID{id}}
}

// About returns the people whom an entry is about: its subject or, for a team's
// practice that is about people, those whom the first question for people names.
func (e Entry) About(p *Practice) []PersonID {
	switch {
	case p.Scope == ScopeReport && e.Subject != 0:
		return []PersonID{e.Subject}
	case p.Scope == ScopeTeam && p.IsAboutPeople():
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
