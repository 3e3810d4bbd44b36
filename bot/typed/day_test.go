package typed_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"coach/bot/typed"
	"coach/cadence"
	"coach/files"
	"coach/practice"
)

// written are the ways in which people write a day of a month, with M for the
// month and D for the day.
var written = []string{"D M", "M D", "Dth M", "M Dth", "D of M", "the Dth of M", "M D,", "D M.", "on D M", "on M the Dth"}

// names are the ways in which people write a month: in full, or its first
// letters, three at least.
func names(m time.Month) []string {
	full := m.String()
	all := []string{full, strings.ToLower(full), strings.ToUpper(full[:3])}
	for n := 3; n < len(full); n++ {
		all = append(all, full[:n])
	}
	return all
}

func ordinal(day int) string {
	ending := "th"
	if day/10 != 1 {
		switch day % 10 {
		case 1:
			ending = "st"
		case 2:
			ending = "nd"
		case 3:
			ending = "rd"
		}
	}
	return fmt.Sprint(day, ending)
}

func write(form, month string, day int) string {
	form = strings.ReplaceAll(strings.ReplaceAll(form, "Dth", "\x00"), "D", fmt.Sprint(day))
	return strings.ReplaceAll(strings.ReplaceAll(form, "M", month), "\x00", ordinal(day))
}

var readOn = []cadence.Date{
	cadence.NewDate(2026, 3, 5), cadence.NewDate(2028, 2, 29), cadence.NewDate(2028, 3, 1), cadence.NewDate(2027, 1, 1), cadence.NewDate(2026, 12, 31),
}

func isDay(d cadence.Date, month time.Month, day int) bool {
	_, m, n := d.Civil()
	return m == month && n == day
}

// Every day of the year, in every way people write it, is read as that day or,
// where there is none, as no day, and coach says so. It is never another day.
func TestEveryDayIsReadAsWritten(t *testing.T) {
	pb, r := onlyOneOnOnes(), speakers()
	for n, today := range readOn {
		for m := time.January; m <= time.December; m++ {
			for _, name := range names(m) {
				for day := 1; day <= 31; day++ {
					for i, form := range written {
						if (name != m.String() || n > 0) && i != (day+len(name))%len(written) {
							continue // every form with every day, and with every name, but not with every pair
						}
						words := write(form, name, day)
						said := typed.Understand(pb, r, 1, "1:1 ana "+words, today)
						last := latest(today, m, day)
						if said.On != last && last != 0 || (said.Missing != "") != (last == 0) || said.Rest != "" || len(said.People) != 1 {
							t.Fatalf("on %s “1:1 ana %s” is %s, missing %q, rest %q; want %s", today, words, said.On, said.Missing, said.Rest, last)
						}
						if said.Missing != "" && (said.On != today || !strings.Contains(said.Missing, m.String())) {
							t.Fatalf("on %s “%s” is %s, missing %q", today, words, said.On, said.Missing)
						}
						if day != 1 && form != "D M" && form != "M D" {
							continue
						}
						from, _, err := typed.ReadAway(words, today)
						switch ps, theirs := errors.AsType[practice.Problems](err); {
						case err == nil && !isDay(from, m, day):
							t.Fatalf("on %s leave on “%s” begins on %s", today, words, from)
						case err == nil && (from < today-31 || from > today+366):
							t.Fatalf("on %s leave on “%s” begins on %s, which is not near", today, words, from)
						case err != nil && (!theirs || !strings.Contains(ps[0].Text, m.String())):
							t.Fatalf("on %s leave on “%s” comes to %v", today, words, err)
						}
					}
				}
			}
		}
	}
}

// onlyOneOnOnes is a playbook in which little has to be looked for.
func onlyOneOnOnes() *practice.Playbook {
	pb := *files.Default()
	p, _ := pb.Practice("one_on_one", readOn[0])
	pb.Practices = []practice.Practice{*p}
	return &pb
}

// latest is the day of that date which was last or is today; no date where that
// year had none.
func latest(today cadence.Date, month time.Month, day int) cadence.Date {
	year, m, n := today.Civil()
	if month > m || month == m && day > n {
		year--
	}
	if d := cadence.NewDate(year, month, day); isDay(d, month, day) {
		return d
	}
	return 0
}

// A day that is written with its year is that day, of any year.
func TestADayWithItsYear(t *testing.T) {
	pb, r := files.Default(), speakers()
	rapid.Check(t, func(t *rapid.T) {
		d := cadence.Date(rapid.IntRange(int(cadence.NewDate(1990, 1, 1)), int(cadence.NewDate(2060, 12, 31))).Draw(t, "day"))
		today := rapid.SampledFrom(readOn).Draw(t, "today")
		year, month, day := d.Civil()
		form := rapid.SampledFrom([]string{"D M #", "M D, #", "Dth of M #", "M Dth #"}).Draw(t, "form")
		name := rapid.SampledFrom(names(month)).Draw(t, "month")
		words := strings.ReplaceAll(write(form, name, day), "#", fmt.Sprint(year))
		if said := typed.Understand(pb, r, 1, words, today); said.On != d || said.Missing != "" || said.Rest != "" {
			t.Fatalf("“%s” is %s, missing %q, rest %q", words, said.On, said.Missing, said.Rest)
		}
	})
}

func TestADayThatDoesNotExist(t *testing.T) {
	pb, r, today := files.Default(), speakers(), cadence.NewDate(2026, 3, 5)
	for words, want := range map[string]string{
		"1:1 ana 29 Feb":      "29 February in 2026",
		"29 Feb 2027 1:1 ana": "29 February in 2027",
		"1:1 ana 31 June":     "31 June",
		"1:1 ana 30 feb 2028": "30 February",
	} {
		if said := typed.Understand(pb, r, 1, words, today); said.Missing != want || said.On != today || len(said.People) != 1 {
			t.Errorf("“%s” is %s, missing %q", words, said.On, said.Missing)
		}
	}
	for words, want := range map[string]string{
		"29 Feb":               "There's no 29 February in 2026",
		"28 Feb - 31 Mar 2026": "",
		"27 - 29 Feb":          "There's no 29 February in 2026",
		"from 31 april":        "There's no 31 April",
	} {
		_, _, err := typed.ReadAway(words, today)
		if want == "" && err != nil || want != "" && !strings.Contains(fmt.Sprint(err), want) {
			t.Errorf("leave on “%s” comes to %v, want %q", words, err, want)
		}
	}
}
