package practice_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"coach/cadence"
	"coach/practice"
)

// today is the day on which the entries of these tests are written.
var today = date(3, 5)

// validated returns the problems of an entry of Dana's about Ana, who has
// reported to her since February; Eli's Fay does not.
func validated(t *testing.T, p *practice.Practice, change func(*practice.Entry, *company)) practice.Problems {
	t.Helper()
	c := found(t, only(), "Dana", "Eli", "Ana < Dana from 2026-02-02", "Fay < Eli")
	e := practice.Entry{Practice: p.Key, Author: c.id("Dana"), Subject: c.id("Ana"), HappenedOn: today, Values: practice.Values{}}
	change(&e, c)
	err := e.Validate(p, c.roster(), today)
	ps, ok := errors.AsType[practice.Problems](err)
	if err != nil && !ok {
		t.Fatalf("the error is a %T: %v", err, err)
	}
	return ps
}

func TestAnEntryHasADayAndAPerson(t *testing.T) {
	tests := []struct {
		name   string
		change func(*practice.Entry, *company)
		want   practice.Problems
	}{
		{"about a report, today", func(*practice.Entry, *company) {}, nil},
		{"no day", func(e *practice.Entry, _ *company) { e.HappenedOn = 0 }, practice.Problems{{practice.FieldDate, "Pick the day it happened."}}},
		{"tomorrow", func(e *practice.Entry, _ *company) { e.HappenedOn = today + 1 }, practice.Problems{{practice.FieldDate, "That day hasn't come yet. Log it once it has happened."}}},
		{"the earliest day", func(e *practice.Entry, _ *company) { e.HappenedOn = today - practice.LongestAgo }, nil},
		{"a day earlier", func(e *practice.Entry, _ *company) { e.HappenedOn = today - practice.LongestAgo - 1 }, practice.Problems{{practice.FieldDate, "That's more than a year ago. Check the year."}}},
		{"nobody", func(e *practice.Entry, _ *company) { e.Subject = 0 }, practice.Problems{{practice.FieldPerson, "Pick the person this was about."}}},
		{"the author", func(e *practice.Entry, _ *company) { e.Subject = e.Author }, practice.Problems{{practice.FieldPerson, "Pick somebody other than yourself."}}},
		{"somebody else's report", func(e *practice.Entry, c *company) { e.Subject = c.id("Fay") },
			practice.Problems{{practice.FieldPerson, "Fay didn't report to you then. Check the person and the day."}}},
		{"a report, before they were one", func(e *practice.Entry, _ *company) { e.HappenedOn = date(1, 30) }, nil},
		{"neither", func(e *practice.Entry, _ *company) { e.HappenedOn, e.Subject = 0, 0 },
			practice.Problems{{practice.FieldDate, "Pick the day it happened."}, {practice.FieldPerson, "Pick the person this was about."}}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, validated(t, &practice.Practice{Scope: practice.ScopeReport}, test.change)); diff != "" {
				t.Errorf("problems differ (-want +got):\n%s", diff)
			}
		})
	}
	t.Run("a team's practice is about nobody", func(t *testing.T) {
		if ps := validated(t, &practice.Practice{Scope: practice.ScopeTeam}, func(e *practice.Entry, _ *company) { e.Subject = 0 }); len(ps) > 0 {
			t.Errorf("got %v", ps)
		}
	})
}

func text(s string) practice.Value           { return practice.Value{Text: s} }
func rows(rs ...practice.Row) practice.Value { return practice.Value{Rows: rs} }

func ptr(n float64) *float64 { return &n }

