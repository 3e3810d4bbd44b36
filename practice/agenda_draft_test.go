package practice_test

import (
	"strings"
	"testing"
	"time"

	"coach/cadence"
	"coach/files"
	"coach/practice"
)

// agendaCompany is Dana's team, of whom Cy likes thanks to be his alone.
func agendaCompany(t *testing.T) *company {
	t.Helper()
	c := found(t, files.Default(), "Dana < Priya", "Eli < Priya", "Ana < Dana", "Ben < Dana", "Cy < Dana")
	for i, p := range c.people {
		if p.Name == "Cy" {
			c.people[i].Thanks = practice.LikesPrivate
		}
	}
	return c
}

func (c *company) form(e practice.Entry) *practice.Practice {
	p, _ := c.playbook.Practice(e.Practice, e.LoggedOn)
	return p
}

func (c *company) written(id practice.EntryID, key, by string, on cadence.Date, values practice.Values) practice.Entry {
	return practice.Entry{ID: id, Practice: key, Author: c.id(by), HappenedOn: on, LoggedOn: on, LoggedAt: on.At(12*60, time.UTC), Values: values}
}

func (c *company) thanks(id practice.EntryID, by, to string, on cadence.Date, words string) practice.Entry {
	e := c.written(id, practice.RecognitionKey, by, on, practice.Values{practice.RecognitionWho: {People: []practice.PersonID{c.id(to)}},
		practice.RecognitionWhat: {Text: words}, practice.ShareWhere: {Text: practice.ShareInChannel}})
	e.Shared.Place = practice.ShareInChannel
	return e
}

// What an agenda is drafted from, and what it never has: words that not the
// whole team may read, somebody who likes thanks to be theirs alone, and an
// obstacle whose raiser hides their name.
func TestWhatAnAgendaIsDraftedFrom(t *testing.T) {
	c := agendaCompany(t)
	today := date(3, 5)
	hidden, young := inTheWay(c.id("Cy"), ownedBy(c.id("Dana"), c.id("Ben"))), inTheWay(c.id("Ana"))
	hidden.Hidden, hidden.What = true, "Somebody's secret"
	young.RaisedOn, young.What = date(3, 3), "Too young"
	old := inTheWay(c.id("Ana"), ownedBy(c.id("Dana"), c.id("Ben")))
	f := practice.AgendaFacts{Manager: c.id("Dana"), Roster: c.roster(), Today: today, Form: c.form, Obstacles: []practice.Obstacle{old, hidden, young},
		Entries: []practice.Entry{
			c.written(1, "observation", "Dana", date(3, 4), practice.Values{"intel": {Text: "Acme hires a new CFO"}, "improve": {Text: "Talks too long"}, "did_well": {Text: "Short questions"}}),
			c.written(2, "lead_review", "Dana", date(3, 3), practice.Values{"upstream": {Text: "Leads lack budgets"}}),
			c.written(3, "lead_review", "Dana", date(3, 2), practice.Values{"upstream": {Text: "Passed on before"}}),
			c.written(4, "best_practice", "Dana", date(3, 2), practice.Values{"what": {Text: "Open with the budget"}, "who": {People: []practice.PersonID{c.id("Ana")}}}),
		},
		Used:   map[practice.EntryID]bool{3: true},
		Thanks: []practice.Entry{c.thanks(5, "Ben", "Ana", date(3, 4), "Wrote up the Acme call")},
		Plan:   c.written(6, practice.TeamPlanKey, "Dana", date(1, 9), practice.Values{practice.FieldPriorities: {Text: "- Win back three customers\n- Shorter cycles"}}),
	}
	d := f.Draft()
	for _, want := range []string{"Ana, from Ben: Wrote up the Acme call", "Legal takes six weeks (with Ben, by Fri 13 Mar)", "Acme hires a new CFO", "Leads lack budgets",
		"Open with the budget (Ana)", "Win back three customers", "Shorter cycles"} {
		if !strings.Contains(d.Words, want) {
			t.Errorf("it lacks %q:\n%s", want, d.Words)
		}
	}
	for _, never := range []string{"secret", "Too young", "Passed on before", "Talks too long", "Short questions", "Cy"} {
		if strings.Contains(d.Words, never) {
			t.Errorf("it has %q:\n%s", never, d.Words)
		}
	}
	if len(d.News) != 2 || d.News[0] != 1 || d.News[1] != 2 {
		t.Errorf("its news is of %v", d.News)
	}
	if empty := (practice.AgendaFacts{Roster: c.roster(), Today: today, Form: c.form}).Draft(); !strings.Contains(empty.Words, "who helped you") || strings.Contains(empty.Words, "In the way") {
		t.Errorf("with nothing to draw on it is\n%s", empty.Words)
	}
}

