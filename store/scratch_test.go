package store

import "testing"

func TestScratchPlans(t *testing.T) {
	s := own(t)
	for name, q := range map[string]string{"covered": coveredSQL, "health": healthSQL, "window": windowSQL, "trend": pooledSQL + pooledBy, "owed": owedSQL, "touched": touchedSQL, "spent": spentSQL, "plans": plannedBySQL, "last": lastTouchSQL, "logged": lastLoggedSQL, "given": givenSQL, "thanked": thankedBySQL, "confirmed": pooledSQL + ` AND practice IN ($4, $5)` + pooledBy, "actions": selectActions + isDueIn} {
		t.Logf("%s:\n%s", name, s.queryPlan(t, q))
	}
}
