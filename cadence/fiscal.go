package cadence

import (
	"slices"
	"time"
)

// A Fiscal is an organisation's fiscal calendar: a month in which its years start, or a table of its months. The zero
// Fiscal is the calendar year.
type Fiscal struct {
	Start time.Month // the month whose first day starts the fiscal year; 0 means January
	// Months, if there are any, are the first days of the fiscal months in ascending order: twelve for every year, and
	// the day after the last. A 4-4-5 calendar is such a table. No period reaches beyond its ends.
	Months []Date
}

// period returns the period of a number of fiscal months, counted from the start of a fiscal year, that contains the
// date; the zero Period if there is none.
func (f Fiscal) period(d Date, months int) Period {
	if months == 0 {
		return Period{}
	}
	if len(f.Months) > 0 {
		return f.tabled(d, months)
	}
	year, month, _ := d.Civil()
	first := month - time.Month(mod(int(month-max(f.Start, time.January)), months))
	return Period{
		Start: NewDate(year, first, 1),
		End:   NewDate(year, first+time.Month(months), 1) - 1,
	}
}

// tabled is period where the fiscal calendar is a table. A table that is out of order or incomplete has no period for
// what it does not cover.
func (f Fiscal) tabled(d Date, months int) Period {
	month, starts := slices.BinarySearch(f.Months, d)
	if !starts {
		month--
	}
	if month < 0 {
		return Period{}
	}
	first := month - month%months
	next := first + months
	if next >= len(f.Months) {
		return Period{}
	}
	p := Period{f.Months[first], f.Months[next] - 1}
	if !p.Contains(d) {
		return Period{}
	}
	return p
}

// TableEnd returns the last day that a table of fiscal months covers; false where the fiscal calendar is no table.
func (f Fiscal) TableEnd() (last Date, ok bool) {
	if len(f.Months) == 0 {
		return 0, false
	}
	return f.Months[len(f.Months)-1] - 1, true
}
