package files

import (
	"bytes"
	"iter"
	"regexp"
	"strings"
	"unicode"
)

// A property is a line of a calendar file, such as
// DTSTART;VALUE=DATE:20270104.
type property struct {
	line             int    // the first, where it is folded
	name             string // in capitals
	kind, tzid, span string // its parameters VALUE, TZID and RANGE
	value            string
}

// understood are the properties that a reader of holidays needs. All others
// are passed over unread, so that nothing that is wrong with them matters.
var understood = map[string]bool{
	"BEGIN": true, "END": true,
	"METHOD": true, "X-WR-CALNAME": true, "NAME": true, "X-WR-TIMEZONE": true, "TIMEZONE-ID": true, // of a calendar
	"TZID": true, "X-LIC-LOCATION": true, "TZOFFSETTO": true, // of a time zone
	"UID": true, "SUMMARY": true, "DESCRIPTION": true, "CATEGORIES": true, "STATUS": true, "DTSTART": true, "DTEND": true, "DURATION": true,
	"RRULE": true, "EXRULE": true, "RDATE": true, "EXDATE": true, "RECURRENCE-ID": true,
	"X-MICROSOFT-CDO-ALLDAYEVENT": true, "X-MICROSOFT-MSNCALENDAR-ALLDAYEVENT": true, "X-FUNAMBOL-ALLDAY": true,
}

// longestLine is the number of bytes read of a folded line: a picture within a
// calendar has nothing to do with holidays.
const longestLine = 64 << 10

// indented matches a calendar that somebody has indented, in which a line that
// begins with a space does not continue the one before.
var indented = regexp.MustCompile(`(?im)^[ \t]+BEGIN:VEVENT[ \t]*\r?$`)

// contentLines yields the lines of a calendar file, each with the number of
// the first line that it is written on. Lines end as on any system, empty ones
// are skipped, and a line that begins with a space continues the one before. A
// yielded line is valid until the next.
func contentLines(data []byte) iter.Seq2[int, []byte] {
	return func(yield func(int, []byte) bool) {
		ownLines := indented.Match(data)
		var whole, folded []byte
		first, number, isFolded := 0, 0, false
		for len(data) > 0 {
			var line []byte
			line, data = cutLine(data)
			number++
			switch continues := line != nil && (line[0] == ' ' || line[0] == '\t'); {
			case len(bytes.TrimSpace(line)) == 0:
				continue
			case continues && first > 0 && !(ownLines && understood[propertyName(line)]):
				if !isFolded {
					folded, isFolded = append(folded[:0], whole...), true
				}
				if len(folded) < longestLine {
					folded = append(folded, line[1:]...)
				}
				whole = folded
				continue
			}
			if first > 0 && !yield(first, whole) {
				return
			}
			first, whole, isFolded = number, line, false
		}
		if first > 0 {
			yield(first, whole)
		}
	}
}

// cutLine splits off the first line, which ends with a line feed, a carriage
// return or both of them. An empty line is nil.
func cutLine(data []byte) (line, rest []byte) {
	end := bytes.IndexAny(data, "\r\n")
	if end < 0 {
		return data, nil
	}
	rest = data[end+1:]
	if data[end] == '\r' && len(rest) > 0 && rest[0] == '\n' {
		rest = rest[1:]
	}
	if end == 0 {
		return nil, rest
	}
	return data[:end], rest
}

// byteOrderMark stands before a file, and within one that was put together of
// several.
var byteOrderMark = []byte("\ufeff")

// propertyName returns the name before a line's parameters and value, in
// capitals, or nothing if the line is not a property.
func propertyName(line []byte) string {
	end := bytes.IndexAny(line, ":;")
	if end < 0 || end > 60 {
		return ""
	}
	return strings.ToUpper(string(bytes.TrimSpace(bytes.TrimPrefix(line[:end], byteOrderMark))))
}

// isDated lists the properties that are dates, whose value can be told from a
// parameter that holds a colon: DTSTART;TZID=(UTC+01:00) Bern:20270104T000000.
var isDated = map[string]bool{"DTSTART": true, "DTEND": true, "RDATE": true, "EXDATE": true, "RECURRENCE-ID": true}

var beforeDate = regexp.MustCompile(`:\s*\d{4}-?\d{2}-?\d{2}`)

// parseProperty reads a line that is an understood property.
func parseProperty(number int, line []byte) (p property, ok bool) {
	if p.name = propertyName(line); !understood[p.name] {
		return p, false
	}
	p.line = number
	rest := string(line[bytes.IndexAny(line, ":;"):])
	at := unquotedColon(rest)
	if date := beforeDate.FindStringIndex(rest); isDated[p.name] && date != nil {
		at = date[0]
	}
	if at < 0 {
		return p, false
	}
	p.value = strings.TrimSpace(rest[at+1:])
	for parameter := range strings.SplitSeq(rest[:at], ";") {
		name, value, _ := strings.Cut(parameter, "=")
		value = strings.Trim(value, `" `)
		switch strings.ToUpper(strings.TrimSpace(name)) {
		case "VALUE":
			p.kind = strings.ToUpper(value)
		case "TZID":
			p.tzid = value
		case "RANGE":
			p.span = strings.ToUpper(value)
		}
	}
	return p, true
}

// unquotedColon returns the index of the colon before a line's value: the
// first colon outside of quotes, or the first of all where the quotes do not
// match.
func unquotedColon(rest string) int {
	quoted := false
	for i := range len(rest) {
		switch {
		case rest[i] == '"':
			quoted = !quoted
		case rest[i] == ':' && !quoted:
			return i
		}
	}
	return strings.IndexByte(rest, ':')
}

var escapes = strings.NewReplacer(`\\`, `\`, `\n`, " ", `\N`, " ", `\,`, ",", `\;`, ";")

// plainText returns a text of a calendar for people: without escapes, in one
// line, without invisible characters.
func plainText(value string) string {
	text := strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case !unicode.IsPrint(r):
			return -1
		}
		return r
	}, escapes.Replace(strings.ToValidUTF8(value, "?")))
	return strings.Join(strings.Fields(text), " ")
}

// The longest name of a holiday, in characters.
const longestName = 80

// shortText returns a plain text cut to the length of a name.
func shortText(value string) string {
	text := plainText(value)
	if runes := []rune(text); len(runes) > longestName {
		text = strings.TrimSpace(string(runes[:longestName-1])) + "…"
	}
	return text
}
