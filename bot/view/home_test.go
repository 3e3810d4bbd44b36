package view_test

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/slack-go/slack"

	"coach/bot/view"
	"coach/cadence"
	"coach/measure"
	"coach/practice"
)

// team are n people, by name. Their IDs begin above those of everybody else.
func team(n int) (names map[practice.PersonID]practice.Person, ids []practice.PersonID) {
	names = map[practice.PersonID]practice.Person{}
	for i := range n {
		id := practice.PersonID(100 + i)
		names[id] = practice.Person{ID: id, Name: fmt.Sprintf("Person%02d Family%02d", i, i)}
		ids = append(ids, id)
	}
	return names, ids
}

// whoOf finds the people of a test, and some more.
func whoOf(more map[practice.PersonID]practice.Person) view.Who {
	return func(id practice.PersonID) practice.Person {
		if p, ok := more[id]; ok {
			return p
		}
		return who(id)
	}
}

var (
	may        = []*practice.Practice{practiceOf("one_on_one"), practiceOf(practice.RecognitionKey)}
	ofManagers = view.HomeLinks{May: may, Part: true, Team: true, Known: true}
	ofReps     = view.HomeLinks{May: may[1:], Part: true, Known: true}
	noonUTC    = time.Date(2026, time.March, 3, 12, 0, 0, 0, time.UTC)
)

// planned is a 1:1 of a manager with a report to come.
func planned(on cadence.Date, manager, report practice.PersonID) practice.Occurrence {
	return practice.Occurrence{ID: 77, Practice: practice.OneOnOneKey, Performer: manager, Subject: report, Period: cadence.Period{Start: march(1), End: march(31)},
		DueOn: on, GraceUntil: on + 3, ClosesOn: on + 10, Expectation: practice.Expected}
}

func step(id practice.ActionID, owner practice.PersonID, what string, due cadence.Date) practice.Action {
	return practice.Action{ID: id, Author: dana, Owner: owner, Subject: ana, What: what, MadeAt: noonUTC, FirstDue: due, Due: due, AgreedAt: noonUTC}
}

func planOf(writer, reader practice.PersonID, who view.Who, steps ...practice.Action) view.PlanFacts {
	return view.PlanFacts{Plan: practice.PlanRequest{Entry: 9, Writer: writer, Reader: reader}, Short: "1:1 planning", On: march(3), Steps: steps, Today: thursday, Who: who}
}

func topic(id practice.TopicID, by practice.PersonID, words string) practice.Topic {
	return practice.Topic{ID: id, Pair: practice.Pair{Manager: dana, Report: ana}, By: by, Words: words, RaisedAt: noonUTC}
}

// coachedOf is the side of Ana, of whom Dana is the manager.
func coachedOf(change func(*view.CoachedFacts)) *view.CoachedFacts {
	c := view.CoachedFacts{Manager: dana, HasNext: true, Next: planned(march(26), dana, ana)}
	if change != nil {
		change(&c)
	}
	return &c
}

func everythingOf(c *view.CoachedFacts) {
	c.Topics = []practice.Topic{topic(1, ana, "How to open with the budget"), topic(2, dana, "The demo at Northwind, and who should be there besides the two of us next time")}
	c.Asked = []practice.TimeRequest{{ID: 1, Pair: practice.Pair{Manager: dana, Report: ana}, Kind: practice.TimeRide, AskedAt: noonUTC, AskedOn: march(3), PlannedOn: march(10)}}
	c.Focuses = []practice.Focus{
		{ID: 2, Pair: practice.Pair{Manager: dana, Report: ana}, Skill: "discovery questions", OpenedAt: noonUTC, Marks: []practice.MarkedFocus{
			{On: march(1), Mark: practice.FocusSame}, {On: march(2), Mark: practice.FocusBetter}, {On: march(3), Mark: practice.FocusWorse}, {On: march(4), Mark: practice.FocusBetter}}},
		{ID: 1, Pair: practice.Pair{Manager: dana, Report: ana}, Skill: "listening", OpenedAt: noonUTC.AddDate(0, -4, 0), ClosedAt: noonUTC.AddDate(0, -1, 0), Outcome: practice.FocusReached},
	}
	c.Plan, c.PlanOn = "2.4", march(1)
	for i, n := range []float64{6, 5, 7, 4, 6, 8, 7, 9} {
		c.Numbers = append(c.Numbers, view.Number{On: march(4) - cadence.Date(7*(7-i)), Count: n})
	}
}

