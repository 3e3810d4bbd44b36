package view_test

import (
	"strings"
	"testing"
	"time"

	"github.com/slack-go/slack"

	"coach/bot/view"
	"coach/bot/view/kit"
	"coach/practice"
)

// askedOf is the question to Ana about an observation that Dana logged.
func askedOf(change func(*view.ConfirmFacts)) *view.ConfirmFacts {
	f := view.ConfirmFacts{Ask: practice.Ask{ID: 31, Entry: 77, Person: ana, Author: dana, Why: practice.ConfirmSubject, Practice: "observation",
		HappenedOn: march(4), AskedOn: thursday, LapsesOn: march(12)},
		Form: practiceOf("observation"), Playbook: playbook, On: thursday, Today: thursday, Who: who}
	change(&f)
	return &f
}

func matched(m practice.Matched, useful int) func(*view.ConfirmFacts) {
	return func(f *view.ConfirmFacts) {
		f.Answer = practice.Confirmation{At: time.Unix(1, 0), Match: m, Useful: useful, Next: practice.NextClear}
	}
}

func confirmStates() map[string]any {
	morning := func(change func(*view.ConfirmFacts)) kit.Message {
		f := morningOf()
		f.Person, f.Confirm = people[ana], askedOf(change)
		return view.Morning(f)
	}
	none := func(*view.ConfirmFacts) {}
	return map[string]any{
		"confirm_asked": morning(none),
		"confirm_asked_two_that_day": morning(func(f *view.ConfirmFacts) {
			f.Also = []string{"1:1 planning", hostileWords}
			f.Author = hostile
		}),
		"confirm_asked_sample": morning(func(f *view.ConfirmFacts) { f.Form, f.Why = practiceOf("team_meeting"), practice.ConfirmSample }),
		"confirm_asked_manager": morning(func(f *view.ConfirmFacts) {
			f.Form, f.Why, f.Author = practiceOf("business_plan"), practice.ConfirmManager, cy
		}),
		"confirm_yes":              morning(matched(practice.MatchedYes, 0)),
		"confirm_yes_rated":        morning(matched(practice.MatchedYes, 4)),
		"confirm_like":             morning(matched(practice.MatchedLike, 0)),
		"confirm_no":               morning(matched(practice.MatchedNo, 0)),
		"confirm_answered_lapsed":  morning(func(f *view.ConfirmFacts) { matched(practice.MatchedYes, 0)(f); f.Today = march(13) }),
		"confirm_lapsed":           morning(func(f *view.ConfirmFacts) { f.Today = march(13) }),
		"confirm_cancelled":        morning(func(f *view.ConfirmFacts) { f.CancelledAt = time.Unix(2, 0) }),
		"confirm_form":             view.Confirmation(*askedOf(matched(practice.MatchedYes, 0))),
		"confirm_form_unrated":     view.Confirmation(*askedOf(func(f *view.ConfirmFacts) { f.Form = practiceOf("quota_goals") })),
		"confirmed":                view.Confirmed(*askedOf(matched(practice.MatchedYes, 4))),
		"confirmed_no":             view.Confirmed(*askedOf(matched(practice.MatchedNo, 0))),
		"not_remembered":           view.NotRemembered(*askedOf(matched(practice.MatchedNo, 0))),
		"not_remembered_kept":      view.NotRemembered(*askedOf(func(f *view.ConfirmFacts) { matched(practice.MatchedNo, 0)(f); f.KeptAt = time.Unix(3, 0) })),
		"not_remembered_after_all": view.NotRemembered(*askedOf(matched(practice.MatchedYes, 0))),
		"not_remembered_partly":    view.NotRemembered(*askedOf(matched(practice.MatchedLike, 0))),
	}
}

// Whether an entry matches is read by its author and by who was asked, and
// what it was worth by nobody.
func TestWhoReadsTheAnswer(t *testing.T) {
	e := said(1, dana, ana, "Asks short questions")
	a := askedOf(matched(practice.MatchedLike, 2)).Ask
	for reader, want := range map[practice.PersonID]string{dana: "Ana says something like it happened.", ana: "You said something like it happened.", cy: ""} {
		drawn := drawn(t, view.ReadEntry(view.EntryFacts{Reader: reader, Entry: e, Asks: []practice.Ask{a}, Now: nowOfLife, Today: thursday, Who: who}))
		if strings.Contains(drawn, "something like it happened") != (want != "") || !strings.Contains(drawn, want) {
			t.Errorf("person %d reads\n%s\nwant %q", reader, drawn, want)
		}
	}
}

// What a person says of a session's use is nobody's to read: no message to its
// author holds it.
func TestTheAuthorReadsNoRating(t *testing.T) {
	for _, m := range []practice.Matched{practice.MatchedYes, practice.MatchedLike, practice.MatchedNo} {
		unrated, rated := view.NotRemembered(*askedOf(matched(m, 0))), view.NotRemembered(*askedOf(matched(m, 1)))
		if one, other := drawn(t, unrated), drawn(t, rated); one != other {
			t.Errorf("%s: the message tells ratings apart:\n%s\n%s", m, one, other)
		}
	}
}

func TestAConfirmationIsReadAsItWasDrawn(t *testing.T) {
	for _, test := range []struct {
		answers map[string]string
		want    practice.Confirmation
		problem string
	}{
		{map[string]string{"match": "yes", "useful": "4", "next_clear": "no"}, practice.Confirmation{Match: practice.MatchedYes, Useful: 4, Next: practice.NextUnclear}, ""},
		{map[string]string{"match": "like"}, practice.Confirmation{Match: practice.MatchedLike}, ""},
		{map[string]string{"useful": "5"}, practice.Confirmation{}, practice.FieldMatch},
		{map[string]string{"match": "perhaps"}, practice.Confirmation{}, practice.FieldMatch},
	} {
		form := view.Confirmation(*askedOf(func(*view.ConfirmFacts) {}))
		v := slack.View{PrivateMetadata: form.PrivateMetadata, State: &slack.ViewState{Values: map[string]map[string]slack.BlockAction{}}}
		for path, value := range test.answers {
			v.State.Values[path+"~0"] = map[string]slack.BlockAction{kit.ActionChoose: {SelectedOption: slack.OptionBlockObject{Value: value}}}
		}
		id, got, err := view.ParseConfirmation(v)
		if id != 31 {
			t.Errorf("%v: it is about ask %d", test.answers, id)
		}
		if test.problem != "" {
			if err == nil || !strings.Contains(err.Error(), "Pick one") {
				t.Errorf("%v: %v", test.answers, err)
			}
			continue
		}
		if err != nil || got != test.want {
			t.Errorf("%v: %+v, %v; want %+v", test.answers, got, err, test.want)
		}
	}
}
