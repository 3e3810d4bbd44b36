package practice

import (
	"time"

	"coach/cadence"
)

// An ObstacleID is our own number for an obstacle. Zero is none.
type ObstacleID int64

// An Obstacle is something in the way of the work, which somebody raised and
// somebody is to remove (DOMAIN 5.6). Its owner, its day and its state are what
// its events leave.
type Obstacle struct {
	ID       ObstacleID
	Request  string // the submission that raised it, with its row there; a redelivered form raises it once
	Raiser   PersonID
	Hidden   bool // the raiser shows their name to the owner alone
	RaisedAt time.Time
	RaisedOn cadence.Date // RaisedAt as a date of the raiser
	Entry    EntryID      // the entry in whose form it was raised; 0 for none
	Link     string       // the address of the message it was raised from; may be empty
	What     string
	Impact   string // an option's value of the playbook's obstacle record
	Category string // the same
	Affects  []PersonID
	History  []ObstacleEvent // in the order in which they happened
}

// An ObstacleEvent is something that happened to an obstacle.
type ObstacleEvent struct {
	At      time.Time
	On      cadence.Date // At as a date of who did it
	By      PersonID     // who did it; 0 for coach itself
	Kind    ObstacleEventKind
	Owner   PersonID     // of owned, offered and accepted
	Due     cadence.Date // of owned, due and accepted
	Outcome string       // of resolved: removed, around, live or moot
	Words   string       // of updated and resolved: for whoever raised it
	Prevent string       // of resolved: what would have kept it from coming up
	ToldAt  time.Time    // when the message about it to whoever raised it was sent; zero until then
}

// An ObstacleEventKind is what happened to an obstacle; the values are those of
// the interchange file.
type ObstacleEventKind string

// The kinds of event.
const (
	ObstacleOwned     ObstacleEventKind = "owned"
	ObstacleDue       ObstacleEventKind = "due"      // its day was moved
	ObstacleUpdated   ObstacleEventKind = "updated"  // the owner told how it goes
	ObstacleOffered   ObstacleEventKind = "offered"  // passed up to somebody, who has not accepted yet
	ObstacleAccepted  ObstacleEventKind = "accepted" // who it was passed up to holds it
	ObstacleDeclined  ObstacleEventKind = "declined" // “not mine”
	ObstacleResolved  ObstacleEventKind = "resolved"
	ObstacleGone      ObstacleEventKind = "confirmed_gone" // gone for the raiser, too
	ObstacleReopened  ObstacleEventKind = "reopened"
	ObstacleWithdrawn ObstacleEventKind = "withdrawn" // the raiser took it back
)
