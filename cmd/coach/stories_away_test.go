package main

import (
	"bytes"
	"strings"
	"testing"
	"time"
)

// Dana notes in good time that she is away at Christmas: she types it to
// coach, sees how it was understood, and what was due then rolls back to the
// day before. Eli says the same a day before he goes, with the command: nobody
// is made late by news that arrives late, so his is not expected any more. On
// Christmas Eve nobody writes to the two of them.
func TestAwayAtChristmas(t *testing.T) {
	december := time.Date(2026, time.December, 16, 10, 0, 0, 0, time.UTC)
	story(t, setting{start: december, people: twoTeams, change: withoutDigest}, func(st *stage) {
		dana, eli := st.User("dana"), st.User("eli")
		dana.Command("/coach due")
		dana.Say("away 24/12 - 2/1")
		dana.Say("away 24 Dec - 2 Jan")
		st.settle()
		form := st.DM("dana").Last().Click(dana, "Open the form").Modal()
		form.Submit().Close()
		st.until(16, 10, 10)
		dana.Command("/coach due")
		st.end()
		st.Note("coach is stopped until the evening of the 22nd")
		st.until(22, 18, 0)
		st.run()
		eli.Command("/coach away from 24 Dec")
		form = eli.Modal()
		form.Fill("Last day", "2026-12-20").Submit()
		form.Fill("Last day", "2027-01-02").Submit().Close()
		st.until(22, 18, 10)
		eli.Command("/coach due")
		st.until(24, 8, 50)
		dana.Command("/coach away")
		dana.Modal().Close()
	})
}

// Dana notes leave for Ana, who reads of it and says that it is not so. The
// form knows whose leave it shows. Nobody notes leave for somebody who does
// not report to them.
func TestAwayOnBehalf(t *testing.T) {
	story(t, setting{start: monday.Add(2 * time.Hour), people: twoTeams, change: withoutDigest}, func(st *stage) {
		dana, ana := st.User("dana"), st.User("ana")
		dana.Command("/coach away @fay tomorrow").Modal().Close()
		form := dana.Command("/coach away next week").Modal()
		form.Fill("Who is away?", "Ana Lima").Submit().Close()
		st.settle()
		form = dana.Command("/coach away @ana next week").Modal()
		form.Submit().Close()
		st.settle()
		form = st.DM("ana").Last().Click(ana, "Change").Modal()
		form = form.Click("Remove")
		form.Close()
		st.settle()
		form = ana.Command("/coach away tomorrow").Modal().Submit()
		form.Click("Undo").Close()
	})
}

const springHoliday = `BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Holidays//EN
BEGIN:VEVENT
UID:spring@example.com
SUMMARY:Spring bank holiday
DTSTART;VALUE=DATE:20260525
RRULE:FREQ=YEARLY;BYMONTH=5;BYDAY=-1MO
END:VEVENT
END:VCALENDAR
`

// On the morning of a public holiday somebody notices that coach does not know
// it, and imports it while coach runs: what was due that day moves to the next,
// and the messages that were sent no longer ask for it.
func TestAHolidayIsAdded(t *testing.T) {
	may := time.Date(2026, time.May, 25, 7, 30, 0, 0, time.UTC)
	story(t, setting{start: may, zone: "Europe/London", people: twoTeams, change: withoutDigest}, func(st *stage) {
		st.until(25, 9, 0)
		dana := st.User("dana")
		dana.Command("/coach due")
		var out bytes.Buffer
		c := holidaysImportCommand{Name: everyone, File: "uk.ics", DB: st.config.DB}
		if err := c.importFrom(st.t.Context(), []byte(springHoliday), &out, time.Now()); err != nil {
			t.Fatal(err)
		}
		st.Note("coach holidays import everyone uk.ics says: %s", strings.TrimSpace(out.String()))
		st.until(25, 9, 10)
		dana.Command("/coach due")
		st.until(26, 8, 50)
	})
}
