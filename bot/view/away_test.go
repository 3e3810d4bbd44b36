package view_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/slack-go/slack"

	"coach/bot/view"
	"coach/bot/view/kit"
	"coach/cadence"
	"coach/practice"
)

// christmas is Dana's leave, noted by herself.
func christmas() practice.Leave {
	return practice.Leave{ID: 7, Person: dana, From: cadence.NewDate(2026, 12, 24), To: cadence.NewDate(2027, 1, 2), KnownOn: march(2), NotedBy: dana}
}

func awayFor(change func(*view.AwayFacts)) view.AwayFacts {
	f := view.AwayFacts{Author: dana, Who: who, Today: thursday, Leave: practice.Leave{Person: dana, From: thursday}}
	change(&f)
	return f
}

func awayStates() map[string]any {
	form := func(change func(*view.AwayFacts)) slack.ModalViewRequest { return view.Away(awayFor(change)) }
	report := christmas()
	report.Person = ana
	begun := practice.Leave{ID: 8, Person: dana, From: march(2), KnownOn: march(1), NotedBy: ana}
	filed := practice.Leave{ID: 9, Person: dana, From: march(9), To: march(9)}
	var many []practice.Leave
	for i := range practice.LeaveID(25) {
		many = append(many, practice.Leave{ID: i + 1, Person: dana, From: march(10 + int(i)), To: march(10 + int(i)), NotedBy: dana, KnownOn: march(1)})
	}
	later := christmas()
	later.From += 4
	none := christmas()
	none.To = none.From - 1
	gone := report
	gone.To, gone.NotedBy = gone.From-1, ana
	back := gone
	back.NotedBy = dana
	odd := report
	odd.Person, odd.NotedBy = wordy, hostile
	return map[string]any{
		"away_bare":      form(func(*view.AwayFacts) {}),
		"away_prefilled": form(func(f *view.AwayFacts) { f.Leave = christmas() }),
		"away_hint":      form(func(f *view.AwayFacts) { f.Hint = "coach could not read these days. Write them like 24 Dec - 2 Jan." }),
		"away_reports": form(func(f *view.AwayFacts) {
			f.Reports, f.Leave.Person = []practice.PersonID{ana, wordy, hostile, nia}, ana
		}),
		"away_theirs":     form(func(f *view.AwayFacts) { f.Hint = view.TheirsToNote(people[noa]) }),
		"away_noted":      form(func(f *view.AwayFacts) { f.Noted = []practice.Leave{begun, filed, christmas()} }),
		"away_removed":    form(func(f *view.AwayFacts) { f.Ended = none }),
		"away_back":       form(func(f *view.AwayFacts) { f.Ended = christmas() }),
		"away_noted_many": form(func(f *view.AwayFacts) { f.Noted = many }),
		"away_more_reports_than_slack_lists": form(func(f *view.AwayFacts) {
			for i := range practice.PersonID(120) {
				f.Reports = append(f.Reports, 100+i)
			}
		}),

		"away_stored":            view.AwayNoted(christmas(), christmas(), dana, who, thursday),
		"away_stored_for_report": view.AwayNoted(report, report, dana, who, thursday),
		"away_stored_in_part":    view.AwayNoted(christmas(), later, dana, who, thursday),
		"away_stored_open":       view.AwayNoted(begun, begun, dana, who, thursday),
		"away_stored_before":     view.AwayNoted(christmas(), none, dana, who, thursday),
		"away_stored_odd_name":   view.AwayNoted(odd, odd, dana, who, thursday),
		"away_taken_back":        view.AwayTakenBack(),

		"leave_noted":            view.LeaveNoted(report, who, thursday),
		"leave_noted_odd_name":   view.LeaveNoted(odd, who, thursday),
		"leave_noted_taken_back": view.LeaveNoted(back, who, thursday),
		"leave_noted_undone":     view.LeaveNoted(gone, who, thursday),

		"away_offer":           view.OfferAway(practice.Leave{From: christmas().From, To: christmas().To}, who, thursday, ""),
		"away_offer_report":    view.OfferAway(practice.Leave{Person: ana, From: thursday, To: thursday}, who, thursday, ""),
		"away_offer_bare":      view.OfferAway(practice.Leave{}, who, thursday, ""),
		"away_offer_hint":      view.OfferAway(practice.Leave{}, who, thursday, "coach could not read these days. "+strings.Repeat("long ", 700)),
		"away_offer_open_days": view.OfferAway(practice.Leave{From: thursday}, who, thursday, ""),
	}
}

func TestAwayReadsWhatItDraws(t *testing.T) {
	for _, reports := range [][]practice.PersonID{nil, {ana, ben}} {
		for _, to := range []cadence.Date{0, march(9)} {
			want := practice.Leave{From: thursday, To: to}
			if reports != nil {
				want.Person = ben
			}
			drawn := view.Away(awayFor(func(f *view.AwayFacts) { f.Reports, f.Leave = reports, want }))
			if got, err := view.ParseAway(fill(t, drawn, nil), lookup); err != nil || got != want {
				t.Errorf("%+v comes back as %+v, %v", want, got, err)
			}
		}
	}
}

func TestAwayRefusesWhatItDidNotOffer(t *testing.T) {
	v := fill(t, view.Away(awayFor(func(f *view.AwayFacts) { f.Reports = []practice.PersonID{ana} })), nil)
	for path, given := range map[string]slack.BlockAction{
		practice.LeaveFrom:   {SelectedDate: "tomorrow"},
		practice.LeaveTo:     {SelectedDate: "31"},
		practice.LeavePerson: {SelectedUser: "U0NOBODY"},
	} {
		v.State.Values[path+"~0"] = map[string]slack.BlockAction{kit.ActionChoose: given}
	}
	_, err := view.ParseAway(v, lookup)
	ps, _ := err.(practice.Problems)
	if errors := view.FieldErrors(v, ps); len(errors) != 3 {
		t.Errorf("the errors are %v", errors)
	}
}

func TestAnAwayOpeningComesBack(t *testing.T) {
	for _, want := range []practice.Leave{{}, {From: thursday}, {Person: ana, From: thursday, To: march(9)}} {
		offer := view.OfferAway(want, who, thursday, "")
		value := offer.Blocks[1].(*slack.ActionBlock).Elements.ElementSet[0].(*slack.ButtonBlockElement).Value
		if got, err := view.ParseAwayOpening(value); err != nil || got != want {
			t.Errorf("%+v comes back as %+v, %v", want, got, err)
		}
	}
	if got, err := view.ParseAwayOpening(""); err != nil || got != (practice.Leave{}) {
		t.Errorf("nothing comes back as %+v, %v", got, err)
	}
	if _, err := view.ParseAwayOpening("7"); err == nil {
		t.Error("a value of another button is read")
	}
	for value, want := range map[string]practice.LeaveID{"7": 7, "": 0, "p7": 0, fmt.Sprint(1 << 40): 1 << 40} {
		if got := view.ParseLeave(value); got != want {
			t.Errorf("“%s” is leave %d, want %d", value, got, want)
		}
	}
}
