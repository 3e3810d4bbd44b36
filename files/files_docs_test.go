package files

import (
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
)

var quotedTitle = regexp.MustCompile(`“([^”]+)”`)

// Whoever has a file with other titles finds each column on the page, and the
// titles that it names are understood.
func TestThePageHasEveryColumn(t *testing.T) {
	data, err := os.ReadFile("../docs/files.md")
	if err != nil {
		t.Fatal(err)
	}
	page, titles := string(data), 0
	for heading, columns := range map[string][]column{"## People": peopleColumns, "## Leave": leaveColumns} {
		var said, there []string
		for _, c := range columns {
			if c.name != "first_name" && c.name != "last_name" { // which are called so by titles alone
				there = append(there, c.name)
			}
		}
		for line := range strings.Lines(section(t, page, heading)) {
			if !strings.HasPrefix(line, "| `") {
				continue
			}
			names, called := coded(line, 0), strings.Split(line, "|")[2]
			said = append(said, names...)
			for _, title := range quotedTitle.FindAllStringSubmatch(called, -1) {
				titles++
				h := readHeader([]string{title[1]}, columns, nil)
				if got := h.names[0]; !slices.Contains(names, got) && !(names[0] == "name" && strings.HasSuffix(got, "_name")) {
					t.Errorf("“%s” is read as the column %q, and docs/files.md says %v", title[1], got, names)
				}
			}
		}
		if !slices.Equal(said, there) {
			t.Errorf("%s: the columns are %v, and docs/files.md says %v", heading, there, said)
		}
	}
	if titles < 20 {
		t.Errorf("only %d titles are read", titles)
	}
	size := fmt.Sprintf("At most %d MiB, %d,000 rows, and 1,000 characters a cell; %d faults are told.", tableMax>>20, rowsMost/1000, faultsMost)
	if !strings.Contains(page, size) || cellMax != 1000 {
		t.Errorf("docs/files.md does not say: %s", size)
	}
}
