package view_test

import (
	"coach/bot/view"
	"coach/bot/view/kit"
	"coach/measure"
	"coach/practice"
)

// danasOwn is the report that Dana asks for about herself.
func danasOwn(f *view.Inspection) {
	r := &f.Report
	own := tallied(11, 1, 1, skippedWithin(1), away(2))
	r.Viewer, r.Scope, r.Root, r.Own, r.All, r.Managers, r.People = measure.Who{ID: dana}, measure.Me, &measure.Who{ID: dana}, &own, &own, 1, nil
	r.Groups, r.Health, r.Chain, r.Load, r.Recognition.Waiting = nil, nil, nil, nil, nil
	f.Digest, f.Good, f.Asked, f.Waiting, f.Help, f.Question = view.DigestKey{}, view.Celebration{}, nil, nil, nil, ""
}

func privateStates() map[string]any {
	draw := func(change func(*measure.Report)) kit.Message {
		return view.Inspect(digestOf(danasOwn, func(f *view.Inspection) { change(&f.Report) }))
	}
	spots := &measure.SpotChecks{Rate: measure.Rate{Part: 7, Whole: 8}, Since: instant(2)}
	return map[string]any{
		"inspection_me": draw(func(r *measure.Report) { r.SpotChecks = spots }),
		"inspection_me_at_once": draw(func(r *measure.Report) {
			r.Fresh, r.Independence = rate(9, 12), &measure.Independence{Plans: rate(5, 7), Led: rate(4, 6), Steps: rate(6, 9)}
		}),
		"inspection_me_late": draw(func(r *measure.Report) { r.Fresh = rate(2, 12) }),
		"inspection_me_few_late": draw(func(r *measure.Report) {
			r.Fresh, r.Independence = rate(0, 4), &measure.Independence{Led: rate(4, 6)}
		}),
		"inspection_me_owns_steps": draw(func(r *measure.Report) {
			r.Fresh, r.Independence = rate(1, 1), &measure.Independence{Steps: rate(4, 9)}
		}),
		"inspection_me_late_and_owns_steps": draw(func(r *measure.Report) {
			r.Fresh, r.Independence = rate(1, 12), &measure.Independence{Steps: rate(4, 9)}
		}),
		"inspection_spots_alone": view.Inspect(digestOf(func(f *view.Inspection) { f.Report.Says, f.Report.SpotChecks = nil, spots })),
		"inspection_private_in_a_channel": view.Inspect(digestOf(inChannel, func(f *view.Inspection) { // which no report has
			f.Report.Fresh, f.Report.Independence, f.Report.SpotChecks = rate(1, 12), &measure.Independence{Steps: rate(4, 9)}, spots
		})),
		"log_inspect_suggested": inspecting(digestOf().Suggested(), eli),
		"log_inspect_two_suggested": inspecting(digestOf(func(f *view.Inspection) {
			f.Help = append(f.Help, view.HelpLine{About: dana, Practices: []string{"one_on_one"}, Periods: 3})
		}).Suggested(), eli),
		"log_inspect_look_suggested": inspecting(digestOf(looking).Suggested()), // nobody
		"log_needs": view.Log(needing(func(k *view.Known) {
			k.Make = map[string]string{practice.FieldNeeds: view.MakeObstacleValue(31, "factors")}
		}, view.CauseFacts{Own: causesNoted})),
		"log_needs_below":               view.Log(needing(func(*view.Known) {}, view.CauseFacts{Own: causesNoted[:1], Below: append(causesNoted, causesSeen)})),
		"logged_inspect":                inspected(true),
		"logged_inspect_without_digest": inspected(false),
	}
}

var (
	causesNoted = []measure.CauseCount{
		{Field: "cause", Logs: 9, Values: []measure.ReasonCount{{Reason: "skill", Count: 5}, {Reason: "obstacle", Count: 2}, {Reason: "none", Count: 1}, {Reason: "knowledge", Count: 1}}},
		{Field: "factors", Logs: 2, Values: []measure.ReasonCount{{Reason: "Tools or data", Count: 2}}},
	}
	causesSeen = measure.CauseCount{Field: practice.FieldSeen, Logs: 5, Values: []measure.ReasonCount{{Reason: "Asked before telling", Count: 4}}}
)

// needing is the form of a training plan with what is known of causes above it.
func needing(change func(*view.Known), noted view.CauseFacts) view.Known {
	noted.Playbook = playbook
	k := known("training_plan")
	k.Above = map[string]string{practice.FieldNeeds: view.Causes(noted)}
	change(&k)
	return k
}

// inspecting is the form of a review of a digest that suggests somebody.
func inspecting(suggested string, helped ...practice.PersonID) any {
	k := known(practice.InspectReview)
	k.Author, k.Who, k.Reports, k.People = who(priya), whom, []practice.PersonID{dana, eli}, helped
	k.Above = map[string]string{practice.FieldSpot: view.SpotCheck(who(ana), who(dana))}
	if suggested != "" {
		k.Above[practice.FieldSupport] = suggested
	}
	return view.Log(k)
}

// inspected is the view that replaces that form.
func inspected(asks bool) any {
	return view.Logged(view.LoggedFacts{Practice: practiceOf(practice.InspectReview), Who: whom, Expected: true, Asks: asks, Logged: []view.LoggedEntry{{
		Entry: practice.Entry{ID: 41, Practice: practice.InspectReview, HappenedOn: thursday, Values: practice.Values{practice.FieldSupport: {People: []practice.PersonID{eli}}}},
	}}})
}
