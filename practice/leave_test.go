package practice_test

import (
	"maps"
	"slices"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"coach/cadence"
	"coach/practice"
)

func TestLeaveMovesOrExcusesAMonthly(t *testing.T) {
	april, last := date(4, 1), date(4, 30) // due on Monday the 27th
	const inFull = "Ana due Mon 27 Apr, grace Thu 30 Apr, closes Thu 7 May"
	for _, test := range []struct{ name, leave, want string }{
		{"E5: leave over the end of the month, known in March, moves it back", "Dana away from 2026-04-27 until 2026-04-30 known 2026-03-10",
			"Ana due Fri 24 Apr, grace Wed 29 Apr, closes Wed 6 May"},
		{"E6: the same leave entered on 28 April excuses it", "Dana away from 2026-04-27 until 2026-04-30 known 2026-04-28",
			"Ana excused Mon 27 Apr: performer_away"},
		{"news on the third working day before the new date is in time", "Dana away from 2026-04-27 until 2026-04-30 known 2026-04-21",
			"Ana due Fri 24 Apr, grace Wed 29 Apr, closes Wed 6 May"},
		{"news on the second is not", "Dana away from 2026-04-27 until 2026-04-30 known 2026-04-22",
			"Ana excused Mon 27 Apr: performer_away"},
		{"the report's leave counts like the manager's", "Ana away from 2026-04-27 until 2026-04-30 known 2026-04-28",
			"Ana excused Mon 27 Apr: subject_away"},
		{"leave that was always known is no news", "Ana away from 2026-04-27",
			"Ana due Fri 24 Apr, grace Wed 29 Apr, closes Wed 6 May"},
		{"moving forward needs no notice", "Dana away from 2026-04-24 until 2026-04-28 known 2026-04-28",
			"Ana due Wed 29 Apr, grace Thu 30 Apr, closes Thu 7 May"},
		{"grace counts the days of leave", "Dana away from 2026-04-28 until 2026-05-05 known 2026-04-28",
			inFull},
		{"eleven days of 22 are half the month", "Dana away from 2026-04-01 until 2026-04-15",
			inFull},
		{"ten are not", "Dana away from 2026-04-01 until 2026-04-16",
			"Ana excused Mon 27 Apr: performer_away"},
		{"somebody else's leave changes nothing", "Ben away from 2026-04-01",
			inFull},
	} {
		planCase{test.name, []string{"Dana", "Ana < Dana", test.leave}, "Dana", april, last, test.want}.run(t, only("one_on_one"))
	}
}

func TestLateNewsAboutOneDayOfSeveral(t *testing.T) {
	april, last := date(4, 1), date(4, 30)
	const moved = "Ana due Fri 24 Apr, grace Wed 29 Apr, closes Wed 6 May"
	for _, test := range []struct {
		name string
		rows []string
		want string
	}{
		{"a second leave announced late fills the rest of the month",
			[]string{"Dana away from 2026-04-27 until 2026-04-29", "Dana away from 2026-04-30 until 2026-04-30 known 2026-04-29"}, "Ana excused Mon 27 Apr: performer_away"},
		{"leave announced late was covered by leave known before",
			[]string{"Dana away from 2026-04-27 until 2026-04-30 known 2026-04-28", "Dana away from 2026-04-20 until 2026-05-10 known 2026-04-01"},
			"Ana due Fri 17 Apr, grace Wed 22 Apr, closes Wed 29 Apr"},
		{"of long leave only a day before the nominal date was news",
			[]string{"Dana away from 2026-04-27 until 2026-04-30", "Dana away from 2026-04-24 until 2026-04-24 known 2026-04-24"}, "Ana excused Mon 27 Apr: performer_away"},
		{"absence earlier in the month does not weigh",
			[]string{"Ana away from 2026-04-01 until 2026-04-08", "Dana away from 2026-04-27 until 2026-04-30 known 2026-04-28"}, "Ana excused Mon 27 Apr: performer_away"},
		{"one was known to be away when the other fell ill",
			[]string{"Dana away from 2026-04-27 until 2026-04-30 known 2026-04-28", "Ana away from 2026-04-27 until 2026-04-30"}, moved},
		{"each fell ill for half of the rest: ties go to the performer",
			[]string{"Dana away from 2026-04-27 until 2026-04-28 known 2026-04-27", "Ana away from 2026-04-29 until 2026-04-30 known 2026-04-28"}, "Ana excused Mon 27 Apr: performer_away"},
		{"the report fell ill for more of it",
			[]string{"Dana away from 2026-04-27 until 2026-04-27 known 2026-04-27", "Ana away from 2026-04-28 until 2026-04-30 known 2026-04-28"}, "Ana excused Mon 27 Apr: subject_away"},
		{"somebody else acting for the rest was always known, whoever falls ill on those days",
			[]string{"Eli", "Ana < Eli from 2026-04-28 until 2026-04-30", "Dana away from 2026-04-28 until 2026-04-30 known 2026-04-29", "Dana away from 2026-04-27 until 2026-04-27"}, moved},
	} {
		planCase{test.name, append([]string{"Dana", "Ana < Dana"}, test.rows...), "Dana", april, last, test.want}.run(t, only("one_on_one"))
	}
}

