package sandbox

import (
	"errors"
	"fmt"
	"net/mail"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// Fill enters a value into the field with this label or block ID. What it means
// depends on the field: a text; the label of an option; labels separated by
// commas where several can be chosen; "@handle" or a name for people; "#name" for
// channels; 2026-03-05 for a date; 09:30 for a time; "2026-03-05 09:30" for both,
// in the workspace's zone. "" empties it.
//
// It panics where Slack's client would not let a person do that: no such field or
// option, too long a text, too many options, a number out of bounds. A field that
// tells the app about each change (dispatch_action, or outside an input block)
// does so, and Fill returns when the app has come to rest.
func (m *Modal) Fill(label, value string) *Modal {
	v := m.v
	var found []object
	if e := v.search(label, value); e != nil {
		answer, _ := v.w.await(e)
		found = choices(answer)
	}
	if d := v.enter(label, value, found); d.sent != nil {
		v.w.finish(d)
	}
	return m
}

// nameOf is how a person calls a field.
func (w *Workspace) nameOf(c control) string {
	for _, text := range []object{c.block.object("label"), c.element.object("placeholder"), c.block.object("text")} {
		if text != nil {
			return w.textOf(text, nil)
		}
	}
	return c.element.text("action_id")
}

// search types into a field whose options come from the app, nil for any other
// field. It takes the mutex.
func (v *view) search(label, typed string) *envelope {
	w := v.w
	w.mu.Lock()
	defer w.mu.Unlock()
	v.mustBeOpen()
	c := v.find(label)
	if !strings.HasSuffix(c.element.text("type"), "external_select") || typed == "" {
		return nil
	}
	return v.suggest(c, typed)
}

// suggest asks the app for options that match what a person typed.
func (v *view) suggest(c control, typed string) *envelope {
	payload := v.w.interaction(v.user, "block_suggestion", nil)
	delete(payload, "trigger_id")
	payload["container"] = object{"type": "view", "view_id": v.id}
	payload["view"], payload["value"] = v.wire(), typed
	payload["action_id"], payload["block_id"] = c.element["action_id"], c.block["block_id"]
	return v.w.send("interactive", payload, nil)
}

// enter changes what a field holds and tells the app if it wants to know. The
// options found come on top of the field's own. It takes the mutex.
func (v *view) enter(label, value string, found []object) deed {
	w := v.w
	w.mu.Lock()
	defer w.mu.Unlock()
	c := v.find(label)
	entered, err := w.interpret(c.element, value, append(choices(c.element), found...))
	if err != nil {
		panic(fmt.Sprintf("sandbox: cannot fill %q of the form %q with %q: %s", label, v.title(), value, err))
	}
	state := valueOf(c.element, entered)
	same := w.shown(state) == w.shown(v.state[c.key()])
	v.state[c.key()] = state
	if same || c.block.text("type") == "input" && !c.block.flag("dispatch_action") {
		return deed{}
	}
	return v.act(c, state, w.recordDeed(v.user, "sets %q to %q", w.nameOf(c), w.shown(state)))
}

// interpret reads what a person enters as the value of an element, nil for
// nothing.
func (w *Workspace) interpret(element object, value string, options []object) (any, error) {
	kind := element.text("type")
	switch {
	case value == "":
		return nil, nil
	case fieldKinds[kind].many:
		return w.interpretMany(element, value, options)
	case strings.HasSuffix(kind, "select") || kind == "radio_buttons":
		return w.choose(kind, value, options)
	}
	switch kind {
	case "datepicker":
		_, err := time.Parse(time.DateOnly, value)
		return value, err
	case "timepicker":
		_, err := time.Parse("15:04", value)
		return value, err
	case "datetimepicker":
		t, err := time.ParseInLocation("2006-01-02 15:04", value, w.opt.Zone)
		return float64(t.Unix()), err
	case "number_input":
		return value, checkNumber(element, value)
	case "email_text_input":
		_, err := mail.ParseAddress(value)
		return value, err
	case "url_text_input":
		_, err := url.ParseRequestURI(value)
		return value, err
	case "rich_text_input":
		span := object{"type": "rich_text_section", "elements": []any{object{"type": "text", "text": value}}}
		return object{"type": "rich_text", "elements": []any{span}}, nil
	}
	return value, checkTyped(element, value)
}

// checkTyped says why Slack's client would not take a text.
func checkTyped(element object, value string) error {
	longest, limited := element.number("max_length")
	if !limited {
		longest = maxTextInput
	}
	if n := utf8.RuneCountInString(value); n > int(longest) {
		return fmt.Errorf("%d characters where %d are allowed", n, int(longest))
	}
	if strings.Contains(value, "\n") && !element.flag("multiline") {
		return errors.New("the field has one line")
	}
	return nil
}

// checkNumber says why Slack's client would not take a number.
func checkNumber(element object, value string) error {
	n, err := strconv.ParseFloat(value, 64)
	if err != nil {
		return errors.New("not a number")
	}
	if !element.flag("is_decimal_allowed") && n != float64(int64(n)) {
		return errors.New("not a whole number")
	}
	if least, ok := element.number("min_value"); ok && n < least {
		return fmt.Errorf("less than %v", least)
	}
	if most, ok := element.number("max_value"); ok && n > most {
		return fmt.Errorf("more than %v", most)
	}
	return nil
}

// interpretMany reads labels or names separated by commas. A label may itself
// contain commas: the longest that fits is taken.
func (w *Workspace) interpretMany(element object, value string, options []object) (any, error) {
	var chosen []any
	kind := strings.TrimPrefix(element.text("type"), "multi_")
	for rest := value; rest != ""; {
		name, after, _ := strings.Cut(rest, ",")
		for _, o := range options {
			label := w.label(o)
			if tail, ok := strings.CutPrefix(rest, label); ok && len(label) > len(name) && (tail == "" || tail[0] == ',') {
				name, after = label, strings.TrimPrefix(tail, ",")
			}
		}
		one, err := w.choose(kind, strings.TrimSpace(name), options)
		if err != nil {
			return nil, err
		}
		chosen = append(chosen, one)
		rest = strings.TrimSpace(after)
	}
	if most, ok := element.number("max_selected_items"); ok && len(chosen) > int(most) {
		return nil, fmt.Errorf("%d chosen where %d are allowed", len(chosen), int(most))
	}
	return chosen, nil
}

// choose finds what a person means by a name: a member, a channel or an option.
func (w *Workspace) choose(kind, name string, options []object) (any, error) {
	switch kind {
	case "users_select":
		for _, u := range w.users {
			if slices.Contains([]string{"@" + u.person.Handle, u.person.Handle, u.person.Name, u.ID}, name) && !u.person.Deleted {
				return u.ID, nil
			}
		}
		return nil, errors.New("nobody is called that, or they have left")
	case "channels_select", "conversations_select":
		if c := w.findChannelName(strings.TrimPrefix(name, "#")); c != nil && !c.archived {
			return c.ID, nil
		}
		return nil, errors.New("there is no such channel")
	}
	var labels []string
	for _, o := range options {
		labels = append(labels, w.label(o))
		if w.label(o) == name {
			return map[string]any(o), nil
		}
	}
	return nil, fmt.Errorf("no such option; there are %q", labels)
}
