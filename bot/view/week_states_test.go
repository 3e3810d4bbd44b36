package view_test

import (
	"time"

	"coach/bot/view"
	"coach/bot/view/kit"
	"coach/cadence"
	"coach/measure"
	"coach/practice"
)

// rung gives reminders the rung on which a message named them.
func rung(r practice.Rung, touches ...practice.Reminder) []practice.Reminder {
	for i := range touches {
		touches[i].Rung = r
	}
	return touches
}

func waitsFor(id practice.TimeRequestID, by practice.PersonID, words string) practice.TimeRequest {
	return practice.TimeRequest{ID: id, Pair: practice.Pair{Manager: dana, Report: by}, Kind: practice.TimeSession, Words: words, AskedOn: march(3), LapsesOn: march(31)}
}

func ownStep(id practice.ActionID, what string, on cadence.Date) practice.Action {
	return practice.Action{ID: id, Author: dana, Owner: dana, Subject: cy, What: what, FirstDue: on, Due: on, AgreedAt: time.Unix(1, 0)}
}

// besidesStates are what a message has beside what is expected.
func besidesStates() map[string]any {
	with := func(change func(*view.MorningFacts), touches ...practice.Reminder) kit.Message {
		f := morningOf(touches...)
		change(&f)
		return view.Morning(f)
	}
	ahead := func(o *practice.Occurrence) { o.DueOn, o.GraceUntil, o.ClosesOn = march(9), march(10), march(16) }
	planned := func(on cadence.Date, cue string) func(*practice.Occurrence) {
		return func(o *practice.Occurrence) { o.PlannedFor, o.Cue = on, cue }
	}
	oneOnOne := due(61, ana)
	oneOnOne.Practice, oneOnOne.Performer, oneOnOne.DueOn = practice.OneOnOneKey, dana, march(9)
	talk := oneOnOne
	talk.Entry = 9
	pattern := func(answer practice.PatternAnswer, p practice.Pattern) func(*view.MorningFacts) {
		return func(f *view.MorningFacts) { f.Pattern, f.Answer = &p, answer }
	}
	question := func(kind practice.QuestionKind, answer practice.QuestionAnswer) func(*view.MorningFacts) {
		return func(f *view.MorningFacts) {
			f.Question = &practice.Asking{Question: practice.Question{Kind: kind, ID: 12, Since: march(2)}, On: thursday, Answer: answer}
		}
	}
	whoWon := func(change func(*practice.Session)) func(*view.MorningFacts) {
		return func(f *view.MorningFacts) {
			question(practice.WhoWon, "")(f)
			f.Question.Contest = contestOf(dana, func(s *practice.Session) { s.Until = march(4); change(s) })
		}
	}
	moved := func(t practice.Transfer, answer practice.QuestionAnswer) func(*view.MorningFacts) {
		return func(f *view.MorningFacts) {
			question(practice.WhomToMeet, answer)(f)
			f.Question.Transfer = t
		}
	}
	delivers := func(sessions ...practice.Session) func(*view.MorningFacts) {
		return func(f *view.MorningFacts) { f.Person, f.Sessions = people[sessions[0].Deliverer], sessions }
	}
	cyGap := practice.Pattern{Contact: practice.Contact{Practice: "observation", Subject: cy}, Gap: 41}
	cyNever := practice.Pattern{Contact: cyGap.Contact, Gap: 41, Never: true}
	teamPeriods := practice.Pattern{Contact: practice.Contact{Practice: "team_meeting"}, Periods: true}
	asked := []practice.TimeRequest{waitsFor(1, ana, "pricing for Juniper"), waitsFor(2, ben, ""), waitsFor(3, hostile, hostileWords)}
	plans := []practice.PlanRequest{{Entry: 7, Writer: cy, Reader: dana, WrittenAt: time.Unix(1, 0)}, {Entry: 8, Writer: dana, Reader: nia}}
	announced := &view.Announcement{Version: 2, By: people[nia], Novelties: []practice.Novelty{{Obligation: practice.Obligation{Practice: practiceOf("team_meeting"), Rule: practiceOf("team_meeting").Rule}}}}
	done := ownStep(4, "Send the deck", thursday)
	done.DoneAt, done.DoneOn = time.Unix(2, 0), thursday
	return map[string]any{
		"morning_heads_up":        with(func(*view.MorningFacts) {}, rung(practice.HeadsUp, observation(cy, lastOne, in(ahead, due(11, cy))...), observation(dee, 0, in(ahead, due(12, dee))...))...),
		"morning_heads_up_beside": with(func(*view.MorningFacts) {}, append(rung(practice.LastDay, threeTouches()[1]), rung(practice.HeadsUp, observation(cy, lastOne, in(ahead, due(11, cy))...))...)...),
		"morning_planned_today":   with(func(*view.MorningFacts) {}, rung(practice.Planned, observation(cy, lastOne, in(planned(thursday, "after the Tuesday forecast"), due(11, cy))...))...),
		"morning_planned_later":   with(func(f *view.MorningFacts) {}, observation(cy, lastOne, in(planned(march(6), hostileWords), due(11, cy))...), observation(dee, lastOne, in(planned(march(6), ""), due(12, dee))...)),
		"morning_somebody_waits":  with(func(f *view.MorningFacts) { f.Requests = asked[:1] }, observation(cy, lastOne, due(11, cy))),
		"morning_many_wait":       with(func(f *view.MorningFacts) { f.Requests, f.Plans = asked, plans }),
		"morning_plans_wait":      with(func(f *view.MorningFacts) { f.Plans = plans }),
		"morning_step":            with(func(f *view.MorningFacts) { f.Steps = []practice.Action{ownStep(1, "Open with the budget", thursday)} }),
		"morning_steps": with(func(f *view.MorningFacts) {
			f.Steps = []practice.Action{done, ownStep(1, "Open with the budget", thursday), ownStep(2, hostileWords, march(6)), ownStep(3, "Call Juniper", march(6))}
		}),
		"morning_topics":              with(func(f *view.MorningFacts) { f.Person, f.Topics = people[ana], oneOnOne }),
		"morning_topics_planned":      with(func(f *view.MorningFacts) { f.Person, f.Topics = people[ana], in(planned(march(16), ""), oneOnOne)[0] }),
		"morning_topics_met":          with(func(f *view.MorningFacts) { f.Person, f.Topics = people[ana], talk }, observation(cy, lastOne, due(11, cy))),
		"morning_pattern_gap":         with(pattern("", cyGap), observation(dee, lastOne, due(11, dee))),
		"morning_pattern_never":       with(pattern("", cyNever), observation(dee, lastOne, due(11, dee))),
		"morning_pattern_periods":     with(pattern("", teamPeriods)),
		"morning_pattern_day":         with(pattern(practice.PatternDay, cyGap)),
		"morning_pattern_load":        with(pattern(practice.PatternLoad, teamPeriods)),
		"morning_pattern_mine":        with(pattern(practice.PatternMine, cyGap)),
		"morning_still_right":         with(question(practice.StillRight, ""), observation(dee, lastOne, due(11, dee))),
		"morning_still_right_yes":     with(question(practice.StillRight, practice.AnswerYes)),
		"morning_still_right_changed": with(question(practice.StillRight, practice.AnswerUpdated)),
		"morning_who_won":             with(whoWon(asItIs)),
		"morning_who_won_today":       with(whoWon(func(s *practice.Session) { s.Until = thursday })),
		"morning_who_won_thanked":     with(whoWon(func(s *practice.Session) { s.DoneAt, s.WonIn = time.Unix(2, 0), 9 })),
		"morning_who_won_nobody":      with(whoWon(ticked)),
		"morning_whom_to_meet":        with(moved(toDana(ana), ""), observation(dee, lastOne, due(11, dee))),
		"morning_whom_to_meet_odd":    with(moved(practice.Transfer{Person: hostile, From: eli, To: hostile}, "")),
		"morning_whom_to_meet_named":  with(moved(toDana(ana), practice.AnswerNamed)),
		"morning_whom_to_meet_none":   with(moved(toDana(ana), practice.AnswerNone)),
		"morning_whom_to_meet_gone":   with(moved(toDana(ana), practice.AnswerGone), observation(dee, lastOne, due(11, dee))),
		"morning_sessions":            with(delivers(trainingOf(dana, asItIs), contestOf(dana, func(s *practice.Session) { s.On = march(6) }))),
		"morning_sessions_today":      with(delivers(trainingOf(ana, func(s *practice.Session) { s.On = thursday; accepted(s) })), observation(cy, lastOne, due(11, cy))),
		"morning_sessions_asked":      with(delivers(trainingOf(ana, asItIs))),
		"morning_sessions_many":       with(delivers(contestOf(ana, func(s *practice.Session) { s.Until = march(6); accepted(s) }), trainingOf(ana, ticked), trainingOf(ana, asItIs))),
		"morning_sessions_gone":       with(delivers(trainingOf(ben, asItIs), trainingOf(ana, odd))),
		"morning_question_gone":       with(question(practice.StillRight, practice.AnswerGone), observation(dee, lastOne, due(11, dee))),
		"morning_quiet":               with(func(f *view.MorningFacts) { f.Quiet = march(18) }, observation(cy, lastOne, due(11, cy))),
		"morning_announced_folded":    with(func(f *view.MorningFacts) { f.Announced = announced }, observation(cy, lastOne, due(11, cy))),
		"morning_takes_back_beside":   with(func(f *view.MorningFacts) { f.Announced = &view.Announcement{Version: 2, TakenBack: true} }, observation(cy, lastOne, due(11, cy))),
	}
}

