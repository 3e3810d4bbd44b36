package view

import (
	"cmp"
	"unicode"
	"unicode/utf8"

	"coach/bot/view/kit"
	"coach/cadence"
	"coach/practice"
)

// The three ways to write a date, each with the year if it differs from
// today's. A sentence has the whole name: Thursday 5 March, or 5 March where
// the weekday says nothing. A line of a list is short: Thu 5 Mar.

// dayMonth returns a date without its weekday: 10 February.
func dayMonth(d, today cadence.Date) string { return d.Format("2 January" + yearUnless(d, today)) }

// weekdayMonth returns a date as lists show it: Thu 5 Mar.
func weekdayMonth(d, today cadence.Date) string {
	return d.Format("Mon 2 Jan" + yearUnless(d, today))
}

// fullDay returns a date as a sentence has it: Thursday 5 March.
func fullDay(d, today cadence.Date) string {
	return d.Format("Monday 2 January" + yearUnless(d, today))
}

// yearUnless returns the layout of the year, or nothing when both days share
// it.
func yearUnless(d, today cadence.Date) string {
	year, _, _ := d.Civil()
	if now, _, _ := today.Civil(); year == now {
		return ""
	}
	return " 2006"
}

// span returns a range of days: 2–8 March, 30 March – 5 April.
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

// number returns a count by the rule of [practice.InWords].
func number(n int) string { return practice.InWords(n) }

// counted returns a number of things by the same rule: one thing, 12 things.
func counted(n int, one, many string) string { return practice.Counted(n, one, many) }

// capital returns a text with its first letter in upper case.
func capital(s string) string {
	r, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[size:]
}

// within returns a title as it continues a sentence, without its capital unless
// that is part of an abbreviation.
func within(s string) string {
	r, size := utf8.DecodeRuneInString(s)
	next, _ := utf8.DecodeRuneInString(s[size:])
	if unicode.IsUpper(next) {
		return s
	}
	return string(unicode.ToLower(r)) + s[size:]
}

// fullName returns a person's full name on one line.
func fullName(p practice.Person) string {
	return kit.OneLine(cmp.Or(p.Full(), "somebody"))
}

// firstName returns a person's first name on one line.
func firstName(p practice.Person) string { return kit.OneLine(p.First()) }

// A caller returns a person's name as a line shows it.
type caller func(practice.PersonID) string

// callers names the people of reminders as callNames does.
func callers(touches []practice.Reminder, who Who) caller {
	ids := make([]practice.PersonID, len(touches))
	for i, t := range touches {
		ids[i] = t.Subject
	}
	return callNames(ids, who)
}

// callNames names the people of a list by first name, and by full name where
// two share it.
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

// titled returns the title of a reminder's line: Observation with Cy.
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

// titleOf returns the title of one occurrence.
func titleOf(o practice.Occurrence, pb *practice.Playbook, who Who) string {
	return titled(practice.Reminder{Practice: o.Practice, Subject: o.Subject}, pb, o.DueOn, callNames(nil, who))
}

// lastOne returns when a reminder's practice last happened; nothing for a
// practice about nobody that never happened.
func lastOne(t practice.Reminder, on cadence.Date) string {
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
	return "last one " + dayMonth(t.Last, on)
}

// LastTime returns the line of a form about when something last happened;
// nothing if it never did.
func LastTime(on, today cadence.Date) string {
	switch on {
	case 0:
		return ""
	case today:
		return "The last one was today."
	}
	return "The last one was on " + fullDay(on, today) + "."
}
