package store

import (
	"context"
	"database/sql"
	"fmt"

	"coach/cadence"
	"coach/practice"
	"coach/store/engine"
)

const (
	fridaysSQL   = `SELECT type, body FROM outbox WHERE key >= 'friday/' AND key < 'friday0' AND state IN ('sending', 'sent')`
	fridaysInSQL = fridaysSQL + ` AND channel = $1`
)

// LastGoodNews returns the last Friday before a day on which a channel had good
// news; no date for none.
func (s *Store) LastGoodNews(ctx context.Context, channel string, before cadence.Date) (last cadence.Date, err error) {
	sent, err := fridays(ctx, s.read, fridaysInSQL, channel)
	if err != nil {
		return 0, fmt.Errorf("good news: %w", readable(err))
	}
	for _, g := range sent {
		if g.On < before {
			last = max(last, g.On)
		}
	}
	return last, nil
}

// fridays returns the good news that a statement selects. One that cannot be read
// is left out: it cannot be drawn either.
func fridays(ctx context.Context, q querier, query string, args ...any) (all []practice.GoodNews, err error) {
	rows, err := q.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	sent, err := collect(rows, func(rows *sql.Rows, n *practice.Notice) error {
		var typ, body string
		err := rows.Scan(&typ, &body)
		*n, _ = decode(typ, body)
		return err
	})
	for _, n := range sent {
		if g, ok := n.(practice.GoodNews); ok {
			all = append(all, g)
		}
	}
	return all, err
}

// redrawFridays marks Friday's good news to be drawn again that may pass on an
// entry which was changed or taken back.
func redrawFridays(ctx context.Context, tx *engine.Tx, e practice.Entry) error {
	if e.Practice != practice.RecognitionKey && e.Practice != practice.BestPracticeKey {
		return nil
	}
	return redrawFridaysOf(ctx, tx, e.LoggedOn)
}

// redrawFridaysOf marks the good news that may pass on something of a day.
func redrawFridaysOf(ctx context.Context, tx *engine.Tx, on cadence.Date) error {
	sent, err := fridays(ctx, tx, fridaysSQL)
	if err != nil {
		return err
	}
	for _, g := range sent {
		if g.MayPassOn(on) {
			if err := redraw(ctx, tx, g); err != nil {
				return err
			}
		}
	}
	return nil
}
