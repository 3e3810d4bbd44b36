package practice

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"coach/cadence"
)

// today is the day on which the entries of these tests are written.
var today = date(3, 5)

// validated is what is wrong with an entry of Dana's about Ana, who reports to
// her since February; Eli's Fay does not.
func validated(t *testing.T, p *Practice, change func(*Entry, *company)) Problems {
	t.Helper()
	c := found(t, only(), "Dana", "Eli", "Ana < Dana from 2026-02-02", "Fay < Eli")
	e := Entry{Practice: p.Key, Author: c.id("Dana"), Subject: c.id("Ana"), HappenedOn: today, Values: Values{}}
	change(&e, c)
	err := e.Validate(p, c.roster(), today)
	ps, ok := errors.AsType[Problems](err)
	if err != nil && !ok {
		t.Fatalf("the error is a %T: %v", err, err)
	}
	return ps
}

func TestAnEntryHasADayAndAPerson(t *testing.T) {
	tests := []struct {
		name   string
		change func(*Entry, *company)
		want   Problems
	}{
		{"about a report, today", func(*Entry, *company) {}, nil},
		{"no day", func(e *Entry, _ *company) { e.HappenedOn = 0 }, Problems{{FieldDate, "Pick the day it happened."}}},
		{"tomorrow", func(e *Entry, _ *company) { e.HappenedOn = today + 1 }, Problems{{FieldDate, "That day is still to come. Log it once it has happened."}}},
		{"the earliest day", func(e *Entry, _ *company) { e.HappenedOn = today - LongestAgo }, nil},
		{"a day earlier", func(e *Entry, _ *company) { e.HappenedOn = today - LongestAgo - 1 }, Problems{{FieldDate, "That is more than a year ago. Check the year."}}},
		{"nobody", func(e *Entry, _ *company) { e.Subject = 0 }, Problems{{FieldPerson, "Pick the person this was about."}}},
		{"the author", func(e *Entry, _ *company) { e.Subject = e.Author }, Problems{{FieldPerson, "Pick somebody other than yourself."}}},
		{"somebody else's report", func(e *Entry, c *company) { e.Subject = c.id("Fay") },
			Problems{{FieldPerson, "Fay did not report to you then. Check the person and the day."}}},
		{"a report, before they were one", func(e *Entry, _ *company) { e.HappenedOn = date(1, 30) }, nil},
		{"neither", func(e *Entry, _ *company) { e.HappenedOn, e.Subject = 0, 0 },
			Problems{{FieldDate, "Pick the day it happened."}, {FieldPerson, "Pick the person this was about."}}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, validated(t, &Practice{Scope: ScopeReport}, test.change)); diff != "" {
				t.Errorf("problems differ (-want +got):\n%s", diff)
			}
		})
	}
	t.Run("a team's practice is about nobody", func(t *testing.T) {
		if ps := validated(t, &Practice{Scope: ScopeTeam}, func(e *Entry, _ *company) { e.Subject = 0 }); len(ps) > 0 {
			t.Errorf("got %v", ps)
		}
	})
}

func text(s string) Value  { return Value{Text: s} }
func rows(rs ...Row) Value { return Value{Rows: rs} }

func ptr(n float64) *float64 { return &n }

