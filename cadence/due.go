package cadence

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// A Due is a due code: the position in a period of the day on which something is due. Values are comparable, and equal
// codes are equal. The zero Due is the empty code, that of a daily practice: due on the day itself.
type Due struct {
	kind    dueKind
	weekday time.Weekday // of the three weekday kinds
	n       int          // of onWorkingDay: counted from the period's first day, or from its last if negative
}

type dueKind int8

const (
	onTheDay dueKind = iota
	onWeekday
	onWeekdayOfFirstWeek
	onWeekdayOfSecondWeek
	onWorkingDay
)

// weekdayCodes are indexed by time.Weekday.
var weekdayCodes = [...]string{"SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"}

// ParseDue reads the due code of a practice with the given cadence:
//
//	SUN … SAT         weekly: that weekday of the period
//	W1-SUN … W2-SAT   biweekly: that weekday of the block's first or second week
//	WD10, WD-4        the tenth working day of the period, the fourth-last; any cadence but daily
//
// A daily practice has the empty code. The error says what would be right for the cadence.
func ParseDue(code string, c Cadence) (Due, error) {
	due, ok := parseDue(code)
	if ok && due.suits(c) {
		return due, nil
	}
	switch {
	case !c.Valid():
		return Due{}, fmt.Errorf("“%s” is not a cadence, so it has no due codes", c)
	case c == Daily:
		return Due{}, fmt.Errorf("a daily practice is due on the day itself. Leave out the due code “%s”", code)
	case c == Weekly:
		return Due{}, fmt.Errorf("“%s” is not a due code for a weekly practice. Write a weekday such as THU, or a working day such as WD2 or WD-1", code)
	case c == Biweekly:
		return Due{}, fmt.Errorf("“%s” is not a due code for a biweekly practice. Write a weekday of its first or second week such as W2-THU, or a working day such as WD3 or WD-1", code)
	default:
		return Due{}, fmt.Errorf("“%s” is not a due code for a %s practice. Write a working day such as WD10, or WD-4 for the fourth-last", code, c)
	}
}

// parseDue reads a due code of any cadence.
func parseDue(code string) (due Due, ok bool) {
	if number, found := strings.CutPrefix(code, "WD"); found {
		n, err := strconv.Atoi(number)
		due = Due{kind: onWorkingDay, n: n}
		return due, err == nil && n != 0 && due.String() == code
	}
	kind, weekday := onWeekday, code
	if rest, found := strings.CutPrefix(code, "W1-"); found {
		kind, weekday = onWeekdayOfFirstWeek, rest
	} else if rest, found := strings.CutPrefix(code, "W2-"); found {
		kind, weekday = onWeekdayOfSecondWeek, rest
	}
	for day, name := range weekdayCodes {
		if name == weekday {
			return Due{kind: kind, weekday: time.Weekday(day)}, true
		}
	}
	return Due{}, code == ""
}

// suits reports whether practices of the cadence can have the code.
func (d Due) suits(c Cadence) bool {
	switch d.kind {
	case onTheDay:
		return c == Daily
	case onWeekday:
		return c == Weekly
	case onWeekdayOfFirstWeek, onWeekdayOfSecondWeek:
		return c == Biweekly
	default:
		return c.Valid() && c != Daily
	}
}

// String returns the code that ParseDue reads.
func (d Due) String() string {
	switch d.kind {
	case onWeekday:
		return weekdayCodes[d.weekday]
	case onWeekdayOfFirstWeek:
		return "W1-" + weekdayCodes[d.weekday]
	case onWeekdayOfSecondWeek:
		return "W2-" + weekdayCodes[d.weekday]
	case onWorkingDay:
		return "WD" + strconv.Itoa(d.n)
	}
	return ""
}

// MarshalText returns the code.
func (d Due) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads a code of any cadence. Use ParseDue where the cadence is known.
func (d *Due) UnmarshalText(text []byte) error {
	parsed, ok := parseDue(string(text))
	if !ok {
		return fmt.Errorf("“%s” is no due code: write one such as THU, W2-THU, WD10 or WD-4", text)
	}
	*d = parsed
	return nil
}

// Nominal returns the date that the code names in a period, and false if the period has no day of the working week:
// then nothing is due.
//
// A weekday need not be a working day; it is for the caller to move it. A working day beyond those of the period is the
// last of them, or the first when counted from the end. If they are all holidays, holidays are ignored.
func (d Due) Nominal(p Period, c *Calendar) (Date, bool) {
	week := p.daysThat(c.InWeek)
	if len(week) == 0 {
		return 0, false
	}
	var nominal Date
	switch d.kind {
	case onTheDay:
		nominal = p.Start
	case onWeekday, onWeekdayOfFirstWeek:
		nominal = nextWeekday(p.Start, d.weekday)
	case onWeekdayOfSecondWeek:
		nominal = nextWeekday(p.Start+7, d.weekday)
	case onWorkingDay:
		days := c.WorkingDays(p)
		if len(days) == 0 {
			days = week
		}
		nominal = nth(days, d.n)
	}
	return nominal, p.Contains(nominal)
}

// nextWeekday returns the first date from d on that falls on the weekday.
func nextWeekday(d Date, weekday time.Weekday) Date {
	return d + Date(mod(int(weekday-d.Weekday()), 7))
}

// nth returns the nth of some dates, counted from the last if n is negative; the outermost if there are fewer.
func nth(dates []Date, n int) Date {
	if n > 0 {
		return dates[min(n, len(dates))-1]
	}
	return dates[max(len(dates)+n, 0)]
}

// Deadlines returns the last day on which something due in a period is on time, and the last on which it counts at
// all. The first lies grace working days after the due date but not after the period's last working day, so that a
// period is settled when the next begins; it is never before the due date. The second lies late working days after it.
func Deadlines(due Date, p Period, c *Calendar, grace, late int) (graceUntil, closesOn Date) {
	lastWorkingDay := c.Add(p.End+1, -1)
	graceUntil = max(due, min(c.Add(due, grace), lastWorkingDay))
	return graceUntil, c.Add(graceUntil, max(late, 0))
}
