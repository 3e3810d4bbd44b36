package practice

import (
	"time"

	"coach/cadence"
)

// ExcuseKey is the key of the record with a leader's reason for an excuse.
const ExcuseKey = "excuse"

// An Excuse is a leader's decision that the performer need not do an
// occurrence after all. The two of them, and nobody else, can read why.
type Excuse struct {
	By     PersonID // the performer's leader; nobody when no leader excused it
	Reason string   // one of the excuse record's options
	Detail string
	At     time.Time // when it was excused; no time where no leader excused it
}

// Validate checks the excuse against the playbook's excuse record. The error
// is [Problems].
func (e Excuse) Validate(pb *Playbook) error { return checkWhy(pb, ExcuseKey, e.Reason, e.Detail) }

// Says reports whether two excuses are by the same leader, in the same words,
// whenever they were given: a form that arrives twice says the same.
func (e Excuse) Says(other Excuse) bool {
	e.At, other.At = time.Time{}, time.Time{}
	return e == other
}

// ExcusableFor is how many days after its due date an occurrence can still be
// excused once nothing else can be done about it.
const ExcusableFor = 31

// Excusable reports whether the performer's leader could excuse the occurrence
// on a day: it waits, or it was lately missed or skipped beyond the allowance.
// One that is done, or counts against nobody already, needs no excuse.
func (o Occurrence) Excusable(on cadence.Date) bool {
	switch o.Status(on) {
	case Open, InGrace, Overdue:
		return true
	case SkipCounts, Missed:
		return o.DueOn >= on-ExcusableFor
	}
	return false
}
