package store

import (
	"context"
	"database/sql"
	"sync"
)

// A reader asks questions over connections that cannot write. It keeps every
// question compiled, because a beat asks the same few each minute and SQLite
// takes longer to read them than to answer.
type reader struct {
	*sql.DB
	mu       sync.Mutex
	compiled map[string]*sql.Stmt
	watch    *sql.Conn // always the same one; nil until somebody asks for a version
	asks     *sql.Stmt // for the version, over watch
}

func newReader(db *sql.DB) *reader { return &reader{DB: db, compiled: map[string]*sql.Stmt{}} }

func (r *reader) compile(ctx context.Context, query string) (*sql.Stmt, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if stmt, ok := r.compiled[query]; ok {
		return stmt, nil
	}
	stmt, err := r.PrepareContext(ctx, query)
	if err == nil {
		r.compiled[query] = stmt
	}
	return stmt, err
}

// QueryContext asks for rows.
func (r *reader) QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	stmt, err := r.compile(ctx, query)
	if err != nil {
		return nil, err
	}
	return stmt.QueryContext(ctx, args...)
}

// QueryRowContext asks for one row.
func (r *reader) QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row {
	stmt, err := r.compile(ctx, query)
	if err != nil {
		return r.DB.QueryRowContext(ctx, query, args...) // says the same error when the row is read
	}
	return stmt.QueryRowContext(ctx, args...)
}

// version is a number that differs from an earlier one if anybody committed a
// change in between, over another connection or from another process. SQLite
// promises that to one connection only, so that one is kept.
func (r *reader) version(ctx context.Context) (n int64, err error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.watch == nil {
		if r.watch, err = r.Conn(ctx); err != nil {
			return 0, err
		}
	}
	if r.asks == nil {
		if r.asks, err = r.watch.PrepareContext(ctx, `PRAGMA data_version`); err != nil {
			return 0, err
		}
	}
	err = r.asks.QueryRowContext(ctx).Scan(&n)
	return n, err
}

// Close closes every connection.
func (r *reader) Close() error {
	if r.watch != nil {
		r.watch.Close()
	}
	return r.DB.Close()
}
