package demo

import (
	"context"
	_ "embed"
	"fmt"
	"sync"

	"coach/cadence"
	"coach/files"
	"coach/practice"
)

// The bank holidays of England and Wales, on which Acme's people in London are
// off.
const ukCalendar = "uk"

//go:embed uk.ics
var ukHolidays []byte

// An absence is a time that one of the demo's people is away, in days from the
// visitor's.
type absence struct {
	email           string
	noted, from, to cadence.Date
}

// acmeAbsences are two holidays that everybody knew of, after which Dana has not
// sat in on a call of Dee's for a month, and one that changes Dana's next
// morning: Ben leaves early and is away for some days.
var acmeAbsences = []absence{
	{email: "dee@acme.test", noted: -42, from: -20, to: -11},
	{email: "hal@acme.test", noted: -30, from: -9, to: 1},
	{email: "ben@acme.test", noted: 0, from: 0, to: 5},
}

// goesAway notes a person's leave on the day on which they know of it.
func (d workday) goesAway(ctx context.Context) error {
	for _, a := range d.absences {
		if d.r.Person(d.who).Email != a.email || d.today != d.visit+a.noted {
			continue
		}
		l := practice.Leave{Person: d.who, From: d.visit + a.from, To: d.visit + a.to, KnownOn: d.today, NotedBy: d.who}
		if _, err := d.db.TakeLeave(ctx, l, d.now); err != nil {
			return err
		}
	}
	return nil
}

// london is when Acme's people in London work.
var london = sync.OnceValue(func() *cadence.Calendar {
	read := files.ReadHolidays(ukHolidays, cadence.Period{Start: cadence.NewDate(2000, 1, 1), End: cadence.NewDate(2099, 12, 31)})
	if len(read.Faults) > 0 {
		panic(fmt.Sprint("uk.ics: ", read.Faults)) // embedded; a test reads it
	}
	c := cadence.Standard()
	c.Holidays = map[cadence.Date]bool{}
	for _, h := range read.Days {
		c.Holidays[h.On] = true
	}
	return c
})
