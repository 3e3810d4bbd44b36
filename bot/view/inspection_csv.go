package view

import (
	"encoding/csv"
	"fmt"
	"strings"
	"unicode/utf8"

	"coach/bot/view/kit"
	"coach/practice"
)

// byteOrderMark is the beginning of a file by which spreadsheets know that it is
// in UTF-8. Without it, Excel shows “José” as “JosÃ©”.
const byteOrderMark = "\ufeff"

// filed are the columns of the file: those of the table, in words that need no
// neighbour, and the days. Files of several weeks can be put under each other.
var filed = []string{"Name", "Kind", "Due", "Excused", "Excused by a leader", "Skipped, not counted", "Skipped, counted", "Expected", "On time", "Late", "Not done", "Done rate", "On time rate", "From", "To"}

// InspectFile is the table behind a digest or a report as a CSV file, for its
// reader alone. It has what [InspectTable] shows them, and nothing more.
func InspectFile(f Inspection) kit.Message {
	w := f.Report.Window
	said := f.title() + ", as a table."
	m := kit.NewMessage(said, kit.Line(kit.Bold(said), kit.Text(" Counted now, so it may differ from what you read. I'll delete the file in 24 hours; save it if you need it longer.")))
	if f.Request != "" {
		m.Blocks[0] = kit.Line(kit.Bold(said), kit.Text(" I'll delete the file in 24 hours; save it if you need it longer."))
	}
	m.File = &kit.File{Name: fmt.Sprintf("coach-%s-%s-%s.csv", f.Report.Scope, w.Kind, w.From), Title: f.title(), Content: f.csv()}
	return m
}

// csv is the table as a file.
func (f Inspection) csv() string {
	var file strings.Builder
	file.WriteString(byteOrderMark)
	w := csv.NewWriter(&file)
	w.UseCRLF = true // as the format has it
	write := func(row []string) {
		for i, cell := range row {
			row[i] = harmless(cell)
		}
		_ = w.Write(row) // a builder takes everything
	}
	write(append([]string{}, filed...))
	for _, r := range f.tallies() {
		cells := f.cells(r)
		for i, cell := range cells {
			if cell == noRate {
				cells[i] = "" // an empty cell is left out of sums
			}
		}
		write(append(cells, f.Report.Window.From.String(), f.Report.Window.To.String()))
	}
	w.Flush()
	return file.String()
}

// harmless keeps a spreadsheet from taking a cell for a formula: a person called
// “=HYPERLINK(…)” would have it fetch something. Names have no blanks or marks of
// the writing direction before their first letter.
func harmless(cell string) string {
	if first, _ := utf8.DecodeRuneInString(cell); cell != "" && strings.ContainsRune("=+-@＝＋－＠", first) {
		return "'" + cell
	}
	return cell
}

// FileRefused says that a file does not come, and what to do.
func FileRefused(n practice.FileRefused) kit.Message {
	said := "I couldn't send your file: Slack didn't take it. Try again, and if it happens twice, tell whoever runs coach."
	switch n.Why {
	case practice.FilesFull:
		said = "I couldn't send your file: this workspace has no room left for files. Try again once somebody has made room."
	case practice.FilesOff:
		said = "I couldn't send your file: this workspace doesn't allow such files. An admin of the workspace can change that."
	case practice.FilesUngranted:
		said = "I couldn't send your file: I may not send files in this workspace any more. Whoever manages the Slack app can let me again."
	}
	if n.Own {
		said += " Whoever runs coach can give you your data, too."
	}
	return kit.NewMessage(said, kit.Line(kit.Text(said)))
}
