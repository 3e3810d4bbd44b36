package view_test

import (
	"testing"
	"time"

	"github.com/slack-go/slack"

	"coach/bot/view"
	"coach/files"
	"coach/practice"
)

// visitStates are the form, the messages and the lines of a visit to Dana's
// sessions.
func visitStates() map[string]any {
	asked := time.Date(2026, time.March, 5, 9, 0, 0, 0, time.UTC)
	visit := func(change func(*practice.Visit)) view.VisitFacts {
		v := practice.Visit{ID: 7, Occurrence: 41, Pair: practice.Pair{Manager: priya, Report: dana}, On: march(10),
			Session: practice.VisitSession{Occurrence: 42, Practice: "one_on_one", Rep: ana}, AskedAt: asked}
		change(&v)
		return view.VisitFacts{Visit: v, Playbook: files.Default(), Who: who, Today: thursday}
	}
	none := func(*practice.Visit) {}
	agreed := func(v *practice.Visit) { v.AgreedAt = asked.Add(time.Hour) }
	declined := func(v *practice.Visit) { v.DeclinedAt, v.Instead = asked.Add(time.Hour), march(11) }
	form := func(change func(*view.VisitFormFacts)) slack.ModalViewRequest {
		f := view.VisitFormFacts{Occurrence: practice.Occurrence{ID: 41, Subject: dana}, On: march(6), Playbook: files.Default(), Who: who, Today: thursday,
			Sessions: []practice.VisitSession{{Occurrence: 42, Practice: "one_on_one", Rep: ana}, {Practice: "team_meeting", Occurrence: 43}, {Rep: ana}, {}},
			Waiting:  []practice.Occurrence{{ID: 42, DueOn: march(26)}, {ID: 43, DueOn: march(9)}}}
		change(&f)
		return view.VisitForm(f)
	}
	lastMinute := visit(agreed)
	lastMinute.LastMin = true
	return map[string]any{
		"visit_form":         form(func(*view.VisitFormFacts) {}),
		"visit_form_planned": form(func(f *view.VisitFormFacts) { f.Planned = visit(agreed).Visit }),
		"visit_form_other":   form(func(f *view.VisitFormFacts) { f.Planned, f.On = visit(declined).Visit, march(11) }),
		"visit_form_odd":     form(func(f *view.VisitFormFacts) { f.Occurrence.Subject, f.Sessions[0].Rep = hostile, noa }),
		"visit_planned":      view.VisitPlanned(visit(none)),
		"visit_suggested":    view.VisitPlanned(visit(func(v *practice.Visit) { v.AgreedAt = asked })),
		"visit_called_off":   view.VisitCalledOff(visit(agreed)),
		"visit_called_off_2": view.VisitCalledOff(visit(none)),
		"visit_move":         view.MoveVisit(visit(none), march(11)),
		"visit_moved":        view.VisitMoved(visit(declined)),
		"visit_ask":          view.VisitAsk(visit(none)),
		"visit_ask_meeting":  view.VisitAsk(visit(func(v *practice.Visit) { v.Session = practice.VisitSession{Practice: "team_meeting"} })),
		"visit_ask_other":    view.VisitAsk(visit(func(v *practice.Visit) { v.Session = practice.VisitSession{} })),
		"visit_ask_odd":      view.VisitAsk(visit(func(v *practice.Visit) { v.Session, v.Pair.Manager = practice.VisitSession{Rep: noa}, hostile })),
		"visit_ask_agreed":   view.VisitAsk(visit(agreed)),
		"visit_ask_late":     view.VisitAsk(lastMinute),
		"visit_ask_theirs":   view.VisitAsk(visit(func(v *practice.Visit) { v.AgreedAt = asked })),
		"visit_ask_declined": view.VisitAsk(visit(declined)),
		"visit_ask_off":      view.VisitAsk(visit(func(v *practice.Visit) { v.EndedAt = asked })),
		"visit_ask_anew":     view.VisitAsk(visit(func(v *practice.Visit) { v.EndedAt, v.Next = asked, 8 })),
		"visit_ask_passed":   view.VisitAsk(visit(func(v *practice.Visit) { v.On = march(4) })),
		"visit_yes":          view.VisitAnswered(visit(agreed), true),
		"visit_yes_then_no":  view.VisitAnswered(visit(declined), true),
		"visit_no":           view.VisitAnswered(visit(declined), false),
		"visit_no_anew":      view.VisitAnswered(visit(func(v *practice.Visit) { declined(v); v.EndedAt, v.Next = asked, 8 }), false),
		"visit_yes_off":      view.VisitAnswered(visit(func(v *practice.Visit) { agreed(v); v.EndedAt = asked }), true),
		"visit_off":          view.VisitOff(visit(agreed)),
	}
}

// What a rep reads of a visit names who comes and what for, and neither the
// session nor what is said there.
func TestTheLineOfAVisit(t *testing.T) {
	agreed := practice.Visit{Pair: practice.Pair{Manager: priya, Report: dana}, Session: practice.VisitSession{Practice: "one_on_one", Rep: ana}, AgreedAt: time.Unix(1, 0)}
	off := agreed
	off.EndedAt = time.Unix(2, 0)
	meeting := agreed
	meeting.Session = practice.VisitSession{Practice: "team_meeting"}
	for _, test := range []struct {
		visit  practice.Visit
		reader practice.PersonID
		want   string
	}{
		{agreed, ana, "Priya joins your session with Dana today, to help Dana. Nothing about you is noted."},
		{off, ana, "Priya doesn't join your session with Dana today after all."},
		{agreed, dana, "Priya sits in on your 1:1 planning with Ana today, to help you coach. A word to Ana beforehand helps."},
		{meeting, dana, "Priya sits in on your team meeting today, to help you coach."},
		{off, dana, "Priya doesn't come to your 1:1 planning with Ana today after all."},
	} {
		if got := view.VisitLine(view.VisitFacts{Visit: test.visit, Playbook: files.Default(), Who: who, Today: thursday}, test.reader); got != test.want {
			t.Errorf("got %q, want %q", got, test.want)
		}
	}
}
