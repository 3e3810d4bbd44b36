package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// march plans a small company in which somebody changes managers, somebody
// joins, and some are away, by a playbook with practices of every length.
var march = planCommand{
	Playbook: "testdata/plan/playbook.yaml",
	People:   "testdata/plan/people.csv",
	Leave:    "testdata/plan/leave.csv",
	Holidays: []string{"testdata/plan/everyone.ics", "gulf=testdata/plan/gulf.ics"},
	From:     "2026-03-01",
	To:       "2026-03-31",
}

// planned is what the command prints.
func planned(t *testing.T, c planCommand) string {
	t.Helper()
	var out bytes.Buffer
	if err := c.planTo(&out); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func TestAPlanForPeopleAndForPrograms(t *testing.T) {
	forPrograms := march
	forPrograms.JSON = true
	knownEarly := march
	knownEarly.KnownOn = "2026-03-24" // a day before Eli fell ill
	for file, c := range map[string]planCommand{"march.txt": march, "march.jsonl": forPrograms, "march_known_early.txt": knownEarly} {
		t.Run(file, func(t *testing.T) {
			got := planned(t, c)
			golden := filepath.Join("testdata/plan", file)
			if *update {
				if err := os.WriteFile(golden, []byte(got), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatalf("%v; run go test ./cmd/coach -update and read what it writes", err)
			}
			if diff := cmp.Diff(string(want), got); diff != "" {
				t.Errorf("planned differently (-golden +now); if that is right, run go test -update\n%s", diff)
			}
		})
	}
}

func TestEveryLineOfJSONHasEveryKey(t *testing.T) {
	c := march
	c.JSON = true
	keys := []string{"closes_on", "due", "grace_until", "nominal", "performer", "period_end", "period_start", "practice", "reason", "seq", "state", "subject"}
	for line := range strings.Lines(planned(t, c)) {
		var got map[string]any
		if err := json.Unmarshal([]byte(line), &got); err != nil {
			t.Fatal(err)
		}
		for _, key := range keys {
			if _, ok := got[key]; !ok || len(got) != len(keys) {
				t.Fatalf("it has not exactly the keys %v: %s", keys, line)
			}
		}
		if expected := got["state"] == "expected"; expected != (got["reason"] == "") || expected != (got["grace_until"] != "") || expected != (got["closes_on"] != "") {
			t.Errorf("what does not apply is not empty, or the other way round: %s", line)
		}
	}
}

func TestPartsOfAPlanMakeTheWhole(t *testing.T) {
	c := march
	c.JSON, c.From, c.To = true, "2026-01-01", "2026-04-30"
	whole := slices.Sorted(strings.Lines(planned(t, c)))
	var parts []string
	for _, span := range [][2]string{{"2026-01-01", "2026-01-31"}, {"2026-02-01", "2026-03-17"}, {"2026-03-18", "2026-03-18"}, {"2026-03-19", "2026-04-30"}} {
		c.From, c.To = span[0], span[1]
		parts = slices.AppendSeq(parts, strings.Lines(planned(t, c)))
	}
	slices.Sort(parts)
	if diff := cmp.Diff(whole, parts); diff != "" || len(whole) < 50 {
		t.Errorf("%d lines differ (-whole +parts):\n%s", len(whole), diff)
	}
}

func TestTheOrderOfRowsAndFilesDoesNotMatter(t *testing.T) {
	c := march
	c.JSON = true
	want := planned(t, c)
	c.People, c.Leave = backwards(t, c.People), backwards(t, c.Leave)
	slices.Reverse(c.Holidays)
	if diff := cmp.Diff(want, planned(t, c)); diff != "" {
		t.Errorf("backwards it is (-before +now):\n%s", diff)
	}
}

// backwards is the name of a table with its rows the other way round.
func backwards(t *testing.T, file string) string {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	lines := slices.Collect(strings.Lines(string(data)))
	slices.Reverse(lines[1:])
	return written(t, strings.Join(lines, ""))
}

func TestWithoutAPlaybookTheDefaultOneIsPlanned(t *testing.T) {
	c := march
	c.Playbook, c.Leave, c.Holidays = "", "", nil
	got := planned(t, c)
	for _, want := range []string{"Obstacle review", "Coaching the coach", "Recognition, 2 times"} {
		if !strings.Contains(got, want) {
			t.Errorf("nobody owes %q:\n%s", want, got)
		}
	}
	c.People = written(t, "email\nana@example.com\n")
	if got := planned(t, c); !strings.Contains(got, "\nNothing is expected of anybody.\n") {
		t.Errorf("somebody alone owes\n%s", got)
	}
}

func TestBadInputIsToldLineByLineAndNothingIsPlanned(t *testing.T) {
	bad := func(text string) string { return written(t, text) }
	tests := []struct {
		name   string
		change func(*planCommand)
		want   []string // parts of the lines, in order
	}{
		{"nothing at all", func(c *planCommand) { *c = planCommand{} }, []string{"--people is missing", "--from is missing", "--to is missing"}},
		{"days that do not exist", func(c *planCommand) { c.From, c.KnownOn = "2026-02-30", "soon" }, []string{"--from: ", "--known-on: "}},
		{"a span that ends before it begins", func(c *planCommand) { c.To = "2026-02-28" }, []string{"--to 2026-02-28 is before --from 2026-03-01"}},
		{"files that do not exist", func(c *planCommand) {
			c.Playbook, c.People, c.Leave, c.Holidays = "no.yaml", "no.csv", "none.csv", []string{"uk=no.ics"}
		}, []string{"no.yaml: no such file", "no.csv: no such file", "none.csv: no such file", "no.ics: no such file"}},
		{"a playbook with two faults", func(c *planCommand) {
			c.Playbook = bad("practices:\n- {key: inspect_review, enabled: maybe}\nversoin: 2\n")
		}, []string{"/input:2:", "/input:3:"}},
		{"people with two faults, and leave", func(c *planCommand) {
			c.People = bad("email,manager_email\nana@example.com,zoe@example.com\nben@example.com,ben@example.com\n")
			c.Leave = bad("email,from\nwho@example.com,2026-03-99\n")
		}, []string{"/input:2: The manager zoe@example.com has no row", "/input:3: ben@example.com is their own manager", "/input:2: In from, "}},
		{"leave of somebody unknown", func(c *planCommand) { c.Leave = bad("email,from\nzoe@example.com,2026-03-02\n") },
			[]string{"/input:2: coach doesn't know anybody in this file."}},
		{"tables that are none", func(c *planCommand) {
			c.People, c.Leave = bad("name\nAna\n"), bad("email,from\nana@example.com,2026-03-02\n\"ana\"@example.com,2026-03-02\n")
		}, []string{"/input:1: the people file cannot be read: it has no column “email”", "/input:3: "}},
		{"a name with a line break in it", func(c *planCommand) { c.People = bad("email\n\"ana\nanna\"\n") }, []string{"/input:2: “ana anna” is not an email address"}},
		{"a holiday that is none", func(c *planCommand) {
			c.Holidays = []string{bad("BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:Xmas\nDTSTART;VALUE=DATE:20261325\nEND:VEVENT\nEND:VCALENDAR\n")}
		}, []string{"/input:2: The event “Xmas” cannot be read: its DTSTART is wrong"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			c := march
			test.change(&c)
			var out, told bytes.Buffer
			err := c.planTo(&out)
			if err == nil || out.Len() > 0 {
				t.Fatalf("error %v, printed\n%s", err, out.String())
			}
			if status := fail(&told, err); status != 2 {
				t.Errorf("the exit status is %d", status)
			}
			lines := strings.Split(strings.TrimSuffix(told.String(), "\n"), "\n")
			if !slices.EqualFunc(lines, test.want, strings.Contains) {
				t.Errorf("told\n%s\nwant %q", told.String(), test.want)
			}
		})
	}
}

// What a calendar file has that is no day off, or changes nothing, is told
// beside the plan.
func TestPlanTellsWhatItPassesOver(t *testing.T) {
	var out, notes bytes.Buffer
	c := march
	c.Holidays = []string{"x=" + written(t, calendarOf("SUMMARY:Tax day\nDTSTART;VALUE=DATE:20260305\nDESCRIPTION:Observance", "SUMMARY:Party\nDTSTART:20260306T160000Z",
		"SUMMARY:May Day\nDTSTART;VALUE=DATE:20260501\nRRULE:FREQ=YEARLY\nEXDATE:20270502"))}
	c.notes = &notes
	if err := c.planTo(&out); err != nil || out.Len() == 0 {
		t.Fatal(err, out.String())
	}
	lines := strings.Split(strings.TrimSpace(notes.String()), "\n")
	want := []string{"/input:20: An exception from the event “May Day” is on Sun 2 May 2027, ", "/input:4: passed over: Tax day (5 Mar 2026): it is an observance, not a day off"}
	if !slices.EqualFunc(lines, want, strings.Contains) {
		t.Errorf("told\n%s\nwant %q", notes.String(), want)
	}
}

func TestOtherErrorsExitWithStatusOne(t *testing.T) {
	var told bytes.Buffer
	if status := fail(&told, os.ErrPermission); status != 1 || told.String() != "coach: permission denied\n" {
		t.Errorf("status %d, told %q", status, told.String())
	}
}
