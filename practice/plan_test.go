package practice_test

import (
	"strings"
	"testing"
	"time"

	"coach/cadence"
	"coach/practice"
)

// A planCase is a manager's expected plan of one practice in a span of days.
type planCase struct {
	name     string
	rows     []string
	manager  string
	from, to cadence.Date
	want     string
}

func (test planCase) run(t *testing.T, pb *practice.Playbook) {
	t.Run(test.name, func(t *testing.T) {
		if got := found(t, pb, test.rows...).planned(test.manager, test.from, test.to); got != test.want {
			t.Errorf("%s owes\n%s\nwant\n%s", test.manager, got, test.want)
		}
	})
}

func TestAnOccurrenceCountsForWhomeverHadHalfOfTheMonth(t *testing.T) {
	april, last := date(4, 1), date(4, 30) // 22 working days: half are 11
	const inFull = "due Mon 27 Apr, grace Thu 30 Apr, closes Thu 7 May"
	for _, test := range []planCase{
		{"E1: a report who starts on Thursday 16 April counts", []string{"Dana", "Ana < Dana from 2026-04-16"}, "Dana", april, last,
			"Ana " + inFull},
		{"E2: one who starts a day later is excused", []string{"Dana", "Ana < Dana from 2026-04-17"}, "Dana", april, last,
			"Ana excused Mon 27 Apr: line"},
		{"E2: and is first due in May", []string{"Dana", "Ana < Dana from 2026-04-17"}, "Dana", date(5, 1), date(5, 31),
			"Ana due Tue 26 May, grace Fri 29 May, closes Fri 5 Jun"},
		{"E3: the new manager from 13 April has 14 days, which counts", []string{"Dana", "Ana < Dana until 2026-04-12", "Ana < Eli from 2026-04-13", "Eli"}, "Eli", april, last,
			"Ana " + inFull},
		{"E3: the old manager's is cancelled", []string{"Dana", "Ana < Dana until 2026-04-12", "Ana < Eli from 2026-04-13", "Eli"}, "Dana", april, last,
			"Ana cancelled Mon 27 Apr: line"},
		{"E4: the new manager from 20 April has 9 days and is excused", []string{"Dana", "Ana < Dana until 2026-04-19", "Ana < Eli from 2026-04-20", "Eli"}, "Eli", april, last,
			"Ana excused Mon 27 Apr: line"},
		{"E4: the old manager's is cancelled although they had 13 days", []string{"Dana", "Ana < Dana until 2026-04-19", "Ana < Eli from 2026-04-20", "Eli"}, "Dana", april, last,
			"Ana cancelled Mon 27 Apr: line"},
		{"a report who leaves after the due date is owed it", []string{"Dana", "Ana < Dana until 2026-04-27"}, "Dana", april, last,
			"Ana " + inFull},
		{"one who leaves just before is not", []string{"Dana", "Ana < Dana until 2026-04-26"}, "Dana", april, last,
			"Ana cancelled Mon 27 Apr: line"},
		{"E28: a report who moves to a manager who takes no part", []string{"Dana", "Ana < Dana until 2026-04-12", "Ana < Zoe from 2026-04-13", "Zoe, not taking part"}, "Dana", april, last,
			"Ana cancelled Mon 27 Apr: line"},
		{"E28: and that manager owes nothing", []string{"Dana", "Ana < Dana until 2026-04-12", "Ana < Zoe from 2026-04-13", "Zoe, not taking part"}, "Zoe", april, last,
			""},
		{"E29: a manager who leaves owes nothing that was still to come", []string{"Priya", "Dana < Priya until 2026-04-12", "Ana < Dana"}, "Dana", april, last,
			"Ana cancelled Mon 27 Apr: line"},
		{"E29: nor does the manager's manager while the role is vacant", []string{"Priya", "Dana < Priya until 2026-03-31", "Ana < Dana"}, "Priya", april, last,
			""},
		{"E29: who does once the report's own line says so", []string{"Priya", "Dana < Priya until 2026-03-31", "Ana < Dana", "Ana < Priya from 2026-04-01"}, "Priya", april, last,
			"Ana " + inFull},
		{"E30: an acting manager owes the month in which the later line holds", []string{"Dana", "Ana < Dana", "Eli", "Ana < Eli from 2026-04-01 until 2026-04-30"}, "Eli", april, last,
			"Ana " + inFull},
		{"E30: and the manager they act for does not", []string{"Dana", "Ana < Dana", "Eli", "Ana < Eli from 2026-04-01 until 2026-04-30"}, "Dana", april, last,
			""},
		{"E30: each is judged by their own days: acting for 10 of them", []string{"Dana", "Ana < Dana", "Eli", "Ana < Eli from 2026-04-01 until 2026-04-14"}, "Eli", april, last,
			"Ana cancelled Mon 27 Apr: line"},
		{"E30: with 12 left for the manager", []string{"Dana", "Ana < Dana", "Eli", "Ana < Eli from 2026-04-01 until 2026-04-14"}, "Dana", april, last,
			"Ana " + inFull},
		{"E30: acting over the due date moves the manager's own to the first day after", []string{"Dana", "Ana < Dana", "Eli", "Ana < Eli from 2026-04-24 until 2026-04-28"}, "Dana", april, last,
			"Ana due Wed 29 Apr, grace Thu 30 Apr, closes Thu 7 May"},
		{"E30: acting from the day after changes nothing for the manager", []string{"Dana", "Ana < Dana", "Eli", "Ana < Eli from 2026-04-28 until 2026-04-30"}, "Dana", april, last,
			"Ana " + inFull},
		{"E30: acting from the due date to the end cancels theirs", []string{"Dana", "Ana < Dana", "Eli", "Ana < Eli from 2026-04-27 until 2026-04-30"}, "Dana", april, last,
			"Ana cancelled Mon 27 Apr: line"},
		{"E31: a dotted line owes nothing", []string{"Dana", "Ana < Dana", "Eli", "Ana ~ Eli"}, "Eli", april, last,
			""},
		{"E31: and takes nothing from the line", []string{"Dana", "Ana < Dana", "Eli", "Ana ~ Eli"}, "Dana", april, last,
			"Ana " + inFull},
		{"a month split exactly in half is owed by the second manager", []string{"Dana", "Ana < Dana until 2026-04-15", "Eli", "Ana < Eli from 2026-04-16"}, "Eli", april, last,
			"Ana " + inFull},
	} {
		test.run(t, only("one_on_one"))
	}
}

