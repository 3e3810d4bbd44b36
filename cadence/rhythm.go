package cadence

import (
	"iter"
	"time"
)

// A Period is a run of days, both ends included. The zero Period has no days.
type Period struct{ Start, End Date }

// IsZero reports whether the period is the zero Period: there is none.
func (p Period) IsZero() bool { return p == Period{} }

// Contains reports whether the date lies in the period.
func (p Period) Contains(d Date) bool { return d != 0 && p.Start <= d && d <= p.End }

// daysThat returns the days of the period that satisfy a condition, in order.
func (p Period) daysThat(hold func(Date) bool) []Date {
	var days []Date
	for d := p.Start; p.Contains(d); d++ {
		if hold(d) {
			days = append(days, d)
		}
	}
	return days
}

// A Rhythm divides time into periods, without gaps or overlaps.
type Rhythm struct {
	Cadence Cadence
	Phase   Phase
}

// blockEpoch is the day from which two-week blocks are counted. Parity of ISO week numbers would not do: a year of 53
// weeks, such as 2026, is followed by a week of the same parity.
var blockEpoch = NewDate(2001, time.January, 1)

// Period returns the period that contains the date. It is the zero Period for no date, for an unknown cadence, and
// beyond the ends of a fiscal calendar that is a table.
//
// Weeks start on weekStart. Two-week blocks are counted from Monday 1 January 2001, or from the last weekStart before
// it; those of phase B start a week later.
func (r Rhythm) Period(d Date, fiscal Fiscal, weekStart time.Weekday) Period {
	if d == 0 {
		return Period{}
	}
	switch r.Cadence {
	case Daily:
		return Period{d, d}
	case Weekly:
		start := weekOf(d, weekStart)
		return Period{start, start + 6}
	case Biweekly:
		epoch := weekOf(blockEpoch, weekStart)
		if r.Phase == PhaseB {
			epoch += 7
		}
		start := d - Date(mod(int(d-epoch), 14))
		return Period{start, start + 13}
	}
	return fiscal.period(d, r.Cadence.months())
}

// Periods returns, in order, all periods that share a day with the time from one date to another, both included.
func (r Rhythm) Periods(from, to Date, fiscal Fiscal, weekStart time.Weekday) iter.Seq[Period] {
	return func(yield func(Period) bool) {
		for d := from; d <= to; {
			p := r.Period(d, fiscal, weekStart)
			if p.IsZero() {
				d++
				continue
			}
			if !yield(p) {
				return
			}
			d = p.End + 1
		}
	}
}

// weekOf returns the first day of the week that contains the date.
func weekOf(d Date, weekStart time.Weekday) Date {
	return d - Date(mod(int(d.Weekday()-weekStart), 7))
}
