package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"coach/service"
	"coach/store/engine"
)

// A putBackCommand is coach restore [FILE].
type putBackCommand struct {
	File     string `arg:"" optional:"" help:"Backup, as coach backup makes it. None, with --keys, for a database that was restored by its own tools, as with pg_restore."`
	Keys     string `env:"COACH_RESTORE_KEYS" placeholder:"FILE" help:"Newest file of coach keys export, if words are encrypted."`
	Identity string `env:"COACH_RESTORE_IDENTITY" placeholder:"FILE" help:"File that opens an encrypted backup: that of age-keygen, or an SSH private key."`
	Check    bool   `env:"COACH_RESTORE_CHECK" help:"Only say whether the backup could be restored."`
	Yes      bool   `help:"Restore over a database that has changed since the backup, or one of which some words can't be read. What is there is kept under another name."`
	DB       string `name:"db" env:"COACH_DB" default:"coach.db" help:"Database to put it in the place of: a file, which need not exist. coach run must be stopped."`
	keyFlag
}

// Run implements the command.
func (c putBackCommand) Run(ctx context.Context) error { return c.restore(ctx, os.Stdout, time.Now()) }

func (c putBackCommand) restore(ctx context.Context, out io.Writer, now time.Time) error {
	if c.File == "" && c.Keys == "" {
		return problems{"Name a backup, or with --keys the newest file of coach keys export for a database that was restored without keys."}
	}
	if c.File != "" && !c.Check && engine.IsServer(c.DB) {
		return problems{"A backup takes the place of a SQLite file. Restore PostgreSQL with pg_restore -d DATABASE coach.dump, then run coach restore --keys FILE without a backup."}
	}
	var keys io.Reader
	if c.Keys != "" {
		file, err := os.Open(c.Keys)
		if err != nil {
			_, err = readFile(c.Keys) // says why
			return err
		}
		defer file.Close()
		keys = file
	}
	if c.File == "" {
		return c.onlyKeys(ctx, out, keys)
	}
	restore := service.Restore{File: c.File, DB: c.DB, Keys: keys, KeyFile: c.file(), Newer: c.Yes}
	if c.Identity != "" {
		var err error
		if restore.Identities, err = service.Identities(c.Identity); err != nil {
			return problems{fmt.Sprintf("--identity: %v.", err)}
		}
	}
	if c.Check {
		found, err := restore.Check(ctx)
		if err != nil {
			return c.fault(found, err)
		}
		fmt.Fprintf(out, "%s can be restored: %s.\n", c.File, heldIn(found))
		return nil
	}
	if err := checkFolder(c.DB); err != nil {
		return err
	}
	found, err := restore.Do(ctx, now)
	if err != nil {
		return c.fault(found, err)
	}
	c.report(out, found)
	return nil
}

// report says what took the place of what.
func (c putBackCommand) report(out io.Writer, found service.Restored) {
	fmt.Fprintf(out, "Restored %s to %s: %s.\n", c.File, c.DB, heldIn(found))
	switch {
	case found.Aside != "" && found.Ahead > 0:
		fmt.Fprintf(out, "What was there, with %s since that backup, is kept as %s. Delete it once you don't need it.\n", counted(int(found.Ahead), "change", "changes"), found.Aside)
	case found.Aside != "":
		fmt.Fprintf(out, "What was there is kept as %s. Delete it once you don't need it.\n", found.Aside)
	}
	if found.Words.Forgotten > 0 {
		fmt.Fprintf(out, "%s stay unreadable: whoever they belong to was erased.\n", counted(found.Words.Forgotten, "text", "texts"))
	}
	fmt.Fprintln(out, "Now start coach run.")
}

// heldIn is what a backup is found to be.
func heldIn(found service.Restored) string {
	text := counted(found.Entries, "entry", "entries")
	if found.WorkspaceName != "" {
		text += " of " + found.WorkspaceName
	}
	if !found.At.IsZero() {
		text += ", backed up on " + found.At.Format("2 January 2006 at 15:04 MST")
	}
	return text
}

// onlyKeys gives keys to a database that was restored without them.
func (c putBackCommand) onlyKeys(ctx context.Context, out io.Writer, keys io.Reader) error {
	if c.Check {
		return problems{"--check is about a backup. Name one."}
	}
	found, err := service.RestoreKeys(ctx, c.DB, c.file(), keys)
	if err != nil {
		return backupFault(engine.Name(c.DB), err)
	}
	_, err = fmt.Fprintf(out, "Gave %s to %s. %s can be read, and %s not.\n", counted(found.Keys, "key", "keys"), engine.Name(c.DB),
		counted(found.Words, "text", "texts"), counted(found.Lost+found.Damaged+found.Forgotten, "text", "texts"))
	return err
}

// fault words what keeps a backup from being restored.
func (c putBackCommand) fault(found service.Restored, err error) error {
	switch {
	case errors.Is(err, service.ErrLostWords):
		return problems{fmt.Sprintf("%s: with these keys, %s can't be read. Name a newer file of coach keys export with --keys, or add --yes to restore it without them.",
			c.File, counted(found.Words.Lost+found.Words.Damaged, "text", "texts"))}
	case errors.Is(err, service.ErrNewerThere):
		since := "something newer"
		if found.Ahead > 0 {
			since = counted(int(found.Ahead), "change", "changes") + " that this backup doesn't have"
		}
		return problems{fmt.Sprintf("%s has %s. Add --yes to restore the backup all the same: what is there is kept under another name.", c.DB, since)}
	}
	return backupFault(c.File, err)
}
