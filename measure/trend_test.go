package measure

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"coach/cadence"
	"coach/practice"
)

func TestTrendRollsFourWeeks(t *testing.T) {
	sunday := cadence.NewDate(2026, 3, 8)
	kept, quiet := Tally{OnTime: 3, NotDone: 1}, Tally{}
	half := Rate{1, 2}
	by := func(managers int, reached Rate) Span { return Span{Managers: managers, Reached: reached} }
	for name, c := range map[string]struct {
		weekly []Tally
		spans  []Span
		want   []Span
	}{
		"four weeks give one value": {[]Tally{kept, kept, kept, kept}, []Span{by(3, half)}, []Span{{sunday, 3, Rate{12, 16}, half}}},
		"three weeks give none":     {[]Tally{kept, kept, kept}, []Span{by(3, half)}, nil},
		"a value for each week that has four behind it": {[]Tally{kept, kept, kept, kept, {Late: 4}}, []Span{by(2, half), by(5, Rate{2, 2})},
			[]Span{{sunday - 7, 2, Rate{12, 16}, half}, {sunday, 5, Rate{13, 16}, Rate{2, 2}}}},
		"weeks in which nothing was due do not count as weeks": {[]Tally{quiet, kept, kept, kept}, []Span{by(3, half)}, nil},
		"a week without anybody to reach is left out":          {[]Tally{kept, kept, kept, kept, kept}, []Span{by(4, Rate{}), by(4, half)}, []Span{{sunday, 4, Rate{12, 16}, half}}},
	} {
		if diff := cmp.Diff(c.want, Trend(c.weekly, c.spans, sunday)); diff != "" {
			t.Errorf("%s (- want, + got):\n%s", name, diff)
		}
	}
}

func TestReachCountsPeopleOfTheTreeOnce(t *testing.T) {
	got := Reach([]practice.PersonID{1, 2}, []Reached{
		{1, 10, true}, {1, 11, false}, {2, 10, false}, {2, 11, true}, {2, 12, false}, // 12 is owed and not reached
		{3, 13, true}, // somebody else's
	})
	if got != (Rate{2, 3}) {
		t.Errorf("reached %v, want 2 of 3", got)
	}
}
