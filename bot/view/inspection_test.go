package view_test

import (
	"maps"
	"slices"
	"strings"
	"time"

	"coach/bot/view"
	"coach/bot/view/kit"
	"coach/cadence"
	"coach/measure"
	"coach/practice"
)

// eli leads a team beside Dana's, below Priya; finn leads one beside theirs, and
// omar leads leaders.
const (
	eli practice.PersonID = 101 + iota
	finn
	omar
)

var leaders = map[practice.PersonID]practice.Person{
	eli:  {ID: eli, SlackID: "U0ELI", Name: "Eli Stone"},
	finn: {ID: finn, SlackID: "U0FINN", Name: "Finn Dahl"},
	omar: {ID: omar, SlackID: "U0OMAR", Name: "Omar Haddad"},
}

// whom finds the people of these tests, leaders among them.
func whom(id practice.PersonID) practice.Person {
	if p, ok := leaders[id]; ok {
		return p
	}
	return who(id)
}

func rate(part, whole int) *measure.Rate { return &measure.Rate{Part: part, Whole: whole} }

// tallied is a tally as a report shows it.
func tallied(onTime, late, notDone int, change ...func(*measure.TallyShown)) measure.TallyShown {
	t := measure.TallyShown{OnTime: onTime, Late: late, NotDone: notDone}
	for _, c := range change {
		c(&t)
	}
	t.Expected = t.OnTime + t.Late + t.NotDone + t.Skipped
	t.Due = t.Expected + t.SkippedWithin + t.Excused
	if t.Expected > 0 {
		t.Done, t.InTime = rate(t.OnTime+t.Late, t.Expected), rate(t.OnTime, t.Expected)
	}
	return t
}

func away(n int) func(*measure.TallyShown) { return func(t *measure.TallyShown) { t.Excused = n } }
func skippedWithin(n int) func(*measure.TallyShown) {
	return func(t *measure.TallyShown) { t.SkippedWithin = n }
}

func personal(id practice.PersonID, t measure.TallyShown) measure.PersonLine {
	return measure.PersonLine{Person: measure.Who{ID: id}, TallyShown: t}
}

func instant(day int) measure.Instant {
	return measure.Instant(time.Date(2026, time.March, day, 12, 0, 0, 0, time.UTC))
}

// goldenReport is the report on the golden week for Priya's digest, with what
// the example of the digest says besides.
func goldenReport() measure.Report {
	all, own := tallied(20, 2, 8, skippedWithin(1), away(2)), tallied(3, 0, 0)
	gap := &measure.LongestGap{WorkingDays: 19, Flagged: true, Manager: &measure.Who{ID: dana}}
	undecided, since, confirmed, open, oldest := 0, instant(2), measure.Decimal(630), 4, 15
	line := func(key string, managers int, t measure.TallyShown, coverage *measure.Rate, gap *measure.LongestGap) measure.PracticeLine {
		return measure.PracticeLine{Practice: key, Managers: managers, TallyShown: t, Coverage: coverage, LongestGap: gap}
	}
	return measure.Report{
		Report: 1, Viewer: measure.Who{ID: priya}, Scope: measure.Team, Root: &measure.Who{ID: priya},
		Window: measure.WindowShown{Kind: measure.ByWeek, From: march(2), To: march(8)}, AsOf: instant(9),
		Managers: 3, Shown: true, Own: &own, All: &all, Undecided: &undecided, FourWeeks: rate(98, 126),
		Previous: &measure.Previous{From: march(2) - 7, To: march(1), Said: rate(22, 30), Now: rate(23, 30), Restated: true},
		Groups: []measure.GroupLine{
			{Group: "coach", Managers: 3, TallyShown: tallied(8, 1, 5, skippedWithin(1), away(1))},
			{Group: "team", Managers: 2, TallyShown: tallied(2, 0, 0)},
			{Group: "obstacles", Managers: 3, TallyShown: tallied(7, 1, 2, away(1))},
			{Group: "recognition", Managers: 2, TallyShown: tallied(3, 0, 1)},
		},
		Practices: []measure.PracticeLine{
			line("observation", 2, tallied(3, 1, 1, skippedWithin(1), away(1)), rate(4, 6), gap),
			line("in_moment", 2, tallied(3, 0, 3), nil, nil),
			line("forecast_review", 3, tallied(2, 0, 1), nil, nil),
			line("team_meeting", 2, tallied(2, 0, 0), nil, nil),
			line("obstacle_review", 2, tallied(0, 1, 1), nil, nil),
			line("proactive_touch", 3, tallied(7, 0, 1, away(1)), rate(7, 8), &measure.LongestGap{WorkingDays: 5, Manager: &measure.Who{ID: eli}}),
			line("recognition", 2, tallied(3, 0, 1), nil, nil),
		},
		Reached: rate(8, 9),
		People:  []measure.PersonLine{personal(dana, tallied(11, 1, 1, skippedWithin(1), away(2))), personal(eli, tallied(6, 1, 7))},
		Says: &measure.Says{Claimed: rate(42, 50), Matches: rate(15, 20), Response: rate(20, 25), ConfirmedPercent: &confirmed, Since: &since,
			Usefulness: &measure.Usefulness{Mean: 41, Score: 78, N: 17, Since: since}, NextStep: &measure.NextStep{Rate: measure.Rate{Part: 14, Whole: 17}, Since: since}},
		Balance: &measure.Balance{Minutes: 1488, AheadMinutes: 9077, Percent: 610, Logs: 41}, Plans: rate(5, 7),
		Actions:     &measure.ActionSides{Rep: &measure.ActionSide{Due: 18, OnTime: rate(13, 18), Done: rate(16, 18)}},
		Obstacles:   &measure.Obstacles{Open: open, Oldest: &oldest, Overdue: rate(2, 4), WithoutOwner: 1, Resolved: 2},
		Recognition: &measure.Recognition{Given: 3, Thanked: rate(6, 9), Waiting: []measure.Who{{ID: eli}}},
		Health:      []measure.Health{{Practice: "observation", Managers: 3, To: march(8), Done: rate(4, 5), Before: rate(4, 6), SkipRate: rate(1, 6)}},
		Load:        &measure.Load{People: 3, MedianMinutes: 2 * 265, MostMinutes: 430, MostPercent: 18},
		Chain: []measure.ChainLevel{{Level: practice.Exec, People: 3}, {Level: practice.MOM, People: 4, Practising: true},
			{Level: practice.FLM, People: 12, Practising: true}},
	}
}

