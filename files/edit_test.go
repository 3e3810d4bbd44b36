package files

import (
	gocmp "cmp"
	_ "embed"
	"encoding/json"
	"errors"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"coach/cadence"
	"coach/practice"
)

// edited returns the lines in which a file differs after edits.
func edited(t *testing.T, source string, e practice.Edits) string {
	t.Helper()
	after, _, err := Apply(e, "p.yaml", []byte(source))
	if err != nil {
		t.Fatal(err)
	}
	return linesThatDiffer(source, string(after))
}

// linesThatDiffer returns the lines that only one of two texts has, in the
// order of the texts.
func linesThatDiffer(before, after string) string {
	a, b := strings.Split(before, "\n"), strings.Split(after, "\n")
	var told []string
	for len(a) > 0 || len(b) > 0 {
		switch {
		case len(a) > 0 && len(b) > 0 && a[0] == b[0]:
			a, b = a[1:], b[1:]
		case len(b) > 0 && (len(a) == 0 || slices.Contains(b, a[0])):
			told, b = append(told, "+"+b[0]), b[1:]
		default:
			told, a = append(told, "-"+a[0]), a[1:]
		}
	}
	return strings.Join(told, "\n")
}

//go:embed testdata/small.yaml
var smallPlaybook string

func TestAnEditChangesTheLinesItIsAboutAndNoOthers(t *testing.T) {
	sunday := time.Sunday
	for _, test := range []struct {
		name  string
		edits practice.Edits
		want  string
	}{
		{"nothing", practice.Edits{}, ""},
		{"what is so already", practice.Edits{Practices: []practice.Edit{{Key: "talk", Enabled: new(true), Cadence: cadence.Monthly, Due: []string{"WD-4"}, Times: 1, Levels: []practice.Level{practice.MOM, practice.FLM}}}}, ""},
		{"switched off", practice.Edits{Practices: []practice.Edit{{Key: "talk", Enabled: new(false)}}}, "+  enabled: false"},
		{"switched on", practice.Edits{Practices: []practice.Edit{{Key: "meeting", Enabled: new(true)}}}, "-  enabled: false\n+  enabled: true"},
		{"due on another day, with its comment", practice.Edits{Practices: []practice.Edit{{Key: "talk", Due: []string{"WD-2"}}}},
			"-  due: WD-4 # before the month closes\n+  due: WD-2 # before the month closes"},
		{"due on two days", practice.Edits{Practices: []practice.Edit{{Key: "talk", Due: []string{"WD10", "WD-2"}}}},
			"-  due: WD-4 # before the month closes\n+  due: [WD10, WD-2] # before the month closes"},
		{"more often", practice.Edits{Practices: []practice.Edit{{Key: "talk", Cadence: cadence.Biweekly, Phase: cadence.PhaseB, Due: []string{"W2-THU"}, Times: 2, From: cadence.NewDate(2026, 4, 1)}}},
			"+  effective_from: 2026-04-01\n-  cadence: monthly\n-  due: WD-4 # before the month closes\n+  cadence: biweekly\n+  phase: B\n+  times: 2\n+  due: W2-THU # before the month closes"},
		{"every day, which has no due code", practice.Edits{Practices: []practice.Edit{{Key: "meeting", Cadence: cadence.Daily}}},
			"-  cadence: biweekly\n-  phase: B\n-  due: [W1-MON, W2-MON]\n+  cadence: daily"},
		{"a due code that suits the new cadence too", practice.Edits{Practices: []practice.Edit{{Key: "talk", Cadence: cadence.Quarterly}}}, "-  cadence: monthly\n+  cadence: quarterly"},
		{"the other phase", practice.Edits{Practices: []practice.Edit{{Key: "meeting", Phase: cadence.PhaseA}}}, "-  phase: B"},
		{"another first day", practice.Edits{Practices: []practice.Edit{{Key: "meeting", From: cadence.NewDate(2026, 3, 2)}}}, "-  effective_from: 2026-02-02\n+  effective_from: 2026-03-02"},
		{"of other levels", practice.Edits{Practices: []practice.Edit{{Key: "talk", Levels: []practice.Level{practice.Exec, practice.FLM}}}}, "-  levels: [flm, mom]\n+  levels: [flm, exec]"},
		{"expected of other levels", practice.Edits{Practices: []practice.Edit{{Key: "recognition", Levels: []practice.Level{practice.FLM, practice.MOM}}}}, "-  expected_of: [flm]\n+  expected_of: [flm, mom]"},
		{"other values", practice.Edits{Values: []string{"Yes", "1:1, first", "Mut zählt"}},
			"-  - {key: value, type: select, label: Which value, vis: metric, options: [One, Two]}\n" +
				"+  - {key: value, type: select, label: Which value, vis: metric, options: [\"Yes\", \"1:1, first\", \"Mut zählt\"]}"},
		{"what people read, and questions", practice.Edits{Practices: []practice.Edit{{Key: "recognition", Words: &practice.Words{Why: "So that: it is seen.", Good: []string{"What they did", "Say \"thanks\""}, Learn: "https://example.com/thanks",
			Questions: []practice.QuestionEdit{{Key: "value", Label: "Which value, if any?", Need: practice.Waits}}}}}},
			"+  why: \"So that: it is seen.\"\n+  good: [\"What they did\", \"Say \\\"thanks\\\"\"]\n+  learn: \"https://example.com/thanks\"\n" +
				"-  - {key: value, type: select, label: Which value, vis: metric, options: [One, Two]}\n" +
				"+  - {key: value, type: select, label: \"Which value, if any?\", more: true, vis: metric, options: [One, Two]}"},
		{"a vision and skills", practice.Edits{Purpose: &practice.Purpose{Vision: "Customers ask for us.", Skills: []string{"Discovery", "Closing"}}},
			"+vision: \"Customers ask for us.\"\n+skills: [\"Discovery\", \"Closing\"]"},
		{"no vision and no skills, as now", practice.Edits{Purpose: &practice.Purpose{}}, ""},
		{"another working week", practice.Edits{WorkingDays: []time.Weekday{0, 1, 2, 3, 4}, WeekStart: &sunday},
			"+calendars: {default: {working_days: [MON, TUE, WED, THU, SUN], week_start: SUN}}"},
		{"another fiscal year", practice.Edits{FiscalStart: 4}, "+fiscal_year_start: 4"},
		{"the usual fiscal year and week", practice.Edits{FiscalStart: 1, WorkingDays: []time.Weekday{1, 2, 3, 4, 5}}, ""},
		{"the built-in practice, which the file leaves out", practice.Edits{Practices: []practice.Edit{{Key: practice.InspectReview, Enabled: new(false), Due: []string{"WED"}}}},
			"+system_practices: [{key: inspect_review, due: WED, enabled: false}]"},
	} {
		t.Run(test.name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, edited(t, smallPlaybook, test.edits)); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
		})
	}
}