// weekOf is the facts of a Monday's message to Dana.
func weekOf(occurrences []practice.Occurrence, talks ...practice.Talk) view.MorningFacts {
	f := morningOf()
	f.On, f.Today, f.Calendar = march(2), march(2), cadence.Standard()
	f.Week = &view.WeekFacts{Occurrences: occurrences, Talks: talks, Last: map[practice.Contact]cadence.Date{{Practice: "observation", Subject: cy}: lastOne}}
	return f
}

// weeksWork is what falls due in Dana's week, and her observations.
func weeksWork() []practice.Occurrence {
	of := func(key string, day int, n int) []practice.Occurrence {
		all := moments(n)
		return in(func(o *practice.Occurrence) {
			o.Practice, o.DueOn, o.GraceUntil, o.ClosesOn = key, march(day), march(day+1), march(day+7)
		}, all...)
	}
	next := in(func(o *practice.Occurrence) { o.DueOn, o.GraceUntil, o.ClosesOn = march(12), march(13), march(20) }, due(71, cy), due(72, dee))
	work := append(of("team_meeting", 2, 1), of("forecast_review", 3, 1)...)
	work = append(work, of("obstacle_review", 4, 1)...)
	work = append(work, of("in_moment", 5, 3)...)
	return append(append(work, of("recognition", 6, 2)...), next...)
}

