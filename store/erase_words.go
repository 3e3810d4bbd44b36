package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"coach/practice"
	"coach/store/engine"
)

// An erasureStep removes some of what is left of a person, and returns how many
// rows that was; 0 when there is none left.
type erasureStep func(ctx context.Context, tx *engine.Tx, e erasure, at time.Time) (int, error)

// erasureSteps are the ways in which somebody's words are removed, each from its
// table.
func (s *Store) erasureSteps() []erasureStep {
	steps := []erasureStep{s.eraseEntries, s.eraseObstacles, s.eraseAgendas, eraseLeave, eraseSuggestions, eraseMessages}
	for _, statement := range erasureSQL {
		steps = append(steps, func(ctx context.Context, tx *engine.Tx, e erasure, _ time.Time) (int, error) {
			return rowsChanged(ctx, tx, statement, e.who, erasedAtOnce)
		})
	}
	return steps
}

// rowsChanged runs a statement and returns how many rows it changed.
func rowsChanged(ctx context.Context, tx *engine.Tx, statement string, args ...any) (int, error) {
	done, err := tx.ExecContext(ctx, statement, args...)
	if err != nil {
		return 0, err
	}
	n, err := done.RowsAffected()
	return int(n), err
}

// wordsOfSQL selects the entries by, about or naming a person in which words
// are left. One about another person that only names them is that person's.
const wordsOfSQL = `withdrawn_at = 0 AND (author_id = $1 OR subject_id = $1 OR subject_id = 0 AND id IN (SELECT entry_id FROM entry_people WHERE person_id = $1))
	AND (words <> '{}' OR link <> '' OR EXISTS (SELECT 1 FROM entry_edits d WHERE d.entry_id = entries.id AND d.words <> '{}')) ORDER BY id LIMIT $2`

// erasureSQL are the statements that remove somebody's words from rows that
// stay, and rows that don't, at most some of them. A topic's number stands in
// buttons, and the database would give the last one again: its row stays.
var erasureSQL = []string{
	`UPDATE occurrences SET cue = '', skip_detail = '', excuse_detail = '' WHERE id IN (SELECT id FROM occurrences
		WHERE (performer_id = $1 OR subject_id = $1 OR excused_by = $1) AND (cue <> '' OR skip_detail <> '' OR excuse_detail <> '') LIMIT $2)`,
	`UPDATE actions SET what = '' WHERE id IN (SELECT id FROM actions WHERE (author_id = $1 OR owner_id = $1 OR subject_id = $1) AND what <> '' LIMIT $2)`,
	`DELETE FROM topics WHERE id IN (SELECT id FROM topics WHERE (report_id = $1 OR by_id = $1) AND id < (SELECT max(id) FROM topics) LIMIT $2)`,
	`UPDATE topics SET words = '', link = '', dropped_at = CASE WHEN dropped_at = 0 AND covered_by = 0 THEN raised_at ELSE dropped_at END
		WHERE id IN (SELECT id FROM topics WHERE (report_id = $1 OR by_id = $1) AND (words <> '' OR link <> '') LIMIT $2)`,
	`UPDATE focuses SET skill = '' WHERE id IN (SELECT id FROM focuses WHERE (report_id = $1 OR opened_by = $1) AND skill <> '' LIMIT $2)`,
	`UPDATE time_requests SET words = '' WHERE id IN (SELECT id FROM time_requests WHERE report_id = $1 AND words <> '' LIMIT $2)`,
	`UPDATE sessions SET topic = '' WHERE id IN (SELECT id FROM sessions WHERE (manager_id = $1 OR deliverer_id = $1) AND topic <> '' LIMIT $2)`,
	`UPDATE digest_help SET comment = '' WHERE about_id = $1 AND comment <> '' AND to_on IN (SELECT to_on FROM digest_help WHERE about_id = $1 AND comment <> '' LIMIT $2)`,
	`UPDATE obstacle_events SET words = '', prevent = '' WHERE by_id = $1 AND (words <> '' OR prevent <> '') AND obstacle_id IN
		(SELECT obstacle_id FROM obstacle_events WHERE by_id = $1 AND (words <> '' OR prevent <> '') LIMIT $2)`,
}

// eraseEntries removes the words of entries by or about a person, and of those
// about nobody that name them. What measures count stays. Messages that show the
// words are drawn again, and are then without them or deleted.
func (s *Store) eraseEntries(ctx context.Context, tx *engine.Tx, e erasure, _ time.Time) (int, error) {
	found, err := entries(ctx, tx, wordsOfSQL, e.who, erasedAtOnce)
	if err != nil {
		return 0, err
	}
	for _, one := range found {
		for _, n := range practice.Shows(one) {
			err = errors.Join(err, redraw(ctx, tx, n))
		}
		if err = errors.Join(err, redrawFridays(ctx, tx, one), showPlan(ctx, tx, one)); err != nil {
			return 0, err
		}
		for _, statement := range []string{`UPDATE entries SET words = '{}', link = '' WHERE id = $1`, `UPDATE entry_edits SET words = '{}' WHERE entry_id = $1`} {
			if _, err := tx.ExecContext(ctx, statement, one.ID); err != nil {
				return 0, err
			}
		}
	}
	return len(found), nil
}