// digestOf is Priya's digest on Monday 9 March.
func digestOf(changes ...func(*view.Inspection)) view.Inspection {
	f := view.Inspection{
		Report: goldenReport(), Digest: view.DigestKey{Subscription: 7, To: march(8)}, Who: whom, Playbook: playbook, Today: march(9), Zone: time.UTC,
		Good: view.Celebration{Kept: []view.Kept{{Person: dana, But: 1, Away: true}}, Shared: 2,
			Resolved: []view.ResolvedObstacle{{What: "pricing approval", Days: 11, Told: true}}, Thanked: []practice.PersonID{ana, ben}},
		Asked: &view.Helped{Person: eli}, Waiting: []view.OwnedObstacle{{ID: 12, Age: 8, Due: march(13)}},
		Help:  []view.HelpLine{{About: eli, Practices: []string{"forecast_review", "obstacle_review"}, Periods: 2, Comment: "month-end close ate Tuesdays."}},
		Ahead: 31, Question: view.QuestionOf(march(2)),
	}
	for _, change := range changes {
		change(&f)
	}
	return f
}

// trending gives a report a trend: the percentages of what was done, oldest
// first.
func trending(done ...int) func(*view.Inspection) {
	return func(f *view.Inspection) {
		f.Report.Trend = nil
		for i, percent := range done {
			f.Report.Trend = append(f.Report.Trend, measure.Point{To: march(8) - cadence.Date(7*(len(done)-1-i)), Done: rate(percent, 100), Reached: rate(60+i, 100)})
		}
	}
}

// inChannel makes a digest one for a channel, where nobody is seen by name: the
// lines that are left out are about three managers, too.
func inChannel(f *view.Inspection) {
	r := &f.Report
	f.InChannel, f.Good.Kept, f.Good.Resolved, f.Asked, f.Waiting, f.Help = true, nil, nil, nil, nil, nil
	r.Viewer, r.Own, r.People, r.Lines, r.Says, r.Recognition.Waiting = measure.Who{}, nil, nil, nil, nil, nil
	r.Groups, r.Practices = r.Groups[:1], r.Practices[5:6]
	r.Practices[0].LongestGap = &measure.LongestGap{WorkingDays: 5}
}

// careless shows a channel what is for one reader.
func careless(f *view.Inspection) { f.InChannel = true }

