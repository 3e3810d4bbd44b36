package files

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"coach/cadence"
	"coach/practice"
)

// load reads visits with some words changed, old and new in turn.
func load(t *testing.T, changes ...string) *practice.Playbook {
	t.Helper()
	pb, err := Load("p.yaml", []byte(strings.NewReplacer(changes...).Replace(visits)))
	if err != nil {
		t.Fatal(err)
	}
	return pb
}

func TestLoadReadsEveryKey(t *testing.T) {
	const file = "\ufeff# What we expect" + `
version: 7
vision: "Customers ask for us by name."
skills: [Discovery, Closing]
calendars: {default: {week_start: SUN}, gulf: {working_days: [SUN, MON, TUE, WED, THU], week_start: SUN}}
fiscal_year_start: 4
practices:
- key: visit
  name: 'A visit'
  short: "Visit"
  group: team
  tier: standard
  levels: [everyone]
  expected_of: [flm, exec]
  subject_levels: [rep]
  scope: report
  cadence: biweekly
  phase: B
  due: [W1-TUE, WD-1]
  times: 2
  grace_wd: 3
  late_wd: 4
  intensify: {window: last 5 working days of fiscal month, cadence: weekly, due: MON}
  by_level: {exec: {cadence: daily, times: 1}}
  lens: mixed
  confirm: subject
  rate: subject
  also_satisfies: [inspect_review]
  bulk: true
  minutes: 20
  enabled: true
  why: So that we know
  good: [Listen, "Say: thanks"]
  learn: https://example.com/visits
  any_of: [mood, more]
  effective_from: 2026-03-02
  effective_to: 2026-03-29
  form:
  - {key: size, type: number, label: Size, help: How big, required: true, vis: metric, min: 0.5, max: 9, decimal: true}
  - {key: mood, type: select, label: Mood, vis: everyone, options: [Good, {bad: Not so good}]}
  - {key: more, type: text, label: More, vis: team, more: true}
  - {key: why, type: text, label: Why, vis: team, required: {unless: {mood: Good}}}
  - {key: helps, type: select, label: Helps, vis: team, options: [Yes, {no: Nope}], follows: {mood: {Good: Yes, bad: no}}}
  - {key: held, type: obstacle, label: Held, vis: team, max: 3}
`
	crlf := strings.ReplaceAll(file, "\n", "\r\n")
	pb, err := Load("p.yaml", []byte(crlf))
	if err != nil {
		t.Fatal(err)
	}
	due := func(code string, c cadence.Cadence) cadence.Due {
		d, err := cadence.ParseDue(code, c)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	least, most := 0.5, 9.0
	window := &practice.Intensify{Window: cadence.Window{Days: 5, Of: cadence.Monthly}, Rhythm: cadence.Rhythm{Cadence: cadence.Weekly},
		Due: []cadence.Due{due("MON", cadence.Weekly)}, Times: 2, Grace: 3, Late: 4}
	execWindow := *window
	execWindow.Times = 1
	want := practice.Practice{
		Key: "visit", Name: "A visit", Short: "Visit", Group: "team", Why: "So that we know", Good: []string{"Listen", "Say: thanks"}, Learn: "https://example.com/visits", AnyOf: []string{"mood", "more"}, Tier: practice.Standard,
		Levels: []practice.Level{practice.Everyone}, ExpectedOf: []practice.Level{practice.FLM, practice.Exec}, SubjectLevels: []practice.Level{practice.Rep}, Scope: practice.ScopeReport,
		Rule: practice.Rule{Rhythm: cadence.Rhythm{Cadence: cadence.Biweekly, Phase: cadence.PhaseB},
			Due: []cadence.Due{due("W1-TUE", cadence.Biweekly), due("WD-1", cadence.Biweekly)}, Times: 2, Grace: 3, Late: 4, Intensify: window},
		ByLevel: map[practice.Level]practice.Rule{practice.Exec: {Rhythm: cadence.Rhythm{Cadence: cadence.Daily}, Times: 1, Grace: 3, Late: 4, Intensify: &execWindow}},
		Lens:    practice.Mixed, Confirm: practice.ConfirmSubject, Rated: true, AlsoSatisfies: []string{"inspect_review"}, Bulk: true, Minutes: 20,
		Enabled: true, From: cadence.NewDate(2026, 3, 2), To: cadence.NewDate(2026, 3, 29),
		Form: practice.Form{
			{Key: "size", Type: practice.Number, Label: "Size", Help: "How big", Required: true, Vis: practice.Metric, Min: &least, Max: &most, Decimal: true},
			{Key: "mood", Type: practice.Select, Label: "Mood", Vis: practice.Everywhere, Options: []practice.Option{{Value: "Good", Label: "Good"}, {Value: "bad", Label: "Not so good"}}},
			{Key: "more", Type: practice.Text, Label: "More", Vis: practice.Team, More: true},
			{Key: "why", Type: practice.Text, Label: "Why", Vis: practice.Team, Required: true, Unless: practice.Condition{Field: "mood", Value: "Good"}},
			{Key: "helps", Type: practice.Select, Label: "Helps", Vis: practice.Team, Options: []practice.Option{{Value: "Yes", Label: "Yes"}, {Value: "no", Label: "Nope"}},
				Follows: practice.Follows{Field: "mood", Values: map[string]string{"Good": "Yes", "bad": "no"}}},
			{Key: "held", Type: practice.ObstacleNew, Label: "Held", Vis: practice.Team, Max: new(3.0)},
		},
	}
	if diff := cmp.Diff(want, pb.Practices[0], cmp.Comparer(func(a, b cadence.Due) bool { return a == b })); diff != "" {
		t.Errorf("the practice differs (-want +got):\n%s", diff)
	}
	if pb.Vision != "Customers ask for us by name." || !slices.Equal(pb.Skills, []string{"Discovery", "Closing"}) {
		t.Errorf("vision %q, skills %q", pb.Vision, pb.Skills)
	}
	if pb.Version != 7 || pb.Fiscal.Start != time.April {
		t.Errorf("version %d, fiscal year from %s", pb.Version, pb.Fiscal.Start)
	}
	gulf, own := pb.Calendar("gulf"), pb.Calendar("")
	if gulf.Works(cadence.NewDate(2026, 3, 6)) || !gulf.Works(cadence.NewDate(2026, 3, 8)) || gulf.WeekStart != time.Sunday {
		t.Errorf("the gulf calendar is %+v", gulf)
	}
	if own.Works(cadence.NewDate(2026, 3, 8)) || own.WeekStart != time.Sunday {
		t.Errorf("the default calendar is %+v", own)
	}
	if elsewhere := pb.Calendar("elsewhere"); elsewhere.WeekStart != time.Monday {
		t.Errorf("an undescribed calendar is %+v", elsewhere)
	}
}

func TestWhatAPracticeLeavesOut(t *testing.T) {
	pb, err := Load("p.yaml", []byte("practices: [{key: visit, name: Visit, short: Visit, enabled: true, levels: [flm], scope: team, cadence: daily}]"))
	if err != nil {
		t.Fatal(err)
	}
	want := practice.Practice{Key: "visit", Name: "Visit", Short: "Visit", Group: "coach", Tier: practice.Full, Levels: []practice.Level{practice.FLM}, Scope: practice.ScopeTeam,
		Rule: practice.Rule{Rhythm: cadence.Rhythm{Cadence: cadence.Daily}, Times: 1}, ByLevel: map[practice.Level]practice.Rule{},
		Lens: practice.Neutral, Confirm: practice.ConfirmNone, Enabled: true, Form: practice.Form{}}
	if diff := cmp.Diff(want, pb.Practices[0]); diff != "" {
		t.Errorf("the practice differs (-want +got):\n%s", diff)
	}
	if pb.Version != 1 {
		t.Errorf("version %d, want 1", pb.Version)
	}
}

func TestAPracticeIsOnIfItSaysSoOrElseIfItIsCore(t *testing.T) {
	for _, test := range []struct {
		says string
		want bool
	}{
		{"tier: core", true}, {"tier: standard", false}, {"tier: full", false}, {"enabled: true", true}, {"enabled: false", false},
		{"tier: core\n  enabled: false", false}, {"tier: full\n  enabled: true", true},
	} {
		if got := load(t, "tier: core", test.says).Practices[0].Enabled; got != test.want {
			t.Errorf("with %s it is on: %t", test.says, got)
		}
	}
}

func TestALevelRuleChangesOnlyWhatItSays(t *testing.T) {
	tests := []struct {
		name, practice, level string
		want                  string // the rule of mom, as ruleText writes it
	}{
		{"nothing", "cadence: weekly", "{}", "weekly [THU] x1 1/2"},
		{"times", "cadence: weekly", "{times: 3}", "weekly [THU] x3 1/2"},
		{"another cadence with its due code", "cadence: weekly", "{cadence: monthly, due: WD-4}", "monthly [WD-4] x1 1/2"},
		{"another cadence that the due code suits", "cadence: weekly\n  due: WD1", "{cadence: monthly}", "monthly [WD1] x1 1/2"},
		{"daily drops the due code", "cadence: weekly", "{cadence: daily}", "daily [] x1 1/2"},
		{"phase A is no phase", "cadence: biweekly\n  due: WD1\n  phase: B", "{phase: A}", "biweekly [WD1] x1 1/2"},
		{"the phase stays in the block", "cadence: biweekly\n  due: WD1\n  phase: B", "{grace_wd: 0}", "biweekly B [WD1] x1 0/2"},
		{"another cadence drops the phase", "cadence: biweekly\n  due: WD1\n  phase: B", "{cadence: weekly}", "weekly [WD1] x1 1/2"},
		{"intensify keeps what it leaves out", "cadence: weekly", "{times: 2, intensify: {window: last 5 working days of fiscal month, due: [MON, TUE]}}",
			"weekly [THU] x2 1/2, last 5 of monthly: weekly [MON TUE] x2 1/2"},
		{"the practice's intensify keeps what the level says", "cadence: weekly\n  intensify: {window: last 5 working days of fiscal month, times: 4}", "{due: MON, late_wd: 5}",
			"weekly [MON] x1 1/5, last 5 of monthly: weekly [MON] x4 1/5"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			own := test.practice
			if !strings.Contains(own, "due: WD1") {
				own += "\n  due: THU"
			}
			pb := load(t, "cadence: weekly\n  due: THU", own+"\n  by_level: {mom: "+test.level+"}")
			if got := ruleText(pb.Practices[0].RuleFor(practice.MOM)); got != test.want {
				t.Errorf("the rule is %s, want %s", got, test.want)
			}
		})
	}
}

