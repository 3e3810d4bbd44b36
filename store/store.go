// Package store is coach's memory: one SQLite file, and the only place that
// speaks SQL.
//
// There is one file a noun: settings, playbook and drafts, people, team, leave
// and holidays, occurrences, entries, the outbox, digests, the audit. What
// changes many of them has a file of its own: import, reconcile, morning,
// announce.
//
// An exported method owns its transaction; an unexported one composes inside
// somebody else's. A cause and its effects share a transaction: an entry, the
// occurrence it settles, the notices it makes stale and the notices it causes
// are stored together or not at all. Leave, a line, a holiday or a playbook that
// is stored only marks whose plan it may change; the next beat has [Plan]s made
// and reconciles them, a hundred rows at a time.
//
// The process that delivers (coach run) opens the file with [Own], which takes
// the lock beside it and migrates. Every other command uses [Open] and works
// beside it, or [Make] if it may be the first. All writes go through one connection, because several starve each
// other; reads have a pool that cannot write.
//
// Dates are stored as 2006-01-02 ("" for none), instants as milliseconds since
// 1970.
package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"sync/atomic"
	"time"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"coach/practice"
)

// A Store is an open database.
type Store struct {
	// Settle is how long after an attempt of unknown outcome a look is
	// conclusive. It is [Settle] unless a test of the whole program, whose HTTP
	// is as much faster, says otherwise before the store is used.
	Settle time.Duration

	path   string
	write  *sql.DB // one connection
	read   *reader // several, query only
	lock   *sql.DB // held by Own; nil otherwise
	roster atomic.Pointer[heldRoster]
	reread sync.Mutex // held while the roster is read
	book   atomic.Pointer[heldPlaybook]
	zone   atomic.Pointer[time.Location] // the organisation's
}

type heldPlaybook struct {
	version int
	files   []practice.Publication // what it is made of
	*practice.Playbook
}

// file is a version as it was read, since versions never change.
func (h *heldPlaybook) file(version int) (*practice.Playbook, bool) {
	if h != nil {
		for _, f := range h.files {
			if f.Version == version {
				return f.Playbook, true
			}
		}
	}
	return nil, false
}

// Errors that a caller can tell apart. Each is a whole sentence for the person
// at the terminal.
var (
	ErrInUse          = errors.New("another coach is already running on this database; stop it first, or give this one a database of its own with --db")
	ErrNewer          = errors.New("this database was written by a newer coach; run that version, or restore the backup made before the upgrade")
	ErrCorrupt        = errors.New("this file is damaged or not a coach database; restore a backup, or name another file with --db")
	ErrPending        = errors.New("this database is from an older coach; start `coach run` once to upgrade it, then try again")
	ErrOtherWorkspace = errors.New("this database belongs to another Slack workspace; use the tokens of that workspace, or another file with --db")
	ErrNoDatabase     = errors.New("there is no database here; start `coach run` once, or check --db")
	ErrNotFound       = errors.New("not found")
)

// Open opens the database at path beside a coach that may be running. Where
// there is no file it is [ErrNoDatabase].
func Open(ctx context.Context, path string) (*Store, error) {
	if _, err := os.Stat(path); errors.Is(err, os.ErrNotExist) {
		return nil, fmt.Errorf("open %s: %w", path, ErrNoDatabase)
	}
	return open(ctx, path, false)
}

// Make is [Open] of a file that may not exist yet: then it is made, in a folder
// that does.
func Make(ctx context.Context, path string) (*Store, error) {
	return open(ctx, path, false)
}

// Own opens the database at path for the one process that delivers: it takes
// the lock and brings the schema up to date. A file and folders that do not
// exist yet are made.
func Own(ctx context.Context, path string) (*Store, error) {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return nil, fmt.Errorf("open %s: %w", path, err)
	}
	return open(ctx, path, true)
}

func open(ctx context.Context, path string, own bool) (_ *Store, err error) {
	if _, err := sqlite.OFDLocking(true); err != nil && !errors.Is(err, sqlite.ErrOFDLockingUnavailable) {
		return nil, fmt.Errorf("open %s: %w", path, err)
	}
	s := &Store{path: path, Settle: Settle}
	defer func() {
		if err != nil {
			s.Close()
			err = fmt.Errorf("open %s: %w", path, readable(err))
		}
	}()
	fresh, err := create(path)
	if err != nil {
		return nil, err
	}
	if own || fresh {
		if err := s.takeLock(ctx); err != nil {
			return nil, err
		}
	}
	if s.write, err = sql.Open("sqlite", dsn(path, "immediate", "journal_mode(WAL)", "synchronous(FULL)", "foreign_keys(1)")); err != nil {
		return nil, err
	}
	s.write.SetMaxOpenConns(1)
	pool, err := sql.Open("sqlite", dsn(path, "deferred", "query_only(1)"))
	if err != nil {
		return nil, err
	}
	pool.SetMaxOpenConns(1 + max(2, runtime.NumCPU())) // one of them watches for changes
	s.read = newReader(pool)
	if err := s.migrate(ctx, own || fresh); err != nil {
		return nil, err
	}
	if _, _, err := s.Settings(ctx); err != nil {
		return nil, err
	}
	if !own {
		s.releaseLock()
		return s, nil
	}
	if err := s.writable(ctx); err != nil {
		return nil, err
	}
	return s, nil
}

