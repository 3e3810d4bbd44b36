package measure

import (
	"os"
	"testing"

	"coach/cadence"
	"coach/files"
	"coach/practice"
)

// A fact is the outcome of a performer's occurrences of one practice: a status
// for each, and the day of March on which it was logged, if it was.
type fact struct {
	manager, practice, about string
	did                      []deed
}

type deed struct {
	day int
	is  practice.Status // on Monday morning
}

func onTime(day int) deed { return deed{day, practice.OnTime} }
func late(day int) deed   { return deed{day, practice.Late} }

var (
	notDone    = deed{0, practice.Overdue}
	withinSkip = deed{0, practice.SkipWithin}
	onLeave    = deed{0, practice.ExcusedStatus}
)

var goldenFacts = []fact{
	{"Dana", "team_meeting", "", []deed{onTime(2)}},
	{"Dana", "forecast_review", "", []deed{onTime(3)}},
	{"Dana", "obstacle_review", "", []deed{late(7)}},
	{"Dana", "in_moment", "", []deed{onTime(3), onTime(5), notDone}},
	{"Dana", "recognition", "", []deed{onTime(4), onTime(6)}},
	{"Dana", "proactive_touch", "Ana", []deed{onTime(6)}},
	{"Dana", "proactive_touch", "Ben", []deed{onTime(6)}},
	{"Dana", "proactive_touch", "Cy", []deed{onTime(6)}},
	{"Dana", "proactive_touch", "Dee", []deed{onLeave}},
	{"Dana", "observation", "Ana", []deed{onTime(4)}},
	{"Dana", "observation", "Ben", []deed{onTime(5)}},
	{"Dana", "observation", "Cy", []deed{withinSkip}},
	{"Dana", "observation", "Dee", []deed{onLeave}},
	{"Eli", "team_meeting", "", []deed{onTime(2)}},
	{"Eli", "forecast_review", "", []deed{notDone}},
	{"Eli", "obstacle_review", "", []deed{notDone}},
	{"Eli", "in_moment", "", []deed{onTime(5), notDone, notDone}},
	{"Eli", "recognition", "", []deed{onTime(6), notDone}},
	{"Eli", "proactive_touch", "Fay", []deed{onTime(6)}},
	{"Eli", "proactive_touch", "Gus", []deed{onTime(6)}},
	{"Eli", "proactive_touch", "Hal", []deed{notDone}},
	{"Eli", "observation", "Fay", []deed{onTime(5)}},
	{"Eli", "observation", "Gus", []deed{late(7)}},
	{"Eli", "observation", "Hal", []deed{notDone}},
	{"Priya", "forecast_review", "", []deed{onTime(3)}},
	{"Priya", "proactive_touch", "Dana", []deed{onTime(6)}},
	{"Priya", "proactive_touch", "Eli", []deed{onTime(6)}},
}

// A goldenWeek is the week of 2 to 8 March with its outcomes as of Monday the
// 9th.
type goldenWeek struct {
	*company
	occurrences []practice.Occurrence // everybody's, by what was logged and skipped
}

var (
	goldenDays = cadence.Period{Start: date(3, 2), End: date(3, 8)}
	digestDay  = date(3, 9)
)

func newGoldenWeek(t *testing.T) goldenWeek {
	t.Helper()
	const file = "testdata/golden_week.yaml"
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	pb, err := files.Load(file, data)
	if err != nil {
		t.Fatal(err)
	}
	w := goldenWeek{company: found(t, pb, "Priya as mom", "Dana < Priya", "Eli < Priya", "Ana < Dana", "Ben < Dana", "Cy < Dana", "Dee < Dana",
		"Fay < Eli", "Gus < Eli", "Hal < Eli", "Dee away from 2026-02-25 until 2026-03-06")}
	for _, p := range w.people {
		w.occurrences = append(w.occurrences, w.plan(p.Name, goldenDays.Start, goldenDays.End)...)
	}
	for _, f := range goldenFacts {
		for _, d := range f.did {
			w.happen(f, d)
		}
	}
	return w
}

// happen lets an entry find its occurrence, or settles the one that was
// skipped. What nobody did stays as it is planned.
func (w goldenWeek) happen(f fact, d deed) {
	w.t.Helper()
	if d == notDone || d == onLeave {
		return
	}
	for i := range w.occurrences {
		o := &w.occurrences[i]
		if o.Performer != w.id(f.manager) || o.Practice != f.practice || o.Subject != w.id(f.about) {
			continue
		}
		on := date(3, d.day)
		switch {
		case d == withinSkip:
			terms := practice.Allowance(w.playbook, w.roster(), *o)
			if terms.Scheduled != 24 || terms.Allowed() != 6 {
				w.t.Errorf("%d are scheduled, of which %d may be skipped", terms.Scheduled, terms.Allowed())
			}
			*o = skipped(*o, terms.Within())
			return
		case len(practice.Match([]practice.Occurrence{*o}, on, on)) > 0:
			*o = logged(*o, on)
			return
		}
	}
	w.t.Fatalf("nothing is owed for %+v of %+v", d, f)
}

// of returns a performer's occurrences of a practice about one subject.
func (w goldenWeek) of(f fact) []practice.Occurrence {
	var owed []practice.Occurrence
	for _, o := range w.occurrences {
		if o.Performer == w.id(f.manager) && o.Practice == f.practice && o.Subject == w.id(f.about) {
			owed = append(owed, o)
		}
	}
	return owed
}

