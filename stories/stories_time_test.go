package stories

import (
	"strings"
	"testing"
	"time"

	"coach"
)

// pair is the smallest company: Dana leads Ana.
const pair = `email,name,manager_email,time_zone
dana@example.com,Dana Ruiz,,ZONE
ana@example.com,Ana Lima,dana@example.com,ZONE
`

// clocksChange tells of two Mondays with a weekend between them on which
// clocks change, as clocks on the wall show it: on both the morning's message
// comes at 08:45 and the digest at 09:00. From the first Monday to the Saturday
// coach is stopped, which changes nothing and saves time.
func clocksChange(t *testing.T, zone string, monday time.Time) {
	t.Helper()
	s := setting{zone: zone, start: monday, people: strings.ReplaceAll(pair, "ZONE", zone), change: func(c *coach.Config) { c.DigestRoot = "dana@example.com" }}
	story(t, s, func(st *stage) {
		st.until(monday.Day(), 9, 1)
		st.end()
		st.Note("coach is stopped until Saturday night")
		st.until(monday.AddDate(0, 0, 5).Day(), 23, 30)
		st.run()
		st.Note("clocks change in %s", zone)
		st.until(monday.AddDate(0, 0, 7).Day(), 9, 1)
	})
}

// wall is an instant of 2026 by its civil time in a zone.
func wall(t *testing.T, zone string, month time.Month, day, hour, minute int) time.Time {
	t.Helper()
	loc, err := time.LoadLocation(zone)
	if err != nil {
		t.Fatal(err)
	}
	return time.Date(2026, month, day, hour, minute, 0, 0, loc)
}

// The weekend on which New York's clocks go forward.
func TestClocksChangeInNewYork(t *testing.T) {
	const zone = "America/New_York"
	clocksChange(t, zone, wall(t, zone, time.March, 2, 8, 30))
}

// The weekend on which London's clocks go forward.
func TestClocksChangeInLondon(t *testing.T) {
	const zone = "Europe/London"
	clocksChange(t, zone, wall(t, zone, time.March, 23, 8, 30))
}

// The weekend on which Lord Howe's clocks go back, by half an hour.
func TestClocksChangeOnLordHowe(t *testing.T) {
	const zone = "Australia/Lord_Howe"
	clocksChange(t, zone, wall(t, zone, time.March, 30, 8, 30))
}

// A digest for half past two on the Sunday that has no such hour comes when
// clocks go forward.
func TestADigestAtATimeThatIsSkipped(t *testing.T) {
	digestInTheNight(t, "America/New_York", "02:30", time.March, 7)
}

// A digest for a quarter to two on the Sunday that has it twice comes once, the
// first time.
func TestADigestAtATimeThatComesTwice(t *testing.T) {
	digestInTheNight(t, "Australia/Lord_Howe", "01:45", time.April, 4)
}

// digestInTheNight tells a night from Saturday to Sunday with a digest in it.
func digestInTheNight(t *testing.T, zone, at string, month time.Month, saturday int) {
	t.Helper()
	s := setting{zone: zone, start: wall(t, zone, month, saturday, 23, 45), people: strings.ReplaceAll(pair, "ZONE", zone), change: func(c *coach.Config) {
		c.DigestRoot, c.DigestDay, c.DigestTime = "dana@example.com", "SUN", at
	}}
	story(t, s, func(st *stage) {
		st.until(saturday+1, 4, 0)
	})
}

// twoTeams are those of Dana and Eli, with one rep each, whom Priya leads.
const twoTeams = `email,name,manager_email,time_zone,end_on
priya@example.com,Priya Nair,,Europe/London,
dana@example.com,Dana Ruiz,priya@example.com,Europe/London,
eli@example.com,Eli Katz,priya@example.com,Europe/London,
ana@example.com,Ana Lima,dana@example.com,Europe/London,
fay@example.com,Fay Chen,eli@example.com,Europe/London,
`

// tuesday is a morning on which a forecast review is due.
var tuesday = monday.AddDate(0, 0, 1).Add(30 * time.Minute)

func withoutDigest(c *coach.Config) { c.DigestChannel, c.DigestRoot = "", "" }

// Eli moves, and minutes later his account is closed, just before his morning:
// coach looks somebody up only every ten minutes. Slack refuses his message,
// which the operator reads; the others get theirs. The day after nothing is
// tried.
func TestSomebodyIsDeactivated(t *testing.T) {
	story(t, setting{start: tuesday, people: twoTeams, change: withoutDigest}, func(st *stage) {
		st.until(3, 8, 40)
		st.User("eli").SetZone("Europe/Lisbon")
		st.User("eli").Deactivate()
		st.until(4, 8, 50)
		st.noteLog()
	})
}

// The people file says on Tuesday that it is Eli's last day: no message the day
// after, and nothing about him for Priya. He may still thank somebody.
func TestSomebodyLeavesThePeopleFile(t *testing.T) {
	story(t, setting{start: tuesday, people: twoTeams, change: withoutDigest}, func(st *stage) {
		st.until(3, 10, 0)
		priya := st.User("priya")
		priya.Command("/coach due")
		st.importPeople(strings.Replace(twoTeams, "eli@example.com,Eli Katz,priya@example.com,Europe/London,", "eli@example.com,Eli Katz,priya@example.com,Europe/London,2026-03-03", 1))
		st.Note("the people file is imported again: it is Eli's last day")
		st.until(4, 8, 50)
		priya.Command("/coach due")
		st.User("eli").Command("/coach")
		st.User("eli").Command("/coach due")
		st.User("fay").Command("/coach due")
	})
}
