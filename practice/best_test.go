package practice_test

import (
	"testing"

	"coach/files"
	"coach/practice"
)

// A best practice that a team shared for itself is read by the team and those
// above; one shared with everyone by all who take part.
func TestWhoReadsABestPractice(t *testing.T) {
	c := found(t, only("best_practice", "team_meeting"), "Ann", "Mary < Ann", "Rob < Mary", "Eli < Ann", "Fay < Eli", "Zoe, not taking part")
	pb := files.Default()
	meeting, _ := pb.Practice("team_meeting", 0)
	share, _ := pb.Practice("best_practice", 0)
	e := practice.Entry{ID: 7, Author: c.id("Mary"), HappenedOn: date(3, 2), LoggedOn: date(3, 2)}
	inMeeting, shared, none, gone := e, e, e, e
	inMeeting.Practice, inMeeting.Values = "team_meeting", practice.Values{"best_practice": {Text: "Open with the budget"}, "agenda": {Text: "secret"}}
	shared.Practice, shared.Values = "best_practice", practice.Values{"what": {Text: "Open with the budget"}, "who": {People: []practice.PersonID{c.id("Rob")}}}
	none.Practice, none.Values = "team_meeting", practice.Values{"agenda": {Text: "secret"}}
	gone.Practice, gone.Values, gone.Withdrawn = "best_practice", shared.Values, true
	for _, test := range []struct {
		name  string
		entry practice.Entry
		form  *practice.Practice
		reads string
	}{
		{"in the team meeting", inMeeting, meeting, "Ann Mary Rob"},
		{"with everyone", shared, share, "Ann Mary Rob Eli Fay"},
		{"a meeting without one", none, meeting, ""},
		{"taken back", gone, share, ""},
	} {
		var reads []practice.PersonID
		for _, name := range []string{"Ann", "Mary", "Rob", "Eli", "Fay", "Zoe"} {
			b, may := practice.BestIn(c.roster(), c.id(name), test.entry, test.form, date(3, 9))
			if may {
				reads = append(reads, c.id(name))
			}
			if may && b.What != "Open with the budget" {
				t.Errorf("%s: %s reads %q", test.name, name, b.What)
			}
		}
		if got := c.names(reads); got != test.reads {
			t.Errorf("%s: %q read it, want %q", test.name, got, test.reads)
		}
	}
}

func TestABestPracticeIsFoundByItsWords(t *testing.T) {
	b := practice.BestPractice{What: "Öffne mit dem Budget: “Où en êtes-vous ?”", Whose: []practice.PersonID{1}}
	name := func(practice.PersonID) string { return "Zoë Müller" }
	for words, want := range map[string]bool{"": true, "budget": true, "BUDGET": true, "ou en etes": true, "budg": true, "budget zoe": true, "mueller": true, "muller": true,
		"oeffne": true, "discovery": false, "budget discovery": false} {
		if got := b.Has(words, name); got != want {
			t.Errorf("%q finds it: %t", words, got)
		}
	}
}
