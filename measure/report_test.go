package measure

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"slices"
	"testing"
	"time"

	"coach/cadence"
	"coach/practice"
)

var update = flag.Bool("update", false, "write golden files")

// history returns the golden week as a history: everything that was logged on
// a day at noon.
func (w goldenWeek) history() History {
	var h History
	for i, o := range w.occurrences {
		if o.Entry != 0 {
			at := o.LoggedOn.At(12*60, time.UTC)
			o.Entry, o.SettledAt = practice.EntryID(i+1), at
			h.Entries = append(h.Entries, practice.Entry{ID: o.Entry, Practice: o.Practice, Author: o.Performer, Subject: o.Subject,
				HappenedOn: o.LoggedOn, LoggedAt: at, LoggedOn: o.LoggedOn, Version: 1})
		}
		h.Occurrences = append(h.Occurrences, o)
	}
	return h
}

// ask asks for a report on Monday the 9th at nine.
func (w goldenWeek) ask(who string, scope Scope, about string) (Question, Org, error) {
	roster := w.roster()
	k := Asking{Viewer: w.id(who), Scope: scope, Root: w.id(about), Kind: ByWeek, AsOf: digestDay.At(9*60, time.UTC), Today: digestDay}
	q, err := k.Question(w.playbook, roster, time.UTC)
	return q, Org{Playbook: w.playbook, Versions: map[int]*practice.Playbook{1: w.playbook}, Roster: roster}, err
}

func (w goldenWeek) report(who string, scope Scope, about string) Report {
	w.t.Helper()
	q, org, err := w.ask(who, scope, about)
	if err != nil {
		w.t.Fatal(err)
	}
	return Answer(q, org, w.history().Facts(q, w.playbook))
}

