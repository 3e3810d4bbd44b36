package practice

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// nameMax is the most characters of a name that are stored.
const nameMax = 80

// CleanName returns a person's name as coach stores it, whatever its source:
// in one line, without control characters and without characters that reverse
// the direction of text, and at most 80 characters long. A name with such a
// character can make the sentence around it read as something else.
func CleanName(name string) string {
	name = strings.Map(func(r rune) rune {
		switch {
		case r == utf8.RuneError, unicode.Is(unicode.Bidi_Control, r):
			return -1
		case unicode.IsSpace(r), unicode.IsControl(r), r == '\u2028', r == '\u2029':
			return ' '
		}
		return r
	}, name)
	name = strings.Join(strings.Fields(name), " ")
	if runes := []rune(name); len(runes) > nameMax {
		name = strings.TrimSpace(string(runes[:nameMax]))
	}
	return name
}
