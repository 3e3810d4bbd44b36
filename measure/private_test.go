package measure

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"coach/cadence"
	"coach/practice"
)

// answered returns the report of the golden week's company on facts made up.
func (w goldenWeek) answered(who string, scope Scope, about string, facts Facts) Report {
	w.t.Helper()
	q, org, err := w.ask(who, scope, about)
	if err != nil {
		w.t.Fatal(err)
	}
	return Answer(q, org, facts)
}

// A week that is written on Friday night is on time, and not fresh but for what
// happened on Thursday and Friday. Over a weekend there is Monday.
func TestFreshness(t *testing.T) {
	friday := date(3, 6)
	batch := Facts{Written: []Written{{friday - 4, friday, 3}, {friday - 3, friday, 1}, {friday - 2, friday, 2}, {friday - 1, friday, 1}, {friday, friday, 1}}}
	w := newGoldenWeek(t)
	if r := w.answered("Dana", Me, "", batch); r.Fresh == nil || *r.Fresh != (Rate{2, 8}) {
		t.Errorf("of a batch on Friday %v is fresh, want 2 of 8", r.Fresh)
	}
	weekend := Facts{Written: []Written{{friday, friday + 3, 1}, {friday + 1, friday + 3, 1}, {friday, friday + 4, 1}}}
	if r := w.answered("Dana", Me, "", weekend); r.Fresh == nil || *r.Fresh != (Rate{2, 3}) {
		t.Errorf("of what was written after a weekend %v is fresh, want 2 of 3", r.Fresh)
	}
	if r := w.answered("Dana", Me, "", Facts{}); r.Fresh != nil {
		t.Errorf("of nothing %v is fresh", r.Fresh)
	}
}

func TestIndependence(t *testing.T) {
	w := newGoldenWeek(t)
	dana := w.id("Dana")
	all := Facts{Led: Rate{4, 6}, Open: Rate{3, 5}, Plans: []Plan{{dana, date(3, 2), "they", 4}, {dana, date(3, 3), "both", 1}, {dana, date(3, 3), "manager", 1}}}
	few := Facts{Led: Rate{4, 4}, Open: Rate{29, 50}, Plans: []Plan{{dana, date(3, 2), "they", 4}}}
	for _, test := range []struct {
		name    string
		facts   Facts
		want    *Independence
		tooMuch bool
	}{
		{"three shares", all, &Independence{&Rate{4, 6}, &Rate{4, 6}, &Rate{3, 5}}, false}, // 40 %, and not more
		{"each from five on", few, &Independence{Steps: &Rate{29, 50}}, true},
		{"nothing", Facts{Led: Rate{0, 4}, Open: Rate{1, 4}}, nil, false},
	} {
		r := w.answered("Dana", Me, "", test.facts)
		if !cmp.Equal(test.want, r.Independence) {
			t.Errorf("%s: %s", test.name, cmp.Diff(test.want, r.Independence))
		}
		if r.Independence != nil && r.Independence.OwnsTooMuch() != test.tooMuch {
			t.Errorf("%s: owns too much: %t", test.name, !test.tooMuch)
		}
	}
}

// How soon somebody writes and how much they leave to others is theirs alone:
// whoever asks about them, or about more, reads nothing of it.
func TestIntegrityIsTheAuthorsAlone(t *testing.T) {
	w := newGoldenWeek(t)
	facts := Facts{Written: []Written{{date(3, 2), date(3, 6), 9}}, Led: Rate{0, 9}, Open: Rate{0, 9}}
	for _, r := range []Report{w.answered("Priya", Manager, "Dana", facts), w.answered("Priya", Team, "", facts), w.answered("Dana", Team, "", facts)} {
		if r.Fresh != nil || r.Independence != nil {
			t.Errorf("a report of scope %s says %v and %v", r.Scope, r.Fresh, r.Independence)
		}
	}
}

