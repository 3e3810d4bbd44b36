package practice

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"coach/cadence"
)

// A Led is by whom coach has seen somebody led, from day to day. It is kept
// beside the reporting lines because a people file may put a new manager where
// the former stood, as if there had never been another.
type Led struct {
	By   PersonID     // their manager, also while they have none; nobody before coach has seen one
	Left PersonID     // the manager whom they left for that one; nobody once it is too long ago to ask about
	On   cadence.Date // the first day under the new one; no date where Left is nobody
}

// transferDays is for how many days after a transfer the former manager is asked
// about it.
const transferDays = 30

// Follow returns by whom a person is led as of a day, given what was seen
// before. Who leads them only for a while, and whoever has them back in that
// time, took them over from nobody.
func (r *Roster) Follow(id PersonID, seen Led, today cadence.Date) Led {
	if seen.Left != 0 && today > seen.On+transferDays {
		seen.Left, seen.On = 0, 0
	}
	by := r.leaderOf(id, today)
	switch {
	case by == 0 || by == seen.By:
		return seen
	case by == seen.Left:
		return Led{By: by}
	case seen.By == 0:
		seen.By = by
		return seen
	}
	on := r.leftOn(id, seen.By, today)
	if on == 0 {
		return Led{By: by}
	}
	return Led{By: by, Left: seen.By, On: on}
}

// leaderOf returns who leads a person for good on a day: their line manager, or
// the one who has them both before and after a line with a first and a last day.
// Nobody stands in here: an acting line is not a person's own.
func (r *Roster) leaderOf(id PersonID, d cadence.Date) PersonID {
	l := r.ownLine(id, d)
	if l.From != 0 && l.To != 0 {
		if before := r.ownLine(id, l.From-1); before.Manager != 0 && before.Manager == r.ownLine(id, l.To+1).Manager {
			l = before
		}
	}
	if !r.Participates(l.Manager, d) {
		return 0
	}
	return l.Manager
}

// leftOn returns the first day on which a manager no longer led a person, as
// their lines have it; today where no line says so, and no date where that was
// too long ago to ask about.
func (r *Roster) leftOn(id, manager PersonID, today cadence.Date) cadence.Date {
	on := today
	for _, l := range r.lines[id] {
		if l.Manager == manager && !l.Dotted && l.ActsFor == 0 {
			on = 0
		}
	}
	for d := today - 1; on == 0 && d >= today-transferDays-1; d-- {
		if r.ownLine(id, d).Manager == manager {
			on = d + 1
		}
	}
	return on
}

// A Transfer is the passing of somebody from one manager to another.
type Transfer struct {
	Person   PersonID
	From, To PersonID
	On       cadence.Date // the first day under the new one
}

// Recent returns those transfers about which the former manager can be asked on a
// day, each to the manager whom the person has by then: all three take part, and
// the person is not back.
func Recent(r *Roster, transfers []Transfer, today cadence.Date) (open []Transfer) {
	there := func(id PersonID) bool { return r.Participates(id, today) && r.Person(id).Account != Gone }
	for _, t := range transfers {
		t.To = r.leaderOf(t.Person, today)
		if t.On <= today && today <= t.On+transferDays && t.To != t.From && there(t.Person) && there(t.From) && there(t.To) {
			open = append(open, t)
		}
	}
	return open
}

// WhomToMeet returns the question about the transfer: which customers the new
// manager should meet.
func (t Transfer) WhomToMeet() Question {
	return Question{Kind: WhomToMeet, ID: int64(t.Person), Since: t.On}
}

// Pair returns the new manager with the person, whose topics the customers
// become: the two read them, and the former manager is of neither.
func (t Transfer) Pair() Pair { return Pair{Manager: t.To, Report: t.Person} }

// FieldCustomers is the path of the input that the customers stand in whom a new
// manager should meet.
const FieldCustomers = "customers"

// CustomersOf returns the customers that an answer names, one a line, each as a
// topic is worded, and what is wrong with the answer, if anything.
func CustomersOf(words string) (names []string, err error) {
	for line := range strings.Lines(words) {
		if name := strings.TrimSpace(line); name != "" {
			names = append(names, name)
		}
	}
	if len(names) == 0 {
		return nil, Problems{{FieldCustomers, textCustomersNone}}
	}
	if len(names) > TopicsMost {
		return nil, Problems{{FieldCustomers, fmt.Sprintf(textCustomersMany, TopicsMost, len(names))}}
	}
	for i, name := range names {
		if n := utf8.RuneCountInString(name); n > TextMax {
			return nil, Problems{{FieldCustomers, fmt.Sprintf(textCustomerLong, i+1, TextMax, n)}}
		}
	}
	return names, nil
}
