package sandbox

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// read is what a person reads in a message, line by line.
func (m *Message) read() string {
	var lines []string
	switch {
	case len(m.blocks) > 0:
		lines = m.w.drawBlocks(m.blocks, nil, m.reader())
	case m.text != "":
		lines = split(m.w.plain(m.text, m.reader()))
	}
	for _, f := range m.files {
		lines = append(lines, f.draw())
	}
	return strings.Join(lines, "\n")
}

// drawBlocks is what a person reads in blocks. Fields show what state says they
// hold. Buttons follow the text they belong to on the same line.
func (w *Workspace) drawBlocks(blocks []object, state map[fieldKey]object, reader *User) []string {
	var lines []string
	for i, b := range blocks {
		drawn := w.drawBlock(b, state, reader)
		beside := b.text("type") == "actions" && i > 0 && slices.Contains([]string{"section", "rich_text", "markdown"}, blocks[i-1].text("type"))
		if beside && len(lines) > 0 && len(drawn) == 1 {
			lines[len(lines)-1] += "  " + drawn[0]
			continue
		}
		lines = append(lines, drawn...)
	}
	return lines
}

func (w *Workspace) drawBlock(b object, state map[fieldKey]object, reader *User) []string {
	switch b.text("type") {
	case "section":
		return w.drawSection(b, state, reader)
	case "header":
		return split(w.textOf(b.object("text"), reader))
	case "alert":
		return split("(" + strings.TrimSuffix(b.text("level"), "default") + ") " + w.textOf(b.object("text"), reader))
	case "divider":
		return []string{"---"}
	case "markdown":
		return split(w.plain(b.text("text"), reader))
	case "context":
		var parts []string
		for _, e := range b.objects("elements") {
			if e.text("type") == "image" {
				parts = append(parts, "("+e.text("alt_text")+")")
				continue
			}
			parts = append(parts, w.textOf(e, reader))
		}
		return split(strings.Join(parts, "  "))
	case "actions":
		var parts []string
		for _, e := range b.objects("elements") {
			parts = append(parts, w.drawElement(b, e, state))
		}
		return []string{strings.Join(parts, " ")}
	case "input":
		return w.drawInput(b, state)
	case "container":
		return w.drawContainer(b, state, reader)
	case "image":
		return []string{"(image: " + b.text("alt_text") + ")"}
	case "rich_text":
		return w.richText(b, reader)
	case "table", "data_table":
		return w.drawTable(b, reader)
	case "data_visualization":
		return drawChart(b)
	}
	return nil
}

func split(text string) []string { return strings.Split(text, "\n") }

func (w *Workspace) drawSection(b object, state map[fieldKey]object, reader *User) []string {
	var lines []string
	if text := b.object("text"); text != nil {
		lines = split(w.textOf(text, reader))
	}
	for _, field := range b.objects("fields") {
		lines = append(lines, split(w.textOf(field, reader))...)
	}
	if accessory := b.object("accessory"); accessory != nil && len(lines) > 0 {
		lines[len(lines)-1] += "  " + w.drawElement(b, accessory, state)
	}
	return lines
}

// drawElement is an element among text: a button, a menu, or a field with what
// it holds.
func (w *Workspace) drawElement(block, e object, state map[fieldKey]object) string {
	switch e.text("type") {
	case "button":
		return "[" + w.textOf(e.object("text"), nil) + "]"
	case "image":
		return "(" + e.text("alt_text") + ")"
	case "overflow":
		return "[" + strings.Join(w.optionLabels(e), " / ") + "]"
	}
	value := state[control{block, e}.key()]
	if value == nil {
		value = startingValue(e)
	}
	if s := w.shown(value); s != "" {
		return "[" + s + " v]"
	}
	return "[" + w.textOf(e.object("placeholder"), nil) + " v]"
}

// maxOptions is how many options of a field are drawn.
const maxOptions = 8

