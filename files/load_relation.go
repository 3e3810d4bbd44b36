package files

import (
	"slices"
	"unicode/utf8"

	"github.com/goccy/go-yaml/ast"

	"coach/practice"
)

// lines reads a list of short texts, each once, up to a greatest number of
// them.
func (l *loader) lines(n node, longest, most int) []string {
	items := l.list(n)
	if len(items) > most {
		l.fault(items[most], "It has %d lines; at most %d fit.", len(items), most)
		items = items[:most]
	}
	var all []string
	for _, item := range items {
		switch text := l.text(item, longest); {
		case text == "":
		case slices.Contains(all, text):
			l.fault(item, "“%s” is here twice.", text)
		default:
			all = append(all, text)
		}
	}
	return all
}

// link reads the address of a web page.
func (l *loader) link(n node) string {
	text := l.text(n, practice.TextMax)
	if text != "" && !practice.IsLink(text) {
		l.fault(n, "Use a full link, starting with https://.")
		return ""
	}
	return text
}

// required reads whether a question needs an answer: true, false, or
// {unless: {FIELD: VALUE}}.
func (l *loader) required(n node) (bool, practice.Condition) {
	if _, ok := n.Node.(*ast.MappingNode); !ok {
		if _, flag := n.Node.(*ast.BoolNode); !flag && !n.absent() {
			l.wrongKind(n, "true, false or {unless: {FIELD: VALUE}}")
			return false, practice.Condition{}
		}
		return l.flag(n, false), practice.Condition{}
	}
	m := l.mapping(n, "unless")
	l.require(layers{m}, "unless")
	unless := l.mapping(m.get("unless"))
	if unless.absent() {
		return true, practice.Condition{}
	}
	if len(unless.entries) != 1 {
		l.fault(unless.node, "Write one field and its value, {unless: {FIELD: VALUE}}.")
		return true, practice.Condition{}
	}
	e := unless.entries[0]
	return true, practice.Condition{Field: e.key, Value: l.value(e.value)}
}

// value reads the value of an option, which a file writes as a key elsewhere.
func (l *loader) value(n node) string {
	if flag, ok := n.Node.(*ast.BoolNode); ok {
		return flag.GetToken().Value // the value of {true: Label}
	}
	if number, ok := n.Node.(*ast.IntegerNode); ok {
		return number.GetToken().Value // of a rating
	}
	return l.text(n, optionMax)
}

// reads checks what the nth question of a form says of the others: that they
// are there and offer the values named. It reads what the question follows.
func (l *loader) reads(m mapping, form practice.Form, nth int) {
	f := &form[nth]
	if !f.Unless.IsZero() {
		at := l.mapping(l.mapping(m.get("required")).get("unless")).entries[0]
		if other, ok := l.other(at.at, form, nth, f.Unless.Field); ok && f.Unless.Value != "" {
			l.offers(at.value, other, f.Unless.Value)
		}
	}
	n := m.get("follows")
	follows := l.mapping(n)
	if follows.absent() {
		return
	}
	if f.Type != practice.Select {
		l.fault(n, "A field of type %s follows no other; a select does.", f.Type)
		return
	}
	if len(follows.entries) != 1 {
		l.fault(n, "Write one field and what its values suggest, {FIELD: {VALUE: VALUE}}.")
		return
	}
	e := follows.entries[0]
	other, ok := l.other(e.at, form, nth, e.key)
	if ok && slices.IndexFunc(form, func(o practice.Field) bool { return o.Key == e.key }) > nth {
		l.fault(e.at, "It stands after the field that follows it; put it before that.")
	}
	f.Follows = practice.Follows{Field: e.key, Values: map[string]string{}}
	for _, pair := range l.mapping(e.value).entries {
		suggested := l.value(pair.value)
		if ok {
			l.offers(pair.at, other, pair.key)
		}
		if suggested != "" {
			l.offers(pair.value, *f, suggested)
		}
		f.Follows.Values[pair.key] = suggested
	}
}

// other returns the question of a form that another one names.
func (l *loader) other(at node, form practice.Form, nth int, key string) (practice.Field, bool) {
	f, ok := form.Field(key)
	var keys []string
	for i, field := range form {
		if i != nth && field.Key != "" {
			keys = append(keys, field.Key)
		}
	}
	chosen := []practice.FieldType{practice.Select, practice.MultiSelect, practice.Rating, practice.YesNo}
	switch {
	case !ok:
		l.fault(at, "“%s” is not a field of this form.%s", key, instead(key, keys))
	case key == form[nth].Key:
		l.fault(at, "Name another field than the field itself.")
	case f.Type != "" && !slices.Contains(chosen, f.Type):
		l.fault(at, "“%s” is a field of type %s, which has no values to go by; use a %s.", key, f.Type, oneOf(chosen))
	case f.Type != "":
		return f, true
	}
	return f, false
}

// offers checks that a question offers a value.
func (l *loader) offers(at node, f practice.Field, value string) {
	if offered := f.Offers(); !slices.Contains(offered, value) && utf8.RuneCountInString(value) <= optionMax {
		l.fault(at, "“%s” is not a value of “%s”.%s", value, f.Key, instead(value, offered))
	}
}

// anyOf reads the questions of which at least one needs an answer.
func (l *loader) anyOf(n node, form practice.Form) []string {
	var keys, all []string
	for _, f := range form {
		all = append(all, f.Key)
	}
	items := l.list(n)
	if len(items) < 2 && !n.absent() {
		l.fault(n, "Name at least two fields; one alone is simply required.")
	}
	for _, item := range items {
		key := l.text(item, wordMax)
		f, ok := form.Field(key)
		switch {
		case key == "":
		case !ok:
			l.fault(item, "“%s” is not a field of this form.%s", key, instead(key, all))
		case slices.Contains(keys, key):
			l.fault(item, "“%s” is here twice.", key)
		case f.Required:
			l.fault(item, "“%s” is required anyway; leave it out here.", key)
		default:
			keys = append(keys, key)
		}
	}
	return keys
}
