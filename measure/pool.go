package measure

import (
	"slices"

	"coach/cadence"
	"coach/practice"
)

// An Org is the organisation that facts are about, as it is known now: lines,
// leave and wording are never those of the question's moment (MEASURES 1.3).
type Org struct {
	Playbook *practice.Playbook         // the timeline; its wording is the latest
	Versions map[int]*practice.Playbook // as published, by version: entries are worded as the one they were written with
	Roster   *practice.Roster           // as it is counted by: see [practice.NewRecord]
	Order    []string                   // practices in the order of the latest publication as of the question's moment; others come after
}

// practices returns every practice in the latest wording, in the order of lists.
func (o Org) practices() []*practice.Practice {
	all := o.Playbook.Latest()
	at := func(p *practice.Practice) int {
		if i := slices.Index(o.Order, p.Key); i >= 0 {
			return i
		}
		return len(o.Order)
	}
	slices.SortStableFunc(all, func(x, y *practice.Practice) int { return at(x) - at(y) })
	return all
}

// practiceIn returns a practice as a version of the playbook words it, else as
// the latest does; nil where neither knows it.
func (o Org) practiceIn(version int, key string) *practice.Practice {
	if pb := o.Versions[version]; pb != nil {
		if p := pb.LastVersion(key); p != nil {
			return p
		}
	}
	return o.Playbook.LastVersion(key)
}

// A pool decides whose deeds a question counts: what somebody did belongs to
// everybody who stood above them on the day of the deed, and to nobody else
// (MEASURES 2.1). By today's tree, a new leader would inherit another's quarter.
type pool struct {
	q     Question
	r     *practice.Roster
	turns []cadence.Date                              // days on which some line begins or has ended
	trees map[cadence.Date]map[practice.PersonID]bool // the viewer's, by the turn from which they stand
	tree  bool                                        // the viewer leads somebody on the day of the question
}

func newPool(q Question, r *practice.Roster) *pool {
	p := &pool{q: q, r: r, turns: []cadence.Date{0}, trees: map[cadence.Date]map[practice.PersonID]bool{}}
	for _, id := range r.People() {
		for _, l := range r.Lines(id) {
			p.turns = append(p.turns, l.From)
			if l.To != 0 {
				p.turns = append(p.turns, l.To+1)
			}
		}
	}
	slices.Sort(p.turns)
	p.turns = slices.Compact(p.turns)
	p.tree = len(r.Reports(q.Viewer, q.Today)) > 0
	return p
}

// inTree reports whether somebody was the viewer, or below the viewer, on a day.
func (p *pool) inTree(id practice.PersonID, on cadence.Date) bool {
	i, begins := slices.BinarySearch(p.turns, on)
	if !begins {
		i--
	}
	turn := p.turns[max(i, 0)]
	tree, known := p.trees[turn]
	if !known {
		tree = map[practice.PersonID]bool{}
		for _, id := range p.r.Tree(p.q.Viewer, on) {
			tree[id] = true
		}
		p.trees[turn] = tree
	}
	return tree[id]
}

// has reports whether what somebody did on a day is counted.
func (p *pool) has(id practice.PersonID, on cadence.Date) bool {
	switch p.q.Scope {
	case Me:
		return id == p.q.Viewer
	case Manager:
		return id == p.q.Root && p.r.ManagerOf(id, on) == p.q.Viewer
	case Team:
		return p.inTree(id, on)
	default:
		return p.r.Participates(id, on)
	}
}

// byName reports whether the viewer sees by name what somebody did on a day: it
// is their own, or that of a direct report on that day.
func (p *pool) byName(id practice.PersonID, on cadence.Date) bool {
	return !p.q.Channel && (id == p.q.Viewer || p.r.ManagerOf(id, on) == p.q.Viewer)
}

// fewestManagers is the smallest number of managers not seen by name of whom
// something is told together.
const fewestManagers = 3

type crowd map[practice.PersonID]bool

// addAll adds everybody of another crowd.
func (c crowd) addAll(others crowd) {
	for id := range others {
		c[id] = true
	}
}

// A cast is the managers that a pool, or a line of it, is about.
type cast struct {
	all     crowd // of whom something decided was expected
	hidden  crowd // of those, whom the viewer cannot see by name
	outside crowd // of those, who were not below the viewer; for a company's report asked by somebody with a team
}

func newCast() cast { return cast{crowd{}, crowd{}, crowd{}} }

func (c cast) addAll(others cast) {
	c.all.addAll(others.all)
	c.hidden.addAll(others.hidden)
	c.outside.addAll(others.outside)
}

// add adds a performer of whom something was expected on a day.
func (c cast) add(p *pool, id practice.PersonID, on cadence.Date) {
	c.all[id] = true
	if p.byName(id, on) {
		return
	}
	c.hidden[id] = true
	if p.q.Scope == Company && p.tree && !p.inTree(id, on) {
		c.outside[id] = true
	}
}

// shown reports whether what the cast did may be told: it is about nobody, or
// at least three, whom the viewer cannot see by name. For a company's, those
// outside the viewer's own tree count as a remainder, because the tree's own
// report can be taken away from the company's (MEASURES 2.4).
func (c cast) shown() bool { return enough(c.hidden) && enough(c.outside) }

func enough(c crowd) bool { return len(c) == 0 || len(c) >= fewestManagers }
