package main

import (
	"bytes"
	"context"
	_ "embed"
	"fmt"
	"io"
	"sync"
	"time"

	"coach/cadence"
	"coach/practice"
	"coach/store"
)

// The bank holidays of England and Wales, on which Acme's people in London are
// off.
const demoCalendar = "uk"

//go:embed demo_uk.ics
var demoHolidays []byte

// An absence is a time that one of the demo's people is away, in days from the
// visitor's.
type absence struct {
	email           string
	noted, from, to cadence.Date
}

// absences are two holidays that everybody knew of, after which Dana has not
// sat in on a call of Dee's for a month, and one that changes Dana's next
// morning: Ben leaves early and is away for some days.
var absences = []absence{
	{email: "dee@acme.test", noted: -42, from: -20, to: -11},
	{email: "hal@acme.test", noted: -30, from: -9, to: 1},
	{email: "ben@acme.test", noted: 0, from: 0, to: 5},
}

// goesAway notes a person's leave on the day on which they know of it.
func (d workday) goesAway(ctx context.Context) error {
	for _, a := range absences {
		if d.r.Person(d.who).Email != a.email || d.today != d.visit+a.noted {
			continue
		}
		l := practice.Leave{Person: d.who, From: d.visit + a.from, To: d.visit + a.to, KnownOn: d.today, NotedBy: d.who}
		if _, err := d.db.TakeLeave(ctx, l); err != nil {
			return err
		}
	}
	return nil
}

// london is when Acme's people in London work.
var london = sync.OnceValue(func() *cadence.Calendar {
	read := readHolidays(demoHolidays, cadence.Period{Start: cadence.NewDate(2000, 1, 1), End: cadence.NewDate(2099, 12, 31)})
	if len(read.Faults) > 0 {
		panic(fmt.Sprint("demo_uk.ics: ", read.Faults)) // embedded; a test reads it
	}
	c := cadence.Standard()
	c.Holidays = map[cadence.Date]bool{}
	for _, h := range read.Days {
		c.Holidays[h.On] = true
	}
	return c
})

// populate imports Acme's people and their holidays, and has the top of the
// company publish the playbook.
func (c demoCommand) populate(ctx context.Context, now time.Time) error {
	people := importCommand{File: "demo.csv", DB: c.DB}
	if err := people.importFrom(ctx, bytes.NewReader(demoPeople), io.Discard, now); err != nil {
		return err
	}
	holidays := holidaysImportCommand{Name: demoCalendar, Files: []string{"demo_uk.ics"}, DB: c.DB}
	if err := holidays.importFrom(ctx, [][]byte{demoHolidays}, io.Discard, now); err != nil {
		return err
	}
	db, err := store.Open(ctx, c.DB)
	if err != nil {
		return err
	}
	defer db.Close()
	top, err := db.PersonByEmail(ctx, demoTop)
	if err != nil {
		return err
	}
	return publishDefault(ctx, db, now, top.ID)
}
