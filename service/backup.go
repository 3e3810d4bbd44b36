package service

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
	"time"

	"filippo.io/age"

	"coach/practice"
	"coach/store"
)

// Why a backup is not made, or not restored. Each is a whole sentence for the
// person at the terminal.
var (
	ErrThere   = errors.New("this file exists already, and a backup never takes the place of another; give a new name")
	ErrNoRoom  = errors.New("there is no room for one more copy of the database; free some, or name another place. The backups that are there stay")
	ErrNoPlace = errors.New("coach can't write there; create the folder, let coach write in it, or name another")
	ErrServer  = errors.New("this is for SQLite files; back a PostgreSQL database up with pg_dump -Fc --exclude-table-data=keys -f coach.dump DATABASE, and beside it run coach keys export")
)

// A BackupOf says where a database is copied to.
type BackupOf struct {
	DB   string          // the database's file, beside which a copy stands until it is encrypted
	File string          // the backup's, which must not exist
	To   []age.Recipient // who can read it; empty for whoever has the file
}

// Make writes a backup and checks it. Until it is whole, there is no file of its
// name, and of one that fails nothing is left.
func (b BackupOf) Make(ctx context.Context, db *store.Store, now time.Time) (made store.Backup, err error) {
	if made, err = b.write(ctx, db, now); err != nil {
		return made, err
	}
	err = db.BackedUp(ctx, now)
	for _, kind := range []practice.ConcernKind{practice.NeverBackedUp, practice.OldBackup} {
		err = errors.Join(err, db.Observe(ctx, practice.Concern{Kind: kind}, false))
	}
	if err != nil {
		err = fmt.Errorf("%s is made, and whole, but coach can't note that: %w", b.File, err)
	}
	return made, err
}

func (b BackupOf) write(ctx context.Context, db *store.Store, now time.Time) (made store.Backup, err error) {
	if _, err := os.Lstat(b.File); !errors.Is(err, fs.ErrNotExist) {
		return made, errors.Join(err, there(err))
	}
	final := filepath.Dir(b.File)
	work, cleanUp, err := workshop(final)
	if err != nil {
		return made, err
	}
	defer cleanUp()
	plain := filepath.Join(work, "copy.db")
	if len(b.To) > 0 { // no copy in the clear where others keep their backups
		beside, cleanUp, err := workshop(filepath.Dir(b.DB))
		if err != nil {
			return made, err
		}
		defer cleanUp()
		plain = filepath.Join(beside, "copy.db")
	}
	if made, err = db.Backup(ctx, plain, now); err != nil {
		return made, room(filepath.Dir(filepath.Dir(plain)), err)
	}
	whole := plain
	if len(b.To) > 0 {
		whole = filepath.Join(work, "copy.age")
		if err := encrypt(ctx, plain, whole, b.To); err != nil {
			return made, room(final, err)
		}
	}
	return made, room(final, publishFile(whole, b.File))
}

func there(err error) error {
	if err == nil {
		return ErrThere
	}
	return nil
}

// workshopName is what the folders begin with in which files are made. One is
// left only by a process that was killed.
const workshopName = ".coach-backup-"

// workshop makes a folder in another that only its owner can enter.
func workshop(in string) (folder string, cleanUp func(), err error) {
	folder, err = os.MkdirTemp(in, workshopName)
	if cause, is := errors.AsType[*fs.PathError](err); is && !errors.Is(err, syscall.ENOSPC) {
		err = fmt.Errorf("%s: %w (%w)", in, ErrNoPlace, cause.Err)
	}
	return folder, func() { os.RemoveAll(folder) }, room(in, err)
}

// room words an error about a folder that is full.
func room(folder string, err error) error {
	if errors.Is(err, store.ErrFull) || errors.Is(err, syscall.ENOSPC) {
		return fmt.Errorf("%s: %w", folder, ErrNoRoom)
	}
	return err
}

// encrypt writes a file anew so that only some can read it.
func encrypt(ctx context.Context, from, to string, recipients []age.Recipient) error {
	return rewrite(from, to, func(in io.Reader, out io.Writer) error {
		sealed, err := age.Encrypt(out, recipients...)
		if err != nil {
			return err
		}
		_, err = io.Copy(sealed, interrupted{ctx, in})
		return errors.Join(err, sealed.Close())
	})
}

// rewrite reads one file and writes another, which only its owner can read.
func rewrite(from, to string, with func(io.Reader, io.Writer) error) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	return errors.Join(with(in, out), out.Sync(), out.Close())
}

// interrupted is a reader that ends with its context.
type interrupted struct {
	ctx context.Context
	io.Reader
}

func (i interrupted) Read(p []byte) (int, error) {
	if err := i.ctx.Err(); err != nil {
		return 0, err
	}
	return i.Reader.Read(p)
}

// publishFile gives a file that is whole its name, which nothing has.
func publishFile(from, to string) error {
	if err := syncFile(from); err != nil {
		return err
	}
	err := os.Link(from, to) // unlike a rename, this takes nobody's place
	if errors.Is(err, fs.ErrExist) {
		return ErrThere
	}
	if err != nil { // a file system without links
		if _, there := os.Lstat(to); !errors.Is(there, fs.ErrNotExist) {
			return ErrThere
		}
		if err := os.Rename(from, to); err != nil {
			return err
		}
	}
	return syncFile(filepath.Dir(to))
}

// syncFile waits until a file, or the names in a folder, would survive a power
// cut. Some file systems don't offer that for folders.
func syncFile(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return err
	}
	if err := f.Sync(); err != nil && !info.IsDir() {
		return fmt.Errorf("sync %s: %w", path, err)
	}
	return nil
}

// ExportKeys writes people's keys to a file that only its owner can read. It
// takes the place of the last one once it is whole.
func ExportKeys(ctx context.Context, db *store.Store, file string) error {
	draft, err := os.CreateTemp(filepath.Dir(file), ".coach-keys-*") // 0600
	if err != nil {
		return err
	}
	defer os.Remove(draft.Name()) // where it got no further
	if err := errors.Join(db.ExportKeys(ctx, draft), draft.Sync(), draft.Close()); err != nil {
		return err
	}
	return os.Rename(draft.Name(), file)
}
