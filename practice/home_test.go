package practice_test

import (
	"fmt"
	"testing"

	"coach/files"
	"coach/practice"
)

// Priya leads Dana and Sam. Dana leads Ana, and led Eve until the end of
// February; Sam leads nobody. Gus's account is closed.
func TestWhoMayOpenAPersonsPageAndReadTheirRhythm(t *testing.T) {
	c := found(t, files.Default(), "Priya", "Dana < Priya", "Sam < Priya", "Eli < Priya", "Ana < Dana", "Cy < Eli", "Cy ~ Dana",
		"Eve < Dana until 2026-02-28", "Eve < Eli from 2026-03-01", "Gus", "Zoe, not taking part")
	c.person("Gus").Account = practice.Gone
	r, on := c.roster(), date(3, 5)
	for _, test := range []struct {
		who, person    string
		opens, rhythms bool
	}{
		{"Dana", "Ana", true, false}, // who leads nobody has sessions of their own, and no rhythm
		{"Dana", "Dana", false, true},
		{"Ana", "Ana", false, true},
		{"Ana", "Dana", false, false},
		{"Priya", "Dana", true, true},
		{"Priya", "Sam", true, false},
		{"Priya", "Ana", false, false}, // a leader's leader reads pools
		{"Eli", "Ana", false, false},
		{"Dana", "Eve", false, false}, // after a transfer
		{"Eli", "Eve", true, false},
		{"Dana", "Cy", false, false}, // a dotted line
		{"Dana", "Eli", false, false},
		{"Zoe", "Ana", false, false},
		{"Gus", "Ana", false, false},
	} {
		who, person := c.id(test.who), c.id(test.person)
		if got := practice.MayOpen(r, who, person, on); got != test.opens {
			t.Errorf("%s may open %s: %v", test.who, test.person, got)
		}
		if got := practice.MayReadRhythm(r, who, person, on); got != test.rhythms {
			t.Errorf("%s may read the rhythm of %s: %v", test.who, test.person, got)
		}
	}
	if practice.MayOpen(r, 0, c.id("Priya"), on) || practice.MayReadRhythm(r, 0, c.id("Priya"), on) {
		t.Error("nobody leads Priya, and nobody may open her")
	}
}

func TestLeaveLastsUntilItsLastDay(t *testing.T) {
	c := found(t, files.Default(), "Dana", "Ana < Dana", "Ben < Dana", "Cy < Dana",
		"Ana away from 2026-03-02 until 2026-03-05", "Ana away from 2026-03-06 until 2026-03-10", "Ana away from 2026-03-12 until 2026-03-13",
		"Ben away from 2026-03-05", "Cy away from 2026-03-06 until 2026-03-09")
	r := c.roster()
	for _, test := range []struct{ name, want string }{
		{"Ana", "2026-03-10 true"}, // two runs, one after the other
		{"Ben", " true"},
		{"Cy", " false"},
		{"Dana", " false"},
	} {
		last, away := r.AwayUntil(c.id(test.name), date(3, 5))
		day := ""
		if last != 0 {
			day = last.String()
		}
		if got := fmt.Sprint(day, " ", away); got != test.want {
			t.Errorf("%s is away until %s, want %s", test.name, got, test.want)
		}
	}
}

func TestPeopleAreListedByTheNamesTheyReadAs(t *testing.T) {
	c := found(t, files.Default(), "Dana", "émile < Dana", "Zoe < Dana", "Eve < Dana", "Ana < Dana", "Fay < Dana")
	c.person("Zoe").Name = "Young, Bo" // Bo Young
	r := c.roster()
	var names []string
	for _, id := range r.Alphabetical(r.Reports(c.id("Dana"), date(3, 5))) {
		names = append(names, r.Person(id).Full())
	}
	if got := fmt.Sprint(names); got != "[Ana Bo Young émile Eve Fay]" {
		t.Errorf("they are listed as %s", got)
	}
}

// Dana's form about Ana asks something for each kind of reader.
func TestWhoReadsWhatAManagerWritesOfAReport(t *testing.T) {
	pb := only("one_on_one")
	p := the(pb, "one_on_one")
	p.Form = practice.Form{{Key: "a", Type: practice.Text, Vis: practice.Shared}, {Key: "b", Type: practice.Text, Vis: practice.Shared}, {Key: "c", Type: practice.Text, Vis: practice.Private},
		{Key: "d", Type: practice.Text, Vis: practice.Leader}, {Key: "e", Type: practice.Text, Vis: practice.Team}, {Key: "f", Type: practice.Select, Vis: practice.Metric}}
	c := found(t, pb, "Priya", "Dana < Priya", "Eli < Priya", "Ana < Dana", "Ben < Eli")
	r := c.roster()
	of := func(manager, report string) string {
		var said []string
		for _, a := range practice.AskedAbout(r, c.playbook, practice.Pair{Manager: c.id(manager), Report: c.id(report)}, date(3, 5)) {
			var names []string
			for _, id := range a.People {
				names = append(names, r.Person(id).Name)
			}
			said = append(said, fmt.Sprint(a.Questions, names, a.Team, a.Everyone))
		}
		return fmt.Sprint(said)
	}
	if got, want := of("Dana", "Ana"), "[3 [Ana] false false 1 [] false false 1 [Priya] false false 1 [] true false]"; got != want {
		t.Errorf("what Dana writes of Ana is read by %s, want %s", got, want)
	}
	if got := of("Ana", "Ben"); got != "[]" {
		t.Errorf("who leads nobody writes what is read by %s", got)
	}
}
