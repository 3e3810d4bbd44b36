package store

import (
	"context"

	"coach/practice"
	"coach/store/engine"
)

// addTopic puts a topic on its pair's list. A request that arrives twice adds it
// once.
func addTopic(ctx context.Context, tx *engine.Tx, t practice.Topic) error {
	_, err := tx.ExecContext(ctx, `
		INSERT INTO topics (request, manager_id, report_id, by_id, words, raised_at) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (by_id, request) DO NOTHING`,
		keyed(t.By, t.Request), t.Pair.Manager, t.Pair.Report, t.By, t.Words, millis(t.RaisedAt))
	return err
}