const obstaclesWithSQL = `(raiser_id = $1 OR id IN (SELECT obstacle_id FROM obstacle_people WHERE person_id = $1))
	AND (what <> '' OR link <> '' OR EXISTS (SELECT 1 FROM obstacle_events v WHERE v.obstacle_id = obstacles.id AND (v.words <> '' OR v.prevent <> '')))`

// eraseObstacles removes all words about obstacles that a person raised or that
// affect them.
func (s *Store) eraseObstacles(ctx context.Context, tx *engine.Tx, e erasure, at time.Time) (int, error) {
	found, err := obstacles(ctx, tx, obstaclesWithSQL, e.who)
	if err != nil || len(found) == 0 {
		return 0, err
	}
	r, err := s.Roster(ctx)
	if err != nil {
		return 0, err
	}
	found = found[:min(len(found), erasedAtOnce)]
	for _, o := range found {
		if err := eraseObstacle(ctx, tx, r, o, r.Person(o.Raiser).Today(at, s.Zone())); err != nil {
			return 0, err
		}
	}
	return len(found), nil
}

// eraseAgendas takes back the agendas that a person posted for their team.
func (s *Store) eraseAgendas(ctx context.Context, tx *engine.Tx, e erasure, at time.Time) (int, error) {
	found, err := teamAgendas(ctx, tx, selectAgendas+`manager_id = $1 AND words <> '' ORDER BY id LIMIT $2`, e.who, erasedAtOnce)
	if err != nil {
		return 0, err
	}
	for _, a := range found {
		if err := s.dropAgenda(ctx, tx, a, at); err != nil {
			return 0, err
		}
		if _, err := tx.ExecContext(ctx, `UPDATE team_agendas SET words = '' WHERE id = $1`, a.ID); err != nil { // Slack may have refused it
			return 0, err
		}
	}
	return len(found), nil
}

// eraseLeave deletes somebody's leave. The last row of the table stays without
// its days: its number stands in a notice's key, and would be given again.
func eraseLeave(ctx context.Context, tx *engine.Tx, e erasure, _ time.Time) (int, error) {
	return dropLeave(ctx, tx, `person_id = $1`, e.who)
}

// dropLeave deletes some of the leave that a condition on $1 selects.
func dropLeave(ctx context.Context, tx *engine.Tx, which string, arg any) (int, error) {
	n, err := rowsChanged(ctx, tx, `DELETE FROM leaves WHERE id IN (SELECT id FROM leaves WHERE `+which+` AND id < (SELECT max(id) FROM leaves) LIMIT $2)`, arg, erasedAtOnce)
	if err != nil || n > 0 {
		return n, err
	}
	return rowsChanged(ctx, tx, `UPDATE leaves SET from_on = '2000-01-02', to_on = '2000-01-01', known_on = '' WHERE `+which+` AND from_on <> '2000-01-02'`, arg)
}

func eraseSuggestions(ctx context.Context, tx *engine.Tx, e erasure, _ time.Time) (int, error) {
	return dropSuggestions(ctx, tx, `person_id = $1`, e.who)
}

// dropSuggestions deletes some of the suggestions that a condition on $1
// selects, and has the messages about them deleted. The last row stays without
// its words, as that of [dropLeave].
func dropSuggestions(ctx context.Context, tx *engine.Tx, which string, arg any) (int, error) {
	ids, err := idsOf(ctx, tx, `SELECT id FROM suggestions WHERE `+which+` AND (words <> '' OR id < (SELECT max(id) FROM suggestions)) ORDER BY id LIMIT $2`, arg, erasedAtOnce)
	if err != nil {
		return 0, err
	}
	for _, id := range ids {
		first, after := fmt.Sprintf("suggested/%d/", id), fmt.Sprintf("suggested/%d0", id)
		for _, statement := range []string{`UPDATE suggestions SET words = '' WHERE id = $1`, `DELETE FROM suggestions WHERE id = $1 AND id < (SELECT max(id) FROM suggestions)`} {
			if _, err := tx.ExecContext(ctx, statement, id); err != nil {
				return 0, err
			}
		}
		if _, err := tx.ExecContext(ctx, redrawObstacleSQL, first, after); err != nil {
			return 0, err
		}
	}
	return len(ids), nil
}

// idsOf returns the numbers that a query in a transaction selects.
func idsOf(ctx context.Context, tx *engine.Tx, query string, args ...any) ([]int64, error) {
	rows, err := tx.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	return collect(rows, func(rows *sql.Rows, id *int64) error { return rows.Scan(id) })
}

// eraseMessages takes out of the outbox where a person's messages are, and their
// content. One that is under way is left until its outcome is known, and a file
// until it is deleted in Slack.
func eraseMessages(ctx context.Context, tx *engine.Tx, e erasure, _ time.Time) (int, error) {
	for _, place := range e.places {
		n, err := rowsChanged(ctx, tx, `UPDATE outbox SET channel = '', ts = '', body = '', drawn = changes WHERE id IN (SELECT id FROM outbox WHERE channel = $1 AND state IN ('sent', 'dropped', 'failed')
			AND NOT (type = 'file' AND EXISTS (SELECT 1 FROM sent_files f WHERE f.person_id = $3 AND f.deleted_at = 0)) LIMIT $2)`, place, erasedAtOnce, e.who)
		if err != nil || n > 0 {
			return n, err
		}
	}
	return 0, nil
}
