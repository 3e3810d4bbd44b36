package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// One person's own file comes with a page to read, which nobody's words can
// break, and for their eyes alone. That it was made is recorded.
func TestAPersonsOwnFileComesWithAPage(t *testing.T) {
	folder := t.TempDir()
	db, file := filepath.Join(folder, "coach.db"), filepath.Join(folder, "ana.jsonl")
	words := strings.Replace(contents(t, exchangeFile), "Asked about the budget early", `<script>alert(1)</script> \"שלום\"`, 1)
	var said bytes.Buffer
	if err := (restoreCommand{File: "-", DB: db}).restore(t.Context(), strings.NewReader(words), &said); err != nil {
		t.Fatal(err)
	}
	if err := (exportCommand{File: file, About: "Dana@X.test", DB: db}).Run(t.Context()); err != nil {
		t.Fatal(err)
	}
	page := contents(t, file+".html")
	for _, has := range []string{"What coach knows about Dana", "&lt;script&gt;alert(1)&lt;/script&gt; &#34;שלום&#34;", "Observation, with Ana", "4 March 2026", "by 12 March 2026", "Which accounts to keep"} {
		if !strings.Contains(page, has) {
			t.Errorf("the page lacks %s:\n%s", has, page)
		}
	}
	if strings.Contains(page, "<script") {
		t.Error("somebody's words are markup")
	}
	for _, name := range []string{file, file + ".html"} {
		if info, err := os.Stat(name); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s can be read by others: %v", name, err)
		}
	}
	if err := (exportCommand{File: filepath.Join(folder, "lawful.jsonl"), About: "dana@x.test", Lawful: true, DB: db}).Run(t.Context()); err != nil {
		t.Fatal(err)
	}
	var all bytes.Buffer
	if err := (exportCommand{DB: db}).exportTo(t.Context(), &all, time.Now()); err != nil {
		t.Fatal(err)
	}
	for _, has := range []string{`"deed":"exported","detail":"person 2"}`, `"deed":"exported","detail":"person 2, with private answers about them"}`} {
		if !strings.Contains(all.String(), has) {
			t.Errorf("the audit lacks %s", has)
		}
	}
}

// What cannot be is said in a sentence, and no file is left behind.
func TestAPersonsOwnFileThatCannotBe(t *testing.T) {
	folder := t.TempDir()
	db, file := filepath.Join(folder, "coach.db"), filepath.Join(folder, "file")
	var said bytes.Buffer
	if err := (restoreCommand{File: exchangeFile, DB: db}).restore(t.Context(), strings.NewReader(contents(t, exchangeFile)), &said); err != nil {
		t.Fatal(err)
	}
	for want, c := range map[string]exportCommand{
		"Coach knows nobody with the email who@x.test": {About: "who@x.test"},
		"Name the person with --about":                 {Lawful: true},
	} {
		c.DB, c.File = db, file
		if err := c.Run(t.Context()); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("it says %v, want %s", err, want)
		}
	}
	if left, _ := filepath.Glob(file + "*"); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}
