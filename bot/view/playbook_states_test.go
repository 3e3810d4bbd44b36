package view_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/slack-go/slack"

	"coach/bot/view"
	"coach/bot/view/kit"
	"coach/cadence"
	"coach/practice"
)

// asked is a practice of the playbook as it is asked of a front-line manager.
func asked(key string, people ...practice.PersonID) practice.Obligation {
	p := practiceOf(key)
	return practice.Obligation{Practice: p, Rule: p.RuleFor(practice.FLM), People: people}
}

func novelties() []practice.Novelty {
	soon := asked("observation", cy)
	soon.From = march(23)
	was := soon.Practice.Rule
	changed := asked("one_on_one", ana, ben, cy)
	return []practice.Novelty{{Obligation: soon}, {Obligation: changed, Was: &was}, {Obligation: asked("team_meeting"), Ended: true}}
}

func expectedStates() map[string]any {
	facts := func(change func(*view.ExpectedFacts)) kit.Message {
		f := view.ExpectedFacts{Person: people[dana], Today: thursday, Who: who,
			Expected: []practice.Obligation{asked("one_on_one", ana, ben, cy), asked("team_meeting"), asked("observation", wordy), asked("inspect_review")}}
		change(&f)
		return view.Expected(f)
	}
	return map[string]any{
		"expected_manager": facts(func(*view.ExpectedFacts) {}),
		"expected_owner": facts(func(f *view.ExpectedFacts) {
			f.Owner, f.Expected[0].From, f.Expected[1].To, f.Expected[2].People = true, march(23), march(31), nil
		}),
		"expected_rep": facts(func(f *view.ExpectedFacts) {
			f.Person, f.Expected, f.Manager, f.Owed = people[noa], nil, people[hostile], []practice.Obligation{asked("one_on_one", noa)}
			f.Owed[0].From = march(23)
		}),
		"expected_outside": facts(func(f *view.ExpectedFacts) { f.Expected, f.Outside, f.Owner = nil, true, true }),
		"expected_many": facts(func(f *view.ExpectedFacts) {
			f.Expected, f.Manager, f.Owner = nil, people[dana], true
			for i := range playbook.Practices {
				p := &playbook.Practices[i]
				f.Expected = append(f.Expected, practice.Obligation{Practice: p, Rule: p.Rule})
			}
			f.Owed = f.Expected[:4]
		}),
		"expected_too_many": facts(func(f *view.ExpectedFacts) {
			f.Expected, f.Manager, f.Owner = slices.Repeat(f.Expected, 11), people[dana], true
			f.Owed = f.Expected
		}),
	}
}

func announcementStates() map[string]any {
	with := func(change func(*view.Announcement), touches ...practice.Reminder) kit.Message {
		f := morningOf(touches...)
		f.Announced = &view.Announcement{Version: 3, By: people[ana], Novelties: novelties()}
		change(f.Announced)
		return view.Morning(f)
	}
	return map[string]any{
		"morning_announced":       with(func(*view.Announcement) {}, threeTouches()...),
		"morning_announced_alone": with(func(a *view.Announcement) { a.In = true }),
		"morning_announced_first": with(func(a *view.Announcement) {
			a.First, a.By = true, practice.Person{}
			for range 3 {
				a.Novelties = append(a.Novelties, novelties()...)
			}
		}),
		"morning_announced_first_ends": with(func(a *view.Announcement) { a.First, a.Novelties = true, a.Novelties[2:] }),
		"morning_announced_by_hostile": with(func(a *view.Announcement) { a.By, a.First = people[hostile], true }),
		"morning_announced_by_reader":  with(func(a *view.Announcement) { a.ByReader = true }),
		"morning_announced_taken_back": with(func(a *view.Announcement) { a.TakenBack, a.Novelties = true, nil }, threeTouches()[:1]...),
		"suggest":                      view.Suggest(3),
		"suggested":                    view.Suggested(view.SuggestedFacts{From: people[hostile], Version: 3, Words: hostileWords}),
		"suggestion_sent":              view.SuggestionSent([]practice.Person{people[dana], people[wordy]}, false),
		"suggestion_sent_taken_back":   view.SuggestionSent([]practice.Person{people[dana]}, true),
		"suggested_taken_back":         view.Suggested(view.SuggestedFacts{From: people[ana], Version: 3, TakenBack: true, Words: "Every three weeks"}),
		"suggestion_sent_to_nobody":    view.SuggestionSent(nil, false),
		"owners_only":                  view.OwnersOnly([]practice.Person{people[dana], people[hostile]}),
		"owners_only_nobody":           view.OwnersOnly(nil),
	}
}

