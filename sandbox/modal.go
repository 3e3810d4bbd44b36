package sandbox

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// What Slack's client says about a form.
const (
	sayRequired  = "Please complete this required field."
	sayNoConnect = "We had some trouble connecting. Try again?"
)

// A Modal is a form in front of a person. Its methods are what that person can
// read and do there.
type Modal struct{ v *view }

// Title is the title of the form.
func (m *Modal) Title() string {
	m.v.w.mu.Lock()
	defer m.v.w.mu.Unlock()
	return m.v.title()
}

// Text is what a person reads in the form, fields included.
func (m *Modal) Text() string {
	m.v.w.mu.Lock()
	defer m.v.w.mu.Unlock()
	return strings.Join(m.v.w.drawBlocks(m.v.blocks, m.v.state, m.v.user), "\n")
}

// Draw is the form as plain text, with its title and its buttons.
func (m *Modal) Draw() string {
	m.v.w.mu.Lock()
	defer m.v.w.mu.Unlock()
	return m.v.title() + "\n" + strings.Join(m.v.draw(), "\n") + "\n"
}

// Errors are the complaints the person sees, by label of the field. Under ""
// stands what concerns the whole form.
func (m *Modal) Errors() map[string]string {
	m.v.w.mu.Lock()
	defer m.v.w.mu.Unlock()
	out := map[string]string{}
	for id, text := range m.v.errors {
		out[m.v.labelOf(id)] = text
	}
	return out
}

// Value is what a field shows now: its text, or the labels of what is chosen,
// joined by ", ". It panics when there is no such field.
func (m *Modal) Value(label string) string {
	m.v.w.mu.Lock()
	defer m.v.w.mu.Unlock()
	return m.v.w.shown(m.v.state[m.v.find(label).key()])
}

// draw is the contents of a form and its buttons.
func (v *view) draw() []string {
	lines := v.w.drawBlocks(v.blocks, v.state, v.user)
	footer := "[" + v.footer("close") + "]"
	if submit := v.footer("submit"); submit != "" {
		footer = "[" + submit + "] " + footer
	}
	return append(lines, footer)
}

// footer is the label of a button at the foot of a form, "" when there is none.
func (v *view) footer(button string) string {
	if label := v.raw.object(button).text("text"); label != "" || button == "submit" {
		return label
	}
	return "Cancel"
}

// foot is footer for those without the mutex.
func (v *view) foot(button string) string {
	v.w.mu.Lock()
	defer v.w.mu.Unlock()
	return v.footer(button)
}

func (v *view) labelOf(blockID string) string {
	if b := v.input(blockID); b != nil {
		return v.w.textOf(b.object("label"), nil)
	}
	return ""
}

// mustBeOpen panics for a form that nobody has in front of them: one cannot act
// on what is closed, or below something else.
func (v *view) mustBeOpen() {
	if v.user.top() != v {
		panic(fmt.Sprintf("sandbox: the form %q is not in front of %s", v.title(), v.user.person.Name))
	}
}

// Close dismisses the form with its close button. The app hears of it if the view
// asked for that.
func (m *Modal) Close() {
	w := m.v.w
	d := w.do(func() deed {
		m.v.mustBeOpen()
		return m.v.dismiss()
	})
	if d.sent != nil {
		w.finish(d)
	}
}

// dismiss closes a form, and tells the app if it wants to know.
func (v *view) dismiss() deed {
	line := v.w.recordDeed(v.user, "closes %q", v.title())
	v.close()
	return v.tellClosed(line, false)
}

// dismissAll closes a person's forms from the topmost down. As Slack does, it
// tells the app about the one at the bottom.
func (u *User) dismissAll() deed {
	root := u.views[0]
	line := u.w.recordDeed(u, "closes %q", u.top().title())
	u.clear()
	return root.tellClosed(line, true)
}

