package store

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"coach/files"
	"coach/practice"
	"coach/store/engine"
)

func TestOpenBesideARunningCoach(t *testing.T) {
	c := newCompany(t)
	other := company{Store: beside(t, c.Store)}
	other.imports(t, files.PeopleRow{Email: "eve@example.com", ManagerEmail: "ben@example.com"})
	if p := c.person(t, "eve@example.com"); p.Name != "Eve" {
		t.Errorf("the owner sees %+v", p)
	}
	ok(t, other.Post(t.Context(), practice.Shoutout{Entry: 7}))
	c.next(t, noon)
	ok(t, other.Close())
	beside(t, c.Store)
}

func TestOnlyOneCanOwn(t *testing.T) {
	t.Run("in one process", func(t *testing.T) {
		first := own(t)
		if _, err := Own(t.Context(), first.path, asTested...); !errors.Is(err, ErrInUse) {
			t.Fatalf("a second owner: %v, want ErrInUse", err)
		}
		beside(t, first)
		if _, err := Own(t.Context(), first.path, asTested...); !errors.Is(err, ErrInUse) {
			t.Errorf("a second owner after the first was refused: %v, want ErrInUse", err)
		}
		ok(t, first.Close())
		ownAt(t, first.path)
	})
	t.Run("in two processes, until the first is killed", func(t *testing.T) {
		path := companyDatabase(t)
		owner := startChild(t, "owner", path)
		owner.line(t)
		if _, err := Own(t.Context(), path, asTested...); !errors.Is(err, ErrInUse) {
			t.Fatalf("a second owner: %v, want ErrInUse", err)
		}
		s, err := Open(t.Context(), path, asTested...)
		opened(t, s, err)
		ok(t, s.BelongTo(t.Context(), "T1", "Acme"))
		owner.kill(t)
		if onPostgreSQL() {
			<-time.After(ownersLease)
		}
		ownAt(t, path)
	})
}

// What a transaction has read still holds when it writes, whoever else is at
// work: two processes that count on count every time.
func TestNobodyElseWritesMeanwhile(t *testing.T) {
	const each = 100
	s := own(t)
	var counting sync.WaitGroup
	for _, one := range []*Store{s, beside(t, s)} {
		counting.Go(func() {
			for range each {
				err := one.tx(t.Context(), func(tx *engine.Tx) error {
					var last int
					if err := tx.QueryRowContext(t.Context(), `SELECT coalesce(max(by_id), 0) FROM audit`).Scan(&last); err != nil {
						return err
					}
					return audit(t.Context(), tx, noon, practice.PersonID(last+1), "counted", "")
				})
				if err != nil {
					t.Error(err)
				}
			}
		})
	}
	counting.Wait()
	var counted int
	ok(t, s.read.QueryRowContext(t.Context(), `SELECT count(DISTINCT by_id) FROM audit`).Scan(&counted))
	if counted != 2*each {
		t.Errorf("they came to %d, want %d", counted, 2*each)
	}
}

func TestBelongTo(t *testing.T) {
	s := own(t)
	for range 2 {
		ok(t, s.BelongTo(t.Context(), "T1", "Acme"))
	}
	ok(t, s.BelongTo(t.Context(), "T1", "Acme Ltd"))
	err := s.BelongTo(t.Context(), "T2", "Globex")
	if !errors.Is(err, ErrOtherWorkspace) || !strings.Contains(err.Error(), "“Acme”") || !strings.Contains(err.Error(), "“Globex”") {
		t.Errorf("the tokens of another workspace: %v, want ErrOtherWorkspace with both names", err)
	}
}

