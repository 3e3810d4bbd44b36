package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/alecthomas/kong"
	"github.com/google/go-cmp/cmp"

	"coach/measure"
)

// tuesday is a day after the week of the example, with its Monday over.
var tuesday = time.Date(2026, 3, 10, 12, 0, 0, 0, time.UTC)

// thanksForm gives the example's recognition a form, without which coach doesn't
// know that the answer to “person” names people.
var thanksForm = []string{"cadence: weekly, due: FRI}", "cadence: weekly, due: FRI, form: [{key: person, type: multi_user, label: Who, required: true, vis: everyone}]}"}

// exampleDB is a database with the company of the interchange format's example,
// in which some texts are replaced by others.
func exampleDB(t *testing.T, replaced ...string) string {
	t.Helper()
	data, err := os.ReadFile("../../files/testdata/interchange_example.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	text := string(data)
	for i := 0; i < len(replaced); i += 2 {
		if !strings.Contains(text, replaced[i]) {
			t.Fatalf("the example has no %q", replaced[i])
		}
		text = strings.ReplaceAll(text, replaced[i], replaced[i+1])
	}
	db := filepath.Join(t.TempDir(), "coach.db")
	if err := (restoreCommand{File: "example.jsonl", DB: db}).restore(t.Context(), strings.NewReader(text), &bytes.Buffer{}); err != nil {
		t.Fatal(err)
	}
	return db
}

// A printed is what a command printed and how it ended.
type printed struct {
	out, err string
	status   int
}

// coachReport types coach report with some arguments, at a moment.
func coachReport(t *testing.T, db string, now time.Time, args ...string) (p printed) {
	t.Helper()
	var typed cli
	parser, err := kong.New(&typed)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := parser.Parse(append([]string{"report", "--db", db}, args...)); err != nil {
		t.Fatal(err)
	}
	var out, stderr bytes.Buffer
	if err := typed.Report.reportTo(t.Context(), &out, now); err != nil {
		p.status = fail(&stderr, err)
	}
	p.out, p.err = out.String(), stderr.String()
	return p
}

// reported is what a report that must be there printed.
func reported(t *testing.T, db string, now time.Time, args ...string) string {
	t.Helper()
	p := coachReport(t, db, now, args...)
	if p.status != 0 || p.err != "" || p.out == "" {
		t.Fatalf("coach report %s ends with status %d, and prints\n%s%s", strings.Join(args, " "), p.status, p.out, p.err)
	}
	return p.out
}

// sameAsFile compares a text with a golden file.
func sameAsFile(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata/report", name)
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", path, diff)
	}
}

// TestReport holds what coach report prints, as data and as a table.
func TestReport(t *testing.T) {
	db := exampleDB(t, thanksForm...)
	for file, args := range map[string][]string{
		"dana_team.json":   {"--as", "dana@x.test", "--json"},
		"dana_team.txt":    {"--as", "dana@x.test"},
		"dana_me.json":     {"me", "--as", "dana@x.test", "--json"},
		"dana_running.txt": {"--running", "--on", "2026-03-04", "--as", "dana@x.test"},
		"priya_team.txt":   {"--as", "priya@x.test"},
		"company.json":     {"company", "--month", "--running", "--as", "priya@x.test", "--json"},
	} {
		t.Run(file, func(t *testing.T) {
			got := reported(t, db, tuesday, args...)
			if strings.HasSuffix(file, ".json") {
				if n := strings.Count(got, "\n"); n != 1 || !strings.HasSuffix(got, "\n") {
					t.Errorf("it isn't one line:\n%s", got)
				}
				var indented bytes.Buffer
				if err := json.Indent(&indented, []byte(got), "", "  "); err != nil {
					t.Fatal(err)
				}
				got = indented.String()
			}
			sameAsFile(t, file, got)
		})
	}
}