func TestE10AMeetingOnAPublicHolidayMovesForward(t *testing.T) {
	pb := only("team_meeting")
	rows := []string{"Dana", "Ana < Dana"}
	monday, sunday := date(5, 25), date(5, 31)
	for _, test := range []struct {
		name     string
		holidays []cadence.Date
		want     string
	}{
		{"Monday off", []cadence.Date{monday}, "- due Tue 26 May, grace Wed 27 May, closes Mon 1 Jun"},
		{"no holiday", nil, "- due Mon 25 May, grace Tue 26 May, closes Fri 29 May"},
		{"all but Friday off", []cadence.Date{monday, monday + 1, monday + 2, monday + 3}, "- due Fri 29 May, grace Fri 29 May, closes Wed 3 Jun"},
		{"the whole week off", []cadence.Date{monday, monday + 1, monday + 2, monday + 3, monday + 4}, "- excused Mon 25 May: holiday"},
	} {
		calendar := cadence.Standard()
		calendar.Holidays = map[cadence.Date]bool{}
		for _, d := range test.holidays {
			calendar.Holidays[d] = true
		}
		pb.Calendars[practice.DefaultCalendar] = calendar
		planCase{test.name, rows, "Dana", monday, sunday, test.want}.run(t, pb)
	}
}

func TestAReportsPublicHolidaysCountOnlyForThem(t *testing.T) {
	pb := only("proactive_touch")
	holidays := func(days ...int) *cadence.Calendar {
		c := cadence.Standard()
		c.Holidays = map[cadence.Date]bool{}
		for _, d := range days {
			c.Holidays[date(3, d)] = true
		}
		return c
	}
	pb.Calendars["friday"], pb.Calendars["most"] = holidays(6), holidays(2, 3, 4)
	mornings := cadence.Standard()
	mornings.Week = cadence.Days(time.Monday)
	pb.Calendars["mondays"] = mornings
	c := found(t, pb, "Dana", "Ana < Dana", "Ben < Dana", "Cy < Dana", "Dee < Dana")
	c.person("Ben").Calendar, c.person("Cy").Calendar, c.person("Dee").Calendar = "friday", "most", "mondays"
	want := strings.Join([]string{
		"Ana due Fri 6 Mar, grace Fri 6 Mar, closes Tue 10 Mar",
		"Ben due Thu 5 Mar, grace Thu 5 Mar, closes Mon 9 Mar", // rolls back, for no day of the week follows
		"Cy excused Fri 6 Mar: subject_away",
		"Dee due Fri 6 Mar, grace Fri 6 Mar, closes Tue 10 Mar", // a part-timer is owed something too
	}, "\n")
	if got := c.planned("Dana", date(3, 2), date(3, 8)); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestE12APracticeStartedNowIsOwedForHalfAMonthOrMore(t *testing.T) {
	rows := []string{"Dana", "Ana < Dana"}
	for _, test := range []struct {
		name  string
		start cadence.Date
		want  string
	}{
		{"from the next full month", date(5, 1), ""},
		{"from Thursday 16 April: 11 days of 22", date(4, 16), "Ana due Mon 27 Apr, grace Thu 30 Apr, closes Thu 7 May"},
		{"from Friday 17 April: 10 days", date(4, 17), "Ana excused Mon 27 Apr: practice"},
	} {
		planCase{test.name, rows, "Dana", date(4, 1), date(4, 30), test.want}.run(t, only("one_on_one").StartingOn(test.start))
	}
}

func TestE14ARetiredPracticeLeavesItsHistoryAndCancelsTheRest(t *testing.T) {
	for _, test := range []struct {
		name string
		last cadence.Date
		want string
	}{
		{"retired before April's was due", date(4, 24), "Ana due Thu 26 Mar, grace Tue 31 Mar, closes Tue 7 Apr\nAna cancelled Mon 27 Apr: practice"},
		{"retired on the due date", date(4, 27), "Ana due Thu 26 Mar, grace Tue 31 Mar, closes Tue 7 Apr\nAna due Mon 27 Apr, grace Thu 30 Apr, closes Thu 7 May"},
	} {
		pb := only("one_on_one")
		the(pb, "one_on_one").To = test.last
		planCase{test.name, []string{"Dana", "Ana < Dana"}, "Dana", date(3, 1), date(5, 31), test.want}.run(t, pb)
	}
}

func TestE19FridaysPracticeIsDueOnThursdayWhereFridayIsNoWorkingDay(t *testing.T) {
	pb := only("recognition")
	gulf := &cadence.Calendar{Week: cadence.Days(time.Sunday, time.Monday, time.Tuesday, time.Wednesday, time.Thursday), WeekStart: time.Sunday}
	pb.Calendars["gulf"] = gulf
	c := found(t, pb, "Dana", "Ana < Dana")
	c.person("Dana").Calendar = "gulf"
	const twice = "- due Thu 5 Mar, grace Thu 5 Mar, closes Mon 9 Mar"
	if got := c.planned("Dana", date(3, 1), date(3, 7)); got != twice+"\n"+twice {
		t.Errorf("got\n%s", got)
	}
	gulf.WeekStart = time.Monday // which an administrator is to be warned of
	const onSunday = "- due Sun 8 Mar, grace Sun 8 Mar, closes Tue 10 Mar"
	if got := c.planned("Dana", date(3, 2), date(3, 8)); got != onSunday+"\n"+onSunday {
		t.Errorf("with weeks from Monday got\n%s", got)
	}
}

// dueDates returns the due dates of some occurrences, in order.
func dueDates(occurrences []practice.Occurrence) string {
	var days []string
	for _, o := range occurrences {
		days = append(days, o.DueOn.Format("2 Jan"))
	}
	return strings.Join(days, ", ")
}

func TestE20ForecastReviewsComeTwiceAWeekAtTheEndOfAQuarter(t *testing.T) {
	c := found(t, only("forecast_review"), "Dana", "Ana < Dana")
	quarter := c.plan("Dana", date(1, 1), date(3, 31))
	var inQuarter []practice.Occurrence
	for _, o := range quarter {
		if o.Nominal >= date(1, 1) && o.Nominal <= date(3, 31) {
			inQuarter = append(inQuarter, o)
		}
	}
	const want = "6 Jan, 13 Jan, 20 Jan, 27 Jan, 3 Feb, 10 Feb, 17 Feb, 24 Feb, 3 Mar, 10 Mar, 17 Mar, 19 Mar, 24 Mar, 26 Mar, 31 Mar"
	if got := dueDates(inQuarter); got != want {
		t.Errorf("got %s\nwant %s", got, want)
	}
	for _, o := range inQuarter {
		if grace := o.GraceUntil - o.DueOn; (grace == 0) != (o.Nominal >= date(3, 18)) {
			t.Errorf("the one due on %s is on time until %s", o.DueOn, o.GraceUntil)
		}
	}
	if got := dueDates(c.plan("Dana", date(4, 6), date(4, 26))); got != "7 Apr, 14 Apr, 21 Apr" {
		t.Errorf("in April: %s", got)
	}
}

func TestE21PipelineReviewsComeWeeklyAtTheEndOfAQuarter(t *testing.T) {
	c := found(t, only("pipeline_review"), "Dana", "Ana < Dana")
	if got := dueDates(c.plan("Dana", date(3, 9), date(3, 31))); got != "17 Mar, 24 Mar, 31 Mar" {
		t.Errorf("got %s", got)
	}
	if got := dueDates(c.plan("Dana", date(2, 9), date(3, 8))); got != "17 Feb, 3 Mar" {
		t.Errorf("before the window: %s", got)
	}
	for _, o := range c.plan("Dana", date(3, 9), date(3, 31)) {
		if length := o.Period.End - o.Period.Start + 1; length != 7 {
			t.Errorf("the one due on %s has a period of %d days", o.DueOn, length)
		}
	}
}

func TestE35PeriodsComeFromTheOrganisationsFiscalCalendar(t *testing.T) {
	fourFourFive := cadence.Fiscal{}
	for first, month := date(2, 2), 0; month <= 12; month++ {
		fourFourFive.Months = append(fourFourFive.Months, first)
		first += 28
		if month%3 == 2 {
			first += 7
		}
	}
	fourthLast := func(c cadence.Cadence) practice.Rule {
		due, err := cadence.ParseDue("WD-4", c)
		if err != nil {
			t.Fatal(err)
		}
		return practice.Rule{Rhythm: cadence.Rhythm{Cadence: c}, Due: []cadence.Due{due}, Times: 1}
	}
	tests := []struct {
		name   string
		fiscal cadence.Fiscal
		rule   practice.Rule
		want   string
	}{
		{"months of the calendar year", cadence.Fiscal{}, fourthLast(cadence.Monthly), "24 Feb, 26 Mar, 27 Apr, 26 May"},
		{"months of four, four and five weeks", fourFourFive, fourthLast(cadence.Monthly), "24 Feb, 24 Mar, 28 Apr, 26 May"},
		{"quarters of four, four and five weeks", fourFourFive, fourthLast(cadence.Quarterly), "28 Apr, 28 Jul"},
		{"trimesters of a year from February", cadence.Fiscal{Start: time.February}, fourthLast(cadence.Trimester), "26 May"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			pb := only("one_on_one")
			pb.Fiscal = test.fiscal
			the(pb, "one_on_one").Rule = test.rule
			if got := dueDates(found(t, pb, "Dana", "Ana < Dana").plan("Dana", date(2, 2), date(5, 31))); got != test.want {
				t.Errorf("got %s, want %s", got, test.want)
			}
		})
	}
}
