package view

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/slack-go/slack"

	"coach/bot/view/kit"
	"coach/cadence"
	"coach/practice"
)

// toDo is what is due or planned for today, and what is late and can still be
// logged; the last on-time day goes first.
func (f HomeFacts) toDo() []slack.Block {
	now := f.now()
	if len(now) == 0 {
		return f.nothingToDo()
	}
	blocks := []slack.Block{kit.Heading("To do now")}
	call := f.Due.short(now)
	for _, t := range now[:min(len(now), f.room.now)] {
		title := titled(t, f.Due.Playbook, f.Due.Today, call)
		ids := waitingIDs(t.Occurrences, f.Due.Today)
		blocks = append(blocks, kit.Para(title+"\n"+f.stateNow(t)), kit.Buttons(
			kit.Button(ActionLog, ids, "Log", "Log "+within(title)),
			kit.Button(ActionPlanOne, ids, "Plan", "Plan "+within(title)),
			kit.Button(ActionSkip, ids, "Skip", "Skip "+within(title))))
	}
	if left := len(now) - f.room.now; left > 0 {
		blocks = append(blocks, kit.Item(fmt.Sprintf("And %s more.", number(left)), kit.Button(ActionDue, "", "Show all", "Show everything that's due")))
	}
	return blocks
}

// nothingToDo stands in place of what is to be done, where nothing else is
// asked of the person either.
func (f HomeFacts) nothingToDo() []slack.Block {
	if f.Due.Outside {
		return []slack.Block{kit.Line(f.Due.nothingWaits()...)}
	}
	if len(f.Steps) > 0 || !f.Waiting.empty() || f.Obstacles.wait() || len(f.Obstacles.Owned) > 0 || f.First != nil && f.First.NoPeople {
		return nil
	}
	return []slack.Block{kit.Para("Nothing is waiting for you.")}
}

// now returns the reminders of today and those still open, each with the
// occurrences that are due or planned by today.
func (f HomeFacts) now() []practice.Reminder {
	var now []practice.Reminder
	for _, t := range f.Due.Touches {
		t.Occurrences = slices.DeleteFunc(slices.Clone(t.Occurrences), func(o practice.Occurrence) bool {
			return !o.Waiting(f.Due.Today) || dayOf(o, f.Due.Today) > f.Due.Today
		})
		if len(t.Occurrences) > 0 {
			now = append(now, t)
		}
	}
	slices.SortStableFunc(now, func(a, b practice.Reminder) int {
		return cmp.Or(cmp.Compare(f.urgency(a), f.urgency(b)), cmp.Compare(a.Occurrences[0].ClosesOn, b.Occurrences[0].ClosesOn))
	})
	return now
}

// dayOf is the day on which an occurrence is to be done: the day it is due, or
// the one that its performer planned it for, if that is still to come or is
// earlier. What is due is not hidden by a plan for later.
func dayOf(o practice.Occurrence, today cadence.Date) cadence.Date {
	if o.PlannedFor >= today && o.DueOn > today {
		return o.PlannedFor
	}
	return o.DueOn
}

// urgency sorts reminders: the last on-time day, then what is on time, then
// what is late.
func (f HomeFacts) urgency(t practice.Reminder) int {
	switch until := t.Occurrences[0].GraceUntil; {
	case until == f.Due.Today:
		return 0
	case until > f.Due.Today:
		return 1
	}
	return 2
}

// stateNow is the second line of a reminder. It says until when, or what is
// left; how long ago the last one was is for the morning's message.
func (f HomeFacts) stateNow(t practice.Reminder) string {
	o := t.Occurrences[0]
	said := "on time until " + weekdayMonth(o.GraceUntil, f.Due.Today)
	switch {
	case o.GraceUntil == f.Due.Today:
		said = "last day to log it on time"
	case o.GraceUntil < f.Due.Today:
		said = "late, can still be logged until " + weekdayMonth(o.ClosesOn, f.Due.Today)
	}
	if n := len(t.Occurrences); n > 1 {
		said = fmt.Sprintf("%s to go, %s", number(n), said)
	}
	return capital(said) + f.planned(o)
}

// planned is the day that the performer planned for, with their cue, on a line
// of its own.
func (f HomeFacts) planned(o practice.Occurrence) string {
	if o.PlannedFor < f.Due.Today {
		return ""
	}
	said := "\nPlanned for " + weekdayMonth(o.PlannedFor, f.Due.Today)
	if o.PlannedFor == f.Due.Today {
		said = "\nPlanned for today"
	}
	if o.Cue != "" {
		said += ", " + kit.Shorten(line(o.Cue), maxFew)
	}
	return said
}

// short names people of reminders as a Home does: by first name, cut where it
// is long.
func (f DueFacts) short(touches []practice.Reminder) caller {
	call := callers(touches, f.Who)
	return func(id practice.PersonID) string { return kit.Shorten(call(id), maxName) }
}

// thisWeek lists what falls due after today, a line for each day and practice.
func (f HomeFacts) thisWeek() []slack.Block {
	type slot struct {
		on       cadence.Date
		practice string
	}
	var order []slot
	with := map[slot][]practice.Reminder{}
	total := 0
	for _, t := range f.Due.Touches {
		for _, o := range t.Occurrences {
			on := dayOf(o, f.Due.Today)
			if !o.Waiting(f.Due.Today) || on <= f.Due.Today {
				continue
			}
			l := slot{on, o.Practice}
			if with[l] == nil {
				order = append(order, l)
			}
			with[l] = append(with[l], practice.Reminder{Practice: o.Practice, Subject: o.Subject, Occurrences: []practice.Occurrence{o}})
			total++
		}
	}
	if total == 0 {
		return nil
	}
	slices.SortStableFunc(order, func(a, b slot) int { return cmp.Compare(a.on, b.on) })
	call := f.Due.short(f.Due.Touches)
	var lines []slack.Block
	for _, l := range order[:min(len(order), f.room.coming)] {
		lines = append(lines, kit.Para(weekdayMonth(l.on, f.Due.Today)+": "+f.together(with[l], call)))
	}
	if left := len(order) - f.room.coming; left > 0 {
		lines = append(lines, kit.Aside(fmt.Sprintf("And %s more.", number(left))))
	}
	lines = append(lines, kit.Buttons(kit.Button(ActionDue, "", "Log, plan or skip", "Show everything that's due, to log, plan or skip it")))
	return []slack.Block{kit.Fold("coming", "Coming up: "+figured(total, "thing", "things"), false, lines...)}
}

// together names one practice with several people, or how often it is due.
func (f HomeFacts) together(some []practice.Reminder, call caller) string {
	title := titled(some[0], f.Due.Playbook, f.Due.Today, call)
	if len(some) == 1 {
		return title
	}
	if some[0].Subject == 0 {
		return fmt.Sprintf("%s, %s to go", title, number(len(some)))
	}
	names := make([]string, 0, len(some))
	for _, t := range some {
		names = append(names, call(t.Subject))
	}
	return strings.TrimSuffix(title, call(some[0].Subject)) + few(names)
}

// few lists at most two names, and how many more there are.
func few(names []string) string {
	if len(names) <= 3 {
		return practice.Listed(names)
	}
	return fmt.Sprintf("%s, %s and %s more", names[0], names[1], number(len(names)-2))
}
