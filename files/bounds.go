package files

import (
	"bytes"
	"errors"
	"fmt"
)

// Bounds of files that somebody hands over. They are far above what a company
// has, and keep a file that is none from taking the machine's memory or time.
const (
	faultsMost = 100     // told of one file
	rowsMost   = 200_000 // of a table
	lineMax    = 64 << 10
	cellMax    = 1000
	walkMost   = 20_000_000 // steps up reporting lines to find circles
)

var (
	errLongLine = errors.New("it has a line of more than 64 KiB. Check its line ends")
	errTangled  = errors.New("its reporting lines run too deep and change too often to be checked for circles. Give the file in parts")
)

// hasLongLine reports whether a file has a line longer than any real one.
func hasLongLine(data []byte) bool {
	for line := range bytes.Lines(data) {
		if len(line) > lineMax {
			return true
		}
	}
	return false
}

// few returns the first faults of a file, with one more that counts the rest.
func few[F any](faults []F, more func(n int) F) []F {
	if len(faults) <= faultsMost {
		return faults
	}
	return append(faults[:faultsMost:faultsMost], more(len(faults)-faultsMost))
}

func andMore(n int) string { return fmt.Sprintf("And %d more. Fix these first.", n) }
