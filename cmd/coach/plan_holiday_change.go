package main

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"coach/cadence"
	"coach/practice"
)

// A holidayChange is what an import of calendar files makes of the public
// holidays of a calendar.
type holidayChange struct {
	Within    cadence.Period     // where the files say which days are holidays, and all that they do not name are none
	Given     []practice.Holiday // in order
	Added     []practice.Holiday
	Removed   []practice.Holiday
	Passed    []passedEvent
	Questions []string // what cannot be meant, in sentences
}

// mostDaysOff is how many working days off a year may have before somebody is
// asked. No country has as many public holidays.
const mostDaysOff = 25

// compareHolidays judges what files make of the known holidays of a calendar
// within a period. What lies before the first day that they name stays: one
// file a year is how many governments publish them. Week is the calendar's
// working week, and others are the holidays that it has besides.
func compareHolidays(files []holidaysRead, known, others []practice.Holiday, within cadence.Period, week *cadence.Calendar, today cadence.Date) holidayChange {
	c := holidayChange{Within: within}
	begins := cadence.Date(0)
	names := map[cadence.Date]string{}
	for _, f := range files {
		if f.Begins != 0 && (begins == 0 || f.Begins < begins) {
			begins = f.Begins
		}
		for _, h := range f.Days {
			names[h.On] = cmp.Or(names[h.On], h.Name)
		}
		c.Passed = append(c.Passed, f.Passed...)
	}
	c.Within.Start = max(c.Within.Start, begins)
	for d, name := range names {
		c.Given = append(c.Given, practice.Holiday{On: d, Name: name})
	}
	slices.SortFunc(c.Given, func(a, b practice.Holiday) int { return cmp.Compare(a.On, b.On) })
	c.Added, c.Removed = practice.CompareHolidays(known, c.Given, c.Within)
	c.askAboutYears(slices.Concat(known, others), week)
	c.askAboutRemoved(today)
	return c
}

// askAboutYears asks about years that get a day off and then have too many.
func (c *holidayChange) askAboutYears(before []practice.Holiday, week *cadence.Calendar) {
	off := map[cadence.Date]bool{}
	for _, h := range slices.Concat(before, c.Given) {
		off[h.On] = week.InWeek(h.On)
	}
	for _, h := range c.Removed {
		delete(off, h.On)
	}
	days, asked := map[int]int{}, map[int]bool{}
	for d, isOff := range off {
		if year, _, _ := d.Civil(); isOff {
			days[year]++
		}
	}
	for _, h := range c.Added {
		year, _, _ := h.On.Civil()
		if days[year] > mostDaysOff && !asked[year] {
			asked[year] = true
			c.Questions = append(c.Questions, fmt.Sprintf("%d would have %d working days off, more than any country has as public holidays. Look whether the file holds other events too.", year, days[year]))
		}
	}
}

// askAboutRemoved asks whether days to come are holidays no more.
func (c *holidayChange) askAboutRemoved(today cadence.Date) {
	var days []string
	for _, h := range c.Removed {
		if h.On >= today {
			on := h.On.Format("Mon 2 January 2006")
			if h.Name != "" {
				on = h.Name + " (" + on + ")"
			}
			days = append(days, on)
		}
	}
	if len(days) > 0 {
		c.Questions = append(c.Questions, fmt.Sprintf("These days to come would be working days again: %s. If they are in another file, give all files at once.", fewOf(days, mostNamed)))
	}
}

const (
	mostNamed = 40 // names in one list
	mostDays  = 12 // days of one name
)

// fewOf lists at most so many.
func fewOf(all []string, most int) string {
	if len(all) > most {
		return fmt.Sprintf("%s and %d more", strings.Join(all[:most], ", "), len(all)-most)
	}
	return strings.Join(all, ", ")
}

// write says which days are taken, passed over and removed, by name.
func (c holidayChange) write(out io.Writer) {
	section(out, "taken", byName(c.Given))
	var passed []string
	for _, p := range c.together() {
		passed = append(passed, p.String())
	}
	section(out, "passed over", passed)
	section(out, "removed", byName(c.Removed))
	if slices.ContainsFunc(c.Passed, passedEvent.canBeTaken) {
		fmt.Fprintln(out, "To take a day that is passed over, add --also with words of its name or description.")
	}
}

// section writes a line for each, with what became of it in front.
func section(out io.Writer, what string, lines []string) {
	for i, line := range lines {
		if i == mostNamed {
			fmt.Fprintf(out, "%-12s %d more\n", what, len(lines)-i)
			return
		}
		fmt.Fprintf(out, "%-12s %s\n", what, line)
	}
}

// byName writes holidays, those of one name together.
func byName(holidays []practice.Holiday) []string {
	days := map[string][]cadence.Date{}
	var names, lines []string
	for _, h := range holidays {
		if days[h.Name] == nil {
			names = append(names, h.Name)
		}
		days[h.Name] = append(days[h.Name], h.On)
	}
	for _, name := range names {
		lines = append(lines, named(name, days[name]))
	}
	return lines
}

// named writes a name and its days.
func named(name string, days []cadence.Date) string {
	return cmp.Or(name, "without a name") + ": " + datesOf(days)
}

func datesOf(days []cadence.Date) string {
	var on []string
	for _, d := range days {
		on = append(on, d.Format("2 Jan 2006"))
	}
	return fewOf(on, mostDays)
}

// String writes the event, when it is and why it is passed over.
func (p passedEvent) String() string {
	name := cmp.Or(p.Name, "without a name")
	if len(p.Days) > 0 {
		name += " (" + datesOf(p.Days) + ")"
	}
	return name + ": " + p.Reason
}

// together are the events passed over, those of one name and reason as one, and
// those first that somebody may want to take.
func (c holidayChange) together() []passedEvent {
	var all []passedEvent
	at := map[[2]string]int{}
	for _, wanted := range []bool{true, false} {
		for _, p := range c.Passed {
			if p.canBeTaken() != wanted {
				continue
			}
			key := [2]string{p.Name, p.Reason}
			i, ok := at[key]
			if !ok {
				i, at[key] = len(all), len(all)
				all = append(all, passedEvent{Name: p.Name, Reason: p.Reason})
			}
			all[i].Days = append(all[i].Days, p.Days...)
		}
	}
	for _, p := range all {
		slices.Sort(p.Days)
	}
	return all
}

// canBeTaken reports whether the event lasts all day, so that somebody may want
// it to be a day off.
func (p passedEvent) canBeTaken() bool { return p.Reason != isTimed && p.Reason != isCancelled }
