package practice_test

import (
	"strings"
	"testing"
	"text/tabwriter"

	"coach/files"
	"coach/practice"
)

// accessMatrix is the table of permissions on Thursday 5 March. Dana leads
// Ana, Cy by a dotted line, and led Eve until the end of February; Eli leads
// Cy, Eve and Fay. The last columns are whether they may read what is stored about
// them, where there is something and where there is nothing.
const accessMatrix = `
                         use  1:1  observe  thank  observe a coach  coach Ana  Cy   Eve  Eve in February  Fay  settle own  Dana's  excuse Ana's  Dana's  Cy's  Eve's  Nix's  own  undo Dana's  note Ana's leave  end what Eli noted  end a file's  publish as owner  else  be thanked  read own, with something  nothing
Ana, rep                 yes  -    -        yes    -                -          -    -    -                -    yes         -       -             -       -     -      -      -    -            yes               yes                 -             yes               -     yes         yes                       yes
Dana, flm                yes  yes  yes      yes    -                yes        yes  -    yes              -    yes         yes     yes           -       -     -      -      -    yes          yes               yes                 -             yes               -     yes         yes                       yes
Eli, flm                 yes  yes  yes      yes    -                -          yes  yes  yes              yes  yes         -       -             -       yes   yes    -      -    -            -                 yes                 -             yes               -     yes         yes                       yes
Priya, mom               yes  yes  -        yes    yes              -          -    -    -                -    yes         -       -             yes     -     -      -      -    -            -                 -                   -             yes               -     yes         yes                       yes
Max, exec                yes  yes  -        yes    yes              -          -    -    -                -    yes         -       -             -       -     -      -      -    -            -                 -                   -             yes               -     yes         yes                       yes
Gia, imported guest      yes  -    -        yes    -                -          -    -    -                -    yes         -       -             -       -     -      -      -    -            -                 -                   -             -                 -     yes         yes                       yes
Guy, other guest         -    -    -        -      -                -          -    -    -                -    yes         -       -             -       -     -      -      -    -            -                 -                   -             -                 -     -           yes                       -
Gil, guest who has left  -    -    -        -      -                -          -    -    -                -    yes         -       -             -       -     -      -      -    -            -                 -                   -             -                 -     -           yes                       -
Otto, outside            -    -    -        -      -                -          -    -    -                -    yes         -       -             -       -     -      -      -    -            -                 -                   -             -                 -     -           -                         -
Gus, gone                -    -    -        -      -                -          -    -    -                -    yes         -       -             -       -     -      -      -    -            -                 -                   -             -                 -     -           -                         -
Una, not found yet       -    -    -        -      -                -          -    -    -                -    yes         -       -             -       -     -      -      -    -            -                 -                   -             -                 -     yes         -                         -
Zoe, takes no part       yes  -    -        yes    -                -          -    -    -                -    yes         -       -             -       -     -      -      -    -            -                 -                   -             yes               -     yes         yes                       -
Nix, has left            yes  -    -        yes    -                -          -    -    -                -    yes         -       -             -       -     -      -      -    -            -                 -                   -             yes               -     yes         yes                       -
`