func TestAnAnswerIsRefusedWithASentence(t *testing.T) {
	number := Field{Type: Number, Min: ptr(0), Max: ptr(20)}
	decimal := number
	decimal.Decimal, decimal.Min = true, ptr(0.5)
	choice := PlainOptions("Pipeline", "Discovery")
	tests := []struct {
		name   string
		field  Field
		answer Value
		path   string // below the field; empty for the field itself
		want   string // empty where the answer is fine
	}{
		{"300 characters", Field{Type: Text}, text(strings.Repeat("x", 300)), "", ""},
		{"301 characters", Field{Type: Text}, text(strings.Repeat("x", 301)), "", "Keep it to 300 characters; this has 301."},
		{"300 emoji, each of four bytes", Field{Type: Text}, text(strings.Repeat("🎉", 300)), "", ""},
		{"301 emoji", Field{Type: Text}, text(strings.Repeat("🎉", 301)), "", "Keep it to 300 characters; this has 301."},
		{"3,000 characters of long text", Field{Type: LongText}, text(strings.Repeat("ß", 3000)), "", ""},
		{"3,001 characters", Field{Type: LongText}, text(strings.Repeat("ß", 3001)), "", "Keep it to 3000 characters; this has 3001."},
		{"a link", Field{Type: URL}, text("https://example.com/a?b=c#d"), "", ""},
		{"a link without its scheme", Field{Type: URL}, text("example.com/a"), "", "Use a full link that begins with https://."},
		{"a link that is not secure", Field{Type: URL}, text("http://example.com"), "", "Use a full link that begins with https://."},
		{"a link that is a program", Field{Type: URL}, text("javascript:alert(1)"), "", "Use a full link that begins with https://."},
		{"a link to nowhere", Field{Type: URL}, text("https://"), "", "Use a full link that begins with https://."},
		{"a link that breaks out of Slack's markup", Field{Type: URL}, text("https://example.com|click"), "", "Use a full link that begins with https://."},
		{"a link with a space", Field{Type: URL}, text("https://example.com/a b"), "", "Use a full link that begins with https://."},
		{"a link too long", Field{Type: URL}, text("https://" + strings.Repeat("x", 293)), "", "Keep it to 300 characters; this has 301."},
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
		{"without limits any number", Field{Type: Number}, text("-1000000"), "", ""},
		{"one of the choices", Field{Type: Select, Options: choice}, text("Discovery"), "", ""},
		{"a choice taken out since", Field{Type: Select, Options: choice}, text("Closing"), "", "“Closing” is no longer one of the choices. Pick again."},
		{"several of the choices", Field{Type: MultiSelect, Options: choice}, Value{Many: []string{"Pipeline", "Discovery"}}, "", ""},
		{"one of several taken out", Field{Type: MultiSelect, Options: choice}, Value{Many: []string{"Pipeline", "Closing"}}, "", "“Closing” is no longer one of the choices. Pick again."},
		{"somebody", Field{Type: User}, Value{People: []PersonID{3}}, "", ""},
		{"oneself", Field{Type: User}, Value{People: []PersonID{1}}, "", "Pick somebody other than yourself."},
		{"oneself among others", Field{Type: MultiUser}, Value{People: []PersonID{3, 1}}, "", "Pick somebody other than yourself."},
		{"a step with its day", Field{Type: Actions}, rows(Row{What: "Call", Due: today}), "", ""},
		{"a step without its day", Field{Type: Actions}, rows(Row{What: "Call"}), ".0.due", "Pick the day it is due."},
		{"a day without its step", Field{Type: Actions}, rows(Row{What: "Call", Due: today}, Row{What: " ", Due: today}), ".1.what", "Say what will be done by then."},
		{"a step of 300 emoji", Field{Type: Actions}, rows(Row{What: strings.Repeat("🎉", 300), Due: today}), "", ""},
		{"a step too long", Field{Type: Actions}, rows(Row{What: strings.Repeat("🎉", 301), Due: today}), ".0.what", "Keep it to 300 characters."},
		{"an obstacle nobody owns yet", Field{Type: ObstacleNew}, rows(Row{What: "Pricing"}), "", ""},
		{"an obstacle with owner and day", Field{Type: ObstacleNew}, rows(Row{What: "Pricing", Owner: 2, Due: today}), "", ""},
		{"an obstacle with an owner and no day", Field{Type: ObstacleNew}, rows(Row{What: "Pricing", Owner: 2}), ".0.due", "Pick a day, now that it has an owner."},
		{"a rating", Field{Type: Rating}, text("5"), "", ""},
		{"a rating below the scale", Field{Type: Rating}, text("0"), "", "Pick a number from 1 to 5."},
		{"a rating above the scale", Field{Type: Rating}, text("6"), "", "Pick a number from 1 to 5."},
		{"a rating in words", Field{Type: Rating}, text("great"), "", "Pick a number from 1 to 5."},
		{"yes", Field{Type: YesNo}, text("yes"), "", ""},
		{"no", Field{Type: YesNo}, text("no"), "", ""},
		{"neither yes nor no", Field{Type: YesNo}, text("Yes"), "", "Pick yes or no."},
		{"as many sessions as asked for", Field{Type: Sessions, Min: ptr(2)}, rows(Row{What: "Discovery"}, Row{What: "Closing"}), "", ""},
		{"a session too few", Field{Type: Sessions, Min: ptr(3)}, rows(Row{What: "Discovery"}, Row{What: "Closing"}), ".2.what",
			"Write 1 more, please: at least 3 belong here."},
		{"steps too few", Field{Type: Actions, Min: ptr(3)}, rows(Row{What: "Call", Due: today}), ".1.what", "Write 2 more, please: at least 3 belong here."},
		{"a session without a day", Field{Type: Sessions}, rows(Row{What: "Discovery"}), "", ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			test.field.Key = "answer"
			p := &Practice{Scope: ScopeTeam, Form: Form{test.field}}
			got := validated(t, p, func(e *Entry, _ *company) { e.Values["answer"] = test.answer })
			var want Problems
			if test.want != "" {
				want = Problems{{"answer" + test.path, test.want}}
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("problems differ (-want +got):\n%s", diff)
			}
		})
	}
}

