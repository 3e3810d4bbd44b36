// Coach is a Slack bot for a company's coaching rhythm. This package has its
// flags and what a terminal prints, one file a subcommand.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"

	"github.com/alecthomas/kong"
)

// A cli is every command and flag. Each flag has an environment
// variable, but those that confirm something.
type cli struct {
	Run      runCommand       `cmd:"" help:"Connect to Slack and keep the rhythm, until stopped."`
	People   peopleCommands   `cmd:"" help:"Say who takes part and who reports to whom."`
	Leave    leaveCommands    `cmd:"" help:"Say when people are away."`
	Holidays holidaysCommands `cmd:"" help:"Say on which days nobody works."`
	Playbook playbookCommands `cmd:"" help:"Read, compare and publish playbook files."`
	Demo     demoCommand      `cmd:"" help:"Open a living workspace in the browser, with coach at work in it."`
	Plan     planCommand      `cmd:"" help:"Show what a playbook would expect of whom and when, from files alone."`
	Sandbox  sandboxCommand   `cmd:"" help:"The demo's workspace alone, for anybody who develops a Slack app."`
	Version  versionCommand   `cmd:"" help:"Print the version."`
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // a second signal ends coach at once
	parser := kong.Must(&cli{}, kong.Name("coach"),
		kong.Description("A Slack bot that helps managers at every level keep a coaching rhythm."),
		kong.ShortUsageOnError(), kong.Exit(func(code int) { os.Exit(2 * min(code, 1)) }), // 2 is what a person can mend, here as in fail
		kong.BindTo(ctx, (*context.Context)(nil)))
	command, err := parser.Parse(os.Args[1:])
	parser.FatalIfErrorf(err)
	if err := command.Run(); err != nil {
		os.Exit(fail(os.Stderr, err))
	}
}
