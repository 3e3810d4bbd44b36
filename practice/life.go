package practice

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"coach/cadence"
)

// Undoable reports whether an entry can still be taken back without being
// asked again: it stands, and was logged less than [UndoFor] ago.
func (e Entry) Undoable(now time.Time) bool {
	return !e.Withdrawn && now.Sub(e.LoggedAt) <= UndoFor
}

// Former returns the people an entry was about before an edit, and is not
// about any more.
func Former(before, after Entry, p *Practice) []PersonID {
	return slices.DeleteFunc(slices.Clone(before.About(p)), func(id PersonID) bool { return slices.Contains(after.About(p), id) })
}

// ValidateEdit checks an entry that its author has edited, as of today in
// their time zone. What they left alone is not judged anew: somebody who has
// moved to another team since stays the person it is about. The error is
// [Problems].
func (e Entry) ValidateEdit(before Entry, p *Practice, r *Roster, today cadence.Date) error {
	ps, _ := errors.AsType[Problems](e.Validate(p, r, today))
	sameDay := e.HappenedOn == before.HappenedOn
	ps = slices.DeleteFunc(ps, func(problem Problem) bool {
		switch problem.Field {
		case FieldDate:
			return sameDay
		case p.SubjectField():
			return sameDay && e.Subject == before.Subject && e.Subject != 0
		}
		was := before.Values[problem.Field].People
		return len(was) > 0 && slices.Equal(was, e.Values[problem.Field].People)
	})
	if inChannel := func(e Entry) bool { return e.Values[ShareWhere].Text == ShareInChannel }; p.Key == RecognitionKey && inChannel(e) != inChannel(before) {
		ps = append(ps, Problem{ShareWhere, textThanksStay})
	}
	if len(ps) > 0 {
		return ps
	}
	return nil
}

// EditOfWithdrawn is the problem of an edit of an entry that was taken back.
func EditOfWithdrawn() Problem {
	return Problem{FieldDate, textUndone}
}

// EditedMeanwhile is the problem of an edit in a form that was drawn before
// another edit was stored.
func EditedMeanwhile() Problem {
	return Problem{FieldDate, textChangedElsewhere}
}

// LoggedTogether is the problem of an edit by which two entries of one form
// would be about the same person.
func LoggedTogether(p Person, field string) Problem {
	return Problem{field, fmt.Sprintf(textLoggedTwice, p.Name)}
}

// A Waived is an occurrence that its performer skipped, or that their leader
// excused, with the instant of that.
type Waived struct {
	Occurrence
	At time.Time
}

// ByLeader reports whether it was excused rather than skipped.
func (w Waived) ByLeader() bool { return w.Excuse.By != 0 }

// MayTakeBack reports whether somebody may take back, at an instant, what was
// waived: the performer their own skip, a leader their own excuse, until the
// first digest that counts it, or where there is none until the end of the day
// on which the occurrence closes, or was waived if that is later.
func MayTakeBack(r *Roster, who PersonID, w Waived, subs []Subscription, now time.Time, fallback *time.Location) bool {
	switch {
	case who == 0 || w.Entry != 0:
		return false
	case w.ByLeader():
		if who != w.Excuse.By || w.Expectation != Excused || w.Reason != ByLeader {
			return false
		}
	case who != w.Performer || w.Skip.Reason == "" || w.Expectation != Expected:
		return false
	}
	return now.Before(w.counted(r, subs, fallback))
}

// counted returns the instant from which what was waived can no longer be taken
// back. Each digest about the performer counts it in the week of its
// grace_until, or as news of that week if it was waived later.
func (w Waived) counted(r *Roster, subs []Subscription, fallback *time.Location) (first time.Time) {
	for _, sub := range subs {
		if sub.Root != w.Performer && !r.isOver(sub.Root, w.Performer, w.DueOn) {
			continue
		}
		zone := Person{Zone: sub.Zone}.Location(fallback)
		start := r.Calendar(sub.Root).WeekStart
		day := w.GraceUntil + 1 // the first day of the week after that of grace_until
		for day.Weekday() != start {
			day++
		}
		for day.Weekday() != sub.Weekday || !day.At(sub.At, zone).After(w.At) {
			day++
		}
		if at := day.At(sub.At, zone); first.IsZero() || at.Before(first) {
			first = at
		}
	}
	if first.IsZero() {
		p := r.Person(w.Performer)
		return (max(w.ClosesOn, p.Today(w.At, fallback)) + 1).At(0, p.Location(fallback))
	}
	return first
}
