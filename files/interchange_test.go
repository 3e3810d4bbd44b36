package files

import (
	"bytes"
	_ "embed"
	"strings"
	"testing"
)

//go:embed testdata/interchange_example.jsonl
var interchangeExample string

// rewritten reads an interchange file and writes what it has read.
func rewritten(file string) (string, Faults, error) {
	var out bytes.Buffer
	w, r := NewWriter(&out), NewReader("x.jsonl", strings.NewReader(file))
	for line, err := range r.Lines() {
		if err != nil {
			return "", nil, err
		}
		if err := w.Write(line); err != nil {
			return "", nil, err
		}
	}
	return out.String(), r.Warnings(), nil
}

func TestTheExampleIsReadAndWrittenToTheSameBytes(t *testing.T) {
	again, warnings, err := rewritten(interchangeExample)
	if err != nil || len(warnings) > 0 {
		t.Fatal(err, warnings)
	}
	if again != interchangeExample {
		t.Error(linesThatDiffer(interchangeExample, again))
	}
}