func TestWhoMayDoWhat(t *testing.T) {
	c := found(t, files.Default(), "Max", "Priya < Max", "Dana < Priya", "Eli < Priya", "Ana < Dana", "Cy < Eli", "Cy ~ Dana",
		"Eve < Dana until 2026-02-28", "Eve < Eli from 2026-03-01", "Fay < Eli", "Gia < Dana", "Guy, not taking part", "Gil < Dana until 2026-03-04",
		"Otto < Dana", "Gus < Dana", "Una < Dana", "Zoe, not taking part", "Nix < Dana until 2026-03-04")
	for name, standing := range map[string]practice.AccountStatus{"Gia": practice.Guest, "Guy": practice.Guest, "Gil": practice.Guest, "Otto": practice.Outside, "Gus": practice.Gone, "Una": practice.Unfound} {
		c.person(name).Account = standing
	}
	r, today, february := c.roster(), date(3, 5), date(2, 27)
	log := func(key string) func(practice.PersonID) bool {
		return func(who practice.PersonID) bool { return practice.MayLog(r, who, the(c.playbook, key), today) }
	}
	coach := func(name string) func(practice.PersonID) bool {
		return func(who practice.PersonID) bool { return practice.MayCoach(r, who, c.id(name), today, today) }
	}
	excuse := func(name string) func(practice.PersonID) bool {
		return func(who practice.PersonID) bool { return practice.MayExcuse(r, who, c.id(name), today) }
	}
	end := func(noted string) func(practice.PersonID) bool {
		return func(who practice.PersonID) bool {
			return practice.MayEndLeave(r, who, practice.Leave{Person: c.id("Ana"), NotedBy: c.id(noted)}, today)
		}
	}
	columns := []struct {
		name string
		may  func(who practice.PersonID) bool
	}{
		{"use", func(who practice.PersonID) bool { return practice.MayUse(r, who, today) }},
		{"1:1", log("one_on_one")},
		{"observe", log("observation")},
		{"thank", log(practice.RecognitionKey)},
		{"observe a coach", log("observe_coach")},
		{"coach Ana", coach("Ana")},
		{"Cy", coach("Cy")},
		{"Eve", coach("Eve")},
		{"Eve in February", func(who practice.PersonID) bool { return practice.MayCoach(r, who, c.id("Eve"), february, today) }},
		{"Fay", coach("Fay")},
		{"settle own", func(who practice.PersonID) bool { return practice.MaySettle(who, practice.Occurrence{Performer: who}) }},
		{"Dana's", func(who practice.PersonID) bool {
			return practice.MaySettle(who, practice.Occurrence{Performer: c.id("Dana")})
		}},
		{"excuse Ana's", excuse("Ana")},
		{"Dana's", excuse("Dana")},
		{"Cy's", excuse("Cy")},
		{"Eve's", excuse("Eve")},
		{"Nix's", excuse("Nix")},
		{"own", func(who practice.PersonID) bool { return practice.MayExcuse(r, who, who, today) }},
		{"undo Dana's", func(who practice.PersonID) bool { return practice.MayUndo(who, practice.Entry{Author: c.id("Dana")}) }},
		{"note Ana's leave", func(who practice.PersonID) bool { return practice.MayNoteLeave(r, who, c.id("Ana"), today) }},
		{"end what Eli noted", end("Eli")},
		{"end a file's", func(who practice.PersonID) bool {
			return practice.MayEndLeave(r, who, practice.Leave{Person: c.id("Ana")}, today)
		}},
		{"publish as owner", func(who practice.PersonID) bool { return practice.MayPublish(r.Person(who), nil, true) }},
		{"else", func(who practice.PersonID) bool { return practice.MayPublish(r.Person(who), nil, false) }},
		{"be thanked", func(who practice.PersonID) bool { return practice.MayBeThanked(r, who, today) }},
		{"read own, with something", func(who practice.PersonID) bool {
			return practice.MayReadOwn(r, who, practice.Holdings{Logged: 1}, today)
		}},
		{"nothing", func(who practice.PersonID) bool { return practice.MayReadOwn(r, who, practice.Holdings{}, today) }},
	}
	var matrix strings.Builder
	w := tabwriter.NewWriter(&matrix, 0, 0, 2, ' ', 0)
	cells := []string{""}
	for _, column := range columns {
		cells = append(cells, column.name)
	}
	write := func() {
		if _, err := w.Write([]byte(strings.Join(cells, "\t") + "\n")); err != nil {
			t.Fatal(err)
		}
	}
	write()
	for _, who := range []string{"Ana, rep", "Dana, flm", "Eli, flm", "Priya, mom", "Max, exec", "Gia, imported guest", "Guy, other guest", "Gil, guest who has left",
		"Otto, outside", "Gus, gone", "Una, not found yet", "Zoe, takes no part", "Nix, has left"} {
		cells = []string{who}
		name, _, _ := strings.Cut(who, ",")
		for _, column := range columns {
			cells = append(cells, map[bool]string{true: "yes", false: "-"}[column.may(c.id(name))])
		}
		write()
	}
	if err := w.Flush(); err != nil {
		t.Fatal(err)
	}
	if got := "\n" + matrix.String(); got != accessMatrix {
		t.Errorf("the matrix is%s", got)
	}
}

func TestNobodyMayLogWhatIsSwitchedOff(t *testing.T) {
	c := found(t, only(), "Dana", "Ana < Dana")
	for _, key := range []string{"one_on_one", practice.RecognitionKey} {
		if practice.MayLog(c.roster(), c.id("Dana"), the(c.playbook, key), date(3, 5)) {
			t.Errorf("Dana may log %s", key)
		}
	}
}

