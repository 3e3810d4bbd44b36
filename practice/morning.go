package practice

import (
	"cmp"
	"slices"
	"time"

	"coach/cadence"
)

// MaxReminders is the most lines of a morning message. People stop acting on
// messages that are longer than they can take in.
const MaxReminders = 3

// The hours in which coach starts a conversation, in the recipient's own time.
const (
	DefaultMorning cadence.Clock = 8*60 + 45
	WorkEnds       cadence.Clock = 17*60 + 30
)

// A Reminder is one line of a morning message: a practice, its subject, and
// the occurrences that wait.
type Reminder struct {
	Practice    string
	Subject     PersonID
	Occurrences []Occurrence
	Last        cadence.Date // when it last happened with that person; no date for never
}

// LastDay reports whether today is the last day on which the reminder's
// occurrence is on time.
func (t Reminder) LastDay(today cadence.Date) bool { return t.Occurrences[0].GraceUntil == today }

// A Contact is a practice together with its subject.
type Contact struct {
	Practice string
	Subject  PersonID
}

// Morning returns the reminders in a person's one message of the day, out of
// their waiting occurrences. An occurrence is named on the day it is due and
// once more on its last on-time day, and never again: people learn to ignore
// repeated reminders. The subject who has waited longest comes first, then
// occurrences that must be done today to be on time, then the rest. More is
// the number of reminders there was no room for.
func Morning(waiting []Occurrence, last map[Contact]cadence.Date, named map[OccurrenceID]bool, r *Roster, today cadence.Date) (touches []Reminder, more int) {
	touches = Reminders(dueNow(waiting, today), last)
	byPriority := func(a, b Reminder) int {
		return cmp.Or(
			cmp.Compare(rank(a, today), rank(b, today)),
			cmp.Compare(a.since(r, today), b.since(r, today)),
			cmp.Compare(a.Occurrences[0].GraceUntil, b.Occurrences[0].GraceUntil),
			cmp.Compare(r.Person(a.Subject).Name, r.Person(b.Subject).Name),
			cmp.Compare(a.Practice, b.Practice))
	}
	slices.SortStableFunc(touches, byPriority)
	if len(touches) <= MaxReminders {
		return touches, 0
	}
	chosen := choose(touches, named, today)
	slices.SortStableFunc(chosen, byPriority)
	return chosen, len(touches) - len(chosen)
}

// choose returns the reminders that fit into a message, by priority. A subject
// who was named before gives way to an occurrence that was not named and has
// its last on-time day today. If the lines before leave out such an occurrence
// about the team, the last line is for it.
func choose(touches []Reminder, named map[OccurrenceID]bool, today cadence.Date) []Reminder {
	again := func(t Reminder) bool {
		return slices.ContainsFunc(t.Occurrences, func(o Occurrence) bool { return named[o.ID] })
	}
	lastChance := func(t Reminder) bool { return t.LastDay(today) && !again(t) }
	turn := func(t Reminder) int {
		switch {
		case t.Subject != 0 && !again(t):
			return 0
		case lastChance(t):
			return 1
		default:
			return 2
		}
	}
	byTurn := slices.SortedStableFunc(slices.Values(touches), func(a, b Reminder) int { return cmp.Compare(turn(a), turn(b)) })
	if i := slices.IndexFunc(byTurn, func(t Reminder) bool { return t.Subject == 0 && lastChance(t) }); i >= MaxReminders {
		byTurn[MaxReminders-1] = byTurn[i]
	}
	return byTurn[:MaxReminders]
}

// dueNow returns the occurrences that a message of the day may name.
func dueNow(waiting []Occurrence, today cadence.Date) []Occurrence {
	return slices.DeleteFunc(slices.Clone(waiting), func(o Occurrence) bool {
		return !o.Waiting(today) || o.DueOn != today && o.GraceUntil != today
	})
}

// Besides counts the reminders that a message of the day could have, other
// than the shown ones.
func Besides(waiting []Occurrence, shown []Reminder, today cadence.Date) int {
	n := 0
	for _, t := range Reminders(dueNow(waiting, today), nil) {
		if !slices.ContainsFunc(shown, func(s Reminder) bool { return s.Practice == t.Practice && s.Subject == t.Subject }) {
			n++
		}
	}
	return n
}

// Reminders groups occurrences by practice and person, in their order.
func Reminders(occurrences []Occurrence, last map[Contact]cadence.Date) []Reminder {
	at := map[Contact]int{}
	var touches []Reminder
	for _, o := range occurrences {
		c := Contact{o.Practice, o.Subject}
		i, ok := at[c]
		if !ok {
			i = len(touches)
			at[c] = i
			touches = append(touches, Reminder{Practice: o.Practice, Subject: o.Subject, Last: last[c]})
		}
		touches[i].Occurrences = append(touches[i].Occurrences, o)
	}
	return touches
}

func rank(t Reminder, today cadence.Date) int {
	switch {
	case t.Subject != 0:
		return 0
	case t.LastDay(today):
		return 1
	}
	return 2
}

// since returns the day from which the subject has waited: the day it last
// happened, or the day the reporting line began.
func (t Reminder) since(r *Roster, today cadence.Date) cadence.Date {
	if t.Subject == 0 || t.Last != 0 {
		return t.Last
	}
	l, _ := r.line(t.Subject, today)
	return l.From
}

// MorningHas reports whether coach may start a conversation with the person
// at the given instant: their morning has come, their working day has not
// ended, it is a working day, they take part and are not on leave. The date is
// theirs.
func MorningHas(r *Roster, id PersonID, now time.Time, fallback *time.Location) (cadence.Date, bool) {
	p := r.Person(id)
	local := now.In(p.Location(fallback))
	today := cadence.DateOf(local)
	clock := cadence.Clock(local.Hour()*60 + local.Minute())
	_, away := r.away(id, today)
	return today, p.Morning <= clock && clock < WorkEnds && !away &&
		r.Calendar(id).Works(today) && MayUse(r, id, today) && r.Participates(id, today)
}
