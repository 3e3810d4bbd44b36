package practice_test

import (
	"testing"
	"time"

	"coach/cadence"
	"coach/practice"
)

// One instant has two civil dates somewhere in the world at almost any time of
// day: whose it is decides.
func TestTodayIsWhoseverDayItIs(t *testing.T) {
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	lateSunday := time.Date(2026, time.March, 8, 23, 30, 0, 0, time.UTC)
	sunday, monday := cadence.NewDate(2026, time.March, 8), cadence.NewDate(2026, time.March, 9)
	for name, test := range map[string]struct{ got, want cadence.Date }{
		"a person in Berlin":                          {practice.Person{Zone: "Europe/Berlin"}.Today(lateSunday, time.UTC), monday},
		"a person in New York":                        {practice.Person{Zone: "America/New_York"}.Today(lateSunday, berlin), sunday},
		"a person without a zone, in an organisation": {practice.Person{}.Today(lateSunday, berlin), monday},
	} {
		if test.got != test.want {
			t.Errorf("%s: %s, want %s", name, test.got, test.want)
		}
	}
}
