package typed_test

import (
	"strings"
	"testing"

	"coach/bot/typed"
	"coach/cadence"
	"coach/practice"
)

func TestReadAway(t *testing.T) {
	thursday := cadence.NewDate(2026, 12, 3)
	for _, c := range []struct{ words, want string }{
		{"24 Dec - 2 Jan", "2026-12-24 2027-01-02"},
		{"24 dec-2 jan", "2026-12-24 2027-01-02"},
		{"24 dec to 2 january", "2026-12-24 2027-01-02"},
		{"Dec 24 – Jan 2", "2026-12-24 2027-01-02"},
		{"December 24th — January 2nd", "2026-12-24 2027-01-02"},
		{"from 24 Dec until 2 Jan", "2026-12-24 2027-01-02"},
		{"24 Dec till 2 Jan 2027", "2026-12-24 2027-01-02"},
		{"24 Dec 2026 - 2 Jan", "2026-12-24 2027-01-02"},
		{"Thursday 24 December through Saturday, 2 January", "2026-12-24 2027-01-02"},
		{"2026-12-24 - 2027-01-02", "2026-12-24 2027-01-02"},
		{"2026-12-24-2027-01-02", "2026-12-24 2027-01-02"},
		{"24 - 28 Dec", "2026-12-24 2026-12-28"},
		{"Dec 24 - 28", "2026-12-24 2026-12-28"},
		{"28 - 31 Dec 2026", "2026-12-28 2026-12-31"},
		{"24 Dec", "2026-12-24 2026-12-24"},
		{"on the 24th of December", "2026-12-24 2026-12-24"},
		{"the 7th", "2026-12-07 2026-12-07"},
		{"the 2nd", "2027-01-02 2027-01-02"},
		{"5 Sept", "2027-09-05 2027-09-05"},
		{"from 24 Dec", "2026-12-24 "},
		{"from 24 Dec until further notice", "2026-12-24 "},
		{"24 Dec until further notice", "2026-12-24 "},
		{"until further notice", "2026-12-03 "},
		{"today", "2026-12-03 2026-12-03"},
		{"today and tomorrow", "from: couldn't read"},
		{"tomorrow", "2026-12-04 2026-12-04"},
		{"yesterday", "2026-12-02 2026-12-02"},
		{"until friday", "2026-12-03 2026-12-04"},
		{"monday", "2026-12-07 2026-12-07"},
		{"this friday", "2026-12-04 2026-12-04"},
		{"thursday", "2026-12-03 2026-12-03"},
		{"next friday", "2026-12-11 2026-12-11"},
		{"monday - wednesday", "2026-12-07 2026-12-09"},
		{"friday - monday", "2026-12-04 2026-12-07"},
		{"thu to weds", "2026-12-03 2026-12-09"},
		{"this week", "2026-12-03 2026-12-06"},
		{"next week", "2026-12-07 2026-12-13"},
		{"27 Nov", "2026-11-27 2026-11-27"},
		{"1 Nov", "2027-11-01 2027-11-01"},
		{"27 Nov - 10 Dec", "2026-11-27 2026-12-10"},
		{"", ""},
		{"please", ""},
		{"1 Feb 2027 - 1 Apr 2028", "to: more than 400 days"},
		{"1 Mar 2028", "from: more than a year ahead"},
		{"1 Mar 2024", "from: more than a year ago"},
		{"28 Dec - 24 Dec", "to: 24 December 2026 is before the first day, 28 December 2026"},
		{"5 Mar - 3 Feb", "to: 3 February 2027 is before the first day, 5 March 2027"},
		{"28 Dec 2026 - 24 Dec 2026", "to: is before the first day"},
		{"24/12-2/1", "from: could read that date in two ways"},
		{"24.12.", "from: could read that date in two ways"},
		{"31 Feb", "from: There's no 31 February."},
		{"29 Feb", "from: There's no 29 February in 2027."},
		{"24 Dec - ", "from: couldn't read"},
		{"- 24 Foo", "from: couldn't read"},
		{"monday tuesday", "from: couldn't read"},
		{"next", "from: couldn't read"},
		{"40 Dec", "from: couldn't read"},
		{"24 Dec 1234567890123456789012", "from: couldn't read"},
		{"gone fishing", "from: couldn't read"},
	} {
		from, to, err := typed.ReadAway(c.words, thursday)
		got := strings.TrimSuffix(from.String()+" "+to.String(), " ")
		if to == 0 && from != 0 {
			got += " "
		}
		field, text, refused := strings.Cut(c.want, ": ")
		switch ps, _ := err.(practice.Problems); {
		case refused && (len(ps) != 1 || ps[0].Field != field || !strings.Contains(ps[0].Text, text)):
			t.Errorf("“%s” is read as %q, %v; it should be refused at %s with %q", c.words, got, err, field, text)
		case !refused && (err != nil || got != c.want):
			t.Errorf("“%s” is read as %q, %v, want %q", c.words, got, err, c.want)
		}
	}
}

func TestDaysWithoutAYearAreTheNearest(t *testing.T) {
	for _, c := range []struct{ today, words, want string }{
		{"2027-01-05", "28 Dec - 2 Jan", "2026-12-28 2027-01-02"},
		{"2027-01-05", "28 Dec", "2026-12-28 2026-12-28"},
		{"2027-02-05", "28 Dec", "2027-12-28 2027-12-28"},
		{"2026-12-31", "2 Jan", "2027-01-02 2027-01-02"},
		{"2027-12-20", "24 Dec - 29 Feb", "2027-12-24 2028-02-29"},
	} {
		today, _ := cadence.ParseDate(c.today)
		from, to, err := typed.ReadAway(c.words, today)
		if got := from.String() + " " + to.String(); err != nil || got != c.want {
			t.Errorf("on %s “%s” is read as %s, %v, want %s", c.today, c.words, got, err, c.want)
		}
	}
}

// What is read is leave that may be noted, whatever was typed.
func FuzzReadAway(f *testing.F) {
	for _, words := range []string{"24 Dec - 2 Jan", "from monday until further notice", "28 - 31 Dec 2026", "next week", "29 feb", "24/12", "1 Jan 0001 - 2", "9999-12-31", "until the 31st"} {
		f.Add(words, int32(cadence.NewDate(2026, 12, 3)))
	}
	f.Fuzz(func(t *testing.T, words string, day int32) {
		today := cadence.NewDate(2026, 1, 1) + cadence.Date(day%40_000+40_000)%40_000
		from, to, err := typed.ReadAway(words, today)
		l := practice.Leave{From: from, To: to}
		switch {
		case err != nil:
			if _, theirs := err.(practice.Problems); !theirs || from != 0 || to != 0 {
				t.Errorf("“%s”: %v, %v, %v", words, from, to, err)
			}
		case from == 0 && to != 0, from != 0 && l.Validate(today) != nil:
			t.Errorf("on %v “%s” is read as %v - %v", today, words, from, to)
		}
	})
}
