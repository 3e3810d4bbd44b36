package files

import (
	"fmt"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/token"

	"coach/practice"
)

// LoadWritten is Load for a file that somebody wrote and can still change. It
// reads the file as [ReadText] does. It also refuses text that YAML reads
// otherwise than people do, such as 010 for eight, and the typographic quotes,
// dashes and spaces of a document editor or a phone. Text that people typed in
// Slack is not checked so: coach wrote it into the file, and reads it with
// [Load]. The returned text is the one that was loaded.
func LoadWritten(name string, data []byte, e Encoding) (*practice.Playbook, TextFile, error) {
	text, err := ReadText(data, e)
	if err != nil {
		return nil, text, err
	}
	l := loader{file: name, from: byHand}
	pb, err := l.load([]byte(text.Text))
	return pb, text, err
}

// parsed adds the slips in the lines of a written file to its faults. Where
// the file is not YAML they replace the parser's own fault, because they
// explain it better.
func (l *loader) parsed(text string, isYAML bool) {
	if l.from != byHand {
		return
	}
	slips := slipsIn(text, isYAML)
	if len(slips) > 0 && !isYAML {
		l.faults = nil
	}
	for _, s := range slips {
		l.faultAt(&token.Position{Line: s.line, Column: s.column}, "", s.text)
	}
}

var (
	numeral     = regexp.MustCompile(`^[-+]?[0-9][0-9_]*(\.[0-9]*)?$`)
	leadingZero = regexp.MustCompile(`^([-+]?)0[0_]*([0-9])`)
	otherBase   = regexp.MustCompile(`^[-+]?0[xXoObB][0-9a-fA-F_]+$`)
)

// misread adds a fault for a number that YAML reads otherwise than people do:
// 010 as eight, 08 as text and 0x10 as sixteen.
func (l *loader) misread(n node) bool {
	written := n.GetToken().Value
	if l.from != byHand || n.GetToken().Type == token.SingleQuoteType || n.GetToken().Type == token.DoubleQuoteType {
		return false
	}
	switch plain := leadingZero.ReplaceAllString(written, "$1$2"); {
	case otherBase.MatchString(written):
		l.fault(n, "“%s” is not in ordinary digits. Write the number as people do.", written)
	case numeral.MatchString(written) && plain != written:
		l.fault(n, "“%s” begins with a zero, %s. Write %s.", written, readAs(n, plain), plain)
	default:
		return false
	}
	return true
}

// readAs returns, in words, how YAML would read a number with a zero before
// it.
func readAs(n node, plain string) string {
	if yaml, ok := n.Node.(*ast.IntegerNode); ok && fmt.Sprint(yaml.Value) != plain {
		return fmt.Sprintf("so that it would be %v", yaml.Value)
	}
	return "which programs do not agree how to read"
}

const (
	longDashes = "‐‑‒–—―−"
	listMarks  = longDashes + "•·∙◦‣▪*"
	curly      = "“”„‟«»‘’‚‛′″´"
)

// oddInWord returns the name of the dash or the space in a word such as WD–4,
// which looks right to every eye. It is empty for words without one.
func oddInWord(word string) string {
	if strings.Contains(word, " ") || utf8.RuneCountInString(word) > wordMax {
		return ""
	}
	if at := strings.IndexAny(word, longDashes); at >= 0 {
		dash, _ := utf8.DecodeRuneInString(word[at:])
		return fmt.Sprintf(" It has a long dash (%c) in it; type a hyphen (-).", dash)
	}
	if strings.ContainsFunc(word, func(r rune) bool { return r > unicode.MaxASCII && unicode.IsSpace(r) }) {
		return " It has a space in it, or behind it, that is not an ordinary one; take that out."
	}
	return ""
}

// A slip is a mistake that a document editor made in a line, such as a
// typographic quote.
type slip struct {
	line, column int
	text         string
}

var (
	keyAndValue = regexp.MustCompile(`^([A-Za-z_][A-Za-z_0-9]*|[“„«‘][^“”:]*[”“»’])\s*([:：])(.*)$`)
	blockText   = regexp.MustCompile(`^[|>][-+0-9]*$`)
	comment     = regexp.MustCompile(`(^|\s)#.*$`)
	inQuotes    = regexp.MustCompile(`"(\\.|[^"\\])*"|'[^']*'`)
	curlyItem   = regexp.MustCompile(`[\[{,]\s*([A-Za-z_]+:\s*)?([“”„«‘’])[^,\]}]*[”“»’]\s*[,\]}]`)
)

// slipsIn returns the slips in a file, outside of text blocks and comments. A
// doubtful one, such as a text that begins with a typographic quote, is a slip
// only where the file is not YAML.
func slipsIn(text string, isYAML bool) []slip {
	s := slipReader{isYAML: isYAML, block: -1}
	for line := range strings.Lines(text) {
		s.line++
		s.read(strings.TrimRight(line, " \n"))
	}
	return s.slips
}

type slipReader struct {
	isYAML bool
	line   int
	slips  []slip
	block  int  // column of the key whose text block is being passed over, or -1
	open   bool // in a text in quotes over several lines
	listed bool // a list may begin or go on here
}

