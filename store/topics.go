package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"time"

	"coach/practice"
	"coach/store/engine"
)

const selectTopics = `SELECT id, request, manager_id, report_id, by_id, words, link, raised_at, covered_by, dropped_at FROM topics WHERE `

// isOpenTopic is the SQL condition for a topic that is still to be talked
// about.
const isOpenTopic = `covered_by = 0 AND dropped_at = 0`

const (
	topicsOfPairSQL = selectTopics + `manager_id = $1 AND report_id = $2 AND ` + isOpenTopic + ` ORDER BY raised_at, id`
	topicsOfSQL     = selectTopics + `manager_id = $1 AND ` + isOpenTopic + `
		UNION ALL ` + selectTopics + `report_id = $1 AND ` + isOpenTopic + ` ORDER BY raised_at, id`
	topicsRaisedSQL = `SELECT count(*) FROM topics WHERE by_id = $1 AND raised_at > $2`
)

func topics(ctx context.Context, q querier, query string, args ...any) ([]practice.Topic, error) {
	rows, err := q.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	return collect(rows, func(rows *sql.Rows, t *practice.Topic) error {
		var raised, dropped int64
		err := rows.Scan(&t.ID, &t.Request, &t.Pair.Manager, &t.Pair.Report, &t.By, topicWords.read(q, &t.Words, &t.ID), topicLink.read(q, &t.Link, &t.ID), &raised, &t.CoveredBy, &dropped)
		t.RaisedAt, t.DroppedAt = instant(raised), instant(dropped)
		t.Request = strings.TrimPrefix(t.Request, keyed(t.By, ""))
		return err
	})
}

// OpenTopics returns the topics that a pair still wants to talk about, oldest
// first.
func (s *Store) OpenTopics(ctx context.Context, pair practice.Pair) ([]practice.Topic, error) {
	open, err := topics(ctx, s.read, topicsOfPairSQL, pair.Manager, pair.Report)
	if err != nil {
		return nil, fmt.Errorf("open topics: %w", readable(err))
	}
	return open, nil
}

// TopicsOf returns the open topics of every pair that somebody is one of,
// oldest first; also those of a pair whose line has ended since.
func (s *Store) TopicsOf(ctx context.Context, who practice.PersonID) ([]practice.Topic, error) {
	open, err := topics(ctx, s.read, topicsOfSQL, who)
	if err != nil {
		return nil, fmt.Errorf("topics of a person: %w", readable(err))
	}
	return open, nil
}

// Topic returns a topic, open or not, or ErrNotFound.
func (s *Store) Topic(ctx context.Context, id practice.TopicID) (practice.Topic, error) {
	one, err := theOne(topics(ctx, s.read, selectTopics+`id = $1`, id))
	if err != nil {
		return one, fmt.Errorf("topic: %w", readable(err))
	}
	return one, nil
}

// TopicBy returns the topic that somebody's request has added, or ErrNotFound.
func (s *Store) TopicBy(ctx context.Context, who practice.PersonID, request string) (practice.Topic, error) {
	one, err := theOne(topics(ctx, s.read, selectTopics+`by_id = $1 AND request = $2`, who, keyed(who, request)))
	if err != nil {
		return one, fmt.Errorf("topic by a request: %w", readable(err))
	}
	return one, nil
}

// AddTopic puts a topic on its pair's list. A request that arrives twice adds
// it once.
func (s *Store) AddTopic(ctx context.Context, t practice.Topic) (id practice.TopicID, err error) {
	err = s.tx(ctx, func(tx *engine.Tx) error {
		id, err = addTopic(ctx, tx, t)
		return err
	})
	if err != nil {
		return 0, fmt.Errorf("add topic: %w", err)
	}
	return id, nil
}

