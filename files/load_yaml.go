package files

import (
	"bytes"
	"errors"
	"fmt"
	"unicode/utf8"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/lexer"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"
)

// Bounds of a file: the largest, and the deepest nesting, which in a playbook
// is seven and would otherwise be as deep as somebody likes. The time that the
// parser takes grows with the square of the keys of one mapping, of the
// items of one list and of the empty lines in a row.
const (
	fileMax    = 1 << 20
	nestingMax = 32
	allKeysMax = 20_000 // ours has less than two thousand
	keysMax    = 1000   // of one mapping
	itemsMax   = 10_000
	emptyMax   = 100
	docsMax    = 10
)

// parse returns the root of a YAML file, absent where there is none.
func (l *loader) parse(data []byte) node {
	start := &token.Position{Line: 1, Column: 1}
	if len(data) > fileMax {
		l.faultAt(start, "", "The file is larger than 1 MiB, which no playbook is.")
		return node{}
	}
	if at, ok := firstNonText(data); ok {
		l.faultAt(at, "", "The file is not UTF-8 text. Save it as UTF-8.")
		return node{}
	}
	if line := tooEmpty(data); line > 0 && l.from != published {
		l.faultAt(&token.Position{Line: line, Column: 1}, "", "There are more empty lines here than a playbook needs. Remove some.")
		return node{}
	}
	tokens := lexer.Tokenize(string(bytes.TrimPrefix(data, []byte("\ufeff"))))
	if at := tooDeep(tokens); at != nil {
		l.faultAt(at, "", "This is nested deeper than a playbook can be.")
		return node{}
	}
	if at, text := tooMuch(tokens); at != nil {
		l.faultAt(at, "", text)
		return node{}
	}
	if at := tooWide(tokens); at != nil && l.from != published {
		l.faultAt(at, "", "There's more here than a playbook can have in one place.")
		return node{}
	}
	file, err := parser.Parse(tokens, 0, parser.AllowDuplicateMapKey())
	if err != nil {
		l.notYAML(err, start)
	}
	if l.parsed(string(data), err == nil); err != nil {
		return node{}
	}
	return l.onlyDocument(file, start)
}

// firstNonText finds the first byte that is not UTF-8.
func firstNonText(data []byte) (*token.Position, bool) {
	line, column := 1, 1
	for len(data) > 0 {
		r, size := utf8.DecodeRune(data)
		if r == utf8.RuneError && size == 1 {
			return &token.Position{Line: line, Column: column}, true
		}
		column++
		if r == '\n' {
			line, column = line+1, 1
		}
		data = data[size:]
	}
	return nil, false
}

// tooDeep returns the position where brackets, or markers such as "- - -",
// nest deeper than is safe for the parser, which is recursive.
func tooDeep(tokens token.Tokens) *token.Position {
	brackets, markers := 0, 0
	for _, tk := range tokens {
		switch tk.Type {
		case token.SequenceStartType, token.MappingStartType:
			brackets++
		case token.SequenceEndType, token.MappingEndType:
			brackets--
		case token.SequenceEntryType, token.MappingKeyType, token.MappingValueType, token.AnchorType, token.TagType:
			markers++
		default:
			markers = 0
		}
		if max(brackets, markers) > nestingMax {
			return tk.Position
		}
	}
	return nil
}

// tooMuch returns the position where a file exceeds a limit of the parser, and
// the fault's text.
func tooMuch(tokens token.Tokens) (at *token.Position, text string) {
	keys, docs := 0, 0
	for _, tk := range tokens {
		switch tk.Type {
		case token.MappingValueType, token.MappingKeyType:
			keys++
		case token.DocumentHeaderType:
			docs++
		}
		if keys > allKeysMax {
			return tk.Position, fmt.Sprintf("Up to here, the file has more than %d keys, which no playbook has.", allKeysMax)
		}
		if docs > docsMax {
			return tk.Position, "Another document starts here. A playbook is a single one."
		}
	}
	return nil, ""
}

// tooEmpty returns the line after too many empty ones, 0 for none.
func tooEmpty(data []byte) int {
	line, empty := 0, 0
	for text := range bytes.Lines(data) {
		line++
		if empty++; len(bytes.TrimSpace(text)) > 0 {
			empty = 0
		}
		if empty > emptyMax {
			return line
		}
	}
	return 0
}

// tooWide returns the position of a mapping or a list, written in lines, with
// more items than the parser can read in reasonable time.
func tooWide(tokens token.Tokens) *token.Position {
	type level struct{ column, keys, items int }
	var levels []level
	brackets := 0
	for i, tk := range tokens {
		column := tk.Position.Column
		switch tk.Type {
		case token.SequenceStartType, token.MappingStartType:
			brackets++
		case token.SequenceEndType, token.MappingEndType:
			brackets--
		case token.SequenceEntryType, token.MappingKeyType, token.MappingValueType:
			if tk.Type == token.MappingValueType && i > 0 {
				column = tokens[i-1].Position.Column
			}
			if brackets > 0 {
				continue
			}
			for len(levels) > 0 && levels[len(levels)-1].column > column {
				levels = levels[:len(levels)-1]
			}
			if len(levels) == 0 || levels[len(levels)-1].column < column {
				levels = append(levels, level{column: column})
			}
			top := &levels[len(levels)-1]
			if tk.Type == token.SequenceEntryType {
				top.items++
			} else {
				top.keys++
			}
			if top.keys > keysMax || top.items > itemsMax {
				return tk.Position
			}
		}
	}
	return nil
}

func (l *loader) notYAML(err error, start *token.Position) {
	at, text := start, err.Error()
	if placed, ok := errors.AsType[yaml.Error](err); ok && placed.GetToken() != nil {
		at, text = placed.GetToken().Position, placed.GetMessage()
	}
	l.faultAt(at, "", fmt.Sprintf("This is not YAML: %s.", text))
}

// onlyDocument returns the one document of a file, besides comments and
// directives.
func (l *loader) onlyDocument(file *ast.File, start *token.Position) node {
	var root node
	for _, doc := range file.Docs {
		switch doc.Body.(type) {
		case nil, *ast.DirectiveNode, *ast.CommentGroupNode:
			continue
		}
		if !root.absent() {
			l.fault(node{Node: doc.Body}, "A second document starts here. A playbook is a single one.")
			return node{}
		}
		root.Node = doc.Body
	}
	if root.absent() {
		l.faultAt(start, "", "The file is empty.")
	}
	return root
}