// The table of a window that is not over has counts, and of one that is, per
// cent; of too few managers it says why there is nothing to read.
func TestTheTableOfAReport(t *testing.T) {
	tally := func(done, whole int) *measure.TallyShown {
		return &measure.TallyShown{Due: whole, Expected: whole, OnTime: done, NotDone: whole - done, Done: &measure.Rate{Part: done, Whole: whole}, InTime: &measure.Rate{Part: done, Whole: whole}}
	}
	over := measure.Report{Shown: true, All: tally(22, 30), Own: tally(3, 3), Root: &measure.Who{}, FourWeeks: &measure.Rate{Part: 70, Whole: 90},
		Lines: []measure.Below{{Below: measure.Who{Ref: "eli@x.test"}, Managers: 3, TallyShown: *tally(7, 14)}},
		Says:  &measure.Says{Matches: &measure.Rate{Part: 6, Whole: 9}, Response: &measure.Rate{Part: 9, Whole: 12}}}
	running, few := over, measure.Report{Managers: 2}
	running.Window.Running = true
	for _, test := range []struct {
		name       string
		report     measure.Report
		says, isnt []string
	}{
		{"over", over, []string{"22 of 30 (73%)", "3 of 3 ", "below eli@x.test", "7 of 14 (50%)", "Done over four weeks: 70 of 90 (78%).", "6 of 9 (67%) match, of 9 of 12 (75%) answered"}, []string{"not over yet", "Too few", "3 of 3 ("}},
		{"running", running, []string{"not over yet", "22 of 30 ", "7 of 14 ", "70 of 90."}, []string{"73%", "50%", "78%"}},
		{"few", few, []string{"Too few managers", "not enough answers yet", "Done over four weeks: –."}, []string{"All"}},
	} {
		var out bytes.Buffer
		writeReport(&out, test.report)
		for _, words := range test.says {
			if !strings.Contains(out.String(), words) {
				t.Errorf("%s: “%s” isn't in\n%s", test.name, words, &out)
			}
		}
		for _, words := range test.isnt {
			if strings.Contains(out.String(), words) {
				t.Errorf("%s: “%s” is in\n%s", test.name, words, &out)
			}
		}
	}
}

// In the example's week Dana is due four observations: two of them are logged,
// one is skipped within the allowance, and Dee is away.
func TestAReportOfTheExample(t *testing.T) {
	var r struct {
		Own struct {
			Due, Excused, Expected int
			Skipped                int `json:"skipped_within"`
			Done                   rateRead
		}
		Recognition struct {
			Given   int
			Thanked rateRead
			Waiting []string
		}
		Says any
	}
	data := reported(t, exampleDB(t, thanksForm...), tuesday, "--as", "dana@x.test", "--json")
	if err := json.Unmarshal([]byte(data), &r); err != nil {
		t.Fatal(err)
	}
	if o := r.Own; o.Due != 4 || o.Excused != 1 || o.Skipped != 1 || o.Expected != 2 || o.Done.String() != "2 of 2" {
		t.Errorf("Dana's own is %+v", o)
	}
	if n := r.Recognition; n.Given != 1 || n.Thanked.String() != "1 of 4" || strings.Join(n.Waiting, " ") != "ana@x.test ben@x.test dee@x.test" {
		t.Errorf("Ben thanked Cy, and recognition is %+v", n)
	}
	if r.Says != nil {
		t.Errorf("one answer is enough to say %v", r.Says)
	}
}