func ruleText(r practice.Rule) string {
	rhythm := strings.TrimSpace(string(r.Cadence) + " " + string(r.Phase))
	text := fmt.Sprintf("%s %v x%d %d/%d", rhythm, r.Due, r.Times, r.Grace, r.Late)
	if in := r.Intensify; in != nil {
		inside := practice.Rule{Rhythm: in.Rhythm, Due: in.Due, Times: in.Times, Grace: in.Grace, Late: in.Late}
		text += fmt.Sprintf(", last %d of %s: %s", in.Window.Days, in.Window.Of, ruleText(inside))
	}
	return text
}

func TestALevelRuleThatAsksTheSameIsNone(t *testing.T) {
	pb := load(t, "tier: core", "tier: core\n  by_level: {mom: {times: 1, due: [THU]}}")
	if rules := pb.Practices[0].ByLevel; len(rules) != 0 {
		t.Errorf("level rules %v", rules)
	}
}

func TestInspectReviewIsInEveryPlaybook(t *testing.T) {
	tests := []struct{ name, says, want string }{
		{"a file that lacks it", "", "weekly [TUE] x1 1/2 on"},
		{"switched off", "- {key: inspect_review, enabled: false}\n", "weekly [TUE] x1 1/2 off"},
		{"retimed", "- {key: inspect_review, cadence: monthly, due: WD3, grace_wd: 2}\n", "monthly [WD3] x1 2/2 on"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			pb := load(t, "practices:\n", "practices:\n"+test.says)
			p, _ := pb.Practice("inspect_review", cadence.NewDate(2026, 3, 2))
			state := map[bool]string{true: "on", false: "off"}[p.Enabled]
			if got := ruleText(p.Rule) + " " + state; got != test.want {
				t.Errorf("it is %s, want %s", got, test.want)
			}
			if len(pb.Practices) != 2 || len(p.Form) != 3 || p.Name != "Read the digest and help one person" {
				t.Errorf("%d practices, of which it is %+v", len(pb.Practices), p)
			}
		})
	}
}

