package practice

import "fmt"

// InWords returns a count as every sentence of coach writes it: numbers under
// five are words ("two more"), larger ones are figures ("12 people"). Figures
// also stand wherever somebody compares, looks up or types: in a share ("3 of
// 4 logged"), a percentage, a time, a version and a limit ("at most 3 lines").
func InWords(n int) string {
	if words := [...]string{"no", "one", "two", "three", "four"}; n >= 0 && n < len(words) {
		return words[n]
	}
	return fmt.Sprint(n)
}

// Counted returns a number of things in words: one thing, two things, 12
// things.
func Counted(n int, one, many string) string {
	if n == 1 {
		return InWords(n) + " " + one
	}
	return InWords(n) + " " + many
}