// writable finds out whether the file can be changed: SQLite opens one that it
// may only read without a word, and even lets transactions begin.
func (s *Store) writable(ctx context.Context) error {
	_, err := s.write.ExecContext(ctx, `UPDATE revisions SET n = n WHERE subject = ''`)
	return err
}

// create makes an empty database that only its owner can read, and reports
// whether there was none. It must not be called once SQLite has the file open:
// closing a handle of our own can drop SQLite's locks.
func create(path string) (fresh bool, err error) {
	info, err := os.Stat(path)
	switch {
	case err == nil && info.IsDir():
		return false, errors.New("this is a folder; name a file with --db, such as coach.db inside it")
	case err == nil:
		return info.Size() == 0, nil
	case !errors.Is(err, os.ErrNotExist):
		return false, err
	}
	f, err := os.OpenFile(path, os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return false, err
	}
	return true, f.Close()
}

// dsn carries the pragmas, so that every pooled connection has them.
func dsn(path, lock string, pragmas ...string) string {
	q := url.Values{"_txlock": {lock}, "_pragma": append([]string{"busy_timeout(5000)"}, pragmas...)}
	return "file:" + (&url.URL{Path: path}).EscapedPath() + "?" + q.Encode()
}

// takeLock takes the right to beat, deliver and migrate: a second SQLite file,
// held in exclusive mode. The system lets go of it when the process ends,
// however it ends.
func (s *Store) takeLock(ctx context.Context) error {
	path := s.path + ".lock"
	if _, err := create(path); err != nil {
		return err
	}
	db, err := sql.Open("sqlite", "file:"+(&url.URL{Path: path}).EscapedPath()+"?_pragma=locking_mode(EXCLUSIVE)&_pragma=busy_timeout(0)")
	if err != nil {
		return err
	}
	db.SetMaxOpenConns(1)
	s.lock = db
	if _, err := db.ExecContext(ctx, `CREATE TABLE IF NOT EXISTS held (n INTEGER); BEGIN EXCLUSIVE; COMMIT`); err != nil {
		if code(err) == sqlite3.SQLITE_BUSY {
			return ErrInUse
		}
		return err
	}
	return nil
}

func (s *Store) releaseLock() {
	if s.lock != nil {
		s.lock.Close()
		s.lock = nil
	}
}

// Close closes the database. Everything committed is on disk already.
func (s *Store) Close() error {
	var errs []error
	if s.read != nil {
		errs = append(errs, s.read.Close())
	}
	if s.write != nil {
		errs = append(errs, s.write.Close())
	}
	s.releaseLock()
	return errors.Join(errs...)
}

// Copy writes a copy of the database as it stands to a new file, which only its
// owner can read. It holds up nobody.
func (s *Store) Copy(ctx context.Context, path string) error {
	if _, err := create(path); err != nil {
		return fmt.Errorf("copy the database: %w", err)
	}
	if _, err := s.write.ExecContext(ctx, `VACUUM INTO $1`, path); err != nil {
		return fmt.Errorf("copy the database: %w", readable(err))
	}
	return nil
}

// Version is a number that changes whenever anybody commits anything to the
// database, and with it the only thing besides the time that decides what is
// due. It says nothing across restarts.
func (s *Store) Version(ctx context.Context) (int64, error) {
	n, err := s.read.version(ctx)
	if err != nil {
		return 0, fmt.Errorf("version: %w", readable(err))
	}
	return n, nil
}

// tx runs fn in a transaction and commits if it returns nil.
func (s *Store) tx(ctx context.Context, fn func(*sql.Tx) error) error {
	tx, err := s.write.BeginTx(ctx, nil)
	if err != nil {
		return readable(err)
	}
	defer tx.Rollback() // does nothing after Commit
	if err := fn(tx); err != nil {
		return readable(err)
	}
	return readable(tx.Commit())
}

// Bulk work beside a running coach takes short turns and rests between them.
// SQLite keeps no queue: who waits for the file asks again after 1, 2, 5, 10,
// 15 and more milliseconds, and whoever writes without a rest is always there
// first.
const (
	fewAtOnce = 25
	breath    = 10 * time.Millisecond
)

// giveWay lets other processes write.
func giveWay(ctx context.Context) {
	select {
	case <-ctx.Done():
	case <-time.After(breath):
	}
}

// code is SQLite's primary result code of an error, 0 if it is none of its.
func code(err error) int {
	if e, ok := errors.AsType[*sqlite.Error](err); ok {
		return e.Code() & 0xff
	}
	return 0
}

// readable turns what SQLite says of the file into what a person can act on.
func readable(err error) error {
	switch code(err) {
	case sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT:
		return fmt.Errorf("%w (%v)", ErrCorrupt, err)
	case sqlite3.SQLITE_FULL:
		return fmt.Errorf("the disk is full; free some space, nothing was lost (%w)", err)
	case sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN:
		return fmt.Errorf("the database cannot be written; check who owns the file and its folder (%w)", err)
	}
	return err
}

func millis(t time.Time) int64 { return t.UnixMilli() }
