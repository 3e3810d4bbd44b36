package service

import (
	"cmp"
	"maps"
	"slices"
	"testing"

	"coach/cadence"
	"coach/files"
	"coach/practice"
)

func trialOfMarch(change func(*TrialFiles), knownOn cadence.Date) Trial {
	f := TrialFiles{Playbook: files.Default(), People: rows()}
	if change != nil {
		change(&f)
	}
	return NewTrial(f, cadence.Period{Start: monday, End: monday + 29}, knownOn)
}

// byPerson plans everybody at once, as the beat does.
func byPerson(t Trial) []practice.Occurrence {
	var all []practice.Occurrence
	for _, p := range t.People {
		all = append(all, t.Plan(p.ID)...)
	}
	return all
}

func TestATrialPlannedPracticeByPracticeIsTheWholePlan(t *testing.T) {
	trial := trialOfMarch(nil, 0)
	parts, whole := slices.Collect(trial.All()), byPerson(trial)
	if len(whole) < 50 {
		t.Fatalf("only %d are expected", len(whole))
	}
	if !slices.IsSortedFunc(parts, func(a, b practice.Occurrence) int {
		return cmp.Or(cmp.Compare(a.Practice, b.Practice), cmp.Compare(a.Performer, b.Performer))
	}) {
		t.Error("it does not go by practice and performer")
	}
	count := func(all []practice.Occurrence) map[practice.Occurrence]int {
		n := map[practice.Occurrence]int{}
		for _, o := range all {
			n[o]++
		}
		return n
	}
	if !maps.Equal(count(parts), count(whole)) || len(count(whole)) != len(whole) {
		t.Errorf("%d occurrences practice by practice, %d person by person", len(parts), len(whole))
	}
	for o := range trial.All() { // whoever has read enough stops
		if o != parts[0] {
			t.Errorf("it begins with %+v", o)
		}
		break
	}
}

func TestATrialKnowsOfLeaveAndHolidaysFromFiles(t *testing.T) {
	excused := func(trial Trial) (n int) {
		for o := range trial.All() {
			if o.Expectation == practice.Excused {
				n++
			}
		}
		return n
	}
	away := func(f *TrialFiles) {
		f.Leave = []files.LeaveRow{{Email: "cora@example.com", From: monday, To: monday + 40, KnownOn: monday - 1}}
	}
	if before, after := excused(trialOfMarch(nil, 0)), excused(trialOfMarch(away, 0)); after <= before {
		t.Errorf("%d are excused without leave, %d with it", before, after)
	}
	if early, before := excused(trialOfMarch(away, monday-2)), excused(trialOfMarch(nil, 0)); early != before {
		t.Errorf("before the leave was known %d are excused, without it %d", early, before)
	}
	cancelled := func(f *TrialFiles) { f.Leave = []files.LeaveRow{{Email: "cora@example.com"}} }
	if none, before := excused(trialOfMarch(cancelled, 0)), excused(trialOfMarch(nil, 0)); none != before {
		t.Errorf("with leave that was cancelled %d are excused, without it %d", none, before)
	}
	closed := func(f *TrialFiles) { f.Holidays = map[string][]cadence.Date{practice.EveryCalendar: {monday}} }
	for o := range trialOfMarch(closed, 0).All() {
		if o.Expectation == practice.Expected && o.DueOn == monday {
			t.Errorf("due on a holiday: %+v", o)
		}
	}
	if span := HolidaysOf(cadence.Period{Start: monday, End: monday}); span.Start > monday-366 || span.End < monday+366 {
		t.Errorf("holidays are read from %s to %s", span.Start, span.End)
	}
}
