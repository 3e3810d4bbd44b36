package files

import (
	"strings"
	"testing"
)

// Text that YAML reads otherwise than people do, and the typography of a
// document editor or a phone, is a fault in words at its line.
func TestWhatAWrittenPlaybookHides(t *testing.T) {
	const quote = "This is a typographic quote (%s). Type a straight one (\"), or leave the quotes out."
	curly := func(place, mark string) string {
		return "p.yaml:" + place + ": " + strings.Replace(quote, "%s", mark, 1)
	}
	needed := func(place, mark string) string { // YAML would take the text apart without quotes
		return strings.Replace(curly(place, mark), ", or leave the quotes out", "", 1)
	}
	for _, test := range []struct{ name, old, new, want string }{
		{"a number that YAML takes for another", "minutes: 30", "minutes: 060", `p.yaml:16:12: visit.minutes: “060” begins with a zero, so that it would be 48. Write 60.`},
		{"a number that YAML takes for text", "minutes: 30", "minutes: 08", `p.yaml:16:12: visit.minutes: “08” begins with a zero, which programs do not agree how to read. Write 8.`},
		{"a zero before a zero", "grace_wd: 1", "grace_wd: 00", `p.yaml:12:13: visit.grace_wd: “00” begins with a zero, which programs do not agree how to read. Write 0.`},
		{"zeros and a sign", "grace_wd: 1", "grace_wd: +0010", `p.yaml:12:13: visit.grace_wd: “+0010” begins with a zero, so that it would be 8. Write +10.`},
		{"the month in two digits", "version: 1", "fiscal_year_start: 010", `p.yaml:1:20: fiscal_year_start: “010” begins with a zero, so that it would be 8. Write 10.`},
		{"a bound with a zero", "type: rating", "type: number, min: 01, max: 07.5", `p.yaml:19:36: visit.form.mood.min: “01” begins with a zero, which programs do not agree how to read. Write 1.
p.yaml:19:45: visit.form.mood.max: “07.5” begins with a zero, which programs do not agree how to read. Write 7.5.`},
		{"other digits", "minutes: 30", "minutes: 0x1e", `p.yaml:16:12: visit.minutes: “0x1e” is not in ordinary digits. Write the number as people do.`},
		{"eight in its own notation", "minutes: 30", "minutes: 0o10", `p.yaml:16:12: visit.minutes: “0o10” is not in ordinary digits. Write the number as people do.`},

		{"typographic quotes", "name: Visit", "name: “Visit”", curly("4:9", "“")},
		{"typographic quotes around what YAML would take apart", "name: Visit", "name: “Visit: weekly”", needed("4:9", "“")},
		{"those of other languages", "name: Visit", "name: „Besuch: wöchentlich“", needed("4:9", "„")},
		{"guillemets", "name: Visit", "name: « Visite »", curly("4:9", "«")},
		{"single ones", "name: Visit", "name: ‘Visit’ # as they call it", curly("4:9", "‘")},
		{"around a key", "name: Visit", "“name”: Visit", "p.yaml:3:3: visit.name: The key “name” is missing.\n" + curly("4:3", "“") + "\n" + `p.yaml:4:3: visit: ““name”” is not a key here. Did you mean “name”?`},
		{"in a list", "levels: [flm, mom]", "levels: [“flm”, mom]", curly("8:11", "“") + "\np.yaml:8:12: visit.levels: ““flm”” is not a level. Use rep, flm, mom, exec or everyone."},
		{"a straight quote closed by another", "name: Visit", "name: \"Visit”", "p.yaml:4:15: A typographic quote (”) closes what a straight one opens. Type a straight quote (\") there too."},
		{"and a single one", "name: Visit", "name: 'Visit: weekly’", "p.yaml:4:23: A typographic quote (’) closes what a straight one opens. Type a straight quote (') there too."},
		{"a rule of one dash", "version: 1", "—\nversion: 1", "p.yaml:1:1: This is a long dash. Type three hyphens (---) if a document begins here, or remove it."},
		{"a space behind a number", "minutes: 30", "minutes: 30\u00a0", "p.yaml:16:12: visit.minutes: This is text. Write a whole number from 1 to 2400. It has a space in it, or behind it, that is not an ordinary one; take that out."},
		{"a list of dashes", "- key: visit", "– key: visit", "p.yaml:3:1: The list item begins with “–”. Begin it with a hyphen (-) and a space."},
		{"a list of bullets", "- key: visit", "• key: visit", "p.yaml:3:1: The list item begins with “•”. Begin it with a hyphen (-) and a space."},
		{"a short list of dashes", "levels: [flm, mom]", "levels:\n  — flm\n  — mom", "p.yaml:9:3: The list item begins with “—”. Begin it with a hyphen (-) and a space.\np.yaml:10:3: The list item begins with “—”. Begin it with a hyphen (-) and a space."},
		{"a hyphen and a space that is none", "- key: visit", "-\u00a0key: visit", "p.yaml:3:2: The space after the hyphen isn't an ordinary one. Type it with the space bar."},
		{"a colon and a space that is none", "name: Visit", "name:\u00a0Visit", "p.yaml:4:8: The space after “name:” isn't an ordinary one. Type it with the space bar."},
		{"a wide colon", "name: Visit", "name：Visit", "p.yaml:4:7: The colon after “name” is a wide one (：). Type an ordinary one and a space."},
		{"indented with spaces that are none", "  name: Visit", "\u00a0 name: Visit", "p.yaml:4:1: The line begins with a space that isn't an ordinary one. Indent it with the space bar."},
		{"indented with a tab", "  name: Visit", "\tname: Visit", "p.yaml:4:1: The line begins with a tab. Indent it with spaces."},
		{"a long dash in a due code", "due: THU", "due: WD–1", `p.yaml:11:8: visit.due: “WD–1” is not a due code for a weekly practice. Write a weekday such as THU, or a working day such as WD2 or WD-1. It has a long dash (–) in it; type a hyphen (-).`},
		{"a long dash in a date", "minutes: 30", "effective_from: 2026‑03‑02", `p.yaml:16:19: visit.effective_from: “2026‑03‑02” is not a date: write an existing day as year-month-day, such as 2026-03-05. It has a long dash (‑) in it; type a hyphen (-).`},
	} {
		if !strings.Contains(visits, test.old) {
			t.Fatalf("%q is not in the playbook", test.old)
		}
		_, _, err := LoadWritten("p.yaml", []byte(strings.Replace(visits, test.old, test.new, 1)), "")
		if err == nil || err.Error() != test.want {
			t.Errorf("%s: got\n%v\nwant\n%s", test.name, err, test.want)
		}
	}
}

