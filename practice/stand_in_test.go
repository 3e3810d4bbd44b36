package practice_test

import (
	"fmt"
	"testing"

	"coach/cadence"
	"coach/files"
	"coach/practice"
)

// Vera leads Dana and Eli; Dana leads Ana and Ben, Eli leads Fay.
const (
	vera practice.PersonID = iota + 1
	danaToo
	eliToo
	anaToo
	benToo
	fayToo
)

func standingIn(lines []practice.Line, standIns ...practice.StandIn) *practice.Roster {
	var people []practice.Person
	for id := vera; id <= fayToo; id++ {
		people = append(people, practice.Person{ID: id, Name: fmt.Sprint("P", id), Account: practice.Member})
	}
	return practice.NewRoster(people, lines, files.Default(), standIns...)
}

func linesOfSix() []practice.Line {
	return []practice.Line{{Report: vera}, {Report: danaToo, Manager: vera}, {Report: eliToo, Manager: vera},
		{Report: anaToo, Manager: danaToo}, {Report: benToo, Manager: danaToo}, {Report: fayToo, Manager: eliToo}}
}

// Eli stands in for Dana for a week: on these days alone her people report to
// him, and a report who moves in the file, moves.
func TestSomebodyStandsInOnTheirDays(t *testing.T) {
	week := practice.StandIn{Manager: danaToo, Person: eliToo, From: date(3, 9), To: date(3, 13)}
	r := standingIn(append(linesOfSix(), practice.Line{Report: benToo, Manager: vera, From: date(3, 11)}), week)
	for _, test := range []struct {
		who  practice.PersonID
		on   cadence.Date
		want practice.PersonID
	}{
		{anaToo, date(3, 8), danaToo}, {anaToo, date(3, 9), eliToo}, {anaToo, date(3, 13), eliToo}, {anaToo, date(3, 14), danaToo},
		{benToo, date(3, 10), eliToo}, {benToo, date(3, 11), vera}, {benToo, date(3, 16), vera},
		{danaToo, date(3, 10), vera}, {eliToo, date(3, 10), vera},
	} {
		if got := r.ManagerOf(test.who, test.on); got != test.want {
			t.Errorf("on %s person %d reports to %d, want %d", test.on, test.who, got, test.want)
		}
	}
	if got := r.Reports(danaToo, date(3, 10)); len(got) != 0 {
		t.Errorf("meanwhile %v report to Dana", got)
	}
	if l, _ := r.LineOn(anaToo, date(3, 10)); l.ActsFor != danaToo || l.Team {
		t.Errorf("the line is %+v", l)
	}
}

// A line of the same day, such as of somebody new, gives way to the stand-in;
// one of the past that was taken back has no days.
func TestASameDayLineGivesWay(t *testing.T) {
	lines := linesOfSix()
	lines[3].From = date(3, 9)
	r := standingIn(lines, practice.StandIn{Manager: danaToo, Person: vera, From: date(3, 9), To: date(3, 10)}, practice.StandIn{Manager: eliToo, Person: danaToo, From: date(3, 9), To: date(3, 8)})
	if got := r.ManagerOf(anaToo, date(3, 9)); got != vera {
		t.Errorf("Ana reports to %d", got)
	}
	if got := r.ManagerOf(fayToo, date(3, 9)); got != eliToo {
		t.Errorf("Fay reports to %d", got)
	}
}

// Two who stand in for each other close no circle.
func TestTwoStandInForEachOther(t *testing.T) {
	r := standingIn(linesOfSix(), practice.StandIn{Manager: danaToo, Person: eliToo, From: date(3, 9), To: date(3, 10)}, practice.StandIn{Manager: eliToo, Person: danaToo, From: date(3, 9), To: date(3, 10)})
	if a, f := r.ManagerOf(anaToo, date(3, 9)), r.ManagerOf(fayToo, date(3, 9)); a != eliToo || f != danaToo {
		t.Errorf("Ana reports to %d, Fay to %d", a, f)
	}
}

func TestWhoMayStandIn(t *testing.T) {
	r := standingIn(linesOfSix())
	for who, may := range map[practice.PersonID]bool{vera: true, eliToo: true, danaToo: false, anaToo: false, fayToo: false, 0: false} {
		if got := practice.MayStandIn(r, who, danaToo, date(3, 9)); got != may {
			t.Errorf("person %d may stand in for Dana: %t", who, got)
		}
	}
	if practice.MayStandIn(r, benToo, anaToo, date(3, 9)) {
		t.Error("somebody stands in for Ana, who leads nobody")
	}
	if got := practice.StandIns(r, danaToo, date(3, 9)); fmt.Sprint(got) != fmt.Sprint([]practice.PersonID{vera, eliToo}) {
		t.Errorf("Dana can name %v", got)
	}
	named := []practice.StandIn{{Manager: danaToo, Person: eliToo, From: date(3, 20), To: date(3, 25)}}
	for _, test := range []struct {
		person   practice.PersonID
		from, to cadence.Date
		field    string
	}{
		{eliToo, date(3, 9), date(3, 13), ""},
		{anaToo, date(3, 9), date(3, 13), practice.FieldStandIn},
		{eliToo, date(3, 8), date(3, 13), practice.FieldOn},
		{eliToo, date(3, 13), date(3, 12), practice.FieldUntil},
		{eliToo, date(3, 9), date(3, 9) + 400, practice.FieldUntil},
		{vera, date(3, 25), date(3, 27), practice.FieldOn},
	} {
		problems := practice.CheckStandIn(r, practice.StandIn{Manager: danaToo, Person: test.person, From: test.from, To: test.to}, named, date(3, 9))
		field := ""
		if len(problems) > 0 {
			field = problems[0].Field
		}
		if field != test.field {
			t.Errorf("%+v: %v", test, problems)
		}
	}
}
