package measure

import (
	"slices"

	"coach/practice"
)

// A Counting is what measures do with the answers to a question.
type Counting int

// The ways of counting. What nothing counts is what its readers read, and no
// more.
const (
	NotCounted    Counting = iota
	CountedForOne          // in what its author alone is told
	CountedForAll          // in totals that others read, too
)

// fieldTimeFocus is the question whether a session looked back or ahead.
const fieldTimeFocus = "time_focus"

// CountingOf returns what measures do with the answers to a question of a
// practice. Visibility metric says that an answer may be counted, and this which
// ones are.
func CountingOf(p *practice.Practice, f practice.Field) Counting {
	switch {
	case f.Vis != practice.Metric:
		return NotCounted
	case f.Key == fieldTimeFocus && p.Lens == practice.Mixed, f.Key == practice.PlanAuthor, slices.Contains(practice.CauseFields, f.Key):
		return CountedForAll
	case f.Key == practice.FieldRepLed:
		return CountedForOne
	}
	return NotCounted
}

// CountingOfAsk returns what measures do with the answer of somebody who was
// asked why, about an entry that had settled an occurrence by then or not:
// whether it counts in how much of what was logged matches (M10), and whether it
// counts among the spot checks, and nowhere else.
func CountingOfAsk(why practice.Confirm, settled bool) (matches, spot bool) {
	return why == practice.ConfirmSubject && settled, why == practice.ConfirmSample
}
