package practice_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"text/tabwriter"
	"time"

	"coach/files"
	"coach/practice"
)

// inTheWay is an obstacle that somebody raised on Monday 16 February, with what
// has happened to it since.
func inTheWay(raiser practice.PersonID, events ...practice.ObstacleEvent) practice.Obstacle {
	return practice.Obstacle{ID: 7, Raiser: raiser, RaisedOn: date(2, 16), What: "Legal takes six weeks", History: events}
}

func ownedBy(by, owner practice.PersonID) practice.ObstacleEvent {
	return practice.ObstacleEvent{By: by, Kind: practice.ObstacleOwned, Owner: owner, Due: date(3, 13)}
}

// obstacleMatrix is the table of what people may do on Thursday 5 March: Ana, of
// Dana's team, raised three obstacles. Nobody owns the first, Ben was named for
// the second, and the name of the third's raiser is hidden, for which Priya was
// asked.
const obstacleMatrix = `
              read unowned  take it  name  withdraw  read Ben's  update  resolve  in a review  decline  pass up  take it  read hidden  take it  knows the raiser
Ana           yes           -        yes   yes       yes         -       -        -            -        -        -        yes          -        yes
Dana          yes           yes      yes   -         yes         -       -        yes          -        -        -        yes          -        -
Ben, owner    -             -        -     -         yes         yes     yes      -            yes      yes      -        -            -        -
Priya, above  yes           yes      yes   -         -           -       -        -            -        -        -        yes          yes      -
Cy, a peer    -             -        -     -         -           -       -        -            -        -        -        -            -        -
Eli, a peer   -             -        -     -         -           -       -        -            -        -        -        -            -        -
Zoe, no part  -             -        -     -         -           -       -        -            -        -        -        -            -        -
`

func TestWhoMayDoWhatAboutAnObstacle(t *testing.T) {
	c := found(t, files.Default(), "Priya", "Dana < Priya", "Eli < Priya", "Ana < Dana", "Ben < Dana", "Cy < Dana", "Zoe, not taking part")
	r, today, ana, ben := c.roster(), date(3, 5), c.id("Ana"), c.id("Ben")
	unowned, bens := inTheWay(ana), inTheWay(ana, ownedBy(ana, ben))
	hidden := inTheWay(ana, practice.ObstacleEvent{By: ana, Kind: practice.ObstacleOffered, Owner: c.id("Priya")})
	hidden.Hidden = true
	type may func(who practice.PersonID) bool
	columns := []struct {
		name string
		may  may
	}{
		{"read unowned", func(who practice.PersonID) bool { return practice.MayReadObstacle(r, who, unowned, today) }},
		{"take it", func(who practice.PersonID) bool { return practice.MayTake(r, who, unowned, today) }},
		{"name", func(who practice.PersonID) bool { return practice.MayNameOwner(r, who, unowned, today) }},
		{"withdraw", func(who practice.PersonID) bool { return practice.MayWithdrawObstacle(who, unowned) }},
		{"read Ben's", func(who practice.PersonID) bool { return practice.MayReadObstacle(r, who, bens, today) }},
		{"update", func(who practice.PersonID) bool { return practice.MayUpdate(who, bens) }},
		{"resolve", func(who practice.PersonID) bool { return practice.MayResolve(who, bens) }},
		{"in a review", func(who practice.PersonID) bool { return practice.MayReview(r, who, bens, today) }},
		{"decline", func(who practice.PersonID) bool { return practice.MayDecline(who, bens) }},
		{"pass up", func(who practice.PersonID) bool { return practice.MayPassUp(r, who, bens, today) }},
		{"take it", func(who practice.PersonID) bool { return practice.MayTake(r, who, bens, today) }},
		{"read hidden", func(who practice.PersonID) bool { return practice.MayReadObstacle(r, who, hidden, today) }},
		{"take it", func(who practice.PersonID) bool { return practice.MayTake(r, who, hidden, today) }},
		{"knows the raiser", func(who practice.PersonID) bool { return hidden.Raised(who) == ana }},
	}
	var matrix strings.Builder
	w := tabwriter.NewWriter(&matrix, 0, 0, 2, ' ', 0)
	for _, column := range columns {
		fmt.Fprint(w, "\t", column.name)
	}
	fmt.Fprintln(w)
	for _, who := range []string{"Ana", "Dana", "Ben, owner", "Priya, above", "Cy, a peer", "Eli, a peer", "Zoe, no part"} {
		fmt.Fprint(w, who)
		name, _, _ := strings.Cut(who, ",")
		for _, column := range columns {
			fmt.Fprint(w, "\t", map[bool]string{true: "yes", false: "-"}[column.may(c.id(name))])
		}
		fmt.Fprintln(w)
	}
	if err := w.Flush(); err != nil {
		t.Fatal(err)
	}
	var trimmed []string
	for line := range strings.Lines(matrix.String()) {
		trimmed = append(trimmed, strings.TrimRight(line, " \n"))
	}
	if got := "\n" + strings.Join(trimmed, "\n") + "\n"; got != obstacleMatrix {
		t.Errorf("the matrix is%s", got)
	}
}

