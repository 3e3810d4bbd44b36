package practice

import (
	"slices"
	"testing"

	"coach/cadence"
)

func TestNewsIsWhatTheMessageDoesNotShowAnyway(t *testing.T) {
	o := weekly(t)
	o.ID = 7
	cancelled := o
	cancelled.Expectation, cancelled.Reason = Cancelled, ByLine
	named := []Touch{{Practice: o.Practice, Occurrences: []Occurrence{o}}}
	tests := []struct {
		name    string
		changed Occurrence
		touches []Touch
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
			if got := News([]Occurrence{test.changed}, test.touches, test.today); slices.Equal(got, []OccurrenceID{7}) != test.want {
				t.Errorf("told %v", got)
			}
		})
	}
}

func TestWhyNamesNoMoreThanMayBeSaid(t *testing.T) {
	thursday := date(3, 5)
	about := func(key, subject string, why Reason) func(*company) Occurrence {
		return func(c *company) Occurrence {
			return Occurrence{Practice: key, Performer: c.id("Dana"), Subject: c.id(subject), Nominal: thursday, DueOn: thursday, Expectation: Cancelled, Reason: why}
		}
	}
	moved := func(from cadence.Date) func(*company) Occurrence {
		return func(c *company) Occurrence {
			return Occurrence{Practice: "team_meeting", Performer: c.id("Dana"), Nominal: from, DueOn: thursday, Expectation: Expected}
		}
	}
	tests := []struct {
		name string
		o    func(*company) Occurrence
		want Because
	}{
		{"a report who is away", about("observation", "Ana", SubjectAway), SubjectIsAway},
		{"the performer, who is away", about("observation", "Ana", PerformerAway), YouAreAway},
		{"a week of holidays", about("team_meeting", "", ByHoliday), IsHoliday},
		{"a day that has become a holiday", moved(thursday - 1), IsHoliday},
		{"a day on which somebody is away", moved(thursday - 2), Unsaid},
		{"a practice that is switched off", about("recognition", "", ByPractice), IsRetired},
		{"a practice that is asked in another way", about("observation", "Ana", ByPractice), IsRewritten},
		{"a promotion", about("observation", "Ana", ByLevel), HasAnotherRole},
		{"a report who moved to another manager", about("observation", "Ben", ByLine), HasMoved},
		{"a report whose account is closed", about("observation", "Cy", ByLine), HasLeft},
		{"a report who still is one", about("observation", "Ana", ByLine), Unsaid},
		{"a team that still is there", about("team_meeting", "", ByLine), Unsaid},
		{"nobody left to lead", func(c *company) Occurrence {
			o := about("team_meeting", "", ByLine)(c)
			o.Performer = c.id("Eve")
			return o
		}, HasNoTeam},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			pb := only("observation", "team_meeting")
			pb.Calendars[DefaultCalendar] = cadence.Standard()
			pb.Calendars[DefaultCalendar].Holidays = map[cadence.Date]bool{thursday - 1: true}
			c := found(t, pb, "Dana", "Eve", "Ana < Dana", "Ben < Dana until 2026-03-03", "Ben < Eli from 2026-03-04", "Eli", "Cy < Dana")
			c.person("Cy").Standing = Gone
			if got := Why(test.o(c), pb, c.roster(), thursday); got != test.want {
				t.Errorf("because: %q, want %q", got, test.want)
			}
		})
	}
}
