package store

import (
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"coach/practice"
)

// inTheWay has Cora raise an obstacle on Thursday.
func (c company) inTheWay(t *testing.T, request string, events ...practice.ObstacleEvent) practice.Obstacle {
	t.Helper()
	id, err := c.RaiseObstacle(t.Context(), practice.Obstacle{Request: request, Raiser: c.cora, RaisedAt: noon, RaisedOn: thursday, What: "Legal takes six weeks",
		Affects: []practice.PersonID{c.dan}, History: events})
	ok(t, err)
	return c.obstacle(t, id)
}

func (c company) obstacle(t *testing.T, id practice.ObstacleID) practice.Obstacle {
	t.Helper()
	o, err := c.Obstacle(t.Context(), id)
	ok(t, err)
	return o
}

func happens(by practice.PersonID, kind practice.ObstacleEventKind, owner practice.PersonID) practice.ObstacleEvent {
	ev := practice.ObstacleEvent{At: noon, On: thursday, By: by, Kind: kind, Owner: owner}
	if owner != 0 {
		ev.Due = friday
	}
	return ev
}

func TestAnObstacleIsRaisedOnce(t *testing.T) {
	c := newCompany(t)
	first := c.inTheWay(t, "V1", happens(c.cora, practice.ObstacleOwned, c.dan))
	if again := c.inTheWay(t, "V1"); again.ID != first.ID || again.Owner() != c.dan || len(again.History) != 1 || !slices.Equal(again.Affects, []practice.PersonID{c.dan}) {
		t.Errorf("raised twice, it is %+v", again)
	}
	if d := c.next(t, noon); d.Notice != (practice.ObstacleNews{Obstacle: first.ID, Event: 1, To: c.dan}) {
		t.Errorf("its owner gets %v", d.Notice)
	}
	for i := range practice.ObstaclesMost - 1 {
		c.inTheWay(t, fmt.Sprint("W", i))
	}
	_, err := c.RaiseObstacle(t.Context(), practice.Obstacle{Request: "X", Raiser: c.cora, RaisedAt: noon, RaisedOn: thursday, What: "One more"})
	if ps, is := errors.AsType[practice.Problems](err); !is || ps[0] != practice.RaisedEnough() {
		t.Errorf("the 21st of a day: %v", err)
	}
}

func TestAnEventHappensOnceAndOnlyWhereItCan(t *testing.T) {
	c := newCompany(t)
	o := c.inTheWay(t, "V1")
	for range 2 { // the second is a redelivery
		ok(t, c.HappenObstacle(t.Context(), o.ID, "V2", happens(c.ben, practice.ObstacleOwned, c.ben)))
	}
	if o = c.obstacle(t, o.ID); len(o.History) != 1 || o.Owner() != c.ben {
		t.Errorf("taken, it is %+v", o)
	}
	ok(t, c.HappenObstacle(t.Context(), o.ID, "V3", happens(c.ben, practice.ObstacleResolved, 0)))
	if err := c.HappenObstacle(t.Context(), o.ID, "V4", happens(c.ben, practice.ObstacleResolved, 0)); err == nil {
		t.Error("it is resolved twice")
	}
	if err := c.HappenObstacle(t.Context(), o.ID, "V5", happens(c.dan, practice.ObstacleGone, 0)); err == nil {
		t.Error("it is gone for somebody else")
	}
	ok(t, c.HappenObstacle(t.Context(), o.ID, "V6", happens(c.cora, practice.ObstacleReopened, 0)))
	if o = c.obstacle(t, o.ID); !o.Open() || o.Owner() != c.ben {
		t.Errorf("reopened, it is %s of %d", o.State(), o.Owner())
	}
}

// Whoever raised it has heard back when the message was sent, and not before.
func TestHeardBackIsWhenTheMessageWasSent(t *testing.T) {
	c := newCompany(t)
	o := c.inTheWay(t, "V1")
	ok(t, c.HappenObstacle(t.Context(), o.ID, "V2", happens(c.ben, practice.ObstacleOwned, c.ben)))
	d := c.next(t, noon)
	if d.Notice != (practice.ObstacleNews{Obstacle: o.ID, Event: 1, To: c.cora}) {
		t.Fatalf("the raiser gets %v", d.Notice)
	}
	if told := c.obstacle(t, o.ID).History[0].ToldAt; !told.IsZero() {
		t.Errorf("before it was sent they were told at %s", told)
	}
	ok(t, c.Sent(t.Context(), d, "D1", "1772700000.1"))
	if told := c.obstacle(t, o.ID).History[0].ToldAt; told.Unix() != 1772700000 {
		t.Errorf("they were told at %s", told)
	}
}

