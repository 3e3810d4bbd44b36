package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"time"

	"coach/demo"
)

// A demoCommand is coach demo: a workspace with a company in it, and coach at
// work there.
type demoCommand struct {
	Listen string `env:"COACH_DEMO_LISTEN" default:"127.0.0.1:8080" help:"Address of the page. Port 0 picks a free one."`
	IKnow  bool   `name:"i-know" help:"Serve it to other machines too. Anybody who reaches it can act as anybody in the workspace."`
	People string `env:"COACH_DEMO_PEOPLE" type:"existingfile" help:"People file of your own company, as for coach people import. Without it, the forty people of Acme."`
	DB     string `name:"db" env:"COACH_DEMO_DB" help:"Keep the demo's database in this file. Without it, the database is deleted afterwards."`
}

// Run implements the command.
func (c demoCommand) Run(ctx context.Context) error { return c.play(ctx, os.Stdout) }

// play serves the page until ctx ends, and says where.
func (c demoCommand) play(ctx context.Context, out io.Writer) error {
	played, err := c.company()
	if err != nil {
		return err
	}
	listener, err := listenAt{c.Listen, c.IKnow}.open()
	if err != nil {
		return err
	}
	line := &progress{out: out, watched: isTerminal(out), what: "Playing " + counted(played.Weeks(), "week", "weeks") + " at " + played.Name}
	err = demo.Serve(ctx, listener, demo.Options{
		Company: played, Visit: played.VisitOn(time.Now()), Weeks: played.Weeks(), DB: c.DB, AnyAddress: c.IKnow, Report: line.report,
		Ready: func(at net.Addr) {
			line.end()
			fmt.Fprintf(out, "coach demo is at http://%s (Ctrl-C ends it)\n", at)
		},
	})
	return c.mend(err)
}

// company is whom the demo plays. What is wrong with its file is of type
// problems.
func (c demoCommand) company() (*demo.Company, error) {
	if c.People == "" {
		return demo.Acme(), nil
	}
	data, err := readFile(c.People)
	if err != nil {
		return nil, err
	}
	played, err := demo.NewCompany(data)
	return played, c.mend(err)
}

// mend says what to mend in a people file that the demo cannot play.
func (c demoCommand) mend(err error) error {
	var bad problems
	file := cmp.Or(c.People, "Acme's people file")
	unplayable, is := errors.AsType[demo.FileError](err)
	switch {
	case !is:
		return err
	case errors.Is(err, demo.ErrNobody):
		bad.add("%s names nobody. Add a row and start the demo again.", file)
		return bad
	}
	bad.table(file, unplayable.Err)
	bad.rows(file, unplayable.Faults)
	return append(bad, "Fix the rows above and start the demo again.")
}