// unseen is a pool that may not be shown.
func unseen(f *view.Inspection) {
	r := &f.Report
	r.Managers, r.Shown, r.All, r.Undecided, r.FourWeeks, r.Previous, r.Groups, r.Practices = 2, false, nil, nil, nil, nil, nil, nil
	r.Reached, r.Says, r.Balance, r.Plans, r.Actions, r.Obstacles, r.Health, r.Chain, r.Load = nil, nil, nil, nil, nil, nil, nil, nil, nil
	r.People = r.People[:1]
}

// quiet is a week of which nothing was expected.
func quiet(f *view.Inspection) {
	none := tallied(0, 0, 0)
	own := none
	unseen(f)
	f.Report.Managers, f.Report.Shown, f.Report.All, f.Report.Own, f.Report.People = 0, true, &none, &own, nil
	f.Report.Recognition, f.Good, f.Asked, f.Waiting, f.Help = nil, view.Celebration{}, nil, nil, nil
}

func first(f *view.Inspection) {
	quiet(f)
	f.First, f.Ahead = true, 38
}

// running is a week that is not over.
func running(f *view.Inspection) {
	r := &f.Report
	undecided := 12
	r.Window.From, r.Window.To, r.Window.Running, r.Undecided, r.Previous = march(9), march(15), true, &undecided, nil
	f.Today, f.Digest.To = march(11), march(15)
	trending(70, 72, 74, 76, 78)(f)
}

func executive(f *view.Inspection) {
	f.Executive = true
	below := func(id practice.PersonID, managers int, t measure.TallyShown) measure.Below {
		return measure.Below{Below: measure.Who{ID: id}, Managers: managers, TallyShown: t}
	}
	f.Report.Viewer, f.Report.Root = measure.Who{ID: finn}, &measure.Who{ID: finn}
	f.Report.Lines = []measure.Below{below(priya, 5, tallied(30, 2, 8)), below(omar, 3, tallied(21, 4, 2))}
	f.Report.People = []measure.PersonLine{personal(priya, tallied(3, 0, 0)), personal(omar, tallied(2, 0, 2))}
	f.Report.Practices[0].LongestGap = &measure.LongestGap{WorkingDays: 19, Flagged: true}
	f.Report.Recognition.Waiting = nil
	f.Asked, f.Help, f.Good.Kept = &view.Helped{Person: priya}, []view.HelpLine{{About: omar, Practices: []string{"one_on_one"}, Periods: 2}}, nil
}

// looking is a practice of which fewer than half were done across five managers.
func looking(f *view.Inspection) {
	f.Report.Health = []measure.Health{
		{Practice: "forecast_review", Managers: 4, To: march(8), Done: rate(3, 8), Before: rate(3, 8), Look: true},
		{Practice: "observation", Managers: 5, To: march(8), Done: rate(4, 20), Before: rate(9, 20), Look: true, Reasons: []measure.ReasonCount{{Reason: "Travel", Count: 4}, {Reason: "other", Count: 1}}},
		{Practice: "in_moment", Managers: 5, To: march(8), Done: rate(9, 12), Before: rate(4, 12)},
	}
}

// remade is a playbook with one practice changed.
func remade(pb *practice.Playbook, key string, change func(*practice.Practice)) *practice.Playbook {
	other := *pb
	other.Practices = slices.Clone(pb.Practices)
	for i := range other.Practices {
		if other.Practices[i].Key == key {
			change(&other.Practices[i])
		}
	}
	return &other
}

