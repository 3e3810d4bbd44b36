package view_test

import (
	"os"
	"reflect"
	"strings"
	"testing"
	"time"

	"coach/bot/view"
	"coach/practice"
)

// knownAsks and knownHelps are what Ana has been asked, and what a digest said of
// her.
var (
	knownAsks = []practice.Ask{
		{Practice: "observation", Author: dana, HappenedOn: march(5), Answer: practice.Confirmation{At: time.Unix(1, 0), Match: practice.MatchedYes, Useful: 4, Next: practice.NextClear}},
		{Practice: "one_on_one", Author: dana, HappenedOn: march(3), Answer: practice.Confirmation{At: time.Unix(1, 0), Match: practice.MatchedNo}},
		{Practice: "one_on_one", Author: dana, HappenedOn: march(2), Answer: practice.Confirmation{At: time.Unix(1, 0), Match: practice.MatchedLike, Next: practice.NextUnclear}},
		{Practice: "observation", Author: dana, HappenedOn: march(1)},
	}
	knownHelps = []practice.HelpPreview{
		{Leader: ben, About: ana, Practices: []string{"forecast_review", "obstacle_review"}, To: march(8), Comment: "Month-end ate my Tuesdays."},
		{Leader: ben, About: ana, Practices: []string{"forecast_review"}, To: march(1)},
	}
)

// allOfIt returns all pages of What coach knows about me.
func allOfIt(t *testing.T, f view.KnownFacts) string {
	t.Helper()
	var all strings.Builder
	for f.Page = range 4 {
		all.WriteString(drawn(t, view.WhatCoachKnows(f)))
	}
	return all.String()
}

// Whatever kind of thing is stored about somebody, some page says how much of it
// there is; and the words stand there that the list of columns says do.
func TestWhatCoachKnowsLeavesNothingOut(t *testing.T) {
	people := map[string]view.KnownFacts{
		"a rep":                       {Manager: people[dana], Leader: people[ben], Me: ana},
		"a manager":                   {Manager: people[dana], Me: ana, Leads: true},
		"somebody with nobody above":  {Me: ana, Leads: true},
		"somebody who is all by self": {Me: ana},
	}
	data, err := os.ReadFile("../../store/testdata/known.txt")
	if err != nil {
		t.Fatal(err)
	}
	for name, f := range people {
		f.Who, f.Playbook, f.Today = who, playbook, march(9)
		nothing := allOfIt(t, f)
		for line := range strings.Lines(string(data)) {
			_, place, _ := strings.Cut(strings.TrimSpace(line), " ")
			if words, quoted := strings.CutPrefix(place, `"`); quoted && !strings.Contains(nothing, strings.TrimSuffix(words, `"`)) {
				t.Errorf("%s does not read %q", name, place)
			}
		}
		kinds := reflect.TypeFor[practice.Holdings]()
		for i := range kinds.NumField() {
			full := f
			reflect.ValueOf(&full.Holdings).Elem().Field(i).SetInt(4711)
			if !strings.Contains(allOfIt(t, full), "4711") {
				t.Errorf("%s does not read of their %s", name, kinds.Field(i).Name)
			}
		}
	}
}
