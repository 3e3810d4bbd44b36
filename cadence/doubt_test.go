package cadence

import (
	"testing"
	"time"
)

func TestDoubtOfAClock(t *testing.T) {
	built := time.Date(2026, 2, 20, 12, 0, 0, 0, time.UTC)
	now := time.Date(2026, 3, 5, 8, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		about      string
		now, built time.Time
		last       Date
		doubt      Doubt
		other      time.Time
		holds      bool
	}{
		{"every minute", now, built, NewDate(2026, 3, 5), NoDoubt, now, false},
		{"the first minute of a day", now, built, NewDate(2026, 3, 4), NoDoubt, now, false},
		{"planned already where the day has begun", now, built, NewDate(2026, 3, 6), NoDoubt, now, false},
		{"after a week's pause", now, built, NewDate(2026, 2, 26), NoDoubt, now, false},
		{"after a longer pause", now, built, NewDate(2026, 2, 20), FarAhead, now.Add(time.Hour), false},
		{"next year", now.AddDate(1, 1, 0), built, NewDate(2026, 3, 5), FarAhead, now, true},
		{"two weeks ahead", now.AddDate(0, 0, 14), built, NewDate(2026, 3, 5), FarAhead, now, true},
		{"the very first day", now, built, 0, FarAhead, now, false},
		{"the very first day, next year", now.AddDate(1, 0, 0), built, 0, FarAhead, now, true},
		{"a clock without a battery", time.Unix(0, 0), built, NewDate(2026, 3, 5), BeforeBuild, time.Unix(0, 0), true},
		{"the day of the build", built.Add(-time.Hour), built, NewDate(2026, 2, 20), NoDoubt, built, false},
		{"a build that does not say when", time.Unix(0, 0), time.Time{}, NewDate(2026, 3, 5), FarBehind, now, true},
		{"a week behind", now.AddDate(0, 0, -7), built, NewDate(2026, 3, 5), FarBehind, now, true},
		{"right again after it was ahead", now, built, NewDate(2027, 4, 5), FarBehind, now, false},
	} {
		doubt := DoubtOf(c.now, c.built, c.last)
		if doubt != c.doubt || doubt.HoldsAgainst(c.other, c.now) != c.holds {
			t.Errorf("%s: doubt %d, holds %v", c.about, doubt, doubt.HoldsAgainst(c.other, c.now))
		}
	}
}

func TestOffsetsOfAnotherTable(t *testing.T) {
	vancouver, err := time.LoadLocation("America/Vancouver")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		at     time.Time
		offset int
		want   bool
	}{
		{time.Date(2025, 11, 30, 12, 0, 0, 0, time.UTC), -8 * 3600, true},
		{time.Date(2025, 11, 30, 12, 0, 0, 0, time.UTC), -7 * 3600, false},
		{time.Date(2025, 7, 1, 12, 0, 0, 0, time.UTC), -7 * 3600, true},
		{time.Date(2025, 11, 2, 8, 59, 0, 0, time.UTC), -8 * 3600, true}, // a minute before the change
		{time.Date(2025, 11, 2, 9, 1, 0, 0, time.UTC), -7 * 3600, true},
	} {
		if got := IsAt(vancouver, c.offset, c.at); got != c.want {
			t.Errorf("%d at %v: %v", c.offset, c.at, got)
		}
	}
}