// Files that must be left alone, each with how to make it of a database that
// somebody closed.
func TestRefusedFiles(t *testing.T) {
	onlyFile(t)
	garbage := bytes.Repeat([]byte("garbage!"), 512)
	overwrite := func(at func(size int64) int64) func(*testing.T, string) {
		return func(t *testing.T, path string) {
			info, err := os.Stat(path)
			ok(t, err)
			f, err := os.OpenFile(path, os.O_WRONLY, 0)
			ok(t, err)
			_, err = f.WriteAt(garbage, at(info.Size())/4096*4096)
			ok(t, errors.Join(err, f.Close()))
		}
	}
	exec := func(statements string) func(*testing.T, string) {
		return func(t *testing.T, path string) {
			db, err := sql.Open("sqlite", path)
			ok(t, err)
			_, err = db.ExecContext(t.Context(), statements)
			ok(t, errors.Join(err, db.Close()))
		}
	}
	instead := func(data []byte) func(*testing.T, string) {
		return func(t *testing.T, path string) { ok(t, os.WriteFile(path, data, 0o600)) }
	}
	tests := []struct {
		name  string
		spoil func(*testing.T, string)
		own   error // what the owner is told
		open  error // what others are told; nil where they trust the owner to look
	}{
		{"a newer database", exec(`INSERT INTO goose_db_version (version_id, is_applied) VALUES (9999, 1)`), ErrNewer, ErrNewer},
		{"a text file", instead([]byte("Dear diary,\n" + strings.Repeat("nothing happened today.\n", 100))), ErrCorrupt, ErrCorrupt},
		{"garbage at the beginning", overwrite(func(int64) int64 { return 0 }), ErrCorrupt, ErrCorrupt},
		{"garbage in the middle", overwrite(func(size int64) int64 { return size / 2 }), ErrCorrupt, nil},
		{"a file cut in half", func(t *testing.T, path string) {
			info, err := os.Stat(path)
			ok(t, err)
			ok(t, os.Truncate(path, info.Size()/2))
		}, ErrCorrupt, ErrCorrupt},
		{"the tables of another program", func(t *testing.T, path string) {
			ok(t, os.Truncate(path, 0))
			exec(`CREATE TABLE moz_places (id INTEGER)`)(t, path)
		}, ErrCorrupt, ErrCorrupt},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			c := newCompany(t)
			var notices []practice.Notice // enough to fill the middle of the file
			for i := range 3000 {
				notices = append(notices, practice.Shoutout{Entry: practice.EntryID(i)})
			}
			ok(t, c.Post(t.Context(), notices...))
			ok(t, c.Close())
			test.spoil(t, c.path)
			before, err := os.ReadFile(c.path)
			ok(t, err)
			for how, open := range map[string]struct {
				open func() (*Store, error)
				want error
			}{
				"owned":  {func() (*Store, error) { return Own(t.Context(), c.path, asTested...) }, test.own},
				"opened": {func() (*Store, error) { return Open(t.Context(), c.path, asTested...) }, test.open},
			} {
				s, err := open.open()
				if !errors.Is(err, open.want) {
					t.Errorf("%s: %v, want %v", how, err, open.want)
				}
				if err == nil {
					s.Close()
				}
			}
			after, err := os.ReadFile(c.path)
			ok(t, err)
			if !bytes.Equal(before, after) {
				t.Error("the file is not as it was")
			}
		})
	}
}

// A database from an older coach is one whose last migration has not run.
func TestAPendingMigrationIsForTheOwner(t *testing.T) {
	s := own(t)
	ok(t, s.exec(t.Context(), `DELETE FROM goose_db_version WHERE version_id > 0`))
	if _, err := Open(t.Context(), s.path, asTested...); !errors.Is(err, ErrPending) {
		t.Errorf("%v, want ErrPending", err)
	}
}

func TestPlaces(t *testing.T) {
	onlyFile(t)
	for _, name := range []string{"coach.db", "with space.db", "100%.db", "a#b?c=d&e.db", "%41.db", "ünï.db", "new/folder/coach.db"} {
		t.Run(name, func(t *testing.T) {
			folder := t.TempDir()
			path := filepath.Join(folder, name)
			s := ownAt(t, path)
			ok(t, s.Post(t.Context(), practice.Shoutout{Entry: 7}))
			beside(t, s).next(t, noon)
			for _, file := range []string{path, path + "-wal", path + "-shm", path + ".lock"} {
				info, err := os.Stat(file)
				ok(t, err)
				if info.Mode().Perm() != 0o600 {
					t.Errorf("%s has mode %o, want 600", file, info.Mode().Perm())
				}
			}
			if got := filepath.Dir(path); got != folder {
				info, err := os.Stat(got)
				ok(t, err)
				if info.Mode().Perm() != 0o700 {
					t.Errorf("the new folder has mode %o, want 700", info.Mode().Perm())
				}
			}
		})
	}
}

func TestARelativePath(t *testing.T) {
	onlyFile(t)
	t.Chdir(t.TempDir())
	ownAt(t, "coach.db")
	if _, err := os.Stat("coach.db"); err != nil {
		t.Error(err)
	}
}

func TestAFolderIsNoDatabase(t *testing.T) {
	onlyFile(t)
	folder := t.TempDir()
	for how, open := range map[string]func() (*Store, error){
		"owned":  func() (*Store, error) { return Own(t.Context(), folder, asTested...) },
		"opened": func() (*Store, error) { return Open(t.Context(), folder, asTested...) },
	} {
		want := "open " + folder + ": this is a folder; name a file with --db, such as coach.db inside it"
		if _, err := open(); err == nil || err.Error() != want {
			t.Errorf("%s: %v, want %s", how, err, want)
		}
	}
}

