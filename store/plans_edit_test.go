package store

import (
	"testing"

	"coach/practice"
	"coach/store/engine"
)

// The plan is asked of whoever an edit says was coached, and of nobody once it
// says that the manager wrote it.
func TestAnEditAsksForThePlan(t *testing.T) {
	c := newCompany(t)
	edit := func(before practice.Entry, change func(*practice.Entry)) practice.Entry {
		t.Helper()
		after := before
		change(&after)
		ok(t, c.tx(t.Context(), func(tx *engine.Tx) error {
			return c.syncActions(t.Context(), tx, before, after, c.practice(t, "one_on_one"), noon)
		}))
		return after
	}
	asked := func(who practice.PersonID) int {
		t.Helper()
		plans, err := c.PlansToWrite(t.Context(), who)
		ok(t, err)
		return len(plans)
	}
	before := c.talk(t, c.cora, practice.Values{practice.PlanAuthor: {Text: practice.TheyWrite}})
	dans := edit(before, func(e *practice.Entry) { e.Subject = c.dan })
	if asked(c.cora) != 0 || asked(c.dan) != 1 {
		t.Errorf("Cora is asked for %d plans, Dan for %d; want 0, 1", asked(c.cora), asked(c.dan))
	}
	own := edit(dans, func(e *practice.Entry) { e.Values = practice.Values{practice.PlanAuthor: {Text: "manager"}} })
	if asked(c.dan) != 0 {
		t.Error("Dan is still asked")
	}
	edit(own, func(e *practice.Entry) { e.Values = dans.Values })
	if asked(c.dan) != 1 {
		t.Error("Dan is not asked again")
	}
}
