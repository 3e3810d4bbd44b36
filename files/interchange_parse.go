package files

import (
	"bytes"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A refusal is why a line is not read, and at which key.
type refusal struct {
	field, text string
	line        int // where it is not the line that is being read
}

// refuse returns a refusal at a key. What it quotes of the file is short and
// stays in its line, whatever the file has.
func refuse(field, format string, args ...any) *refusal {
	for i, arg := range args {
		if text, ok := arg.(string); ok {
			args[i] = quotable(text)
		}
	}
	return &refusal{field: quotable(field), text: fmt.Sprintf(format, args...)}
}

// quotedMost is how many characters of a file a refusal quotes.
const quotedMost = 200

// quotable returns the beginning of a text, without control characters.
func quotable(text string) string {
	text = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return unicode.ReplacementChar
		}
		return r
	}, text)
	if n := 0; len(text) > quotedMost {
		for i := range text {
			if n++; n > quotedMost {
				return text[:i] + "…"
			}
		}
	}
	return text
}

// A scanner reads the tokens of a line. Its first refusal stays; from then on
// what it returns means nothing.
type scanner struct {
	line []byte
	at   int
	path []string // keys of the objects in which it is
	no   *refusal
}

// fail refuses the line at the key that is being read.
func (s *scanner) fail(format string, args ...any) {
	if s.no == nil {
		s.no = refuse(strings.Join(s.path, "."), format, args...)
	}
}

// next returns the next byte without taking it; 0 at the end and after a
// refusal.
func (s *scanner) next() byte {
	if s.no != nil || s.at >= len(s.line) {
		return 0
	}
	return s.line[s.at]
}

// took takes the next byte if it is the given one.
func (s *scanner) took(c byte) bool {
	if s.next() != c || s.at >= len(s.line) {
		return false
	}
	s.at++
	return true
}

// expect takes a byte that has to be the next.
func (s *scanner) expect(c byte) bool {
	ok := s.took(c)
	if !ok {
		s.stray()
	}
	return ok
}

// stray refuses what stands here.
func (s *scanner) stray() {
	switch rest := s.line[min(s.at, len(s.line)):]; {
	case len(rest) == 0:
		s.fail(textEndsEarly)
	case strings.IndexByte(" \t\r", rest[0]) >= 0:
		s.fail(textSpace)
	default:
		r, _ := utf8.DecodeRune(rest)
		s.fail(textStray, string(r))
	}
}

// wrong refuses a value that is of another type.
func (s *scanner) wrong(want string) {
	switch c := s.next(); {
	case c == '"':
		s.fail(textWrongType, "a text", want)
	case c == '{':
		s.fail(textWrongType, "an object", want)
	case c == '[':
		s.fail(textWrongType, "a list", want)
	case c == '-' || '0' <= c && c <= '9':
		s.fail(textWrongType, "a number", want)
	case s.word("true") || s.word("false"):
		s.fail(textWrongType, "true or false", want)
	case s.word("null"):
		s.fail(textNull)
	}
	s.stray()
}

// word reports whether a word is next, without taking it.
func (s *scanner) word(w string) bool { return bytes.HasPrefix(s.line[s.at:], []byte(w)) }

// null takes null if it is next.
func (s *scanner) null() bool {
	is := s.no == nil && s.word("null")
	if is {
		s.at += len("null")
	}
	return is
}

// text takes a text.
func (s *scanner) text(want string) string {
	if !s.took('"') {
		s.wrong(want)
		return ""
	}
	plain := s.at
	var long []byte
	for s.no == nil {
		switch c := s.next(); {
		case s.at >= len(s.line):
			s.fail(textEndsEarly)
		case c == '"':
			s.at++
			if long == nil {
				return string(s.line[plain : s.at-1])
			}
			return string(append(long, s.line[plain:s.at-1]...))
		case c == '\\':
			long = append(long, s.line[plain:s.at]...)
			long = append(long, s.escape())
			plain = s.at
		case c < ' ':
			s.fail(textControl)
		default:
			s.at++
		}
	}
	return ""
}

