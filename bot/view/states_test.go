package view_test

import (
	"slices"
	"strings"

	"coach/bot/view"
	"coach/bot/view/kit"
	"coach/cadence"
	"coach/practice"
)

func threeTouches() []practice.Reminder {
	graceEnds := func(o *practice.Occurrence) { o.DueOn, o.GraceUntil = march(4), thursday }
	return []practice.Reminder{
		observation(cy, lastOne, due(11, cy)),
		observation(dee, 0, in(graceEnds, due(21, dee))...),
		{Practice: "in_moment", Occurrences: moments(3)},
	}
}

func morningStates() map[string]any {
	with := func(change func(*view.MorningFacts), touches ...practice.Reminder) kit.Message {
		f := morningOf(touches...)
		change(&f)
		return view.Morning(f)
	}
	later := func(f *view.MorningFacts) { f.Today = march(9) }
	someLogged := threeTouches()
	someLogged[0].Occurrences = in(logged, someLogged[0].Occurrences...)
	someLogged[2].Occurrences = append(in(logged, moments(2)...), moments(3)[2])
	allDone := []practice.Reminder{
		observation(cy, lastOne, in(logged, due(11, cy))...),
		observation(dee, 0, in(skipped, due(21, dee))...),
		{Practice: "in_moment", Occurrences: append(in(logged, moments(2)...), in(skipped, moments(1)...)...)},
		{Practice: "team_meeting", Occurrences: in(logged, moments(3)...)},
	}
	byLeader := func(o *practice.Occurrence) {
		o.Expectation, o.Reason, o.Excuse = practice.Excused, practice.ByLeader, practice.Excuse{By: nia, Reason: "Away", Detail: "On the road"}
	}
	someExcused := append(in(byLeader, moments(1)...), in(logged, moments(2)...)...)
	cancel := func(o *practice.Occurrence) { o.Expectation = practice.Cancelled }
	cancelled := in(cancel, due(11, cy))
	move := func(o *practice.Occurrence) {
		o.Nominal, o.DueOn, o.GraceUntil, o.ClosesOn = thursday, march(10), march(11), march(16)
	}
	news := func(some ...practice.Occurrence) func(*view.MorningFacts) {
		return func(f *view.MorningFacts) { f.News = some }
	}
	ofPractice := func(key string, o practice.Occurrence) practice.Occurrence {
		o.Practice = key
		return o
	}
	away := in(cancel, due(51, dee), due(52, nia))
	retired := ofPractice("pipeline_review", in(cancel, due(53, 0))[0])
	moved := ofPractice("team_meeting", in(move, due(54, 0))[0])
	again := ofPractice("one_on_one", in(move, due(56, cy))[0])
	again.Nominal = again.DueOn
	lost := in(cancel, due(55, ana), due(55, ben), due(55, cy), due(55, fox), due(55, wordy))
	return map[string]any{
		"morning_excused": with(func(*view.MorningFacts) {}, observation(cy, lastOne, in(byLeader, due(11, cy))...),
			practice.Reminder{Practice: "in_moment", Occurrences: someExcused}, observation(dee, lastOne, append(in(byLeader, due(12, dee)), cancelled...)...)),
		"morning_three":                   with(func(f *view.MorningFacts) { f.More = 6 }, threeTouches()...),
		"morning_one":                     with(func(*view.MorningFacts) {}, observation(cy, march(4), due(11, cy))),
		"morning_two_days_ago":            with(func(*view.MorningFacts) {}, observation(cy, march(3), due(11, cy))),
		"morning_friday":                  with(func(f *view.MorningFacts) { f.On, f.Today = march(9), march(9) }, observation(cy, march(6), in(func(o *practice.Occurrence) { o.DueOn, o.GraceUntil, o.ClosesOn = march(9), march(10), march(16) }, due(11, cy))...)),
		"morning_team":                    with(func(*view.MorningFacts) {}, practice.Reminder{Practice: "team_meeting", Occurrences: moments(1)}, practice.Reminder{Practice: "forecast_review", Last: march(3), Occurrences: moments(1)}),
		"morning_some_logged":             with(func(*view.MorningFacts) {}, someLogged...),
		"morning_all_done":                with(func(*view.MorningFacts) {}, allDone...),
		"morning_done_more_left":          with(func(f *view.MorningFacts) { f.More = 2 }, allDone[:1]...),
		"morning_next_week":               with(later, threeTouches()...),
		"morning_closed":                  with(func(f *view.MorningFacts) { f.Today = march(16) }, threeTouches()...),
		"morning_cancelled":               with(func(*view.MorningFacts) {}, observation(cy, lastOne, cancelled...), observation(dee, 0, due(21, dee))),
		"morning_no_longer_expected":      with(func(*view.MorningFacts) {}, observation(dee, lastOne, away[0])),
		"morning_moved":                   with(func(*view.MorningFacts) {}, observation(cy, lastOne, in(move, due(11, cy))...), practice.Reminder{Practice: "team_meeting", Occurrences: []practice.Occurrence{moved}}),
		"morning_moved_its_last_day":      with(func(f *view.MorningFacts) { f.Today = march(11) }, observation(cy, lastOne, in(move, due(11, cy))...)),
		"morning_and_news":                with(news(append(away, moved)...), observation(cy, lastOne, due(11, cy))),
		"morning_no_longer_as_before":     with(news(ofPractice("team_meeting", in(cancel, due(57, 0))[0]), ofPractice("forecast_review", in(cancel, due(58, 0))[0])), observation(dee, lastOne, in(cancel, due(57, dee))...)),
		"morning_only_news":               with(news(again)),
		"morning_only_much_news":          with(news(append(append(away, retired, moved, again), lost...)...)),
		"morning_news_about_many":         with(news(lost...)),
		"morning_news_about_namesakes":    with(news(in(cancel, due(51, cy), due(52, otherCy))...), observation(cy, lastOne, due(11, cy))),
		"morning_news_of_difficult_names": with(news(in(cancel, due(51, noa), due(52, hostile))...)),
		"morning_same_first_name":         with(func(*view.MorningFacts) {}, observation(cy, lastOne, due(11, cy)), observation(otherCy, lastOne, due(12, otherCy))),
		"morning_in_two_weeks":            with(func(*view.MorningFacts) {}, observation(cy, lastOne, due(11, cy), due(12, cy))),
		"morning_in_a_quarter":            with(func(*view.MorningFacts) {}, practice.Reminder{Practice: "everything", Occurrences: in(func(o *practice.Occurrence) { o.Period.End = march(31) }, moments(2)...)}),
		"morning_empty":                   with(func(*view.MorningFacts) {}, practice.Reminder{Practice: "in_moment"}),
		"morning_last_year":               with(func(*view.MorningFacts) {}, observation(cy, cadence.NewDate(2025, 11, 3), due(11, cy))),
		"morning_unknown_practice":        with(func(*view.MorningFacts) {}, practice.Reminder{Practice: "retired", Occurrences: moments(1)}),
		"morning_difficult_names": with(func(f *view.MorningFacts) { f.Person = people[hostile] },
			observation(wordy, 0, due(11, wordy)), observation(noa, 0, due(12, noa)), observation(hostile, 0, due(13, hostile)), observation(fox, 0, due(14, fox))),
	}
}

