package practice

import (
	"time"

	"coach/cadence"
)

// An ActionID is our own number for an action. Zero is none.
type ActionID int64

// An Action is a next step: what somebody will do, and by when. It is agreed
// in a session, written by the person coached in their own plan, or a
// manager's own (what they will do to help). It is read by its author, its
// owner and its subject, and by nobody else (DOMAIN 5.2).
type Action struct {
	ID      ActionID
	Request string  // the submission it came from and its row there, such as V17/plan.0: a redelivered form makes it once
	Entry   EntryID // the entry it was agreed in; 0 for none
	Kind    ActionKind
	Author  PersonID // who coaches
	Owner   PersonID // whose step it is
	Subject PersonID // who is coached; 0 for a team's action
	What    string

	MadeAt   time.Time
	FirstDue cadence.Date // the day agreed first
	Due      cadence.Date // the day as it was last moved
	Moves    []Move       // in the order in which they were made

	DoneAt      time.Time    // zero until it is done
	DoneOn      cadence.Date // DoneAt as a date of whoever ticked it
	DoneBy      PersonID     // who ticked it: its owner, or the other of the two
	AgreedAt    time.Time    // zero while its plan waits for the manager to agree
	Cancels     []Cancel     // who would cancel it: both, once it is cancelled
	CancelledAt time.Time    // when the second of the two agreed; zero while it stands
	DroppedAt   time.Time    // taken back with its entry; zero while it stands
}

// An ActionKind tells steps from days on which to look again.
type ActionKind string

// The kinds of action.
const (
	Step ActionKind = ""     // something to do
	Look ActionKind = "look" // a day on which a pair looks at its focus again (DOMAIN 5.4)
)

// A Move is a change of an action's day. Moving a day before it passes is no
// failure; afterwards the action is late (MEASURES M14).
type Move struct {
	At time.Time
	By PersonID
	To cadence.Date
}

// A Cancel is one person's wish to cancel an action. It is cancelled when both
// of the two have one.
type Cancel struct {
	At time.Time
	By PersonID
}

// Open reports whether the action is still to be done.
func (a Action) Open() bool {
	return a.DoneAt.IsZero() && a.CancelledAt.IsZero() && a.DroppedAt.IsZero()
}

// Other returns the other of the two people of an action, seen from one of
// them; 0 for somebody who is neither, and where there is no other.
func (a Action) Other(who PersonID) PersonID {
	coached := a.Subject
	if coached == 0 {
		coached = a.Owner
	}
	switch {
	case a.Author == coached:
		return 0
	case who == a.Author:
		return coached
	case who == coached:
		return a.Author
	}
	return 0
}

// A PlanRequest is the request to the person coached in a session to write what they
// will do (DOMAIN 5.2, “They write it”). Its steps are the session's actions.
// Until its reader has agreed, the session counts and the plan waits.
type PlanRequest struct {
	Entry     EntryID  // the session
	Writer    PersonID // who was coached
	Reader    PersonID // who coached, and agrees
	AskedAt   time.Time
	WrittenAt time.Time // zero while it waits for the writer
	AgreedAt  time.Time // zero while it waits for the reader
	TalkAt    time.Time // when the reader would rather talk about it; zero for no
	DroppedAt time.Time // the session was taken back; zero while it stands
}

// WaitsForWriter reports whether the plan is still to be written.
func (p PlanRequest) WaitsForWriter() bool { return p.WrittenAt.IsZero() && p.DroppedAt.IsZero() }

// WaitsForReader reports whether the plan is written and still to be agreed.
func (p PlanRequest) WaitsForReader() bool {
	return !p.WrittenAt.IsZero() && p.AgreedAt.IsZero() && p.TalkAt.IsZero() && p.DroppedAt.IsZero()
}
