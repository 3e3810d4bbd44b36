package practice_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"coach/cadence"
	"coach/practice"
)

var noonOn5March = time.Date(2026, time.March, 5, 12, 0, 0, 0, time.UTC)

// Who may do what with a step, printed: Dana coaches Ana, whose step it is;
// Gus is a third, such as Ana's next manager or Dana's own.
func TestWhoMayDoWhatWithAStep(t *testing.T) {
	const dana, ana, gus = 1, 2, 3
	step := practice.Action{ID: 7, Author: dana, Owner: ana, Subject: ana}
	own := practice.Action{ID: 7, Author: dana, Owner: dana, Subject: ana}
	team := practice.Action{ID: 7, Author: dana, Owner: dana}
	with := func(a practice.Action, change func(*practice.Action)) practice.Action { change(&a); return a }
	tests := []struct {
		name string
		step practice.Action
		want string // of Dana, Ana, Gus and nobody: read, tick, untick, move, cancel
	}{
		{"open", step, "rt-mc rt-mc ----- -----"},
		{"the manager's own, about Ana", own, "rt-mc rt-mc ----- -----"},
		{"the team's", team, "rt-mc ----- ----- -----"},
		{"done within the day", with(step, func(a *practice.Action) { a.DoneAt, a.DoneBy = noonOn5March.Add(-time.Hour), ana }), "r-u-- r-u-- ----- -----"},
		{"done a day ago", with(step, func(a *practice.Action) { a.DoneAt, a.DoneBy = noonOn5March.Add(-24*time.Hour), ana }), "r---- r---- ----- -----"},
		{"cancelled", with(step, func(a *practice.Action) { a.CancelledAt = noonOn5March }), "r---- r---- ----- -----"},
		{"dropped with its entry", with(step, func(a *practice.Action) { a.DroppedAt = noonOn5March }), "----- ----- ----- -----"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var got []string
			for _, who := range []practice.PersonID{dana, ana, gus, 0} {
				may := []byte("-----")
				for i, yes := range []bool{practice.MayReadAction(who, test.step), practice.MayTick(who, test.step), practice.MayUntick(who, test.step, noonOn5March),
					practice.MayMove(who, test.step), practice.MayCancel(who, test.step)} {
					if yes {
						may[i] = "rtumc"[i]
					}
				}
				got = append(got, string(may))
			}
			if said := strings.Join(got, " "); said != test.want {
				t.Errorf("got  %s\nwant %s", said, test.want)
			}
		})
	}
}

// Who may do what with a plan that Ana writes after a session with Dana.
func TestWhoMayDoWhatWithAPlan(t *testing.T) {
	const dana, ana, gus = 1, 2, 3
	at := noonOn5March
	tests := []struct {
		name string
		plan practice.PlanRequest
		want string // of Dana, Ana, Gus and nobody: write, agree, talk
	}{
		{"asked for", practice.PlanRequest{}, "--- w-- --- ---"},
		{"written", practice.PlanRequest{WrittenAt: at}, "-at --- --- ---"},
		{"to talk about", practice.PlanRequest{WrittenAt: at, TalkAt: at}, "-a- --- --- ---"},
		{"agreed", practice.PlanRequest{WrittenAt: at, AgreedAt: at}, "--- --- --- ---"},
		{"taken back before it was written", practice.PlanRequest{DroppedAt: at}, "--- --- --- ---"},
		{"taken back", practice.PlanRequest{WrittenAt: at, DroppedAt: at}, "--- --- --- ---"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			test.plan.Reader, test.plan.Writer = dana, ana
			var got []string
			for _, who := range []practice.PersonID{dana, ana, gus, 0} {
				may := []byte("---")
				for i, yes := range []bool{practice.MayWritePlan(who, test.plan), practice.MayAgree(who, test.plan), practice.MayTalk(who, test.plan)} {
					if yes {
						may[i] = "wat"[i]
					}
				}
				got = append(got, string(may))
			}
			if said := strings.Join(got, " "); said != test.want {
				t.Errorf("got  %s\nwant %s", said, test.want)
			}
		})
	}
}

