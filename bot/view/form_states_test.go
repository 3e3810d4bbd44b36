package view_test

import (
	"strings"

	"coach/bot/view"
	"coach/practice"
)

// formStates are all forms, of every practice of the default playbook among
// others, and what replaces them.
func formStates() map[string]any {
	states := map[string]any{}
	for _, p := range playbook.Practices {
		states["log_"+p.Key] = view.Log(known(p.Key))
	}
	for _, more := range []map[string]any{prefilledStates(), pickStates(), loggedStates(), skipStates()} {
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
		"log_known_subject": with("observation", func(k *view.Known) {
			k.Subject, k.Occurrence, k.Touch = cy, 11, "Last one 10 February."
		}),
		"log_former_report":      with("observation", func(k *view.Known) { k.Subject = otherCy }),
		"log_nobody_to_coach":    with("observation", func(k *view.Known) { k.Reports = nil }),
		"log_nobody_in_the_team": with("in_moment", func(k *view.Known) { k.Reports = nil }),
		"log_team_of_thirty":     with("in_moment", func(k *view.Known) { k.Reports = team(30) }),
		"log_team_too_large_to_list": with("in_moment", func(k *view.Known) {
			k.Reports, k.People = team(101), []practice.PersonID{ana, nia}
		}),
		"log_difficult_names": with("observation", func(k *view.Known) {
			k.Reports, k.Subject = []practice.PersonID{wordy, noa, fox, hostile}, hostile
		}),
		"log_recognition_of_two": with(practice.RecognitionKey, func(k *view.Known) { k.People = []practice.PersonID{ana, nia, ben} }),
		"log_three_steps_filled": with("one_on_one", func(k *view.Known) {
			k.Entry = practice.Values{
				"focus":    {Many: []string{"Skills", "Attitude"}},
				"strength": {Text: strings.Repeat(hostileWords, 20)},
				"plan":     {Rows: []practice.Row{{What: "One", Due: march(9)}, {What: "Two"}, {What: "Three", Due: march(11)}}},
			}
		}),
		"log_answers_no_longer_offered": with("observation", func(k *view.Known) {
			k.Entry = practice.Values{"setting": {Text: "Telepathy"}, "cause": {Text: "Fit or capacity"}}
		}),
	}
}

func pickStates() map[string]any {
	var all []*practice.Practice
	for i := range playbook.Practices {
		all = append(all, &playbook.Practices[i])
	}
	return map[string]any{
		"pick_of_two":     view.LogPicker(all[5:7], ""),
		"pick_of_many":    view.LogPicker(all, "I know no practice called “"+hostileWords+"”."),
		"pick_of_nothing": view.LogPicker(nil, ""),
	}
}

func loggedStates() map[string]any {
	with := func(key string, change func(*view.LoggedFacts)) any {
		settled := due(11, cy)
		f := view.LoggedFacts{
			Practice: practiceOf(key), Who: who, Settled: &settled, Expected: true,
			Entry: practice.Entry{Practice: key, Subject: cy, HappenedOn: thursday, Values: practice.Values{}},
		}
		change(&f)
		return view.Logged(f)
	}
	step := practice.Value{Rows: []practice.Row{{What: "Ask about the budget first", Due: march(12)}}}
	thanks := func(where, channel string) func(*view.LoggedFacts) {
		return func(f *view.LoggedFacts) {
			f.Channel, f.Entry.Subject = channel, 0
			f.Entry.Values[practice.ShareWhere] = practice.Value{Text: where}
		}
	}
	return map[string]any{
		"logged_on_time":       with("observation", func(f *view.LoggedFacts) { f.Entry.Values["next_step"] = step }),
		"logged_can_be_undone": with("observation", func(f *view.LoggedFacts) { f.Entry.ID = 7 }),
		"undone":               view.Undone(practiceOf("observation")),
		"undone_recognition":   view.Undone(practiceOf(practice.RecognitionKey)),
		"logged_late":          with("observation", func(f *view.LoggedFacts) { f.Late = true }),
		"logged_extra":         with("observation", func(f *view.LoggedFacts) { f.Settled = nil }),
		"logged_team_step":     with("forecast_review", func(f *view.LoggedFacts) { f.Entry.Subject, f.Entry.Values["ahead"] = 0, step }),
		"logged_hostile_step": with("observation", func(f *view.LoggedFacts) {
			f.Entry.Subject = hostile
			f.Entry.Values["next_step"] = practice.Value{Rows: []practice.Row{{What: strings.Repeat(hostileWords, 50)}}}
		}),
		"logged_recognition_in_channel":         with(practice.RecognitionKey, thanks("In the team channel", "C0WINS")),
		"logged_recognition_in_unnamed_channel": with(practice.RecognitionKey, thanks("In the team channel", "")),
		"logged_recognition_by_a_peer":          with(practice.RecognitionKey, func(f *view.LoggedFacts) { f.Settled, f.Expected = nil, false }),
		"logged_recognition_in_private":         with(practice.RecognitionKey, thanks(practice.ShareWithThem, "C0WINS")),
	}
}

func skipStates() map[string]any {
	facts := func(counts bool, id practice.PersonID) view.SkipFacts {
		return view.SkipFacts{Touch: observation(id, lastOne, due(11, id)), Playbook: playbook, Who: who, Occurrence: 11, Counts: counts}
	}
	return map[string]any{
		"skip_counts":      view.Skip(facts(true, cy)),
		"skip_within":      view.Skip(facts(false, cy)),
		"skip_hostile":     view.Skip(facts(true, hostile)),
		"skipped_counts":   view.Skipped(facts(true, cy)),
		"skipped_within":   view.Skipped(facts(false, cy)),
		"skip_no_occasion": view.Skip(view.SkipFacts{Touch: practice.Touch{Practice: "in_moment"}, Playbook: playbook, Who: who, Counts: true}),
	}
}
