package sandbox

import (
	"fmt"
	"slices"
)

// Limits of charts and tables.
const (
	maxCharts         = 2 // in a message
	maxSeries         = 6 // or slices of a pie
	maxPoints         = 20
	maxTables         = 1 // in a message
	maxTableRows      = 100
	maxTableColumns   = 20
	maxTableText      = 10_000
	maxDataTableRows  = 200 // below the header
	maxDataTableText  = 20_000
	maxDataTablePages = 100
)

// chart checks a data_visualization block.
func (c *checker) chart(at string, b object) {
	if c.charts++; c.charts > maxCharts {
		c.complain(at, "no more than %d blocks of type data_visualization allowed", maxCharts)
	}
	c.str(at, b, "title", 50, true)
	chart := b.object("chart")
	at += "/chart"
	switch chart.text("type") {
	case "pie":
		for i, v := range c.list(at, chart, "segments", 1, maxSeries) {
			place, segment := fmt.Sprintf("%s/segments/%d", at, i), asObject(v)
			c.str(place, segment, "label", 20, true)
			if n, ok := segment["value"].(float64); !ok || n <= 0 {
				c.complain(place+"/value", "must be more than 0")
			}
		}
	case "bar", "line", "area":
		c.series(at, chart, c.axis(at+"/axis_config", chart.object("axis_config")))
	default:
		c.complain(at+"/type", "must be a valid enum value")
	}
}

// axis checks the axes of a chart and returns its categories.
func (c *checker) axis(at string, axis object) []string {
	c.str(at, axis, "x_label", 50, false)
	c.str(at, axis, "y_label", 50, false)
	var categories []string
	for i, v := range c.list(at, axis, "categories", 1, maxPoints) {
		place := fmt.Sprintf("%s/categories/%d", at, i)
		name, _ := v.(string)
		switch {
		case name == "":
			c.complain(place, "must be more than 0 characters")
		case slices.Contains(categories, name):
			c.complain(place, "must be unique")
		}
		c.atMost(place, name, 20)
		categories = append(categories, name)
	}
	return categories
}

// series checks that each series has a name of its own and exactly one point per
// category.
func (c *checker) series(at string, chart object, categories []string) {
	var names []string
	for i, v := range c.list(at, chart, "series", 1, maxSeries) {
		place, s := fmt.Sprintf("%s/series/%d", at, i), asObject(v)
		c.str(place, s, "name", 20, true)
		if slices.Contains(names, s.text("name")) {
			c.complain(place+"/name", "must be unique")
		}
		names = append(names, s.text("name"))
		var labels []string
		for j, v := range c.list(place, s, "data", 1, maxPoints) {
			point := asObject(v)
			labels = append(labels, point.text("label"))
			if _, ok := point["value"].(float64); !ok {
				c.complain(fmt.Sprintf("%s/data/%d/value", place, j), "must provide a number")
			}
		}
		if !sameSet(labels, categories) {
			c.complain(place+"/data", "must have exactly one point for each category")
		}
	}
}

func sameSet(a, b []string) bool {
	return slices.Equal(slices.Sorted(slices.Values(a)), slices.Sorted(slices.Values(b)))
}

func (c *checker) table(at string, b object) {
	if c.tables++; c.tables > maxTables && c.surface == onMessage {
		c.complain(at, "no more than %d blocks of type table allowed", maxTables)
	}
	c.rows(at, b, 1, maxTableRows, maxTableText, []string{"raw_text", "raw_number", "rich_text"})
	settings, _ := b["column_settings"].([]any)
	c.count(at+"/column_settings", settings, 0, maxTableColumns)
	for i, v := range settings {
		place, setting := fmt.Sprintf("%s/column_settings/%d", at, i), asObject(v)
		if v != nil { // null leaves a column as it is
			c.oneOf(place, setting, "align", []string{"left", "center", "right"}, false)
		}
	}
}

