package files

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/token"

	"coach/cadence"
)

// A loader reads one file and collects its faults. Its methods return the zero
// value where they have found a fault, and for an absent node without one.
type loader struct {
	file   string
	from   origin
	faults Faults
}

// A node is a value in the file, with its path in faults.
type node struct {
	ast.Node
	path string
}

func (n node) absent() bool { return n.Node == nil }

// token returns the position where the node begins. For a mapping it is that
// of the first key, because the parser gives a mapping the position of its
// first colon.
func (n node) token() *token.Token {
	if m, ok := n.Node.(*ast.MappingNode); ok && !m.IsFlowStyle && len(m.Values) > 0 {
		return m.Values[0].Key.GetToken()
	}
	return n.GetToken()
}

// An origin is the source of a playbook file. It decides which mistakes are
// refused although the file could be read.
type origin int

const (
	composed  origin = iota // coach wrote it, out of a file and what people chose
	byHand                  // somebody wrote it, and can still change it: see LoadWritten
	published               // it was published already: see LoadPublished
)

// full reports whether there are so many faults that looking for more is
// useless.
func (l *loader) full() bool { return len(l.faults) > 10*faultsMost }

func (l *loader) fault(n node, format string, args ...any) {
	if l.full() {
		return
	}
	text := fmt.Sprintf(format, args...)
	if word, ok := n.Node.(*ast.StringNode); ok {
		text += oddInWord(word.Value)
	}
	l.faultAt(n.token().Position, n.path, text)
}

func (l *loader) faultAt(at *token.Position, path, text string) {
	l.faults = append(l.faults, Fault{File: l.file, Line: at.Line, Column: at.Column, Field: path, Text: text})
}

func (l *loader) wrongKind(n node, wanted string) {
	l.fault(n, "This is %s. Write %s.", kindOf(n.Node), wanted)
}

// kindOf returns the kind of a value in words.
func kindOf(n ast.Node) string {
	switch n.(type) {
	case *ast.StringNode, *ast.LiteralNode:
		return "text"
	case *ast.IntegerNode, *ast.FloatNode, *ast.InfinityNode, *ast.NanNode:
		return "a number"
	case *ast.BoolNode:
		return "true or false"
	case *ast.MappingNode, *ast.MappingValueNode:
		return "a mapping"
	case *ast.SequenceNode:
		return "a list"
	case *ast.NullNode:
		return "nothing"
	case *ast.AnchorNode, *ast.AliasNode:
		return "a reference"
	default:
		return "something unusual"
	}
}

// A mapping is a node with keys. Keys without a value are absent.
type mapping struct {
	node
	entries []entry
}

type entry struct {
	key   string
	at    node // the key itself
	value node
}

// mapping reads a node whose keys are among the known ones, or are any if none
// are given. For a node that is no mapping, it returns an absent one.
func (l *loader) mapping(n node, known ...string) mapping {
	if n.absent() {
		return mapping{}
	}
	yaml, ok := n.Node.(*ast.MappingNode)
	if !ok {
		l.wrongKind(n, "a mapping, that is lines of “key: value”")
		return mapping{}
	}
	m := mapping{node: n}
	lines := map[string]int{}
	for _, pair := range yaml.Values {
		key := pair.Key.GetToken().Value
		at := node{pair.Key, n.path}
		switch {
		case lines[key] > 0:
			l.fault(at, "The key “%s” is here a second time. The first is in line %d.", key, lines[key])
			continue
		case len(known) > 0 && !slices.Contains(known, key) && !l.full():
			l.fault(at, "“%s” is not a key here.%s", key, instead(key, known))
		}
		lines[key] = pair.Key.GetToken().Position.Line
		if pair.Value.Type() != ast.NullType {
			m.entries = append(m.entries, entry{key, at, node{pair.Value, join(n.path, key)}})
		}
	}
	return m
}

func join(path, key string) string {
	if path == "" {
		return key
	}
	return path + "." + key
}

func (m mapping) get(key string) node {
	for _, e := range m.entries {
		if e.key == key {
			return e.value
		}
	}
	return node{}
}

// layers are mappings of which each overrides some keys of those before it: a
// practice and one of its level rules. There is at least one.
type layers []mapping

// get returns the value in force for a key and the layer it comes from.
func (ls layers) get(key string) (node, int) {
	for i, m := range slices.Backward(ls) {
		if n := m.get(key); !n.absent() {
			return n, i
		}
	}
	return node{}, -1
}

func (ls layers) top() mapping { return ls[len(ls)-1] }

// value returns the value in force for a key, whichever layer it comes from.
func (ls layers) value(key string) node {
	n, _ := ls.get(key)
	return n
}

func (l *loader) require(ls layers, keys ...string) {
	for _, key := range keys {
		if ls.value(key).absent() {
			l.missing(ls.top(), key)
		}
	}
}

func (l *loader) missing(m mapping, key string) {
	l.fault(node{m.Node, join(m.path, key)}, "The key “%s” is missing.", key)
}