func inspectionStates() map[string]any {
	draw := func(changes ...func(*view.Inspection)) kit.Message { return view.Inspect(digestOf(changes...)) }
	report := func(change func(*measure.Report)) func(*view.Inspection) {
		return func(f *view.Inspection) { change(&f.Report) }
	}
	named := func(ids ...practice.PersonID) func(*view.Inspection) {
		return func(f *view.Inspection) {
			f.Good.Kept, f.Help, f.Report.People = nil, nil, nil
			f.Asked = &view.Helped{Person: ids[0]}
			for _, id := range ids {
				f.Good.Kept = append(f.Good.Kept, view.Kept{Person: id})
				f.Report.People = append(f.Report.People, personal(id, tallied(5, 0, 1)))
				f.Report.Recognition.Waiting = append(f.Report.Recognition.Waiting, measure.Who{ID: id})
			}
			for _, id := range ids[:2] {
				f.Help = append(f.Help, view.HelpLine{About: id, Practices: []string{"one_on_one", "observation", "forecast_review", "obstacle_review", "recognition"}, Periods: 2, Comment: hostileWords})
			}
			f.Report.Practices[0].LongestGap.Manager.ID = ids[0]
			f.Good.Resolved[0].What = hostileWords
		}
	}
	noAnswers := report(func(r *measure.Report) { r.Says = nil })
	with := map[string]any{
		"inspection":                   draw(),
		"inspection_channel":           draw(inChannel, trending(60, 64, 66, 70, 78)),
		"inspection_channel_careless":  draw(careless),
		"inspection_channel_few":       draw(careless, report(func(r *measure.Report) { r.Managers = 2 })),
		"inspection_channel_first":     draw(careless, first),
		"inspection_channel_quiet":     draw(careless, quiet),
		"inspection_channel_look":      draw(inChannel, looking),
		"inspection_executive":         draw(executive, trending(80, 78, 77, 74, 73)),
		"inspection_executive_channel": draw(executive, inChannel),
		"inspection_few_managers":      draw(unseen),
		"inspection_quiet":             draw(quiet),
		"inspection_first":             draw(first),
		"inspection_running":           draw(running),
		"inspection_running_undecided": draw(running, report(func(r *measure.Report) {
			none := tallied(0, 0, 0)
			r.All, r.Own, r.Groups, r.Practices = &none, &none, nil, nil
		})),
		"inspection_no_answers":    draw(noAnswers),
		"inspection_some_answers":  draw(report(func(r *measure.Report) { r.Says.Matches, r.Says.Response, r.Says.Since = nil, rate(3, 8), nil })),
		"inspection_few_reported":  draw(report(func(r *measure.Report) { r.Says.Claimed = rate(3, 4) })),
		"inspection_said_as_it_is": draw(report(func(r *measure.Report) { r.Says.Matches = rate(20, 20) })),
		"inspection_restated_few":  draw(report(func(r *measure.Report) { r.Previous.Now = rate(3, 4) })),
		"inspection_not_restated":  draw(report(func(r *measure.Report) { r.Previous.Restated = false })),
		"inspection_under_five":    draw(report(func(r *measure.Report) { four := tallied(3, 0, 1); r.All, r.Practices, r.Groups = &four, nil, nil })),
		"inspection_excused_by_leaders": draw(report(func(r *measure.Report) {
			r.All.Skipped, r.All.SkippedWithin, r.All.ExcusedByLeader, r.People[0].ExcusedByLeader = 2, 0, 2, 1
		})),
		"inspection_one_skipped":    draw(report(func(r *measure.Report) { r.All.Skipped, r.All.SkippedWithin, r.All.Excused = 1, 1, 0 })),
		"inspection_dropped":        draw(func(f *view.Inspection) { f.Dropped = 3 }),
		"inspection_dropped_one":    draw(func(f *view.Inspection) { f.Dropped = 1 }),
		"inspection_helped":         draw(func(f *view.Inspection) { f.Asked.Answer = view.HelpedYes }),
		"inspection_not_helped_yet": draw(func(f *view.Inspection) { f.Asked.Answer = view.HelpedNotYet }),
		"inspection_nothing_waits": draw(func(f *view.Inspection) {
			f.Asked, f.Waiting, f.Help, f.Good, f.Report.Recognition.Waiting = nil, nil, nil, view.Celebration{}, nil
		}),
		"inspection_much_waits": draw(func(f *view.Inspection) {
			f.Waiting = append(f.Waiting, view.OwnedObstacle{ID: 13, Age: 21, Due: march(4)}, view.OwnedObstacle{ID: 14, Age: 1, Due: march(20)})
		}),
		"inspection_look":         draw(looking),
		"inspection_look_suggest": draw(looking, func(f *view.Inspection) { f.Version = 3 }),
		"inspection_look_yearly": draw(looking, func(f *view.Inspection) {
			f.Owner, f.Playbook = true, remade(f.Playbook, "observation", func(p *practice.Practice) {
				p.Cadence, p.Form, p.Good = cadence.Yearly, nil, p.Good[:2]
			})
		}),
		"inspection_look_off": draw(looking, func(f *view.Inspection) {
			f.Owner, f.Playbook = true, remade(f.Playbook, "observation", func(p *practice.Practice) { p.Enabled = false })
		}),
		"inspection_report_owner": draw(func(f *view.Inspection) { f.Owner, f.Digest = true, view.DigestKey{} }),
		"inspection_look_owner":   draw(looking, func(f *view.Inspection) { f.Owner = true }),
		"inspection_slipping": draw(report(func(r *measure.Report) {
			r.Health = append(r.Health, measure.Health{Practice: "in_moment", Managers: 3, Done: rate(3, 6), Before: rate(5, 6)})
		})),
		"inspection_names":     draw(named(wordy, noa, hostile, fox, otherCy, cy)),
		"inspection_names_rtl": draw(named(noa, noa, fox)),
		"inspection_company":   draw(report(func(r *measure.Report) { r.Scope, r.Root, r.Own, r.People = measure.Company, nil, nil, nil })),
		"inspection_month": draw(report(func(r *measure.Report) {
			r.Window.Kind, r.Window.From, r.Window.To = measure.ByMonth, cadence.NewDate(2026, 2, 1), march(0)
		})),
		"inspection_rising":      draw(trending(50, 52, 56, 60, 64, 66, 70, 71, 72, 73, 74, 75)),
		"inspection_falling":     draw(trending(90, 88, 85, 82, 80, 79, 79, 78, 77, 75, 74, 73)),
		"inspection_dip":         draw(trending(74, 60, 55, 66, 76)),
		"inspection_three_weeks": draw(trending(74, 60, 55)),
		"inspection_everything":  draw(named(hostile, wordy, noa, fox, cy), executiveAll, trending(50, 52, 56, 60, 64, 66, 70, 71, 72, 73, 74, 75)),
		"inspection_with_week":   draw(func(f *view.Inspection) { w := priyasWeek(2); f.Week = &w }),
		"inspection_week_on_home": draw(named(hostile, wordy, noa, fox, cy), executiveAll, func(f *view.Inspection) {
			w := priyasWeek(40, wordy)
			f.Week = &w
		}),
	}
	maps.Copy(with, behindStates())
	maps.Copy(with, privateStates())
	maps.Copy(with, csvStates())
	maps.Copy(with, helpStates())
	return with
}

