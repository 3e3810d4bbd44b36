package practice_test

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"coach/cadence"
	"coach/practice"
)

// clocks returns the time zones of the world whose clocks differ on some day
// of a span, one of each kind, and how many zones there are in all.
func clocks(t *testing.T, from, to time.Time) (kinds []*time.Location, all int) {
	t.Helper()
	names, err := os.ReadFile("../cadence/testdata/zones.txt")
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, name := range strings.Fields(string(names)) {
		z := zone(t, name)
		var changes strings.Builder
		for at := from.In(z); at.Before(to); {
			_, offset := at.Zone()
			_, end := at.ZoneBounds()
			fmt.Fprint(&changes, at.Unix(), offset, ";")
			if end.IsZero() {
				break
			}
			at = end
		}
		if all++; !seen[changes.String()] {
			seen[changes.String()] = true
			kinds = append(kinds, z)
		}
	}
	return kinds, all
}

// Two years of morning messages in every time zone: a check every quarter of
// an hour, which remembers the days it has decided, gives one morning each
// working day, from the chosen time on.
func TestTwoYearsOfEveryTimeZoneGiveEachMorningOnce(t *testing.T) {
	from, to := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC), time.Date(2028, 1, 1, 0, 0, 0, 0, time.UTC)
	zones, all := clocks(t, from, to)
	if all < 590 || len(zones) < 40 {
		t.Fatalf("only %d zones with %d kinds of clocks", all, len(zones))
	}
	mornings := []cadence.Clock{8 * 60, practice.DefaultMorning, 17*60 + 15}
	c := found(t, only("team_meeting"), "Dana", "Eli", "Fay")
	for _, z := range zones {
		for i := range c.people {
			c.people[i].Zone, c.people[i].Morning = z.String(), mornings[i]
		}
		roster := c.roster()
		bundledOn := make([]cadence.Date, len(c.people))
		keys := make([]map[string]bool, len(c.people))
		for i := range keys {
			keys[i] = map[string]bool{}
		}
		for now := from; now.Before(to); now = now.Add(15 * time.Minute) {
			local := now.In(z)
			today, clock := cadence.DateOf(local), cadence.Clock(local.Hour()*60+local.Minute())
			for i, p := range c.people {
				if clock < p.Morning || bundledOn[i] >= today {
					continue
				}
				bundledOn[i] = today
				on, has := practice.MorningHas(roster, p.ID, now, time.UTC)
				key := practice.Bundle{Person: p.ID, On: on}.Key()
				switch {
				case on != today:
					t.Fatalf("%s: at %s it is %s", z, local, on)
				case has && keys[i][key]:
					t.Fatalf("%s: %s comes twice", z, key)
				case has && clock >= p.Morning+15 && today > cadence.DateOf(from): // the first look may come in the middle of a day
					t.Fatalf("%s: %s comes only at %s", z, key, local)
				case has:
					keys[i][key] = true
				}
			}
		}
		for d := cadence.DateOf(from) + 1; d < cadence.DateOf(to)-1; d++ { // days that the span has in every zone
			for i, p := range c.people {
				if key := (practice.Bundle{Person: p.ID, On: d}).Key(); keys[i][key] != cadence.Standard().Works(d) {
					t.Fatalf("%s: %s is said: %t", z, key, keys[i][key])
				}
			}
		}
	}
	t.Logf("%d zones, %d kinds of clocks", all, len(zones))
}

func TestE16WhoMovesToAnotherZoneKeepsTheirDates(t *testing.T) {
	c := found(t, only("team_meeting", "observation"), "Dana", "Ana < Dana")
	c.person("Dana").Zone = "Asia/Tokyo"
	before := c.plan("Dana", date(3, 2), date(3, 8))
	instant := instant(t, "2026-03-04 23:30") // Thursday morning in Tokyo, Wednesday afternoon in Los Angeles
	tokyo, early := practice.MorningHas(c.roster(), c.id("Dana"), instant, time.UTC)
	c.person("Dana").Zone = "America/Los_Angeles"
	moved, again := practice.MorningHas(c.roster(), c.id("Dana"), instant, time.UTC)
	if tokyo != date(3, 5) || moved != date(3, 4) || early || !again {
		t.Errorf("it was %s (morning: %t) and is %s (morning: %t)", tokyo, early, moved, again)
	}
	after := c.plan("Dana", date(3, 2), date(3, 8))
	var stored []practice.Stored
	for i, o := range before {
		o.ID = practice.OccurrenceID(i + 1)
		stored = append(stored, practice.Stored{Occurrence: o, Shown: true})
	}
	if changed := practice.Reconcile(stored, after, c.playbook, moved, moved); len(changed) > 0 {
		t.Errorf("the move changed %+v", changed)
	}
	// With the zone comes another calendar: there Thursday is a holiday, and later so is Friday.
	c.playbook.Calendars["west"] = cadence.Standard()
	c.playbook.Calendars["west"].Holidays = map[cadence.Date]bool{date(3, 5): true}
	c.person("Dana").Calendar = "west"
	stored = applied(stored, practice.Reconcile(stored, c.plan("Dana", date(3, 2), date(3, 8)), c.playbook, moved, moved))
	c.playbook.Calendars["west"].Holidays[date(3, 6)] = true
	for _, a := range practice.Reconcile(stored, c.plan("Dana", date(3, 2), date(3, 8)), c.playbook, moved, moved) {
		if a.DueOn < date(3, 6) {
			t.Errorf("%s was announced for Friday 6 March and is due %s", a.Practice, a.DueOn)
		}
	}
}

func TestE18ByTheMondayDigestTheWeekIsDecidedEverywhere(t *testing.T) {
	friday := practice.Occurrence{Period: cadence.Period{Start: date(3, 2), End: date(3, 8)}, Nominal: date(3, 6), DueOn: date(3, 6), GraceUntil: date(3, 6), ClosesOn: date(3, 10), Expectation: practice.Expected}
	zones, _ := clocks(t, instant(t, "2026-03-01 00:00"), instant(t, "2026-03-15 00:00"))
	saturdayNoon := instant(t, "2026-03-07 12:00")
	first := instant(t, "2026-03-09 09:00")
	for _, z := range zones {
		if digest := date(3, 9).At(9*60, z); digest.Before(first) {
			first = digest
		}
		if over := (friday.GraceUntil + 1).At(0, z); over.After(saturdayNoon) {
			t.Errorf("%s: Friday ends only at %s", z, over.UTC())
		}
	}
	for _, z := range zones {
		if today := cadence.DateOf(first.In(z)); !friday.Decided(today) {
			t.Errorf("%s: at the first digest of the world it is %s and Friday's practice is not decided", z, today)
		}
	}
}
