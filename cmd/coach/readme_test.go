package main

import (
	"maps"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/alecthomas/kong"
)

var (
	variableName = regexp.MustCompile(`\b(?:COACH|SLACK)_[A-Z_]+\b`)
	flagName     = regexp.MustCompile(`--[a-z][a-z-]*`)
	inCode       = regexp.MustCompile("`[^`]+`")
)

// readmeRows are the rows of the README's tables, as cells, that begin with a
// piece of code with this beginning.
func readmeRows(t *testing.T, beginning string) (rows [][]string) {
	t.Helper()
	data, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(data)) {
		if strings.HasPrefix(line, "| `"+beginning) {
			line = strings.ReplaceAll(line, `\|`, "/")
			rows = append(rows, strings.Split(strings.Trim(line, "|\n "), "|"))
		}
	}
	return rows
}

// Somebody who looks for a variable finds it in the README, and what the README
// names is read.
func TestTheReadmeHasEveryVariable(t *testing.T) {
	known := map[string]bool{}
	for _, token := range []string{"SLACK_BOT_TOKEN", "SLACK_APP_TOKEN"} {
		known[token+" none"], known[token+"_FILE none"] = true, true
	}
	everyFlag(t, func(_ string, f *kong.Flag) {
		for _, env := range f.Envs {
			known[env+" --"+f.Name] = true
		}
	})
	named := map[string]bool{}
	for _, row := range append(readmeRows(t, "COACH_"), readmeRows(t, "SLACK_")...) {
		if strings.TrimSpace(row[1]) == "none" {
			for _, env := range variableName.FindAllString(strings.Join(row, " "), -1) {
				named[env+" none"] = true
			}
			continue
		}
		envs, flags := variableName.FindAllString(row[0], -1), flagName.FindAllString(row[1], -1)
		if len(envs) != len(flags) {
			t.Errorf("the README has %d variables with %d flags in%s", len(envs), len(flags), row[0])
			continue
		}
		for i, env := range envs {
			named[env+" "+flags[i]] = true
		}
	}
	compareNames(t, "variable", slices.Sorted(maps.Keys(known)), slices.Sorted(maps.Keys(named)))
}

// Somebody who looks for a command finds it in the README with the flags that
// confirm something, which --help alone would not lead to; and what the README
// names can be typed.
func TestTheReadmeHasEveryCommand(t *testing.T) {
	parser, err := kong.New(&cli{}, kong.Name("coach"))
	if err != nil {
		t.Fatal(err)
	}
	has, must := map[string][]string{}, map[string][]string{}
	for _, leaf := range parser.Model.Leaves(true) {
		must[leaf.FullPath()] = nil
		for _, f := range leaf.Flags {
			has[leaf.FullPath()] = append(has[leaf.FullPath()], "--"+f.Name)
			if len(f.Envs) == 0 && f.Name != "help" {
				must[leaf.FullPath()] = append(must[leaf.FullPath()], "--"+f.Name)
			}
		}
	}
	var named []string
	for _, row := range readmeRows(t, "coach ") {
		code := strings.Trim(inCode.FindString(row[0]), "`")
		command := ""
		for path := range must {
			if (code == path || strings.HasPrefix(code, path+" ")) && len(path) > len(command) {
				command = path
			}
		}
		named = append(named, command)
		for _, flag := range flagName.FindAllString(code, -1) {
			if !slices.Contains(has[command], flag) {
				t.Errorf("the README says %q, and there is no %s", code, flag)
			}
		}
		for _, flag := range must[command] {
			if !slices.Contains(flagName.FindAllString(code, -1), flag) {
				t.Errorf("the README says %q without %s", code, flag)
			}
		}
	}
	slices.Sort(named)
	compareNames(t, "command", slices.Sorted(maps.Keys(must)), named)
}

// compareNames says what there is without being in the README, and the reverse.
func compareNames(t *testing.T, what string, there, named []string) {
	t.Helper()
	for _, name := range there {
		if !slices.Contains(named, name) {
			t.Errorf("the README is without the %s %q", what, name)
		}
	}
	for _, name := range named {
		if !slices.Contains(there, name) {
			t.Errorf("the README has the %s %q, and the program has not", what, name)
		}
	}
}

// The README's transcript is one of a story, with some lines left out.
func TestTheReadmesTranscriptIsAStorys(t *testing.T) {
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, excerpt, found := strings.Cut(string(readme), "```text\n")
	excerpt, after, ends := strings.Cut(excerpt, "```")
	_, after, named := strings.Cut(after, "](stories/testdata/")
	name, _, _ := strings.Cut(after, ")")
	if !found || !ends || !named {
		t.Fatal("the README has no transcript with the story it is from")
	}
	story, err := os.ReadFile("../../stories/testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	rest := string(story)
	for line := range strings.Lines(excerpt) {
		if strings.TrimSpace(line) == "…" {
			continue
		}
		if _, rest, found = strings.Cut(rest, line); !found {
			t.Fatalf("%s does not go on with %q", name, line)
		}
	}
}
