package cadence_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"coach/cadence"

	"pgregory.net/rapid"
)

func due(code string) cadence.Due {
	var d cadence.Due
	if err := d.UnmarshalText([]byte(code)); err != nil {
		panic(err)
	}
	return d
}

func TestParseDueTakesTheCodesOfItsCadence(t *testing.T) {
	for _, test := range []struct {
		code string
		of   []cadence.Cadence
	}{
		{"", cadences[:1]},
		{"SUN", cadences[1:2]}, {"THU", cadences[1:2]}, {"SAT", cadences[1:2]},
		{"W1-SUN", cadences[2:3]}, {"W2-THU", cadences[2:3]}, {"W2-SAT", cadences[2:3]},
		{"WD1", cadences[1:]}, {"WD-1", cadences[1:]}, {"WD10", cadences[1:]}, {"WD-250", cadences[1:]},
	} {
		for _, c := range append(cadences, "fortnightly", "") {
			got, err := cadence.ParseDue(test.code, c)
			if want := slices.Contains(test.of, c); (err == nil) != want {
				t.Errorf("ParseDue(%q, %s): %v", test.code, c, err)
			}
			if err == nil && got.String() != test.code || err != nil && got != (cadence.Due{}) {
				t.Errorf("ParseDue(%q, %s) is %q", test.code, c, got)
			}
		}
	}
}

var notDues = []string{
	"thu", "THURSDAY", "TH", "W0-THU", "W3-THU", "W1-", "W2-W1-MON", "W1MON", "WD", "WD0", "WD-0", "WD+3", "WD03", "WD--1", "WD1.5",
	"WD 3", "wd3", "WD3 ", "WD99999999999999999999", "10",
}

func TestParseDueRefusesOtherCodesAndSaysWhatWouldBeRight(t *testing.T) {
	advice := map[cadence.Cadence]string{
		cadence.Daily: "Leave out", cadence.Weekly: "such as THU", cadence.Biweekly: "such as W2-THU",
		cadence.Monthly: "WD-4", cadence.Quarterly: "WD-4", cadence.Yearly: "WD-4", "fortnightly": "not a cadence",
	}
	for c, want := range advice {
		for _, code := range notDues {
			if _, err := cadence.ParseDue(code, c); err == nil || !strings.Contains(err.Error(), want) {
				t.Errorf("ParseDue(%q, %s): %v", code, c, err)
			}
		}
	}
	if _, err := cadence.ParseDue("", cadence.Weekly); err == nil {
		t.Error("a weekly practice needs a due code")
	}
}

func TestADueIsTextAndComparable(t *testing.T) {
	codes := []string{"", "SUN", "W1-SUN", "W2-SUN", "W2-SAT", "WD4", "WD-4"}
	for _, code := range codes {
		text, err := due(code).MarshalText()
		if err != nil || string(text) != code {
			t.Errorf("%q is written %q, %v", code, text, err)
		}
		for _, other := range codes {
			if (due(code) == due(other)) != (code == other) {
				t.Errorf("%q equals %q: %t", code, other, code != other)
			}
		}
	}
	kept := due("THU")
	for _, code := range notDues {
		if err := kept.UnmarshalText([]byte(code)); err == nil || kept != due("THU") {
			t.Errorf("read %q as %v, %v", code, kept, err)
		}
	}
}

func TestNominal(t *testing.T) {
	standard, april := cadence.Standard(), period("2026-04-01", "2026-04-30")
	week, block := period("2026-03-02", "2026-03-08"), period("2026-02-23", "2026-03-08")
	shutdown := withHolidays("2026-03-02", "2026-03-03", "2026-03-04", "2026-03-05", "2026-03-06")
	for _, test := range []struct {
		name string
		code string
		p    cadence.Period
		c    *cadence.Calendar
		want string // empty if nothing is due
	}{
		{"a daily practice is due on the day", "", period("2026-03-05", "2026-03-05"), standard, "2026-03-05"},
		{"a daily practice is due on a holiday too, for the caller to excuse", "", period("2026-03-05", "2026-03-05"), shutdown, "2026-03-05"},
		{"nothing is due on a Saturday", "", period("2026-03-07", "2026-03-07"), standard, ""},

		{"a weekday of a week from Monday", "THU", week, standard, "2026-03-05"},
		{"Sunday is the last day of a week from Monday", "SUN", week, standard, "2026-03-08"},
		{"Sunday is the first day of a week from Sunday", "SUN", period("2026-03-01", "2026-03-07"), sundayToThursday(), "2026-03-01"},
		{"a weekday need not be a working day", "FRI", period("2026-03-01", "2026-03-07"), sundayToThursday(), "2026-03-06"},
		{"a weekday may be a holiday", "MON", period("2026-05-25", "2026-05-31"), withHolidays("2026-05-25"), "2026-05-25"},
		{"no weekday where nobody works", "THU", week, &cadence.Calendar{}, ""},

		{"a weekday of the first week", "W1-TUE", block, standard, "2026-02-24"},
		{"a weekday of the second week", "W2-THU", block, standard, "2026-03-05"},
		{"Sunday of the second week of a block from Sunday", "W2-SUN", period("2026-02-22", "2026-03-07"), sundayToThursday(), "2026-03-01"},
		{"a weekly period has no second week", "W2-MON", week, standard, ""},

		{"the first working day", "WD1", april, standard, "2026-04-01"},
		{"the tenth working day", "WD10", april, standard, "2026-04-14"},
		{"the fourth-last working day", "WD-4", april, standard, "2026-04-27"},
		{"the fourth-last working day of March", "WD-4", period("2026-03-01", "2026-03-31"), standard, "2026-03-26"},
		{"the last working day", "WD-1", april, standard, "2026-04-30"},
		{"a holiday is no working day", "WD-4", april, withHolidays("2026-04-29"), "2026-04-24"},
		{"beyond the last working day it is the last", "WD23", april, standard, "2026-04-30"},
		{"beyond the first, counted from the end, it is the first", "WD-23", april, standard, "2026-04-01"},
		{"far beyond", "WD1000000000", april, standard, "2026-04-30"},
		{"if all are holidays they are ignored", "WD-2", week, shutdown, "2026-03-05"},
		{"no working day where nobody works", "WD1", april, &cadence.Calendar{}, ""},

		{"nothing is due where there is no period", "WD1", cadence.Period{}, sundayToThursday(), ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			got, ok := due(test.code).Nominal(test.p, test.c)
			if ok != (test.want != "") || ok && got != day(test.want) {
				t.Errorf("got %v, %t, want %q", got, ok, test.want)
			}
		})
	}
}

