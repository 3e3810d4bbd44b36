package coach_test

import (
	"go/ast"
	"os"
	"path"
	"regexp"
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

// What ARCHITECTURE.md names is found under that name.
func TestTheRoutesNameWhatThereIs(t *testing.T) {
	data, err := os.ReadFile("ARCHITECTURE.md")
	if err != nil {
		t.Fatal(err)
	}
	there, known := map[string]bool{}, map[string]bool{}
	for _, dir := range packages(t) {
		base := path.Base(dir)
		known[base] = true
		for _, file := range sources(t, dir) {
			for _, name := range exported(file) {
				there[base+"."+name] = true
			}
		}
	}
	named := 0
	for _, name := range regexp.MustCompile("`([a-z]+)\\.([A-Z][A-Za-z]+)").FindAllStringSubmatch(string(data), -1) {
		if !known[name[1]] {
			continue
		}
		named++
		if !there[name[1]+"."+name[2]] {
			t.Errorf("ARCHITECTURE.md names %s.%s, which there is not", name[1], name[2])
		}
	}
	if named < 10 {
		t.Errorf("only %d names are looked at", named)
	}
}

// exported are the names that a file exports, methods included.
func exported(file *ast.File) (names []string) {
	for _, decl := range file.Decls {
		switch d := decl.(type) {
		case *ast.FuncDecl:
			names = append(names, d.Name.Name)
		case *ast.GenDecl:
			for _, spec := range d.Specs {
				if s, ok := spec.(*ast.TypeSpec); ok {
					names = append(names, s.Name.Name)
				}
			}
		}
	}
	return names
}

// Whoever reads the tour in coach.go has heard of every package.
func TestTheTourVisitsEveryPackage(t *testing.T) {
	data, err := os.ReadFile("coach.go")
	if err != nil {
		t.Fatal(err)
	}
	for dir := range imports {
		if dir == "." || dir == "cmd/coach" || dir == "store/engine/pgtest" { // the tour itself, a program, tests
			continue
		}
		if !strings.Contains(string(data), "[coach/"+dir+"]") {
			t.Errorf("the tour in coach.go leaves out %s", dir)
		}
	}
}