func TestAnAnswerIsRefusedWithASentence(t *testing.T) {
	number := practice.Field{Type: practice.Number, Min: ptr(0), Max: ptr(20)}
	decimal := number
	decimal.Decimal, decimal.Min = true, ptr(0.5)
	choice := practice.PlainOptions("Pipeline", "Discovery")
	tests := []struct {
		name   string
		field  practice.Field
		answer practice.Value
		path   string // below the field; empty for the field itself
		want   string // empty where the answer is fine
	}{
		{"300 characters", practice.Field{Type: practice.Text}, text(strings.Repeat("x", 300)), "", ""},
		{"301 characters", practice.Field{Type: practice.Text}, text(strings.Repeat("x", 301)), "", "Keep it to 300 characters. This has 301."},
		{"300 emoji, each of four bytes", practice.Field{Type: practice.Text}, text(strings.Repeat("🎉", 300)), "", ""},
		{"301 emoji", practice.Field{Type: practice.Text}, text(strings.Repeat("🎉", 301)), "", "Keep it to 300 characters. This has 301."},
		{"3,000 characters of long text", practice.Field{Type: practice.LongText}, text(strings.Repeat("ß", 3000)), "", ""},
		{"3,001 characters", practice.Field{Type: practice.LongText}, text(strings.Repeat("ß", 3001)), "", "Keep it to 3000 characters. This has 3001."},
		{"a link", practice.Field{Type: practice.URL}, text("https://example.com/a?b=c#d"), "", ""},
		{"a link without its scheme", practice.Field{Type: practice.URL}, text("example.com/a"), "", "Use a full link, starting with https://."},
		{"a link that is not secure", practice.Field{Type: practice.URL}, text("http://example.com"), "", "Use a full link, starting with https://."},
		{"a link that is a program", practice.Field{Type: practice.URL}, text("javascript:alert(1)"), "", "Use a full link, starting with https://."},
		{"a link to nowhere", practice.Field{Type: practice.URL}, text("https://"), "", "Use a full link, starting with https://."},
		{"a link that breaks out of Slack's markup", practice.Field{Type: practice.URL}, text("https://example.com|click"), "", "Use a full link, starting with https://."},
		{"a link with a space", practice.Field{Type: practice.URL}, text("https://example.com/a b"), "", "Use a full link, starting with https://."},
		{"a link too long", practice.Field{Type: practice.URL}, text("https://" + strings.Repeat("x", 293)), "", "Keep it to 300 characters. This has 301."},
		{"a number", number, text("12"), "", ""},
		{"the least", number, text("0"), "", ""},
		{"the most", number, text("20"), "", ""},
		{"less than the least", number, text("-1"), "", "Use 0 or more."},
		{"more than the most", number, text("21"), "", "Use 20 or less."},
		{"a fraction where there is none", number, text("2.5"), "", "Use a whole number."},
		{"a fraction", decimal, text("2.5"), "", ""},
		{"a fraction below the least", decimal, text("0.25"), "", "Use 0.5 or more."},
		{"no number", number, text("twelve"), "", "Use a number, like 12."},
		{"a number that is none", number, text("NaN"), "", "Use a number, like 12."},
		{"a number without end", number, text("Inf"), "", "Use a number, like 12."},
		{"without limits any number", practice.Field{Type: practice.Number}, text("-1000000"), "", ""},
		{"one of the choices", practice.Field{Type: practice.Select, Options: choice}, text("Discovery"), "", ""},
		{"a choice taken out since", practice.Field{Type: practice.Select, Options: choice}, text("Closing"), "", "“Closing” is no longer one of the choices. Pick again."},
		{"several of the choices", practice.Field{Type: practice.MultiSelect, Options: choice}, practice.Value{Many: []string{"Pipeline", "Discovery"}}, "", ""},
		{"one of several taken out", practice.Field{Type: practice.MultiSelect, Options: choice}, practice.Value{Many: []string{"Pipeline", "Closing"}}, "", "“Closing” is no longer one of the choices. Pick again."},
		{"somebody", practice.Field{Type: practice.User}, practice.Value{People: []practice.PersonID{3}}, "", ""},
		{"oneself", practice.Field{Type: practice.User}, practice.Value{People: []practice.PersonID{1}}, "", "Pick somebody other than yourself."},
		{"oneself among others", practice.Field{Type: practice.MultiUser}, practice.Value{People: []practice.PersonID{3, 1}}, "", "Pick somebody other than yourself."},
		{"a step with its day", practice.Field{Type: practice.Actions}, rows(practice.Row{What: "Call", Due: today}), "", ""},
		{"a step without its day", practice.Field{Type: practice.Actions}, rows(practice.Row{What: "Call"}), ".0.due", "Pick the day it's due."},
		{"a day without its step", practice.Field{Type: practice.Actions}, rows(practice.Row{What: "Call", Due: today}, practice.Row{What: " ", Due: today}), ".1.what", "Say what will be done by then."},
		{"a step of 300 emoji", practice.Field{Type: practice.Actions}, rows(practice.Row{What: strings.Repeat("🎉", 300), Due: today}), "", ""},
		{"a step too long", practice.Field{Type: practice.Actions}, rows(practice.Row{What: strings.Repeat("🎉", 301), Due: today}), ".0.what", "Keep it to 300 characters."},
		{"an obstacle nobody owns yet", practice.Field{Type: practice.ObstacleNew}, rows(practice.Row{What: "Pricing"}), "", ""},
		{"an obstacle with owner and day", practice.Field{Type: practice.ObstacleNew}, rows(practice.Row{What: "Pricing", Owner: 2, Due: today}), "", ""},
		{"an obstacle with an owner and no day", practice.Field{Type: practice.ObstacleNew}, rows(practice.Row{What: "Pricing", Owner: 2}), ".0.due", "Pick a day, since it has an owner."},
		{"a rating", practice.Field{Type: practice.Rating}, text("5"), "", ""},
		{"a rating below the scale", practice.Field{Type: practice.Rating}, text("0"), "", "Pick a number from 1 to 5."},
		{"a rating above the scale", practice.Field{Type: practice.Rating}, text("6"), "", "Pick a number from 1 to 5."},
		{"a rating in words", practice.Field{Type: practice.Rating}, text("great"), "", "Pick a number from 1 to 5."},
		{"yes", practice.Field{Type: practice.YesNo}, text("yes"), "", ""},
		{"no", practice.Field{Type: practice.YesNo}, text("no"), "", ""},
		{"neither yes nor no", practice.Field{Type: practice.YesNo}, text("Yes"), "", "Pick yes or no."},
		{"as many sessions as asked for", practice.Field{Type: practice.Sessions, Min: ptr(2)}, rows(practice.Row{What: "Discovery", Due: date(3, 9)}, practice.Row{What: "Closing", Due: date(3, 9)}), "", ""},
		{"a session too few", practice.Field{Type: practice.Sessions, Min: ptr(3)}, rows(practice.Row{What: "Discovery", Due: date(3, 9)}, practice.Row{What: "Closing", Due: date(3, 9)}), ".2.what",
			"Add one more. At least three belong here."},
		{"steps too few", practice.Field{Type: practice.Actions, Min: ptr(3)}, rows(practice.Row{What: "Call", Due: today}), ".1.what", "Add two more. At least three belong here."},
		{"a session without a day", practice.Field{Type: practice.Sessions}, rows(practice.Row{What: "Discovery"}), ".0.due", "Pick a day."},
		{"a session about nothing", practice.Field{Type: practice.Sessions}, rows(practice.Row{At: "10:00"}), ".0.what", "Say what it's about in a few words."},
		{"a session at no time there is", practice.Field{Type: practice.Sessions}, rows(practice.Row{What: "Discovery", Due: date(3, 9), At: "25:00"}), ".0.at", "Pick a time, like 09:30."},
		{"a session", practice.Field{Type: practice.Sessions}, rows(practice.Row{What: "Discovery", Due: date(3, 9), At: "09:30"}), "", ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			test.field.Key = "answer"
			p := &practice.Practice{Scope: practice.ScopeTeam, Form: practice.Form{test.field}}
			got := validated(t, p, func(e *practice.Entry, _ *company) { e.Values["answer"] = test.answer })
			var want practice.Problems
			if test.want != "" {
				want = practice.Problems{{"answer" + test.path, test.want}}
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("problems differ (-want +got):\n%s", diff)
			}
		})
	}
}

