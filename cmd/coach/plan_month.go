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

const (
	longDay  = "Monday 2 January 2006"
	shortDay = "Mon _2 Jan"
)

// writeMonth writes for people what everybody owes, week by week, and below it
// the time that the playbook takes.
func (in planInput) writeMonth(w io.Writer) {
	fmt.Fprintf(w, "From %s to %s\n", in.Span.Start.Format(longDay), in.Span.End.Format(longDay))
	nobody := true
	for _, p := range in.People {
		if owed := in.Plan(p.ID); len(owed) > 0 {
			nobody = false
			fmt.Fprintf(w, "\n%s\n", strings.TrimSpace(p.Name+" "+p.Email))
			in.writeWeeks(w, in.Roster.Calendar(p.ID), owed)
		}
	}
	if nobody {
		fmt.Fprint(w, "\nNothing is expected of anybody.\n")
	}
	in.writeLoad(w)
}

// writeWeeks writes what one person owes, by the day on which it is due.
func (in planInput) writeWeeks(w io.Writer, calendar *cadence.Calendar, owed []practice.Occurrence) {
	slices.SortStableFunc(owed, func(a, b practice.Occurrence) int { return cmp.Compare(a.DueOn, b.DueOn) })
	var week cadence.Period
	for len(owed) > 0 {
		o, times := owed[0], sameAsFirst(owed)
		owed = owed[times:]
		if !week.Contains(o.DueOn) {
			week = cadence.Rhythm{Cadence: cadence.Weekly}.Period(o.DueOn, cadence.Fiscal{}, calendar.WeekStart)
			fmt.Fprintf(w, "  week of %s\n", week.Start.Format(shortDay))
		}
		what := o.Practice
		if p, ok := in.Playbook.Practice(o.Practice, o.Nominal); ok {
			what = p.Short
		}
		if times > 1 {
			what = fmt.Sprintf("%s, %d times", what, times)
		}
		about := in.Roster.Person(o.Subject)
		fmt.Fprintf(w, "    %s  %-34s  %-24s  %s\n", o.DueOn.Format(shortDay), what, cmp.Or(about.Name, about.Email), standing(o))
	}
}

// sameAsFirst counts how often the first occurrence is asked on its day.
func sameAsFirst(owed []practice.Occurrence) int {
	first := owed[0]
	n := slices.IndexFunc(owed, func(o practice.Occurrence) bool {
		return o.Practice != first.Practice || o.Subject != first.Subject || o.DueOn != first.DueOn || standing(o) != standing(first)
	})
	if n < 0 {
		return len(owed)
	}
	return n
}

// standing says until when an occurrence is on time, or why it is not asked.
func standing(o practice.Occurrence) string {
	switch {
	case o.Expectation != practice.Expected:
		return fmt.Sprintf("%s: %s", o.Expectation, strings.ReplaceAll(string(o.Reason), "_", " "))
	case o.GraceUntil == o.DueOn:
		return "no grace"
	default:
		return "grace until " + o.GraceUntil.Format(shortDay)
	}
}

// writeLoad writes the time that the playbook takes of one person at each
// level, with teams of usual sizes.
func (in planInput) writeLoad(w io.Writer) {
	fmt.Fprintf(w, "\nLoad of one person on %s\n", in.Span.End.Format(longDay))
	fmt.Fprintf(w, "  %-6s %8s %14s %20s %16s\n", "level", "reports", "hours a month", "share of 160 hours", "logging a week")
	for _, l := range in.Loads() {
		fmt.Fprintf(w, "  %-6s %8d %14.1f %19.0f%% %12.0f min\n", l.Level, l.Reports, l.Hours, 100*l.Share(), l.Logging)
	}
}
