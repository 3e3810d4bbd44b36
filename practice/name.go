package practice

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// nameMax is how many characters of a name are kept.
const nameMax = 80

// CleanName returns a person's name as coach keeps it, wherever it comes from:
// in one line, without control characters and without those that turn the
// direction of the text around it, and at most 80 characters long. A name with
// such a character can make the sentence it stands in say something else.
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
