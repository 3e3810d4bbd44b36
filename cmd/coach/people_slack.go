package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/rs/zerolog"

	"coach"
	"coach/practice"
	"coach/service"
	"coach/store"
)

// A fieldFlag says which field of Slack profiles names somebody's manager.
type fieldFlag struct {
	Field string `env:"COACH_PEOPLE_FIELD" placeholder:"LABEL" help:"Label or ID of the field in Slack profiles that names the manager. Without it, one called “Manager”, “Reports to” or the like."`
}

// A fromSlackCommand is coach people from-slack.
type fromSlackCommand struct {
	DB string `name:"db" env:"COACH_DB" default:"coach.db" help:"Database: a file, or postgres://user@host/database."`
	keyFlag
	fieldFlag
	DryRun bool   `env:"COACH_DRY_RUN" help:"Show what would change without changing anything."`
	APIURL string `name:"api-url" env:"SLACK_API_URL" default:"https://slack.com/api/" help:"Address of Slack's Web API."`
}

// Run implements the command.
func (c fromSlackCommand) Run(ctx context.Context) error {
	token, err := fromEnvironment("SLACK_BOT_TOKEN", os.Getenv)
	if err != nil {
		return err
	}
	return c.follow(ctx, os.Stdout, coach.Config{BotToken: token, APIURL: c.APIURL, PeopleField: c.Field, Now: time.Now, Out: os.Stderr, Log: zerolog.New(os.Stderr).Level(zerolog.WarnLevel)})
}

// follow reads all profiles before it changes anything, so that whoever
// interrupts it has everything as it was. A dry run does the same to a copy.
func (c fromSlackCommand) follow(ctx context.Context, out io.Writer, slack coach.Config) (err error) {
	db, err := openDB(ctx, c.DB, c.keyFlag)
	if err != nil {
		return err
	}
	if c.DryRun {
		db.Close()
		copied, throwAway, err := copyDB(ctx, c.DB, c.keyFlag)
		defer throwAway()
		if err != nil {
			return err
		}
		if db, err = openDB(ctx, copied, c.keyFlag); err != nil {
			return err
		}
	}
	defer db.Close()
	r, err := c.read(ctx, db, out, slack)
	if err != nil {
		return err
	}
	c.report(out, r)
	return nil
}

// read reads the profiles and follows them.
func (c fromSlackCommand) read(ctx context.Context, db *store.Store, out io.Writer, slack coach.Config) (r service.ProfileReport, err error) {
	line := progress{out: out, watched: isTerminal(out), what: "Reading Slack profiles"}
	done := 0
	profiles, err := coach.ReadManagers(ctx, db, slack, func(n, of int) {
		done = n
		line.report(fmt.Sprintf("%d of %d", n, of))
	})
	line.end()
	unread, isUnread := errors.AsType[practice.UnreadProfiles](err)
	switch {
	case isUnread:
		return r, problems{unread.Text}
	case errors.Is(err, context.Canceled):
		return r, problems{fmt.Sprintf("Stopped after %s. Nothing has changed.", counted(done, "profile", "profiles"))}
	case err != nil:
		return r, err
	}
	return service.FollowProfiles(ctx, db, profiles, slack.Now())
}

// report says what reading profiles changed, and what is wrong with some.
func (c fromSlackCommand) report(out io.Writer, r service.ProfileReport) {
	switch {
	case r.Read == 0:
		fmt.Fprintln(out, "Nobody who takes part has been found in Slack yet, so there was no profile to read. Import people first, by email alone if you like: coach people import.")
		return
	case r.Empty():
		fmt.Fprintf(out, "Read %s, and none of them names a manager, so nothing has changed. Have people fill the field in, or choose another with --field.\n", counted(r.Read, "profile", "profiles"))
		return
	}
	sayChanges(out, "changed", r.Changed)
	sayDoubted(out, r.Roster, r.Doubted)
	fmt.Fprintf(out, "Read %s, of which %d name a manager: %d changed, %d not followed.\n", counted(r.Read, "profile", "profiles"), r.Naming, len(r.Changed), len(r.Doubted))
	if c.DryRun {
		fmt.Fprintln(out, "This was a dry run, so nothing has changed. To do it, leave out --dry-run.")
	}
}

// sayDoubted says whose Slack profile is not followed, why, and what to do.
func sayDoubted(out io.Writer, roster *practice.Roster, doubted []practice.Profile) {
	for _, d := range doubted {
		p := roster.Person(d.Person)
		who := p.Email
		if who == "" {
			who = p.Name
		}
		fmt.Fprintf(out, "%s: %s\n", who, d.Doubt.Text())
	}
}
