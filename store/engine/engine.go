// Package engine hides the differences between coach's two databases, a SQLite
// file and a PostgreSQL server: how one is opened, checked, migrated, copied
// and closed, how the right to write is taken, which statements are compiled,
// and what its errors mean. The only table it knows is goose's. All other SQL
// is in package store, with the same text for both databases.
//
// Every write is a [DB.Tx], which begins by taking the database's write lock:
// BEGIN IMMEDIATE in SQLite, an advisory transaction lock in PostgreSQL. So no
// statement has to expect a concurrent writer. Writes go through one
// connection, because several starve each other; reads have a pool.
package engine

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"sync"

	"github.com/pressly/goose/v3"
)

// Errors that a caller can distinguish. Each is a whole sentence for the person
// at the terminal.
var (
	ErrInUse      = errors.New("another coach is already running on this database; stop it first, or give this one a database of its own with --db")
	ErrNewer      = errors.New("this database was written by a newer coach; run that version, or restore the backup made before the upgrade")
	ErrCorrupt    = errors.New("this file is damaged or not a coach database; restore a backup, or name another file with --db")
	ErrForeign    = errors.New("this PostgreSQL database is not coach's; name an empty one, or coach's own, with --db")
	ErrPending    = errors.New("this database is from an older coach; start `coach run` once to upgrade it, then try again")
	ErrFull       = errors.New("the disk is full; free some space, nothing was lost")
	ErrNoDatabase = errors.New("there is no database here; start `coach run` once, or check --db")
)

// A Role is the set of rights that a process has on a database.
type Role int

// The roles.
const (
	Beside Role = iota // work beside a coach that may be running, on a database that exists
	Maker              // the same, and make a database that does not exist
	Owner              // deliver and migrate, as one process at a time does
)

// A DB is an open database.
type DB struct {
	Read  *Reader
	Aside *Reader // one more connection, for what a query asks for while its rows are open
	write *sql.DB // one connection
	kind  kind
	role  Role
	sound bool // coach may write to it

	mu       sync.Mutex
	compiled map[string]*sql.Stmt // over write; nil for a database that compiles nothing
}

// A kind implements what is specific to one of the two databases.
type kind interface {
	// hold takes the lock that gives the right to deliver and migrate, or is
	// ErrInUse.
	hold(ctx context.Context) error
	// release releases that lock.
	release()
	// held verifies that the lock was not lost, as with a broken connection.
	held(ctx context.Context) error
	// begin takes the write lock for the length of a transaction.
	begin(ctx context.Context, tx *sql.Tx) error
	// steady returns the isolation level of a transaction whose every query
	// reads the same snapshot.
	steady() sql.IsolationLevel
	// patient lifts the time limits from a transaction.
	patient(ctx context.Context, tx *sql.Tx) error
	// inspect refuses a damaged database and one of another program's, and
	// reports whether it has no tables yet.
	inspect(ctx context.Context, read *Reader, thoroughly bool) (empty bool, err error)
	// checkpoint moves all committed data into the main database file.
	checkpoint(ctx context.Context, write *sql.DB) (done bool, err error)
	// copy writes a snapshot of the database to a new file.
	copy(ctx context.Context, path string) error
	// durable sets whether a commit waits until it would survive a power cut.
	durable(ctx context.Context, write *sql.DB, durable bool) error
	dialect() goose.Dialect
	// countOn has new rows of a table get higher IDs than all those it has.
	countOn(ctx context.Context, tx *Tx, table string) error
	// damage adds advice to an error for the operator who has to repair a
	// damaged database.
	damage(err error) error
	// concern returns a warning about the database's location for the operator.
	concern() string
}

// IsServer reports whether an address is that of a server rather than the path
// of a file.
func IsServer(address string) bool {
	return strings.HasPrefix(address, "postgres://") || strings.HasPrefix(address, "postgresql://")
}

// Open opens the database at an address, which is a path or postgres://…, in a
// role, and migrates its schema if the role allows that. The migrations are the
// files in the schema's folder for that database, and moves, the ones that SQL
// cannot do.
func Open(ctx context.Context, address string, role Role, schema fs.FS, moves ...*goose.Migration) (_ *DB, err error) {
	db := &DB{role: role}
	defer func() {
		if err != nil {
			db.Close()
			if err = Readable(err); db.kind != nil {
				err = db.kind.damage(err)
			}
			err = fmt.Errorf("open %s: %w", Name(address), err)
		}
	}()
	var open func(context.Context, string) (fresh bool, err error) = db.openFile
	if IsServer(address) {
		open = db.openServer
	}
	fresh, err := open(ctx, address)
	if err != nil {
		return nil, err
	}
	if role == Owner || role == Maker && fresh {
		if err := db.kind.hold(ctx); err != nil {
			return nil, err
		}
	}
	if err := db.migrate(ctx, schema, moves); err != nil {
		return nil, err
	}
	db.sound = true
	if role != Owner {
		db.kind.release()
	}
	return db, nil
}

// Concern returns a warning about the database's location for the operator who
// starts coach; empty for none.
func (db *DB) Concern() string { return db.kind.concern() }

// Held verifies that this process still has the owner's lock: a server that was
// restarted has forgotten it.
func (db *DB) Held(ctx context.Context) error {
	if db.role != Owner {
		return nil
	}
	return db.kind.held(ctx)
}

// Checkpoint moves everything that is committed into the database's file, so
// that erased words are in no file any more. It is not done, and reports so,
// while another process reads.
func (db *DB) Checkpoint(ctx context.Context) (done bool, err error) {
	return db.kind.checkpoint(ctx, db.write)
}

// Copy writes a snapshot of the database to a new file, which only its owner
// can read. Nobody waits for it meanwhile; SQLite's log grows until it ends.
func (db *DB) Copy(ctx context.Context, path string) error { return db.kind.copy(ctx, path) }

// Durable sets whether a commit must survive a power cut, which is the default.
func (db *DB) Durable(ctx context.Context, durable bool) error {
	return db.kind.durable(ctx, db.write, durable)
}

// Close closes every statement and connection. If no other process has the
// SQLite file open, its log is merged, and only the one file is left.
func (db *DB) Close() error {
	var errs []error
	for _, read := range []*Reader{db.Read, db.Aside} {
		if read != nil {
			errs = append(errs, read.pool.Close()) // and every statement
		}
	}
	if db.write != nil {
		if db.sound {
			_, err := db.Checkpoint(context.Background())
			errs = append(errs, err)
		}
		errs = append(errs, db.write.Close())
	}
	if db.kind != nil {
		db.kind.release()
	}
	return errors.Join(errs...)
}
