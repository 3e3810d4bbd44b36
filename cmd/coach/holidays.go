package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"slices"
	"strings"
	"time"

	"coach/cadence"
	"coach/practice"
	"coach/service"
)

// holidaysCommands are coach holidays ….
type holidaysCommands struct {
	Import holidaysImportCommand `cmd:"" help:"Import the public holidays of a calendar from iCalendar files."`
	List   holidaysListCommand   `cmd:"" help:"List the public holidays to come, by calendar."`
}

// nextShown is how many holidays an import shows.
const nextShown = 3

// A holidaysImportCommand is coach holidays import NAME FILE.ics ….
type holidaysImportCommand struct {
	Name  string   `arg:"" help:"Calendar, as named in the people file: default for people without one, everyone for all."`
	Files []string `arg:"" name:"file" help:"iCalendar files, such as one per year. All-day events count. From their first day on, they replace what was imported for that calendar before. - for standard input."`
	DB    string   `name:"db" env:"COACH_DB" default:"coach.db" help:"Database: a file, or postgres://user@host/database."`
	keyFlag
	DryRun bool     `env:"COACH_DRY_RUN" help:"Show what would change without changing anything."`
	Yes    bool     `help:"Go ahead even if future days are removed, or a year has unusually many days off."`
	Also   []string `env:"COACH_HOLIDAYS_ALSO" sep:"none" placeholder:"WORDS" help:"Also take days that would be passed over as observances or as regional, if their names or descriptions contain these words. Can be repeated."`
}

// Run implements the command.
func (c holidaysImportCommand) Run(ctx context.Context) error {
	var all [][]byte
	for _, file := range c.Files {
		data, err := readInput(file, os.Stdin)
		if err != nil {
			return err
		}
		all = append(all, data)
	}
	return c.importFrom(ctx, all, os.Stdout, time.Now())
}

// importFrom imports the holidays that the files' data hold and says to out
// what it changed.
func (c holidaysImportCommand) importFrom(ctx context.Context, data [][]byte, out io.Writer, now time.Time) error {
	db, err := openDB(ctx, c.DB, c.keyFlag)
	if err != nil {
		return err
	}
	defer db.Close()
	r, err := service.ImportHolidays(ctx, db, service.HolidayImport{Calendar: c.Name, Files: data, Also: c.Also, Sure: c.Yes, Try: c.DryRun}, now)
	refused := errors.Is(err, service.ErrRefused)
	if err != nil && !refused {
		return err
	}
	if bad := c.bad(r); refused && len(bad) > 0 {
		return bad
	}
	if strange := c.strange(r); len(strange) > 0 {
		fmt.Fprintln(out, strange)
	}
	reportHolidays(out, r.HolidayChange)
	if refused {
		return problems{fmt.Sprintf("Nothing was imported. %s If that's right, add --yes.", doubts(r.HolidayChange))}
	}
	c.conclude(out, r)
	if c.DryRun {
		return nil
	}
	lines, err := service.Lint(ctx, db, nil, db.Today(now), practice.Concern{Kind: practice.CalendarUnused, About: c.Name})
	for _, line := range lines {
		fmt.Fprintln(out, line)
	}
	return err
}

// conclude says how much changed, or would, and what is to be done about it.
func (c holidaysImportCommand) conclude(out io.Writer, r service.HolidayReport) {
	if c.DryRun && r.Doubtful() {
		fmt.Fprintln(out, doubts(r.HolidayChange), "If that's right, add --yes.")
	}
	fmt.Fprintf(out, "%s: %s, %d added, %d removed. Next: %s.\n", c.Name, counted(len(r.Given), "public holiday", "public holidays"),
		len(r.Added), len(r.Removed), listed(r.Next[:min(len(r.Next), nextShown)]))
	if !r.Used {
		fmt.Fprintf(out, "Nobody has the calendar %s yet. Put it in the calendar column of the people file, or import these for everyone.\n", c.Name)
	}
	if c.DryRun {
		fmt.Fprintln(out, "This was a dry run, so nothing has changed. To do it, leave out --dry-run.")
	}
}

// listed writes days for people.
func listed(days []cadence.Date) string {
	var written []string
	for _, d := range days {
		written = append(written, d.Format("Mon 2 January 2006"))
	}
	return cmp.Or(strings.Join(written, ", "), "none to come")
}

// A holidaysListCommand is coach holidays list.
type holidaysListCommand struct {
	DB string `name:"db" env:"COACH_DB" default:"coach.db" help:"Database: a file, or postgres://user@host/database."`
	keyFlag
}

// Run implements the command.
func (c holidaysListCommand) Run(ctx context.Context) error {
	return c.list(ctx, os.Stdout, time.Now())
}

// list writes a calendar a line.
func (c holidaysListCommand) list(ctx context.Context, out io.Writer, now time.Time) error {
	db, err := openDB(ctx, c.DB, c.keyFlag)
	if err != nil {
		return err
	}
	defer db.Close()
	off, err := service.HolidaysToCome(ctx, db, now)
	if err != nil {
		return err
	}
	if len(off) == 0 {
		fmt.Fprintln(out, "There are no public holidays yet. Import some: coach holidays import everyone FILE.ics")
	}
	for _, calendar := range slices.Sorted(maps.Keys(off)) {
		fmt.Fprintf(out, "%s: %s\n", cmp.Or(calendar, service.Everyone), listed(off[calendar]))
	}
	return nil
}
