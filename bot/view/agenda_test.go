package view_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/slack-go/slack"

	"coach/bot/view"
	"coach/cadence"
	"coach/practice"
)

// shared is the pair of Dana and one of her people.
func shared(report practice.PersonID) practice.Pair {
	return practice.Pair{Manager: dana, Report: report}
}

func dayAt(at time.Time) cadence.Date { return cadence.DateOf(at) }

// topicsOf are topics of Dana and a report, a day apart, which the two added in
// turns.
func topicsOf(report practice.PersonID, words ...string) (topics []practice.Topic) {
	for i, w := range words {
		by := report
		if i%2 == 1 {
			by = dana
		}
		topics = append(topics, practice.Topic{ID: practice.TopicID(i + 1), Pair: shared(report), By: by, Words: w,
			RaisedAt: time.Date(2026, time.February, 1+i, 9, 0, 0, 0, time.UTC)})
	}
	return topics
}

// givenBy has somebody else than the two have added topics.
func givenBy(who practice.PersonID, topics []practice.Topic) []practice.Topic {
	for i := range topics {
		topics[i].By = who
	}
	return topics
}

// toDana is the passing of somebody from Eli to Dana.
func toDana(who practice.PersonID) practice.Transfer {
	return practice.Transfer{Person: who, From: eli, To: dana, On: march(2)}
}

func topicWords(n int) (words []string) {
	for i := range n {
		words = append(words, fmt.Sprintf("topic %d", i+1))
	}
	return words
}

// oddWords are topics that a screen has to cope with.
var oddWords = []string{strings.Repeat("renewal ", 38)[:300], "מה עם החוזה?", "🦊 fox 👩‍👩‍👧", hostileWords, "\u202eback"}

func topicsFor(change func(*view.TopicsFacts)) view.TopicsFacts {
	f := view.TopicsFacts{Me: ana, With: dana, Others: []practice.PersonID{dana}, Who: who, Today: thursday, Day: dayAt}
	change(&f)
	return f
}

func topicStates() map[string]any {
	form := func(change func(*view.TopicsFacts)) slack.ModalViewRequest { return view.Topics(topicsFor(change)) }
	team := func(f *view.TopicsFacts) {
		f.Me, f.With, f.Others = dana, 0, []practice.PersonID{ana, cy, otherCy, wordy, noa, fox, hostile}
	}
	steps := func(words string) view.TopicStepFacts {
		return view.TopicStepFacts{Topic: topicsOf(ana, words)[0], Me: dana, Due: march(12), Who: who}
	}
	return map[string]any{
		"topics_nobody": form(func(f *view.TopicsFacts) { f.With, f.Others = 0, nil }),
		"topics_about_a_message": form(func(f *view.TopicsFacts) {
			f.Linked, f.Topics = linkedMessage, topicsOf(ana, "the renewal", "pricing")
			f.Topics[0].Link = linkedMessage.Address()
		}),
		"topics_about_a_direct_message": form(func(f *view.TopicsFacts) { team(f); f.Linked.Direct = true }),
		"topics_empty":                  form(func(*view.TopicsFacts) {}),
		"topics_one":                    form(func(f *view.TopicsFacts) { f.Topics, f.Added = topicsOf(ana, "the renewal"), 1 }),
		"topics_many":                   form(func(f *view.TopicsFacts) { f.Topics = topicsOf(ana, topicWords(9)...) }),
		"topics_too_many": form(func(f *view.TopicsFacts) {
			f.Topics = topicsOf(ana, topicWords(120)...)
		}),
		"topics_odd":      form(func(f *view.TopicsFacts) { f.Topics = topicsOf(ana, oddWords...) }),
		"topics_of_whom":  form(func(f *view.TopicsFacts) { team(f); f.Hint, f.Words = "Who with? Pick the person.", oddWords[0] }),
		"topics_odd_name": form(func(f *view.TopicsFacts) { team(f); f.With, f.Topics = wordy, topicsOf(wordy, "the renewal") }),
		"topics_no_pair":  form(func(f *view.TopicsFacts) { team(f); f.Hint = view.NoPair(people[hostile], false) }),
		"topics_ended":    form(func(f *view.TopicsFacts) { f.Others, f.Ended, f.Topics = nil, true, topicsOf(ana, "the renewal") }),
		"topics_more_people_than_slack_lists": form(func(f *view.TopicsFacts) {
			team(f)
			for i := range practice.PersonID(120) {
				f.Others = append(f.Others, 100+i)
			}
		}),

		"topic_added":     view.TopicAdded(topicsOf(ana, "the renewal")[0], ana, who),
		"topic_added_odd": view.TopicAdded(topicsOf(hostile, hostileWords)[0], dana, who),
		"topic_offer":     view.OfferTopics(dana, "", "1772701200.000100"),
		"topic_offer_who": view.OfferTopics(0, view.NoPair(people[fox], false), "1772701200.000100"),
		"topic_step":      view.TopicStep(steps("call the customer")),
		"topic_step_odd":  view.TopicStep(steps(hostileWords)),
		"topic_is_step":   view.TopicIsStep(practice.Row{What: hostileWords, Owner: ana, Due: march(12)}, dana, who, thursday),
		"topic_is_mine":   view.TopicIsStep(practice.Row{What: "call", Owner: dana, Due: march(12)}, dana, who, thursday),
	}
}