func dueStates() map[string]any {
	outside := dueFor()
	outside.Outside = true
	past := func(o *practice.Occurrence) { o.DueOn, o.GraceUntil, o.ClosesOn = march(2), march(3), march(10) }
	inGrace := func(o *practice.Occurrence) { o.DueOn, o.GraceUntil = march(4), march(6) }
	coming := func(o *practice.Occurrence) { o.DueOn = march(6) }
	nextBlock := func(o *practice.Occurrence) { o.DueOn = march(19) }
	spread := append(in(past, moments(1)...), in(coming, moments(3)[1:]...)...)
	var many []practice.Reminder
	for i := range practice.OccurrenceID(14) {
		many = append(many, observation(practice.PersonID(i)%5+1, lastOne, due(100+i, ana)))
	}
	return map[string]any{
		"due_grouped": view.Due(dueFor(
			observation(cy, lastOne, due(11, cy)),
			observation(dee, 0, in(past, due(21, dee))...),
			observation(ben, 0, in(inGrace, due(22, ben))...),
			practice.Reminder{Practice: "in_moment", Occurrences: spread},
			practice.Reminder{Practice: "team_meeting", Last: march(2), Occurrences: in(func(o *practice.Occurrence) { o.GraceUntil = thursday }, moments(1)...)})),
		"due_open_and_again": view.Due(dueFor( // what is still open does not carry its next time to the front
			observation(cy, lastOne, append(in(past, due(11, cy)), in(nextBlock, due(12, cy))...)...),
			practice.Reminder{Practice: "team_meeting", Last: march(2), Occurrences: in(coming, moments(1)...)})),
		"due_more_than_ten":   view.Due(dueFor(many...)),
		"due_nothing":         view.Due(dueFor()),
		"due_all_logged":      view.Due(dueFor(observation(cy, lastOne, in(logged, due(11, cy))...))),
		"due_not_taking_part": view.Due(outside),
		"due_hostile_name":    view.Due(dueFor(observation(hostile, 0, due(11, hostile)), observation(wordy, 0, due(12, wordy)))),
	}
}

