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
// is seven and would otherwise be as deep as somebody likes.
const (
	fileMax    = 1 << 20
	nestingMax = 32
	keysMax    = 20_000 // ours has less than two thousand; the parser compares each with those beside it
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
	tokens := lexer.Tokenize(string(bytes.TrimPrefix(data, []byte("\ufeff"))))
	if at := tooDeep(tokens); at != nil {
		l.faultAt(at, "", "Here the nesting is deeper than a playbook can be.")
		return node{}
	}
	if at, text := tooMuch(tokens); at != nil {
		l.faultAt(at, "", text)
		return node{}
	}
	file, err := parser.Parse(tokens, 0, parser.AllowDuplicateMapKey())
	if err != nil {
		l.notYAML(err, start)
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

// tooDeep finds where brackets, or markers such as "- - -", nest deeper than
// the parser, which is recursive, should be asked to go.
func tooDeep(tokens token.Tokens) *token.Position {
	brackets, markers := 0, 0
	for _, tk := range tokens {
		switch tk.Type {
		case token.SequenceStartType, token.MappingStartType:
			brackets++
		case token.SequenceEndType, token.MappingEndType:
			brackets--
		case token.SequenceEntryType, token.MappingKeyType, token.AnchorType, token.TagType:
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

// tooMuch finds where a file holds more than the parser should be asked to
// read, and says so.
func tooMuch(tokens token.Tokens) (at *token.Position, text string) {
	keys, docs := 0, 0
	for _, tk := range tokens {
		switch tk.Type {
		case token.MappingValueType, token.MappingKeyType:
			keys++
		case token.DocumentHeaderType:
			docs++
		}
		if keys > keysMax {
			return tk.Position, fmt.Sprintf("Here the file has more than %d keys, which no playbook has.", keysMax)
		}
		if docs > docsMax {
			return tk.Position, "Another document starts here; a playbook is one."
		}
	}
	return nil, ""
}

func (l *loader) notYAML(err error, start *token.Position) {
	at, text := start, err.Error()
	if placed, ok := errors.AsType[yaml.Error](err); ok && placed.GetToken() != nil {
		at, text = placed.GetToken().Position, placed.GetMessage()
	}
	l.faultAt(at, "", fmt.Sprintf("This is not YAML: %s.", text))
}

// onlyDocument returns what a file holds besides comments and directives.
func (l *loader) onlyDocument(file *ast.File, start *token.Position) node {
	var root node
	for _, doc := range file.Docs {
		switch doc.Body.(type) {
		case nil, *ast.DirectiveNode, *ast.CommentGroupNode:
			continue
		}
		if !root.absent() {
			l.fault(node{Node: doc.Body}, "A second document starts here; a playbook is one.")
			return node{}
		}
		root.Node = doc.Body
	}
	if root.absent() {
		l.faultAt(start, "", "The file is empty.")
	}
	return root
}
