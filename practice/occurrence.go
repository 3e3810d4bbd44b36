package practice

import (
	"time"

	"coach/cadence"
)

// An Occurrence is one expected performance of a practice. Its identity is
// practice, performer, subject, period, due code and sequence: creating it
// twice gives the same one.
type Occurrence struct {
	ID        OccurrenceID
	Practice  string // key
	Performer PersonID
	Subject   PersonID // the report it is with, for scope report; else nobody
	Period    cadence.Period
	Due       cadence.Due
	Seq       int // 1, 2, … where one due code gives several

	Nominal    cadence.Date // the day that the due code names
	DueOn      cadence.Date // the working day it falls on
	GraceUntil cadence.Date // last day that counts as on time
	ClosesOn   cadence.Date // last day that counts at all

	Expectation Expectation
	Reason      Reason // why it is excused or cancelled

	Entry     EntryID      // the entry that satisfies it
	LoggedOn  cadence.Date // the day of that entry, or of the edit that moved it here, in the performer's time zone
	SettledAt time.Time    // the instant of that day: when the entry was logged, or the edit was made
	Skip      Skip         // the performer's skip
	Excuse    Excuse       // the excuse of the performer's leader

	PlannedFor cadence.Date // the day for which the performer planned it; no date for none
	Cue        string       // what they will do it after, in their words; only they read it
}

// An Expectation records whether an occurrence is required of its performer.
type Expectation string

// The expectations.
const (
	Expected  Expectation = "expected"
	Excused   Expectation = "excused"   // not required, for a reason that is nobody's fault
	Cancelled Expectation = "cancelled" // the practice or the line ended first
)

// A Reason is the cause for which an occurrence is excused or cancelled: the
// one that took most of the period's working days, or an excuse of the
// performer's leader.
type Reason string

// The reasons, in the order that breaks ties.
const (
	NoReason      Reason = ""
	ByPractice    Reason = "practice"
	ByLine        Reason = "line"
	ByLevel       Reason = "level"
	PerformerAway Reason = "performer_away"
	SubjectAway   Reason = "subject_away"
	ByHoliday     Reason = "holiday"
	ByLeader      Reason = "leader" // never by planning
)

// A Status is the state of an occurrence on a given day, such as open, overdue
// or done on time.
type Status string

// The statuses.
const (
	Upcoming      Status = "upcoming"
	Open          Status = "open"
	InGrace       Status = "in grace"
	Overdue       Status = "overdue"
	OnTime        Status = "on time"
	Late          Status = "late"
	Missed        Status = "missed"
	SkipCounts    Status = "skipped"
	SkipWithin    Status = "skipped within allowance"
	ExcusedStatus Status = "excused"
	CancelledOut  Status = "cancelled"
)

// Status returns the state of the occurrence on a day in the performer's time
// zone. A satisfied occurrence stays satisfied. Whether it is on time depends
// on the day it was logged, not the day it happened, because an entry written
// a month later is written from memory.
func (o Occurrence) Status(on cadence.Date) Status {
	switch {
	case o.Entry != 0 && o.LoggedOn <= o.GraceUntil:
		return OnTime
	case o.Entry != 0:
		return Late
	case o.Expectation == Cancelled:
		return CancelledOut
	case o.Expectation == Excused:
		return ExcusedStatus
	case o.Skip.Reason != "" && o.Skip.Within:
		return SkipWithin
	case o.Skip.Reason != "":
		return SkipCounts
	case on < o.Period.Start:
		return Upcoming
	case on <= o.DueOn:
		return Open
	case on <= o.GraceUntil:
		return InGrace
	case on <= o.ClosesOn:
		return Overdue
	default:
		return Missed
	}
}

// Waiting reports whether the performer can still log or skip the occurrence
// on the given day.
func (o Occurrence) Waiting(on cadence.Date) bool {
	switch o.Status(on) {
	case Open, InGrace, Overdue:
		return true
	}
	return false
}

// Decided reports whether the occurrence counts in figures as of a day in its
// performer's time zone: it is done, skipped, excused, or past grace_until. A
// cancelled one never counts.
func (o Occurrence) Decided(on cadence.Date) bool {
	switch o.Status(on) {
	case Upcoming, Open, InGrace, CancelledOut:
		return false
	}
	return true
}