func TestTheLifeOfAnObstacle(t *testing.T) {
	c := found(t, files.Default(), "Priya", "Dana < Priya", "Ana < Dana", "Ben < Dana")
	r, today := c.roster(), date(3, 5)
	ana, ben, dana, priya := c.id("Ana"), c.id("Ben"), c.id("Dana"), c.id("Priya")
	by := func(who practice.PersonID, kind practice.ObstacleEventKind, owner ...practice.PersonID) practice.ObstacleEvent {
		ev := practice.ObstacleEvent{By: who, Kind: kind}
		if len(owner) > 0 {
			ev.Owner, ev.Due = owner[0], date(3, 20)
		}
		return ev
	}
	const raised, owned, offered, resolved, gone, withdrawn = practice.ObstacleIsRaised, practice.ObstacleIsOwned, practice.ObstacleIsOffered,
		practice.ObstacleIsResolved, practice.ObstacleIsGone, practice.ObstacleIsWithdrawn
	for _, test := range []struct {
		name    string
		events  []practice.ObstacleEvent
		state   practice.ObstacleState
		owner   practice.PersonID
		asked   practice.PersonID
		refused practice.ObstacleEvent // cannot happen next
	}{
		{"raised", nil, raised, 0, dana, by(ben, practice.ObstacleResolved)},
		{"taken", []practice.ObstacleEvent{by(dana, practice.ObstacleOwned, dana)}, owned, dana, 0, by(priya, practice.ObstacleOwned, priya)},
		{"named and declined", []practice.ObstacleEvent{ownedBy(dana, ben), by(ben, practice.ObstacleDeclined)}, raised, 0, dana, by(ben, practice.ObstacleDeclined)},
		{"named, declined, named again", []practice.ObstacleEvent{ownedBy(dana, ben), by(ben, practice.ObstacleDeclined), ownedBy(dana, ben)}, owned, ben, 0, by(ben, practice.ObstacleDeclined)},
		{"passed up", []practice.ObstacleEvent{by(dana, practice.ObstacleOwned, dana), by(dana, practice.ObstacleOffered, priya)}, offered, dana, priya, by(dana, practice.ObstacleOffered, priya)},
		{"passed up and accepted", []practice.ObstacleEvent{by(dana, practice.ObstacleOwned, dana), by(dana, practice.ObstacleOffered, priya), by(priya, practice.ObstacleAccepted, priya)},
			owned, priya, 0, by(dana, practice.ObstacleResolved)},
		{"passed up, and the leader names somebody", []practice.ObstacleEvent{by(dana, practice.ObstacleOwned, dana), by(dana, practice.ObstacleOffered, priya), by(priya, practice.ObstacleOwned, ben)},
			owned, ben, 0, by(priya, practice.ObstacleOffered, priya)},
		{"resolved", []practice.ObstacleEvent{ownedBy(dana, ben), by(ben, practice.ObstacleResolved)}, resolved, ben, 0, by(ben, practice.ObstacleResolved)},
		{"resolved and gone", []practice.ObstacleEvent{ownedBy(dana, ben), by(ben, practice.ObstacleResolved), by(ana, practice.ObstacleGone)}, gone, ben, 0, by(ana, practice.ObstacleReopened)},
		{"resolved and not gone", []practice.ObstacleEvent{ownedBy(dana, ben), by(ben, practice.ObstacleResolved), by(ana, practice.ObstacleReopened)}, owned, ben, 0, by(ana, practice.ObstacleGone)},
		{"taken back", []practice.ObstacleEvent{by(ana, practice.ObstacleWithdrawn)}, withdrawn, 0, 0, by(dana, practice.ObstacleOwned, dana)},
		{"its owner left", []practice.ObstacleEvent{ownedBy(dana, ben), by(0, practice.ObstacleDeclined)}, raised, 0, dana, by(ben, practice.ObstacleUpdated)},
	} {
		t.Run(test.name, func(t *testing.T) {
			o := inTheWay(ana, test.events...)
			if o.State() != test.state || o.Owner() != test.owner || o.Asked(r, today) != test.asked {
				t.Errorf("it is %s, of %d, and %d is asked; want %s, %d, %d", o.State(), o.Owner(), o.Asked(r, today), test.state, test.owner, test.asked)
			}
			if err := practice.CheckObstacleEvent(r, o, test.refused, today); err == nil {
				t.Errorf("%s by %d can happen", test.refused.Kind, test.refused.By)
			}
		})
	}
}

// Whoever raised it may leave: then who led them is asked still.
func TestTheRaiserLeft(t *testing.T) {
	c := found(t, files.Default(), "Dana < Priya", "Ana < Dana until 2026-03-02", "Eli < Priya")
	o := inTheWay(c.id("Ana"))
	if asked := o.Asked(c.roster(), date(3, 5)); asked != c.id("Dana") {
		t.Errorf("person %d is asked", asked)
	}
	if !practice.MayTake(c.roster(), c.id("Dana"), o, date(3, 5)) || practice.MayTake(c.roster(), c.id("Eli"), o, date(3, 5)) {
		t.Error("Dana alone may take it")
	}
}

func TestWhatOwnersAreRemindedOf(t *testing.T) {
	c := found(t, files.Default(), "Dana < Priya", "Ana < Dana", "Ben < Dana")
	r, ben := c.roster(), c.id("Ben")
	o := inTheWay(c.id("Ana"), ownedBy(c.id("Dana"), ben)) // due on Friday 13 March
	o.RaisedOn = date(3, 9)
	var named []string
	for d := date(3, 10); d <= date(3, 31); d++ {
		if r.Calendar(ben).Works(d) && len(practice.DueObstacles([]practice.Obstacle{o}, r, ben, d, d.Weekday() == time.Monday)) > 0 {
			named = append(named, d.Format("2 Jan"))
		}
	}
	if want := []string{"12 Mar", "13 Mar", "16 Mar", "23 Mar", "30 Mar"}; !slices.Equal(named, want) {
		t.Errorf("named on %v, want %v", named, want)
	}
}
