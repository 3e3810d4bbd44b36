package sandbox_test

import (
	"bufio"
	"context"
	"fmt"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"coach/sandbox"
)

// TestSlacksOwnJavaScriptClients drives Bolt and its Socket Mode client, as Slack
// publishes them, against the sandbox. It is skipped where npm cannot install
// them, unless the environment says COACH_NODE=required.
func TestSlacksOwnJavaScriptClients(t *testing.T) {
	folder := javaScriptClients(t)
	t.Run("an app on Bolt", func(t *testing.T) {
		t.Parallel()
		playWithBolt(t, folder)
	})
	t.Run("ten sockets and one too many", func(t *testing.T) {
		t.Parallel()
		openSockets(t, folder)
	})
}

func playWithBolt(t *testing.T, folder string) {
	w, app := startScript(t, folder, "app.js")
	app.await(t, "connected")
	dana := w.User("dana")

	t.Run("a form is corrected and closed with the one below", func(t *testing.T) {
		form := dana.Command("/bolt form").Modal().Click("More").Fill("Note", "bad").Submit()
		if form == nil || form.Title() != "More" || form.Errors()["Note"] != "Say something kind." {
			t.Fatalf("a bad note leads to\n%s", w.Transcript())
		}
		if left := form.Fill("Note", "good").Submit(); left != nil || w.DM("dana").Last().Text() != "Noted: good" {
			t.Errorf("a good note leads to\n%s", w.Transcript())
		}
	})
	t.Run("a button's message is replaced", func(t *testing.T) {
		dana.Command("/bolt ask")
		asked := w.DM("dana").Last()
		asked.Click(dana, "Allow")
		if asked.Text() != "@Dana allowed it." || w.DM("dana").Last() != asked || len(asked.Buttons()) != 0 {
			t.Errorf("pressing the button leads to\n%s", w.Transcript())
		}
	})
	t.Run("an answer only one person sees is taken away", func(t *testing.T) {
		hint := dana.Command("/bolt hint")
		if hint.Text() != "Shall I go?  [Go]" {
			t.Errorf("Dana reads %q", hint.Text())
		}
		if hint.Click("Go"); hint.Text() != "" {
			t.Errorf("Dana still reads %q", hint.Text())
		}
	})
	t.Run("a Home is published once and updated", func(t *testing.T) {
		home := dana.OpenHome()
		app.await(t, "home published")
		home.Click("Press")
		dana.OpenHome()
		app.await(t, "home seen again")
		if home.Text() != "Pressed 1 times.  [Press]" {
			t.Errorf("Dana reads %q", home.Text())
		}
	})
	t.Run("a file is shared where the app is a member", func(t *testing.T) {
		if got := dana.Command("/bolt upload " + w.Channel("lobby").ID).Text(); got != "not uploaded: not_in_channel" {
			t.Errorf("in another channel, Dana is told %q", got)
		}
		dana.Command("/bolt upload " + w.Channel("wins").ID)
		if last := w.Channel("wins").Last(); last == nil || last.Text() != "The rates\n(file: Rates, 8 bytes)" {
			t.Errorf("an upload leads to\n%s", w.Transcript())
		}
	})
	t.Run("it comes back after each kind of disconnect", func(t *testing.T) {
		reasons := []string{"warning", "refresh_requested", "link_disabled", "too_many_websockets"}
		for _, reason := range reasons {
			w.Disconnect(reason)
			app.await(t, "connected")
		}
		if got := dana.Command("/bolt dismissals").Text(); got != strings.Join(reasons, ", ") {
			t.Errorf("the app was dismissed for %q", got)
		}
	})
	if problems := w.Problems(); len(problems) > 0 {
		t.Errorf("the app did wrong:\n%s", strings.Join(problems, "\n"))
	}
	t.Run("an event is delivered again", func(t *testing.T) {
		dana.Say("hello")
		app.await(t, "message answered")
		if got := w.DM("dana").Last().Text(); got != `Heard "hello" at retry 1 (timeout).` {
			t.Errorf("the app says %q", got)
		}
		want := []string{"does not acknowledge the event message within 3 seconds"}
		if got := w.Problems(); !slices.Equal(got, want) {
			t.Errorf("the app is blamed for %q, want %q", got, want)
		}
	})
}

