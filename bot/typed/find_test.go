package typed_test

import (
	"strings"
	"testing"

	"coach/bot/typed"
	"coach/cadence"
	"coach/files"
)

func TestFindKnowsWhatPeopleCallAPractice(t *testing.T) {
	pb := files.Default()
	tests := []struct{ words, want string }{
		{"one_on_one", "one_on_one"},
		{"1:1", "one_on_one"},
		{"1-1", "one_on_one"},
		{" One on One ", "one_on_one"},
		{"1:1 planning", "one_on_one"},
		{"obs", "observation"},
		{"observe", "observe_coach"},
		{"In the moment", "in_moment"},
		{"in-the-moment coaching", "in_moment"},
		{"team meeting", "team_meeting"},
		{"thanks", "recognition"},
		{"Shout-out!", "recognition"},
		{"static", "obstacle_review"},
		{"ob", "observation observe_coach obstacle_review"},
		{"review", "forecast_review obstacle_review inspect_review"},
		{"team", "team_meeting"},
		{"team plan", "team_plan"},       // off, and nothing else fits
		{"pipeline", "pipeline_review"},  // likewise
		{"walkabout", "proactive_touch"}, // likewise
		{"karaoke", ""},
		{"?!", ""},
		{"", ""},
	}
	for _, test := range tests {
		t.Run(test.words, func(t *testing.T) {
			var keys []string
			for _, p := range typed.Practices(pb, test.words, cadence.NewDate(2026, 3, 5)) {
				keys = append(keys, p.Key)
			}
			if got := strings.Join(keys, " "); got != test.want {
				t.Errorf("found %q, want %q", got, test.want)
			}
		})
	}
}

func TestAPracticeIsFoundAsItsDayHasIt(t *testing.T) {
	pb := files.Default()
	old := *pb.LastVersion("observation")
	old.Short, old.To = "Old observation", cadence.NewDate(2026, 3, 31)
	pb.LastVersion("observation").From = old.To + 1
	pb.Practices = append(pb.Practices, old)
	if found := typed.Practices(pb, "observation", old.To); len(found) != 1 || found[0].Short != "Old observation" {
		t.Errorf("found %v", found)
	}
}
