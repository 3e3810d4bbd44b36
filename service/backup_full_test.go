package service

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"filippo.io/age"

	"coach/cadence"
	"coach/practice"
	"coach/store"
)

// onDisks is the variable of the process that may mount disks of its own.
const onDisks = "COACH_TEST_ON_DISKS"

// disk mounts a disk for as long as this process runs.
func disk(t *testing.T, options string) (folder string) {
	t.Helper()
	folder = t.TempDir()
	mount := func(args ...string) {
		t.Helper()
		if said, err := exec.CommandContext(t.Context(), "mount", args...).CombinedOutput(); err != nil {
			t.Fatalf("mount: %v\n%s", err, said)
		}
	}
	mount("-t", "tmpfs", "-o", options, "disk", folder)
	t.Cleanup(func() { exec.Command("umount", folder).Run() })
	return folder
}

// A backup that has no room, or no place, says so and leaves nothing of itself;
// those that are there stay, and owners hear of it, once. It is tested in a
// process that sees disks of its own, where the system allows that.
func TestABackupWithoutRoom(t *testing.T) {
	if os.Getenv(onDisks) != "" {
		t.Run("full", backsUpToAFullDisk)
		t.Run("read-only", backsUpToAReadOnlyDisk)
		return
	}
	if err := exec.CommandContext(t.Context(), "unshare", "-rm", "mount", "-t", "tmpfs", "disk", t.TempDir()).Run(); err != nil {
		t.Skipf("this system lets no test mount a disk: %v", err)
	}
	program, err := os.Executable()
	ok(t, err)
	cmd := exec.CommandContext(t.Context(), "unshare", "-rm", program, "-test.v", "-test.timeout=2m", "-test.run=^TestABackupWithoutRoom$")
	cmd.Env = append(os.Environ(), onDisks+"=1")
	if said, err := cmd.CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, said)
	}
}

func backsUpToAFullDisk(t *testing.T) {
	c := newCompany(t)
	who, err := age.GenerateX25519Identity()
	ok(t, err)
	inClear := Backups{Folder: disk(t, "size=4m"), Keep: 3}
	encrypted := inClear
	encrypted.To = []age.Recipient{who.Recipient()}
	beside := t.TempDir()
	path := filepath.Join(beside, "coach.db")
	_, err = inClear.Night(t.Context(), c.Store, path, noon)
	ok(t, err)
	filler, err := os.Create(filepath.Join(inClear.Folder, "filler"))
	ok(t, err)
	for errors.Is(err, nil) {
		_, err = filler.Write(make([]byte, 4096))
	}
	ok(t, filler.Close())
	left := func(when string) {
		t.Helper()
		var names []string
		for _, folder := range []string{inClear.Folder, beside} {
			entries, err := os.ReadDir(folder)
			ok(t, err)
			for _, e := range entries {
				names = append(names, e.Name())
			}
		}
		if want := []string{"coach-2026-03-02.db", "filler"}; !slices.Equal(names, want) {
			t.Errorf("%s, there are %v, want %v", when, names, want)
		}
	}
	for name, b := range map[string]Backups{"in the clear": inClear, "encrypted": encrypted} {
		_, err := b.Night(t.Context(), c.Store, path, noon.AddDate(0, 0, 1))
		if !errors.Is(err, ErrNoRoom) {
			t.Errorf("%s, at night: %v, want ErrNoRoom", name, err)
		}
		left(name + ", after the night")
		_, err = BackupOf{DB: path, File: filepath.Join(b.Folder, "mine.db"), To: b.To}.Make(t.Context(), c.Store, noon)
		if !errors.Is(err, ErrNoRoom) {
			t.Errorf("%s, by command: %v, want ErrNoRoom", name, err)
		}
		left(name + ", after the command")
	}
	if _, err := store.ReadBackup(t.Context(), filepath.Join(inClear.Folder, "coach-2026-03-02.db")); err != nil {
		t.Errorf("the last good one: %v", err)
	}
	ok(t, os.Remove(filler.Name()))
	_, err = inClear.Night(t.Context(), c.Store, path, noon.AddDate(0, 0, 1))
	ok(t, err)
	if found, err := c.Observed(t.Context()); err != nil || len(found) > 0 {
		t.Errorf("with room again, owners hear of %v, %v", found, err)
	}
}

func backsUpToAReadOnlyDisk(t *testing.T) {
	c := newCompany(t)
	b := Backups{Folder: disk(t, "ro"), Keep: 3}
	path := filepath.Join(t.TempDir(), "coach.db")
	for how, err := range map[string]error{
		"at the start": b.Valid(path),
		"at night":     b.make(t.Context(), c.Store, path, b.name(monday), noon),
	} {
		if !errors.Is(err, ErrNoPlace) {
			t.Errorf("%s: %v, want ErrNoPlace", how, err)
		}
	}
}

// Owners hear of a backup that failed at most once a day, however often it is
// tried again, and of one that fails again another day.
func TestOwnersHearOfAFailedBackupOnceADay(t *testing.T) {
	c := newCompany(t)
	ok(t, PublishDefault(t.Context(), c.Store, noon.AddDate(0, 0, -7), 0))
	ok(t, c.SyncDirectory(t.Context(), []practice.Person{{SlackID: "UAna", Email: "ana@example.com", Name: "Ana", Account: practice.Member}}))
	folder := filepath.Join(t.TempDir(), "backups")
	path := filepath.Join(t.TempDir(), "coach.db")
	heard := 0
	night := func(hour int, there bool) {
		t.Helper()
		if err := os.RemoveAll(folder); err != nil {
			t.Fatal(err)
		}
		if there {
			ok(t, os.Mkdir(folder, 0o700))
		}
		Backups{Folder: folder, Keep: 3}.Night(t.Context(), c.Store, path, noon.Add(time.Duration(hour-12)*time.Hour))
		heard += len(c.told(t, monday+cadence.Date(hour/24), hour%24, "ana@example.com"))
	}
	for _, step := range []struct {
		hour  int
		there bool
		want  int
	}{{9, false, 1}, {10, false, 1}, {11, true, 1}, {12, false, 1}, {24 + 9, false, 2}, {24 + 10, false, 2}} {
		if night(step.hour, step.there); heard != step.want {
			t.Errorf("by hour %d owners heard %d times, want %d", step.hour, heard, step.want)
		}
	}
}
