package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"coach/cadence"
	"coach/practice"
	"coach/store"
)

// peopleCommands are coach people ….
type peopleCommands struct {
	Import importCommand `cmd:"" help:"Import people and reporting lines from a CSV file."`
}

// An importCommand is coach people import FILE.csv.
type importCommand struct {
	File    string `arg:"" help:"CSV file with a header; columns email, name, manager_email, line, level, time_zone, calendar, start_on, end_on, slack_id in any order. Only email is required. - reads standard input."`
	DB      string `name:"db" env:"COACH_DB" default:"coach.db" help:"Database file."`
	SkipBad bool   `env:"COACH_SKIP_BAD" help:"Import the good rows even if some are bad."`
}

// Run implements the command.
func (c importCommand) Run(ctx context.Context) error {
	in := io.ReadCloser(os.Stdin)
	if c.File != "-" {
		f, err := os.Open(c.File)
		if err != nil {
			return err
		}
		in = f
	}
	defer in.Close()
	return c.importFrom(ctx, in, os.Stdout, time.Now())
}

// importFrom imports what in holds and says to out what it changed.
func (c importCommand) importFrom(ctx context.Context, in io.Reader, out io.Writer, now time.Time) error {
	db, err := store.Open(ctx, c.DB)
	if err != nil {
		return err
	}
	defer db.Close()
	known := func(email string) bool {
		_, err := db.PersonByEmail(ctx, email)
		return err == nil
	}
	rows, faults, err := practice.ParsePeople(in, known)
	if err != nil {
		return fmt.Errorf("%s: %w", c.File, err)
	}
	for _, fault := range faults {
		fmt.Fprintf(out, "%s:%s\n", c.File, strings.TrimPrefix(fault.Error(), "line "))
	}
	if len(faults) > 0 && !c.SkipBad {
		return errors.New("nothing was imported; mend the rows above, or add --skip-bad to import the others")
	}
	done, err := db.ImportPeople(ctx, rows, cadence.DateOf(now))
	if err != nil {
		return err
	}
	report(out, "added", done.Added)
	report(out, "changed", done.Changed)
	report(out, "ended", done.Ended)
	fmt.Fprintf(out, "%d added, %d changed, %d ended, %d as they were.\n", len(done.Added), len(done.Changed), len(done.Ended), done.Unchanged)
	if len(done.Added) > 0 {
		fmt.Fprintln(out, "coach run finds new people in Slack when it starts, or within the hour if it is running.")
	}
	return nil
}

func report(out io.Writer, what string, emails []string) {
	for _, email := range emails {
		fmt.Fprintf(out, "%-8s %s\n", what, email)
	}
}
