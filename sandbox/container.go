package sandbox

import (
	"fmt"
	"slices"
)

// maxChildBlocks is how many blocks a container can hold.
const maxChildBlocks = 10

// childBlocks are the types of block that a container can hold.
var childBlocks = []string{"actions", "context", "divider", "header", "image", "section", "table"}

// container checks a container but for the blocks in it.
func (c *checker) container(at string, b object) {
	c.text(at, b, "title", textRule{max: 150, plain: true, required: true})
	c.text(at, b, "subtitle", textRule{max: 150})
	if b.flag("default_collapsed") && !b.flag("is_collapsible") {
		c.complain(at+"/default_collapsed", "requires is_collapsible")
	}
}

// children checks the blocks in a container.
func (c *checker) children(at string, b object) {
	at += "/child_blocks"
	list, ok := b["child_blocks"].([]any)
	if !ok {
		c.complain(at, "missing required field: child_blocks")
	}
	c.count(at, list, 1, maxChildBlocks)
	for i, v := range list {
		place, child := fmt.Sprintf("%s/%d", at, i), asObject(v)
		if kind := child.text("type"); child != nil && !slices.Contains(childBlocks, kind) {
			c.complain(place, "unsupported type: %s in a container", kind)
			continue
		}
		c.block(place, child)
	}
}

// Collapsed says whether a container shows only its title at first.
func (p part) Collapsed() bool { return p.o.flag("default_collapsed") }

// Children are the blocks in a container.
func (p part) Children() []part { return p.on.parts(p.o.objects("child_blocks")) }

// FoldID is unique to a container on the page, and stays while its block ID
// does.
func (p part) FoldID() string { return p.on.id + "/" + p.o.text("block_id") }

// drawContainer is the title of a container and below it, indented, the blocks
// in it.
func (w *Workspace) drawContainer(b object, state map[fieldKey]object, reader *User) []string {
	lines := []string{"▸ " + w.textOf(b.object("title"), reader)}
	if subtitle := b.object("subtitle"); subtitle != nil {
		lines[0] += " (" + w.textOf(subtitle, reader) + ")"
	}
	for _, line := range w.drawBlocks(b.objects("child_blocks"), state, reader) {
		lines = append(lines, "  "+line)
	}
	return lines
}
