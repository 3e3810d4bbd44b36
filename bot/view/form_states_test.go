package view_test

import (
	"strings"

	"github.com/slack-go/slack"

	"coach/bot/view"
	"coach/bot/view/kit"
	"coach/cadence"
	"coach/practice"
)

// formStates are all forms, of every practice of the default playbook among
// others, and what replaces them.
func formStates() map[string]any {
	states := map[string]any{}
	for _, p := range playbook.Practices {
		states["log_"+p.Key] = view.Log(known(p.Key))
	}
	for _, more := range []map[string]any{prefilledStates(), pickStates(), loggedStates(), skipStates(), excuseStates()} {
		for name, drawn := range more {
			states[name] = drawn
		}
	}
	return states
}

func prefilledStates() map[string]any {
	with := func(key string, change func(*view.Known)) any {
		k := known(key)
		change(&k)
		return view.Log(k)
	}
	team := func(n int) []practice.PersonID {
		ids := make([]practice.PersonID, n)
		for i := range ids {
			ids[i] = practice.PersonID(i + 1)
		}
		return ids
	}
	return map[string]any{
		"good":             view.Good(practiceOf("observation")),
		"good_with_a_link": view.Good(&practice.Practice{Short: "Visit", Learn: "https://example.com/a/page"}),
		"log_known_subject": with("observation", func(k *view.Known) {
			k.Subjects, k.Occurrence, k.Touch = []practice.PersonID{cy}, 11, "Last one 10 February."
		}),
		"log_asks_which": with("observation", func(k *view.Known) {
			k.Subjects, k.Today, k.HappenedOn, k.Waiting = []practice.PersonID{cy}, march(9), march(9), twoBlocks(cy)
		}),
		"log_asks_which_of_more_than_a_glance_takes": with("observation", func(k *view.Known) {
			k.Subjects, k.Today, k.Waiting = []practice.PersonID{cy}, march(9), twoBlocks(cy)
			for i := range 4 {
				more := k.Waiting[0]
				more.ID, more.DueOn = practice.OccurrenceID(60+i), more.DueOn-cadence.Date(14*(i+1))
				k.Waiting = append(k.Waiting, more)
			}
		}),
		"log_may_ask_which":      with("observation", func(k *view.Known) { k.Today, k.Waiting = march(9), twoBlocks(cy) }),
		"log_former_report":      with("observation", func(k *view.Known) { k.Subjects = []practice.PersonID{otherCy} }),
		"log_nobody_to_coach":    with("observation", func(k *view.Known) { k.Reports = nil }),
		"log_nobody_in_the_team": with("in_moment", func(k *view.Known) { k.Reports = nil }),
		"log_team_of_thirty":     with("in_moment", func(k *view.Known) { k.Reports = team(30) }),
		"log_team_too_large_to_list": with("in_moment", func(k *view.Known) {
			k.Reports, k.People = team(101), []practice.PersonID{ana, nia}
		}),
		"log_difficult_names": with("observation", func(k *view.Known) {
			k.Reports, k.Subjects = []practice.PersonID{wordy, noa, fox, hostile}, []practice.PersonID{hostile}
		}),
		"log_recognition_of_two": with(practice.RecognitionKey, func(k *view.Known) { k.People = []practice.PersonID{ana, nia, ben} }),
		"log_three_steps_filled": with("one_on_one", func(k *view.Known) {
			k.Entry = practice.Values{
				"focus":    {Many: []string{"Skills", "Attitude"}},
				"strength": {Text: strings.Repeat(hostileWords, 20)},
				"plan":     {Rows: []practice.Row{{What: "One", Due: march(9)}, {What: "Two"}, {What: "Three", Due: march(11)}}},
			}
		}),
		"log_about_a_message":        with(practice.RecognitionKey, func(k *view.Known) { k.People, k.Linked = []practice.PersonID{ana}, linkedMessage }),
		"log_about_an_apps_message":  with(practice.MomentKey, func(k *view.Known) { k.Linked, k.Touch = linkedMessage, view.AuthorIsApp }),
		"log_about_a_direct_message": with(practice.MomentKey, func(k *view.Known) { k.People, k.Linked.Direct = []practice.PersonID{cy}, true }),
		"log_with_two": with("observation", func(k *view.Known) {
			k.Subjects = []practice.PersonID{cy, dee}
			k.Each = map[practice.PersonID]practice.Values{cy: {"did_well": {Text: "Let the silence work"}}}
		}),
		"log_with_two_namesakes": with("one_on_one", func(k *view.Known) {
			k.Reports = append(k.Reports, otherCy)
			k.Subjects = []practice.PersonID{cy, otherCy}
		}),
		"log_with_one_of_two_left": with("observation", func(k *view.Known) {
			k.Subjects = []practice.PersonID{dee}
			k.Each = map[practice.PersonID]practice.Values{dee: {"did_well": {Text: "Summed up first"}}}
		}),
		"log_with_none_of_two_left": with("observation", func(k *view.Known) {
			k.Each = map[practice.PersonID]practice.Values{cy: {"improve": {Text: "Pause"}}, dee: {}}
		}),
		"log_with_too_many": with("everything_each", func(k *view.Known) { k.Subjects, k.Reports = team(9)[1:], team(9) }),
		"log_with_four_difficult_names": with("one_on_one", func(k *view.Known) {
			k.Reports = []practice.PersonID{wordy, noa, fox, hostile}
			k.Subjects = k.Reports
		}),
		"log_walkabout_of_those_who_wait": with("proactive_touch", func(k *view.Known) { k.Subjects = []practice.PersonID{ana, cy, dee} }),
		"log_another_step_added": with("one_on_one", func(k *view.Known) {
			k.Entry = practice.Values{"plan": {Rows: []practice.Row{{What: "One", Due: march(9)}, {}}}}
		}),
		"log_another_session_added": with("training_plan", func(k *view.Known) {
			k.Entry = practice.Values{"sessions": {Rows: make([]practice.Row, 4)}}
		}),
		"log_more_questions_open": with("one_on_one", func(k *view.Known) { k.Subjects, k.More, k.StepDue = []practice.PersonID{cy}, true, march(12) }),
		"log_more_questions_answered": with("observation", func(k *view.Known) {
			k.Entry = practice.Values{"stage": {Text: "Coaching: Do"}} // what is written stays when they are closed again
		}),
		"log_plan_is_theirs":     with("one_on_one", func(k *view.Known) { k.Entry = practice.Values{"plan_author": {Text: "they"}} }),
		"log_plan_is_not_theirs": with("one_on_one", func(k *view.Known) { k.Entry, k.StepDue = practice.Values{"plan_author": {Text: "both"}}, march(12) }),
		"log_plan_is_theirs_and_begun": with("one_on_one", func(k *view.Known) {
			k.Entry = practice.Values{"plan_author": {Text: "they"}, "plan": {Rows: []practice.Row{{What: "Rehearse"}}}}
		}),
		"log_cause_suggests": with("observation", func(k *view.Known) {
			k.Subjects, k.StepDue = []practice.PersonID{cy}, march(12)
			k.Entry = practice.Values{"setting": {Text: "Joint selling"}, "cause": {Text: "skill"}}
			k.Suggest()
		}),
		"log_goals_serve_priorities": with("quota_goals", func(k *view.Known) {
			k.More, k.Above = true, view.Agreed("serves", "Your team's priorities: ", "Win back Acme\nTwo new logos")
		}),
		"log_own_numbers": with("rep_scorecard", func(k *view.Known) {
			k.Above = view.Agreed("count", "The activity goal you agreed on: ", "Eight first meetings a week")
		}),
		"log_after_what_came_back": with("observation", func(k *view.Known) {
			k.Touch, k.Before = "Last one 10 February.", []slack.Block{kit.Line(kit.Text("One open step."))}
		}),
		"log_answers_no_longer_offered": with("observation", func(k *view.Known) {
			k.Entry = practice.Values{"setting": {Text: "Telepathy"}, "cause": {Text: "capacity"}}
		}),
	}
}

