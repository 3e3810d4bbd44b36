package view_test

import (
	"strings"
	"testing"

	"github.com/slack-go/slack"

	"coach/bot/view"
	"coach/cadence"
	"coach/practice"
)

// excusing is what Dana's leader could excuse on Thursday 12 March.
func excusing(change func(*view.ExcuseFacts)) view.ExcuseFacts {
	moment := func(id practice.OccurrenceID) practice.Occurrence {
		o := due(id, 0)
		o.Practice, o.ClosesOn = "in_moment", march(10)
		return o
	}
	skippedWith := due(11, cy)
	skippedWith.Skip = practice.Skip{Reason: practice.OtherReason, Detail: "Cy's customer called us all in"}
	f := view.ExcuseFacts{Performer: dana, Today: march(12), Playbook: playbook, Who: who,
		Occurrences: []practice.Occurrence{due(10, ana), skippedWith, moment(12), moment(13), moment(14)}}
	f.Occurrences[0].DueOn, f.Occurrences[0].GraceUntil = march(19), march(20)
	if change != nil {
		change(&f)
	}
	return f
}

func excuseStates() map[string]any {
	many := func(f *view.ExcuseFacts) {
		for id := range practice.OccurrenceID(120) {
			o := due(id+100, cy)
			o.DueOn = march(12) - 1 - cadence.Date(id/4)
			o.Nominal, o.Practice = o.DueOn, playbook.Practices[int(id)%len(playbook.Practices)].Key
			o.Subject = practice.PersonID(int(id)%5 + 1)
			f.Occurrences = append(f.Occurrences, o)
		}
	}
	excused := due(11, cy)
	excused.Excuse = practice.Excuse{By: dee, Reason: "One-off agreed between us"}
	worded := due(11, hostile)
	worded.Performer = wordy
	worded.Excuse = practice.Excuse{By: noa, Reason: practice.OtherReason, Detail: hostileWords}
	return map[string]any{
		"excuse_whom":     view.ExcusePicker([]practice.PersonID{dana, noa, wordy, hostile}, who),
		"excuse":          view.Excuse(excusing(nil)),
		"excuse_chosen":   view.Excuse(excusing(func(f *view.ExcuseFacts) { f.Chosen = 11 })),
		"excuse_only_one": view.Excuse(excusing(func(f *view.ExcuseFacts) { f.Occurrences = f.Occurrences[1:2] })),
		"excuse_more":     view.Excuse(excusing(many)),
		"excuse_hard_names": view.Excuse(excusing(func(f *view.ExcuseFacts) {
			f.Performer, f.Occurrences[0].Subject, f.Occurrences[1].Subject = hostile, wordy, noa
		})),
		"excused":          view.Excused(excused, march(12), playbook, who),
		"excusal":          view.Excusal(excused, march(12), playbook, who),
		"excusal_in_words": view.Excusal(worded, march(12), playbook, who),
	}
}

func TestAnExcuseIsReadAsItWasTyped(t *testing.T) {
	m := view.Excuse(excusing(nil))
	for name, c := range map[string]struct {
		typed typed
		id    practice.OccurrenceID
		want  practice.Excuse
	}{
		"a reason is enough": {typed{"occurrence": {"Observation with Cy"}, "reason": {"Away"}}, 11, practice.Excuse{Reason: "Away"}},
		"words may be added": {typed{"occurrence": {"In-the-moment coaching"}, "reason": {"Other"}, "detail": {" Month-end close "}}, 12,
			practice.Excuse{Reason: practice.OtherReason, Detail: "Month-end close"}},
		"nothing chosen": {typed{"reason": {"Away"}}, 0, practice.Excuse{Reason: "Away"}},
	} {
		t.Run(name, func(t *testing.T) {
			performer, id, got, err := view.ParseExcuse(fill(t, m, c.typed))
			if performer != dana || id != c.id || got != c.want || err != nil {
				t.Errorf("read %d, %d, %+v, %v", performer, id, got, err)
			}
		})
	}
	if _, _, _, err := view.ParseExcuse(slack.View{PrivateMetadata: "?"}); err == nil {
		t.Error("a damaged form was read")
	}
	picker := view.ExcusePicker([]practice.PersonID{dana, ben}, who)
	if got := view.ParseExcusePicker(fill(t, picker, typed{"person_about": {"Ben Okafor"}})); got != ben {
		t.Errorf("picked Ben, read %d", got)
	}
	if got := view.ParseExcusePicker(fill(t, picker, nil)); got != 0 {
		t.Errorf("picked nobody, read %d", got)
	}
}

// A leader's words, and the performer's, stand inside blocks only.
func TestWhyStandsInNoPreviewAndNoMetadata(t *testing.T) {
	why := secret("why")
	o := due(11, cy)
	o.Excuse = practice.Excuse{By: dee, Reason: practice.OtherReason, Detail: why}
	m := view.Excusal(o, thursday, playbook, who)
	if leaks(m.Text, why) || strings.Contains(m.Text, "Other") {
		t.Errorf("the preview is %q", m.Text)
	}
	if !leaks(drawn(t, m), why) {
		t.Error("the performer does not read why")
	}
	o.Expectation, o.Reason = practice.Excused, practice.ByLeader
	if morning := view.Morning(morningOf(observation(cy, lastOne, o))); leaks(drawn(t, morning), why) {
		t.Error("the morning's message shows why it was excused")
	}
	f := excusing(func(f *view.ExcuseFacts) { f.Chosen, f.Occurrences[1].Skip.Detail = 11, why })
	form := view.Excuse(f)
	if leaks(form.PrivateMetadata+form.CallbackID, why) {
		t.Errorf("the metadata is %s", form.PrivateMetadata)
	}
	if !leaks(drawn(t, form), why) {
		t.Error("the leader does not read why it was skipped")
	}
	f.Chosen = 10
	if leaks(drawn(t, view.Excuse(f)), why) {
		t.Error("why something is skipped shows where something else is excused")
	}
}