func (l *loader) list(n node) []node {
	if n.absent() {
		return nil
	}
	yaml, ok := n.Node.(*ast.SequenceNode)
	if !ok {
		l.wrongKind(n, "a list")
		return nil
	}
	items := make([]node, len(yaml.Values))
	for i, value := range yaml.Values {
		items[i] = node{value, n.path}
	}
	return items
}

// named is list for mappings that are known by their key: faults name it after
// the given path, or the place in the list where there is none.
func (l *loader) named(n node, path string) []node {
	items := l.list(n)
	for i := range items {
		items[i].path = fmt.Sprintf("%s[%d]", n.path, i+1)
		m, ok := items[i].Node.(*ast.MappingNode)
		if !ok {
			continue
		}
		for _, pair := range m.Values {
			if name, ok := pair.Value.(*ast.StringNode); ok && pair.Key.GetToken().Value == "key" && isKey(name.Value) {
				items[i].path = join(path, name.Value)
			}
		}
	}
	return items
}

// text reads one line, up to a greatest number of characters.
func (l *loader) text(n node, longest int) string {
	var text string
	switch yaml := n.Node.(type) {
	case nil:
		return ""
	case *ast.StringNode:
		text = strings.TrimSpace(yaml.Value)
	case *ast.LiteralNode:
		text = strings.TrimSpace(yaml.Value.Value)
	case *ast.IntegerNode, *ast.FloatNode, *ast.BoolNode:
		l.fault(n, "This is %s. Put it in quotes to make it text.", kindOf(yaml))
		return ""
	default:
		l.wrongKind(n, "text")
		return ""
	}
	if length := utf8.RuneCountInString(text); length > longest {
		l.fault(n, "This has %d characters. At most %d fit.", length, longest)
	} else if length == 0 {
		l.fault(n, "There's nothing here. Write text.")
	} else if strings.ContainsFunc(text, unicode.IsControl) {
		l.fault(n, "Write it on one line.")
	} else {
		return text
	}
	return ""
}

// choice reads one of the given words; the noun is their name in a fault.
func choice[T ~string](l *loader, n node, noun string, choices []T) T {
	word := T(l.text(n, wordMax))
	if word == "" || slices.Contains(choices, word) {
		return word
	}
	l.fault(n, "“%s” is not %s. Use %s.", word, noun, oneOf(choices))
	return ""
}

// choices reads a list of some of the given words, each at most once.
func choices[T ~string](l *loader, n node, noun string, all []T) []T {
	var chosen []T
	for _, item := range l.list(n) {
		switch word := choice(l, item, noun, all); {
		case word == "":
		case slices.Contains(chosen, word):
			l.fault(item, "“%s” is here twice.", word)
		default:
			chosen = append(chosen, word)
		}
	}
	if list, ok := n.Node.(*ast.SequenceNode); ok && len(list.Values) == 0 {
		l.fault(n, "The list is empty. Use %s.", oneOf(all))
	}
	return chosen
}

// whole reads a whole number between two bounds, both included.
func (l *loader) whole(n node, least, most, otherwise int) int {
	if n.absent() {
		return otherwise
	}
	if l.misread(n) {
		return otherwise
	}
	wanted := fmt.Sprintf("a whole number from %d to %d", least, most)
	yaml, ok := n.Node.(*ast.IntegerNode)
	if !ok {
		l.wrongKind(n, wanted)
		return otherwise
	}
	value := asFloat(yaml)
	if value < float64(least) || value > float64(most) {
		l.fault(n, "%s is out of range. Write %s.", n.GetToken().Value, wanted)
		return otherwise
	}
	return int(value)
}

// decimal reads any number, or nil where there is none.
func (l *loader) decimal(n node) *float64 {
	if !n.absent() && l.misread(n) {
		return nil
	}
	switch yaml := n.Node.(type) {
	case nil:
		return nil
	case *ast.IntegerNode:
		value := asFloat(yaml)
		return &value
	case *ast.FloatNode:
		if value := yaml.Value; !math.IsInf(value, 0) {
			return &value
		}
	}
	l.wrongKind(n, "a number")
	return nil
}

// asFloat returns the value of a whole number, which the parser stores signed
// or unsigned.
func asFloat(yaml *ast.IntegerNode) float64 {
	switch value := yaml.Value.(type) {
	case int64:
		return float64(value)
	case uint64:
		return float64(value)
	default:
		return math.NaN()
	}
}

func (l *loader) flag(n node, otherwise bool) bool {
	switch yaml := n.Node.(type) {
	case nil:
	case *ast.BoolNode:
		return yaml.Value
	default:
		l.wrongKind(n, "true or false")
	}
	return otherwise
}

func (l *loader) date(n node) cadence.Date {
	text := l.text(n, wordMax)
	if text == "" {
		return 0
	}
	d, err := cadence.ParseDate(text)
	if err != nil {
		l.fault(n, "%v.", err)
	}
	return d
}
