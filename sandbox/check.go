package sandbox

import (
	"fmt"
	"slices"
	"unicode/utf8"
)

// Where blocks are shown.
const (
	onMessage = "message"
	onModal   = "modal"
	onHome    = "home"
)

// checkMessage lists what Slack would say against the blocks of a message; each
// complaint ends with a JSON pointer to the place.
func checkMessage(blocks []any) []string {
	c := &checker{surface: onMessage}
	c.blocks("/blocks", blocks)
	return c.complaints
}

// checkView lists what Slack would say against a view for a surface, "modal" or
// "home".
func checkView(view object, surface string) []string {
	c := &checker{surface: surface}
	c.oneOf("/view", view, "type", []string{surface}, true)
	c.str("/view", view, "callback_id", 255, false)
	c.str("/view", view, "external_id", 255, false)
	c.atMost("/view/private_metadata", view.text("private_metadata"), 3000)
	if blocks, ok := view["blocks"].([]any); ok {
		c.blocks("/view/blocks", blocks)
	} else {
		c.complain("/view", "missing required field: blocks")
	}
	if surface == onModal {
		c.text("/view", view, "title", textRule{max: 24, plain: true, required: true})
		c.text("/view", view, "submit", textRule{max: 24, plain: true, required: c.inputs})
		c.text("/view", view, "close", textRule{max: 24, plain: true})
	}
	return c.complaints
}

// A checker collects what is wrong with one message or view.
type checker struct {
	surface    string
	complaints []string
	blockIDs   []string
	charts     int
	tables     int
	markdown   int // characters
	inputs     bool
	focused    bool
}

func complaint(at, format string, args ...any) string {
	return fmt.Sprintf("[ERROR] %s [json-pointer:%s]", fmt.Sprintf(format, args...), at)
}

func (c *checker) complain(at, format string, args ...any) {
	c.complaints = append(c.complaints, complaint(at, format, args...))
}

// A blockRule says where a type of block may be used and what it must be like.
type blockRule struct {
	surfaces []string
	check    func(c *checker, at string, block object)
}

var (
	everywhere = []string{onMessage, onModal, onHome}
	pages      = []string{onMessage, onHome}
)

// blockRules are the types of block this Slack draws. Others, Slack's newest
// among them, are refused.
var blockRules = map[string]blockRule{
	"actions":            {everywhere, (*checker).actions},
	"alert":              {[]string{onModal}, (*checker).alert},
	"container":          {pages, (*checker).container},
	"context":            {everywhere, (*checker).context},
	"data_table":         {pages, (*checker).dataTable},
	"data_visualization": {pages, (*checker).chart},
	"divider":            {everywhere, func(*checker, string, object) {}},
	"header":             {everywhere, (*checker).header},
	"image":              {everywhere, (*checker).imageBlock},
	"input":              {everywhere, (*checker).input},
	"markdown":           {[]string{onMessage}, (*checker).markdownBlock},
	"rich_text":          {everywhere, (*checker).richText},
	"section":            {everywhere, (*checker).section},
	"table":              {pages, (*checker).table},
}

func (c *checker) blocks(at string, blocks []any) {
	limit := 100
	if c.surface == onMessage {
		limit = 50
	}
	if len(blocks) > limit {
		c.complain(at, "no more than %d items allowed", limit)
	}
	for i, v := range blocks {
		c.block(fmt.Sprintf("%s/%d", at, i), asObject(v))
	}
}

func (c *checker) block(at string, b object) {
	kind := b.text("type")
	rule, ok := blockRules[kind]
	switch {
	case b == nil:
		c.complain(at, "must be an object")
		return
	case !ok:
		c.complain(at, "unsupported type: %s", kind)
		return
	case !slices.Contains(rule.surfaces, c.surface):
		c.complain(at, "unsupported type: %s is not available in a %s", kind, c.surface)
	}
	c.str(at, b, "block_id", 255, false)
	if id := b.text("block_id"); id != "" {
		if slices.Contains(c.blockIDs, id) {
			c.complain(at+"/block_id", "`block_id` %q already exists", id)
		}
		c.blockIDs = append(c.blockIDs, id)
	}
	rule.check(c, at, b)
	if kind == "container" { // here, for its rule cannot name the table of rules
		c.children(at, b)
	}
	c.uniqueActions(at, b)
}

// uniqueActions complains about two elements of a block with the same action ID.
func (c *checker) uniqueActions(at string, b object) {
	var seen []string
	for _, e := range elements(b) {
		id := e.text("action_id")
		if id != "" && slices.Contains(seen, id) {
			c.complain(at, "`action_id` %q already exists for `block_id` %q", id, b.text("block_id"))
		}
		seen = append(seen, id)
	}
}

