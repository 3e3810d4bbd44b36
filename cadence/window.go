package cadence

import (
	"fmt"
	"strconv"
	"strings"
)

// A Window is the end of a fiscal month or quarter, when some practices tighten their rhythm.
type Window struct {
	Days int     // how many working days, counted from the last
	Of   Cadence // Monthly or Quarterly
}

// ParseWindow reads a window written as "last 10 working days of fiscal quarter", or "of fiscal month". Its error
// says how to write one.
func ParseWindow(text string) (Window, error) {
	count, unit, _ := strings.Cut(strings.TrimPrefix(text, "last "), " working days of fiscal ")
	days, err := strconv.Atoi(count)
	w := Window{Days: days, Of: map[string]Cadence{"month": Monthly, "quarter": Quarterly}[unit]}
	if err != nil || days < 1 || w.Of == "" || fmt.Sprintf("last %d working days of fiscal %s", days, unit) != text {
		return Window{}, fmt.Errorf(`“%s” is not a window: write it as “last 10 working days of fiscal quarter”, or “of fiscal month”`, text)
	}
	return w, nil
}

// Around returns the window of the fiscal month or quarter that contains the date: from its first working day to the
// last day of the month or quarter. If that has fewer working days, the window has them all; if it has none, or the
// fiscal calendar does not reach so far, there is no window.
func (w Window) Around(d Date, fiscal Fiscal, c *Calendar) Period {
	p := Rhythm{Cadence: w.Of}.Period(d, fiscal, c.WeekStart)
	days := c.WorkingDays(p)
	if len(days) == 0 || w.Days < 1 {
		return Period{}
	}
	return Period{nth(days, -w.Days), p.End}
}
