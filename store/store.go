// Package store keeps everything coach knows in a database: a SQLite file or a
// PostgreSQL database. It is the only package that contains SQL, and the same
// SQL runs on both. What differs between the two is in [engine].
//
// Each noun has its own file: settings, playbook and drafts, people, team,
// leave and holidays, occurrences, entries, the outbox, digests, the audit. A
// change that affects many of them has a file of its own: import, reconcile,
// morning, announce. All of them at once are read by export and filled by
// restore, a few rows at a time; what the file between the two leaves out because
// it follows from the rest is in derive.
//
// An exported method opens and commits one transaction; an unexported one runs
// inside its caller's. A cause and its effects share a transaction: an entry,
// the occurrence it settles, the notices it makes stale and the notices it
// causes are stored together or not at all. Storing leave, a reporting line, a
// holiday or a playbook only marks the people whose plan it may change; the
// next beat of the scheduler makes [Plan]s for them and reconciles these, a
// hundred rows at a time.
//
// The process that delivers (coach run) opens the database with [Own], which
// takes the lock and migrates. Every other command uses [Open] and works beside
// it, or [Make] if it may be the first.
//
// Dates are stored as 2006-01-02 ("" for none), instants as milliseconds since
// 1970, and booleans as 1 and 0.
package store

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"time"

	"coach/practice"
	"coach/store/engine"
)

// A Store is coach's open database.
type Store struct {
	// Settle is how long after an attempt of unknown outcome a search for the
	// message is conclusive. It is [Settle] unless a test of the whole program,
	// whose HTTP timeouts are shorter, sets it before the store is used.
	Settle time.Duration

	db   *engine.DB
	ring *keyring

	resting sync.Mutex       // held while words from before are sealed
	rest    map[string]int64 // the row of each column that was reached

	read   *engine.Reader
	path   string
	erased atomic.Bool // whether erased words may still be in the file
	roster atomic.Pointer[cachedRoster]
	reread sync.Mutex // held while the roster is read
	book   atomic.Pointer[cachedPlaybook]
	zone   atomic.Pointer[time.Location] // the organisation's
}

type cachedPlaybook struct {
	version int
	files   []practice.Publication // the versions it combines
	*practice.Playbook
}

// file returns the parsed file of a playbook version from the cache. It never
// expires, since a published version never changes.
func (h *cachedPlaybook) file(version int) (*practice.Playbook, bool) {
	if h != nil {
		for _, f := range h.files {
			if f.Version == version {
				return f.Playbook, true
			}
		}
	}
	return nil, false
}

// Errors that a caller can distinguish. Each is a whole sentence for the person
// at the terminal.
var (
	ErrInUse          = engine.ErrInUse
	ErrNewer          = engine.ErrNewer
	ErrCorrupt        = engine.ErrCorrupt
	ErrPending        = engine.ErrPending
	ErrFull           = engine.ErrFull
	ErrNoDatabase     = engine.ErrNoDatabase
	ErrOtherWorkspace = errors.New("this database belongs to another Slack workspace; use the tokens of that workspace, or another file with --db")
	ErrNotFound       = errors.New("not found")
)

// Open opens the database at an address beside a coach that may be running: the
// path of a SQLite file, or postgres://…. Where there is none it is
// [ErrNoDatabase].
func Open(ctx context.Context, address string, options ...Option) (*Store, error) {
	return open(ctx, address, engine.Beside, options)
}

// Make is [Open] of a database that may not exist yet: then it is made, a file
// in a folder that does exist.
func Make(ctx context.Context, address string, options ...Option) (*Store, error) {
	return open(ctx, address, engine.Maker, options)
}

// Own opens the database at an address for the one process that delivers: it
// takes the lock and brings the schema up to date. A file and folders that do
// not exist yet are made.
func Own(ctx context.Context, address string, options ...Option) (*Store, error) {
	return open(ctx, address, engine.Owner, options)
}

//go:embed schema
var schema embed.FS

