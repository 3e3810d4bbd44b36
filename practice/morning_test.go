package practice_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"coach/cadence"
	"coach/practice"
)

// docket is what waits for Dana.
func (c *company) docket(waiting []practice.Occurrence, last map[practice.Contact]cadence.Date, named map[practice.OccurrenceID][]practice.Naming) practice.Docket {
	return practice.Docket{Person: c.id("Dana"), Roster: c.roster(), Playbook: c.playbook, Waiting: waiting, Last: last, Named: named}
}

// named returns the practices and people of some reminders, in order.
func (c *company) named(touches []practice.Reminder) string {
	var lines []string
	for _, t := range touches {
		line := t.Practice
		if t.Subject != 0 {
			line += " " + c.people[t.Subject-1].Name
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, ", ")
}

func TestAThursdayOfEightObservationsNamesTheThreeLongestGapsAndSixMore(t *testing.T) {
	c := found(t, only("observation", "in_moment"), "Dana", "Ana < Dana", "Ben < Dana", "Cy < Dana", "Dee < Dana",
		"Eve < Dana", "Flo < Dana", "Gil < Dana", "Ivy < Dana from 2026-02-16")
	waiting := c.plan("Dana", date(3, 5), date(3, 5))
	last := map[practice.Contact]cadence.Date{}
	for i, name := range []string{"Ana", "Ben", "Cy", "Dee", "Eve", "Flo"} {
		last[practice.Contact{"observation", c.id(name)}] = date(2, 20) - cadence.Date(i)
	}
	last[practice.Contact{"observation", c.id("Gil")}] = date(2, 10)
	touches, more := c.docket(waiting, last, nil).Reminders(date(3, 5))
	// Gil has waited since the 10th; Flo since the 15th; Ivy, whom nobody has observed yet, since she came on the 16th, as Eve has.
	if got, want := c.named(touches), "observation Gil, observation Flo, observation Eve"; got != want || more != 6 {
		t.Errorf("named %s and %d more, want %s and 6 more", got, more, want)
	}
	if touches[0].Last != date(2, 10) {
		t.Errorf("Gil's last was on %s", touches[0].Last)
	}
}

func TestTheRoomOfAMessageIsForTheLastDayThenPeopleThenWhatIsDueThenTheRest(t *testing.T) {
	c := found(t, only("observation", "in_moment", "obstacle_review"), "Dana", "Zoe < Dana", "Ana < Dana")
	thursday := date(3, 5) // remove the static was due on Wednesday, in grace until today; in the moment is due today
	lines, more := c.docket(c.plan("Dana", thursday, thursday), nil, nil).Reminders(thursday)
	if got, want := c.named(lines), "obstacle_review, observation Ana, observation Zoe"; got != want || more != 1 {
		t.Errorf("named %s and %d more, want %s and 1 more", got, more, want)
	}
	if of, ana := lines[0].Rung, lines[1].Rung; of != practice.LastDay || ana == practice.LastDay {
		t.Errorf("the review's rung is %s, Ana's %s", rungs[of], rungs[ana])
	}
	// What is planned for today comes before people, and a heads-up after all that is due.
	c = found(t, only("in_moment", "forecast_review", "observation", "team_meeting"), "Dana", "Ana < Dana")
	waiting := c.plan("Dana", date(3, 3), date(3, 3))
	for i := range waiting {
		if waiting[i].Practice == "in_moment" {
			waiting[i].PlannedFor = date(3, 3)
		}
	}
	lines, more = c.docket(waiting, nil, nil).Reminders(date(3, 3))
	if got, want := c.named(lines), "team_meeting, in_moment, forecast_review"; got != want || more != 0 {
		t.Errorf("on Tuesday named %s and %d more, want %s and no heads-up", got, more, want)
	}
}

func TestOfEqualGapsWhatEndsSoonerComesFirstThenByNameAndPractice(t *testing.T) {
	c := found(t, only(), "Dana", "Ben < Dana", "Ana < Dana")
	thing := func(key, about string, graceUntil cadence.Date) practice.Occurrence {
		return practice.Occurrence{Practice: key, Subject: c.id(about), Expectation: practice.Expected, Period: cadence.Period{Start: date(3, 2), End: date(3, 8)},
			DueOn: date(3, 5), GraceUntil: graceUntil, ClosesOn: date(3, 10)}
	}
	tests := []struct {
		name    string
		waiting []practice.Occurrence
		want    string
	}{
		{"one ends today", []practice.Occurrence{thing("talk", "Ana", date(3, 6)), thing("walk", "Ben", date(3, 5))}, "walk Ben, talk Ana"},
		{"both end on one day", []practice.Occurrence{thing("talk", "Ben", date(3, 6)), thing("walk", "Ana", date(3, 6))}, "walk Ana, talk Ben"},
		{"both are about one person", []practice.Occurrence{thing("walk", "Ana", date(3, 6)), thing("talk", "Ana", date(3, 6))}, "talk Ana, walk Ana"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			touches, _ := c.docket(test.waiting, nil, nil).Reminders(date(3, 5))
			if got := c.named(touches); got != test.want {
				t.Errorf("named %s, want %s", got, test.want)
			}
		})
	}
}

