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
	"coach/store"
)

// holidaysCommands are coach holidays ….
type holidaysCommands struct {
	Import holidaysImportCommand `cmd:"" help:"Import the public holidays of a calendar from iCalendar files."`
	List   holidaysListCommand   `cmd:"" help:"List the public holidays to come, by calendar."`
}

const (
	everyone  = "everyone" // stands for all calendars
	nextShown = 3          // holidays that an import shows
)

// A holidaysImportCommand is coach holidays import NAME FILE.ics ….
type holidaysImportCommand struct {
	Name   string   `arg:"" help:"Calendar, as people have it in the people file; default for people without one, everyone for all."`
	Files  []string `arg:"" name:"file" help:"iCalendar files, such as one a year, of which all-day events count. From the first day that they name on, they replace what was imported for that calendar before. - reads standard input."`
	DB     string   `name:"db" env:"COACH_DB" default:"coach.db" help:"Database file."`
	DryRun bool     `env:"COACH_DRY_RUN" help:"Say what would change, and change nothing."`
	Yes    bool     `help:"Go ahead even if days to come are removed, or a year has very many days off."`
	Also   []string `env:"COACH_HOLIDAYS_ALSO" sep:"none" placeholder:"WORDS" help:"Take days too that are passed over as observances or as those of a region, if their names or descriptions hold these words; can be repeated."`
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

// The years of holidays that are kept: periods under way may have begun in the
// past, and nothing is planned far ahead.
const (
	yearsBack  = 2
	yearsAhead = 6
)

// importFrom imports the holidays that the files' data hold and says to out
// what it changed.
func (c holidaysImportCommand) importFrom(ctx context.Context, data [][]byte, out io.Writer, now time.Time) error {
	kept := cadence.Period{Start: cadence.DateOf(now.AddDate(-yearsBack, 0, 0)), End: cadence.DateOf(now.AddDate(yearsAhead, 0, 0))}
	files, strange, err := c.read(data, kept)
	if err != nil {
		return err
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
	change, err := c.compare(ctx, db, calendar, files, kept, cadence.DateOf(now))
	if err != nil {
		return err
	}
	if len(strange) > 0 {
		fmt.Fprintln(out, strange)
	}
	change.write(out)
	if asked := strings.Join(change.Questions, " "); asked != "" && c.DryRun {
		fmt.Fprintln(out, asked, "If that is right, the import needs --yes.")
	} else if asked != "" && !c.Yes {
		return fmt.Errorf("nothing was imported. %s If that is right, add --yes", asked)
	}
	if !c.DryRun {
		if _, _, err := db.ImportHolidays(ctx, calendar, change.Within, change.Given); err != nil {
			return err
		}
	}
	return c.conclude(ctx, db, calendar, change, out, cadence.DateOf(now))
}

// read reads the files. That one is no calendar, or that they hold no day off,
// is of type problems; what is strange about them otherwise comes back.
func (c holidaysImportCommand) read(data [][]byte, kept cadence.Period) (files []holidaysRead, strange problems, err error) {
	var bad problems
	days := 0
	for i, name := range c.Files {
		f := readHolidays(data[i], kept, c.Also...)
		if f.NoCalendar {
			bad.rows(inputName(name), f.Faults)
		} else {
			strange.rows(inputName(name), append(f.Faults, f.Notes...))
		}
		days += len(f.Days)
		files = append(files, f)
	}
	if len(bad) == 0 && days == 0 {
		bad = strange
		var passed strings.Builder
		compareHolidays(files, nil, nil, kept, cadence.Standard(), 0).write(&passed)
		for line := range strings.Lines(passed.String()) {
			bad.add("%s", strings.TrimSpace(line))
		}
		bad.add("%s: there is no day off from %s to %s, so nothing was changed. Give a file with public holidays.", inputName(c.Files[0]), kept.Start, kept.End)
	}
	if strings.TrimSpace(c.Name) == "" {
		bad.add("the calendar has no name: give that of the people file, or default, or everyone")
	}
	if len(bad) > 0 {
		return nil, nil, bad
	}
	return files, strange, nil
}

// compare judges what the files make of what is stored.
func (c holidaysImportCommand) compare(ctx context.Context, db *store.Store, calendar string, files []holidaysRead, kept cadence.Period, today cadence.Date) (holidayChange, error) {
	known, err := db.NamedHolidays(ctx)
	if err != nil {
		return holidayChange{}, err
	}
	pb, _, err := db.Playbook(ctx)
	if errors.Is(err, store.ErrNotFound) {
		pb = &practice.Playbook{}
	} else if err != nil {
		return holidayChange{}, err
	}
	var others []practice.Holiday
	if calendar != practice.EveryCalendar {
		others = known[practice.EveryCalendar]
	}
	return compareHolidays(files, known[calendar], others, kept, pb.Calendar(calendar), today), nil
}

// conclude says what changed, or would, and what is to be done about it.
func (c holidaysImportCommand) conclude(ctx context.Context, db *store.Store, calendar string, change holidayChange, out io.Writer, today cadence.Date) error {
	days := make([]cadence.Date, len(change.Given))
	for i, h := range change.Given {
		days[i] = h.On
	}
	fmt.Fprintf(out, "%s: %s, %d added, %d removed. Next: %s.\n", c.Name, counted(len(days), "public holiday", "public holidays"),
		len(change.Added), len(change.Removed), nextOf(days, today, nextShown))
	used, err := db.UsesCalendar(ctx, calendar)
	if err != nil {
		return err
	}
	if !used {
		fmt.Fprintf(out, "Nobody has the calendar %s yet. Write it in the column calendar of the people file, or import these for everyone.\n", c.Name)
	}
	if c.DryRun {
		fmt.Fprintln(out, "This was a dry run: nothing has changed. Leave out --dry-run to do it.")
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
