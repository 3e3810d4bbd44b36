package measure

import (
	"testing"

	"pgregory.net/rapid"

	"coach/cadence"
	"coach/practice"
)

// A visit is due on Thursday 5 March and on time until Tuesday the 10th.
func TestWhatHasGraceBeyondTheWeekBelongsToTheWeekInWhichThatEnds(t *testing.T) {
	visit := practice.Occurrence{Practice: "visit", Performer: 1, Expectation: practice.Expected, Period: cadence.Period{Start: date(3, 2), End: date(3, 8)},
		DueOn: date(3, 5), GraceUntil: date(3, 10), ClosesOn: date(3, 12)}
	first, second := goldenDays, cadence.Period{Start: goldenDays.Start + 7, End: goldenDays.End + 7}
	byPlanning := visit
	byPlanning.Expectation, byPlanning.Reason, byPlanning.GraceUntil, byPlanning.ClosesOn = practice.Excused, practice.SubjectAway, visit.DueOn, visit.DueOn
	tests := []struct {
		name  string
		o     practice.Occurrence
		first Tally // as of the Monday after each week
		next  Tally
	}{
		{"not done", visit, Tally{}, Tally{NotDone: 1}},
		{"done on its day", logged(visit, date(3, 5)), Tally{}, Tally{OnTime: 1}},
		{"done on the last day of its grace", logged(visit, date(3, 10)), Tally{}, Tally{OnTime: 1}},
		{"skipped", skipped(visit, false), Tally{}, Tally{SkipCounts: 1}},
		{"excused by the leader", excused(visit, practice.ByLeader), Tally{}, Tally{Excused: 1}},
		{"excused by planning", byPlanning, Tally{Excused: 1}, Tally{}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			for week, want := range map[cadence.Period]Tally{first: test.first, second: test.next} {
				if got := windowed([]practice.Occurrence{test.o}, week, week.End+1); got != want {
					t.Errorf("the week that ends on %s counts %+v, want %+v", week.End, got, want)
				}
			}
		})
	}
}

// windowed returns the tally of a window as of a day.
func windowed(occurrences []practice.Occurrence, window cadence.Period, on cadence.Date) Tally {
	var tally Tally
	for _, o := range occurrences {
		if InWindow(o, window) {
			tally.Add(o, on)
		}
	}
	return tally
}

func TestEveryOccurrenceIsInExactlyOneWeekAndDecidedWhenThatIsOver(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		o := anyOccurrence.Draw(t, "occurrence")
		weeks := 0
		for start := goldenDays.Start - 70; start < goldenDays.Start+140; start += 7 {
			week := cadence.Period{Start: start, End: start + 6}
			if !InWindow(o, week) {
				continue
			}
			weeks++
			if cancelled := o.Status(week.End+1) == practice.CancelledOut; o.Decided(week.End+1) == cancelled {
				t.Fatalf("the week to %s is over, but it is %s", week.End, o.Status(week.End+1))
			}
		}
		if weeks != 1 {
			t.Fatalf("it is in %d weeks: %+v", weeks, o)
		}
	})
}
