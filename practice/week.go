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

// speaks reports whether coach may start a conversation with the person on a
// day: a working day of theirs on which they take part and are not on leave.
func speaks(r *Roster, id PersonID, d cadence.Date) bool {
	_, away := r.away(id, d)
	return !away && r.Calendar(id).Works(d) && MayUse(r, id, d) && r.Participates(id, d)
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
	return dayHas(r, id, max(r.Person(id).Morning, WorkBegins), now, fallback)
}

// dayHas is MorningHas for a morning that begins at another time.
func dayHas(r *Roster, id PersonID, from cadence.Clock, now time.Time, fallback *time.Location) (cadence.Date, bool) {
	p := r.Person(id)
	local, today := now.In(p.Location(fallback)), p.Today(now, fallback)
	clock := cadence.Clock(local.Hour()*60 + local.Minute())
	return today, from <= clock && clock < WorkEnds && speaks(r, id, today)
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

// MayCome reports whether the day's message may come at the given instant: it
// is a morning of the person's on which they want messages, the last one is 20
// hours old, and the next is as far away. The date is theirs.
func (h Habits) MayCome(r *Roster, id PersonID, now time.Time, fallback *time.Location) (cadence.Date, bool) {
	today, may := MorningHas(r, id, now, fallback)
	return today, may && h.isSpaced(r, id, today, now, fallback)
}

// MayBeCarried is MayCome for a message that comes with a digest, which may be
// earlier than the person's own time.
func (h Habits) MayBeCarried(r *Roster, id PersonID, now time.Time, fallback *time.Location) (cadence.Date, bool) {
	today, may := dayHas(r, id, 0, now, fallback)
	return today, may && h.isSpaced(r, id, today, now, fallback)
}

// isSpaced reports whether a message may come on a day at the given instant, if
// it is not too near another.
func (h Habits) isSpaced(r *Roster, id PersonID, today cadence.Date, now time.Time, fallback *time.Location) bool {
	if !h.Allows(today) {
		return false
	}
	for _, s := range h.Sent {
		if s.On != today && now.Sub(s.At) < betweenHours {
			return false
		}
	}
	p := r.Person(id)
	at, zone := max(p.Morning, WorkBegins), p.Location(fallback)
	tomorrow := today + 1 // of the days after it, none begins within 20 hours of the working day's end
	isNext := !h.Weekly(tomorrow) && h.Allows(tomorrow) && speaks(r, id, tomorrow)
	inTime := now.Sub(today.At(at, zone)) < time.Minute // one that comes at its time is not late, however short the day
	return inTime || !isNext || tomorrow.At(at, zone).Sub(now) >= betweenHours
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

// Left returns how many messages may still come in the week.
func (w Week) Left() int {
	if w.Leads {
		return messagesOfLeader - w.Sent
	}
	return messagesOfOthers - w.Sent
}

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

// Opens reports whether a message comes today, given the reasons for one today
// and on each later day of the week. The week's first message is kept, and so
// is that of its last working day if something is on time for the last time on
// it. For who leads somebody, a morning between is used if something is on time
// for the last time, if somebody waits, or if messages would be left over. For
// who leads nobody, it is used unless better reasons later in the week need all
// messages that are left.
func (w Week) Opens(today Openings, later func(cadence.Date) Openings) bool {
	left := w.Left()
	switch {
	case left <= 0, !today.Any, !slices.Contains(w.Mornings, w.Today):
		return false
	case w.First():
		return true
	case w.Weekly:
		return false
	}
	between := slices.DeleteFunc(slices.Clone(w.Mornings), func(d cadence.Date) bool { return d <= w.Today })
	if len(between) == 0 && today.Last {
		return true
	}
	if last := len(between) - 1; last >= 0 && later(between[last]).Last {
		between, left = between[:last], left-1
	}
	switch {
	case left <= 0:
		return false
	case w.Leads:
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
