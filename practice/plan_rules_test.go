package practice_test

import (
	"slices"
	"testing"
	"time"

	"coach/cadence"
	"coach/practice"
)

func TestEachCauseCountsItsOwnDays(t *testing.T) {
	april, last := date(4, 1), date(4, 30)
	closed := cadence.Standard() // the calendar of a report with many public holidays
	closed.Holidays = map[cadence.Date]bool{}
	for d := april; d <= date(4, 17); d++ {
		closed.Holidays[d] = true // 13 working days
	}
	tests := []struct {
		name     string
		from, to cadence.Date // of the practice
		rows     []string
		want     string
	}{
		{"the practice and the line began on one day: ties go to the practice", date(4, 17), 0,
			[]string{"Dana", "Ana < Dana from 2026-04-17"}, "Ana excused Mon 27 Apr: practice"},
		{"the line began a day after the practice, which hides most of its days", date(4, 17), 0,
			[]string{"Dana", "Ana < Dana from 2026-04-18"}, "Ana excused Mon 27 Apr: line"},
		{"the report's holidays outlast the practice's beginning", date(4, 17), 0,
			[]string{"Dana", "Bo < Dana"}, "Bo excused Mon 27 Apr: subject_away"},
		{"the line began when they ended: ties go to the line", 0, 0,
			[]string{"Dana", "Bo < Dana from 2026-04-20"}, "Bo excused Mon 27 Apr: line"},
		{"of what is cancelled only the days from the due date on weigh", 0, date(4, 26),
			[]string{"Dana", "Ana < Dana from 2026-04-21"}, "Ana cancelled Mon 27 Apr: practice"},
		{"the line ended a day before the practice", 0, date(4, 27),
			[]string{"Dana", "Ana < Dana until 2026-04-26"}, "Ana cancelled Mon 27 Apr: line"},
		{"the line ended and with it the level: ties go to the line", 0, 0,
			[]string{"Dana", "Ana < Dana until 2026-04-24"}, "Ana cancelled Mon 27 Apr: line"},
		{"the practice does not ask the level any more", 0, 0,
			[]string{"Dana until 2026-04-24", "Dana from 2026-04-25 as rep", "Ana < Dana"}, "Ana cancelled Mon 27 Apr: level"},
		{"the level came too late", 0, 0,
			[]string{"Dana until 2026-04-16 as rep", "Dana from 2026-04-17", "Ana < Dana"}, "Ana excused Mon 27 Apr: level"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			pb := only("one_on_one")
			pb.Calendars["closed"] = closed
			the(pb, "one_on_one").From, the(pb, "one_on_one").To = test.from, test.to
			c := found(t, pb, test.rows...)
			for i := range c.people {
				if c.people[i].Name == "Bo" {
					c.people[i].Calendar = "closed"
				}
			}
			if got := c.planned("Dana", april, last); got != test.want {
				t.Errorf("got %s, want %s", got, test.want)
			}
		})
	}
}

