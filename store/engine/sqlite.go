package engine

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"slices"

	"github.com/pressly/goose/v3"
	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// A file is a SQLite database.
type file struct {
	path   string
	advice string  // on who can read it
	log    string  // a write-ahead log that lay beside it before it was opened; empty for none
	lock   *sql.DB // while the right to deliver is held
}

// openFile opens a SQLite file, and creates it unless the role forbids that.
func (db *DB) openFile(_ context.Context, path string) (fresh bool, err error) {
	if err := carefulLocks(); err != nil {
		return false, err
	}
	switch _, err := os.Stat(path); {
	case db.role == Owner:
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			return false, err
		}
	case db.role == Beside && errors.Is(err, os.ErrNotExist):
		return false, ErrNoDatabase
	}
	fresh, err = create(path)
	if err != nil {
		return false, err
	}
	advice, err := checkPlace(path)
	if err != nil {
		return false, err
	}
	left := leftLog(path)
	db.kind = &file{path: path, advice: advice, log: left}
	if err := unmark(path, left); err != nil {
		return false, err
	}
	db.compiled = map[string]*sql.Stmt{}
	if db.write, err = sql.Open("sqlite", dsn(path, "immediate", "journal_mode(WAL)", "synchronous(FULL)", "foreign_keys(1)", "secure_delete(1)")); err != nil {
		return false, err
	}
	db.write.SetMaxOpenConns(1)
	if db.Read, err = reader(path, max(2, runtime.NumCPU())); err != nil {
		return false, err
	}
	db.Aside, err = reader(path, 1)
	return fresh, err
}

// reader returns a reader with at most some connections, which are made when
// they are needed.
func reader(path string, most int) (*Reader, error) {
	pool, err := sql.Open("sqlite", dsn(path, "deferred", "query_only(1)"))
	if err != nil {
		return nil, err
	}
	pool.SetMaxOpenConns(most)
	return &Reader{pool: pool, compiled: map[string]*sql.Stmt{}}, nil
}

// leftLog returns the path of a write-ahead log left beside a file that no
// process has open, as after a crash or beside a restored backup; empty for
// none.
func leftLog(path string) string {
	if info, err := os.Stat(path + "-wal"); err != nil || info.Size() == 0 {
		return ""
	}
	return path + "-wal"
}

// damage adds to the error about a damaged file the log that lies beside it: a
// log from another copy damages every file that is put in its place.
func (f *file) damage(err error) error {
	if f.log == "" || !errors.Is(err, ErrCorrupt) {
		return err
	}
	return fmt.Errorf("%w; beside it lies %s, which spoils a restored file if it belongs to another copy: move it and %s-shm elsewhere, put the backup in place once more, and start again", err, f.log, f.path)
}

// patience is the number of milliseconds that a writer waits for another
// process.
const patience = "5000"

// dsn returns a data source name with the pragmas, so that every pooled
// connection has them.
func dsn(path, lock string, pragmas ...string) string {
	q := url.Values{"_txlock": {lock}, "_pragma": append([]string{"busy_timeout(" + patience + ")"}, pragmas...)}
	return "file:" + (&url.URL{Path: path}).EscapedPath() + "?" + q.Encode()
}

// hold takes the lock, which is a second SQLite file beside the database,
// opened in exclusive mode. The operating system releases it when the process
// ends, even in a crash. Its name derives from the database's real path, so a
// symbolic link leads to the same lock.
func (f *file) hold(ctx context.Context) error {
	resolved, err := realPath(f.path)
	if err != nil {
		return err
	}
	path := resolved + ".lock"
	if _, err := create(path); err != nil {
		return err
	}
	db, err := sql.Open("sqlite", "file:"+(&url.URL{Path: path}).EscapedPath()+"?_pragma=locking_mode(EXCLUSIVE)&_pragma=busy_timeout(0)")
	if err != nil {
		return err
	}
	db.SetMaxOpenConns(1)
	f.lock = db
	if _, err := db.ExecContext(ctx, `CREATE TABLE IF NOT EXISTS held (n INTEGER); BEGIN EXCLUSIVE; COMMIT`); err != nil {
		if sqliteCode(err) == sqlite3.SQLITE_BUSY {
			return ErrInUse
		}
		return err
	}
	return nil
}

func (f *file) release() {
	if f.lock != nil {
		f.lock.Close()
		f.lock = nil
	}
}

func (*file) held(context.Context) error { return nil }

func (*file) begin(context.Context, *sql.Tx) error { return nil } // _txlock=immediate

func (*file) steady() sql.IsolationLevel { return sql.LevelDefault } // every transaction reads one snapshot

func (*file) patient(context.Context, *sql.Tx) error { return nil }

func (*file) dialect() goose.Dialect { return goose.DialectSQLite3 }

func (*file) countOn(context.Context, *Tx, string) error { return nil } // they always do

func (f *file) concern() string { return f.advice }

// inspect checks the file through a reading connection, since merely opening
// the writing one would change it. The owner checks every page once; other
// processes rely on that.
func (*file) inspect(ctx context.Context, read *Reader, thoroughly bool) (empty bool, err error) {
	if thoroughly {
		var verdict string
		if err := read.pool.QueryRowContext(ctx, `PRAGMA quick_check(1)`).Scan(&verdict); err != nil {
			return false, err
		}
		if verdict != "ok" {
			return false, fmt.Errorf("%w (%s)", ErrCorrupt, verdict)
		}
	}
	tables, err := names(ctx, read, `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name`)
	if err != nil {
		return false, err
	}
	if len(tables) > 0 && !slices.Contains(tables, versionTable) {
		return false, fmt.Errorf("%w (it holds the tables of another program: %s)", ErrCorrupt, tables[0])
	}
	return len(tables) == 0, nil
}

// names returns the values of a column of names.
func names(ctx context.Context, read *Reader, query string) (names []string, err error) {
	rows, err := read.pool.QueryContext(ctx, query)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			return nil, err
		}
		names = append(names, name)
	}
	return names, rows.Err()
}

// checkpoint moves the contents of the log into the file and empties the log.
// Erased words are then in neither, since secure_delete overwrites them.
func (*file) checkpoint(ctx context.Context, write *sql.DB) (done bool, err error) {
	conn, err := write.Conn(ctx)
	if err != nil {
		return false, err
	}
	defer conn.Close()
	// With a timeout it would wait for readers, and writers would wait for it.
	if _, err := conn.ExecContext(ctx, `PRAGMA busy_timeout = 0`); err != nil {
		return false, err
	}
	var busy, log, moved int
	err = conn.QueryRowContext(ctx, `PRAGMA wal_checkpoint(TRUNCATE)`).Scan(&busy, &log, &moved)
	_, patient := conn.ExecContext(context.WithoutCancel(ctx), `PRAGMA busy_timeout = `+patience)
	return err == nil && busy == 0, errors.Join(err, patient)
}

// durable sets the durability of the one writing connection.
func (*file) durable(ctx context.Context, write *sql.DB, durable bool) error {
	statement := `PRAGMA synchronous = OFF`
	if durable {
		statement = `PRAGMA synchronous = FULL`
	}
	_, err := write.ExecContext(ctx, statement)
	return Readable(err)
}

// sqliteCode returns an error's primary SQLite result code, 0 for an error
// without one.
func sqliteCode(err error) int {
	if e, ok := errors.AsType[*sqlite.Error](err); ok {
		return e.Code() & 0xff
	}
	return 0
}
