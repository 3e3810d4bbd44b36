package service

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"filippo.io/age"

	"coach/cadence"
	"coach/practice"
	"coach/store"
)

// BackupTime is when a night's backup is due, in the organisation's time zone.
const BackupTime cadence.Clock = 2*60 + 30

// Backups says where coach backs itself up at night. The zero value is nowhere.
type Backups struct {
	Folder string
	Keep   int             // how many stay
	To     []age.Recipient // who can read them; empty for whoever has the files
	Keys   string          // file over which people's keys are exported after each; "" for none
}

// Valid says what is wrong with where backups go, before the first night.
func (b Backups) Valid(db string) error {
	if b.Folder == "" {
		return nil
	}
	if store.IsServer(db) {
		return fmt.Errorf("COACH_BACKUP_DIR: %w", ErrServer)
	}
	if b.Keep < 1 {
		return errors.New("COACH_BACKUP_KEEP is how many backups stay; give 1 or more")
	}
	if info, err := os.Stat(b.Folder); err != nil || !info.IsDir() {
		return fmt.Errorf("COACH_BACKUP_DIR “%s” is no folder; create it first, or check the name", b.Folder)
	}
	return nil
}

// Night makes the backup of a day, once its hour has come, and removes those that
// are too many. It returns when the next may be due. Owners hear of a backup that
// could not be made, until one is.
func (b Backups) Night(ctx context.Context, db *store.Store, file string, now time.Time) (next time.Time, err error) {
	if b.Folder == "" {
		return next, nil
	}
	today := db.Today(now)
	if due := today.At(BackupTime, db.Zone()); now.Before(due) {
		return due, nil
	}
	next = (today + 1).At(BackupTime, db.Zone())
	made := b.name(today)
	if _, err := os.Lstat(filepath.Join(b.Folder, made)); err == nil {
		return next, nil
	}
	err = b.make(ctx, db, file, made, now)
	if ctx.Err() != nil {
		return next, ctx.Err()
	}
	return next, errors.Join(err, db.Observe(ctx, practice.Concern{Kind: practice.NoBackup}, err != nil))
}

func (b Backups) make(ctx context.Context, db *store.Store, file, name string, now time.Time) error {
	b.sweep()
	if _, err := (BackupOf{DB: file, File: filepath.Join(b.Folder, name), To: b.To}).Make(ctx, db, now); err != nil {
		return err
	}
	if b.Keys != "" && db.Sealed() {
		if err := ExportKeys(ctx, db, b.Keys); err != nil {
			return err
		}
	}
	return b.remove(name)
}

// sweep removes what a backup left that was killed.
func (b Backups) sweep() {
	left, _ := filepath.Glob(filepath.Join(b.Folder, workshopName+"*")) // the pattern is good
	for _, folder := range left {
		os.RemoveAll(folder)
	}
}

const backupBegins = "coach-"

func (b Backups) name(day cadence.Date) string {
	name := backupBegins + day.String() + ".db"
	if len(b.To) > 0 {
		name += ".age"
	}
	return name
}

// remove removes the oldest backups beside the one that was just made. Those of
// days to come were made while the clock was wrong, so they are older.
func (b Backups) remove(made string) error {
	entries, err := os.ReadDir(b.Folder) // by name, which is by day
	if err != nil {
		return err
	}
	var older, ahead []string
	for _, e := range entries {
		day, ok := backupDay(e)
		switch today, _ := dayIn(made); {
		case !ok || e.Name() == made:
		case day > today:
			ahead = append(ahead, e.Name())
		default:
			older = append(older, e.Name())
		}
	}
	all := slices.Concat(ahead, older)
	var errs []error
	for _, name := range all[:max(0, len(all)+1-b.Keep)] {
		errs = append(errs, os.Remove(filepath.Join(b.Folder, name)))
	}
	return errors.Join(errs...)
}

// backupDay returns the day of a file that is a night's backup.
func backupDay(e fs.DirEntry) (cadence.Date, bool) {
	if !e.Type().IsRegular() {
		return 0, false
	}
	return dayIn(e.Name())
}

func dayIn(name string) (cadence.Date, bool) {
	rest, begins := strings.CutPrefix(name, backupBegins)
	day, ends := strings.CutSuffix(strings.TrimSuffix(rest, ".age"), ".db")
	date, err := cadence.ParseDate(day)
	return date, begins && ends && err == nil
}
