package store

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"coach/cadence"
	"coach/practice"
)

// pricing is an obstacle that Cora, whom Ben leads, raises on the Thursday of the tests.
func (c company) pricing(request string) practice.Obstacle {
	return practice.Obstacle{Request: request, Raiser: c.cora, RaisedAt: noon, RaisedOn: thursday, What: "Pricing", Link: "https://x.test/p1", Impact: "slows", Category: "Pricing or legal"}
}

func (c company) raises(t *testing.T, o practice.Obstacle) practice.ObstacleID {
	t.Helper()
	id, err := c.RaiseObstacle(t.Context(), o)
	ok(t, err)
	return id
}

// happened is an event by somebody on a day, at noon.
func happened(kind practice.ObstacleEventKind, by practice.PersonID, on cadence.Date) practice.ObstacleEvent {
	return practice.ObstacleEvent{At: noon.AddDate(0, 0, int(on-thursday)), On: on, By: by, Kind: kind}
}

// owned is somebody's word that somebody owns an obstacle.
func owned(by, owner practice.PersonID) practice.ObstacleEvent {
	ev := happened(practice.ObstacleOwned, by, thursday)
	ev.Owner, ev.Due = owner, thursday+7
	return ev
}

// happens has events happen to an obstacle, each in a request of its own.
func (c company) happens(t *testing.T, id practice.ObstacleID, events ...practice.ObstacleEvent) {
	t.Helper()
	for _, ev := range events {
		ok(t, c.HappenObstacle(t.Context(), id, fmt.Sprintf("%s at %s by %d", ev.Kind, ev.At, ev.By), ev))
	}
}

// sameObstacle has cmp compare what is stored: instants as such.
var sameObstacle = cmp.Comparer(func(a, b time.Time) bool { return a.Equal(b) })

func TestAnObstacleIsStoredAsItWasRaised(t *testing.T) {
	c := newCompany(t)
	o := c.pricing("V1")
	o.Hidden, o.Affects, o.History = true, []practice.PersonID{c.ben, c.dan}, []practice.ObstacleEvent{owned(c.cora, c.bea)}
	o.ID = c.raises(t, o)
	if diff := cmp.Diff(o, c.obstacle(t, o.ID), sameObstacle); diff != "" {
		t.Errorf("it (-want +got):\n%s", diff)
	}
	if again := c.raises(t, o); again != o.ID || c.count(t, "obstacles") != 1 || c.count(t, "obstacle_events") != 1 {
		t.Errorf("the same form again raises %d, and there are %d", again, c.count(t, "obstacles"))
	}
	if _, err := c.Obstacle(t.Context(), o.ID+1); !errors.Is(err, ErrNotFound) {
		t.Errorf("one that nobody raised: %v", err)
	}
	c.hasNotices(t, "raised", fmt.Sprintf("obstacle/%d/1/%d queued", o.ID, c.bea))
}

func TestTheListsOfObstacles(t *testing.T) {
	c := newCompany(t)
	free, taken, passed, done, back := c.raises(t, c.pricing("1")), c.raises(t, c.pricing("2")), c.raises(t, c.pricing("3")), c.raises(t, c.pricing("4")), c.raises(t, c.pricing("5"))
	c.happens(t, taken, owned(c.ben, c.ben))
	later := thursday + 14
	up := happened(practice.ObstacleOffered, c.ben, later)
	up.Owner = c.ana
	c.happens(t, passed, owned(c.ben, c.ben), up)
	c.happens(t, done, owned(c.ben, c.ben), happened(practice.ObstacleResolved, c.ben, thursday))
	c.happens(t, back, happened(practice.ObstacleWithdrawn, c.cora, thursday))
	for _, test := range []struct {
		name string
		list func() ([]practice.Obstacle, error)
		want []practice.ObstacleID
	}{
		{"Cora's", func() ([]practice.Obstacle, error) { return c.ObstaclesOf(t.Context(), c.cora) }, []practice.ObstacleID{free, taken, passed, done}},
		{"Ben's own", func() ([]practice.Obstacle, error) { return c.OwnedObstacles(t.Context(), c.ben) }, []practice.ObstacleID{taken, passed}},
		{"Ana's own", func() ([]practice.Obstacle, error) { return c.OwnedObstacles(t.Context(), c.ana) }, nil},
		{"to take", func() ([]practice.Obstacle, error) { return c.ObstaclesToTake(t.Context(), c.ben) }, []practice.ObstacleID{free}},
		{"for Ana to take", func() ([]practice.Obstacle, error) { return c.ObstaclesToTake(t.Context(), c.ana) }, []practice.ObstacleID{free, passed}},
		{"open", func() ([]practice.Obstacle, error) { return c.OpenObstacles(t.Context()) }, []practice.ObstacleID{free, taken, passed}},
	} {
		got, err := test.list()
		ok(t, err)
		var ids []practice.ObstacleID
		for _, o := range got {
			ids = append(ids, o.ID)
			if diff := cmp.Diff(c.obstacle(t, o.ID), o, sameObstacle); diff != "" {
				t.Errorf("%s: %d is not as it is alone (-want +got):\n%s", test.name, o.ID, diff)
			}
		}
		if !slices.Equal(ids, test.want) {
			t.Errorf("%s are %v, want %v", test.name, ids, test.want)
		}
	}
}

