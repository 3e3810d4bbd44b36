package files

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"coach/cadence"
)

// tableMax is the largest table, in bytes: some hundred thousand lines.
const tableMax = 16 << 20

// A tableLine is a line of a table, its cells by column.
type tableLine struct {
	line          int
	cells         map[string]string
	found, wanted int // how many cells it has, and how many columns the table
}

// A table is the lines of a CSV file with the faults and notes about them.
type table struct {
	lines []tableLine
	notes []string
	dates *tableDates
	rowFaults
}

// readTable reads CSV as programs and spreadsheets write it: with commas,
// semicolons, tabs or bars, and the given columns in any order and under any
// of their usual titles. The required columns must be there, and unknown ones
// are passed over. The error explains why the table cannot be read.
func readTable(data []byte, e Encoding, columns []column, required ...string) (*table, error) {
	if len(data) > tableMax {
		return nil, errors.New("it is larger than 16 MiB")
	}
	file, err := ReadText(data, e)
	if err != nil {
		return nil, err
	}
	if hasLongLine([]byte(file.Text)) {
		return nil, errLongLine
	}
	cells := newCellReader(file.Text)
	if strings.TrimSpace(cells.rest) == "" {
		return nil, fmt.Errorf("it is empty. Its first line should name the columns, at least %s", strings.Join(required, " and "))
	}
	titles, _, ok := cells.row()
	if !ok {
		return nil, errors.New("the quotes in its first line don't match. Fix them")
	}
	h := readHeader(titles, columns, required)
	if len(h.wrong) > 0 {
		return nil, errors.New(strings.Join(h.wrong, "; "))
	}
	t := &table{notes: file.Notes}
	if note := h.note(); note != "" {
		t.notes = append(t.notes, note)
	}
	return t, t.read(cells, h)
}

// read reads the lines below the header. The error explains why the file
// cannot be a table at all.
func (t *table) read(cells *cellReader, h header) error {
	var guarded lineList
	for cells.rest != "" {
		row, at, ok := cells.row()
		if !ok {
			t.fault(at, "Its quotes don't match. If a cell contains quotes, put the whole cell in quotes and double the ones inside, as in \"Carla \"\"CJ\"\" Stone\".")
			continue
		}
		for i := range row {
			if row[i] = tidyCell(row[i]); utf8.RuneCountInString(row[i]) > cellMax {
				return fmt.Errorf("line %d has a cell of more than %d characters. Check its quotes", at, cellMax)
			}
		}
		for len(row) > h.titled && row[len(row)-1] == "" {
			row = row[:len(row)-1] // a separator at the end of the line
		}
		if strings.Join(row, "") == "" {
			continue // spreadsheets write rows of nothing
		}
		if len(t.lines) == rowsMost {
			return fmt.Errorf("it has more than %d rows", rowsMost)
		}
		line := tableLine{line: at, cells: make(map[string]string, len(h.names)), found: len(row), wanted: h.titled}
		if len(row) > h.titled && len(row) <= len(h.names) {
			line.found = h.titled // the others are in columns without a title
		}
		for i, cell := range row[:min(len(row), len(h.names))] {
			bare, guard := withoutGuard(cell)
			if guard {
				guarded.add(at)
			}
			line.cells[h.names[i]] = bare
		}
		delete(line.cells, "")
		t.lines = append(t.lines, line)
	}
	if len(guarded) > 0 {
		t.notes = append(t.notes, "Took the quote marks off cells in "+guarded.String()+".")
	}
	return nil
}

// tidyCell returns a cell without the spaces around it, and with ordinary ones
// inside.
func tidyCell(cell string) string {
	return strings.TrimSpace(noBreakSpaces.Replace(cell))
}

var noBreakSpaces = strings.NewReplacer("\u00a0", " ", "\u2007", " ", "\u202f", " ")

