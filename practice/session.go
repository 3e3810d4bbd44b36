package practice

import (
	"time"

	"coach/cadence"
)

// A SessionID is our own number for a session. Zero is none.
type SessionID int64

// A Session is one row of a training plan or of a contest plan, once it is
// agreed on: somebody delivers or runs it, on a day (DOMAIN 5.7).
type Session struct {
	ID        SessionID
	Entry     EntryID // the plan it stands in
	Row       string  // its field and place there, such as sessions.2
	Kind      SessionKind
	Manager   PersonID // who wrote the plan
	Deliverer PersonID // who delivers it, or runs the contest
	Topic     string
	On        cadence.Date // its day; a contest's first
	Until     cadence.Date // a contest's last day; no date for training
	Clock     cadence.Clock
	Timed     bool // a time of day is given
	Accepted  time.Time
	Declined  time.Time
	DoneAt    time.Time  // ticked as delivered, or won; zero until then
	Winners   []PersonID // of a contest
	DroppedAt time.Time  // taken back with its plan
}

// A SessionKind is what kind of plan a session stands in.
type SessionKind string

// The kinds of session.
const (
	Training SessionKind = "training"
	Contest  SessionKind = "contest"
)
