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

// nowOfLife is when people read what was said in these states.
var nowOfLife = time.Date(2026, 3, 5, 12, 0, 0, 0, time.UTC)

// said is an entry of the observation form, as its reader sees it.
func said(id practice.EntryID, author, subject practice.PersonID, words string, readable ...practice.Visibility) view.ReadableEntry {
	p := *practiceOf("observation")
	p.Form = practice.Form{
		{Key: "setting", Type: practice.Select, Label: "What did you observe?", Vis: practice.Metric, Options: []practice.Option{{Value: "ride", Label: "Ride-along"}}},
		{Key: "did_well", Type: practice.Text, Label: "What they did well", Vis: practice.Shared},
		{Key: "plan", Type: practice.Actions, Label: "Their next step", Vis: practice.Shared},
		{Key: "private_note", Type: practice.LongText, Label: "Private note", Vis: practice.Private},
	}
	e := practice.Entry{ID: id, Practice: p.Key, Author: author, Subject: subject, HappenedOn: march(4), LoggedOn: march(4), LoggedAt: nowOfLife.Add(-2 * time.Hour),
		Values: practice.Values{"setting": {Text: "ride"}, "did_well": {Text: words}, "plan": {Rows: []practice.Row{{What: "Open with the budget", Due: march(12)}}}, "private_note": {Text: "only for me"}}}
	return readableFor(e, &p, readable...)
}

func readableFor(e practice.Entry, p *practice.Practice, readable ...practice.Visibility) view.ReadableEntry {
	r := view.ReadableEntry{Entry: e, Practice: p}
	for _, f := range p.Form {
		for _, vis := range readable {
			if f.Vis == vis && !e.Values[f.Key].IsZero() {
				r.Fields = append(r.Fields, f)
			}
		}
	}
	return r
}

var everyKind = []practice.Visibility{practice.Shared, practice.Private, practice.Team, practice.Leader, practice.Metric}

func thanked(id practice.EntryID, author practice.PersonID, words string, to ...practice.PersonID) view.ReadableEntry {
	p := *practiceOf(practice.RecognitionKey)
	e := practice.Entry{ID: id, Practice: p.Key, Author: author, HappenedOn: march(3), LoggedOn: march(3), LoggedAt: nowOfLife.Add(-48 * time.Hour),
		Values: practice.Values{practice.RecognitionWho: {People: to}, practice.RecognitionWhat: {Text: words}, practice.ShareWhere: {Text: practice.ShareInChannel}}}
	return view.ReadableEntry{Entry: e, Practice: &p, Fields: p.Form}
}

func waivedOf(o practice.Occurrence, byLeader bool) practice.Waived {
	o.Skip = practice.Skip{Reason: "travel"}
	if byLeader {
		o.Excuse = practice.Excuse{By: dana, Reason: "away"}
	}
	return practice.Waived{Occurrence: o, At: nowOfLife}
}

