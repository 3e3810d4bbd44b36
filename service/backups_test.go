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