func TestARequiredFieldAsksForWhatItLacks(t *testing.T) {
	tests := []struct {
		is         practice.FieldType
		path, want string
	}{
		{practice.Text, "answer", "Write a few words."},
		{practice.LongText, "answer", "Write a few words."},
		{practice.URL, "answer", "Write a few words."},
		{practice.Number, "answer", "Use a number, like 12."},
		{practice.Select, "answer", "Pick one."},
		{practice.MultiSelect, "answer", "Pick one."},
		{practice.Rating, "answer", "Pick one."},
		{practice.YesNo, "answer", "Pick one."},
		{practice.User, "answer", "Pick at least one person."},
		{practice.MultiUser, "answer", "Pick at least one person."},
		{practice.DateField, "answer", "Pick a day."},
		{practice.Actions, "answer.0.what", "Write one step and the day it's due."},
		{practice.Sessions, "answer.0.what", "Write a few words."},
		{practice.ObstacleNew, "answer.0.what", "Write a few words."},
		{practice.ObstacleList, "", ""}, // there may be no open obstacle
	}
	for _, test := range tests {
		t.Run(string(test.is), func(t *testing.T) {
			field := practice.Field{Key: "answer", Type: test.is, Required: true}
			var want practice.Problems
			if test.want != "" {
				want = practice.Problems{{test.path, test.want}}
			}
			unanswered := func(*practice.Entry, *company) {}
			if diff := cmp.Diff(want, validated(t, &practice.Practice{Scope: practice.ScopeTeam, Form: practice.Form{field}}, unanswered)); diff != "" {
				t.Errorf("required, problems differ (-want +got):\n%s", diff)
			}
			field.Required = false
			if ps := validated(t, &practice.Practice{Scope: practice.ScopeTeam, Form: practice.Form{field}}, unanswered); len(ps) > 0 {
				t.Errorf("not required, problems are %v", ps)
			}
		})
	}
}

