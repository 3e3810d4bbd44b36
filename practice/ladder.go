package practice

import "coach/cadence"

// A Rung is a step of the ladder of reminders: how an occurrence is named in a
// message of a day, if at all (DOMAIN 3.8).
type Rung int

// The rungs, in the order in which they press.
const (
	Silence Rung = iota
	HeadsUp      // two working days before it is due, for what takes preparation
	DueDay       // from the day it is due, once
	Planned      // the day its performer planned it for
	LastDay      // the last day on which it is on time
)

const (
	maxTouches     = 3  // reminders of one occurrence in its life
	headsUpDays    = 2  // working days before it is due
	headsUpMinutes = 30 // what is shorter needs no preparation
)

// A Naming is an earlier message that named an occurrence.
type Naming struct {
	On   cadence.Date // the day of the message
	Week bool         // it stood in the plan of the week, not in a line of its own
}

// touches reports whether the naming was a reminder, and not just an item of
// Monday's plan: what the plan names on the day it is due has been reminded of.
func (n Naming) touches(o Occurrence) bool { return !n.Week || n.On >= o.DueOn }

// RungOn returns the rung of an occurrence on a day, given the messages that
// named it before, the minutes that its practice takes, and its performer's
// calendar. A heads-up or a due day that fell on a morning without a message
// waits for the next one. What is planned for a later day is left alone; if
// that day passes, only the last day on time is still named.
func (o Occurrence) RungOn(today cadence.Date, named []Naming, minutes int, c *cadence.Calendar) Rung {
	all, due := 0, false
	for _, n := range named {
		if n.touches(o) {
			all++
			due = due || n.On >= o.DueOn
		}
	}
	switch {
	case !o.Waiting(today), o.PlannedFor > today, all >= maxTouches:
		return Silence
	case o.GraceUntil == today:
		return LastDay
	case o.PlannedFor == today:
		return Planned
	case o.PlannedFor != 0, o.GraceUntil < today:
		return Silence
	case o.DueOn <= today && !due:
		return DueDay
	case today < o.DueOn && minutes >= headsUpMinutes && all == 0 && c.Add(o.DueOn, -headsUpDays) <= today:
		return HeadsUp
	}
	return Silence
}