func TestOneWordCancelsWhereTheOtherCannotAnswer(t *testing.T) {
	const dana, ana = 1, 2
	for account, alone := range map[practice.AccountStatus]bool{practice.Member: false, practice.Guest: false, practice.Gone: true, practice.Unfound: true, practice.Outside: true} {
		r := practice.NewRoster([]practice.Person{{ID: dana, Account: practice.Member}, {ID: ana, Account: account}}, nil, &practice.Playbook{})
		step := practice.Action{Author: dana, Owner: ana, Subject: ana}
		if got := practice.CancelsAlone(r, dana, step); got != alone {
			t.Errorf("the other's account is %s: alone is %t", account, got)
		}
		if !practice.CancelsAlone(r, dana, practice.Action{Author: dana, Owner: dana}) {
			t.Error("there is no other, and one word does not do")
		}
	}
}

func TestWhatAnEntryOpens(t *testing.T) {
	const dana, ana, priya = 1, 2, 3
	field := func(key string, kind practice.FieldType, vis practice.Visibility) practice.Field {
		return practice.Field{Key: key, Type: kind, Vis: vis}
	}
	form := practice.Form{field("support", practice.Text, practice.Shared), field("plan", practice.Actions, practice.Shared), field("mine", practice.Actions, practice.Private),
		field("raised", practice.ObstacleNew, practice.Shared), field("note", practice.Text, practice.Shared)}
	friday := date(3, 6)
	rows := func(what string, owner practice.PersonID) practice.Value {
		return practice.Value{Rows: []practice.Row{{What: what, Due: friday, Owner: owner}}}
	}
	values := practice.Values{"support": {Text: " Come along "}, "plan": rows("Call", 0), "mine": rows("Ask Priya", 0), "raised": rows("Pricing", 0), "note": {Text: "x"}}
	tests := []struct {
		name, practice string
		subject        practice.PersonID
		values         practice.Values
		want           []string // field: what, owner/subject, due
	}{
		{"a 1:1", "one_on_one", ana, values, []string{"support: Come along, 1/2, 2026-03-12", "plan: Call, 2/2, 2026-03-06", "mine: Ask Priya, 1/0, 2026-03-06"}},
		{"the row says whose it is", "one_on_one", ana, practice.Values{"plan": rows("Call", priya)}, []string{"plan: Call, 3/2, 2026-03-06"}},
		{"support means something else elsewhere", "observation", ana, practice.Values{"support": {Text: "x"}}, nil},
		{"a team's", "team_meeting", 0, practice.Values{"plan": rows("Call", 0)}, []string{"plan: Call, 1/0, 2026-03-06"}},
		{"an empty row", "one_on_one", ana, practice.Values{"plan": rows(" ", 0), "support": {Text: " "}}, nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			e := practice.Entry{ID: 9, Request: "V1", Practice: test.practice, Author: dana, Subject: test.subject, LoggedOn: date(3, 5), LoggedAt: noonOn5March, Values: test.values}
			var got []string
			requests := map[string]bool{}
			for _, a := range practice.Opens(e, &practice.Practice{Key: test.practice, Form: form}, cadence.Standard()) {
				got = append(got, fmt.Sprintf("%s: %s, %d/%d, %s", a.Field(), a.What, a.Owner, a.Subject, a.Due))
				if a.Author != dana || a.Entry != 9 || a.FirstDue != a.Due || a.AgreedAt.IsZero() || requests[a.Request] {
					t.Errorf("opened: %+v", a)
				}
				requests[a.Request] = true
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("opened (-want +got):\n%s", diff)
			}
		})
	}
}

