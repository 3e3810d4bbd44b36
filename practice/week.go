package practice

import (
	"slices"
	"time"

	"coach/cadence"
)

// The hours in which coach starts a conversation, in the recipient's own time.
const (
	WorkBegins     cadence.Clock = 8 * 60
	DefaultMorning cadence.Clock = 8*60 + 45
	WorkEnds       cadence.Clock = 17*60 + 30
)

const (
	messagesOfLeader = 4 // messages a week that coach starts, to who leads somebody
	messagesOfOthers = 3

	firstWeeks   = 14 // days after somebody begins with coach in which only Monday's message comes
	quietDays    = 14 // days of Monday only after ignored messages
	ignoredMost  = 3  // messages ignored in a row
	betweenHours = 20 * time.Hour
)

// A Sending is a morning message that a person has had.
type Sending struct {
	On cadence.Date
	At time.Time
}

// Habits are what coach knows of a person's dealings with its messages.
type Habits struct {
	Preferences
	BegunOn  cadence.Date // their first day with coach; no date before it
	ActiveAt time.Time    // when they last used anything of coach's
	Sent     []Sending    // their latest messages, newest first
}

// Weekly reports whether only the week's first message comes on a day: in the
// first two weeks, and while messages are ignored.
func (h Habits) Weekly(today cadence.Date) bool {
	return h.BegunOn == 0 || today < h.BegunOn+firstWeeks || today <= h.WeeklyUntil
}

// Ignores reports whether three messages in a row were ignored: since the third
// last, the person has pressed, typed, logged and opened nothing of coach's.
// Messages of a time in which only Monday's came are left out, or a quiet time
// would never end.
func (h Habits) Ignores(today cadence.Date) bool {
	if h.Weekly(today) || len(h.Sent) < ignoredMost {
		return false
	}
	third := h.Sent[ignoredMost-1]
	return third.On > h.WeeklyUntil && third.On >= h.BegunOn+firstWeeks && h.ActiveAt.Before(third.At)
}

// QuietUntil returns the last day of a quiet time that begins on a day.
func QuietUntil(from cadence.Date) cadence.Date { return from + quietDays - 1 }

// SaysQuiet reports whether the day's message is the first of a quiet time, and
// so is the one to say that only Monday's come.
func (h Habits) SaysQuiet(today cadence.Date) bool {
	began := h.WeeklyUntil - quietDays + 1
	return today <= h.WeeklyUntil && (len(h.Sent) == 0 || h.Sent[0].On < began)
}

// EndsQuiet reports whether a quiet time ends before it was said: the person has
// used something of coach's since the last message, which they did not ignore
// then.
func (h Habits) EndsQuiet(today cadence.Date) bool {
	return h.SaysQuiet(today) && len(h.Sent) > 0 && h.ActiveAt.After(h.Sent[0].At)
}

// WeekOf returns the week of a person's calendar that has a day.
func WeekOf(c *cadence.Calendar, d cadence.Date) cadence.Period {
	start := d - cadence.Date((int(d.Weekday())-int(c.WeekStart)+7)%7)
	return cadence.Period{Start: start, End: start + 6}
}

// Mornings returns the days of a person's week on which a message may come.
func (h Habits) Mornings(r *Roster, id PersonID, today cadence.Date) []cadence.Date {
	var days []cadence.Date
	week := WeekOf(r.Calendar(id), today)
	for d := week.Start; d <= week.End; d++ {
		if h.Allows(d) && speaks(r, id, d) {
			days = append(days, d)
		}
	}
	return days
}

// MorningHas reports whether coach may start a conversation with the person at
// the given instant: their morning has come and their working day has not
// ended, it is a working day, they take part and are not on leave. The date is
// theirs.
func MorningHas(r *Roster, id PersonID, now time.Time, fallback *time.Location) (cadence.Date, bool) {
	today, why := hour(r, id, max(r.Person(id).Morning, WorkBegins), now, fallback)
	return today, why == ""
}

// answerDays is how many days ahead an answer waits at most for somebody who is
// away.
const answerDays = 60

// AnswerFrom returns from when an answer about somebody else's deed may come to a
// person: between eight and half past five of a working day on which they are
// not on leave. It returns no time if that is now. Thanks may be for a colleague
// who takes no part; whoever manages at night wakes nobody.
func AnswerFrom(r *Roster, id PersonID, now time.Time, fallback *time.Location) time.Time {
	zone, today := r.Person(id).Location(fallback), r.Person(id).Today(now, fallback)
	for d := today; d <= today+answerDays; d++ {
		if !r.Calendar(id).Works(d) || r.IsAway(id, d) || d == today && !now.Before(d.At(WorkEnds, zone)) {
			continue
		}
		if from := d.At(WorkBegins, zone); now.Before(from) {
			return from
		}
		return time.Time{}
	}
	return (today + answerDays).At(WorkBegins, zone)
}