func openSockets(t *testing.T, folder string) {
	w, app := startScript(t, folder, "sockets.js")
	app.await(t, "socket 11 is dismissed: too_many_websockets")
	answers := map[string]int{}
	for range 20 {
		answers[w.User("dana").Command("/bolt").Text()]++
	}
	for number := 1; number <= 10; number++ {
		if n := answers[fmt.Sprintf("socket %d", number)]; n != 2 {
			t.Errorf("socket %d answers %d of 20 commands, want 2", number, n)
		}
	}
	want := []string{"opens more than 10 sockets"}
	if got := w.Problems(); !slices.Equal(got, want) {
		t.Errorf("the app is blamed for %q, want %q", got, want)
	}
}

// javaScriptClients installs what testdata/bolt/package.json names into a temporary
// folder, beside the scripts. What npm downloads it keeps in the user's cache.
func javaScriptClients(t *testing.T) (folder string) {
	t.Helper()
	giveUp := t.Skipf
	if os.Getenv("COACH_NODE") == "required" {
		giveUp = t.Fatalf
	}
	if _, err := exec.LookPath("npm"); err != nil {
		giveUp("Node is missing: %v", err)
	}
	cache, err := os.UserCacheDir()
	if err != nil {
		giveUp("npm needs a folder for its cache: %v", err)
	}
	folder = t.TempDir()
	if err := os.CopyFS(folder, os.DirFS(filepath.Join("testdata", "bolt"))); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Minute)
	defer cancel()
	install := exec.CommandContext(ctx, "npm", "install", "--no-audit", "--no-fund", "--no-package-lock", "--ignore-scripts",
		"--prefer-offline", "--fetch-retries=1", "--fetch-retry-mintimeout=1000", "--fetch-retry-maxtimeout=1000",
		"--cache", filepath.Join(cache, "coach-npm"))
	install.Dir, install.WaitDelay = folder, time.Second
	if said, err := install.CombinedOutput(); err != nil {
		giveUp("npm cannot install Slack's JavaScript clients (does it reach its registry?): %v\n%s", err, said)
	}
	return folder
}

// A script is a running Node program.
type script struct {
	lines chan string // that it prints; closed when it ends
}

// startScript runs a script as the app of a new workspace, over real sockets, until
// the test ends.
func startScript(t *testing.T, folder, name string) (*sandbox.Workspace, *script) {
	t.Helper()
	manifest, err := os.ReadFile(filepath.Join(folder, "manifest.yml"))
	if err != nil {
		t.Fatal(err)
	}
	w, err := sandbox.New(manifest, sandbox.Options{})
	if err != nil {
		t.Fatal(err)
	}
	w.AddPerson(sandbox.Person{Handle: "dana"})
	w.AddChannel("wins", sandbox.ChannelOptions{Members: []string{"dana"}, WithApp: true})
	w.AddChannel("lobby", sandbox.ChannelOptions{})
	srv := httptest.NewServer(w)
	cmd := exec.CommandContext(t.Context(), "node", name)
	cmd.Dir = folder
	cmd.Env = append(os.Environ(), "SLACK_API_URL="+srv.URL+"/api/", "SLACK_BOT_TOKEN="+w.BotToken(), "SLACK_APP_TOKEN="+w.AppToken())
	cmd.Stderr = t.Output()
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	s := &script{make(chan string, 100)}
	go func() {
		defer close(s.lines)
		for scanner := bufio.NewScanner(out); scanner.Scan(); {
			s.lines <- scanner.Text()
		}
	}()
	t.Cleanup(func() {
		for range s.lines { // it prints no more once the test's context has ended it
		}
		_ = cmd.Wait() // it was killed
		srv.Close()
	})
	return w, s
}

// await waits until the script prints a line, which must be the next.
func (s *script) await(t *testing.T, want string) {
	t.Helper()
	select {
	case line, running := <-s.lines:
		if !running || line != want {
			t.Fatalf("the script printed %q (and runs: %t), want %q", line, running, want)
		}
	case <-time.After(time.Minute):
		t.Fatalf("the script did not print %q", want)
	}
}