func TestRecordsOfTheFileReplaceTheBuiltInOnes(t *testing.T) {
	pb := load(t, "version: 1", `
records:
- key: obstacle_close
  short: Done with it
  lifecycle: [open, closed]
  form:
  - {key: outcome, type: select, label: So?, vis: team, options: [Gone, Here]}
  - {key: how, type: text, label: How?, vis: team}`)
	own, _ := pb.Record("obstacle_close")
	if own.Short != "Done with it" || len(own.Lifecycle) != 2 {
		t.Errorf("the record of the file is %+v", own)
	}
	if skip, ok := pb.Record("skip"); !ok || len(skip.Form) != 2 {
		t.Errorf("the built-in record is %+v", skip)
	}
	if builtIn, _ := Default().Record("obstacle_close"); builtIn.Short != "Close an obstacle" {
		t.Errorf("the default playbook has changed: %+v", builtIn)
	}
}

func TestAFiscalTableIsReadInOrder(t *testing.T) {
	months := []string{"2026-01-04", "2026-02-01", "2026-03-01", "2026-04-05", "2026-05-03", "2026-05-31", "2026-07-05",
		"2026-08-02", "2026-08-30", "2026-10-04", "2026-11-01", "2026-11-29", "2027-01-03"}
	pb := load(t, "version: 1", "fiscal_months: ["+strings.Join(months, ", ")+"]")
	var got []string
	for _, d := range pb.Fiscal.Months {
		got = append(got, d.String())
	}
	if !slices.Equal(got, months) {
		t.Errorf("the months are %v", got)
	}
}

func FuzzLoad(f *testing.F) {
	f.Add([]byte(visits))
	f.Add([]byte("practices: [{key: 1}, {key: 2, also_satisfies: [3]}]\nrecords: [{key: 1}, {key: 2}, {key: skip}, {key: skip}]\n"))
	f.Add([]byte("practices: [{key: inspect_review, by_level: {exec: 5}, intensify: []}]\ncalendars: {a: 1}\nrecords: {}\n"))
	f.Add([]byte("practices: &a [*a, {<<: *a, key: ? b}]\n--- !!x\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		pb, err := Load("p.yaml", data)
		if err == nil {
			if pb.LastVersion(practice.InspectReview) == nil {
				t.Error("no inspect_review")
			}
			return
		}
		faults, ok := errors.AsType[Faults](err)
		if !ok || len(faults) == 0 || pb != nil {
			t.Fatalf("got %v and %#v", pb, err)
		}
		for _, fault := range faults {
			if fault.Line < 1 || fault.Column < 1 || fault.Text == "" {
				t.Errorf("a fault without a place: %#v", fault)
			}
		}
	})
}
