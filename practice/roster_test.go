package practice_test

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"coach/cadence"
	"coach/files"
	"coach/practice"
)

func TestALevelFollowsFromWhoReportsToWhom(t *testing.T) {
	tests := []struct {
		name string
		rows []string
		who  string
		want practice.Level
	}{
		{"nobody reports to them", []string{"Ana < Dana"}, "Ana", practice.Rep},
		{"their reports lead nobody", []string{"Dana < Priya", "Ana < Dana", "Priya"}, "Dana", practice.FLM},
		{"a front-line manager with nobody above", []string{"Dana", "Ana < Dana"}, "Dana", practice.FLM},
		{"one report of two leads others", []string{"Max", "Priya < Max", "Dana < Priya", "Sam < Priya", "Ana < Dana"}, "Priya", practice.MOM},
		{"likewise, with nobody above", []string{"Priya", "Dana < Priya", "Ana < Dana"}, "Priya", practice.Exec},
		{"likewise, where who is above takes no part", []string{"Max, not taking part", "Priya < Max", "Dana < Priya", "Ana < Dana"}, "Priya", practice.Exec},
		{"the people file says otherwise", []string{"Priya as mom", "Dana < Priya", "Ana < Dana"}, "Priya", practice.MOM},
		{"which holds for them alone", []string{"Priya as rep", "Dana < Priya", "Ana < Dana"}, "Dana", practice.FLM},
		{"a dotted line makes nobody a manager", []string{"Dana", "Eli", "Ana < Eli", "Ana ~ Dana"}, "Dana", practice.Rep},
		{"a report's level of their own makes nobody a manager of managers", []string{"Priya", "Dana < Priya as flm"}, "Priya", practice.FLM},
		{"their last report has left", []string{"Dana", "Ana < Dana until 2026-03-04"}, "Dana", practice.Rep},
		{"on a report's last day", []string{"Dana", "Ana < Dana until 2026-03-05"}, "Dana", practice.FLM},
		{"on a report's first day", []string{"Dana", "Ana < Dana from 2026-03-05"}, "Dana", practice.FLM},
		{"the day before it", []string{"Dana", "Ana < Dana from 2026-03-06"}, "Dana", practice.Rep},
		{"somebody who takes no part", []string{"Zoe, not taking part"}, "Zoe", practice.Rep},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			c := found(t, files.Default(), test.rows...)
			if got := c.roster().Level(c.id(test.who), date(3, 5)); got != test.want {
				t.Errorf("%s is %s, want %s", test.who, got, test.want)
			}
		})
	}
}

func TestOneLineAtATimeHolds(t *testing.T) {
	tests := []struct {
		name    string
		rows    []string
		manager string
	}{
		{"a line without dates", []string{"Dana", "Ana < Dana"}, "Dana"},
		{"E3: after a transfer", []string{"Dana", "Eli", "Ana < Dana until 2026-03-04", "Ana < Eli from 2026-03-05"}, "Eli"},
		{"E28: after a transfer to somebody who takes no part", []string{"Dana", "Zoe, not taking part", "Ana < Dana until 2026-03-04", "Ana < Zoe from 2026-03-05"}, ""},
		{"E29: the manager has left", []string{"Priya", "Dana < Priya until 2026-03-04", "Ana < Dana"}, ""},
		{"E30: an acting manager, whose line starts later", []string{"Dana", "Eli", "Ana < Dana", "Ana < Eli from 2026-03-02 until 2026-03-06"}, "Eli"},
		{"E30: in whichever order the rows stand", []string{"Dana", "Eli", "Ana < Eli from 2026-03-02 until 2026-03-06", "Ana < Dana"}, "Eli"},
		{"E30: after the acting manager's last day", []string{"Dana", "Eli", "Ana < Dana", "Ana < Eli from 2026-03-02 until 2026-03-04"}, "Dana"},
		{"E31: beside a dotted line that starts later", []string{"Dana", "Eli", "Ana < Dana", "Ana ~ Eli from 2026-03-02"}, "Dana"},
		{"E31: only a dotted line", []string{"Eli", "Ana ~ Eli"}, ""},
		{"the top of a tree", []string{"Ana"}, ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			c := found(t, files.Default(), test.rows...)
			r, ana := c.roster(), c.id("Ana")
			if got := r.ManagerOf(ana, date(3, 5)); got != c.id(test.manager) {
				t.Errorf("Ana reports to %q, want %q", r.Person(got).Name, test.manager)
			}
			for _, p := range c.people {
				if got := slices.Contains(r.Reports(p.ID, date(3, 5)), ana); got != (p.Name == test.manager) {
					t.Errorf("%s has Ana as a report: %t", p.Name, got)
				}
			}
		})
	}
}

func TestATreeHasEverybodyBelowManagersFirst(t *testing.T) {
	c := found(t, files.Default(), "Max", "Priya < Max", "Eli < Priya", "Dana < Priya", "Ben < Dana", "Ana < Dana", "Fay < Eli", "Gus ~ Dana",
		"Ivy < Dana until 2026-03-04", "Zoe, not taking part")
	tests := []struct{ root, want string }{
		{"Max", "Max Priya Dana Eli Ana Ben Fay"},
		{"Priya", "Priya Dana Eli Ana Ben Fay"},
		{"Dana", "Dana Ana Ben"},
		{"Ana", "Ana"},
		{"Zoe", "Zoe"},
	}
	for _, test := range tests {
		t.Run(test.root, func(t *testing.T) {
			if got := c.names(c.roster().Tree(c.id(test.root), date(3, 5))); got != test.want {
				t.Errorf("got %s, want %s", got, test.want)
			}
		})
	}
}

