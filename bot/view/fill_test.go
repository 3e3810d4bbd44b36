package view_test

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/slack-go/slack"

	"coach/practice"
)

// typed is what a person puts into a form, by field path: words, labels of
// options, names of people, dates.
type typed map[string][]string

// fill plays a person who opens a form, types, and submits: what Slack then
// sends. Inputs nobody touches keep what they showed.
func fill(r reporter, m slack.ModalViewRequest, what typed) slack.View {
	r.Helper()
	text, err := json.Marshal(m)
	if err != nil {
		r.Fatalf("not JSON: %v", err)
	}
	v := slack.View{ID: "V1"}
	if err := json.Unmarshal(text, &v); err != nil {
		r.Fatalf("not a view: %v", err)
	}
	v.State = &slack.ViewState{Values: map[string]map[string]slack.BlockAction{}}
	used := 0
	for _, b := range v.Blocks.BlockSet {
		if in, ok := b.(*slack.InputBlock); ok {
			path, _, _ := strings.Cut(in.BlockID, "~")
			entered, touched := what[path]
			if touched {
				used++
			}
			v.State.Values[in.BlockID] = map[string]slack.BlockAction{"v": answer(r, in.Element, entered, touched)}
		}
	}
	if used != len(what) {
		r.Fatalf("the form %q has not all inputs of %v", m.Title.Text, what)
	}
	return v
}

// answer is an input's part of the state.
func answer(r reporter, element slack.BlockElement, entered []string, touched bool) slack.BlockAction {
	r.Helper()
	one := func(shown string) string {
		if touched {
			return strings.Join(entered, "")
		}
		return shown
	}
	switch e := element.(type) {
	case *slack.PlainTextInputBlockElement:
		return slack.BlockAction{Value: one(e.InitialValue)}
	case *slack.NumberInputBlockElement:
		return slack.BlockAction{Value: one(e.InitialValue)}
	case *slack.URLTextInputBlockElement:
		return slack.BlockAction{Value: one(e.InitialValue)}
	case *slack.DatePickerBlockElement:
		return slack.BlockAction{SelectedDate: one(e.InitialDate)}
	case *slack.TimePickerBlockElement:
		return slack.BlockAction{SelectedTime: one(e.InitialTime)}
	case *slack.RadioButtonsBlockElement:
		return slack.BlockAction{SelectedOption: labelled(r, e.Options, entered, touched, e.InitialOption)}
	case *slack.SelectBlockElement:
		if e.Type == slack.OptTypeUser {
			return slack.BlockAction{SelectedUser: strings.Join(slackIDs(entered, touched, e.InitialUser), "")}
		}
		if e.Type == slack.OptTypeConversations {
			return slack.BlockAction{SelectedConversation: one(e.InitialConversation)}
		}
		return slack.BlockAction{SelectedOption: labelled(r, e.Options, entered, touched, e.InitialOption)}
	case *slack.CheckboxGroupsBlockElement:
		return slack.BlockAction{SelectedOptions: allLabelled(r, e.Options, entered, touched, e.InitialOptions)}
	case *slack.MultiSelectBlockElement:
		if e.Type == slack.MultiOptTypeUser {
			return slack.BlockAction{SelectedUsers: slackIDs(entered, touched, e.InitialUsers...)}
		}
		return slack.BlockAction{SelectedOptions: allLabelled(r, e.Options, entered, touched, e.InitialOptions)}
	}
	r.Fatalf("cannot fill a %T", element)
	return slack.BlockAction{}
}

func labelled(r reporter, options []*slack.OptionBlockObject, labels []string, touched bool, shown *slack.OptionBlockObject) slack.OptionBlockObject {
	r.Helper()
	var initial []*slack.OptionBlockObject
	if shown != nil {
		initial = append(initial, shown)
	}
	picked := allLabelled(r, options, labels, touched, initial)
	if len(picked) == 0 {
		return slack.OptionBlockObject{}
	}
	return picked[0]
}

func allLabelled(r reporter, options []*slack.OptionBlockObject, labels []string, touched bool, shown []*slack.OptionBlockObject) []slack.OptionBlockObject {
	r.Helper()
	var picked []slack.OptionBlockObject
	if !touched {
		for _, o := range shown {
			picked = append(picked, *o)
		}
		return picked
	}
	for _, label := range labels {
		found := len(picked)
		for _, o := range options {
			if o.Text.Text == label || o.Value == label {
				picked = append(picked, *o)
			}
		}
		if len(picked) != found+1 {
			r.Fatalf("%d options are labelled %q", len(picked)-found, label)
		}
	}
	return picked
}

// slackIDs turns names into the IDs that Slack's own list of people sends. A
// name that nobody has stands for somebody coach does not know.
func slackIDs(names []string, touched bool, shown ...string) []string {
	if !touched {
		return shown
	}
	ids := make([]string, len(names))
	for i, name := range names {
		ids[i] = "U0STRANGER"
		for _, p := range people {
			if p.Name == name {
				ids[i] = p.SlackID
			}
		}
	}
	return ids
}

// typing is what a person does to give the answers of entries.
func typing(p *practice.Practice, es []practice.Entry) typed {
	what := typed{practice.FieldDate: {es[0].HappenedOn.String()}}
	for _, e := range es {
		if e.Subject != 0 {
			what[p.SubjectField()] = append(what[p.SubjectField()], who(e.Subject).Name)
		}
		for _, f := range p.Form {
			if v := e.Values[f.Key]; !v.IsZero() {
				typeValue(what, pathIn(p, f, e.Subject, len(es)), f, v)
			}
		}
	}
	return what
}

// pathIn is where a form about a number of people asks for something.
func pathIn(p *practice.Practice, f practice.Field, subject practice.PersonID, people int) string {
	if people > 1 && forEach(p, f) {
		return fmt.Sprintf("%s.%d", f.Key, subject)
	}
	return f.Key
}

// forEach is the rule of several people in one form: what is shared with them
// is asked of each.
func forEach(p *practice.Practice, f practice.Field) bool {
	return p.Scope == practice.ScopeReport && f.Vis == practice.Shared && f.Key != p.SubjectField()
}

func typeValue(what typed, path string, f practice.Field, v practice.Value) {
	switch {
	case f.Type == practice.YesNo:
		what[path] = []string{strings.ToUpper(v.Text[:1]) + v.Text[1:]}
	case len(v.Many) > 0:
		what[path] = v.Many
	case len(v.People) > 0:
		what[path] = nil
		for _, id := range v.People {
			what[path] = append(what[path], who(id).Name)
		}
	case v.Date != 0:
		what[path] = []string{v.Date.String()}
	case len(v.Rows) > 0:
		typeRows(what, path, v.Rows)
	default:
		what[path] = []string{v.Text}
	}
}

func typeRows(what typed, path string, rows []practice.Row) {
	for i, row := range rows {
		path := fmt.Sprintf("%s.%d.", path, i)
		what[path+"what"] = []string{row.What}
		if row.Due != 0 {
			what[path+"due"] = []string{row.Due.String()}
		}
		if row.Owner != 0 {
			what[path+"owner"] = []string{who(row.Owner).Name}
		}
	}
}