// What is asked wrongly ends with status 2, and what isn't the reader's to see
// with status 3: one line says so, and nothing goes to where the report would.
func TestReportsThatAreNotGiven(t *testing.T) {
	example := exampleDB(t)
	noPlaybook, nothing := importedCompany(t), filepath.Join(t.TempDir(), "coach.db")
	const company = "Only executives, admins of the workspace and owners of the playbook may read the company's report.\n"
	for _, test := range []struct {
		name, db string
		args     []string
		status   int
		says     string
	}{
		{"an unknown reader", example, []string{"--as", "dan@x.test"}, 2, "Coach knows nobody with the email dan@x.test, which --as names. Check the spelling.\n"},
		{"a reader by name", example, []string{"--as", "Dana"}, 2, "Coach knows nobody with the email Dana, which --as names. Check the spelling.\n"},
		{"a number of somebody with an address", example, []string{"--as", "#2"}, 2, "Coach knows nobody with the email #2, which --as names. Check the spelling.\n"},
		{"an unknown person", example, []string{"dan@x.test", "--as", "priya@x.test"}, 2, "Coach knows nobody with the email dan@x.test, which the report names. Check the spelling.\n"},
		{"a scope that there isn't", example, []string{"everybody", "--as", "priya@x.test"}, 2, "Coach knows nobody with the email everybody, which the report names. Check the spelling.\n"},
		{"a day that there isn't", example, []string{"--as", "dana@x.test", "--on", "2026-02-30"}, 2, "--on needs a day such as 2026-03-09, or an instant such as 2026-03-09T09:00:00Z, not \"2026-02-30\".\n"},
		{"a word for a day", example, []string{"--as", "dana@x.test", "--on", "yesterday"}, 2, "--on needs a day such as 2026-03-09, or an instant such as 2026-03-09T09:00:00Z, not \"yesterday\".\n"},
		{"an instant without a zone", example, []string{"--as", "dana@x.test", "--on", "2026-03-09T09:00:00"}, 2, "--on needs a day such as 2026-03-09, or an instant such as 2026-03-09T09:00:00Z, not \"2026-03-09T09:00:00\".\n"},
		{"no playbook", noPlaybook, []string{"--as", "dana@example.com"}, 2, "There's no playbook yet, so there's nothing to report. Publish one with coach playbook publish.\n"},
		{"no database", nothing, []string{"--as", "dana@x.test"}, 2, "There's no database at " + nothing + ". Start coach run once, or check --db.\n"},
		{"the company, for a rep", example, []string{"company", "--as", "ana@x.test"}, 3, company},
		{"the company, for a manager", example, []string{"company", "--as", "dana@x.test"}, 3, company},
		{"a team, for a rep", example, []string{"team", "--as", "ana@x.test"}, 3, "ana@x.test leads nobody, so they have no team's report. Try coach report me.\n"},
		{"a team by default, for a rep", example, []string{"--as", "ana@x.test"}, 3, "ana@x.test leads nobody, so they have no team's report. Try coach report me.\n"},
		{"a manager, for a report", example, []string{"dana@x.test", "--as", "ana@x.test"}, 3, "ana@x.test isn't dana@x.test's line manager, and only their manager may read this report.\n"},
		{"a colleague", example, []string{"ben@x.test", "--as", "ana@x.test"}, 3, "ana@x.test isn't ben@x.test's line manager, and only their manager may read this report.\n"},
		{"the manager's leader", example, []string{"ana@x.test", "--as", "priya@x.test"}, 3, "priya@x.test isn't ana@x.test's line manager, and only their manager may read this report.\n"},
		{"a dotted line", example, []string{"#7", "--as", "dana@x.test"}, 3, "dana@x.test isn't #7's line manager, and only their manager may read this report.\n"},
		{"somebody before their first day", example, []string{"me", "--as", "#7", "--on", "2026-03-01"}, 3, "#7 doesn't take part, so there's no report about them.\n"},
	} {
		for _, args := range [][]string{test.args, append([]string{"--json"}, test.args...)} {
			if got, want := coachReport(t, test.db, tuesday, args...), (printed{"", test.says, test.status}); got != want {
				t.Errorf("%s: coach report %s ends with %+v, want %+v", test.name, strings.Join(args, " "), got, want)
			}
		}
	}
	if _, err := os.Stat(nothing); err == nil {
		t.Error("a report makes a database")
	}
}

// Flags that contradict each other, or lack a reader, are no command.
func TestReportsThatCannotBeTyped(t *testing.T) {
	parser, err := kong.New(&cli{})
	if err != nil {
		t.Fatal(err)
	}
	for _, args := range []string{"report", "report me", "report --as dana@x.test --week --month", "report --as dana@x.test --quarter --year", "report me team --as dana@x.test", "report --as"} {
		if _, err := parser.Parse(strings.Fields(args)); err == nil {
			t.Errorf("coach %s can be typed", args)
		}
	}
}