// Text that only resembles a slip stays as it is written.
func TestTextThatOnlyLooksLikeASlip(t *testing.T) {
	for name, change := range map[string][2]string{
		"a quote within a text":             {"name: Visit", "name: “Why” they buy"},
		"one at its end":                    {"name: Visit", "name: Ask “why”"},
		"quotes within quotes":              {"name: Visit", "name: \"“Why: weekly”\""},
		"an apostrophe":                     {"name: Visit", "name: Dana’s visit"},
		"a dash within a text":              {"name: Visit", "name: Visit – and listen"},
		"a text that goes on with a dash":   {"name: Visit", "name: Visit\n    – and listen"},
		"a dash in a name":                  {"short: Visit", "short: A–B"},
		"a comment":                         {"  name: Visit", "  # – “so”: he said\n  name: Visit"},
		"a text block":                      {"label: Note, required: true, vis: shared}", "label: Note, required: true, vis: shared}\n  - key: more\n    type: text\n    vis: shared\n    label: >-\n      “Why: weekly”\n      – one: two"},
		"a text in quotes over lines":       {"name: Visit", "name: \"Visit\n    – key: “a”\n    and listen\""},
		"a number in quotes":                {"label: Note", "label: \"007\""},
		"ordinary numbers":                  {"type: rating", "type: number, decimal: true, min: -0.5, max: 1_000"},
		"nought":                            {"grace_wd: 1", "grace_wd: 0"},
		"a comment behind a tab in a value": {"name: Visit", "name: Visit\t# so"},
	} {
		if _, _, err := LoadWritten("p.yaml", []byte(strings.Replace(visits, change[0], change[1], 1)), ""); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, text, err := LoadWritten("playbook.yaml", DefaultYAML(), ""); err != nil || text.Text != string(DefaultYAML()) {
		t.Errorf("the default playbook: %v", err)
	}
}

// Files that were published while they were let pass are still read.
func TestWhatWasPublishedOnceIsStillRead(t *testing.T) {
	for _, new := range []string{"minutes: 060", "minutes: 30\n  also_satisfies: [inspect_review]"} {
		if _, err := Load("playbook version 1", []byte(strings.Replace(visits, "minutes: 30", new, 1))); err != nil {
			t.Error(err)
		}
	}
}

func TestAPlaybookComesThroughTheDoor(t *testing.T) {
	text := strings.Replace(visits, "Visit", "V\u200bisite\u0301", 1)
	pb, read, err := LoadWritten("p.yaml", []byte("\ufeff"+strings.ReplaceAll(text, "\n", "\r")), "")
	if err != nil || pb.Practices[0].Name != "Visité" || read.Text != strings.Replace(visits, "Visit", "Visité", 1) || len(read.Notes) != 1 {
		t.Errorf("%v, %q, %v", pb, read, err)
	}
	if _, _, err := LoadWritten("p.yaml", []byte("name: Z\xfcrich"), ""); err == nil || err.Error() != (*UnknownEncoding)(nil).Error() {
		t.Errorf("Windows-1252 is %v", err)
	}
}

func FuzzLoadWritten(f *testing.F) {
	f.Add([]byte(visits))
	f.Add([]byte("version: 1\npractices:\n– key: “a”\n\tname: 010\n- {key: [‘b’]}\n"))
	f.Add([]byte("a: |\n \n\n\nb: \"\n\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		pb, text, err := LoadWritten("p.yaml", data, Windows1252)
		if pb != nil && err != nil || pb == nil && err == nil {
			t.Errorf("%v and %v", pb, err)
		}
		faults, ok := err.(Faults)
		if lines := strings.Count(text.Text, "\n") + 1; ok {
			for _, fault := range faults {
				if fault.Line < 1 || fault.Line > lines+1 || fault.Text == "" {
					t.Errorf("a fault in line %d of %d: %v", fault.Line, lines, fault)
				}
			}
		}
		if pb != nil {
			if _, err := Load("p.yaml", []byte(text.Text)); err != nil {
				t.Errorf("what was published cannot be read: %v", err)
			}
		}
	})
}

// Only a file that somebody can still change is refused for the typography of
// an editor. Text that people typed on a phone in Slack is accepted, because
// coach wrote it into the file, and so is a file that is published already.
func TestOnlyWhatSomebodyWroteIsRefusedForItsLooks(t *testing.T) {
	own := string(DefaultYAML())
	curly := strings.Replace(own, "short: ", "short: “Great” #", 1)
	empty := strings.Replace(own, "\npractices:", strings.Repeat("\n", emptyMax+2)+"practices:", 1)
	if curly == own || empty == own {
		t.Fatal("nothing is changed")
	}
	load := func(data []byte) error { _, err := Load("p.yaml", data); return err }
	read := func(data []byte) error { _, _, err := LoadWritten("p.yaml", data, ""); return err }
	republished := func(data []byte) error { _, err := LoadPublished("p.yaml", data); return err }
	for _, c := range []struct {
		name, file string
		load       func([]byte) error
		refused    bool
	}{
		{"curly quotes in a written file", curly, read, true},
		{"curly quotes that came from Slack", curly, load, false},
		{"curly quotes in a published file", curly, republished, false},
		{"empty lines in a written file", empty, read, true},
		{"empty lines in an edited file", empty, load, true},
		{"empty lines in a published file", empty, republished, false},
	} {
		if err := c.load([]byte(c.file)); (err != nil) != c.refused {
			t.Errorf("%s: %v", c.name, err)
		}
	}
}
