package store

import (
	"context"
	"database/sql"

	"coach/cadence"
	"coach/practice"
	"coach/store/engine"
)

const fridaysSQL = `SELECT type, body FROM outbox WHERE key >= 'friday/' AND key < 'friday0' AND state IN ('sending', 'sent')`

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
	rows, err := tx.QueryContext(ctx, fridaysSQL)
	if err != nil {
		return err
	}
	sent, err := collect(rows, func(rows *sql.Rows, n *practice.Notice) error {
		var typ, body string
		if err := rows.Scan(&typ, &body); err != nil {
			return err
		}
		*n, _ = decode(typ, body) // one that cannot be read cannot be drawn either
		return nil
	})
	if err != nil {
		return err
	}
	for _, n := range sent {
		if g, ok := n.(practice.GoodNews); ok && g.MayPassOn(on) {
			if err := redraw(ctx, tx, g); err != nil {
				return err
			}
		}
	}
	return nil
}