func TestWhatWasNeverNamedIsNamedBeforeItIsTooLate(t *testing.T) {
	c := found(t, only(), "Dana", "Ana < Dana", "Ben < Dana", "Cy < Dana", "Dee < Dana", "Eve < Dana")
	friday := date(3, 6)
	thing := func(id practice.OccurrenceID, key, about string, dueOn, graceUntil cadence.Date) practice.Occurrence {
		return practice.Occurrence{ID: id, Practice: key, Subject: c.id(about), Expectation: practice.Expected, Period: cadence.Period{Start: date(3, 2), End: date(3, 8)},
			DueOn: dueOn, GraceUntil: graceUntil, ClosesOn: date(3, 10)}
	}
	ends := func(id practice.OccurrenceID, key, about string) practice.Occurrence {
		return thing(id, key, about, friday-1, friday)
	}
	ana, ben, cy, dee, eve := ends(1, "visit", "Ana"), ends(2, "visit", "Ben"), ends(3, "visit", "Cy"), ends(4, "visit", "Dee"), ends(5, "visit", "Eve")
	team, plan, today := ends(6, "meeting", ""), ends(7, "planning", ""), thing(8, "thanks", "", friday, date(3, 10))
	tests := []struct {
		name    string
		waiting []practice.Occurrence
		named   []practice.OccurrenceID
		want    string
	}{
		{"nothing was named before: people first", []practice.Occurrence{ana, ben, cy, team}, nil, "visit Ana, visit Ben, visit Cy"},
		{"one of them was named before", []practice.Occurrence{ana, ben, cy, team}, []practice.OccurrenceID{1}, "visit Ben, visit Cy, meeting"},
		{"three people were named before, two were not", []practice.Occurrence{ana, ben, cy, dee, eve}, []practice.OccurrenceID{1, 2, 3}, "visit Dee, visit Eve, visit Ana"},
		{"and two things of the team's were not", []practice.Occurrence{ana, ben, cy, dee, team, plan}, []practice.OccurrenceID{1, 2, 3}, "visit Dee, meeting, planning"},
		{"there is room for all", []practice.Occurrence{ana, team, plan}, []practice.OccurrenceID{1}, "meeting, planning, visit Ana"},
		{"what can be named tomorrow gives way", []practice.Occurrence{ana, ben, cy, today}, []practice.OccurrenceID{1, 2, 3}, "visit Ana, visit Ben, visit Cy"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			named := map[practice.OccurrenceID][]practice.Naming{}
			for _, id := range test.named {
				named[id] = []practice.Naming{{On: friday - 1}}
			}
			d := c.docket(test.waiting, nil, named)
			lines, more := d.Reminders(friday)
			if got := c.named(lines); got != test.want || more != len(test.waiting)-3 {
				t.Errorf("named %s and %d more, want %s", got, more, test.want)
			}
			if n := d.Besides(lines, friday); n != more {
				t.Errorf("besides those there are %d, want %d", n, more)
			}
		})
	}
}

func TestWhatIsSettledIsNotNamed(t *testing.T) {
	o := weekly(t)
	cancelled := o
	cancelled.Expectation = practice.Cancelled
	c := found(t, only("team_meeting"), "Dana", "Ana < Dana")
	tests := []struct {
		name string
		o    practice.Occurrence
	}{
		{"logged", logged(o, date(3, 4))},
		{"skipped within the allowance", skipped(o, true)},
		{"skipped beyond it", skipped(o, false)},
		{"excused", excused(o, practice.ByLine)},
		{"cancelled", cancelled},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			for _, today := range []cadence.Date{o.DueOn, o.GraceUntil} {
				if touches, more := c.docket([]practice.Occurrence{test.o}, nil, nil).Reminders(today); len(touches) > 0 || more > 0 {
					t.Errorf("on %s it is named", today)
				}
			}
		})
	}
}

func TestSeveralOfOneKindAreOneLine(t *testing.T) {
	c := found(t, only("in_moment", "recognition", "proactive_touch"), "Dana", "Ana < Dana", "Ben < Dana")
	week := c.plan("Dana", date(3, 2), date(3, 2))
	var lines []string
	for _, touch := range practice.Reminders(week, map[practice.Contact]cadence.Date{{"in_moment", 0}: date(3, 1)}) {
		lines = append(lines, c.named([]practice.Reminder{touch})+strings.Repeat("+", len(touch.Occurrences)-1)+" "+touch.Last.String())
	}
	want := []string{"in_moment++ 2026-03-01", "proactive_touch Ana ", "proactive_touch Ben ", "recognition+ "}
	if !slices.Equal(lines, want) {
		t.Errorf("got %q, want %q", lines, want)
	}
}

