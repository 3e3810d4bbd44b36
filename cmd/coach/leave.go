package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"slices"
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
	File string `arg:"" help:"CSV file with a header; columns email, from, to, known_on, status in any order. No to is until further notice, no known_on is known long ago, and leave with a status such as cancelled does not count. - reads standard input."`
	DB   string `name:"db" env:"COACH_DB" default:"coach.db" help:"Database file."`
	encodingFlag
	SkipBad  bool `help:"Import the leave of the others if somebody's rows are bad."`
	DryRun   bool `help:"Say what would change, and change nothing."`
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
	if _, missing := os.Stat(c.DB); c.DryRun && missing == nil {
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
	settings, _, err := db.Settings(ctx)
	if err != nil {
		return err
	}
	today := cadence.DateOf(now.In(settings.Location()))
	rows, err := c.read(ctx, db, data, out, today)
	if err != nil {
		return err
	}
	var absent []practice.Leave
	if c.Complete {
		if absent, err = c.absent(ctx, db, rows, out, today); err != nil {
			return err
		}
	}
	done, err := db.ImportLeave(ctx, rows)
	if err != nil {
		return err
	}
	if err := db.EndFileLeave(ctx, absent, today); err != nil {
		return err
	}
	c.report(out, len(rows), done, absent)
	return nil
}

func (c leaveImportCommand) report(out io.Writer, rows int, done store.LeaveImport, absent []practice.Leave) {
	fmt.Fprintf(out, "%s: leave changed for %s, and stays as it was for %s.", counted(rows, "row", "rows"),
		counted(done.Changed, "person", "people"), counted(done.Unchanged, "person", "people"))
	if c.Complete {
		fmt.Fprintf(out, " Ended the leave of %s not in the file. What was noted in Slack stays.\n", counted(peopleIn(absent), "person", "people"))
	} else {
		fmt.Fprintln(out, " Other people's leave, and what was noted in Slack, stays too.")
	}
	if c.DryRun {
		fmt.Fprintln(out, "This was a dry run: nothing has changed. Leave out --dry-run to do it.")
	}
}

// read reads the file's rows. What is wrong with any is of type problems, or
// said to out where the others are imported all the same: then nothing changes
// for whoever stands on a bad row.
func (c leaveImportCommand) read(ctx context.Context, db *store.Store, data []byte, out io.Writer, today cadence.Date) ([]practice.LeaveRow, error) {
	file, err := practice.ParseLeave(data, c.Encoding, func(email string) bool {
		_, err := db.PersonByEmail(ctx, email)
		return err == nil
	})
	var bad problems
	if bad.table(inputName(c.File), err); err != nil {
		return nil, append(bad, "Nothing was imported. Mend what is above and try again.")
	}
	sayNotes(out, c.File, file.Notes)
	bad.rows(inputName(c.File), file.Faults)
	rows := slices.DeleteFunc(file.Rows, func(r practice.LeaveRow) bool { return file.Bad[r.Email] })
	switch {
	case len(bad) > 0 && c.Complete:
		return nil, append(bad, "Nothing was imported. Mend the rows above first, because with --complete whoever stands on a bad row would seem not to be away.")
	case len(bad) > 0 && (!c.SkipBad || len(rows) == 0):
		return nil, append(bad, "Nothing was imported. Mend the rows above, or add --skip-bad to import the leave of the others.")
	case len(bad) > 0:
		fmt.Fprintln(out, bad)
	}
	return rows, c.doubt(ctx, db, rows, out, today)
}

// doubt asks about leave that coach does not have yet and that looks like a
// slip of the year.
func (c leaveImportCommand) doubt(ctx context.Context, db *store.Store, rows []practice.LeaveRow, out io.Writer, today cadence.Date) error {
	var asked problems
	for _, row := range rows {
		why := row.Doubt(today)
		if why == "" || c.Yes {
			continue
		}
		p, err := db.PersonByEmail(ctx, row.Email)
		if err != nil {
			return err
		}
		had, err := db.Leaves(ctx, p.ID, row.From)
		if err != nil {
			return err
		}
		if !slices.ContainsFunc(had, func(l practice.Leave) bool { return l.From == row.From && l.To == row.To }) {
			asked.add("%s:%d: %s Is the year right?", inputName(c.File), row.Line, why)
		}
	}
	if len(asked) > 0 && c.DryRun {
		fmt.Fprintf(out, "%v\nIf that is right, the import needs --yes.\n", asked)
		return nil
	}
	if len(asked) > 0 {
		return append(asked, "Nothing was imported. Correct what is above, or add --yes if it is right.")
	}
	return nil
}

// absent is the leave that a complete file ends: of today or later, out of an
// earlier file, and of somebody whom this one does not name. It is asked about
// if it is that of more than half of all who have such leave.
func (c leaveImportCommand) absent(ctx context.Context, db *store.Store, rows []practice.LeaveRow, out io.Writer, today cadence.Date) ([]practice.Leave, error) {
	all, err := db.FileLeave(ctx, today)
	if err != nil {
		return nil, err
	}
	named := map[practice.PersonID]bool{}
	for _, row := range rows {
		p, err := db.PersonByEmail(ctx, row.Email)
		if err != nil {
			return nil, err
		}
		named[p.ID] = true
	}
	of := peopleIn(all)
	absent := slices.DeleteFunc(all, func(l practice.Leave) bool { return named[l.Person] })
	n := peopleIn(absent)
	if 2*n <= of || c.Yes {
		return absent, nil
	}
	tooMany := fmt.Sprintf("%d of the %d people with leave to come are not in the file, and --complete would end it.", n, of)
	if !c.DryRun {
		return nil, problems{tooMany, "Nothing was imported. Look with --dry-run whether the file is whole, then add --yes to end it all the same."}
	}
	fmt.Fprintln(out, tooMany, "If that is right, the import needs --yes.")
	return absent, nil
}

// peopleIn counts whose leave it is.
func peopleIn(leaves []practice.Leave) int {
	people := map[practice.PersonID]bool{}
	for _, l := range leaves {
		people[l.Person] = true
	}
	return len(people)
}
