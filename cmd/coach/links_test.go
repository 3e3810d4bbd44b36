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

// Whoever follows a link of a page arrives somewhere.
func TestEveryLinkOfThePagesLeadsSomewhere(t *testing.T) {
	followed := 0
	for path, page := range pages(t) {
		for _, link := range pageLink.FindAllStringSubmatch(fencedCode.ReplaceAllString(page, ""), -1) {
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
	if followed < 100 {
		t.Errorf("only %d links are followed", followed)
	}
}

// Each page of docs is one click from the README.
func TestTheReadmeLinksToEveryPage(t *testing.T) {
	all := pages(t)
	for path := range all {
		name := strings.TrimPrefix(path, "../../")
		if name != "README.md" && !strings.Contains(all["../../README.md"], "]("+name) {
			t.Errorf("the README doesn't link to %s", name)
		}
	}
}
