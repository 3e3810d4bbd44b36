package store

import (
	"context"
	"database/sql"
	"fmt"

	"coach/practice"
	"coach/store/engine"
)

// Owners returns the people whom the database lists as owners of the playbook,
// in no particular order. [practice.MayPublish] decides who really may publish.
func (s *Store) Owners(ctx context.Context) ([]practice.PersonID, error) {
	rows, err := s.read.QueryContext(ctx, `SELECT id FROM people WHERE playbook_owner = 1`)
	if err != nil {
		return nil, fmt.Errorf("owners: %w", readable(err))
	}
	return collect(rows, func(rows *sql.Rows, id *practice.PersonID) error { return rows.Scan(id) })
}

// makeOwner makes a person an owner of the playbook. Doing it twice changes
// nothing; an unknown person is ErrNotFound.
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
