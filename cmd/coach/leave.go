package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"time"

	"coach/cadence"
	"coach/practice"
	"coach/store"
)

// leaveCommands are coach leave ….
type leaveCommands struct {
	Import leaveImportCommand `cmd:"" help:"Import when people are away from a CSV file."`
}

// A leaveImportCommand is coach leave import FILE.csv.
type leaveImportCommand struct {
	File string `arg:"" help:"CSV file with a header; columns email, from, to, known_on in any order. No to is until further notice, no known_on is known long ago. - reads standard input."`
	DB   string `name:"db" env:"COACH_DB" default:"coach.db" help:"Database file."`
}

// Run implements the command.
func (c leaveImportCommand) Run(ctx context.Context) error {
	data, err := readInput(c.File)
	if err != nil {
		return err
	}
	return c.importFrom(ctx, data, os.Stdout, time.Now())
}

// counted is a number of things.
func counted(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

// readInput reads a file, or standard input for -.
func readInput(name string) ([]byte, error) {
	if name == "-" {
		return io.ReadAll(os.Stdin)
	}
	data, err := os.ReadFile(name)
	if at, is := errors.AsType[*fs.PathError](err); is {
		err = problems{fmt.Sprintf("%s: %v", name, at.Err)}
	}
	return data, err
}

// importFrom imports the leave that data holds and says to out what it
// changed.
func (c leaveImportCommand) importFrom(ctx context.Context, data []byte, out io.Writer, now time.Time) error {
	db, err := store.Open(ctx, c.DB)
	if err != nil {
		return err
	}
	defer db.Close()
	known := func(email string) bool {
		_, err := db.PersonByEmail(ctx, email)
		return err == nil
	}
	var bad problems
	rows, faults, err := practice.ParseLeave(bytes.NewReader(data), known)
	bad.table(c.File, err)
	bad.rows(c.File, faults)
	if len(bad) > 0 {
		return append(bad, "Nothing was imported. Mend what is above and try again.")
	}
	done, err := db.ImportLeave(ctx, rows, cadence.DateOf(now))
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "%s: leave changed for %s, and stays as it was for %s. Other people's leave, and what was noted in Slack, stays too.\n",
		counted(len(rows), "row", "rows"), counted(done.Changed, "person", "people"), counted(done.Unchanged, "person", "people"))
	return nil
}
