package files

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// A Fault is something in a file that somebody must put right before that part
// of it can be used.
type Fault struct {
	File         string // empty where the reader was not told
	Line, Column int    // from 1; a row of a table and an event of a calendar have no column
	Field        string // where in a playbook, such as one_on_one.form.plan.max; empty for the file as a whole
	Text         string // what is wrong and what would be right, in sentences
}

// Error returns the fault as one line, from which an editor can jump to the
// place where it knows the file.
func (f Fault) Error() string {
	place := fmt.Sprintf("line %d: ", f.Line)
	switch {
	case f.File != "" && f.Column != 0:
		place = fmt.Sprintf("%s:%d:%d: ", f.File, f.Line, f.Column)
	case f.File != "":
		place = fmt.Sprintf("%s:%d: ", f.File, f.Line)
	}
	if f.Field != "" {
		place += f.Field + ": "
	}
	return place + f.Text
}

// Faults are all faults of a file, in the order of its lines. They are an
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

// inOrder returns the faults by line, each once and a hundred at most: a value that several level
// rules share is checked for each of them.
func (fs Faults) inOrder() Faults {
	slices.SortStableFunc(fs, func(a, b Fault) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column), strings.Compare(a.Field, b.Field), strings.Compare(a.Text, b.Text))
	})
	fs = slices.Compact(fs)
	return few(fs, func(n int) Fault {
		next := fs[faultsMost]
		return Fault{File: next.File, Line: next.Line, Column: next.Column, Text: andMore(n)}
	})
}

// oneOf returns the valid choices in words: daily, weekly or yearly.
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

// fewChoices is the most choices that are listed for a word that resembles
// none of them.
const fewChoices = 10

// instead returns a suggestion for a word that is none of the choices: the one
// at most a third of its letters away, else all of them if they are few. It
// begins with a space, and is empty without a suggestion.
func instead[T ~string](word string, choices []T) string {
	if len(choices) == 0 {
		return ""
	}
	near := slices.MinFunc(choices, func(a, b T) int {
		return cmp.Compare(keystrokes(word, string(a)), keystrokes(word, string(b)))
	})
	third := (utf8.RuneCountInString(word) + 2) / 3
	switch {
	case keystrokes(word, string(near)) <= third:
		return " Did you mean “" + string(near) + "”?"
	case len(choices) <= fewChoices:
		return " Write " + oneOf(choices) + "."
	}
	return ""
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
