package cadence_test

import (
	"slices"
	"testing"
	"time"

	"coach/cadence"

	"pgregory.net/rapid"
)

var cadences = []cadence.Cadence{
	cadence.Daily, cadence.Weekly, cadence.Biweekly, cadence.Monthly,
	cadence.Trimester, cadence.Quarterly, cadence.Semiannual, cadence.Yearly,
}

// fiscalTable returns a fiscal calendar whose months have the given numbers of weeks, over and over.
func fiscalTable(start cadence.Date, years int, weeks ...int) cadence.Fiscal {
	table := []cadence.Date{start}
	for month := range 12 * years {
		table = append(table, table[month]+cadence.Date(7*weeks[month%len(weeks)]))
	}
	return cadence.Fiscal{Months: table}
}

func TestPeriod(t *testing.T) {
	weekly, biweekly := cadence.Rhythm{Cadence: cadence.Weekly}, cadence.Rhythm{Cadence: cadence.Biweekly}
	phaseA := cadence.Rhythm{Cadence: cadence.Biweekly, Phase: cadence.PhaseA}
	phaseB := cadence.Rhythm{Cadence: cadence.Biweekly, Phase: cadence.PhaseB}
	for _, test := range []struct {
		name      string
		rhythm    cadence.Rhythm
		weekStart time.Weekday
		date      string
		want      cadence.Period
	}{
		{"a day is itself", cadence.Rhythm{Cadence: cadence.Daily}, time.Monday, "2026-03-07", period("2026-03-07", "2026-03-07")},
		{"a week from Monday", weekly, time.Monday, "2026-03-05", period("2026-03-02", "2026-03-08")},
		{"a week from Sunday", weekly, time.Sunday, "2026-03-05", period("2026-03-01", "2026-03-07")},
		{"a week from Saturday, on its first day", weekly, time.Saturday, "2026-02-28", period("2026-02-28", "2026-03-06")},
		{"the first block", biweekly, time.Monday, "2001-01-01", period("2001-01-01", "2001-01-14")},
		{"the block before the first", biweekly, time.Monday, "2000-12-31", period("2000-12-18", "2000-12-31")},
		{"a block", biweekly, time.Monday, "2026-03-05", period("2026-02-23", "2026-03-08")},
		{"a block of phase A", phaseA, time.Monday, "2026-03-05", period("2026-02-23", "2026-03-08")},
		{"a block of phase B", phaseB, time.Monday, "2026-03-05", period("2026-03-02", "2026-03-15")},
		{"a block from Sunday", biweekly, time.Sunday, "2026-03-05", period("2026-02-22", "2026-03-07")},
		{"a block from Tuesday", biweekly, time.Tuesday, "2001-01-01", period("2000-12-26", "2001-01-08")},
		{"the block after which a monthly practice becomes biweekly", biweekly, time.Monday, "2026-03-23", period("2026-03-23", "2026-04-05")},
		{"a block across the end of a year of 53 weeks", biweekly, time.Monday, "2027-01-03", period("2026-12-28", "2027-01-10")},
		{"the block before that", biweekly, time.Monday, "2026-12-27", period("2026-12-14", "2026-12-27")},
	} {
		t.Run(test.name, func(t *testing.T) {
			got := test.rhythm.Period(day(test.date), cadence.Fiscal{}, test.weekStart)
			if got != test.want {
				t.Errorf("got %v, want %v", got, test.want)
			}
		})
	}
}

