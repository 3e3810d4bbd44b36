package view_test

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"coach/bot/view"
	"coach/cadence"
	"coach/measure"
	"coach/practice"
)

// everywhere is all that a reader of a digest can have drawn, as it goes to
// Slack: what is folded away, the table's cells, the data of a chart and the
// values of buttons stand in it too.
func everywhere(r reporter, f view.Inspection) map[string]string {
	r.Helper()
	return map[string]string{
		"the digest": drawn(r, view.Inspect(f)), "the table": drawn(r, view.InspectTable(f)), "the second chart": drawn(r, view.InspectReached(f)),
		"the number opened": drawn(r, view.InspectWhy(view.WhyFacts{Inspection: f})),
	}
}

var percentage = regexp.MustCompile(`\d+ ?%|"value":\d`)

// A rate of fewer than five is counts wherever it stands: no block has it in per
// cent, nor has a chart's line a point of it.
func TestARateOfFewerThanFiveIsNoPercentageInAnyBlock(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		few := func() *measure.Rate {
			whole := rapid.IntRange(1, 4).Draw(r, "whole")
			return rate(rapid.IntRange(0, whole).Draw(r, "part"), whole)
		}
		tally := func() measure.TallyShown {
			done := *few()
			return tallied(done.Part, 0, done.Whole-done.Part)
		}
		f := anyInspection(r)
		f.InChannel, f.Good.Resolved, f.Help = rapid.Bool().Draw(r, "channel"), nil, nil
		all, own := tally(), tally()
		rep := &f.Report
		rep.All, rep.Own, rep.FourWeeks, rep.Previous, rep.Reached, rep.Says, rep.Balance, rep.Actions, rep.Load = &all, &own, few(), nil, few(), &measure.Says{Claimed: few()}, nil, nil, nil
		rep.Plans, rep.Trend, rep.Health = few(), nil, nil
		for i := range rep.Practices {
			rep.Practices[i].TallyShown, rep.Practices[i].Coverage = tally(), few()
		}
		for i := range rep.Groups {
			rep.Groups[i].TallyShown = tally()
		}
		for i := range rep.People {
			rep.People[i].TallyShown = tally()
		}
		for i := range rep.Lines {
			rep.Lines[i].TallyShown = tally()
		}
		for i := range 12 {
			rep.Trend = append(rep.Trend, measure.Point{To: march(8) - 7*(11-cadence.Date(i)), Done: few(), Reached: few()})
		}
		for where, text := range everywhere(r, f) {
			if found := percentage.FindString(text); found != "" {
				r.Fatalf("%s has %s: %s", where, found, text)
			}
		}
	})
}

// What a report leaves out because it is below a floor has nothing in its place
// but words: not in a fold, a cell, a chart or a button.
func TestWhatIsBelowItsFloorIsInNoBlock(t *testing.T) {
	marks := regexp.MustCompile(`\b(41|42|43|44|45|46|47)\d\d\b`) // the only numbers of four digits but the year's
	rapid.Check(t, func(r *rapid.T) {
		f := digestOf(executiveAll)
		rep := &f.Report
		since := instant(2)
		rep.Says = &measure.Says{Claimed: rate(4100, 4199), Matches: rate(4201, 4299), Response: rate(4301, 4399), Since: &since,
			Usefulness: &measure.Usefulness{Mean: 41, Score: 80, N: 4499, Since: since}}
		rep.Reached, rep.Plans = rate(4501, 4599), rate(4601, 4699)
		if !marks.MatchString(everywhere(r, f)["the digest"]) {
			r.Fatalf("the marks are nowhere: the test shows nothing")
		}
		rep.Says, rep.Reached, rep.Plans = rapid.SampledFrom([]*measure.Says{nil, {}}).Draw(r, "says"), nil, nil
		for where, text := range everywhere(r, f) {
			if found := marks.FindString(text); found != "" {
				r.Fatalf("%s has %s: %s", where, found, text)
			}
			if where == "the digest" && !strings.Contains(text, "not enough answers yet") {
				r.Fatalf("the digest does not say that it is too early: %s", text)
			}
		}
	})
}

// People and lines come in the order of their names, whatever they did: with
// their numbers exchanged, the names stand where they stood, in all that a
// digest can have drawn.
func TestNothingIsInTheOrderOfARate(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		order := func() string {
			f := digestOf(executiveAll)
			f.Good, f.Help, f.Asked = view.Celebration{}, nil, nil
			f.Report.People, f.Report.Lines = nil, nil
			for _, id := range rapid.Permutation([]practice.PersonID{dana, eli, finn, omar, ben}).Draw(r, "order") {
				f.Report.People = append(f.Report.People, personal(id, tallied(rapid.IntRange(0, 30).Draw(r, "on time"), 0, 7)))
				f.Report.Lines = append(f.Report.Lines, measure.Below{Below: measure.Who{ID: id}, Managers: 3, TallyShown: tallied(rapid.IntRange(0, 30).Draw(r, "below"), 0, 7)})
			}
			var all []string
			for where, text := range everywhere(r, f) {
				all = append(all, fmt.Sprint(where, regexp.MustCompile(`Dana|Eli|Finn|Omar|Ben\b`).FindAllString(text, -1)))
			}
			slices.Sort(all)
			return strings.Join(all, "\n")
		}
		if one, other := order(), order(); one != other {
			r.Fatalf("by what people did, the names come as\n%s\nor as\n%s", one, other)
		}
	})
}
