package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"time"

	"coach/cadence"
	"coach/practice"
	"coach/service"
	"coach/store"
)

// playbookCommands are coach playbook ….
type playbookCommands struct {
	Show    showCommand    `cmd:"" help:"Print the playbook in force."`
	Check   checkCommand   `cmd:"" help:"Check a playbook file and show what it would expect. Needs no database."`
	Diff    diffCommand    `cmd:"" help:"Describe what a playbook file would change."`
	Publish publishCommand `cmd:"" help:"Publish a playbook file."`
	Undo    undoCommand    `cmd:"" help:"Undo the latest playbook, as long as nobody has logged anything with it."`
}

// A library is the database as these commands need it.
type library struct {
	*store.Store
	now time.Time // in the organisation's time zone
	out io.Writer
}

// A libraryFlags is what every command about the published playbook needs.
type libraryFlags struct {
	DB string `name:"db" env:"COACH_DB" default:"coach.db" help:"Database: a file, or postgres://user@host/database."`
	keyFlag
	TimeZone string `env:"COACH_TIME_ZONE" help:"Time zone of the organisation (Europe/London), which decides what day it is. If not set, the one chosen in Slack, or else UTC."`
}

// with opens the database, beside a coach that may be running.
func (f libraryFlags) with(ctx context.Context, out io.Writer, now time.Time, do func(library) error) error {
	if f.TimeZone != "" && !practice.IsZone(f.TimeZone) {
		return problems{fmt.Sprintf("--time-zone: “%s” is not a time zone. Use a name such as Europe/London", f.TimeZone)}
	}
	db, err := openDB(ctx, f.DB, f.keyFlag)
	if err != nil {
		return err
	}
	defer db.Close()
	zone := db.Zone()
	if f.TimeZone != "" {
		if zone, err = time.LoadLocation(f.TimeZone); err != nil {
			return err
		}
	}
	return do(library{db, now.In(zone), out})
}

func (l library) say(format string, args ...any) { fmt.Fprintf(l.out, format+"\n", args...) }

func (l library) today() cadence.Date { return cadence.DateOf(l.now) }

// standing is the version that stands, 0 before anything was published.
func (l library) standing(ctx context.Context) (int, error) {
	_, version, err := l.Playbook(ctx)
	if errors.Is(err, store.ErrNotFound) {
		return 0, nil
	}
	return version, err
}

// A showCommand is coach playbook show.
type showCommand struct {
	libraryFlags
	Version int `env:"COACH_PLAYBOOK_VERSION" placeholder:"N" help:"A version other than the one in force."`
}

// Run implements the command.
func (c showCommand) Run(ctx context.Context) error { return c.showTo(ctx, os.Stdout, time.Now()) }

func (c showCommand) showTo(ctx context.Context, out io.Writer, now time.Time) error {
	return c.with(ctx, out, now, func(l library) error {
		version, err := l.standing(ctx)
		if err != nil {
			return err
		}
		if c.Version != 0 {
			version = c.Version
		}
		if version == 0 {
			return errors.New("nothing is published yet. To publish a playbook, run coach playbook publish FILE")
		}
		source, err := l.Source(ctx, version)
		if errors.Is(err, store.ErrNotFound) {
			return problems{fmt.Sprintf("--version: there is no version %d", version)}
		}
		if err == nil {
			_, err = out.Write(source)
		}
		return err
	})
}

// A checkCommand is coach playbook check FILE.
type checkCommand struct {
	encodingFlag
	File string `arg:"" help:"Playbook file, or - for standard input."`
}

// Run implements the command.
func (c checkCommand) Run() error { return c.checkTo(os.Stdin, os.Stdout, time.Now()) }

