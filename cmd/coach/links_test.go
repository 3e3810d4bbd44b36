package main

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

var (
	pageLink    = regexp.MustCompile(`\]\(([^)\s]+)\)`)
	pageHeading = regexp.MustCompile(`(?m)^#+ (.*)$`)
	fencedCode  = regexp.MustCompile("(?ms)^ *```.*?^ *```")
)

// anchors are the names under which a page's headings can be linked to.
func anchors(page []byte) (names []string) {
	for _, heading := range pageHeading.FindAllStringSubmatch(fencedCode.ReplaceAllString(string(page), ""), -1) {
		names = append(names, strings.Map(func(r rune) rune {
			switch {
			case r == ' ':
				return '-'
			case r == '-' || r == '_' || r >= 'a' && r <= 'z' || r >= '0' && r <= '9':
				return r
			}
			return -1
		}, strings.ToLower(heading[1])))
	}
	return names
}

// Whoever follows a link of the README or of a page of docs arrives somewhere.
func TestEveryLinkOfThePagesLeadsSomewhere(t *testing.T) {
	pages, err := filepath.Glob("../../docs/*.md")
	if err != nil {
		t.Fatal(err)
	}
	followed := 0
	for _, path := range append(pages, "../../README.md", "../../ARCHITECTURE.md", "../../CONTRIBUTING.md", "../../SECURITY.md", "../../CHANGELOG.md") {
		page, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for _, link := range pageLink.FindAllStringSubmatch(string(page), -1) {
			file, anchor, _ := strings.Cut(link[1], "#")
			if strings.Contains(file, "://") {
				continue
			}
			followed++
			to := path
			if file != "" {
				to = filepath.Join(filepath.Dir(path), file)
			}
			there, err := os.Stat(to)
			if err != nil {
				t.Errorf("%s links to %s, which isn't there", path, link[1])
				continue
			}
			if anchor == "" || there.IsDir() {
				continue
			}
			target, err := os.ReadFile(to)
			if err != nil {
				t.Fatal(err)
			}
			if !slices.Contains(anchors(target), anchor) {
				t.Errorf("%s links to %s, and %s has no such heading", path, link[1], to)
			}
		}
	}
	if followed < 20 {
		t.Errorf("only %d links are followed", followed)
	}
}
