package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"time"

	"coach"
	"coach/demo"
	"coach/files"
	"coach/sandbox"
)

// A sandboxCommand is coach sandbox: the workspace alone, for anybody who
// develops a Slack app.
type sandboxCommand struct {
	Listen   string `env:"COACH_SANDBOX_LISTEN" default:"127.0.0.1:8080" help:"Address of the page and the API. Port 0 picks a free one."`
	IKnow    bool   `name:"i-know" help:"Serve it to other machines too. Anybody who reaches it can act as anybody in the workspace."`
	People   string `env:"COACH_SANDBOX_PEOPLE" type:"existingfile" help:"People file (as for coach people import) of who is in the workspace; the first is its admin. Without it, three people are."`
	Manifest string `env:"COACH_SANDBOX_MANIFEST" type:"existingfile" help:"Manifest of the Slack app. Without it, coach's own."`
}

// Run implements the command.
func (c sandboxCommand) Run(ctx context.Context) error {
	return c.serve(ctx, os.Stdout)
}

// A few people, where no file names any.
const fewPeople = "email,name,time_zone\nana@example.com,Ana Lima,Europe/London\nben@example.com,Ben Okafor,America/New_York\ncy@example.com,Cy Young,Asia/Tokyo\n"

func (c sandboxCommand) serve(ctx context.Context, out io.Writer) error {
	manifest := coach.Manifest
	if c.Manifest != "" {
		var err error
		if manifest, err = os.ReadFile(c.Manifest); err != nil {
			return err
		}
	}
	ws, err := sandbox.New(manifest, sandbox.Options{Name: "Sandbox"})
	if err != nil {
		return fmt.Errorf("%s: %w", c.Manifest, err)
	}
	first, err := c.populate(ws)
	if err != nil {
		return err
	}
	listener, err := listenAt{c.Listen, c.IKnow}.open()
	if err != nil {
		return err
	}
	page := sandbox.PageOptions{Title: "Sandbox", As: first, Start: "general", AnyAddress: c.IKnow}
	server := &http.Server{Handler: ws.Site(page), ReadHeaderTimeout: 10 * time.Second}
	fmt.Fprintf(out, "Page            http://%s\nSLACK_API_URL   http://%s/api/\nSLACK_BOT_TOKEN %s\nSLACK_APP_TOKEN %s\nConnect your app with these; Ctrl-C ends the workspace.\n",
		listener.Addr(), listener.Addr(), ws.BotToken(), ws.AppToken())
	context.AfterFunc(ctx, func() { server.Close() })
	if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}

// populate lets people join the workspace and returns the handle of the first,
// who is its admin: there has to be somebody who may set an app up.
func (c sandboxCommand) populate(ws *sandbox.Workspace) (first string, err error) {
	data := []byte(fewPeople)
	if c.People != "" {
		if data, err = os.ReadFile(c.People); err != nil {
			return "", err
		}
	}
	file, err := files.ParsePeople(data, "", nil)
	if err != nil {
		return "", fmt.Errorf("%s: %w", c.People, err)
	}
	if len(file.Faults) > 0 {
		return "", fmt.Errorf("%s: %w", c.People, file.Faults[0])
	}
	members, err := demo.Join(ws, file.Rows, true)
	if err != nil {
		return "", fmt.Errorf("%s: %w", c.People, err)
	}
	if len(members) == 0 {
		return "", fmt.Errorf("%s names nobody. Add a row", c.People)
	}
	for _, name := range []string{"general", "wins", "leaders"} {
		ws.AddChannel(name, sandbox.ChannelOptions{Members: demo.Handles(members)})
	}
	return members[0].Handle, nil
}
