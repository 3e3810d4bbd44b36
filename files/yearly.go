package files

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"coach/cadence"
)

// A yearly is a yearly recurrence rule of iCalendar (RFC 5545, 3.3.10). A day
// is one of its days if it satisfies every condition that the rule has; where
// it names no day, the day is that of the event's first.
type yearly struct {
	interval  int          // every so many years
	count     int          // how often in all; 0 for ever
	until     cadence.Date // the last possible day; no date is no bound
	months    []int
	monthDays []int // negative ones count from the end of the month
	weekdays  []nthWeekday
}

// An nthWeekday is the nth such weekday of the month if the rule names months,
// else of the year; counted from the end if n is negative, and every one if n
// is 0.
type nthWeekday struct {
	n   int
	day time.Weekday
}

// parseYearly reads a rule. Any that is not yearly, or has a part that is not
// understood, is refused rather than read wrongly.
func parseYearly(rule string) (*yearly, error) {
	y := yearly{interval: 1}
	frequency := ""
	for part := range strings.SplitSeq(strings.ToUpper(rule), ";") {
		name, value, _ := strings.Cut(part, "=")
		var err error
		switch name {
		case "FREQ":
			frequency = value
		case "INTERVAL":
			y.interval, err = number(value, 1, 1000)
		case "COUNT":
			y.count, err = number(value, 1, 10_000)
		case "UNTIL":
			y.until, err = dayOf(value)
		case "BYMONTH":
			y.months, err = numbers(value, 1, 12)
		case "BYMONTHDAY":
			y.monthDays, err = numbers(value, -31, 31)
		case "BYDAY":
			y.weekdays, err = nthWeekdays(value)
		case "WKST", "":
		default:
			err = errors.New("this part is not understood")
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %w", part, err)
		}
	}
	if frequency != "YEARLY" {
		return nil, fmt.Errorf("a holiday repeats yearly, not %s", cmp.Or(strings.ToLower(frequency), "without FREQ"))
	}
	return &y, nil
}

func number(text string, least, most int) (int, error) {
	n, err := strconv.Atoi(text)
	if err != nil || n == 0 || n < least || n > most {
		return 0, fmt.Errorf("“%s” is not a number from %d to %d", text, max(least, 1), most)
	}
	return n, nil
}

func numbers(list string, least, most int) ([]int, error) {
	var all []int
	for text := range strings.SplitSeq(list, ",") {
		n, err := number(text, least, most)
		if err != nil {
			return nil, err
		}
		all = append(all, n)
	}
	return all, nil
}

func nthWeekdays(list string) ([]nthWeekday, error) {
	names := []string{"SU", "MO", "TU", "WE", "TH", "FR", "SA"} // in the order of time.Weekday
	var all []nthWeekday
	for text := range strings.SplitSeq(list, ",") {
		at := max(len(text)-2, 0)
		day := slices.Index(names, text[at:])
		if day < 0 {
			return nil, fmt.Errorf("“%s” is not a weekday such as MO, 4TH or -1MO", text)
		}
		w := nthWeekday{day: time.Weekday(day)}
		if at > 0 {
			var err error
			if w.n, err = number(text[:at], -53, 53); err != nil {
				return nil, err
			}
		}
		all = append(all, w)
	}
	return all, nil
}

// from returns the days of the rule from the event's first, which is always
// one, up to a last, or until no steps are left.
func (y *yearly) from(first, last cadence.Date, steps *int) []cadence.Date {
	if y.until != 0 {
		last = min(last, y.until)
	}
	var found []cadence.Date
	firstYear, _, _ := first.Civil()
	lastYear, _, _ := last.Civil()
	for year := firstYear; year <= lastYear; year += y.interval {
		for d := max(first, cadence.NewDate(year, time.January, 1)); d <= min(last, cadence.NewDate(year, time.December, 31)); d++ {
			if *steps--; *steps <= 0 || y.count > 0 && len(found) == y.count {
				return found
			}
			if d == first || y.falls(d, first) {
				found = append(found, d)
			}
		}
	}
	return found
}

// falls reports whether a day satisfies the rule's conditions.
func (y *yearly) falls(d, first cadence.Date) bool {
	months, monthDays := y.months, y.monthDays
	_, firstMonth, firstDay := first.Civil()
	if len(y.weekdays) == 0 && len(monthDays) == 0 {
		monthDays = []int{firstDay}
		if len(months) == 0 {
			months = []int{int(firstMonth)}
		}
	}
	year, month, day := d.Civil()
	daysInMonth := int(cadence.NewDate(year, month+1, 1) - cadence.NewDate(year, month, 1))
	return (len(months) == 0 || slices.Contains(months, int(month))) &&
		(len(monthDays) == 0 || slices.Contains(monthDays, day) || slices.Contains(monthDays, day-daysInMonth-1)) &&
		(len(y.weekdays) == 0 || slices.ContainsFunc(y.weekdays, func(w nthWeekday) bool { return w.is(d, len(y.months) > 0) }))
}

// is reports whether a day is the weekday of its month, or of its year.
func (w nthWeekday) is(d cadence.Date, ofMonth bool) bool {
	year, month, _ := d.Civil()
	start, next := cadence.NewDate(year, time.January, 1), cadence.NewDate(year+1, time.January, 1)
	if ofMonth {
		start, next = cadence.NewDate(year, month, 1), cadence.NewDate(year, month+1, 1)
	}
	return d.Weekday() == w.day && (w.n == 0 || w.n == int(d-start)/7+1 || -w.n == int(next-1-d)/7+1)
}
