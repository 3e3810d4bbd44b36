package practice

import "coach/cadence"

// A Leave is a run of days on which somebody is not at work. Why is nobody's
// business here, so there is no field for it.
type Leave struct {
	Person   PersonID
	From, To cadence.Date // both included; no date as To is until further notice
	KnownOn  cadence.Date // the day on which it became known; no date: it always was
}

func (l Leave) covers(d cadence.Date) bool {
	return l.From <= d && (l.To == 0 || d <= l.To)
}

// WithLeave returns a roster of the same people and lines, in which the given
// leave is all that anybody takes.
func (r *Roster) WithLeave(leaves []Leave) *Roster {
	with := *r
	with.leaves = make(map[PersonID][]Leave, len(leaves))
	for _, l := range leaves {
		with.leaves[l.Person] = append(with.leaves[l.Person], l)
	}
	return &with
}

// away reports whether the person is on leave on d, and since when that has
// been known: where leaves overlap, by the first to be known.
func (r *Roster) away(id PersonID, d cadence.Date) (knownOn cadence.Date, away bool) {
	for _, l := range r.leaves[id] {
		if l.covers(d) && (!away || l.KnownOn < knownOn) {
			knownOn, away = l.KnownOn, true
		}
	}
	return knownOn, away
}
