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

// leaveCommands are coach leave ….
type leaveCommands struct {
	Import leaveImportCommand `cmd:"" help:"Import when people are away from a CSV file."`
}

// A leaveImportCommand is coach leave import FILE.csv.
type leaveImportCommand struct {
	File string `arg:"" help:"CSV file with a header and the columns email, from, to, known_on, status in any order. An empty to means no end yet, an empty known_on that it was always known. Leave with a status such as cancelled is left out. - for standard input."`
	DB   string `name:"db" env:"COACH_DB" default:"coach.db" help:"Database: a file, or postgres://user@host/database."`
	keyFlag
	encodingFlag
	SkipBad  bool `help:"If somebody's rows are bad, import everybody else's leave."`
	DryRun   bool `env:"COACH_DRY_RUN" help:"Show what would change without changing anything."`
	Complete bool `help:"The file lists everybody who is or will be away, so other leave from files ended yesterday or won't begin."`
	Yes      bool `help:"Import leave that looks like a mistyped year, and with --complete go ahead even if that ends the leave of more than half."`
}

// Run implements the command.
func (c leaveImportCommand) Run(ctx context.Context) error {
	data, err := readInput(c.File, os.Stdin)
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

// importFrom imports the leave that data holds and says to out what it
// changed. A dry run does the same to a copy.
func (c leaveImportCommand) importFrom(ctx context.Context, data []byte, out io.Writer, now time.Time) (err error) {
	if _, missing := os.Stat(c.DB); c.DryRun && (missing == nil || engine.IsServer(c.DB)) {
		var throwAway func()
		c.DB, throwAway, err = copyDB(ctx, c.DB, c.keyFlag)
		defer throwAway()
		if err != nil {
			return err
		}
	}
	db, err := openDB(ctx, c.DB, c.keyFlag)
	if err != nil {
		return err
	}
	defer db.Close()
	r, err := service.ImportLeave(ctx, db, data, service.LeaveImport{Encoding: c.Encoding, SkipBad: c.SkipBad, Complete: c.Complete, Sure: c.Yes, Try: c.DryRun}, now)
	sayNotes(out, c.File, r.Notes)
	if errors.Is(err, service.ErrRefused) {
		return c.refused(out, r)
	}
	if unreadable, is := errors.AsType[service.Unreadable](err); is {
		var bad problems
		bad.table(inputName(c.File), unreadable.Err)
		return append(bad, "Nothing was imported. Fix the problems above and try again.")
	}
	if err != nil {
		return err
	}
	c.report(out, r)
	return nil
}

// bad is what is wrong with the rows of the file.
func (c leaveImportCommand) bad(r service.LeaveReport) (bad problems) {
	bad.rows(inputName(c.File), r.Faults)
	return bad
}

// doubts are the rows that look like a slip of the year.
func (c leaveImportCommand) doubts(r service.LeaveReport) (asked problems) {
	for _, f := range r.Doubts {
		asked.add("%s:%d: %s Is the year right?", inputName(c.File), f.Line, f.Text)
	}
	return asked
}

// refused says why nothing was imported. Bad rows that were to be skipped are
// said to out, as beside rows that are imported.
func (c leaveImportCommand) refused(out io.Writer, r service.LeaveReport) error {
	bad, asked := c.bad(r), c.doubts(r)
	if len(bad) > 0 && (len(asked) > 0 || r.EndsMost()) {
		fmt.Fprintln(out, bad)
	}
	switch {
	case len(asked) > 0:
		return append(asked, "Nothing was imported. Fix the problems above, or add --yes if it's right.")
	case r.EndsMost():
		return problems{tooMuchLeave(r), "Nothing was imported. Check with --dry-run that the file is complete, then add --yes to end it anyway."}
	case c.Complete:
		return append(bad, "Nothing was imported. Fix the rows above first. With --complete, anybody on a bad row would seem not to be away.")
	default:
		return append(bad, "Nothing was imported. Fix the rows above, or add --skip-bad to import everybody else's leave.")
	}
}

// tooMuchLeave says of how many people a complete file would end the leave.
func tooMuchLeave(r service.LeaveReport) string {
	return fmt.Sprintf("%d of the %d people with leave to come are not in the file, and --complete would end it.", r.Ending, r.Of)
}

// report says what was imported, or would be.
func (c leaveImportCommand) report(out io.Writer, r service.LeaveReport) {
	if bad := c.bad(r); len(bad) > 0 {
		fmt.Fprintln(out, bad)
	}
	if asked := c.doubts(r); len(asked) > 0 {
		fmt.Fprintf(out, "%v\nIf that's right, add --yes.\n", asked)
	}
	if r.EndsMost() && !c.Yes {
		fmt.Fprintln(out, tooMuchLeave(r), "If that's right, add --yes.")
	}
	fmt.Fprintf(out, "%s: leave changed for %s, unchanged for %s.", counted(r.Rows, "row", "rows"),
		counted(r.Changed, "person", "people"), counted(r.Unchanged, "person", "people"))
	if c.Complete {
		fmt.Fprintf(out, " Ended the leave of %s not in the file. Leave noted in Slack stays.\n", counted(r.Ending, "person", "people"))
	} else {
		fmt.Fprintln(out, " Other people's leave and leave noted in Slack stay too.")
	}
	if c.DryRun {
		fmt.Fprintln(out, "This was a dry run, so nothing has changed. To do it, leave out --dry-run.")
	}
}