func homeOf(me practice.PersonID, doors view.HomeLinks, change func(*view.HomeFacts), touches ...practice.Reminder) view.HomeFacts {
	f := view.HomeFacts{Due: dueFor(touches...), Doors: doors}
	f.Due.Person = people[me]
	if change != nil {
		change(&f)
	}
	return f
}

// managerOf is the Home of Dana, who leads n people and has everything at once.
func managerOf(n, from int) view.HomeFacts {
	names, ids := team(n)
	var touches []practice.Reminder
	for i, id := range ids {
		touches = append(touches, observation(id, lastOne, due(practice.OccurrenceID(200+i), id)))
	}
	soon := func(o *practice.Occurrence) { o.DueOn = march(6) }
	touches = append(touches, practice.Reminder{Practice: "in_moment", Occurrences: in(soon, moments(3)...)}, practice.Reminder{Practice: "team_meeting", Occurrences: in(func(o *practice.Occurrence) { o.Practice, o.DueOn = "team_meeting", march(9) }, due(40, 0))})
	for i, id := range ids[:min(n, 5)] {
		next := planned(march(26), dana, id)
		next.ID += practice.OccurrenceID(i)
		touches = append(touches, practice.Reminder{Practice: practice.OneOnOneKey, Subject: id, Occurrences: []practice.Occurrence{next}})
	}
	return homeOf(dana, ofManagers, func(f *view.HomeFacts) {
		f.Due.Who = whoOf(names)
		f.Week = &practice.Rhythm{Done: 4, Open: 5, Last: march(4)}
		f.People.Total, f.People.From = n, from
		for i, id := range ids[from:min(n, from+view.PageOfPeople)] {
			f.People.Page = append(f.People.Page, view.PersonLine{Person: id, Last: lastOne, Next: march(26), NextWhat: "one_on_one", Steps: i % 4, Topics: i % 3, Away: i == 2})
		}
		f.Waiting.Requests = []practice.TimeRequest{{ID: 5, Pair: practice.Pair{Manager: dana, Report: ids[0]}, Kind: practice.TimeSession, Words: "how to open with the budget when they do not want to speak about it"}}
		f.Waiting.ToAgree = []view.PlanFacts{planOf(ids[1], dana, f.Due.Who, step(8, ids[1], "Open with the budget", march(9)), step(9, ids[1], "Call Northwind", march(10)))}
		f.Integrity = view.Integrity{Fresh: rate(5, 12), Independence: &measure.Independence{Steps: rate(4, 9)}}
		f.Unthanked = practice.WithoutThanks{People: ids[:min(n, 7)], New: ids[:1], Below: 3, Of: 12}
		f.Steps = []practice.Action{step(1, dana, "Send Ana the new deck", march(6)), step(2, dana, "Ask Priya about the discount", march(3))}
		f.Lately = lately(5)
		f.Coached = coachedOf(func(c *view.CoachedFacts) { everythingOf(c); c.Numbers, c.Plan = nil, "" })
	}, touches...)
}

// lately is what was said in n sessions with Ana, and what is left to take back.
func lately(n int) []slack.Block {
	f := view.LatelyFacts{Person: dana, Playbook: playbook, Now: noonUTC.AddDate(0, 0, 2), Today: thursday, Who: who}
	for i := range n {
		e := saidOf([]practice.PersonID{ana, wordy, noa, hostile}[i%4])
		if i%2 == 1 {
			e.Author = []practice.PersonID{ben, wordy}[i/2%2]
		}
		f.Entries = append(f.Entries, e)
	}
	return view.LatelyBlocks(f)
}

// saidOf is an observation of somebody by Dana, all of which she may read.
func saidOf(of practice.PersonID) view.ReadableEntry {
	p := practiceOf("observation")
	e := practice.Entry{ID: 3, Practice: p.Key, Author: dana, Subject: of, HappenedOn: march(4), LoggedOn: march(4), LoggedAt: noonUTC, Values: practice.Values{}}
	for _, f := range p.Form {
		if f.Type == practice.Text || f.Type == practice.LongText {
			e.Values[f.Key] = practice.Value{Text: "Asks short questions and waits for the answer, whatever the customer is doing"}
		}
	}
	return view.ReadableEntry{Entry: e, Practice: p, Fields: p.Form}
}

