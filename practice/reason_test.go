package practice_test

import (
	"testing"
	"time"

	"coach/cadence"
	"coach/practice"
)

// Each report has one reason to be talked to, from the first source that has
// one.
func TestOneReasonToTalkInTheOrderOfItsSources(t *testing.T) {
	c := found(t, only("observation"), "Dana", "Ana < Dana", "New < Dana from 2026-02-23", "Back < Dana", "Gone < Dana", "Year < Dana from 2024-03-05", "Back away from 2026-02-23 until 2026-02-27", "Gone away from 2026-03-01 until 2026-03-20")
	today := date(3, 2)
	done := time.Date(2026, 2, 27, 9, 0, 0, 0, time.UTC)
	step := func(due cadence.Date, change func(*practice.Action)) practice.Action {
		a := practice.Action{What: "step", Due: due}
		if change != nil {
			change(&a)
		}
		return a
	}
	look := func(a *practice.Action) { a.Kind = practice.Look }
	ticked := func(a *practice.Action) { a.DoneAt, a.DoneOn = done, date(2, 27) }
	long := map[practice.Contact]cadence.Date{{"observation", c.id("Ana")}: date(1, 5)}
	asks := func(name string) []practice.TimeRequest {
		return []practice.TimeRequest{{Pair: practice.Pair{Manager: c.id("Dana"), Report: c.id(name)}}}
	}
	tests := []struct {
		name string
		with string
		f    practice.TalkFacts
		want practice.TalkKind
	}{
		{"they ask", "Ana", practice.TalkFacts{Requests: asks("Ana"), Steps: []practice.Action{step(today, look)}, Last: long}, practice.TalkAsked},
		{"somebody else asks", "Ana", practice.TalkFacts{Requests: asks("New"), Steps: []practice.Action{step(today, nil), step(today+3, look)}, Last: long}, practice.TalkFocus},
		{"a step is due in five days", "Ana", practice.TalkFacts{Steps: []practice.Action{step(today-3, nil), step(today+5, nil)}, Last: long}, practice.TalkDue},
		{"a step is due in six days", "Ana", practice.TalkFacts{Steps: []practice.Action{step(today+6, nil)}, Last: long}, practice.TalkGap},
		{"a step was done since they met", "Ana", practice.TalkFacts{Steps: []practice.Action{step(today-3, ticked)}, Last: long, Met: date(2, 20)}, practice.TalkStep},
		{"a step was done before they met", "Ana", practice.TalkFacts{Steps: []practice.Action{step(today-3, ticked)}, Last: long, Met: date(3, 1)}, practice.TalkGap},
		{"a gap is long", "Ana", practice.TalkFacts{Last: long}, practice.TalkGap},
		{"a gap is usual", "Ana", practice.TalkFacts{Last: map[practice.Contact]cadence.Date{{"observation", c.id("Ana")}: date(2, 20)}}, practice.TalkAnything},
		{"they are new", "New", practice.TalkFacts{}, practice.TalkJoined},
		{"they are new, and have met", "New", practice.TalkFacts{Met: date(2, 25)}, practice.TalkAnything},
		{"they are back", "Back", practice.TalkFacts{}, practice.TalkBack},
		{"they are away", "Gone", practice.TalkFacts{}, practice.TalkAway},
		{"two years on the team", "Year", practice.TalkFacts{Last: map[practice.Contact]cadence.Date{{"observation", c.id("Year")}: date(2, 20)}}, practice.TalkYears},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			test.f.With, test.f.Manager = c.id(test.with), c.id("Dana")
			if got := practice.TalkTo(c.playbook, c.roster(), test.f, today); got.Kind != test.want || got.With != test.f.With {
				t.Errorf("the reason is %q, want %q", got.Kind, test.want)
			}
		})
	}
}

func TestTheLongestGap(t *testing.T) {
	c := found(t, only("observation"), "Dana", "Ana < Dana", "Ben < Dana from 2026-02-23", "Ana away from 2026-02-16 until 2026-02-20", "Dana away from 2026-02-26 until 2026-02-26")
	tests := []struct {
		name, with string
		last       cadence.Date
		want       int
	}{
		{"days on which either was away do not count", "Ana", date(2, 13), 6},
		{"a line that began later counts the days since its first", "Ben", 0, 5},
		{"so does one that began after it happened last, with another manager", "Ben", date(2, 12), 5},
		{"what nobody knows the beginning of has none", "Ana", 0, 0},
		{"today", "Ana", date(3, 3), 0},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := practice.Gap(c.playbook, c.roster(), c.id("Dana"), practice.Contact{"observation", c.id(test.with)}, test.last, date(3, 3)); got != test.want {
				t.Errorf("%d working days, want %d", got, test.want)
			}
		})
	}
	for gap, want := range map[int]bool{15: false, 16: true} {
		if practice.IsLong(gap, 10) != want {
			t.Errorf("%d of ten working days is long: %t", gap, !want)
		}
	}
}

// Two periods in a row without it, or a gap of more than two, and it is asked
// about once.
func TestAPatternIsTwoPeriodsInARowOrAGapOfMoreThanTwo(t *testing.T) {
	c := found(t, only("team_meeting", "observation"), "Dana", "Ana < Dana")
	week := func(start cadence.Date, change func(*practice.Occurrence)) practice.Occurrence {
		o := practice.Occurrence{Practice: "team_meeting", Performer: c.id("Dana"), Expectation: practice.Expected, Period: cadence.Period{Start: start, End: start + 6}, DueOn: start, GraceUntil: start + 1, ClosesOn: start + 4}
		if change != nil {
			change(&o)
		}
		return o
	}
	done := func(o *practice.Occurrence) { o.Entry, o.LoggedOn = 1, o.DueOn }
	within := func(o *practice.Occurrence) { o.Skip = practice.Skip{Reason: "Travel", Within: true} }
	about := func(on cadence.Date) map[practice.Contact]cadence.Date {
		return map[practice.Contact]cadence.Date{{"observation", c.id("Ana")}: on}
	}
	tests := []struct {
		name string
		past []practice.Occurrence
		last cadence.Date
		want string
	}{
		{"two in a row", []practice.Occurrence{week(date(2, 16), nil), week(date(2, 23), nil)}, date(2, 20), "team_meeting"},
		{"one is done", []practice.Occurrence{week(date(2, 16), done), week(date(2, 23), nil)}, date(2, 20), ""},
		{"the last is done", []practice.Occurrence{week(date(2, 9), nil), week(date(2, 16), nil), week(date(2, 23), done)}, date(2, 20), ""},
		{"a skip within the allowance leaves a week out", []practice.Occurrence{week(date(2, 9), nil), week(date(2, 16), within), week(date(2, 23), nil)}, date(2, 20), "team_meeting"},
		{"a gap of two periods", nil, date(2, 3), ""},
		{"a gap of more than two", nil, date(1, 30), "observation"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got := ""
			for _, p := range practice.Patterns(c.playbook, c.roster(), c.id("Dana"), test.past, about(test.last), date(3, 3)) {
				got += p.Practice
			}
			if got != test.want {
				t.Errorf("the pattern is %q, want %q", got, test.want)
			}
		})
	}
}
