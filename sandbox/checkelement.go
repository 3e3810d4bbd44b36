package sandbox

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

// maxTextInput is the most characters a text field can hold.
const maxTextInput = 3000

// An elementRule says in which blocks an element may be used and what it must be
// like.
type elementRule struct {
	blocks []string
	check  func(c *checker, at string, element object)
}

var (
	anywhere   = []string{"section", "actions", "input"}
	asAction   = []string{"section", "actions"}
	asField    = []string{"input"}
	unattached = []string{"actions", "input"}
)

// elementRules are the elements this Slack draws. Others are refused.
var elementRules = map[string]elementRule{
	"button":                     {asAction, (*checker).button},
	"channels_select":            {anywhere, (*checker).directory},
	"checkboxes":                 {anywhere, (*checker).optionList},
	"conversations_select":       {anywhere, (*checker).directory},
	"datepicker":                 {anywhere, (*checker).picker},
	"datetimepicker":             {unattached, (*checker).datetimepicker},
	"email_text_input":           {asField, (*checker).textInput},
	"external_select":            {anywhere, (*checker).external},
	"image":                      {[]string{"section"}, (*checker).image},
	"multi_channels_select":      {anywhere, (*checker).directory},
	"multi_conversations_select": {anywhere, (*checker).directory},
	"multi_external_select":      {anywhere, (*checker).external},
	"multi_static_select":        {anywhere, (*checker).menu},
	"multi_users_select":         {anywhere, (*checker).directory},
	"number_input":               {asField, (*checker).numberInput},
	"overflow":                   {asAction, (*checker).optionList},
	"plain_text_input":           {asField, (*checker).textInput},
	"radio_buttons":              {anywhere, (*checker).optionList},
	"rich_text_input":            {asField, func(*checker, string, object) {}},
	"static_select":              {anywhere, (*checker).menu},
	"timepicker":                 {anywhere, (*checker).picker},
	"url_text_input":             {asField, (*checker).textInput},
	"users_select":               {anywhere, (*checker).directory},
}

func (c *checker) element(at string, e object, block string) {
	kind := e.text("type")
	rule, ok := elementRules[kind]
	switch {
	case e == nil:
		c.complain(at, "must be an object")
		return
	case !ok:
		c.complain(at, "unsupported type: %s", kind)
		return
	case !slices.Contains(rule.blocks, block):
		c.complain(at, "unsupported type: %s in a block of type %s", kind, block)
	}
	c.str(at, e, "action_id", 255, false)
	c.text(at, e, "placeholder", textRule{max: 150, plain: true})
	if confirm := e["confirm"]; confirm != nil {
		c.confirm(at+"/confirm", asObject(confirm))
	}
	if e.flag("focus_on_load") {
		if c.focused {
			c.complain(at+"/focus_on_load", "only one element can have focus")
		}
		c.focused = true
	}
	if config := e["dispatch_action_config"]; config != nil {
		c.dispatch(at+"/dispatch_action_config", asObject(config))
	}
	rule.check(c, at, e)
}

func (c *checker) dispatch(at string, config object) {
	for i, v := range c.list(at, config, "trigger_actions_on", 1, 2) {
		if v != "on_enter_pressed" && v != "on_character_entered" {
			c.complain(fmt.Sprintf("%s/trigger_actions_on/%d", at, i), "must be a valid enum value")
		}
	}
}

func (c *checker) confirm(at string, o object) {
	c.text(at, o, "title", textRule{max: 100, plain: true, required: true})
	c.text(at, o, "text", textRule{max: 300, required: true})
	c.text(at, o, "confirm", textRule{max: 30, plain: true, required: true})
	c.text(at, o, "deny", textRule{max: 30, plain: true, required: true})
	c.oneOf(at, o, "style", []string{"primary", "danger"}, false)
}

func (c *checker) button(at string, e object) {
	c.text(at, e, "text", textRule{max: 75, plain: true, required: true})
	c.str(at, e, "value", 2000, false)
	c.str(at, e, "url", 3000, false)
	c.str(at, e, "accessibility_label", 75, false)
	c.oneOf(at, e, "style", []string{"primary", "danger"}, false)
}

// directory checks a menu of people or channels.
func (c *checker) directory(at string, e object) { c.selectable(at, e) }

// external checks a menu whose options the app provides as people type.
func (c *checker) external(at string, e object) {
	c.selectable(at, e)
	if n, ok := e.number("min_query_length"); ok && n < 0 {
		c.complain(at+"/min_query_length", "must be at least 0")
	}
}

// selectable checks what all menus with several choices have in common.
func (c *checker) selectable(at string, e object) {
	if v, there := e["max_selected_items"]; there {
		if n, ok := v.(float64); !ok || n < 1 || !strings.HasPrefix(e.text("type"), "multi_") {
			c.complain(at+"/max_selected_items", "must be at least 1, in a multi-select")
		}
	}
	initial := e[fieldKinds[e.text("type")].initial]
	if list, ok := initial.([]any); ok {
		most, limited := e.number("max_selected_items")
		if len(list) == 0 || limited && len(list) > int(most) {
			c.complain(at, "the number of initial items does not fit")
		}
	}
}

