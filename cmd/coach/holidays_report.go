package main

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"coach/cadence"
	"coach/files"
	"coach/practice"
	"coach/service"
)

// holidaysNamed is how many holidays are named in one list.
const holidaysNamed = 40

// bad is why nothing can be imported: that a file is no calendar, that there is
// no day off in the files, or that the calendar has no name.
func (c holidaysImportCommand) bad(r service.HolidayReport) (bad problems) {
	for i, f := range r.Read {
		if f.NoCalendar {
			bad.rows(inputName(c.Files[i]), f.Faults)
		}
	}
	if len(bad) == 0 && r.Unreadable() {
		bad = c.strange(r)
		var passed strings.Builder
		reportHolidays(&passed, service.HolidayChange{Passed: r.Passed})
		for line := range strings.Lines(passed.String()) {
			bad.add("%s", strings.TrimSpace(line))
		}
		bad.add("%s: there's no day off from %s to %s, so nothing was changed. Give a file with public holidays.", inputName(c.Files[0]), r.Kept.Start, r.Kept.End)
	}
	if r.Nameless {
		bad.add("the calendar has no name. Give the one in the people file, or default, or everyone")
	}
	return bad
}

// strange is what the files have that is not read, or changes nothing.
func (c holidaysImportCommand) strange(r service.HolidayReport) (strange problems) {
	for i, f := range r.Read {
		strange.rows(inputName(c.Files[i]), append(f.Faults, f.Notes...))
	}
	return strange
}

// doubts says in sentences what may not be meant; nothing if all may be.
func doubts(c service.HolidayChange) string {
	var doubts []string
	for _, y := range c.Crowded {
		doubts = append(doubts, fmt.Sprintf("%d would have %d working days off, more than any country has public holidays. Check whether the file has other events too.", y.Year, y.DaysOff))
	}
	var days []string
	for _, h := range c.Undone {
		on := h.On.Format("Mon 2 January 2006")
		if h.Name != "" {
			on = h.Name + " (" + on + ")"
		}
		days = append(days, on)
	}
	if more := len(days) - holidaysNamed; more > 0 {
		days = append(days[:holidaysNamed-1], fmt.Sprintf("%s and %d more", days[holidaysNamed-1], more))
	}
	if len(days) > 0 {
		doubts = append(doubts, fmt.Sprintf("These days would become working days again: %s. If they're in another file, give all files at once.", strings.Join(days, ", ")))
	}
	return strings.Join(doubts, " ")
}

// reportHolidays says which days are taken, passed over and removed, by name.
func reportHolidays(out io.Writer, c service.HolidayChange) {
	section(out, "taken", byName(c.Given))
	var passed []string
	for _, p := range together(c.Passed) {
		passed = append(passed, p.String())
	}
	section(out, "passed over", passed)
	section(out, "removed", byName(c.Removed))
	if slices.ContainsFunc(c.Passed, files.PassedEvent.CanBeTaken) {
		fmt.Fprintln(out, "To take a day that was passed over, add --also with words from its name or description.")
	}
}

// section writes a line for each, with what became of it in front.
func section(out io.Writer, what string, lines []string) {
	for i, line := range lines {
		if i == holidaysNamed {
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
		lines = append(lines, cmp.Or(name, "without a name")+": "+files.WriteDays(days[name]))
	}
	return lines
}

// together are events passed over, those of one name and reason as one, and
// those first that somebody may want to take.
func together(passed []files.PassedEvent) []files.PassedEvent {
	var all []files.PassedEvent
	at := map[[2]string]int{}
	for _, wanted := range []bool{true, false} {
		for _, p := range passed {
			if p.CanBeTaken() != wanted {
				continue
			}
			key := [2]string{p.Name, p.Reason}
			i, ok := at[key]
			if !ok {
				i, at[key] = len(all), len(all)
				all = append(all, files.PassedEvent{Name: p.Name, Reason: p.Reason})
			}
			all[i].Days = append(all[i].Days, p.Days...)
		}
	}
	for _, p := range all {
		slices.Sort(p.Days)
	}
	return all
}
