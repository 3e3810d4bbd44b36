package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"coach/service"
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
	data, err := readInput(c.File, os.Stdin)
	if err != nil {
		return err
	}
	return c.importFrom(ctx, data, os.Stdout)
}

// counted is a number of things.
func counted(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

// importFrom imports the leave that data holds and says to out what it
// changed.
func (c leaveImportCommand) importFrom(ctx context.Context, data []byte, out io.Writer) error {
	db, err := openDB(ctx, c.DB)
	if err != nil {
		return err
	}
	defer db.Close()
	done, err := service.ImportLeave(ctx, db, bytes.NewReader(data))
	var bad problems
	if unreadable, is := errors.AsType[service.Unreadable](err); is {
		bad.table(inputName(c.File), unreadable.Err)
	}
	if bad.rows(inputName(c.File), done.Faults); len(bad) > 0 {
		return append(bad, "Nothing was imported. Mend what is above and try again.")
	}
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "%s: leave changed for %s, and stays as it was for %s. Other people's leave, and what was noted in Slack, stays too.\n",
		counted(done.Rows, "row", "rows"), counted(done.Changed, "person", "people"), counted(done.Unchanged, "person", "people"))
	return nil
}
