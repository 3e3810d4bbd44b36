package practice_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"coach/cadence"
	"coach/practice"
)

// obstacleCompany is four levels, of which Rob raises obstacles, and somebody of
// another team. Max is in the workspace and takes no part.
func obstacleCompany(t *testing.T) *company {
	t.Helper()
	return found(t, only(), "Eve", "Ann < Eve", "Mary < Ann", "Rob < Mary", "Zed < Ann", "Ola < Zed", "Max, not taking part")
}

// A past is how an obstacle that Rob raised on Monday 2 March came to stand as it
// does.
type past struct {
	c *company
	o practice.Obstacle
}

func (c *company) raised() past {
	return past{c, practice.Obstacle{ID: 1, Raiser: c.id("Rob"), RaisedOn: date(3, 2), What: "Pricing", Link: "https://x.test/p1"}}
}

func (p past) hidden() past {
	p.o.Hidden = true
	return p
}

// then appends an event by somebody, about somebody where it names an owner.
func (p past) then(kind practice.ObstacleEventKind, by, owner string) past {
	ev := practice.ObstacleEvent{On: date(3, 3), By: p.c.id(by), Kind: kind, Owner: p.c.id(owner)}
	if kind == practice.ObstacleOwned || kind == practice.ObstacleAccepted {
		ev.Due = date(3, 13)
	}
	p.o.History = append(slices.Clone(p.o.History), ev)
	return p
}

// MEASURES, Example J: the age runs from the day on which it was raised, in
// working days, whoever has held it since.
func TestObstaclesAgeInWorkingDays(t *testing.T) {
	c := obstacleCompany(t)
	today := date(3, 9)
	for _, test := range []struct {
		raised, due cadence.Date
		age         int
		overdue     bool
	}{
		{date(2, 16), date(2, 27), 15, true},
		{date(2, 25), date(3, 11), 8, false},
		{date(3, 4), date(3, 6), 3, true},
		{date(3, 6), date(3, 13), 1, false},
	} {
		p := c.raised().then(practice.ObstacleOwned, "Mary", "Mary")
		p.o.RaisedOn, p.o.History[0].Due = test.raised, test.due
		if got := p.o.Age(c.roster(), today); got != test.age {
			t.Errorf("raised on %s it is %d working days old, want %d", short(test.raised), got, test.age)
		}
		if late := p.o.Due() < today; late != test.overdue {
			t.Errorf("due on %s it is overdue: %t", short(test.due), late)
		}
		handed := p.then(practice.ObstacleOwned, "Mary", "Zed")
		if got := handed.o.Age(c.roster(), today); got != test.age {
			t.Errorf("in other hands it is %d working days old, want %d", got, test.age)
		}
	}
}

// The calendar is that of whoever holds it: of the raiser until somebody does.
func TestAnObstacleAgesByTheCalendarOfItsHolder(t *testing.T) {
	c := obstacleCompany(t)
	c.playbook.Calendars["gulf"] = &cadence.Calendar{WeekStart: time.Sunday, Week: cadence.Days(time.Sunday, time.Monday, time.Tuesday, time.Wednesday, time.Thursday)}
	c.person("Zed").Calendar = "gulf"
	p := c.raised()
	p.o.RaisedOn = date(3, 5) // a Thursday
	for _, test := range []struct {
		holder string
		o      practice.Obstacle
		want   int
	}{
		{"nobody", p.o, 1}, // Friday
		{"Mary", p.then(practice.ObstacleOwned, "Mary", "Mary").o, 1},
		{"Zed", p.then(practice.ObstacleOwned, "Mary", "Zed").o, 0},
		{"Mary, as Zed has not accepted", p.then(practice.ObstacleOwned, "Mary", "Mary").then(practice.ObstacleOffered, "Mary", "Zed").o, 1},
	} {
		if got := test.o.Age(c.roster(), date(3, 6)); got != test.want {
			t.Errorf("held by %s it is %d working days old on the Friday, want %d", test.holder, got, test.want)
		}
	}
}

