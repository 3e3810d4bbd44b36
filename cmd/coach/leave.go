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
	File string `arg:"" help:"CSV file with a header; columns email, from, to, known_on, status in any order. No to is until further notice, no known_on is known long ago, and leave with a status such as cancelled does not count. - reads standard input."`
	DB   string `name:"db" env:"COACH_DB" default:"coach.db" help:"Database: a file, or postgres://user@host/database."`
	encodingFlag
	SkipBad  bool `help:"Import the leave of the others if somebody's rows are bad."`
	DryRun   bool `env:"COACH_DRY_RUN" help:"Say what would change, and change nothing."`
	Complete bool `help:"The file names everybody who is or will be away: other leave out of files ends yesterday, or does not begin."`
	Yes      bool `help:"Take leave that looks like a slip of the year, and with --complete end that of more than half."`
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
		c.DB, throwAway, err = copyDB(ctx, c.DB)
		defer throwAway()
		if err != nil {
			return err
		}
	}
	db, err := openDB(ctx, c.DB)
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
		return append(bad, "Nothing was imported. Mend what is above and try again.")
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
		return append(asked, "Nothing was imported. Correct what is above, or add --yes if it is right.")
	case r.EndsMost():
		return problems{tooMuchLeave(r), "Nothing was imported. Look with --dry-run whether the file is whole, then add --yes to end it all the same."}
	case c.Complete:
		return append(bad, "Nothing was imported. Mend the rows above first, because with --complete whoever stands on a bad row would seem not to be away.")
	default:
		return append(bad, "Nothing was imported. Mend the rows above, or add --skip-bad to import the leave of the others.")
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
		fmt.Fprintf(out, "%v\nIf that is right, the import needs --yes.\n", asked)
	}
	if r.EndsMost() && !c.Yes {
		fmt.Fprintln(out, tooMuchLeave(r), "If that is right, the import needs --yes.")
	}
	fmt.Fprintf(out, "%s: leave changed for %s, and stays as it was for %s.", counted(r.Rows, "row", "rows"),
		counted(r.Changed, "person", "people"), counted(r.Unchanged, "person", "people"))
	if c.Complete {
		fmt.Fprintf(out, " Ended the leave of %s not in the file. What was noted in Slack stays.\n", counted(r.Ending, "person", "people"))
	} else {
		fmt.Fprintln(out, " Other people's leave, and what was noted in Slack, stays too.")
	}
	if c.DryRun {
		fmt.Fprintln(out, "This was a dry run: nothing has changed. Leave out --dry-run to do it.")
	}
}
