package practice

import (
	"fmt"
	"slices"
)

// An ObstacleNews is the message to somebody that something happened to an
// obstacle: to whoever raised it, owns it, or is asked to take it.
type ObstacleNews struct {
	Obstacle ObstacleID
	Event    int // its place in the history, from 1
	To       PersonID
}

// Key is one an event and person.
func (t ObstacleNews) Key() string {
	return fmt.Sprintf("obstacle/%d/%d/%d", t.Obstacle, t.Event, t.To)
}

// Kind is KindAnswer.
func (ObstacleNews) Kind() NoticeKind { return KindAnswer }

func (ObstacleNews) sealed() {}

// Tells returns the messages that the latest event of an obstacle causes: to
// whom it gives something to do, and to whoever raised it. Nobody is told what
// they did themselves.
func (o Obstacle) Tells() (all []Notice) {
	n := len(o.History)
	if n == 0 {
		return nil
	}
	ev := o.History[n-1]
	told := map[PersonID]bool{0: true, ev.By: true}
	tell := func(to PersonID) {
		if !told[to] {
			all = append(all, ObstacleNews{o.ID, n, to})
		}
		told[to] = true
	}
	switch ev.Kind {
	case ObstacleOwned, ObstacleAccepted:
		tell(ev.Owner)
		tell(o.ownerBefore(n - 1)) // who passed it up, or handed it over
	case ObstacleOffered:
		if ev.By != o.Raiser { // whom the raiser has asked reads it in the next morning's message
			tell(ev.Owner)
		}
	case ObstacleDeclined:
		left := o.ownerBefore(n - 1)
		for _, before := range o.History[:n-1] {
			if left != 0 && before.Owner == left && before.By != o.Raiser && before.By != left {
				tell(before.By)
			}
		}
	case ObstacleReopened, ObstacleGone, ObstacleWithdrawn, ObstacleResolved:
		tell(o.Owner()) // of a resolution where a review has recorded it
	}
	if ev.Kind != ObstacleGone && ev.Kind != ObstacleWithdrawn {
		tell(o.Raiser)
	}
	return all
}

// Asks returns those of the messages about the latest event that wait for an
// answer. Once more has happened they have no buttons.
func (o Obstacle) Asks() []Notice {
	if len(o.History) == 0 {
		return nil
	}
	ev := o.History[len(o.History)-1]
	return slices.DeleteFunc(o.Tells(), func(n Notice) bool {
		to := n.(ObstacleNews).To
		switch ev.Kind {
		case ObstacleOwned, ObstacleAccepted, ObstacleOffered:
			return to != ev.Owner
		case ObstacleResolved:
			return to != o.Raiser
		case ObstacleReopened:
			return to != o.Owner()
		case ObstacleDeclined:
			return false
		}
		return true
	})
}

// ownerBefore returns who owned the obstacle before an event.
func (o Obstacle) ownerBefore(event int) PersonID {
	o.History = o.History[:event]
	return o.Owner()
}

// NewsOf returns the bounds of the keys of all messages about an obstacle: the
// first possible one, and the first that is none.
func NewsOf(id ObstacleID) (from, to string) {
	return fmt.Sprintf("obstacle/%d/", id), fmt.Sprintf("obstacle/%d0", id) // “0” follows “/”
}
