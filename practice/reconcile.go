package practice

import (
	"slices"

	"coach/cadence"
)

// A Stored is an occurrence as it is remembered, with what else reconciliation
// has to know of it.
type Stored struct {
	Occurrence
	Shown bool // a message has named it to its performer
}

// An Amendment is one thing to write so that what is stored agrees with what
// is planned.
type Amendment struct {
	Occurrence      // as it is from now on; one without an ID is new
	News       bool // its performer was shown something else and is to be told
}

// occurrenceKey is what an occurrence is known by: planning it twice gives the same
// one.
type occurrenceKey struct {
	practice           string
	performer, subject PersonID
	period             cadence.Period
	due                cadence.Due
	seq                int
}

func (o Occurrence) key() occurrenceKey {
	return occurrenceKey{o.Practice, o.Performer, o.Subject, o.Period, o.Due, o.Seq}
}

// A obligationKey is what an occurrence asks for, whatever period it stands in: where
// the weeks begin on another day, or a practice comes in another rhythm, the
// same thing for the same day stays one and does not become two.
type obligationKey struct {
	practice string
	subject  PersonID
	nominal  cadence.Date
	seq      int
}

func (o Occurrence) obligation() obligationKey {
	return obligationKey{o.Practice, o.Subject, o.Nominal, o.Seq}
}

// Reconcile says what becomes of a performer's stored occurrences, given what
// is planned for the same span of days now: what is new, what moves, and, of
// those that nothing asks for any more, what is cancelled. What is planned for
// another period than it is stored with keeps the one it was opened for. From
// is the first day for which the performer is planned now. The same once more
// changes nothing.
func Reconcile(stored []Stored, planned []Occurrence, pb *Playbook, from, today cadence.Date) []Amendment {
	have := make(map[occurrenceKey]Stored, len(stored))
	for _, s := range stored {
		have[s.key()] = s
	}
	var amendments []Amendment
	amend := func(s Stored, planned Occurrence) {
		if now, changed := reconciled(s, planned, today); changed {
			amendments = append(amendments, Amendment{now, s.Shown && announcedOtherwise(s.Occurrence, now)})
		}
	}
	var others []Occurrence // that are not stored as they are planned
	for _, want := range planned {
		if s, ok := have[want.key()]; ok {
			delete(have, want.key())
			amend(s, want)
			continue
		}
		others = append(others, want)
	}
	left := make(map[obligationKey]Stored, len(have))
	for _, s := range stored {
		_, is := have[s.key()]
		if one, taken := left[s.obligation()]; is && (!taken || one.Expectation == Cancelled) {
			left[s.obligation()] = s
		}
	}
	for _, want := range others {
		s, ok := left[want.obligation()]
		if !ok {
			amendments = append(amendments, Amendment{Occurrence: want.unlessNews(from, today)})
			continue
		}
		delete(have, s.key())
		amend(s, want)
	}
	for _, s := range stored {
		if _, orphan := have[s.key()]; orphan {
			amend(s, noLongerExpected(s.Occurrence, planned, pb))
		}
	}
	return amendments
}

// unlessNews is an occurrence that is new, and excused if it comes to light in
// the middle of its period, too late: whoever was made to owe it by a line from
// the past could not have done it in time.
func (o Occurrence) unlessNews(from, today cadence.Date) Occurrence {
	if o.Expectation == Expected && o.Period.Start < from && o.isTooLate(today) {
		o.settle(Excused, ByLine, o.Nominal)
	}
	return o
}

// isTooLate reports whether nobody can be asked for the occurrence any more who
// did not know of it: its day is over, and there is no day left but this one to
// do it in time.
func (o Occurrence) isTooLate(today cadence.Date) bool {
	return o.DueOn < today && o.GraceUntil <= today
}

// reconciled says what becomes of a stored occurrence that is planned
// otherwise now, and whether that changes it.
//
// What is decided stays as it is: what was done, skipped, or excused by the
// performer's leader, what is past its grace, and what was not expected when
// its day came. News takes nobody's time: a date that a message has named never
// moves earlier, an open occurrence never becomes overdue by being moved, and
// one that was not expected is asked for again only while a day is left to do it in
// time.
func reconciled(s Stored, planned Occurrence, today cadence.Date) (now Occurrence, changed bool) {
	if s.isSettled(planned, today) {
		return s.Occurrence, false
	}
	now = s.Occurrence
	now.Nominal, now.Expectation, now.Reason = planned.Nominal, planned.Expectation, planned.Reason
	now.DueOn, now.GraceUntil, now.ClosesOn = planned.DueOn, planned.GraceUntil, planned.ClosesOn
	if planned.Expectation == Expected && (s.Shown || planned.GraceUntil < today) {
		now.DueOn = max(now.DueOn, s.DueOn)
		now.GraceUntil = max(now.GraceUntil, s.GraceUntil)
		now.ClosesOn = max(now.ClosesOn, s.ClosesOn)
	}
	return now, now != s.Occurrence
}

func (s Stored) isSettled(planned Occurrence, today cadence.Date) bool {
	switch {
	case s.Entry != 0 || s.Skip.Reason != "" || s.Reason == ByLeader:
		return true
	case s.Expectation == Expected:
		return s.Decided(today)
	case planned.Expectation == Expected:
		return planned.isTooLate(today)
	default:
		return s.DueOn <= today
	}
}

// noLongerExpected is an occurrence that nothing asks for any more: cancelled, because
// of the practice where that is not asked of anybody on the nominal date, or is
// asked of the same two in another rhythm, else because of the line.
func noLongerExpected(o Occurrence, planned []Occurrence, pb *Playbook) Occurrence {
	o.Expectation, o.Reason = Cancelled, ByLine
	if !pb.expects(o.Practice, o.Nominal) || slices.ContainsFunc(planned, func(p Occurrence) bool {
		return p.Practice == o.Practice && p.Subject == o.Subject && p.Expectation != Cancelled
	}) {
		o.Reason = ByPractice
	}
	return o
}

// expects reports whether a version of the practice that is switched on is in
// force on a day.
func (pb *Playbook) expects(key string, on cadence.Date) bool {
	for i := range pb.Practices {
		if p := &pb.Practices[i]; p.Key == key && p.Enabled && p.inForce(on) {
			return true
		}
	}
	return false
}

// announcedOtherwise reports whether somebody who was shown an occurrence believes
// something else than what is true now: that it is expected, or when it is due.
func announcedOtherwise(was, now Occurrence) bool {
	if was.Expectation != Expected && now.Expectation != Expected {
		return false
	}
	return was.Expectation != now.Expectation || was.DueOn != now.DueOn
}
