package practice

import (
	"slices"
	"time"

	"coach/cadence"
)

// inTheWay returns the open obstacles that are older than five working days, the
// oldest first, with who holds each. Who raised them is not said, and one whose
// raiser shows their name to the owner alone is left out: in a team's channel its
// words would tell.
func (f AgendaFacts) inTheWay() []string {
	var items []string
	for _, o := range f.Obstacles {
		if o.Hidden || o.Age(f.Roster, f.Today) <= obstacleAged {
			continue
		}
		held := "nobody owns it yet"
		if owner := o.Owner(); owner != 0 {
			held = "with " + f.name(owner) + ", by " + o.Due().Format("Mon 2 Jan")
		}
		items = append(items, cutTo(o.What, agendaItemMost-60)+" ("+held+")")
	}
	return items
}

// raisedFor is how many days of obstacles Friday's good news counts.
const raisedFor = 28

// RaisedSince returns the first day whose obstacles a Friday's good news counts.
func RaisedSince(friday cadence.Date) cadence.Date { return friday - raisedFor }

// obstacles adds what is gone of a team's obstacles: those that their raiser has
// found gone in the span, and how many of the last four weeks' are. One whose
// raiser shows their name to the owner alone is left out.
func (f FridayFacts) obstacles(n *TeamNews, people []PersonID) {
	for _, o := range f.Raised {
		if o.Hidden || !slices.Contains(people, o.Raiser) {
			continue
		}
		n.Raised++
		if o.State() != ObstacleIsGone {
			continue
		}
		n.GoneAll++
		if at := o.last(ObstacleGone).At; !at.Before(f.From) && at.Before(f.To) {
			n.Gone = append(n.Gone, o)
		}
	}
	slices.SortStableFunc(n.Gone, func(a, b Obstacle) int { return time.Time.Compare(a.last(ObstacleGone).At, b.last(ObstacleGone).At) })
}
