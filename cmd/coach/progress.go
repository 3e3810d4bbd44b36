package main

import (
	"fmt"
	"io"
	"os"
)

// A progress is one line on a terminal that says how far something is. Where
// there is no terminal it is said once.
type progress struct {
	out  io.Writer
	what string
	said bool

	watched bool // on a terminal, where a line can be written anew
}

// clearLine takes away what stands on a terminal's line.
const clearLine = "\r\x1b[K"

// report says how far it is.
func (p *progress) report(now string) {
	switch {
	case p.watched:
		fmt.Fprintf(p.out, "%s%s: %s", clearLine, p.what, now)
	case !p.said:
		fmt.Fprintf(p.out, "%s …\n", p.what)
	}
	p.said = true
}

// end makes room for what is said next.
func (p *progress) end() {
	if p.said && p.watched {
		fmt.Fprint(p.out, clearLine)
	}
}

// isTerminal reports whether somebody watches what is written.
func isTerminal(out io.Writer) bool {
	f, ok := out.(*os.File)
	if !ok {
		return false
	}
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}
