package store

import (
	"context"
	"database/sql"
	"slices"
	"time"

	"coach/measure"
	"coach/practice"
)

const sentAsksSQL = `SELECT e.id, e.author_id, a.person_id, e.practice, e.playbook_version, a.round, a.why, a.settled, a.asked_at, a.asked_on, a.lapses_on, a.cancelled_at,
		a.answered_at, a.matched, a.useful, a.next_clear, e.withdrawn_at
	FROM asks a JOIN entries e ON e.id = a.entry_id WHERE a.asked_at > 0 AND a.asked_at <= $1`

// asks reads every ask that was sent, and what became of it by the question's
// instant. Only the last answer is kept, so that one given before it, and
// changed after it, is not there.
func (r factReader) asks(ctx context.Context, f *measure.Facts) (err error) {
	f.Asks, err = list(ctx, r.read, func(rows *sql.Rows, a *measure.Asked) error {
		var asked, cancelled, answered, withdrawn int64
		err := rows.Scan(&a.Entry, &a.Author, &a.Person, &a.Practice, &a.Version, &a.Round, &a.Why, &a.Settled, &asked, (*day)(&a.AskedOn), (*day)(&a.LapsesOn), &cancelled,
			&answered, &a.Answer.Match, &a.Answer.Useful, &a.Answer.Next, &withdrawn)
		if a.Answer.At = r.instant(answered); a.Answer.At.IsZero() {
			a.Answer = practice.Confirmation{}
		}
		a.AskedAt, a.CancelledAt, a.WithdrawnAt = instant(asked), r.instant(cancelled), instant(withdrawn)
		return err
	}, sentAsksSQL, r.asOf)
	return err
}

// instant reads a column of milliseconds since 1970; what is later than the
// question's instant is no time.
func (r factReader) instant(ms int64) time.Time {
	if ms > r.asOf {
		return time.Time{}
	}
	return instant(ms)
}

func (r factReader) isLater(t time.Time) bool { return t.After(r.q.AsOf) }

// isDueIn selects the actions made by an instant that were first due, or moved
// to a day, in a span of days: their counted date can be in no other
// (MEASURES M14).
const isDueIn = `made_at <= $1 AND dropped_at = 0
	AND id IN (SELECT id FROM actions WHERE due_first BETWEEN $2 AND $3 AND dropped_at = 0 UNION SELECT action_id FROM action_moves WHERE to_on BETWEEN $2 AND $3)`

// actions reads the next steps that may count in the question's span.
func (r factReader) actions(ctx context.Context, f *measure.Facts) error {
	found, err := actions(ctx, r.read, isDueIn, r.span(r.q.Span())...)
	for i := range found {
		found[i] = r.action(found[i])
	}
	f.Actions = found
	return err
}

// action returns an action as it was at the question's instant.
func (r factReader) action(a practice.Action) practice.Action {
	a.Moves = slices.DeleteFunc(a.Moves, func(m practice.Move) bool { return r.isLater(m.At) })
	a.Cancels = slices.DeleteFunc(a.Cancels, func(c practice.Cancel) bool { return r.isLater(c.At) })
	a.Due, a.What = a.FirstDue, ""
	if n := len(a.Moves); n > 0 {
		a.Due = a.Moves[n-1].To
	}
	if r.isLater(a.DoneAt) {
		a.DoneAt, a.DoneOn, a.DoneBy = time.Time{}, 0, 0
	}
	if r.isLater(a.AgreedAt) {
		a.AgreedAt = time.Time{}
	}
	if r.isLater(a.CancelledAt) {
		a.CancelledAt = time.Time{}
	}
	return a
}

const isRaised = `raised_at <= $1`

// obstacles reads what is or was in the way, with its history up to the
// question's instant.
func (r factReader) obstacles(ctx context.Context, f *measure.Facts) error {
	found, err := obstacles(ctx, r.read, isRaised, r.asOf)
	for i := range found {
		o := &found[i]
		o.What, o.Link = "", ""
		o.History = slices.DeleteFunc(o.History, func(ev practice.ObstacleEvent) bool { return r.isLater(ev.At) })
		for n := range o.History {
			o.History[n].Words, o.History[n].Prevent = "", ""
			if r.isLater(o.History[n].ToldAt) {
				o.History[n].ToldAt = time.Time{}
			}
		}
	}
	f.Obstacles = slices.DeleteFunc(found, func(o practice.Obstacle) bool { return o.State() == practice.ObstacleIsWithdrawn })
	return err
}