func TestSixObservationsFallInTheFirstQuarterOf2026(t *testing.T) {
	observations := nominals("W2-THU", cadence.Biweekly, period("2026-01-01", "2026-03-31"))
	want := days("2026-01-08", "2026-01-22", "2026-02-05", "2026-02-19", "2026-03-05", "2026-03-19")
	if !slices.Equal(observations, want) {
		t.Errorf("got %v, want %v", observations, want)
	}
}

func TestBlocksGoOnOverAYearOf53Weeks(t *testing.T) {
	got := nominals("W2-THU", cadence.Biweekly, period("2026-12-01", "2027-01-31"))
	want := days("2026-12-10", "2026-12-24", "2027-01-07", "2027-01-21")
	if !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

// nominals returns the dates within a time that a code names, in the standard calendar.
func nominals(code string, c cadence.Cadence, within cadence.Period) []cadence.Date {
	var dates []cadence.Date
	standard := cadence.Standard()
	for p := range (cadence.Rhythm{Cadence: c}).Periods(within.Start, within.End, cadence.Fiscal{}, standard.WeekStart) {
		if d, ok := due(code).Nominal(p, standard); ok && within.Contains(d) {
			dates = append(dates, d)
		}
	}
	return dates
}

func TestDeadlines(t *testing.T) {
	standard, april := cadence.Standard(), period("2026-04-01", "2026-04-30")
	week := period("2026-03-02", "2026-03-08")
	for _, test := range []struct {
		name        string
		due         string
		p           cadence.Period
		c           *cadence.Calendar
		grace, late int
		want        [2]string
	}{
		{"weekly on Thursday", "2026-03-05", week, standard, 1, 3, [2]string{"2026-03-06", "2026-03-11"}},
		{"grace is capped at the last working day", "2026-03-06", week, standard, 1, 3, [2]string{"2026-03-06", "2026-03-11"}},
		{"without grace", "2026-03-06", week, standard, 0, 2, [2]string{"2026-03-06", "2026-03-10"}},
		{"without grace or late days", "2026-03-06", week, standard, 0, 0, [2]string{"2026-03-06", "2026-03-06"}},
		{"a forecast closes on the Monday of the digest", "2026-03-03", week, standard, 1, 3, [2]string{"2026-03-04", "2026-03-09"}},
		{"the fourth-last day of April", "2026-04-27", april, standard, 3, 5, [2]string{"2026-04-30", "2026-05-07"}},
		{"moved back before leave", "2026-04-24", april, standard, 3, 5, [2]string{"2026-04-29", "2026-05-06"}},
		{"moved off a public holiday", "2026-05-26", period("2026-05-25", "2026-05-31"), withHolidays("2026-05-25"), 1, 3, [2]string{"2026-05-27", "2026-06-01"}},
		{"a period of holidays keeps its due date", "2026-05-28", period("2026-05-25", "2026-05-31"),
			withHolidays("2026-05-25", "2026-05-26", "2026-05-27", "2026-05-28", "2026-05-29"), 2, 1, [2]string{"2026-05-28", "2026-06-01"}},
		{"negative numbers count as none", "2026-03-05", week, standard, -2, -2, [2]string{"2026-03-05", "2026-03-05"}},
		{"an empty week has no deadlines beyond the due date", "2026-03-05", week, &cadence.Calendar{}, 2, 2, [2]string{"2026-03-05", "2026-03-05"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			graceUntil, closesOn := cadence.Deadlines(day(test.due), test.p, test.c, test.grace, test.late)
			if graceUntil != day(test.want[0]) || closesOn != day(test.want[1]) {
				t.Errorf("grace until %s, closes on %s, want %v", graceUntil, closesOn, test.want)
			}
		})
	}
}

func anyDue(t *rapid.T, c cadence.Cadence) cadence.Due {
	weekday := func() string {
		return rapid.SampledFrom([]string{"SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"}).Draw(t, "weekday")
	}
	code := fmt.Sprintf("WD%d", rapid.OneOf(rapid.IntRange(1, 270), rapid.IntRange(-270, -1)).Draw(t, "working day"))
	switch {
	case c == cadence.Daily:
		code = ""
	case c == cadence.Weekly && rapid.Bool().Draw(t, "on a weekday"):
		code = weekday()
	case c == cadence.Biweekly && rapid.Bool().Draw(t, "on a weekday"):
		code = fmt.Sprintf("W%d-%s", rapid.IntRange(1, 2).Draw(t, "week"), weekday())
	}
	d, err := cadence.ParseDue(code, c)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestNominalDatesLieInTheirPeriods(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		today := anyDate().Draw(t, "date")
		c, rhythm, fiscal := anyCalendar(t, today), anyRhythm(t), anyFiscal(t, today)
		code, p := anyDue(t, rhythm.Cadence), rhythm.Period(today, fiscal, c.WeekStart)
		nominal, ok := code.Nominal(p, c)
		someone := false
		for d := p.Start; d <= p.End; d++ {
			someone = someone || c.InWeek(d)
		}
		if ok != someone {
			t.Fatalf("%s in %v is due: %t, but somebody works: %t", code, p, ok, someone)
		}
		if ok && !p.Contains(nominal) {
			t.Fatalf("%s in %v is %s", code, p, nominal)
		}
		if ok && strings.HasPrefix(code.String(), "WD") && len(c.WorkingDays(p)) > 0 && !c.Works(nominal) {
			t.Fatalf("%s in %v is %s, which is no working day", code, p, nominal)
		}
	})
}

