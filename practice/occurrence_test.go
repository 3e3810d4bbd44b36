package practice_test

import (
	"testing"
	"time"

	"coach/cadence"
	"coach/practice"
)

// weekly returns the occurrence of the week of Monday 2 March that is due on
// Thursday, with a day of grace and three days more.
func weekly(t *testing.T) practice.Occurrence {
	t.Helper()
	pb := only("team_meeting")
	thursday, err := cadence.ParseDue("THU", cadence.Weekly)
	if err != nil {
		t.Fatal(err)
	}
	the(pb, "team_meeting").Due = []cadence.Due{thursday}
	planned := found(t, pb, "Dana", "Ana < Dana").plan("Dana", date(3, 2), date(3, 2))
	if len(planned) != 1 {
		t.Fatalf("planned %v", planned)
	}
	return planned[0]
}

func TestExampleATimelinessIsJudgedByWhenItWasLogged(t *testing.T) {
	o := weekly(t)
	if o.DueOn != date(3, 5) || o.GraceUntil != date(3, 6) || o.ClosesOn != date(3, 11) {
		t.Fatalf("due %s, grace %s, closes %s", o.DueOn, o.GraceUntil, o.ClosesOn)
	}
	tests := []struct {
		name     string
		loggedOn cadence.Date
		want     practice.Status
	}{
		{"on the due day", date(3, 5), practice.OnTime},
		{"on the last day of grace", date(3, 6), practice.OnTime},
		{"on the Saturday after", date(3, 7), practice.Late},
		{"on Monday", date(3, 9), practice.Late},
		{"on the closing day", date(3, 11), practice.Late},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if fit := practice.Match([]practice.Occurrence{o}, o.DueOn, test.loggedOn); len(fit) != 1 {
				t.Fatalf("it could satisfy %v", fit)
			}
			if got := logged(o, test.loggedOn).Status(date(3, 31)); got != test.want {
				t.Errorf("got %s, want %s", got, test.want)
			}
		})
	}
	t.Run("a day after the closing day it satisfies nothing, and the occurrence stays missed", func(t *testing.T) {
		if fit := practice.Match([]practice.Occurrence{o}, o.DueOn, date(3, 12)); len(fit) > 0 {
			t.Errorf("it could satisfy %v", fit)
		}
		if got := o.Status(date(3, 12)); got != practice.Missed {
			t.Errorf("got %s", got)
		}
	})
}

func TestAnOpenOccurrenceAgesDayByDay(t *testing.T) {
	o := weekly(t)
	tests := []struct {
		name             string
		on               cadence.Date
		want             practice.Status
		waiting, decided bool
	}{
		{"the day before its period starts", date(3, 1), practice.Upcoming, false, false},
		{"the day its period starts", date(3, 2), practice.Open, true, false},
		{"the due day", date(3, 5), practice.Open, true, false},
		{"the last day of grace", date(3, 6), practice.InGrace, true, false},
		{"the day after grace", date(3, 7), practice.Overdue, true, true},
		{"the closing day", date(3, 11), practice.Overdue, true, true},
		{"the day after the closing day", date(3, 12), practice.Missed, false, true},
		{"long after", date(12, 31), practice.Missed, false, true},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := o.Status(test.on); got != test.want {
				t.Errorf("it is %s, want %s", got, test.want)
			}
			if got := o.Waiting(test.on); got != test.waiting {
				t.Errorf("waiting: %t", got)
			}
			if got := o.Decided(test.on); got != test.decided {
				t.Errorf("decided: %t", got)
			}
		})
	}
}

func TestWhatIsSettledStaysSettled(t *testing.T) {
	o := weekly(t)
	cancelled := o
	cancelled.Expectation, cancelled.Reason = practice.Cancelled, practice.ByLine
	tests := []struct {
		name    string
		o       practice.Occurrence
		want    practice.Status
		decided bool
	}{
		{"logged before it was due", logged(o, date(3, 3)), practice.OnTime, true},
		{"logged after grace", logged(o, date(3, 10)), practice.Late, true},
		{"skipped within the allowance", skipped(o, true), practice.SkipWithin, true},
		{"skipped beyond the allowance", skipped(o, false), practice.SkipCounts, true},
		{"excused", excused(o, practice.ByLine), practice.ExcusedStatus, true},
		{"cancelled", cancelled, practice.CancelledOut, false},
		{"skipped and then done after all", logged(skipped(o, false), date(3, 6)), practice.OnTime, true},
		{"done, and then the practice ended", logged(cancelled, date(3, 4)), practice.OnTime, true},
		{"done, and then excused", logged(excused(o, practice.ByLine), date(3, 7)), practice.Late, true},
		{"skipped, and then excused", excused(skipped(o, false), practice.ByLine), practice.ExcusedStatus, true},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			for _, on := range []cadence.Date{date(3, 1), date(3, 5), date(3, 6), date(3, 11), date(3, 12)} {
				if got := test.o.Status(on); got != test.want {
					t.Errorf("on %s it is %s, want %s", on, got, test.want)
				}
				if test.o.Waiting(on) {
					t.Errorf("on %s it waits", on)
				}
				if got, want := test.o.Decided(on), test.decided; got != want {
					t.Errorf("on %s decided: %t, want %t", on, got, want)
				}
			}
		})
	}
}

func TestE15OneInstantIsOnTimeInLosAngelesAndLateInLondon(t *testing.T) {
	o := weekly(t)
	instant := time.Date(2026, time.March, 7, 7, 30, 0, 0, time.UTC)
	tests := []struct {
		zone string
		want practice.Status
	}{
		{"America/Los_Angeles", practice.OnTime}, // Friday 6 March, 23:30
		{"Europe/London", practice.Late},         // Saturday 7 March
	}
	for _, test := range tests {
		t.Run(test.zone, func(t *testing.T) {
			loggedOn := cadence.DateOf(instant.In(zone(t, test.zone)))
			if got := logged(o, loggedOn).Status(loggedOn); got != test.want {
				t.Errorf("got %s, want %s", got, test.want)
			}
		})
	}
}
