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
	"coach/service"
	"coach/store"
)

// An exportCommand is coach export [FILE].
type exportCommand struct {
	File   string `arg:"" optional:"" help:"File to write, which must not exist yet. Without one, everything goes to standard output."`
	About  string `placeholder:"EMAIL" help:"Write what coach knows about one person, for that person: without the notes that others keep for themselves. Beside FILE comes a page to read, FILE.html."`
	Lawful bool   `help:"With --about: include others' private notes about the person, as the law may ask you to. This is recorded."`
	DB     string `name:"db" env:"COACH_DB" default:"coach.db" help:"Database: a file, or postgres://user@host/database."`
	keyFlag
}

// Run implements the command.
func (c exportCommand) Run(ctx context.Context) error {
	return c.exportTo(ctx, os.Stdout, time.Now())
}

// exportTo writes the file, or to out without one. Beside one person's file comes
// the page to read.
func (c exportCommand) exportTo(ctx context.Context, out io.Writer, now time.Time) error {
	switch {
	case c.Lawful && c.About == "":
		return problems{"--lawful says what goes into one person's file. Name the person with --about."}
	case c.File == "":
		return c.write(ctx, out, nil, now)
	}
	return create(c.File, func(lines io.Writer) error {
		if c.About == "" {
			return c.write(ctx, lines, nil, now)
		}
		return create(c.File+".html", func(page io.Writer) error { return c.write(ctx, lines, page, now) })
	})
}

func (c exportCommand) write(ctx context.Context, lines, page io.Writer, now time.Time) error {
	db, err := openDB(ctx, c.DB, c.keyFlag)
	if err != nil {
		return err
	}
	defer db.Close()
	if c.About == "" {
		return everything(ctx, db, lines, now)
	}
	who, err := personNamed(ctx, db, "--about", c.About)
	if err != nil {
		return err
	}
	return service.OwnFile{Of: who, Lawful: c.Lawful}.Write(ctx, db, lines, page, now)
}

// create writes a new file that only its owner can read. One that could not be
// finished is removed.
func create(name string, write func(io.Writer) error) error {
	file, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if errors.Is(err, fs.ErrExist) {
		var bad problems
		bad.add("%s exists already. Give a new name, or remove it first.", name)
		return bad
	}
	if err != nil {
		return err
	}
	err = errors.Join(write(file), file.Sync(), file.Close())
	if err != nil {
		err = errors.Join(err, os.Remove(name))
	}
	return err
}

func everything(ctx context.Context, db *store.Store, out io.Writer, now time.Time) error {
	buffered := bufio.NewWriterSize(out, 1<<16)
	if err := db.Export(ctx, files.NewWriter(buffered).Write, now); err != nil {
		return err
	}
	if err := buffered.Flush(); err != nil {
		return fmt.Errorf("export: %w", err)
	}
	return db.RecordExport(ctx, 0, 0, false, now)
}
