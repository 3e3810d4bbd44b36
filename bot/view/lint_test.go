package view_test

import (
	"encoding/json"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/slack-go/slack"

	"coach/bot/view/kit"
	"coach/practice"
)

// A reporter is a test or a property.
type reporter interface {
	Helper()
	Errorf(format string, args ...any)
	Fatalf(format string, args ...any)
}

// A node is a JSON object of Block Kit.
type node map[string]any

func (n node) str(member string) string {
	s, _ := n[member].(string)
	return s
}

func (n node) child(member string) node {
	m, _ := n[member].(map[string]any)
	return m
}

func (n node) children(member string) []node {
	list, _ := n[member].([]any)
	nodes := make([]node, len(list))
	for i, item := range list {
		nodes[i], _ = item.(map[string]any)
	}
	return nodes
}

func runes(s string) int { return utf8.RuneCountInString(s) }

// A linter holds what coach draws to Slack's limits and to our own rules: no
// mrkdwn text objects, nothing that pings a channel, IDs only in metadata.
type linter struct {
	reporter
	where  string
	blocks map[string]bool
	shown  int // characters over all blocks
	styled int // buttons marked as primary
	charts int
	tables int
	folds  int
}

// lintMessage checks a message, and the simpler one in its place.
func lintMessage(r reporter, where string, m kit.Message) {
	r.Helper()
	l := &linter{reporter: r, where: where, blocks: map[string]bool{}}
	l.within("text", m.Text, 1, 4000)
	if strings.ContainsAny(m.Text, "<>") {
		l.fail("the preview %q is not escaped", m.Text)
	}
	l.message(m.Blocks)
	if m.Simpler != nil {
		simpler := &linter{reporter: r, where: where + ", simpler", blocks: map[string]bool{}}
		simpler.message(m.Simpler)
		if simpler.charts+simpler.tables+simpler.folds > 0 {
			simpler.fail("%d charts, %d tables, %d folds", simpler.charts, simpler.tables, simpler.folds)
		}
	}
}

// message checks the blocks of a message.
func (l *linter) message(drawn []slack.Block) {
	l.Helper()
	blocks := jsonOf(l, map[string]any{"blocks": drawn}).children("blocks")
	if len(blocks) < 1 || len(blocks) > 50 {
		l.fail("%d blocks", len(blocks))
	}
	for _, b := range blocks {
		l.block(b)
		if b.str("type") == "input" {
			l.fail("an input in a message")
		}
	}
	if l.shown > 12_000 {
		l.fail("%d characters in its blocks", l.shown)
	}
	if l.styled > 1 {
		l.fail("%d primary buttons", l.styled)
	}
}

var idsOnly = regexp.MustCompile(`^(\{(("practice":"[a-z_]+"|"(occurrence|person|version|action|entry|edits|taken|with|added|topic|focus|request|ask|visit|contest|obstacle|from|digest)":\d+|"by":"(age|owner|team)"|"(people|news|keep)":\[\d+(,\d+)*\]|"message":"(direct|C[A-Z0-9]+(/\d+\.\d{6}){1,2})"|"(listed|more)":true|"channel":"[CG][A-Z0-9]+"|` +
	`"(step_due|on|to)":"\d{4}-\d\d-\d\d"|"suggested":\{("[a-z_.0-9]+":\{"times":\d+(,"option":\d+)?\},?)+\}),?)*\})?$`)

var numbered = regexp.MustCompile(`^[^~]+~\d+$`)

// lintModal checks a modal.
func lintModal(r reporter, where string, m slack.ModalViewRequest) {
	r.Helper()
	l := &linter{reporter: r, where: where, blocks: map[string]bool{}}
	v := jsonOf(r, m)
	l.text(v.child("title"), 24)
	l.text(v.child("close"), 24)
	l.within("callback_id", v.str("callback_id"), 0, 255)
	if metadata := v.str("private_metadata"); !idsOnly.MatchString(metadata) || len(metadata) > 3000 {
		l.fail("metadata %s", metadata)
	}
	blocks, inputs := v.children("blocks"), 0
	if len(blocks) < 1 || len(blocks) > 100 {
		l.fail("%d blocks", len(blocks))
	}
	for _, b := range blocks {
		l.block(b)
		if b.str("type") == "input" {
			inputs++
		}
	}
	if submit := v.child("submit"); submit != nil {
		l.text(submit, 24)
	}
	if inputs > 0 && v.child("submit") == nil || v.child("submit") != nil && v.str("callback_id") == "" {
		l.fail("%d inputs, submit %v, callback %q", inputs, v.child("submit"), v.str("callback_id"))
	}
}