func TestPlacesThatCannotBeWritten(t *testing.T) {
	onlyFile(t)
	if os.Getuid() == 0 {
		t.Skip("root may write everywhere")
	}
	t.Run("a folder for a new database", func(t *testing.T) {
		folder := t.TempDir()
		ok(t, os.Chmod(folder, 0o500))
		if _, err := Own(t.Context(), filepath.Join(folder, "coach.db"), asTested...); !errors.Is(err, os.ErrPermission) {
			t.Errorf("%v, want a permission that is missing", err)
		}
	})
	t.Run("a file that is another's", func(t *testing.T) {
		s := own(t)
		ok(t, s.Close())
		ok(t, os.Chmod(s.path, 0o400))
		if _, err := Own(t.Context(), s.path, asTested...); err == nil || !strings.Contains(err.Error(), "check who owns the file") {
			t.Errorf("%v, want a sentence about who owns the file", err)
		}
	})
}

// A copy is made while another process is in the middle of writing, and has
// what was committed by then.
func TestACopyHoldsUpNobody(t *testing.T) {
	onlyFile(t)
	c := newCompany(t)
	other := beside(t, c.Store)
	path := filepath.Join(t.TempDir(), "copy.db")
	ok(t, other.tx(t.Context(), func(tx *engine.Tx) error {
		if _, err := tx.ExecContext(t.Context(), `DELETE FROM lines`); err != nil {
			return err
		}
		return c.Copy(t.Context(), path)
	}))
	info, err := os.Stat(path)
	ok(t, err)
	if info.Mode().Perm() != 0o600 {
		t.Errorf("others can read the copy: %v", info.Mode())
	}
	if n := ownAt(t, path).count(t, "lines"); n != 5 {
		t.Errorf("the copy has %d lines, want the 5 that were committed", n)
	}
}

// A log that belongs to another copy is named where a file is damaged, and not
// where there is none: whoever restores a backup over a file that was not closed
// leaves one.
func TestADamagedFileWithALogBesideIt(t *testing.T) {
	onlyFile(t)
	for name, log := range map[string]bool{"beside a log": true, "alone": false} {
		for how, open := range map[string]func(context.Context, string, ...Option) (*Store, error){"owned": Own, "opened": Open} {
			c := newCompany(t)
			ok(t, c.Close())
			ok(t, os.WriteFile(c.path, bytes.Repeat([]byte("garbage!"), 512), 0o600))
			if log {
				ok(t, os.WriteFile(c.path+"-wal", bytes.Repeat([]byte("frame"), 100), 0o600))
			}
			s, err := open(t.Context(), c.path, asTested...)
			if err == nil {
				s.Close()
			}
			if !errors.Is(err, ErrCorrupt) || strings.Contains(fmt.Sprint(err), c.path+"-wal") != log {
				t.Errorf("%s, %s: %v", name, how, err)
			}
		}
	}
}

// A backup is put back over a file that coach had open and did not close: the log
// of the newer file stays beside it.
func TestABackupBesideANewerLog(t *testing.T) {
	onlyFile(t)
	c := newCompany(t)
	backup := filepath.Join(t.TempDir(), "backup.db")
	ok(t, c.Copy(t.Context(), backup))
	var notices []practice.Notice
	for i := range 3000 {
		notices = append(notices, practice.Shoutout{Entry: practice.EntryID(i)})
	}
	ok(t, c.Post(t.Context(), notices...))
	left := filepath.Join(t.TempDir(), "coach.db")
	for from, to := range map[string]string{backup: left, c.path + "-wal": left + "-wal"} {
		data, err := os.ReadFile(from)
		ok(t, err)
		ok(t, os.WriteFile(to, data, 0o600))
	}
	s, err := Own(t.Context(), left, asTested...)
	if err == nil {
		s.Close()
	}
	if !errors.Is(err, ErrCorrupt) || !strings.Contains(fmt.Sprint(err), left+"-wal") {
		t.Errorf("the newer log spoils the backup, and coach says %v", err)
	}
	ok(t, errors.Join(os.RemoveAll(left+"-shm"), os.RemoveAll(left+"-wal")))
	data, err := os.ReadFile(backup)
	ok(t, err)
	ok(t, os.WriteFile(left, data, 0o600))
	s, err = Own(t.Context(), left, asTested...)
	ok(t, err)
	ok(t, s.Close())
}
