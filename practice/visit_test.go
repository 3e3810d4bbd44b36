package practice_test

import (
	"testing"
	"time"

	"coach/cadence"
	"coach/files"
	"coach/practice"
)

// A visit is told on its day, to who leads the session and who is in it, and only
// while it is agreed and all three still stand in line.
func TestWhomAVisitTells(t *testing.T) {
	agreed := practice.Visit{Pair: practice.Pair{Manager: vera, Report: danaToo}, On: date(3, 10), Session: practice.VisitSession{Rep: anaToo}, AgreedAt: time.Unix(1, 0)}
	with := func(change func(*practice.Visit)) practice.Visit {
		v := agreed
		change(&v)
		return v
	}
	moved := append(linesOfSix(), practice.Line{Report: anaToo, Manager: eliToo, From: date(3, 10)})
	led := append(linesOfSix(), practice.Line{Report: danaToo, Manager: eliToo, From: date(3, 10)})
	for name, test := range map[string]struct {
		visit practice.Visit
		lines []practice.Line
		on    cadence.Date
		rep   bool
		coach bool
	}{
		"on its day":             {agreed, linesOfSix(), date(3, 10), true, true},
		"the day before":         {agreed, linesOfSix(), date(3, 9), false, false},
		"not agreed":             {with(func(v *practice.Visit) { v.AgreedAt = time.Time{} }), linesOfSix(), date(3, 10), false, false},
		"another day asked for":  {with(func(v *practice.Visit) { v.DeclinedAt = time.Unix(2, 0) }), linesOfSix(), date(3, 10), false, false},
		"called off":             {with(func(v *practice.Visit) { v.EndedAt = time.Unix(2, 0) }), linesOfSix(), date(3, 10), false, false},
		"nobody else is in it":   {with(func(v *practice.Visit) { v.Session.Rep = 0 }), linesOfSix(), date(3, 10), false, true},
		"Ana reports to Eli now": {agreed, moved, date(3, 10), false, true},
		"Dana reports to Eli":    {agreed, led, date(3, 10), false, false},
	} {
		r := standingIn(test.lines)
		if rep, coach := test.visit.Tells(r, anaToo, test.on), test.visit.Tells(r, danaToo, test.on); rep != test.rep || coach != test.coach {
			t.Errorf("%s: tells Ana %t, Dana %t", name, rep, coach)
		}
		if test.visit.Tells(r, vera, test.on) || test.visit.Tells(r, benToo, test.on) {
			t.Errorf("%s: tells somebody else", name)
		}
	}
}

// Only a manager's own leader plans a visit, to who leads somebody; only the
// manager answers it, and only the leader calls it off.
func TestWhoMayDoWhatWithAVisit(t *testing.T) {
	r := standingIn(linesOfSix())
	v := practice.Visit{Pair: practice.Pair{Manager: vera, Report: danaToo}, On: date(3, 10)}
	for _, who := range []practice.PersonID{vera, danaToo, eliToo, anaToo, fayToo, 0} {
		leader, manager := who == vera, who == danaToo
		if practice.MayPlanVisit(r, who, danaToo, date(3, 9)) != leader ||
			practice.MayAgreeVisit(who, v, date(3, 9)) != manager || practice.MayMoveVisit(who, v, date(3, 9)) != manager || practice.MayEndVisit(who, v) != leader {
			t.Errorf("person %d may do otherwise", who)
		}
	}
	if practice.MayPlanVisit(r, danaToo, anaToo, date(3, 9)) {
		t.Error("Dana visits Ana, who leads nobody")
	}
	if practice.MayAgreeVisit(danaToo, v, date(3, 11)) {
		t.Error("Dana agrees after the day")
	}
}

func TestVisitSessions(t *testing.T) {
	waiting := []practice.Occurrence{{ID: 1, Practice: "team_meeting"}, {ID: 2, Practice: "one_on_one", Subject: anaToo}, {ID: 3, Practice: "one_on_one", Subject: anaToo},
		{ID: 4, Practice: "recognition"}, {ID: 5, Practice: practice.ObserveCoachKey, Subject: anaToo}, {ID: 6, Practice: "in_moment"}}
	got := practice.VisitSessions(files.Default(), standingIn(linesOfSix()), danaToo, waiting, date(3, 9))
	want := []practice.VisitSession{{1, "team_meeting", 0}, {2, "one_on_one", anaToo}, {0, "", anaToo}, {0, "", benToo}, {}}
	if len(got) != len(want) {
		t.Fatalf("got %+v", got)
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("session %d is %+v, want %+v", i, got[i], want[i])
		}
	}
}

func TestCheckVisit(t *testing.T) {
	r := standingIn(linesOfSix()).WithLeave([]practice.Leave{{Person: vera, From: date(3, 12), To: date(3, 12)}, {Person: danaToo, From: date(3, 13), To: date(3, 13)}})
	o := practice.Occurrence{ClosesOn: date(3, 20)}
	for on, fine := range map[cadence.Date]bool{date(3, 9): false, date(3, 10): true, date(3, 12): false, date(3, 13): false, date(3, 14): false, date(3, 20): true, date(3, 23): false} {
		v := practice.Visit{Pair: practice.Pair{Manager: vera, Report: danaToo}, On: on}
		if problems := practice.CheckVisit(r, v, o, date(3, 9)); (problems == nil) != fine {
			t.Errorf("on %s: %v", on, problems)
		}
		if problems := practice.CheckInstead(practice.Visit{On: date(3, 11)}, o, on, date(3, 9)); (problems == nil) != (on > date(3, 9) && on <= date(3, 20)) {
			t.Errorf("instead on %s: %v", on, problems)
		}
	}
}