// lintHome checks a Home.
func lintHome(r reporter, where string, h slack.HomeTabViewRequest) {
	r.Helper()
	l := &linter{reporter: r, where: where, blocks: map[string]bool{}}
	v := jsonOf(r, h)
	blocks := v.children("blocks")
	if len(blocks) < 1 || len(blocks) > 100 || v.str("type") != "home" {
		l.fail("%d blocks of a %s", len(blocks), v.str("type"))
	}
	for _, b := range blocks {
		l.block(b)
		if b.str("type") == "input" {
			l.fail("an input on a Home")
		}
	}
	if l.styled > 1 {
		l.fail("%d primary buttons", l.styled)
	}
}

func jsonOf(r reporter, v any) node {
	r.Helper()
	text, err := json.Marshal(v)
	if err != nil {
		r.Fatalf("not JSON: %v", err)
	}
	var n node
	if err := json.Unmarshal(text, &n); err != nil {
		r.Fatalf("not an object: %v", err)
	}
	return n
}

func (l *linter) fail(format string, args ...any) {
	l.Helper()
	l.Errorf("%s: "+format, append([]any{l.where}, args...)...)
}

func (l *linter) within(what, s string, least, most int) {
	l.Helper()
	if n := runes(s); n < least || n > most {
		l.fail("%s of %d characters: %.80q", what, n, s)
	}
}

// text checks a text object. Only plain_text keeps what people typed harmless.
func (l *linter) text(t node, most int) {
	l.Helper()
	if t.str("type") != "plain_text" || t["emoji"] != true {
		l.fail("text object %v", t)
	}
	l.within("text", t.str("text"), 1, most)
	l.shown += runes(t.str("text"))
}

func (l *linter) block(b node) {
	l.Helper()
	if id := b.str("block_id"); id != "" {
		if l.blocks[id] {
			l.fail("two blocks %s", id)
		}
		l.blocks[id] = true
		l.within("block_id", id, 1, 255)
	}
	switch b.str("type") {
	case "header":
		l.text(b.child("text"), 150)
	case "section":
		l.text(b.child("text"), 3000)
		if accessory := b.child("accessory"); accessory != nil {
			l.element(accessory)
		}
	case "context":
		elements := b.children("elements")
		if len(elements) < 1 || len(elements) > 10 {
			l.fail("%d elements in a context", len(elements))
		}
		for _, e := range elements {
			l.text(e, 3000)
		}
	case "actions":
		l.actions(b.children("elements"))
	case "input":
		l.text(b.child("label"), 2000)
		if hint := b.child("hint"); hint != nil {
			l.text(hint, 2000)
		}
		if !numbered.MatchString(b.str("block_id")) || b.child("element").str("action_id") != "v" {
			l.fail("an input is called %s and %s", b.str("block_id"), b.child("element").str("action_id"))
		}
		if kind := b.child("element").str("type"); b["dispatch_action"] == true && b.str("block_id") != "occurrence~0" && b.str("block_id") != "happened_on~0" && !strings.HasPrefix(b.str("block_id"), "rhythm~") && !strings.HasSuffix(kind, "static_select") && !strings.HasSuffix(kind, "users_select") && kind != "radio_buttons" {
			l.fail("%s tells of every change", b.str("block_id"))
		}
		l.element(b.child("element"))
	case "rich_text":
		for _, paragraph := range b.children("elements") {
			l.paragraph(paragraph)
		}
	case "data_visualization":
		l.lineChart(b)
	case "table":
		l.table(b)
	case "divider":
	case "container":
		l.fold(b)
	default:
		l.fail("unknown block %v", b)
	}
}

func (l *linter) actions(elements []node) {
	l.Helper()
	if len(elements) < 1 || len(elements) > 25 {
		l.fail("%d actions", len(elements))
	}
	seen := map[string]bool{}
	for _, e := range elements {
		if seen[e.str("action_id")] {
			l.fail("two actions %s in a block", e.str("action_id"))
		}
		seen[e.str("action_id")] = true
		l.element(e)
	}
}

func (l *linter) paragraph(p node) {
	l.Helper()
	if !slices.Contains([]string{"rich_text_section", "rich_text_quote"}, p.str("type")) {
		l.fail("unknown rich text %v", p)
	}
	for _, e := range p.children("elements") {
		switch e.str("type") {
		case "text":
			l.within("text", e.str("text"), 1, 3000)
			l.shown += runes(e.str("text"))
		case "link": // only what owners of the playbook give as one
			l.within("text", e.str("text"), 1, 3000)
			if !practice.IsLink(e.str("url")) {
				l.fail("a link to %s", e.str("url"))
			}
		case "user":
			l.within("user", e.str("user_id"), 2, 20)
		case "channel":
			l.within("channel", e.str("channel_id"), 2, 20)
		default: // a broadcast pings everybody
			l.fail("unknown rich text %v", e)
		}
	}
}

