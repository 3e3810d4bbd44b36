package service

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"filippo.io/age"

	"coach/store"
)

// Why a backup is not restored. Each is a whole sentence for the person at the
// terminal.
var (
	ErrEncrypted  = errors.New("this backup is encrypted; name the file that opens it with --identity")
	ErrNotTheirs  = errors.New("this backup is encrypted to somebody else; name the file that opens it with --identity")
	ErrBroken     = errors.New("this backup is damaged or was cut short; take another one")
	ErrNoKeys     = errors.New("the words in this backup are encrypted, and people's keys are in no backup; name the newest file of coach keys export with --keys, and the key file with --key-file")
	ErrLostWords  = errors.New("not all words in this backup open with these keys")
	ErrElsewhere  = errors.New("the database that is there belongs to another Slack workspace than this backup; name another with --db")
	ErrNewerThere = errors.New("the database that is there has changed since this backup was made")
	ErrItself     = errors.New("this is the database itself; name a backup of it")
)

// A Restore says which backup takes the place of which database.
type Restore struct {
	File       string         // the backup's
	DB         string         // the database's file, which need not exist
	Identities []age.Identity // that open an encrypted one
	Keys       io.Reader      // what ExportKeys has written; nil for none
	KeyFile    string         // of the master key; "" for none
	Newer      bool           // over a database that has changed since, too
}

// A Restored says what became of a restore.
type Restored struct {
	store.Backup
	Words store.KeyCheck
	Aside string // where the database is that was there; "" if none was
	Ahead int64  // how many changes it had that the backup has not
}

// Check finds out whether a backup could be restored, and changes nothing. It
// works on a copy among temporary files.
func (r Restore) Check(ctx context.Context) (found Restored, err error) {
	work, cleanUp, err := workshop("")
	if err != nil {
		return found, err
	}
	defer cleanUp()
	_, err = r.prepare(ctx, work, &found)
	return found, err
}

// Do puts the backup in place. What was there is kept beside it, under a name
// with the time.
func (r Restore) Do(ctx context.Context, now time.Time) (found Restored, err error) {
	if real, err := filepath.EvalSymlinks(r.DB); err == nil {
		r.DB = real
	}
	if err := r.notItself(); err != nil {
		return found, err
	}
	release, err := store.LockFile(ctx, r.DB)
	if err != nil {
		return found, err
	}
	defer release()
	work, cleanUp, err := workshop(filepath.Dir(r.DB))
	if err != nil {
		return found, err
	}
	defer cleanUp()
	whole, err := r.prepare(ctx, work, &found)
	if err != nil {
		return found, err
	}
	if err := r.compare(ctx, &found); err != nil {
		return found, err
	}
	if found.Aside, err = setAside(r.DB, now); err != nil {
		return found, err
	}
	if err := errors.Join(syncFile(whole), os.Rename(whole, r.DB)); err != nil {
		return found, err
	}
	return found, syncFile(filepath.Dir(r.DB))
}

// notItself makes sure that the backup is not the database: opening that would
// take SQLite's locks from it.
func (r Restore) notItself() error {
	backup, err := os.Stat(r.File)
	if err != nil {
		return err
	}
	if there, err := os.Stat(r.DB); err == nil && os.SameFile(there, backup) {
		return ErrItself
	}
	return nil
}

// prepare makes a file out of the backup that coach can run on, once it has
// checked what is in it.
func (r Restore) prepare(ctx context.Context, work string, found *Restored) (whole string, err error) {
	whole = filepath.Join(work, "copy.db")
	if err := r.open(ctx, whole); err != nil {
		return whole, err
	}
	if found.Backup, err = store.ReadBackup(ctx, whole); err != nil {
		return whole, err
	}
	if found.Sealed && (r.Keys == nil || r.KeyFile == "") {
		return whole, ErrNoKeys
	}
	options := []store.Option{store.KeyFile(r.KeyFile)}
	if r.Keys != nil {
		options = append(options, store.KeysFrom(r.Keys))
	}
	db, err := store.Own(ctx, whole, options...) // of an older coach, it is brought up to date
	if err != nil {
		return whole, err
	}
	found.Words, err = db.CheckKeys(ctx)
	if err = errors.Join(err, db.Restored(ctx), db.Close()); err == nil && found.Words.Lost+found.Words.Damaged > 0 && !r.Newer {
		err = ErrLostWords
	}
	return whole, err
}

// ageBegins is what an encrypted file begins with.
const ageBegins = "age-encryption.org/"

// open copies the backup, in the clear.
func (r Restore) open(ctx context.Context, to string) error {
	return rewrite(r.File, to, func(file io.Reader, out io.Writer) error {
		in := bufio.NewReaderSize(interrupted{ctx, file}, 1<<16)
		if begins, _ := in.Peek(len(ageBegins)); string(begins) != ageBegins { // too short is no backup, as is found later
			_, err := io.Copy(out, in)
			return err
		}
		if len(r.Identities) == 0 {
			return ErrEncrypted
		}
		clear, err := age.Decrypt(in, r.Identities...)
		if _, is := errors.AsType[*age.NoIdentityMatchError](err); is {
			return ErrNotTheirs
		}
		if err == nil {
			_, err = io.Copy(out, clear)
		}
		if err != nil && ctx.Err() == nil {
			if _, ours := errors.AsType[*fs.PathError](err); !ours { // a full disk is no fault of the backup's
				return fmt.Errorf("%w (%v)", ErrBroken, err)
			}
		}
		return err
	})
}

// compare refuses to take the place of another workspace's database, and without
// a word of one that knows more. One that can't be read knows nothing.
func (r Restore) compare(ctx context.Context, found *Restored) error {
	if _, err := os.Stat(r.DB); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	there, err := store.ReadBackup(ctx, r.DB)
	switch {
	case errors.Is(err, store.ErrCorrupt):
		return nil
	case errors.Is(err, store.ErrNewer) && r.Newer: // the way back from an upgrade
		return nil
	case errors.Is(err, store.ErrNewer):
		return ErrNewerThere
	case err != nil:
		return err
	case there.Workspace != "" && found.Workspace != "" && there.Workspace != found.Workspace:
		return ErrElsewhere
	}
	found.Ahead = max(0, there.Changes-found.Changes)
	if found.Ahead > 0 && !r.Newer {
		return ErrNewerThere
	}
	return nil
}

// setAside renames a database with its log, and returns its new name; "" if
// there is none.
func setAside(path string, now time.Time) (aside string, err error) {
	aside = strings.TrimSuffix(path, ".db") + now.Format("-before-2006-01-02T150405") + ".db"
	moved := ""
	for _, suffix := range []string{"", "-wal", "-shm"} {
		if _, err := os.Lstat(aside + suffix); err == nil {
			return "", fmt.Errorf("%s is in the way: %w", aside+suffix, fs.ErrExist)
		}
		err := os.Rename(path+suffix, aside+suffix)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return "", err
		}
		if err == nil {
			moved = aside
		}
	}
	return moved, nil
}

// RestoreKeys gives people's keys to a database that was restored with its
// engine's own tools, from a copy without them.
func RestoreKeys(ctx context.Context, address, keyFile string, keys io.Reader) (found store.KeyCheck, err error) {
	db, err := store.Own(ctx, address, store.KeyFile(keyFile), store.FirstKeysFrom(keys))
	if err != nil {
		return found, err
	}
	found, err = db.CheckKeys(ctx)
	return found, errors.Join(err, db.Restored(ctx), db.Close())
}