// drawInput is a labelled field with what it holds, or what it offers.
func (w *Workspace) drawInput(b object, state map[fieldKey]object) []string {
	e := b.object("element")
	label := w.textOf(b.object("label"), nil)
	if b.flag("optional") {
		label += " (optional)"
	}
	held := w.shown(state[control{b, e}.key()])
	if held == "" {
		held = "____"
	}
	lines := split(label + ": " + strings.ReplaceAll(held, "\n", "\n    "))
	if labels := w.optionLabels(e); len(labels) > 0 {
		more := ""
		if n := len(labels) - maxOptions; n > 0 {
			labels, more = labels[:maxOptions], fmt.Sprintf(" and %d more", n)
		}
		lines = append(lines, "    of "+strings.Join(labels, " | ")+more)
	}
	if hint := b.object("hint"); hint != nil {
		lines = append(lines, "    "+w.textOf(hint, nil))
	}
	return lines
}

func (w *Workspace) optionLabels(e object) []string {
	var labels []string
	for _, o := range choices(e) {
		labels = append(labels, w.textOf(o.object("text"), nil))
	}
	return labels
}

func (w *Workspace) drawTable(b object, reader *User) []string {
	var lines []string
	if caption := b.text("caption"); caption != "" {
		lines = append(lines, caption)
	}
	for _, row := range rows(b) {
		var parts []string
		for _, cell := range row {
			parts = append(parts, w.drawCell(cell, reader))
		}
		lines = append(lines, strings.Join(parts, " | "))
	}
	return lines
}

func (w *Workspace) drawCell(cell object, reader *User) string {
	switch cell.text("type") {
	case "rich_text":
		return strings.Join(w.richText(cell, reader), " ")
	case "action_cell":
		return w.drawElement(nil, cell.object("element"), nil)
	}
	if s := cell.text("text"); s != "" {
		return s
	}
	return fmt.Sprint(cell["value"])
}

func drawChart(b object) []string {
	chart := b.object("chart")
	lines := []string{fmt.Sprintf("(%s chart) %s", chart.text("type"), b.text("title"))}
	points := func(list []object) string {
		var parts []string
		for _, p := range list {
			parts = append(parts, fmt.Sprintf("%s %v", p.text("label"), p["value"]))
		}
		return strings.Join(parts, ", ")
	}
	if segments := chart.objects("segments"); len(segments) > 0 {
		lines = append(lines, "    "+points(segments))
	}
	for _, s := range chart.objects("series") {
		lines = append(lines, "    "+s.text("name")+": "+points(s.objects("data")))
	}
	return lines
}

// richText is what a person reads in a rich_text block or cell.
func (w *Workspace) richText(b object, reader *User) []string {
	var lines []string
	for _, e := range b.objects("elements") {
		switch e.text("type") {
		case "rich_text_list":
			for i, item := range e.objects("elements") {
				bullet := "• "
				if e.text("style") == "ordered" {
					bullet = fmt.Sprintf("%d. ", i+1)
				}
				lines = append(lines, split(bullet+w.richSpan(item, reader))...)
			}
		case "rich_text_quote":
			for _, line := range split(w.richSpan(e, reader)) {
				lines = append(lines, "> "+line)
			}
		default:
			lines = append(lines, split(strings.TrimSuffix(w.richSpan(e, reader), "\n"))...)
		}
	}
	return lines
}

func (w *Workspace) richSpan(section object, reader *User) string {
	var out strings.Builder
	for _, e := range section.objects("elements") {
		switch e.text("type") {
		case "user":
			out.WriteString("@" + w.label(e.text("user_id")))
		case "channel":
			out.WriteString(w.label(e.text("channel_id")))
		case "emoji":
			out.WriteString(":" + e.text("name") + ":")
		case "broadcast":
			out.WriteString("@" + e.text("range"))
		case "date":
			seconds, _ := e.number("timestamp")
			out.WriteString(w.formatDate(time.Unix(int64(seconds), 0), e.text("format"), reader))
		case "link":
			out.WriteString(strings.TrimSpace(e.text("text") + " <" + e.text("url") + ">"))
		default:
			out.WriteString(e.text("text"))
		}
	}
	return out.String()
}
