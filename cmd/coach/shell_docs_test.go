package main

import (
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/alecthomas/kong"
)

// shellBlock finds what a page or a file has people type: in a page between
// fences, in a file of deploy as indented comments.
var (
	shellBlock   = regexp.MustCompile("(?ms)^ *```sh\n(.*?)^ *```")
	shellComment = regexp.MustCompile(`(?m)^#   (.*)$`)
	shellWord    = regexp.MustCompile(`"[^"]*"|'[^']*'|#.*|\|+|&&|;|[<>]+|[^\s"';|&<>]+`)
)

// typedCommands returns the simple commands of a piece of shell, as words.
// Comments, and where input comes from and output goes, are left out.
func typedCommands(shell string) (commands [][]string) {
	for line := range strings.Lines(strings.ReplaceAll(shell, "\\\n", " ")) {
		var words []string
		aside := false // the next word is a file to read or to write
		for _, word := range shellWord.FindAllString(line, -1) {
			switch {
			case strings.HasPrefix(word, "#"):
			case strings.Trim(word, "|&;") == "":
				commands, words = append(commands, words), nil
			case strings.Trim(word, "<>") == "":
				aside = true
			case aside:
				aside = false
			default:
				words = append(words, strings.Trim(word, `"'`))
			}
		}
		commands = append(commands, words)
	}
	return commands
}

// ofCoach returns what a command gives to coach: it runs coach itself, or has
// something else run it. It is nothing for a command that only names coach.
func ofCoach(words []string) []string {
	if len(words) < 2 {
		return nil
	}
	var called []string // how coach is called there
	switch {
	case filepath.Base(words[0]) == "coach":
		return words[1:]
	case words[0] == "docker" && words[1] == "run":
		called = []string{"coach"} // the image
	case words[0] == "docker", words[0] == "kubectl":
		called = []string{"/coach"}
	case words[0] == "go" && words[1] == "run":
		called = []string{"./cmd/coach"}
	case words[0] == "sudo":
		return ofCoach(words[1:])
	case words[0] == "systemd-run":
		called = []string{"coach"}
	}
	for i, word := range words {
		if slices.Contains(called, word) {
			return words[i+1:]
		}
	}
	return nil
}

// Whatever a page or a file says to type into a shell, coach takes.
func TestWhatThePagesTypeCanBeTyped(t *testing.T) {
	all := map[string][]string{}
	for path, text := range pages(t) {
		for _, block := range shellBlock.FindAllStringSubmatch(text, -1) {
			all[path] = append(all[path], block[1])
		}
	}
	for path, text := range deployed(t) {
		var lines strings.Builder
		for _, line := range shellComment.FindAllStringSubmatch(text, -1) {
			lines.WriteString(line[1] + "\n")
		}
		all[path] = append(all[path], lines.String())
	}
	typed := 0
	for path, blocks := range all {
		for _, words := range typedCommands(strings.Join(blocks, "\n")) {
			arguments := ofCoach(words)
			if len(arguments) == 0 {
				continue
			}
			typed++
			if _, err := kong.Must(&cli{}, kong.Name("coach")).Parse(arguments); err != nil {
				t.Errorf("%s says to type coach %s: %v", path, strings.Join(arguments, " "), err)
			}
		}
	}
	if typed < 40 {
		t.Errorf("only %d commands are typed", typed)
	}
}
