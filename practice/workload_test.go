package practice_test

import (
	"fmt"
	"slices"
	"testing"

	"coach/cadence"
	"coach/files"
	"coach/practice"
)

// timeOf returns a workload as leaders read it.
func timeOf(w practice.Workload) string {
	return fmt.Sprintf("%.1f h (%.0f%%), %.0f min", w.Hours, 100*w.Share(), w.Logging)
}

func TestTheDefaultPracticesTakeAFrontLineManagerTheTimeWeSayTheyDo(t *testing.T) {
	tests := []struct {
		name  string
		tiers []practice.Tier
		want  map[int]string // by reports
	}{
		{"core", []practice.Tier{practice.Core}, map[int]string{5: "22.0 h (14%), 12 min", 8: "29.9 h (19%), 15 min", 12: "40.4 h (25%), 20 min"}},
		{"core and standard", []practice.Tier{practice.Core, practice.Standard}, map[int]string{5: "38.6 h (24%), 21 min", 8: "55.3 h (35%), 28 min", 12: "77.6 h (49%), 38 min"}},
		{"everything", []practice.Tier{practice.Core, practice.Standard, practice.Full}, map[int]string{5: "50.5 h (32%), 27 min", 8: "73.5 h (46%), 37 min", 12: "104.1 h (65%), 52 min"}},
	}
	for _, test := range tests {
		pb := files.Default()
		for i := range pb.Practices {
			pb.Practices[i].Enabled = slices.Contains(test.tiers, pb.Practices[i].Tier)
		}
		for reports, want := range test.want {
			if got := timeOf(pb.Workload(practice.FLM, reports, date(3, 5))); got != want {
				t.Errorf("%s with %d reports: %s, want %s", test.name, reports, got, want)
			}
		}
	}
}

func TestAWorkloadFollowsTheRuleOfTheLevelAndTheDay(t *testing.T) {
	pb := only("one_on_one", "team_meeting", "rep_scorecard")
	meeting := the(pb, "team_meeting")
	meeting.From = date(6, 1)
	daily := meeting.Rule
	daily.Cadence, daily.Due, daily.Times = cadence.Daily, nil, 2
	meeting.ByLevel = map[practice.Level]practice.Rule{practice.MOM: daily}
	tests := []struct {
		name    string
		level   practice.Level
		reports int
		on      cadence.Date
		want    float64 // hours a month
	}{
		{"a rep's five minutes a week", practice.Rep, 0, date(3, 5), 52. / 12 * 5 / 60},
		{"an hour with each report", practice.FLM, 3, date(3, 5), 3},
		{"and a weekly meeting once that is in force", practice.FLM, 3, date(6, 1), 3 + 52./12*45/60},
		{"which directors have twice a day", practice.MOM, 3, date(6, 1), 3 + 260./12*2*45/60},
		{"nobody to meet", practice.FLM, 0, date(6, 1), 0},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := pb.Workload(test.level, test.reports, test.on).Hours; fmt.Sprintf("%.6f", got) != fmt.Sprintf("%.6f", test.want) {
				t.Errorf("got %f hours, want %f", got, test.want)
			}
		})
	}
}