func weekStates() map[string]any {
	talks := []practice.Talk{
		{With: ana, Kind: practice.TalkDue, Action: ownStep(1, "Discovery plan", thursday), On: thursday},
		{With: ben, Kind: practice.TalkStep, Action: practice.Action{What: "New opening", DoneAt: time.Unix(1, 0)}},
		{With: cy, Kind: practice.TalkGap, Practice: "observation", Days: 19, On: lastOne},
		{With: dee, Kind: practice.TalkBack, On: march(2)},
	}
	kinds := []practice.Talk{
		{With: ana, Kind: practice.TalkAsked, Request: waitsFor(1, ana, "pricing")},
		{With: ben, Kind: practice.TalkFocus, Action: practice.Action{What: "Discovery questions"}},
		{With: cy, Kind: practice.TalkStep, Action: ownStep(2, "Send the deck", cadence.NewDate(2026, 2, 26)), On: cadence.NewDate(2026, 2, 26)},
		{With: dee, Kind: practice.TalkJoined, On: cadence.NewDate(2026, 2, 23)},
		{With: nia, Kind: practice.TalkBack, On: march(4)},
		{With: otherCy, Kind: practice.TalkAway},
		{With: wordy, Kind: practice.TalkYears, Days: 2, On: march(5)},
		{With: noa, Kind: practice.TalkAnything},
		{With: people[priya].ID, Kind: practice.TalkGap, Practice: "one_on_one", Days: 41},
		{With: fox, Kind: practice.TalkYears, Days: 1, On: march(3)},
		{With: hostile, Kind: practice.TalkDue, Action: ownStep(3, hostileWords, march(6)), On: march(6)},
	}
	var many []practice.Talk
	for i := range 30 {
		many = append(many, practice.Talk{With: practice.PersonID(i%11 + 1), Kind: practice.TalkAnything})
	}
	lastWeek := func(f view.MorningFacts) view.MorningFacts {
		f.Week.LastWeek = measure.Tally{OnTime: 11, Late: 1, NotDone: 1}
		return f
	}
	some := weeksWork()
	in(func(o *practice.Occurrence) { o.Entry, o.LoggedOn = 1, march(2) }, some[:1]...)
	some[0].Entry, some[3].Entry = 1, 2
	some[2].PlannedFor, some[2].Cue = march(3), "after the forecast"
	midweek := lastWeek(weekOf(some, talks...))
	midweek.Today = march(4)
	over := lastWeek(weekOf(some))
	over.Today = march(11)
	everything := lastWeek(weekOf(weeksWork(), many...))
	everything.Reminders = rung(practice.LastDay, threeTouches()...)
	everything.Steps = []practice.Action{ownStep(1, "Open with the budget", march(2))}
	everything.Plans = []practice.PlanRequest{{Entry: 7, Writer: cy, Reader: dana, WrittenAt: time.Unix(1, 0)}, {Entry: 8, Writer: ben, Reader: dana, WrittenAt: time.Unix(1, 0)}}
	everything.Sessions = []practice.Session{trainingOf(dana, asItIs), contestOf(dana, asItIs), trainingOf(ana, asItIs)}
	everything.Pattern = &practice.Pattern{Contact: practice.Contact{Practice: "team_meeting"}, Periods: true}
	everything.Announced = &view.Announcement{Version: 2, By: people[nia], Novelties: []practice.Novelty{{Obligation: practice.Obligation{Practice: practiceOf("team_meeting"), Rule: practiceOf("team_meeting").Rule}}}}
	everything.News = in(func(o *practice.Occurrence) { o.Expectation = practice.Cancelled }, due(51, dee))
	late := in(func(o *practice.Occurrence) {
		o.DueOn, o.GraceUntil = cadence.NewDate(2026, 2, 26), cadence.NewDate(2026, 2, 27)
	}, due(73, ben))
	again := in(func(o *practice.Occurrence) {
		o.DueOn, o.GraceUntil = cadence.NewDate(2026, 2, 26), cadence.NewDate(2026, 2, 27)
	}, append([]practice.Occurrence{due(74, dee), due(75, cy), due(76, cy)}, moments(3)...)...)
	again[3].Entry = 1
	planned := in(func(o *practice.Occurrence) { o.PlannedFor, o.Cue = march(3), "after the forecast" }, in(func(o *practice.Occurrence) { o.DueOn = march(3) }, due(77, cy), due(78, ben), due(79, cy))...)
	return map[string]any{
		"week":           view.Morning(lastWeek(weekOf(weeksWork(), talks...))),
		"week_kinds":     view.Morning(weekOf(nil, kinds...)),
		"week_one":       view.Morning(weekOf(late, talks[:1]...)),
		"week_again":     view.Morning(weekOf(append(again, planned...))),
		"week_thirty":    view.Morning(weekOf(weeksWork(), many...)),
		"week_midweek":   view.Morning(midweek),
		"week_over":      view.Morning(over),
		"week_of_it_all": view.Morning(everything),
	}
}