func TestWhenAPlanIsAskedFor(t *testing.T) {
	form := practice.Form{{Key: practice.PlanAuthor, Type: practice.Select, Vis: practice.Metric}, {Key: "mine", Type: practice.Actions, Vis: practice.Private}, {Key: "plan", Type: practice.Actions, Vis: practice.Shared}}
	they := practice.Values{practice.PlanAuthor: {Text: practice.TheyWrite}}
	written := practice.Values{practice.PlanAuthor: {Text: practice.TheyWrite}, "plan": {Rows: []practice.Row{{What: "Call"}}}}
	tests := []struct {
		name  string
		entry practice.Entry
		scope practice.Scope
		form  practice.Form
		want  bool
	}{
		{"they write it", practice.Entry{Subject: 2, Values: they}, practice.ScopeReport, form, true},
		{"they wrote it in the session", practice.Entry{Subject: 2, Values: written}, practice.ScopeReport, form, false},
		{"the manager writes it", practice.Entry{Subject: 2, Values: practice.Values{practice.PlanAuthor: {Text: "manager"}}}, practice.ScopeReport, form, false},
		{"of a team", practice.Entry{Values: they}, practice.ScopeTeam, form, false},
		{"no plan in the form that the two read", practice.Entry{Subject: 2, Values: they}, practice.ScopeReport, form[:2], false},
		{"not asked who writes it", practice.Entry{Subject: 2, Values: they}, practice.ScopeReport, form[1:], false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := practice.AsksForPlan(test.entry, &practice.Practice{Scope: test.scope, Form: test.form}); got != test.want {
				t.Errorf("asked for: %t", got)
			}
		})
	}
}

// A step is named on the working day before its day and on it: one due on
// Monday on Friday and on Monday, one due on Saturday on Friday only.
func TestWhichStepsAMorningNames(t *testing.T) {
	friday := date(3, 6)
	step := func(due cadence.Date) practice.Action { return practice.Action{ID: practice.ActionID(due), Due: due} }
	done := step(friday)
	done.DoneAt = noonOn5March
	all := []practice.Action{step(friday - 1), step(friday), done, step(friday + 1), step(friday + 3), step(friday + 4)}
	for today, want := range map[cadence.Date][]cadence.Date{
		friday - 1: {friday - 1, friday}, friday: {friday, friday + 1, friday + 3}, friday + 3: {friday + 3, friday + 4}, friday + 4: {friday + 4}, friday + 5: nil,
	} {
		var got []cadence.Date
		for _, a := range practice.StepsFor(all, cadence.Standard(), today) {
			got = append(got, a.Due)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("on %s (-want +got):\n%s", today, diff)
		}
	}
}

func TestWhatIsWrongWithAPlan(t *testing.T) {
	today := date(3, 5)
	row := func(what string, due cadence.Date) practice.Row { return practice.Row{What: what, Due: due} }
	tests := []struct {
		name string
		rows []practice.Row
		want string
	}{
		{"nothing", []practice.Row{row("Call", today)}, ""},
		{"no step", nil, "plan.0.what: Write one step and the day it's due."},
		{"no day", []practice.Row{row("Call", 0)}, "plan.0.due: Pick the day it's due."},
		{"a day that has passed", []practice.Row{row("Call", today+1), row("Write", today-1)}, "plan.1.due: That day has passed. Pick one from today on."},
		{"a wrong year", []practice.Row{row("Call", today+500)}, "plan.0.due: That's more than a year away. Check the year."},
		{"too long", []practice.Row{row(strings.Repeat("x", 301), today)}, "plan.0.what: Keep it to 300 characters."},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := practice.CheckPlan(practice.Field{Key: "plan", Type: practice.Actions}, test.rows, today).Error(); got != test.want {
				t.Errorf("it says %q, want %q", got, test.want)
			}
		})
	}
	if got := practice.CheckMove(0, today).Error(); got != "due: Pick a day." {
		t.Errorf("a move without a day: %q", got)
	}
	if got := practice.CheckMove(today, today); got != nil {
		t.Errorf("a move to today: %v", got)
	}
}
