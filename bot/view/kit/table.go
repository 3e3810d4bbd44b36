package kit

import "github.com/slack-go/slack"

// Slack's limits of a table. A cell has far fewer characters, so that all rows
// together stay below the 10,000 that a table may have.
const (
	MaxRows = 100
	maxCell = 40
)

// Table is a table that nobody can sort, the first row of which is its header.
// So many of its columns have words, and those after them numbers. It has room
// for [MaxRows] rows, and a message for one table.
func Table(id string, words int, rows [][]string) slack.Block {
	table := slack.NewTableBlock(id)
	for i, row := range rows[:min(len(rows), MaxRows)] {
		var cells []slack.TableCell
		for j, cell := range row {
			cells = append(cells, slack.NewTableRawTextCell(Shorten(cell, maxCell)))
			if i > 0 {
				continue
			}
			setting := slack.ColumnSetting{Align: slack.ColumnAlignmentRight}
			if j < words {
				setting = slack.ColumnSetting{Align: slack.ColumnAlignmentLeft, IsWrapped: true}
			}
			table.ColumnSettings = append(table.ColumnSettings, setting)
		}
		table.AddRow(cells...)
	}
	return table
}
