package files

import (
	"fmt"
	"strings"
	"testing"
)

// Files on which the parser would work for minutes are refused before it sees
// them, at the line where they are too much.
func TestFilesThatWouldTakeForEver(t *testing.T) {
	const many = 1 << 16
	for name, c := range map[string]struct{ file, want string }{
		"empty lines in a text":  {"name: |\n" + strings.Repeat("\n", many), "p.yaml:102:1: There are more empty lines here than a playbook needs. Remove some."},
		"lines of spaces":        {"name: |\n" + strings.Repeat("   \n", many/4), "p.yaml:102:1: There are more empty lines here than a playbook needs. Remove some."},
		"keys":                   {strings.Repeat("a: b\n", many/5), "p.yaml:1001:2: There's more here than a playbook can have in one place."},
		"keys with values below": {strings.Repeat("a:\n - b\n", many/8), "p.yaml:2001:2: There's more here than a playbook can have in one place."},
		"keys of an item":        {"practices:\n- a: b\n" + strings.Repeat("  a: b\n", many/7), "p.yaml:1002:4: There's more here than a playbook can have in one place."},
		"keys with marks":        {strings.Repeat("? a\n: b\n", many/8), "p.yaml:2001:1: There's more here than a playbook can have in one place."},
		"items":                  {strings.Repeat("- a\n", many/4), "p.yaml:10001:1: There's more here than a playbook can have in one place."},
		"items with keys":        {"a:\n" + strings.Repeat("- a:\n", many/5), "p.yaml:10002:1: There's more here than a playbook can have in one place."},
		"colons":                 {strings.Repeat(": ", many/2), "p.yaml:1:65: This is nested deeper than a playbook can be."},
	} {
		if _, err := Load("p.yaml", []byte(c.file)); err == nil || err.Error() != c.want {
			t.Errorf("%s: got %.200v, want %s", name, err, c.want)
		}
	}
}

// BenchmarkLoad reads a playbook of almost 1 MiB, of some 3,000 practices.
func BenchmarkLoad(b *testing.B) {
	var file strings.Builder
	file.WriteString("version: 1\npractices:\n")
	practice := visits[strings.Index(visits, "- key"):]
	for i := 0; file.Len()+len(practice)+10 < fileMax; i++ {
		file.WriteString(strings.Replace(practice, "key: visit", "key: visit_"+strings.Repeat("a", i/500)+string(rune('a'+i%25))+string(rune('a'+i/25%20)), 1))
	}
	b.SetBytes(int64(file.Len()))
	b.ReportAllocs()
	for b.Loop() {
		if _, _, err := LoadWritten("p.yaml", []byte(file.String()), ""); err != nil {
			b.Fatalf("%.300v", err)
		}
	}
}

// BenchmarkParsePeople reads the people file of a company of 10,000.
func BenchmarkParsePeople(b *testing.B) {
	file := []byte(companyFile(10_000))
	b.SetBytes(int64(len(file)))
	b.ReportAllocs()
	for b.Loop() {
		if read, err := ParsePeople(file, "", nil); err != nil || len(read.Faults) > 0 || len(read.Rows) != 10_000 {
			b.Fatalf("%d rows, %.300v, %v", len(read.Rows), read.Faults, err)
		}
	}
}

// companyFile returns a people file in which each tenth person leads nine.
func companyFile(size int) string {
	var b strings.Builder
	b.WriteString("email,name,manager_email,time_zone,start_on,slack_id\n")
	for i := range size {
		manager := ""
		if i > 0 {
			manager = fmt.Sprintf("person%d@example.com", (i-1)/9)
		}
		fmt.Fprintf(&b, "person%d@example.com,Person Né %d,%s,Europe/London,2026-01-%02d,U%06d\n", i, i, manager, 1+i%28, i)
	}
	return b.String()
}