func TestARequiredFieldAsksForWhatItLacks(t *testing.T) {
	tests := []struct {
		is         FieldType
		path, want string
	}{
		{Text, "answer", "Write a few words."},
		{LongText, "answer", "Write a few words."},
		{URL, "answer", "Write a few words."},
		{Number, "answer", "Use a number, like 12."},
		{Select, "answer", "Pick one."},
		{MultiSelect, "answer", "Pick one."},
		{Rating, "answer", "Pick one."},
		{YesNo, "answer", "Pick one."},
		{User, "answer", "Pick at least one person."},
		{MultiUser, "answer", "Pick at least one person."},
		{DateField, "answer", "Pick a day."},
		{Actions, "answer.0.what", "Write one step and the day it is due."},
		{Sessions, "answer.0.what", "Write a few words."},
		{ObstacleNew, "answer.0.what", "Write a few words."},
		{ObstacleList, "", ""}, // there may be no open obstacle
	}
	for _, test := range tests {
		t.Run(string(test.is), func(t *testing.T) {
			field := Field{Key: "answer", Type: test.is, Required: true}
			var want Problems
			if test.want != "" {
				want = Problems{{test.path, test.want}}
			}
			unanswered := func(*Entry, *company) {}
			if diff := cmp.Diff(want, validated(t, &Practice{Scope: ScopeTeam, Form: Form{field}}, unanswered)); diff != "" {
				t.Errorf("required, problems differ (-want +got):\n%s", diff)
			}
			field.Required = false
			if ps := validated(t, &Practice{Scope: ScopeTeam, Form: Form{field}}, unanswered); len(ps) > 0 {
				t.Errorf("not required, problems are %v", ps)
			}
		})
	}
}

func TestABulkFormAsksOnceWhomItIsAbout(t *testing.T) {
	p := &Practice{Scope: ScopeReport, Bulk: true, Form: Form{
		{Key: "lead", Type: User}, {Key: "people", Type: MultiUser, Required: true}, {Key: "others", Type: MultiUser}}}
	if got := p.SubjectField(); got != "people" {
		t.Fatalf("the people are asked for at %s", got)
	}
	if ps := validated(t, p, func(*Entry, *company) {}); len(ps) > 0 {
		t.Errorf("about Ana: %v", ps)
	}
	want := Problems{{"people", "Pick the person this was about."}}
	if diff := cmp.Diff(want, validated(t, p, func(e *Entry, _ *company) { e.Subject = 0 })); diff != "" {
		t.Errorf("about nobody, problems differ (-want +got):\n%s", diff)
	}
	for name, p := range map[string]*Practice{
		"not bulk":                {Scope: ScopeReport, Form: p.Form},
		"bulk, asking for nobody": {Scope: ScopeReport, Bulk: true, Form: p.Form[:1]},
	} {
		if got := p.SubjectField(); got != FieldPerson {
			t.Errorf("%s: the person is asked for at %s", name, got)
		}
	}
}

func TestHowManyRowsAnAnswerHas(t *testing.T) {
	for name, test := range map[string]struct {
		field       Field
		least, most int
	}{
		"unless said":           {Field{Type: Actions}, 1, 20},
		"as said":               {Field{Type: Sessions, Min: ptr(3), Max: ptr(12)}, 3, 12},
		"never more than stand": {Field{Type: Actions, Max: ptr(99)}, 1, 20},
		"one obstacle":          {Field{Type: ObstacleNew, Min: ptr(2), Max: ptr(3)}, 1, 1},
	} {
		if least, most := test.field.LeastRows(), test.field.MostRows(); least != test.least || most != test.most {
			t.Errorf("%s: %d to %d, want %d to %d", name, least, most, test.least, test.most)
		}
	}
}

func TestEverythingWrongIsSaidAtOnce(t *testing.T) {
	p := &Practice{Scope: ScopeReport, Form: Form{
		{Key: "note", Type: Text, Required: true},
		{Key: "score", Type: Number},
		{Key: "fine", Type: Text},
		{Key: "plan", Type: Actions},
	}}
	got := validated(t, p, func(e *Entry, _ *company) {
		e.HappenedOn, e.Subject = today+1, 0
		e.Values = Values{"score": text("many"), "fine": text("yes"), "plan": rows(Row{What: "Call"}, Row{Due: today})}
	})
	want := Problems{
		{FieldDate, "That day is still to come. Log it once it has happened."},
		{FieldPerson, "Pick the person this was about."},
		{"note", "Write a few words."},
		{"score", "Use a number, like 12."},
		{"plan.0.due", "Pick the day it is due."},
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
	answers := map[string]Value{"text": {Text: "x"}, "choices": {Many: []string{"x"}}, "people": {People: []PersonID{1}},
		"a date": {Date: cadence.Date(1)}, "rows": {Rows: []Row{{}}}}
	for name, v := range answers {
		if v.IsZero() {
			t.Errorf("%s is no answer", name)
		}
	}
	if !(Value{}).IsZero() {
		t.Error("nothing is an answer")
	}
}
