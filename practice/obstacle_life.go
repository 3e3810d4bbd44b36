package practice

import (
	"slices"

	"coach/cadence"
)

// An ObstacleState is where an obstacle stands in its life. Its values are those
// of the life cycle in the playbook's record.
type ObstacleState string

// The states. The first three are open.
const (
	ObstacleIsRaised    ObstacleState = "raised" // nobody owns it yet
	ObstacleIsOwned     ObstacleState = "owned"
	ObstacleIsOffered   ObstacleState = "passed_up" // to somebody who has not accepted yet
	ObstacleIsResolved  ObstacleState = "resolved"
	ObstacleIsGone      ObstacleState = "confirmed_gone"
	ObstacleIsWithdrawn ObstacleState = "withdrawn"
)

// last returns the latest event of some kinds; one without a kind where there is
// none.
func (o Obstacle) last(kinds ...ObstacleEventKind) ObstacleEvent {
	for _, ev := range slices.Backward(o.History) {
		if slices.Contains(kinds, ev.Kind) {
			return ev
		}
	}
	return ObstacleEvent{}
}

// A hold is who holds an obstacle, by which day they are to remove it, and to
// whom it is passed up.
type hold struct {
	owner, offered PersonID
	due            cadence.Date
}

// hold returns what the events leave. Whoever it is passed up to holds it once
// they accept, and until then its old owner does; if they decline, too.
func (o Obstacle) hold() (h hold) {
	for _, ev := range o.History {
		switch ev.Kind {
		case ObstacleOwned, ObstacleAccepted:
			h = hold{owner: ev.Owner, due: ev.Due}
		case ObstacleDue:
			h.due = ev.Due
		case ObstacleOffered:
			h.offered = ev.Owner
		case ObstacleDeclined:
			if h.offered != 0 && ev.By == h.offered && ev.By != h.owner {
				h.offered = 0
			} else {
				h.owner, h.due = 0, 0
			}
		}
	}
	return h
}

// Owner returns who holds the obstacle: whoever took it or was named last, until
// they say that it is not theirs. Somebody to whom it is passed up is no owner
// before they accept.
func (o Obstacle) Owner() PersonID { return o.hold().owner }

// Due returns the day by which the owner is to remove the obstacle; no date for
// one that nobody owns.
func (o Obstacle) Due() cadence.Date { return o.hold().due }

// OfferedTo returns to whom the obstacle is passed up, until somebody owns it
// anew, or they decline.
func (o Obstacle) OfferedTo() PersonID { return o.hold().offered }

// State returns what the events leave. An obstacle that is reopened is owned
// again by whoever resolved it.
func (o Obstacle) State() ObstacleState {
	switch o.last(ObstacleResolved, ObstacleGone, ObstacleReopened, ObstacleWithdrawn).Kind {
	case ObstacleResolved:
		return ObstacleIsResolved
	case ObstacleGone:
		return ObstacleIsGone
	case ObstacleWithdrawn:
		return ObstacleIsWithdrawn
	}
	switch {
	case o.OfferedTo() != 0:
		return ObstacleIsOffered
	case o.Owner() != 0:
		return ObstacleIsOwned
	}
	return ObstacleIsRaised
}

// Open reports whether the obstacle is still to be removed.
func (o Obstacle) Open() bool {
	switch o.State() {
	case ObstacleIsResolved, ObstacleIsGone, ObstacleIsWithdrawn:
		return false
	}
	return true
}

// Raised returns who raised the obstacle, as a reader may know: nobody where the
// raiser shows their name to the owner alone, and the reader is neither. The
// owner is whom the raiser named or asked: somebody named later, by whoever was
// asked, may be the very manager from whom the name is hidden.
func (o Obstacle) Raised(reader PersonID) PersonID {
	if o.Hidden && reader != o.Raiser && (reader == 0 || reader != o.Owner() || !o.chosen(reader)) {
		return 0
	}
	return o.Raiser
}

// chosen reports whether it was the raiser who named somebody as the owner, or
// had them asked.
func (o Obstacle) chosen(who PersonID) bool {
	return slices.ContainsFunc(o.History, func(ev ObstacleEvent) bool { return ev.By == o.Raiser && ev.Owner == who })
}

// LinkFor returns the address of the message that the obstacle was raised from,
// as a reader may know it: the message may be the raiser's own, so its link has
// the readers of their name.
func (o Obstacle) LinkFor(reader PersonID) string {
	if o.Raised(reader) == 0 {
		return ""
	}
	return o.Link
}

// Age returns how many working days ago the obstacle was raised, by the calendar
// of whoever holds it: the owner, else the raiser.
func (o Obstacle) Age(r *Roster, today cadence.Date) int {
	holder := o.Owner()
	if holder == 0 {
		holder = o.Raiser
	}
	return r.Calendar(holder).Between(o.RaisedOn, today)
}

// Asked returns who is asked to take an obstacle that nobody owns, or that was
// passed up: whoever it was passed up to, else the raiser's line manager. Whose
// name is hidden does not have their manager asked.
func (o Obstacle) Asked(r *Roster, today cadence.Date) PersonID {
	switch to := o.OfferedTo(); {
	case !o.Open():
		return 0
	case to != 0 && r.Person(to).Account != Gone:
		return to
	case o.Owner() != 0:
		return 0
	case o.Hidden:
		return AskedAbove(r, o.Raiser, today)
	}
	return o.lineManager(r, today)
}

// lineManager returns who leads whoever raised the obstacle; of somebody who
// takes no part any more, who led them when they raised it.
func (o Obstacle) lineManager(r *Roster, today cadence.Date) PersonID {
	if manager := r.ManagerOf(o.Raiser, today); manager != 0 || r.Participates(o.Raiser, today) {
		return manager
	}
	return r.ManagerOf(o.Raiser, o.RaisedOn)
}

// AskedAbove returns whom somebody may have asked in place of their line
// manager: that manager's own, or nobody.
func AskedAbove(r *Roster, raiser PersonID, today cadence.Date) PersonID {
	if manager := r.ManagerOf(raiser, today); manager != 0 {
		return r.ManagerOf(manager, today)
	}
	return 0
}

// PassedUp returns the event by which the obstacle was passed up to somebody
// last; one without a kind where it never was.
func (o Obstacle) PassedUp(to PersonID) ObstacleEvent {
	for _, ev := range slices.Backward(o.History) {
		if ev.Kind == ObstacleOffered && ev.Owner == to {
			return ev
		}
	}
	return ObstacleEvent{}
}

// Resolution returns the resolution that stands; one without a kind for an
// obstacle that is not resolved.
func (o Obstacle) Resolution() ObstacleEvent {
	if s := o.State(); s != ObstacleIsResolved && s != ObstacleIsGone {
		return ObstacleEvent{}
	}
	return o.last(ObstacleResolved)
}
