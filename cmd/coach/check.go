package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/rs/zerolog"

	"coach"
	"coach/service"
)

// A wellCommand is coach check.
type wellCommand struct {
	DB     string `name:"db" env:"COACH_DB" default:"coach.db" help:"Database: a file, or postgres://user@host/database."`
	APIURL string `name:"api-url" env:"SLACK_API_URL" default:"https://slack.com/api/" help:"Address of Slack's Web API."`
	Owners string `env:"COACH_OWNERS" help:"Emails of the people who may publish the playbook and change settings, separated by commas, as for coach run."`
	JSON   bool   `name:"json" env:"COACH_CHECK_JSON" help:"Print a JSON object for each finding."`
	keyFlag
	BotToken string `kong:"-"`
	AppToken string `kong:"-"`
}

// notWell is the error of a check that has found something amiss. The findings
// are printed already.
type notWell int

// Error counts what is amiss.
func (n notWell) Error() string { return counted(int(n), "thing needs", "things need") + " somebody" }

// Run implements the command.
func (c wellCommand) Run(ctx context.Context) (err error) {
	if c.BotToken, err = fromEnvironment("SLACK_BOT_TOKEN", os.Getenv); err != nil {
		return err
	}
	if c.AppToken, err = fromEnvironment("SLACK_APP_TOKEN", os.Getenv); err != nil {
		return err
	}
	return c.checkTo(ctx, os.Stdout, time.Now)
}

// checkTo writes what was found to out. Its error is notWell if anything is
// amiss.
func (c wellCommand) checkTo(ctx context.Context, out io.Writer, now func() time.Time) error {
	found := coach.Check(ctx, coach.Config{DB: c.DB, KeyFile: c.file(), BotToken: c.BotToken, AppToken: c.AppToken, APIURL: c.APIURL, Owners: c.Owners,
		Now: now, Built: built(), Out: out, Log: zerolog.Nop()})
	bad := 0
	lines := json.NewEncoder(out)
	lines.SetEscapeHTML(false)
	for _, f := range found {
		if f.State == service.Amiss {
			bad++
		}
		if !c.JSON {
			fmt.Fprintf(out, "%-8s %-10s %s\n", f.State, f.About, f.Says)
		} else if err := lines.Encode(f); err != nil {
			return err
		}
	}
	if bad > 0 {
		return notWell(bad)
	}
	return nil
}
