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
	Run      runCommand       `cmd:"" help:"Connect to Slack and run coach until stopped."`
	People   peopleCommands   `cmd:"" help:"Import who takes part and who reports to whom."`
	Leave    leaveCommands    `cmd:"" help:"Import when people are away."`
	Holidays holidaysCommands `cmd:"" help:"Import and list public holidays."`
	Playbook playbookCommands `cmd:"" help:"Read, compare and publish playbook files."`
	Report   reportCommand    `cmd:"" help:"Show what somebody's week, month, quarter or year came to."`
	Audit    auditCommand     `cmd:"" help:"Print who changed rights, settings and the playbook, and who read data of others by name."`
	Check    wellCommand      `cmd:"" help:"Find out whether coach is well, and what needs somebody."`
	Explain  explainCommand   `cmd:"" help:"Say why a person did or did not get their message of a day."`
	Demo     demoCommand      `cmd:"" help:"Try coach in your browser, in a demo workspace."`
	Export   exportCommand    `cmd:"" help:"Write everything that coach knows to one file."`
	Import   restoreCommand   `cmd:"" help:"Fill an empty database from a file that coach export wrote."`
	Backup   backupCommand    `cmd:"" help:"Copy the database to a file, while coach runs."`
	Restore  putBackCommand   `cmd:"" help:"Put a backup in the place of the database, or only check it."`
	Keys     keysCommands     `cmd:"" help:"Make, check and exchange the keys that encrypt people's words."`
	Erase    eraseCommand     `cmd:"" help:"Erase a person: their name, and every word by them and about them."`
	Plan     planCommand      `cmd:"" help:"Show what a playbook would expect of whom and when. Needs only files."`
	Sandbox  sandboxCommand   `cmd:"" help:"Run only the demo's workspace, to develop a Slack app against it."`
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
