package practice

import (
	"cmp"
	"reflect"
	"slices"

	"coach/cadence"
)

// An Obligation is a practice as it is asked of somebody: what is expected of them,
// or what their manager owes them.
type Obligation struct {
	Practice *Practice
	Rule     Rule         // for the level of who performs it
	People   []PersonID   // whom it is about, for scope report
	From     cadence.Date // when it starts, if that is still to come
	To       cadence.Date // its last day, if that is known
}

// ExpectedOf is what is asked of a person on a day and soon: each version of a
// practice that is in force, or will be, in the playbook's order.
func ExpectedOf(pb *Playbook, r *Roster, who PersonID, on cadence.Date) []Obligation {
	if !r.Participates(who, on) {
		return nil
	}
	return obligations(pb, on, r.Level(who, on), func(p *Practice) []PersonID { return about(p, r, who, on) })
}

// OwedTo is what a person's manager is expected to do with them.
func OwedTo(pb *Playbook, r *Roster, who PersonID, on cadence.Date) (manager PersonID, owed []Obligation) {
	manager = r.ManagerOf(who, on)
	if manager == 0 {
		return 0, nil
	}
	owed = obligations(pb, on, r.Level(manager, on), func(p *Practice) []PersonID { return about(p, r, manager, on) })
	return manager, slices.DeleteFunc(owed, func(a Obligation) bool { return !slices.Contains(a.People, who) })
}

// obligations are the versions of practices that are expected of a level from a day
// on.
func obligations(pb *Playbook, on cadence.Date, l Level, about func(*Practice) []PersonID) []Obligation {
	var all []Obligation
	for i := range pb.Practices {
		p := &pb.Practices[i]
		if !p.Enabled || p.To != 0 && p.To < on || !slices.Contains(p.expected(), l) {
			continue
		}
		a := Obligation{Practice: p, Rule: p.RuleFor(l), People: about(p), To: p.To}
		if p.From > on {
			a.From = p.From
		}
		all = append(all, a)
	}
	return all
}

// about are those of a performer's people whom a practice is about.
func about(p *Practice, r *Roster, who PersonID, on cadence.Date) []PersonID {
	if p.Scope != ScopeReport {
		return nil
	}
	return slices.DeleteFunc(r.Reports(who, on), func(id PersonID) bool {
		return len(p.SubjectLevels) > 0 && !slices.Contains(p.SubjectLevels, r.Level(id, on))
	})
}

// A Novelty is what a playbook announces to somebody: a practice that is asked
// anew, asked otherwise, or not asked any more, or for the first announcement
// one that goes on.
type Novelty struct {
	Obligation
	Ended bool  // not asked any more
	Was   *Rule // what was asked before; nil for what is asked anew, or goes on
}

// Announce says what a newer playbook changes for a person: what is asked
// otherwise first, then what has ended, which is to be read nowhere else, then
// what is asked anew. Without an older playbook everything is new, and what is
// still to start comes first.
func Announce(older, newer *Playbook, r *Roster, who PersonID, on cadence.Date) []Novelty {
	said, _ := novelties(older, newer, r, who, on)
	return said
}

// AnnounceFirst is [Announce] for the first playbook that is announced to a
// person: if it changes anything for them, it says all that is expected of them,
// what stays as it was last.
func AnnounceFirst(older, newer *Playbook, r *Roster, who PersonID, on cadence.Date) []Novelty {
	said, stays := novelties(older, newer, r, who, on)
	if len(said) == 0 {
		return nil
	}
	return append(said, stays...)
}

// novelties are what a newer playbook changes for a person, and what of it
// stays as it was.
func novelties(older, newer *Playbook, r *Roster, who PersonID, on cadence.Date) (said, stays []Novelty) {
	if !r.Participates(who, on) {
		return nil, nil
	}
	level := r.Level(who, on)
	var changed, fresh, ended []Novelty
	for _, key := range newer.keys() {
		now, is := newer.lastExpected(key, level, on)
		var before *Practice
		was := false
		if older != nil {
			before, was = older.lastExpected(key, level, on)
		}
		a := Obligation{Practice: now}
		if is {
			a.Rule, a.People = now.RuleFor(level), about(now, r, who, on)
			if now.From > on {
				a.From = now.From
			}
		}
		switch {
		case is && !was:
			fresh = append(fresh, Novelty{Obligation: a})
		case is && !sameAsk(before, now, level):
			rule := before.RuleFor(level)
			changed = append(changed, Novelty{Obligation: a, Was: &rule})
		case is:
			stays = append(stays, Novelty{Obligation: a})
		case was:
			a.Practice = before
			if now.From > on {
				a.To = now.From - 1
			}
			ended = append(ended, Novelty{Obligation: a, Ended: true})
		}
	}
	slices.SortStableFunc(fresh, func(a, b Novelty) int { return cmp.Compare(b.From, a.From) })
	return slices.Concat(changed, ended, fresh), stays
}

// lastExpected is the version of a practice that stands last, and whether it asks
// anything of a level on a day or later.
func (pb *Playbook) lastExpected(key string, l Level, on cadence.Date) (*Practice, bool) {
	p := pb.LastVersion(key)
	return p, p != nil && p.Enabled && (p.To == 0 || p.To >= on) && slices.Contains(p.expected(), l)
}

// sameAsk reports whether two versions ask the same of a level.
func sameAsk(a, b *Practice, l Level) bool {
	return reflect.DeepEqual(a.RuleFor(l), b.RuleFor(l)) && a.Scope == b.Scope && slices.Equal(a.SubjectLevels, b.SubjectLevels)
}

// Latest are the practices as they stand last, in the playbook's order: each in
// the version with the latest start.
func (pb *Playbook) Latest() []*Practice {
	var all []*Practice
	for _, key := range pb.keys() {
		all = append(all, pb.LastVersion(key))
	}
	return all
}

// ExpectedLevels are the levels of which the practice is expected while it is on.
func (p *Practice) ExpectedLevels() []Level { return p.expected() }
