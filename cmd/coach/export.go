package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"time"

	"coach/files"
)

// An exportCommand is coach export [FILE].
type exportCommand struct {
	File string `arg:"" optional:"" help:"File to write, which must not exist yet. Without one, everything goes to standard output."`
	DB   string `name:"db" env:"COACH_DB" default:"coach.db" help:"Database: a file, or postgres://user@host/database."`
	keyFlag
}

// Run implements the command.
func (c exportCommand) Run(ctx context.Context) error {
	if c.File == "" {
		return c.export(ctx, os.Stdout, time.Now())
	}
	return c.exportFile(ctx, time.Now())
}

// exportFile writes a new file that only its owner can read. One that could not
// be finished is removed.
func (c exportCommand) exportFile(ctx context.Context, now time.Time) (err error) {
	file, err := os.OpenFile(c.File, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if errors.Is(err, fs.ErrExist) {
		var bad problems
		bad.add("%s exists already. Give a new name, or remove it first.", c.File)
		return bad
	}
	if err != nil {
		return err
	}
	err = errors.Join(c.export(ctx, file, now), file.Sync(), file.Close())
	if err != nil {
		err = errors.Join(err, os.Remove(c.File))
	}
	return err
}

func (c exportCommand) export(ctx context.Context, out io.Writer, now time.Time) error {
	db, err := openDB(ctx, c.DB, c.keyFlag)
	if err != nil {
		return err
	}
	defer db.Close()
	buffered := bufio.NewWriterSize(out, 1<<16)
	if err := db.Export(ctx, files.NewWriter(buffered).Write, now); err != nil {
		return err
	}
	if err := buffered.Flush(); err != nil {
		return fmt.Errorf("export: %w", err)
	}
	return nil
}
