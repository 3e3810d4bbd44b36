package practice

import (
	"time"

	"coach/cadence"
)

// A Pair is a manager and one of their reports. What the two share, such as
// topics and a focus, is read by them alone; after a transfer it stays with
// the old pair.
type Pair struct {
	Manager, Report PersonID
}

// Has reports whether somebody is one of the pair.
func (p Pair) Has(who PersonID) bool { return who != 0 && (who == p.Manager || who == p.Report) }

// Other returns the other of the pair; 0 for somebody who is neither.
func (p Pair) Other(who PersonID) PersonID {
	switch who {
	case p.Manager:
		return p.Report
	case p.Report:
		return p.Manager
	}
	return 0
}

// A TopicID is our own number for a topic. Zero is none.
type TopicID int64

// A Topic is something that one of a pair wants to talk about in their next
// session (DOMAIN 5.3). It stays open until a session covers it.
type Topic struct {
	ID        TopicID
	Request   string
	Pair      Pair
	By        PersonID // who added it
	Words     string
	Link      string // the address of the message that it came up in; may be empty
	RaisedAt  time.Time
	CoveredBy EntryID   // the entry in which it was covered; 0 while it is open
	DroppedAt time.Time // taken off the list; zero while it stands
}

// Open reports whether the topic is still to be talked about.
func (t Topic) Open() bool { return t.CoveredBy == 0 && t.DroppedAt.IsZero() }

// A FocusID is our own number for a focus. Zero is none.
type FocusID int64

// A Focus is the one skill that a pair works on (DOMAIN 5.4).
type Focus struct {
	ID       FocusID
	Pair     Pair
	Skill    string // one of the playbook's skills, or the pair's own words
	OpenedBy PersonID
	OpenedIn EntryID // the entry it was opened in; 0 for none
	OpenedAt time.Time
	ClosedAt time.Time // zero while it is open
	Outcome  FocusMark // FocusReached or FocusAside; none while it is open
	Marks    []MarkedFocus
}

// A FocusMark is a session's answer to how a focus is going.
type FocusMark string

// The marks. The last two close the focus.
const (
	FocusBetter  FocusMark = "better"
	FocusSame    FocusMark = "same"
	FocusWorse   FocusMark = "worse"
	FocusReached FocusMark = "reached"
	FocusAside   FocusMark = "aside" // set aside
)

// Closes reports whether the mark ends the focus.
func (m FocusMark) Closes() bool { return m == FocusReached || m == FocusAside }

// A MarkedFocus is the mark that one session gave a focus.
type MarkedFocus struct {
	Entry EntryID
	On    cadence.Date // the day of the session
	Mark  FocusMark
}

// A TimeRequestID is our own number for a time request. Zero is none.
type TimeRequestID int64

// A TimeRequest is a report's wish for their manager's time (DOMAIN 5.5). It
// is never counted, and nobody but the two reads it.
type TimeRequest struct {
	ID        TimeRequestID
	Request   string
	Pair      Pair
	Kind      TimeKind
	Words     string // about what; may be empty
	AskedAt   time.Time
	AskedOn   cadence.Date // AskedAt as a date of the report
	LapsesOn  cadence.Date // the last day on which it waits
	PlannedOn cadence.Date // the day the manager planned it for; none until then
	ClosedAt  time.Time    // zero while it waits
	Outcome   TimeOutcome
	Entry     EntryID // the entry that closed it; 0 for none
}

// A TimeKind is what a report asks their manager's time for.
type TimeKind string

// The kinds of time.
const (
	TimeSession  TimeKind = "session"
	TimeObstacle TimeKind = "obstacle"   // help with an obstacle
	TimeRide     TimeKind = "ride_along" // a joint visit or call
)

// A TimeOutcome is how a time request ended.
type TimeOutcome string

// The outcomes.
const (
	TimeMet       TimeOutcome = "met"       // an entry about the two followed
	TimeDone      TimeOutcome = "done"      // the manager says it happened already
	TimeLapsed    TimeOutcome = "lapsed"    // twenty working days passed
	TimeWithdrawn TimeOutcome = "withdrawn" // the asker took it back
	TimeMoved     TimeOutcome = "moved"     // they no longer report to that manager
)

// Fails reports whether a time request came to an end without the time that was
// asked for.
func (o TimeOutcome) Fails() bool {
	return o == TimeLapsed || o == TimeMoved || o == TimeWithdrawn
}

// Waits reports whether the request is still open.
func (t TimeRequest) Waits() bool { return t.ClosedAt.IsZero() }
