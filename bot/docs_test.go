package bot

import (
	"os"
	"strings"
	"testing"
)

// Whoever looks for something to type finds it in the README.
func TestTheReadmeHasEveryCommandThatCanBeTyped(t *testing.T) {
	readme, err := os.ReadFile("../README.md")
	if err != nil {
		t.Fatal(err)
	}
	listed := 0
	for line := range strings.Lines(string(readme)) {
		if strings.HasPrefix(line, "| `/coach") {
			listed++
		}
	}
	typed := 0
	for _, r := range (&Bot{}).table() {
		if r.usage == "" {
			continue
		}
		typed++
		if row := "\n| `" + strings.ReplaceAll(r.usage, "|", `\|`) + "` | "; !strings.Contains(string(readme), row) {
			t.Errorf("the README is without %s", r.usage)
		}
	}
	if listed != typed {
		t.Errorf("the README lists %d commands to type, and there are %d", listed, typed)
	}
}
