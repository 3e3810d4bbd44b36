package engine

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/pressly/goose/v3"
	"modernc.org/sqlite"
)

// carefulLocks has SQLite's locks belong to a handle instead of the process, where
// the operating system can do that.
func carefulLocks() error {
	if _, err := sqlite.OFDLocking(true); err != nil && !errors.Is(err, sqlite.ErrOFDLockingUnavailable) {
		return err
	}
	return nil
}

// A copy gives way to whoever works with the database meanwhile: it pauses after
// some pages for about as long as these take, and has them on the disk before there are
// so many that a commit would wait for them.
const (
	copyAtOnce = 64                   // pages, which are 256 KB
	copySynced = 16                   // steps, after which the copy is synced
	copyRests  = 3 * time.Millisecond // after a step, which takes about as long
)

// copy reads by a connection of its own, in one snapshot: a copy may take a
// minute, neither a writer nor a reader waits for it, and what they change
// meanwhile is not in it.
func (f *file) copy(ctx context.Context, path string) error {
	if _, err := create(path); err != nil {
		return err
	}
	written, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	err = alone(dsn(f.path, "deferred", "query_only(1)"), func(db *sql.DB) error {
		conn, err := db.Conn(ctx)
		if err != nil {
			return err
		}
		defer conn.Close()
		tx, err := conn.BeginTx(ctx, nil)
		if err != nil {
			return err
		}
		defer tx.Rollback() // it only read
		var tables int
		if err := tx.QueryRowContext(ctx, `SELECT count(*) FROM sqlite_master`).Scan(&tables); err != nil { // the snapshot begins
			return err
		}
		return conn.Raw(func(driver any) error { return copyPages(ctx, driver.(backuper), written) })
	})
	return errors.Join(err, written.Close())
}

// A backuper is a connection of SQLite's driver.
type backuper interface {
	NewBackup(uri string) (*sqlite.Backup, error)
}

// copyPages copies a database to an open file.
func copyPages(ctx context.Context, from backuper, written *os.File) error {
	b, err := from.NewBackup(dsn(written.Name(), "deferred", "journal_mode(OFF)", "synchronous(OFF)"))
	if err != nil {
		return err
	}
	for more, n := true, 1; more && err == nil; n++ {
		if more, err = b.Step(copyAtOnce); err == nil && (n%copySynced == 0 || !more) {
			err = written.Sync()
		}
		select {
		case <-ctx.Done():
			err = errors.Join(err, ctx.Err())
		case <-time.After(copyRests):
		}
	}
	if err != nil {
		b.Finish() // says the same
		return err
	}
	if err := b.Finish(); err != nil {
		return err
	}
	_, err = written.WriteAt(copyMark, copyMarkAt)
	return errors.Join(err, written.Sync())
}

// A copy is marked, by SQLite's ID of an application in the header of its file,
// until somebody works with it. It has the same pages as the database that it was
// made of: a log of that, left beside it, would mix the two, and nobody would see.
var copyMark = []byte("copy")

// copyMarkAt is where the mark stands.
const copyMarkAt = 68

// unmark takes the mark from a copy that somebody is about to work with, unless a
// log lies beside it. SQLite must not have the file open.
func unmark(path, log string) error {
	data := make([]byte, copyMarkAt+len(copyMark))
	f, err := os.Open(path)
	if err != nil {
		return nil // SQLite says why
	}
	_, short := io.ReadFull(f, data)
	f.Close()
	switch {
	case short != nil || !bytes.HasSuffix(data, copyMark):
		return nil
	case log != "":
		return fmt.Errorf("%w (it is a backup, and the log beside it is another's)", ErrCorrupt)
	}
	if f, err = os.OpenFile(path, os.O_WRONLY, 0); err != nil {
		return nil // nor can SQLite write to it
	}
	_, err = f.WriteAt(make([]byte, len(copyMark)), copyMarkAt)
	return errors.Join(err, f.Sync(), f.Close())
}