func TestTheReportsHolidaysDoNotWeighOnWhatIsCancelled(t *testing.T) {
	pb := only("one_on_one")
	away := cadence.Standard()
	away.Holidays = map[cadence.Date]bool{date(4, 27): true, date(4, 28): true, date(4, 29): true, date(4, 30): true}
	pb.Calendars["away"] = away
	the(pb, "one_on_one").To = date(4, 28)
	// For two of those four days somebody else acts, for the other two the practice has ended.
	c := found(t, pb, "Dana", "Eli", "Ana < Dana", "Ana < Eli from 2026-04-27 until 2026-04-28")
	c.person("Ana").Calendar = "away"
	if got, want := c.planned("Dana", date(4, 1), date(4, 30)), "Ana cancelled Mon 27 Apr: practice"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestWhatIsOwedFollowsTheLevel(t *testing.T) {
	rows := []string{"Ada", "Priya < Ada", "Dana < Priya", "Ana < Dana", "Zoe, not taking part"}
	tests := []struct{ name, practice, manager, want string }{
		{"a director observes a coach", "observe_coach", "Priya", "Dana due Tue 24 Mar, grace Fri 27 Mar, closes Fri 3 Apr"},
		{"an executive does too", "observe_coach", "Ada", "Priya due Tue 24 Mar, grace Fri 27 Mar, closes Fri 3 Apr"},
		{"a front-line manager has no coach to observe", "observe_coach", "Dana", ""},
		{"a rep leads no team", "team_plan", "Ana", ""},
		{"a rep has a plan of their own", "business_plan", "Ana", "- due Wed 21 Jan, grace Wed 4 Feb, closes Wed 4 Mar"},
		{"a manager has none", "business_plan", "Dana", ""},
		{"nor has a member who takes no part", "business_plan", "Zoe", ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := found(t, only(test.practice), rows...).planned(test.manager, date(3, 1), date(3, 31)); got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
	t.Run("a director observes only those who coach", func(t *testing.T) {
		c := found(t, only("observe_coach"), append(rows, "Sam < Priya")...)
		if got, want := c.planned("Priya", date(3, 1), date(3, 31)), "Dana due Tue 24 Mar, grace Fri 27 Mar, closes Fri 3 Apr"; got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	})
}

func TestAPracticeOfEveryoneIsExpectedOfEveryLevel(t *testing.T) {
	pb := only("business_plan")
	p := the(pb, "business_plan")
	p.Levels = []practice.Level{practice.Everyone}
	exec := p.Rule
	exec.Grace = 0
	p.ByLevel = map[practice.Level]practice.Rule{practice.Exec: exec}
	c := found(t, pb, "Priya", "Dana < Priya", "Ana < Dana", "Zoe, not taking part")
	for name, want := range map[string]string{
		"Ana":   "- due Wed 21 Jan, grace Wed 4 Feb, closes Wed 4 Mar",
		"Dana":  "- due Wed 21 Jan, grace Wed 4 Feb, closes Wed 4 Mar",
		"Priya": "- due Wed 21 Jan, grace Wed 21 Jan, closes Wed 18 Feb", // by the rule of her level alone
		"Zoe":   "",
	} {
		if got := c.planned(name, date(3, 1), date(3, 31)); got != want {
			t.Errorf("%s owes %q, want %q", name, got, want)
		}
		if got := practice.IsExpected(c.roster(), c.id(name), p, date(3, 1)); got != (want != "") {
			t.Errorf("expected of %s: %t", name, got)
		}
	}
}

// tightened returns a playbook with one_on_one alone, which some levels may
// log two days later.
func tightened(levels ...practice.Level) *practice.Playbook {
	pb := only("one_on_one")
	p := the(pb, "one_on_one")
	own := p.Rule
	own.Late += 2
	p.ByLevel = map[practice.Level]practice.Rule{}
	for _, l := range levels {
		p.ByLevel[l] = own
	}
	return pb
}

func TestAPromotionChangesOnlyWhatTheLevelsAreAskedDifferently(t *testing.T) {
	// Ana comes to lead Kit on 16 April, in the middle of the month, which makes Dana a director.
	promoted := []string{"Zed", "Dana < Zed", "Ana < Dana", "Kit < Ana from 2026-04-16"}
	tests := []struct {
		name string
		own  []practice.Level
		want string
	}{
		{"both levels follow the base rule", nil, "Ana due Mon 27 Apr, grace Thu 30 Apr, closes Thu 7 May"},
		{"both follow another, which is one rule", []practice.Level{practice.FLM, practice.MOM}, "Ana due Mon 27 Apr, grace Thu 30 Apr, closes Mon 11 May"},
		{"each follows its own, and the later one is asked", []practice.Level{practice.MOM}, "Ana due Mon 27 Apr, grace Thu 30 Apr, closes Mon 11 May"},
		{"likewise the other way round", []practice.Level{practice.FLM}, "Ana due Mon 27 Apr, grace Thu 30 Apr, closes Thu 7 May"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := found(t, tightened(test.own...), promoted...).planned("Dana", date(4, 1), date(4, 30)); got != test.want {
				t.Errorf("got\n%s\nwant\n%s", got, test.want)
			}
		})
	}
}

func TestTwoVersionsThatAskTheSameForOneDayMakeOneOccurrence(t *testing.T) {
	april, last := date(4, 1), date(4, 30)
	version := func(pb *practice.Playbook, from, to cadence.Date, late int) practice.Practice {
		p := *the(pb, "one_on_one")
		p.From, p.To, p.Late = from, to, late
		return p
	}
	tests := []struct {
		name     string
		versions func(pb *practice.Playbook) []practice.Practice
		want     string
	}{
		{"expected goes before cancelled", func(pb *practice.Playbook) []practice.Practice {
			return []practice.Practice{version(pb, 0, date(4, 10), 5), version(pb, date(4, 11), 0, 1)}
		}, "Ana due Mon 27 Apr, grace Thu 30 Apr, closes Fri 1 May"},
		{"excused goes before cancelled", func(pb *practice.Playbook) []practice.Practice {
			return []practice.Practice{version(pb, 0, date(4, 20), 5), version(pb, date(4, 21), 0, 1)}
		}, "Ana excused Mon 27 Apr: practice"},
		{"in any order", func(pb *practice.Playbook) []practice.Practice {
			return []practice.Practice{version(pb, date(4, 21), 0, 1), version(pb, 0, date(4, 20), 5)}
		}, "Ana excused Mon 27 Apr: practice"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			pb := only("one_on_one")
			pb.Practices = test.versions(pb)
			if got := found(t, pb, "Dana", "Ana < Dana").planned("Dana", april, last); got != test.want {
				t.Errorf("got\n%s\nwant\n%s", got, test.want)
			}
		})
	}
}

func TestOfEqualRulesTheOneThatHeldEarlierIsKept(t *testing.T) {
	pb := only("one_on_one")
	early, late := *the(pb, "one_on_one"), *the(pb, "one_on_one")
	middle, err := cadence.ParseDue("WD11", cadence.Monthly) // Wednesday 15 April
	if err != nil {
		t.Fatal(err)
	}
	early.To, early.Due, early.Late = date(4, 15), []cadence.Due{middle}, 1
	late.From, late.Due, late.Late = date(4, 16), []cadence.Due{middle}, 9
	for _, order := range [][]practice.Practice{{early, late}, {late, early}} {
		pb.Practices = order
		if got, want := found(t, pb, "Dana", "Ana < Dana").planned("Dana", date(4, 1), date(4, 30)), "Ana due Wed 15 Apr, grace Mon 20 Apr, closes Tue 21 Apr"; got != want {
			t.Errorf("got\n%s\nwant\n%s", got, want)
		}
	}
}

func TestTwoDueCodesAndSeveralTimesAreSeparateOccurrences(t *testing.T) {
	pb := only("in_moment")
	var codes []cadence.Due
	for _, code := range []string{"TUE", "THU"} {
		due, err := cadence.ParseDue(code, cadence.Weekly)
		if err != nil {
			t.Fatal(err)
		}
		codes = append(codes, due)
	}
	the(pb, "in_moment").Due, the(pb, "in_moment").Times = codes, 2
	type key struct {
		on  cadence.Date
		seq int
	}
	var got []key
	for _, o := range found(t, pb, "Dana", "Ana < Dana").plan("Dana", date(3, 2), date(3, 2)) {
		got = append(got, key{o.DueOn, o.Seq})
	}
	if want := []key{{date(3, 3), 1}, {date(3, 3), 2}, {date(3, 5), 1}, {date(3, 5), 2}}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestWhatIsSwitchedOffOrHasNoWorkingDayIsNotPlanned(t *testing.T) {
	c := found(t, only(), "Dana", "Ana < Dana")
	if got := c.planned("Dana", date(1, 1), date(12, 31)); got != "" {
		t.Errorf("with everything off Dana owes\n%s", got)
	}
	daily := only("team_meeting")
	the(daily, "team_meeting").Rule = practice.Rule{Rhythm: cadence.Rhythm{Cadence: cadence.Daily}, Times: 1}
	c = found(t, daily, "Dana", "Ana < Dana")
	if got := dueDates(c.plan("Dana", date(3, 5), date(3, 10))); got != "5 Mar, 6 Mar, 9 Mar, 10 Mar" {
		t.Errorf("daily means %s", got)
	}
}

func TestAheadCountsWhatIsExpectedAndFallsDueInASpan(t *testing.T) {
	c := found(t, only("one_on_one", "team_meeting"), "Dana", "Ana < Dana", "Ben < Dana from 2026-04-17")
	tests := []struct {
		name     string
		from, to cadence.Date
		want     int
	}{
		{"a week with a meeting", date(4, 13), date(4, 19), 1},
		{"a week with a meeting and Ana's 1:1, Ben's being excused", date(4, 27), date(5, 3), 2},
		{"days on which nothing is due", date(4, 28), date(4, 30), 0},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := practice.Ahead(c.playbook, c.roster(), c.id("Dana"), cadence.Period{Start: test.from, End: test.to}); got != test.want {
				t.Errorf("got %d, want %d", got, test.want)
			}
		})
	}
}