func (l *linter) element(e node) {
	l.Helper()
	l.within("action_id", e.str("action_id"), 1, 255)
	if p := e.child("placeholder"); p != nil {
		l.text(p, 150)
	}
	switch e.str("type") {
	case "button":
		l.text(e.child("text"), 75)
		l.within("value", e.str("value"), 0, 2000)
		l.within("accessibility_label", e.str("accessibility_label"), 0, 75)
		if e.str("style") != "" {
			l.styled++
		}
	case "static_select":
		l.options(e, 100, e.child("initial_option"))
	case "radio_buttons":
		l.options(e, 10, e.child("initial_option"))
	case "multi_static_select":
		l.options(e, 100, e.children("initial_options")...)
	case "checkboxes":
		l.options(e, 10, e.children("initial_options")...)
	case "plain_text_input":
		most, _ := e["max_length"].(float64)
		l.within("initial_value", e.str("initial_value"), 0, int(most))
		if most < 1 || most > 3000 {
			l.fail("max_length %v", most)
		}
	case "number_input", "url_text_input", "datepicker", "users_select", "multi_users_select", "conversations_select", "timepicker":
	default:
		l.fail("unknown element %v", e)
	}
}

func (l *linter) options(e node, most int, initial ...node) {
	l.Helper()
	options, values := e.children("options"), map[string]string{}
	if len(options) < 1 || len(options) > most {
		l.fail("%d options", len(options))
	}
	for _, o := range options {
		l.text(o.child("text"), 75)
		if d := o.child("description"); d != nil {
			l.text(d, 75)
		}
		l.within("value", o.str("value"), 1, 75)
		if _, again := values[o.str("value")]; again {
			l.fail("two options %q", o.str("value"))
		}
		values[o.str("value")] = o.child("text").str("text")
	}
	for _, o := range initial {
		if o == nil {
			continue
		}
		if label, offered := values[o.str("value")]; !offered || label != o.child("text").str("text") {
			l.fail("%v is chosen but not offered", o)
		}
	}
}

// TestTheLintFindsWhatSlackWouldRefuse keeps the lint itself honest.
func TestTheLintFindsWhatSlackWouldRefuse(t *testing.T) {
	plain := slack.NewTextBlockObject("plain_text", "Fine", true, false)
	option := slack.NewOptionBlockObject("a", plain, nil)
	radios := slack.NewRadioButtonsBlockElement("v", option)
	radios.InitialOption = slack.NewOptionBlockObject("b", plain, nil)
	button := slack.NewButtonBlockElement("log", "1", plain)
	for name, b := range map[string]slack.Block{
		"mrkdwn":                      slack.NewSectionBlock(slack.NewTextBlockObject("mrkdwn", "hi", false, false), nil, nil),
		"no text":                     slack.NewHeaderBlock(slack.NewTextBlockObject("plain_text", "", true, false)),
		"a long header":               slack.NewHeaderBlock(slack.NewTextBlockObject("plain_text", strings.Repeat("x", 151), true, false)),
		"no emoji":                    slack.NewHeaderBlock(slack.NewTextBlockObject("plain_text", "hi", false, false)),
		"the same action twice":       slack.NewActionBlock("", button, button),
		"a choice that is no option":  slack.NewInputBlock("x~0", plain, nil, radios),
		"an input without its number": slack.NewInputBlock("x", plain, nil, slack.NewDatePickerBlockElement("v")),
		"a broadcast":                 slack.NewRichTextBlock("", slack.NewRichTextSection(slack.NewRichTextSectionBroadcastElement("here"))),
		"a chart with a point too few": slack.NewDataVisualizationBlock("Done", slack.NewDataVisualizationLineChart(
			slack.NewDataVisualizationAxisConfig("1 Mar", "8 Mar").WithXLabel("Week").WithYLabel("Per cent"),
			slack.NewDataVisualizationDataSeries("Done", slack.NewDataVisualizationDataPoint("1 Mar", 7)))),
		"a paragraph in a fold":            kit.Fold("a", "A", true, kit.Line(kit.Text("a"))),
		"an empty fold":                    kit.Fold("a", "A", true),
		"a fold without an ID":             kit.Fold("", "A", true, kit.Para("a")),
		"a table of nothing":               kit.Table("t", 1, nil),
		"a table without an ID":            kit.Table("", 1, [][]string{{"a"}}),
		"a table with an empty cell":       slack.NewTableBlock("t").AddRow(slack.NewTableRawTextCell("")),
		"a table with a row too short":     kit.Table("t", 1, [][]string{{"a", "b"}, {"c"}}),
		"a table with a column that leans": slack.NewTableBlock("t").AddRow(slack.NewTableRawTextCell("a")).WithColumnSettings(slack.ColumnSetting{}),
	} {
		var found counter
		l := &linter{reporter: &found, blocks: map[string]bool{}}
		l.block(jsonOf(t, b))
		if found == 0 {
			t.Errorf("the lint accepts %s", name)
		}
	}
}

// A counter counts what a lint reports.
type counter int

func (*counter) Helper()                 {}
func (c *counter) Errorf(string, ...any) { *c++ }
func (c *counter) Fatalf(string, ...any) { *c++ }