func TestFiscalPeriods(t *testing.T) {
	starting := func(month time.Month) cadence.Fiscal { return cadence.Fiscal{Start: month} }
	retail := fiscalTable(day("2025-12-29"), 2, 4, 4, 5)
	for _, test := range []struct {
		name    string
		fiscal  cadence.Fiscal
		cadence cadence.Cadence
		date    string
		want    cadence.Period
	}{
		{"the month", cadence.Fiscal{}, cadence.Monthly, "2024-02-29", period("2024-02-01", "2024-02-29")},
		{"the month December", cadence.Fiscal{}, cadence.Monthly, "2026-12-31", period("2026-12-01", "2026-12-31")},
		{"the quarter", cadence.Fiscal{}, cadence.Quarterly, "2026-03-31", period("2026-01-01", "2026-03-31")},
		{"the trimester", cadence.Fiscal{}, cadence.Trimester, "2026-05-01", period("2026-05-01", "2026-08-31")},
		{"the half-year", cadence.Fiscal{}, cadence.Semiannual, "2026-07-01", period("2026-07-01", "2026-12-31")},
		{"the year", cadence.Fiscal{}, cadence.Yearly, "2026-07-01", period("2026-01-01", "2026-12-31")},
		{"a year from January, said aloud", starting(time.January), cadence.Yearly, "2026-07-01", period("2026-01-01", "2026-12-31")},
		{"the year's last quarter where years start in February", starting(time.February), cadence.Quarterly, "2026-01-31", period("2025-11-01", "2026-01-31")},
		{"the year where it starts in February", starting(time.February), cadence.Yearly, "2026-01-31", period("2025-02-01", "2026-01-31")},
		{"a month stays a month where years start in February", starting(time.February), cadence.Monthly, "2026-02-14", period("2026-02-01", "2026-02-28")},
		{"the first quarter where years start in April", starting(time.April), cadence.Quarterly, "2026-04-01", period("2026-04-01", "2026-06-30")},
		{"the last trimester where years start in April", starting(time.April), cadence.Trimester, "2026-01-01", period("2025-12-01", "2026-03-31")},
		{"the year where it starts in July", starting(time.July), cadence.Yearly, "2026-06-30", period("2025-07-01", "2026-06-30")},
		{"the half-year where years start in October", starting(time.October), cadence.Semiannual, "2026-01-15", period("2025-10-01", "2026-03-31")},
		{"the year where it starts in December", starting(time.December), cadence.Yearly, "2026-11-30", period("2025-12-01", "2026-11-30")},

		{"the first month of a 4-4-5 quarter", retail, cadence.Monthly, "2025-12-29", period("2025-12-29", "2026-01-25")},
		{"its last month, of five weeks", retail, cadence.Monthly, "2026-03-29", period("2026-02-23", "2026-03-29")},
		{"a quarter of thirteen weeks", retail, cadence.Quarterly, "2026-03-30", period("2026-03-30", "2026-06-28")},
		{"a trimester of such a year", retail, cadence.Trimester, "2026-05-01", period("2026-04-27", "2026-08-23")},
		{"the second half of such a year", retail, cadence.Semiannual, "2026-12-27", period("2026-06-29", "2026-12-27")},
		{"the second such year", retail, cadence.Yearly, "2026-12-28", period("2026-12-28", "2027-12-26")},
		{"no period before the table", retail, cadence.Monthly, "2025-12-28", cadence.Period{}},
		{"no period after the table", retail, cadence.Monthly, "2027-12-27", cadence.Period{}},
		{"the last month of the table", retail, cadence.Monthly, "2027-12-26", period("2027-11-22", "2027-12-26")},
		{"no year in an incomplete table", cadence.Fiscal{Months: retail.Months[:24]}, cadence.Yearly, "2027-01-15", cadence.Period{}},
		{"no period where a table is out of order", cadence.Fiscal{Months: days("2026-06-01", "2026-02-01", "2026-03-01", "2026-04-01")},
			cadence.Quarterly, "2026-02-15", cadence.Period{}},
	} {
		t.Run(test.name, func(t *testing.T) {
			got := cadence.Rhythm{Cadence: test.cadence}.Period(day(test.date), test.fiscal, time.Monday)
			if got != test.want {
				t.Errorf("got %v, want %v", got, test.want)
			}
		})
	}
}

func TestNoPeriodWithoutADateOrACadence(t *testing.T) {
	for _, c := range cadences {
		if got := (cadence.Rhythm{Cadence: c}).Period(0, cadence.Fiscal{}, time.Monday); !got.IsZero() {
			t.Errorf("no date has the %s period %v", c, got)
		}
		if !c.Valid() {
			t.Errorf("%s is not valid", c)
		}
	}
	for _, c := range []cadence.Cadence{"", "fortnightly", "Weekly"} {
		if got := (cadence.Rhythm{Cadence: c}).Period(day("2026-03-05"), cadence.Fiscal{}, time.Monday); !got.IsZero() || c.Valid() {
			t.Errorf("%q is valid: %t, with the period %v", c, c.Valid(), got)
		}
	}
}

func TestAPeriodContainsBothItsEnds(t *testing.T) {
	march := period("2026-03-01", "2026-03-31")
	for date, want := range map[cadence.Date]bool{
		march.Start - 1: false, march.Start: true, day("2026-03-15"): true, march.End: true, march.End + 1: false, 0: false,
	} {
		if got := march.Contains(date); got != want {
			t.Errorf("contains %v: %t", date, got)
		}
	}
	if (cadence.Period{}).Contains(0) {
		t.Error("no period contains no date")
	}
}

