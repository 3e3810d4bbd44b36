package main

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"filippo.io/age"
	"github.com/google/go-cmp/cmp"

	"coach/store"
	"coach/store/engine/pgtest"
)

// A safe is a database with a key, and a place for its backups.
type safe struct {
	t              *testing.T
	db, backup     string
	keys, identity string
	recipient      string
	keyFlag
}

var backedUpAt = time.Date(2026, time.March, 9, 2, 30, 0, 0, time.UTC)

func newSafe(t *testing.T) *safe {
	t.Helper()
	folder := t.TempDir()
	s := &safe{t: t, db: filepath.Join(folder, "coach.db"), backup: filepath.Join(t.TempDir(), "backup.db"), keys: filepath.Join(folder, "keys"), keyFlag: keyFlag{filepath.Join(folder, "coach.key")}}
	who, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	s.recipient, s.identity = who.Recipient().String(), filepath.Join(folder, "identity")
	for _, err := range []error{
		os.WriteFile(s.identity, []byte(who.String()+"\n"), 0o600),
		keysInitCommand{File: s.KeyFile}.make(new(bytes.Buffer)),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	s.fill()
	return s
}

// fill imports the company of the exchange tests into the database, and exports
// its keys.
func (s *safe) fill() {
	s.t.Helper()
	var said bytes.Buffer
	for _, err := range []error{
		restoreCommand{File: exchangeFile, DB: s.db, keyFlag: s.keyFlag}.restore(s.t.Context(), strings.NewReader(contents(s.t, exchangeFile)), &said),
		keysExportCommand{File: s.keys, DB: s.db, keyFlag: s.keyFlag}.export(s.t.Context(), &said),
	} {
		if err != nil {
			s.t.Fatal(err)
		}
	}
}

func (s *safe) backUp(to ...string) string {
	s.t.Helper()
	var out bytes.Buffer
	return saying(&out, backupCommand{File: s.backup, To: to, DB: s.db, keyFlag: s.keyFlag}.backUp(s.t.Context(), &out, backedUpAt))
}

func (s *safe) restore(c putBackCommand) string {
	s.t.Helper()
	c.File, c.DB, c.keyFlag = s.backup, s.db, s.keyFlag
	var out bytes.Buffer
	return saying(&out, c.restore(s.t.Context(), &out, backedUpAt.Add(9*time.Hour)))
}

func (s *safe) exports() string {
	s.t.Helper()
	var out bytes.Buffer
	if err := (exportCommand{DB: s.db, keyFlag: s.keyFlag}).write(s.t.Context(), &out, nil, time.Now()); err != nil {
		s.t.Fatal(err)
	}
	return withoutHeader(out.String())
}

// says fails the test unless a text has each of some parts.
func (s *safe) says(what, got string, want ...string) {
	s.t.Helper()
	for _, one := range want {
		if !strings.Contains(got, one) {
			s.t.Errorf("%s says\n%s without %q", what, got, one)
		}
	}
}

// A backup is made beside a running coach, checked, and restored over the newer
// database, which is kept; encrypted or not.
func TestABackupIsRestored(t *testing.T) {
	for name, to := range map[string]bool{"in the clear": false, "encrypted": true} {
		t.Run(name, func(t *testing.T) {
			s := newSafe(t)
			var recipients []string
			identity := ""
			if to {
				recipients, identity = []string{s.recipient}, s.identity
			}
			running, err := store.Own(t.Context(), s.db, s.option())
			if err != nil {
				t.Fatal(err)
			}
			before := s.exports()
			s.says("the backup", s.backUp(recipients...), "and checked it: 4 entries.\n", "coach keys export")
			if info, err := os.Stat(s.backup); err != nil || info.Mode().Perm() != 0o600 {
				t.Errorf("others can read the backup: %v %v", info.Mode(), err)
			}
			if got := bytes.HasPrefix([]byte(contents(t, s.backup)), []byte("SQLite")); got == to {
				t.Errorf("the backup is a database: %t", got)
			}
			s.says("a second backup", s.backUp(recipients...), "exists already")
			s.says("a restore beside coach run", s.restore(putBackCommand{Keys: s.keys, Identity: identity, Yes: true}), "another coach is already running")
			if err := errors.Join(running.KeepNames(t.Context(), map[string]string{"#wins": "C1"}), running.Close()); err != nil {
				t.Fatal(err)
			}
			s.says("without keys", s.restore(putBackCommand{Identity: identity}), "--keys")
			s.says("a check", s.restore(putBackCommand{Keys: s.keys, Identity: identity, Check: true}), "can be restored: 4 entries of Test, backed up on 9 March 2026 at 02:30 UTC.\n")
			s.says("over what is newer", s.restore(putBackCommand{Keys: s.keys, Identity: identity}), "that this backup doesn't have. Add --yes")
			got := s.restore(putBackCommand{Keys: s.keys, Identity: identity, Yes: true})
			aside := strings.TrimSuffix(s.db, ".db") + "-before-2026-03-09T113000.db"
			s.says("the restore", got, "Restored "+s.backup+" to "+s.db, "is kept as "+aside, "Now start coach run.")
			if diff := cmp.Diff(before, s.exports()); diff != "" {
				t.Errorf("what was restored is not what was backed up:\n%s", diff)
			}
			s.db = aside
			s.exports() // is whole
			left, err := filepath.Glob(filepath.Dir(s.db) + "/.coach-*")
			if err != nil || len(left) > 0 {
				t.Errorf("%v is left, %v", left, err)
			}
		})
	}
}

// What keeps a backup from being restored is said, and nothing is changed.
func TestWhatIsNoBackup(t *testing.T) {
	s := newSafe(t)
	s.backUp(s.recipient)
	if err := os.Remove(s.db); err != nil {
		t.Fatal(err)
	}
	s.says("without the identity", s.restore(putBackCommand{Keys: s.keys}), "--identity")
	other, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	wrong := filepath.Join(t.TempDir(), "wrong")
	whole := []byte(contents(t, s.backup))
	if err := os.WriteFile(wrong, []byte(other.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	s.says("another's identity", s.restore(putBackCommand{Keys: s.keys, Identity: wrong}), "encrypted to somebody else")
	for name, damaged := range map[string][]byte{"cut short": whole[:len(whole)/2], "changed": append(bytes.Clone(whole[:len(whole)-9]), "damaged!!"...), "text": []byte(strings.Repeat("text", 3000)), "empty": nil} {
		if err := os.WriteFile(s.backup, damaged, 0o600); err != nil {
			t.Fatal(err)
		}
		for _, check := range []bool{true, false} {
			s.says(name, s.restore(putBackCommand{Keys: s.keys, Identity: s.identity, Check: check}), "damaged")
		}
	}
	if _, err := os.Stat(s.db); !os.IsNotExist(err) {
		t.Errorf("something was restored: %v", err)
	}
	var out bytes.Buffer
	s.says("PostgreSQL", saying(&out, backupCommand{File: s.backup, DB: "postgres://coach@db/coach"}.backUp(t.Context(), &out, backedUpAt)), "pg_dump", "--exclude-table-data=keys")
}

// Whoever is erased by today is not in yesterday's backup either, and a file that
// is damaged is no reason to ask.
func TestARestoreForgetsWhomCoachForgot(t *testing.T) {
	s := newSafe(t)
	s.backUp()
	db, err := store.Own(t.Context(), s.db, s.option())
	if err != nil {
		t.Fatal(err)
	}
	roster, err := db.Roster(t.Context())
	for _, who := range roster.People() {
		if err == nil {
			err = db.DestroyKey(t.Context(), who, backedUpAt)
		}
	}
	if err == nil {
		err = db.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := (keysExportCommand{File: s.keys, DB: s.db, keyFlag: s.keyFlag}).export(t.Context(), &out); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(s.db, bytes.Repeat([]byte("garbage!"), 1000), 0o600); err != nil {
		t.Fatal(err)
	}
	s.says("the restore", s.restore(putBackCommand{Keys: s.keys}), "is kept as", "whoever they belong to was erased")
	if strings.Contains(s.exports(), "Let the customer finish") {
		t.Error("words of somebody who was erased are back")
	}
}

// A PostgreSQL database that was restored by its own tools, from a dump without
// keys, is not worked with until it has them: coach run would make new ones. The
// same goes for a backup that somebody copied to the place of the database.
func TestADatabaseIsRestoredByItsOwnTools(t *testing.T) {
	run := func(t *testing.T, program string, args ...string) {
		t.Helper()
		if said, err := exec.CommandContext(t.Context(), filepath.Join(pgtest.Programs(), program), args...).CombinedOutput(); err != nil {
			t.Fatalf("%s: %v\n%s", program, err, said)
		}
	}
	for engine, restore := range map[string]func(t *testing.T, s *safe){
		"SQLite": func(t *testing.T, s *safe) {
			s.backUp()
			if err := os.Rename(s.backup, s.db); err != nil {
				t.Fatal(err)
			}
		},
		"PostgreSQL": func(t *testing.T, s *safe) {
			from, to, dump := pgtest.Database(t, "empty", func(string) error { return nil }), pgtest.Database(t, "empty", func(string) error { return nil }), filepath.Join(t.TempDir(), "coach.dump")
			s.db = from
			s.fill()
			run(t, "pg_dump", "-Fc", "--exclude-table-data=keys", "--exclude-schema=kept", "-f", dump, from)
			run(t, "pg_restore", "-d", to, dump)
			s.db = to
		},
	} {
		t.Run(engine, func(t *testing.T) {
			s := newSafe(t)
			restore(t, s)
			if _, err := store.Own(t.Context(), s.db, s.option()); !errors.Is(err, store.ErrKeysGone) {
				t.Errorf("coach run says %v, want ErrKeysGone", err)
			}
			give := func() string {
				var out bytes.Buffer
				return saying(&out, putBackCommand{Keys: s.keys, DB: s.db, keyFlag: s.keyFlag}.restore(t.Context(), &out, backedUpAt))
			}
			s.says("coach restore --keys", give(), "can be read, and 0 texts not.")
			s.says("coach restore --keys once more", give(), "this database has keys")
			running, err := store.Own(t.Context(), s.db, s.option())
			if err != nil {
				t.Fatal(err)
			}
			running.Close()
			s.says("an export", s.exports(), "Let the customer finish")
		})
	}
}
