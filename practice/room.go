package practice

import (
	"cmp"
	"slices"

	"coach/cadence"
)

// MaxReminders is the most lines of a morning message about what is expected.
// People stop acting on messages that are longer than they can take in.
const MaxReminders = 3

// A Reminder is one line of a morning message: a practice, its subject, and
// the occurrences that wait.
type Reminder struct {
	Practice    string
	Subject     PersonID
	Occurrences []Occurrence
	Last        cadence.Date // when it last happened with that person; no date for never
	Rung        Rung         // the most pressing of its occurrences'
	again       bool         // an earlier message named one of them
}

// A Contact is a practice together with its subject.
type Contact struct {
	Practice string
	Subject  PersonID
}

// A Docket is what waits for a person, with what is known of it.
type Docket struct {
	Person   PersonID
	Roster   *Roster
	Playbook *Playbook
	Waiting  []Occurrence
	Last     map[Contact]cadence.Date
	Named    map[OccurrenceID][]Naming // the messages before today that named it
	Muted    []string                  // practices the person wants no reminders of
}

// rung returns the rung of an occurrence in a message of the day. What is
// muted is named only on the day for which its performer planned it.
func (d Docket) rung(o Occurrence, today cadence.Date) Rung {
	minutes := 0
	if p, ok := d.Playbook.Practice(o.Practice, today); ok {
		minutes = p.Minutes
	}
	rung := o.RungOn(today, d.Named[o.ID], minutes, d.Roster.Calendar(d.Person))
	if rung != Planned && slices.Contains(d.Muted, o.Practice) {
		return Silence
	}
	return rung
}

// open returns the occurrences that a message of the day may name.
func (d Docket) open(today cadence.Date) []Occurrence {
	return slices.DeleteFunc(slices.Clone(d.Waiting), func(o Occurrence) bool { return d.rung(o, today) == Silence })
}

// Reminders returns the lines of a message of the day, most pressing first: the
// last day on time, then what the person planned for today, then the people
// with the longest gap, then what else is due, then heads-ups. On the last day
// on time, what no message has named yet goes first. More is the number of
// lines there was no room for.
func (d Docket) Reminders(today cadence.Date) (lines []Reminder, more int) {
	lines = Reminders(d.open(today), d.Last)
	for i := range lines {
		for _, o := range lines[i].Occurrences {
			lines[i].Rung = max(lines[i].Rung, d.rung(o, today))
			lines[i].again = lines[i].again || len(d.Named[o.ID]) > 0
		}
	}
	slices.SortStableFunc(lines, func(a, b Reminder) int {
		return cmp.Or(
			cmp.Compare(a.rank(), b.rank()),
			cmp.Compare(a.turn(), b.turn()),
			cmp.Compare(flagged(a.Subject == 0), flagged(b.Subject == 0)),
			cmp.Compare(a.since(d.Roster, today), b.since(d.Roster, today)),
			cmp.Compare(a.Occurrences[0].GraceUntil, b.Occurrences[0].GraceUntil),
			cmp.Compare(d.Roster.Person(a.Subject).Name, d.Roster.Person(b.Subject).Name),
			cmp.Compare(a.Practice, b.Practice))
	})
	lines, rest := lines[:min(len(lines), MaxReminders)], lines[min(len(lines), MaxReminders):]
	for _, t := range rest {
		if t.Rung != HeadsUp {
			more++
		}
	}
	return lines, more
}

// Shown returns the lines of occurrences that a message of a day has named,
// with the rung on which each was then.
func (d Docket) Shown(occurrences []Occurrence, on cadence.Date) []Reminder {
	lines := Reminders(occurrences, d.Last)
	for i := range lines {
		for _, o := range lines[i].Occurrences {
			lines[i].Rung = max(lines[i].Rung, o.shownOn(on))
		}
	}
	return lines
}

// shownOn returns the rung on which an occurrence was named in a message of a
// day.
func (o Occurrence) shownOn(on cadence.Date) Rung {
	switch {
	case o.GraceUntil == on:
		return LastDay
	case o.PlannedFor == on:
		return Planned
	case o.DueOn > on:
		return HeadsUp
	}
	return DueDay
}

// rank returns the place of a line among the kinds of lines.
func (t Reminder) rank() int {
	switch {
	case t.Rung == LastDay:
		return 0
	case t.Rung == Planned:
		return 1
	case t.Rung == DueDay && t.Subject != 0:
		return 2
	case t.Rung == DueDay:
		return 3
	}
	return 4
}

// turn puts what was named before behind what was not, on the last day on
// which it can be named: of eight observations that end today, the three of
// yesterday's message have had theirs.
func (t Reminder) turn() int { return flagged(t.Rung == LastDay && t.again) }

func flagged(is bool) int {
	if is {
		return 1
	}
	return 0
}

// Besides counts the reminders that a message of the day could have, other
// than the shown ones.
func (d Docket) Besides(shown []Reminder, today cadence.Date) int {
	n := 0
	due := slices.DeleteFunc(d.open(today), func(o Occurrence) bool { return d.rung(o, today) == HeadsUp })
	for _, t := range Reminders(due, nil) {
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

// since returns the day from which the subject has waited: the day it last
// happened, or the day the reporting line began.
func (t Reminder) since(r *Roster, today cadence.Date) cadence.Date {
	if t.Subject == 0 || t.Last != 0 {
		return t.Last
	}
	l, _ := r.line(t.Subject, today)
	return l.From
}