// What people do reaches whom it concerns, once, in whatever order it arrives
// again.
func TestWhoHearsOfAnObstacle(t *testing.T) {
	c := newCompany(t)
	up, back := happened(practice.ObstacleOffered, c.ben, thursday+14), happened(practice.ObstacleDeclined, c.dan, thursday)
	up.Owner = c.ana
	accepted := happened(practice.ObstacleAccepted, c.ana, thursday+14)
	accepted.Owner, accepted.Due = c.ana, thursday+20
	resolved := happened(practice.ObstacleResolved, c.ben, thursday)
	for _, test := range []struct {
		name   string
		events []practice.ObstacleEvent
		want   []practice.PersonID
	}{
		{"taken", []practice.ObstacleEvent{owned(c.ben, c.ben)}, []practice.PersonID{c.cora}},
		{"given", []practice.ObstacleEvent{owned(c.ben, c.dan)}, []practice.PersonID{c.cora, c.dan}},
		{"named by who raised it", []practice.ObstacleEvent{owned(c.cora, c.dan)}, []practice.PersonID{c.dan}},
		{"her own", []practice.ObstacleEvent{owned(c.cora, c.cora)}, nil},
		{"her own, resolved", []practice.ObstacleEvent{owned(c.cora, c.cora), happened(practice.ObstacleResolved, c.cora, thursday)}, nil},
		{"not his", []practice.ObstacleEvent{owned(c.ben, c.dan), back}, []practice.PersonID{c.ben, c.cora}},
		{"how it goes", []practice.ObstacleEvent{owned(c.ben, c.ben), happened(practice.ObstacleUpdated, c.ben, thursday)}, []practice.PersonID{c.cora}},
		{"passed up", []practice.ObstacleEvent{owned(c.ben, c.ben), up}, []practice.PersonID{c.ana, c.cora}},
		{"accepted", []practice.ObstacleEvent{owned(c.ben, c.ben), up, accepted}, []practice.PersonID{c.ben, c.cora}},
		{"resolved", []practice.ObstacleEvent{owned(c.ben, c.ben), resolved}, []practice.PersonID{c.cora}},
		{"gone", []practice.ObstacleEvent{owned(c.ben, c.ben), resolved, happened(practice.ObstacleGone, c.cora, friday)}, []practice.PersonID{c.ben}},
		{"not gone after a month", []practice.ObstacleEvent{owned(c.ben, c.ben), resolved, happened(practice.ObstacleReopened, c.cora, thursday+30)}, []practice.PersonID{c.ben}},
		{"taken back", []practice.ObstacleEvent{owned(c.ben, c.ben), happened(practice.ObstacleWithdrawn, c.cora, friday)}, []practice.PersonID{c.ben}},
	} {
		id := c.raises(t, c.pricing(test.name))
		c.happens(t, id, test.events...)
		c.happens(t, id, test.events...) // the same again
		n := len(c.obstacle(t, id).History)
		var told []practice.PersonID
		for _, who := range c.everybody() {
			if c.told(t, practice.ObstacleNews{Obstacle: id, Event: n, To: who}) == 1 {
				told = append(told, who)
			}
		}
		slices.Sort(told)
		slices.Sort(test.want)
		if !slices.Equal(told, test.want) {
			t.Errorf("%s: told are %v, want %v", test.name, told, test.want)
		}
	}
}

// The raiser's own is not asked about: what they have resolved is gone.
func TestWhoRaisedAnObstacleResolvesIt(t *testing.T) {
	c := newCompany(t)
	id := c.raises(t, c.pricing("V1"))
	c.happens(t, id, owned(c.cora, c.cora), happened(practice.ObstacleResolved, c.cora, friday))
	if got := c.obstacle(t, id).State(); got != practice.ObstacleIsGone {
		t.Errorf("it is %s", got)
	}
}