// priyasWeek is the week of a manager of managers with some direct reports.
func priyasWeek(reports int, ids ...practice.PersonID) view.MorningFacts {
	var talks []practice.Talk
	for i := range reports {
		talks = append(talks, practice.Talk{With: append(ids, practice.PersonID(i%11+1))[0], Kind: practice.TalkAnything})
	}
	f := weekOf(weeksWork(), talks...)
	f.Person, f.On, f.Today = people[priya], march(9), march(9)
	return f
}

// executiveAll fills a digest of an executive with everything there may be.
func executiveAll(f *view.Inspection) {
	help := f.Help
	executive(f)
	f.Help, f.Dropped, f.Report.Lines = help, 3, nil
	for i := range 30 {
		f.Report.Lines = append(f.Report.Lines, measure.Below{Below: measure.Who{ID: practice.PersonID(i%11 + 1)}, Managers: 3, TallyShown: tallied(20, 2, 8)})
	}
	f.Report.Practices = nil
	for _, p := range playbook.Practices {
		f.Report.Practices = append(f.Report.Practices, measure.PracticeLine{Practice: p.Key, Managers: 40, TallyShown: tallied(200, 20, 80), Coverage: rate(300, 400),
			LongestGap: &measure.LongestGap{WorkingDays: 119, Flagged: true, Manager: &measure.Who{ID: wordy}}})
	}
}

// manyPeople are more than a table has room for.
func manyPeople(f *view.Inspection) {
	for range 110 {
		f.Report.People = append(f.Report.People, personal(wordy, tallied(1111, 1111, 1111)), personal(hostile, tallied(5, 0, 1)))
	}
}