// isTopic reports whether a topic's request has arrived before.
func isTopic(ctx context.Context, tx *engine.Tx, t practice.Topic) (is bool, err error) {
	err = tx.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM topics WHERE by_id = $1 AND request = $2)`, t.By, keyed(t.By, t.Request)).Scan(&is)
	return is, err
}

func addTopic(ctx context.Context, tx *engine.Tx, t practice.Topic) (practice.TopicID, error) {
	err := tx.QueryRowContext(ctx, `
		INSERT INTO topics (request, manager_id, report_id, by_id, words, link, raised_at) VALUES ($1, $2, $3, $4, $5, $6, $7)
		ON CONFLICT (by_id, request) DO NOTHING RETURNING id`,
		keyed(t.By, t.Request), t.Pair.Manager, t.Pair.Report, t.By, topicWords.later(t.Words), topicLink.later(t.Link), millis(t.RaisedAt)).Scan(&t.ID)
	if errors.Is(err, sql.ErrNoRows) {
		err = tx.QueryRowContext(ctx, `SELECT id FROM topics WHERE by_id = $1 AND request = $2`, t.By, keyed(t.By, t.Request)).Scan(&t.ID)
		return t.ID, err
	}
	if err == nil {
		err = keep(ctx, tx, topicWords.of(t.Pair.Report, t.Words, t.ID), topicLink.of(t.Pair.Report, t.Link, t.ID))
	}
	if err != nil {
		return 0, err
	}
	var raised int
	if err := tx.QueryRowContext(ctx, topicsRaisedSQL, t.By, millis(t.RaisedAt.Add(-24*time.Hour))).Scan(&raised); err != nil {
		return 0, err
	}
	if raised > practice.TopicsMost {
		return 0, practice.Problems{practice.TopicsEnough()}
	}
	return t.ID, nil
}

// DropTopic takes a topic off the list, and its words out of the database. Only
// who added it can: what somebody else wants to talk about is not theirs to
// drop. A topic that is not open is left as it is; another person's is
// ErrNotFound.
func (s *Store) DropTopic(ctx context.Context, id practice.TopicID, by practice.PersonID, at time.Time) error {
	err := s.tx(ctx, func(tx *engine.Tx) error {
		found, err := topics(ctx, tx, selectTopics+`id = $1 AND by_id = $2`, id, by)
		if err != nil {
			return err
		}
		if len(found) == 0 {
			return ErrNotFound
		}
		return dropTopic(ctx, tx, id, at)
	})
	if err != nil {
		return fmt.Errorf("drop topic: %w", err)
	}
	s.erased.Store(true)
	return nil
}

// dropTopic closes an open topic without an entry, and erases its words and its
// link.
func dropTopic(ctx context.Context, tx *engine.Tx, id practice.TopicID, at time.Time) error {
	_, err := tx.ExecContext(ctx, `UPDATE topics SET dropped_at = $2, words = '', link = '' WHERE id = $1 AND `+isOpenTopic, id, millis(at))
	return err
}

// cover closes the topics that an entry's session covered. One that is not on
// the list of the entry's pair, or not open any more, is left as it is.
func cover(ctx context.Context, tx *engine.Tx, e practice.Entry) error {
	for _, id := range e.Agenda.Covered {
		if _, err := tx.ExecContext(ctx, `UPDATE topics SET covered_by = $2 WHERE id = $1 AND manager_id = $3 AND report_id = $4 AND `+isOpenTopic,
			id, e.ID, e.Author, e.Subject); err != nil {
			return err
		}
	}
	return nil
}

// uncover opens the topics again that an entry covered, when it is taken back.
func uncover(ctx context.Context, tx *engine.Tx, e practice.EntryID) error {
	_, err := tx.ExecContext(ctx, uncoverSQL, e)
	return err
}

const uncoverSQL = `UPDATE topics SET covered_by = 0 WHERE covered_by = $1 AND covered_by <> 0`

// MakeStep turns an open topic into an action of its pair: the topic is off the
// list, and its words go with the action. A topic that is not open changes
// nothing. It reports whether the topic is an action now, as also when the form
// arrives twice, or when both turn it into one.
func (s *Store) MakeStep(ctx context.Context, id practice.TopicID, a practice.Action) (made bool, err error) {
	err = s.tx(ctx, func(tx *engine.Tx) error {
		found, err := topics(ctx, tx, selectTopics+`id = $1`, id)
		if err != nil || len(found) == 0 {
			return err
		}
		t := found[0]
		a.Request, a.Author, a.Subject = fmt.Sprintf("topic/%d/%s.0", id, practice.FieldTopic), t.Pair.Manager, t.Pair.Report
		if t.Open() {
			if err := errors.Join(insertAction(ctx, tx, a), dropTopic(ctx, tx, id, a.MadeAt)); err != nil {
				return err
			}
		}
		return tx.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM actions WHERE author_id = $1 AND request = $2)`, a.Author, keyed(a.Author, a.Request)).Scan(&made)
	})
	if err != nil {
		return false, fmt.Errorf("make a topic a step: %w", err)
	}
	s.erased.Store(true)
	return made, nil
}
