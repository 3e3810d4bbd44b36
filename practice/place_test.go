package practice

import (
	"testing"

	"pgregory.net/rapid"

	"coach/cadence"
)

func TestAPlaceIsWhatTheLinesOfItsDaySay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := anyFirm.Draw(t, "firm")
		r := f.roster()
		for _, p := range f.people {
			for d := f.from - 60; d <= f.to; d++ {
				if level, leads := r.deriveLevel(p.ID, d), r.leads(p.ID, d); r.Level(p.ID, d) != level || r.place(p.ID, d).leads != leads {
					t.Fatalf("on %s %s has the place %+v, but is %s and leads: %t", d, p.Name, r.place(p.ID, d), level, leads)
				}
			}
		}
	})
}

func TestALevelChangesWithWhoeverIsAbove(t *testing.T) {
	c := found(t, Default(), "Max until 2026-03-04", "Priya < Max", "Dana < Priya", "Ana < Dana")
	for on, want := range map[cadence.Date]Level{date(3, 4): MOM, date(3, 5): Exec} {
		if got := c.roster().Level(c.id("Priya"), on); got != want {
			t.Errorf("on %s Priya is %s, want %s", on, got, want)
		}
	}
}
