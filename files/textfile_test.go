package files

import (
	"errors"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	encoding "golang.org/x/text/encoding/unicode"
	"golang.org/x/text/encoding/unicode/utf32"
)

// utf16 returns a text in UTF-16, with a mark or without.
func utf16(t *testing.T, text string, order encoding.Endianness, mark encoding.BOMPolicy) []byte {
	t.Helper()
	data, err := encoding.UTF16(order, mark).NewEncoder().Bytes([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func windows(t *testing.T, text string) []byte {
	t.Helper()
	data, err := charmap.Windows1252.NewEncoder().Bytes([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func TestTextFilesOfEveryEncoding(t *testing.T) {
	const text = "email,name\nzoë@example.com,Zoë “Zo” Müller – 太郎\n"
	wide, err := utf32.UTF32(utf32.LittleEndian, utf32.UseBOM).NewEncoder().String(text)
	if err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string][]byte{
		"UTF-8":                         []byte(text),
		"UTF-8 with a mark":             []byte("\ufeff" + text),
		"UTF-16 with a mark":            utf16(t, text, encoding.LittleEndian, encoding.UseBOM),
		"UTF-16 with a mark, other way": utf16(t, text, encoding.BigEndian, encoding.UseBOM),
		"UTF-16 without":                utf16(t, text, encoding.LittleEndian, encoding.IgnoreBOM),
		"UTF-16 without, other way":     utf16(t, text, encoding.BigEndian, encoding.IgnoreBOM),
		"UTF-32 with a mark":            []byte(wide),
		"lines of Windows":              []byte(strings.ReplaceAll(text, "\n", "\r\n")),
		"lines of an old Macintosh":     []byte(strings.ReplaceAll(text, "\n", "\r")),
		"letters and their accents":     []byte(strings.NewReplacer("ë", "e\u0308", "ü", "u\u0308").Replace(text)),
	} {
		for _, e := range []Encoding{"", Windows1252} { // what is something else stays that
			if got, err := ReadText(data, e); err != nil || got.Text != text {
				t.Errorf("%s, %q: %q, %v", name, e, got.Text, err)
			}
		}
	}
}

func TestWindows1252IsOffered(t *testing.T) {
	const text = "email,name\nana@example.com,Ana\nzoe@example.com,Zoë\njose@example.com,José\r\ner@example.com,€ro\nü@example.com,Ü\n"
	_, err := ReadText(windows(t, text), "")
	unknown, is := errors.AsType[*UnknownEncoding](err)
	if !is || unknown.Line != 3 || strings.Join(unknown.Preview, "|") != "zoe@example.com,Zoë|jose@example.com,José|er@example.com,€ro" {
		t.Errorf("it offers %+v (%v)", unknown, err)
	}
	got, err := ReadText(windows(t, text), Windows1252)
	if want := strings.ReplaceAll(text, "\r", ""); err != nil || got.Text != want {
		t.Errorf("it reads %q, %v", got.Text, err)
	}
	_, err = ReadText([]byte("a\n\x81\x8d\n"), "")
	if unknown, is := errors.AsType[*UnknownEncoding](err); !is || unknown.Line != 2 || len(unknown.Preview) > 0 {
		t.Errorf("what is no letter in Windows-1252 is offered as %+v", unknown)
	}
	if _, err := ReadText(append(utf16(t, text[:20], encoding.LittleEndian, encoding.UseBOM), 'x'), ""); err == nil {
		t.Error("UTF-16 that ends in the middle of a letter is read")
	}
}

func TestACalendarMayBreakItsLinesInsideALetter(t *testing.T) {
	got, err := ReadText([]byte("SUMMARY:Fu\xc3\r\n \x9f\r\n"), "")
	if err != nil || got.Text != "SUMMARY:Fuß\n" {
		t.Errorf("%q, %v", got.Text, err)
	}
}

func TestWhatNobodyCanSeeIsTakenOut(t *testing.T) {
	const man, laptop, england = "\U0001f468", "\U0001f4bb", "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f"
	for name, c := range map[string]struct{ text, want string }{
		"a zero-width space":              {"a\u200bna", "ana"},
		"a mark inside":                   {"ana\ufeff", "ana"},
		"a soft hyphen":                   {"a\u00adna", "ana"},
		"marks of direction":              {"\u202aana\u202c\u200e\u2068\u2069\u061c", "ana"},
		"a word joiner":                   {"ana\u2060", "ana"},
		"a joiner in Latin text":          {"an\u200da\u200c", "ana"},
		"a hidden message in tags":        {"ana\U000e0068\U000e0069", "ana"},
		"a zero byte":                     {"an\x00a", "ana"},
		"other controls":                  {"\x01an\x1fa\x7f\u0080", "ana"},
		"between a letter and its accent": {"ane\u200b\u0301", "ané"},
		"a joiner in Persian":             {"نمی\u200cخواهم", "نمی\u200cخواهم"},
		"a joiner in Hindi":               {"क\u094d\u200dष", "क\u094d\u200dष"},
		"an emoji of two":                 {man + "\u200d" + laptop, man + "\u200d" + laptop},
		"an emoji of one and nothing":     {man + "\u200d", man},
		"the flag of England":             {england, england},
		"a tab stays":                     {"a\tb", "a\tb"},
		"breaks inside a line":            {"a\vb\u2028c", "a b c"},
	} {
		got, err := ReadText([]byte(c.text), "")
		if err != nil || got.Text != c.want {
			t.Errorf("%s: %+q, want %+q (%v)", name, got.Text, c.want, err)
		}
		if said := len(got.Notes) > 0; said != (utf8.RuneCountInString(c.text) > utf8.RuneCountInString(c.want)) {
			t.Errorf("%s: notes %q", name, got.Notes)
		}
	}
	if got, err := ReadText([]byte("name\nZo\ufffd\n"), ""); err != nil || len(got.Notes) != 1 || !strings.Contains(got.Notes[0], "line 2") {
		t.Errorf("letters that were lost: %v, %v", got.Notes, err)
	}
	got, _ := ReadText([]byte(strings.Repeat("\u200b\n", 8)), "")
	if want := "Removed invisible characters in lines 1, 2, 3, 4, 5 and 3 more."; len(got.Notes) != 1 || got.Notes[0] != want {
		t.Errorf("notes %q", got.Notes)
	}
}

func FuzzReadText(f *testing.F) {
	f.Add([]byte("\ufeffe\u0301\r\n\u200b"), "")
	f.Add([]byte("e\x00m\x00a\x00i\x00l\x00"), "windows-1252")
	f.Add([]byte("\xff\xfe\x00\xd8x"), "windows-1252")
	f.Fuzz(func(t *testing.T, data []byte, e string) {
		got, err := ReadText(data, Encoding(e))
		if err != nil {
			return
		}
		if !utf8.ValidString(got.Text) || strings.ContainsAny(got.Text, "\r\x00\u200b\ufeff") {
			t.Errorf("%q", got.Text)
		}
		if again, err := ReadText([]byte(got.Text), ""); err != nil || again.Text != got.Text || len(again.Notes) > 0 && !strings.Contains(got.Text, "\ufffd") {
			t.Errorf("read again %q becomes %q: %v, %v", got.Text, again.Text, again.Notes, err)
		}
	})
}
