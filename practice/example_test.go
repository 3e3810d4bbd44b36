package practice_test

import (
	"fmt"
	"time"

	"coach/cadence"
	"coach/files"
	"coach/measure"
	"coach/practice"
)

// Ana begins to report to Dana on 16 April. Of the month's 22 working days
// eleven are left, which is half: their 1:1 counts. Ben begins a day later.
func ExamplePlan() {
	playbook, err := files.Load("playbook.yaml", []byte(`practices:
- {key: one_on_one, name: Monthly 1:1, short: "1:1", enabled: true, levels: [flm], scope: report, cadence: monthly, due: WD-4, grace_wd: 3, late_wd: 5}
`))
	if err != nil {
		fmt.Println(err)
		return
	}
	const dana, ana, ben = 1, 2, 3
	people := []practice.Person{{ID: dana, Name: "Dana"}, {ID: ana, Name: "Ana"}, {ID: ben, Name: "Ben"}}
	lines := []practice.Line{
		{Report: dana},
		{Report: ana, Manager: dana, From: cadence.NewDate(2026, time.April, 16)},
		{Report: ben, Manager: dana, From: cadence.NewDate(2026, time.April, 17)},
	}
	roster := practice.NewRoster(people, lines, playbook)
	april := cadence.NewDate(2026, time.April, 1)
	for _, o := range practice.Plan(playbook, roster, dana, april, april) {
		fmt.Println(roster.Person(o.Subject).Name, o.DueOn, o.Expectation)
	}
	// Output:
	// Ana 2026-04-27 expected
	// Ben 2026-04-27 excused
}

// Something due on Thursday 5 March, with a day of grace and three days more.
func ExampleOccurrence_Status() {
	day := func(d int) cadence.Date { return cadence.NewDate(2026, time.March, d) }
	o := practice.Occurrence{
		Period: cadence.Period{Start: day(2), End: day(8)},
		DueOn:  day(5), GraceUntil: day(6), ClosesOn: day(11),
		Expectation: practice.Expected,
	}
	for _, today := range []cadence.Date{day(5), day(6), day(9), day(12)} {
		fmt.Println(today, o.Status(today))
	}
	o.Entry, o.LoggedOn = 1, day(7)
	fmt.Println("logged", o.LoggedOn, o.Status(day(12)))
	// Output:
	// 2026-03-05 open
	// 2026-03-06 in grace
	// 2026-03-09 overdue
	// 2026-03-12 missed
	// logged 2026-03-07 late
}

// One manager did nine of ten, another one of two. Together that is ten of
// twelve, and not the mean of 90% and 50%.
func ExampleTally_Plus() {
	a := measure.Tally{OnTime: 9, NotDone: 1}
	b := measure.Tally{OnTime: 1, NotDone: 1}
	fmt.Println(a.Done(), "and", b.Done(), "make", a.Plus(b).Done())
	// Output: 90% and 1 of 2 make 83%
}

// A recognition for the channel becomes a shout-out, any other a message to
// each person it is for.
func ExampleCauses() {
	e := practice.Entry{ID: 12, Practice: practice.RecognitionKey, Values: practice.Values{
		practice.RecognitionWho: {People: []practice.PersonID{7}}, practice.ShareWhere: {Text: practice.ShareInChannel}}}
	fmt.Println(practice.Causes(e)[0].Key())
	e.Values[practice.ShareWhere] = practice.Value{Text: practice.ShareWithThem}
	fmt.Println(practice.Causes(e)[0].Key())
	// Output:
	// shoutout/12
	// thanks/12/7
}