func TestTheGoldenWeekAsAReport(t *testing.T) {
	for name, r := range map[string]Report{
		"team":    newGoldenWeek(t).report("Priya", Team, ""),
		"manager": newGoldenWeek(t).report("Priya", Manager, "Eli"),
		"me":      newGoldenWeek(t).report("Dana", Me, ""),
	} {
		got, err := json.MarshalIndent(r, "", "  ")
		if err != nil {
			t.Fatal(err)
		}
		file := "testdata/golden_week_" + name + ".json"
		if *update {
			if err := os.WriteFile(file, append(got, '\n'), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, bytes.TrimSuffix(want, []byte("\n"))) {
			t.Errorf("the report of scope %s differs from %s: run with -update and look", name, file)
		}
	}
}

func TestTheGoldenWeekSaysWhatItsTableSays(t *testing.T) {
	r := newGoldenWeek(t).report("Priya", Team, "")
	if *r.All.Done != (Rate{22, 30}) || *r.All.InTime != (Rate{20, 30}) || r.All.Due != 33 || r.All.Excused != 2 || r.All.SkippedWithin != 1 {
		t.Errorf("all: %+v", r.All)
	}
	if *r.Own.Done != (Rate{3, 3}) || len(r.People) != 2 || *r.People[0].Done != (Rate{12, 13}) || *r.People[1].Done != (Rate{7, 14}) {
		t.Errorf("own: %+v, people: %+v", r.Own, r.People)
	}
	i := slices.IndexFunc(r.Practices, func(p PracticeLine) bool { return p.Practice == "observation" })
	if i < 0 || *r.Practices[i].Coverage != (Rate{4, 6}) {
		t.Errorf("coverage of observations: %+v", r.Practices)
	}
	if r.Says != nil || r.Managers != 3 || !r.Shown || *r.Undecided != 0 {
		t.Errorf("says %v, %d managers, shown %t, %v undecided", r.Says, r.Managers, r.Shown, r.Undecided)
	}
}

func TestWhoMayAskForAReport(t *testing.T) {
	w := newGoldenWeek(t)
	w.people[w.id("Gus")-1].Admin = true
	for _, test := range []struct {
		who   string
		scope Scope
		about string
		may   bool
	}{
		{"Ana", Me, "", true},
		{"Ana", Team, "", false},
		{"Ana", Company, "", false},
		{"Dana", Team, "", true},
		{"Dana", Manager, "Ana", true},
		{"Dana", Manager, "Fay", false},
		{"Priya", Manager, "Ana", false},
		{"Priya", Manager, "Dana", true},
		{"Priya", Company, "", false}, // a manager of managers, by the file
		{"Gus", Company, "", true},
		{"Dana", Manager, "Dana", true},
	} {
		q, _, err := w.ask(test.who, test.scope, test.about)
		if (err == nil) != test.may {
			t.Errorf("%s may ask for %s %s: %v", test.who, test.scope, test.about, err)
		}
		if test.who == test.about && (q.Scope != Me || q.Root != w.id(test.who)) {
			t.Errorf("%s asks about themselves and gets %s of %d", test.who, q.Scope, q.Root)
		}
	}
}

// Example H.
func TestBalanceOfFourWeeks(t *testing.T) {
	w := newGoldenWeek(t)
	q, org, err := w.ask("Dana", Me, "")
	if err != nil {
		t.Fatal(err)
	}
	dana := w.id("Dana")
	spent := func(key, focus string, n int) Spent { return Spent{dana, digestDay - 5, key, 1, focus, n} }
	pb := *w.playbook
	pb.Practices = []practice.Practice{{Key: "forecast", Lens: practice.Lagging, Minutes: 45}, {Key: "one_on_one", Lens: practice.Mixed, Minutes: 60},
		{Key: "observation", Lens: practice.Leading, Minutes: 45}, {Key: "in_moment", Lens: practice.Leading, Minutes: 4}, {Key: "obstacle", Lens: practice.Leading, Minutes: 15},
		{Key: "thanks", Lens: practice.Neutral, Minutes: 90}}
	org.Playbook, org.Versions = &pb, map[int]*practice.Playbook{1: &pb}
	a := &answer{pool: newPool(q, org.Roster), org: org, f: Facts{Spent: []Spent{spent("forecast", "", 4), spent("one_on_one", "back", 1), spent("one_on_one", "balanced", 5),
		spent("one_on_one", "ahead", 2), spent("observation", "", 16), spent("in_moment", "", 12), spent("obstacle", "", 4), spent("thanks", "", 3)}}}
	if b := a.balance(); b == nil || b.Minutes != 1488 || b.AheadMinutes != 1098 || b.Percent != 738 || b.Logs != 44 {
		t.Errorf("balance: %+v", b)
	}
}

// Example D.
func TestStreakSkipsWhatIsNeutral(t *testing.T) {
	meeting := weekly(t)
	var all []practice.Occurrence
	for i, how := range []string{"kept", "kept", "neutral", "kept", "broken", "kept", "neutral", "kept", "open"} {
		o := meeting
		shift := cadence.Date(7 * i)
		o.Period.Start, o.Period.End = o.Period.Start+shift, o.Period.End+shift
		o.DueOn, o.GraceUntil, o.ClosesOn = o.DueOn+shift, o.GraceUntil+shift, o.ClosesOn+shift
		switch how {
		case "kept":
			o = logged(o, o.GraceUntil+1) // late is fine
		case "neutral":
			o = excused(o, practice.PerformerAway)
		}
		all = append(all, o)
	}
	last := all[len(all)-1]
	if s, decided := streak(all, last.DueOn); !decided || s.Current != 2 || s.Best != 3 {
		t.Errorf("streak %+v, decided %t", s, decided)
	}
	if _, decided := streak(all[len(all)-1:], last.DueOn); decided {
		t.Error("a period that is still open is decided")
	}
}

// Example I.
func TestActionsThatCameUp(t *testing.T) {
	w := newGoldenWeek(t)
	q, org, err := w.ask("Dana", Me, "")
	if err != nil {
		t.Fatal(err)
	}
	ana, dana, due := w.id("Ana"), w.id("Dana"), q.Window.Period.End-10
	action := func(done cadence.Date) practice.Action {
		a := practice.Action{Author: dana, Owner: ana, Subject: ana, FirstDue: due, MadeAt: (due - 9).At(0, time.UTC)}
		if done != 0 {
			a.DoneOn, a.DoneAt = done, done.At(9*60, time.UTC)
		}
		return a
	}
	var all []practice.Action
	for range 13 {
		all = append(all, action(due))
	}
	for range 3 {
		all = append(all, action(due+1))
	}
	late := action(0) // moved too late to count
	late.Moves = []practice.Move{{At: (due + 1).At(9*60, time.UTC), By: ana, To: due + 60}}
	all = append(all, action(0), late)
	for range 2 {
		moved := action(0)
		moved.Moves = []practice.Move{{At: due.At(9*60, time.UTC), By: ana, To: due + 60}}
		all = append(all, moved)
	}
	cancelled := action(0)
	cancelled.CancelledAt = due.At(9*60, time.UTC)
	all = append(all, cancelled)
	a := &answer{pool: newPool(q, org.Roster), org: org, f: Facts{Actions: all}}
	rep := a.actions().Rep
	if rep.Due != 18 || *rep.OnTime != (Rate{13, 18}) || *rep.Done != (Rate{16, 18}) || rep.Moved != 2 || *rep.Rescheduled != (Rate{2, 20}) {
		t.Errorf("%+v: on time %v, done %v, rescheduled %v", rep, rep.OnTime, rep.Done, rep.Rescheduled)
	}
}
