package cadence

import (
	"fmt"
	"time"
)

// A Date is a civil day without a time or a place, counted so that day 1 is Monday 1 January 0001.
// The zero Date is no date. Compare and subtract dates with the operators; a difference is in days.
type Date int32

// The first and the last day that ParseDate reads.
const (
	firstDate Date = 1
	lastDate  Date = 3_652_059 // 31 December 9999
)

const (
	secondsPerDay = 24 * 60 * 60
	unixEpoch     = 719_163 // 1 January 1970 as a Date
)

// NewDate returns the date of a year, month and day. Like time.Date it normalizes what lies outside the usual
// ranges: 32 October is 1 November.
func NewDate(year int, month time.Month, day int) Date {
	return Date(time.Date(year, month, day, 0, 0, 0, 0, time.UTC).Unix()/secondsPerDay + unixEpoch)
}

// DateOf returns the day on which t falls in its own location.
func DateOf(t time.Time) Date { return NewDate(t.Date()) }

// ParseDate reads a day written as 2006-01-02, of the years 0001 to 9999. Its error says how to write one.
func ParseDate(text string) (Date, error) {
	t, err := time.Parse(time.DateOnly, text)
	d := DateOf(t)
	if err != nil || d < firstDate {
		return 0, fmt.Errorf("“%s” is not a date: write an existing day as year-month-day, such as 2026-03-05", text)
	}
	return d, nil
}

// Civil returns the year, month and day of the date.
func (d Date) Civil() (year int, month time.Month, day int) { return d.midnight().Date() }

// Weekday returns the date's day of the week.
func (d Date) Weekday() time.Weekday { return time.Weekday(mod(int(d), 7)) }

// Monday returns the last Monday up to d.
func (d Date) Monday() Date { return d - Date(mod(int(d)-1, 7)) }

// Format writes the date in a layout of package time; no date is the empty string.
func (d Date) Format(layout string) string {
	if d == 0 {
		return ""
	}
	return d.midnight().Format(layout)
}

// String returns the date as 2006-01-02; no date is the empty string.
func (d Date) String() string { return d.Format(time.DateOnly) }

// MarshalText returns the date as String does.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads what MarshalText wrote: a date as ParseDate reads it, or nothing for no date.
func (d *Date) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*d = 0
		return nil
	}
	parsed, err := ParseDate(string(text))
	if err != nil {
		return err
	}
	*d = parsed
	return nil
}

// midnight is the start of the date in UTC, where every day has one.
func (d Date) midnight() time.Time {
	return time.Unix((int64(d)-unixEpoch)*secondsPerDay, 0).UTC()
}

// mod is the remainder of a division that rounds down: it is never negative, whatever the sign of a.
func mod(a, b int) int { return (a%b + b) % b }
