package practice_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"coach/cadence"
	"coach/files"
	"coach/practice"
)

// ofEight is a company of Dana's eight reports, of whom there are as many as
// DOMAIN counts with.
func ofEight(t *testing.T, pb *practice.Playbook, more ...string) *company {
	t.Helper()
	rows := []string{"Dana", "A < Dana", "B < Dana", "C < Dana", "D < Dana", "E < Dana", "F < Dana", "G < Dana", "H < Dana"}
	return found(t, pb, append(rows, more...)...)
}

// allowance returns the terms of skipping Dana's first occurrence with a
// nominal date from the given day on.
func (c *company) allowance(from cadence.Date) practice.SkipTerms {
	c.t.Helper()
	for _, o := range c.plan("Dana", from, from+366) {
		if o.Nominal >= from {
			return practice.Allowance(c.playbook, c.roster(), o, o.DueOn)
		}
	}
	c.t.Fatal("Dana owes nothing")
	return practice.SkipTerms{}
}

func TestTheAllowanceIsAQuarterOfWhatAFiscalQuarterAsks(t *testing.T) {
	fiscal := func(pb *practice.Playbook, f cadence.Fiscal) *practice.Playbook {
		pb.Fiscal = f
		return pb
	}
	firstQuarter := cadence.Period{Start: date(1, 1), End: date(3, 31)}
	tests := []struct {
		name               string
		of                 *company
		from               cadence.Date
		scheduled, allowed int
		quarter            cadence.Period
	}{
		{"a monthly 1:1 with eight reports", ofEight(t, only("one_on_one")), date(3, 1), 24, 6, firstQuarter},
		{"a weekly team meeting", ofEight(t, only("team_meeting")), date(1, 1), 13, 3, firstQuarter},
		{"three moments a week", ofEight(t, only("in_moment")), date(3, 31), 39, 9, cadence.Period{Start: date(4, 1), End: date(6, 30)}},
		{"a quarterly plan", ofEight(t, only("team_plan")), date(1, 1), 1, 0, firstQuarter},
		{"an observation of four every two weeks", found(t, only("observation"), "Dana", "A < Dana", "B < Dana", "C < Dana", "D < Dana"),
			date(3, 1), 24, 6, firstQuarter},
		{"what is excused was scheduled too", ofEight(t, only("one_on_one"), "H away"), date(3, 1), 24, 6, firstQuarter},
		{"what is cancelled was not", ofEight(t, only("one_on_one"), "I < Dana from 2025-01-01 until 2026-02-10"), date(3, 1), 25, 6, firstQuarter},
		{"a playbook that begins in the middle", ofEight(t, only("team_meeting").StartingOn(date(3, 2))), date(3, 2), 5, 1, firstQuarter},
		{"a fiscal year from February", ofEight(t, fiscal(only("one_on_one"), cadence.Fiscal{Start: time.February})), date(4, 1), 24, 6,
			cadence.Period{Start: date(2, 1), End: date(4, 30)}},
		{"beyond the ends of a fiscal table", ofEight(t, fiscal(only("team_meeting"), cadence.Fiscal{Months: []cadence.Date{date(1, 1), date(2, 1)}})),
			date(6, 1), 0, 0, cadence.Period{}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got := test.of.allowance(test.from)
			if got != (practice.SkipTerms{Quarter: test.quarter, Scheduled: test.scheduled}) || got.Allowed() != test.allowed {
				t.Errorf("%+v, of which %d may be skipped; want %d and %d", got, got.Allowed(), test.scheduled, test.allowed)
			}
		})
	}
}

// By the day after the last one on time the occurrence counts as not done, and
// a skip does not buy that back.
func TestASkipAfterGraceCounts(t *testing.T) {
	c := ofEight(t, only("team_meeting"))
	o := c.plan("Dana", date(3, 2), date(3, 2))[0]
	for day := o.Period.Start; day <= o.ClosesOn; day++ {
		if within := practice.Allowance(c.playbook, c.roster(), o, day).Within(); within != (day <= o.GraceUntil) {
			t.Errorf("skipped on %s, with grace until %s, it is within the allowance: %t", day, o.GraceUntil, within)
		}
	}
}