func TestWithdrawnAnObstacleHasNoWords(t *testing.T) {
	c := newCompany(t)
	o := c.inTheWay(t, "V1", happens(c.cora, practice.ObstacleOwned, c.dan))
	update := happens(c.dan, practice.ObstacleUpdated, 0)
	update.Words = "Legal answers on Friday"
	ok(t, c.HappenObstacle(t.Context(), o.ID, "V2", update))
	ok(t, c.HappenObstacle(t.Context(), o.ID, "V3", happens(c.cora, practice.ObstacleWithdrawn, 0)))
	for _, words := range []string{"Legal takes", "Legal answers"} {
		if found := c.tablesWith(t, words); found != nil {
			t.Errorf("%q is still in %v", words, found)
		}
	}
}

func TestAnOwnerWhoLeavesOwnsNothing(t *testing.T) {
	c := newCompany(t)
	o := c.inTheWay(t, "V1", happens(c.cora, practice.ObstacleOwned, c.dan))
	ok(t, c.GiveUpObstacles(t.Context(), noon))
	if c.obstacle(t, o.ID).Owner() != c.dan {
		t.Fatal("it is taken from somebody who is here")
	}
	ok(t, c.exec(t.Context(), `UPDATE people SET standing = 'gone' WHERE id = $1`, c.dan))
	for range 2 {
		ok(t, c.GiveUpObstacles(t.Context(), noon))
	}
	if o = c.obstacle(t, o.ID); o.Owner() != 0 || !o.Open() || len(o.History) != 2 {
		t.Errorf("afterwards it is %+v", o)
	}
}

// What SQL selects by is what the history leaves, whatever happens.
func TestTheColumnsOfAnObstacleAreWhatItsHistoryLeaves(t *testing.T) {
	c := newCompany(t)
	people := []practice.PersonID{c.ana, c.ben, c.cora, c.dan}
	kinds := []practice.ObstacleEventKind{practice.ObstacleOwned, practice.ObstacleDue, practice.ObstacleUpdated, practice.ObstacleOffered, practice.ObstacleAccepted,
		practice.ObstacleDeclined, practice.ObstacleResolved, practice.ObstacleGone, practice.ObstacleReopened, practice.ObstacleWithdrawn}
	n := 0
	rapid.Check(t, func(rt *rapid.T) {
		n++
		id, err := c.RaiseObstacle(t.Context(), practice.Obstacle{Request: fmt.Sprint("V", n), Raiser: c.cora, RaisedAt: noon.Add(time.Duration(n) * 24 * time.Hour), RaisedOn: thursday, What: "In the way"})
		if err != nil {
			rt.Fatal(err)
		}
		for i := range rapid.IntRange(1, 8).Draw(rt, "events") {
			kind := rapid.SampledFrom(kinds).Draw(rt, "kind")
			owner := practice.PersonID(0)
			if slices.Contains([]practice.ObstacleEventKind{practice.ObstacleOwned, practice.ObstacleAccepted, practice.ObstacleOffered}, kind) {
				owner = rapid.SampledFrom(people).Draw(rt, "owner")
			}
			ev := happens(rapid.SampledFrom(people).Draw(rt, "by"), kind, owner)
			_ = c.HappenObstacle(t.Context(), id, fmt.Sprint("R", i), ev) // most cannot happen
		}
		o, err := c.Obstacle(t.Context(), id)
		if err != nil {
			rt.Fatal(err)
		}
		var owner, offered practice.PersonID
		var state practice.ObstacleState
		if err := c.read.QueryRowContext(t.Context(), `SELECT owner_id, offered_to, state FROM obstacles WHERE id = $1`, id).Scan(&owner, &offered, &state); err != nil {
			rt.Fatal(err)
		}
		if owner != o.Owner() || offered != o.OfferedTo() || state != o.State() {
			rt.Fatalf("the columns say %d, %d, %s; the history %d, %d, %s", owner, offered, state, o.Owner(), o.OfferedTo(), o.State())
		}
	})
}
