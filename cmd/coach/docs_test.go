package main

import (
	"maps"
	"os"
	"path/filepath"
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

// pages returns the text of every page of the documentation, by its path from
// here.
func pages(t *testing.T) map[string]string {
	t.Helper()
	texts := map[string]string{}
	for _, pattern := range []string{"../../*.md", "../../docs/*.md"} {
		paths, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		for _, path := range paths {
			data, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			texts[path] = string(data)
		}
	}
	if len(texts) < 12 {
		t.Fatalf("there are only %d pages", len(texts))
	}
	return texts
}

// commandRows are the rows of the tables in docs/commands.md, as cells, that
// begin with a piece of code with this beginning.
func commandRows(t *testing.T, beginning string) (rows [][]string) {
	t.Helper()
	for line := range strings.Lines(pages(t)["../../docs/commands.md"]) {
		if strings.HasPrefix(line, "| `"+beginning) {
			line = strings.ReplaceAll(line, `\|`, "/")
			rows = append(rows, strings.Split(strings.Trim(line, "|\n "), "|"))
		}
	}
	return rows
}

// Somebody who looks for a variable finds it on the page of commands, with its
// flag, and what the page names is read.
func TestThePageOfCommandsHasEveryVariable(t *testing.T) {
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
	for _, row := range append(commandRows(t, "COACH_"), commandRows(t, "SLACK_")...) {
		if strings.TrimSpace(row[1]) == "none" {
			for _, env := range variableName.FindAllString(strings.Join(row, " "), -1) {
				named[env+" none"] = true
			}
			continue
		}
		envs, flags := variableName.FindAllString(row[0], -1), flagName.FindAllString(row[1], -1)
		if len(envs) != len(flags) {
			t.Errorf("the page has %d variables with %d flags in%s", len(envs), len(flags), row[0])
			continue
		}
		for i, env := range envs {
			named[env+" "+flags[i]] = true
		}
	}
	compareNames(t, "variable", slices.Sorted(maps.Keys(known)), slices.Sorted(maps.Keys(named)))
}

// Somebody who looks for a command finds it on the page of commands with the
// flags that confirm something, which --help alone would not lead to; and what
// the page names can be typed.
func TestThePageOfCommandsHasEveryCommand(t *testing.T) {
	parser := kong.Must(&cli{}, kong.Name("coach"))
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
	for _, row := range commandRows(t, "coach ") {
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
				t.Errorf("the page says %q, and there is no %s", code, flag)
			}
		}
		for _, flag := range must[command] {
			if !slices.Contains(flagName.FindAllString(code, -1), flag) {
				t.Errorf("the page says %q without %s", code, flag)
			}
		}
	}
	slices.Sort(named)
	compareNames(t, "command", slices.Sorted(maps.Keys(must)), named)
}

// compareNames says what there is without being on the page of commands, and
// the reverse.
func compareNames(t *testing.T, what string, there, named []string) {
	t.Helper()
	for _, name := range there {
		if !slices.Contains(named, name) {
			t.Errorf("docs/commands.md is without the %s %q", what, name)
		}
	}
	for _, name := range named {
		if !slices.Contains(there, name) {
			t.Errorf("docs/commands.md has the %s %q, and the program has not", what, name)
		}
	}
}

// Whatever variable a page names, something reads: a command, or a test.
func TestEveryVariableOfThePagesIsRead(t *testing.T) {
	known := slices.Clone(secretVariables)
	everyFlag(t, func(_ string, f *kong.Flag) { known = append(known, f.Envs...) })
	code := goSources(t)
	found := 0
	for path, text := range pages(t) {
		for _, name := range variableName.FindAllString(text, -1) {
			found++
			begins := func(k string) bool { return strings.HasPrefix(k, name) } // COACH_DIGEST_… is several
			switch {
			case slices.Contains(known, name), strings.HasSuffix(name, "_") && slices.ContainsFunc(known, begins):
			case !strings.Contains(code, `"`+name+`"`):
				t.Errorf("%s names %s, which nothing reads", path, name)
			}
		}
	}
	if found < 70 {
		t.Errorf("only %d variables are named", found)
	}
}

// elsewhere are flags of other programs that pages name.
var elsewhere = []string{"--exclude-table-data"}

// Whatever command or flag a page names in a sentence, there is.
func TestEveryCommandOfThePagesExists(t *testing.T) {
	parser := kong.Must(&cli{}, kong.Name("coach"))
	any := slices.Clone(elsewhere)
	for _, leaf := range parser.Model.Leaves(true) {
		any = append(any, flagsOf(leaf)...)
	}
	found := 0
	for path, text := range pages(t) {
		for _, code := range inCode.FindAllString(fencedCode.ReplaceAllString(text, ""), -1) {
			for part := range strings.SplitSeq(strings.Trim(code, "`"), "|") {
				words := strings.Fields(strings.TrimRight(part, `\ `))
				switch {
				case len(words) == 0:
				case strings.HasPrefix(words[0], "--") && !slices.Contains(any, flagName.FindString(words[0])):
					t.Errorf("%s names %s, and no command has it", path, code)
				case len(words) > 1 && (words[0] == "coach" || words[0] == "./coach"):
					found++
					exists(t, parser.Model.Node, path, words[1:])
				}
			}
		}
	}
	if found < 100 {
		t.Errorf("only %d commands are named", found)
	}
}

// exists fails the test unless there is a command as words name it, with the
// flags that they have. Words that are no command's are its arguments.
func exists(t *testing.T, node *kong.Node, page string, words []string) {
	t.Helper()
	for _, word := range words {
		i := slices.IndexFunc(node.Children, func(n *kong.Node) bool { return n.Name == word })
		if i >= 0 {
			node = node.Children[i]
			continue
		}
		if len(node.Children) > 0 && regexp.MustCompile(`^[a-z-]+$`).MatchString(word) {
			t.Errorf("%s names %q, and there is no %s", page, "coach "+strings.Join(words, " "), word)
		}
		break
	}
	for _, flag := range flagName.FindAllString(strings.Join(words, " "), -1) {
		if node.Type == kong.CommandNode && len(node.Children) == 0 && !slices.Contains(flagsOf(node), flag) {
			t.Errorf("%s names %q, and there is no %s", page, "coach "+strings.Join(words, " "), flag)
		}
	}
}

// flagsOf returns the flags of a command as they are typed.
func flagsOf(node *kong.Node) []string {
	flags := []string{"--help"}
	for _, group := range node.AllFlags(true) {
		for _, f := range group {
			flags = append(flags, "--"+f.Name)
		}
	}
	return flags
}
