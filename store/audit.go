package store

import (
	"context"
	"fmt"
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

// RecordExport records that somebody, or 0 for whoever runs coach, had a file
// made of what coach knows about a person, or about everybody for 0. A lawful
// one has private answers about them.
func (s *Store) RecordExport(ctx context.Context, by, about practice.PersonID, lawful bool, at time.Time) error {
	detail := "everything"
	switch {
	case lawful:
		detail = fmt.Sprintf("person %d, with private answers about them", about)
	case about != 0:
		detail = fmt.Sprintf("person %d", about)
	}
	return s.tx(ctx, func(tx *engine.Tx) error { return audit(ctx, tx, at, by, "exported", detail) })
}
