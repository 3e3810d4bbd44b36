package store

import (
	"context"
	"fmt"
	"time"

	"coach/store/engine"
)

// settingBackup is the setting that a backup has, and no database before it was
// restored from one: when it was made.
const settingBackup = "backup"

// settingBackedUp is the setting that says when the last backup was made. It is
// in no export: another database than this was not backed up.
const settingBackedUp = "backed up"

// stripSQL takes the keys out of a copy, and notes when it was made.
const stripSQL = `DELETE FROM keys; INSERT INTO settings (name, value) VALUES ('` + settingBackup + `', $1) ON CONFLICT (name) DO UPDATE SET value = excluded.value`

// Backup writes the database as it stands to a new file, without people's keys,
// and checks what it wrote. It holds up nobody.
func (s *Store) Backup(ctx context.Context, path string, at time.Time) (Backup, error) {
	if err := s.db.Copy(ctx, path); err != nil {
		return Backup{}, fmt.Errorf("back up: %w", err)
	}
	if err := engine.Strip(ctx, path, stripSQL, `"`+at.UTC().Format(time.RFC3339)+`"`); err != nil {
		return Backup{}, fmt.Errorf("back up: %w", err)
	}
	return ReadBackup(ctx, path)
}

// BackedUp notes that a backup was made. That is no change of what coach knows.
func (s *Store) BackedUp(ctx context.Context, at time.Time) error {
	err := s.db.Tx(ctx, func(tx *engine.Tx) error { return setSetting(ctx, tx, settingBackedUp, at.UTC().Truncate(time.Second)) })
	if err != nil {
		return fmt.Errorf("backed up: %w", readable(err))
	}
	return nil
}

// LastBackup returns when the last backup was made, as far as coach made it; no
// time for never.
func (s *Store) LastBackup(ctx context.Context) (at time.Time, err error) {
	if err := setting(ctx, s.read, settingBackedUp, &at); err != nil {
		return at, fmt.Errorf("last backup: %w", readable(err))
	}
	return at, nil
}

// OnServer reports whether the database is on a server rather than in a file.
func (s *Store) OnServer() bool { return IsServer(s.path) }

// A Backup is what a file of a database is found to hold.
type Backup struct {
	At            time.Time // when it was made; no time for a database that is no backup
	Workspace     string    // the ID of its Slack workspace; "" before the first start
	WorkspaceName string
	Changes       int64 // how many were made in it, ever: of two files of one database, the newer has more
	Sealed        bool  // words are, so that it is worth little without people's keys
	Entries       int
}

// ReadBackup checks every page of a SQLite file and says what is in it. It is
// [ErrCorrupt] for one that is damaged or no database of coach's, and [ErrNewer]
// for one that a newer coach wrote.
func ReadBackup(ctx context.Context, path string) (b Backup, err error) {
	err = engine.Examine(ctx, path, schema, moves, func(q engine.Snapshot) error { return b.read(ctx, q) })
	if err != nil {
		return b, fmt.Errorf("read %s: %w", path, readable(err))
	}
	return b, nil
}

// read reads what a file of any schema has: the first ones had neither settings
// nor sealed words.
func (b *Backup) read(ctx context.Context, q engine.Snapshot) error {
	const foundSQL = `SELECT coalesce((SELECT team_id FROM workspace), ''), coalesce((SELECT name FROM workspace), ''),
		coalesce((SELECT n FROM revisions WHERE subject = 'database'), 0), (SELECT count(*) FROM entries),
		EXISTS (SELECT 1 FROM sqlite_master WHERE name = 'settings'), EXISTS (SELECT 1 FROM sqlite_master WHERE name = 'sealing')`
	var hasSettings, maySeal bool
	if err := q.QueryRowContext(ctx, foundSQL).Scan(&b.Workspace, &b.WorkspaceName, &b.Changes, &b.Entries, &hasSettings, &maySeal); err != nil {
		return err
	}
	if hasSettings {
		if err := setting(ctx, q, settingBackup, &b.At); err != nil {
			return err
		}
	}
	if !maySeal {
		return nil
	}
	sealed, err := numbers(ctx, q, sealingSQL)
	b.Sealed = len(sealed) > 0
	return err
}

// LockFile takes the right to deliver on a SQLite file, which need not exist, and
// does not open it. It is [ErrInUse] while a coach runs on it.
func LockFile(ctx context.Context, path string) (release func(), err error) {
	return engine.Lock(ctx, path)
}

// Restored makes a backup that was opened a database again. That is no change of
// what coach knows.
func (s *Store) Restored(ctx context.Context) error {
	err := s.db.Tx(ctx, func(tx *engine.Tx) error {
		_, err := tx.ExecContext(ctx, `DELETE FROM settings WHERE name = $1`, settingBackup)
		return err
	})
	if err != nil {
		return fmt.Errorf("restore: %w", readable(err))
	}
	return nil
}

// IsServer reports whether an address is that of a server rather than the path of
// a file.
func IsServer(address string) bool { return engine.IsServer(address) }
