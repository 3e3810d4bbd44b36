package cadence

import (
	"time"
)

// Weekdays is a set of days of the week.
type Weekdays uint8

// Days returns the set of the given weekdays.
func Days(days ...time.Weekday) Weekdays {
	var set Weekdays
	for _, day := range days {
		set |= 1 << uint(day)
	}
	return set
}

// Has reports whether the set holds the weekday.
func (w Weekdays) Has(day time.Weekday) bool { return w&(1<<uint(day)) != 0 }

// A Calendar is a person's working week and public holidays. A day of the week that is no holiday is a working day.
type Calendar struct {
	Week      Weekdays      // the working week
	WeekStart time.Weekday  // the first day of a weekly period
	Holidays  map[Date]bool // public holidays; on a day outside the working week they change nothing
}

// Standard returns the calendar of people without one of their own: Monday to Friday, weeks from Monday, no holidays.
func Standard() *Calendar {
	return &Calendar{
		Week:      Days(time.Monday, time.Tuesday, time.Wednesday, time.Thursday, time.Friday),
		WeekStart: time.Monday,
	}
}

// Works reports whether the date is a working day: in the working week, and no holiday.
func (c *Calendar) Works(d Date) bool { return c.InWeek(d) && !c.Holidays[d] }

// InWeek reports whether the date is in the working week, whether or not it is a holiday.
func (c *Calendar) InWeek(d Date) bool { return c.Week.Has(d.Weekday()) }

// Add returns the nth working day after the date, or before it if n is negative; for 0 it is the date itself. Where
// there are fewer working days between the years 1 and 9999 it returns the outermost, and the date if there is none.
func (c *Calendar) Add(d Date, n int) Date {
	if c.Week == 0 {
		return d // instead of walking to the end of all years in vain
	}
	step := Date(1)
	if n < 0 {
		step = -1
	}
	found := d
	for day := d + step; n != 0 && firstDate <= day && day <= lastDate; day += step {
		if c.Works(day) {
			found = day
			n -= int(step)
		}
	}
	return found
}

// WorkingDays returns the working days of a period in order.
func (c *Calendar) WorkingDays(p Period) []Date { return p.daysThat(c.Works) }

// Between returns the number of working days after one date up to and including another.
func (c *Calendar) Between(after, upTo Date) int {
	count := 0
	for d := after + 1; d <= upTo; d++ {
		if c.Works(d) {
			count++
		}
	}
	return count
}