func manyChanges() []practice.Change {
	changes := []practice.Change{
		{Practice: "observation", Name: "Observation", What: "rhythm", Old: "every two weeks", New: "every month"},
		{Practice: "observation", Name: "Observation", What: "starts", Old: "starts with its next full period", New: "starts on 1 April 2026"},
	}
	for _, p := range playbook.Practices {
		changes = append(changes, practice.Change{Practice: p.Key, Name: p.Short, What: "on", Old: "off", New: "on"})
	}
	return changes
}

// starts are those of a rhythm: the two-week blocks of phase B begin a week
// before those of phase A.
func starts(r cadence.Rhythm) view.Start {
	if r.Phase == cadence.PhaseB {
		return view.Start{Next: march(9), NoHole: march(23)}
	}
	return view.Start{Next: march(16), NoHole: march(23)}
}

func practiceForm(key string, change func(*view.PracticeFacts)) slack.ModalViewRequest {
	p := practiceOf(key)
	f := view.PracticeFacts{Version: 3, Practice: p, Rhythm: p.Rhythm, Starts: starts, Today: thursday}
	if change != nil {
		change(&f)
	}
	return view.Practice(f)
}

func playbookStates() map[string]any {
	list := view.PlaybookFacts{Version: 3, Next: playbook, Held: playbook.StartingOn(march(9)), Today: thursday}
	drafted := list
	drafted.Changes, drafted.Note = manyChanges(), "Ana published version 3 at 10:12. I kept your changes. Look through them again."
	review := view.ReviewFacts{Version: 3, Changes: manyChanges()[:3], Starts: map[string]cadence.Date{"observation": march(23), "team_plan": thursday},
		Today: thursday, Readers: 14, Load: []string{"For a manager with 8 people this adds about 6 hours a month."}}
	twice := review
	twice.AskTwice, twice.Changes, twice.Readers, twice.Note = true, manyChanges(), 0, drafted.Note
	ending := review
	ending.Ending, ending.Readers = "5 of 8 practices would end", 0
	version := view.PublishedVersion{Version: 3, By: hostile, At: time.Date(2026, 3, 4, 9, 12, 0, 0, time.UTC), Changes: manyChanges(), MayUndo: true}
	history := view.HistoryFacts{Zone: time.UTC, Today: thursday, Who: who, Versions: []view.PublishedVersion{version,
		{Version: 2, At: version.At, From: march(9), Undone: true}, {Version: 1, At: version.At, From: march(2), First: true}}}
	long := history
	for range 20 {
		long.Versions = append([]view.PublishedVersion{version}, long.Versions...)
	}
	return map[string]any{
		"playbook_list":            view.Playbook(list),
		"playbook_list_drafted":    view.Playbook(drafted),
		"playbook_practice":        practiceForm("observation", nil),
		"playbook_practice_daily":  practiceForm("observation", func(f *view.PracticeFacts) { f.Rhythm.Cadence, f.Redrawn = cadence.Daily, 2 }),
		"playbook_practice_weekly": practiceForm("observation", func(f *view.PracticeFacts) { f.Rhythm, f.From = cadence.Rhythm{Cadence: cadence.Weekly}, march(9) }),
		"playbook_practice_values": practiceForm(practice.RecognitionKey, nil),
		"playbook_practice_several_days": practiceForm("team_meeting", func(f *view.PracticeFacts) {
			several := *f.Practice
			several.Due = due2(cadence.Weekly, "TUE", "THU")
			f.Practice = &several
		}),
		"playbook_words":            view.PracticeWords(practiceOf("observation")),
		"playbook_words_thanks":     view.PracticeWords(practiceOf(practice.RecognitionKey)),
		"playbook_purpose":          view.Purpose("", nil),
		"playbook_purpose_said":     view.Purpose("Every customer would recommend us.", []string{"Discovery questions", "Negotiation"}),
		"playbook_review":           view.Review(review),
		"playbook_review_ending":    view.Review(ending),
		"playbook_review_twice":     view.Review(twice),
		"playbook_published":        view.Published(4, 14),
		"playbook_published_nobody": view.Published(4, 0),
		"playbook_taken_back":       view.Unpublished(4),
		"playbook_history":          view.History(history),
		"playbook_history_long":     view.History(long),
	}
}

