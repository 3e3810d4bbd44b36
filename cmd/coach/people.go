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

	"coach/practice"
	"coach/service"
	"coach/store"
	"coach/store/engine"
)

// peopleCommands are coach people ….
type peopleCommands struct {
	Import    importCommand    `cmd:"" help:"Import people and reporting lines from a CSV file."`
	FromSlack fromSlackCommand `cmd:"" help:"Read who reports to whom from people's Slack profiles, where neither a file nor a team says it."`
	Unfound   unfoundCommand   `cmd:"" help:"List people in the file who can't be found in Slack, and anything else that doesn't fit."`
}

// An unfoundCommand is coach people unfound. While it runs, coach only says how
// many they are: what it prints is often kept.
type unfoundCommand struct {
	DB string `name:"db" env:"COACH_DB" default:"coach.db" help:"Database: a file, or postgres://user@host/database."`
	keyFlag
}

// Run implements the command.
func (c unfoundCommand) Run(ctx context.Context) error { return c.list(ctx, os.Stdout) }

func (c unfoundCommand) list(ctx context.Context, out io.Writer) error {
	db, err := openDB(ctx, c.DB, c.keyFlag)
	if err != nil {
		return err
	}
	defer db.Close()
	all, _, err := db.Contradictions(ctx, db.Today(time.Now()))
	for _, c := range all {
		if c.Kind == practice.NotFound {
			fmt.Fprintln(out, c.Email)
		} else {
			fmt.Fprintf(out, "%s: %s\n", c.Email, c.Kind.Text())
		}
	}
	if err != nil {
		return err
	}
	last, err := db.ProfilesRead(ctx)
	if err != nil {
		return err
	}
	roster, err := db.Roster(ctx)
	if err != nil {
		return err
	}
	sayDoubted(out, roster, last.Doubted)
	if len(all)+len(last.Doubted) == 0 {
		fmt.Fprintln(out, "Everybody in the people file was found in Slack.")
	}
	return nil
}

// An importCommand is coach people import FILE.csv.
type importCommand struct {
	File string `arg:"" help:"CSV file with a header and the columns email, name, manager_email, line, level, time_zone, calendar, start_on, end_on, slack_id in any order. Only email is required. - for standard input."`
	DB   string `name:"db" env:"COACH_DB" default:"coach.db" help:"Database: a file, or postgres://user@host/database."`
	keyFlag
	encodingFlag
	SkipBad  bool `help:"Import the good rows even if some are bad."`
	DryRun   bool `env:"COACH_DRY_RUN" help:"Show what would change without changing anything."`
	Complete bool `help:"The file lists everybody, so anybody from an earlier file who isn't in it ended yesterday."`
	Yes      bool `help:"With --complete, go ahead even if that ends more than half of all people."`
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
	said := "Created a new database at " + engine.Name(c.DB) + "."
	if c.DryRun {
		said = "There's no database at " + c.DB + " yet. The import creates one."
		throwAway, err := c.useCopy(ctx)
		defer throwAway()
		if err != nil {
			return err
		}
	}
	db, made, err := makeDB(ctx, c.DB, c.keyFlag)
	if err != nil {
		return err
	}
	defer db.Close()
	if made {
		fmt.Fprintln(out, said)
	}
	data, err := io.ReadAll(in)
	if err != nil {
		return err
	}
	r, err := service.ImportPeople(ctx, db, data, service.PeopleImport{Encoding: c.Encoding, Complete: c.Complete, EndMost: c.Yes, SkipBad: c.SkipBad, Try: c.DryRun}, now)
	sayNotes(out, c.File, r.Notes)
	bad := c.bad(r, err)
	switch {
	case errors.Is(err, service.ErrRefused) && len(bad) == 0:
		return problems{fmt.Sprintf("Nothing was imported. %s, and --complete would end them. "+
			"Check with --dry-run that the file is complete, then add --yes to end them anyway.", tooMany(r))}
	case len(bad) > 0 && err != nil:
		return bad
	case err != nil:
		return err
	case len(bad) > 0:
		fmt.Fprintln(out, bad)
	}
	lines, err := service.Lint(ctx, db, nil, db.Today(now))
	c.report(out, r, lines)
	return err
}

// bad is what is wrong with the file, row by row.
func (c importCommand) bad(r service.PeopleReport, err error) (bad problems) {
	if unreadable, is := errors.AsType[service.Unreadable](err); is {
		bad.table(inputName(c.File), unreadable.Err)
		return bad
	}
	bad.rows(inputName(c.File), r.Faults)
	switch {
	case len(bad) == 0 || err == nil:
		return bad
	case c.Complete:
		return append(bad, "Nothing was imported. Fix the rows above first. With --complete, anybody on a bad row would seem to have left.")
	default:
		return append(bad, "Nothing was imported. Fix the rows above, or add --skip-bad to import the others.")
	}
}

// useCopy has the command work on a copy of the database until it is thrown
// away.
func (c *importCommand) useCopy(ctx context.Context) (throwAway func(), err error) {
	c.DB, throwAway, err = copyDB(ctx, c.DB, c.keyFlag)
	return throwAway, err
}

// copyDB copies a database for a dry run, into the same folder because it is
// as private, until the copy is thrown away.
func copyDB(ctx context.Context, original string, key keyFlag) (db string, throwAway func(), err error) {
	if engine.IsServer(original) {
		return original, func() {}, errors.New("--dry-run works on a copy, and coach can only copy SQLite files. Copy this database with pg_dump and import there")
	}
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
	from, err := store.Open(ctx, original, key.option())
	if err != nil {
		return db, throwAway, err
	}
	defer from.Close()
	return db, throwAway, from.Copy(ctx, db)
}