func (v *view) tellClosed(line *entry, cleared bool) deed {
	w := v.w
	if !v.raw.flag("notify_on_close") {
		return deed{}
	}
	payload := w.interaction(v.user, "view_closed", line)
	delete(payload, "trigger_id")
	closed := v.wire()
	closed["state"] = object{"values": object{}}
	payload["view"], payload["is_cleared"] = closed, cleared
	return deed{&Reply{w: w, user: v.user}, line, w.send("interactive", payload, nil)}
}

// Click presses a button of the form; the buttons at its foot work like
// [Modal.Submit] and [Modal.Close]. It returns the modal now in front of the
// person, nil when there is none. It panics when there is no such button.
func (m *Modal) Click(label string) *Modal {
	switch label {
	case m.v.foot("submit"):
		return m.Submit()
	case m.v.foot("close"):
		m.Close()
	default:
		return m.ClickNth(label, 1)
	}
	return m.v.user.Modal()
}

// ClickNth presses the n-th button with this label among the blocks, counted
// from 1. It panics when there are fewer.
func (m *Modal) ClickNth(label string, n int) *Modal {
	m.v.w.finish(m.v.press(label, n))
	return m.v.user.Modal()
}

// press presses a button among the blocks. It takes the mutex.
func (v *view) press(label string, n int) deed {
	w := v.w
	w.mu.Lock()
	defer w.mu.Unlock()
	v.mustBeOpen()
	c, value, ok := nthButton(v.blocks, label, n)
	if !ok {
		panic(fmt.Sprintf("sandbox: there are fewer than %d buttons %q in this form:\n%s", n, label, strings.Join(v.draw(), "\n")))
	}
	line := w.recordDeed(v.user, "presses [%s] in %q", label, v.title())
	w.recordConfirm(line, c.element)
	return v.act(c, value, line)
}

// act tells the app that a person used an element of the view.
func (v *view) act(c control, value object, line *entry) deed {
	w := v.w
	payload := w.interaction(v.user, "block_actions", line)
	payload["container"] = object{"type": "view", "view_id": v.id}
	payload["view"] = v.wire()
	payload["actions"] = []any{c.action(value, payload.text("action_ts"))}
	return deed{&Reply{w: w, user: v.user}, line, w.send("interactive", payload, nil)}
}

// Submit sends the form. It returns the modal now in front of the person: the
// same with [Modal.Errors] when it did not go through, nil when all are closed.
// As in Slack's client, a form with an empty required field is not sent.
func (m *Modal) Submit() *Modal {
	v, w := m.v, m.v.w
	d := w.do(func() deed {
		v.mustBeOpen()
		return v.submit(nil)
	})
	if d.sent == nil {
		return m
	}
	v.conclude(d)
	w.settle()
	return v.user.Modal()
}

// conclude waits for what the app says to a submission, does it, and says whether
// the form went through. It is called without the mutex and takes it.
func (v *view) conclude(d deed) bool {
	w := v.w
	answer, err := w.await(d.sent)
	w.mu.Lock()
	defer w.mu.Unlock()
	defer w.touch()
	if err == nil {
		err = v.obey(answer, d.line)
	}
	if err != nil {
		v.errors = map[string]string{"": sayNoConnect}
		v.recordErrors(d.line)
	}
	return len(v.errors) == 0
}

// submit sends a form, unless Slack's client would not. The client itself may
// have something against what was entered, by block ID.
func (v *view) submit(untaken map[string]string) deed {
	w := v.w
	line := w.recordDeed(v.user, "submits %q", v.title())
	line.add(v.entered()...)
	v.errors = v.incomplete()
	maps.Copy(v.errors, untaken)
	if len(v.errors) > 0 {
		v.recordErrors(line)
		return deed{}
	}
	payload := w.interaction(v.user, "view_submission", line)
	payload["view"], payload["response_urls"] = v.wire(), []any{}
	return deed{&Reply{w: w, user: v.user}, line, w.send("interactive", payload, nil)}
}

