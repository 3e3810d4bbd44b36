package view

import (
	"cmp"
	"fmt"
	"unicode"
	"unicode/utf8"

	"coach/bot/view/kit"
	"coach/cadence"
	"coach/practice"
)

// dayMonth is a day as people say it, 10 February, with the year when it is
// another than today's.
func dayMonth(d, today cadence.Date) string { return d.Format("2 January" + yearUnless(d, today)) }

// weekdayMonth is dayMonth with the day of the week: Thu 5 March.
func weekdayMonth(d, today cadence.Date) string {
	return d.Format("Mon 2 January" + yearUnless(d, today))
}

// yearUnless is the layout of the year, or nothing when the days share it.
func yearUnless(d, today cadence.Date) string {
	year, _, _ := d.Civil()
	if now, _, _ := today.Civil(); year == now {
		return ""
	}
	return " 2006"
}

// span is a run of days: 2–8 March, 30 March – 5 April.
func span(from, to, today cadence.Date) string {
	year, month, _ := from.Civil()
	endYear, endMonth, _ := to.Civil()
	end := dayMonth(to, today)
	switch {
	case year != endYear:
		return from.Format("2 January 2006") + " – " + to.Format("2 January 2006")
	case month != endMonth:
		return from.Format("2 January") + " – " + end
	default:
		return from.Format("2") + "–" + end
	}
}

// number is a count in words while it is small enough to take in at a glance.
func number(n int) string {
	if words := [...]string{"no", "one", "two", "three", "four"}; n >= 0 && n < len(words) {
		return words[n]
	}
	return fmt.Sprint(n)
}

// counted is a number of things: "one thing", "12 things".
func counted(n int, one, many string) string {
	if n == 1 {
		return number(n) + " " + one
	}
	return number(n) + " " + many
}

// capital makes words begin a sentence.
func capital(s string) string {
	r, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[size:]
}

// within makes a title continue a sentence: its capital goes, unless it is
// part of an abbreviation.
func within(s string) string {
	r, size := utf8.DecodeRuneInString(s)
	next, _ := utf8.DecodeRuneInString(s[size:])
	if unicode.IsUpper(next) {
		return s
	}
	return string(unicode.ToLower(r)) + s[size:]
}

// fullName is a person's name in a line.
func fullName(p practice.Person) string {
	return kit.OneLine(cmp.Or(p.Full(), "somebody"))
}

// firstName is what a colleague would call out.
func firstName(p practice.Person) string { return kit.OneLine(p.First()) }

// A caller says what a line calls a person.
type caller func(practice.PersonID) string

// callers call everybody in a list of touches as callNames does.
func callers(touches []practice.Reminder, who Who) caller {
	ids := make([]practice.PersonID, len(touches))
	for i, t := range touches {
		ids[i] = t.Subject
	}
	return callNames(ids, who)
}

// callNames call everybody in a list by their first name, and by the full one
// where two of them share it.
func callNames(ids []practice.PersonID, who Who) caller {
	owner, shared := map[string]practice.PersonID{}, map[string]bool{}
	for _, id := range ids {
		name := firstName(who(id))
		if other, taken := owner[name]; taken && other != id {
			shared[name] = true
		}
		owner[name] = id
	}
	return func(id practice.PersonID) string {
		p := who(id)
		if name := firstName(p); p.Name != "" && !shared[name] {
			return name
		}
		return fullName(p)
	}
}

// titled is what a line is about: Observation with Cy.
func titled(t practice.Reminder, pb *practice.Playbook, on cadence.Date, call caller) string {
	short := t.Practice
	if p, ok := pb.Practice(t.Practice, on); ok {
		short = p.Short
	}
	if t.Subject == 0 {
		return kit.OneLine(short)
	}
	return kit.OneLine(short) + " with " + call(t.Subject)
}

// titleOf is titled for one occurrence by itself.
func titleOf(o practice.Occurrence, pb *practice.Playbook, who Who) string {
	return titled(practice.Reminder{Practice: o.Practice, Subject: o.Subject}, pb, o.DueOn, callNames(nil, who))
}

// lastOne says how long ago a touch's practice last happened; nothing when it
// is about nobody and never did.
func lastOne(t practice.Reminder, on cadence.Date, working *cadence.Calendar) string {
	switch {
	case t.Last == 0 && t.Subject != 0:
		return "your first one together"
	case t.Last == 0:
		return ""
	}
	switch t.Last {
	case on:
		return "last one today"
	case on - 1:
		return "last one yesterday"
	}
	said := "last one " + dayMonth(t.Last, on)
	if days := working.Between(t.Last, on); days > 0 {
		said += ", " + counted(days, "working day", "working days") + " ago"
	}
	return said
}

// LastTime says when something last happened, as a line of context for a form;
// nothing when it never did.
func LastTime(on, today cadence.Date) string {
	switch on {
	case 0:
		return ""
	case today:
		return "The last one was today."
	}
	return "The last one was on " + on.Format("Monday 2 January"+yearUnless(on, today)) + "."
}
