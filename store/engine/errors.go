package engine

import (
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5/pgconn"
	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// Readable replaces an error of the database by one that a person can act on.
func Readable(err error) error {
	switch sqliteCode(err) {
	case sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT:
		return fmt.Errorf("%w (%v)", ErrCorrupt, err)
	case sqlite3.SQLITE_FULL:
		return fmt.Errorf("%w (%w)", ErrFull, err)
	case sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN:
		return fmt.Errorf("the database cannot be written; check who owns the file and its folder (%w)", err)
	}
	if refused, ok := errors.AsType[*pgconn.PgError](err); ok {
		if advice := sqlStates[refused.Code]; advice != "" {
			return fmt.Errorf("%s (%w)", advice, err)
		}
	}
	if _, ok := errors.AsType[*pgconn.ConnectError](err); ok && sqlState(err) == "" {
		return fmt.Errorf("the PostgreSQL server cannot be reached; check that it runs, and its name in --db (%w)", err)
	}
	return err
}

// IsTaken reports whether an error says that a row above has what only one may
// have.
func IsTaken(err error) bool {
	if e, ok := errors.AsType[*sqlite.Error](err); ok {
		return e.Code() == sqlite3.SQLITE_CONSTRAINT_UNIQUE || e.Code() == sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY
	}
	return sqlState(err) == "23505"
}

// sqlStates maps PostgreSQL's error codes to advice on what to do.
var sqlStates = map[string]string{
	"28000": "the PostgreSQL server does not let this user in; check the user and the password in --db",
	"28P01": "the PostgreSQL server does not let this user in; check the user and the password in --db",
	"3D000": "this PostgreSQL server has no such database; create it (createdb), or check --db",
	"42501": "this PostgreSQL user may not do what coach needs; make it the owner of the database",
	"25006": "this PostgreSQL server only lets coach read; name the primary server with --db",
	"53100": "the PostgreSQL server's disk is full; free some space, nothing was lost",
	"53300": "the PostgreSQL server has too many connections; close some, or allow more",
	"57014": "the PostgreSQL server took too long, and nothing was changed; try again",
}

// sqlState returns an error's PostgreSQL code, empty for an error without one.
func sqlState(err error) string {
	if refused, ok := errors.AsType[*pgconn.PgError](err); ok {
		return refused.Code
	}
	return ""
}
