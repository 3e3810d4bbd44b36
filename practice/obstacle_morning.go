package practice

import (
	"time"

	"coach/cadence"
)

// weekOfWork is how many working days pass between two reminders of an obstacle
// that is overdue.
const weekOfWork = 5

// DueObstacles returns those of somebody's own obstacles that their message of a
// morning names: the working day before its day and on it, then weekly while it
// is overdue; and once it is ten working days old, when it may be passed up.
func DueObstacles(owned []Obstacle, r *Roster, owner PersonID, today cadence.Date) (due []Obstacle) {
	calendar := r.Calendar(owner)
	next := calendar.Add(today, 1)
	for _, o := range owned {
		day := o.Due()
		late := 0
		if day < today {
			late = calendar.Between(day, today)
		}
		switch {
		case !o.Open() || o.Owner() != owner:
		case today <= day && day <= next, late > 0 && late%weekOfWork == 0, o.Age(r, today) == PassUpDays && MayPassUp(r, owner, o, today):
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
