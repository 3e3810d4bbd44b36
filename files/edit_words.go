package files

import (
	"encoding/json"
	"slices"
	"strings"

	"github.com/goccy/go-yaml/ast"

	"coach/practice"
)

// purpose writes the vision and the skills.
func (d *document) purpose(pb *practice.Playbook, to *practice.Purpose) {
	if to == nil {
		return
	}
	if to.Vision != pb.Vision {
		d.say(d.root, "vision", to.Vision, "version")
	}
	if !slices.Equal(to.Skills, pb.Skills) {
		d.list(d.root, "skills", to.Skills, "vision", "version")
	}
}

// words writes what people read of a practice.
func (d *document) words(p *practice.Practice, e practice.Edit, m func() *ast.MappingNode) {
	if e.Words == nil {
		return
	}
	to := *e.Words
	if to.Why != p.Why {
		d.say(m(), "why", to.Why, "short", "name", "key")
	}
	if !slices.Equal(to.Good, p.Good) {
		d.list(m(), "good", to.Good, "why", "short", "name", "key")
	}
	if to.Learn != p.Learn {
		d.say(m(), "learn", to.Learn, "good", "why", "short", "name", "key")
	}
	for _, q := range to.Questions {
		d.question(p, q, m)
	}
}

// question writes a question's label, and whether it needs an answer.
func (d *document) question(p *practice.Practice, q practice.QuestionEdit, m func() *ast.MappingNode) {
	f, ok := p.Form.Field(q.Key)
	if !ok {
		d.problem(p.Key+".form."+q.Key, "The form has no such question any more.")
		return
	}
	if q.Label == f.Label && q.Need == f.Need() {
		return
	}
	node := d.fieldNode(m(), q.Key)
	if node == nil {
		d.problem(p.Key+".form."+q.Key, "This question is coach's own. To change it, write the practice's form into the playbook's file.")
		return
	}
	if q.Label != f.Label {
		d.set(node, "label", quoted(q.Label), "type", "key")
	}
	if q.Need == f.Need() {
		return
	}
	d.drop(node, "more")
	d.drop(node, "required")
	switch q.Need {
	case practice.Needed:
		d.set(node, "required", "true", "label", "type", "key")
	case practice.Free:
		d.set(node, "required", "false", "label", "type", "key")
	case practice.Waits:
		d.set(node, "more", "true", "label", "type", "key")
	default:
		d.problem(p.Key+".form."+q.Key, "Whether it depends on another answer is said in the playbook's file.")
	}
}

// fieldNode returns the node of a question in a practice's own form; nil where
// the file has none.
func (d *document) fieldNode(m *ast.MappingNode, key string) *ast.MappingNode {
	for _, f := range mappingsOf(valueOf(m, "form")) {
		if textOf(valueOf(f, "key")) == key {
			return f
		}
	}
	return nil
}

// say sets a text, or takes it out where there is none.
func (d *document) say(m *ast.MappingNode, key, text string, after ...string) {
	if text == "" {
		d.drop(m, key)
		return
	}
	d.set(m, key, quoted(text), after...)
}

// list sets a list of texts, or takes it out where it is empty.
func (d *document) list(m *ast.MappingNode, key string, texts []string, after ...string) {
	if len(texts) == 0 {
		d.drop(m, key)
		return
	}
	written := make([]string, len(texts))
	for i, text := range texts {
		written[i] = quoted(text)
	}
	d.set(m, key, "["+strings.Join(written, ", ")+"]", after...)
}

// optionList returns labels as the options of a field, in one line of YAML. A
// label that the field has already keeps its value.
func optionList(field practice.Field, labels []string) string {
	written := make([]string, len(labels))
	for i, label := range labels {
		written[i] = quoted(label)
		for _, o := range field.Options {
			if o.Label == label && o.Value != label {
				written[i] = "{" + quoted(o.Value) + ": " + quoted(label) + "}"
			}
		}
	}
	return "[" + strings.Join(written, ", ") + "]"
}

// quoted returns a text as JSON, which is YAML too.
func quoted(text string) string {
	var b strings.Builder
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	_ = e.Encode(text) // text always encodes
	return strings.TrimSpace(b.String())
}
