// Package engine is what differs between the two databases that coach can keep
// its memory in, a SQLite file and a PostgreSQL server, and nothing else: how one
// is opened, checked, migrated, copied and closed, who may write, which
// statements are compiled, and what its errors mean. It knows no table but
// goose's; the SQL is the store's, one text for both.
//
// Every write is a [DB.Tx], which begins with the database's lock: BEGIN
// IMMEDIATE in SQLite, an advisory transaction lock in PostgreSQL, so that no
// statement has to expect that somebody else writes meanwhile. Writes go through
// one connection, because several starve each other; reads have a pool.
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

// Errors that a caller can tell apart. Each is a whole sentence for the person
// at the terminal.
var (
	ErrInUse      = errors.New("another coach is already running on this database; stop it first, or give this one a database of its own with --db")
	ErrNewer      = errors.New("this database was written by a newer coach; run that version, or restore the backup made before the upgrade")
	ErrCorrupt    = errors.New("this file is damaged or not a coach database; restore a backup, or name another file with --db")
	ErrForeign    = errors.New("this PostgreSQL database is not coach's; name an empty one, or coach's own, with --db")
	ErrPending    = errors.New("this database is from an older coach; start `coach run` once to upgrade it, then try again")
	ErrNoDatabase = errors.New("there is no database here; start `coach run` once, or check --db")
)

// A Role is what a process may do with a database.
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
	write *sql.DB // one connection
	kind  kind
	role  Role
	sound bool // coach may write to it

	mu       sync.Mutex
	compiled map[string]*sql.Stmt // over write; nil for a database that compiles nothing
}

// A kind is one of the two databases.
type kind interface {
	// hold takes the right to deliver and migrate, or is ErrInUse.
	hold(ctx context.Context) error
	// release gives that right back.
	release()
	// held makes sure that the right was not lost, as with a connection.
	held(ctx context.Context) error
	// begin takes the right to write for the length of a transaction.
	begin(ctx context.Context, tx *sql.Tx) error
	// inspect refuses a damaged database and one of another program's, and
	// reports whether it has no tables yet.
	inspect(ctx context.Context, read *Reader, thoroughly bool) (empty bool, err error)
	// checkpoint has the database be all in one place.
	checkpoint(ctx context.Context, write *sql.DB) (done bool, err error)
	copy(ctx context.Context, write *sql.DB, path string) error
	// durable says whether a commit waits until it would survive a power cut.
	durable(ctx context.Context, write *sql.DB, durable bool) error
	dialect() goose.Dialect
	// damage adds to an error what whoever mends a damaged database should know.
	damage(err error) error
	// concern is what whoever starts coach should know of this place.
	concern() string
}

// IsServer reports whether a database is named by the address of a server
// rather than by a file.
func IsServer(address string) bool {
	return strings.HasPrefix(address, "postgres://") || strings.HasPrefix(address, "postgresql://")
}

// Open opens the database at an address, which is a path or postgres://…, in a
// role, and brings its schema up to date where that role may: the folder of
// schema that is named after the database, and moves of rows that SQL cannot
// make.
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

// Concern is what whoever starts coach should know of where the database is;
// empty for nothing.
func (db *DB) Concern() string { return db.kind.concern() }

// Held makes sure that an owner still is the only one: a server that was
// started anew has forgotten it.
func (db *DB) Held(ctx context.Context) error {
	if db.role != Owner {
		return nil
	}
	return db.kind.held(ctx)
}

// Checkpoint has the database's file hold everything that is committed, and
// nothing that was erased. It is not done while somebody else reads.
func (db *DB) Checkpoint(ctx context.Context) (done bool, err error) {
	return db.kind.checkpoint(ctx, db.write)
}

// Copy writes a copy of the database as it stands to a new file, which only its
// owner can read. It holds up nobody.
func (db *DB) Copy(ctx context.Context, path string) error { return db.kind.copy(ctx, db.write, path) }

// Durable says whether what is committed has to survive a power cut, as it does
// unless somebody says otherwise.
func (db *DB) Durable(ctx context.Context, durable bool) error {
	return db.kind.durable(ctx, db.write, durable)
}

// Close closes every statement and connection. Of a SQLite file that nobody else
// has open, one file with everything is left.
func (db *DB) Close() error {
	var errs []error
	if db.Read != nil {
		errs = append(errs, db.Read.pool.Close()) // and every statement
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
