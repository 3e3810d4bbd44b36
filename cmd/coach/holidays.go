package main

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"maps"
	"os"
	"slices"
	"strings"
	"time"

	"coach/cadence"
	"coach/practice"
)

// holidaysCommands are coach holidays ….
type holidaysCommands struct {
	Import holidaysImportCommand `cmd:"" help:"Import the public holidays of a calendar from an iCalendar file."`
	List   holidaysListCommand   `cmd:"" help:"List the public holidays to come, by calendar."`
}

const (
	everyone  = "everyone" // stands for all calendars
	nextShown = 3          // holidays that an import shows
)

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

// The years of holidays that are kept: periods under way may have begun in the
// past, and nothing is planned far ahead.
const (
	yearsBack  = 2
	yearsAhead = 6
)

// importFrom imports the holidays that data holds and says to out what it
// changed.
func (c holidaysImportCommand) importFrom(ctx context.Context, data []byte, out io.Writer, now time.Time) error {
	var bad problems
	kept := cadence.Period{Start: cadence.DateOf(now.AddDate(-yearsBack, 0, 0)), End: cadence.DateOf(now.AddDate(yearsAhead, 0, 0))}
	days, faults := readHolidays(calendarText(data), kept)
	bad.rows(inputName(c.File), faults)
	if len(faults) == 0 && len(days) == 0 {
		bad.add("%s: it has no all-day event from %s to %s, so nothing was changed; give a file with public holidays", inputName(c.File), kept.Start, kept.End)
	}
	if strings.TrimSpace(c.Name) == "" {
		bad.add("the calendar has no name: give that of the people file, or default, or everyone")
	}
	if len(bad) > 0 {
		return bad
	}
	db, err := openDB(ctx, c.DB)
	if err != nil {
		return err
	}
	defer db.Close()
	calendar := c.Name
	if calendar == everyone {
		calendar = practice.EveryCalendar
	}
	added, ended, err := db.ImportHolidays(ctx, calendar, days)
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "%s: %s, %d added, %d removed. Next: %s.\n", c.Name, counted(len(days), "public holiday", "public holidays"),
		added, ended, nextOf(days, cadence.DateOf(now), nextShown))
	used, err := db.UsesCalendar(ctx, calendar)
	if err != nil {
		return err
	}
	if !used {
		fmt.Fprintf(out, "Nobody has the calendar %s yet. Write it in the column calendar of the people file, or import these for everyone.\n", c.Name)
	}
	return nil
}

// nextOf writes the first few days from today on.
func nextOf(days []cadence.Date, today cadence.Date, most int) string {
	var next []string
	for _, d := range days {
		if d >= today && len(next) < most {
			next = append(next, d.Format("Mon 2 January 2006"))
		}
	}
	return cmp.Or(strings.Join(next, ", "), "none to come")
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
	off, err := db.Holidays(ctx)
	if err != nil {
		return err
	}
	if len(off) == 0 {
		fmt.Fprintln(out, "There are no public holidays yet. Import some: coach holidays import everyone FILE.ics")
	}
	for _, calendar := range slices.Sorted(maps.Keys(off)) {
		fmt.Fprintf(out, "%s: %s\n", cmp.Or(calendar, everyone), nextOf(off[calendar], cadence.DateOf(now), len(off[calendar])))
	}
	return nil
}
