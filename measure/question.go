package measure

import (
	"time"

	"coach/cadence"
	"coach/practice"
)

// A Question is what a report answers: whose numbers, of which days, as of when,
// and for whose eyes.
type Question struct {
	Viewer practice.PersonID
	Scope  Scope
	Root   practice.PersonID // whose report it is; nobody for a company's
	Window Window
	AsOf   time.Time      // what was recorded later is not there
	Today  cadence.Date   // the day of AsOf where the viewer is
	Zone   *time.Location // the organisation's, for people without one

	Channel bool // the answer stands in a channel, where nobody is seen by name
}

// A Scope is the set of people whose deeds a report counts.
type Scope string

// The scopes.
const (
	Me      Scope = "me"      // what the viewer did
	Manager Scope = "manager" // what the root did on days on which they reported to the viewer
	Team    Scope = "team"    // what the viewer did, and everybody below them on the day of the deed
	Company Scope = "company" // what everybody did who took part on the day of the deed
)

// A Window is the run of days that a report is about.
type Window struct {
	Kind    WindowKind
	Period  cadence.Period
	Running bool // not over yet
}

// A WindowKind is a window's length: a week of the root's calendar, or a period
// of the organisation's fiscal year.
type WindowKind string

// The kinds of window.
const (
	ByWeek    WindowKind = "week"
	ByMonth   WindowKind = "month"
	ByQuarter WindowKind = "quarter"
	ByYear    WindowKind = "year"
)

// Spans of days that a report looks at besides its window (MEASURES 4 and 5).
const (
	fourWeeks  = 28
	trendWeeks = 12
	trendDays  = fourWeeks + 7*(trendWeeks-1)
	saidDays   = 90
	thankDays  = 30
	chainDays  = 14
)

// lastDays returns the n days that end with a day.
func lastDays(n int, last cadence.Date) cadence.Period {
	return cadence.Period{Start: last - cadence.Date(n-1), End: last}
}

// FourWeeks returns the 28 days that end with the window.
func (q Question) FourWeeks() cadence.Period { return lastDays(fourWeeks, q.Window.Period.End) }

// Trend returns the days of the twelve rolling four weeks, the last of which end
// with the window. They contain [Question.FourWeeks].
func (q Question) Trend() cadence.Period { return lastDays(trendDays, q.Window.Period.End) }

// Said returns the 90 days up to the day of the report, over which what people
// say is pooled.
func (q Question) Said() cadence.Period { return lastDays(saidDays, q.Today) }

// Thanked returns the 30 days up to the day of the report.
func (q Question) Thanked() cadence.Period { return lastDays(thankDays, q.Today) }

// Span returns the days of entries and actions: the window, or for a week the
// four weeks that end with it (MEASURES 4).
func (q Question) Span() cadence.Period {
	if q.Window.Kind == ByWeek {
		return q.FourWeeks()
	}
	return q.Window.Period
}

// weekBefore returns the week before the window.
func (q Question) weekBefore() cadence.Period {
	return cadence.Period{Start: q.Window.Period.Start - 7, End: q.Window.Period.End - 7}
}
