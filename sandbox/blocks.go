package sandbox

import "iter"

// A control is an interactive element and the block it is in.
type control struct {
	block, element object
}

// controls walks the interactive elements of blocks from top to bottom.
func controls(blocks []object) iter.Seq[control] {
	return func(yield func(control) bool) {
		for b := range unfolded(blocks) {
			for _, e := range elements(b) {
				if e.text("type") != "image" && !yield(control{b, e}) {
					return
				}
			}
		}
	}
}

// unfolded walks blocks from top to bottom, each container before the blocks in
// it.
func unfolded(blocks []object) iter.Seq[object] {
	return func(yield func(object) bool) {
		for _, b := range blocks {
			if !yield(b) {
				return
			}
			for _, child := range b.objects("child_blocks") {
				if !yield(child) {
					return
				}
			}
		}
	}
}

func elements(block object) []object {
	switch block.text("type") {
	case "section":
		if e := block.object("accessory"); e != nil {
			return []object{e}
		}
	case "actions":
		return block.objects("elements")
	case "input":
		return []object{block.object("element")}
	case "data_table":
		var buttons []object
		for _, cell := range cells(block) {
			if cell.text("type") == "action_cell" {
				buttons = append(buttons, cell.object("element"))
			}
		}
		return buttons
	}
	return nil
}

// rows are the rows of a table or data_table block.
func rows(block object) [][]object {
	var out [][]object
	list, _ := block["rows"].([]any)
	for _, row := range list {
		out = append(out, asObjects(row))
	}
	return out
}

func cells(block object) []object {
	var out []object
	for _, row := range rows(block) {
		out = append(out, row...)
	}
	return out
}

// identify gives every block and element without an ID one, as Slack does.
func (w *Workspace) identify(blocks []object) {
	for b := range unfolded(blocks) {
		if b.text("block_id") == "" {
			b["block_id"] = w.serial("block.")
		}
	}
	for c := range controls(blocks) {
		if c.element.text("action_id") == "" {
			c.element["action_id"] = w.serial("action.")
		}
	}
}

// choices are the options of a select, radio, checkbox or overflow element, its
// groups flattened.
func choices(element object) []object {
	options := element.objects("options")
	for _, group := range element.objects("option_groups") {
		options = append(options, group.objects("options")...)
	}
	return options
}

// action is what a payload says about the element a person used.
func (c control) action(value object, ts string) object {
	out := object{"type": c.element["type"], "action_id": c.element["action_id"], "block_id": c.block["block_id"], "action_ts": ts}
	for _, member := range []string{"text", "value", "style", "url", "placeholder"} {
		if v, ok := c.element[member]; ok && c.element.text("type") == "button" {
			out[member] = v
		}
	}
	for member, v := range value {
		out[member] = v
	}
	return out
}