// What the history says of the root alone is as of the question's instant.
func TestTheHistorysPrivateFacts(t *testing.T) {
	w := newGoldenWeek(t)
	q, _, err := w.ask("Dana", Me, "")
	if err != nil {
		t.Fatal(err)
	}
	dana, ana := w.id("Dana"), w.id("Ana")
	noon := func(on cadence.Date) time.Time { return on.At(12*60, time.UTC) }
	entry := func(happened, logged cadence.Date, author practice.PersonID, led string) practice.Entry {
		return practice.Entry{Author: author, HappenedOn: happened, LoggedOn: logged, LoggedAt: noon(logged), Values: practice.Values{practice.FieldRepLed: {Text: led}}}
	}
	step := func(owner practice.PersonID, change func(*practice.Action)) practice.Action {
		a := practice.Action{Author: dana, Owner: owner, MadeAt: noon(date(3, 2))}
		change(&a)
		return a
	}
	late := noon(date(3, 20))
	h := History{
		Entries: []practice.Entry{entry(date(3, 2), date(3, 3), dana, "yes"), entry(date(3, 2), date(3, 3), dana, ""), entry(date(2, 9), date(3, 3), dana, "no"),
			entry(date(2, 8), date(3, 3), dana, "no"), entry(date(3, 2), date(3, 20), dana, "yes"), entry(date(3, 2), date(3, 3), ana, "yes")},
		Actions: []practice.Action{step(ana, func(*practice.Action) {}), step(dana, func(a *practice.Action) { a.DoneAt = late }), step(ana, func(a *practice.Action) { a.DoneAt = noon(date(3, 3)) }),
			step(ana, func(a *practice.Action) { a.CancelledAt = noon(date(3, 3)) }), step(ana, func(a *practice.Action) { a.Kind = practice.Look }), step(ana, func(a *practice.Action) { a.MadeAt = late }),
			step(ana, func(a *practice.Action) { a.DroppedAt = late })},
	}
	f := h.Facts(q, w.playbook)
	if !cmp.Equal(f.Written, []Written{{date(3, 2), date(3, 3), 2}}) || f.Led != (Rate{1, 2}) || f.Open != (Rate{1, 2}) {
		t.Errorf("written %v, led %v, open %v", f.Written, f.Led, f.Open)
	}
}

// Seven of the eight entries that were asked about at random match. They count
// in nothing else, and have the floors of what people say.
func TestSpotChecks(t *testing.T) {
	w := newGoldenWeek(t)
	asked := func(n int, people ...string) (f Facts) {
		for i := range n {
			on, match := date(3, 2), practice.MatchedYes
			if i == 0 {
				match = practice.MatchedLike
			}
			at := on.At(9*60, time.UTC)
			f.Asks = append(f.Asks, Asked{Entry: practice.EntryID(i + 1), Author: w.id("Dana"), Person: w.id(people[i%len(people)]), Practice: "in_moment", Version: 1,
				Why: practice.ConfirmSample, AskedAt: at, AskedOn: on, LapsesOn: date(3, 9), Answer: practice.Confirmation{At: at.Add(time.Hour), Match: match}})
		}
		return f
	}
	r := w.answered("Dana", Me, "", asked(8, "Ana", "Ben", "Cy", "Dee"))
	if r.SpotChecks == nil || r.SpotChecks.Rate != (Rate{7, 8}) || r.Says.Matches != nil || r.Says.Usefulness != nil {
		t.Errorf("%v match of spot checks, and %v besides, want 7 of 8, and none", r.SpotChecks, r.Says)
	}
	for name, few := range map[string]Facts{"four answers": asked(4, "Ana", "Ben", "Cy", "Dee"), "three people": asked(8, "Ana", "Ben", "Cy")} {
		if r := w.answered("Dana", Me, "", few); r.SpotChecks != nil {
			t.Errorf("%s: %v is told", name, r.SpotChecks)
		}
	}
	if r := w.answered("Priya", Team, "", asked(8, "Ana", "Ben", "Cy", "Dee")); r.SpotChecks != nil {
		t.Errorf("of one author's entries their leader reads %v", r.SpotChecks)
	}
}