func lifeStates() map[string]any {
	lately := func(me practice.PersonID, waived []practice.Waived, entries ...view.ReadableEntry) any {
		return view.HomeSays(kit.NewMessage("Lately", view.LatelyBlocks(view.LatelyFacts{Person: me, Entries: entries, Waived: waived,
			Playbook: playbook, Now: nowOfLife, Today: thursday, Who: who})...))
	}
	between := func(me, other practice.PersonID, before practice.EntryID, older bool, entries ...view.ReadableEntry) any {
		return view.Between(view.BetweenFacts{Reader: me, Other: other, Entries: entries, Before: before, Older: older, Now: nowOfLife, Today: thursday, Who: who})
	}
	read := func(me practice.PersonID, e view.ReadableEntry) any {
		return view.ReadEntry(view.EntryFacts{Reader: me, Entry: e, Now: nowOfLife, Today: thursday, Who: who})
	}
	old := said(2, dana, cy, "Asks short questions")
	old.LoggedAt, old.HappenedOn, old.Edits = nowOfLife.AddDate(-1, 0, 0), march(4)-365, 2
	var page []view.ReadableEntry
	for i := range view.BetweenPage {
		page = append(page, said(practice.EntryID(40-i), dana, cy, "Asks short questions", everyKind...))
	}
	long := said(3, dana, wordy, strings.Repeat("She waits after a question. ", 100), everyKind...)
	o := due(11, cy)
	edit := known("observation")
	edit.Subjects, edit.Entry, edit.Editing = []practice.PersonID{cy}, said(1, dana, cy, "Asks short questions").Values, practice.Entry{ID: 1, Edits: 1}
	return map[string]any{
		"lately_of_a_manager":   lately(dana, []practice.Waived{waivedOf(o, false)}, said(1, dana, cy, "Asks short questions", everyKind...), thanked(7, dana, "stayed late", ana, ben), old),
		"lately_of_a_rep":       lately(cy, nil, said(1, dana, cy, "Asks short questions", practice.Shared, practice.Metric), thanked(7, dana, "stayed late", cy)),
		"lately_of_a_leader":    lately(dana, []practice.Waived{waivedOf(o, true)}),
		"lately_long":           lately(dana, nil, long),
		"lately_right_to_left":  lately(noa, nil, said(5, noa, fox, "שואלת שאלות קצרות\u202e", everyKind...)),
		"lately_hostile":        lately(hostile, nil, said(6, dana, hostile, hostileWords, practice.Shared), thanked(8, hostile, hostileWords, ana, ben, cy, dee)),
		"between_nothing":       between(ana, dana, 0, false),
		"between_own_nothing":   between(ana, ana, 0, false),
		"between_one":           between(cy, dana, 0, false, said(1, dana, cy, "Asks short questions", practice.Shared)),
		"between_a_page":        between(dana, cy, 0, true, page...),
		"between_the_end":       between(dana, cy, 31, false),
		"between_own":           between(dana, dana, 0, false, said(1, dana, cy, "Asks short questions", everyKind...), thanked(7, ana, "stayed late", dana)),
		"read_by_the_author":    read(dana, said(1, dana, cy, "Asks short questions", everyKind...)),
		"read_by_the_subject":   read(cy, said(1, dana, cy, "Asks short questions", practice.Shared, practice.Metric)),
		"read_withdrawable":     read(dana, old),
		"read_long":             read(wordy, long),
		"read_thanks":           read(ana, thanked(7, dana, "stayed late 🦊", ana, ben)),
		"read_hostile":          read(hostile, said(6, dana, hostile, hostileWords, practice.Shared)),
		"edit_observation":      view.Log(edit),
		"edited":                view.Edited(practiceOf("observation"), nil, who),
		"edited_of_another":     view.Edited(practiceOf("observation"), []practice.PersonID{noa}, who),
		"reassigned":            view.Reassigned(said(1, dana, cy, "x").Entry, practiceOf("observation"), march(4), thursday, who),
		"reassigned_thanks":     view.Reassigned(thanked(7, dana, "x", ana).Entry, practiceOf(practice.RecognitionKey), march(3), thursday, who),
		"undo_too_late":         view.TooLateToUndo(old.Entry, practiceOf("observation")),
		"undone_words":          view.UndoneWords([]view.ReadableEntry{said(1, dana, cy, "x")}, thursday, who),
		"undone_words_of_two":   view.UndoneWords([]view.ReadableEntry{said(1, dana, cy, "x"), said(2, dana, ben, "x")}, thursday, who),
		"undone_words_nothing":  view.NothingToUndo(),
		"took_back_a_skip":      view.TookBack(waivedOf(o, false), thursday, playbook, who),
		"took_back_an_excuse":   view.TookBack(waivedOf(o, true), thursday, playbook, who),
		"excusal_taken_back":    view.ExcusalTakenBack(o, thursday, playbook, who),
		"excusal_of_the_closed": view.ExcusalTakenBack(o, thursday+60, playbook, who),
	}
}

// A list shows what is shared. A private note, even one's own, is read only
// once the entry is opened, and nobody else's copy of the entry has it.
func TestAListShowsNoPrivateNote(t *testing.T) {
	note := secret("note")
	e := said(1, dana, cy, "words", everyKind...)
	e.Values["did_well"] = practice.Value{}
	e.Values["plan"] = practice.Value{}
	e.Values["private_note"] = practice.Value{Text: note}
	facts := view.LatelyFacts{Person: dana, Entries: []view.ReadableEntry{e}, Playbook: playbook, Now: nowOfLife, Today: thursday, Who: who}
	if leaks(drawn(t, view.LatelyBlocks(facts)), note) {
		t.Error("the list shows a private note")
	}
	if !leaks(drawn(t, view.ReadEntry(view.EntryFacts{Reader: dana, Entry: e, Now: nowOfLife, Today: thursday, Who: who})), note) {
		t.Error("its author cannot read a private note")
	}
	e.Fields = nil
	if leaks(drawn(t, view.ReadEntry(view.EntryFacts{Reader: cy, Entry: e, Now: nowOfLife, Today: thursday, Who: who})), note) {
		t.Error("a reader reads what is not theirs")
	}
}

// A form that leaves a question out does not empty its answer.
func TestAnEditKeepsWhatItDoesNotAsk(t *testing.T) {
	e := practice.Entry{Values: practice.Values{"did_well": {Text: "a"}, "plan": {Rows: []practice.Row{{What: "b"}}}, "private_note": {Text: "c"}}}
	v := slack.View{State: &slack.ViewState{Values: map[string]map[string]slack.BlockAction{
		"did_well~0": {kit.ActionChoose: {}}, "plan.0.what~1": {kit.ActionChoose: {}},
	}}}
	kept := view.Unasked(v, e)
	if len(kept) != 1 || kept["private_note"].Text != "c" {
		t.Errorf("kept: %v", kept)
	}
}