func answerStates() map[string]any {
	may := []*practice.Practice{practiceOf("one_on_one"), practiceOf(practice.RecognitionKey)}
	later := func(o *practice.Occurrence) { o.DueOn, o.GraceUntil = march(9), march(10) }
	coming := []practice.Reminder{observation(ben, 0, in(later, due(31, ben))...), {Practice: "team_meeting", Occurrences: in(later, moments(2)...)}}
	past := []practice.Reminder{observation(cy, 0, in(func(o *practice.Occurrence) { o.DueOn, o.GraceUntil = march(2), march(3) }, due(11, cy))...)}
	return map[string]any{
		"help": view.Help([]view.Command{
			{Name: "/coach log", Help: "Write down something you did"},
			{Name: "/coach due", Help: "See what is waiting for you"},
		}, []string{"log 1:1 ana", "thank ben for the demo", "due"}),
		"help_of_a_stranger":       view.Help([]view.Command{{Name: "/coach help", Help: "this list"}}, nil),
		"welcome_nothing_waiting":  view.Welcome(people[dana], nil, thursday, view.HomeLinks{May: may, Part: true, Team: true}),
		"welcome_one_waiting":      view.Welcome(people[dana], threeTouches()[:1], thursday, view.HomeLinks{May: may, Part: true, Team: true}),
		"welcome_many_waiting":     view.Welcome(people[dana], slices.Concat(threeTouches(), coming), thursday, view.HomeLinks{May: may, Part: true, Team: true, Owner: true}),
		"welcome_still_open":       view.Welcome(people[dana], slices.Concat(past, coming), thursday, view.HomeLinks{May: may, Part: true}),
		"welcome_only_later":       view.Welcome(people[dana], coming, thursday, view.HomeLinks{May: may, Part: true}),
		"welcome_only_recognition": view.Welcome(people[hostile], nil, thursday, view.HomeLinks{May: may[1:], Part: true}),
		"welcome_outside":          view.Welcome(people[ana], nil, thursday, view.HomeLinks{May: may[1:], Team: true}),
		"welcome_may_do_nothing":   view.Welcome(people[nia], nil, thursday, view.HomeLinks{}),
		"outside":                  view.NotTakingPart(view.HomeLinks{May: may[1:], Team: true}),
		"outside_known":            view.NotTakingPart(view.HomeLinks{May: may[1:], Team: true, Known: true}),
		"outside_left":             view.NotTakingPart(view.HomeLinks{May: may[1:], Team: true, Known: true, Left: true}),
		"outside_guest":            view.NotTakingPart(view.HomeLinks{Known: true, Left: true}),
		"sorry":                    view.Sorry("That did not work: " + hostileWords + ". Try again in a minute."),
		"sorry_view":               view.SorryView("Not saved", "Your note was not saved. Try again in a minute."),
		"sorry_view_long":          view.SorryView(strings.Repeat("Not saved ", 5), strings.Repeat("long ", 1000)),
	}
}

func typedStates() map[string]any {
	offer := func(key string, change func(*view.Understood)) kit.Message {
		u := view.Understood{Practice: practiceOf(key), On: thursday, Today: thursday}
		change(&u)
		return view.OfferForm(u)
	}
	return map[string]any{
		"typed_clear":          offer("one_on_one", func(u *view.Understood) { u.People, u.On = []practice.Person{people[ana]}, march(4) }),
		"typed_unknown_person": offer("one_on_one", func(u *view.Understood) { u.Rest = "zzz" }),
		"typed_unknown_rest":   offer("one_on_one", func(u *view.Understood) { u.People, u.Rest = []practice.Person{people[ana]}, hostileWords }),
		"typed_two_of_a_name":  offer("one_on_one", func(u *view.Understood) { u.Fits = []practice.Person{people[cy], people[otherCy]} }),
		"typed_many_of_a_name": offer("one_on_one", func(u *view.Understood) {
			u.Fits = []practice.Person{people[ana], people[ben], people[cy], people[dee], people[nia]}
		}),
		"typed_day_to_come":    offer("team_meeting", func(u *view.Understood) { u.On = march(6) }),
		"typed_thanks_unknown": offer(practice.RecognitionKey, func(u *view.Understood) { u.Rest = "zzz" }),
		"typed_thanks":         offer(practice.RecognitionKey, func(u *view.Understood) { u.People = []practice.Person{people[ben]} }),
		"typed_thanks_three": offer(practice.RecognitionKey, func(u *view.Understood) {
			u.People, u.Rest = []practice.Person{people[ben], people[cy], people[ana]}, "zed"
		}),
		"typed_whom_only":               view.OfferPicker(view.Named{People: []practice.Person{people[ana], people[hostile]}, On: march(3)}),
		"typed_welcomed":                view.Welcomed("thank ben for the demo"),
		"typed_no_such_day":             offer("one_on_one", func(u *view.Understood) { u.People, u.Missing = []practice.Person{people[ana]}, "29 February in 2026" }),
		"typed_not_understood":          view.NotUnderstood([]string{"log 1:1 ana", "thank ben for the demo", "due"}),
		"typed_not_understood_stranger": view.NotUnderstood(nil),
		"typed_welcomed_stranger":       view.Welcomed(""),
	}
}
