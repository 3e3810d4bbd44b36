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
	if err := os.WriteFile(people, []byte("email,name\nmaya@example.com,Maya Johnson\nmaya@example.com,Maya Johnson\nana@example.com,Ana Lima\n"), 0o600); err != nil {
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
	if !strings.Contains(strings.Join(names, ", "), "Maya Johnson") {
		t.Errorf("the workspace has %q", names)
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
