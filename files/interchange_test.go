package files

import (
	"bytes"
	"cmp"
	_ "embed"
	"iter"
	"strings"
	"testing"
)

//go:embed testdata/interchange_example.jsonl
var interchangeExample string

// rewritten reads an interchange file and writes what it has read.
func rewritten(file string) (string, Faults, error) {
	var out bytes.Buffer
	w, r := NewWriter(&out), NewReader("x.jsonl", strings.NewReader(file))
	for line, err := range readBy(r) {
		if err != nil {
			return "", nil, err
		}
		if err := w.Write(line); err != nil {
			return "", nil, err
		}
	}
	return out.String(), r.Warnings(), nil
}

// readBy reads a file as whoever keeps its occurrences.
func readBy(r *Reader) iter.Seq2[Line, error] {
	people, windows := map[Ref]int64{}, map[int64]Window{}
	keep := func(line Line) {
		switch l := line.(type) {
		case PersonLine:
			people[Ref(cmp.Or(l.Email, unnamed(l.ID)))] = l.ID
		case OccurrenceLine:
			windows[l.ID] = Window{Practice: l.Practice, Performer: people[l.Performer], Subject: people[l.Subject], Start: l.PeriodStart, Closes: l.ClosesOn, Skipped: l.Skip != nil}
		case EntryLine:
			for _, s := range l.Settles {
				w := windows[s.Occurrence]
				w.Settled = true
				windows[s.Occurrence] = w
			}
		}
	}
	return func(yield func(Line, error) bool) {
		for line, err := range r.Lines(func(id int64) (Window, error) { return windows[id], nil }) {
			if keep(line); !yield(line, err) {
				return
			}
		}
	}
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
