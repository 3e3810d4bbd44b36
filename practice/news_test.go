package practice_test

import (
	"slices"
	"testing"

	"coach/cadence"
	"coach/practice"
)

func TestNewsIsWhatTheMessageDoesNotShowAnyway(t *testing.T) {
	o := weekly(t)
	o.ID = 7
	cancelled := o
	cancelled.Expectation, cancelled.Reason = practice.Cancelled, practice.ByLine
	named := []practice.Reminder{{Practice: o.Practice, Occurrences: []practice.Occurrence{o}}}
	tests := []struct {
		name    string
		changed practice.Occurrence
		touches []practice.Reminder
		today   cadence.Date
		want    bool
	}{
		{"what moved and waits", o, nil, o.DueOn, true},
		{"what a line of the message shows", o, named, o.DueOn, false},
		{"what is not expected any more", cancelled, nil, o.DueOn, true},
		{"also on the Monday after its week", cancelled, nil, o.Period.End + 1, true},
		{"and a week after it", cancelled, nil, o.Period.End + 7, true},
		{"but not later", cancelled, nil, o.Period.End + 8, false},
		{"what moved and has closed since", o, nil, o.ClosesOn + 1, false},
		{"what was logged since", logged(o, o.DueOn), nil, o.DueOn, false},
		{"what was skipped since", skipped(o, true), nil, o.DueOn, false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := practice.News([]practice.Occurrence{test.changed}, test.touches, test.today); slices.Equal(got, []practice.OccurrenceID{7}) != test.want {
				t.Errorf("told %v", got)
			}
		})
	}
}

func TestWhyNamesNoMoreThanMayBeSaid(t *testing.T) {
	thursday := date(3, 5)
	about := func(key, subject string, why practice.Reason) func(*company) practice.Occurrence {
		return func(c *company) practice.Occurrence {
			return practice.Occurrence{Practice: key, Performer: c.id("Dana"), Subject: c.id(subject), Nominal: thursday, DueOn: thursday, Expectation: practice.Cancelled, Reason: why}
		}
	}
	moved := func(from cadence.Date) func(*company) practice.Occurrence {
		return func(c *company) practice.Occurrence {
			return practice.Occurrence{Practice: "team_meeting", Performer: c.id("Dana"), Nominal: from, DueOn: thursday, Expectation: practice.Expected}
		}
	}
	tests := []struct {
		name string
		o    func(*company) practice.Occurrence
		want practice.Because
	}{
		{"a report who is away", about("observation", "Ana", practice.SubjectAway), practice.SubjectIsAway},
		{"the performer, who is away", about("observation", "Ana", practice.PerformerAway), practice.YouAreAway},
		{"a week of holidays", about("team_meeting", "", practice.ByHoliday), practice.IsHoliday},
		{"a day that has become a holiday", moved(thursday - 1), practice.IsHoliday},
		{"a day on which somebody is away", moved(thursday - 2), practice.Unsaid},
		{"a practice that is switched off", about("recognition", "", practice.ByPractice), practice.IsRetired},
		{"a practice that is asked in another way", about("observation", "Ana", practice.ByPractice), practice.IsRewritten},
		{"a promotion", about("observation", "Ana", practice.ByLevel), practice.HasAnotherRole},
		{"a report who moved to another manager", about("observation", "Ben", practice.ByLine), practice.HasMoved},
		{"a report whose account is closed", about("observation", "Cy", practice.ByLine), practice.HasLeft},
		{"a report who still is one", about("observation", "Ana", practice.ByLine), practice.Unsaid},
		{"a team that still is there", about("team_meeting", "", practice.ByLine), practice.Unsaid},
		{"nobody left to lead", func(c *company) practice.Occurrence {
			o := about("team_meeting", "", practice.ByLine)(c)
			o.Performer = c.id("Eve")
			return o
		}, practice.HasNoTeam},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			pb := only("observation", "team_meeting")
			pb.Calendars[practice.DefaultCalendar] = cadence.Standard()
			pb.Calendars[practice.DefaultCalendar].Holidays = map[cadence.Date]bool{thursday - 1: true}
			c := found(t, pb, "Dana", "Eve", "Ana < Dana", "Ben < Dana until 2026-03-03", "Ben < Eli from 2026-03-04", "Eli", "Cy < Dana")
			c.person("Cy").Account = practice.Gone
			if got := practice.Why(test.o(c), pb, c.roster(), thursday); got != test.want {
				t.Errorf("because: %q, want %q", got, test.want)
			}
		})
	}
}
