package view_test

import (
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"coach/bot/view"
	"coach/cadence"
	"coach/files"
	"coach/practice"
)

var workYear = practice.WorkYear{
	Week:      []time.Weekday{time.Monday, time.Tuesday, time.Wednesday, time.Thursday, time.Friday},
	WeekStart: time.Monday, FiscalStart: time.January,
}

func settingsOf(root practice.PersonID) view.SettingsFacts {
	return view.SettingsFacts{Who: who, Year: workYear, Settings: practice.Settings{Recognition: "C0WINS", Zone: "Europe/London",
		Digest: practice.Subscription{Channel: "C0LEADERS", Root: root, Weekday: time.Monday, At: 9 * 60, Zone: "Europe/London"}}}
}

// coreOf is the second form where one person leads so many.
func coreOf(reports int, chosen func(practice.Practice) bool) view.CoreFacts {
	pb := files.Default().StartingOn(thursday)
	f := view.CoreFacts{Playbook: pb, On: thursday}
	some := *pb
	some.Practices = nil
	for _, p := range pb.Practices {
		if p.Enabled && chosen(p) {
			f.Chosen = append(f.Chosen, p.Key)
			some.Practices = append(some.Practices, p)
		}
	}
	team := []practice.Person{{ID: dana, Name: "Dana Ruiz", Account: practice.Member}}
	var lines []practice.Line
	if reports > 0 {
		lines = append(lines, practice.Line{Report: dana})
	}
	for i := range reports {
		id := practice.PersonID(100 + i)
		team = append(team, practice.Person{ID: id, Name: fmt.Sprint("Rep ", i)})
		lines = append(lines, practice.Line{Report: id, Manager: dana})
	}
	f.Load = practice.Weigh(nil, &some, practice.NewRoster(team, lines, pb), thursday)
	return f
}

func allOf(practice.Practice) bool { return true }

func settingsStates() map[string]any {
	fixed := settingsOf(dana)
	fixed.Fixed = fixed.Settings
	undecided := settingsOf(wordy)
	undecided.Settings.Recognition, undecided.Settings.Digest.Channel = "", ""
	tabled := settingsOf(hostile)
	tabled.Year.FiscalStart = 0
	many := coreOf(0, allOf)
	for i := range many.Playbook.Practices {
		many.Playbook.Practices[i].Enabled = true
	}
	again := coreOf(30, allOf)
	again.AskAgain = true
	s := settingsOf(dana).Settings
	quiet := s
	quiet.Digest = practice.Subscription{}
	return map[string]any{
		"setup_offer":             view.OfferSetUp(people[dana], practice.Person{}),
		"setup_offer_again":       view.OfferSetUp(people[dana], people[dana]),
		"setup_offer_to_another":  view.OfferSetUp(people[hostile], people[wordy]),
		"setup_not_yet":           view.NotSetUp(nil),
		"setup_not_yet_owners":    view.NotSetUp([]string{"Dana Ruiz", people[hostile].Name}),
		"setup_by_another":        view.BeingSetUp(people[wordy]),
		"setup_form":              view.SetUp(undecided),
		"setup_core":              view.Core(coreOf(0, allOf)),
		"setup_core_team":         view.Core(coreOf(12, func(p practice.Practice) bool { return p.Key != "observation" })),
		"setup_core_ask_again":    view.Core(again),
		"setup_core_everything":   view.Core(many),
		"setup_done":              view.SetUpDone(view.DoneFacts{Settings: s, People: 40, Today: thursday, Digest: march(9)}),
		"setup_done_at_once":      view.SetUpDone(view.DoneFacts{Settings: s, People: 1, Today: thursday, AtOnce: true, Digest: march(9)}),
		"setup_done_nobody":       view.SetUpDone(view.DoneFacts{Settings: quiet, Today: thursday}),
		"settings":                view.Settings(settingsOf(dana)),
		"settings_fixed":          view.Settings(fixed),
		"settings_fiscal_table":   view.Settings(tabled),
		"settings_saved":          view.SettingsSaved(),
		"settings_not_an_owner":   view.NotAnOwner([]string{"Dana Ruiz", people[hostile].Name}),
		"settings_nobody_owns_it": view.NotAnOwner(nil),
	}
}

func TestSettingsAreReadAsTheyWereDrawn(t *testing.T) {
	f := settingsOf(dana)
	fixed := f
	fixed.Fixed = f.Settings
	for name, facts := range map[string]view.SettingsFacts{"decided in Slack": f, "set where coach runs": fixed} {
		s, year, err := view.ParseSettings(fill(t, view.Settings(facts), nil), facts, lookup)
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if diff := cmp.Diff(f.Settings, s); diff != "" {
			t.Errorf("%s: settings differ\n%s", name, diff)
		}
		if diff := cmp.Diff(f.Year, year); diff != "" {
			t.Errorf("%s: the working year differs\n%s", name, diff)
		}
	}
}

func TestSettingsAreReadAsTheyWereFilledIn(t *testing.T) {
	f := settingsOf(dana)
	s, year, err := view.ParseSettings(fill(t, view.SetUp(f), typed{"recognition": {"C9"}, "root": {"Ana Lima"}, "weekday": {"Friday"}, "time": {"16:30"},
		"zone": {"Asia/Dubai"}, "week": {"Sunday", "Monday"}, "week_start": {"Sunday"}, "fiscal": {"April"}}), f, lookup)
	if err != nil {
		t.Fatal(err)
	}
	want := practice.Settings{Recognition: "C9", Zone: "Asia/Dubai", Digest: practice.Subscription{Channel: "C0LEADERS", Root: ana, Weekday: time.Friday, At: cadence.Clock(16*60 + 30), Zone: "Asia/Dubai"}}
	if diff := cmp.Diff(want, s); diff != "" {
		t.Errorf("settings\n%s", diff)
	}
	if diff := cmp.Diff(practice.WorkYear{Week: []time.Weekday{time.Monday, time.Sunday}, WeekStart: time.Sunday, FiscalStart: time.April}, year); diff != "" {
		t.Errorf("working year\n%s", diff)
	}
	_, _, err = view.ParseSettings(fill(t, view.SetUp(f), typed{"zone": {"London"}, "time": {""}}), f, lookup)
	ps, theirs := errors.AsType[practice.Problems](err)
	if !theirs || len(ps) != 2 || ps[0].Field != "zone" || ps[1].Field != "time" {
		t.Errorf("a zone that is none and no time: %v", err)
	}
}

func TestTheCoreIsReadAsItWasTicked(t *testing.T) {
	f := coreOf(3, func(p practice.Practice) bool { return p.Key != "observation" })
	keys, sure, err := view.ParseCore(fill(t, view.Core(f), nil))
	if err != nil || sure || !slices.Equal(keys, f.Chosen) {
		t.Errorf("read as %v, sure %t, %v; want %v", keys, sure, err, f.Chosen)
	}
	_, _, err = view.ParseCore(fill(t, view.Core(f), typed{"practices.0": {}}))
	if ps, theirs := errors.AsType[practice.Problems](err); !theirs || ps[0].Field != "practices.0" {
		t.Errorf("nothing ticked: %v", err)
	}
	f.AskAgain = true
	if _, sure, _ := view.ParseCore(fill(t, view.Core(f), typed{"sure": {"Yes, publish this much"}})); !sure {
		t.Error("a tick is not read")
	}
}