// withoutGuard removes the marks that programs put around a cell to make a
// spreadsheet take it for text: an apostrophe before it, or ="…". Names such
// as 't Hooft and 's Graeuwen begin with an apostrophe of their own.
func withoutGuard(cell string) (bare string, guarded bool) {
	if inner, is := strings.CutPrefix(cell, `="`); is && strings.HasSuffix(inner, `"`) {
		return strings.TrimSpace(strings.TrimSuffix(inner, `"`)), true
	}
	for _, mark := range []string{"'", "‘", "’", "`"} {
		rest, is := strings.CutPrefix(cell, mark)
		if !is || dutch(rest) {
			continue
		}
		return strings.TrimSpace(strings.TrimSuffix(rest, mark)), true
	}
	return cell, false
}

// dutch reports whether a single small letter follows the apostrophe, as in
// the Dutch name 't Hooft.
func dutch(rest string) bool {
	return len(rest) > 1 && strings.IndexByte("tsnk", rest[0]) >= 0 && (rest[1] == ' ' || rest[1] == '-')
}

// optional returns a cell, empty where its words mean that there is nothing.
func (t tableLine) optional(column string) string {
	switch cell := t.cells[column]; strings.ToLower(cell) {
	case "-", "–", "—", "n/a", "#n/a", "null", "none", "nil", "(blank)":
		return ""
	default:
		return cell
	}
}

// email reads an address as people and programs write it: Ana Lima
// <ana@example.com>, or mailto:ana@example.com;
func (t tableLine) email(column string) string {
	address := strings.ToLower(t.optional(column))
	if _, after, is := strings.Cut(address, "<"); is && strings.HasSuffix(after, ">") {
		address = strings.TrimSuffix(after, ">")
	}
	return strings.TrimSpace(strings.TrimRight(strings.TrimPrefix(address, "mailto:"), ",;."))
}

// The rowFaults are the faults in the rows of a table.
type rowFaults struct{ faults []Fault }

func (f *rowFaults) fault(line int, format string, args ...any) {
	f.faults = append(f.faults, Fault{Line: line, Text: fmt.Sprintf(format, args...)})
}

// complete checks that a line has a cell for each column.
func (f *rowFaults) complete(t tableLine) {
	if t.found != t.wanted {
		f.fault(t.line, "It has %d cells, but there are %d columns. Check its separators and quotes.", t.found, t.wanted)
	}
}

// date reads a date from a cell; no date where it is empty, or where its words
// mean that there is none.
func (t *table) date(l tableLine, column string) cadence.Date {
	text := l.cells[column]
	if isNoDate(text) {
		return 0
	}
	switch dates := t.dates.read(text); len(dates) {
	case 1:
		return dates[0]
	case 0:
		_, err := cadence.ParseDate(text)
		t.fault(l.line, "In %s, %v.", column, err)
	default:
		t.dates.ambiguous = append(t.dates.ambiguous, tableCell{l.line, text})
	}
	return 0
}

// lastDay reads the last day of a span from a cell. Programs write a day such
// as 31 December 9999 for no last day; it is read as no date.
func (t *table) lastDay(l tableLine, column string) cadence.Date {
	d := t.date(l, column)
	if never := cadence.NewDate(2900, 1, 1); d >= never {
		return 0
	}
	return d
}

// wrong returns the number of faults in the rows read so far.
func (t *table) wrong() int { return len(t.faults) + len(t.dates.ambiguous) }

// close adds the faults and notes about the table as a whole.
func (t *table) close() {
	t.notes = t.dates.tell(&t.rowFaults, t.notes)
}

// inOrder returns the faults in the file's order, a hundred at most.
func (f *rowFaults) inOrder() []Fault {
	slices.SortStableFunc(f.faults, func(a, b Fault) int { return cmp.Compare(a.Line, b.Line) })
	return few(f.faults, func(n int) Fault { return Fault{Line: f.faults[faultsMost].Line, Text: andMore(n)} })
}
