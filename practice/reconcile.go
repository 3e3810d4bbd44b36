package practice

import (
	"slices"

	"coach/cadence"
)

// A Stored is an occurrence as the database holds it, with what reconciliation
// needs besides.
type Stored struct {
	Occurrence
	Shown bool // a message has named it to its performer
}

// An Amendment is one new or changed occurrence to store, so that the stored
// occurrences agree with the plan.
type Amendment struct {
	Occurrence      // as it is from now on; one without an ID is new
	News       bool // a message showed its performer something else, so that they need to hear of it
}

// An occurrenceKey is the identity of an occurrence: planning it twice gives
// the same key.
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

// An obligationKey is the identity of the work behind an occurrence, whatever
// its period. Where weeks begin on another day, or a practice gets another
// rhythm, the 1:1 due on Thursday stays one occurrence and does not become
// two.
type obligationKey struct {
	practice string
	subject  PersonID
	nominal  cadence.Date
	seq      int
}

func (o Occurrence) obligation() obligationKey {
	return obligationKey{o.Practice, o.Subject, o.Nominal, o.Seq}
}

// Reconcile returns the changes that bring a performer's stored occurrences
// into line with the plan for the same span of days: new ones, moved ones, and
// cancelled ones that the plan no longer has. An occurrence that is planned in
// another period than its stored one keeps the stored period. The performer
// has been planned since the day given as from. A second run changes nothing.
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
	var others []Occurrence // whose stored form differs from the plan
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

// unlessNews returns a new occurrence, excused if it comes to light in the
// middle of its period and too late to be done in time. A manager who is given
// a report on the 28th, from the 1st on, could not have known of this month's
// 1:1.
func (o Occurrence) unlessNews(from, today cadence.Date) Occurrence {
	if o.Expectation == Expected && o.Period.Start < from && o.isTooLate(today) {
		o.settle(Excused, ByLine, o.Nominal)
	}
	return o
}

// isTooLate reports whether an occurrence comes too late for a performer who
// did not know of it: its due date has passed, and no day but today is left to
// do it in time.
func (o Occurrence) isTooLate(today cadence.Date) bool {
	return o.DueOn < today && o.GraceUntil <= today
}

// reconciled returns a stored occurrence changed to what is planned now, and
// whether that changes it.
//
// A decided occurrence stays as it is: one that is done, skipped, excused by
// the performer's leader, past its grace, or not expected when its day came.
// Nobody loses time by a change: a date that a message has shown never moves
// earlier, an open occurrence never becomes overdue by being moved, and one
// that was not expected becomes expected only while a day is left to do it in
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

// noLongerExpected returns an occurrence that the plan no longer has,
// cancelled. The reason is the practice where that is off for everybody on the
// nominal date, or expected of the same two people in another rhythm;
// otherwise it is the reporting line.
func noLongerExpected(o Occurrence, planned []Occurrence, pb *Playbook) Occurrence {
	o.Expectation, o.Reason = Cancelled, ByLine
	if !pb.expects(o.Practice, o.Nominal) || slices.ContainsFunc(planned, func(p Occurrence) bool {
		return p.Practice == o.Practice && p.Subject == o.Subject && p.Expectation != Cancelled
	}) {
		o.Reason = ByPractice
	}
	return o
}

// expects reports whether an enabled version of the practice is in force on a
// day.
func (pb *Playbook) expects(key string, on cadence.Date) bool {
	for i := range pb.Practices {
		if p := &pb.Practices[i]; p.Key == key && p.Enabled && p.inForce(on) {
			return true
		}
	}
	return false
}

// announcedOtherwise reports whether a performer who was shown the old
// occurrence would be wrong about the new one: whether it is expected, or when
// it is due.
func announcedOtherwise(was, now Occurrence) bool {
	if was.Expectation != Expected && now.Expectation != Expected {
		return false
	}
	return was.Expectation != now.Expectation || was.DueOn != now.DueOn
}
