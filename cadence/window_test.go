package cadence_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"coach/cadence"

	"pgregory.net/rapid"
)

func TestParseWindow(t *testing.T) {
	for text, want := range map[string]cadence.Window{
		"last 10 working days of fiscal quarter": {Days: 10, Of: cadence.Quarterly},
		"last 15 working days of fiscal quarter": {Days: 15, Of: cadence.Quarterly},
		"last 3 working days of fiscal month":    {Days: 3, Of: cadence.Monthly},
	} {
		if got, err := cadence.ParseWindow(text); err != nil || got != want {
			t.Errorf("ParseWindow(%q) = %v, %v, want %v", text, got, err, want)
		}
	}
}

var notWindows = []string{
	"", "last", "10 working days of fiscal quarter", "last 0 working days of fiscal month", "last -1 working days of fiscal month",
	"last 010 working days of fiscal month", "last ten working days of fiscal month", "last 10 days of fiscal month",
	"last 10 working days of fiscal year", "last 10 working days of quarter", "last 10 working days of fiscal quarter.",
	"first 10 working days of fiscal quarter", "Last 10 working days of fiscal quarter", "last last 10 working days of fiscal quarter",
}

func TestParseWindowRefusesOtherTextsAndSaysHowToWriteOne(t *testing.T) {
	for _, text := range notWindows {
		got, err := cadence.ParseWindow(text)
		if err == nil || got != (cadence.Window{}) || !strings.Contains(err.Error(), "last 10 working days of fiscal quarter") {
			t.Errorf("ParseWindow(%q) = %v, %v", text, got, err)
		}
	}
}

func TestAround(t *testing.T) {
	quarter := func(days int) cadence.Window { return cadence.Window{Days: days, Of: cadence.Quarterly} }
	retail := fiscalTable(day("2025-12-29"), 1, 4, 4, 5)
	for _, test := range []struct {
		name   string
		window cadence.Window
		date   string
		fiscal cadence.Fiscal
		c      *cadence.Calendar
		want   cadence.Period
	}{
		{"the forecast's ten days", quarter(10), "2026-02-10", cadence.Fiscal{}, cadence.Standard(), period("2026-03-18", "2026-03-31")},
		{"the pipeline's fifteen days", quarter(15), "2026-03-31", cadence.Fiscal{}, cadence.Standard(), period("2026-03-11", "2026-03-31")},
		{"holidays start it earlier", quarter(10), "2026-02-10", cadence.Fiscal{}, withHolidays("2026-03-30"), period("2026-03-17", "2026-03-31")},
		{"a quarter that ends in April", quarter(1), "2026-04-01", cadence.Fiscal{Start: time.May}, cadence.Standard(), period("2026-04-30", "2026-04-30")},
		{"it lasts to the last day, a Sunday", cadence.Window{Days: 2, Of: cadence.Monthly}, "2026-05-01", cadence.Fiscal{}, cadence.Standard(), period("2026-05-28", "2026-05-31")},
		{"a 4-4-5 quarter", quarter(5), "2026-01-01", retail, cadence.Standard(), period("2026-03-23", "2026-03-29")},
		{"no more days than there are", quarter(100), "2026-02-10", cadence.Fiscal{}, cadence.Standard(), period("2026-01-01", "2026-03-31")},
		{"none beyond a table", quarter(10), "2027-02-10", retail, cadence.Standard(), cadence.Period{}},
		{"none where nobody works", quarter(10), "2026-02-10", cadence.Fiscal{}, &cadence.Calendar{}, cadence.Period{}},
		{"none without days", quarter(0), "2026-02-10", cadence.Fiscal{}, cadence.Standard(), cadence.Period{}},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := test.window.Around(day(test.date), test.fiscal, test.c); got != test.want {
				t.Errorf("got %v, want %v", got, test.want)
			}
		})
	}
}

func TestRhythmsTightenAtTheEndOfAQuarter(t *testing.T) {
	quarter := period("2026-01-01", "2026-03-31")
	for _, test := range []struct {
		name   string
		window cadence.Window
		base   []cadence.Date
		codes  []string
		total  int
		inside []cadence.Date
	}{
		{"the forecast twice a week in the last ten days", cadence.Window{Days: 10, Of: cadence.Quarterly},
			nominals("TUE", cadence.Weekly, quarter), []string{"TUE", "THU"}, 15, days("2026-03-19", "2026-03-24", "2026-03-26", "2026-03-31")},
		{"the pipeline every week in the last fifteen days", cadence.Window{Days: 15, Of: cadence.Quarterly},
			nominals("W2-TUE", cadence.Biweekly, quarter), []string{"TUE"}, 8, days("2026-03-17", "2026-03-24", "2026-03-31")},
	} {
		t.Run(test.name, func(t *testing.T) {
			window := test.window.Around(quarter.Start, cadence.Fiscal{}, cadence.Standard())
			outside := slices.DeleteFunc(slices.Clone(test.base), window.Contains)
			var inside []cadence.Date
			for _, code := range test.codes {
				inside = append(inside, nominals(code, cadence.Weekly, window)...)
			}
			slices.Sort(inside)
			if !slices.Equal(inside, test.inside) {
				t.Errorf("in the window %v, want %v", inside, test.inside)
			}
			if got := len(outside) + len(inside); got != test.total {
				t.Errorf("%d in all, want %d", got, test.total)
			}
		})
	}
	if got := len(nominals("TUE", cadence.Weekly, quarter)); got != 13 {
		t.Errorf("the quarter has %d Tuesdays", got)
	}
	if got, want := nominals("W2-TUE", cadence.Biweekly, quarter), days("2026-03-17", "2026-03-31"); !slices.Equal(got[len(got)-2:], want) {
		t.Errorf("the pipeline's last dates are %v, want %v", got, want)
	}
}

func TestAWindowIsTheEndOfItsQuarter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		today := anyDate().Draw(t, "date")
		c, fiscal := anyCalendar(t, today), anyFiscal(t, today)
		n := rapid.IntRange(1, 30).Draw(t, "days")
		w := cadence.Window{Days: n, Of: rapid.SampledFrom([]cadence.Cadence{cadence.Monthly, cadence.Quarterly}).Draw(t, "of")}
		whole := cadence.Rhythm{Cadence: w.Of}.Period(today, fiscal, c.WeekStart)
		got, all := w.Around(today, fiscal, c), c.WorkingDays(whole)
		if got.IsZero() != (len(all) == 0) {
			t.Fatalf("window %v of %v, which has %d working days", got, whole, len(all))
		}
		if got.IsZero() {
			return
		}
		if got.End != whole.End || !whole.Contains(got.Start) || !c.Works(got.Start) || len(c.WorkingDays(got)) != min(n, len(all)) {
			t.Fatalf("window %v of %v", got, whole)
		}
	})
}

func FuzzParseWindow(f *testing.F) {
	for _, text := range append(notWindows, "last 10 working days of fiscal quarter", "last 1 working days of fiscal month") {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		w, err := cadence.ParseWindow(text)
		if err != nil && w != (cadence.Window{}) || err == nil && (w.Days < 1 || w.Of != cadence.Monthly && w.Of != cadence.Quarterly) {
			t.Errorf("ParseWindow(%q) = %v, %v", text, w, err)
		}
	})
}