// leaderOf is the Home of somebody whose people lead others.
func leaderOf(me practice.PersonID) view.HomeFacts {
	return homeOf(me, ofManagers, func(f *view.HomeFacts) {
		f.Week = &practice.Rhythm{Done: 1, Open: 2}
		f.People.Total = 3
		for i, id := range []practice.PersonID{ben, cy, dee} {
			f.People.Page = append(f.People.Page, view.PersonLine{Person: id, Leads: i < 2, Rhythm: practice.Rhythm{Done: 12 * i, Open: 3 - i, Last: march(4) * cadence.Date(i)}, Last: lastOne, Away: i == 1})
		}
		f.People.Page[2].Leads, f.People.Page[2].Rhythm = true, practice.Rhythm{Done: 3}
	}, observation(cy, lastOne, due(11, cy)))
}

func homeStates() map[string]any {
	owner := ofManagers
	owner.Owner = true
	outside := dueFor()
	outside.Outside = true
	left := outside
	left.Left = true
	states := map[string]view.HomeFacts{
		"home_empty":   {Due: dueFor(), Doors: view.HomeLinks{Part: true, Known: true}},
		"home_new_rep": homeOf(ana, ofReps, func(f *view.HomeFacts) { f.Coached = coachedOf(func(c *view.CoachedFacts) { c.First = true }) }),
		"home_rep":     homeOf(ana, ofReps, repWithEverything, practice.Reminder{Practice: practice.ScorecardKey, Occurrences: in(ofScorecard, due(61, 0))}),
		"home_rep_alone": homeOf(ana, ofReps, func(f *view.HomeFacts) {
			f.Coached = coachedOf(func(c *view.CoachedFacts) { c.HasNext, c.Away = false, true })
		}),
		"home_rep_late": homeOf(ana, ofReps, func(f *view.HomeFacts) {
			f.Coached = coachedOf(func(c *view.CoachedFacts) { c.Next.DueOn = march(2); c.Next.Practice = "observation" })
		}),
		"home_manager":      managerOf(8, 0),
		"home_manager_30":   managerOf(30, 0),
		"home_manager_mid":  managerOf(30, 10),
		"home_manager_last": managerOf(21, 20),
		"home_leader":       leaderOf(dana),
		"home_planned": homeOf(dana, ofManagers, func(f *view.HomeFacts) {
			f.People = view.PeopleFacts{Total: 1, Page: []view.PersonLine{{Person: cy, Next: march(6), NextWhat: "one_on_one", Planned: true}}}
			f.Coached = coachedOf(func(c *view.CoachedFacts) { c.Next.PlannedFor = march(10) })
		}, observation(cy, lastOne, in(plannedFor(6, "after the Tuesday forecast"), due(11, cy))...), observation(ben, lastOne, in(plannedFor(5, ""), planned(march(26), dana, ben))...),
			observation(dee, lastOne, in(plannedFor(9, "over lunch"), planned(march(26), dana, dee))...), observation(ana, lastOne, in(plannedFor(3, "long ago"), planned(march(26), dana, ana))...)),
		"home_exec":  homeOf(dana, owner, func(f *view.HomeFacts) { *f = leaderOf(dana); f.Doors = owner }),
		"home_owner": homeOf(dana, owner, nil),
		"home_amiss": homeOf(dana, owner, func(f *view.HomeFacts) {
			f.Amiss = []string{"#wins is archived. Unarchive it or choose another channel."}
		}, observation(cy, lastOne, due(11, cy))),
		"home_unthanked": homeOf(dana, ofManagers, func(f *view.HomeFacts) {
			f.Unthanked = practice.WithoutThanks{People: []practice.PersonID{ana, cy}, New: []practice.PersonID{dee}}
		}),
		"home_unthanked_many": homeOf(dana, ofManagers, func(f *view.HomeFacts) {
			f.Unthanked = practice.WithoutThanks{People: []practice.PersonID{ana, cy, wordy, noa, hostile, ben, nia}, New: []practice.PersonID{dee, fox}, Below: 1, Of: 38}
		}),
		"home_unthanked_below": homeOf(dana, ofManagers, func(f *view.HomeFacts) { f.Unthanked = practice.WithoutThanks{Below: 12, Of: 38} }),
		"home_written_late":    homeOf(dana, ofManagers, func(f *view.HomeFacts) { f.Integrity = view.Integrity{Fresh: rate(1, 12)} }),
		"home_owns_steps": homeOf(dana, ofManagers, func(f *view.HomeFacts) {
			f.Integrity.Independence = &measure.Independence{Plans: rate(1, 7), Steps: rate(4, 9)}
		}),
		"home_late_and_steps": homeOf(dana, ofManagers, func(f *view.HomeFacts) {
			f.Integrity = view.Integrity{Fresh: rate(5, 12), Independence: &measure.Independence{Steps: rate(4, 9)}}
		}),
		"home_team_closed": homeOf(dana, ofManagers, func(f *view.HomeFacts) { f.Concerns = []practice.Concern{{Kind: practice.TeamClosed, About: "C0EMEA"}} }),
		"home_away":        homeOf(ana, ofReps, func(f *view.HomeFacts) { f.Away, f.Until = true, march(10); f.Coached = coachedOf(nil) }),
		"home_away_longer": homeOf(ana, ofReps, func(f *view.HomeFacts) { f.Away, f.Until = true, march(27); f.Coached = coachedOf(nil) }),
		"home_away_open":   homeOf(ana, ofReps, func(f *view.HomeFacts) { f.Away = true; f.Coached = coachedOf(nil) }),
		"home_obstacles_rep": homeOf(ana, ofReps, func(f *view.HomeFacts) {
			f.Coached = coachedOf(nil)
			withObstacles(f, view.HomeObstacles{Ask: []practice.Obstacle{obstacleOf(ana, legal, taken, resolved)}, Raised: []practice.Obstacle{obstacleOf(ana, legal), obstacleOf(ana, hostileWords, taken)}})
		}),
		"home_obstacles_manager": homeOf(dana, ofManagers, func(f *view.HomeFacts) {
			withObstacles(f, view.HomeObstacles{ToTake: []practice.Obstacle{obstacleOf(ana, legal), hidden(obstacleOf(ben, hostileWords))},
				Owned: []practice.Obstacle{obstacleOf(hostile, legal, taken)}, Raised: []practice.Obstacle{obstacleOf(dana, "No budget for travel", passedUp)}, Team: manyObstacles(3)})
		}),
		"home_obstacles_many": homeOf(wordy, ofManagers, func(f *view.HomeFacts) {
			long := practice.ObstacleEvent{Kind: practice.ObstacleOwned, By: hostile, Owner: hostile, Due: march(12)}
			up := practice.ObstacleEvent{Kind: practice.ObstacleOffered, By: hostile, Owner: wordy}
			all := slices.Repeat([]practice.Obstacle{obstacleOf(fox, strings.Repeat("renewal ", 30), long, up), obstacleOf(noa, hostileWords, long)}, 12)
			withObstacles(f, view.HomeObstacles{ToTake: all, Ask: all, Owned: all, Raised: all, Team: all})
		}),
		"home_outside": {Due: outside, Doors: view.HomeLinks{May: may[1:], Team: true}},
		"home_left":    {Due: left, Doors: view.HomeLinks{May: may[1:], Team: true, Known: true, Left: true}},
	}
	for name, id := range map[string]practice.PersonID{"long_names": wordy, "right_to_left": noa, "emoji": fox, "hostile": hostile} {
		states["home_"+name] = namedHome(id)
	}
	drawn := map[string]any{
		"home_before":       view.HomeSays(view.OfferSetUp(people[dana], practice.Person{})),
		"reading_an_answer": view.Reading(view.Sorry("This one is already settled. Type /coach due to see what's still open.")),
	}
	for name, f := range states {
		drawn[name] = view.Home(f)
	}
	return drawn
}

