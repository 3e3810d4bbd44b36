package main

import (
	"os"
	"strings"
	"testing"
)

// The README's transcript is one of a story, with some lines left out.
func TestTheReadmesTranscriptIsAStorys(t *testing.T) {
	_, excerpt, found := strings.Cut(pages(t)["../../README.md"], "```text\n")
	excerpt, after, ends := strings.Cut(excerpt, "```")
	_, after, named := strings.Cut(after, "](stories/testdata/")
	name, _, _ := strings.Cut(after, ")")
	if !found || !ends || !named {
		t.Fatal("the README has no transcript with the story it is from")
	}
	story, err := os.ReadFile("../../stories/testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	rest := string(story)
	for line := range strings.Lines(excerpt) {
		if strings.TrimSpace(line) == "…" {
			continue
		}
		if _, rest, found = strings.Cut(rest, line); !found {
			t.Fatalf("%s does not go on with %q", name, line)
		}
	}
}
