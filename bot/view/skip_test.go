package view_test

import (
	"errors"
	"testing"

	"github.com/slack-go/slack"

	"coach/bot/view"
	"coach/cadence"
	"coach/practice"
)

// quarter is the first of 2026, in which Thursday lies.
var quarter = cadence.Period{Start: cadence.NewDate(2026, 1, 1), End: march(31)}

// skipping is skipping an observation with somebody on some terms.
func skipping(subject practice.PersonID, change func(*view.SkipFacts)) view.SkipFacts {
	f := view.SkipFacts{Occurrence: due(11, subject), Terms: practice.SkipTerms{Quarter: quarter, Scheduled: 24, Used: 4},
		Leader: dee, Today: thursday, Playbook: playbook, Who: who}
	if change != nil {
		change(&f)
	}
	f.Within = f.Terms.Within()
	return f
}

func skipStates() map[string]any {
	follows := func(f *view.SkipFacts) { f.Terms.Follows = true }
	usedUp := func(f *view.SkipFacts) { f.Terms.Used = 6 }
	rare := func(f *view.SkipFacts) { f.Terms.Scheduled, f.Terms.Used = 3, 0 }
	late := func(f *view.SkipFacts) { f.Terms.Late = true }
	nobodyAbove := func(f *view.SkipFacts) { usedUp(f); f.Leader = 0 }
	nextQuarter := func(f *view.SkipFacts) { f.Terms.Quarter = cadence.Period{Start: march(32), End: march(122)} }
	team := func(f *view.SkipFacts) {
		f.Occurrence.Practice, f.Occurrence.Subject, f.Terms.Follows = "in_moment", 0, true
	}
	meanwhile := skipping(cy, nil)
	meanwhile.Within = false
	return map[string]any{
		"skip_within":                view.Skip(skipping(cy, nil)),
		"skip_follows":               view.Skip(skipping(cy, follows)),
		"skip_follows_of_a_team":     view.Skip(skipping(cy, team)),
		"skip_used_up":               view.Skip(skipping(cy, usedUp)),
		"skip_after_grace":           view.Skip(skipping(cy, late)),
		"skipped_after_grace":        view.Skipped(skipping(cy, late)),
		"skip_rare":                  view.Skip(skipping(cy, rare)),
		"skip_used_up_at_the_top":    view.Skip(skipping(cy, nobodyAbove)),
		"skip_the_last_one":          view.Skip(skipping(cy, func(f *view.SkipFacts) { f.Terms.Used = 5 })),
		"skipped_many_left":          view.Skipped(skipping(cy, func(f *view.SkipFacts) { f.Terms.Used = 0 })),
		"skip_of_another_quarter":    view.Skip(skipping(cy, nextQuarter)),
		"skip_hostile":               view.Skip(skipping(hostile, func(f *view.SkipFacts) { follows(f); f.Leader = wordy })),
		"skip_right_to_left":         view.Skip(skipping(noa, follows)),
		"skip_namesakes":             view.Skip(skipping(cy, func(f *view.SkipFacts) { follows(f); f.Leader = otherCy })),
		"skipped_within":             view.Skipped(skipping(cy, nil)),
		"skipped_last_one":           view.Skipped(skipping(cy, func(f *view.SkipFacts) { f.Terms.Used = 5 })),
		"skipped_follows":            view.Skipped(skipping(cy, follows)),
		"skipped_used_up":            view.Skipped(skipping(cy, usedUp)),
		"skipped_rare":               view.Skipped(skipping(cy, rare)),
		"skipped_used_up_at_the_top": view.Skipped(skipping(cy, nobodyAbove)),
		"skipped_on_former_terms":    view.Skipped(meanwhile),
	}
}

func TestASkipIsReadAsItWasTyped(t *testing.T) {
	m := view.Skip(skipping(cy, nil))
	for name, c := range map[string]struct {
		typed typed
		want  practice.Skip
	}{
		"a reason":                      {typed{"reason": {"Travel"}}, practice.Skip{Reason: "Travel"}},
		"a reason and words":            {typed{"reason": {"Other"}, "detail": {" Fog at SFO "}}, practice.Skip{Reason: practice.OtherReason, Detail: "Fog at SFO"}},
		"nothing":                       {nil, practice.Skip{}},
		"words of any script, as typed": {typed{"reason": {"Other"}, "detail": {"התרעת אמת!"}}, practice.Skip{Reason: practice.OtherReason, Detail: "התרעת אמת!"}},
	} {
		t.Run(name, func(t *testing.T) {
			id, got, err := view.ParseSkip(fill(t, m, c.typed))
			if id != 11 || got != c.want || err != nil {
				t.Errorf("read %d, %+v, %v", id, got, err)
			}
		})
	}
}

func TestWhatIsWrongWithAReasonStandsAtIt(t *testing.T) {
	for name, m := range map[string]slack.ModalViewRequest{"skip": view.Skip(skipping(cy, nil)), "excuse": view.Excuse(excusing(nil))} {
		v := fill(t, m, nil)
		for _, skip := range []practice.Skip{{}, {Reason: "Other"}} {
			ps, _ := errors.AsType[practice.Problems](skip.Validate(playbook))
			if len(ps) != 1 || view.FieldErrors(v, ps)[ps[0].Field+"~0"] == "" {
				t.Errorf("%s: %v stands nowhere", name, ps)
			}
		}
	}
}
