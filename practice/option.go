package practice

import "slices"

// An Option is one choice of a select. Answers are stored, counted and exported
// by its value, so that its label can be reworded or translated at any time.
type Option struct {
	Value string
	Label string // at most 75 characters
}

// PlainOptions returns options whose labels are also their values.
func PlainOptions(labels ...string) []Option {
	options := make([]Option, len(labels))
	for i, label := range labels {
		options[i] = Option{label, label}
	}
	return options
}

// OptionValues returns the values of the field's options, in order.
func (f Field) OptionValues() []string {
	return f.optionTexts(func(o Option) string { return o.Value })
}

// OptionLabels returns the labels of the field's options, in order.
func (f Field) OptionLabels() []string {
	return f.optionTexts(func(o Option) string { return o.Label })
}

// Offers returns the values that an answer to the field can have: those of its
// options, yes and no, or 1 to 5.
func (f Field) Offers() []string {
	switch f.Type {
	case Rating:
		return []string{"1", "2", "3", "4", "5"}
	case YesNo:
		return []string{"yes", "no"}
	}
	return f.OptionValues()
}

func (f Field) optionTexts(text func(Option) string) []string {
	var texts []string
	for _, o := range f.Options {
		texts = append(texts, text(o))
	}
	return texts
}

// LabelOf returns the label of an option's value. The value of an option that
// the playbook no longer has is its own label.
func (f Field) LabelOf(value string) string {
	if i := slices.IndexFunc(f.Options, func(o Option) bool { return o.Value == value }); i >= 0 {
		return f.Options[i].Label
	}
	return value
}

// ReasonLabel returns the label of a reason of the skip or the excuse record.
func (pb *Playbook) ReasonLabel(record, reason string) string {
	r, _ := pb.Record(record)
	f, _ := r.Form.Field(FieldReason)
	return f.LabelOf(reason)
}

// ValueOf returns the value of an option that a field of the given key offered
// as plain text: the value that coach's own playbook gives that text today, or
// the text itself. Answers stored before options had values are read the same
// way.
func ValueOf(key, text string) string {
	if value, ok := formerTexts[key][text]; ok {
		return value
	}
	return text
}

// formerTexts are the options of coach's own playbook from the time when they
// had no values, by field key.
var formerTexts = map[string]map[string]string{
	ShareWhere:    {"In the team channel": ShareInChannel, "Just to them": ShareWithThem},
	FieldReason:   {"Other": OtherReason},
	"plan_author": {"They wrote it": "they", "We wrote it together": "both", "I wrote it": "manager"},
	"time_focus":  {"Mostly looking back": "back", "Balanced": "balanced", "Mostly looking ahead": "ahead"},
	"cause": {"Does not know what, why or how": "knowledge", "Knows how but not yet good at it": "skill", "Sees it differently or other priorities": "priorities",
		"The consequences point the wrong way": "consequences", "Something in the way": "obstacle", "Fit or capacity": "capacity"},
	"response": {"Field training": "training", "Sales coaching": "coaching", "Feedback only": "feedback", "Remove an obstacle": "remove",
		"Something else": "other", "Reinforce - nothing to fix": "reinforce"},
	"roam": {"No gap - results meet objectives": "none", "Activity: what, with whom, how much, when": "activity", "Methodology: how and how well": "method",
		"Not clear yet": "unclear"},
	"since_last": {"Better": "better", "Same": "same", "Worse": "worse", "First session on this": "first"},
	"outcome":    {"Removed": "removed", "Worked around": "around", "Decided to live with it": "live", "No longer matters": "moot"},
	"match":      {"Yes": "yes", "Something like it": "like", "I don't remember this": "no"},
}

// ByValue returns the answers with the texts of former options replaced by
// their values.
func (vs Values) ByValue() Values {
	for key, v := range vs {
		v.Text = ValueOf(key, v.Text)
		for i, text := range v.Many {
			v.Many[i] = ValueOf(key, text)
		}
		vs[key] = v
	}
	return vs
}