func due2(c cadence.Cadence, codes ...string) []cadence.Due {
	var all []cadence.Due
	for _, code := range codes {
		d, err := cadence.ParseDue(code, c)
		if err != nil {
			panic(err)
		}
		all = append(all, d)
	}
	return all
}

// asSubmitted is a form as Slack sends it back, untouched but for the changes.
func asSubmitted(m slack.ModalViewRequest, changes map[string]slack.BlockAction) slack.View {
	v := slack.View{PrivateMetadata: m.PrivateMetadata, CallbackID: m.CallbackID, Blocks: m.Blocks,
		State: &slack.ViewState{Values: map[string]map[string]slack.BlockAction{}}}
	for _, b := range m.Blocks.BlockSet {
		in, ok := b.(*slack.InputBlock)
		if !ok {
			continue
		}
		var a slack.BlockAction
		switch e := in.Element.(type) {
		case *slack.SelectBlockElement:
			a.SelectedOption = *e.InitialOption
		case *slack.RadioButtonsBlockElement:
			a.SelectedOption = *e.InitialOption
		case *slack.CheckboxGroupsBlockElement:
			for _, o := range e.InitialOptions {
				a.SelectedOptions = append(a.SelectedOptions, *o)
			}
		case *slack.DatePickerBlockElement:
			a.SelectedDate = e.InitialDate
		case *slack.NumberInputBlockElement:
			a.Value = e.InitialValue
		case *slack.PlainTextInputBlockElement:
			a.Value = e.InitialValue
		}
		path, _, _ := strings.Cut(in.BlockID, "~")
		if changed, ok := changes[path]; ok {
			a = changed
		}
		v.State.Values[in.BlockID] = map[string]slack.BlockAction{"v": a}
	}
	return v
}

func TestAFormForAPracticeThatNobodyTouchesChangesNothing(t *testing.T) {
	for i := range playbook.Practices {
		p := &playbook.Practices[i]
		if p.Cadence == "" {
			continue // of this test's own, without a rhythm
		}
		c, err := view.ParsePractice(asSubmitted(practiceForm(p.Key, nil), nil), p)
		if err != nil || !c.IsZero() || c.Values != nil {
			t.Errorf("%s: %+v, %v", p.Key, c, err)
		}
	}
}

