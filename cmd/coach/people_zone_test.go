package main

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"coach/cadence"
	"coach/practice"
	"coach/store"
)

// The same files at the same instant change and say the same, wherever the
// machine thinks it is.
func TestImportsCountDaysWhereTheOrganisationIs(t *testing.T) {
	instant := time.Date(2026, 3, 2, 11, 30, 0, 0, time.UTC) // Tuesday in Auckland
	machines := []*time.Location{time.UTC, time.FixedZone("west", -12*3600), time.FixedZone("east", 14*3600)}
	for _, organisation := range []struct {
		zone  string
		today cadence.Date
	}{{"Pacific/Auckland", cadence.NewDate(2026, 3, 3)}, {"America/Los_Angeles", cadence.NewDate(2026, 3, 2)}} {
		var said []string
		for _, machine := range machines {
			now := instant.In(machine)
			path := t.TempDir() + "/coach.db"
			var out bytes.Buffer
			people := func(csv string, complete bool) {
				c := importCommand{File: "people.csv", DB: path, Complete: complete, Yes: complete}
				if err := c.importFrom(t.Context(), strings.NewReader(csv), &out, now); err != nil {
					t.Fatal(err)
				}
			}
			people("email,manager_email\ndana@example.com,\nana@example.com,dana@example.com\n", false)
			db, err := store.Open(t.Context(), path)
			if err != nil {
				t.Fatal(err)
			}
			if err := db.Fix(t.Context(), practice.Settings{Recognition: "C1", Zone: organisation.zone}); err != nil {
				t.Fatal(err)
			}
			db.Close()
			out.Reset()
			people("email\ndana@example.com\n", true)
			holidays := holidaysImportCommand{Name: "everyone", File: "h.ics", DB: path}
			if err := holidays.importFrom(t.Context(), []byte(calendarOf("DTSTART;VALUE=DATE:20260302", "DTSTART;VALUE=DATE:20260303", "DTSTART;VALUE=DATE:20260304")), &out, now); err != nil {
				t.Fatal(err)
			}
			if err := (holidaysListCommand{DB: path}).list(t.Context(), &out, now); err != nil {
				t.Fatal(err)
			}
			said = append(said, strings.ReplaceAll(out.String(), path, ""))
			if got := endOf(t, path, "ana@example.com"); got != organisation.today-1 {
				t.Errorf("in %s, on a machine in %s, Ana ends on %s, want %s", organisation.zone, machine, got, organisation.today-1)
			}
		}
		if said[0] != said[1] || said[1] != said[2] {
			t.Errorf("in %s the imports say different things on different machines:\n%s", organisation.zone, strings.Join(said, "\n"))
		}
		if want := "Next: " + organisation.today.Format("Mon 2 January 2006"); !strings.Contains(said[0], want) {
			t.Errorf("in %s holidays do not begin with %q:\n%s", organisation.zone, want, said[0])
		}
	}
}

// endOf is the last day on which a person reports to somebody.
func endOf(t *testing.T, path, email string) cadence.Date {
	t.Helper()
	db, err := store.Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	p, err := db.PersonByEmail(t.Context(), email)
	if err != nil {
		t.Fatal(err)
	}
	roster, err := db.Roster(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return roster.Lines(p.ID)[0].To
}
