package practice_test

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"pgregory.net/rapid"

	"coach/files"
	"coach/practice"
)

func TestNamesAreWashed(t *testing.T) {
	for name, want := range map[string]string{
		"Ana Lima":                      "Ana Lima",
		"  Ana \t Lima\r\n":             "Ana Lima",
		"Ana\u202egnp.exe":              "Anagnp.exe",
		"Ana\x00\x1b[31m Lima":          "Ana [31m Lima",
		"\u2066Ana\u2069\u200f":         "Ana",
		"שרה כהן":                       "שרה כהן",
		"José\u0301":                    "José\u0301",
		"👩\u200d👩\u200d👧 Ana":           "👩\u200d👩\u200d👧 Ana", // a family is joined by a character without width
		strings.Repeat("ä", 200):        strings.Repeat("ä", 80),
		strings.Repeat("Ana Maria ", 9): strings.TrimSpace(strings.Repeat("Ana Maria ", 8)),
		"\u202e\u2028":                  "",
	} {
		if got := practice.CleanName(name); got != want {
			t.Errorf("%q becomes %q, want %q", name, got, want)
		}
	}
}

func TestNoNameKeepsWhatTurnsASentenceAround(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		name := rapid.StringOf(rapid.OneOf(rapid.Rune(), rapid.SampledFrom([]rune("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c\u2028\x00\x7f\u0085")))).Draw(r, "name")
		clean := practice.CleanName(name)
		if strings.ContainsFunc(clean, func(c rune) bool {
			return unicode.IsControl(c) || unicode.Is(unicode.Bidi_Control, c) || c == '\u2028' || c == '\u2029'
		}) ||
			utf8.RuneCountInString(clean) > 80 || clean != practice.CleanName(clean) {
			r.Fatalf("%q becomes %q", name, clean)
		}
	})
}

func TestNamesOfAPeopleFileAreWashed(t *testing.T) {
	for _, file := range []string{"email,name\nana@example.com,\"Ana\u202e\tLima\"\n", "email,first name,last name\nana@example.com,\"Ana\u202e\tLima\",\n"} {
		read, err := files.ParsePeople([]byte(file), "", nil)
		if err != nil || len(read.Faults) > 0 || read.Rows[0].Name != "Ana Lima" {
			t.Errorf("%q: %+v, %v", file, read, err)
		}
	}
}
