package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"coach/store"
)

// A keyFlag names the file of the master key, without which nobody reads the
// words in a database.
type keyFlag struct {
	KeyFile string `name:"key-file" env:"COACH_KEY_FILE" placeholder:"FILE" help:"File of the key that encrypts people's words, as coach keys init makes it. If not set, systemd's credential coach-key, where there is one."`
}

// option is the key file as the store takes it.
func (k keyFlag) option() store.Option { return store.KeyFile(k.file()) }

// file is the name of the key file: that of the flag, or the credential that
// systemd gives to a service.
func (k keyFlag) file() string {
	if k.KeyFile != "" {
		return k.KeyFile
	}
	if folder := os.Getenv("CREDENTIALS_DIRECTORY"); folder != "" {
		credential := filepath.Join(folder, "coach-key")
		if _, err := os.Stat(credential); err == nil {
			return credential
		}
	}
	return ""
}

// keysCommands are coach keys ….
type keysCommands struct {
	Init    keysInitCommand    `cmd:"" help:"Make a key file. Start coach run with it, and it encrypts people's words."`
	Check   keysCheckCommand   `cmd:"" help:"Open every key and all words, and say what can't be read."`
	Encrypt keysEncryptCommand `cmd:"" help:"Encrypt what is left from before there was a key, now rather than little by little."`
	Rotate  keysRotateCommand  `cmd:"" help:"Exchange the key in the key file for a new one."`
	Export  keysExportCommand  `cmd:"" help:"Write people's keys, which no backup has, to a file, over the last copy."`
}

// A keysInitCommand is coach keys init FILE.
type keysInitCommand struct {
	File string `arg:"" help:"Key file to make, which must not exist yet."`
}

// Run implements the command.
func (c keysInitCommand) Run() error { return c.make(os.Stdout) }

func (c keysInitCommand) make(out io.Writer) error {
	err := store.MakeKeyFile(c.File)
	if errors.Is(err, fs.ErrExist) {
		var bad problems
		bad.add("%s exists already. Give a new name.", c.File)
		return bad
	}
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(out, "%s is ready. Keep a copy of it somewhere else than your backups: without it, nobody can read the words that it encrypts. Then start coach run with COACH_KEY_FILE=%s.\n", c.File, c.File)
	return err
}

// A keysCheckCommand is coach keys check.
type keysCheckCommand struct {
	DB string `name:"db" env:"COACH_DB" default:"coach.db" help:"Database: a file, or postgres://user@host/database."`
	keyFlag
}

// Run implements the command.
func (c keysCheckCommand) Run(ctx context.Context) error { return c.check(ctx, os.Stdout) }

func (c keysCheckCommand) check(ctx context.Context, out io.Writer) error {
	db, err := openDB(ctx, c.DB, c.keyFlag)
	if err != nil {
		return err
	}
	defer db.Close()
	found, err := db.CheckKeys(ctx)
	if err != nil {
		return err
	}
	if !found.Sealed {
		fmt.Fprintf(out, "The words in this database aren't encrypted: %s.\n", counted(found.InClear, "text is in the clear", "texts are in the clear"))
		return nil
	}
	fmt.Fprintf(out, "%s, and %s. %s can be read.\n", counted(found.Keys, "key opens", "keys open"),
		counted(found.Destroyed, "was destroyed", "were destroyed"), counted(found.Words, "text", "texts"))
	if found.Forgotten > 0 {
		fmt.Fprintf(out, "%s, because their key was destroyed.\n", counted(found.Forgotten, "text can't be read", "texts can't be read"))
	}
	if found.InClear > 0 {
		fmt.Fprintf(out, "%s. coach run encrypts them little by little, and coach keys encrypt at once.\n", counted(found.InClear, "text is still in the clear", "texts are still in the clear"))
	}
	var bad problems
	if found.Lost > 0 {
		bad.add("%s, because their key is missing. Restore the backup with a newer file of coach keys export.", counted(found.Lost, "text can't be read", "texts can't be read"))
	}
	if found.Damaged > 0 {
		bad.add("%s. Somebody has changed them in the database, or they are damaged.", counted(found.Damaged, "text doesn't open with its key", "texts don't open with their keys"))
	}
	if len(bad) > 0 {
		return bad
	}
	return nil
}

