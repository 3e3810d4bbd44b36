package sandbox

import (
	"cmp"
	"fmt"
	"html/template"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
)

// A part is a block, an element or any other object of Block Kit on a canvas.
// Templates read it through its methods.
type part struct {
	on    *canvas
	block object // the block it is or is in
	o     object
}

// parts puts blocks on the canvas.
func (c *canvas) parts(blocks []object) []part {
	var out []part
	for _, b := range blocks {
		out = append(out, part{c, b, b})
	}
	return out
}

// Type is the type of the object.
func (p part) Type() string { return p.o.text("type") }

// Get is a member that holds a string, "" without it.
func (p part) Get(key string) string { return p.o.text(key) }

// Number is a member that holds a number, or a string with one, as it is
// written; "" without it.
func (p part) Number(key string) string {
	if n, ok := p.o.number(key); ok {
		return strconv.FormatFloat(n, 'f', -1, 64)
	}
	return ""
}

// Flag is a member that holds true or false.
func (p part) Flag(key string) bool { return p.o.flag(key) }

// Has says whether a member is there.
func (p part) Has(key string) bool { return p.o[key] != nil }

// Text draws a member that holds a text object.
func (p part) Text(key string) template.HTML { return p.on.text(p.o.object(key)) }

// Plain is such a member without any markup, for attributes.
func (p part) Plain(key string) string {
	return withEmoji(p.on.w.textOf(p.o.object(key), p.on.viewer))
}

// Drawn draws the part itself, where it is a text, a rich text or markdown.
func (p part) Drawn() template.HTML {
	switch p.Type() {
	case "rich_text":
		return p.on.richText(p.o)
	case "markdown":
		return p.on.markdown(p.o.text("text"))
	}
	return p.on.text(p.o)
}

// Part is a member that holds an object.
func (p part) Part(key string) part { return part{p.on, p.block, p.o.object(key)} }

// Parts are the objects of a member that holds an array.
func (p part) Parts(key string) []part {
	var out []part
	for _, o := range p.o.objects(key) {
		out = append(out, part{p.on, p.block, o})
	}
	return out
}

// Key names an interactive element in what the page sends back.
func (p part) Key() string {
	return p.key().String()
}

func (p part) key() fieldKey { return control{p.block, p.o}.key() }

// String is the key as it stands in forms; see readFieldKey.
func (k fieldKey) String() string { return url.QueryEscape(k.block) + "/" + url.QueryEscape(k.action) }

// ID is unique to the element on the page, and stays while its block ID and
// action ID do.
func (p part) ID() string { return p.on.id + "/" + p.Key() }

// Error is what is wrong with the field of an input block, "" when nothing is.
func (p part) Error() string { return p.on.errors[p.block.text("block_id")] }

// Optional says whether the field may be left empty.
func (p part) Optional() bool { return p.block.text("type") != "input" || p.block.flag("optional") }

// Labelled says whether the block has a label for the element.
func (p part) Labelled() bool { return p.block.text("type") == "input" }

// DescribedBy lists the IDs of the texts that belong to the field.
func (p part) DescribedBy() string {
	var ids []string
	if p.Error() != "" {
		ids = append(ids, p.ID()+"/error")
	}
	if p.Labelled() && p.block["hint"] != nil {
		ids = append(ids, p.ID()+"/hint")
	}
	return strings.Join(ids, " ")
}

// Tells says whether the app wants to know at once that the field has changed.
func (p part) Tells() bool { return !p.Labelled() || p.block.flag("dispatch_action") }

// Name is what the field is called where nothing labels it.
func (p part) Name() string {
	return cmp.Or(p.Plain("placeholder"), p.on.w.textOf(p.block.object("text"), nil), "Choice")
}

// held is the state of the field.
func (p part) held() object {
	if state, ok := p.on.state[p.key()]; ok {
		return state
	}
	return startingValue(p.o)
}

// Held is what a field of text, dates or numbers holds, as its input wants it.
func (p part) Held() string {
	state := p.held()
	switch member := fieldKinds[p.Type()].member; member {
	case "selected_date_time":
		if seconds, ok := state.number(member); ok {
			return time.Unix(int64(seconds), 0).In(p.on.viewer.zone()).Format(localMinute)
		}
		return ""
	case "rich_text_value":
		return p.on.w.shown(state)
	default:
		return state.text(member)
	}
}

// Longest is how many characters a text field takes.
func (p part) Longest() int {
	if n, ok := p.o.number("max_length"); ok {
		return int(n)
	}
	return maxTextInput
}

// crowdedChoices is from how many choices on one wants to search them.
const crowdedChoices = 8