func TestTwoHalvesOfAMonthsAbsence(t *testing.T) {
	rows := []string{"Dana", "Ana < Dana", "Dana away from 2026-04-01 until 2026-04-09", "Ana away from 2026-04-08 until 2026-04-20"}
	planCase{"each cause counts its own days", rows, "Dana", date(4, 1), date(4, 30), "Ana excused Mon 27 Apr: subject_away"}.run(t, only("one_on_one"))
	rows = []string{"Dana", "Ana < Dana from 2026-04-08", "Dana away from 2026-04-13 until 2026-04-24"}
	planCase{"absence outweighs a later start", rows, "Dana", date(4, 1), date(4, 30), "Ana excused Mon 27 Apr: performer_away"}.run(t, only("one_on_one"))
	rows = []string{"Dana", "Ana < Dana until 2026-04-20", "Dana away from 2026-04-01"}
	planCase{"what is cancelled is not excused", rows, "Dana", date(4, 1), date(4, 30), "Ana cancelled Mon 27 Apr: line"}.run(t, only("one_on_one"))
}

func TestLeaveInAWeek(t *testing.T) {
	monday, sunday := date(3, 2), date(3, 8)
	const inFull = "- due Thu 5 Mar, grace Fri 6 Mar, closes Tue 10 Mar"
	for _, test := range []struct{ name, leave, want string }{
		{"E7: off Monday to Wednesday leaves two days of five", "Dana away from 2026-03-02 until 2026-03-04", "- excused Thu 5 Mar: performer_away"},
		{"E8: off Monday and Tuesday leaves three", "Dana away from 2026-03-02 until 2026-03-03", inFull},
		{"E9: off on Thursday moves it to Friday, and grace ends there", "Dana away from 2026-03-05 until 2026-03-05", "- due Fri 6 Mar, grace Fri 6 Mar, closes Tue 10 Mar"},
		{"off on Thursday and Friday moves it back", "Dana away from 2026-03-05 until 2026-03-06", "- due Wed 4 Mar, grace Thu 5 Mar, closes Mon 9 Mar"},
		{"unless that was news: by Friday 27 February it had to be known", "Dana away from 2026-03-05 until 2026-03-06 known 2026-02-28", "- excused Thu 5 Mar: performer_away"},
		{"off until further notice", "Dana away from 2026-01-01", "- excused Thu 5 Mar: performer_away"},
		{"a member of the team changes nothing", "Ana away from 2026-01-01", inFull},
		{"nor does everybody in it", "Ana away until 2026-12-31", inFull},
	} {
		planCase{test.name, []string{"Dana", "Ana < Dana", test.leave}, "Dana", monday, sunday, test.want}.run(t, inMoment(t))
	}
}

// inMoment returns a playbook with in-the-moment coaching alone, once a week.
func inMoment(t *testing.T) *practice.Playbook {
	t.Helper()
	pb := only("in_moment")
	the(pb, "in_moment").Times = 1
	return pb
}