func TestCoachStartsAConversationOnlyInSomebodysWorkingHours(t *testing.T) {
	const nowhere = "Mars/Olympus"
	newYork, tokyo := "America/New_York", "Asia/Tokyo"
	tests := []struct {
		name   string
		change func(*practice.Person)
		now    string // UTC
		today  cadence.Date
		may    bool
	}{
		{"E17: New York on Friday a minute before 08:45", inZone(newYork), "2026-03-06 13:44", date(3, 6), false},
		{"E17: at 08:45, which is 13:45 UTC in winter", inZone(newYork), "2026-03-06 13:45", date(3, 6), true},
		{"E17: on Monday a minute before 08:45", inZone(newYork), "2026-03-09 12:44", date(3, 9), false},
		{"E17: at 08:45, which is 12:45 UTC in summer", inZone(newYork), "2026-03-09 12:45", date(3, 9), true},
		{"a minute before the end of the working day", inZone(newYork), "2026-03-06 22:29", date(3, 6), true},
		{"the end of the working day, 17:30", inZone(newYork), "2026-03-06 22:30", date(3, 6), false},
		{"Tokyo is a day ahead of UTC", inZone(tokyo), "2026-03-05 23:45", date(3, 6), true},
		{"Saturday in Tokyo, Friday in UTC", inZone(tokyo), "2026-03-06 23:45", date(3, 7), false},
		{"without a zone the organisation's counts", inZone(""), "2026-03-06 07:45", date(3, 6), true},
		{"likewise with an unknown one", inZone(nowhere), "2026-03-06 07:44", date(3, 6), false},
		{"a weekend", nil, "2026-03-07 09:00", date(3, 7), false},
		{"a public holiday", nil, "2026-05-25 09:00", date(5, 25), false},
		{"the day after it", nil, "2026-05-26 09:00", date(5, 26), true},
		{"a Sunday that is a working day", func(p *practice.Person) { p.Calendar = "gulf" }, "2026-03-08 09:00", date(3, 8), true},
		{"before the time they chose", func(p *practice.Person) { p.Morning = 11 * 60 }, "2026-03-06 09:59", date(3, 6), false},
		{"from the time they chose on", func(p *practice.Person) { p.Morning = 11 * 60 }, "2026-03-06 10:00", date(3, 6), true},
		{"an imported guest", func(p *practice.Person) { p.Account = practice.Guest }, "2026-03-06 09:00", date(3, 6), true},
		{"somebody not found in the workspace yet", func(p *practice.Person) { p.Account = practice.Unfound }, "2026-03-06 09:00", date(3, 6), false},
		{"somebody deactivated", func(p *practice.Person) { p.Account = practice.Gone }, "2026-03-06 09:00", date(3, 6), false},
		{"their last day of leave", nil, "2026-06-05 09:00", date(6, 5), false},
		{"the first day after it", nil, "2026-06-08 09:00", date(6, 8), true},
		{"after their last day", nil, "2026-07-01 09:00", date(7, 1), false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			pb := only("team_meeting")
			pb.Calendars[practice.DefaultCalendar] = cadence.Standard()
			pb.Calendars[practice.DefaultCalendar].Holidays = map[cadence.Date]bool{date(5, 25): true}
			pb.Calendars["gulf"] = &cadence.Calendar{Week: cadence.Days(time.Sunday, time.Monday), WeekStart: time.Sunday}
			c := found(t, pb, "Dana until 2026-06-30", "Ana < Dana", "Dana away from 2026-06-01 until 2026-06-05", "Ana away from 2026-03-01")
			if test.change != nil {
				test.change(c.person("Dana"))
			}
			today, may := practice.MorningHas(c.roster(), c.id("Dana"), instant(t, test.now), zone(t, "Europe/Berlin"))
			if today != test.today || may != test.may {
				t.Errorf("on %s: %t, want %s: %t", today, may, test.today, test.may)
			}
		})
	}
	t.Run("a member who takes no part", func(t *testing.T) {
		c := found(t, only("team_meeting"), "Zoe, not taking part")
		if _, may := practice.MorningHas(c.roster(), c.id("Zoe"), instant(t, "2026-03-06 09:00"), time.UTC); may {
			t.Error("is spoken to")
		}
	})
}

func inZone(name string) func(*practice.Person) { return func(p *practice.Person) { p.Zone = name } }

// instant reads a time in UTC.
func instant(t *testing.T, text string) time.Time {
	t.Helper()
	at, err := time.ParseInLocation("2006-01-02 15:04", text, time.UTC)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

// Who asked for time is a reason to talk, and a line with its buttons in the
// next message, Monday's too.
func TestMondaysMessageHasTheTimeThatWasAskedFor(t *testing.T) {
	c := found(t, only("observation"), "Dana", "Ana < Dana")
	day := practice.Day{Docket: c.docket(nil, nil, nil), Leads: true, Requests: []practice.TimeRequest{{ID: 7, Pair: practice.Pair{Manager: c.id("Dana"), Report: c.id("Ana")}}}}
	monday := date(3, 2)
	if b := day.Compose(monday, true); !b.Monday || len(b.Requests) != 1 || b.Requests[0] != 7 {
		t.Errorf("Monday's message (%t) shows the requests %v", b.Monday, b.Requests)
	}
}
