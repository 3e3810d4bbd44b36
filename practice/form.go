package practice

import (
	"fmt"
	"slices"

	"coach/cadence"
)

// A Condition holds where another question of the form has a certain answer.
// The zero Condition never holds.
type Condition struct{ Field, Value string }

// IsZero reports whether there is no condition.
func (c Condition) IsZero() bool { return c == Condition{} }

// Holds reports whether the answers meet the condition.
func (c Condition) Holds(vs Values) bool {
	v := vs[c.Field]
	return !c.IsZero() && (v.Text == c.Value || slices.Contains(v.Many, c.Value))
}

// Follows is how the answer to one question suggests that to another: a cause
// suggests a response. The zero Follows suggests nothing.
type Follows struct {
	Field  string            // the question that is followed
	Values map[string]string // its answers, with the one that each suggests
}

// Needs reports whether a question needs an answer, given the others.
func (f Field) Needs(vs Values) bool { return f.Required && !f.Unless.Holds(vs) }

// FieldSetting is the key of the question about where something was observed.
// A form opens with the author's last answer to it, because most people
// observe in the same way every time.
const FieldSetting = "setting"

// Form lengths, as DOMAIN 1.3 has them: a form fits one short screen.
const (
	questionsMost   = 6 // that a form shows at first
	questionsOften  = 5 // for anything done weekly or more often
	requiredOften   = 4 // of those
	questionsSeldom = 8 // for what is done quarterly or less often
)

// TooLong returns a sentence about a form that does not fit one short screen;
// empty for one that does. Old playbooks keep their longer forms.
func (p *Practice) TooLong() string {
	shown, required := 0, 0
	for _, f := range p.Form {
		if f.Key == p.SubjectField() || f.More {
			continue
		}
		shown++
		if f.Required {
			required++
		}
	}
	most := questionsMost
	switch {
	case p.IsOften():
		most = questionsOften
	case p.isSeldom():
		most = questionsSeldom
	}
	switch {
	case shown > most:
		return fmt.Sprintf("%s asks %d questions at once. People have patience for %d. Put “more: true” on those that can wait.", p.Short, shown, most)
	case p.IsOften() && required > requiredOften:
		return fmt.Sprintf("%s has %d required questions. Anything done every week can have at most %d.", p.Short, required, requiredOften)
	}
	return ""
}

// isSeldom reports whether the practice is done quarterly or less often at
// every level.
func (p *Practice) isSeldom() bool {
	seldom := []cadence.Cadence{cadence.Quarterly, cadence.Trimester, cadence.Semiannual, cadence.Yearly}
	for _, rule := range p.ByLevel {
		if !slices.Contains(seldom, rule.Cadence) {
			return false
		}
	}
	return slices.Contains(seldom, p.Cadence)
}

// LongForms returns a sentence about each practice, of those that are on, whose
// form is too long.
func (pb *Playbook) LongForms() []string {
	var said []string
	for _, p := range pb.Latest() {
		if long := p.TooLong(); p.Enabled && long != "" {
			said = append(said, long)
		}
	}
	return said
}

// unanswered returns the problem of a form in which none of the questions of
// AnyOf is answered, or nothing. It stands at the first of them that has an
// input of its own.
func (p *Practice) unanswered(vs Values) Problems {
	if len(p.AnyOf) == 0 || slices.ContainsFunc(p.AnyOf, func(key string) bool { return !vs[key].IsZero() }) {
		return nil
	}
	var labels []string
	var at string
	for _, key := range p.AnyOf {
		f, ok := p.Form.Field(key)
		if !ok || f.Type == ObstacleList {
			continue
		}
		labels = append(labels, "“"+f.Label+"”")
		if at == "" {
			at = f.firstPath()
		}
	}
	if len(labels) == 1 {
		return Problems{{at, textAnswerThis}}
	}
	return Problems{{at, fmt.Sprintf(textAnswerOneOf, Listed(labels))}}
}
