package practice_test

import (
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"coach/cadence"
	"coach/files"
	"coach/practice"
)

// changesIn returns the changes that Compare finds after a change of the
// default playbook.
func changesIn(change func(*practice.Playbook)) string {
	after := files.Default()
	change(after)
	return saidAll(practice.Compare(files.Default(), after))
}

func saidAll(changes []practice.Change) string {
	var said []string
	for _, c := range changes {
		said = append(said, c.Sentence())
	}
	return strings.Join(said, "\n")
}

// form returns a copy of a practice's form, for changes to it.
func form(pb *practice.Playbook, key string) practice.Form {
	p := the(pb, key)
	p.Form = slices.Clone(p.Form)
	return p.Form
}

func TestChangesOfAPlaybookInWords(t *testing.T) {
	for _, test := range []struct {
		name   string
		change func(*practice.Playbook)
		want   string
	}{
		{"nothing", func(*practice.Playbook) {}, ""},
		{"a practice switched on", func(pb *practice.Playbook) { the(pb, "best_practice").Enabled = true },
			"Best practice: off → on, every two weeks, by Wednesday of the second week, for front-line managers and managers of managers"},
		{"a practice switched off", func(pb *practice.Playbook) { the(pb, "observation").Enabled = false }, "Observation: on → off"},
		{"switched on with another rhythm", func(pb *practice.Playbook) {
			p := the(pb, "best_practice")
			p.Enabled, p.Rhythm, p.Due = true, cadence.Rhythm{Cadence: cadence.Monthly}, codes(cadence.Monthly, "WD-1")
		}, "Best practice: off → on, every month, by the last working day, for front-line managers and managers of managers\n" +
			"Best practice: every two weeks, by Wednesday of the second week → every month, by the last working day"},
		{"another cadence", func(pb *practice.Playbook) {
			p := the(pb, "observation")
			p.Rhythm, p.Due = cadence.Rhythm{Cadence: cadence.Monthly}, codes(cadence.Monthly, "WD-2")
		}, "Observation: every two weeks, by Thursday of the second week → every month, by the 2nd working day before month end"},
		{"another due day", func(pb *practice.Playbook) { the(pb, "observation").Due = codes(cadence.Biweekly, "W1-FRI") },
			"Observation: every two weeks, by Thursday of the second week → every two weeks, by Friday of the first week"},
		{"more often", func(pb *practice.Playbook) { the(pb, "in_moment").Times = 2 }, "In-the-moment coaching: three times a week, by Thursday → twice a week, by Thursday"},
		{"the other weeks", func(pb *practice.Playbook) { the(pb, "best_practice").Phase = "" }, "Best practice: in weeks of phase B → in weeks of phase A"},
		{"grace and lateness", func(pb *practice.Playbook) { the(pb, "observation").Grace, the(pb, "observation").Late = 2, 1 },
			"Observation: on time until one working day after the due day, then late for 5 working days → on time until two working days after the due day, then late for one working day"},
		{"no tightening", func(pb *practice.Playbook) { the(pb, "forecast_review").Intensify = nil },
			"Forecast review: every week, by Tuesday, and twice a week in the last 10 working days of a quarter, by Tuesday and Thursday → every week, by Tuesday"},
		{"grace near the end", func(pb *practice.Playbook) {
			in := *the(pb, "forecast_review").Intensify
			in.Late = 1
			the(pb, "forecast_review").Intensify = &in
		}, "Forecast review: near the end on time on the due day alone, then late for two working days → near the end on time on the due day alone, then late for one working day"},
		{"the other weeks near the end", func(pb *practice.Playbook) {
			in := *the(pb, "forecast_review").Intensify
			in.Rhythm = cadence.Rhythm{Cadence: cadence.Weekly, Phase: cadence.PhaseB}
			the(pb, "forecast_review").Intensify = &in
		}, "Forecast review: near the end in weeks of phase A → near the end in weeks of phase B"},
		{"of other people", func(pb *practice.Playbook) {
			the(pb, "observation").Levels = []practice.Level{practice.FLM, practice.MOM}
		},
			"Observation: for front-line managers → for front-line managers and managers of managers\n" +
				"Observation: can be logged by front-line managers → can be logged by front-line managers and managers of managers"},
		{"expected of other people", func(pb *practice.Playbook) { the(pb, "recognition").ExpectedOf = []practice.Level{practice.FLM} },
			"Recognition: for managers at every level → for front-line managers"},
		{"about other people", func(pb *practice.Playbook) { the(pb, "observe_coach").SubjectLevels = nil },
			"Coaching the coach: about each report among managers at every level → about each report"},
		{"of another scope", func(pb *practice.Playbook) { the(pb, "proactive_touch").Scope = practice.ScopeTeam }, "Walk-about: about each report → about the team"},
		{"a level with a rule of its own", func(pb *practice.Playbook) {
			p := the(pb, "one_on_one")
			rule := p.Rule
			rule.Times = 2
			p.ByLevel = map[practice.Level]practice.Rule{practice.Exec: rule}
		}, "1:1 planning: executives every month, by the 4th working day before month end → executives twice a month, by the 4th working day before month end"},
		{"a first and a last day", func(pb *practice.Playbook) {
			the(pb, "observation").From, the(pb, "observation").To = date(4, 1), date(6, 30)
		},
			"Observation: starts with its next full period → starts on 1 April 2026\nObservation: no last day → last day 30 June 2026"},
		{"names", func(pb *practice.Playbook) {
			the(pb, "observation").Name, the(pb, "observation").Short = "See it", "Seeing"
		},
			"Seeing: called “Skills observation & debrief” → called “See it”\nSeeing: “Observation” for short → “Seeing” for short"},
		{"the rest", func(pb *practice.Playbook) {
			p := the(pb, "quarterly_review")
			p.Group, p.Tier, p.Lens, p.Minutes, p.Confirm, p.Rated, p.AlsoSatisfies, p.Bulk = "team", practice.Full, practice.Leading, 60, practice.ConfirmNone, false, nil, true
		}, "Quarterly review: group coach → group team\nQuarterly review: tier standard → tier full\nQuarterly review: looks ahead and back → looks ahead\n" +
			"Quarterly review: takes 90 minutes → takes 60 minutes\nQuarterly review: for the person to confirm → for nobody to confirm\n" +
			"Quarterly review: for the person to rate → for nobody to rate\n" +
			"Quarterly review: also settles one_on_one → settles nothing else\nQuarterly review: a form for each person → one form for several people"},
		{"a question more, and one less", func(pb *practice.Playbook) {
			f := form(pb, "in_moment")
			f[1] = practice.Field{Key: "seen", Type: practice.Text, Label: "What did you see?", Vis: practice.Shared}
		}, "In-the-moment coaching: no longer asks “What you saw and what you said or asked”\nIn-the-moment coaching: now asks “What did you see?”"},
		{"a question in other words", func(pb *practice.Playbook) {
			f := form(pb, "in_moment")
			f[1].Label, f[1].Help, f[1].Required, f[1].Vis = "What happened?", "", false, practice.Private
		}, "In-the-moment coaching: asks “What you saw and what you said or asked” → asks “What happened?”\n" +
			"In-the-moment coaching: “What happened?” needs an answer → “What happened?” may stay empty\n" +
			"In-the-moment coaching: “What happened?” is for the author and the people named → “What happened?” is for the author alone\n" +
			"In-the-moment coaching: “What happened?” has other help"},
		{"questions of another kind", func(pb *practice.Playbook) {
			f := form(pb, "forecast_review")
			f[0].Type, f[6].Max, f[3].Options = practice.Text, new(4.0), practice.PlainOptions("Why")
		}, "Forecast review: “Commit” takes a number → “Commit” takes text\n" +
			"Forecast review: “Checked for each commit deal” offers Why this period, Why this amount, Who else must agree, What could block it → “Checked for each commit deal” offers Why\n" +
			"Forecast review: “One action now that changes the outcome” has other limits"},
		{"questions in another order", func(pb *practice.Playbook) { slices.Reverse(form(pb, "in_moment")) }, "In-the-moment coaching: asks its questions in another order"},
		{"what people read", func(pb *practice.Playbook) {
			p := the(pb, "in_moment")
			p.Why, p.Good, p.Learn = "So that it helps.", nil, "https://example.com"
			pb.Vision, pb.Skills = "Customers ask for us.", []string{"Discovery", "Closing"}
		}, "Vision: “Customers ask for us.”\nSkills: Discovery and Closing\n" +
			"In-the-moment coaching: why “So that a good word comes while it still helps.” → why “So that it helps.”\n" +
			"In-the-moment coaching: no longer what good looks like “Say what you saw, then ask · One minute is enough · For a whole team too”\n" +
			"In-the-moment coaching: where to learn more “https://example.com”"},
		{"which answers are needed", func(pb *practice.Playbook) {
			f := form(pb, "one_on_one")
			f[0].Required, f[0].More, f[3].Unless = false, true, practice.Condition{}
			form(pb, "observation")[5].Follows.Values = nil
			the(pb, "obstacle_review").AnyOf = nil
		}, "1:1 planning: “A strength to build on” needs an answer → “A strength to build on” is behind More questions\n" +
			"1:1 planning: “Action plan, in their words” needs an answer unless plan_author is they → “Action plan, in their words” needs an answer\n" +
			"Observation: “What helps now?” is suggested by other answers\n" +
			"Obstacle review: needs an answer to one of “Open obstacles: still open, resolved or passed up”, “New obstacle” and “If there are none: how did you look?” → needs no particular answer"},
		{"a practice more", func(pb *practice.Playbook) {
			p := *the(pb, "observation")
			p.Key, p.Short = "ride", "Ride"
			off := p
			off.Key, off.Short, off.Enabled = "walk", "Walk", false
			pb.Practices = append(pb.Practices, p, off)
		}, "Ride: on, every two weeks, by Thursday of the second week, for front-line managers\nWalk: in the playbook, switched off"},
		{"practices less", func(pb *practice.Playbook) {
			pb.Practices = slices.DeleteFunc(pb.Practices, func(p practice.Practice) bool { return p.Key == "observation" || p.Key == "team_plan" })
		}, "Team plan: no longer in the playbook\nObservation: no longer expected (every two weeks, by Thursday of the second week, for front-line managers)"},
		{"a version more", func(pb *practice.Playbook) {
			p := *the(pb, "observation")
			the(pb, "observation").To, p.From, p.Times = date(3, 31), date(4, 1), 2
			pb.Practices = append(pb.Practices, p)
		}, "Observation: every two weeks, by Thursday of the second week → twice every two weeks, by Thursday of the second week\n" +
			"Observation: starts with its next full period → starts on 1 April 2026\nObservation: on, every two weeks, by Thursday of the second week, for front-line managers, until 31 March 2026"},
		{"other weeks and years", func(pb *practice.Playbook) {
			gulf := &cadence.Calendar{Week: cadence.Days(0, 1, 2, 3, 4), WeekStart: time.Sunday}
			pb.Calendars = map[string]*cadence.Calendar{"default": gulf, "gulf": gulf}
			pb.Fiscal.Start = time.April
		}, "Working week: Monday, Tuesday, Wednesday, Thursday and Friday, weeks start on Monday → Sunday, Monday, Tuesday, Wednesday and Thursday, weeks start on Sunday\n" +
			"Working week of gulf: Monday, Tuesday, Wednesday, Thursday and Friday, weeks start on Monday → Sunday, Monday, Tuesday, Wednesday and Thursday, weeks start on Sunday\n" +
			"Fiscal year: starts in January → starts in April"},
		{"a table of months", func(pb *practice.Playbook) { pb.Fiscal.Months = []cadence.Date{date(1, 1), date(2, 1)} },
			"Fiscal year: starts in January → a table of months from 2026-01-01 to 2026-02-01"},
		{"other small forms", func(pb *practice.Playbook) {
			pb.Records = slices.Clone(pb.Records)
			pb.Records[0].Short, pb.Records[1].Key = "In the way", "closing"
			pb.Records[2].Form = pb.Records[2].Form[:2]
		}, "In the way: has other words\nClose an obstacle: a new small form\nAction: no longer asks “Whose is it?”\nClose an obstacle: no longer a small form"},
	} {
		t.Run(test.name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, changesIn(test.change)); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
		})
	}
}

