package main

import (
	"context"
	"io"
	"os"
	"time"

	"coach/cadence"
	"coach/practice"
	"coach/service"
)

// An explainCommand is coach explain EMAIL [DATE].
type explainCommand struct {
	Email string `arg:"" help:"Email of the person who did or did not get a message."`
	Date  string `arg:"" optional:"" help:"The day, such as 2026-03-05. Without it, today where the person is."`
	DB    string `name:"db" env:"COACH_DB" default:"coach.db" help:"Database: a file, or postgres://user@host/database."`
	keyFlag
}

// Run implements the command.
func (c explainCommand) Run(ctx context.Context) error {
	return c.explainTo(ctx, os.Stdout, time.Now())
}

// explainTo writes the explanation to out. That it was read is recorded first.
func (c explainCommand) explainTo(ctx context.Context, out io.Writer, now time.Time) error {
	var on cadence.Date
	if c.Date != "" {
		var err error
		if on, err = cadence.ParseDate(c.Date); err != nil {
			var bad problems
			bad.add("The day must be one such as 2026-03-05, not %q.", c.Date)
			return bad
		}
	}
	db, err := openDB(ctx, c.DB, c.keyFlag)
	if err != nil {
		return err
	}
	defer db.Close()
	who, err := personNamed(ctx, db, "coach explain", c.Email)
	if err != nil {
		return err
	}
	if err := db.RecordReading(ctx, 0, practice.DeedExplained, who.ID, now); err != nil {
		return err
	}
	x, err := service.Explain(ctx, db, who, on, now)
	if err != nil {
		return err
	}
	writeExplanation(out, x)
	return nil
}
