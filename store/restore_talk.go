package store

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"

	"coach/cadence"
	"coach/files"
	"coach/practice"
)

// ask stores an ask. It stands in the round of its entry's edits before it was
// asked. One that waits does so for ten days of the usual working week.
func (r *restorer) ask(l files.AskLine) error {
	var answer files.AskAnswer
	if l.Answer != nil {
		answer = *l.Answer
	}
	next := ""
	if answer.Next != nil {
		next = practice.NextUnclear
		if *answer.Next {
			next = practice.NextClear
		}
	}
	who := r.who(l.Person)
	round, waits, err := r.round(l, who)
	if err != nil {
		return err
	}
	return r.insert(clashAsk, `INSERT INTO asks (id, entry_id, person_id, why, round, settled, waits_until, asked_on, asked_at, lapses_on, cancelled_at, answered_at, matched, useful, next_clear)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)`,
		l.ID, l.Entry, who, l.Why, round, flag(l.Settled), day(waits), day(r.dayOf(l.AskedAt, who)), orZero(l.AskedAt), day(l.LapsesOn), orZero(l.CancelledAt),
		orZero(answer.At), answer.Match, answer.Useful, next)
}

// round returns in which round of its entry's edits an ask stands, which no other
// ask of the two has, and until when it waits to be put if it was not.
func (r *restorer) round(l files.AskLine, who practice.PersonID) (round int, waits cadence.Date, err error) {
	var logged, edited cadence.Date
	until := int64(math.MaxInt64)
	if !l.AskedAt.IsZero() {
		until = millis(l.AskedAt)
	}
	err = r.tx.QueryRowContext(r.ctx, `SELECT e.logged_on, coalesce(max(d.edited_on), ''), count(d.id) FROM entries e
		LEFT JOIN entry_edits d ON d.entry_id = e.id AND d.at <= $2 WHERE e.id = $1 GROUP BY e.id, e.logged_on`, l.Entry, until).
		Scan((*day)(&logged), (*day)(&edited), &round)
	if err != nil {
		return 0, 0, err
	}
	var taken int
	err = r.tx.QueryRowContext(r.ctx, `SELECT coalesce(max(round), -1) FROM asks WHERE entry_id = $1 AND person_id = $2`, l.Entry, who).Scan(&taken)
	return max(round, taken+1), waitsAfter(max(logged, edited)), err
}

// action stores a next step, for the day to which it was last moved. Of a step
// that is done, nobody knows who ticked it but its owner.
func (r *restorer) action(l files.ActionLine) error {
	a := practice.Action{ID: practice.ActionID(l.ID), Entry: practice.EntryID(l.Entry), Author: r.who(l.Author), Owner: r.who(l.Owner), Subject: r.who(l.Subject), What: l.What}
	request, err := r.requestOf(a)
	if err != nil {
		return err
	}
	due := l.Due
	if n := len(l.Moves); n > 0 {
		due = l.Moves[n-1].To
	}
	var doneBy practice.PersonID
	if !l.DoneAt.IsZero() {
		doneBy = a.Owner
	}
	err = r.insert(clashRequest, `INSERT INTO actions (id, request, entry_id, author_id, owner_id, subject_id, what, made_at, due_first, due_on,
		done_at, done_on, done_by, agreed_at, cancelled_at, dropped_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)`,
		l.ID, request, l.Entry, a.Author, a.Owner, a.Subject, stepOf(a), millis(l.MadeAt), day(l.Due), day(due),
		orZero(l.DoneAt), day(l.DoneOn), doneBy, orZero(l.AgreedAt), orZero(l.CancelledAt), orZero(l.DroppedAt))
	for _, m := range l.Moves {
		err = errors.Join(err, r.insert(clashMove, `INSERT INTO action_moves (action_id, at, by_id, to_on) VALUES ($1, $2, $3, $4)`, l.ID, millis(m.At), r.who(m.By), day(m.To)))
	}
	for _, c := range l.Cancels {
		err = errors.Join(err, r.insert(clashCancel, `INSERT INTO action_cancels (action_id, by_id, at) VALUES ($1, $2, $3)`, l.ID, r.who(c.By), millis(c.At)))
	}
	return err
}

// requestOf returns the request that made an action. A step of an entry is found
// in its form by its words, so that an edit of the entry still finds it; any other
// of the person coached, in the plan that they were asked for.
func (r *restorer) requestOf(a practice.Action) (string, error) {
	if a.Entry == 0 || a.What == "" {
		return unsubmitted(a.Author, int64(a.ID)), nil
	}
	found, err := entries(r.ctx, r.tx, `id = $1`, a.Entry)
	if err != nil || len(found) == 0 {
		return "", err
	}
	e := found[0]
	p := r.practice(e.Version, e.Practice, e.HappenedOn)
	could := slices.DeleteFunc(practice.Opens(e, p, cadence.Standard()), func(opened practice.Action) bool { return opened.What != a.What || opened.Author != a.Author })
	if practice.AsksForPlan(e, p) && a.Owner == e.Subject {
		rows := make([]practice.Row, plannedSteps)
		could = append(could, practice.PlanRequest{Entry: e.ID, Writer: e.Subject, Reader: e.Author}.Plan(rows, e.LoggedAt)...)
	}
	for _, step := range could {
		if free, err := r.isFree(keyed(a.Author, step.Request), a.Author); err != nil || free {
			return keyed(a.Author, step.Request), err
		}
	}
	return unsubmitted(a.Author, int64(a.ID)), nil
}