// escape takes an escape, which has one form for each character that is
// escaped.
func (s *scanner) escape() byte {
	rest := s.line[s.at+1:]
	if len(rest) > 0 {
		if i := bytes.IndexByte(shortEscapes, rest[0]); i >= 0 {
			s.at += 2
			return shortFor[i]
		}
	}
	if len(rest) >= 5 && string(rest[:3]) == "u00" {
		high, low := bytes.IndexByte([]byte(hexDigits[:2]), rest[3]), strings.IndexByte(hexDigits, rest[4])
		c := byte(high<<4 | low)
		if high >= 0 && low >= 0 && !slices.Contains(shortFor, c) {
			s.at += 6
			return c
		}
	}
	most := 1
	if len(rest) > 0 && rest[0] == 'u' {
		most = min(5, len(rest))
	}
	s.fail(textEscape, strings.ToValidUTF8(`\`+string(rest[:min(most, len(rest))]), "?"))
	return 0
}

// number takes a whole number.
func (s *scanner) number() int64 {
	digits := s.digits("a number")
	n, err := strconv.ParseInt(digits, 10, 64)
	if err != nil {
		s.fail(textNumber, digits)
	}
	return n
}

// digits takes a whole number as it is written.
func (s *scanner) digits(want string) string {
	if c := s.next(); c != '-' && (c < '0' || c > '9') {
		s.wrong(want)
		return ""
	}
	from := s.at
	for s.at < len(s.line) && strings.IndexByte("+-.0123456789Ee", s.line[s.at]) >= 0 {
		s.at++
	}
	digits := string(s.line[from:s.at])
	plain := strings.TrimPrefix(digits, "-")
	if plain == "" || strings.Trim(plain, "0123456789") != "" || plain[0] == '0' && digits != "0" {
		s.fail(textNumber, digits)
	}
	return digits
}

// flag takes true or false.
func (s *scanner) flag() bool {
	for _, w := range []string{"true", "false"} {
		if s.no == nil && s.word(w) {
			s.at += len(w)
			return w == "true"
		}
	}
	s.wrong("true or false")
	return false
}

// list takes a list, and calls each for every item.
func (s *scanner) list(each func()) {
	if !s.took('[') {
		s.wrong("a list")
		return
	}
	for n := 0; s.no == nil && !s.took(']'); n++ {
		if n == 0 || s.expect(',') {
			each()
		}
	}
}

// object takes an object of any keys, and calls each for every key.
func (s *scanner) object(each func(key string)) {
	if !s.took('{') {
		s.wrong("an object")
		return
	}
	for n := 0; s.no == nil && !s.took('}'); n++ {
		if n > 0 && !s.expect(',') {
			return
		}
		key := s.text("a key")
		if s.expect(':') {
			s.path = append(s.path, key)
			each(key)
			s.path = s.path[:len(s.path)-1]
		}
	}
}

// ascending returns a check that keys come in the order of their code points.
func (s *scanner) ascending() func(key string) {
	last, n := "", 0
	return func(key string) {
		switch {
		case n > 0 && key == last:
			s.fail(textTwiceKey, key)
		case n > 0 && key < last:
			s.fail(textMapOrder, key)
		}
		last = key
		n++
	}
}

// deepest is how deep a value may be nested that the format does not look into.
const deepest = 50

// skip takes any value, and refuses what the format's form does not have.
func (s *scanner) skip(depth int) {
	switch c := s.next(); {
	case depth > deepest:
		s.fail(textTooDeep)
	case c == '"':
		s.text("")
	case c == '[':
		s.list(func() { s.skip(depth + 1) })
	case c == '{':
		seen := map[string]bool{}
		s.object(func(key string) {
			if seen[key] {
				s.fail(textTwiceKey, key)
			}
			seen[key] = true
			s.skip(depth + 1)
		})
	case c == 't' || c == 'f':
		s.flag()
	case c == 'n' && s.null():
	default:
		s.digits("a value")
	}
}
