package files

import (
	"fmt"
	"time"

	"coach/cadence"
)

// utcDay is the day of an instant where nothing says in which zone it was one.
func utcDay(at time.Time) cadence.Date {
	if at.IsZero() {
		return 0
	}
	return cadence.DateOf(at.UTC())
}

// unnamed is how a person without an address is named, and the name of one who
// was erased.
func unnamed(id int64) string { return fmt.Sprintf("#%d", id) }

// editDays returns the days in UTC on which an entry was edited.
func (e EntryLine) editDays() []cadence.Date {
	days := make([]cadence.Date, len(e.Edits))
	for i, edit := range e.Edits {
		days[i] = utcDay(edit.At)
	}
	return days
}
