package store

import (
	"database/sql"
	"time"

	"coach/files"
	"coach/practice"
)

const (
	exportAsksSQL = `SELECT id, entry_id, person_id, why, settled, asked_at, lapses_on, cancelled_at, answered_at, matched, useful, next_clear FROM asks WHERE id > $1 ORDER BY id LIMIT $2`

	exportActionsSQL = `SELECT id, entry_id, author_id, owner_id, subject_id, what, made_at, due_first, done_at, done_on, agreed_at, cancelled_at, dropped_at
		FROM actions WHERE id > $1 ORDER BY id LIMIT $2`
	exportMovesSQL   = `SELECT action_id, at, by_id, to_on FROM action_moves WHERE action_id > $1 AND action_id <= $2 ORDER BY action_id, at`
	exportCancelsSQL = `SELECT action_id, at, by_id FROM action_cancels WHERE action_id > $1 AND action_id <= $2 ORDER BY action_id, at, by_id`

	exportTopicsSQL = `SELECT id, manager_id, report_id, by_id, words, raised_at, covered_by, dropped_at FROM topics WHERE id > $1 ORDER BY id LIMIT $2`

	exportObstaclesSQL = `SELECT id, raiser_id, hidden, raised_at, entry_id, link, what, impact, category FROM obstacles WHERE id > $1 ORDER BY id LIMIT $2`
	exportAffectsSQL   = `SELECT obstacle_id, person_id FROM obstacle_people WHERE obstacle_id > $1 AND obstacle_id <= $2 ORDER BY obstacle_id, person_id`
	exportEventsSQL    = `SELECT obstacle_id, n, at, by_id, event, owner_id, due_on, outcome, words, prevent, told_at FROM obstacle_events
		WHERE obstacle_id > $1 AND obstacle_id <= $2 ORDER BY obstacle_id, n`
)

func (e *exporter) asks() error {
	return numbered(e, exportAsksSQL, func(rows *sql.Rows, a *files.AskLine) error {
		var who practice.PersonID
		var answer files.AskAnswer
		var next string
		err := rows.Scan(&a.ID, &a.Entry, &who, &a.Why, &a.Settled, (*when)(&a.AskedAt), (*day)(&a.LapsesOn), (*when)(&a.CancelledAt),
			(*when)(&answer.At), &answer.Match, &answer.Useful, &next)
		a.Person = e.ref(who)
		if next != "" {
			is := next == practice.NextClear
			answer.Next = &is
		}
		if !answer.At.IsZero() {
			a.Answer = &answer
		}
		return err
	}, func(a files.AskLine) int64 { return a.ID })
}

func (e *exporter) actions() error {
	scan := func(rows *sql.Rows, a *files.ActionLine) error {
		var author, owner, subject practice.PersonID
		err := rows.Scan(&a.ID, &a.Entry, &author, &owner, &subject, actionWhat.export(e.q, &a.What, &a.ID), (*when)(&a.MadeAt), (*day)(&a.Due), (*when)(&a.DoneAt), (*day)(&a.DoneOn),
			(*when)(&a.AgreedAt), (*when)(&a.CancelledAt), (*when)(&a.DroppedAt))
		a.Author, a.Owner, a.Subject = e.ref(author), e.ref(owner), e.ref(subject)
		return err
	}
	return inPages(e, exportActionsSQL, scan, func(a files.ActionLine) int64 { return a.ID }, func(actions []files.ActionLine, after, last int64) error {
		moves, err := children(e, exportMovesSQL, after, last, func(rows *sql.Rows, of *int64, m *files.ActionMove) error {
			var by practice.PersonID
			err := rows.Scan(of, (*when)(&m.At), &by, (*day)(&m.To))
			m.By = e.ref(by)
			return err
		})
		if err != nil {
			return err
		}
		cancels, err := children(e, exportCancelsSQL, after, last, func(rows *sql.Rows, of *int64, c *files.ActionCancel) error {
			var by practice.PersonID
			err := rows.Scan(of, (*when)(&c.At), &by)
			c.By = e.ref(by)
			return err
		})
		if err != nil {
			return err
		}
		for i := range actions {
			actions[i].Moves, actions[i].Cancels = moves[actions[i].ID], cancels[actions[i].ID]
		}
		return writeAll(e, actions)
	})
}

func (e *exporter) topics() error {
	return numbered(e, exportTopicsSQL, func(rows *sql.Rows, t *files.TopicLine) error {
		var manager, report, by practice.PersonID
		err := rows.Scan(&t.ID, &manager, &report, &by, topicWords.export(e.q, &t.Words, &t.ID), (*when)(&t.RaisedAt), &t.CoveredBy, (*when)(&t.DroppedAt))
		t.Manager, t.Report, t.By = e.ref(manager), e.ref(report), e.ref(by)
		return err
	}, func(t files.TopicLine) int64 { return t.ID })
}

func (e *exporter) obstacles() error {
	scan := func(rows *sql.Rows, o *files.ObstacleLine) error {
		var raiser practice.PersonID
		var hidden bool
		err := rows.Scan(&o.ID, &raiser, &hidden, (*when)(&o.RaisedAt), &o.Entry, obstacleLink.export(e.q, &o.Link, &o.ID), obstacleWhat.export(e.q, &o.What, &o.ID), &o.Impact, &o.Category)
		o.RaisedBy, o.Named = e.ref(raiser), namedToAll
		if hidden {
			o.Named = namedToOwner
		}
		return err
	}
	return inPages(e, exportObstaclesSQL, scan, func(o files.ObstacleLine) int64 { return o.ID }, func(obstacles []files.ObstacleLine, after, last int64) error {
		affects, err := children(e, exportAffectsSQL, after, last, func(rows *sql.Rows, of *int64, who *practice.PersonID) error { return rows.Scan(of, who) })
		if err != nil {
			return err
		}
		events, err := children(e, exportEventsSQL, after, last, e.scanHappening)
		if err != nil {
			return err
		}
		for i := range obstacles {
			o := &obstacles[i]
			for _, who := range affects[o.ID] {
				o.Affects = append(o.Affects, e.ref(who))
			}
			o.History = withTold(events[o.ID])
		}
		return writeAll(e, obstacles)
	})
}

// Who may read the name of an obstacle's raiser.
const (
	namedToAll   = "all"
	namedToOwner = "owner"
)

// A happening is an event of an obstacle, and when its raiser was told of it.
type happening struct {
	files.ObstacleHappened
	told time.Time
}

func (e *exporter) scanHappening(rows *sql.Rows, of *int64, h *happening) error {
	var by, owner practice.PersonID
	var n int
	err := rows.Scan(of, &n, (*when)(&h.At), &by, &h.Event, &owner, (*day)(&h.Due), &h.Outcome, eventWords.export(e.q, &h.Words, of, &n), eventPrevent.export(e.q, &h.Prevent, of, &n), (*when)(&h.told))
	h.By, h.Owner = e.ref(by), e.ref(owner)
	return err
}

// eventTold is the event that the raiser of an obstacle was told of the one
// before. The database has its instant with that one.
const eventTold = "told"

// withTold adds to an obstacle's events that its raiser was told of them. Who
// caused an event caused that it was told.
func withTold(events []happening) (history []files.ObstacleHappened) {
	for _, h := range events {
		history = append(history, h.ObstacleHappened)
		if !h.told.IsZero() {
			history = append(history, files.ObstacleHappened{At: h.told, By: h.By, Event: eventTold})
		}
	}
	return history
}