func TestGraceNeverPassesTheLastWorkingDay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		today := anyDate().Draw(t, "date")
		c, rhythm, fiscal := anyCalendar(t, today), anyRhythm(t), anyFiscal(t, today)
		p := rhythm.Period(today, fiscal, c.WeekStart)
		grace, late := rapid.IntRange(0, 12).Draw(t, "grace"), rapid.IntRange(0, 22).Draw(t, "late")
		graceUntil, closesOn := cadence.Deadlines(today, p, c, grace, late)
		if graceUntil < today || closesOn < graceUntil {
			t.Fatalf("due %s, grace until %s, closes on %s", today, graceUntil, closesOn)
		}
		if !p.Contains(graceUntil) || graceUntil > today && !c.Works(graceUntil) {
			t.Fatalf("grace until %s, in %v", graceUntil, p)
		}
		rest := c.Between(today, p.End)
		if got := c.Between(today, graceUntil); got != min(grace, rest) {
			t.Fatalf("%d days of grace of %d, with %d left in %v", got, grace, rest, p)
		}
		if got := c.Between(graceUntil, closesOn); c.Week != 0 && got != late {
			t.Fatalf("closes after %d days, want %d", got, late)
		}
	})
}

func TestEveryDueCodeIsReadAsItIsWritten(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := rapid.SampledFrom(cadences).Draw(t, "cadence")
		want := anyDue(t, c)
		if got, err := cadence.ParseDue(want.String(), c); err != nil || got != want {
			t.Fatalf("%s is read as %s, %v", want, got, err)
		}
	})
}

func TestTheWeekdayOfACodeIsThatOfItsDate(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		today, weekday := anyDate().Draw(t, "date"), anyWeekday().Draw(t, "weekday")
		c := anyCalendar(t, today)
		week := cadence.Rhythm{Cadence: cadence.Weekly}.Period(today, cadence.Fiscal{}, c.WeekStart)
		code := due(strings.ToUpper(weekday.String()[:3]))
		if got, ok := code.Nominal(week, c); ok && got.Weekday() != weekday {
			t.Fatalf("%s in %v is a %s", code, week, got.Weekday())
		}
	})
}

func FuzzParseDue(f *testing.F) {
	for _, code := range append(notDues, "", "THU", "W2-THU", "WD10", "WD-4") {
		for i := range cadences {
			f.Add(code, i)
		}
	}
	april := period("2026-04-01", "2026-04-30")
	f.Fuzz(func(t *testing.T, code string, index int) {
		c := cadences[uint(index)%uint(len(cadences))]
		d, err := cadence.ParseDue(code, c)
		if err != nil && d != (cadence.Due{}) || err == nil && d.String() != code {
			t.Errorf("ParseDue(%q, %s) = %q, %v", code, c, d, err)
		}
		if got, ok := d.Nominal(april, cadence.Standard()); ok && !april.Contains(got) {
			t.Errorf("%q in April is %s", code, got)
		}
	})
}
