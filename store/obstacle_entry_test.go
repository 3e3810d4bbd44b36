package store

import (
	"testing"

	"coach/cadence"
	"coach/practice"
)

// reviewed logs a review by Ben, as a form would send it.
func (c company) reviewed(t *testing.T, request string, values practice.Values) practice.Entry {
	t.Helper()
	done, err := c.Log(t.Context(), practice.Entry{Request: request, Practice: "review", Author: c.ben, HappenedOn: thursday, LoggedOn: thursday, LoggedAt: noon, Values: values}, reviewForm(), 0, 1)
	ok(t, err)
	return done.Entry
}

func reviewForm() *practice.Practice {
	return &practice.Practice{Key: "review", Short: "Review", Scope: practice.ScopeTeam, Confirm: practice.ConfirmNone, Levels: []practice.Level{practice.FLM},
		Form: practice.Form{{Key: "updates", Type: practice.ObstacleList, Vis: practice.Team}, {Key: "new", Type: practice.ObstacleNew, Vis: practice.Team}}}
}

func rows(rows ...practice.Row) practice.Values { return practice.Values{"new": {Rows: rows}} }

func TestAReviewSaysWhatBecameOfObstacles(t *testing.T) {
	c := newCompany(t)
	unowned := c.inTheWay(t, "V1")
	dans := c.inTheWay(t, "V2", happens(c.cora, practice.ObstacleOwned, c.dan))
	other := c.inTheWay(t, "V3", happens(c.cora, practice.ObstacleOwned, c.ana)) // Ben's own leader has it
	said := map[practice.ObstacleID]string{unowned.ID: string(practice.ReviewTake), dans.ID: string(practice.ReviewResolved), other.ID: string(practice.ReviewResolved)}
	for range 2 { // the second is a redelivery
		c.reviewed(t, "R1", practice.Values{"updates": {Reviews: said}})
	}
	for id, want := range map[practice.ObstacleID]practice.ObstacleState{unowned.ID: practice.ObstacleIsOwned, dans.ID: practice.ObstacleIsResolved, other.ID: practice.ObstacleIsOwned} {
		if o := c.obstacle(t, id); o.State() != want {
			t.Errorf("obstacle %d is %s, want %s", id, o.State(), want)
		}
	}
	if o := c.obstacle(t, unowned.ID); o.Owner() != c.ben || len(o.History) != 1 {
		t.Errorf("who reviewed it took it: %+v", o)
	}
	e, err := c.Entry(t.Context(), 1)
	ok(t, err)
	if e.Values["updates"].Reviews[dans.ID] != string(practice.ReviewResolved) {
		t.Errorf("the answer comes back as %+v", e.Values)
	}
}

func TestAnEntryRaisesObstacles(t *testing.T) {
	c := newCompany(t)
	e := c.reviewed(t, "R1", rows(practice.Row{What: "Slow legal", Owner: c.cora, Due: friday}, practice.Row{What: "No demo data"}))
	raised := func() []practice.Obstacle {
		t.Helper()
		all, err := c.ObstaclesOf(t.Context(), c.ben)
		ok(t, err)
		return all
	}
	all := raised()
	if len(all) != 2 || all[0].What != "Slow legal" || all[0].Owner() != c.cora || all[1].Owner() != 0 || all[1].Entry != e.ID {
		t.Fatalf("raised: %+v", all)
	}
	edit := func(request string, edits int, values practice.Values) {
		t.Helper()
		e.Request, e.Edits, e.Values = request, edits, values
		_, err := c.Edit(t.Context(), e, reviewForm(), noon, friday)
		ok(t, err)
	}
	edit("R2", 0, rows(practice.Row{What: "Legal is slow", Owner: c.dan, Due: friday}, practice.Row{What: "No demo data"}, practice.Row{What: "Old price list"}))
	if all = raised(); len(all) != 3 || all[0].What != "Legal is slow" || all[0].Owner() != c.dan || all[2].What != "Old price list" {
		t.Fatalf("edited: %+v", all)
	}
	ok(t, c.HappenObstacle(t.Context(), all[0].ID, "V1", practice.ObstacleEvent{At: noon, On: cadence.Date(friday), By: c.dan, Kind: practice.ObstacleUpdated, Words: "On it"}))
	edit("R3", 1, rows(practice.Row{What: "Legal is very slow", Owner: c.dan, Due: friday}))
	if all = raised(); len(all) != 1 || all[0].What != "Legal is slow" {
		t.Errorf("what Dan has begun keeps its words, and rows taken out are taken back: %+v", all)
	}
	ok(t, c.Withdraw(t.Context(), c.ben, noon, e.ID))
	if all = raised(); len(all) != 1 || !all[0].Open() {
		t.Errorf("the entry is taken back, and what Dan has begun is %+v", all)
	}
	if found := c.tablesWith(t, "Old price list"); found != nil {
		t.Errorf("the words of what was taken back are still in %v", found)
	}
}
