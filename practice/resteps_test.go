package practice_test

import (
	"testing"
	"time"

	"coach/practice"
)

func TestAnEditKeepsTheStepsSomebodyTouched(t *testing.T) {
	step := func(id practice.ActionID, what string) practice.Action {
		return practice.Action{ID: id, Request: "V1/7/plan.0", What: what, Due: date(3, 12)}
	}
	ticked := step(1, "call the customer")
	ticked.DoneAt = time.Date(2026, 3, 9, 9, 0, 0, 0, time.UTC)
	theirs := practice.Action{ID: 9, Request: "plan/3/plan.0", What: "mine"}
	stood := []practice.Action{ticked, step(2, "write the offer"), step(3, "ask for the budget"), theirs}
	tests := []struct {
		name                    string
		wanted                  []practice.Action
		added, changed, dropped string
	}{
		{"nothing changed", []practice.Action{step(0, "call the customer"), step(0, "write the offer"), step(0, "ask for the budget")}, "", "", ""},
		{"a step is reworded", []practice.Action{step(0, "call the customer"), step(0, "send the offer"), step(0, "ask for the budget")}, "", "send the offer", ""},
		{"the ticked one is taken out of the form", []practice.Action{step(0, "write the offer"), step(0, "ask for the budget")}, "", "", ""},
		{"another is taken out", []practice.Action{step(0, "call the customer"), step(0, "ask for the budget")}, "", "", "write the offer"},
		{"one is added", []practice.Action{step(0, "call the customer"), step(0, "write the offer"), step(0, "ask for the budget"), step(0, "book a room")}, "book a room", "", ""},
		{"the ticked one is reworded", []practice.Action{step(0, "phone the customer"), step(0, "write the offer"), step(0, "ask for the budget")}, "phone the customer", "", ""},
	}
	words := func(actions []practice.Action) (all string) {
		for _, a := range actions {
			all += a.What
		}
		return all
	}
	for _, test := range tests {
		added, changed, dropped := practice.Resteps(stood, test.wanted)
		if words(added) != test.added || words(changed) != test.changed || words(dropped) != test.dropped {
			t.Errorf("%s: added %q, changed %q, dropped %q", test.name, words(added), words(changed), words(dropped))
		}
	}
}