// alone runs fn with one connection, which it closes.
func alone(name string, fn func(*sql.DB) error) error {
	db, err := sql.Open("sqlite", name)
	if err != nil {
		return err
	}
	db.SetMaxOpenConns(1)
	return Readable(errors.Join(fn(db), db.Close()))
}

// Strip changes a copy of a SQLite database that nobody else has open. What a
// statement deletes is then nowhere in the file, and in no file beside it.
func Strip(ctx context.Context, path string, statement string, args ...any) error {
	return alone(dsn(path, "immediate", "journal_mode(MEMORY)", "secure_delete(1)"), func(db *sql.DB) error {
		_, err := db.ExecContext(ctx, statement, args...)
		return err
	})
}

// Examine reads a SQLite file without opening it as a database to work with: it
// checks every page and index, refuses what is damaged, another program's or of
// a newer coach, and runs fn on what is left.
func Examine(ctx context.Context, path string, schema fs.FS, moves []*goose.Migration, fn func(Snapshot) error) error {
	if err := carefulLocks(); err != nil {
		return err
	}
	return alone(dsn(path, "deferred", "query_only(1)"), func(db *sql.DB) error {
		if err := isWhole(ctx, db); err != nil {
			return err
		}
		if empty, err := new(file).inspect(ctx, &Reader{pool: db}, false); err != nil || empty {
			return errors.Join(err, notCoachs(empty))
		}
		newest, err := newestOf(db, schema, moves)
		if err != nil {
			return err
		}
		var has int64
		if err := db.QueryRowContext(ctx, `SELECT max(version_id) FROM `+versionTable).Scan(&has); err != nil {
			return err
		}
		if has > newest {
			return ErrNewer
		}
		tx, err := db.BeginTx(ctx, nil)
		if err != nil {
			return err
		}
		return errors.Join(fn(Snapshot{tx: tx}), tx.Rollback())
	})
}

func notCoachs(empty bool) error {
	if empty {
		return fmt.Errorf("%w (there is nothing in it)", ErrCorrupt)
	}
	return nil
}

// isWhole checks every page and every index of a file.
func isWhole(ctx context.Context, db *sql.DB) error {
	var verdict string
	if err := db.QueryRowContext(ctx, `PRAGMA integrity_check(1)`).Scan(&verdict); err != nil {
		return err
	}
	if verdict != "ok" {
		return fmt.Errorf("%w (%s)", ErrCorrupt, verdict)
	}
	return nil
}

// newestOf returns the number of the last migration that this coach has.
func newestOf(db *sql.DB, schema fs.FS, moves []*goose.Migration) (int64, error) {
	migrations, err := fs.Sub(schema, folders[goose.DialectSQLite3])
	if err != nil {
		return 0, err
	}
	g, err := goose.NewProvider(goose.DialectSQLite3, db, migrations, goose.WithDisableGlobalRegistry(true), goose.WithGoMigrations(moves...))
	if err != nil {
		return 0, fmt.Errorf("migrations: %w", err)
	}
	sources := g.ListSources()
	return sources[len(sources)-1].Version, nil
}

// Lock takes the right to deliver on a SQLite file, which need not exist, without
// opening it. It is ErrInUse while a coach runs on it.
func Lock(ctx context.Context, path string) (release func(), err error) {
	if err := carefulLocks(); err != nil {
		return nil, err
	}
	f := &file{path: path}
	if err := f.hold(ctx); err != nil {
		f.release()
		return nil, err
	}
	return f.release, nil
}

// realPath resolves symbolic links on the way to a file, which need not exist.
func realPath(path string) (string, error) {
	resolved, err := filepath.EvalSymlinks(path)
	if !errors.Is(err, fs.ErrNotExist) {
		return resolved, err
	}
	folder, err := filepath.EvalSymlinks(filepath.Dir(path))
	return filepath.Join(folder, filepath.Base(path)), err
}
