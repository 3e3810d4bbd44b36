package practice

import (
	"slices"
	"time"

	"coach/cadence"
)

// A Withheld is why no morning message comes to a person. The questions behind
// it are asked in the order of the constants, and the first that says no
// decides. What withholds nothing is empty.
type Withheld string

// The reasons.
const (
	WithheldNoPart      Withheld = "no_part"       // they take no part on the day
	WithheldNoAccount   Withheld = "no_account"    // their account may not use coach
	WithheldDayOff      Withheld = "day_off"       // of their calendar
	WithheldAway        Withheld = "away"          // they are on leave
	WithheldEarly       Withheld = "early"         // their own time for it has not come
	WithheldLate        Withheld = "late"          // their working day has ended
	WithheldUnwanted    Withheld = "unwanted_day"  // they want none on that weekday
	WithheldAfterLast   Withheld = "after_last"    // the last one came less than 20 hours before
	WithheldBeforeNext  Withheld = "before_next"   // it is late, and the next would come less than 20 hours after
	WithheldSpent       Withheld = "spent"         // the week has had as many as it may
	WithheldFirstWeeks  Withheld = "first_weeks"   // in somebody's first two weeks only a week's first one comes
	WithheldQuiet       Withheld = "quiet"         // only a week's first one comes until a day
	WithheldNothing     Withheld = "nothing"       // there is nothing to say
	WithheldNotOpen     Withheld = "not_open"      // it is none of the week's mornings
	WithheldForLaterDay Withheld = "for_later_day" // other days of the week need the messages that are left
)

// withheldOrder is the order in which the reasons are asked for.
var withheldOrder = []Withheld{WithheldNoPart, WithheldNoAccount, WithheldDayOff, WithheldAway, WithheldEarly, WithheldLate, WithheldUnwanted,
	WithheldAfterLast, WithheldBeforeNext, WithheldSpent, WithheldFirstWeeks, WithheldQuiet, WithheldNothing, WithheldNotOpen, WithheldForLaterDay}

// Passed returns the reasons that were asked for and found not to hold before
// this one decided; all of them where nothing withheld the message.
func (w Withheld) Passed() []Withheld {
	if i := slices.Index(withheldOrder, w); i >= 0 {
		return withheldOrder[:i]
	}
	return withheldOrder
}

// silence returns why coach starts no conversation with a person on a day: it
// does so on a working day of theirs on which they take part and are not on
// leave.
func silence(r *Roster, id PersonID, d cadence.Date) Withheld {
	switch {
	case !r.Participates(id, d):
		return WithheldNoPart
	case !MayUse(r, id, d):
		return WithheldNoAccount
	case !r.Calendar(id).Works(d):
		return WithheldDayOff
	case r.IsAway(id, d):
		return WithheldAway
	}
	return ""
}

// speaks reports whether coach may start a conversation with the person on a
// day.
func speaks(r *Roster, id PersonID, d cadence.Date) bool { return silence(r, id, d) == "" }

// hour returns why no conversation begins at an instant of a person's day that
// has a time from which one may.
func hour(r *Roster, id PersonID, from cadence.Clock, now time.Time, fallback *time.Location) (cadence.Date, Withheld) {
	p := r.Person(id)
	local, today := now.In(p.Location(fallback)), p.Today(now, fallback)
	clock := cadence.Clock(local.Hour()*60 + local.Minute())
	switch why := silence(r, id, today); {
	case why != "":
		return today, why
	case clock < from:
		return today, WithheldEarly
	case clock >= WorkEnds:
		return today, WithheldLate
	}
	return today, ""
}

// Withholds returns why the day's message may not come at an instant, whatever
// there is to say: it comes on a morning of the person's on which they want
// messages, if the last one is 20 hours old and the next is as far away. The
// date is theirs. One that comes with a digest may be earlier than their own
// time.
func (h Habits) Withholds(r *Roster, id PersonID, carried bool, now time.Time, fallback *time.Location) (cadence.Date, Withheld) {
	from := max(r.Person(id).Morning, WorkBegins)
	if carried {
		from = 0
	}
	today, why := hour(r, id, from, now, fallback)
	if why != "" {
		return today, why
	}
	return today, h.tooNear(r, id, today, now, fallback)
}

// tooNear returns why no message may come on a day at an instant although it is
// a morning of the person's.
func (h Habits) tooNear(r *Roster, id PersonID, today cadence.Date, now time.Time, fallback *time.Location) Withheld {
	if !h.Allows(today) {
		return WithheldUnwanted
	}
	for _, s := range h.Sent {
		if s.On != today && now.Sub(s.At) < betweenHours {
			return WithheldAfterLast
		}
	}
	p := r.Person(id)
	at, zone := max(p.Morning, WorkBegins), p.Location(fallback)
	tomorrow := today + 1 // of the days after it, none begins within 20 hours of the working day's end
	isNext := !h.Weekly(tomorrow) && h.Allows(tomorrow) && speaks(r, id, tomorrow)
	inTime := now.Sub(today.At(at, zone)) < time.Minute // one that comes at its time is not late, however short the day
	if !inTime && isNext && tomorrow.At(at, zone).Sub(now) < betweenHours {
		return WithheldBeforeNext
	}
	return ""
}

// Spends returns why a week has no message left for its day, whatever there is to
// say.
func (w Week) Spends(h Habits) Withheld {
	switch {
	case w.Left() <= 0:
		return WithheldSpent
	case !w.Weekly || w.First():
		return ""
	case h.BegunOn == 0 || w.Today < h.BegunOn+firstWeeks:
		return WithheldFirstWeeks
	}
	return WithheldQuiet
}

// AsOf returns habits as they were on the morning of a day: without the messages
// that came later and without a quiet time that began later. What the person
// has chosen is what they choose now, of which no history is kept.
func (h Habits) AsOf(day cadence.Date) Habits {
	h.Sent = slices.DeleteFunc(slices.Clone(h.Sent), func(s Sending) bool { return s.On > day })
	if h.WeeklyUntil != 0 && day <= h.WeeklyUntil-quietDays {
		h.WeeklyUntil = 0
	}
	return h
}
