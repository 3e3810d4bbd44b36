package practice_test

import (
	"slices"
	"testing"

	"coach/files"
	"coach/practice"
)

// Profiles are followed where nobody else names a manager, and what does not
// fit is in doubt, each for its own reason.
func TestFollowProfiles(t *testing.T) {
	const today = 100
	people := func(n int) (all []practice.Person) {
		for id := range n {
			all = append(all, practice.Person{ID: practice.PersonID(id + 1), Account: practice.Member})
		}
		return all
	}
	// 1 to 5 stand in the file without a manager, 6 reports to 1 by the file, 7 to 1
	// by a team, 8 to 1 from later on, 9 to 1 by their profile, 10 takes no part.
	var lines []practice.Line
	for id := range practice.PersonID(9) {
		lines = append(lines, practice.Line{Report: id + 1})
	}
	lines[5].Manager, lines[6].Manager, lines[6].Team = 1, 1, true
	lines = append(lines, practice.Line{Report: 8, Manager: 1, From: today + 30}, practice.Line{Report: 9, Manager: 1, From: today - 7, Slack: true})
	type profiles = []practice.Profile
	for name, c := range map[string]struct {
		read, followed, doubted profiles
	}{
		"a manager where there was none":    {profiles{{Person: 2, Manager: 1}}, profiles{{Person: 2, Manager: 1}}, nil},
		"nobody":                            {profiles{{Person: 2}}, nil, nil},
		"the same again":                    {profiles{{Person: 9, Manager: 1}}, nil, nil},
		"another than last time":            {profiles{{Person: 9, Manager: 2}}, profiles{{Person: 9, Manager: 2}}, nil},
		"nobody any more":                   {profiles{{Person: 9}}, nil, profiles{{Person: 9, Doubt: practice.Emptied}}},
		"as the file":                       {profiles{{Person: 6, Manager: 1}}, nil, nil},
		"other than the file":               {profiles{{Person: 6, Manager: 2}}, nil, profiles{{Person: 6, Doubt: practice.OtherManager}}},
		"nothing to read, where a file is":  {profiles{{Person: 6, Doubt: practice.NoPersonNamed}}, nil, nil},
		"other than the team":               {profiles{{Person: 7, Manager: 2}}, nil, profiles{{Person: 7, Doubt: practice.OtherManager}}},
		"as the file from later on":         {profiles{{Person: 8, Manager: 1}}, nil, nil},
		"other than the file from later on": {profiles{{Person: 8, Manager: 2}}, nil, profiles{{Person: 8, Doubt: practice.OtherManager}}},
		"themselves":                        {profiles{{Person: 2, Manager: 2}}, nil, profiles{{Person: 2, Doubt: practice.OwnManager}}},
		"somebody who takes no part":        {profiles{{Person: 2, Manager: 10}}, nil, profiles{{Person: 2, Doubt: practice.NotIn}}},
		"by somebody who takes no part":     {profiles{{Person: 10, Manager: 1}}, nil, nil},
		"no account":                        {profiles{{Person: 2, Doubt: practice.NoAccount}}, nil, profiles{{Person: 2, Doubt: practice.NoAccount}}},
		"each other": {profiles{{Person: 2, Manager: 3}, {Person: 3, Manager: 2}, {Person: 4, Manager: 2}},
			profiles{{Person: 4, Manager: 2}}, profiles{{Person: 2, Doubt: practice.CircleAbove}, {Person: 3, Doubt: practice.CircleAbove}}},
		"a circle with a line of the file": {profiles{{Person: 1, Manager: 6}, {Person: 2, Manager: 6}},
			profiles{{Person: 2, Manager: 6}}, profiles{{Person: 1, Doubt: practice.CircleAbove}}},
		"a circle with a line from later on": {profiles{{Person: 1, Manager: 8}}, nil, profiles{{Person: 1, Doubt: practice.CircleAbove}}},
		"one that stood, turned around": {profiles{{Person: 9}, {Person: 1, Manager: 9}}, nil,
			profiles{{Person: 1, Doubt: practice.CircleAbove}, {Person: 9, Doubt: practice.Emptied}}},
		"the two exchanged": {profiles{{Person: 9, Manager: 2}, {Person: 1, Manager: 9}}, profiles{{Person: 9, Manager: 2}, {Person: 1, Manager: 9}}, nil},
	} {
		r := practice.NewRoster(people(10), lines, files.Default())
		followed, doubted := practice.FollowProfiles(r, c.read, today)
		if !slices.Equal(followed, c.followed) || !slices.Equal(doubted, c.doubted) {
			t.Errorf("%s: followed %v, doubted %v; want %v and %v", name, followed, doubted, c.followed, c.doubted)
		}
	}
}

// What a profile says stays beside a file that names no manager, as far as that
// has somebody take part.
func TestAFileKeepsWhatAProfileSays(t *testing.T) {
	type lines = []practice.Line
	slack := practice.Line{Report: 2, Manager: 1, From: 50, Slack: true}
	had := lines{{Report: 2}, slack}
	ended, levelled := slack, slack
	ended.To, levelled.Level = 80, practice.FLM
	for name, c := range map[string]struct{ file, want lines }{
		"without a manager":             {lines{{Report: 2}}, lines{slack}},
		"with one":                      {lines{{Report: 2, Manager: 3}}, nil},
		"with a dotted one":             {lines{{Report: 2}, {Report: 2, Manager: 3, Dotted: true}}, lines{slack}},
		"with a level":                  {lines{{Report: 2, Level: practice.FLM}}, lines{levelled}},
		"that ends":                     {lines{{Report: 2, To: 80}}, lines{ended}},
		"that ends and begins again":    {lines{{Report: 2, To: 60}, {Report: 2, From: 70}}, lines{slack}},
		"that ended before the line":    {lines{{Report: 2, To: 40}}, nil},
		"that ends on the later of two": {lines{{Report: 2, From: 60, To: 80}, {Report: 2, To: 59}}, lines{ended}},
	} {
		if got := practice.KeptProfile(had, c.file); !slices.Equal(got, c.want) {
			t.Errorf("a file %s keeps %v, want %v", name, got, c.want)
		}
	}
}
