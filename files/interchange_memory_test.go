package files

import (
	"fmt"
	"io"
	"runtime"
	"strings"
	"testing"
)

// A file may have millions of occurrences, entries and asks. A reader holds none
// of them.
func TestAReaderHoldsNoneOfManyLines(t *testing.T) {
	few, many := heldAfter(t, 500), heldAfter(t, 20_500)
	if more := many - few; more > 5*20_000 {
		t.Errorf("20,000 more of each take %d more bytes", more)
	}
}

// heldAfter returns how many bytes live on the heap once a file with a number of
// occurrences, each with an entry and an ask, is read.
func heldAfter(t *testing.T, number int) int64 {
	t.Helper()
	windows := func(int64) (Window, error) {
		return Window{Practice: "observation", Performer: 2, Subject: 3, Start: 1, Closes: 1 << 20}, nil
	}
	in, out := io.Pipe()
	go func() { out.CloseWithError(manyLines(out, number)) }()
	r := NewReader("x.jsonl", in)
	read := 0
	for _, err := range r.Lines(windows) {
		if err != nil {
			t.Fatal(err)
		}
		read++
	}
	if read < 3*number {
		t.Fatalf("%d lines", read)
	}
	var held runtime.MemStats
	runtime.GC()
	runtime.GC() // the first may have begun before the last line
	runtime.ReadMemStats(&held)
	runtime.KeepAlive(r)
	return int64(held.HeapAlloc)
}

// manyLines writes the example up to its occurrences, and then as many of its
// first occurrence, entry and ask.
func manyLines(out io.Writer, number int) error {
	lines := strings.SplitAfter(interchangeExample, "\n")
	if _, err := io.WriteString(out, strings.Join(lines[:24], "")); err != nil {
		return err
	}
	for _, line := range []string{lines[24], lines[28], lines[32]} {
		for i := range number {
			id := fmt.Sprint(i + 1)
			again := strings.NewReplacer(`"id":1`, `"id":`+id, `"occurrence":1`, `"occurrence":`+id, `"entry":1`, `"entry":`+id).Replace(line)
			if _, err := io.WriteString(out, again); err != nil {
				return err
			}
		}
	}
	return nil
}
