package practice

import (
	"bytes"
	"errors"
	"reflect"
	"slices"
	"time"

	"coach/cadence"
)

// An Edit is one change of a practice that leaders make without touching the
// file. What is zero stays as it is.
type Edit struct {
	Key     string          `json:"key"`
	Enabled *bool           `json:"enabled,omitempty"`
	Cadence cadence.Cadence `json:"cadence,omitempty"`
	Phase   cadence.Phase   `json:"phase,omitempty"`
	Due     []string        `json:"due,omitempty"` // due codes
	Times   int             `json:"times,omitempty"`
	Levels  []Level         `json:"levels,omitempty"` // of whom it is expected
	From    cadence.Date    `json:"from,omitzero"`    // its first day
}

// Edits are what would be different in the next playbook.
type Edits struct {
	Practices   []Edit         `json:"practices,omitempty"`    // at most one for each practice
	Values      []string       `json:"values,omitempty"`       // what recognition can be for
	WorkingDays []time.Weekday `json:"working_days,omitempty"` // of the default calendar
	WeekStart   *time.Weekday  `json:"week_start,omitempty"`   // of the default calendar
	FiscalStart int            `json:"fiscal_start,omitempty"` // the month in which the fiscal year starts, 1 to 12
}

// Apply returns a playbook file with the edits made in it. Comments and the
// order of things stay. Where a practice stands several times, its version in
// force last is the one that changes; inspect_review is added where the file
// leaves it out.
//
// Its error is [Faults] when the file cannot be read to begin with, and
// [Problems] when the edits do not go with it. Their fields are the practice's
// key and what is wrong with it, such as observation.due, or one of values,
// calendars and fiscal_year_start.
func (e Edits) Apply(name string, source []byte) ([]byte, error) {
	pb, err := Load(name, source)
	if err != nil {
		return nil, err
	}
	d := document{}
	if err := d.read(source); err != nil {
		return nil, err
	}
	for _, edit := range e.Practices {
		d.practice(pb, edit)
	}
	d.values(pb, e.Values)
	d.week(pb, e.WorkingDays, e.WeekStart)
	d.fiscal(pb, e.FiscalStart)
	if len(d.problems) > 0 {
		return nil, d.problems
	}
	if !d.changed {
		return source, nil
	}
	edited := []byte(d.file.String())
	if !bytes.HasSuffix(edited, []byte("\n")) {
		edited = append(edited, '\n')
	}
	after, err := Load(name, edited)
	if faults, ok := errors.AsType[Faults](err); ok {
		return nil, faults.asProblems()
	}
	if err == nil && !e.keeps(pb, after) {
		err = Problems{{Text: "This file is written in a way that cannot be changed from here. Change the file itself, and publish it with coach playbook publish."}}
	}
	if err != nil {
		return nil, err
	}
	return edited, nil
}

// asProblems are the faults of a file that nobody has in front of them.
func (fs Faults) asProblems() Problems {
	var ps Problems
	for _, f := range fs {
		ps = append(ps, Problem{Field: f.Field, Text: f.Text})
	}
	return ps
}

// keeps reports whether a playbook that was edited says what it said before,
// wherever it was not to change. It catches what writing the file again may
// have garbled.
func (e Edits) keeps(before, after *Playbook) bool {
	if len(before.Practices) != len(after.Practices) || !reflect.DeepEqual(before.Records, after.Records) {
		return false
	}
	for _, old := range before.Practices {
		if !slices.ContainsFunc(after.Practices, func(p Practice) bool {
			return reflect.DeepEqual(old, p) || e.touches(old.Key) && p.Key == old.Key && p.Name == old.Name && reflect.DeepEqual(e.words(p.Form), e.words(old.Form))
		}) {
			return false
		}
	}
	for name, c := range before.Calendars {
		if name != defaultCalendar && !reflect.DeepEqual(c, after.Calendars[name]) {
			return false
		}
	}
	return slices.Equal(before.Fiscal.Months, after.Fiscal.Months)
}

func (e Edits) touches(key string) bool {
	return key == RecognitionKey && len(e.Values) > 0 || slices.ContainsFunc(e.Practices, func(edit Edit) bool { return edit.Key == key })
}

// words is a form without the options that may change.
func (e Edits) words(f Form) Form {
	f = slices.Clone(f)
	for i := range f {
		if f[i].Key == RecognitionValue && len(e.Values) > 0 {
			f[i].Options = nil
		}
	}
	return f
}