func (s *slipReader) add(column int, format string, args ...any) {
	s.slips = append(s.slips, slip{s.line, column + 1, fmt.Sprintf(format, args...)})
}

// read reads one line.
func (s *slipReader) read(line string) {
	rest := strings.TrimLeftFunc(line, unicode.IsSpace)
	column := utf8.RuneCountInString(line) - utf8.RuneCountInString(rest)
	switch {
	case rest == "" || s.block >= 0 && column > s.block:
		return
	case s.open:
		s.open = strings.Count(rest, `"`)%2 == 0
		return
	case rest[0] == '#':
		return
	case strings.Trim(rest, "-"+longDashes) == "" && strings.ContainsAny(rest, longDashes):
		s.add(column, "This is a long dash. Type three hyphens (---) if a document begins here, or remove it.")
		return
	}
	s.block = -1
	s.indentation(line[:len(line)-len(rest)])
	item := false
	for after, ok := s.item(rest, column); ok; after, ok = s.item(rest, column) {
		column += utf8.RuneCountInString(rest) - utf8.RuneCountInString(after)
		rest, item, s.listed = after, true, true
	}
	s.value(rest, column)
	s.listed = item || strings.HasSuffix(rest, ":")
}

// item returns what follows the mark of a list item, if there is one.
func (s *slipReader) item(rest string, column int) (after string, is bool) {
	mark, width := utf8.DecodeRuneInString(rest)
	after = strings.TrimLeftFunc(rest[width:], unicode.IsSpace)
	space, _ := utf8.DecodeRuneInString(rest[width:])
	switch {
	case after == rest[width:] || after == "":
		return rest, false
	case mark == '-' && space != ' ' && space != '\t':
		s.add(column+1, "The space after the hyphen isn't an ordinary one. Type it with the space bar.")
	case mark == '-':
	case strings.ContainsRune(listMarks, mark) && (s.listed || keyAndValue.MatchString(after)):
		s.add(column, "The list item begins with “%c”. Begin it with a hyphen (-) and a space.", mark)
	default:
		return rest, false
	}
	return after, true
}

// indentation finds unusual spaces before a line.
func (s *slipReader) indentation(spaces string) {
	for column, r := range []rune(spaces) {
		switch {
		case r == '\t' && !s.isYAML:
			s.add(column, "The line begins with a tab. Indent it with spaces.")
			return
		case r != ' ' && r != '\t':
			s.add(column, "The line begins with a space that isn't an ordinary one. Indent it with the space bar.")
			return
		}
	}
}

// value looks at a key and its value, or at a value alone.
func (s *slipReader) value(rest string, column int) {
	value, key := rest, column
	if parts := keyAndValue.FindStringSubmatch(rest); parts != nil {
		value = parts[3]
		if strings.ContainsAny(parts[1], curly) {
			s.curly(column, rest)
		}
		if parts[2] != ":" {
			s.add(column+utf8.RuneCountInString(parts[1]), "The colon after “%s” is a wide one (：). Type an ordinary one and a space.", parts[1])
		}
		if space, _ := utf8.DecodeRuneInString(value); unicode.IsSpace(space) && space != ' ' && space != '\t' {
			s.add(column+utf8.RuneCountInString(rest)-utf8.RuneCountInString(value), "The space after “%s:” isn't an ordinary one. Type it with the space bar.", parts[1])
		}
		value = strings.TrimLeftFunc(value, unicode.IsSpace)
		column += utf8.RuneCountInString(rest) - utf8.RuneCountInString(value)
	}
	value = strings.TrimRight(comment.ReplaceAllString(value, ""), " \t")
	if blockText.MatchString(value) {
		s.block = key
		return
	}
	if value != "" {
		s.quotes(value, column)
	}
}

// quotes finds typographic quotes where YAML wants straight ones.
func (s *slipReader) quotes(value string, column int) {
	outside := inQuotes.ReplaceAllString(value, `""`)
	first, _ := utf8.DecodeRuneInString(value)
	last, _ := utf8.DecodeLastRuneInString(value)
	closed := strings.ContainsRune(curly, last)
	switch {
	case (first == '"' || first == '\'') && strings.Count(outside, string(first)) == 1 && closed:
		s.add(column+utf8.RuneCountInString(value)-1, "A typographic quote (%c) closes what a straight one opens. Type a straight quote (%c) there too.", last, first)
	case first == '"' && strings.Count(outside, `"`) == 1:
		s.open = true
	case strings.ContainsRune(curly, first) && (closed || !s.isYAML):
		s.curly(column, value)
	case strings.IndexByte("[{", value[0]) >= 0:
		if found := curlyItem.FindStringSubmatch(outside); found != nil {
			s.curly(column, found[2])
		}
	}
}

func (s *slipReader) curly(column int, at string) {
	quote, size := utf8.DecodeRuneInString(at)
	quoted := at[size:]
	if end := strings.IndexAny(quoted, curly); end >= 0 {
		quoted = quoted[:end]
	}
	remedy := ", or leave the quotes out"
	if strings.Contains(quoted, ": ") || strings.Contains(quoted, " #") {
		remedy = "" // without quotes, YAML would take the text apart there
	}
	s.add(column, "This is a typographic quote (%c). Type a straight one (\")%s.", quote, remedy)
}