func TestTakingPartIsBeingInThePeopleFileThatDay(t *testing.T) {
	c := found(t, files.Default(), "Dana", "Ana < Dana from 2026-03-02 until 2026-03-06", "Eli ~ Dana", "Zoe, not taking part")
	tests := []struct {
		name string
		who  string
		on   cadence.Date
		want bool
	}{
		{"the day before the first", "Ana", date(3, 1), false},
		{"the first day", "Ana", date(3, 2), true},
		{"the last day", "Ana", date(3, 6), true},
		{"the day after the last", "Ana", date(3, 7), false},
		{"a dotted line is enough", "Eli", date(3, 5), true},
		{"the top of a tree", "Dana", date(3, 5), true},
		{"a member of the workspace and nothing else", "Zoe", date(3, 5), false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := c.roster().Participates(c.id(test.who), test.on); got != test.want {
				t.Errorf("takes part: %t", got)
			}
		})
	}
}

func TestAPersonsNameZoneAndCalendar(t *testing.T) {
	for name, first := range map[string]string{"Dana Lee": "Dana", "Dana": "Dana", "  Dana  Lee": "Dana", "": "there", "  ": "there", "Ana María López": "Ana"} {
		if got := (practice.Person{Name: name}).First(); got != first {
			t.Errorf("%q is greeted as %q, want %q", name, got, first)
		}
	}
	berlin := zone(t, "Europe/Berlin")
	for name, want := range map[string]string{"": "Europe/Berlin", "Asia/Tokyo": "Asia/Tokyo", "Mars/Olympus": "Europe/Berlin"} {
		if got := (practice.Person{Zone: name}).Location(berlin).String(); got != want {
			t.Errorf("zone %q is %s, want %s", name, got, want)
		}
	}
	pb := only()
	gulf := &cadence.Calendar{Week: cadence.Days(time.Sunday), WeekStart: time.Sunday}
	pb.Calendars["gulf"] = gulf
	c := found(t, pb, "Dana", "Ana < Dana", "Ben < Dana")
	c.person("Ana").Calendar, c.person("Ben").Calendar = "gulf", "unheard of"
	for name, sunday := range map[string]bool{"Dana": false, "Ana": true, "Ben": false} {
		if got := c.roster().Calendar(c.id(name)).Works(date(3, 8)); got != sunday {
			t.Errorf("%s works on Sunday: %t", name, got)
		}
	}
	if unknown := c.roster().Person(99); unknown.Name != "" || unknown.Account != "" {
		t.Errorf("somebody unknown is %+v", unknown)
	}
	if got := c.roster().People(); !slices.Equal(got, []practice.PersonID{1, 2, 3}) {
		t.Errorf("everybody is %v", got)
	}
}

// managers returns everybody's manager on a day, whatever the order of rows.
func (f firm) managers(on cadence.Date) string {
	r := practice.NewRoster(f.people, f.lines, f.playbook)
	var told []string
	for _, id := range r.People() {
		told = append(told, r.Person(id).Name+" "+string(r.Level(id, on))+" under "+r.Person(r.ManagerOf(id, on)).Name)
	}
	return strings.Join(told, ", ")
}

func TestShufflingPeopleAndLinesChangesNobodysManagerOrLevel(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := anyFirm.Draw(t, "firm")
		seed := rapid.Uint64().Draw(t, "seed")
		want := f.managers(f.from)
		rng := rand.New(rand.NewPCG(seed, seed))
		rng.Shuffle(len(f.people), func(i, j int) { f.people[i], f.people[j] = f.people[j], f.people[i] })
		rng.Shuffle(len(f.lines), func(i, j int) { f.lines[i], f.lines[j] = f.lines[j], f.lines[i] })
		if got := f.managers(f.from); got != want {
			t.Fatalf("got %s, want %s", got, want)
		}
		r := practice.NewRoster(f.people, f.lines, f.playbook)
		for _, p := range f.people {
			for _, report := range r.Reports(p.ID, f.from) {
				if r.ManagerOf(report, f.from) != p.ID {
					t.Fatalf("%s is a report of %s but has another manager", r.Person(report).Name, p.Name)
				}
			}
		}
	})
}

func TestAClosedAccountEndsTheLinesThatHoldIt(t *testing.T) {
	c := found(t, only("one_on_one", "team_meeting"), "Priya", "Dana < Priya", "Ana < Dana", "Ben < Dana")
	c.person("Ana").Account = practice.Gone
	if got := c.names(c.roster().Reports(c.id("Dana"), date(3, 5))); got != "Ben" {
		t.Errorf("Dana leads %s, want Ben alone", got)
	}
	c.person("Ana").Account, c.person("Dana").Account = practice.Member, practice.Gone
	r := c.roster()
	if r.Participates(c.id("Dana"), date(3, 5)) || r.ManagerOf(c.id("Ana"), date(3, 5)) != 0 {
		t.Error("Dana still takes part")
	}
	if got := c.planned("Dana", date(3, 2), date(3, 8)) + c.planned("Priya", date(3, 2), date(3, 8)); got != "" {
		t.Errorf("what is expected of Dana and about her is\n%s", got)
	}
}
