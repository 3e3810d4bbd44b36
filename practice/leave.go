package practice

import (
	"fmt"
	"slices"

	"coach/cadence"
)

// A Leave is a run of days on which somebody is not at work. The reason is
// nobody's business, so there is no field for it.
type Leave struct {
	ID       LeaveID // zero where there is no database
	Person   PersonID
	From, To cadence.Date // both included; no date as To is until further notice
	KnownOn  cadence.Date // the day on which it became known; no date: it always was
	NotedBy  PersonID     // the person who noted it in Slack; nobody for leave from a file
}

// MaxLeave is the greatest number of days that leave may last or lie ahead,
// and that it may have begun before today: beyond that, a year was mistyped.
// Leave until further notice has no length.
const MaxLeave = 400

// Paths of the fields of leave.
const (
	LeavePerson = "person_away"
	LeaveFrom   = "from"
	LeaveTo     = "to"
)

// Validate checks leave that somebody notes today; its error is [Problems].
func (l Leave) Validate(today cadence.Date) error {
	wrong := func(field, text string) error { return Problems{{field, text}} }
	switch {
	case l.From == 0:
		return wrong(LeaveFrom, textNoFirstDay)
	case l.From > today+MaxLeave:
		return wrong(LeaveFrom, textLeaveFarAhead)
	case l.From < today-MaxLeave:
		return wrong(LeaveFrom, textLeaveLongAgo)
	case l.To == 0:
		return nil
	case l.To < l.From:
		return wrong(LeaveTo, fmt.Sprintf(textLeaveBackwards, l.To.Format("2 January 2006"), l.From.Format("2 January 2006")))
	case l.To-l.From >= MaxLeave:
		return wrong(LeaveTo, textLeaveTooLong)
	}
	return nil
}

// Any reports whether the leave has any days: leave that was taken back has
// none.
func (l Leave) Any() bool { return l.To == 0 || l.From <= l.To }

// Ended returns the leave cut to end yesterday, for a person who is back
// today. Leave that has not begun, or that was noted today by mistake, keeps
// no day.
func (l Leave) Ended(today cadence.Date) Leave {
	switch {
	case l.From >= today || l.KnownOn == today:
		l.To = l.From - 1
	case l.To == 0 || l.To >= today:
		l.To = today - 1
	}
	return l
}

// Beyond returns the part of a leave that is new: without days at its
// beginning and its end that are leave already. A leave inside it is left as
// it is.
func (l Leave) Beyond(noted []Leave) Leave {
	covered := func(d cadence.Date) bool {
		return slices.ContainsFunc(noted, func(n Leave) bool { return n.covers(d) })
	}
	for _, n := range noted {
		if n.To == 0 && (l.To == 0 || n.From <= l.To) { // it has all that follows
			l.To = max(n.From, l.From) - 1
		}
	}
	for l.Any() && covered(l.From) {
		l.From++
	}
	for l.Any() && l.To != 0 && covered(l.To) {
		l.To--
	}
	return l
}

func (l Leave) covers(d cadence.Date) bool {
	return l.From <= d && (l.To == 0 || d <= l.To)
}

// WithLeave returns a roster of the same people and lines, with the given
// leave and no other.
func (r *Roster) WithLeave(leaves []Leave) *Roster {
	with := *r
	with.leaves = make(map[PersonID][]Leave, len(leaves))
	for _, l := range leaves {
		with.leaves[l.Person] = append(with.leaves[l.Person], l)
	}
	return &with
}

// away reports whether the person is on leave on d, and the day that became
// known: where leaves overlap, the earliest.
func (r *Roster) away(id PersonID, d cadence.Date) (knownOn cadence.Date, away bool) {
	for _, l := range r.leaves[id] {
		if l.covers(d) && (!away || l.KnownOn < knownOn) {
			knownOn, away = l.KnownOn, true
		}
	}
	return knownOn, away
}

// IsAway reports whether the person is on leave on a day.
func (r *Roster) IsAway(id PersonID, on cadence.Date) bool {
	_, away := r.away(id, on)
	return away
}