// onHome is a Home of these blocks alone.
func onHome(blocks ...slack.Block) slack.HomeTabViewRequest {
	return slack.HomeTabViewRequest{Type: slack.VTHomeTab, Blocks: slack.Blocks{BlockSet: blocks}}
}

// focusOf is what Dana and a report work on, with a mark a day.
func focusOf(report practice.PersonID, skill string, marks ...practice.FocusMark) practice.Focus {
	f := practice.Focus{ID: 7, Pair: shared(report), Skill: skill, OpenedBy: dana, OpenedAt: time.Date(2026, time.February, 2, 9, 0, 0, 0, time.UTC)}
	for i, m := range marks {
		f.Marks = append(f.Marks, practice.MarkedFocus{Entry: practice.EntryID(i + 1), On: march(1) + cadence.Date(i), Mark: m})
		if m.Closes() {
			f.Outcome, f.ClosedAt = m, time.Date(2026, time.March, 1+i, 9, 0, 0, 0, time.UTC)
		}
	}
	return f
}

func focusStates() map[string]any {
	facts := func(change func(*view.FocusFacts)) view.FocusFacts {
		f := view.FocusFacts{Me: dana, With: ana, Who: who, Today: thursday, Day: dayAt}
		change(&f)
		return f
	}
	form := func(change func(*view.FocusFacts)) slack.ModalViewRequest { return view.Focus(facts(change)) }
	open, odd := focusOf(ana, "Discovery questions"), focusOf(hostile, hostileWords, practice.FocusBetter)
	marked := focusOf(ana, "Discovery questions", slices.Repeat([]practice.FocusMark{practice.FocusBetter, practice.FocusSame, practice.FocusWorse}, 6)...)
	reached := focusOf(ana, "Discovery questions", practice.FocusBetter, practice.FocusReached)
	aside := focusOf(ana, "Closing", practice.FocusAside)
	before := slices.Repeat([]practice.Focus{reached, aside, odd}, 3)
	for i := range before {
		before[i].ClosedAt, before[i].Outcome = time.Date(2026, time.February, 3, 9, 0, 0, 0, time.UTC), practice.FocusReached
	}
	return map[string]any{
		"focus_none": form(func(*view.FocusFacts) {}),
		"focus_skills": form(func(f *view.FocusFacts) {
			f.Skills = []string{"Discovery questions", "Closing", strings.Repeat("x", 75)}
		}),
		"focus_before": form(func(f *view.FocusFacts) { f.Before = before }),
		"focus_open":   form(func(f *view.FocusFacts) { f.Open = &open }),
		"focus_marked": form(func(f *view.FocusFacts) { f.Open, f.Before = &marked, before[:2] }),
		"focus_odd":    form(func(f *view.FocusFacts) { f.With, f.Open = hostile, &odd }),
		"focus_stands": form(func(f *view.FocusFacts) {
			f.Me, f.With, f.Open, f.Hint = ana, dana, &open, view.FocusStands(open, ana, who)
		}),
		"focus_mine":     form(func(f *view.FocusFacts) { f.Open, f.Hint = &open, view.FocusStands(open, dana, who) }),
		"focus_ended":    form(func(f *view.FocusFacts) { f.Ended, f.Before = true, before[:1] }),
		"focus_was_open": form(func(f *view.FocusFacts) { f.Ended, f.Open = true, &marked }),

		"focus_opened":       view.FocusOpened(open, people[ana]),
		"focus_opened_odd":   view.FocusOpened(odd, people[hostile]),
		"look_again":         view.LookAgain(open, march(19)),
		"look_again_odd":     view.LookAgain(odd, march(19)),
		"looking_again":      view.LookingAgain(march(19), thursday, people[dana], true),
		"looking_again_rep":  view.LookingAgain(march(19), thursday, people[hostile], false),
		"focus_end":          view.FocusEnd(reached, ana, who),
		"focus_end_unmarked": view.FocusEnd(practice.Focus{Pair: shared(ana), Skill: "Closing", Outcome: practice.FocusReached}, ana, who),
		"focus_end_undone":   view.FocusEnd(open, ana, who),
		"focus_end_odd":      view.FocusEnd(practice.Focus{Pair: practice.Pair{Manager: hostile, Report: ana}, Skill: hostileWords, Outcome: practice.FocusReached}, ana, who),
	}
}

