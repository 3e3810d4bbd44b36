package store

import (
	"encoding/json"
	"maps"
	"slices"
	"strconv"

	"coach/cadence"
	"coach/files"
	"coach/practice"
)

// values returns the answers of a file as they are stored, by the fields of
// their form. An answer that is not of its field's type, or to no field, is kept
// as it stands.
func (d *derivation) values(form practice.Form, answers files.Answers) practice.Values {
	values := practice.Values{}
	for key, a := range answers {
		field, _ := form.Field(key)
		values[key] = d.value(field.Type, a)
	}
	return values
}

func (d *derivation) value(t practice.FieldType, a files.Answer) (v practice.Value) {
	v.Text, v.Many = a.Text, a.Many
	switch {
	case t == practice.DateField && a.Text != "":
		if on, err := cadence.ParseDate(a.Text); err == nil {
			return practice.Value{Date: on}
		}
	case (t == practice.User || t == practice.MultiUser) && len(a.Many) > 0:
		if people := d.people(a.Many); len(people) == len(a.Many) {
			return practice.Value{People: people}
		}
	case len(a.Reviews) > 0:
		v.Reviews = map[practice.ObstacleID]string{}
		for text, choice := range a.Reviews {
			id, _ := strconv.ParseInt(text, 10, 64)
			v.Reviews[practice.ObstacleID(id)] = choice
		}
	}
	if is := rowsOf(a); is != "" && is != t {
		v.As = is
	}
	for _, row := range a.Actions {
		v.Rows = append(v.Rows, practice.Row{What: row.What, Due: row.Due, Owner: d.ids[row.Owner]})
	}
	for _, row := range a.Obstacle {
		v.Rows = append(v.Rows, practice.Row{What: row.What, Due: row.Due, Owner: d.ids[row.Owner]})
	}
	for _, row := range a.Sessions {
		on, at, until, _ := files.ParseSessionAt(row.At) // its reader has checked it
		v.Rows = append(v.Rows, practice.Row{What: row.What, Due: on, At: at, Until: until, Owner: d.ids[row.Deliverer]})
	}
	return v
}

// rowsOf returns the type of field whose rows an answer has; none for an answer
// without rows.
func rowsOf(a files.Answer) practice.FieldType {
	switch {
	case len(a.Actions) > 0:
		return practice.Actions
	case len(a.Sessions) > 0:
		return practice.Sessions
	case len(a.Obstacle) > 0:
		return practice.ObstacleNew
	}
	return ""
}

// people returns whom texts name, as far as they name anybody.
func (d *derivation) people(named []string) (people []practice.PersonID) {
	for _, text := range named {
		if id := d.ids[files.Ref(text)]; id != 0 {
			people = append(people, id)
		}
	}
	return people
}

// shapeOf returns the type of field that a stored answer is of.
func shapeOf(v practice.Value) practice.FieldType {
	switch {
	case len(v.People) > 0:
		return practice.MultiUser
	case v.Date != 0:
		return practice.DateField
	case len(v.Reviews) > 0:
		return practice.ObstacleList
	case len(v.Rows) > 0:
		return practice.Actions
	case len(v.Many) > 0:
		return practice.MultiSelect
	}
	return practice.Text
}

// sameValue reports whether two answers are stored as the same.
func sameValue(a, b practice.Value) bool {
	one, err := json.Marshal(a)
	other, failed := json.Marshal(b)
	return err == nil && failed == nil && string(one) == string(other)
}

// differences returns what does not follow of stored answers from the answers of
// the file and their form: which of them measures may count, where it is not
// those that the form says, and the types of those that are of another type.
func (d *derivation) differences(form practice.Form, answers files.Answers, said storedAnswers) (metrics []string, shapes map[string]string) {
	shapes = map[string]string{}
	derived := d.values(form, answers)
	for key, v := range said.all() {
		if !v.IsZero() && !sameValue(v, derived[key]) {
			shapes[key] = string(shapeOf(v))
		}
	}
	counted, _ := divide(form, said.all())
	if keys := slices.Sorted(maps.Keys(said.metrics)); !slices.Equal(keys, slices.Sorted(maps.Keys(counted))) {
		metrics = append([]string{}, keys...)
	}
	return metrics, shapes
}

// reshaped returns stored answers with the types of some fields, divided by
// which of them measures may count: those of a list or, without one, those of the
// form.
func (d *derivation) reshaped(form practice.Form, said practice.Values, metrics []string, shapes map[string]string) storedAnswers {
	for key, shape := range shapes {
		v := said[key]
		people := d.people(v.Many)
		switch {
		case shape == string(practice.MultiUser) && len(people) > 0 && len(people) == len(v.Many):
			said[key] = practice.Value{People: people}
		case shape == string(practice.DateField):
			said[key] = d.value(practice.DateField, files.Answer{Text: v.Text})
		case shape == string(practice.Text) && v.Date != 0:
			said[key] = practice.Value{Text: v.Date.String()}
		}
	}
	if metrics == nil {
		counted, words := divide(form, said)
		return storedAnswers{counted, words}
	}
	parts := storedAnswers{practice.Values{}, practice.Values{}}
	for key, v := range said {
		if slices.Contains(metrics, key) {
			parts.metrics[key] = v
		} else {
			parts.words[key] = v
		}
	}
	return parts
}