func (c *checker) section(at string, b object) {
	fields, hasFields := b["fields"].([]any)
	c.text(at, b, "text", textRule{max: 3000, required: !hasFields})
	if hasFields {
		c.count(at+"/fields", fields, 1, 10)
	}
	for i, field := range fields {
		c.textValue(fmt.Sprintf("%s/fields/%d", at, i), field, textRule{max: 2000})
	}
	if v := b["accessory"]; v != nil {
		c.element(at+"/accessory", asObject(v), "section")
	}
}

func (c *checker) header(at string, b object) {
	c.text(at, b, "text", textRule{max: 150, plain: true, required: true})
}

func (c *checker) alert(at string, b object) {
	c.text(at, b, "text", textRule{max: 200, required: true})
	c.oneOf(at, b, "level", []string{"default", "info", "warning", "error", "success"}, false)
}

func (c *checker) markdownBlock(at string, b object) {
	c.str(at, b, "text", maxBlocks, true)
	c.markdown += utf8.RuneCountInString(b.text("text"))
	if c.markdown > maxBlocks {
		c.complain(at+"/text", "no more than %d characters of markdown allowed", maxBlocks)
	}
}

func (c *checker) context(at string, b object) {
	for i, v := range c.list(at, b, "elements", 1, 10) {
		place := fmt.Sprintf("%s/elements/%d", at, i)
		if e := asObject(v); e.text("type") == "image" {
			c.image(place, e)
			continue
		}
		c.textValue(place, v, textRule{max: 3000})
	}
}

func (c *checker) actions(at string, b object) {
	for i, v := range c.list(at, b, "elements", 1, 25) {
		c.element(fmt.Sprintf("%s/elements/%d", at, i), asObject(v), "actions")
	}
}

func (c *checker) input(at string, b object) {
	c.inputs = true
	c.text(at, b, "label", textRule{max: 2000, plain: true, required: true})
	c.text(at, b, "hint", textRule{max: 2000, plain: true})
	c.element(at+"/element", b.object("element"), "input")
}

func (c *checker) imageBlock(at string, b object) {
	c.image(at, b)
	c.text(at, b, "title", textRule{max: 2000, plain: true})
}

func (c *checker) image(at string, o object) {
	c.str(at, o, "alt_text", 2000, true)
	c.str(at, o, "image_url", 3000, o["slack_file"] == nil)
}

// A textRule says what a text object must be like.
type textRule struct {
	max      int  // characters
	plain    bool // mrkdwn is not allowed
	required bool
}

// text checks a member that holds a text object.
func (c *checker) text(at string, o object, key string, r textRule) {
	if o[key] == nil {
		if r.required {
			c.complain(at, "missing required field: %s", key)
		}
		return
	}
	c.textValue(at+"/"+key, o[key], r)
}

func (c *checker) textValue(at string, v any, r textRule) {
	o := asObject(v)
	switch kind := o.text("type"); {
	case o == nil:
		c.complain(at, "must be an object")
		return
	case kind != "plain_text" && (r.plain || kind != "mrkdwn"):
		c.complain(at+"/type", "must be a valid enum value")
	case kind == "plain_text" && o["verbatim"] != nil:
		c.complain(at, "additional property: verbatim")
	case kind == "mrkdwn" && o["emoji"] != nil:
		c.complain(at, "additional property: emoji")
	}
	c.str(at, o, "text", r.max, true)
}

// str checks a member that holds a string of 1 to limit characters.
func (c *checker) str(at string, o object, key string, limit int, required bool) {
	v, there := o[key]
	s, ok := v.(string)
	switch {
	case !there || v == nil:
		if required {
			c.complain(at, "missing required field: %s", key)
		}
	case !ok:
		c.complain(at+"/"+key, "must provide a string")
	case s == "":
		c.complain(at+"/"+key, "must be more than 0 characters")
	default:
		c.atMost(at+"/"+key, s, limit)
	}
}

func (c *checker) atMost(at, s string, limit int) {
	if utf8.RuneCountInString(s) > limit {
		c.complain(at, "must be less than %d characters", limit+1)
	}
}

// oneOf checks a member that holds one of some strings.
func (c *checker) oneOf(at string, o object, key string, allowed []string, required bool) {
	if o[key] == nil && !required {
		return
	}
	if !slices.Contains(allowed, o.text(key)) {
		c.complain(at+"/"+key, "must be a valid enum value")
	}
}

// list checks the length of a member that holds an array, and returns it.
func (c *checker) list(at string, o object, key string, least, most int) []any {
	list, ok := o[key].([]any)
	if !ok {
		c.complain(at, "missing required field: %s", key)
		return nil
	}
	c.count(at+"/"+key, list, least, most)
	return list
}

func (c *checker) count(at string, list []any, least, most int) {
	if len(list) < least {
		c.complain(at, "no fewer than %d items allowed", least)
	}
	if len(list) > most {
		c.complain(at, "no more than %d items allowed", most)
	}
}
