package files

import (
	"regexp"
	"slices"
	"unicode/utf8"

	"github.com/goccy/go-yaml/ast"

	"coach/practice"
)

// Bounds of what a file may hold. Where Slack sets the limit, its comment
// names where.
const (
	shortMax       = 24 // the title of a modal
	headerMax      = 150
	optionMax      = 75
	multiSelectMax = 10 // checkboxes
	selectMax      = 100
	labelMax       = 2000
	wordMax        = 100 // keys, dates and other words that are not prose

	formMax = 30 // fields; a modal has a hundred blocks

	sentenceMax   = 200 // why and vision
	lineOfGoodMax = 100
)

var (
	fieldKeys  = []string{"key", "type", "label", "required", "more", "follows", "vis", "options", "min", "max", "decimal", "help"}
	fieldTypes = []practice.FieldType{practice.Text, practice.LongText, practice.Select, practice.MultiSelect, practice.User, practice.MultiUser, practice.Rating, practice.YesNo, practice.Number, practice.URL, practice.DateField,
		practice.Actions, practice.Sessions, practice.ObstacleNew, practice.ObstacleList}
	visibilities = []practice.Visibility{practice.Shared, practice.Private, practice.Team, practice.Everywhere, practice.Leader, practice.Metric}

	// structuredTypes have answers that can be counted without reading words.
	structuredTypes = []practice.FieldType{practice.Select, practice.MultiSelect, practice.Rating, practice.YesNo, practice.Number, practice.DateField}
	peopleTypes     = []practice.FieldType{practice.User, practice.MultiUser}
)

// keyPattern keeps keys usable inside paths such as plan.0.due.
var keyPattern = regexp.MustCompile(`^[a-z][a-z0-9_]{0,39}$`)

func isKey(text string) bool { return keyPattern.MatchString(text) }

func (l *loader) key(n node) string {
	key := l.text(n, wordMax)
	if key == "" || isKey(key) {
		return key
	}
	l.fault(n, "“%s” is not a key. Use at most 40 small letters, digits and underscores, a letter first.", key)
	return ""
}

// form reads a list of fields. Only records may count people: theirs is the
// owner of an action, which is never shown but to those concerned.
func (l *loader) form(n node, countable []practice.FieldType) practice.Form {
	items := l.named(n, n.path)
	if len(items) > formMax {
		l.fault(n, "A form has at most %d fields, not %d.", formMax, len(items))
		items = items[:formMax]
	}
	form := make(practice.Form, 0, len(items))
	var asked []mapping
	for _, item := range items {
		m := l.mapping(item, fieldKeys...)
		if m.absent() {
			continue
		}
		field := l.field(m, countable)
		if _, twice := form.Field(field.Key); twice && field.Key != "" {
			l.fault(m.get("key"), "Another field of this form has the key “%s”.", field.Key)
		}
		form, asked = append(form, field), append(asked, m)
	}
	for i, m := range asked {
		l.reads(m, form, i)
	}
	return form
}

func (l *loader) field(m mapping, countable []practice.FieldType) practice.Field {
	l.require(layers{m}, "key", "type", "label", "vis")
	field := practice.Field{
		Key:   l.key(m.get("key")),
		Type:  choice(l, m.get("type"), "a type of field", fieldTypes),
		Label: l.text(m.get("label"), labelMax),
		Help:  l.text(m.get("help"), labelMax),
		More:  l.flag(m.get("more"), false),
		Vis:   choice(l, m.get("vis"), "a visibility", visibilities),
	}
	field.Required, field.Unless = l.required(m.get("required"))
	if field.More && field.Required {
		l.fault(m.get("more"), "What is behind More questions is never required: leave out “required”, or “more”.")
	}
	if slices.Contains([]string{practice.FieldPerson, practice.FieldDate, practice.FieldWhich}, field.Key) {
		l.fault(m.get("key"), "Every form has “%s” already.", field.Key)
	}
	if field.Type == "" {
		return field
	}
	if field.Vis == practice.Metric && !slices.Contains(countable, field.Type) {
		l.fault(m.get("vis"), "A field of type %s cannot be metric: words and people are never counted. Use shared, private, team, everyone or leader.", field.Type)
	}
	field.Options = l.options(m, field.Type, field.Key)
	l.bounds(m, &field)
	return field
}

func (l *loader) options(m mapping, t practice.FieldType, key string) []practice.Option {
	n := m.get("options")
	most := map[practice.FieldType]int{practice.Select: selectMax, practice.MultiSelect: multiSelectMax}[t]
	switch {
	case most == 0 && !n.absent():
		l.fault(n, "A field of type %s has no options. Only select and multi_select have them.", t)
		return nil
	case most == 0:
		return nil
	case n.absent():
		l.missing(m, "options")
		return nil
	}
	items := l.list(n)
	if len(items) < 2 || len(items) > most {
		l.fault(n, "A %s has 2 to %d options, not %d.", t, most, len(items))
		items = items[:min(len(items), most)]
	}
	var options []practice.Option
	for _, item := range items {
		option := l.option(item, key)
		if option.Label != "" && slices.ContainsFunc(options, func(o practice.Option) bool { return o.Value == option.Value || o.Label == option.Label }) {
			l.fault(item, "“%s” is here twice.", option.Label)
		}
		options = append(options, option)
	}
	return options
}

// option reads {value: label}, or a text that is both.
func (l *loader) option(n node, key string) practice.Option {
	if _, ok := n.Node.(*ast.MappingNode); !ok {
		label := l.text(n, optionMax)
		return practice.Option{Value: practice.ValueOf(key, label), Label: label}
	}
	m := l.mapping(n)
	if len(m.entries) != 1 {
		l.fault(n, "Write an option as a value and its label, {value: Label}, or as text.")
		return practice.Option{}
	}
	e := m.entries[0]
	e.value.path = n.path
	if utf8.RuneCountInString(e.key) > optionMax {
		l.fault(e.at, "The value has %d characters. At most %d fit.", utf8.RuneCountInString(e.key), optionMax)
	}
	return practice.Option{Value: e.key, Label: l.text(e.value, optionMax)}
}

// bounds reads the range of a number and the rows of actions, sessions and
// obstacles.
func (l *loader) bounds(m mapping, field *practice.Field) {
	rows := field.Type == practice.Actions || field.Type == practice.Sessions || field.Type == practice.ObstacleNew
	for _, key := range []string{"min", "max", "decimal"} {
		if n := m.get(key); !n.absent() && field.Type != practice.Number && !(rows && key != "decimal") {
			l.fault(n, "A field of type %s has no %s.", field.Type, key)
			return
		}
	}
	read := l.decimal
	if rows {
		read = l.rowCount
	}
	field.Decimal = l.flag(m.get("decimal"), false)
	field.Min, field.Max = read(m.get("min")), read(m.get("max"))
	if field.Min != nil && field.Max != nil && *field.Min > *field.Max {
		l.fault(m.get("max"), "It is less than min.")
	}
}

func (l *loader) rowCount(n node) *float64 {
	if n.absent() {
		return nil
	}
	count := float64(l.whole(n, 1, practice.MaxRows, 1))
	return &count
}
