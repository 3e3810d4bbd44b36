package sandbox

import (
	"fmt"
	"strings"
	"time"
)

// A fieldKind says where an element keeps what a person entered: under which
// member of the state, and from which member of the element it starts.
type fieldKind struct {
	member, initial string
	many            bool
}

var fieldKinds = map[string]fieldKind{
	"plain_text_input":           {member: "value", initial: "initial_value"},
	"email_text_input":           {member: "value", initial: "initial_value"},
	"url_text_input":             {member: "value", initial: "initial_value"},
	"number_input":               {member: "value", initial: "initial_value"},
	"rich_text_input":            {member: "rich_text_value", initial: "initial_value"},
	"datepicker":                 {member: "selected_date", initial: "initial_date"},
	"timepicker":                 {member: "selected_time", initial: "initial_time"},
	"datetimepicker":             {member: "selected_date_time", initial: "initial_date_time"},
	"radio_buttons":              {member: "selected_option", initial: "initial_option"},
	"static_select":              {member: "selected_option", initial: "initial_option"},
	"external_select":            {member: "selected_option", initial: "initial_option"},
	"users_select":               {member: "selected_user", initial: "initial_user"},
	"channels_select":            {member: "selected_channel", initial: "initial_channel"},
	"conversations_select":       {member: "selected_conversation", initial: "initial_conversation"},
	"checkboxes":                 {member: "selected_options", initial: "initial_options", many: true},
	"multi_static_select":        {member: "selected_options", initial: "initial_options", many: true},
	"multi_external_select":      {member: "selected_options", initial: "initial_options", many: true},
	"multi_users_select":         {member: "selected_users", initial: "initial_users", many: true},
	"multi_channels_select":      {member: "selected_channels", initial: "initial_channels", many: true},
	"multi_conversations_select": {member: "selected_conversations", initial: "initial_conversations", many: true},
}

// startingValue is the state of an element nobody has touched.
func startingValue(element object) object {
	kind := fieldKinds[element.text("type")]
	return valueOf(element, element[kind.initial])
}

// valueOf is the state of an element that holds v; nil stands for nothing.
func valueOf(element object, v any) object {
	kind := fieldKinds[element.text("type")]
	if v == nil && kind.many {
		v = []any{}
	}
	return object{"type": element["type"], kind.member: v}
}

// blank says whether a required field with this state would be complained about.
func blank(state object) bool {
	switch v := state[fieldKinds[state.text("type")].member].(type) {
	case nil:
		return true
	case string:
		return strings.TrimSpace(v) == ""
	case []any:
		return len(v) == 0
	}
	return false
}

// shown is what a field with this state displays, "" when it is empty.
func (w *Workspace) shown(state object) string {
	kind := fieldKinds[state.text("type")]
	v := state[kind.member]
	switch {
	case v == nil:
		return ""
	case kind.many:
		var labels []string
		list, _ := v.([]any)
		for _, item := range list {
			labels = append(labels, w.label(item))
		}
		return strings.Join(labels, ", ")
	case kind.member == "rich_text_value":
		return strings.Join(w.richText(asObject(v), nil), "\n")
	case kind.member == "selected_date_time":
		seconds, _ := state.number(kind.member)
		return time.Unix(int64(seconds), 0).In(w.opt.Zone).Format("2006-01-02 15:04")
	}
	return w.label(v)
}

// label is how a chosen thing is displayed: an option by its text, a person or a
// channel by name, anything else as it is.
func (w *Workspace) label(v any) string {
	if option := asObject(v); option != nil {
		return w.textOf(option.object("text"), nil)
	}
	s := fmt.Sprint(v)
	if u := w.findUser(s); u != nil {
		return u.person.Name
	}
	if c := w.findChannel(s); c != nil {
		return c.title()
	}
	return s
}
