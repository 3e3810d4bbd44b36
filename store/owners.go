package store

import (
	"context"
	"database/sql"
	"fmt"

	"coach/practice"
	"coach/store/engine"
)

// Owners returns who the database says may publish the playbook, in no
// particular order. Who really may is [practice.MayPublish]'s to say.
func (s *Store) Owners(ctx context.Context) ([]practice.PersonID, error) {
	rows, err := s.read.QueryContext(ctx, `SELECT id FROM people WHERE playbook_owner = 1`)
	if err != nil {
		return nil, fmt.Errorf("owners: %w", readable(err))
	}
	return collect(rows, func(rows *sql.Rows, id *practice.PersonID) error { return rows.Scan(id) })
}

// makeOwner lets a person publish the playbook. Doing it twice changes
// nothing; somebody unknown is ErrNotFound.
func makeOwner(ctx context.Context, tx *engine.Tx, id practice.PersonID) error {
	done, err := tx.ExecContext(ctx, `UPDATE people SET playbook_owner = 1 WHERE id = $1`, id)
	if err != nil {
		return err
	}
	if n, err := done.RowsAffected(); err != nil || n == 0 {
		return ErrNotFound
	}
	return nil
}
