package cadence_test

import (
	"fmt"
	"time"

	"coach/cadence"
)

// Clocks in New York are set forward at two in the morning of 8 March 2026, and back on 1 November.
func ExampleDate_At() {
	newYork, err := time.LoadLocation("America/New_York")
	if err != nil {
		fmt.Println(err)
		return
	}
	halfPastOne, halfPastTwo := cadence.Clock(90), cadence.Clock(150)
	fmt.Println(cadence.NewDate(2026, time.March, 8).At(halfPastTwo, newYork))
	fmt.Println(cadence.NewDate(2026, time.November, 1).At(halfPastOne, newYork))
	// Output:
	// 2026-03-08 03:00:00 -0400 EDT
	// 2026-11-01 01:30:00 -0400 EDT
}

// A monthly 1:1 is due on the fourth-last working day.
func ExampleDue_Nominal() {
	calendar := cadence.Standard()
	april := cadence.Rhythm{Cadence: cadence.Monthly}.Period(cadence.NewDate(2026, time.April, 10), cadence.Fiscal{}, calendar.WeekStart)
	due, err := cadence.ParseDue("WD-4", cadence.Monthly)
	if err != nil {
		fmt.Println(err)
		return
	}
	date, _ := due.Nominal(april, calendar)
	fmt.Println(date.Format("Mon 2 January"))
	// Output: Mon 27 April
}

func ExampleParseDue() {
	_, err := cadence.ParseDue("THU", cadence.Biweekly)
	fmt.Println(err)
	// Output: “THU” is not a due code for a biweekly practice. Write a weekday of its first or second week such as W2-THU, or a working day such as WD3 or WD-1
}

// A Monday team meeting meets a public holiday: it moves to Tuesday, is on time until Wednesday, and may still be made
// up for three working days after that.
func ExampleDeadlines() {
	monday := cadence.NewDate(2026, time.May, 25)
	calendar := cadence.Standard()
	calendar.Holidays = map[cadence.Date]bool{monday: true}
	week := cadence.Rhythm{Cadence: cadence.Weekly}.Period(monday, cadence.Fiscal{}, calendar.WeekStart)

	due := calendar.Add(monday, 1)
	graceUntil, closesOn := cadence.Deadlines(due, week, calendar, 1, 3)
	fmt.Println(due, graceUntil, closesOn)
	// Output: 2026-05-26 2026-05-27 2026-06-01
}

// 2026 has 53 ISO weeks, which two-week blocks do not notice.
func ExampleRhythm_Periods() {
	blocks := cadence.Rhythm{Cadence: cadence.Biweekly, Phase: cadence.PhaseB}
	from, to := cadence.NewDate(2026, time.December, 25), cadence.NewDate(2027, time.January, 10)
	for block := range blocks.Periods(from, to, cadence.Fiscal{}, time.Monday) {
		fmt.Println(block.Start, "to", block.End)
	}
	// Output:
	// 2026-12-21 to 2027-01-03
	// 2027-01-04 to 2027-01-17
}

func ExampleWindow_Around() {
	window, err := cadence.ParseWindow("last 10 working days of fiscal quarter")
	if err != nil {
		fmt.Println(err)
		return
	}
	today := cadence.NewDate(2026, time.February, 10)
	end := window.Around(today, cadence.Fiscal{Start: time.April}, cadence.Standard())
	fmt.Println(end.Start, "to", end.End)
	// Output: 2026-03-18 to 2026-03-31
}
