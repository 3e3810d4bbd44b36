package measure

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"coach/practice"
)

// logsOf returns an author's logs of a day with one answer each, about the same
// person.
func (w goldenWeek) logsOf(author, about, field string, values ...string) (all []Cause) {
	for i, value := range values {
		id := practice.EntryID(1000*int(w.id(author)) + 100*int(w.id(about)) + i)
		all = append(all, Cause{id, w.id(author), w.id(about), date(3, 4), field, value})
	}
	return all
}

func TestCauses(t *testing.T) {
	w := newGoldenWeek(t)
	count := func(field string, logs int, values ...ReasonCount) CauseCount { return CauseCount{field, logs, values} }
	dana := w.logsOf("Dana", "Ana", "cause", "skill", "obstacle", "skill", "none")
	eli := w.logsOf("Eli", "Fay", "cause", "skill")
	several := []Cause{{7, w.id("Dana"), w.id("Ana"), date(3, 4), "factors", "Job design"}, {7, w.id("Dana"), w.id("Ana"), date(3, 4), "factors", "Tools or data"}}
	seenOf := func(managers ...string) (all []Cause) {
		for i, m := range managers {
			all = append(all, Cause{practice.EntryID(i + 1), w.id("Dana"), w.id(m), date(3, 4), practice.FieldSeen, "Asked before telling"})
		}
		return all
	}
	for _, test := range []struct {
		name  string
		who   string
		scope Scope
		all   []Cause
		want  []CauseCount
	}{
		{"one's own, however few, the most frequent first", "Dana", Me, append(dana, eli...),
			[]CauseCount{count("cause", 4, ReasonCount{"skill", 2}, ReasonCount{"none", 1}, ReasonCount{"obstacle", 1})}},
		{"several of one log", "Dana", Me, several, []CauseCount{count("factors", 1, ReasonCount{"Job design", 1}, ReasonCount{"Tools or data", 1})}},
		{"five logs of two authors", "Priya", Team, append(dana, eli...),
			[]CauseCount{count("cause", 5, ReasonCount{"skill", 3}, ReasonCount{"none", 1}, ReasonCount{"obstacle", 1})}},
		{"four logs of two authors", "Priya", Team, append(dana[:3:3], eli...), nil},
		{"five logs of one author", "Priya", Team, w.logsOf("Dana", "Ana", "cause", "skill", "skill", "skill", "skill", "skill"), nil},
		{"the viewer's own are taken away", "Priya", Team, append(dana, w.logsOf("Priya", "Dana", "cause", "skill")...), nil},
		{"what five sessions with three managers showed", "Priya", Team, seenOf("Ana", "Ben", "Cy", "Ana", "Ben"), []CauseCount{count("seen", 5, ReasonCount{"Asked before telling", 5})}},
		{"what five sessions with two managers showed", "Priya", Team, seenOf("Ana", "Ben", "Ben", "Ana", "Ben"), nil},
		{"what four sessions showed", "Priya", Team, seenOf("Ana", "Ben", "Cy", "Ana"), nil},
		{"another team's", "Eli", Team, append(dana, w.logsOf("Dana", "Ben", "cause", "skill")...), nil},
	} {
		q, org, err := w.ask(test.who, test.scope, "")
		if err != nil {
			t.Fatal(err)
		}
		if got := CausesOf(q, org.Roster, test.all); !cmp.Equal(test.want, got) {
			t.Errorf("%s (-want +got):\n%s", test.name, cmp.Diff(test.want, got))
		}
	}
}