func TestAnEditChangesTheVersionInForceLast(t *testing.T) {
	const twice = "practices:\n" + `- {key: talk, name: Talk, short: New, tier: core, levels: [flm], scope: report, cadence: monthly, due: WD-4, effective_from: 2026-05-01}
- {key: talk, name: Talk, short: Old, tier: core, levels: [flm], scope: report, cadence: weekly, due: THU, effective_to: 2026-03-31}
`
	got := edited(t, twice, practice.Edits{Practices: []practice.Edit{{Key: "talk", Due: []string{"WD-2"}}}})
	if !strings.HasPrefix(got, "-- {key: talk, name: Talk, short: New") || strings.Contains(got, "Old") {
		t.Errorf("got\n%s", got)
	}
}

func TestTheDefaultFileKeepsItsCommentsWhenItIsEdited(t *testing.T) {
	want := "+  enabled: true\n" + // of team_plan
		"-  subject_levels: [flm, mom, exec]   # only directs who coach\n+  subject_levels: [flm, mom, exec] # only directs who coach"
	if got := edited(t, string(DefaultYAML()), practice.Edits{Practices: []practice.Edit{{Key: "team_plan", Enabled: new(true)}}}); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestWhatDoesNotGoWithAFileIsSaid(t *testing.T) {
	table := strings.Replace(smallPlaybook, "version: 1\n", "fiscal_months: [2026-01-01, 2026-02-01, 2026-03-01, 2026-04-01, 2026-05-01, 2026-06-01, 2026-07-01, 2026-08-01, 2026-09-01, 2026-10-01, 2026-11-01, 2026-12-01, 2027-01-01]\n", 1)
	for _, test := range []struct {
		name, source string
		edits        practice.Edits
		want         string
	}{
		{"a practice that is gone", smallPlaybook, practice.Edits{Practices: []practice.Edit{{Key: "chat", Times: 2}}}, "chat: This practice is no longer in the playbook."},
		{"a question that is gone", smallPlaybook, practice.Edits{Practices: []practice.Edit{{Key: "talk", Words: &practice.Words{Questions: []practice.QuestionEdit{{Key: "mood", Label: "Mood"}}}}}},
			"talk.form.mood: The form has no such question any more."},
		{"a question of the built-in form", smallPlaybook, practice.Edits{Practices: []practice.Edit{{Key: practice.InspectReview, Words: &practice.Words{Questions: []practice.QuestionEdit{{Key: "how", Label: "And how?"}}}}}},
			"inspect_review.form.how: This question is coach's own. To change it, write the practice's form into the playbook's file."},
		{"a sixth line of what good looks like", smallPlaybook, practice.Edits{Practices: []practice.Edit{{Key: "talk", Words: &practice.Words{Good: []string{"a", "b", "c", "d", "e", "f"}}}}},
			"talk.good: It has 6 lines; at most 5 fit."},
		{"a day of another cadence", smallPlaybook, practice.Edits{Practices: []practice.Edit{{Key: "talk", Due: []string{"THU"}}}},
			`talk.due: “THU” is not a due code for a monthly practice. Write a working day such as WD10, or WD-4 for the fourth-last.`},
		{"another cadence whose days are others", smallPlaybook, practice.Edits{Practices: []practice.Edit{{Key: "meeting", Cadence: cadence.Monthly}}},
			"meeting.due: Pick when it's due, since every month needs a different day."},
		{"what is no cadence", smallPlaybook, practice.Edits{Practices: []practice.Edit{{Key: "talk", Cadence: "often"}}},
			"talk.cadence: “often” is not a cadence. Use daily, weekly, biweekly, monthly, trimester, quarterly, semiannual or yearly."},
		{"a phase without blocks", smallPlaybook, practice.Edits{Practices: []practice.Edit{{Key: "talk", Phase: cadence.PhaseB}}}, "talk.phase: A phase is for practices every two weeks."},
		{"what is no phase", smallPlaybook, practice.Edits{Practices: []practice.Edit{{Key: "meeting", Phase: "C"}}}, "meeting.phase: “C” is not a phase. Use A or B."},
		{"what is no level", smallPlaybook, practice.Edits{Practices: []practice.Edit{{Key: "talk", Levels: []practice.Level{"boss]\n"}}}},
			"talk.levels: “boss]\n” is not a level. Use rep, flm, mom, exec or everyone."},
		{"too often", smallPlaybook, practice.Edits{Practices: []practice.Edit{{Key: "talk", Times: 51}}}, "talk.times: 51 is out of range. Write a whole number from 1 to 50."},
		{"a value twice", smallPlaybook, practice.Edits{Values: []string{"One", "One"}}, "recognition.form.value.options: “One” is here twice."},
		{"a fiscal table", table, practice.Edits{FiscalStart: 4}, "fiscal_year_start: The playbook file has a table of fiscal months. Change that table instead."},
		{"no day of the week", smallPlaybook, practice.Edits{WeekStart: new(time.Weekday(9))}, "calendars: A week starts on one of its seven days."},
		{"no recognition", "practices: []", practice.Edits{Values: []string{"One"}}, "values: The playbook has no recognition, so there are no values to choose from."},
		{"a file with faults", "practices: [1]", practice.Edits{FiscalStart: 4}, "p.yaml:1:13: practices[1]: This is a number. Write a mapping, that is lines of “key: value”."},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, _, err := Apply(test.edits, "p.yaml", []byte(test.source))
			if got := saidBy(err); got != test.want {
				t.Errorf("got\n%s\nwant\n%s", got, test.want)
			}
		})
	}
}

