package practice

import (
	"fmt"
	"slices"

	"coach/cadence"
)

// Working days of an obstacle.
const (
	PassUpDays = 10 // after which its owner may pass it up, and one that nobody owns stands in the leader's review
	OwnerDays  = 5  // that are filled in where somebody takes one
)

// MayReadObstacle reports whether somebody may read an obstacle (DOMAIN 3.1):
// whoever raised it, who owns it, owned it or was asked to, and the raiser's
// line manager. The manager's leader reads what nobody has owned for ten working
// days, and what was passed up to them.
func MayReadObstacle(r *Roster, who PersonID, o Obstacle, today cadence.Date) bool {
	if who == 0 || o.State() == ObstacleIsWithdrawn {
		return false
	}
	held := func(ev ObstacleEvent) bool { return ev.Owner == who }
	return who == o.Raiser || slices.ContainsFunc(o.History, held) || o.lineManager(r, today) == who || o.asks(r, who, today)
}

// asks reports whether somebody is asked to take the obstacle.
func (o Obstacle) asks(r *Roster, who PersonID, today cadence.Date) bool {
	if who == 0 || !o.Open() {
		return false
	}
	return o.Asked(r, today) == who || o.Owner() == 0 && o.Age(r, today) >= PassUpDays && AskedAbove(r, o.Raiser, today) == who
}

// MayTake reports whether somebody may take an obstacle: whoever is asked to.
func MayTake(r *Roster, who PersonID, o Obstacle, today cadence.Date) bool {
	return o.asks(r, who, today)
}

// MayNameOwner reports whether somebody may name who owns an obstacle: whoever is
// asked to take it, the owner, who hands it over, and its raiser while nobody
// owns it.
func MayNameOwner(r *Roster, who PersonID, o Obstacle, today cadence.Date) bool {
	return o.asks(r, who, today) || owns(who, o) || who != 0 && who == o.Raiser && o.Open() && o.Owner() == 0
}

func owns(who PersonID, o Obstacle) bool { return who != 0 && o.Open() && o.Owner() == who }

// MayUpdate reports whether somebody may tell how it goes, and give the obstacle
// another day: its owner.
func MayUpdate(who PersonID, o Obstacle) bool { return owns(who, o) }

// MayResolve reports whether somebody may close an obstacle: its owner.
func MayResolve(who PersonID, o Obstacle) bool { return owns(who, o) }

// MayDecline reports whether somebody may say that an obstacle is not theirs:
// whom another person named, once.
func MayDecline(who PersonID, o Obstacle) bool {
	said := func(ev ObstacleEvent) bool { return ev.Kind == ObstacleDeclined && ev.By == who }
	return owns(who, o) && o.last(ObstacleOwned, ObstacleAccepted).By != who && !slices.ContainsFunc(o.History, said)
}

// MayPassUp reports whether somebody may pass an obstacle up to their own
// leader: its owner, once it is ten working days old and nobody has been asked
// since.
func MayPassUp(r *Roster, who PersonID, o Obstacle, today cadence.Date) bool {
	return owns(who, o) && o.OfferedTo() == 0 && o.Age(r, today) >= PassUpDays && r.ManagerOf(who, today) != 0
}

// MayConfirmGone reports whether somebody may say whether an obstacle is gone:
// its raiser, once it is resolved.
func MayConfirmGone(who PersonID, o Obstacle) bool {
	return who != 0 && who == o.Raiser && o.State() == ObstacleIsResolved
}

// MayWithdrawObstacle reports whether somebody may take an obstacle back: its
// raiser, while it is open.
func MayWithdrawObstacle(who PersonID, o Obstacle) bool {
	return who != 0 && who == o.Raiser && o.Open()
}

// CheckObstacleEvent returns the reason why an event cannot happen to an
// obstacle as it stands, or nil. What coach does by itself always can.
func CheckObstacleEvent(r *Roster, o Obstacle, ev ObstacleEvent, today cadence.Date) error {
	if ev.By == 0 {
		return nil
	}
	if text := o.refusal(r, ev, today); text != "" {
		return Problems{{Text: text}}
	}
	return nil
}

// refusal is why an event cannot happen; "" where it can.
func (o Obstacle) refusal(r *Roster, ev ObstacleEvent, today cadence.Date) string {
	who := ev.By
	may := false
	switch ev.Kind {
	case ObstacleOwned, ObstacleAccepted:
		may = MayNameOwner(r, who, o, today)
	case ObstacleUpdated, ObstacleDue:
		may = MayUpdate(who, o)
	case ObstacleResolved:
		may = MayResolve(who, o) || MayReview(r, who, o, today)
	case ObstacleDeclined:
		may = MayDecline(who, o)
	case ObstacleOffered:
		may = MayPassUp(r, who, o, today) || MayReview(r, who, o, today) && o.OfferedTo() == 0 && o.Age(r, today) >= PassUpDays
	case ObstacleGone, ObstacleReopened:
		may = MayConfirmGone(who, o)
	case ObstacleWithdrawn:
		may = MayWithdrawObstacle(who, o)
	}
	if may {
		return ""
	}
	switch state := o.State(); {
	case state == ObstacleIsWithdrawn:
		return textObstacleWithdrawn
	case ev.Kind == ObstacleGone || ev.Kind == ObstacleReopened:
		return o.refusedWord(who)
	case state == ObstacleIsResolved, state == ObstacleIsGone:
		return textObstacleResolved
	case ev.Kind == ObstacleWithdrawn:
		return textObstacleNotRaised
	case ev.Kind == ObstacleDeclined && o.Owner() == who:
		return textObstacleDeclined
	case ev.Kind == ObstacleDeclined && o.last(ObstacleDeclined).By == who:
		return textObstacleDone
	case ev.Kind == ObstacleOffered && o.Owner() == who:
		return o.refusedUp(r, who, today)
	case o.Owner() == 0:
		return textObstacleUnowned
	}
	return fmt.Sprintf(textObstacleOwned, r.Person(o.Owner()).Full())
}

// refusedWord is why somebody cannot say whether an obstacle is gone.
func (o Obstacle) refusedWord(who PersonID) string {
	switch {
	case who != o.Raiser:
		return textObstacleNotTheirs
	case o.State() == ObstacleIsGone:
		return textObstacleGone
	}
	return textObstacleOpen
}

// refusedUp is why its owner cannot pass an obstacle up.
func (o Obstacle) refusedUp(r *Roster, who PersonID, today cadence.Date) string {
	switch {
	case o.OfferedTo() != 0:
		return fmt.Sprintf(textObstacleOffered, r.Person(o.OfferedTo()).Full())
	case r.ManagerOf(who, today) == 0:
		return textObstacleTop
	}
	return fmt.Sprintf(textObstacleYoung, PassUpDays)
}
