package files

import (
	"bytes"
	"cmp"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
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

// readTable reads CSV as programs and spreadsheets write it: with commas,
// semicolons or tabs, and the given columns in any order. Those that are
// required must be there. The error says why the table cannot be read.
func readTable(r io.Reader, columns []string, required ...string) ([]tableLine, error) {
	data, err := io.ReadAll(io.LimitReader(r, tableMax+1))
	switch {
	case err != nil:
		return nil, err
	case len(data) > tableMax:
		return nil, errors.New("it is larger than 16 MiB")
	case hasLongLine(data):
		return nil, errLongLine
	case !utf8.Valid(data):
		return nil, errors.New("it is not UTF-8 text; save it as “CSV UTF-8”")
	}
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	table := csv.NewReader(bytes.NewReader(data))
	table.Comma = separator(data)
	table.FieldsPerRecord = -1
	header, err := table.Read()
	if errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("it is empty; its first line names the columns, %s at least", strings.Join(required, " and "))
	} else if err != nil {
		return nil, err
	}
	if err := checkHeader(header, columns, required); err != nil {
		return nil, err
	}
	return readLines(table, header)
}

// separator is whichever of the usual ones is most frequent in the header.
func separator(data []byte) rune {
	header, _, _ := bytes.Cut(data, []byte("\n"))
	return slices.MaxFunc([]rune{',', ';', '\t'}, func(a, b rune) int {
		return cmp.Compare(bytes.Count(header, []byte(string(a))), bytes.Count(header, []byte(string(b))))
	})
}

// checkHeader puts the names of columns into the form they are known by.
func checkHeader(header, columns, required []string) error {
	for i, cell := range header {
		name := strings.ReplaceAll(strings.ToLower(strings.TrimSpace(cell)), " ", "_")
		switch {
		case name == "":
			return fmt.Errorf("its column %d has no name; name it or take it out", i+1)
		case !slices.Contains(columns, name):
			return fmt.Errorf("“%s” is not a column.%s", name, instead(name, columns))
		case slices.Contains(header[:i], name):
			return fmt.Errorf("it has two columns “%s”; keep one", name)
		}
		header[i] = name
	}
	for _, name := range required {
		if !slices.Contains(header, name) {
			return fmt.Errorf("it has no column “%s”; add one", name)
		}
	}
	return nil
}

func readLines(table *csv.Reader, header []string) ([]tableLine, error) {
	var lines []tableLine
	for {
		cells, err := table.Read()
		if errors.Is(err, io.EOF) {
			return lines, nil
		} else if err != nil {
			return nil, err
		}
		if strings.TrimSpace(strings.Join(cells, "")) == "" {
			continue // spreadsheets write rows of nothing
		}
		line := tableLine{cells: make(map[string]string, len(header)), found: len(cells), wanted: len(header)}
		line.line, _ = table.FieldPos(0)
		if long := slices.IndexFunc(cells, func(cell string) bool { return utf8.RuneCountInString(cell) > cellMax }); long >= 0 {
			return nil, fmt.Errorf("line %d has a cell of more than %d characters; check its quotes", line.line, cellMax)
		}
		if len(lines) == rowsMost {
			return nil, fmt.Errorf("it has more than %d rows", rowsMost)
		}
		for i, cell := range cells[:min(len(cells), len(header))] {
			line.cells[header[i]] = strings.TrimSpace(cell)
		}
		lines = append(lines, line)
	}
}

// rowFaults collects what is wrong with the rows of a table.
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

// date reads a cell; an empty one is no date.
func (f *rowFaults) date(t tableLine, column string) cadence.Date {
	if t.cells[column] == "" {
		return 0
	}
	d, err := cadence.ParseDate(t.cells[column])
	if err != nil {
		f.fault(t.line, "In %s, %v.", column, err)
	}
	return d
}

// inOrder returns the faults in the file's order, a hundred at most.
func (f *rowFaults) inOrder() []Fault {
	slices.SortStableFunc(f.faults, func(a, b Fault) int { return cmp.Compare(a.Line, b.Line) })
	return few(f.faults, func(n int) Fault { return Fault{Line: f.faults[faultsMost].Line, Text: andMore(n)} })
}