func TestAPlanHasEveryPeriodThatSharesADayWithTheSpan(t *testing.T) {
	c := found(t, only("one_on_one"), "Dana", "Ana < Dana")
	tests := []struct {
		name     string
		from, to time.Month
		want     string
	}{
		{"one day of March", time.March, time.March, "26 Mar"},
		{"the first of March to the first of April", time.March, time.April, "26 Mar, 27 Apr"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := dueDates(c.plan("Dana", date(test.from, 1), date(test.to, 1))); got != test.want {
				t.Errorf("got %s, want %s", got, test.want)
			}
		})
	}
}

func TestARepeatIsDroppedEvenIfWhatStandsForItLiesOutsideTheSpan(t *testing.T) {
	pb := only("team_meeting")
	weekly := *the(pb, "team_meeting")
	tuesday, err := cadence.ParseDue("TUE", cadence.Weekly)
	if err != nil {
		t.Fatal(err)
	}
	lastDay, err := cadence.ParseDue("WD-1", cadence.Quarterly) // Tuesday 31 March
	if err != nil {
		t.Fatal(err)
	}
	quarterly := weekly
	quarterly.Rule, quarterly.To = practice.Rule{Rhythm: cadence.Rhythm{Cadence: cadence.Quarterly}, Due: []cadence.Due{lastDay}, Times: 1}, date(3, 15)
	weekly.Due, weekly.From = []cadence.Due{tuesday}, date(3, 16)
	pb.Practices = []practice.Practice{quarterly, weekly}
	c := found(t, pb, "Dana", "Ana < Dana")
	for _, test := range []struct {
		name     string
		from, to cadence.Date
		want     string
	}{
		{"the quarter's is cancelled, for the last week has its own", date(3, 31), date(3, 31), "- due Tue 31 Mar, grace Wed 1 Apr, closes Mon 6 Apr"},
		{"and it is no other in January", date(1, 5), date(1, 5), ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := c.planned("Dana", test.from, test.to); got != test.want {
				t.Errorf("got\n%s\nwant\n%s", got, test.want)
			}
		})
	}
}