// menu checks a select with options or groups of options.
func (c *checker) menu(at string, e object) {
	c.selectable(at, e)
	switch options, groups := e["options"], e["option_groups"]; {
	case (options == nil) == (groups == nil):
		c.complain(at, "must have either options or option_groups")
	case options != nil:
		c.options(at, e, 100)
	default:
		for i, v := range c.list(at, e, "option_groups", 1, 100) {
			place := fmt.Sprintf("%s/option_groups/%d", at, i)
			group := asObject(v)
			c.text(place, group, "label", textRule{max: 75, plain: true, required: true})
			group = group.clone()
			if group != nil {
				group["type"] = e["type"]
				c.options(place, group, 100)
			}
		}
	}
	c.initialOptions(at, e)
}

// optionList checks elements that show their options at once or in a small menu.
func (c *checker) optionList(at string, e object) {
	limit := 10
	if e.text("type") == "overflow" {
		limit = 5
	}
	c.options(at, e, limit)
	c.initialOptions(at, e)
}

func (c *checker) options(at string, e object, limit int) {
	kind := e.text("type")
	formatted := kind == "radio_buttons" || kind == "checkboxes"
	for i, v := range c.list(at, e, "options", 1, limit) {
		place, o := fmt.Sprintf("%s/options/%d", at, i), asObject(v)
		c.text(place, o, "text", textRule{max: 75, plain: !formatted, required: true})
		c.str(place, o, "value", 75, true) // Slack's types say 75, its pages 150
		c.text(place, o, "description", textRule{max: 75, plain: !formatted})
		if o["url"] != nil && kind != "overflow" {
			c.complain(place, "additional property: url")
		}
		c.str(place, o, "url", 3000, false)
	}
}

// initialOptions complains about what is chosen from the start but not offered.
func (c *checker) initialOptions(at string, e object) {
	initial := e.objects("initial_options")
	if e["initial_options"] != nil && len(initial) == 0 {
		c.complain(at+"/initial_options", "no fewer than 1 items allowed")
	}
	if one := e.object("initial_option"); one != nil {
		initial = append(initial, one)
	}
	for _, o := range initial {
		if !slices.ContainsFunc(choices(e), func(offered object) bool { return reflect.DeepEqual(offered, o) }) {
			c.complain(at, "initial option %q is not among the options", o.text("value"))
		}
	}
}

// picker checks a date or time picker.
func (c *checker) picker(at string, e object) {
	key, layout := "initial_date", time.DateOnly
	if e.text("type") == "timepicker" {
		key, layout = "initial_time", "15:04"
	}
	if e[key] == nil {
		return
	}
	if _, err := time.Parse(layout, e.text(key)); err != nil {
		c.complain(at+"/"+key, "must be like %s", layout)
	}
}

func (c *checker) datetimepicker(at string, e object) {
	if v, there := e["initial_date_time"]; there {
		if n, ok := v.(float64); !ok || n < 1e9 || n >= 1e10 {
			c.complain(at+"/initial_date_time", "must be a Unix time of 10 digits")
		}
	}
}

func (c *checker) textInput(at string, e object) {
	least, hasLeast := e.number("min_length")
	most, hasMost := e.number("max_length")
	switch {
	case hasLeast && (least < 0 || least > maxTextInput):
		c.complain(at+"/min_length", "must be between 0 and %d", maxTextInput)
	case hasMost && (most < 1 || most > maxTextInput):
		c.complain(at+"/max_length", "must be between 1 and %d", maxTextInput)
	case hasLeast && hasMost && least > most:
		c.complain(at+"/min_length", "must not exceed max_length")
	}
	if !hasMost {
		most = maxTextInput
	}
	initial, ok := e["initial_value"].(string)
	switch {
	case e["initial_value"] != nil && !ok:
		c.complain(at+"/initial_value", "must provide a string")
	case utf8.RuneCountInString(initial) > int(most):
		c.complain(at+"/initial_value", "must be less than %d characters", int(most)+1)
	}
}

func (c *checker) numberInput(at string, e object) {
	if _, ok := e["is_decimal_allowed"].(bool); !ok {
		c.complain(at, "missing required field: is_decimal_allowed")
	}
	for _, key := range []string{"initial_value", "min_value", "max_value"} {
		s, ok := e[key].(string)
		if e[key] == nil {
			continue
		}
		if _, isNumber := e.number(key); !ok || !isNumber {
			c.complain(at+"/"+key, "must be a number in a string")
		} else if key == "initial_value" && checkNumber(e, s) != nil {
			c.complain(at+"/"+key, "must be within its bounds")
		}
	}
}
