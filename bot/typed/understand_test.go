package typed_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"coach/bot/typed"
	"coach/cadence"
	"coach/files"
	"coach/practice"
)

// Dana leads Ana, two people called Sam, and Bo; Eli leads another Ana.
func speakers() *practice.Roster {
	var people []practice.Person
	var lines []practice.Line
	for i, name := range []string{"Dana Ruiz", "Ana Lima", "Sam Hill", "Sam Stone", "Bo Ek", "Eli Katz", "Ana Zorn"} {
		id := practice.PersonID(i + 1)
		people = append(people, practice.Person{ID: id, Name: name, Email: strings.ToLower(strings.ReplaceAll(name, " ", ".")) + "@example.com", Account: practice.Member})
		manager := practice.PersonID(1)
		switch id {
		case 1, 6:
			manager = 0
		case 7:
			manager = 6
		}
		lines = append(lines, practice.Line{Report: id, Manager: manager})
	}
	return practice.NewRoster(people, lines, files.Default())
}

func TestUnderstand(t *testing.T) {
	thursday := cadence.NewDate(2026, 3, 5)
	for _, c := range []struct {
		words, practices, people, on, rest string
	}{
		{"1:1 ana", "one_on_one", "Ana Lima", "2026-03-05", ""},
		{"1:1 with @ana yesterday", "one_on_one", "Ana Lima", "2026-03-04", ""},
		{"observation bo on monday", "observation", "Bo Ek", "2026-03-02", ""},
		{"yesterday team meeting", "team_meeting", "", "2026-03-04", ""},
		{"in the moment", "in_moment", "", "2026-03-05", ""},
		{"forecast review 3 March", "forecast_review", "", "2026-03-03", ""},
		{"forecast review March 3rd", "forecast_review", "", "2026-03-03", ""},
		{"forecast review 24 Dec", "forecast_review", "", "2025-12-24", ""},
		{"1:1 ana 2026-02-27", "one_on_one", "Ana Lima", "2026-02-27", ""},
		{"1:1 sam", "one_on_one", "Sam Hill, Sam Stone", "2026-03-05", ""},
		{"1:1 sam stone", "one_on_one", "Sam Stone", "2026-03-05", ""},
		{"1:1 ana zorn", "one_on_one", "Ana Zorn", "2026-03-05", ""},
		{"1:1 eli", "one_on_one", "Eli Katz", "2026-03-05", ""},
		{"1:1 zed", "one_on_one", "", "2026-03-05", "zed"},
		{"remove the static", "obstacle_review", "", "2026-03-05", ""},
		{"1:1 ana tomorow", "one_on_one", "Ana Lima", "2026-03-05", "tomorow"},
		{"1:1 dear ana lima", "one_on_one", "Ana Lima", "2026-03-05", "dear"},
		{"team meeting zed", "team_meeting", "", "2026-03-05", "zed"},
		{"ana", "", "Ana Lima", "2026-03-05", ""},
		{"thursday", "", "", "2026-03-05", ""},
		{"friday 1:1 bo", "one_on_one", "Bo Ek", "2026-02-27", ""},
		{"the weather is nice", "", "", "2026-03-05", "weather is nice"},
		{"", "", "", "2026-03-05", ""},
	} {
		r := speakers()
		said := typed.Understand(files.Default(), r, 1, c.words, thursday)
		var practices, people []string
		for _, p := range said.Practices {
			practices = append(practices, p.Key)
		}
		for _, id := range said.People {
			people = append(people, r.Person(id).Name)
		}
		got := []string{strings.Join(practices, ", "), strings.Join(people, ", "), said.On.String(), said.Rest}
		if diff := cmp.Diff([]string{c.practices, c.people, c.on, c.rest}, got); diff != "" {
			t.Errorf("“%s” (- want, + got):\n%s", c.words, diff)
		}
	}
}

func TestReadTyped(t *testing.T) {
	for text, want := range map[string]typed.Typed{
		"log 1:1 ana":                  {Verb: typed.VerbLog, Words: "1:1 ana"},
		"Log":                          {Verb: typed.VerbLog},
		"thank ben for the Acme demo":  {Verb: typed.VerbThank, Words: "ben", Note: "the Acme demo"},
		"Thanks to ben":                {Verb: typed.VerbThank, Words: "ben"},
		"kudos ana because she called": {Verb: typed.VerbThank, Words: "ana", Note: "she called"},
		"thank for the demo":           {Verb: typed.VerbThank, Note: "the demo"},
		"thank you ben for the demo":   {Verb: typed.VerbThank, Words: "ben", Note: "the demo"},
		"thank":                        {Verb: typed.VerbThank},
		"done":                         {Verb: typed.VerbDue},
		"Steps ana":                    {Verb: typed.VerbSteps, Words: "ana"},
		"Obstacle: legal is slow":      {Verb: typed.VerbObstacle, Words: "legal is slow"},
		"blockers":                     {Verb: typed.VerbObstacles},
		"what's due?":                  {Verb: typed.VerbDue, Words: "due?"},
		"help!":                        {Verb: typed.VerbHelp},
		"1:1 ana":                      {Words: "1:1 ana"},
		"":                             {},
	} {
		if diff := cmp.Diff(want, typed.ReadTyped(text)); diff != "" {
			t.Errorf("“%s” (- want, + got):\n%s", text, diff)
		}
	}
}

// Thanks to coach itself are no recognition.
func TestThanksToCoachItself(t *testing.T) {
	for _, text := range []string{
		"thank you", "Thank you!", "thanks", "Thanks.", "THANKS", "thanks!", "thank you so much", "thanks a lot", "thank you very much!", "thanks, coach",
		"thanks for the reminder", "thank you for the reminder", "Thank you, coach!", "thank you all", "thanks again :)",
	} {
		if got := typed.ReadTyped(text); got != (typed.Typed{Verb: typed.VerbCourtesy}) {
			t.Errorf("“%s” is %+v", text, got)
		}
	}
	for _, text := range []string{"thank ben", "thanks ben", "thanks to ben for the demo", "thank you ben", "kudos", "kudos ben", "thank <@U1> and <@U2>", "thank you <@U1>!"} {
		if got := typed.ReadTyped(text); got.Verb != typed.VerbThank {
			t.Errorf("“%s” is %+v", text, got)
		}
	}
}

func TestEachName(t *testing.T) {
	for words, want := range map[string][]string{
		"ben": {"ben"}, "ben and cy": {"ben", "cy"}, "ben, cy & ana lima": {"ben", "cy", "ana lima"}, "andy and sandy": {"andy", "sandy"},
		"ben AND cy": {"ben", "cy"}, "": nil, "and": nil, ", ben,": {"ben"},
	} {
		if diff := cmp.Diff(want, typed.EachName(words), cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("“%s” (- want, + got):\n%s", words, diff)
		}
	}
}

// What people type is never taken for a day to come or for themselves, and
// never stops coach.
func FuzzUnderstand(f *testing.F) {
	for _, seed := range []string{"1:1 ana yesterday", "thank ben for x", "5 March", "31 feb", "on on on", "١ مارس", "@", "log \x00"} {
		f.Add(seed)
	}
	r, pb, today := speakers(), files.Default(), cadence.NewDate(2026, 3, 5)
	f.Fuzz(func(t *testing.T, text string) {
		said := typed.Understand(pb, r, 1, typed.ReadTyped(text).Words, today)
		for _, id := range said.People {
			if id == 1 {
				t.Errorf("%q names the person who typed it", text)
			}
		}
		if _, err := cadence.ParseDate(said.On.String()); err != nil {
			t.Errorf("%q is the day %q", text, said.On)
		}
	})
}