func timeAsked(change func(*practice.TimeRequest)) practice.TimeRequest {
	t := practice.TimeRequest{ID: 7, Pair: shared(ana), Kind: practice.TimeSession, Words: "the renewal", AskedOn: march(2), LapsesOn: march(30)}
	change(&t)
	return t
}

func askingStates() map[string]any {
	plain := timeAsked(func(*practice.TimeRequest) {})
	odd := timeAsked(func(t *practice.TimeRequest) {
		t.Pair.Report, t.Words, t.Kind = hostile, hostileWords, practice.TimeObstacle
	})
	bare := timeAsked(func(t *practice.TimeRequest) { t.Pair.Report, t.Words, t.Kind = fox, "", practice.TimeRide })
	planned := timeAsked(func(t *practice.TimeRequest) { t.PlannedOn = march(9) })
	closed := func(outcome practice.TimeOutcome) practice.TimeRequest {
		return timeAsked(func(t *practice.TimeRequest) {
			t.Outcome, t.ClosedAt, t.PlannedOn = outcome, time.UnixMilli(1), march(9)
		})
	}
	form := func(change func(*view.AskTimeFacts)) slack.ModalViewRequest {
		f := view.AskTimeFacts{Manager: people[dana], Who: who, Today: thursday}
		change(&f)
		return view.AskTime(f)
	}
	lines := func(to, by []practice.TimeRequest) slack.HomeTabViewRequest {
		return onHome(view.RequestLines(view.RequestsFacts{To: to, By: by, Who: who, Today: thursday})...)
	}
	answered := func(outcome practice.TimeOutcome, manager practice.PersonID) view.TimeAnsweredFacts {
		return view.TimeAnsweredFacts{Request: closed(outcome), Practice: "1:1 planning", On: march(9), Manager: manager, Who: who, Today: march(31)}
	}
	return map[string]any{
		"ask_time":         form(func(*view.AskTimeFacts) {}),
		"ask_time_away":    form(func(f *view.AskTimeFacts) { f.Away, f.Kind = true, practice.TimeRide }),
		"ask_time_words":   form(func(f *view.AskTimeFacts) { f.About, f.Hint = oddWords[0], view.NotTheirManager(people[fox], false) }),
		"ask_time_waiting": form(func(f *view.AskTimeFacts) { f.Waiting = []practice.TimeRequest{plain, planned, odd} }),
		"ask_time_odd":     form(func(f *view.AskTimeFacts) { f.Manager, f.Away = people[hostile], true }),
		"ask_time_rtl":     form(func(f *view.AskTimeFacts) { f.Manager = people[noa] }),
		"time_asked":       view.TimeAsked(plain, people[dana], false, thursday),
		"time_asked_away":  view.TimeAsked(bare, people[wordy], true, thursday),
		"time_taken_back":  view.TimeTakenBack(people[dana]),
		"ask_time_offer":   view.OfferAskTime(people[dana], "", "1772701200.000100"),
		"ask_time_offered": view.OfferAskTime(people[hostile], view.NotTheirManager(people[ana], true), ""),

		"request_lines_one":  lines([]practice.TimeRequest{plain}, nil),
		"request_lines_many": lines([]practice.TimeRequest{planned, odd, bare}, []practice.TimeRequest{plain, planned, closed(practice.TimeMet)}),
		"request_lines_too_many": lines(slices.Repeat([]practice.TimeRequest{plain}, 40),
			slices.Repeat([]practice.TimeRequest{odd}, 3)),
		"plan_time":        view.PlanTime(plain, march(9), who),
		"plan_time_odd":    view.PlanTime(odd, march(9), who),
		"time_is_planned":  view.TimeIsPlanned(bare, march(9), thursday, who),
		"time_planned":     view.TimePlanned(planned, march(9), thursday, who),
		"time_planned_met": view.TimePlanned(closed(practice.TimeMet), march(9), thursday, who),
		"time_replanned":   view.TimePlanned(planned, march(6), thursday, who),
		"time_unplanned":   view.TimePlanned(closed(practice.TimeMoved), march(9), thursday, who),

		"time_met":       view.TimeAnswered(answered(practice.TimeMet, dana)),
		"time_done":      view.TimeAnswered(answered(practice.TimeDone, dana)),
		"time_lapsed":    view.TimeAnswered(answered(practice.TimeLapsed, dana)),
		"time_moved":     view.TimeAnswered(answered(practice.TimeMoved, fox)),
		"time_moved_top": view.TimeAnswered(answered(practice.TimeMoved, 0)),
		"time_reopened":  view.TimeAnswered(answered("", dana)),
		"time_lapsed_odd": view.TimeAnswered(view.TimeAnsweredFacts{Request: timeAsked(func(t *practice.TimeRequest) {
			t.Pair.Manager, t.Outcome, t.Words = hostile, practice.TimeLapsed, hostileWords
		}), Manager: hostile, Who: who, Today: march(31)}),
	}
}