func (c checkCommand) checkTo(in io.Reader, out io.Writer, now time.Time) error {
	pb, _, err := readPlaybook(c.File, c.Encoding, in)
	if err != nil {
		return err
	}
	if pb.ExpectsNothing(1) {
		fmt.Fprintln(out, "This file expects nothing of anybody yet. Add a practice, or switch one on, and check it again.")
		return nil
	}
	on := 0
	for _, p := range pb.Practices {
		if p.Enabled {
			on++
		}
	}
	fmt.Fprintf(out, "%s, %d of them on:\n", counted(len(pb.Practices), "practice", "practices"), on)
	for i := range pb.Practices {
		if p := &pb.Practices[i]; p.Enabled {
			fmt.Fprintf(out, "  %s: %s, for %s.\n", p.Short, p.Words(), p.LevelWords())
		}
	}
	nobody := practice.NewRoster(nil, nil, pb)
	for _, line := range practice.Weigh(nil, pb, nobody, 1).Sentences() {
		fmt.Fprintln(out, line)
	}
	for _, long := range pb.LongForms() {
		fmt.Fprintln(out, long)
	}
	var ended problems
	for _, found := range practice.Lint(pb, nobody, nil, nil, practice.Person{}.Today(now, now.Location())) {
		if said := found.Sentence(nobody); found.Kind == practice.FiscalTableEnded {
			ended.add("%s: %s", inputName(c.File), said)
		} else {
			fmt.Fprintln(out, said)
		}
	}
	if len(ended) > 0 {
		return ended
	}
	return nil
}

// A diffCommand is coach playbook diff FILE.
type diffCommand struct {
	libraryFlags
	encodingFlag
	File string `arg:"" help:"Playbook file, or - for standard input."`
}

// Run implements the command.
func (c diffCommand) Run(ctx context.Context) error {
	return c.diffTo(ctx, os.Stdin, os.Stdout, time.Now())
}

func (c diffCommand) diffTo(ctx context.Context, in io.Reader, out io.Writer, now time.Time) error {
	pb, source, err := readPlaybook(c.File, c.Encoding, in)
	if err != nil {
		return err
	}
	return c.with(ctx, out, now, func(l library) error {
		p, err := l.propose(ctx, pb, source, 0)
		if err == nil {
			l.sayChanges(p)
			err = l.sayLint(ctx, pb)
		}
		return err
	})
}

// An undoCommand is coach playbook undo.
type undoCommand struct {
	libraryFlags
	authorFlags
}

// Run implements the command.
func (c undoCommand) Run(ctx context.Context) error { return c.undoTo(ctx, os.Stdout, time.Now()) }

func (c undoCommand) undoTo(ctx context.Context, out io.Writer, now time.Time) error {
	return c.with(ctx, out, now, func(l library) error {
		by, err := l.author(ctx, c.authorFlags)
		if err != nil {
			return err
		}
		version, stands, err := service.Unpublish(ctx, l.Store, 0, by, l.now)
		if err != nil {
			return sentence(err)
		}
		l.say("Version %d is undone. Version %d is in force again.", version, stands)
		return nil
	})
}

// sentence is why the store refuses, without what it was doing.
func sentence(err error) error {
	for _, known := range []error{store.ErrPublishedMeanwhile, store.ErrNotLatest, store.ErrFirst, store.ErrInUseAlready} {
		if errors.Is(err, known) {
			return known
		}
	}
	return err
}

// An authorFlags is who changes the published playbook.
type authorFlags struct {
	By     string `env:"COACH_PLAYBOOK_BY" placeholder:"EMAIL" help:"Who is doing this, for the history: an owner of the playbook, if it has any."`
	Owners string `env:"COACH_OWNERS" help:"Emails of the people who may publish the playbook, separated by commas, as for coach run. Empty for whoever set coach up in Slack."`
}

// author is who does something, by email; nobody for none. Where the playbook
// has owners it is one of them.
func (l library) author(ctx context.Context, who authorFlags) (practice.PersonID, error) {
	if who.By == "" {
		return 0, nil
	}
	p, err := l.PersonByEmail(ctx, strings.ToLower(who.By))
	switch {
	case errors.Is(err, store.ErrNotFound):
		return 0, problems{fmt.Sprintf("--by: nobody has the email %s", who.By)}
	case err != nil:
		return 0, err
	case p.Account != practice.Member:
		return 0, problems{fmt.Sprintf("--by: %s is not a full member of the workspace", who.By)}
	}
	owners, err := l.Owners(ctx)
	if err != nil {
		return 0, err
	}
	named := practice.EmailsIn(who.Owners)
	owned := len(named) > 0 || len(owners) > 0
	if owned && !practice.MayPublish(p, named, slices.Contains(owners, p.ID)) {
		return 0, problems{fmt.Sprintf("--by: %s does not own the playbook. Give the email of somebody who does, or leave out --by.", who.By)}
	}
	return p.ID, nil
}
