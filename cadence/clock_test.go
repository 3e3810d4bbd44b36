package cadence_test

import (
	"archive/zip"
	_ "embed"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
	_ "time/tzdata"

	"coach/cadence"
)

func location(t *testing.T, name string) *time.Location {
	t.Helper()
	zone, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return zone
}

func clock(text string) cadence.Clock {
	c, err := cadence.ParseClock(text)
	if err != nil {
		panic(err)
	}
	return c
}

func TestEveryMinuteOfTheDayIsReadAsItIsWritten(t *testing.T) {
	for c := range cadence.Clock(24 * 60) {
		got, err := cadence.ParseClock(c.String())
		if err != nil || got != c {
			t.Errorf("minute %d is written %q and read as %d, %v", int(c), c, int(got), err)
		}
	}
	if got := cadence.Clock(525).String(); got != "08:45" {
		t.Errorf("minute 525 is %s", got)
	}
}

var notClocks = []string{"", "8:45", "24:00", "08:60", "08.45", "0845", "08:45:00", "08:45 ", "8:45am", "-1:30", "08:5"}

func TestParseClockRefusesWhatIsNoTimeOfDayAndSaysHowToWriteOne(t *testing.T) {
	for _, text := range notClocks {
		c, err := cadence.ParseClock(text)
		if err == nil || c != 0 || !strings.Contains(err.Error(), "08:45") {
			t.Errorf("ParseClock(%q) = %v, %v", text, c, err)
		}
	}
}

func TestAt(t *testing.T) {
	for _, test := range []struct{ name, date, clock, zone, want string }{
		{"before New York sets its clocks forward", "2026-03-06", "08:45", "America/New_York", "2026-03-06T13:45:00Z"},
		{"after New York has set its clocks forward", "2026-03-09", "08:45", "America/New_York", "2026-03-09T12:45:00Z"},
		{"in a gap: the first instant after it", "2026-03-08", "02:30", "America/New_York", "2026-03-08T07:00:00Z"},
		{"at the start of a gap", "2026-03-08", "02:00", "America/New_York", "2026-03-08T07:00:00Z"},
		{"at the end of a gap", "2026-03-08", "03:00", "America/New_York", "2026-03-08T07:00:00Z"},
		{"the last minute before a gap", "2026-03-08", "01:59", "America/New_York", "2026-03-08T06:59:00Z"},
		{"in an overlap: the first of two", "2026-11-01", "01:30", "America/New_York", "2026-11-01T05:30:00Z"},
		{"the first minute after an overlap", "2026-11-01", "02:00", "America/New_York", "2026-11-01T07:00:00Z"},
		{"the last evening of a leap year", "2028-12-31", "23:59", "America/New_York", "2029-01-01T04:59:00Z"},
		{"a gap at midnight", "2018-11-04", "00:00", "America/Sao_Paulo", "2018-11-04T03:00:00Z"},
		{"an overlap across midnight", "2018-02-17", "23:30", "America/Sao_Paulo", "2018-02-18T01:30:00Z"},
		{"a gap of half an hour", "2026-10-04", "02:15", "Australia/Lord_Howe", "2026-10-03T15:30:00Z"},
		{"a day that Samoa skipped", "2011-12-30", "09:00", "Pacific/Apia", "2011-12-30T10:00:00Z"},
		{"a day that Kwajalein lived twice", "1969-09-30", "12:00", "Pacific/Kwajalein", "1969-09-30T01:00:00Z"},
		{"a zone that never changes", "2026-07-01", "00:00", "Asia/Kathmandu", "2026-06-30T18:15:00Z"},
	} {
		t.Run(test.name, func(t *testing.T) {
			zone := location(t, test.zone)
			got := day(test.date).At(clock(test.clock), zone)
			if got.UTC().Format(time.RFC3339) != test.want {
				t.Errorf("%s %s is %s, want %s", test.date, test.clock, got.UTC().Format(time.RFC3339), test.want)
			}
			if got.Location() != zone {
				t.Errorf("the instant is in %s, want %s", got.Location(), zone)
			}
		})
	}
}

