package store

import (
	"context"
	"fmt"
	"time"

	"coach/store/engine"
)

// A Turn is the place of one request among those of one person, whichever copy
// of coach serves each.
type Turn struct {
	slackID string
	id      int64
}

const (
	leftTurnsSQL = `DELETE FROM turns WHERE slack_id = $1 AND until <= %s`
	turnsSQL     = `SELECT count(*) FROM turns WHERE slack_id = $1`
	takeTurnSQL  = `INSERT INTO turns (slack_id, until) VALUES ($1, %s + $2) RETURNING id`
	nextTurnSQL  = `SELECT NOT EXISTS (SELECT 1 FROM turns WHERE slack_id = $1 AND id < $2 AND until > %s)`
	endTurnSQL   = `DELETE FROM turns WHERE slack_id = $1 AND id = $2`
)

// TakeTurn puts a request behind those of the same person that are served or
// wait, if these are at most some; false if they are more. The copy that has the
// turn ends it with [Store.EndTurn]; if it dies, the turn ends by itself after
// the time that it lasts. Mine is whether no other request is before it.
func (s *Store) TakeTurn(ctx context.Context, slackID string, most int, lasts time.Duration) (t Turn, mine, taken bool, err error) {
	t.slackID = slackID
	err = s.db.Brief(ctx, "turns of "+slackID, func(tx *engine.Tx) error {
		var before int
		if _, err := tx.ExecContext(ctx, s.byItsClock(leftTurnsSQL), slackID); err != nil {
			return err
		}
		if err := tx.QueryRowContext(ctx, turnsSQL, slackID).Scan(&before); err != nil || before > most {
			return err
		}
		mine, taken = before == 0, true
		return tx.QueryRowContext(ctx, s.byItsClock(takeTurnSQL), slackID, lasts.Milliseconds()).Scan(&t.id)
	})
	if err != nil {
		return t, false, false, fmt.Errorf("take a turn: %w", err)
	}
	return t, mine, taken, nil
}

// HasTurn reports whether all requests before this one are over.
func (s *Store) HasTurn(ctx context.Context, t Turn) (mine bool, err error) {
	if err := s.read.QueryRowContext(ctx, s.byItsClock(nextTurnSQL), t.slackID, t.id).Scan(&mine); err != nil {
		return false, fmt.Errorf("wait for a turn: %w", readable(err))
	}
	return mine, nil
}

// EndTurn lets the person's next request be served.
func (s *Store) EndTurn(ctx context.Context, t Turn) error {
	return s.brief(ctx, "end a turn", endTurnSQL, t.slackID, t.id)
}

// byItsClock puts the database's clock into a statement.
func (s *Store) byItsClock(statement string) string { return fmt.Sprintf(statement, s.db.Clock()) }

// brief runs one statement about what a crash may take away.
func (s *Store) brief(ctx context.Context, doing, statement string, args ...any) error {
	err := s.db.Brief(ctx, "", func(tx *engine.Tx) error {
		_, err := tx.ExecContext(ctx, statement, args...)
		return err
	})
	if err != nil {
		return fmt.Errorf("%s: %w", doing, err)
	}
	return nil
}
