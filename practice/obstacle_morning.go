package practice

import (
	"slices"
	"time"

	"coach/cadence"
)

// DueObstacles returns those of somebody's own obstacles that their message of a
// morning names: the working day before its day and on it, then in the week's
// first message while it is overdue, and once when it is old enough to be passed
// up. Everybody gets that message, on whatever days they are away.
func DueObstacles(owned []Obstacle, r *Roster, owner PersonID, today cadence.Date, first bool) (due []Obstacle) {
	next := r.Calendar(owner).Add(today, 1)
	for _, o := range owned {
		day := o.Due()
		switch {
		case !o.Open() || o.Owner() != owner:
		case today <= day && day <= next, first && day < today, first && o.Age(r, today-7) < PassUpDays && MayPassUp(r, owner, o, today):
			due = append(due, o)
		}
	}
	return due
}

// asksFrom is the instant from which somebody is asked to take an obstacle: when
// it was raised, passed up, or given back.
func (o Obstacle) asksFrom() time.Time {
	if n := len(o.History); n > 0 {
		return o.History[n-1].At
	}
	return o.RaisedAt
}

// obstaclesToTake returns the obstacles that the person is asked to take and has
// not been told of yet; the week's first message has all of them. Of what was
// passed up they were told when it was.
func (d Day) obstaclesToTake(on cadence.Date, first bool) (asked []Obstacle) {
	for _, o := range d.ToTake {
		if o.Asked(d.Roster, on) == d.Person && (first || o.asksFrom().After(d.Since)) {
			asked = append(asked, o)
		}
	}
	return asked
}

// ShownTo returns in whose messages of the morning the obstacle may have stood
// until a day: whoever owned it or was asked to take it, on any day since.
func (o Obstacle) ShownTo(r *Roster, today cadence.Date) (people []PersonID) {
	for _, ev := range o.History {
		people = append(people, ev.Owner)
	}
	for day := o.RaisedOn; day <= today; day++ {
		people = append(people, r.ManagerOf(o.Raiser, day), AskedAbove(r, o.Raiser, day))
	}
	slices.Sort(people)
	people = slices.Compact(people)
	return slices.DeleteFunc(people, func(who PersonID) bool { return who == 0 })
}
