package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/alecthomas/kong"
)

// everyFlag is the model of the command line: each command's flags.
func everyFlag(t *testing.T, look func(command string, f *kong.Flag)) {
	t.Helper()
	parser, err := kong.New(&cli{})
	if err != nil {
		t.Fatal(err)
	}
	flags := 0
	var walk func(*kong.Node)
	walk = func(n *kong.Node) {
		for _, f := range n.Flags {
			flags++
			look(n.FullPath(), f)
		}
		for _, child := range n.Children {
			walk(child)
		}
	}
	walk(parser.Model.Node)
	if flags < 40 {
		t.Errorf("only %d flags are looked at", flags)
	}
}

// What is on a command line is read by everybody on the machine.
func TestNoFlagTakesASecret(t *testing.T) {
	everyFlag(t, func(command string, f *kong.Flag) {
		for _, word := range []string{"token", "secret", "password", "key"} {
			if slices.Contains(strings.Split(f.Name, "-"), word) && !strings.HasSuffix(f.Name, "-file") { // the name of a file is no secret
				t.Errorf("%s has --%s", command, f.Name)
			}
		}
		for _, env := range f.Envs {
			if strings.Contains(env, "TOKEN") {
				t.Errorf("%s takes %s as --%s", command, env, f.Name)
			}
		}
	})
}

// A variable that was set for one command, and forgotten, must not say yes to
// another.
func TestNoConfirmationComesFromTheEnvironment(t *testing.T) {
	confirmations := []string{"yes", "complete", "skip-bad", "force"}
	found := 0
	everyFlag(t, func(command string, f *kong.Flag) {
		if !slices.Contains(confirmations, f.Name) {
			return
		}
		found++
		if len(f.Envs) > 0 {
			t.Errorf("%s --%s is given by %s", command, f.Name, f.Envs)
		}
	})
	if found < 4 {
		t.Errorf("only %d confirmations are looked at", found)
	}
}

func TestTokensComeFromTheEnvironmentOrAFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "token")
	if err := os.WriteFile(path, []byte("xoxb-file\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		name string
		env  map[string]string
		want string
		says string
	}{
		{"nothing", nil, "", ""},
		{"a variable", map[string]string{"SLACK_BOT_TOKEN": "xoxb-env"}, "xoxb-env", ""},
		{"a file", map[string]string{"SLACK_BOT_TOKEN_FILE": path}, "xoxb-file", ""},
		{"both", map[string]string{"SLACK_BOT_TOKEN": "xoxb-env", "SLACK_BOT_TOKEN_FILE": path}, "", "both set"},
		{"a file that is not there", map[string]string{"SLACK_BOT_TOKEN_FILE": path + ".old"}, "", "SLACK_BOT_TOKEN_FILE"},
	} {
		var c runCommand
		err := c.readTokens(func(name string) string { return test.env[name] })
		if c.BotToken != test.want || (err == nil) != (test.says == "") || err != nil && !strings.Contains(err.Error(), test.says) {
			t.Errorf("%s: %q, %v", test.name, c.BotToken, err)
		}
	}
	var c runCommand
	if err := c.readTokens(func(name string) string { return map[string]string{"SLACK_APP_TOKEN_FILE": path}[name] }); err != nil || c.AppToken != "xoxb-file" {
		t.Errorf("the app's token is %q, %v", c.AppToken, err)
	}
}