// entered lists what the fields of a form hold, without the empty ones.
func (v *view) entered() []string {
	var lines []string
	for c := range controls(v.blocks) {
		held := v.w.shown(v.state[c.key()])
		if c.block.text("type") == "input" && held != "" {
			lines = append(lines, v.w.textOf(c.block.object("label"), nil)+": "+strings.ReplaceAll(held, "\n", " / "))
		}
	}
	return lines
}

// incomplete is what Slack's client complains about before it sends a form, by
// block ID.
func (v *view) incomplete() map[string]string {
	errors := map[string]string{}
	for c := range controls(v.blocks) {
		if c.block.text("type") != "input" {
			continue
		}
		state := v.state[c.key()]
		shortest, limited := c.element.number("min_length")
		switch {
		case blank(state) && !c.block.flag("optional"):
			errors[c.block.text("block_id")] = sayRequired
		case limited && !blank(state) && utf8.RuneCountInString(state.text("value")) < int(shortest):
			errors[c.block.text("block_id")] = "Please enter at least " + strconv.Itoa(int(shortest)) + " characters."
		}
	}
	return errors
}

// recordErrors tells what a person was shown, from top to bottom.
func (v *view) recordErrors(line *entry) {
	if text := v.errors[""]; text != "" {
		line.add("did not go through: " + text)
	}
	for _, b := range v.blocks {
		if text := v.errors[b.text("block_id")]; text != "" && b.text("type") == "input" {
			line.add("did not go through: " + v.labelOf(b.text("block_id")) + ": " + text)
		}
	}
}

// obey does what the acknowledgement of a submission says. An error means that
// the person sees a form that did not go through.
func (v *view) obey(answer object, line *entry) error {
	w := v.w
	if !v.open() {
		return nil
	}
	fail := func(err error) error {
		w.problem("Slack refuses the answer to the submission of %q: %s", v.title(), err)
		return err
	}
	raw := answer.object("view")
	switch action := answer.text("response_action"); action {
	case "":
		if answer != nil {
			return fail(refuse("invalid_response", "no response_action"))
		}
		v.close()
	case "clear":
		v.user.clear()
	case "errors":
		if err := v.complain(answer.object("errors")); err != nil {
			return fail(err)
		}
		v.recordErrors(line)
	case "update", "push":
		if err := inspectView(raw, "modal"); err != nil {
			return fail(err)
		}
		if action == "update" {
			v.show(raw)
			w.recordView(line, "Becomes", v)
			return nil
		}
		pushed, err := v.user.push(raw)
		if err != nil {
			return fail(err)
		}
		w.recordView(line, "Opens on top", pushed)
	default:
		return fail(refuse("invalid_response", "unknown response_action "+action))
	}
	return nil
}

// complain shows the errors of an acknowledgement at their fields. Each key must
// be the block ID of an input.
func (v *view) complain(errors object) error {
	if len(errors) == 0 {
		return refuse("invalid_response", "no errors")
	}
	v.errors = map[string]string{}
	for id := range errors {
		text := errors.text(id)
		if v.input(id) == nil || text == "" {
			return refuse("invalid_response", fmt.Sprintf("%q is not the block_id of an input, or has no text", id))
		}
		v.errors[id] = text
	}
	return nil
}

// find looks for a field by block ID or label or, for one without a label, by
// action ID or placeholder. It panics when there is none or more than one.
func (v *view) find(name string) control {
	var found []control
	var names []string
	for c := range controls(v.blocks) {
		if _, ok := fieldKinds[c.element.text("type")]; !ok {
			continue
		}
		id, label := c.block.text("block_id"), v.w.nameOf(c)
		if slices.Contains([]string{id, label, c.element.text("action_id")}, name) {
			found = append(found, c)
		}
		names = append(names, fmt.Sprintf("%q (%s)", label, id))
	}
	if len(found) != 1 {
		panic(fmt.Sprintf("sandbox: %d fields of the form %q are called %q; there are %s", len(found), v.title(), name, strings.Join(names, ", ")))
	}
	return found[0]
}
