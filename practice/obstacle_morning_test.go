package practice_test

import (
	"fmt"
	"testing"
	"time"

	"coach/cadence"
	"coach/practice"
)

// The owner has a line the working day before the obstacle's day and on it, then
// weekly while it is overdue; and one when it may be passed up.
func TestAnOwnerIsRemindedOfAnObstacle(t *testing.T) {
	c := obstacleCompany(t)
	p := c.raised().then(practice.ObstacleOwned, "Mary", "Mary")
	p.o.History[0].Due = date(3, 9) // a Monday
	want := map[cadence.Date]bool{date(3, 6): true, date(3, 9): true, date(3, 16): true, date(3, 23): true, date(3, 30): true}
	for on := date(3, 2); on <= date(4, 3); on++ {
		if c.playbook.Calendar("").Works(on) {
			if got := len(practice.DueObstacles([]practice.Obstacle{p.o}, c.roster(), c.id("Mary"), on, on.Weekday() == time.Monday)) == 1; got != want[on] {
				t.Errorf("%s has it: %t", short(on), got)
			}
		}
	}
}

// Raised on Monday 2 March, it is ten working days old on the 16th. At the top
// there is nobody to pass it up to.
func TestAnOwnerIsOfferedToPassAnObstacleUp(t *testing.T) {
	c := obstacleCompany(t)
	for owner, want := range map[string]string{"Mary": "Mon 16 Mar", "Eve": ""} {
		p := c.raised().then(practice.ObstacleOwned, "Mary", owner)
		p.o.History[0].Due = date(5, 4)
		got := ""
		for on := date(3, 2); on <= date(4, 3); on++ {
			if len(practice.DueObstacles([]practice.Obstacle{p.o}, c.roster(), c.id(owner), on, on.Weekday() == time.Monday)) == 1 {
				got += short(on)
			}
		}
		if got != want {
			t.Errorf("%s is reminded on %q, want %q", owner, got, want)
		}
	}
}

// Of what nobody owns the message of the raiser's line manager has a line on the
// next morning, and on every Monday until somebody does.
func TestWhoIsAskedToTakeAnObstacle(t *testing.T) {
	c := obstacleCompany(t)
	raised := c.raised()
	raised.o.RaisedAt = time.Date(2026, time.March, 2, 15, 0, 0, 0, time.UTC)
	passed := raised.then(practice.ObstacleOwned, "Mary", "Mary").then(practice.ObstacleOffered, "Mary", "Ann")
	declined := raised.then(practice.ObstacleOwned, "Mary", "Ola").then(practice.ObstacleDeclined, "Ola", "")
	for _, test := range []struct {
		name string
		past
		want string
	}{
		{"raised", raised, "Mary"},
		{"raised by nobody known, of whom nobody above was asked", raised.hidden(), "Ann"},
		{"somebody above is asked", raised.hidden().then(practice.ObstacleOffered, "Rob", "Ann"), "Ann"},
		{"owned", raised.then(practice.ObstacleOwned, "Mary", "Ola"), ""},
		{"passed up", passed, "Ann"},
		{"accepted", passed.then(practice.ObstacleAccepted, "Ann", "Ann"), ""},
		{"not hers", declined, "Mary"},
		{"withdrawn", raised.then(practice.ObstacleWithdrawn, "Rob", ""), ""},
		{"resolved", passed.then(practice.ObstacleResolved, "Mary", ""), ""},
	} {
		var asked []practice.PersonID
		for _, p := range c.people {
			if len(c.toTake(p.ID, test.o, raised.o.RaisedAt.Add(-time.Hour), date(3, 3), true)) == 1 {
				asked = append(asked, p.ID)
			}
		}
		if got := c.names(asked); got != test.want {
			t.Errorf("%s: asked is %q, want %q", test.name, got, test.want)
		}
	}
	for _, test := range []struct {
		name  string
		since time.Duration
		first bool
		want  int
	}{
		{"the next morning", -time.Hour, false, 1},
		{"the morning after", time.Hour, false, 0},
		{"the Monday after", time.Hour, true, 1},
	} {
		if got := c.toTake(c.id("Mary"), raised.o, raised.o.RaisedAt.Add(test.since), date(3, 4), test.first); len(got) != test.want {
			t.Errorf("%s Mary's message has %v", test.name, got)
		}
	}
}

// toTake is what a message asks somebody to take, the last of which was sent at
// an instant.
func (c *company) toTake(who practice.PersonID, o practice.Obstacle, since time.Time, on cadence.Date, first bool) []practice.ObstacleID {
	d := practice.Day{Docket: practice.Docket{Person: who, Roster: c.roster(), Playbook: c.playbook}, ToTake: []practice.Obstacle{o}}
	d.Since = since
	asked := d.Compose(on, first).ToTake
	if open := d.Openings(on, first); open.Waited != (len(asked) > 0) {
		panic(fmt.Sprintf("%v is asked of a message that opens for %+v", asked, open))
	}
	return asked
}

// While a manager is away, and once they have left, an obstacle waits for
// somebody whom the roster has; its raiser can always name an owner.
func TestAnObstacleOfSomebodyWithoutAManager(t *testing.T) {
	c := obstacleCompany(t)
	p := c.raised()
	today := date(3, 6)
	c.leaves = []practice.Leave{{Person: c.id("Mary"), From: date(3, 2)}}
	if got := p.o.Asked(c.roster(), today); got != c.id("Mary") {
		t.Errorf("while Mary is away %d is asked", got)
	}
	c.person("Mary").Account = practice.Gone
	r := c.roster()
	if got := p.o.Asked(r, today); got != 0 {
		t.Errorf("once Mary has left %d is asked", got)
	}
	if !practice.MayNameOwner(r, c.id("Rob"), p.o, today) {
		t.Error("Rob may not name who owns it")
	}
}
