package service

import (
	"context"
	"strings"
	"time"

	"coach/cadence"
	"coach/files"
	"coach/practice"
	"coach/store"
)

// Everyone is what people call [practice.EveryCalendar].
const Everyone = "everyone"

// The years of holidays that are kept: periods under way may have begun in the
// past, and nothing is planned far ahead.
const (
	yearsBack  = 2
	yearsAhead = 6
)

// A HolidayReader returns the days of a calendar file that lie in a period, in
// order, and what is wrong with the file.
type HolidayReader func(within cadence.Period) ([]cadence.Date, []files.Fault)

// A HolidayReport says what a calendar file changed.
type HolidayReport struct {
	Kept         cadence.Period // days outside it are passed over
	Days         []cadence.Date
	Added, Ended int
	Next         []cadence.Date // from today on
	Used         bool           // somebody has the calendar
	Faults       []files.Fault
	Nameless     bool // it is not said for which calendar
}

// ImportHolidays makes the days of a calendar file the public holidays of the
// calendar of that name, or of all. It is [ErrRefused] when the file is bad or
// has no day of the years that are kept, and when the calendar has no name. The
// same file twice changes nothing. The years are those around the organisation's
// today.
func ImportHolidays(ctx context.Context, db *store.Store, name string, read HolidayReader, now time.Time) (r HolidayReport, err error) {
	today := db.Today(now)
	year, month, day := today.Civil()
	r.Kept = cadence.Period{Start: cadence.NewDate(year-yearsBack, month, day), End: cadence.NewDate(year+yearsAhead, month, day)}
	r.Days, r.Faults = read(r.Kept)
	r.Nameless = strings.TrimSpace(name) == ""
	if len(r.Faults) > 0 || len(r.Days) == 0 || r.Nameless {
		return r, ErrRefused
	}
	if name == Everyone {
		name = practice.EveryCalendar
	}
	if r.Added, r.Ended, err = db.ImportHolidays(ctx, name, r.Days); err != nil {
		return r, err
	}
	r.Next = from(r.Days, today)
	r.Used, err = db.UsesCalendar(ctx, name)
	return r, err
}

// HolidaysToCome are the public holidays from the organisation's today on, by
// the name of their calendar.
func HolidaysToCome(ctx context.Context, db *store.Store, now time.Time) (map[string][]cadence.Date, error) {
	off, err := db.Holidays(ctx)
	if err != nil {
		return nil, err
	}
	for name, days := range off {
		off[name] = from(days, db.Today(now))
	}
	return off, nil
}

// from are the days that have not passed.
func from(days []cadence.Date, today cadence.Date) (next []cadence.Date) {
	for _, d := range days {
		if d >= today {
			next = append(next, d)
		}
	}
	return next
}