func TestASkipIsWithinTheAllowanceUnlessItIsUsedUpOrFollowsAnother(t *testing.T) {
	tests := []struct {
		name   string
		terms  practice.SkipTerms
		within bool
		left   int
	}{
		{"the first of six", practice.SkipTerms{Scheduled: 24}, true, 6},
		{"the sixth", practice.SkipTerms{Scheduled: 24, Used: 5}, true, 1},
		{"the seventh", practice.SkipTerms{Scheduled: 24, Used: 6}, false, 0},
		{"the second in a row", practice.SkipTerms{Scheduled: 24, Used: 4, Follows: true}, false, 2},
		{"one of three", practice.SkipTerms{Scheduled: 3}, false, 0},
		{"one of four", practice.SkipTerms{Scheduled: 4}, true, 1},
		{"the first of six, after its last day on time", practice.SkipTerms{Scheduled: 24, Late: true}, false, 6},
		{"more used than there are by now", practice.SkipTerms{Scheduled: 8, Used: 3}, false, 0},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if test.terms.Within() != test.within || test.terms.Left() != test.left {
				t.Errorf("within: %t, %d left", test.terms.Within(), test.terms.Left())
			}
		})
	}
}

// However somebody skips, no more than a quarter of a quarter counts against
// nobody, and never two in a row.
func TestNoMoreThanAQuarterIsEverWithin(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		skips := rapid.SliceOf(rapid.Bool()).Draw(t, "which are skipped")
		terms := practice.SkipTerms{Scheduled: len(skips)}
		before := false
		for _, skip := range skips {
			terms.Follows = before
			if skip && terms.Within() {
				if before {
					t.Fatal("two in a row are within")
				}
				terms.Used++
			}
			before = skip
		}
		if 4*terms.Used > len(skips) {
			t.Fatalf("%d of %d are within", terms.Used, len(skips))
		}
	})
}

func TestWhatASkipOrAnExcuseSays(t *testing.T) {
	pb := files.Default()
	tests := []struct {
		name           string
		reason, detail string
		field          string // with a problem
	}{
		{"a reason is enough", "Travel", "", ""},
		{"a few words may be added", "Travel", "Fog", ""},
		{"no reason", "", "no reason at all", practice.FieldReason},
		{"a reason that nobody offered", "Too busy", "", practice.FieldReason},
		{"other needs words", practice.OtherReason, "", practice.FieldDetail},
		{"other needs ten characters", practice.OtherReason, "too short", practice.FieldDetail},
		{"ten characters are enough", practice.OtherReason, "fire drill", ""},
		{"ten characters in any script", practice.OtherReason, "התרעת אמת!", ""},
		{"more words than anybody would read", "Travel", strings.Repeat("x", 301), practice.FieldDetail},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			excuse := practice.Excuse{Reason: test.reason, Detail: test.detail}
			if test.reason == "Travel" {
				excuse.Reason = "Away"
			}
			for _, err := range []error{practice.Skip{Reason: test.reason, Detail: test.detail}.Validate(pb), excuse.Validate(pb)} {
				ps, _ := errors.AsType[practice.Problems](err)
				if test.field == "" && err != nil || test.field != "" && (len(ps) != 1 || ps[0].Field != test.field) {
					t.Errorf("got %v", err)
				}
			}
		})
	}
}

func TestWhatALeaderCanExcuse(t *testing.T) {
	o := weekly(t) // due Thursday 5 March, closes Wednesday the 11th
	byLeader := excused(o, practice.ByLeader)
	tests := []struct {
		name string
		o    practice.Occurrence
		on   cadence.Date
		want bool
	}{
		{"before its period", o, date(3, 1), false},
		{"open", o, date(3, 4), true},
		{"in grace", o, date(3, 6), true},
		{"overdue", o, date(3, 10), true},
		{"missed", o, date(3, 12), true},
		{"missed a month ago", o, date(4, 5), true},
		{"missed longer ago", o, date(4, 6), false},
		{"done", logged(o, date(3, 5)), date(3, 5), false},
		{"done late", logged(o, date(3, 9)), date(3, 9), false},
		{"skipped beyond the allowance", skipped(o, false), date(3, 4), true},
		{"skipped so more than a month ago", skipped(o, false), date(4, 6), false},
		{"skipped within the allowance", skipped(o, true), date(3, 4), false},
		{"excused already", byLeader, date(3, 4), false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := test.o.Excusable(test.on); got != test.want {
				t.Errorf("excusable: %t", got)
			}
		})
	}
	slow := o
	slow.GraceUntil, slow.ClosesOn = date(4, 2), date(4, 30)
	if !slow.Excusable(date(4, 30)) {
		t.Error("what still waits cannot be excused a month after its day")
	}
}
