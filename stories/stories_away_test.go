package stories

import (
	"context"
	"strings"
	"testing"
	"time"

	"coach/cadence"
	"coach/files"
	"coach/service"
	"coach/store"
)

// longInForce publishes the default playbook as if coach had run since
// January, so that no period is cut short by its beginning, and starts coach.
func (st *stage) longInForce() {
	st.t.Helper()
	st.withStore(func(ctx context.Context, db *store.Store) error {
		_, err := db.Publish(ctx, files.DefaultYAML(), cadence.NewDate(2026, time.January, 1), time.Now(), 0)
		return err
	})
	st.run()
}

// Dana notes in good time that she is away at Christmas: she types it to
// coach, sees how it was understood, and what was due then rolls back to the
// day before. Eli says the same a day before he goes, with the command: nobody
// is made late by news that arrives late, so his is no longer expected. On
// Christmas Eve nobody writes to the two of them.
func TestAwayAtChristmas(t *testing.T) {
	december := time.Date(2026, time.December, 16, 10, 0, 0, 0, time.UTC)
	story(t, setting{start: december, people: twoTeams, change: withoutDigest, apart: true}, func(st *stage) {
		st.longInForce()
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
		form.Fill("Who's away?", "Ana Lima").Submit().Close()
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
	story(t, setting{start: may, zone: "Europe/London", people: twoTeams, change: withoutDigest, apart: true}, func(st *stage) {
		st.longInForce()
		st.until(25, 9, 0)
		st.withStore(func(ctx context.Context, db *store.Store) error {
			in := service.HolidayImport{Calendar: service.Everyone, Files: [][]byte{[]byte(springHoliday)}}
			r, err := service.ImportHolidays(ctx, db, in, time.Now())
			st.Note("public holidays are imported for everyone, %d of them; the next is %s", len(r.Given), r.Next[0].Format("Mon 2 January 2006"))
			return err
		})
		st.until(26, 8, 50)
	})
}

// Dana falls ill on Monday and does not know for how long: she hears nothing on
// Tuesday, and on Wednesday says that she is back. Her Monday and Tuesday stay
// what they were. What the leave file says of Eli is not changed in Slack.
func TestBackSooner(t *testing.T) {
	story(t, setting{start: monday, people: twoTeams, change: withoutDigest}, func(st *stage) {
		dana, eli := st.User("dana"), st.User("eli")
		form := dana.Command("/coach away from today").Modal()
		form.Submit().Close()
		st.withStore(func(ctx context.Context, db *store.Store) error {
			_, err := service.ImportLeave(ctx, db, []byte("email,from,to\neli@example.com,2026-03-02,2026-03-03\n"), service.LeaveImport{}, time.Now())
			st.Note("a leave file is imported: Eli is away on 2 and 3 March")
			return err
		})
		st.until(3, 9, 0)
		eli.Command("/coach away").Modal().Close()
		st.until(4, 8, 0)
		dana.Command("/coach away").Modal().Click("Back today").Close()
		st.until(4, 8, 50)
	})
}

// Dana has the form open with what Ana noted, when Ana moves to Eli's team: it
// is not Dana's to remove any more, nor to add to.
func TestAwayOfSomebodyWhoMoved(t *testing.T) {
	story(t, setting{start: monday.Add(2 * time.Hour), people: twoTeams, change: withoutDigest}, func(st *stage) {
		dana, ana := st.User("dana"), st.User("ana")
		ana.Command("/coach away friday").Modal().Submit().Close()
		form := dana.Command("/coach away @ana next week").Modal()
		st.importPeople(strings.Replace(twoTeams, "Ana Lima,dana@", "Ana Lima,eli@", 1))
		st.Note("the people file is imported again: Ana reports to Eli")
		form.Click("Remove")
		dana.Modal().Close()
		form.Submit()
	})
}

// Dana's evening in Los Angeles is Ana's next morning in Auckland: today, for
// Ana, is Ana's.
func TestAwayTodayWhereThePersonIs(t *testing.T) {
	people := "email,name,manager_email,time_zone\ndana@example.com,Dana Ruiz,,America/Los_Angeles\nana@example.com,Ana Lima,dana@example.com,Pacific/Auckland\n"
	start := time.Date(2026, time.March, 3, 0, 0, 0, 0, time.UTC)
	story(t, setting{start: start, zone: "America/Los_Angeles", people: people, change: withoutDigest}, func(st *stage) {
		dana := st.User("dana")
		dana.Say("away @ana today")
		st.settle()
		dana.Command("/coach away @ana today").Modal().Submit().Close()
		st.settle()
		dana.Command("/coach away today").Modal().Submit().Close()
	})
}
