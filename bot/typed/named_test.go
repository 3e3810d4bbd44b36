package typed_test

import (
	"slices"
	"testing"

	"coach/bot/typed"
	"coach/cadence"
	"coach/practice"
)

// Whoever's given name was typed is meant before whoever has it elsewhere in
// their name, and part of a word in the middle of one names nobody.
func TestTheFirstNameGoesBeforeOthers(t *testing.T) {
	today := cadence.NewDate(2026, 3, 5)
	people := []practice.Person{{ID: 1, Name: "Quinn Xu"}, {ID: 2, Name: "Ruiz, Dana"}, {ID: 3, Name: "Ben Dana"}, {ID: 4, Name: "Dr. Danaë Okafor"}, {ID: 5, Name: "Danai Ek"}}
	lines := []practice.Line{{Report: 1}}
	for i := range people {
		people[i].Account = practice.Member
		lines = append(lines, practice.Line{Report: people[i].ID, Manager: 1})
	}
	r := practice.NewRoster(people, lines[1:], &practice.Playbook{})
	for words, want := range map[string][]practice.PersonID{
		"dana": {2}, "ruiz": {2}, "ben dana": {3}, "dana ben": {3}, "danae": {4}, "dan": {2, 3, 4, 5}, "dana e": {5}, "dana o": {4},
		"ana": nil, "ek": {5}, "e": nil, "dana ruiz ruiz": nil, "dr": {4}, "": nil, "'": nil, "@": nil, "…": nil,
	} {
		got := typed.Named(r, words, 1, today)
		slices.Sort(got)
		if !slices.Equal(got, want) {
			t.Errorf("“%s” names %v, want %v", words, got, want)
		}
	}
}
