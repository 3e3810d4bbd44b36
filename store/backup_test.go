package store

import (
	"bytes"
	"context"
	"errors"
	commandline "flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"coach/practice"
	"coach/store/engine"
)

// A backup is made while another process is in the middle of writing. It is
// whole, its owner's alone, says when it was made, and neither it nor a file
// beside it has a key.
func TestABackupHasNoKeys(t *testing.T) {
	onlyFile(t)
	file := newKeyFile(t)
	c := sealedCompany(t, file)
	var wrapped string
	ok(t, c.read.QueryRowContext(t.Context(), `SELECT wrapped FROM keys WHERE id = $1`, c.cora).Scan(&wrapped))
	folder := t.TempDir()
	path := filepath.Join(folder, "backup.db")
	ok(t, beside(t, c.Store, KeyFile(file)).tx(t.Context(), func(tx *engine.Tx) error {
		_, err := tx.ExecContext(t.Context(), `DELETE FROM lines`)
		ok(t, err)
		made, err := c.Backup(t.Context(), path, noon)
		if !made.At.Equal(noon) || !made.Sealed || made.Changes == 0 {
			t.Errorf("it is %+v", made)
		}
		return err
	}))
	if left, err := filepath.Glob(folder + "/*"); err != nil || len(left) != 1 {
		t.Errorf("beside the backup are %v, %v", left, err)
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("others can read the backup: %v, %v", info.Mode(), err)
	}
	if !bytes.Contains(bytesOf(t, c.path), []byte(wrapped)) {
		t.Fatal("the key is not in the database, so that this test shows nothing")
	}
	if bytes.Contains(bytesOf(t, path), []byte(wrapped)) {
		t.Error("the key is in the backup")
	}
	var keys bytes.Buffer
	ok(t, c.ExportKeys(t.Context(), &keys))
	if n := ownWith(t, path, KeyFile(file), KeysFrom(&keys)).count(t, "lines"); n != 5 {
		t.Errorf("the backup has %d lines, want the 5 that were committed", n)
	}
}

// Erased people's words are in no backup for whoever has only the keys of today,
// whenever it was made.
func TestABackupOfYesterdayHasNoWordsOfTheErased(t *testing.T) {
	onlyFile(t)
	file := newKeyFile(t)
	c := sealedCompany(t, file)
	backup := filepath.Join(t.TempDir(), "yesterday.db")
	_, err := c.Backup(t.Context(), backup, noon)
	ok(t, err)
	ok(t, c.DestroyKey(t.Context(), c.cora, noon.AddDate(0, 0, 1)))
	var keys bytes.Buffer
	ok(t, c.ExportKeys(t.Context(), &keys))
	s, err := Own(t.Context(), backup, KeyFile(file), KeysFrom(&keys))
	if got := readableWords(t, opened(t, s, err)); !slices.Equal(got, []string{"WORD 0002"}) {
		t.Errorf("of yesterday, %v can be read", got)
	}
}

// When the last backup was made is known, is no change of what coach knows, and
// no export says it of another database.
func TestWhenTheLastBackupWasMade(t *testing.T) {
	c := newCompany(t)
	before, err := c.Version(t.Context())
	ok(t, err)
	if at, err := c.LastBackup(t.Context()); err != nil || !at.IsZero() {
		t.Errorf("before the first it was made at %v, %v", at, err)
	}
	ok(t, c.BackedUp(t.Context(), noon))
	if at, err := c.LastBackup(t.Context()); err != nil || !at.Equal(noon) {
		t.Errorf("it was made at %v, %v, want %v", at, err, noon)
	}
	if now, err := c.Version(t.Context()); err != nil || now != before {
		t.Errorf("the database's version went from %d to %d, %v", before, now, err)
	}
	if strings.Contains(exported(t, c.Store), settingBackedUp) {
		t.Error("an export says when this database was backed up")
	}
}

