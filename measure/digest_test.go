package measure

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"coach/cadence"
	"coach/practice"
)

func TestPoolCountsWhatTheTreeWasAskedInThePlaybooksOrder(t *testing.T) {
	const dana, eli, otherTree = practice.PersonID(1), practice.PersonID(2), practice.PersonID(9)
	week := cadence.Period{Start: date(3, 2), End: date(3, 8)}
	pb := only("one_on_one", "team_meeting", "observation")
	done, missed, away := Tally{OnTime: 1}, Tally{NotDone: 1}, Tally{Excused: 1}
	tests := []struct {
		name    string
		tallies []PerformerTally
		want    Week
	}{
		{"nothing", nil, Week{}},
		{"groups in the playbook's order, coach before team", []PerformerTally{{dana, "team_meeting", done}, {dana, "one_on_one", missed}, {eli, "observation", done}},
			Week{Managers: 2, All: Tally{OnTime: 2, NotDone: 1}, Groups: []GroupTally{{"coach", 2, Tally{OnTime: 1, NotDone: 1}}, {"team", 1, done}}}},
		{"another tree's are left out", []PerformerTally{{dana, "team_meeting", done}, {otherTree, "team_meeting", missed}},
			Week{Managers: 1, All: done, Groups: []GroupTally{{"team", 1, done}}}},
		{"a practice that nobody knows is left out", []PerformerTally{{dana, "karaoke", done}}, Week{}},
		{"a practice that is switched off now still counts", []PerformerTally{{dana, "leader_visit", done}},
			Week{Managers: 1, All: done, Groups: []GroupTally{{"obstacles", 1, done}}}},
		{"a tally without anything due says nothing", []PerformerTally{{dana, "team_meeting", Tally{}}}, Week{}},
		{"of whom nothing was expected is no manager of the week", []PerformerTally{{dana, "team_meeting", away}, {eli, "team_meeting", done}},
			Week{Managers: 1, All: Tally{OnTime: 1, Excused: 1}, Groups: []GroupTally{{"team", 1, Tally{OnTime: 1, Excused: 1}}}}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			test.want.From, test.want.To = week.Start, week.End
			if diff := cmp.Diff(test.want, Pool(pb, []practice.PersonID{dana, eli}, test.tallies, week)); diff != "" {
				t.Errorf("weeks differ (-want +got):\n%s", diff)
			}
		})
	}
}

func TestRatesShowFromThreeManagersOn(t *testing.T) {
	for managers, want := range map[int]bool{0: false, 1: false, 2: false, 3: true, 30: true} {
		if got := (Week{Managers: managers}).ShowsRates(); got != want {
			t.Errorf("with %d managers a week shows rates: %t", managers, got)
		}
		if got := (GroupTally{Managers: managers}).ShowsRates(); got != want {
			t.Errorf("with %d managers a group shows rates: %t", managers, got)
		}
		if got := (Span{Managers: managers}).ShowsRates(); got != want {
			t.Errorf("with %d managers a point of a trend shows rates: %t", managers, got)
		}
	}
}
