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
	Days   []cadence.Date // when it is, as far as it concerns the period; none if it repeats by the clock
}

// CanBeTaken reports whether the event lasts all day, so that somebody may want
// it to be a day off.
func (p PassedEvent) CanBeTaken() bool { return p.Reason != isTimed && p.Reason != isCancelled }

// String writes the event, when it is and why it is passed over.
func (p PassedEvent) String() string {
	name := cmp.Or(p.Name, "without a name")
	if len(p.Days) > 0 {
		name += " (" + WriteDays(p.Days) + ")"
	}
	return name + ": " + p.Reason
}

// daysWritten is how many days of one name are written out.
const daysWritten = 12

// WriteDays writes on which days something is: 1 May 2026, 1 May 2027. What is
// on very many days is not written out in full.
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
