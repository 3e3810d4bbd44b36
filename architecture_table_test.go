package coach_test

import (
	"os"
	"slices"
	"strings"
	"testing"
)

// ARCHITECTURE.md has the table of imports for people, who would believe it if
// it were wrong.
func TestTheTableForPeopleIsTheTableOfImports(t *testing.T) {
	data, err := os.ReadFile("ARCHITECTURE.md")
	if err != nil {
		t.Fatal(err)
	}
	var packages []string
	never := ""
	for line := range strings.Lines(string(data)) {
		cells := strings.Split(strings.Trim(line, "|\n "), "|")
		if !strings.HasPrefix(line, "| ") || len(cells) < 2 || strings.Contains(cells[0], "package") || strings.Contains(cells[0], "stories") {
			continue
		}
		name := strings.Trim(cells[0], "` ")
		if name == "the root" {
			name = "."
		}
		packages = append(packages, name)
		switch {
		case len(cells) < 3:
			never = ""
		case strings.TrimSpace(cells[2]) != "the same":
			never = strings.NewReplacer("`", "", ";", ",").Replace(cells[2])
		}
		may, _, _ := strings.Cut(cells[1], ";")
		compareRow(t, name, append(items(may, ""), items(never, "!")...))
	}
	for name := range imports {
		if !slices.Contains(packages, name) {
			t.Errorf("ARCHITECTURE.md has no row for %s", name)
		}
	}
}

// items are what a cell lists, each with a mark before it.
func items(cell, mark string) (list []string) {
	for item := range strings.SplitSeq(cell, ",") {
		if item = strings.TrimSpace(item); item != "" && item != "nothing" {
			list = append(list, mark+item)
		}
	}
	return list
}

// compareRow holds what a row says to the rules of its package. A row names a
// path by its end (zerolog), or by its owner alone (slack-go).
func compareRow(t *testing.T, name string, row []string) {
	t.Helper()
	rules := imports[name]
	is := func(item, rule string) bool {
		return item == rule || item == "the root" && rule == "coach" || strings.HasSuffix(rule, "/"+item) || item == "slack-go" && rule == "github.com/slack-go/slack"
	}
	for _, item := range row {
		if !slices.ContainsFunc(rules, func(rule string) bool { return is(item, rule) }) {
			t.Errorf("ARCHITECTURE.md says %s of %s, and the test of imports does not", item, name)
		}
	}
	for _, rule := range rules {
		if !slices.ContainsFunc(row, func(item string) bool { return is(item, rule) }) {
			t.Errorf("the test of imports says %s of %s, and ARCHITECTURE.md does not", rule, name)
		}
	}
}
