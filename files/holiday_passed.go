package files

import (
	"cmp"
	"fmt"
	"strings"

	"coach/cadence"
)

// A PassedEvent is an event of a calendar file that is no day off.
type PassedEvent struct {
	Line   int
	Name   string
	Reason string         // a sentence without its full stop
	Days   []cadence.Date // its days in the period; none if it repeats by the clock
}

// CanBeTaken reports whether the event lasts all day, so that somebody may want
// it to be a day off.
func (p PassedEvent) CanBeTaken() bool { return p.Reason != isTimed && p.Reason != isCancelled }

// String returns the event, its days and the reason why it is passed over.
func (p PassedEvent) String() string {
	name := cmp.Or(p.Name, "without a name")
	if len(p.Days) > 0 {
		name += " (" + WriteDays(p.Days) + ")"
	}
	return name + ": " + p.Reason
}

// daysWritten is the most days of one name that are written out.
const daysWritten = 12

// WriteDays returns days in words: 1 May 2026, 1 May 2027. Very many days are
// not all written out.
func WriteDays(days []cadence.Date) string {
	var on []string
	for _, d := range days[:min(len(days), daysWritten)] {
		on = append(on, d.Format("2 Jan 2006"))
	}
	written := strings.Join(on, ", ")
	if more := len(days) - len(on); more > 0 {
		written += fmt.Sprintf(" and %d more", more)
	}
	return written
}
