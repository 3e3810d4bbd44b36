package service

import (
	"cmp"
	"slices"

	"coach/cadence"
	"coach/files"
	"coach/practice"
)

// A HolidayChange is the difference that an import of calendar files makes to
// the public holidays of a calendar. It is doubtful when a year gets very many
// days off, or when holidays to come become working days again; then the
// caller has to confirm it.
type HolidayChange struct {
	Within  cadence.Period     // where the files say which days are holidays, and all that they do not name are none
	Given   []practice.Holiday // in order
	Added   []practice.Holiday
	Removed []practice.Holiday
	Passed  []files.PassedEvent
	Crowded []CrowdedYear
	Undone  []practice.Holiday // those removed that are to come
}

// A CrowdedYear is a year with more working days off than any country has
// public holidays.
type CrowdedYear struct{ Year, DaysOff int }

// mostDaysOff is the most working days off a year may have before the change
// is doubtful. No country has as many public holidays.
const mostDaysOff = 25

// Doubtful reports whether the change may not be meant.
func (c HolidayChange) Doubtful() bool { return len(c.Crowded)+len(c.Undone) > 0 }

// changeOfHolidays returns the change that files make to the known holidays of
// a calendar within a period. Holidays before the first day in the files stay:
// many governments publish one file a year. Week is the calendar's working
// week, and others are the holidays that it has besides.
func changeOfHolidays(read []files.HolidaysRead, known, others []practice.Holiday, within cadence.Period, week *cadence.Calendar, today cadence.Date) HolidayChange {
	c := HolidayChange{Within: within}
	begins := cadence.Date(0)
	names := map[cadence.Date]string{}
	for _, f := range read {
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
	c.Crowded = c.crowded(slices.Concat(known, others), week)
	for _, h := range c.Removed {
		if h.On >= today {
			c.Undone = append(c.Undone, h)
		}
	}
	return c
}

// crowded returns the years that get a day off and then have too many.
func (c HolidayChange) crowded(before []practice.Holiday, week *cadence.Calendar) (years []CrowdedYear) {
	off := map[cadence.Date]bool{}
	for _, h := range slices.Concat(before, c.Given) {
		off[h.On] = week.InWeek(h.On)
	}
	for _, h := range c.Removed {
		delete(off, h.On)
	}
	days := map[int]int{}
	for d, isOff := range off {
		if year, _, _ := d.Civil(); isOff {
			days[year]++
		}
	}
	for _, h := range c.Added {
		year, _, _ := h.On.Civil()
		if crowd := (CrowdedYear{year, days[year]}); crowd.DaysOff > mostDaysOff && !slices.Contains(years, crowd) {
			years = append(years, crowd)
		}
	}
	return years
}