// Whoever comes second finds what has happened, in a sentence.
func TestTwoPeopleDoSomethingAboutAnObstacleAtOnce(t *testing.T) {
	c := newCompany(t)
	for _, test := range []struct {
		name   string
		events []practice.ObstacleEvent
		second practice.ObstacleEvent
		want   string
	}{
		{"resolved twice", []practice.ObstacleEvent{owned(c.ben, c.ben), happened(practice.ObstacleResolved, c.ben, thursday)}, happened(practice.ObstacleResolved, c.ben, friday), "resolved already"},
		{"taken twice", []practice.ObstacleEvent{owned(c.ben, c.bea)}, owned(c.ben, c.ben), "Bea owns this one now"},
		{"taken and taken back", []practice.ObstacleEvent{happened(practice.ObstacleWithdrawn, c.cora, thursday)}, owned(c.ben, c.ben), "taken back"},
		{"not gone, and gone", []practice.ObstacleEvent{owned(c.ben, c.ben), happened(practice.ObstacleResolved, c.ben, thursday), happened(practice.ObstacleReopened, c.cora, thursday)},
			happened(practice.ObstacleGone, c.cora, friday), "This one is open"},
		{"not his twice", []practice.ObstacleEvent{owned(c.ben, c.dan), happened(practice.ObstacleDeclined, c.dan, thursday), owned(c.ben, c.dan)}, happened(practice.ObstacleDeclined, c.dan, friday), "said once already"},
		{"passed up too soon", []practice.ObstacleEvent{owned(c.ben, c.ben)}, happened(practice.ObstacleOffered, c.ben, friday), "10 working days"},
	} {
		id := c.raises(t, c.pricing(test.name))
		c.happens(t, id, test.events...)
		if test.name == "not his twice" { // named again within the same minute
			again := owned(c.ben, c.dan)
			again.At = again.At.Add(time.Second)
			c.happens(t, id, again)
		}
		before := c.obstacle(t, id)
		err := c.HappenObstacle(t.Context(), id, "second", test.second)
		var problems practice.Problems
		if !errors.As(err, &problems) || !strings.Contains(problems[0].Text, test.want) {
			t.Errorf("%s: %v", test.name, err)
		}
		if diff := cmp.Diff(before, c.obstacle(t, id), sameObstacle); diff != "" {
			t.Errorf("%s changes it:\n%s", test.name, diff)
		}
	}
}

// Whoever is asked in the morning sees in that message what has become of it.
func TestAMorningShowsWhatBecameOfAnObstacle(t *testing.T) {
	c := newCompany(t)
	id := c.raises(t, c.pricing("V1"))
	asked, other := practice.Bundle{Person: c.ben, On: thursday, ToTake: []practice.ObstacleID{id}}, practice.Bundle{Person: c.bea, On: thursday}
	ok(t, c.Post(t.Context(), asked, other))
	c.sendAll(t)
	c.happens(t, id, owned(c.ben, c.ben))
	c.hasNotices(t, "taken", asked.Key()+" sent *", other.Key()+" sent", fmt.Sprintf("obstacle/%d/1/%d queued", id, c.cora))
}

// Its words go, and out of every message that has them: of the morning, too, and
// of a morning before.
func TestAnObstacleTakenBackTakesItsWords(t *testing.T) {
	c := newCompany(t)
	id := c.raises(t, c.pricing("V1"))
	update := happened(practice.ObstacleUpdated, c.dan, thursday)
	update.Words = "Legal answers on Friday"
	asked, reminded := practice.Bundle{Person: c.ben, On: thursday, ToTake: []practice.ObstacleID{id}}, practice.Bundle{Person: c.dan, On: thursday, Owned: []practice.ObstacleID{id}}
	ok(t, c.Post(t.Context(), asked, reminded))
	c.happens(t, id, owned(c.ben, c.dan), update)
	c.sendAll(t)
	c.happens(t, id, happened(practice.ObstacleWithdrawn, c.cora, monday+7))
	o := c.obstacle(t, id)
	if o.What != "" || o.Link != "" || o.History[1].Words != "" || o.State() != practice.ObstacleIsWithdrawn {
		t.Errorf("there remains %+v", o)
	}
	c.hasNotices(t, "taken back", asked.Key()+" sent *", reminded.Key()+" sent *",
		fmt.Sprintf("obstacle/%d/1/%d sent *", id, c.cora), fmt.Sprintf("obstacle/%d/1/%d sent *", id, c.dan), fmt.Sprintf("obstacle/%d/2/%d sent *", id, c.cora),
		fmt.Sprintf("obstacle/%d/3/%d queued *", id, c.dan))
}
