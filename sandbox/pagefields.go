package sandbox

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"
)

// localMinute is how browsers write a date and a time.
const localMinute = "2006-01-02T15:04"

// readFieldKey reads a key as the page sends it back. More after a second slash
// is the value of a menu's option.
func readFieldKey(s string) (key fieldKey, option string, ok bool) {
	parts := strings.SplitN(s, "/", 3)
	if len(parts) < 2 {
		return fieldKey{}, "", false
	}
	for i, p := range parts {
		unescaped, err := url.QueryUnescape(p)
		if err != nil {
			return fieldKey{}, "", false
		}
		parts[i] = unescaped
	}
	return fieldKey{parts[0], parts[1]}, strings.Join(parts[2:], ""), true
}

// findControl looks for an interactive element by its key.
func findControl(blocks []object, key fieldKey) (control, bool) {
	for c := range controls(blocks) {
		if c.key() == key {
			return c, true
		}
	}
	return control{}, false
}

// An intake is what a person typed into the fields of some blocks.
type intake struct {
	state  map[fieldKey]object
	errors map[string]string // what Slack's client would not take, by block ID
}

// takeIn reads the fields that the page says it showed, under "field" in the
// form. Whatever else the blocks have keeps what it holds.
func (c *canvas) takeIn(blocks []object, form url.Values) intake {
	in := intake{map[fieldKey]object{}, map[string]string{}}
	for control := range controls(blocks) {
		kind := control.element.text("type")
		if _, ok := fieldKinds[kind]; !ok {
			continue
		}
		key := control.key()
		p := part{c, control.block, control.element}
		in.state[key] = p.held()
		if !slices.Contains(form["field"], key.String()) {
			continue
		}
		value, err := p.entered(form[key.String()])
		if err != nil {
			in.errors[key.block] = sayRefused(kind, err)
			value = nil
			if fieldKinds[kind].member == "value" {
				value = form.Get(key.String())
			}
		}
		in.state[key] = valueOf(control.element, value)
	}
	return in
}

// sayRefused is what a person reads under a field that does not take something.
func sayRefused(kind string, err error) string {
	switch kind {
	case "email_text_input":
		return "Please enter an email address, such as ana@example.com."
	case "url_text_input":
		return "Please enter a web address, such as https://example.com."
	case "datepicker", "datetimepicker":
		return "Please enter a date."
	case "timepicker":
		return "Please enter a time."
	}
	return "This is " + err.Error() + "."
}

// entered reads what a browser sent for the field; nil for nothing.
func (p part) entered(values []string) (any, error) {
	values = slices.DeleteFunc(slices.Clone(values), func(s string) bool { return s == "" })
	if len(values) == 0 {
		return nil, nil
	}
	kind := p.Type()
	switch {
	case fieldKinds[kind].many:
		return p.picked(values)
	case strings.HasSuffix(kind, "select") || kind == "radio_buttons":
		return p.pick(values[0])
	case kind == "datetimepicker":
		t, err := time.ParseInLocation(localMinute, values[0], p.on.viewer.zone())
		return float64(t.Unix()), err
	}
	return p.on.w.interpret(p.o, strings.ReplaceAll(values[0], "\r\n", "\n"), nil)
}

func (p part) picked(values []string) (any, error) {
	if most, ok := p.o.number("max_selected_items"); ok && len(values) > int(most) {
		return nil, fmt.Errorf("%d chosen where %d are allowed", len(values), int(most))
	}
	var out []any
	for _, v := range values {
		one, err := p.pick(v)
		if err != nil {
			return nil, err
		}
		out = append(out, one)
	}
	return out, nil
}

// pick finds what a value sent by the page stands for.
func (p part) pick(value string) (any, error) {
	for _, o := range slices.Concat(choices(p.o), p.findable()) {
		if o.text("value") == value {
			return map[string]any(o), nil
		}
	}
	for _, c := range p.Choices() {
		if c.Value == value {
			return value, nil
		}
	}
	return nil, fmt.Errorf("not offered any more")
}