// behindStates are what the buttons of a digest open.
func behindStates() map[string]any {
	table := func(changes ...func(*view.Inspection)) kit.Message { return view.InspectTable(digestOf(changes...)) }
	of := func(id practice.PersonID, key string, day int, change func(*practice.Occurrence)) practice.Occurrence {
		o := due(practice.OccurrenceID(day), cy)
		o.Performer, o.Practice, o.DueOn, o.GraceUntil, o.ClosesOn = id, key, march(day), march(day+1), march(day+4)
		change(&o)
		return o
	}
	on := func(day int) func(*practice.Occurrence) {
		return func(o *practice.Occurrence) { o.Entry, o.LoggedOn = 1, march(day) }
	}
	skip := func(within bool) func(*practice.Occurrence) {
		return func(o *practice.Occurrence) {
			o.Skip = practice.Skip{Reason: "Travel", Detail: secretDetail, Within: within}
		}
	}
	excused := func(by practice.PersonID) func(*practice.Occurrence) {
		return func(o *practice.Occurrence) {
			o.Expectation, o.Reason, o.Excuse.By = practice.Excused, practice.SubjectAway, by
		}
	}
	occurrences := []practice.Occurrence{
		of(priya, "forecast_review", 3, on(3)), of(dana, "observation", 5, on(5)), of(dana, "observation", 5, skip(true)), of(dana, "observation", 5, excused(0)),
		of(dana, "obstacle_review", 4, on(7)), of(dana, "team_meeting", 2, on(2)), of(eli, "forecast_review", 3, skip(false)), of(eli, "in_moment", 5, asItWas),
		of(eli, "recognition", 6, excused(priya)), of(eli, "one_on_one", 2, func(o *practice.Occurrence) { o.ClosesOn = march(5) }), of(eli, "retired", 2, func(o *practice.Occurrence) { o.Expectation = practice.Cancelled }),
	}
	var hundreds []practice.Occurrence
	for i := range 200 {
		hundreds = append(hundreds, of(wordy, "observation", 2+i%5, asItWas))
	}
	why := func(all []practice.Occurrence, changes ...func(*view.Inspection)) any {
		return view.InspectWhy(view.WhyFacts{Inspection: digestOf(changes...), Occurrences: all})
	}
	return map[string]any{
		"inspection_table":           table(),
		"inspection_table_executive": table(executive),
		"inspection_table_running":   table(running),
		"inspection_table_many":      table(manyPeople),
		"inspection_table_nothing":   table(quiet, func(f *view.Inspection) { f.Report.All = nil }),
		"inspection_reached":         view.InspectReached(digestOf(trending(50, 52, 56, 60, 64))),
		"inspection_reached_early":   view.InspectReached(digestOf(trending(50, 52))),
		"inspection_reached_nobody":  view.InspectReached(digestOf(quiet)),
		"inspection_why":             why(occurrences),
		"inspection_why_below":       why(occurrences, func(f *view.Inspection) { f.Report.People = f.Report.People[:1] }),
		"inspection_why_unseen":      why(occurrences, unseen),
		"inspection_why_running":     why([]practice.Occurrence{of(dana, "observation", 12, asItWas)}, running),
		"inspection_why_many":        why(hundreds, manyPeople),
	}
}

const secretDetail = "what was skipped has words that are for one reader"

func asItWas(*practice.Occurrence) {}

// helpStates are what is said to whom help is offered, and by them.
func helpStates() map[string]any {
	line := view.HelpLine{About: eli, Practices: []string{"forecast_review", "obstacle_review"}, Periods: 2}
	commented, monthly, mixed, hard := line, line, line, line
	commented.Comment = "month-end close ate Tuesdays."
	monthly.Practices = []string{"one_on_one"}
	mixed.Practices = []string{"one_on_one", "observation"}
	hard.About, hard.Comment = hostile, strings.Repeat(hostileWords, 5)
	offer := func(l view.HelpLine) any {
		return view.OfferHelp(view.OfferFacts{Line: l, On: march(8), Team: "T0COACH", Playbook: playbook, Who: whom})
	}
	preview := func(l view.HelpLine, closed bool) view.HelpPreview {
		return view.HelpPreview{Line: l, Digest: view.DigestKey{Subscription: 7, To: march(8)}, Leader: priya, On: march(9), Closed: closed}
	}
	morning := func(previews ...view.HelpPreview) any {
		f := morningOf(observation(cy, lastOne, due(11, cy)))
		f.Person, f.Who, f.Previews = whom(eli), whom, previews
		return view.Morning(f)
	}
	form := func(l view.HelpLine) any { return view.HelpComment(preview(l, false), playbook, whom) }
	unfound := line
	unfound.About = nia
	return map[string]any{
		"help_offer":                 offer(line),
		"help_offer_commented":       offer(commented),
		"help_offer_monthly":         offer(monthly),
		"help_offer_mixed":           offer(mixed),
		"help_offer_names":           offer(hard),
		"help_offer_unfound":         offer(unfound),
		"help_offer_unneeded":        view.HelpUnneeded(whom(eli)),
		"help_comment":               form(line),
		"help_comment_prefilled":     form(commented),
		"help_comment_names":         form(hard),
		"help_commented":             view.HelpCommented(preview(commented, false), whom),
		"help_comment_taken_back":    view.HelpCommented(preview(line, false), whom),
		"morning_preview":            morning(preview(line, false)),
		"morning_preview_commented":  morning(preview(commented, false)),
		"morning_preview_closed":     morning(preview(commented, true), preview(line, true)),
		"morning_preview_of_a_month": morning(preview(monthly, false), preview(hard, false)),
	}
}