// matrixDeeds are what may be done, in the order of the matrix's columns.
var matrixDeeds = []struct {
	name string
	may  func(*practice.Roster, practice.PersonID, practice.Obstacle, cadence.Date) bool
}{
	{"read", practice.MayReadObstacle},
	{"take", practice.MayTake},
	{"name", practice.MayNameOwner},
	{"update", ofTwo(practice.MayUpdate)},
	{"resolve", ofTwo(practice.MayResolve)},
	{"decline", ofTwo(practice.MayDecline)},
	{"pass up", practice.MayPassUp},
	{"gone", ofTwo(practice.MayConfirmGone)},
	{"withdraw", ofTwo(practice.MayWithdrawObstacle)},
}

func ofTwo(may func(practice.PersonID, practice.Obstacle) bool) func(*practice.Roster, practice.PersonID, practice.Obstacle, cadence.Date) bool {
	return func(_ *practice.Roster, who practice.PersonID, o practice.Obstacle, _ cadence.Date) bool {
		return may(who, o)
	}
}

// Who may do what with an obstacle of Rob, whom Mary leads, whom Ann leads. A
// column that is not named is nobody's.
func TestWhoMayDoWhatAsAnObstacleStands(t *testing.T) {
	c := obstacleCompany(t)
	raised := c.raised()
	taken := raised.then(practice.ObstacleOwned, "Mary", "Mary")
	given := raised.then(practice.ObstacleOwned, "Mary", "Ola")
	declined := given.then(practice.ObstacleDeclined, "Ola", "")
	passed := taken.then(practice.ObstacleOffered, "Mary", "Ann")
	accepted := passed.then(practice.ObstacleAccepted, "Ann", "Ann")
	resolved := taken.then(practice.ObstacleResolved, "Mary", "")
	above := raised.hidden().then(practice.ObstacleOffered, "Rob", "Ann")
	young, old := date(3, 6), date(3, 16) // 4 and 10 working days
	for _, test := range []struct {
		name string
		past
		on   cadence.Date
		want string
	}{
		{"raised", raised, young, "read: Mary Rob; take: Mary; name: Mary Rob; withdraw: Rob"},
		{"raised ten days ago", raised, old, "read: Ann Mary Rob; take: Ann Mary; name: Ann Mary Rob; withdraw: Rob"},
		{"taken", taken, young, "read: Mary Rob; name: Mary; update: Mary; resolve: Mary; withdraw: Rob"},
		{"taken, ten days old", taken, old, "read: Mary Rob; name: Mary; update: Mary; resolve: Mary; pass up: Mary; withdraw: Rob"},
		{"given to another team", given, old, "read: Mary Rob Ola; name: Ola; update: Ola; resolve: Ola; decline: Ola; pass up: Ola; withdraw: Rob"},
		{"not hers", declined, young, "read: Mary Rob Ola; take: Mary; name: Mary Rob; withdraw: Rob"},
		{"given to her once more", declined.then(practice.ObstacleOwned, "Mary", "Ola"), young, "read: Mary Rob Ola; name: Ola; update: Ola; resolve: Ola; withdraw: Rob"},
		{"passed up", passed, old, "read: Ann Mary Rob; take: Ann; name: Ann Mary; update: Mary; resolve: Mary; withdraw: Rob"},
		{"accepted", accepted, old, "read: Ann Mary Rob; name: Ann; update: Ann; resolve: Ann; pass up: Ann; withdraw: Rob"},
		{"passed up twice", accepted.then(practice.ObstacleOffered, "Ann", "Eve"), old, "read: Eve Ann Mary Rob; take: Eve; name: Eve Ann; update: Ann; resolve: Ann; withdraw: Rob"},
		{"at the top", accepted.then(practice.ObstacleOwned, "Ann", "Eve"), old, "read: Eve Ann Mary Rob; name: Eve; update: Eve; resolve: Eve; decline: Eve; withdraw: Rob"},
		{"resolved", resolved, old, "read: Mary Rob; gone: Rob"},
		{"gone", resolved.then(practice.ObstacleGone, "Rob", ""), old, "read: Mary Rob"},
		{"reopened", resolved.then(practice.ObstacleReopened, "Rob", ""), old, "read: Mary Rob; name: Mary; update: Mary; resolve: Mary; pass up: Mary; withdraw: Rob"},
		{"withdrawn", taken.then(practice.ObstacleWithdrawn, "Rob", ""), old, ""},
		{"Rob's own", raised.then(practice.ObstacleOwned, "Rob", "Rob"), old, "read: Mary Rob; name: Rob; update: Rob; resolve: Rob; pass up: Rob; withdraw: Rob"},
		{"somebody above is asked", above, young, "read: Ann Mary Rob; take: Ann; name: Ann Rob; withdraw: Rob"},
		{"who takes no part owns it", raised.then(practice.ObstacleOwned, "Rob", "Max"), old, "read: Mary Rob Max; name: Max; update: Max; resolve: Max; decline: Max; withdraw: Rob"},
	} {
		if got := matrix(c, test.o, test.on); got != test.want {
			t.Errorf("%s\n got %s\nwant %s", test.name, got, test.want)
		}
	}
}

