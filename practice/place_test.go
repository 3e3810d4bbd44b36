package practice_test

import (
	"testing"

	"pgregory.net/rapid"

	"coach/cadence"
	"coach/files"
	"coach/practice"
)

func TestAPlaceIsWhatTheLinesOfItsDaySay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := anyFirm.Draw(t, "firm")
		r := f.roster()
		for _, p := range f.people {
			for d := f.from - 60; d <= f.to; d++ {
				level, leads := r.DerivedPlace(p.ID, d)
				if l, leading := r.PlaceOn(p.ID, d); r.Level(p.ID, d) != level || l != level || leading != leads {
					t.Fatalf("on %s %s is %s and leads: %t, but should be %s and lead: %t", d, p.Name, l, leading, level, leads)
				}
			}
		}
	})
}

func TestALevelChangesWithWhoeverIsAbove(t *testing.T) {
	c := found(t, files.Default(), "Max until 2026-03-04", "Priya < Max", "Dana < Priya", "Ana < Dana")
	for on, want := range map[cadence.Date]practice.Level{date(3, 4): practice.MOM, date(3, 5): practice.Exec} {
		if got := c.roster().Level(c.id("Priya"), on); got != want {
			t.Errorf("on %s Priya is %s, want %s", on, got, want)
		}
	}
}