func TestAPracticeOfRepsIsForThoseWhoTakePart(t *testing.T) {
	c := found(t, only("business_plan"), "Dana", "Ana < Dana", "Zoe, not taking part")
	for name, want := range map[string]bool{"Ana": true, "Dana": false, "Zoe": false} {
		if got := practice.MayLog(c.roster(), c.id(name), the(c.playbook, "business_plan"), date(3, 5)); got != want {
			t.Errorf("%s may log it: %t", name, got)
		}
	}
}

func TestRecognitionIsForEveryoneButExpectedOfManagers(t *testing.T) {
	c := found(t, files.Default(), "Priya", "Dana < Priya", "Ana < Dana", "Zoe, not taking part")
	recognition := the(c.playbook, practice.RecognitionKey)
	for name, expected := range map[string]bool{"Priya": true, "Dana": true, "Ana": false, "Zoe": false} {
		if got := practice.IsExpected(c.roster(), c.id(name), recognition, date(3, 5)); got != expected {
			t.Errorf("expected of %s: %t", name, got)
		}
		if !practice.MayLog(c.roster(), c.id(name), recognition, date(3, 5)) {
			t.Errorf("%s may not give it", name)
		}
	}
	if off := the(only(), practice.RecognitionKey); practice.IsExpected(c.roster(), c.id("Dana"), off, date(3, 5)) {
		t.Error("switched off, it is expected of Dana")
	}
}

func TestWhoMayNoteLeaveAndTakeItBack(t *testing.T) {
	c := found(t, only(), "Priya", "Dana < Priya", "Eli < Priya", "Ana < Dana", "Ana ~ Eli", "Eve < Dana until 2026-02-28", "Eve < Eli from 2026-03-01")
	for _, test := range []struct {
		who, person, noted string
		note, end          bool
	}{
		{"Ana", "Ana", "Ana", true, true},
		{"Dana", "Ana", "Ana", true, true},
		{"Ana", "Ana", "Dana", true, true},
		{"Ana", "Dana", "Dana", false, false},
		{"Priya", "Ana", "Ana", false, false},
		{"Eli", "Ana", "Ana", false, false}, // a dotted line
		{"Eli", "Eve", "Eve", true, true},
		{"Dana", "Eve", "Eve", false, false}, // led her once
		{"Dana", "Eve", "Dana", false, true},
		{"Ana", "Ana", "", true, false}, // out of the file
		{"Dana", "Ana", "", true, false},
	} {
		l := practice.Leave{Person: c.id(test.person)}
		if test.noted != "" {
			l.NotedBy = c.id(test.noted)
		}
		note := practice.MayNoteLeave(c.roster(), c.id(test.who), l.Person, date(3, 5))
		end := practice.MayEndLeave(c.roster(), c.id(test.who), l, date(3, 5))
		if note != test.note || end != test.end {
			t.Errorf("%s may note leave of %s: %t, and end what “%s” noted: %t", test.who, test.person, note, test.noted, end)
		}
	}
}

// The text of a skip is for the one leader it was written to: a later leader
// of the performer, or the leader's own leader, does not read it.
func TestWordsAboutASkipAreForTheLeaderTheyWereWrittenTo(t *testing.T) {
	c := found(t, files.Default(), "Carla", "Dana < Carla", "Eli < Carla", "Ana < Dana until 2026-03-04", "Ana < Eli from 2026-03-05")
	r := c.roster()
	o := practice.Occurrence{Performer: c.id("Ana"), DueOn: date(3, 6), Skip: practice.Skip{Reason: "Travel", Detail: "My customer called", For: c.id("Dana")}}
	readers := func(o practice.Occurrence) (names string) {
		for _, name := range []string{"Carla", "Dana", "Eli", "Ana"} {
			if practice.MayReadSkip(r, c.id(name), o) {
				names += name + " "
			}
		}
		return names
	}
	if got := readers(o); got != "Dana Ana " {
		t.Errorf("written to Dana, they are read by %s", got)
	}
	o.Skip.For = o.Performer
	if got := readers(o); got != "Ana " {
		t.Errorf("written to nobody, they are read by %s", got)
	}
	o.Skip.For = 0
	if got := readers(o); got != "Eli Ana " {
		t.Errorf("from before it was kept to whom, they are read by %s", got)
	}
	if practice.MayReadSkip(r, 0, o) {
		t.Error("somebody unknown reads them")
	}
}