// What is damaged, of another program or of a newer coach is no backup; of every
// schema that there was it is one.
func TestWhatIsABackup(t *testing.T) {
	onlyFile(t)
	c := newCompany(t)
	ok(t, c.BelongTo(t.Context(), "T1", "Acme"))
	whole := filepath.Join(t.TempDir(), "backup.db")
	made, err := c.Backup(t.Context(), whole, noon)
	ok(t, err)
	if read, err := ReadBackup(t.Context(), whole); err != nil || read != made || read.Workspace != "T1" || read.WorkspaceName != "Acme" {
		t.Errorf("it is %+v, %v, and was made as %+v", read, err, made)
	}
	data, err := os.ReadFile(whole)
	ok(t, err)
	newer := filepath.Join(t.TempDir(), "newer.db")
	ok(t, os.WriteFile(newer, data, 0o600))
	ok(t, engine.Strip(t.Context(), newer, `INSERT INTO goose_db_version (version_id, is_applied) VALUES (9999, 1)`))
	later, err := os.ReadFile(newer)
	ok(t, err)
	damaged := bytes.Clone(data)
	copy(damaged[len(data)/2:], bytes.Repeat([]byte{0xA5}, 20<<10))
	for name, one := range map[string]struct {
		data []byte
		want error
	}{"damaged": {damaged, ErrCorrupt}, "cut short": {data[:len(data)-8192], ErrCorrupt}, "empty": {nil, ErrCorrupt}, "no database": {bytes.Repeat([]byte("text "), 2000), ErrCorrupt}, "newer": {later, ErrNewer}} {
		path := filepath.Join(t.TempDir(), "file.db")
		ok(t, os.WriteFile(path, one.data, 0o600))
		if _, err := ReadBackup(t.Context(), path); !errors.Is(err, one.want) {
			t.Errorf("%s: %v, want %v", name, err, one.want)
		}
	}
}

// A file may be locked that no coach runs on, and that is not there.
func TestAFileThatCoachRunsOnIsLocked(t *testing.T) {
	onlyFile(t)
	c := newCompany(t)
	if _, err := LockFile(t.Context(), c.path); !errors.Is(err, ErrInUse) {
		t.Errorf("%v, want ErrInUse", err)
	}
	ok(t, c.Close())
	release, err := LockFile(t.Context(), c.path)
	ok(t, err)
	if s, err := Own(t.Context(), c.path, asTested...); !errors.Is(err, ErrInUse) {
		t.Errorf("%v, %v, want ErrInUse", s, err)
	}
	release()
	release, err = LockFile(t.Context(), filepath.Join(t.TempDir(), "none.db"))
	ok(t, err)
	release()
}

var backupSize = commandline.Int("backup-size", 0, "megabytes of the database that TestTheCostOfABackup backs up beside 200 writes a second; 0 for none")

// The time from a write to its commit, 200 times a second, alone and while a
// backup is made.
func TestTheCostOfABackup(t *testing.T) {
	if *backupSize == 0 {
		t.Skip("run by hand: -backup-size 1000")
	}
	onlyFile(t)
	c := newCompany(t)
	text := strings.Repeat("What people say, line by line. ", 300)
	for range *backupSize {
		ok(t, c.tx(t.Context(), func(tx *engine.Tx) error {
			for range 100 {
				if _, err := tx.ExecContext(t.Context(), `INSERT INTO settings (name, value) VALUES (lower(hex(randomblob(16))), $1)`, text); err != nil {
					return err
				}
			}
			return nil
		}))
	}
	ok(t, c.Tidy(t.Context()))
	quiet, stop := context.WithTimeout(t.Context(), 10*time.Second)
	defer stop()
	say := func(what string, took []time.Duration) {
		slices.Sort(took)
		t.Logf("%s: %d writes, median %v, 99th percentile %v, longest %v", what, len(took), took[len(took)/2], took[len(took)*99/100], took[len(took)-1])
	}
	say("alone", c.writes(t, quiet))
	busy, done := context.WithCancel(t.Context())
	go func() {
		defer done()
		began := time.Now()
		b, err := c.Backup(context.Background(), filepath.Join(t.TempDir(), "backup.db"), noon)
		if err != nil {
			t.Error(err)
		}
		t.Logf("the backup took %v: %+v", time.Since(began), b)
	}()
	say("beside a backup", c.writes(t, busy))
}

// writes posts a notice every 5 ms until ctx ends, and returns how long each
// took.
func (c company) writes(t *testing.T, ctx context.Context) (took []time.Duration) {
	t.Helper()
	beat := time.NewTicker(5 * time.Millisecond)
	defer beat.Stop()
	for n := 0; ctx.Err() == nil; n++ {
		due := <-beat.C
		ok(t, c.Post(t.Context(), practice.Shoutout{Entry: practice.EntryID(time.Now().UnixNano())}))
		took = append(took, time.Since(due))
	}
	return took
}