func TestWhatAFormForAPracticeChanges(t *testing.T) {
	option := func(values ...string) slack.BlockAction {
		a := slack.BlockAction{SelectedOption: slack.OptionBlockObject{Value: values[0]}}
		for _, v := range values {
			a.SelectedOptions = append(a.SelectedOptions, slack.OptionBlockObject{Value: v})
		}
		return a
	}
	off := false
	tests := []struct {
		name, key string
		changes   map[string]slack.BlockAction
		want      view.Choice
		problem   string
	}{
		{"switched off", "observation", map[string]slack.BlockAction{"on": option("no")}, view.Choice{Edit: practice.Edit{Enabled: &off}}, ""},
		{"every month, on another day", "observation", map[string]slack.BlockAction{"rhythm": option("monthly"), "due": option("WD-4")},
			view.Choice{Edit: practice.Edit{Cadence: cadence.Monthly, Due: []string{"WD-4"}}}, ""},
		{"in the other weeks, on the same day", "observation", map[string]slack.BlockAction{"rhythm": option("biweekly.B")},
			view.Choice{Edit: practice.Edit{Cadence: cadence.Biweekly, Phase: cadence.PhaseB, Due: []string{"W2-THU"}}}, ""},
		{"every day, which has no due day", "observation", map[string]slack.BlockAction{"rhythm": option("daily")}, view.Choice{Edit: practice.Edit{Cadence: cadence.Daily}}, ""},
		{"twice, of more people, from a day on", "observation",
			map[string]slack.BlockAction{"times": {Value: "2"}, "helps": {Value: "Two steps kept a month"}, "levels": option("flm", "mom"), "from": {SelectedDate: "2026-04-01"}},
			view.Choice{Edit: practice.Edit{Times: 2, Helps: "Two steps kept a month", Levels: []practice.Level{practice.FLM, practice.MOM}, From: cadence.NewDate(2026, 4, 1)}}, ""},
		{"other values", practice.RecognitionKey, map[string]slack.BlockAction{"values": {Value: "Courage\n\n Care "}}, view.Choice{Values: []string{"Courage", "Care"}}, ""},
		{"a day that does not suit", "observation", map[string]slack.BlockAction{"rhythm": option("weekly")}, view.Choice{}, "due"},
		{"a rhythm that is none", "observation", map[string]slack.BlockAction{"rhythm": option("hourly")}, view.Choice{}, "rhythm"},
		{"twice, and nothing that would tell whether it helps", "observation", map[string]slack.BlockAction{"times": {Value: "2"}}, view.Choice{}, "helps"},
		{"less often, which needs no reason", "in_moment", map[string]slack.BlockAction{"times": {Value: "2"}, "helps": {Value: "Anything"}}, view.Choice{Edit: practice.Edit{Times: 2}}, ""},
		{"no times", "observation", map[string]slack.BlockAction{"times": {Value: "0"}}, view.Choice{}, "times"},
		{"of nobody", "observation", map[string]slack.BlockAction{"levels": {}}, view.Choice{}, "levels"},
		{"the same value twice", practice.RecognitionKey, map[string]slack.BlockAction{"values": {Value: "Care\nCare"}}, view.Choice{}, "values"},
		{"no values", practice.RecognitionKey, map[string]slack.BlockAction{"values": {Value: " "}}, view.Choice{}, "values"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got, err := view.ParsePractice(asSubmitted(practiceForm(test.key, nil), test.changes), practiceOf(test.key))
			if test.problem != "" {
				if ps, ok := err.(practice.Problems); !ok || len(ps) != 1 || ps[0].Field != test.problem {
					t.Fatalf("problems %v, want one at %s", err, test.problem)
				}
				return
			}
			if test.want.Key = test.key; err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestTheDayIsOfferedUnderAnotherIDEachTimeTheRhythmIsChosen(t *testing.T) {
	rhythm := practiceOf("observation").Rhythm
	for want, next := range []string{"weekly", "daily", "weekly", "monthly"} {
		form := practiceForm("observation", func(f *view.PracticeFacts) { f.Rhythm, f.Redrawn = rhythm, want })
		chosen := slack.BlockAction{SelectedOption: slack.OptionBlockObject{Value: next}}
		got, key, redrawn, err := view.RhythmChosen(asSubmitted(form, map[string]slack.BlockAction{"rhythm": chosen}))
		if err != nil || string(got.Cadence) != next || key != "observation" || redrawn != want {
			t.Errorf("%s of %q, drawn %d times, %v; want %s, %d", got.Cadence, key, redrawn, err, next, want)
		}
		rhythm = got
	}
}
