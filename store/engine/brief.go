package engine

import (
	"context"
	"database/sql"
	"hash/fnv"
)

// Clock returns the SQL expression of the database's own clock, in milliseconds
// since 1970.
func (db *DB) Clock() string {
	if db.Shared() {
		return `CAST(extract(epoch FROM clock_timestamp()) * 1000 AS BIGINT)`
	}
	return `CAST(unixepoch('subsec') * 1000 AS INTEGER)`
}

// Brief runs fn in a short transaction about what a crash may take away, in
// which the database's write lock is not held: on a server it waits for no
// other writer and, in tables that are not logged, for no disk. Transactions of
// one key wait for each other; the empty key waits for none.
func (db *DB) Brief(ctx context.Context, key string, fn func(*Tx) error) error {
	if !db.Shared() {
		return db.Tx(ctx, fn)
	}
	began, err := db.Read.pool.BeginTx(ctx, nil)
	if err != nil {
		return Readable(err)
	}
	defer began.Rollback() // does nothing after Commit
	if key != "" {
		if _, err := began.ExecContext(ctx, `SELECT pg_advisory_xact_lock($1, $2)`, lockOfKeys, lockOf(key)); err != nil {
			return Readable(err)
		}
	}
	if err := fn(&Tx{tx: began, db: db, bound: map[string]*sql.Stmt{}}); err != nil {
		return Readable(err)
	}
	return Readable(began.Commit())
}

// lockOfKeys is the first of the two numbers of each lock of [DB.Brief].
const lockOfKeys int32 = 0x636f6163 // "coac"

// lockOf returns the second. Keys that share one wait for each other without
// need.
func lockOf(key string) int32 {
	sum := fnv.New32a()
	_, _ = sum.Write([]byte(key)) // which never fails
	return int32(sum.Sum32())
}