// ownStates are the forms of a person's own week and messages.
func ownStates() map[string]any {
	plan := func(lines ...practice.Reminder) view.PlanWeekFacts {
		return view.PlanWeekFacts{Person: people[dana], Today: march(2), Lines: lines, Playbook: playbook, Who: who, Days: []cadence.Date{march(2), march(3), march(4), march(5), march(6), march(9)}}
	}
	planned := in(func(o *practice.Occurrence) { o.PlannedFor, o.Cue = march(4), "after the forecast" }, due(11, cy))
	missed := in(func(o *practice.Occurrence) { o.PlannedFor = cadence.NewDate(2026, 2, 27) }, due(12, dee))
	var many []practice.Reminder
	for i := range view.PlanMost {
		many = append(many, observation(practice.PersonID(i%11+1), lastOne, due(practice.OccurrenceID(100+i), ana)))
	}
	full := plan(many...)
	full.Left = 3
	moves := plan(observation(cy, lastOne, planned...))
	moves.Moves = true
	mine := view.MessagesFacts{Preferences: practice.Preferences{Morning: practice.DefaultMorning}, Week: cadence.Standard().Week, Today: thursday,
		Expected: []*practice.Practice{practiceOf("team_meeting"), practiceOf("forecast_review")}}
	chosen := mine
	chosen.Preferences = practice.Preferences{Morning: 9*60 + 30, Days: []time.Weekday{time.Monday, time.Thursday}, Muted: []string{"forecast_review", "gone"}, WeeklyUntil: march(18)}
	chosen.Owner = true
	nothing := mine
	nothing.Expected = nil
	leads := mine
	leads.Leads = true
	reads := leads
	reads.Digest = practice.Subscription{ID: 3, Weekday: time.Saturday, At: 16*60 + 30}
	led := reads
	led.Leads = false
	return map[string]any{
		"plan_week":         view.PlanWeek(plan(observation(cy, lastOne, planned...), observation(dee, 0, missed...), practice.Reminder{Practice: "in_moment", Occurrences: moments(3)}, observation(hostile, 0, due(13, hostile)))),
		"plan_week_full":    view.PlanWeek(full),
		"plan_week_nothing": view.PlanWeek(plan()),
		"plan_week_moves":   view.PlanWeek(moves),
		"plan_week_saved":   view.WeekPlanned(3),
		"plan_week_unsaved": view.WeekPlanned(0),
		"messages":          view.Messages(mine),
		"messages_chosen":   view.Messages(chosen),
		"messages_nothing":  view.Messages(nothing),
		"messages_leads":    view.Messages(leads),
		"messages_reads":    view.Messages(reads),
		"messages_led":      view.Messages(led),
		"messages_saved":    view.MessagesSaved(),
	}
}
