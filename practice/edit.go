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
}

// IsZero reports whether the edit changes nothing.
func (e Edit) IsZero() bool { return reflect.DeepEqual(e, Edit{Key: e.Key}) }

// Edits are the changes that make the next playbook out of the last one.
type Edits struct {
	Practices   []Edit         `json:"practices,omitempty"`    // at most one for each practice
	Values      []string       `json:"values,omitempty"`       // what recognition can be for
	WorkingDays []time.Weekday `json:"working_days,omitempty"` // of the default calendar
	WeekStart   *time.Weekday  `json:"week_start,omitempty"`   // of the default calendar
	FiscalStart int            `json:"fiscal_start,omitempty"` // the month in which the fiscal year starts, 1 to 12
}

// IsZero reports whether nothing is edited.
func (e Edits) IsZero() bool {
	return len(e.Practices) == 0 && e.Values == nil && e.WorkingDays == nil && e.WeekStart == nil && e.FiscalStart == 0
}

// Keeps reports whether an edited playbook is unchanged outside its edits. It
// catches a mistake in writing the file again.
func (e Edits) Keeps(before, after *Playbook) bool {
	if len(before.Practices) != len(after.Practices) || !reflect.DeepEqual(before.Records, after.Records) {
		return false
	}
	for _, old := range before.Practices {
		if !slices.ContainsFunc(after.Practices, func(p Practice) bool {
			return reflect.DeepEqual(old, p) || e.changes(old.Key) && p.Key == old.Key && p.Name == old.Name && reflect.DeepEqual(e.words(p.Form), e.words(old.Form))
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

func (e Edits) changes(key string) bool {
	return key == RecognitionKey && len(e.Values) > 0 || slices.ContainsFunc(e.Practices, func(edit Edit) bool { return edit.Key == key })
}

// words returns a form without the options that may change.
func (e Edits) words(f Form) Form {
	f = slices.Clone(f)
	for i := range f {
		if f[i].Key == RecognitionValue && len(e.Values) > 0 {
			f[i].Options = nil
		}
	}
	return f
}