// twoBlocks are an observation of the block that ended on 8 March, which can be
// logged late, and the one of the block after.
func twoBlocks(subject practice.PersonID) []practice.Occurrence {
	newer := due(12, subject)
	newer.Period = cadence.Period{Start: march(9), End: march(22)}
	newer.DueOn, newer.GraceUntil, newer.ClosesOn = march(19), march(20), march(27)
	return []practice.Occurrence{due(11, subject), newer}
}

func pickStates() map[string]any {
	var all []*practice.Practice
	for i := range playbook.Practices {
		all = append(all, &playbook.Practices[i])
	}
	return map[string]any{
		"pick_of_two":     view.LogPicker(all[5:7], view.Named{}, ""),
		"pick_of_many":    view.LogPicker(all, view.Named{}, "I know no practice called “"+hostileWords+"”."),
		"pick_of_nothing": view.LogPicker(nil, view.Named{}, ""),
	}
}

func loggedStates() map[string]any {
	with := func(key string, change func(*view.LoggedFacts, *view.LoggedEntry)) any {
		settled := due(11, cy)
		f := view.LoggedFacts{Practice: practiceOf(key), Who: who, Expected: true, Logged: []view.LoggedEntry{{
			Entry:   practice.Entry{Practice: key, Subject: cy, HappenedOn: thursday, Values: practice.Values{}},
			Settled: &settled,
		}}}
		change(&f, &f.Logged[0])
		return view.Logged(f)
	}
	step := practice.Value{Rows: []practice.Row{{What: "Ask about the budget first", Due: march(12)}}}
	thanks := func(where, channel string) func(*view.LoggedFacts, *view.LoggedEntry) {
		return func(f *view.LoggedFacts, e *view.LoggedEntry) {
			f.Channel, e.Subject = channel, 0
			e.Values[practice.RecognitionWho] = practice.Value{People: []practice.PersonID{cy}}
			e.Values[practice.ShareWhere] = practice.Value{Text: where}
		}
	}
	also := func(subjects ...practice.PersonID) func(*view.LoggedFacts, *view.LoggedEntry) {
		return func(f *view.LoggedFacts, e *view.LoggedEntry) {
			e.ID, e.Values["next_step"] = 7, step
			for i, id := range subjects {
				other := *e
				other.ID, other.Subject = practice.EntryID(8+i), id
				f.Logged = append(f.Logged, other)
			}
		}
	}
	return map[string]any{
		"logged_on_time":       with("observation", func(_ *view.LoggedFacts, e *view.LoggedEntry) { e.Values["next_step"] = step }),
		"logged_can_be_undone": with("observation", func(_ *view.LoggedFacts, e *view.LoggedEntry) { e.ID = 7 }),
		"undone":               view.Undone(practiceOf("observation")),
		"undone_recognition":   view.Undone(practiceOf(practice.RecognitionKey)),
		"logged_late":          with("observation", func(_ *view.LoggedFacts, e *view.LoggedEntry) { e.Late = true }),
		"logged_extra":         with("observation", func(_ *view.LoggedFacts, e *view.LoggedEntry) { e.Settled = nil }),
		"logged_team_step": with("forecast_review", func(_ *view.LoggedFacts, e *view.LoggedEntry) {
			e.Subject, e.Values["ahead"] = 0, step
		}),
		"logged_hostile_step": with("observation", func(_ *view.LoggedFacts, e *view.LoggedEntry) {
			e.Subject = hostile
			e.Values["next_step"] = practice.Value{Rows: []practice.Row{{What: strings.Repeat(hostileWords, 50)}}}
		}),
		"logged_with_two":           with("observation", also(dee)),
		"logged_with_two_namesakes": with("observation", also(otherCy)),
		"logged_with_three_unalike": with("observation", func(f *view.LoggedFacts, e *view.LoggedEntry) {
			also(dee, ana)(f, e)
			f.Logged[1].Settled, f.Logged[2].Late = nil, true
		}),
		"logged_with_difficult_names":           with("observation", also(wordy, noa, fox, hostile)),
		"logged_recognition_in_channel":         with(practice.RecognitionKey, thanks(practice.ShareInChannel, "C0WINS")),
		"logged_recognition_in_unnamed_channel": with(practice.RecognitionKey, thanks(practice.ShareInChannel, "")),
		"logged_recognition_by_a_peer": with(practice.RecognitionKey, func(f *view.LoggedFacts, e *view.LoggedEntry) {
			thanks(practice.ShareWithThem, "C0WINS")(f, e)
			e.Settled, f.Expected = nil, false
		}),
		"logged_recognition_in_private": with(practice.RecognitionKey, thanks(practice.ShareWithThem, "C0WINS")),
	}
}
