package practice_test

import (
	"strings"
	"testing"
	"text/tabwriter"

	"coach/files"
	"coach/practice"
)

// readersMatrix says who reads an answer to a field of each visibility, in an
// entry that Dana wrote on Thursday 5 March: about Ana (of a practice of scope
// report), naming Ana and Zoe (scope team), or about her own work (scope self).
// At last Ana, and then Zoe too, have said that they like thanks just to them.
// Dana leads Ana and Ben and reports to Priya, who reports to Max. Since 16
// March, Eli leads Ana and Dana. Zoe takes no part. It is read on 1 April.
const readersMatrix = `
                  Dana, author  Ana, about  Ben, team  Priya, leader  Max, above  Eli, leader now  Zoe, no part  nobody
report, shared    yes           yes         -          -              -           -                -             -
report, private   yes           -           -          -              -           -                -             -
report, team      yes           yes         yes        yes            yes         -                -             -
report, everyone  yes           yes         yes        yes            yes         yes              -             -
report, leader    yes           -           -          yes            -           -                -             -
report, metric    yes           yes         -          -              -           -                -             -
team, shared      yes           yes         -          -              -           -                yes           -
team, private     yes           -           -          -              -           -                -             -
team, team        yes           yes         yes        yes            yes         -                -             -
team, everyone    yes           yes         yes        yes            yes         yes              -             -
team, leader      yes           -           -          yes            -           -                -             -
team, metric      yes           -           -          -              -           -                -             -
self, shared      yes           -           -          yes            -           -                -             -
self, private     yes           -           -          -              -           -                -             -
self, team        yes           yes         yes        yes            yes         -                -             -
self, everyone    yes           yes         yes        yes            yes         yes              -             -
self, leader      yes           -           -          yes            -           -                -             -
self, metric      yes           -           -          yes            -           -                -             -
thanks, everyone  yes           yes         yes        yes            yes         yes              yes           -
thanks, team      yes           yes         yes        yes            yes         yes              yes           -
thanks, metric    yes           yes         -          -              -           -                yes           -
private, team     yes           yes         -          -              -           -                yes           -
private, everyone yes           yes         -          -              -           -                yes           -
one likes it so   yes           yes         yes        yes            yes         yes              yes           -
all like it so    yes           yes         -          -              -           -                yes           -
taken back        -             -           -          -              -           -                -             -
`

func TestWhoMayReadAnAnswer(t *testing.T) {
	c := found(t, files.Default(), "Max", "Priya < Max", "Dana < Priya until 2026-03-15", "Eli < Priya", "Dana < Eli from 2026-03-16",
		"Ana < Dana until 2026-03-15", "Ana < Eli from 2026-03-16", "Ben < Dana", "Zoe, not taking part")
	r := c.roster()
	written, today := date(3, 5), date(4, 1)
	var matrix strings.Builder
	w := tabwriter.NewWriter(&matrix, 0, 0, 2, ' ', 0)
	columns := []string{"Dana, author", "Ana, about", "Ben, team", "Priya, leader", "Max, above", "Eli, leader now", "Zoe, no part", "nobody"}
	write := func(cells ...string) {
		if _, err := w.Write([]byte(strings.Join(cells, "\t") + "\n")); err != nil {
			t.Fatal(err)
		}
	}
	write(append([]string{""}, columns...)...)
	named := practice.Values{practice.RecognitionWho: {People: []practice.PersonID{c.id("Ana"), c.id("Zoe")}}}
	row := func(name string, e practice.Entry, p practice.Practice, vis practice.Visibility) {
		cells := []string{name}
		p.Form = practice.Form{{Key: practice.RecognitionWho, Type: practice.MultiUser}, {Key: "answer", Vis: vis}}
		e.Author, e.LoggedOn = c.id("Dana"), written
		for _, column := range columns {
			var who practice.PersonID
			if name, _, _ := strings.Cut(column, ","); name != "nobody" {
				who = c.id(name)
			}
			may := practice.MayReadAnswer(r, who, e, &p, p.Form[1], today)
			cells = append(cells, map[bool]string{true: "yes", false: "-"}[may])
		}
		write(cells...)
	}
	for _, scope := range []practice.Scope{practice.ScopeReport, practice.ScopeTeam, practice.ScopeSelf} {
		e := practice.Entry{Values: named}
		if scope == practice.ScopeReport {
			e = practice.Entry{Subject: c.id("Ana")}
		}
		for _, vis := range []practice.Visibility{practice.Shared, practice.Private, practice.Team, practice.Everywhere, practice.Leader, practice.Metric} {
			row(string(scope)+", "+string(vis), e, practice.Practice{Scope: scope}, vis)
		}
	}
	thanks := practice.Practice{Key: practice.RecognitionKey, Scope: practice.ScopeTeam}
	public := practice.Values{practice.RecognitionWho: named[practice.RecognitionWho], practice.ShareWhere: {Text: practice.ShareInChannel}}
	for _, vis := range []practice.Visibility{practice.Everywhere, practice.Team, practice.Metric} {
		row("thanks, "+string(vis), practice.Entry{Values: public}, thanks, vis)
	}
	for _, vis := range []practice.Visibility{practice.Team, practice.Everywhere} {
		row("private, "+string(vis), practice.Entry{Values: named}, thanks, vis)
	}
	for _, who := range [][2]string{{"one likes it so", "Ana"}, {"all like it so", "Zoe"}} {
		c.person(who[1]).Thanks = practice.LikesPrivate
		r = c.roster()
		row(who[0], practice.Entry{Values: public}, thanks, practice.Everywhere)
	}
	row("taken back", practice.Entry{Values: public, Withdrawn: true}, thanks, practice.Everywhere)
	if err := w.Flush(); err != nil {
		t.Fatal(err)
	}
	if got, want := strings.Fields(matrix.String()), strings.Fields(readersMatrix); strings.Join(got, " ") != strings.Join(want, " ") {
		t.Errorf("the matrix is\n%s", matrix.String())
	}
}
