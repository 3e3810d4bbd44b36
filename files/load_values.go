package files

import (
	"slices"

	"coach/practice"
)

// LoadPublished is [Load] for a file that is published already. It does not
// require the option values that coach relies on, nor names beside short ones,
// nor limit empty lines, keys or items more than at the time of publication. Files from the time before
// options had values remain valid; an answer that coach cannot interpret is
// taken as the most private one.
func LoadPublished(name string, data []byte) (*practice.Playbook, error) {
	return (&loader{file: name, from: published}).load(data)
}

// recognition checks that the form of recognition has the fields for the
// thanks and for where to post it, so that thanks meant for one person are not
// posted to all.
func (l *loader) recognition(ls layers, p *practice.Practice) {
	form := ls.value("form")
	if p.Key != practice.RecognitionKey || form.absent() || l.from == published {
		return
	}
	for _, key := range []string{practice.RecognitionWho, practice.RecognitionWhat, practice.ShareWhere} {
		if _, ok := p.Form.Field(key); !ok {
			l.fault(form, "It needs a field “%s”, because coach passes on its answer.", key)
		}
	}
	where, ok := p.Form.Field(practice.ShareWhere)
	if values := where.OptionValues(); ok && !(where.Type == practice.Select && len(values) == 2 && slices.Contains(values, practice.ShareInChannel) && slices.Contains(values, practice.ShareWithThem)) {
		l.fault(l.fieldNode(form, practice.ShareWhere), "Its options are {channel: …} and {private: …}, in your own words, because coach shares it by what is chosen.")
	}
}

// recordValues are the option values that the only select of each record must
// have.
var recordValues = map[string]struct {
	field  string
	values []string
}{
	practice.SkipKey:   {practice.FieldReason, []string{practice.OtherReason}},
	practice.ExcuseKey: {practice.FieldReason, []string{practice.OtherReason}},
	"confirmation":     {"match", []string{"yes", "like", "no"}},
}

// recordOptions checks that a record has the option values that coach relies
// on.
func (l *loader) recordOptions(record practice.Record, m mapping) {
	needed, some := recordValues[record.Key]
	if !some || l.from == published {
		return
	}
	field, ok := record.Form.Field(needed.field)
	if !ok {
		l.fault(m.get("form"), "It needs a field “%s”, because coach works with its answer.", needed.field)
		return
	}
	for _, value := range needed.values {
		if !slices.Contains(field.OptionValues(), value) {
			l.fault(l.fieldNode(m.get("form"), needed.field), "It needs an option with the value “%s”, such as {%s: …}, because coach works with it.", value, value)
		}
	}
}

// fieldNode returns the node of a field's options in a form, or else of the
// field, or else of the form itself.
func (l *loader) fieldNode(form node, key string) node {
	for _, item := range l.named(form, form.path) {
		m := l.mapping(item)
		if textOf(m.get("key").Node) != key {
			continue
		}
		if options := m.get("options"); !options.absent() {
			return options
		}
		return item
	}
	return form
}
