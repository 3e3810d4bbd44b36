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

// Friday's good news counts the obstacles of raisedFor days, and says of those of
// raisedBack days that they are gone: one that took a quarter to remove is the
// best news of all.
const (
	raisedFor  = 28
	raisedBack = 364
)

// RaisedSince returns the first day whose obstacles a Friday's good news may be
// about.
func RaisedSince(friday cadence.Date) cadence.Date { return friday - raisedBack }

// obstacles adds what is gone of a team's obstacles: those that their raiser has
// found gone in the span, and how many of the last four weeks' are. One whose
// raiser shows their name to the owner alone is left out.
func (f FridayFacts) obstacles(n *TeamNews, people []PersonID) {
	for _, o := range f.Raised {
		if o.Hidden || !slices.Contains(people, o.Raiser) {
			continue
		}
		gone, lately := o.State() == ObstacleIsGone, o.RaisedOn >= f.Friday-raisedFor
		if lately {
			n.Raised++
		}
		if !gone {
			continue
		}
		if lately {
			n.GoneAll++
		}
		if at := o.last(ObstacleGone).At; !at.Before(f.From) && at.Before(f.To) {
			n.Gone = append(n.Gone, o)
		}
	}
	slices.SortStableFunc(n.Gone, func(a, b Obstacle) int { return time.Time.Compare(a.last(ObstacleGone).At, b.last(ObstacleGone).At) })
}
