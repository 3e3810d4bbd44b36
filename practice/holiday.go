package practice

import (
	"slices"

	"coach/cadence"
)

// A Holiday is a day on which the people of a calendar do not work. Its name is
// empty where nobody gave it one.
type Holiday struct {
	On   cadence.Date
	Name string
}

// CompareHolidays returns the holidays to add to the known ones and to remove
// from them, so that a period has the given ones and no others. A holiday that
// only changes its name is in neither list.
func CompareHolidays(known, given []Holiday, within cadence.Period) (added, removed []Holiday) {
	on := func(all []Holiday, d cadence.Date) bool {
		return slices.ContainsFunc(all, func(h Holiday) bool { return h.On == d })
	}
	for _, h := range given {
		if !on(known, h.On) {
			added = append(added, h)
		}
	}
	for _, h := range known {
		if within.Contains(h.On) && !on(given, h.On) {
			removed = append(removed, h)
		}
	}
	return added, removed
}
