package files

import (
	"regexp"
	"strings"
)

// A cellReader reads the rows of a CSV file and goes on after one that it
// cannot read. (encoding/csv gives up a file at its first loose quote or, if
// asked to be lenient, takes everything after an open one for a single cell.)
type cellReader struct {
	rest      string
	line      int // on which rest begins
	separator byte
}

// row returns the next row and the line on which it begins. It is false for
// one whose quotes do not match, after which the next line begins a row.
func (r *cellReader) row() (cells []string, line int, ok bool) {
	start := r.rest
	line = r.line
	for more := true; more; {
		var cell string
		if cell, more, ok = r.cell(); !ok {
			_, r.rest, _ = strings.Cut(start, "\n")
			r.line = line + 1
			return nil, line, false
		}
		cells = append(cells, cell)
	}
	return cells, line, true
}

// cell returns the next cell and whether another one follows in the row.
func (r *cellReader) cell() (text string, more, ok bool) {
	if quoted := strings.TrimLeft(r.rest, " "); strings.HasPrefix(quoted, `"`) {
		return r.quoted(quoted[1:])
	}
	end := strings.IndexAny(r.rest, string([]byte{r.separator, '\n'}))
	if end < 0 {
		text, r.rest = r.rest, ""
		return text, false, true
	}
	text = r.rest[:end]
	return text, r.after(r.rest[end:]), true
}

// quoted returns the rest of a cell after its first quote.
func (r *cellReader) quoted(rest string) (text string, more, ok bool) {
	var b strings.Builder
	for {
		part, after, closed := strings.Cut(rest, `"`)
		if !closed {
			return "", false, false
		}
		b.WriteString(part)
		if strings.HasPrefix(after, `"`) {
			b.WriteByte('"')
			rest = after[1:]
			continue
		}
		after = strings.TrimLeft(after, " ")
		if after != "" && after[0] != r.separator && after[0] != '\n' {
			return "", false, false
		}
		r.line += strings.Count(b.String(), "\n")
		return b.String(), r.after(after), true
	}
}

// after passes over the end of a cell, and reports whether another one
// follows.
func (r *cellReader) after(rest string) (more bool) {
	r.rest = rest
	if rest == "" {
		return false
	}
	if r.rest = rest[1:]; rest[0] == '\n' {
		r.line++
		return false
	}
	return true
}

const usualSeparators = ",;\t|"

// newCellReader returns a reader that knows the table's separator: the one in
// a first line for spreadsheets, such as sep=;, and otherwise the most
// frequent of the usual separators in the header.
func newCellReader(text string) *cellReader {
	r := &cellReader{rest: text, line: 1}
	for blank := true; blank; { // spreadsheets and people leave lines above the header
		line, rest, more := strings.Cut(r.rest, "\n")
		said, is := separatorSaid(line)
		if is {
			r.separator = said
		}
		if blank = more && (is || strings.Trim(line, `" `+usualSeparators) == ""); blank {
			r.rest, r.line = rest, r.line+1
		}
	}
	header, _, _ := strings.Cut(r.rest, "\n")
	if rowInQuotes.MatchString(header) {
		r.rest = unquoteRows(r.rest)
	}
	if r.separator == 0 || strings.IndexByte(header, r.separator) < 0 {
		r.separator = ','
		for _, other := range []byte(usualSeparators) {
			if count(header, other) > count(header, r.separator) {
				r.separator = other
			}
		}
	}
	return r
}

// rowInQuotes matches a header that is one cell with separators in it. Such a
// table was exported twice, and its rows were taken for text the second time.
var rowInQuotes = regexp.MustCompile(`^"[^"]*[,;\t|][^"]*"$`)

// unquoteRows removes the quotes from rows that are in quotes as a whole.
func unquoteRows(text string) string {
	rows := strings.Split(text, "\n")
	for i, row := range rows {
		if len(row) > 1 && row[0] == '"' && row[len(row)-1] == '"' {
			rows[i] = strings.ReplaceAll(row[1:len(row)-1], `""`, `"`)
		}
	}
	return strings.Join(rows, "\n")
}

func count(text string, b byte) int { return strings.Count(text, string(rune(b))) }

// separatorSaid reads a line such as sep=; which may be in quotes, and may
// have been given cells of its own.
func separatorSaid(line string) (separator byte, is bool) {
	said, is := strings.CutPrefix(strings.ToLower(strings.TrimLeft(line, `" `)), "sep=")
	switch {
	case !is || said == "":
		return 0, is
	case strings.IndexByte(usualSeparators, said[0]) < 0:
		return 0, len(said) == 1
	}
	return said[0], strings.Trim(said[1:], `"`+usualSeparators+" ") == ""
}
