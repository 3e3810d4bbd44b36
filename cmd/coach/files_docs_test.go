package main

import (
	"bytes"
	"errors"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// fencedBlock finds a block of a page with its language.
var fencedBlock = regexp.MustCompile("(?ms)^```([a-z]+)\n(.*?)^```")

// A fileExample is a file that a page shows, with what the page says that its
// import says; nothing for a file in which nothing is wrong.
type fileExample struct{ kind, file, says string }

// fileExamples are the files that docs/files.md shows. What is said of one is the
// next block of text before another file.
func fileExamples(t *testing.T) (examples []fileExample) {
	t.Helper()
	for _, block := range fencedBlock.FindAllStringSubmatch(pages(t)["../../docs/files.md"], -1) {
		switch kind := block[1]; {
		case kind == "ics":
			examples = append(examples, fileExample{"england.ics", block[2], ""})
		case kind == "csv" && strings.HasPrefix(block[2], "email,from"):
			examples = append(examples, fileExample{"leave.csv", block[2], ""})
		case kind == "csv":
			examples = append(examples, fileExample{"people.csv", block[2], ""})
		case kind == "text":
			examples[len(examples)-1].says = block[2]
		}
	}
	return examples
}

// Each file that the page shows is read by the command, and what the page says
// of it is what the command says.
func TestTheFilesOfThePageAreRead(t *testing.T) {
	examples := fileExamples(t)
	refused := 0
	for _, example := range examples {
		db := filepath.Join(t.TempDir(), "coach.db")
		var out bytes.Buffer
		var err error
		if example.kind != "people.csv" {
			everybody := "email\ncarla@example.com\ndana@example.com\nana@example.com\nben@example.com\n"
			if err := (importCommand{File: "people.csv", DB: db}).importFrom(t.Context(), strings.NewReader(everybody), &out, monday); err != nil {
				t.Fatal(err)
			}
			out.Reset()
		}
		switch example.kind {
		case "people.csv":
			err = importCommand{File: example.kind, DB: db}.importFrom(t.Context(), strings.NewReader(example.file), &out, monday)
		case "leave.csv":
			err = leaveImportCommand{File: example.kind, DB: db}.importFrom(t.Context(), []byte(example.file), &out, monday)
		case "england.ics":
			err = holidaysImportCommand{Name: "uk", Files: []string{example.kind}, DB: db, DryRun: true}.importFrom(t.Context(), [][]byte{[]byte(example.file)}, &out, monday)
		}
		if bad, is := errors.AsType[problems](err); is {
			refused++
			if got := strings.Join(bad[:len(bad)-1], "\n") + "\n"; got != example.says { // but that nothing was imported
				t.Errorf("of\n%s\nthe page says\n%s\nand coach says\n%s", example.file, example.says, got)
			}
			continue
		}
		if err != nil || !strings.HasPrefix(out.String(), example.says) && example.says != "" || example.says != "" && example.kind != "england.ics" {
			t.Errorf("of\n%s\nthe page says\n%s\nand coach says\n%s%v", example.file, example.says, out.String(), err)
		}
	}
	if len(examples) < 7 || refused < 4 {
		t.Errorf("only %d files are read, and %d of them refused", len(examples), refused)
	}
}

// The people file with which the README begins is one.
func TestTheReadmesPeopleAreImported(t *testing.T) {
	_, file, _ := strings.Cut(pages(t)["../../README.md"], "```csv\n")
	file, _, _ = strings.Cut(file, "```")
	var out bytes.Buffer
	file = strings.ReplaceAll(file, "\n   ", "\n")
	err := importCommand{File: "people.csv", DB: filepath.Join(t.TempDir(), "coach.db")}.importFrom(t.Context(), strings.NewReader(strings.TrimSpace(file)), &out, monday)
	if err != nil || !strings.Contains(out.String(), "3 added, ") {
		t.Errorf("coach says\n%s%v", out.String(), err)
	}
}