// A keysEncryptCommand is coach keys encrypt.
type keysEncryptCommand struct {
	DB string `name:"db" env:"COACH_DB" default:"coach.db" help:"Database: a file, or postgres://user@host/database."`
	keyFlag
}

// Run implements the command.
func (c keysEncryptCommand) Run(ctx context.Context) error { return c.encrypt(ctx, os.Stdout) }

func (c keysEncryptCommand) encrypt(ctx context.Context, out io.Writer) error {
	db, err := openDB(ctx, c.DB, c.keyFlag)
	if err != nil {
		return err
	}
	defer db.Close()
	if !db.Sealed() {
		return unsealed()
	}
	done := 0
	for more := true; more; {
		var n int
		if n, more, err = db.SealRest(ctx, 10); err != nil {
			return err
		}
		done += n
	}
	if err := db.Tidy(ctx); err != nil {
		return err
	}
	_, err = fmt.Fprintf(out, "Encrypted %s. Nothing is left in the clear.\n", counted(done, "text", "texts"))
	return err
}

// unsealed says what to do about a database without encryption.
func unsealed() error {
	var bad problems
	bad.add("The words in this database aren't encrypted. Start coach run once with COACH_KEY_FILE, then try again.")
	return bad
}

// A keysRotateCommand is coach keys rotate.
type keysRotateCommand struct {
	DB string `name:"db" env:"COACH_DB" default:"coach.db" help:"Database: a file, or postgres://user@host/database."`
	keyFlag
}

// Run implements the command.
func (c keysRotateCommand) Run(ctx context.Context) error { return c.rotate(ctx, os.Stdout) }

func (c keysRotateCommand) rotate(ctx context.Context, out io.Writer) error {
	db, err := openDB(ctx, c.DB, c.keyFlag)
	if err != nil {
		return err
	}
	defer db.Close()
	n, err := db.RotateKey(ctx)
	if errors.Is(err, store.ErrNotSealed) {
		return unsealed()
	}
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(out, "%s has a new key, and %s by it. Copy the key file to where its last copy is, and run coach keys export again: the last one fits the former key.\n",
		c.file(), counted(n, "person's key is wrapped", "people's keys are wrapped"))
	return err
}

// A keysExportCommand is coach keys export FILE.
type keysExportCommand struct {
	File string `arg:"" help:"File to write, over the last copy: an older one still has the keys of people who are forgotten since."`
	DB   string `name:"db" env:"COACH_DB" default:"coach.db" help:"Database: a file, or postgres://user@host/database."`
	keyFlag
}

// Run implements the command.
func (c keysExportCommand) Run(ctx context.Context) error { return c.export(ctx, os.Stdout) }

// export writes a file that only its owner can read, and takes the place of the
// last one once it is whole.
func (c keysExportCommand) export(ctx context.Context, out io.Writer) (err error) {
	db, err := openDB(ctx, c.DB, c.keyFlag)
	if err != nil {
		return err
	}
	defer db.Close()
	draft, err := os.CreateTemp(filepath.Dir(c.File), ".coach-keys-*") // 0600
	if err != nil {
		return err
	}
	defer os.Remove(draft.Name()) // where it got no further
	err = errors.Join(db.ExportKeys(ctx, draft), draft.Sync(), draft.Close())
	if errors.Is(err, store.ErrNotSealed) {
		return unsealed()
	}
	if err == nil {
		err = os.Rename(draft.Name(), c.File)
	}
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(out, "Wrote the keys to %s. Remove older copies: they have the keys of people who are forgotten since.\n", c.File)
	return err
}
