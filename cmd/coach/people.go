package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
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
	File string `arg:"" help:"CSV file with a header; columns email, name, manager_email, line, level, time_zone, calendar, start_on, end_on, slack_id in any order. Only email is required. - reads standard input."`
	DB   string `name:"db" env:"COACH_DB" default:"coach.db" help:"Database file."`
	encodingFlag
	SkipBad  bool `env:"COACH_SKIP_BAD" help:"Import the good rows even if some are bad."`
	DryRun   bool `env:"COACH_DRY_RUN" help:"Say what would change, and change nothing."`
	Complete bool `env:"COACH_COMPLETE" help:"The file names everybody: whoever takes part through an earlier file and is not in it, ends yesterday."`
	Yes      bool `env:"COACH_YES" help:"With --complete, go ahead even if more than half of all people would end."`
}

// Run implements the command.
func (c importCommand) Run(ctx context.Context) error {
	data, err := readInput(c.File, os.Stdin)
	if err != nil {
		return err
	}
	return c.importFrom(ctx, bytes.NewReader(data), os.Stdout, time.Now())
}

// importFrom imports what in holds and says to out what it changed. A dry run
// does the same to a copy, so that what it says is what would happen.
func (c importCommand) importFrom(ctx context.Context, in io.Reader, out io.Writer, now time.Time) (err error) {
	said := "Made a new database at " + c.DB + "."
	if c.DryRun {
		said = "There is no database at " + c.DB + " yet. The import makes one."
		throwAway, err := c.useCopy(ctx)
		defer throwAway()
		if err != nil {
			return err
		}
	}
	db, made, err := makeDB(ctx, c.DB)
	if err != nil {
		return err
	}
	defer db.Close()
	if made {
		fmt.Fprintln(out, said)
	}
	rows, err := c.read(ctx, db, in, out)
	if err != nil {
		return err
	}
	today := cadence.DateOf(now)
	absent, tooMany, err := c.absent(ctx, db, rows, today)
	if err != nil {
		return err
	}
	before, err := db.Roster(ctx)
	if err != nil {
		return err
	}
	done, err := db.ImportPeople(ctx, rows)
	if err != nil {
		return err
	}
	if err := db.End(ctx, absent, today); err != nil {
		return err
	}
	after, err := db.Roster(ctx)
	if err != nil {
		return err
	}
	for _, id := range absent {
		done.Ended = append(done.Ended, before.Person(id).Email)
	}
	c.report(out, importReport{Import: done, before: before, after: after, today: today, tooMany: tooMany})
	return nil
}

// useCopy has the command work on a copy of the database until it is thrown
// away.
func (c *importCommand) useCopy(ctx context.Context) (throwAway func(), err error) {
	c.DB, throwAway, err = copyDB(ctx, c.DB)
	return throwAway, err
}

// copyDB copies a database for a dry run, into the same folder because it is
// as private, until the copy is thrown away.
func copyDB(ctx context.Context, original string) (db string, throwAway func(), err error) {
	beside := filepath.Dir(original)
	_, err = os.Stat(original)
	fresh := errors.Is(err, os.ErrNotExist)
	if fresh { // there is nothing to copy yet
		beside = ""
		if err := checkFolder(original); err != nil {
			return original, func() {}, err
		}
	}
	folder, err := os.MkdirTemp(beside, "coach-dry-run-")
	if err != nil {
		return original, func() {}, err
	}
	throwAway = func() { os.RemoveAll(folder) }
	db = filepath.Join(folder, "copy.db")
	if fresh {
		return db, throwAway, nil
	}
	from, err := store.Open(ctx, original)
	if err != nil {
		return db, throwAway, err
	}
	defer from.Close()
	return db, throwAway, from.Copy(ctx, db)
}

// read reads the file's rows. What is wrong with any is of type problems, or
// said to out where the others are imported all the same.
func (c importCommand) read(ctx context.Context, db *store.Store, in io.Reader, out io.Writer) ([]practice.PeopleRow, error) {
	known := func(email string) bool {
		_, err := db.PersonByEmail(ctx, email)
		return err == nil
	}
	data, err := io.ReadAll(in)
	if err != nil {
		return nil, err
	}
	file, err := practice.ParsePeople(data, c.Encoding, known)
	var bad problems
	if err != nil {
		bad.table(inputName(c.File), err)
		return nil, bad
	}
	sayNotes(out, c.File, file.Notes)
	roster, err := db.Roster(ctx)
	if err != nil {
		return nil, err
	}
	rows, circles := practice.WithoutCircles(file.Rows, roster, c.Complete)
	bad.rows(inputName(c.File), append(file.Faults, circles...))
	switch {
	case len(bad) > 0 && c.Complete:
		return nil, append(bad, "Nothing was imported. Mend the rows above first, because with --complete whoever stands on a bad row would seem to have left.")
	case len(bad) > 0 && !c.SkipBad:
		return nil, append(bad, "Nothing was imported. Mend the rows above, or add --skip-bad to import the others.")
	case len(bad) > 0:
		fmt.Fprintln(out, bad)
	}
	return rows, nil
}

// absent are the people whom a complete file ends. If that is more than half
// of all who take part through a file, tooMany says so, and only a dry run or
// --yes goes ahead.
func (c importCommand) absent(ctx context.Context, db *store.Store, rows []practice.PeopleRow, today cadence.Date) (absent []practice.PersonID, tooMany string, err error) {
	if !c.Complete {
		return nil, "", nil
	}
	absent, of, err := db.Absent(ctx, rows, today)
	if err != nil || 2*len(absent) <= of || c.Yes {
		return absent, "", err
	}
	tooMany = fmt.Sprintf("%d of the %d people who take part are not in the file", len(absent), of)
	if c.DryRun {
		return absent, tooMany, nil
	}
	return nil, "", fmt.Errorf("nothing was imported; %s, and --complete would end them. "+
		"Look with --dry-run whether the file is whole, then add --yes to end them all the same", tooMany)
}