// An agenda fits the form, whatever people wrote.
func TestAnAgendaFitsItsForm(t *testing.T) {
	c := agendaCompany(t)
	long := strings.Repeat("שלום 👩🏽‍💻 ", 300)
	f := practice.AgendaFacts{Manager: c.id("Dana"), Roster: c.roster(), Today: date(3, 5), Form: c.form}
	for i := range practice.EntryID(40) {
		f.Thanks = append(f.Thanks, c.thanks(100+i, "Ben", "Ana", date(3, 4), long))
		f.Entries = append(f.Entries, c.written(200+i, "lead_review", "Dana", date(3, 3), practice.Values{"upstream": {Text: long + string(rune('a'+i))}}))
	}
	if err := practice.AgendaProblem(f.Draft().Words); err != nil {
		t.Error(err)
	}
	if n := len(f.Draft().News); n == 0 || n > 5 {
		t.Errorf("it passes on %d news", n)
	}
}

func TestFridayIsForTeamsWithAChannel(t *testing.T) {
	c := agendaCompany(t)
	dana, eli := c.id("Dana"), c.id("Eli")
	settings := func(manager practice.PersonID, channel string, friday bool) practice.TeamSettings {
		return practice.TeamSettings{Manager: manager, Channel: channel, Friday: friday}
	}
	groups := func(on cadence.Date, teams ...practice.TeamSettings) []practice.FridayGroup {
		return practice.FridayGroups(c.roster(), teams, "C0WINS", on)
	}
	if got := groups(date(3, 6), settings(dana, "C0EMEA", false), settings(eli, "", false)); len(got) != 1 || got[0].Channel != "C0EMEA" || got[0].Host() != dana {
		t.Errorf("a team's own channel: %+v", got) // nobody reports to Eli, either
	}
	if got := groups(date(3, 7), settings(dana, "C0EMEA", true)); got != nil {
		t.Errorf("on a day on which Dana does not work: %+v", got)
	}
	n := practice.GoodNews{Manager: dana, On: date(3, 6)}
	for _, test := range []struct {
		at   string
		want bool
	}{{"2026-03-06 14:59", false}, {"2026-03-06 15:00", true}, {"2026-03-06 17:29", true}, {"2026-03-06 17:30", false}, {"2026-03-07 15:00", false}} {
		if got := n.Due(instant(t, test.at), time.UTC); got != test.want {
			t.Errorf("at %s it is due: %v", test.at, got)
		}
	}
}

// Good news never has a name beside a miss, an obstacle of a hidden raiser, nor
// somebody who likes thanks to be theirs alone.
func TestWhatFridayChooses(t *testing.T) {
	c := agendaCompany(t)
	gone := func(raiser string) practice.Obstacle {
		at := date(3, 5).At(12*60, time.UTC)
		return inTheWay(c.id(raiser), ownedBy(c.id("Dana"), c.id("Ben")), practice.ObstacleEvent{By: c.id("Ben"), Kind: practice.ObstacleResolved, At: at},
			practice.ObstacleEvent{By: c.id(raiser), Kind: practice.ObstacleGone, At: at})
	}
	hidden := gone("Cy")
	hidden.Hidden = true
	f := practice.FridayFacts{Group: practice.FridayGroup{Channel: "C0EMEA", Managers: []practice.PersonID{c.id("Dana")}}, Roster: c.roster(), Friday: date(3, 6), Form: c.form,
		Thanks: []practice.Entry{c.thanks(1, "Ben", "Ana", date(3, 4), "Helped"), c.thanks(2, "Ben", "Cy", date(3, 4), "Helped too"), c.thanks(3, "Ben", "Ana", date(2, 4), "Long ago")},
		Shares: []practice.Entry{c.written(4, "best_practice", "Eli", date(3, 4), practice.Values{"what": {Text: "Open with the budget"}})},
		Raised: []practice.Obstacle{gone("Ana"), hidden, inTheWay(c.id("Ben"))}}
	f.From, f.To = practice.FridayWindow(f.Roster, c.id("Dana"), 0, f.Friday, time.UTC)
	teams, elsewhere := f.Choose()
	if len(teams) != 1 || len(teams[0].Thanks) != 1 || teams[0].Thanks[0].ID != 1 || len(teams[0].Gone) != 1 || teams[0].Raised != 2 || teams[0].GoneAll != 1 {
		t.Errorf("chosen: %+v", teams)
	}
	if elsewhere.ID != 4 {
		t.Errorf("from elsewhere: %+v", elsewhere)
	}
	old := gone("Ana")
	old.RaisedOn = date(1, 12)
	f.Raised = []practice.Obstacle{old, inTheWay(c.id("Ben"))}
	if teams, _ = f.Choose(); len(teams) != 1 || len(teams[0].Gone) != 1 || teams[0].Raised != 1 || teams[0].GoneAll != 0 {
		t.Errorf("what was raised two months ago is gone at last: %+v", teams)
	}
	f.Thanks, f.Raised = nil, []practice.Obstacle{inTheWay(c.id("Ben"))}
	if teams, elsewhere = f.Choose(); teams != nil || elsewhere.ID != 0 {
		t.Errorf("without good news: %+v, %+v", teams, elsewhere)
	}
}
