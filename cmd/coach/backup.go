package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"coach/service"
	"coach/store"
	"coach/store/engine"
)

// A backupCommand is coach backup FILE.
type backupCommand struct {
	File string   `arg:"" help:"File to write, which must not exist yet."`
	To   []string `env:"COACH_BACKUP_TO" placeholder:"RECIPIENT" help:"Encrypt the backup, so that only this recipient of age can open it: age1…, or an SSH public key. May be several, separated by commas."`
	DB   string   `name:"db" env:"COACH_DB" default:"coach.db" help:"Database: a file, or postgres://user@host/database."`
	keyFlag
}

// Run implements the command.
func (c backupCommand) Run(ctx context.Context) error { return c.backUp(ctx, os.Stdout, time.Now()) }

func (c backupCommand) backUp(ctx context.Context, out io.Writer, now time.Time) error {
	if engine.IsServer(c.DB) {
		return backupFault(c.File, service.ErrServer)
	}
	to, err := service.Recipients(c.To)
	if err != nil {
		return problems{fmt.Sprintf("--to: %v.", err)}
	}
	db, err := openDB(ctx, c.DB, c.keyFlag)
	if err != nil {
		return err
	}
	defer db.Close()
	made, err := service.BackupOf{DB: c.DB, File: c.File, To: to}.Make(ctx, db, now)
	if err != nil {
		return backupFault(c.File, err)
	}
	fmt.Fprintf(out, "Backed %s up to %s, and checked it: %s.\n", c.DB, c.File, counted(made.Entries, "entry", "entries"))
	if made.Sealed {
		fmt.Fprintln(out, "It has no keys. Run coach keys export beside it, always over the last file: you need that file, and the key file, to restore it.")
	}
	return nil
}

// backupFaults are those that somebody can put right.
var backupFaults = []error{service.ErrThere, service.ErrNoRoom, service.ErrNoPlace, service.ErrServer, service.ErrEncrypted, service.ErrNotTheirs, service.ErrBroken, service.ErrNoKeys, service.ErrElsewhere,
	service.ErrItself, store.ErrCorrupt, store.ErrNewer, store.ErrNoKey, store.ErrWrongKey, store.ErrKeysGone, store.ErrHasKeys, store.ErrInUse, os.ErrNotExist, os.ErrPermission}

// backupFault has an error about a backup that somebody can put right be of type
// problems.
func backupFault(file string, err error) error {
	for _, known := range backupFaults {
		if errors.Is(err, known) {
			return problems{fmt.Sprintf("%s: %v.", file, err)}
		}
	}
	return err
}
