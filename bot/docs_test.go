package bot

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// Whoever looks for something to type finds it in docs/using.md.
func TestThePageHasEveryCommandThatCanBeTyped(t *testing.T) {
	page, err := os.ReadFile("../docs/using.md")
	if err != nil {
		t.Fatal(err)
	}
	listed := strings.Count(string(page), "\n| `/coach")
	typed := 0
	for _, r := range (&Bot{}).table() {
		if r.usage == "" {
			continue
		}
		typed++
		if row := "\n| `" + strings.ReplaceAll(r.usage, "|", `\|`) + "` | "; !strings.Contains(string(page), row) {
			t.Errorf("docs/using.md is without %s", r.usage)
		}
	}
	if listed != typed {
		t.Errorf("docs/using.md lists %d commands to type, and there are %d", listed, typed)
	}
}

// Whatever any page says to type in Slack can be typed there.
func TestEveryCommandOfThePagesCanBeTyped(t *testing.T) {
	known := Routes()
	inCode := regexp.MustCompile("`/coach ([a-z]+)")
	found := 0
	for _, pattern := range []string{"../*.md", "../docs/*.md"} {
		paths, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		for _, path := range paths {
			page, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			for _, command := range inCode.FindAllStringSubmatch(string(page), -1) {
				found++
				if !slices.Contains(known, "command "+command[1]) {
					t.Errorf("%s says to type /coach %s, which there is not", path, command[1])
				}
			}
		}
	}
	if found < 40 {
		t.Errorf("only %d commands are named", found)
	}
}