func TestE11AReportOnLeaveShrinksOnlyWhatIsAboutThem(t *testing.T) {
	pb := only("proactive_touch")
	c := found(t, pb, "Dana", "Ana < Dana", "Ben < Dana", "Cy < Dana", "Ben away from 2026-03-02 until 2026-03-04", "Cy away from 2026-03-06 until 2026-03-06")
	want := strings.Join([]string{
		"Ana due Fri 6 Mar, grace Fri 6 Mar, closes Tue 10 Mar",
		"Ben excused Fri 6 Mar: subject_away",
		"Cy due Thu 5 Mar, grace Thu 5 Mar, closes Mon 9 Mar",
	}, "\n")
	if got := c.planned("Dana", date(3, 2), date(3, 8)); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestAPersonsOwnPracticeFollowsTheirOwnLeave(t *testing.T) {
	for _, test := range []struct{ name, leave, want string }{
		{"their manager's changes nothing", "Dana away from 2026-01-01", "- due Wed 21 Jan, grace Wed 4 Feb, closes Wed 4 Mar"},
		{"their own moves it", "Ana away from 2026-01-20 until 2026-01-23", "- due Mon 26 Jan, grace Mon 9 Feb, closes Mon 9 Mar"},
	} {
		planCase{test.name, []string{"Dana", "Ana < Dana", test.leave}, "Ana", date(3, 1), date(3, 1), test.want}.run(t, only("business_plan"))
	}
}

func TestHolidaysAreAlwaysKnown(t *testing.T) {
	pb := only("one_on_one")
	closed := cadence.Standard()
	closed.Holidays = map[cadence.Date]bool{date(4, 28): true, date(4, 29): true, date(4, 30): true}
	pb.Calendars["closed"] = closed
	c := found(t, pb, "Dana", "Ana < Dana", "Ana away from 2026-04-28 until 2026-04-30 known 2026-04-28", "Dana away from 2026-04-27 until 2026-04-27")
	c.person("Ana").Calendar = "closed"
	if got, want := c.planned("Dana", date(4, 1), date(4, 30)), "Ana due Fri 24 Apr, grace Wed 29 Apr, closes Wed 6 May"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestLeaveDuringAWeekOfHolidaysChangesNothing(t *testing.T) {
	pb := only("team_meeting")
	closed := cadence.Standard()
	closed.Holidays = map[cadence.Date]bool{}
	for d := date(3, 2); d <= date(3, 6); d++ {
		closed.Holidays[d] = true
	}
	pb.Calendars[practice.DefaultCalendar] = closed
	planCase{"", []string{"Dana", "Ana < Dana", "Dana away from 2026-01-01"}, "Dana", date(3, 2), date(3, 8), "- excused Mon 2 Mar: holiday"}.run(t, pb)
}

func TestAnotherRosterOfTheSamePeopleHasItsOwnLeave(t *testing.T) {
	c := found(t, only("one_on_one"), "Dana", "Ana < Dana", "Ana away from 2026-04-01")
	at := c.roster()
	back := at.WithLeave(nil)
	for _, test := range []struct {
		name   string
		roster *practice.Roster
		want   practice.Expectation
	}{{"with leave", at, practice.Excused}, {"without", back, practice.Expected}} {
		if got := practice.Plan(c.playbook, test.roster, c.id("Dana"), date(4, 1), date(4, 1))[0].Expectation; got != test.want {
			t.Errorf("%s it is %s, want %s", test.name, got, test.want)
		}
	}
}

func TestLeaveThatEndsKeepsItsPast(t *testing.T) {
	for _, test := range []struct{ name, leave, stays string }{
		{"leave to come is taken back whole", "2026-03-09 2026-03-13 2026-03-02", "2026-03-09 2026-03-08"},
		{"leave from today on is taken back whole", "2026-03-05  2026-03-02", "2026-03-05 2026-03-04"},
		{"of leave that has begun the days before today stay", "2026-03-02 2026-03-13 2026-02-02", "2026-03-02 2026-03-04"},
		{"leave until further notice ends yesterday", "2026-03-02  2026-02-02", "2026-03-02 2026-03-04"},
		{"what was noted today is taken back whole", "2026-03-02 2026-03-13 2026-03-05", "2026-03-02 2026-03-01"},
		{"leave that is over stays", "2026-02-02 2026-02-06 2026-02-02", "2026-02-02 2026-02-06"},
	} {
		days := strings.Split(test.leave, " ")
		l := practice.Leave{From: dateOf(t, days[0]), To: dateOf(t, days[1]), KnownOn: dateOf(t, days[2])}
		once := l.Ended(date(3, 5))
		if got := once.From.String() + " " + once.To.String(); got != test.stays {
			t.Errorf("%s: %s, want %s", test.name, got, test.stays)
		}
		if once.Ended(date(3, 5)) != once {
			t.Errorf("%s: ending it twice is not ending it once", test.name)
		}
	}
}

func TestOnlyDaysThatAreNewAreNoted(t *testing.T) {
	for _, test := range []struct{ name, noted, leave, adds string }{
		{"nothing was noted", "", "5-9", "5-9"},
		{"days of their own", "1-3", "5-9", "5-9"},
		{"the same days", "5-9", "5-9", ""},
		{"days inside", "4-10", "5-9", ""},
		{"days inside two that meet", "4-6 7-10", "5-9", ""},
		{"the beginning is noted", "4-6", "5-9", "7-9"},
		{"the end is noted", "8-12", "5-9", "5-7"},
		{"the middle is noted", "6-7", "5-9", "5-9"},
		{"both ends are", "1-5 9-12", "5-9", "6-8"},
		{"leave that was taken back is none", "5-4", "5-9", "5-9"},
		{"it goes on without end", "4-6", "5-", "7-"},
		{"another goes on from its middle", "7-", "5-9", "5-6"},
		{"both go on", "7-", "5-", "5-6"},
		{"the other began earlier and goes on", "2-", "5-", ""},
		{"two others go on", "8- 6-", "5-", "5-5"},
		{"another goes on from later", "12-", "5-9", "5-9"},
	} {
		var noted []practice.Leave
		for _, days := range strings.Fields(test.noted) {
			noted = append(noted, daysOfMarch(t, days))
		}
		got, want := daysOfMarch(t, test.leave).Beyond(noted), practice.Leave{}
		if test.adds != "" {
			want = daysOfMarch(t, test.adds)
		}
		if got.Any() != (test.adds != "") || got.Any() && got != want {
			t.Errorf("%s: %v - %v, want %v - %v", test.name, got.From, got.To, want.From, want.To)
		}
	}
}

// daysOfMarch reads 5-9, or 5- for until further notice.
func daysOfMarch(t *testing.T, days string) (l practice.Leave) {
	t.Helper()
	from, to, _ := strings.Cut(days, "-")
	n, err := strconv.Atoi(from)
	if err != nil {
		t.Fatal(err)
	}
	l.From = date(3, n)
	if to != "" {
		n, _ := strconv.Atoi(to)
		l.To = date(3, n)
	}
	return l
}

func dateOf(t *testing.T, text string) (d cadence.Date) {
	t.Helper()
	if err := d.UnmarshalText([]byte(text)); err != nil {
		t.Fatal(err)
	}
	return d
}

func TestPublicHolidaysOfACalendarAndOfEverybody(t *testing.T) {
	mine := cadence.Standard()
	mine.Holidays = map[cadence.Date]bool{date(5, 1): true}
	before := &practice.Playbook{Calendars: map[string]*cadence.Calendar{"mine": mine}}
	pb := before.WithHolidays(map[string][]cadence.Date{
		practice.EveryCalendar: {date(1, 1)}, "mine": {date(5, 4)}, "theirs": {date(5, 5)}})
	for _, test := range []struct {
		calendar string
		off      []cadence.Date
	}{
		{"", []cadence.Date{date(1, 1)}},
		{"default", []cadence.Date{date(1, 1)}},
		{"nobody described it", []cadence.Date{date(1, 1)}},
		{"mine", []cadence.Date{date(1, 1), date(5, 1), date(5, 4)}},
		{"theirs", []cadence.Date{date(1, 1), date(5, 5)}},
	} {
		got := slices.Sorted(maps.Keys(pb.Calendar(test.calendar).Holidays))
		if !slices.Equal(got, test.off) {
			t.Errorf("calendar “%s” is closed on %v, want %v", test.calendar, got, test.off)
		}
	}
	if len(mine.Holidays) != 1 || before.Calendar("").Holidays[date(1, 1)] {
		t.Error("the playbook that was asked has changed")
	}
}

// Whatever was noted, noting more leave makes exactly its days leave too, and
// noting it again adds nothing.
func TestNotingLeaveAddsItsDaysAndNoOthers(t *testing.T) {
	days := func(t *rapid.T, label string) practice.Leave {
		l := practice.Leave{From: date(3, rapid.IntRange(1, 30).Draw(t, label+" from"))}
		if rapid.IntRange(0, 5).Draw(t, label+" ends") > 0 {
			l.To = l.From + cadence.Date(rapid.IntRange(-1, 8).Draw(t, label+" days"))
		}
		return l
	}
	rapid.Check(t, func(t *rapid.T) {
		var noted []practice.Leave
		for range rapid.IntRange(0, 4).Draw(t, "noted") {
			noted = append(noted, days(t, "before"))
		}
		asked := days(t, "asked")
		after := append(slices.Clone(noted), asked.Beyond(noted))
		isLeave := func(ls []practice.Leave, d cadence.Date) bool {
			return slices.ContainsFunc(ls, func(l practice.Leave) bool { return l.Covers(d) })
		}
		for d := date(2, 20); d < date(5, 20); d++ {
			if isLeave(after, d) != (isLeave(noted, d) || asked.Covers(d)) {
				t.Fatalf("%s: %+v beyond %+v is %+v", d, asked, noted, after[len(noted)])
			}
		}
		if again := asked.Beyond(after); again.Any() {
			t.Fatalf("%+v noted again adds %+v to %+v", asked, again, after)
		}
	})
}
