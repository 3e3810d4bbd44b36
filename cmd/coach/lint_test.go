package main

import (
	"bytes"
	"io"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"coach/files"
)

// tabled is the default playbook with a year of fiscal months that ends on a day.
func tabled(ends time.Time) string {
	var months []string
	for m := 12; m >= 0; m-- {
		months = append(months, ends.AddDate(0, 0, 1-28*m).Format(time.DateOnly))
	}
	return "fiscal_months: [" + strings.Join(months, ", ") + "]\n" + strings.ReplaceAll(string(files.DefaultYAML()), "\nfiscal_year_start:", "\n# fiscal_year_start:")
}

// Names and tables that lead nowhere are said by whatever changes people,
// holidays or the playbook, and not once they are mended.
func TestEveryChangeIsLinted(t *testing.T) {
	db := filepath.Join(t.TempDir(), "coach.db")
	const unknown, unused, ends = "gives somebody the calendar “germany”", "holidays for the calendar “deutschland”, but nobody has", "table of fiscal months ends on"
	people := func(calendar string) string {
		var out bytes.Buffer
		err := importCommand{File: "p.csv", DB: db}.importFrom(t.Context(), strings.NewReader("email,name,calendar\nana@example.com,Ana,"+calendar+"\n"), &out, monday)
		if err != nil {
			t.Fatal(err)
		}
		return out.String()
	}
	holidays := func(calendar string) string {
		var out bytes.Buffer
		err := holidaysImportCommand{Name: calendar, Files: []string{"h.ics"}, DB: db, Yes: true}.importFrom(t.Context(), [][]byte{[]byte(calendarOf("DTSTART;VALUE=DATE:20260501"))}, &out, monday)
		if err != nil {
			t.Fatal(err)
		}
		return out.String()
	}
	publish := func(source string) string {
		var out bytes.Buffer
		c := publishCommand{libraryFlags: libraryFlags{DB: db}, File: "-", Yes: true}
		if err := c.publishTo(t.Context(), strings.NewReader(source), &out, monday); err != nil {
			t.Fatal(err)
		}
		return out.String()
	}
	for _, step := range []struct{ name, said, want string }{
		{"people with a slip", people("germany"), unknown},
		{"holidays under another name", holidays("deutschland"), unknown},
		{"a playbook meanwhile", publish(string(files.DefaultYAML())), unknown + "|" + unused},
		{"a table with 30 days to go", publish(tabled(monday.AddDate(0, 0, 30))), ends + "|" + unknown + "|" + unused},
		{"people with the right name", people("deutschland"), ends},
		{"a table with a year to go", publish(tabled(monday.AddDate(1, 0, 0))), ""},
	} {
		for _, words := range []string{unknown, unused, ends} {
			if said, want := strings.Contains(step.said, words), strings.Contains(step.want, words); said != want {
				t.Errorf("%s: says “%s”: %t, want %t, in\n%s", step.name, words, said, want, step.said)
			}
		}
	}
}

// A table of fiscal months that has ended is an error of the file; one that ends
// soon is said.
func TestATableThatEndedIsChecked(t *testing.T) {
	for days, want := range map[int]string{-400: "ended on", -1: "ended on", 0: "", 60: "", 61: ""} {
		var out bytes.Buffer
		err := checkCommand{File: "-"}.checkTo(strings.NewReader(tabled(monday.AddDate(0, 0, days))), &out, monday)
		if ended := err != nil && strings.Contains(err.Error(), "ended on"); ended != (want != "") {
			t.Errorf("a table that ends in %d days: %v", days, err)
		}
		if soon := strings.Contains(out.String(), "ends on"); soon != (days >= 0 && days <= 60) {
			t.Errorf("a table that ends in %d days: check prints\n%s", days, out.String())
		}
	}
}

// A table that has ended is published only by somebody who means it.
func TestATableThatEndedIsNotPublishedByMistake(t *testing.T) {
	db := filepath.Join(t.TempDir(), "coach.db")
	publish := func(days int, yes bool) error {
		c := publishCommand{libraryFlags: libraryFlags{DB: db}, File: "-", Yes: yes}
		return c.publishTo(t.Context(), strings.NewReader(tabled(monday.AddDate(0, 0, days))), io.Discard, monday)
	}
	if err := (importCommand{File: "p.csv", DB: db}).importFrom(t.Context(), strings.NewReader("email,name\nana@example.com,Ana\n"), io.Discard, monday); err != nil {
		t.Fatal(err)
	}
	if err := publish(200, false); err != nil {
		t.Fatalf("a table with half a year to go: %v", err)
	}
	if err := publish(-1, false); err == nil || !strings.Contains(err.Error(), "fiscal_months") {
		t.Errorf("a table that ended yesterday: %v", err)
	}
	if err := publish(-1, true); err != nil {
		t.Errorf("the same, meant: %v", err)
	}
}