func TestAnotherTableOfMonthsIsAChange(t *testing.T) {
	before, after := files.Default(), files.Default()
	before.Fiscal.Months = []cadence.Date{date(1, 1), date(2, 1), date(3, 1)}
	after.Fiscal.Months = []cadence.Date{date(1, 1), date(2, 2), date(3, 1)}
	if got := saidAll(practice.Compare(before, after)); got != "Fiscal year: a table of months from 2026-01-01 to 2026-03-01, with other months" {
		t.Error(got)
	}
}

// TestWhateverAPracticeSaysCanBeCompared fails for a field of a practice that
// Compare leaves out: publishing a change of it alone would be refused as no
// change.
func TestWhateverAPracticeSaysCanBeCompared(t *testing.T) {
	for _, of := range []struct {
		name string
		make func(*practice.Practice) any
	}{
		{"the practice", func(p *practice.Practice) any { return p }},
		{"its rule", func(p *practice.Practice) any { return &p.Rule }},
		{"its rule near the end", func(p *practice.Practice) any { return p.Intensify }},
		{"a rule of one level", func(p *practice.Practice) any { return new(p.Rule) }},
		{"a question", func(p *practice.Practice) any { return &p.Form[0] }},
	} {
		kind := reflect.TypeOf(of.make(the(files.Default(), "pipeline_review"))).Elem()
		for i := range kind.NumField() {
			field := kind.Field(i).Name
			if field == "Key" || field == "Scope" || field == "Rhythm" || field == "Form" || kind.Field(i).Type == reflect.TypeFor[practice.Rule]() {
				continue // identity, what is one of few words, and what has rows of its own
			}
			after := files.Default()
			p := the(after, "pipeline_review")
			in := *p.Intensify
			p.Intensify, p.Form = &in, slices.Clone(p.Form)
			changed := of.make(p)
			other(t, reflect.ValueOf(changed).Elem().Field(i))
			if rule, ok := changed.(*practice.Rule); ok && of.name == "a rule of one level" {
				p.ByLevel = map[practice.Level]practice.Rule{practice.Exec: *rule}
			}
			if saidAll(practice.Compare(files.Default(), after)) == "" {
				t.Errorf("another %s of %s is no change", field, of.name)
			}
		}
	}
}

// other gives a value of any type another value.
func other(t *testing.T, v reflect.Value) {
	t.Helper()
	switch v.Kind() {
	case reflect.String:
		v.SetString(v.String() + "x")
	case reflect.Bool:
		v.SetBool(!v.Bool())
	case reflect.Int, reflect.Int32:
		v.SetInt(v.Int() + 1)
	case reflect.Struct:
		other(t, v.Field(0))
	case reflect.Slice:
		if v.Len() > 0 {
			v.Set(v.Slice(0, v.Len()-1))
			return
		}
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		if e := v.Index(0); e.Kind() == reflect.String {
			e.SetString(string(practice.Rep))
		} else if o, ok := e.Addr().Interface().(*practice.Option); ok {
			*o = practice.PlainOptions("Another")[0]
		}
	case reflect.Map:
		m := reflect.MakeMap(v.Type())
		m.SetMapIndex(reflect.ValueOf(practice.Exec), reflect.ValueOf(practice.Rule{Times: 9}))
		v.Set(m)
	case reflect.Pointer:
		if v.IsNil() {
			v.Set(reflect.New(v.Type().Elem()))
			return
		}
		v.SetZero()
	default:
		t.Fatalf("how does %s change?", v.Type())
	}
}
