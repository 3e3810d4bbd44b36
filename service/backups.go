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

// Backups says where coach backs itself up at night. The zero value is nowhere,
// which nobody hears of.
type Backups struct {
	Folder string
	Keep   int             // how many stay
	To     []age.Recipient // who can read them; empty for whoever has the files
	Keys   string          // file over which people's keys are exported after each; "" for none
	Watch  bool            // without a folder, owners hear when nobody has backed coach up for long
}

// None reports whether there is nothing to do at night.
func (b Backups) None() bool { return b.Folder == "" && !b.Watch }

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
	_, cleanUp, err := workshop(b.Folder)
	if err != nil {
		return fmt.Errorf("COACH_BACKUP_DIR %w", err)
	}
	cleanUp()
	return nil
}

// Night makes the backup of a day, once its hour has come, and removes those that
// are too many. It returns when the next may be due. Owners hear of a backup that
// could not be made, until one is; where coach makes none, they hear when nobody
// else has for long.
func (b Backups) Night(ctx context.Context, db *store.Store, file string, now time.Time) (next time.Time, err error) {
	if b.None() {
		return next, nil
	}
	today := db.Today(now)
	if due := today.At(BackupTime, db.Zone()); now.Before(due) {
		return due, nil
	}
	next = (today + 1).At(BackupTime, db.Zone())
	if b.Folder == "" {
		return next, watch(ctx, db, today)
	}
	err = b.make(ctx, db, file, b.name(today), now)
	if ctx.Err() != nil {
		return next, ctx.Err()
	}
	return next, errors.Join(err, db.Observe(ctx, practice.Concern{Kind: practice.NoBackup}, err != nil))
}

// make makes what is missing of a night: the backup, and the keys beside it.
func (b Backups) make(ctx context.Context, db *store.Store, file, name string, now time.Time) error {
	made := filepath.Join(b.Folder, name)
	if _, err := os.Lstat(made); err != nil {
		sweep(b.Folder)
		sweep(filepath.Dir(file))
		if _, err := (BackupOf{DB: file, File: made, To: b.To}).Make(ctx, db, now); err != nil {
			return err
		}
	}
	if b.Keys != "" && db.Sealed() {
		if err := ExportKeys(ctx, db, b.Keys); err != nil {
			return err
		}
	}
	return b.remove(name)
}

// backupNights is after how many nights the last backup is old.
const backupNights = 2

// isOld reports whether a backup is old on a day.
func isOld(db *store.Store, made time.Time, today cadence.Date) bool {
	return today-db.Today(made) > backupNights
}

// watch has owners hear that coach was never backed up, or not for some nights.
func watch(ctx context.Context, db *store.Store, today cadence.Date) error {
	settings, _, err := db.Settings(ctx)
	if err != nil || !settings.Ready() {
		return err
	}
	last, err := db.LastBackup(ctx)
	if err != nil {
		return err
	}
	return errors.Join(db.Observe(ctx, practice.Concern{Kind: practice.NeverBackedUp}, last.IsZero()),
		db.Observe(ctx, practice.Concern{Kind: practice.OldBackup}, !last.IsZero() && isOld(db, last, today)))
}

// sweep removes from a folder what a backup left that was killed.
func sweep(folder string) {
	left, _ := filepath.Glob(filepath.Join(folder, workshopName+"*")) // the pattern is good
	for _, one := range left {
		os.RemoveAll(one)
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