// tallies returns the tallies of each person and practice, as of a day.
func (w goldenWeek) tallies(on cadence.Date) []PerformerTally {
	var tallies []PerformerTally
	at := map[PerformerTally]int{}
	for _, o := range w.occurrences {
		key := PerformerTally{Performer: o.Performer, Practice: o.Practice}
		i, ok := at[key]
		if !ok {
			i = len(tallies)
			at[key], tallies = i, append(tallies, key)
		}
		tallies[i].Tally.Add(o, on)
	}
	return tallies
}

func (w goldenWeek) pooled(on cadence.Date, names ...string) Week {
	var tree []practice.PersonID
	for _, name := range names {
		tree = append(tree, w.id(name))
	}
	return Pool(w.playbook, tree, w.tallies(on), goldenDays)
}

func TestGoldenWeekEveryOccurrenceStandsWhereItsFactsSay(t *testing.T) {
	w := newGoldenWeek(t)
	stands := 0
	for _, f := range goldenFacts {
		owed := w.of(f)
		if len(owed) != len(f.did) {
			t.Errorf("%s owes %d of %s %s, want %d", f.manager, len(owed), f.practice, f.about, len(f.did))
			continue
		}
		for i, o := range owed {
			stands++
			if got := o.Status(digestDay); got != f.did[i].is {
				t.Errorf("%s, %s %s, %d: %s, want %s", f.manager, f.practice, f.about, o.Seq, got, f.did[i].is)
			}
			if !o.Decided(digestDay) {
				t.Errorf("%s, %s %s, %d is not decided by Monday", f.manager, f.practice, f.about, o.Seq)
			}
		}
	}
	if stands != len(w.occurrences) {
		t.Errorf("%d occurrences have facts, %d are planned", stands, len(w.occurrences))
	}
}

func TestGoldenWeekIsTalliedAndPooled(t *testing.T) {
	w := newGoldenWeek(t)
	tests := []struct {
		name  string
		tree  []string
		want  Tally
		due   int
		rates string
	}{
		{"Dana", []string{"Dana"}, Tally{OnTime: 11, Late: 1, NotDone: 1, SkipWithin: 1, Excused: 2}, 16, "12/13 92%, 11/13 85%, 1/14 7%"},
		{"Eli", []string{"Eli"}, Tally{OnTime: 6, Late: 1, NotDone: 7}, 14, "7/14 50%, 6/14 43%, 0/14 0%"},
		{"Priya's own", []string{"Priya"}, Tally{OnTime: 3}, 3, "3/3 3 of 3, 3/3 3 of 3, 0/3 0 of 3"},
		{"all of Priya's tree", []string{"Priya", "Dana", "Eli", "Ana", "Ben", "Cy", "Dee", "Fay", "Gus", "Hal"},
			Tally{OnTime: 20, Late: 2, NotDone: 8, SkipWithin: 1, Excused: 2}, 33, "22/30 73%, 20/30 67%, 1/31 3%"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got := w.pooled(digestDay, test.tree...)
			if got.All != test.want || got.All.Due() != test.due {
				t.Errorf("%d due: %+v, want %d: %+v", got.All.Due(), got.All, test.due, test.want)
			}
			if told(got.All) != test.rates {
				t.Errorf("rates are %s, want %s", told(got.All), test.rates)
			}
		})
	}
}

func TestGoldenWeekPoolsThreeManagersByGroup(t *testing.T) {
	w := newGoldenWeek(t)
	roster := w.roster()
	all := Pool(w.playbook, roster.Tree(w.id("Priya"), digestDay), w.tallies(digestDay), goldenDays)
	if all.Managers != 3 || !all.ShowsRates() || all.From != goldenDays.Start || all.To != goldenDays.End {
		t.Errorf("%d managers, %s to %s", all.Managers, all.From, all.To)
	}
	want := []GroupTally{
		{"team", 2, Tally{OnTime: 2}},
		{"coach", 3, Tally{OnTime: 8, Late: 1, NotDone: 5, SkipWithin: 1, Excused: 1}},
		{"obstacles", 3, Tally{OnTime: 7, Late: 1, NotDone: 2, Excused: 1}},
		{"recognition", 2, Tally{OnTime: 3, NotDone: 1}},
	}
	if len(all.Groups) != len(want) {
		t.Fatalf("groups are %+v", all.Groups)
	}
	for i, g := range all.Groups {
		if g != want[i] {
			t.Errorf("got %+v, want %+v", g, want[i])
		}
		if g.ShowsRates() != (g.Managers == 3) {
			t.Errorf("%s of %d managers shows rates: %t", g.Group, g.Managers, g.ShowsRates())
		}
	}
	if dana := w.pooled(digestDay, "Dana", "Eli"); dana.Managers != 2 || dana.ShowsRates() {
		t.Errorf("with %d managers rates show: %t", dana.Managers, dana.ShowsRates())
	}
}

func TestGoldenWeekIsRestatedOnceEliLogsTheForecastOnMonday(t *testing.T) {
	w := newGoldenWeek(t)
	w.happen(fact{"Eli", "forecast_review", "", nil}, late(9))
	nextMonday := digestDay + 7
	for _, on := range []cadence.Date{digestDay, nextMonday} { // what is overdue on the one is missed by the other
		if got, want := told(w.pooled(on, "Eli").All), "8/14 57%, 6/14 43%, 0/14 0%"; got != want {
			t.Errorf("on %s Eli's are %s, want %s", on, got, want)
		}
		if got, want := told(w.pooled(on, "Priya", "Dana", "Eli").All), "23/30 77%, 20/30 67%, 1/31 3%"; got != want {
			t.Errorf("on %s all are %s, want %s", on, got, want)
		}
	}
}
