package engine

import (
	"context"
	"database/sql"
)

// A Snapshot reads the database as it was at one instant, however long that
// takes and whatever is written meanwhile. It runs one query at a time: a
// server's connection is busy until the rows of a query are closed.
type Snapshot struct {
	Carried any // what the [Reader] carries

	tx *sql.Tx
}

// QueryContext runs a query that returns rows.
func (s Snapshot) QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	return s.tx.QueryContext(ctx, query, clean(args)...)
}

// QueryRowContext runs a query that returns one row.
func (s Snapshot) QueryRowContext(ctx context.Context, query string, args ...any) Row {
	return Row{row: s.tx.QueryRowContext(ctx, query, clean(args)...)}
}

// Snapshot runs fn on a snapshot of the database. Writers are not blocked
// meanwhile; SQLite's log grows until it ends.
func (db *DB) Snapshot(ctx context.Context, fn func(Snapshot) error) error {
	tx, err := db.Read.pool.BeginTx(ctx, &sql.TxOptions{Isolation: db.kind.steady(), ReadOnly: true})
	if err != nil {
		return Readable(err)
	}
	defer tx.Rollback() // nothing was written
	if err := db.kind.patient(ctx, tx); err != nil {
		return Readable(err)
	}
	return Readable(fn(Snapshot{db.Read.Carried, tx}))
}