func agendaStates() map[string]any {
	form := func(f view.AgendaFacts) slack.ModalViewRequest {
		k := view.Known{Draft: view.Draft{Practice: practiceOf("one_on_one"), HappenedOn: thursday, Subjects: []practice.PersonID{ana}},
			Author: people[dana], Reports: []practice.PersonID{ana}, Today: thursday, Who: who, Before: view.AgendaBlocks(f)}
		return view.Log(k)
	}
	marked, odd := focusOf(ana, "Discovery questions", practice.FocusBetter, practice.FocusSame), focusOf(ana, hostileWords)
	logged := func(a practice.Agenda, f *practice.Focus, report practice.PersonID, none ...bool) slack.ModalViewRequest {
		e := practice.Entry{ID: 3, Practice: "one_on_one", Author: dana, Subject: report, HappenedOn: thursday}
		return view.Logged(view.LoggedFacts{Practice: practiceOf("one_on_one"), Logged: []view.LoggedEntry{{Entry: e}}, Who: who,
			Agenda: view.AgendaLogged(view.AgendaFacts{Report: report, Focus: f, NoFocus: len(none) > 0}, a, 3, who)})
	}
	return map[string]any{
		"agenda_form":        form(view.AgendaFacts{Report: ana, Topics: topicsOf(ana, "the renewal"), Focus: &marked}),
		"agenda_form_many":   form(view.AgendaFacts{Report: ana, Topics: topicsOf(ana, topicWords(12)...), Focus: &odd}),
		"agenda_form_odd":    form(view.AgendaFacts{Report: ana, Topics: topicsOf(ana, oddWords[:3]...)}),
		"agenda_form_given":  form(view.AgendaFacts{Report: ana, Topics: givenBy(eli, topicsOf(ana, "Northwind, before the renewal", "Contoso")), Who: who}),
		"customers_form":     view.Customers(toDana(ana), who),
		"customers_form_odd": view.Customers(practice.Transfer{Person: hostile, From: eli, To: hostile}, who),
		"customers_named":    view.CustomersNamed(toDana(ana).Pair(), 3, who),
		"customers_one":      view.CustomersNamed(toDana(hostile).Pair(), 1, who),
		"agenda_logged":      logged(practice.Agenda{Covered: []practice.TopicID{1, 2}, Focus: 7, Mark: practice.FocusBetter}, &marked, ana),
		"agenda_reached":     logged(practice.Agenda{Covered: []practice.TopicID{1}, Focus: 7, Mark: practice.FocusReached}, &marked, ana),
		"agenda_set_aside":   logged(practice.Agenda{Focus: 7, Mark: practice.FocusAside}, &odd, hostile),
		"agenda_logged_none": logged(practice.Agenda{}, nil, ana),
		"agenda_no_focus":    logged(practice.Agenda{Covered: []practice.TopicID{1}}, nil, hostile, true),
	}
}

