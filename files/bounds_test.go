package files

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"coach/cadence"
)

// lines returns n lines.
func lines(n int, line func(i int) string) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(line(i))
	}
	return b.String()
}

// A file that would take too much time or memory is refused before it is read.
func TestAFileThatIsNoTableIsRefused(t *testing.T) {
	for name, test := range map[string]struct{ file, says string }{
		"too large":       {"email\n" + strings.Repeat("ana@example.com\n", tableMax/16), "larger than 16 MiB"},
		"a long line":     {"email\n" + strings.Repeat(",", lineMax+1), "a line of more than 64 KiB"},
		"a long cell":     {"email,name\nana@example.com,\"" + strings.Repeat("Ana\n", cellMax) + "\"\n", "line 2 has a cell of more than 1000 characters"},
		"too many rows":   {"email\n" + lines(rowsMost+1, func(i int) string { return fmt.Sprintf("a%d@b.c\n", i) }), "more than 200000 rows"},
		"a tangled chain": {"email,manager_email,start_on\n" + lines(20_000, tangled), "too deep and change too often"},
	} {
		t.Run(name, func(t *testing.T) {
			if read, err := ParsePeople([]byte(test.file), "", nil); err == nil || !strings.Contains(err.Error(), test.says) || read.Rows != nil {
				t.Errorf("%d rows, %v", len(read.Rows), err)
			}
		})
	}
}

// tangled returns a row of a chain of people each of whom begins on another
// day.
func tangled(i int) string {
	if i == 0 {
		return "p0@example.com,,\n"
	}
	return fmt.Sprintf("p%d@example.com,p%d@example.com,%s\n", i, i-1, cadence.NewDate(2026, 1, 1)-20_000+cadence.Date(i))
}

func TestNoMoreThanAHundredFaultsAreTold(t *testing.T) {
	read, err := ParsePeople([]byte("email\n"+strings.Repeat("nobody\n", 5000)), "", nil)
	faults := read.Faults
	if err != nil || len(faults) != faultsMost+1 || faults[faultsMost].Text != "And 4900 more. Fix these first." {
		t.Errorf("%d faults, the last %v, %v", len(faults), faults[len(faults)-1], err)
	}
	_, err = Load("p.yaml", []byte("practices: []\n"+lines(keysMax-1, func(i int) string { return fmt.Sprintf("key%d: 1\n", i) })))
	if told, _ := errors.AsType[Faults](err); len(told) != faultsMost+1 {
		t.Errorf("%d faults of a playbook", len(told))
	}
}

func TestAFileThatIsNoPlaybookIsRefusedBeforeItIsParsed(t *testing.T) {
	for name, file := range map[string]string{
		"keys beside each other": lines(allKeysMax+1, func(i int) string { return fmt.Sprintf("k%d: 1\n", i) }),
		"keys of a practice":     "practices:\n- key: a\n" + lines(allKeysMax, func(i int) string { return fmt.Sprintf("  k%d: 1\n", i) }),
		"keys in braces":         "practices: {" + strings.Repeat("a: b, ", allKeysMax) + "}",
		"a chain of colons":      strings.Repeat("a: ", allKeysMax+1),
		"questions":              strings.Repeat("? a\n", allKeysMax+1),
	} {
		if _, err := Load("p.yaml", []byte(file)); err == nil || !strings.Contains(err.Error(), "more than 20000 keys") {
			t.Errorf("%s: %.200v", name, err)
		}
	}
	if _, err := Load("p.yaml", []byte(strings.Repeat("---\na\n", docsMax+1))); err == nil || !strings.Contains(err.Error(), "Another document starts here") {
		t.Errorf("documents: %v", err)
	}
	if pb := Default(); pb == nil {
		t.Error("our own is refused")
	}
}

// The work of reading a people file grows as the file does.
func TestCirclesAreLookedForInLinearSteps(t *testing.T) {
	steps := func(n int) int {
		f := peopleFile{table: &table{}}
		for i := range n {
			f.rows = append(f.rows, PeopleRow{Line: i + 2, Email: fmt.Sprint("p", i), ManagerEmail: fmt.Sprint("p", i/8-1)})
		}
		f.dropCircles()
		return f.walked
	}
	if few, many := steps(1000), steps(16_000); many > 17*few {
		t.Errorf("sixteen times the people take %d steps instead of %d", many, few)
	}
}