func saidBy(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}

func TestEditsSurviveBeingKept(t *testing.T) {
	sunday := time.Sunday
	want := practice.Edits{Practices: []practice.Edit{{Key: "talk", Enabled: new(false), Cadence: cadence.Biweekly, Phase: cadence.PhaseB, Due: []string{"W2-THU"}, Times: 2, Levels: []practice.Level{practice.FLM}, From: cadence.NewDate(2026, 4, 1)}},
		Values: []string{"One"}, WorkingDays: []time.Weekday{1, 2}, WeekStart: &sunday, FiscalStart: 4}
	data, err := json.Marshal(want)
	if err != nil {
		t.Fatal(err)
	}
	var got practice.Edits
	if err := json.Unmarshal(data, &got); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if data, _ := json.Marshal(practice.Edits{}); string(data) != "{}" {
		t.Errorf("no edits are %s", data)
	}
}

func TestAnEditedFileShowsTheEditsAndNothingElse(t *testing.T) {
	before, err := Load("p.yaml", []byte(smallPlaybook))
	if err != nil {
		t.Fatal(err)
	}
	rapid.Check(t, func(t *rapid.T) {
		e := practice.Edit{Key: rapid.SampledFrom(keysOf(before)).Draw(t, "practice")}
		old := before.LastVersion(e.Key)
		if old.Cadence == cadence.Biweekly && rapid.Bool().Draw(t, "other weeks") {
			e.Phase = cadence.PhaseA
		}
		if rapid.Bool().Draw(t, "switches") {
			e.Enabled = new(rapid.Bool().Draw(t, "on"))
		}
		if rapid.Bool().Draw(t, "often") {
			e.Cadence = rapid.SampledFrom(cadences).Draw(t, "cadence")
			e.Due = rapid.SliceOfNDistinct(rapid.SampledFrom([]string{"WD1", "WD3", "WD-1", "WD-2"}), 1, 2, rapid.ID[string]).Draw(t, "due")
		}
		if e.Times = rapid.IntRange(0, 4).Draw(t, "times"); rapid.Bool().Draw(t, "starts") {
			e.From = cadence.NewDate(2026, 4, 1)
		}
		if rapid.Bool().Draw(t, "levels") {
			e.Levels = rapid.SliceOfNDistinct(rapid.SampledFrom(practice.PersonLevels), 1, 4, rapid.ID[practice.Level]).Draw(t, "of")
		}
		source, _, err := Apply(practice.Edits{Practices: []practice.Edit{e}}, "p.yaml", []byte(smallPlaybook))
		if _, theirs := errors.AsType[practice.Problems](err); theirs {
			return // such as a form too long for every week
		}
		if err != nil {
			t.Fatal(err)
		}
		after, err := Load("p.yaml", source)
		if err != nil {
			t.Fatalf("the edited file has faults:\n%v", err)
		}
		want := *old
		if e.Enabled != nil {
			want.Enabled = *e.Enabled
		}
		if e.Phase != "" || e.Cadence != "" && e.Cadence != want.Cadence {
			want.Rhythm = cadence.Rhythm{Cadence: gocmp.Or(e.Cadence, want.Cadence)}
		}
		switch {
		case want.Cadence == cadence.Daily:
			want.Due = nil
		case len(e.Due) > 0:
			want.Due = nil
			for _, code := range e.Due {
				due, err := cadence.ParseDue(code, want.Cadence)
				if err != nil {
					t.Fatal(err)
				}
				want.Due = append(want.Due, due)
			}
		}
		if e.Times != 0 {
			want.Times = e.Times
		}
		if e.From != 0 {
			want.From = e.From
		}
		if len(e.Levels) > 0 && len(old.ExpectedOf) > 0 {
			want.ExpectedOf = e.Levels
		} else if len(e.Levels) > 0 {
			want.Levels = e.Levels
		}
		got := *after.LastVersion(e.Key)
		if !got.ExpectsTheSame(&want) || got.From != want.From {
			t.Fatalf("got\n%+v\nwant\n%+v", got, want)
		}
		if changes := practice.Compare(before, after); slices.ContainsFunc(changes, func(c practice.Change) bool { return c.Practice != e.Key }) {
			t.Fatalf("more changed than %s: %+v", e.Key, changes)
		}
	})
}

