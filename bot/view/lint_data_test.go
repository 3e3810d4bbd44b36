package view_test

import "slices"

// fold holds a container to Slack's limits, and to the types of block that it
// takes.
func (l *linter) fold(b node) {
	l.Helper()
	l.folds++
	l.text(b.child("title"), 150)
	blocks := b.children("child_blocks")
	if len(blocks) < 1 || len(blocks) > 10 || b.str("block_id") == "" {
		l.fail("a fold %s of %d blocks", b.str("block_id"), len(blocks))
	}
	for _, child := range blocks {
		if !slices.Contains([]string{"section", "context", "actions", "divider", "header", "image", "table"}, child.str("type")) {
			l.fail("a %s in a fold", child.str("type"))
		}
		l.block(child)
	}
}

// lineChart holds a chart to Slack's limits: a title, at most 20 points, and
// for every category one point of each of at most six series.
func (l *linter) lineChart(b node) {
	l.Helper()
	if l.charts++; l.charts > 2 {
		l.fail("%d charts in a message", l.charts)
	}
	l.within("title", b.str("title"), 1, 50)
	chart := b.child("chart")
	axes := chart.child("axis_config")
	l.within("x_label", axes.str("x_label"), 1, 50)
	l.within("y_label", axes.str("y_label"), 1, 50)
	categories, _ := axes["categories"].([]any)
	names := map[string]bool{}
	for _, series := range chart.children("series") {
		l.within("name", series.str("name"), 1, 20)
		names[series.str("name")] = true
		points := series.children("data")
		if len(points) < 1 || len(points) > 20 || len(points) != len(categories) {
			l.fail("%d points for %d categories", len(points), len(categories))
			continue
		}
		for i, p := range points {
			if l.within("label", p.str("label"), 1, 20); p.str("label") != categories[i] {
				l.fail("the point %q stands at %v", p.str("label"), categories[i])
			}
		}
	}
	if n := len(chart.children("series")); chart.str("type") != "line" || n < 1 || n > 6 || n != len(names) {
		l.fail("a %s chart of %d series", chart.str("type"), n)
	}
}

// table holds a table to Slack's limits: one a message, 100 rows of at most 20
// cells, none of them empty, and 10,000 characters.
func (l *linter) table(b node) {
	l.Helper()
	if l.tables++; l.tables > 1 {
		l.fail("%d tables in a message", l.tables)
	}
	rows, _ := b["rows"].([]any)
	if len(rows) < 1 || len(rows) > 100 || b.str("block_id") == "" {
		l.fail("a table %s of %d rows", b.str("block_id"), len(rows))
	}
	width, letters := 0, 0
	for i, row := range rows {
		cells := node{"cells": row}.children("cells")
		if i == 0 {
			width = len(cells)
		}
		if len(cells) < 1 || len(cells) > 20 || len(cells) != width {
			l.fail("%d cells in row %d of a table of %d columns", len(cells), i, width)
		}
		for _, cell := range cells {
			l.within("cell", cell.str("text"), 1, 3000)
			letters += runes(cell.str("text"))
			if cell.str("type") != "raw_text" {
				l.fail("a cell %v", cell)
			}
		}
	}
	if letters > 10_000 {
		l.fail("%d characters in a table", letters)
	}
	for _, column := range b.children("column_settings") {
		if !slices.Contains([]string{"left", "center", "right"}, column.str("align")) {
			l.fail("a column %v", column)
		}
	}
}
