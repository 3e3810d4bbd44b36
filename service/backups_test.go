package service

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"coach/practice"
	"coach/store"
)

// Every night leaves one backup, and a number of them stays, whatever else is in
// the folder. One that was missed is made in the day.
func TestANumberOfBackupsStays(t *testing.T) {
	c, b := newCompany(t), Backups{Folder: t.TempDir(), Keep: 3}
	path := filepath.Join(t.TempDir(), "coach.db")
	night := func(now time.Time) time.Time {
		t.Helper()
		next, err := b.Night(t.Context(), c.Store, path, now)
		ok(t, err)
		return next
	}
	has := func(what string, want ...string) {
		t.Helper()
		entries, err := os.ReadDir(b.Folder)
		ok(t, err)
		var got []string
		for _, e := range entries {
			got = append(got, e.Name())
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: there are %v, want %v", what, got, want)
		}
	}
	ok(t, os.Mkdir(filepath.Join(b.Folder, workshopName+"killed"), 0o700))
	ok(t, os.WriteFile(filepath.Join(b.Folder, "coach.txt"), nil, 0o600))
	evening := noon.Add(-12 * time.Hour)
	if next := night(evening); !next.Equal(evening.Add(150 * time.Minute)) {
		t.Errorf("before its hour, the backup is due at %v", next)
	}
	for day := range 5 {
		for range 2 {
			night(noon.AddDate(0, 0, day))
		}
	}
	has("after five days", "coach-2026-03-04.db", "coach-2026-03-05.db", "coach-2026-03-06.db", "coach.txt")
	for day := range 3 {
		night(noon.AddDate(1, 0, day))
	}
	has("with the clock a year ahead", "coach-2027-03-02.db", "coach-2027-03-03.db", "coach-2027-03-04.db", "coach.txt")
	night(noon.AddDate(0, 0, 5))
	has("with the clock right again", "coach-2026-03-07.db", "coach-2027-03-03.db", "coach-2027-03-04.db", "coach.txt")
	night(noon.AddDate(0, 0, 6))
	has("a night later", "coach-2026-03-07.db", "coach-2026-03-08.db", "coach-2027-03-04.db", "coach.txt")
	if _, err := store.ReadBackup(t.Context(), filepath.Join(b.Folder, "coach-2026-03-08.db")); err != nil {
		t.Error(err)
	}
}

// Owners hear of a night without a backup, until there is one.
func TestOwnersHearOfABackupThatFailed(t *testing.T) {
	c, b := newCompany(t), Backups{Folder: filepath.Join(t.TempDir(), "gone"), Keep: 3}
	path := filepath.Join(t.TempDir(), "coach.db")
	for _, there := range []bool{false, true} {
		if there {
			ok(t, os.Mkdir(b.Folder, 0o700))
		}
		if _, err := b.Night(t.Context(), c.Store, path, noon); (err == nil) != there {
			t.Errorf("with its folder there: %t, the backup says %v", there, err)
		}
		concerns, err := Concerns(t.Context(), c.Store, nil, monday)
		ok(t, err)
		if slices.Contains(concerns, practice.Concern{Kind: practice.NoBackup}) == there {
			t.Errorf("with its folder there: %t, owners hear of %v", there, concerns)
		}
	}
}

// A company that coach does not back up hears when nobody else has for more than
// two nights, until somebody does; but not where that is another's care.
func TestOwnersHearThatNobodyBacksCoachUp(t *testing.T) {
	c := newCompany(t)
	path := filepath.Join(t.TempDir(), "coach.db")
	ok(t, c.Fix(t.Context(), practice.Settings{Recognition: "C1", Zone: "Europe/London"}))
	never, old := practice.Concern{Kind: practice.NeverBackedUp}, practice.Concern{Kind: practice.OldBackup}
	expect := func(when string, b Backups, now time.Time, state State, want ...practice.Concern) {
		t.Helper()
		_, err := b.Night(t.Context(), c.Store, path, now)
		ok(t, err)
		if got, err := c.Observed(t.Context()); err != nil || !slices.Equal(got, want) {
			t.Errorf("%s: owners hear of %v, %v, want %v", when, got, err, want)
		}
		found, err := Check(t.Context(), c.Store, nil, now)
		ok(t, err)
		var says []State
		for _, f := range found {
			if f.About == "backup" {
				says = append(says, f.State)
			}
		}
		if !slices.Equal(says, []State{state}) {
			t.Errorf("%s: a check says %v, want %s once", when, says, state)
		}
	}
	expect("backed up elsewhere", Backups{}, noon, Noted)
	expect("never backed up", Backups{Watch: true}, noon, Noted, never)
	_, err := BackupOf{DB: path, File: filepath.Join(t.TempDir(), "backup.db")}.Make(t.Context(), c.Store, noon)
	ok(t, err)
	if got, err := c.Observed(t.Context()); err != nil || len(got) > 0 {
		t.Errorf("once it is backed up, owners hear of %v, %v", got, err)
	}
	expect("two nights later", Backups{Watch: true}, noon.AddDate(0, 0, 2), Well)
	expect("three nights later", Backups{Watch: true}, noon.AddDate(0, 0, 3), Amiss, old)
	expect("with backups at night again", Backups{Folder: t.TempDir(), Keep: 1}, noon.AddDate(0, 0, 3), Well)
}

// Where the keys could not be exported after a backup, they are with the next
// attempt, and owners hear of it meanwhile.
func TestKeysAreExportedAfterABackup(t *testing.T) {
	file := filepath.Join(t.TempDir(), "coach.key")
	ok(t, store.MakeKeyFile(file))
	path := filepath.Join(t.TempDir(), "coach.db")
	db, err := store.Own(t.Context(), path, store.KeyFile(file))
	ok(t, err)
	defer db.Close()
	keys := filepath.Join(t.TempDir(), "later", "keys")
	b := Backups{Folder: t.TempDir(), Keep: 3, Keys: keys}
	for _, there := range []bool{false, true} {
		if there {
			ok(t, os.Mkdir(filepath.Dir(keys), 0o700))
		}
		if _, err := b.Night(t.Context(), db, path, noon); (err == nil) != there {
			t.Errorf("with a place for the keys: %t, the night says %v", there, err)
		}
		found, err := db.Observed(t.Context())
		ok(t, err)
		if slices.Contains(found, practice.Concern{Kind: practice.NoBackup}) == there {
			t.Errorf("with a place for the keys: %t, owners hear of %v", there, found)
		}
	}
	if _, err := os.Stat(keys); err != nil {
		t.Error(err)
	}
}

// Where backups go is wrong at the start, not in the night.
func TestWhereBackupsGo(t *testing.T) {
	folder := t.TempDir()
	for want, b := range map[string]Backups{"is no folder": {Folder: folder + "/none", Keep: 1}, "COACH_BACKUP_KEEP": {Folder: folder}} {
		if err := b.Valid("coach.db"); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%+v: %v, want %q", b, err, want)
		}
	}
	if err := (Backups{Folder: folder, Keep: 1}).Valid("postgres://coach@db/coach"); err == nil || !strings.Contains(err.Error(), "pg_dump") {
		t.Errorf("on PostgreSQL: %v", err)
	}
	if err := (Backups{Folder: folder, Keep: 1}).Valid("coach.db"); err != nil {
		t.Error(err)
	}
}
