package measure

import (
	"os"
	"testing"
	"time"

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
			terms := practice.Allowance(w.playbook, w.roster(), *o, o.DueOn)
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

func TestGoldenWeekIsRestatedOnceEliLogsTheForecastOnMonday(t *testing.T) {
	w := newGoldenWeek(t)
	w.happen(fact{"Eli", "forecast_review", "", nil}, late(9))
	q, org, err := w.ask("Priya", Team, "")
	if err != nil {
		t.Fatal(err)
	}
	q.AsOf, q.Today = q.AsOf.AddDate(0, 0, 7), q.Today+7
	q.Window.Period.Start, q.Window.Period.End = q.Window.Period.Start+7, q.Window.Period.End+7
	h := w.history()
	h.Digests = []Digested{{At: digestDay.At(9*60, time.UTC), Root: q.Root, From: goldenDays.Start, To: goldenDays.End, Done: Rate{22, 30}, InTime: Rate{20, 30}}}
	p := Answer(q, org, h.Facts(q, w.playbook)).Previous
	if p == nil || !p.Restated || *p.Said != (Rate{22, 30}) || *p.Now != (Rate{23, 30}) || p.Now.String() != "77%" {
		t.Errorf("the week before: %+v", p)
	}
}
