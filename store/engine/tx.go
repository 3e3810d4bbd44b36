package engine

import (
	"context"
	"database/sql"
	"errors"
	"strings"
	"time"
)

// A Tx is the only write transaction at its time. Its statements are compiled
// once, since SQLite takes longer to parse them than to run them.
type Tx struct {
	Carried any // what its user has it carry: package store, what seals words

	tx      *sql.Tx
	db      *DB
	at      time.Time // by the database's clock; no time for a file
	changed bool
	bound   map[string]*sql.Stmt // the compiled statements of this transaction; nil for one that it has run once, as text
	novel   []string             // statements to compile once the connection is free
}

// Tx runs fn in a transaction, and commits if it returns nil.
func (db *DB) Tx(ctx context.Context, fn func(*Tx) error) error {
	began, err := db.write.BeginTx(ctx, nil)
	if err != nil {
		return Readable(err)
	}
	defer began.Rollback() // does nothing after Commit
	at, err := db.kind.begin(ctx, began, db.newest)
	if err != nil {
		return Readable(err)
	}
	tx := &Tx{tx: began, db: db, at: at, bound: map[string]*sql.Stmt{}}
	if err := fn(tx); err != nil {
		return Readable(err)
	}
	if err := began.Commit(); err != nil {
		return Readable(err)
	}
	db.compile(ctx, tx.novel)
	return nil
}

// An Arg is an argument of a statement that is found only in the transaction
// that the statement is run in.
type Arg interface {
	In(context.Context, *Tx) (any, error)
}

// found returns the arguments of a statement as the database takes them.
func (tx *Tx) found(ctx context.Context, args []any) ([]any, error) {
	for i, arg := range args {
		if arg, is := arg.(Arg); is {
			var err error
			if args[i], err = arg.In(ctx, tx); err != nil {
				return nil, err
			}
		}
	}
	return clean(args), nil
}

// Now returns the instant to write down for one of this process's clock: that of
// the database's clock, by which all copies go, where there may be several.
func (tx *Tx) Now(own time.Time) time.Time {
	if tx.at.IsZero() || tx.db.role != Copy {
		return own
	}
	return tx.at
}

// Unhurried lifts the time limits from the transaction.
func (tx *Tx) Unhurried(ctx context.Context) error { return tx.db.kind.patient(ctx, tx.tx) }

// CountOn has new rows of a table get higher IDs than all those it has, after
// rows were stored with IDs of their own.
func (tx *Tx) CountOn(ctx context.Context, table string) error {
	return tx.db.kind.countOn(ctx, tx, table)
}

// Changed reports whether the transaction has changed anything so far.
func (tx *Tx) Changed() bool { return tx.changed }

// ExecContext runs a statement that returns no rows.
func (tx *Tx) ExecContext(ctx context.Context, query string, args ...any) (result sql.Result, err error) {
	if args, err = tx.found(ctx, args); err != nil {
		return nil, err
	}
	if stmt := tx.statement(ctx, query); stmt != nil {
		result, err = stmt.ExecContext(ctx, args...)
	} else {
		result, err = tx.tx.ExecContext(ctx, query, args...)
	}
	if err == nil {
		n, err := result.RowsAffected()
		tx.changed = tx.changed || n > 0 || err != nil
	}
	return result, err
}

// QueryContext runs a query that returns rows. A statement that returns the
// rows it changes counts as a change, whether there are any or not.
func (tx *Tx) QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	args, err := tx.found(ctx, args)
	if err != nil {
		return nil, err
	}
	tx.changed = tx.changed || writes(query)
	if stmt := tx.statement(ctx, query); stmt != nil {
		return stmt.QueryContext(ctx, args...)
	}
	return tx.tx.QueryContext(ctx, query, args...)
}

// QueryRowContext runs a query that returns one row.
func (tx *Tx) QueryRowContext(ctx context.Context, query string, args ...any) Row {
	args, err := tx.found(ctx, args)
	if err != nil {
		return Row{err: err}
	}
	if stmt := tx.statement(ctx, query); stmt != nil {
		return Row{row: stmt.QueryRowContext(ctx, args...), tx: tx, query: query}
	}
	return Row{row: tx.tx.QueryRowContext(ctx, query, args...), tx: tx, query: query}
}

// A Row is the one row that a statement returns.
type Row struct {
	row   *sql.Row
	tx    *Tx // nil outside a transaction
	query string
	err   error // why the statement was not run
}

// Scan copies the row's columns into dest, or returns sql.ErrNoRows.
func (r Row) Scan(dest ...any) error {
	if r.err != nil {
		return r.err
	}
	err := r.row.Scan(dest...)
	if r.tx != nil && !errors.Is(err, sql.ErrNoRows) {
		r.tx.changed = r.tx.changed || writes(r.query)
	}
	return err
}

func writes(query string) bool {
	return !strings.HasPrefix(strings.TrimLeft(query, " \t\n"), "SELECT")
}

// statement returns the compiled form of a query, if there is one. A query that
// a transaction runs for the second time, as an import does with every line, is
// compiled for that transaction.
func (tx *Tx) statement(ctx context.Context, query string) *sql.Stmt {
	tx.db.mu.Lock()
	defer tx.db.mu.Unlock()
	own, again := tx.bound[query]
	if own != nil || tx.db.compiled == nil {
		return own
	}
	switch stmt := tx.db.compiled[query]; {
	case stmt != nil:
		own = tx.tx.StmtContext(ctx, stmt) // once: the transaction keeps each until it ends
	case again:
		own, _ = tx.tx.PrepareContext(ctx, query) // what cannot be compiled is run as text, and says why
	default:
		tx.novel = append(tx.novel, query)
	}
	tx.bound[query] = own
	return own
}

// compile compiles statements for later transactions. One that cannot be
// compiled keeps being run as text.
func (db *DB) compile(ctx context.Context, queries []string) {
	for _, query := range queries {
		stmt, err := db.write.PrepareContext(ctx, query)
		if err != nil {
			return
		}
		db.mu.Lock()
		if db.compiled[query] != nil {
			stmt.Close()
		} else {
			db.compiled[query] = stmt
		}
		db.mu.Unlock()
	}
}

// clean removes U+0000 from texts, since PostgreSQL cannot store it.
func clean(args []any) []any {
	for i, arg := range args {
		switch arg := arg.(type) {
		case string:
			args[i] = strings.ReplaceAll(arg, "\x00", "")
		case sql.NullString:
			arg.String = strings.ReplaceAll(arg.String, "\x00", "")
			args[i] = arg
		}
	}
	return args
}
