package files

import (
	"errors"
	"fmt"
	"iter"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	ics "github.com/arran4/golang-ical"

	"coach/cadence"
)

// A holiday is an all-day event: so many days from a day on, every year if it
// repeats. One that is passed over lasts no days.
type holiday struct {
	first   cadence.Date
	days    cadence.Date
	repeats *yearly
	more    []cadence.Date // further starts
	except  []cadence.Date // starts that do not happen
}

// readHoliday reads an event; the error says which of its properties is wrong.
func readHoliday(e *ics.VEvent) (h holiday, err error) {
	start := e.GetProperty(ics.ComponentPropertyDtStart)
	switch {
	case start == nil:
		return h, errors.New("it has no DTSTART")
	case isCancelled(e) || !isAllDay(start):
		return h, nil
	}
	if h.first, err = dayOf(start.Value); err != nil {
		return h, fmt.Errorf("its DTSTART is wrong: %w", err)
	}
	if h.days, err = length(e, h.first); err != nil {
		return h, err
	}
	if h.more, err = days(e, ics.ComponentPropertyRdate); err != nil {
		return h, err
	}
	if h.except, err = days(e, ics.ComponentPropertyExdate); err != nil {
		return h, err
	}
	if rule := e.GetProperty(ics.ComponentPropertyRrule); rule != nil {
		if h.repeats, err = parseYearly(rule.Value); err != nil {
			return h, fmt.Errorf("its RRULE is wrong: %w", err)
		}
	}
	return h, nil
}

func isCancelled(e *ics.VEvent) bool {
	p := e.GetProperty(ics.ComponentPropertyStatus)
	return p != nil && strings.EqualFold(p.Value, string(ics.ObjectStatusCancelled))
}

// isAllDay reports whether a DTSTART is a date. Some programs write a date
// without saying so.
func isAllDay(start *ics.IANAProperty) bool {
	return strings.EqualFold(strings.Join(start.ICalParameters["VALUE"], ""), "DATE") || len(start.Value) == len(icsDate)
}

const icsDate = "20060102"

// dayOf reads a date, or the date of a time.
func dayOf(value string) (cadence.Date, error) {
	date, _, _ := strings.Cut(value, "T")
	t, err := time.Parse(icsDate, date)
	if err != nil || t.Year() < 1 {
		return 0, fmt.Errorf("“%s” is not a date such as 20261225", value)
	}
	return cadence.DateOf(t), nil
}

var wholeDays = regexp.MustCompile(`^\+?P(\d{1,4})([DW])$`)

// length is for how many days the event lasts. DTEND is the day after the
// last; some programs repeat DTSTART there. Without it and a DURATION it is
// one.
func length(e *ics.VEvent, first cadence.Date) (cadence.Date, error) {
	if end := e.GetProperty(ics.ComponentPropertyDtEnd); end != nil {
		next, err := dayOf(end.Value)
		switch {
		case err != nil:
			return 0, fmt.Errorf("its DTEND is wrong: %w", err)
		case next < first:
			return 0, fmt.Errorf("its DTEND %s lies before its DTSTART %s", next, first)
		}
		return max(next-first, 1), nil
	}
	duration := e.GetProperty(ics.ComponentPropertyDuration)
	if duration == nil {
		return 1, nil
	}
	parts := wholeDays.FindStringSubmatch(duration.Value)
	if parts == nil {
		return 0, fmt.Errorf("its DURATION “%s” is not a number of days such as P2D", duration.Value)
	}
	n, _ := strconv.Atoi(parts[1]) // four digits
	if parts[2] == "W" {
		n *= 7
	}
	return cadence.Date(max(n, 1)), nil
}

// days are the dates that a property of the event lists, however often it
// stands there.
func days(e *ics.VEvent, name ics.ComponentProperty) ([]cadence.Date, error) {
	var all []cadence.Date
	for _, p := range e.GetProperties(name) {
		for value := range strings.SplitSeq(p.Value, ",") {
			d, err := dayOf(value)
			if err != nil {
				return nil, fmt.Errorf("its %s is wrong: %w", name, err)
			}
			all = append(all, d)
		}
	}
	return all, nil
}

// movedDays are the days of repeating events, by UID, for which the file has
// an event of their own instead. A faulty RECURRENCE-ID moves nothing.
func movedDays(events []*ics.VEvent) map[string]map[cadence.Date]bool {
	moved := map[string]map[cadence.Date]bool{}
	for _, e := range events {
		instead, _ := days(e, ics.ComponentPropertyRecurrenceId)
		if moved[e.Id()] == nil {
			moved[e.Id()] = map[cadence.Date]bool{}
		}
		for _, d := range instead {
			moved[e.Id()][d] = true
		}
	}
	return moved
}

// starts yields the days up to a last one on which the holiday begins, but for
// those that have been moved. It takes no more than the steps that are left.
func (h holiday) starts(last cadence.Date, moved map[cadence.Date]bool, steps *int) iter.Seq[cadence.Date] {
	return func(yield func(cadence.Date) bool) {
		all := []cadence.Date{h.first}
		if h.repeats != nil {
			all = h.repeats.from(h.first, last, steps)
			all = slices.DeleteFunc(all, func(d cadence.Date) bool { return moved[d] })
		}
		except := make(map[cadence.Date]bool, len(h.except))
		for _, d := range h.except {
			except[d] = true
		}
		for _, d := range append(all, h.more...) {
			if !except[d] && !yield(d) {
				return
			}
		}
	}
}