func FuzzEditsLeaveAPlaybook(f *testing.F) {
	f.Add([]byte(smallPlaybook), []byte(`{"practices":[{"key":"talk","cadence":"weekly","due":["THU"]}],"values":["a","b"],"fiscal_start":4}`))
	f.Add(DefaultYAML(), []byte(`{"practices":[{"key":"inspect_review","enabled":false}],"working_days":[0,1],"week_start":0}`))
	f.Add([]byte(`{practices: [{key: talk, name: Talk, short: T, enabled: true, levels: [flm], scope: team, cadence: weekly, due: THU}]}`), []byte(`{"practices":[{"key":"talk","times":3,"from":"2026-04-01"},{"key":"inspect_review","times":2}],"fiscal_start":7}`))
	f.Add([]byte("practices: []\nsystem_practices:\n- key: inspect_review\n  due:\n  - TUE # early\n  - WED\n\n# the end\n"), []byte(`{"practices":[{"key":"inspect_review","due":["MON"]}],"week_start":6}`))
	f.Add([]byte("---\npractices:\n  - key: talk # x\n    name: >-\n      A long\n      talk\n    short: \"T: 1\"\n    enabled: true\n    levels: [flm]\n    scope: team\n    cadence: weekly\n    due: THU\n...\n"), []byte(`{"practices":[{"key":"talk","enabled":false}]}`))
	f.Fuzz(func(t *testing.T, source, kept []byte) {
		var e practice.Edits
		if json.Unmarshal(kept, &e) != nil {
			return
		}
		after, is, err := Apply(e, "p.yaml", source)
		if err != nil {
			return
		}
		want, err := Load("p.yaml", after)
		if err != nil {
			t.Fatalf("the edited file has faults:\n%v\n%s", err, after)
		}
		if !reflect.DeepEqual(want, is) {
			t.Fatalf("the edited file is another playbook than\n%+v\n%s", is, after)
		}
	})
}

// keysOf returns the keys of a playbook, each once.
func keysOf(pb *practice.Playbook) []string {
	var keys []string
	for _, p := range pb.Practices {
		if !slices.Contains(keys, p.Key) {
			keys = append(keys, p.Key)
		}
	}
	return keys
}

func TestAValueKeepsItsValueWhenItsLabelStays(t *testing.T) {
	source := strings.Replace(smallPlaybook, "options: [One, Two]", "options: [{one: One}, Two]", 1)
	edited, _, err := Apply(practice.Edits{Values: []string{"One", "Three"}}, "p.yaml", []byte(source))
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(edited), `options: [{"one": "One"}, "Three"]`) {
		t.Errorf("the file is now\n%s", edited)
	}
}