// MayCome reports whether nothing withholds the day's message at the given
// instant, whatever there is to say. The date is the person's.
func (h Habits) MayCome(r *Roster, id PersonID, now time.Time, fallback *time.Location) (cadence.Date, bool) {
	today, why := h.Withholds(r, id, false, now, fallback)
	return today, why == ""
}

// MayBeCarried is MayCome for a message that comes with a digest, which may be
// earlier than the person's own time.
func (h Habits) MayBeCarried(r *Roster, id PersonID, now time.Time, fallback *time.Location) (cadence.Date, bool) {
	today, why := h.Withholds(r, id, true, now, fallback)
	return today, why == ""
}

// PlansWeek reports whether the day's message, if one comes, has the plan of the
// week: the week's first, to who leads somebody.
func (h Habits) PlansWeek(r *Roster, id PersonID, today cadence.Date) bool {
	week := h.WeekOf(r, id, today)
	return week.Leads && week.First()
}

// Openings are the reasons for a message on a day.
type Openings struct {
	Last   bool // something expected is on time for the last time
	Waited bool // somebody waits for the person, or they planned something for the day
	Own    bool // an own step or an own practice is due
	Topics bool // a 1:1 is due in two working days
	Soon   bool // an own step is due on the next working day
	Any    bool // anything at all

	Visited bool // a leader sits in on a session that the person is in, which can be said on that day alone
	Confirm bool // something waits to be confirmed
	Lapses  bool // on no later day, for an entry waits ten working days
}

// rank is the place of a day's best reason, for who leads nobody: the lower the
// better, and noReason for none that opens a day.
func (o Openings) rank() int {
	switch {
	case o.Own, o.Last, o.Visited:
		return 0
	case o.Topics:
		return 1
	case o.Lapses:
		return 2
	case o.Confirm:
		return 3
	case o.Soon:
		return 4
	}
	return noReason
}

const noReason = 5

// A Week is what is known of the messages of a person's week on a morning.
type Week struct {
	Today    cadence.Date
	Mornings []cadence.Date // the days of the week on which a message may come
	Sent     int            // the messages of the week before today
	Leads    bool           // somebody reports to the person
	Weekly   bool           // only the week's first message comes
}

// WeekOf returns what is known of the messages of a person's week.
func (h Habits) WeekOf(r *Roster, id PersonID, today cadence.Date) Week {
	w := Week{Today: today, Mornings: h.Mornings(r, id, today), Leads: len(r.Reports(id, today)) > 0, Weekly: h.Weekly(today)}
	week := WeekOf(r.Calendar(id), today)
	for _, s := range h.Sent {
		if week.Contains(s.On) && s.On < today {
			w.Sent++
		}
	}
	return w
}

// Most returns how many messages coach starts in a week.
func (w Week) Most() int {
	if w.Leads {
		return messagesOfLeader
	}
	return messagesOfOthers
}

// Left returns how many messages may still come in the week.
func (w Week) Left() int { return w.Most() - w.Sent }

// First reports whether today's would be the week's first message, Monday's: it
// has the plan of the week for who leads somebody.
func (w Week) First() bool {
	switch {
	case len(w.Mornings) == 0:
		return false
	case w.Today == w.Mornings[0]:
		return true
	}
	return w.Leads && !w.Weekly && w.Sent == 0
}

// Opens reports whether nothing withholds a message today, given the reasons for
// one today and on each later day of the week.
func (w Week) Opens(today Openings, later func(cadence.Date) Openings) bool {
	return w.Withholds(today, later) == ""
}

// Withholds returns why no message comes today, given the reasons for one today
// and on each later day of the week. The week's first message is kept, and so
// is that of its last working day if something is on time for the last time on
// it. For who leads somebody, a morning between is used if something is on time
// for the last time, if somebody waits, or if messages would be left over. For
// who leads nobody, it is used unless better reasons later in the week need all
// messages that are left.
func (w Week) Withholds(today Openings, later func(cadence.Date) Openings) Withheld {
	left := w.Left()
	switch {
	case left <= 0:
		return WithheldSpent
	case !today.Any:
		return WithheldNothing
	case !slices.Contains(w.Mornings, w.Today):
		return WithheldNotOpen
	case w.First():
		return ""
	case w.Weekly:
		return WithheldQuiet
	}
	between := slices.DeleteFunc(slices.Clone(w.Mornings), func(d cadence.Date) bool { return d <= w.Today })
	if len(between) == 0 && today.Last {
		return ""
	}
	if last := len(between) - 1; last >= 0 && later(between[last]).Last {
		between, left = between[:last], left-1
	}
	if left <= 0 || !w.worth(today, left, between, later) {
		return WithheldForLaterDay
	}
	return ""
}

// worth reports whether today's reasons are worth one of the messages that are
// left, given the mornings to come.
func (w Week) worth(today Openings, left int, between []cadence.Date, later func(cadence.Date) Openings) bool {
	if w.Leads {
		return today.Last || today.Waited || len(between) < left
	}
	better := 0
	for _, d := range between {
		if later(d).rank() < today.rank() {
			better++
		}
	}
	return today.rank() < noReason && better < left
}