// matrix says who may do what, deed by deed.
func matrix(c *company, o practice.Obstacle, on cadence.Date) string {
	r := c.roster()
	var rows []string
	for _, deed := range matrixDeeds {
		var who []practice.PersonID
		for _, p := range c.people {
			if deed.may(r, p.ID, o, on) {
				who = append(who, p.ID)
			}
		}
		if len(who) > 0 {
			rows = append(rows, deed.name+": "+c.names(who))
		}
	}
	return strings.Join(rows, "; ")
}

// obstacleKinds are what people can do to an obstacle.
var obstacleKinds = []practice.ObstacleEventKind{
	practice.ObstacleOwned, practice.ObstacleAccepted, practice.ObstacleDue, practice.ObstacleUpdated, practice.ObstacleOffered,
	practice.ObstacleDeclined, practice.ObstacleResolved, practice.ObstacleGone, practice.ObstacleReopened, practice.ObstacleWithdrawn,
}

// Whatever people do to an obstacle, in whatever order: what is allowed leaves
// it in a state that makes sense, in which somebody can go on, and of which only
// those hear who may read it.
func TestAnyOrderOfEventsLeavesAnObstacleWhole(t *testing.T) {
	c := obstacleCompany(t)
	r := c.roster()
	everybody := r.People()
	rapid.Check(t, func(t *rapid.T) {
		o := c.raised().o
		o.Hidden = rapid.Bool().Draw(t, "hidden")
		today := o.RaisedOn
		for range rapid.IntRange(1, 60).Draw(t, "tries") {
			today += cadence.Date(rapid.IntRange(0, 4).Draw(t, "days"))
			ev := practice.ObstacleEvent{On: today, By: rapid.SampledFrom(everybody).Draw(t, "by"), Kind: rapid.SampledFrom(obstacleKinds).Draw(t, "kind")}
			switch ev.Kind {
			case practice.ObstacleOwned, practice.ObstacleAccepted:
				ev.Owner, ev.Due = rapid.SampledFrom(everybody).Draw(t, "owner"), today+5
			case practice.ObstacleOffered:
				ev.Owner = r.ManagerOf(o.Owner(), today)
			case practice.ObstacleDue:
				ev.Due = today + 7
			}
			if practice.CheckObstacleEvent(r, o, ev, today) != nil {
				continue
			}
			before := o
			if before.State() == practice.ObstacleIsWithdrawn || before.State() == practice.ObstacleIsGone {
				t.Fatalf("%s happens to one that is %s", ev.Kind, before.State())
			}
			o.History = append(slices.Clone(o.History), ev)
			wholeState(t, r, o, today)
			wholeReaders(t, r, o, today)
			wholeNews(t, r, before, o, today)
		}
	})
}

