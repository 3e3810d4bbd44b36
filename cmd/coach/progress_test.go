package main

import (
	"strings"
	"testing"
)

// The progress is one line on a terminal, and said once where nobody watches.
func TestProgressIsOneLine(t *testing.T) {
	var out strings.Builder
	p := &progress{out: &out, what: "Playing 12 weeks at Acme"}
	p.report("Monday 2 March")
	p.report("Tuesday 3 March")
	p.end()
	if got, want := out.String(), "Playing 12 weeks at Acme …\n"; got != want {
		t.Errorf("it writes %q, want %q", got, want)
	}
	out.Reset()
	p = &progress{out: &out, what: "Playing", watched: true}
	p.report("Monday 2 March")
	p.report("Tuesday 3 March")
	p.end()
	if got, want := out.String(), clearLine+"Playing: Monday 2 March"+clearLine+"Playing: Tuesday 3 March"+clearLine; got != want {
		t.Errorf("on a terminal it writes %q, want %q", got, want)
	}
}