func TestABulkFormAsksOnceWhomItIsAbout(t *testing.T) {
	p := &practice.Practice{Scope: practice.ScopeReport, Bulk: true, Form: practice.Form{
		{Key: "lead", Type: practice.User}, {Key: "people", Type: practice.MultiUser, Required: true}, {Key: "others", Type: practice.MultiUser}}}
	if got := p.SubjectField(); got != "people" {
		t.Fatalf("the people are asked for at %s", got)
	}
	if ps := validated(t, p, func(*practice.Entry, *company) {}); len(ps) > 0 {
		t.Errorf("about Ana: %v", ps)
	}
	want := practice.Problems{{"people", "Pick the person this was about."}}
	if diff := cmp.Diff(want, validated(t, p, func(e *practice.Entry, _ *company) { e.Subject = 0 })); diff != "" {
		t.Errorf("about nobody, problems differ (-want +got):\n%s", diff)
	}
	for name, p := range map[string]*practice.Practice{
		"not bulk":                {Scope: practice.ScopeReport, Form: p.Form},
		"bulk, asking for nobody": {Scope: practice.ScopeReport, Bulk: true, Form: p.Form[:1]},
	} {
		if got := p.SubjectField(); got != practice.FieldPerson {
			t.Errorf("%s: the person is asked for at %s", name, got)
		}
	}
}

func TestHowManyRowsAnAnswerHas(t *testing.T) {
	for name, test := range map[string]struct {
		field       practice.Field
		least, most int
	}{
		"unless said":           {practice.Field{Type: practice.Actions}, 1, 20},
		"as said":               {practice.Field{Type: practice.Sessions, Min: ptr(3), Max: ptr(12)}, 3, 12},
		"never more than stand": {practice.Field{Type: practice.Actions, Max: ptr(99)}, 1, 20},
		"one obstacle":          {practice.Field{Type: practice.ObstacleNew, Min: ptr(2)}, 1, 1},
		"obstacles as said":     {practice.Field{Type: practice.ObstacleNew, Min: ptr(2), Max: ptr(3)}, 1, 3},
	} {
		if least, most := test.field.LeastRows(), test.field.MostRows(); least != test.least || most != test.most {
			t.Errorf("%s: %d to %d, want %d to %d", name, least, most, test.least, test.most)
		}
	}
}

func TestEverythingWrongIsSaidAtOnce(t *testing.T) {
	p := &practice.Practice{Scope: practice.ScopeReport, Form: practice.Form{
		{Key: "note", Type: practice.Text, Required: true},
		{Key: "score", Type: practice.Number},
		{Key: "fine", Type: practice.Text},
		{Key: "plan", Type: practice.Actions},
	}}
	got := validated(t, p, func(e *practice.Entry, _ *company) {
		e.HappenedOn, e.Subject = today+1, 0
		e.Values = practice.Values{"score": text("many"), "fine": text("yes"), "plan": rows(practice.Row{What: "Call"}, practice.Row{Due: today})}
	})
	want := practice.Problems{
		{practice.FieldDate, "That day hasn't come yet. Log it once it has happened."},
		{practice.FieldPerson, "Pick the person this was about."},
		{"note", "Write a few words."},
		{"score", "Use a number, like 12."},
		{"plan.0.due", "Pick the day it's due."},
		{"plan.1.what", "Say what will be done by then."},
		{"plan.1.due", "Pick a day after it happened."},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("problems differ (-want +got):\n%s", diff)
	}
	said := make([]string, len(want))
	for i, p := range want {
		said[i] = fmt.Sprintf("%s: %s", p.Field, p.Text)
	}
	if got.Error() != strings.Join(said, "; ") {
		t.Errorf("as an error it says %q", got.Error())
	}
}

func TestAValueIsZeroUntilSomethingIsAnswered(t *testing.T) {
	answers := map[string]practice.Value{"text": {Text: "x"}, "choices": {Many: []string{"x"}}, "people": {People: []practice.PersonID{1}},
		"a date": {Date: cadence.Date(1)}, "rows": {Rows: []practice.Row{{}}}}
	for name, v := range answers {
		if v.IsZero() {
			t.Errorf("%s is no answer", name)
		}
	}
	if !(practice.Value{}).IsZero() {
		t.Error("nothing is an answer")
	}
}
