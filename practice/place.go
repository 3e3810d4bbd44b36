package practice

import (
	"cmp"
	"slices"

	"coach/cadence"
)

// A place is a person's position in the organisation, from one day until the
// day their next place begins: their level and whether they lead anybody. It
// depends on many lines, is needed for every day of every plan, and hardly
// ever changes.
type place struct {
	from  cadence.Date
	level Level
	leads bool // somebody reports to them
}

// place returns the person's place on d.
func (r *Roster) place(id PersonID, d cadence.Date) place {
	return placeOn(r.places[id], d)
}

// placeOn returns the place on a day among those of one person. A person
// without a line is a rep and leads nobody.
func placeOn(places []place, d cadence.Date) place {
	i, begins := slices.BinarySearchFunc(places, d, func(p place, d cadence.Date) int { return cmp.Compare(p.from, d) })
	switch {
	case begins:
		return places[i]
	case i > 0:
		return places[i-1]
	default:
		return place{level: Rep}
	}
}

// placesOf returns all places of a person, in order; the first begins with
// time itself.
func (r *Roster) placesOf(id PersonID) []place {
	var places []place
	for _, d := range r.turns(id) {
		p := place{from: d, level: r.deriveLevel(id, d), leads: r.leads(id, d)}
		if last := len(places) - 1; last >= 0 && places[last].level == p.level && places[last].leads == p.leads {
			continue
		}
		places = append(places, p)
	}
	return places
}

// turns returns the days on which the person's place can change: a row begins
// or has ended, of their own or of somebody one step above or two below.
func (r *Roster) turns(id PersonID) []cadence.Date {
	turns := []cadence.Date{0}
	add := func(id PersonID) {
		for _, l := range r.lines[id] {
			turns = append(turns, l.From)
			if l.To != 0 {
				turns = append(turns, l.To+1)
			}
		}
	}
	add(id)
	for _, l := range r.lines[id] {
		add(l.Manager)
	}
	for _, report := range r.reports[id] {
		add(report)
		for _, below := range r.reports[report] {
			add(below)
		}
	}
	slices.Sort(turns)
	return slices.Compact(turns)
}

func (r *Roster) leads(id PersonID, d cadence.Date) bool {
	return slices.ContainsFunc(r.reports[id], func(report PersonID) bool { return r.ManagerOf(report, d) == id })
}

func (r *Roster) deriveLevel(id PersonID, d cadence.Date) Level {
	if l, ok := r.line(id, d); ok && l.Level != "" {
		return l.Level
	}
	team := r.Reports(id, d)
	switch {
	case len(team) == 0:
		return Rep
	case !slices.ContainsFunc(team, func(report PersonID) bool { return r.leads(report, d) }):
		return FLM
	case r.ManagerOf(id, d) != 0:
		return MOM
	default:
		return Exec
	}
}
