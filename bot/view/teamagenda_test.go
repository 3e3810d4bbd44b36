package view_test

import (
	"maps"
	"slices"
	"strings"
	"time"

	"coach/bot/view"
	"coach/bot/view/kit"
	"coach/practice"
)

func teamAgendaStates() map[string]any {
	slot := practice.Slot{Set: true, Day: time.Monday, At: 10 * 60, Where: "Room 4"}
	meeting := practice.Meeting{On: march(9), Slot: slot}
	const words = "Thanks\n• Ana Lima, from Ben Okafor: wrote up the Acme call\n\nIn the way\n• Legal takes six weeks (nobody owns it yet)"
	agenda := practice.TeamAgenda{ID: 5, Manager: dana, On: march(9), Channel: "C0EMEA", Words: words}
	form := func(change func(*view.TeamAgendaFacts)) any {
		f := view.TeamAgendaFacts{Meeting: meeting, Words: words, Channel: "C0EMEA", Today: thursday}
		change(&f)
		return view.TeamAgenda(f)
	}
	morning := func(change func(*view.MorningFacts), touches ...practice.Reminder) kit.Message {
		f := morningOf(touches...)
		f.Slot, f.Meeting = slot, meeting
		change(&f)
		return view.Morning(f)
	}
	long := agenda
	long.Words = strings.Repeat(hostileWords+"\n\n", 60)
	thanks := thanksTo(practice.ShareInChannel, calledBack, ana, ben)
	thanks.ID, thanks.Shared.Place = 7, practice.ShareInChannel
	share := practice.Entry{ID: 8, Practice: "best_practice", Author: nia, LoggedOn: thursday, Values: practice.Values{"what": {Text: hostileWords}}}
	news := func(teams ...practice.TeamNews) any {
		r := practice.NewRoster(slices.Collect(maps.Values(people)), nil, playbook)
		return view.GoodNews(view.FridayFacts{Teams: teams, Elsewhere: share, Form: func(e practice.Entry) *practice.Practice { return practiceOf(e.Practice) }, Roster: r, Who: who, On: march(6)})
	}
	team := practice.TeamNews{Manager: dana, Thanks: []practice.Entry{thanks}, Gone: []practice.Obstacle{obstacleOf(ana, legal)}, Raised: 4, GoneAll: 3}
	old := team
	old.Thanks, old.Raised, old.GoneAll = nil, 2, 0 // what is gone was raised long ago
	many := team
	many.Raised, many.GoneAll = 1, 1
	for range 12 {
		many.Thanks = append(many.Thanks, thanks)
	}
	return map[string]any{
		"team_agenda":                 form(func(f *view.TeamAgendaFacts) { f.News = []practice.EntryID{3, 5} }),
		"team_agenda_posted":          form(func(f *view.TeamAgendaFacts) { f.Posted = agenda }),
		"team_agenda_no_slot":         form(func(f *view.TeamAgendaFacts) { f.Meeting.Slot = practice.Slot{} }),
		"team_agenda_stored":          view.AgendaStored(agenda, false),
		"team_agenda_changed":         view.AgendaStored(agenda, true),
		"team_agenda_taken_back":      view.AgendaTakenBack(),
		"team_agenda_offer":           view.OfferAgenda(),
		"team_agenda_post":            view.AgendaPost(agenda, slot, people[dana]),
		"team_agenda_post_long":       view.AgendaPost(long, practice.Slot{}, people[hostile]),
		"team_agenda_unposted":        view.AgendaUnposted(agenda, true, false),
		"team_agenda_unposted_other":  view.AgendaUnposted(agenda, false, true),
		"morning_agenda":              morning(func(*view.MorningFacts) {}, observation(cy, lastOne, due(11, cy))),
		"morning_agenda_posted":       morning(func(f *view.MorningFacts) { f.Posted = agenda }),
		"friday_news":                 news(team),
		"friday_news_of_two_teams":    news(team, many),
		"friday_news_raised_long_ago": news(old),
	}
}
