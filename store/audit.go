package store

import (
	"context"
	"time"

	"coach/practice"
	"coach/store/engine"
)

// audit records a person's change to coach itself, such as to its settings. The
// detail has names of settings, IDs and numbers, never a person's words.
func audit(ctx context.Context, tx *engine.Tx, at time.Time, by practice.PersonID, deed, detail string) error {
	_, err := tx.ExecContext(ctx, `INSERT INTO audit (at, by_id, deed, detail) VALUES ($1, $2, $3, $4)`, millis(at), by, deed, detail)
	return err
}
