package practice_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"coach/cadence"
	"coach/files"
	"coach/practice"
)

func TestTheDefaultFormsFitOneShortScreen(t *testing.T) {
	pb := files.Default()
	for i := range pb.Practices {
		if said := pb.Practices[i].TooLong(); said != "" {
			t.Error(said)
		}
	}
}

func TestWhichFormsAreTooLong(t *testing.T) {
	questions := func(required, free, more int) practice.Form {
		var f practice.Form
		for i := range required + free + more {
			f = append(f, practice.Field{Key: fmt.Sprintf("q%d", i), Type: practice.Text, Required: i < required, More: i >= required+free})
		}
		return f
	}
	rule := func(c cadence.Cadence) practice.Rule { return practice.Rule{Rhythm: cadence.Rhythm{Cadence: c}} }
	tight := rule(cadence.Monthly)
	tight.Intensify = &practice.Intensify{Rhythm: cadence.Rhythm{Cadence: cadence.Weekly}}
	for name, test := range map[string]struct {
		practice practice.Practice
		want     string
	}{
		"six questions a month":                  {practice.Practice{Rule: rule(cadence.Monthly), Form: questions(6, 0, 9)}, ""},
		"seven a month":                          {practice.Practice{Rule: rule(cadence.Monthly), Form: questions(6, 1, 0)}, "Visit asks 7 questions at once. People have patience for 6. Put “more: true” on those that can wait."},
		"five a week, four of them required":     {practice.Practice{Rule: rule(cadence.Weekly), Form: questions(4, 1, 0)}, ""},
		"six a week":                             {practice.Practice{Rule: rule(cadence.Weekly), Form: questions(4, 2, 0)}, "Visit asks 6 questions at once. People have patience for 5. Put “more: true” on those that can wait."},
		"five a week, all required":              {practice.Practice{Rule: rule(cadence.Weekly), Form: questions(5, 0, 0)}, "Visit has 5 required questions. Anything done every week can have at most 4."},
		"six a month that tightens to weeks":     {practice.Practice{Rule: tight, Form: questions(4, 2, 0)}, "Visit asks 6 questions at once. People have patience for 5. Put “more: true” on those that can wait."},
		"eight a quarter":                        {practice.Practice{Rule: rule(cadence.Quarterly), Form: questions(8, 0, 0)}, ""},
		"nine a year":                            {practice.Practice{Rule: rule(cadence.Yearly), Form: questions(9, 0, 0)}, "Visit asks 9 questions at once. People have patience for 8. Put “more: true” on those that can wait."},
		"eight a quarter, but a month for some":  {practice.Practice{Rule: rule(cadence.Quarterly), ByLevel: map[practice.Level]practice.Rule{practice.FLM: rule(cadence.Monthly)}, Form: questions(8, 0, 0)}, "Visit asks 8 questions at once. People have patience for 6. Put “more: true” on those that can wait."},
		"whom it is about is no question of its": {practice.Practice{Bulk: true, Rule: rule(cadence.Weekly), Form: append(practice.Form{{Key: "people", Type: practice.MultiUser, Required: true}}, questions(4, 1, 0)...)}, ""},
	} {
		test.practice.Short = "Visit"
		if got := test.practice.TooLong(); got != test.want {
			t.Errorf("%s: %q, want %q", name, got, test.want)
		}
	}
	pb := &practice.Playbook{Practices: []practice.Practice{
		{Key: "a", Short: "A", Enabled: true, Rule: rule(cadence.Weekly), Form: questions(4, 2, 0)},
		{Key: "b", Short: "B", Rule: rule(cadence.Weekly), Form: questions(4, 2, 0)},
	}}
	if got := pb.LongForms(); len(got) != 1 || !strings.HasPrefix(got[0], "A ") {
		t.Errorf("of a practice that is on and one that is off: %q", got)
	}
}

func TestAQuestionIsRequiredUnless(t *testing.T) {
	plan := practice.Value{Rows: []practice.Row{{What: "Rehearse", Due: date(3, 12)}}}
	for _, test := range []struct {
		author string
		plan   practice.Value
		want   practice.Problems
	}{
		{"they", practice.Value{}, nil},
		{"they", plan, nil},
		{"both", practice.Value{}, practice.Problems{{Field: "plan.0.what", Text: "Write one step and the day it's due."}}},
		{"manager", plan, nil},
	} {
		got := validated(t, the(files.Default(), "one_on_one"), func(e *practice.Entry, _ *company) {
			e.Values = practice.Values{"strength": {Text: "Listens"}, "time_focus": {Text: "ahead"}, "plan_author": {Text: test.author}, "plan": test.plan}
		})
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%s, with %d steps (-want +got):\n%s", test.author, len(test.plan.Rows), diff)
		}
	}
}

func TestOneOfSeveralQuestionsNeedsAnAnswer(t *testing.T) {
	alone := &practice.Practice{AnyOf: []string{"open", "why"}, Form: practice.Form{{Key: "open", Type: practice.ObstacleList}, {Key: "why", Type: practice.Text}}}
	for _, test := range []struct {
		of     *practice.Practice
		values practice.Values
		want   practice.Problems
	}{
		{the(files.Default(), "obstacle_review"), practice.Values{}, practice.Problems{{Field: "new.0.what", Text: "Answer at least one of these: “New obstacle” and “If there are none: how did you look?”."}}},
		{the(files.Default(), "obstacle_review"), practice.Values{"none_reason": {Text: "Asked round the table"}}, nil},
		{the(files.Default(), "obstacle_review"), practice.Values{"new": {Rows: []practice.Row{{What: "The approval takes a week"}, {What: "No sandbox"}}}}, nil},
		{alone, practice.Values{}, practice.Problems{{Field: "why", Text: "Answer this one, please."}}},
	} {
		got := validated(t, test.of, func(e *practice.Entry, _ *company) { e.Values = test.values })
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%s, %v (-want +got):\n%s", test.of.Key, test.values, diff)
		}
	}
}

func TestAConditionHolds(t *testing.T) {
	vs := practice.Values{"who": {Text: "they"}, "what": {Many: []string{"a", "b"}}}
	for c, want := range map[practice.Condition]bool{
		{}: false, {Field: "who", Value: "they"}: true, {Field: "who", Value: "me"}: false, {Field: "what", Value: "b"}: true,
	} {
		if c.Holds(vs) != want {
			t.Errorf("%v holds: %t", c, !want)
		}
	}
}