func (c *checker) dataTable(at string, b object) {
	c.str(at, b, "caption", maxDataTableText, true)
	c.rows(at, b, 2, 1+maxDataTableRows, maxDataTableText, []string{"raw_text", "raw_number", "rich_text", "action_cell"})
	all := rows(b)
	if len(all) == 0 {
		return
	}
	for i, cell := range all[0] {
		if cell.text("type") != "raw_text" {
			c.complain(fmt.Sprintf("%s/rows/0/%d", at, i), "a header cell must be raw_text")
		}
	}
	if n, there := b.number("page_size"); there && (n < 1 || n > maxDataTablePages) {
		c.complain(at+"/page_size", "must be between 1 and %d", maxDataTablePages)
	}
	if n, there := b.number("row_header_column_index"); there && (n < 0 || int(n) >= len(all[0])) {
		c.complain(at+"/row_header_column_index", "must be the index of a column")
	}
}

// rows checks the cells of a table and the text in all of them together.
func (c *checker) rows(at string, b object, least, most, text int, kinds []string) {
	list := c.list(at, b, "rows", least, most)
	for i, v := range list {
		place := fmt.Sprintf("%s/rows/%d", at, i)
		row, ok := v.([]any)
		if !ok {
			c.complain(place, "must be an array")
			continue
		}
		c.count(place, row, 1, maxTableColumns)
		for j, cell := range row {
			c.cell(fmt.Sprintf("%s/%d", place, j), asObject(cell), kinds)
		}
	}
	if n := textLength(list); n > text {
		c.complain(at, "no more than %d characters allowed in a table", text)
	}
}

func (c *checker) cell(at string, cell object, kinds []string) {
	kind := cell.text("type")
	if !slices.Contains(kinds, kind) {
		c.complain(at, "unsupported type: %s", kind)
		return
	}
	switch kind {
	case "raw_text":
		c.str(at, cell, "text", maxDataTableText, true)
	case "raw_number":
		if _, ok := cell["value"].(float64); !ok {
			c.complain(at+"/value", "must provide a number")
		}
	case "rich_text":
		c.richText(at, cell)
	case "action_cell":
		if element := cell.object("element"); element.text("type") != "button" {
			c.complain(at+"/element", "must be a button")
		} else {
			c.element(at+"/element", element, "actions")
		}
		if fallback := cell["fallback"]; fallback != nil {
			c.cell(at+"/fallback", asObject(fallback), []string{"raw_text", "raw_number"})
		}
	}
}

// richMembers are what the parts of a rich text must have besides their type.
var richMembers = map[string][]string{
	"broadcast": {"range"},
	"channel":   {"channel_id"},
	"color":     {"value"},
	"date":      {"format"},
	"emoji":     {"name"},
	"link":      {"url"},
	"tag":       {"text"},
	"text":      {"text"},
	"user":      {"user_id"},
	"usergroup": {"usergroup_id"},
}

func (c *checker) richText(at string, b object) {
	for i, v := range c.list(at, b, "elements", 0, maxBlocks) {
		place, e := fmt.Sprintf("%s/elements/%d", at, i), asObject(v)
		switch e.text("type") {
		case "rich_text_section", "rich_text_quote", "rich_text_preformatted":
			c.richSpan(place, e)
		case "rich_text_list":
			c.oneOf(place, e, "style", []string{"bullet", "ordered"}, true)
			for j, item := range c.list(place, e, "elements", 1, maxBlocks) {
				c.richSpan(fmt.Sprintf("%s/elements/%d", place, j), asObject(item))
			}
		default:
			c.complain(place, "unsupported type: %s", e.text("type"))
		}
	}
}

func (c *checker) richSpan(at string, section object) {
	for i, v := range c.list(at, section, "elements", 0, maxBlocks) {
		place, e := fmt.Sprintf("%s/elements/%d", at, i), asObject(v)
		members, ok := richMembers[e.text("type")]
		if !ok {
			c.complain(place, "unsupported type: %s", e.text("type"))
			continue
		}
		for _, member := range members {
			c.str(place, e, member, maxBlocks, true)
		}
	}
}
