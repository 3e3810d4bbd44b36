package practice_test

import (
	"testing"

	"coach/cadence"
	"coach/practice"
)

// Whom a leader asks is drawn from everybody below their direct reports, changes
// from week to week and not within one, and is never a manager of theirs, nor
// somebody who is away.
func TestSpotCheck(t *testing.T) {
	c := found(t, only("observation"), "Priya", "Dana < Priya", "Eli < Priya", "Ana < Dana", "Ben < Dana", "Fay < Eli", "Gus < Eli", "Gus away from 2026-01-01")
	drawn := map[practice.PersonID]int{}
	monday := date(3, 2)
	for week := range 40 {
		first := practice.SpotCheck(c.roster(), c.id("Priya"), monday+cadence.Date(7*week))
		for day := range 7 {
			if got := practice.SpotCheck(c.roster(), c.id("Priya"), monday+cadence.Date(7*week+day)); got != first {
				t.Errorf("in week %d, %d and %d are drawn", week, first, got)
			}
		}
		drawn[first]++
	}
	for _, name := range []string{"Ana", "Ben", "Fay"} {
		if drawn[c.id(name)] < 5 {
			t.Errorf("%s is drawn %d times in 40 weeks", name, drawn[c.id(name)])
		}
	}
	if len(drawn) != 3 {
		t.Errorf("%d people are drawn: %v", len(drawn), drawn)
	}
	if got := practice.SpotCheck(c.roster(), c.id("Dana"), monday); got != 0 {
		t.Errorf("below Dana's people there is nobody, and %d is drawn", got)
	}
}