// IsLong says whether the field offers so much that one wants to search.
func (p part) IsLong() bool {
	n := 0
	for _, g := range p.Groups() {
		n += len(g.Choices)
	}
	return n >= crowdedChoices
}

// A choice is one of the things a field offers.
type choice struct {
	ID, Value   string
	Plain       string // without any markup
	Label       template.HTML
	Description template.HTML
	Chosen      bool
}

// A choiceGroup is choices under a heading of their own, "" for none.
type choiceGroup struct {
	Label   string
	Choices []choice
}

// Groups are the choices of a select, radio or checkbox element.
func (p part) Groups() []choiceGroup {
	var groups []choiceGroup
	for _, g := range p.Parts("option_groups") {
		groups = append(groups, choiceGroup{g.Plain("label"), p.choices(g.o.objects("options"))})
	}
	if groups == nil {
		groups = []choiceGroup{{Choices: p.Choices()}}
	}
	for i := range groups {
		for j := range groups[i].Choices {
			groups[i].Choices[j].ID = fmt.Sprintf("%s/%d.%d", p.ID(), i, j)
		}
	}
	return groups
}

// Choices are what a field offers, without any headings.
func (p part) Choices() []choice {
	switch strings.TrimPrefix(p.Type(), "multi_") {
	case "users_select":
		return p.people()
	case "channels_select", "conversations_select":
		return p.channels()
	case "external_select":
		return p.choices(p.findable())
	}
	return p.choices(p.o.objects("options"))
}

func (p part) choices(options []object) []choice {
	var out []choice
	picked := chosen(p.held())
	for _, o := range options {
		isSame := func(other object) bool { return other.text("value") == o.text("value") }
		out = append(out, choice{
			Value: o.text("value"), Plain: withEmoji(p.on.w.textOf(o.object("text"), nil)), Label: p.on.text(o.object("text")),
			Description: p.on.text(o.object("description")), Chosen: slices.ContainsFunc(picked, isSame),
		})
	}
	return out
}

// chosen are the options a field holds.
func chosen(state object) []object {
	picked := state.objects("selected_options")
	if one := state.object("selected_option"); one != nil {
		picked = append(picked, one)
	}
	return picked
}

// findable are the options of a field that the app searches: what it holds and
// what was found, each once.
func (p part) findable() []object {
	var out []object
	for _, o := range slices.Concat(chosen(p.held()), p.on.found[p.key()]) {
		if !slices.ContainsFunc(out, func(other object) bool { return other.text("value") == o.text("value") }) {
			out = append(out, o)
		}
	}
	return out
}

func (p part) people() []choice {
	var out []choice
	for _, u := range p.on.w.users {
		if !u.person.Deleted && u.ID != botUserID && u.ID != "USLACKBOT" {
			out = append(out, p.named(u.ID, u.person.Name))
		}
	}
	slices.SortStableFunc(out, func(a, b choice) int { return cmp.Compare(a.Plain, b.Plain) })
	return out
}

func (p part) channels() []choice {
	var out []choice
	for _, c := range p.on.w.channels {
		if c.with == nil && !c.direct && !c.archived && c.visibleTo(p.on.viewer) {
			out = append(out, p.named(c.ID, c.title()))
		}
	}
	return out
}

// named is the choice of a person or channel.
func (p part) named(id, name string) choice {
	state := p.held()
	held := state[fieldKinds[p.Type()].member]
	list, _ := held.([]any)
	return choice{Value: id, Plain: name, Label: template.HTML(template.HTMLEscapeString(name)), Chosen: held == id || slices.Contains(list, any(id))}
}

// Rows are the rows of a table, the cells of each with the alignment of their
// column.
func (p part) Rows() [][]cell {
	settings, _ := p.o["column_settings"].([]any)
	var out [][]cell
	for _, row := range rows(p.o) {
		var cells []cell
		for i, o := range row {
			align := "left"
			if o.text("type") == "raw_number" {
				align = "right"
			}
			if i < len(settings) {
				align = cmp.Or(asObject(settings[i]).text("align"), align)
			}
			cells = append(cells, cell{part{p.on, p.block, o}, align})
		}
		out = append(out, cells)
	}
	return out
}

// A cell is one cell of a table.
type cell struct {
	part
	Align string
}

// Shown draws the contents of a cell without a button.
func (c cell) Shown() template.HTML {
	if c.Type() == "rich_text" {
		return c.on.richText(c.o)
	}
	return template.HTML(escapeLines(withEmoji(c.on.w.drawCell(c.o, c.on.viewer))))
}