// plannedSteps is how many steps a plan has at most: more than any form.
const plannedSteps = 20

func (r *restorer) isFree(request string, author practice.PersonID) (free bool, err error) {
	err = r.tx.QueryRowContext(r.ctx, `SELECT NOT EXISTS (SELECT 1 FROM actions WHERE author_id = $1 AND request = $2)`, author, request).Scan(&free)
	return free, err
}

func (r *restorer) topic(l files.TopicLine) error {
	by := r.who(l.By)
	return r.exec(`INSERT INTO topics (id, request, manager_id, report_id, by_id, words, raised_at, covered_by, dropped_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
		l.ID, unsubmitted(by, l.ID), r.who(l.Manager), r.who(l.Report), by, topicWords.of(r.who(l.Report), l.Words, l.ID), millis(l.RaisedAt), l.CoveredBy, orZero(l.DroppedAt))
}

// obstacle stores an obstacle with its history, and what the events leave.
func (r *restorer) obstacle(l files.ObstacleLine) error {
	raiser := r.who(l.RaisedBy)
	o := practice.Obstacle{ID: practice.ObstacleID(l.ID), Raiser: raiser, Entry: practice.EntryID(l.Entry), What: l.What, History: r.history(l)}
	request, err := r.raisedIn(o)
	if err != nil {
		return err
	}
	err = r.insert(clashRequest, `INSERT INTO obstacles (id, request, raiser_id, hidden, raised_at, raised_on, entry_id, link, what, impact, category, owner_id, offered_to, state)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
		l.ID, request, raiser, flag(l.Named == namedToOwner), millis(l.RaisedAt), day(r.dayOf(l.RaisedAt, raiser)), l.Entry, obstacleLink.of(raiser, l.Link, l.ID), obstacleWhat.of(raiser, l.What, l.ID), l.Impact, l.Category,
		o.Owner(), o.OfferedTo(), o.State())
	if err != nil {
		return err
	}
	for _, ref := range l.Affects {
		if err := r.insert(clashAffects, `INSERT INTO obstacle_people (obstacle_id, person_id) VALUES ($1, $2)`, l.ID, r.who(ref)); err != nil {
			return err
		}
	}
	for i, ev := range o.History {
		by := aboutOf(raiser, ev.By)
		if err := r.exec(`INSERT INTO obstacle_events (obstacle_id, n, request, at, happened_on, by_id, event, owner_id, due_on, outcome, words, prevent, told_at)
			VALUES ($1, $2, '', $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
			l.ID, i+1, millis(ev.At), day(ev.On), ev.By, ev.Kind, ev.Owner, day(ev.Due), ev.Outcome, eventWords.of(by, ev.Words, l.ID, i+1), eventPrevent.of(by, ev.Prevent, l.ID, i+1), orZero(ev.ToldAt)); err != nil {
			return err
		}
	}
	return nil
}

// history returns the events of an obstacle, each with when its raiser was told
// of it.
func (r *restorer) history(l files.ObstacleLine) (events []practice.ObstacleEvent) {
	for _, h := range l.History {
		if h.Event == eventTold {
			events[len(events)-1].ToldAt = h.At
			continue
		}
		by := r.who(h.By)
		events = append(events, practice.ObstacleEvent{At: h.At, On: r.dayOf(h.At, by), By: by, Kind: practice.ObstacleEventKind(h.Event),
			Owner: r.who(h.Owner), Due: h.Due, Outcome: h.Outcome, Words: h.Words, Prevent: h.Prevent})
	}
	return events
}

// raisedIn returns the request that raised an obstacle, which of one that an
// entry raised names the entry's field and row.
func (r *restorer) raisedIn(o practice.Obstacle) (string, error) {
	if o.Entry == 0 || o.What == "" {
		return unsubmitted(o.Raiser, int64(o.ID)), nil
	}
	found, err := entries(r.ctx, r.tx, `id = $1`, o.Entry)
	if err != nil || len(found) == 0 {
		return "", err
	}
	e := found[0]
	p := r.practice(e.Version, e.Practice, e.HappenedOn)
	for _, f := range p.Form {
		if f.Type != practice.ObstacleNew {
			continue
		}
		for i, row := range e.Values[f.Key].Rows {
			if strings.TrimSpace(row.What) != "" && row.What == o.What {
				return keyed(o.Raiser, fmt.Sprintf("entry/%d/%s.%d", e.ID, f.Key, i)), nil
			}
		}
	}
	return unsubmitted(o.Raiser, int64(o.ID)), nil
}
