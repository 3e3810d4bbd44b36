package practice

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// A Fault is something in a playbook file that somebody must put right before
// the file can be used.
type Fault struct {
	File         string
	Line, Column int    // from 1
	Field        string // where in the playbook, such as one_on_one.form.plan.max; empty for the file as a whole
	Text         string // what is wrong and what would be right, in sentences
}

// Error returns the fault as one line that editors can jump from.
func (f Fault) Error() string {
	place := fmt.Sprintf("%s:%d:%d: ", f.File, f.Line, f.Column)
	if f.Field != "" {
		place += f.Field + ": "
	}
	return place + f.Text
}

// Faults is everything wrong with a file, in the order of its lines. It is an
// error only when not empty.
type Faults []Fault

// Error returns one line for each fault.
func (fs Faults) Error() string {
	lines := make([]string, len(fs))
	for i, f := range fs {
		lines[i] = f.Error()
	}
	return strings.Join(lines, "\n")
}

// inOrder returns the faults by line, each once: a value that several level
// rules share is checked for each of them.
func (fs Faults) inOrder() Faults {
	slices.SortStableFunc(fs, func(a, b Fault) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column), strings.Compare(a.Field, b.Field), strings.Compare(a.Text, b.Text))
	})
	return slices.Compact(fs)
}

// oneOf lists what would be right: daily, weekly or yearly.
func oneOf[T ~string](choices []T) string {
	words := make([]string, len(choices))
	for i, c := range choices {
		words[i] = string(c)
	}
	last := len(words) - 1
	if last < 1 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:last], ", ") + " or " + words[last]
}

// nearest returns the choice that takes the fewest keystrokes to get to from
// a mistyped word.
func nearest[T ~string](word string, choices []T) T {
	return slices.MinFunc(choices, func(a, b T) int {
		return cmp.Compare(keystrokes(word, string(a)), keystrokes(word, string(b)))
	})
}

// longestTypo bounds the work of keystrokes; no key is as long.
const longestTypo = 60

// keystrokes counts the letters to insert, delete or replace on the way from
// one word to another.
func keystrokes(from, to string) int {
	a, b := []rune(from), []rune(to)
	a = a[:min(len(a), longestTypo)]
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range a {
		diagonal := row[0]
		row[0] = i + 1
		for j := range b {
			replaced := diagonal
			if a[i] != b[j] {
				replaced++
			}
			diagonal = row[j+1]
			row[j+1] = min(replaced, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}