// withObstacles gives a Home obstacles, and what lines about them need.
func withObstacles(f *view.HomeFacts, some view.HomeObstacles) {
	f.Obstacles, f.Obstacle = some, obstaclesRead(f.Due.Person.ID)
}

func plannedFor(day int, cue string) func(*practice.Occurrence) {
	return func(o *practice.Occurrence) { o.Practice, o.PlannedFor, o.Cue = "observation", march(day), cue }
}

func ofScorecard(o *practice.Occurrence) {
	o.Practice, o.Performer, o.GraceUntil = practice.ScorecardKey, ana, thursday
}

func repWithEverything(f *view.HomeFacts) {
	f.Waiting.ToWrite = []view.PlanFacts{planOf(ana, dana, who)}
	f.Steps = []practice.Action{step(1, ana, "Open with the budget at Northwind", march(6)), step(2, ana, "Write down three questions before each call, and read them aloud", march(3)),
		step(3, ana, "Call Northwind", march(9)), step(4, ana, "Ask Ben for his deck", march(10)), step(5, ana, "Thank Ben", march(11))}
	f.Coached, f.Lately = coachedOf(everythingOf), lately(3)
}

// namedHome is the Home of somebody with a difficult name, who leads, is led by
// and shares words with people of such names.
func namedHome(id practice.PersonID) view.HomeFacts {
	words := strings.Repeat(people[id].Name+" ", 3)
	late := func(o *practice.Occurrence) { o.DueOn, o.GraceUntil = march(2), march(3) }
	return homeOf(id, ofManagers, func(f *view.HomeFacts) {
		f.People = view.PeopleFacts{Total: 1, Page: []view.PersonLine{{Person: id, Away: true, Last: lastOne, Next: march(26), NextWhat: "one_on_one", Leads: true, Rhythm: practice.Rhythm{Done: 12, Open: 3, Last: march(4)}}}}
		f.Steps = []practice.Action{{ID: 1, Author: id, Owner: dana, Subject: dana, What: words, Due: march(6)}}
		f.Waiting = view.WaitingFacts{
			ToWrite:  []view.PlanFacts{planOf(dana, id, who)},
			ToAgree:  []view.PlanFacts{planOf(id, dana, who, step(1, id, words, march(9)), step(2, id, words, march(9)), step(3, id, words, march(9)), step(4, id, words, march(9)))},
			Requests: []practice.TimeRequest{{ID: 5, Pair: practice.Pair{Report: id}, Kind: practice.TimeObstacle, Words: words}},
		}
		f.Coached = coachedOf(func(c *view.CoachedFacts) {
			c.Manager, c.Away = id, true
			c.Topics = []practice.Topic{topic(1, hostile, words), topic(2, id, words)}
			c.Focuses = []practice.Focus{{ID: 2, Pair: practice.Pair{Manager: id}, Skill: words, OpenedAt: noonUTC}, {ID: 1, Pair: practice.Pair{Manager: id}, Skill: words, OpenedAt: noonUTC, ClosedAt: noonUTC, Outcome: practice.FocusAside}}
		})
	}, observation(id, lastOne, due(11, id)), observation(dana, 0, in(late, due(12, dana))...))
}

