package main

import (
	"bufio"
	"context"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/slack-go/slack"
)

// TestSandbox: what the command prints is enough to connect an app.
func TestSandbox(t *testing.T) {
	people := filepath.Join(t.TempDir(), "people.csv")
	if err := os.WriteFile(people, []byte("email,name\nmaya@example.com,Maya Johnson\nmaya@example.com,Maya Johnson\nana@example.com,Ana Lima\nana@other.example,Ana Other\n"+
		"slackbot@example.com,Sly\nana2@example.com,Ana Two\np1@example.com,One\np10@example.com,Ten\nлена@example.com,Lena\nанна@example.com,Anna\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	out, in := io.Pipe()
	done := make(chan error, 1)
	go func() { done <- sandboxCommand{Listen: "127.0.0.1:0", People: people}.serve(ctx, in) }()
	printed := map[string]string{}
	lines := bufio.NewScanner(out)
	for len(printed) < 4 && lines.Scan() {
		name, value, _ := strings.Cut(lines.Text(), " ")
		printed[name] = strings.TrimSpace(value)
	}
	go func() { _, _ = io.Copy(io.Discard, out) }()
	api := slack.New(printed["SLACK_BOT_TOKEN"], slack.OptionAPIURL(printed["SLACK_API_URL"]))
	users, err := api.GetUsersContext(ctx)
	if err != nil {
		t.Fatal(err)
	}
	var names, admins []string
	for _, u := range users {
		names = append(names, u.RealName)
		if u.IsAdmin {
			admins = append(admins, u.RealName)
		}
	}
	for _, want := range []string{"Maya Johnson", "Ana Lima", "Ana Other", "Ana Two", "Sly", "One", "Ten", "Lena", "Anna"} {
		if !slices.Contains(names, want) {
			t.Errorf("the workspace has %q, and no %s", names, want)
		}
	}
	if !slices.Equal(admins, []string{"Maya Johnson"}) {
		t.Errorf("its admins are %q, want the first person of the file", admins)
	}
	answer, err := http.Get(printed["Page"])
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		t.Errorf("the page answers %s", answer.Status)
	}
	stop()
	if err := <-done; err != nil {
		t.Error(err)
	}
}

// Whoever reaches the page can act as anybody, so only this machine does.
func TestSandboxAndDemoListenToThisMachineAlone(t *testing.T) {
	for _, address := range []string{"0.0.0.0:0", ":0", "[::]:0", "192.0.2.1:0"} {
		const want = "could act as anybody in this workspace, so only this machine may reach it. Use --listen 127.0.0.1:0, or add --i-know if others should reach it"
		if err := (sandboxCommand{Listen: address}).serve(t.Context(), io.Discard); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("coach sandbox on %s says: %v", address, err)
		}
		if err := (demoCommand{Listen: address}).play(t.Context(), io.Discard); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("coach demo on %s says: %v", address, err)
		}
	}
	for _, l := range []listenAt{{"127.0.0.1:0", false}, {"localhost:0", false}, {"0.0.0.0:0", true}} {
		listener, err := l.open()
		if err != nil {
			t.Errorf("%+v: %v", l, err)
			continue
		}
		listener.Close()
	}
	if _, err := (listenAt{"localhost", false}).open(); err == nil || !strings.Contains(err.Error(), "such as 127.0.0.1:0") {
		t.Errorf("an address without a port is answered with: %v", err)
	}
}