func wholeState(t *rapid.T, r *practice.Roster, o practice.Obstacle, today cadence.Date) {
	if (o.Owner() != 0) != (o.Due() != 0) {
		t.Fatalf("owned by %d it is due on %s: %+v", o.Owner(), o.Due(), o.History)
	}
	if o.Open() && (o.State() == practice.ObstacleIsOffered) != (o.OfferedTo() != 0) {
		t.Fatalf("offered to %d it is %s", o.OfferedTo(), o.State())
	}
	if o.State() == practice.ObstacleIsOwned && o.Owner() == 0 || o.State() == practice.ObstacleIsRaised && o.Owner() != 0 {
		t.Fatalf("owned by %d it is %s", o.Owner(), o.State())
	}
	switch asked := o.Asked(r, today); {
	case !o.Open() && asked != 0:
		t.Fatalf("it is %s, and %d is asked to take it", o.State(), asked)
	case o.Open() && o.Owner() == 0 && asked == 0:
		t.Fatalf("nobody owns it, and nobody is asked: %+v", o.History)
	}
	said := map[practice.PersonID]bool{}
	for _, ev := range o.History {
		if ev.Kind == practice.ObstacleDeclined {
			if said[ev.By] {
				t.Fatalf("%d has declined twice: %+v", ev.By, o.History)
			}
			said[ev.By] = true
		}
	}
}

// wholeReaders holds that whoever may do something may read what it is about,
// that a closed obstacle asks nothing of anybody but its raiser, and that a
// hidden name has two readers.
func wholeReaders(t *rapid.T, r *practice.Roster, o practice.Obstacle, today cadence.Date) {
	for _, who := range r.People() {
		for _, deed := range matrixDeeds {
			switch may := deed.may(r, who, o, today); {
			case !may, deed.name == "read":
			case !practice.MayReadObstacle(r, who, o, today):
				t.Fatalf("%d may %s what they may not read: %+v", who, deed.name, o.History)
			case !o.Open() && (deed.name != "gone" || who != o.Raiser):
				t.Fatalf("%d may %s what is %s", who, deed.name, o.State())
			}
		}
		chosen := slices.ContainsFunc(o.History, func(ev practice.ObstacleEvent) bool { return ev.By == o.Raiser && ev.Owner == who })
		if known := o.Raised(who) != 0; known != (!o.Hidden || who == o.Raiser || who == o.Owner() && chosen) {
			t.Fatalf("%d knows who raised it: %t, owned by %d", who, known, o.Owner())
		}
		if o.Raised(who) == 0 && o.LinkFor(who) != "" {
			t.Fatalf("%d reads the link to what somebody wrote", who)
		}
		if o.Hidden && practice.MayTake(r, who, o, today) && who == r.ManagerOf(o.Raiser, today) && who != o.OfferedTo() {
			t.Fatalf("the line manager is asked: %+v", o.History)
		}
	}
}

// wholeNews holds that the latest event is told to the raiser and to whom it
// concerns, once each, and never to whoever did it.
func wholeNews(t *rapid.T, r *practice.Roster, before, o practice.Obstacle, today cadence.Date) {
	ev := o.History[len(o.History)-1]
	told := map[practice.PersonID]bool{}
	for _, n := range o.Tells() {
		news := n.(practice.ObstacleNews)
		if told[news.To] || news.To == ev.By || news.To == 0 {
			t.Fatalf("%d is told of %+v", news.To, ev)
		}
		told[news.To] = true
		if o.State() != practice.ObstacleIsWithdrawn && !practice.MayReadObstacle(r, news.To, o, today) {
			t.Fatalf("%d is told of what they may not read: %+v", news.To, o.History)
		}
	}
	for _, to := range []practice.PersonID{o.Raiser, o.Owner(), before.Owner(), o.OfferedTo()} {
		silent := ev.Kind == practice.ObstacleUpdated || ev.Kind == practice.ObstacleDue || ev.Kind == practice.ObstacleResolved
		declined := ev.Kind == practice.ObstacleDeclined || before.OfferedTo() == to && o.OfferedTo() == to
		offered := ev.Kind == practice.ObstacleOffered && (to != o.OfferedTo() && to != o.Raiser || ev.By == o.Raiser)
		if to != 0 && to != ev.By && !told[to] && (to == o.Raiser || !silent && !declined && !offered) {
			t.Fatalf("%d is not told of %+v", to, ev)
		}
	}
	for _, n := range o.Asks() {
		if !slices.Contains(o.Tells(), n) {
			t.Fatalf("%+v asks and does not tell", n)
		}
	}
}
