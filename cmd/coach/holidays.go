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
	"coach/files"
	"coach/practice"
	"coach/service"
)

// holidaysCommands are coach holidays ….
type holidaysCommands struct {
	Import holidaysImportCommand `cmd:"" help:"Import the public holidays of a calendar from an iCalendar file."`
	List   holidaysListCommand   `cmd:"" help:"List the public holidays to come, by calendar."`
}

// nextShown is how many holidays an import shows.
const nextShown = 3

// A holidaysImportCommand is coach holidays import NAME FILE.ics.
type holidaysImportCommand struct {
	Name string `arg:"" help:"Calendar, as people have it in the people file; default for people without one, everyone for all."`
	File string `arg:"" help:"iCalendar file, of which all-day events count. It replaces what was imported for that calendar before. - reads standard input."`
	DB   string `name:"db" env:"COACH_DB" default:"coach.db" help:"Database file."`
}

// Run implements the command.
func (c holidaysImportCommand) Run(ctx context.Context) error {
	data, err := readInput(c.File, os.Stdin)
	if err != nil {
		return err
	}
	return c.importFrom(ctx, data, os.Stdout, time.Now())
}

// importFrom imports the holidays that data holds and says to out what it
// changed.
func (c holidaysImportCommand) importFrom(ctx context.Context, data []byte, out io.Writer, now time.Time) error {
	db, err := openDB(ctx, c.DB)
	if err != nil {
		return err
	}
	defer db.Close()
	read := func(within cadence.Period) ([]cadence.Date, []files.Fault) { return files.ReadHolidays(data, within) }
	r, err := service.ImportHolidays(ctx, db, c.Name, read, now)
	if errors.Is(err, service.ErrRefused) {
		return c.bad(r)
	}
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "%s: %s, %d added, %d removed. Next: %s.\n", c.Name, counted(len(r.Days), "public holiday", "public holidays"),
		r.Added, r.Ended, listed(r.Next[:min(len(r.Next), nextShown)]))
	if !r.Used {
		fmt.Fprintf(out, "Nobody has the calendar %s yet. Write it in the column calendar of the people file, or import these for everyone.\n", c.Name)
	}
	lines, err := service.Lint(ctx, db, nil, db.Today(now), practice.Concern{Kind: practice.CalendarUnused, About: c.Name})
	for _, line := range lines {
		fmt.Fprintln(out, line)
	}
	return err
}

// bad is what is wrong with the file, or with the name of the calendar.
func (c holidaysImportCommand) bad(r service.HolidayReport) (bad problems) {
	bad.rows(inputName(c.File), r.Faults)
	if len(r.Faults) == 0 && len(r.Days) == 0 {
		bad.add("%s: it has no all-day event from %s to %s, so nothing was changed; give a file with public holidays", inputName(c.File), r.Kept.Start, r.Kept.End)
	}
	if r.Nameless {
		bad.add("the calendar has no name: give that of the people file, or default, or everyone")
	}
	return bad
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
	DB string `name:"db" env:"COACH_DB" default:"coach.db" help:"Database file."`
}

// Run implements the command.
func (c holidaysListCommand) Run(ctx context.Context) error {
	return c.list(ctx, os.Stdout, time.Now())
}

// list writes a calendar a line.
func (c holidaysListCommand) list(ctx context.Context, out io.Writer, now time.Time) error {
	db, err := openDB(ctx, c.DB)
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
