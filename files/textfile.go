package files

import (
	"bytes"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	encoding "golang.org/x/text/encoding/unicode"
	"golang.org/x/text/unicode/norm"
)

// An Encoding is the way in which the bytes of a file are text, where the file
// itself has no mark of it. The zero Encoding is UTF-8.
type Encoding string

// Windows1252 is the encoding of plain CSV from spreadsheets in Western
// Europe. Any bytes are some text in it, so it is never guessed.
const Windows1252 Encoding = "windows-1252"

// A TextFile is the text of a file that a person or a program wrote, whatever
// its subject: UTF-8 in composed letters (NFC), with lines that end with \n,
// and without invisible characters that mean nothing.
type TextFile struct {
	Text  string
	Notes []string // changes that the person should know of, in sentences
}

// ReadText reads a text file in UTF-8 or UTF-16, with or without a mark. A
// file in neither is read as Windows-1252 if the caller asks for it, and is an
// [*UnknownEncoding] otherwise.
func ReadText(data []byte, e Encoding) (TextFile, error) {
	text, err := decode(data, e)
	if err != nil {
		return TextFile{}, err
	}
	return cleanText(lineEnds.Replace(text)), nil
}

// decode returns the characters of a file without the mark at its beginning.
func decode(data []byte, e Encoding) (string, error) {
	var order encoding.Endianness
	switch {
	case bytes.HasPrefix(data, []byte{0xff, 0xfe}):
		order = encoding.LittleEndian
	case bytes.HasPrefix(data, []byte{0xfe, 0xff}):
		order = encoding.BigEndian
	default:
		var utf16 bool
		if order, utf16 = guessUTF16(data); !utf16 {
			return decodeBytes(bytes.TrimPrefix(data, []byte("\ufeff")), e)
		}
	}
	text, err := encoding.UTF16(order, encoding.UseBOM).NewDecoder().Bytes(data)
	if err == nil && len(data)%2 == 1 {
		err = errors.New("it is UTF-16 text that is cut off. Save it again, as “CSV UTF-8” or UTF-8")
	}
	return string(text), err
}

// guessUTF16 recognises UTF-16 without a mark by the zeros of its ASCII
// letters, which are all in bytes of even or all in bytes of odd number. Every
// file that coach reads has ASCII in its first line.
func guessUTF16(data []byte) (order encoding.Endianness, is bool) {
	const looked, least, few = 512, 4, 3 // bytes; one in so many pairs has a zero; which are no slips
	var zeros [2]int
	head := data[:min(len(data), looked)]
	for i, b := range head {
		if b == 0 {
			zeros[i%2]++
		}
	}
	switch pairs := len(head) / 2; {
	case zeros[1] >= few && zeros[1]*least >= pairs && zeros[1] > 8*zeros[0]:
		return encoding.LittleEndian, true
	case zeros[0] >= few && zeros[0]*least >= pairs && zeros[0] > 8*zeros[1]:
		return encoding.BigEndian, true
	}
	return order, false
}

// decodeBytes reads text of one byte a character, or UTF-8.
func decodeBytes(data []byte, e Encoding) (string, error) {
	if utf8.Valid(data) {
		return string(data), nil
	}
	if unfolded := foldsInLetters.Replace(string(data)); utf8.ValidString(unfolded) {
		return unfolded, nil
	}
	if e != Windows1252 {
		return "", offer(data)
	}
	text, err := charmap.Windows1252.NewDecoder().Bytes(data)
	return string(text), err
}

// foldsInLetters removes the breaks in a calendar's long lines, which come
// after a fixed number of bytes, even in the middle of a letter.
var foldsInLetters = strings.NewReplacer("\r\n ", "", "\n ", "")

// An UnknownEncoding is text that is not UTF-8. It may be Windows-1252, which
// only a person can confirm by reading some of it.
type UnknownEncoding struct {
	Line    int      // the first that is not UTF-8
	Preview []string // at most three lines that are not UTF-8, read as Windows-1252
}

// Error returns the remedy, for programs that do not let the person choose.
func (*UnknownEncoding) Error() string { return "it is not UTF-8 text. Save it as “CSV UTF-8”" }

