package view_test

import (
	"errors"
	"slices"
	"testing"

	"github.com/slack-go/slack"

	"coach/bot/view"
	"coach/bot/view/kit"
	"coach/practice"
)

func teamStates() map[string]any {
	claim := func(by, about practice.PersonID, answer practice.ClaimState) practice.Claim {
		return practice.Claim{ID: 7, Manager: by, Person: about, Answer: answer}
	}
	facts := func(answer practice.ClaimState, now practice.PersonID) view.ClaimFacts {
		return view.ClaimFacts{Claim: claim(dana, ana, answer), Who: who, Manager: now}
	}
	hard := view.ClaimFacts{Claim: claim(hostile, wordy, practice.ClaimWaiting), Who: who}
	hardAnswer := view.ClaimFacts{Claim: claim(noa, hostile, practice.ClaimOvertaken), Who: who, Manager: wordy}
	large := view.TeamFacts{Who: who, Manager: wordy, Leaves: true, MayClaim: true}
	for range 40 {
		large.Locked = append(large.Locked, wordy, noa, fox, hostile)
		large.Confirmed = append(large.Confirmed, wordy)
		large.Waiting = append(large.Waiting, claim(dana, hostile, practice.ClaimWaiting))
		large.Asked = append(large.Asked, claim(hostile, dana, practice.ClaimWaiting))
	}
	return map[string]any{
		"team_of_nobody":      view.Team(view.TeamFacts{Who: who, MayClaim: true}),
		"team_of_a_guest":     view.Team(view.TeamFacts{Who: who, Manager: dana}),
		"team_from_profiles":  view.Team(view.TeamFacts{Who: who, Manager: ben, OwnSlack: true, Locked: []practice.PersonID{ana}, Profiles: []practice.PersonID{nia, cy}, MayClaim: true}),
		"team_of_all_kinds":   view.Team(view.TeamFacts{Who: who, Manager: ben, Locked: []practice.PersonID{ana, nia}, Confirmed: []practice.PersonID{cy}, Waiting: []practice.Claim{claim(dana, dee, "")}, MayClaim: true}),
		"team_of_a_rep":       view.Team(view.TeamFacts{Who: who, Manager: dana, Leaves: true, MayClaim: true}),
		"team_asked_by_two":   view.Team(view.TeamFacts{Who: who, Asked: []practice.Claim{claim(dana, ana, ""), claim(ben, ana, "")}, MayClaim: true}),
		"team_very_large":     view.Team(large),
		"team_asked":          view.TeamAsked([]practice.PersonID{ana, ben}, who),
		"team_asked_names":    view.TeamAsked([]practice.PersonID{hostile, wordy, noa}, who),
		"claim_ask":           view.ClaimAsk(facts(practice.ClaimWaiting, 0)),
		"claim_ask_names":     view.ClaimAsk(hard),
		"claim_ask_yes":       view.ClaimAsk(facts(practice.ClaimConfirmed, dana)),
		"claim_ask_ended":     view.ClaimAsk(facts(practice.ClaimConfirmed, 0)),
		"claim_ask_no":        view.ClaimAsk(facts(practice.ClaimDenied, 0)),
		"claim_ask_withdrawn": view.ClaimAsk(facts(practice.ClaimWithdrawn, 0)),
		"claim_ask_overtaken": view.ClaimAsk(facts(practice.ClaimOvertaken, ben)),
		"claim_ask_changed":   view.ClaimAsk(facts(practice.ClaimOvertaken, 0)),
		"claim_yes":           view.ClaimAnswer(facts(practice.ClaimConfirmed, dana)),
		"claim_ended":         view.ClaimAnswer(facts(practice.ClaimConfirmed, ben)),
		"claim_no":            view.ClaimAnswer(facts(practice.ClaimDenied, 0)),
		"claim_overtaken":     view.ClaimAnswer(facts(practice.ClaimOvertaken, ben)),
		"claim_changed":       view.ClaimAnswer(facts(practice.ClaimOvertaken, 0)),
		"claim_names":         view.ClaimAnswer(hardAnswer),
	}
}

func TestParseTeam(t *testing.T) {
	pick := func(slackIDs ...string) slack.View {
		return slack.View{State: &slack.ViewState{Values: map[string]map[string]slack.BlockAction{
			practice.FieldPeople + "~0": {kit.ActionChoose: {SelectedUsers: slackIDs}}}}}
	}
	tests := []struct {
		name string
		view slack.View
		want []practice.PersonID
		says string
	}{
		{"two people", pick("U0ANA", "U0BEN"), []practice.PersonID{ana, ben}, ""},
		{"one picked twice", pick("U0ANA", "U0ANA"), []practice.PersonID{ana}, ""},
		{"nobody", pick(), nil, "people: Pick at least one person, or close this."},
		{"an app", pick("U0ANA", "U0BOT"), nil, "people: I don't know everybody you picked. Pick people from your own company, and no apps."},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got, err := view.ParseTeam(test.view, lookup)
			if !slices.Equal(got, test.want) {
				t.Errorf("picked %v, want %v", got, test.want)
			}
			if ps, _ := errors.AsType[practice.Problems](err); ps.Error() != test.says {
				t.Errorf("says %q, want %q", ps.Error(), test.says)
			}
		})
	}
}
