package main

import (
	"bytes"
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"
	encoding "golang.org/x/text/encoding/unicode"

	"coach/files"
	"coach/practice"
)

func encoded(t *testing.T, text string, to interface{ Bytes([]byte) ([]byte, error) }) []byte {
	t.Helper()
	data, err := to.Bytes([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// Whatever the file is about, what is not UTF-8 is shown as Windows-1252 and
// taken when the person says so.
func TestEveryFileIsOfferedInWindows1252(t *testing.T) {
	db := importedCompany(t)
	windows := func(text string) []byte { return encoded(t, text, charmap.Windows1252.NewEncoder()) }
	playbook := strings.Replace(string(files.DefaultYAML()), "\n", "\n# Zoë’s\n", 1)
	for _, c := range []struct {
		name, shown string
		take        func(e files.Encoding, out *bytes.Buffer) error
	}{
		{"f.csv:2", "zoe@example.com,Zoë", func(e files.Encoding, out *bytes.Buffer) error {
			c := importCommand{File: "f.csv", DB: db, encodingFlag: encodingFlag{e}}
			return c.importFrom(t.Context(), bytes.NewReader(windows("email,name\nzoe@example.com,Zoë\n")), out, monday)
		}},
		{"f.csv:2", "ana@example.com,2026-03-02,Zoë", func(e files.Encoding, out *bytes.Buffer) error {
			c := leaveImportCommand{File: "f.csv", DB: db, encodingFlag: encodingFlag{e}}
			return c.importFrom(t.Context(), windows("email,from,approver\nana@example.com,2026-03-02,Zoë\n"), out, monday)
		}},
		{"standard input:2", "# Zoë’s", func(e files.Encoding, out *bytes.Buffer) error {
			return checkCommand{File: "-", encodingFlag: encodingFlag{e}}.checkTo(bytes.NewReader(windows(playbook)), out, monday)
		}},
	} {
		var out bytes.Buffer
		want := "problems:\n" + c.name + ": This isn't UTF-8 text. As Windows-1252, which spreadsheets often write, it says:\n    " + c.shown +
			"\nIf that looks right, add --encoding windows-1252. If not, save the file as UTF-8, which spreadsheets call “CSV UTF-8”.\n"
		if got := saying(&out, c.take("", &out)); !strings.HasPrefix(got, want) {
			t.Errorf("coach says\n%s\nwant\n%s", got, want)
		}
		out.Reset()
		if got := saying(&out, c.take(files.Windows1252, &out)); strings.Contains(got, "problems:") {
			t.Errorf("with the flag coach says\n%s", got)
		}
	}
	if person := everybody(t, db); !strings.Contains(names(person), "Zoë") {
		t.Errorf("people are called %s", names(person))
	}
}

func names(r *practice.Roster) string {
	var all []string
	for _, id := range r.People() {
		all = append(all, r.Person(id).Name)
	}
	return strings.Join(all, ", ")
}

// A calendar is read in any encoding and with any line ends, and nobody is
// asked: its days are the same in all of them.
func TestACalendarIsReadInEveryEncoding(t *testing.T) {
	text := calendarOf("SUMMARY:Fête du Travail\nDTSTART;VALUE=DATE:20260501")
	for name, data := range map[string][]byte{
		"lines of an old Macintosh": []byte(strings.ReplaceAll(text, "\n", "\r")),
		"UTF-16 with a mark":        encoded(t, text, encoding.UTF16(encoding.LittleEndian, encoding.UseBOM).NewEncoder()),
		"UTF-16 without":            encoded(t, text, encoding.UTF16(encoding.BigEndian, encoding.IgnoreBOM).NewEncoder()),
		"Windows-1252":              encoded(t, text, charmap.Windows1252.NewEncoder()),
		"UTF-8 with a mark":         []byte("\ufeff" + text),
		"what nobody can see":       []byte(strings.ReplaceAll(text, "DTSTART", "\u200bDTSTART")),
	} {
		var out bytes.Buffer
		c := holidaysImportCommand{Name: "everyone", Files: []string{"h.ics"}, DB: importedCompany(t)}
		const want = "taken        Fête du Travail: 1 May 2026\neveryone: 1 public holiday, 1 added, 0 removed. Next: Fri 1 May 2026.\n" + berlinUnknown
		if got := saying(&out, c.importFrom(t.Context(), [][]byte{data}, &out, monday)); got != want {
			t.Errorf("%s: coach says\n%s", name, got)
		}
	}
}

// What was passed over is said once, by the import and by the plan that a
// person reads; what programs read stays free of it.
func TestWhatWasPassedOverIsSaid(t *testing.T) {
	c := planCommand{People: written(t, "email,Cost Centre,Job Title,manager_email\nana@example.com,1,Rep,dana@example.com\ndana@example.com,1,,\n"), From: "2026-03-02", To: "2026-03-06"}
	note := c.People + ": Passed over 2 columns that mean nothing here: “Cost Centre” and “Job Title”.\n"
	var out bytes.Buffer
	if err := c.planTo(&out); err != nil || strings.Count(out.String(), note) != 1 {
		t.Errorf("the plan says\n%s(%v)", out.String(), err)
	}
	out.Reset()
	c.JSON = true
	if err := c.planTo(&out); err != nil || strings.Contains(out.String(), "Passed") {
		t.Errorf("the plan for programs says\n%s(%v)", out.String(), err)
	}
}