func open(ctx context.Context, address string, role engine.Role, options []Option) (_ *Store, err error) {
	db, err := engine.Open(ctx, address, role, schema, moves...)
	if err != nil {
		return nil, err
	}
	s := &Store{Settle: Settle, db: db, read: db.Read, path: address, ring: &keyring{aside: db.Aside}, rest: map[string]int64{}}
	for _, option := range options {
		option(s)
	}
	db.Read.Carried = &keyholder{keyring: s.ring}
	s.erased.Store(true) // as far as anybody knows
	if _, _, err = s.Settings(ctx); err == nil && role == engine.Owner {
		err = s.writable(ctx)
	}
	if err == nil {
		err = s.unlock(ctx, role)
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("open %s: %w", engine.Name(address), err), db.Close())
	}
	return s, nil
}

// writable checks that the database file can be changed. SQLite opens a
// read-only file without an error, and even begins transactions on it.
func (s *Store) writable(ctx context.Context) error {
	return s.tx(ctx, func(tx *engine.Tx) error {
		_, err := tx.ExecContext(ctx, `UPDATE revisions SET n = n WHERE subject = ''`)
		return err
	})
}

// Concern returns a warning about the database's location for the operator who
// starts coach, such as that other users can read the file; empty for no
// warning.
func (s *Store) Concern() string { return s.db.Concern() }

// Close closes the database. Everything committed is on disk already; of a
// SQLite file that nobody else has open, that one file is left.
func (s *Store) Close() error { return s.db.Close() }

// Copy writes a copy of a SQLite database as it stands to a new file, which only
// its owner can read. It holds up nobody.
func (s *Store) Copy(ctx context.Context, path string) error {
	if err := s.db.Copy(ctx, path); err != nil {
		return fmt.Errorf("copy the database: %w", err)
	}
	return nil
}

// Tidy removes erased words from the database's files: in SQLite they stay in
// the write-ahead log until it is moved into the file. It runs in the
// scheduler's beat, so that no request waits for it. If another process is
// reading, the rest is left for the next beat.
func (s *Store) Tidy(ctx context.Context) error {
	if !s.erased.Swap(false) {
		return nil
	}
	done, err := s.db.Checkpoint(ctx)
	if !done {
		s.erased.Store(true)
	}
	if err != nil {
		return fmt.Errorf("tidy the database: %w", readable(err))
	}
	return nil
}

// Version returns the database's revision, a number that rises with every
// committed change. What is due follows from it and the time alone, so a beat
// can rest while neither has changed. It is an error if another coach delivers
// by now.
func (s *Store) Version(ctx context.Context) (n int64, err error) {
	if err := s.db.Held(ctx); err != nil {
		return 0, fmt.Errorf("version: %w", readable(err))
	}
	if err := s.read.QueryRowContext(ctx, `SELECT n FROM revisions WHERE subject = 'database'`).Scan(&n); err != nil {
		return 0, fmt.Errorf("version: %w", readable(err))
	}
	if err := s.ring.renew(ctx, s.read); err != nil {
		return 0, fmt.Errorf("version: %w", readable(err))
	}
	return n, nil
}

// tx runs fn in a transaction and commits if fn returns nil. A transaction that
// changed something raises the database's revision, so that cached copies are
// read again.
func (s *Store) tx(ctx context.Context, fn func(*engine.Tx) error) error {
	keys := &keyholder{keyring: s.ring}
	err := s.db.Tx(ctx, func(tx *engine.Tx) error {
		tx.Carried = keys
		if err := fn(tx); err != nil || !tx.Changed() {
			return err
		}
		_, err := tx.ExecContext(ctx, `UPDATE revisions SET n = n + 1 WHERE subject = 'database'`)
		return err
	})
	if err == nil {
		keys.commit()
	}
	return err
}

// exec runs one statement in a transaction of its own.
func (s *Store) exec(ctx context.Context, query string, args ...any) error {
	return s.tx(ctx, func(tx *engine.Tx) error {
		_, err := tx.ExecContext(ctx, query, args...)
		return err
	})
}

// Bulk work beside a running coach writes in short transactions with pauses
// between them. SQLite has no queue for its lock: a waiting process tries again
// after 1, 2, 5, 10, 15 and more milliseconds, so a process that writes without
// a pause would always win.
const (
	fewAtOnce = 25
	breath    = 10 * time.Millisecond
)

// giveWay pauses between two transactions of bulk work, so that other processes
// can write.
func giveWay(ctx context.Context) {
	select {
	case <-ctx.Done():
	case <-time.After(breath):
	}
}

// readable replaces an error of the database by one that a person can act on.
func readable(err error) error { return engine.Readable(err) }

func millis(t time.Time) int64 { return t.UnixMilli() }
