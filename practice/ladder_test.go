package practice_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"coach/cadence"
	"coach/files"
	"coach/practice"
)

var rungs = map[practice.Rung]string{practice.HeadsUp: "heads-up", practice.DueDay: "due", practice.Planned: "planned", practice.LastDay: "last"}

// climbs returns on which days of a span an occurrence is named, and how, if a
// message comes on each working day, or on those given.
func climbs(o practice.Occurrence, minutes int, from, to cadence.Date, comes ...cadence.Date) string {
	var named []practice.Naming
	var said []string
	for d := from; d <= to; d++ {
		if !cadence.Standard().Works(d) || len(comes) > 0 && !slices.Contains(comes, d) {
			continue
		}
		if rung := o.RungOn(d, named, minutes, cadence.Standard()); rung != practice.Silence {
			named = append(named, practice.Naming{On: d})
			said = append(said, fmt.Sprintf("%s %s", d.Format("Mon 2"), rungs[rung]))
		}
	}
	return strings.Join(said, ", ")
}

func TestTheLadder(t *testing.T) {
	period := cadence.Period{Start: date(3, 2), End: date(3, 15)}
	o := practice.Occurrence{ID: 1, Practice: "observation", Subject: 2, Expectation: practice.Expected, Period: period, DueOn: date(3, 11), GraceUntil: date(3, 13), ClosesOn: date(3, 18)}
	planned := func(on cadence.Date) practice.Occurrence { p := o; p.PlannedFor = on; return p }
	sameDay := o
	sameDay.GraceUntil = o.DueOn
	tests := []struct {
		name    string
		o       practice.Occurrence
		minutes int
		comes   []cadence.Date
		want    string
	}{
		{"two working days before, the day, the last day on time, then silence", o, 45, nil, "Mon 9 heads-up, Wed 11 due, Fri 13 last"},
		{"what takes thirty minutes has a heads-up", o, 30, nil, "Mon 9 heads-up, Wed 11 due, Fri 13 last"},
		{"what is shorter has none", o, 29, nil, "Wed 11 due, Fri 13 last"},
		{"due and last day may be one", sameDay, 4, nil, "Wed 11 last"},
		{"a heads-up waits for the next message", o, 45, []cadence.Date{date(3, 10), date(3, 13)}, "Tue 10 heads-up, Fri 13 last"},
		{"a due day waits for the next message", o, 45, []cadence.Date{date(3, 12), date(3, 13)}, "Thu 12 due, Fri 13 last"},
		{"planned for a day, it is left alone until then", planned(date(3, 12)), 45, nil, "Thu 12 planned, Fri 13 last"},
		{"planned for the last day, it is named on it", planned(date(3, 13)), 45, nil, "Fri 13 last"},
		{"planned for later, nothing is said", planned(date(3, 16)), 45, nil, "Mon 16 planned"},
		{"a plan that passed leaves the last day", planned(date(3, 6)), 45, nil, "Fri 6 planned, Fri 13 last"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := climbs(test.o, test.minutes, period.Start, date(3, 20), test.comes...); got != test.want {
				t.Errorf("named on %s, want %s", got, test.want)
			}
		})
	}
	t.Run("Monday's plan is no touch, except of what is due that day", func(t *testing.T) {
		for _, test := range []struct {
			on   cadence.Date
			want practice.Rung
		}{{date(3, 9), practice.DueDay}, {date(3, 11), practice.Silence}} {
			if got := o.RungOn(date(3, 12), []practice.Naming{{On: test.on, Week: true}}, 45, cadence.Standard()); got != test.want {
				t.Errorf("after the plan of %s it is %q", test.on, rungs[got])
			}
		}
	})
}

func TestAtMostThreeTouchesOfAnOccurrenceInItsLife(t *testing.T) {
	c := found(t, files.Default(), "Priya", "Dana < Priya", "Ana < Dana")
	for i := range c.playbook.Practices {
		c.playbook.Practices[i].Enabled = true
	}
	roster := c.roster()
	for _, p := range c.people {
		for _, o := range practice.Plan(c.playbook, roster, p.ID, date(3, 1), date(3, 31)) {
			said := climbs(o, 120, o.Period.Start-3, o.ClosesOn+10)
			if n := len(strings.Split(said, ", ")); n > 3 {
				t.Errorf("%s is named on %s", o.Practice, said)
			}
			if o.DueOn != o.GraceUntil && !strings.HasSuffix(said, o.GraceUntil.Format("Mon 2")+" last") {
				t.Errorf("%s, on time until %s, is named on %s", o.Practice, o.GraceUntil, said)
			}
		}
	}
	o := practice.Occurrence{Expectation: practice.Expected, Period: cadence.Period{Start: date(3, 2), End: date(3, 8)}, DueOn: date(3, 5), GraceUntil: date(3, 6), ClosesOn: date(3, 10)}
	three := []practice.Naming{{On: date(3, 2)}, {On: date(3, 3)}, {On: date(3, 4)}} // its day was moved twice
	if rung := o.RungOn(date(3, 6), three, 45, cadence.Standard()); rung != practice.Silence {
		t.Errorf("a fourth time it is %s", rungs[rung])
	}
}
