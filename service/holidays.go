package service

import (
	"context"
	"errors"
	"strings"
	"time"

	"coach/cadence"
	"coach/files"
	"coach/practice"
	"coach/store"
)

// Everyone is the word by which people name [practice.EveryCalendar].
const Everyone = "everyone"

// The years of holidays that are kept: periods under way may have begun in the
// past, and nothing is planned far ahead.
const (
	yearsBack  = 2
	yearsAhead = 6
)

// A HolidayImport is the request to import calendar files as the public
// holidays of a calendar.
type HolidayImport struct {
	Calendar string   // or default, or [Everyone]
	Files    [][]byte // contents of calendar files, such as one a year; they are read as one
	Also     []string // events whose names or descriptions hold these words are taken though a feed marks them as no day off for everybody
	Sure     bool     // a doubtful change is meant
	Try      bool     // change nothing
}

// A HolidayReport is the result of importing calendar files, or of trying to.
type HolidayReport struct {
	HolidayChange
	Kept     cadence.Period       // days outside it are passed over
	Read     []files.HolidaysRead // a file each
	Nameless bool                 // the request names no calendar
	Next     []cadence.Date       // from today on
	Used     bool                 // somebody has the calendar
}

// Unreadable reports whether a file is no calendar, or none of the files has
// anything to import.
func (r HolidayReport) Unreadable() bool {
	for _, f := range r.Read {
		if f.NoCalendar {
			return true
		}
	}
	return len(r.Given) == 0
}

// ImportHolidays makes the days of calendar files the public holidays of one
// calendar, or of all. It is [ErrRefused] when a file is no calendar, when
// none has a day in the years that are kept, when the request names no
// calendar, and when the change is doubtful and not confirmed. The same files
// twice change nothing. The years are those around the organisation's today.
func ImportHolidays(ctx context.Context, db *store.Store, in HolidayImport, now time.Time) (r HolidayReport, err error) {
	today := db.Today(now)
	year, month, day := today.Civil()
	r.Kept = cadence.Period{Start: cadence.NewDate(year-yearsBack, month, day), End: cadence.NewDate(year+yearsAhead, month, day)}
	for _, data := range in.Files {
		r.Read = append(r.Read, files.ReadHolidays(data, r.Kept, in.Also...))
	}
	name := in.Calendar
	if name == Everyone {
		name = practice.EveryCalendar
	}
	if r.HolidayChange, err = compareHolidays(ctx, db, name, r.Read, r.Kept, today); err != nil {
		return r, err
	}
	r.Nameless = strings.TrimSpace(in.Calendar) == ""
	if r.Unreadable() || r.Nameless || r.Doubtful() && !in.Sure && !in.Try {
		return r, ErrRefused
	}
	if !in.Try {
		err := db.RecordImport(ctx, practice.DeedImportedHolidays, len(r.Given), now)
		if err == nil {
			_, _, err = db.ImportHolidays(ctx, name, r.Within, r.Given)
		}
		if err != nil {
			return r, err
		}
	}
	for _, h := range r.Given {
		r.Next = append(r.Next, h.On)
	}
	r.Next = from(r.Next, today)
	r.Used, err = db.UsesCalendar(ctx, name)
	return r, err
}

// compareHolidays returns the change that files make to the stored holidays of
// a calendar.
func compareHolidays(ctx context.Context, db *store.Store, calendar string, read []files.HolidaysRead, kept cadence.Period, today cadence.Date) (HolidayChange, error) {
	known, err := db.NamedHolidays(ctx)
	if err != nil {
		return HolidayChange{}, err
	}
	pb, _, err := db.Playbook(ctx)
	if errors.Is(err, store.ErrNotFound) {
		pb = &practice.Playbook{}
	} else if err != nil {
		return HolidayChange{}, err
	}
	var others []practice.Holiday
	if calendar != practice.EveryCalendar {
		others = known[practice.EveryCalendar]
	}
	return changeOfHolidays(read, known[calendar], others, kept, pb.Calendar(calendar), today), nil
}

// HolidaysToCome returns the public holidays from the organisation's today on,
// by the name of their calendar.
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

// from returns the days that have not passed.
func from(days []cadence.Date, today cadence.Date) (next []cadence.Date) {
	for _, d := range days {
		if d >= today {
			next = append(next, d)
		}
	}
	return next
}
