package cadence_test

import (
	"math"
	"slices"
	"testing"
	"time"

	"coach/cadence"

	"pgregory.net/rapid"
)

// anyCalendar draws calendars of every working week, the empty one included, with some holidays around a date.
func anyCalendar(t *rapid.T, around cadence.Date) *cadence.Calendar {
	c := &cadence.Calendar{
		Week:      cadence.Weekdays(rapid.Uint8Range(0, 127).Draw(t, "week")),
		WeekStart: anyWeekday().Draw(t, "week start"),
		Holidays:  map[cadence.Date]bool{},
	}
	for _, offset := range rapid.SliceOfN(rapid.IntRange(-40, 40), 0, 60).Draw(t, "holidays") {
		c.Holidays[around+cadence.Date(offset)] = true
	}
	return c
}

func anyWeekday() *rapid.Generator[time.Weekday] {
	return rapid.Map(rapid.IntRange(0, 6), func(n int) time.Weekday { return time.Weekday(n) })
}

func withHolidays(texts ...string) *cadence.Calendar {
	c := cadence.Standard()
	c.Holidays = map[cadence.Date]bool{}
	for _, d := range days(texts...) {
		c.Holidays[d] = true
	}
	return c
}

// sundayToThursday returns the calendar of people who rest on Friday and Saturday.
func sundayToThursday() *cadence.Calendar {
	return &cadence.Calendar{
		Week:      cadence.Days(time.Sunday, time.Monday, time.Tuesday, time.Wednesday, time.Thursday),
		WeekStart: time.Sunday,
	}
}

func TestASetOfWeekdaysHasWhatItWasMadeOf(t *testing.T) {
	set := cadence.Days(time.Sunday, time.Wednesday, time.Saturday)
	var got []time.Weekday
	for weekday := time.Weekday(-8); weekday < 15; weekday++ {
		if set.Has(weekday) {
			got = append(got, weekday)
		}
	}
	if want := []time.Weekday{time.Sunday, time.Wednesday, time.Saturday}; !slices.Equal(got, want) {
		t.Errorf("has %v, want %v", got, want)
	}
}

func TestAHolidayIsInTheWeekButIsNoWorkingDay(t *testing.T) {
	c := withHolidays("2026-05-25")
	for _, test := range []struct {
		date          string
		inWeek, works bool
	}{
		{"2026-05-22", true, true},
		{"2026-05-23", false, false},
		{"2026-05-24", false, false},
		{"2026-05-25", true, false},
		{"2026-05-26", true, true},
	} {
		d := day(test.date)
		if c.InWeek(d) != test.inWeek || c.Works(d) != test.works {
			t.Errorf("%s: in week %t, works %t", test.date, c.InWeek(d), c.Works(d))
		}
	}
}

func TestAddCountsWorkingDays(t *testing.T) {
	for _, test := range []struct {
		name, from string
		n          int
		want       string
	}{
		{"none is the day itself, even on a Sunday", "2026-05-24", 0, "2026-05-24"},
		{"over a weekend", "2026-05-15", 1, "2026-05-18"},
		{"over a weekend and a holiday", "2026-05-22", 1, "2026-05-26"},
		{"from a Saturday", "2026-05-16", 1, "2026-05-18"},
		{"backwards over a weekend and a holiday", "2026-05-26", -1, "2026-05-22"},
		{"backwards from a Sunday", "2026-05-24", -2, "2026-05-21"},
		{"several", "2026-05-26", 4, "2026-06-01"},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := withHolidays("2026-05-25").Add(day(test.from), test.n); got != day(test.want) {
				t.Errorf("got %s, want %s", got, test.want)
			}
		})
	}
}

func TestAddEndsWhereThereAreNoWorkingDays(t *testing.T) {
	today := day("9998-03-05")
	endless := &cadence.Calendar{Week: cadence.Days(time.Monday), Holidays: map[cadence.Date]bool{}}
	for d := today; d <= day("9999-12-31"); d++ {
		endless.Holidays[d] = true
	}
	for _, test := range []struct {
		name string
		c    *cadence.Calendar
		n    int
		want string
	}{
		{"with an empty week it stays", &cadence.Calendar{}, 3, "9998-03-05"},
		{"with an empty week it stays, backwards too", &cadence.Calendar{}, -3, "9998-03-05"},
		{"with holidays for ever it stays", endless, 3, "9998-03-05"},
		{"with holidays for ever it can go back", endless, -1, "9998-03-02"},
		{"it stops on the last working day of all", cadence.Standard(), math.MaxInt, "9999-12-31"},
		{"it stops on the first working day of all", cadence.Standard(), math.MinInt, "0001-01-01"},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := test.c.Add(today, test.n); got != day(test.want) {
				t.Errorf("got %s, want %s", got, test.want)
			}
		})
	}
}

func TestApril2026HasTwentyTwoWorkingDays(t *testing.T) {
	april := period("2026-04-01", "2026-04-30")
	for _, test := range []struct {
		name string
		c    *cadence.Calendar
		want int
	}{
		{"Monday to Friday", cadence.Standard(), 22},
		{"without Good Friday and Easter Monday", withHolidays("2026-04-03", "2026-04-06"), 20},
		{"a holiday on a Saturday changes nothing", withHolidays("2026-04-04"), 22},
		{"nobody works in an empty week", &cadence.Calendar{}, 0},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := len(test.c.WorkingDays(april)); got != test.want {
				t.Errorf("got %d, want %d", got, test.want)
			}
		})
	}
}

func TestNoPeriodHasNoWorkingDays(t *testing.T) {
	if got := sundayToThursday().WorkingDays(cadence.Period{}); len(got) > 0 {
		t.Errorf("got %v", got)
	}
}

func TestBetweenLeavesOutTheFirstDayAndTakesInTheLast(t *testing.T) {
	for raised, want := range map[string]int{
		"2026-02-16": 15, "2026-02-25": 8, "2026-03-04": 3, "2026-03-06": 1, "2026-03-09": 0, "2026-03-12": 0,
	} {
		if got := cadence.Standard().Between(day(raised), day("2026-03-09")); got != want {
			t.Errorf("from %s it is %d working days, want %d", raised, got, want)
		}
	}
}

func TestAddAndBetweenAreInverse(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := anyDate().Draw(t, "date")
		c := anyCalendar(t, d)
		if c.Week == 0 {
			t.Skip("nobody works in an empty week")
		}
		n := rapid.IntRange(1, 40).Draw(t, "n")
		later, earlier := c.Add(d, n), c.Add(d, -n)
		if !c.Works(later) || c.Between(d, later) != n {
			t.Fatalf("%d working days after %s is %s", n, d, later)
		}
		if !c.Works(earlier) || c.Between(earlier-1, d-1) != n {
			t.Fatalf("%d working days before %s is %s", n, d, earlier)
		}
		if got := len(c.WorkingDays(cadence.Period{Start: d + 1, End: later})); got != n {
			t.Fatalf("%d working days up to %s", got, later)
		}
	})
}