func TestPeriodsAreAllThatShareADayWithTheTime(t *testing.T) {
	for _, test := range []struct {
		name     string
		from, to string
		rhythm   cadence.Rhythm
		fiscal   cadence.Fiscal
		want     []cadence.Period
	}{
		{"weeks", "2026-03-08", "2026-03-16", cadence.Rhythm{Cadence: cadence.Weekly}, cadence.Fiscal{},
			[]cadence.Period{period("2026-03-02", "2026-03-08"), period("2026-03-09", "2026-03-15"), period("2026-03-16", "2026-03-22")}},
		{"a single day", "2026-03-08", "2026-03-08", cadence.Rhythm{Cadence: cadence.Yearly}, cadence.Fiscal{},
			[]cadence.Period{period("2026-01-01", "2026-12-31")}},
		{"none if the time ends before it begins", "2026-03-08", "2026-03-07", cadence.Rhythm{Cadence: cadence.Daily}, cadence.Fiscal{}, nil},
		{"none before a table, then its months, then none", "2025-12-01", "2026-03-30", cadence.Rhythm{Cadence: cadence.Quarterly},
			cadence.Fiscal{Months: fiscalTable(day("2025-12-29"), 1, 4, 4, 5).Months[:4]},
			[]cadence.Period{period("2025-12-29", "2026-03-29")}},
	} {
		t.Run(test.name, func(t *testing.T) {
			got := slices.Collect(test.rhythm.Periods(day(test.from), day(test.to), test.fiscal, time.Monday))
			if !slices.Equal(got, test.want) {
				t.Errorf("got %v, want %v", got, test.want)
			}
		})
	}
}

func TestPeriodsStopWhenNoMoreAreWanted(t *testing.T) {
	seen := 0
	for range (cadence.Rhythm{Cadence: cadence.Daily}).Periods(day("2026-01-01"), day("2026-12-31"), cadence.Fiscal{}, time.Monday) {
		if seen++; seen == 3 {
			break
		}
	}
	if seen != 3 {
		t.Errorf("saw %d", seen)
	}
}

// anyFiscal draws years that start in any month, and tables of odd months that surround a date by decades.
func anyFiscal(t *rapid.T, around cadence.Date) cadence.Fiscal {
	if rapid.Bool().Draw(t, "months from a start month") {
		return cadence.Fiscal{Start: time.Month(rapid.IntRange(0, 12).Draw(t, "start"))}
	}
	weeks := rapid.SliceOfN(rapid.IntRange(1, 6), 1, 12).Draw(t, "weeks of the months")
	before := rapid.IntRange(3000, 3300).Draw(t, "days before")
	return fiscalTable(around-cadence.Date(before), 50, weeks...)
}

func anyRhythm(t *rapid.T) cadence.Rhythm {
	return cadence.Rhythm{
		Cadence: rapid.SampledFrom(cadences).Draw(t, "cadence"),
		Phase:   rapid.SampledFrom([]cadence.Phase{"", cadence.PhaseA, cadence.PhaseB}).Draw(t, "phase"),
	}
}

func TestPeriodsTileTime(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := anyDate().Draw(t, "date")
		rhythm, fiscal, weekStart := anyRhythm(t), anyFiscal(t, d), anyWeekday().Draw(t, "week start")
		of := func(d cadence.Date) cadence.Period { return rhythm.Period(d, fiscal, weekStart) }
		p := of(d)
		if !p.Contains(d) {
			t.Fatalf("the period %v does not contain %s", p, d)
		}
		for inside := p.Start; inside <= p.End; inside++ {
			if got := of(inside); got != p {
				t.Fatalf("%s is in %v, %s in %v", d, p, inside, got)
			}
		}
		if before, after := of(p.Start-1), of(p.End+1); before.End != p.Start-1 || after.Start != p.End+1 {
			t.Fatalf("%v stands between %v and %v", p, before, after)
		}
	})
}

func TestPeriodsLeaveNoDayOut(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		from := anyDate().Draw(t, "from")
		to := from + cadence.Date(rapid.IntRange(0, 800).Draw(t, "days"))
		rhythm, fiscal, weekStart := anyRhythm(t), anyFiscal(t, from), anyWeekday().Draw(t, "week start")
		next := from
		for p := range rhythm.Periods(from, to, fiscal, weekStart) {
			if !p.Contains(next) || next > to || next != from && next != p.Start {
				t.Fatalf("%v comes where %s is next", p, next)
			}
			next = p.End + 1
		}
		if next <= to {
			t.Fatalf("%s is left out", next)
		}
	})
}

func TestBlocksNeverShareTheirFirstWeekWithTheOtherPhase(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d, weekStart := anyDate().Draw(t, "date"), anyWeekday().Draw(t, "week start")
		a := cadence.Rhythm{Cadence: cadence.Biweekly, Phase: cadence.PhaseA}.Period(d, cadence.Fiscal{}, weekStart)
		b := cadence.Rhythm{Cadence: cadence.Biweekly, Phase: cadence.PhaseB}.Period(d, cadence.Fiscal{}, weekStart)
		if apart := a.Start - b.Start; apart != 7 && apart != -7 {
			t.Fatalf("phase A has %v, phase B %v", a, b)
		}
		if a.Start.Weekday() != weekStart {
			t.Fatalf("%v starts on a %s", a, a.Start.Weekday())
		}
	})
}
