package engine

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"

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

// copy reads by a connection of its own: a copy may take a minute, and neither
// a writer nor a reader waits for it.
func (f *file) copy(ctx context.Context, path string) error {
	if _, err := create(path); err != nil {
		return err
	}
	return alone(dsn(f.path, "deferred"), func(db *sql.DB) error {
		_, err := db.ExecContext(ctx, `VACUUM INTO $1`, path)
		return err
	})
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