// A change is an instant at which a zone's clocks are set to another offset.
type change struct {
	at            time.Time
	before, after time.Duration
}

// changesOf finds the changes of a zone from 2010 to 2036. ZoneBounds may end a span early, at a year's end, and on the
// last day of some leap years even before the instant it was asked about.
func changesOf(zone *time.Location) []change {
	offset := func(at time.Time) time.Duration {
		_, seconds := at.Zone()
		return time.Duration(seconds) * time.Second
	}
	var changes []change
	at := time.Date(2010, time.January, 1, 0, 0, 0, 0, time.UTC).In(zone)
	for at.Year() < 2037 {
		_, end := at.ZoneBounds()
		if end.IsZero() {
			break
		}
		if !end.After(at) {
			end = at.AddDate(0, 0, 1)
		}
		if before, after := offset(end.Add(-time.Second)), offset(end); before != after {
			changes = append(changes, change{end, before, after})
		}
		at = end
	}
	return changes
}

// first returns the first instant from which clocks show at least the wall time, which is given as if it were UTC.
func (c change) first(wall time.Time) time.Time {
	if wall.Before(c.at.Add(c.before)) {
		return wall.Add(-c.before)
	}
	if shown := wall.Add(-c.after); shown.After(c.at) {
		return shown
	}
	return c.at
}

//go:embed testdata/zones.txt
var listedZones string

// zones returns every zone of the database that Go embeds: those of the toolchain at hand or, where it has been left
// out, those of a list.
func zones(t *testing.T) []*time.Location {
	t.Helper()
	names := strings.Fields(listedZones)
	root, err := exec.CommandContext(t.Context(), "go", "env", "GOROOT").Output()
	if err == nil {
		database := filepath.Join(strings.TrimSpace(string(root)), "lib", "time", "zoneinfo.zip")
		if archive, err := zip.OpenReader(database); err == nil {
			defer archive.Close()
			t.Setenv("ZONEINFO", database)
			names = namesIn(archive)
		}
	}
	var found []*time.Location
	for _, name := range names {
		found = append(found, location(t, name))
	}
	return found
}

func namesIn(archive *zip.ReadCloser) []string {
	var names []string
	for _, file := range archive.File {
		if !file.FileInfo().IsDir() {
			names = append(names, file.Name)
		}
	}
	return names
}

func TestAtIsRightAroundEveryChangeOfEveryZone(t *testing.T) {
	all, changes := zones(t), 0
	for _, zone := range all {
		for _, c := range changesOf(zone) {
			changes++
			for _, wall := range wallTimesAround(c) {
				got := cadence.DateOf(wall).At(cadence.Clock(wall.Hour()*60+wall.Minute()), zone)
				if want := c.first(wall); !got.Equal(want) {
					t.Errorf("%s: %s is %s, want %s", zone, wall.Format("2006-01-02 15:04"), got, want.In(zone))
				}
			}
		}
	}
	t.Logf("%d changes of %d zones", changes, len(all))
	if changes < 10_000 {
		t.Errorf("found only %d changes of %d zones", changes, len(all))
	}
}

// wallTimesAround returns wall times a day to a minute before, in and after what a change skips or repeats.
func wallTimesAround(c change) []time.Time {
	var walls []time.Time
	for _, edge := range []time.Time{c.at.Add(c.before).UTC(), c.at.Add(c.after).UTC()} {
		for _, distance := range []time.Duration{0, time.Minute, 10 * time.Minute, 3 * time.Hour, 23 * time.Hour} {
			walls = append(walls, edge.Add(-distance), edge.Add(distance))
		}
	}
	return walls
}

func FuzzParseClock(f *testing.F) {
	for _, text := range append(notClocks, "00:00", "08:45", "23:59") {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		c, err := cadence.ParseClock(text)
		if err == nil && (c < 0 || c >= 24*60 || c.String() != text) || err != nil && c != 0 {
			t.Errorf("ParseClock(%q) = %v, %v", text, c, err)
		}
	})
}
