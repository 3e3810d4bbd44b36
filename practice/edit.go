package practice

import (
	"reflect"
	"slices"
	"time"

	"coach/cadence"
)

// An Edit is a leader's change of one practice, made in Slack rather than in
// the playbook file. Its zero fields stay as they are.
type Edit struct {
	Key     string          `json:"key"`
	Enabled *bool           `json:"enabled,omitempty"`
	Cadence cadence.Cadence `json:"cadence,omitempty"`
	Phase   cadence.Phase   `json:"phase,omitempty"`
	Due     []string        `json:"due,omitempty"` // due codes
	Times   int             `json:"times,omitempty"`
	Levels  []Level         `json:"levels,omitempty"` // the levels that are expected to do it
	From    cadence.Date    `json:"from,omitzero"`    // its first day
	Helps   string          `json:"helps,omitempty"`  // where it is done more often: what will tell the owners that it still helps
	Words   *Words          `json:"words,omitempty"`  // what people read of it
}

// Words are what people read of a practice: why it is worth their time, what
// good looks like, where to learn more, and its questions.
type Words struct {
	Why       string         `json:"why"`
	Good      []string       `json:"good"`
	Learn     string         `json:"learn"`
	Questions []QuestionEdit `json:"questions,omitempty"` // those that change
}

// A QuestionEdit is a question's new label, and whether it needs an answer.
type QuestionEdit struct {
	Key   string `json:"key"`
	Label string `json:"label"`
	Need  Need   `json:"need"`
}

// A Need is whether a question needs an answer.
type Need string

// The needs. One that depends on another answer stays as the file has it.
const (
	Needed      Need = "needed"
	NeededWhere Need = "depends"
	Free        Need = "free"
	Waits       Need = "more"
)

// Need returns whether a question needs an answer.
func (f Field) Need() Need {
	switch {
	case f.More:
		return Waits
	case f.Required && !f.Unless.IsZero():
		return NeededWhere
	case f.Required:
		return Needed
	}
	return Free
}

// A Purpose is what stands over all practices: the organisation's vision in one
// sentence, and the skills it names.
type Purpose struct {
	Vision string   `json:"vision"`
	Skills []string `json:"skills"`
}

// IsZero reports whether the edit changes nothing.
func (e Edit) IsZero() bool { return reflect.DeepEqual(e, Edit{Key: e.Key}) }

// Edits are the changes that make the next playbook out of the last one.
type Edits struct {
	Practices   []Edit         `json:"practices,omitempty"`    // at most one for each practice
	Values      []string       `json:"values,omitempty"`       // what recognition can be for
	Purpose     *Purpose       `json:"purpose,omitempty"`      // the new vision and skills; nil to leave them
	WorkingDays []time.Weekday `json:"working_days,omitempty"` // of the default calendar
	WeekStart   *time.Weekday  `json:"week_start,omitempty"`   // of the default calendar
	FiscalStart int            `json:"fiscal_start,omitempty"` // the month in which the fiscal year starts, 1 to 12
}

// IsZero reports whether nothing is edited.
func (e Edits) IsZero() bool {
	return len(e.Practices) == 0 && e.Values == nil && e.Purpose == nil && e.WorkingDays == nil && e.WeekStart == nil && e.FiscalStart == 0
}

// Keeps reports whether an edited playbook is unchanged outside its edits. It
// catches a mistake in writing the file again.
func (e Edits) Keeps(before, after *Playbook) bool {
	if e.Purpose == nil && (before.Vision != after.Vision || !slices.Equal(before.Skills, after.Skills)) {
		return false
	}
	if len(before.Practices) != len(after.Practices) || !reflect.DeepEqual(before.Records, after.Records) {
		return false
	}
	for _, old := range before.Practices {
		if !slices.ContainsFunc(after.Practices, func(p Practice) bool {
			return reflect.DeepEqual(old, p) || e.changes(old.Key) && p.Key == old.Key && p.Name == old.Name && reflect.DeepEqual(e.words(p.Key, p.Form), e.words(p.Key, old.Form))
		}) {
			return false
		}
	}
	for name, c := range before.Calendars {
		if name != DefaultCalendar && !reflect.DeepEqual(c, after.Calendars[name]) {
			return false
		}
	}
	return slices.Equal(before.Fiscal.Months, after.Fiscal.Months)
}

// asks reports whether the edit changes a question.
func (e Edit) asks(key string) bool {
	return e.Words != nil && slices.ContainsFunc(e.Words.Questions, func(q QuestionEdit) bool { return q.Key == key })
}

func (e Edits) changes(key string) bool {
	return key == RecognitionKey && len(e.Values) > 0 || slices.ContainsFunc(e.Practices, func(edit Edit) bool { return edit.Key == key })
}

// words returns a form without what may change of it.
func (e Edits) words(key string, f Form) Form {
	f = slices.Clone(f)
	for i := range f {
		if slices.ContainsFunc(e.Practices, func(edit Edit) bool { return edit.Key == key && edit.asks(f[i].Key) }) {
			f[i].Label, f[i].Required, f[i].More, f[i].Unless = "", false, false, Condition{}
		}
		if f[i].Key == RecognitionValue && len(e.Values) > 0 {
			f[i].Options = nil
		}
	}
	return f
}
