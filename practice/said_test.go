package practice_test

import (
	"strings"
	"testing"

	"coach/cadence"
	"coach/files"
	"coach/practice"
)

func TestARuleInWords(t *testing.T) {
	pb := files.Default()
	for key, want := range map[string]string{
		"observation":        "every two weeks, by Thursday of the second week",
		"one_on_one":         "every month, by the 4th working day before month end",
		"in_moment":          "three times a week, by Thursday",
		"team_plan":          "every quarter, by the 10th working day",
		"business_plan":      "every half-year, by the 15th working day",
		"contest_plan":       "every year, by the 15th working day before year end",
		"forecast_review":    "every week, by Tuesday, and twice a week in the last 10 working days of a quarter, by Tuesday and Thursday",
		"pipeline_review":    "every two weeks, by Tuesday of the second week, and every week in the last 15 working days of a quarter, by Tuesday",
		"proactive_touch":    "every week, by Friday",
		"recognition":        "twice a week, by Friday",
		"team_meeting":       "every week, by Monday",
		"leader_visit":       "every month, by the 6th working day before month end",
		"training_plan":      "every quarter, by the 8th working day before quarter end",
		"territory_review":   "every half-year, by the 11th working day before the end of the half-year",
		"coaching_session":   "every month, by the 12th working day",
		"inspect_review":     "every week, by Tuesday",
		"obstacle_review":    "every week, by Wednesday",
		"quarterly_review":   "every quarter, by the 8th working day before quarter end",
		"strategy_session":   "every month, by the 8th working day",
		"lead_review":        "every two weeks, by Monday of the second week",
		"rep_scorecard":      "every week, by Friday",
		"best_practice":      "every two weeks, by Wednesday of the second week",
		"observe_coach":      "every month, by the 6th working day before month end",
		"quota_goals":        "every quarter, by the 10th working day",
		"opportunity_review": "every two weeks, by Wednesday of the second week",
	} {
		if got := the(pb, key).Words(); got != want {
			t.Errorf("%s: %s, want %s", key, got, want)
		}
	}
	rule := func(c cadence.Cadence, times int, due ...string) practice.Rule {
		return practice.Rule{Rhythm: cadence.Rhythm{Cadence: c}, Times: times, Due: codes(c, due...)}
	}
	window := rule(cadence.Monthly, 1, "WD1")
	window.Intensify = &practice.Intensify{Window: cadence.Window{Days: 1, Of: cadence.Monthly}, Rhythm: cadence.Rhythm{Cadence: cadence.Daily}, Times: 1}
	for _, test := range []struct {
		rule practice.Rule
		want string
	}{
		{rule(cadence.Daily, 1), "every day"},
		{rule(cadence.Daily, 2), "twice a day"},
		{rule(cadence.Weekly, 1, "TUE", "THU"), "twice a week, by Tuesday and Thursday"},
		{rule(cadence.Weekly, 2, "MON", "WED", "FRI"), "6 times a week, two by each of Monday, Wednesday and Friday"},
		{rule(cadence.Biweekly, 3, "W1-MON"), "three times every two weeks, by Monday of the first week"},
		{rule(cadence.Trimester, 1, "WD-1"), "every four months, by the last working day"},
		{rule(cadence.Trimester, 2, "WD1"), "twice every four months, by the first working day"},
		{rule(cadence.Monthly, 1, "WD2", "WD3", "WD11", "WD21", "WD-22"), "five times a month, by the 2nd working day, the 3rd working day, the 11th working day, the 21st working day and the 22nd working day before month end"},
		{window, "every month, by the first working day, and every day in the last working day of a month"},
	} {
		if got := test.rule.Words(); got != test.want {
			t.Errorf("%s, want %s", got, test.want)
		}
	}
}

func TestOfWhomAPracticeIsExpectedInWords(t *testing.T) {
	pb := files.Default()
	for key, want := range map[string]string{
		"observation":   "front-line managers",
		"observe_coach": "managers of managers and executives",
		"recognition":   "managers at every level",
		"business_plan": "people without reports",
	} {
		if got := the(pb, key).LevelWords(); got != want {
			t.Errorf("%s: %s, want %s", key, got, want)
		}
	}
	all := practice.Practice{Levels: []practice.Level{practice.Everyone}}
	if got := all.LevelWords(); got != "everyone" {
		t.Errorf("everybody is %s", got)
	}
}

func TestWhoReadsWhatAPracticeAsksWhereItIsNotTheUsual(t *testing.T) {
	pb := files.Default()
	for key, want := range map[string]string{
		"one_on_one":     "",
		"in_moment":      "",
		"inspect_review": "",
		"business_plan":  "only you can read what you write",
		"observation":    "the team can read part of what you write",
		"team_plan":      "the team can read what you write",
	} {
		if got := the(pb, key).ReaderWords(); got != want {
			t.Errorf("%s: %q, want %q", key, got, want)
		}
	}
	both := practice.Practice{Form: practice.Form{{Key: "a", Vis: practice.Leader}, {Key: "b", Vis: practice.Team}, {Key: "c", Vis: practice.Metric}}}
	if got, want := both.ReaderWords(), "the team and your leader can read what you write"; got != want {
		t.Errorf("both: %q, want %q", got, want)
	}
}

func TestEveryPracticeSaysWhy(t *testing.T) {
	for _, p := range files.Default().Practices {
		if why := p.Purpose(); !strings.HasPrefix(why, "So that ") || !strings.HasSuffix(why, ".") {
			t.Errorf("%s: %s", p.Key, why)
		}
	}
	if results, skills := the(files.Default(), "forecast_review").Purpose(), the(files.Default(), "observation").Purpose(); results == skills {
		t.Errorf("looking back and looking ahead are both %s", results)
	}
}