func TestE13AMonthlyPracticeThatBecomesBiweekly(t *testing.T) {
	secondThursday, err := cadence.ParseDue("W2-THU", cadence.Biweekly)
	if err != nil {
		t.Fatal(err)
	}
	versions := func(change cadence.Date) *practice.Playbook {
		pb := only("one_on_one")
		monthly, biweekly := *the(pb, "one_on_one"), *the(pb, "one_on_one")
		biweekly.Rhythm, biweekly.Due, biweekly.Grace = cadence.Rhythm{Cadence: cadence.Biweekly}, []cadence.Due{secondThursday}, 1
		monthly.To, biweekly.From = change-1, change
		pb.Practices = []practice.Practice{monthly, biweekly}
		return pb
	}
	rows := []string{"Dana", "Ana < Dana"}
	for _, test := range []struct {
		name   string
		change cadence.Date
		want   string
	}{
		{"from the next full block, which cancels the month's", date(3, 23), "Ana cancelled Thu 26 Mar: practice\nAna due Thu 2 Apr, grace Fri 3 Apr, closes Fri 10 Apr"},
		{"from the next month, which leaves no hole", date(4, 1), "Ana due Thu 26 Mar, grace Tue 31 Mar, closes Tue 7 Apr\nAna excused Thu 2 Apr: practice"},
	} {
		planCase{test.name, rows, "Dana", date(3, 1), date(4, 5), test.want}.run(t, versions(test.change))
	}
}
