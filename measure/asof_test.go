package measure

import (
	"fmt"
	"reflect"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"coach/practice"
)

// Facts as of a moment are those of a history that ends with it.
func TestFactsKnowNothingOfWhatCameLater(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l := drawLife(t, 20)
		late := lifeEnds.At(0, time.UTC).AddDate(1, 0, 0)
		for _, q := range l.questions() {
			told := l.said(q)
			if q.AsOf = late; l.was.said(q) != told {
				t.Fatalf("a digest had said %+v, want %+v", told, l.was.said(q))
			}
		}
		q := rapid.SampledFrom(l.questions()).Draw(t, "question")
		got := plainly(l.Facts(q, l.org.Playbook))
		q.AsOf = late
		if want := plainly(l.was.Facts(q, l.org.Playbook)); !slices.Equal(got, want) {
			t.Fatalf("%s for %d as of %s (-want +got):\n%s", q.Scope, q.Viewer, l.asOf, cmp.Diff(want, got))
		}
	})
}

// plainly returns facts one by one, in an order of their own.
func plainly(f Facts) (all []string) {
	v := reflect.ValueOf(f)
	for i := range v.NumField() {
		name, field := v.Type().Field(i).Name, v.Field(i)
		if field.Kind() != reflect.Slice {
			all = append(all, fmt.Sprintf("%s: %+v", name, field))
			continue
		}
		for j := range field.Len() {
			all = append(all, fmt.Sprintf("%s: %+v", name, field.Index(j)))
		}
	}
	slices.Sort(all)
	return all
}

// until returns a history as it was at a moment: what was recorded later is cut
// off. What was taken back or corrected later never was (MEASURES 1.3), but for
// the moment at which that was, which a step has to know.
func (h History) until(at time.Time) History {
	was := History{Withdrawn: h.Withdrawn}
	for _, o := range h.Occurrences {
		if o.SettledAt.After(at) {
			o.Entry, o.LoggedOn, o.SettledAt = 0, 0, time.Time{}
		}
		if o.Excuse.At.After(at) {
			o.Expectation, o.Reason, o.Excuse = practice.Expected, practice.NoReason, practice.Excuse{}
		}
		if o.Skip.At.After(at) {
			o.Skip = practice.Skip{}
		}
		was.Occurrences = append(was.Occurrences, o)
	}
	for _, e := range h.Entries {
		if !e.LoggedAt.After(at) {
			was.Entries = append(was.Entries, e)
		}
	}
	for _, a := range h.Asks {
		if !a.AskedAt.After(at) {
			was.Asks = append(was.Asks, askUntil(a, at))
		}
	}
	for _, a := range h.Actions {
		if !a.MadeAt.After(at) {
			was.Actions = append(was.Actions, actionUntil(a, at))
		}
	}
	for _, o := range h.Obstacles {
		if !o.RaisedAt.After(at) {
			was.Obstacles = append(was.Obstacles, obstacleUntil(o, at))
		}
	}
	for _, d := range h.Digests {
		if !d.At.After(at) {
			was.Digests = append(was.Digests, d)
		}
	}
	return was
}

// askUntil returns an ask as it was at a moment.
func askUntil(a practice.Ask, at time.Time) practice.Ask {
	if a.Answer.At.After(at) {
		a.Answer = practice.Confirmation{}
	}
	if a.CancelledAt.After(at) {
		a.CancelledAt = time.Time{}
	}
	return a
}

// actionUntil returns an action as it was at a moment.
func actionUntil(a practice.Action, at time.Time) practice.Action {
	before := a
	a.Moves, a.Cancels, a.Due = nil, nil, a.FirstDue
	for _, m := range before.Moves {
		if !m.At.After(at) {
			a.Moves, a.Due = append(a.Moves, m), m.To
		}
	}
	for _, c := range before.Cancels {
		if !c.At.After(at) {
			a.Cancels = append(a.Cancels, c)
		}
	}
	if a.CancelledAt.After(at) {
		a.CancelledAt = time.Time{}
	}
	if a.DoneAt.After(at) {
		a.DoneAt, a.DoneOn, a.DoneBy = time.Time{}, 0, 0
	}
	if a.AgreedAt.After(at) {
		a.AgreedAt = time.Time{}
	}
	return a
}

// obstacleUntil returns an obstacle as it was at a moment.
func obstacleUntil(o practice.Obstacle, at time.Time) practice.Obstacle {
	var events []practice.ObstacleEvent
	for _, ev := range o.History {
		if ev.ToldAt.After(at) {
			ev.ToldAt = time.Time{}
		}
		if !ev.At.After(at) {
			events = append(events, ev)
		}
	}
	o.History = events
	return o
}