// The form of a session gives back what was ticked and answered for its report,
// and nothing of anybody else's.
func TestTheAgendaIsReadAsItIsDrawn(t *testing.T) {
	marked := focusOf(ana, "Discovery questions")
	drawn := slack.ModalViewRequest{Type: slack.VTModal, Blocks: slack.Blocks{BlockSet: view.AgendaBlocks(view.AgendaFacts{Report: ana, Topics: topicsOf(ana, topicWords(3)...), Focus: &marked})}}
	v := fill(t, drawn, nil)
	tick := func(path string, a slack.BlockAction) {
		for block := range v.State.Values {
			if strings.HasPrefix(block, path) {
				v.State.Values[block]["v"] = a
				return
			}
		}
		t.Fatalf("no input at %s", path)
	}
	if got := view.ParseAgenda(v, ana); got.Covered != nil || got.Mark != "" || got.Focus != 0 {
		t.Errorf("untouched it says %+v", got)
	}
	option := func(value string) slack.OptionBlockObject { return slack.OptionBlockObject{Value: value} }
	tick("shared-topics.", slack.BlockAction{SelectedOptions: []slack.OptionBlockObject{option("1"), option("3"), option("x")}})
	tick("shared-focus.", slack.BlockAction{SelectedOption: option("reached")})
	got := view.ParseAgenda(v, ana)
	if !slices.Equal(got.Covered, []practice.TopicID{1, 3}) || got.Focus != 7 || got.Mark != practice.FocusReached {
		t.Errorf("ticked it says %+v", got)
	}
	if got := view.ParseAgenda(v, ben); got.Covered != nil || got.Mark != "" {
		t.Errorf("of Ben it says %+v", got)
	}
	tick("shared-focus.", slack.BlockAction{SelectedOption: option("great")})
	if got := view.ParseAgenda(v, ana); got.Mark != "" || got.Focus != 0 {
		t.Errorf("an answer that is none says %+v", got)
	}
}

// Words of a pair stand in blocks alone: no preview, metadata or button's value
// has them.
func TestWordsOfAPairStandInBlocksAlone(t *testing.T) {
	words := secret("shared")
	topic, focus := topicsOf(ana, words)[0], focusOf(ana, words, practice.FocusReached)
	request := timeAsked(func(t *practice.TimeRequest) { t.Words, t.PlannedOn = words, march(9) })
	for _, outcome := range []practice.TimeOutcome{"", practice.TimeMet, practice.TimeDone, practice.TimeLapsed, practice.TimeMoved} {
		answered := request
		answered.Outcome = outcome
		for name, preview := range map[string]string{
			"added": view.TopicAdded(topic, ana, who).Text, "reached": view.FocusEnd(focus, ana, who).Text,
			"planned":  view.TimePlanned(answered, march(9), thursday, who).Text,
			"answered": view.TimeAnswered(view.TimeAnsweredFacts{Request: answered, Manager: dana, Who: who, Today: thursday}).Text,
		} {
			if leaks(preview, words) {
				t.Errorf("%s: the preview tells %q", name, preview)
			}
		}
	}
	f := topicsFor(func(f *view.TopicsFacts) { f.Topics, f.Words = []practice.Topic{topic}, words })
	for name, m := range map[string]slack.ModalViewRequest{
		"topics": view.Topics(f), "step": view.TopicStep(view.TopicStepFacts{Topic: topic, Me: dana, Who: who}),
		"look": view.LookAgain(focus, march(9)), "plan": view.PlanTime(request, march(9), who),
		"ask":   view.AskTime(view.AskTimeFacts{Manager: people[dana], About: words, Who: who, Waiting: []practice.TimeRequest{request}}),
		"focus": view.Focus(view.FocusFacts{Me: dana, With: ana, Who: who, Day: dayAt, Before: []practice.Focus{focus}}),
	} {
		if leaks(m.PrivateMetadata, words) {
			t.Errorf("%s: the metadata tells %q", name, m.PrivateMetadata)
		}
	}
}

// The form of customers gives back for which transfer it was opened, and the
// words in it; its metadata has neither names nor words.
func TestCustomersAreReadAsTheyAreDrawn(t *testing.T) {
	drawn := view.Customers(toDana(ana), who)
	v := fill(t, drawn, typed{practice.FieldCustomers: {"Northwind\nContoso"}})
	if person, to, words := view.ParseCustomers(v); person != ana || to != dana || words != "Northwind\nContoso" {
		t.Errorf("it says %d to %d: %q", person, to, words)
	}
	v.PrivateMetadata = "x"
	if person, to, _ := view.ParseCustomers(v); person != 0 || to != 0 {
		t.Errorf("metadata that is none says %d to %d", person, to)
	}
}