func personStates() map[string]any {
	page := func(change func(*view.PersonFacts)) slack.ModalViewRequest {
		f := view.PersonFacts{Due: dueFor(), Person: ana}
		if change != nil {
			change(&f)
		}
		return view.PersonPage(f)
	}
	everything := func(id practice.PersonID) func(*view.PersonFacts) {
		return func(f *view.PersonFacts) {
			c := coachedOf(everythingOf)
			f.Person, f.Away, f.Topics, f.Focus = id, true, c.Topics, c.Focuses[0]
			f.Last = []view.ReadableEntry{saidOf(id)}
			f.Coming = []practice.Occurrence{planned(march(2), dana, id), planned(march(26), dana, id)}
			f.Steps = []practice.Action{step(1, id, "Open with the budget", march(6)), step(2, dana, "Send the deck", march(3))}
		}
	}
	known := view.KnownFacts{Holdings: practice.Holdings{Sessions: 12, Logged: 1, Steps: 3, Topics: 1, Requests: 2, Leave: 1, Asks: 2, Helps: 1},
		Manager: people[dana], Leader: people[ben], Me: ana, Who: who, Playbook: playbook, Today: march(9), Latest: knownAsks, Named: knownHelps, Asked: []practice.Asked{
			{Questions: 12, Readers: practice.Readers{People: []practice.PersonID{ana}}}, {Questions: 3}, {Questions: 1, Readers: practice.Readers{People: []practice.PersonID{ben}}},
			{Questions: 1, Readers: practice.Readers{Team: true}}, {Questions: 1, Readers: practice.Readers{Everyone: true}}}}
	known.MayFile = true
	leads, alone, answers, measured := known, known, known, known
	measured.Taken = true
	answers.Page, measured.Page = 2, 3
	leads.Leads, leads.Page, leads.OwnForms, leads.Skips = true, 1, []practice.Form{practiceOf("team_meeting").Form}, 4
	alone.Manager, alone.Leader, alone.Page = practice.Person{}, practice.Person{}, 7
	rep := known
	rep.Page = 1
	fresh := view.KnownFacts{Manager: people[dana], Me: ana, Who: who, Playbook: playbook}
	return map[string]any{
		"person_new":       page(nil),
		"person":           page(everything(ana)),
		"person_long_name": page(everything(wordy)),
		"person_many_steps": page(func(f *view.PersonFacts) {
			for i := range practice.ActionID(14) {
				f.Steps = append(f.Steps, step(i, ana, "Call", march(6)))
			}
		}),
		"known":         view.WhatCoachKnows(known),
		"known_written": view.WhatCoachKnows(rep),
		"known_leads":   view.WhatCoachKnows(leads),
		"known_new":     view.WhatCoachKnows(fresh),
		"known_alone":   view.WhatCoachKnows(alone),
		"known_answers": view.WhatCoachKnows(answers),
		"known_counted": view.WhatCoachKnows(measured),
	}
}
