package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"coach/files"
	"coach/store"
	"coach/store/engine"
)

// A restoreCommand is coach import FILE.
type restoreCommand struct {
	File string `arg:"" help:"File that coach export wrote. - for standard input."`
	DB   string `name:"db" env:"COACH_DB" default:"coach.db" help:"Database to fill: a file, or postgres://user@host/database. It must be empty, or not exist yet."`
	keyFlag
}

// Run implements the command.
func (c restoreCommand) Run(ctx context.Context) error {
	if c.File == "-" {
		return c.restore(ctx, os.Stdin, os.Stdout)
	}
	file, err := os.Open(c.File)
	if err != nil {
		_, err = readFile(c.File) // says why
		return err
	}
	defer file.Close()
	return c.restore(ctx, file, os.Stdout)
}

// restore fills the database from a file, and says to out what it brought. Where
// it brings nothing, it leaves no new database behind.
func (c restoreCommand) restore(ctx context.Context, in io.Reader, out io.Writer) error {
	db, made, err := makeDB(ctx, c.DB, c.keyFlag)
	if err != nil {
		return err
	}
	lines := files.NewReader(inputName(c.File), in)
	brought, err := db.Import(ctx, lines)
	err = errors.Join(err, db.Close())
	if err != nil && made && !engine.IsServer(c.DB) {
		for _, left := range []string{"", "-wal", "-shm", ".lock"} {
			os.Remove(c.DB + left)
		}
	}
	if bad := c.bad(err); len(bad) > 0 {
		return bad
	}
	if err != nil {
		return err
	}
	for _, warning := range append(lines.Warnings(), brought.Warnings...) {
		fmt.Fprintln(out, warning)
	}
	_, err = fmt.Fprintf(out, "Imported %s into %s.\n", countOf(brought.Lines), engine.Name(c.DB))
	return err
}

// bad is what is wrong with the file or the database, as far as somebody can put
// it right.
func (c restoreCommand) bad(err error) (bad problems) {
	if fault, is := errors.AsType[files.Fault](err); is {
		bad.add("%s", fault)
		bad.add("Nothing was imported.")
	}
	if errors.Is(err, store.ErrNotEmpty) {
		bad.add("The database %s isn't empty, and coach import only fills an empty one. Name another with --db.", engine.Name(c.DB))
	}
	return bad
}

// countOf says how many lines a file brought, those of the main kinds by name.
func countOf(lines map[string]int) string {
	var said []string
	all := 0
	for _, n := range lines {
		all += n
	}
	for _, kind := range []struct{ name, one, many string }{
		{"person", "person", "people"}, {"occurrence", "occurrence", "occurrences"}, {"entry", "entry", "entries"}, {"ask", "ask", "asks"},
		{"action", "action", "actions"}, {"obstacle", "obstacle", "obstacles"}, {"notice", "message", "messages"},
	} {
		n := lines[kind.name]
		all -= n
		name := kind.many
		if n == 1 {
			name = kind.one
		}
		said = append(said, fmt.Sprintf("%d %s", n, name))
	}
	return fmt.Sprintf("%s and %d other lines", strings.Join(said, ", "), all)
}
