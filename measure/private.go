package measure

import (
	"coach/cadence"
	"coach/practice"
)

// A Written is a number of the root's standing entries of what happened on one
// day that were logged on one day.
type Written struct {
	HappenedOn, LoggedOn cadence.Date // both where the root is
	N                    int
}

// fresh returns how many of the viewer's entries of the window were logged
// within one working day of what they are about (M20); nil without any. It is the
// author's alone: written all on Friday night, a week is on time, and shows here.
func (a *answer) fresh() *Rate {
	if a.q.Scope != Me || a.q.Channel {
		return nil
	}
	var r Rate
	calendar := a.r.Calendar(a.q.Viewer)
	for _, w := range a.f.Written {
		r.Whole += w.N
		if w.LoggedOn <= calendar.Add(w.HappenedOn, 1) {
			r.Part += w.N
		}
	}
	return r.orNil()
}

// Integrity returns what somebody alone is told of their own ways, of facts that
// may lack everything else: how soon they write, and how much their people do
// themselves.
func Integrity(q Question, r *practice.Roster, f Facts) (*Rate, *Independence) {
	a := &answer{pool: newPool(q, r), f: f}
	return a.fresh(), a.independence()
}

// Independence is how much of the coaching the people coached do themselves
// (M21): three shares, each from five on and nil below, and never one score.
type Independence struct {
	Plans *Rate // that they wrote, of the answers to plan_author
	Led   *Rate // reviews that they led, of the answers to rep_led
	Steps *Rate // open next steps that they own
}

// most of the next steps that a manager may own, in per cent, before coach says
// so to them.
const ownStepsMost = 40

// OwnsTooMuch reports whether the manager owns so many of the open next steps
// that it is worth a word to them.
func (i Independence) OwnsTooMuch() bool {
	return i.Steps != nil && 100*(i.Steps.Whole-i.Steps.Part) > ownStepsMost*i.Steps.Whole
}

// independence returns the viewer's shares, which are the viewer's alone; nil
// where none has five.
func (a *answer) independence() *Independence {
	if a.q.Scope != Me || a.q.Channel {
		return nil
	}
	i := Independence{fromFive(a.planned()), fromFive(a.f.Led), fromFive(a.f.Open)}
	if i == (Independence{}) {
		return nil
	}
	return &i
}

func fromFive(r Rate) *Rate {
	if r.Whole < fewestLogs {
		return nil
	}
	return &r
}

// addPrivate adds what the root alone reads about their own entries and next
// steps, as of the question's instant.
func (f *Facts) addPrivate(entries []practice.Entry, q Question) {
	written := map[Written]int{}
	for _, e := range entries {
		if e.Author != q.Root {
			continue
		}
		if q.Window.Period.Contains(e.HappenedOn) {
			written[Written{e.HappenedOn, e.LoggedOn, 0}]++
		}
		if led := e.Values[practice.FieldRepLed].Text; led != "" && q.Span().Contains(e.HappenedOn) {
			f.Led.Whole++
			if led == practice.LedByThem {
				f.Led.Part++
			}
		}
	}
	for w, n := range written {
		w.N = n
		f.Written = append(f.Written, w)
	}
	for _, a := range f.Actions {
		if a.Author == q.Root && a.Kind == practice.Step && a.DoneAt.IsZero() && a.CancelledAt.IsZero() {
			f.Open.Whole++
			if a.Owner != a.Author {
				f.Open.Part++
			}
		}
	}
}
