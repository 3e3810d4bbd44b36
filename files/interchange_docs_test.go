package files

import (
	"os"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// People write tools by the page about the format, so it has every key of every
// kind in its order.
func TestThePageHasEveryKeyInItsOrder(t *testing.T) {
	page, err := os.ReadFile("../docs/interchange.md")
	if err != nil {
		t.Fatal(err)
	}
	row := regexp.MustCompile("(?m)^\\| `([a-z_]+)` \\|")
	var kinds []string
	for _, section := range strings.Split(string(page), "\n### ")[1:] {
		name, text, _ := strings.Cut(section, "\n")
		kind, known := lineKinds[name]
		if !known {
			t.Errorf("%s is no kind", name)
			continue
		}
		kinds = append(kinds, name)
		table, _, _ := strings.Cut(text, "\n\nAn answer") // the types of answers have a table of their own
		var keys []string
		for _, found := range row.FindAllStringSubmatch(table, -1) {
			keys = append(keys, found[1])
		}
		if want := layoutOf(kind.of).keys; !slices.Equal(keys, want) {
			t.Errorf("%s has the keys %v, and the page says %v", name, want, keys)
		}
	}
	for i, kind := range interchangeKinds {
		if i >= len(kinds) || kinds[i] != kind.Kind() {
			t.Errorf("%s is not the %d. kind of the page", reflect.TypeOf(kind), i+1)
		}
	}
}
