package view_test

import (
	"coach/bot/view"
	"coach/practice"
)

// standInStates are the form and the messages about who stands in for Dana.
func standInStates() map[string]any {
	facts := func(change func(*practice.StandIn)) view.StandInFacts {
		s := practice.StandIn{ID: 7, Manager: dana, Person: priya, From: thursday, To: march(13)}
		change(&s)
		return view.StandInFacts{StandIn: s, Who: who, Today: thursday}
	}
	now := facts(func(*practice.StandIn) {})
	later := facts(func(s *practice.StandIn) { s.From = march(9) })
	ended := facts(func(s *practice.StandIn) { s.To, s.EndedBy = march(4), dana })
	team := view.TeamFacts{Who: who, Me: dana, Manager: priya, Locked: []practice.PersonID{ana}, NamesStandIn: true, Today: thursday,
		StandIns: []practice.StandIn{later.StandIn, {ID: 8, Manager: hostile, Person: dana, From: thursday, To: march(6)}}, Acting: []practice.PersonID{noa}}
	acting := view.TeamFacts{Who: who, Me: ana, Manager: priya, ActsFor: dana, Today: thursday}
	return map[string]any{
		"stand_in_form":       view.StandIn([]practice.PersonID{priya, hostile, noa}, thursday, march(11), who),
		"stand_in_set":        view.StandInSet(now),
		"stand_in_set_later":  view.StandInSet(later),
		"stand_in_named":      view.StandInNamed(now),
		"stand_in_later":      view.StandInNamed(later),
		"stand_in_over":       view.StandInNamed(ended),
		"stand_in_ended":      view.StandInEnded(ended, priya),
		"stand_in_cannot":     view.StandInEnded(ended, dana),
		"team_stand_ins":      view.Team(team),
		"team_acting_manager": view.Team(acting),
	}
}