// TestReportsThatAreTheSame holds different ways to ask for the same.
func TestReportsThatAreTheSame(t *testing.T) {
	london, newYork := exampleDB(t), exampleDB(t, `"name":"Dana","zone":"Europe/London"`, `"name":"Dana","zone":"America/New_York"`)
	dana := func(args ...string) []string { return append([]string{"--as", "dana@x.test", "--json"}, args...) }
	for _, test := range []struct {
		name, db  string
		one       []string
		is        bool
		theOther  []string
		andAsOfIs string
	}{
		{"one's own address is me", london, dana("dana@x.test"), true, dana("me"), "2026-03-10T12:00:00.000Z"},
		{"in capitals, too", london, dana("Dana@X.test"), true, dana("me"), "2026-03-10T12:00:00.000Z"},
		{"a team is what is asked for", london, dana(), true, dana("team", "--week"), "2026-03-10T12:00:00.000Z"},
		{"and isn't me", london, dana(), false, dana("me"), "2026-03-10T12:00:00.000Z"},
		{"a day is its last millisecond", london, dana("--on", "2026-03-09"), true, dana("--on", "2026-03-09T23:59:59.999Z"), "2026-03-09T23:59:59.999Z"},
		{"not the next one", london, dana("--on", "2026-03-09"), false, dana("--on", "2026-03-10T00:00:00Z"), "2026-03-09T23:59:59.999Z"},
		{"where the reader is", newYork, dana("--on", "2026-03-09"), true, dana("--on", "2026-03-10T03:59:59.999Z"), "2026-03-10T03:59:59.999Z"},
		{"in winter, too", newYork, dana("--on", "2026-03-07"), true, dana("--on", "2026-03-07T23:59:59.999-05:00"), "2026-03-08T04:59:59.999Z"},
		{"a day to come is now", london, dana("--on", "2026-12-24"), true, dana(), "2026-03-10T12:00:00.000Z"},
		{"today is now", london, dana("--on", "2026-03-10"), true, dana(), "2026-03-10T12:00:00.000Z"},
		{"an instant to come is now", london, dana("--on", "2026-03-10T12:00:00.001Z"), true, dana(), "2026-03-10T12:00:00.000Z"},
		{"what is logged later isn't there", london, dana("--running", "--on", "2026-03-04T17:02:11.479Z"), false, dana("--running", "--on", "2026-03-04T17:02:11.480Z"), "2026-03-04T17:02:11.479Z"},
	} {
		one, theOther := reported(t, test.db, tuesday, test.one...), reported(t, test.db, tuesday, test.theOther...)
		if is := one == theOther; is != test.is {
			t.Errorf("%s: the same is %t\n%s%s", test.name, is, one, theOther)
		}
		if want := `"as_of":"` + test.andAsOfIs + `"`; !strings.Contains(one, want) {
			t.Errorf("%s: %s isn't in\n%s", test.name, want, one)
		}
	}
}

// The moment of a report chooses its window.
func TestTheWindowOfAReport(t *testing.T) {
	db := exampleDB(t)
	for _, test := range []struct {
		args []string
		want string
	}{
		{nil, `{"kind":"week","from":"2026-03-02","to":"2026-03-08","running":false}`},
		{[]string{"--running"}, `{"kind":"week","from":"2026-03-09","to":"2026-03-15","running":true}`},
		{[]string{"--on", "2026-03-08"}, `{"kind":"week","from":"2026-02-23","to":"2026-03-01","running":false}`},
		{[]string{"--month"}, `{"kind":"month","from":"2026-02-01","to":"2026-02-28","running":false}`},
		{[]string{"--month", "--running"}, `{"kind":"month","from":"2026-03-01","to":"2026-03-31","running":true}`},
		{[]string{"--quarter"}, `{"kind":"quarter","from":"2025-10-01","to":"2025-12-31","running":false}`},
		{[]string{"--year"}, `{"kind":"year","from":"2025-01-01","to":"2025-12-31","running":false}`},
		{[]string{"--year", "--running"}, `{"kind":"year","from":"2026-01-01","to":"2026-12-31","running":true}`},
	} {
		if got := reported(t, db, tuesday, append(test.args, "--as", "dana@x.test", "--json")...); !strings.Contains(got, `"window":`+test.want) {
			t.Errorf("coach report %s isn't about %s:\n%s", strings.Join(test.args, " "), test.want, got)
		}
	}
}
