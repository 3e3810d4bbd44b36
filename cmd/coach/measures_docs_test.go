package main

import (
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"coach/measure"
)

func measuresPage(t *testing.T) string {
	t.Helper()
	page, err := os.ReadFile("../../docs/measures.md")
	if err != nil {
		t.Fatal(err)
	}
	return string(page)
}

// Whoever wonders about a number of a report finds it by its key.
func TestThePageOfMeasuresHasEveryNumberOfAReport(t *testing.T) {
	page := measuresPage(t)
	says := []string{"report", "viewer", "scope", "root", "window", "as_of", "shown"} // what the report is, not what it counts
	report := everyKey(t, measure.Report{})
	for _, key := range report.keys {
		if !slices.Contains(says, key) && !strings.Contains(page, "`"+key) {
			t.Errorf("the page is without %s", key)
		}
	}
	for _, key := range report.in["says"].keys {
		if key != "gap_band" && key != "since" && !strings.Contains(page, "`"+key+"`") {
			t.Errorf("the page is without %s of what people say", key)
		}
	}
}

// A tallyRead is a tally as a report has it.
type tallyRead struct {
	Due, Excused, Expected, Late int
	SkippedWithin                int `json:"skipped_within"`
	OnTime                       int `json:"on_time"`
	NotDone                      int `json:"not_done"`
	Done                         rateRead
	InTime                       rateRead `json:"in_time"`
}

type rateRead struct {
	Part, Whole int
	Percent     *int
}

// String returns the rate as the page writes one.
func (r rateRead) String() string {
	said := fmt.Sprintf("%d of %d", r.Part, r.Whole)
	if r.Percent != nil {
		said += fmt.Sprintf(" (%d %%)", *r.Percent)
	}
	return said
}

// The week that the page works through is the golden week's report.
func TestThePageOfMeasuresWorksThroughTheGoldenWeek(t *testing.T) {
	data, err := os.ReadFile("../../measure/testdata/golden_week_team.json")
	if err != nil {
		t.Fatal(err)
	}
	var report struct {
		Own, All tallyRead
		People   []tallyRead
	}
	if err := json.Unmarshal(data, &report); err != nil {
		t.Fatal(err)
	}
	if len(report.People) != 2 {
		t.Fatalf("%d people report to Priya", len(report.People))
	}
	page := measuresPage(t)
	for _, row := range []struct {
		who string
		tallyRead
	}{{"Priya", report.Own}, {"Dana", report.People[0]}, {"Eli", report.People[1]}, {"All", report.All}} {
		want := fmt.Sprintf("| %s | %d | %d | %d | %d | %d | %d | %d | %s | %s |\n", row.who, row.Due, row.Excused, row.SkippedWithin, row.Expected,
			row.OnTime, row.Late, row.NotDone, row.Done, row.InTime)
		if !strings.Contains(page, want) {
			t.Errorf("the page is without the row\n%s", want)
		}
	}
}