// offer returns the lines that a person needs to see to know whether a file is
// Windows-1252.
func offer(data []byte) *UnknownEncoding {
	const previewed, longest = 3, 200
	var o UnknownEncoding
	for i, line := range strings.Split(lineEnds.Replace(string(data)), "\n") {
		if utf8.ValidString(line) {
			continue
		}
		if o.Line == 0 {
			o.Line = i + 1
		}
		text, err := charmap.Windows1252.NewDecoder().String(line)
		if err != nil || strings.ContainsFunc(text, isNoLetter) {
			return &UnknownEncoding{Line: o.Line}
		}
		shown := []rune(text)
		o.Preview = append(o.Preview, string(shown[:min(len(shown), longest)]))
		if len(o.Preview) == previewed {
			break
		}
	}
	return &o
}

// isNoLetter reports whether a rune comes from a byte that is no letter in
// Windows-1252.
func isNoLetter(r rune) bool { return r == utf8.RuneError || unicode.IsControl(r) && r != '\t' }

// lineEnds replaces the line ends of every system, the last of them that of
// mainframes.
var lineEnds = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u0085", "\n")

// cleanText removes invisible characters that mean nothing in their place, and
// notes in which lines.
func cleanText(text string) TextFile {
	var b strings.Builder
	b.Grow(len(text))
	var lines, lost lineList
	line, before := 1, rune(0)
	for i, r := range text {
		switch {
		case r == '\n':
			line++
		case r == utf8.RuneError:
			lost.add(line)
		case r == '\v', r == '\f', r == '\u2028', r == '\u2029': // a break inside a cell or a paragraph
			r = ' '
		case r != '\t' && unicode.IsControl(r), isInvisible(r) && !joins(before, r, text[i+utf8.RuneLen(r):]):
			lines.add(line)
			continue
		}
		b.WriteRune(r)
		before = r
	}
	f := TextFile{Text: norm.NFC.String(b.String())} // last: what was taken out may have stood between a letter and its accent
	if len(lines) > 0 {
		f.Notes = append(f.Notes, "Removed invisible characters in "+lines.String()+".")
	}
	if len(lost) > 0 {
		f.Notes = append(f.Notes, "Some letters were lost before the file got here, and are now �, in "+lost.String()+". Export it again, as UTF-8.")
	}
	return f
}

// isInvisible reports whether a character has neither width nor shape:
// zero-width spaces and joiners, marks of direction and byte order, soft
// hyphens, invisible operators and tags.
func isInvisible(r rune) bool {
	switch {
	case r < 0xad:
		return false
	case r == '\u00ad', r == '\u061c', r == '\u180e', r == '\ufeff',
		'\u200b' <= r && r <= '\u200f', '\u202a' <= r && r <= '\u202e', '\u2060' <= r && r <= '\u206f',
		'\ufff9' <= r && r <= '\ufffb', '\U000e0000' <= r && r <= '\U000e007f':
		return true
	}
	return false
}

// joins reports whether an invisible character belongs to its neighbours: a
// joiner between letters of a script that has them, such as Persian, or in an
// emoji of several, and the tags of a flag.
func joins(before, r rune, after string) bool {
	next, size := utf8.DecodeRuneInString(after)
	switch {
	case size == 0 && r < 0xe0020:
		return false
	case r == '\u200c':
		return isJoined(before) && isJoined(next)
	case r == '\u200d':
		return isJoined(before) && isJoined(next) || isPicture(before) && isPicture(next)
	case r >= 0xe0020:
		return before == '\U0001f3f4' || before >= 0xe0020
	}
	return false
}

// isJoined reports whether a letter's shape depends on its neighbours.
func isJoined(r rune) bool {
	return (unicode.IsLetter(r) || unicode.IsMark(r)) && !unicode.In(r, unicode.Latin, unicode.Greek, unicode.Cyrillic, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul)
}

func isPicture(r rune) bool { return unicode.In(r, unicode.So, unicode.Sk, unicode.Mn) }

// A lineList is a list of lines of a file, in order, each once.
type lineList []int

func (l *lineList) add(line int) {
	if len(*l) == 0 || (*l)[len(*l)-1] != line {
		*l = append(*l, line)
	}
}

// String returns at most five of the lines.
func (l lineList) String() string {
	const named = 5
	if len(l) == 1 {
		return "line " + strconv.Itoa(l[0])
	}
	words := make([]string, min(len(l), named))
	for i := range words {
		words[i] = strconv.Itoa(l[i])
	}
	if more := len(l) - named; more > 0 {
		return fmt.Sprintf("lines %s and %d more", strings.Join(words, ", "), more)
	}
	return "lines " + strings.Join(words[:len(words)-1], ", ") + " and " + words[len(words)-1]
}
