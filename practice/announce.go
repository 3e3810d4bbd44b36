package practice

import (
	"cmp"
	"reflect"
	"slices"

	"coach/cadence"
)

// An Obligation is a practice that one person is expected to perform, or that
// their manager is expected to perform with them.
type Obligation struct {
	Practice *Practice
	Rule     Rule         // for the performer's level
	People   []PersonID   // the reports it is about, for scope report
	From     cadence.Date // when it starts, if that is still to come
	To       cadence.Date // its last day, if that is known
}

// ExpectedOf returns the obligations of a person on a day and soon after: each
// version of a practice that is in force, or will be, in the playbook's order.
func ExpectedOf(pb *Playbook, r *Roster, who PersonID, on cadence.Date) []Obligation {
	if !r.Participates(who, on) {
		return nil
	}
	return obligations(pb, on, r.Level(who, on), func(p *Practice) []PersonID { return about(p, r, who, on) })
}

// OwedTo returns a person's manager, and the practices that the manager is
// expected to perform with them.
func OwedTo(pb *Playbook, r *Roster, who PersonID, on cadence.Date) (manager PersonID, owed []Obligation) {
	manager = r.ManagerOf(who, on)
	if manager == 0 {
		return 0, nil
	}
	owed = obligations(pb, on, r.Level(manager, on), func(p *Practice) []PersonID { return about(p, r, manager, on) })
	return manager, slices.DeleteFunc(owed, func(a Obligation) bool { return !slices.Contains(a.People, who) })
}

// obligations returns the obligations of a level from a day on.
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

// about returns the reports of a performer whom a practice is about.
func about(p *Practice, r *Roster, who PersonID, on cadence.Date) []PersonID {
	if p.Scope != ScopeReport {
		return nil
	}
	return slices.DeleteFunc(r.Reports(who, on), func(id PersonID) bool {
		return len(p.SubjectLevels) > 0 && !slices.Contains(p.SubjectLevels, r.Level(id, on))
	})
}

// A Novelty is one item of a playbook's announcement to a person: a practice
// that is new, changed or ended for them, or, in their first announcement, one
// that goes on.
type Novelty struct {
	Obligation
	Ended bool  // not expected any more
	Was   *Rule // the rule before; nil for a practice that is new or goes on
}

// Announce returns the novelties of a newer playbook for a person: changed
// practices first, then ended ones, which are shown nowhere else, then new
// ones. Without an older playbook every practice is new, and those still to
// start come first.
func Announce(older, newer *Playbook, r *Roster, who PersonID, on cadence.Date) []Novelty {
	said, _ := novelties(older, newer, r, who, on)
	return said
}

// AnnounceFirst is [Announce] for the first playbook that is announced to a
// person: if it changes anything for them, it returns everything that is
// expected of them, with unchanged practices last.
func AnnounceFirst(older, newer *Playbook, r *Roster, who PersonID, on cadence.Date) []Novelty {
	said, stays := novelties(older, newer, r, who, on)
	if len(said) == 0 {
		return nil
	}
	return append(said, stays...)
}

// novelties returns the novelties of a newer playbook for a person, and the
// practices that stay as they were.
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

// lastExpected returns the last version of a practice, and whether it is
// expected of a level on a day or later.
func (pb *Playbook) lastExpected(key string, l Level, on cadence.Date) (*Practice, bool) {
	p := pb.LastVersion(key)
	return p, p != nil && p.Enabled && (p.To == 0 || p.To >= on) && slices.Contains(p.expected(), l)
}

// sameAsk reports whether two versions expect the same of a level.
func sameAsk(a, b *Practice, l Level) bool {
	return reflect.DeepEqual(a.RuleFor(l), b.RuleFor(l)) && a.Scope == b.Scope && slices.Equal(a.SubjectLevels, b.SubjectLevels)
}

// Latest returns every practice in the version with the latest start, in the
// playbook's order.
func (pb *Playbook) Latest() []*Practice {
	var all []*Practice
	for _, key := range pb.keys() {
		all = append(all, pb.LastVersion(key))
	}
	return all
}

// ExpectedLevels returns the levels that are expected to perform the practice
// while it is on.
func (p *Practice) ExpectedLevels() []Level { return p.expected() }
