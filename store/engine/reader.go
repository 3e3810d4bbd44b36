package engine

import (
	"context"
	"database/sql"
	"sync"
)

// A Reader runs queries outside of a transaction, in SQLite over connections
// that cannot write. There it keeps every query compiled, because a beat runs
// the same few each minute.
type Reader struct {
	Carried any // what its user has it carry, and every [Snapshot] with it

	pool     *sql.DB
	mu       sync.Mutex
	compiled map[string]*sql.Stmt // nil for a database that compiles nothing
}

func (r *Reader) compile(ctx context.Context, query string) (*sql.Stmt, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.compiled == nil {
		return nil, nil
	}
	if stmt, ok := r.compiled[query]; ok {
		return stmt, nil
	}
	stmt, err := r.pool.PrepareContext(ctx, query)
	if err == nil {
		r.compiled[query] = stmt
	}
	return stmt, err
}

// QueryContext runs a query that returns rows.
func (r *Reader) QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	stmt, err := r.compile(ctx, query)
	switch {
	case err != nil:
		return nil, err
	case stmt == nil:
		return r.pool.QueryContext(ctx, query, clean(args)...)
	}
	return stmt.QueryContext(ctx, clean(args)...)
}

// QueryRowContext runs a query that returns one row.
func (r *Reader) QueryRowContext(ctx context.Context, query string, args ...any) Row {
	stmt, err := r.compile(ctx, query)
	if err != nil || stmt == nil {
		return Row{row: r.pool.QueryRowContext(ctx, query, clean(args)...)} // returns the same error when the row is read
	}
	return Row{row: stmt.QueryRowContext(ctx, clean(args)...)}
}
