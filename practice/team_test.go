package practice_test

import (
	"strings"
	"testing"

	"coach/files"
	"coach/practice"
)

func TestWhoCanBeClaimed(t *testing.T) {
	tests := []struct {
		name string
		rows []string
		want string // about Ana; nothing when Dana may claim her
	}{
		{"somebody who takes no part", []string{"Dana", "Ana, not taking part"}, ""},
		{"somebody at the top of a tree", []string{"Dana", "Ana"}, ""},
		{"by somebody who takes no part themselves", []string{"Dana, not taking part", "Ana"}, ""},
		{"a dotted line stands in nobody's way", []string{"Dana", "Eli", "Ana ~ Eli"}, ""},
		{"E28: a line to somebody who takes no part holds nobody", []string{"Dana", "Zoe, not taking part", "Ana < Zoe"}, ""},
		{"E29: a manager who left", []string{"Dana", "Eli until 2026-03-04", "Ana < Eli"}, ""},
		{"a line that has ended", []string{"Dana", "Eli", "Ana < Eli until 2026-03-04"}, ""},
		{"who reports to them already", []string{"Dana", "Ana < Dana"}, "Ana already reports to you. Take the name out."},
		{"who reports to somebody else", []string{"Dana", "Eli", "Ana < Eli"}, "I can't ask Ana that now. Talk to them first. They can see why with /coach team."},
		{"on that line's last day", []string{"Dana", "Eli", "Ana < Eli until 2026-03-05"}, "I can't ask Ana that now. Talk to them first. They can see why with /coach team."},
		{"who has an acting manager", []string{"Dana", "Eli", "Ana < Dana", "Ana < Eli from 2026-03-02 until 2026-03-09"}, "I can't ask Ana that now. Talk to them first. They can see why with /coach team."},
		{"their own manager", []string{"Ana", "Dana < Ana"}, "You report to Ana yourself. Take the name out."},
		{"their manager's manager", []string{"Ana", "Priya < Ana", "Dana < Priya"}, "Ana is above you in the organisation, now or soon. Take the name out."},
		{"who will be their manager", []string{"Ana", "Dana", "Dana < Ana from 2026-04-01"}, "Ana is above you in the organisation, now or soon. Take the name out."},
		{"who will be their manager, but reports to somebody else by then",
			[]string{"Priya", "Ana", "Dana", "Dana < Ana from 2026-04-01", "Ana < Priya from 2026-03-20"}, ""},
		{"who was their manager", []string{"Ana", "Priya", "Dana < Ana until 2026-03-04", "Dana < Priya from 2026-03-05"}, ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			c := found(t, files.Default(), test.rows...)
			c.says(t, test.want, "Ana")
		})
	}
}

// says checks the reasons against Dana's claim of people on 5 March.
func (c *company) says(t *testing.T, want string, names ...string) {
	t.Helper()
	var ids []practice.PersonID
	for _, name := range names {
		ids = append(ids, c.id(name))
	}
	got := ""
	for i, p := range practice.CheckClaim(c.roster(), c.id("Dana"), ids, date(3, 5)) {
		if p.Field != practice.FieldPeople {
			t.Errorf("the problem is at %q", p.Field)
		}
		if i > 0 {
			got += " / "
		}
		got += p.Text
	}
	if got != want {
		t.Errorf("coach says %q, want %q", got, want)
	}
}

func TestWhatAnAccountAllows(t *testing.T) {
	tests := []struct {
		name     string
		standing practice.AccountStatus
		rows     []string
		want     string
	}{
		{"a guest", practice.Guest, []string{"Dana", "Ana, not taking part"}, "Ana is a guest or from another company. Ask whoever keeps the people file to add them first."},
		{"a guest who was imported", practice.Guest, []string{"Dana", "Ana"}, ""},
		{"somebody of another company", practice.Outside, []string{"Dana", "Ana"}, "Ana is a guest or from another company. Ask whoever keeps the people file to add them first."},
		{"who has left", practice.Gone, []string{"Dana", "Ana"}, "Ana has left the workspace. Take the name out."},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			c := found(t, files.Default(), test.rows...)
			c.person("Ana").Account = test.standing
			c.says(t, test.want, "Ana")
		})
	}
	c := found(t, files.Default(), "Dana", "Eli", "Ana", "Ben < Eli")
	c.says(t, "You can't report to yourself. Take your own name out. / I can't ask Ben that now. Talk to them first. They can see why with /coach team.", "Dana", "Ana", "Ben")
	c.lines[3].Team = true
	c.says(t, "I can't ask Ben that now. Talk to them first. They can see why with /coach team.", "Ben")
	c.person("Dana").Account = practice.Guest
	c.says(t, "Only full members of the workspace can name their team here. Ask whoever keeps the people file to add it there.", "Ana")
}

func TestALineToAManagerGoesBeforeOneToNobody(t *testing.T) {
	for _, rows := range [][]string{{"Dana", "Ana from 2026-03-05", "Ana < Dana from 2026-03-05"}, {"Dana", "Ana < Dana from 2026-03-05", "Ana from 2026-03-05"}} {
		c := found(t, files.Default(), rows...)
		if got := c.roster().ManagerOf(c.id("Ana"), date(3, 5)); got != c.id("Dana") {
			t.Errorf("%q: she reports to person %d, want Dana", rows, got)
		}
	}
}

// A reporting line is private to its two people: whatever claim somebody
// makes, no sentence about it names a third.
func TestAClaimTellsNothingOfOthersLines(t *testing.T) {
	c := found(t, files.Default(), "Carla", "Priya < Carla", "Dana < Priya", "Eli < Priya", "Ana < Dana", "Ben < Eli", "Cy ~ Eli", "Fay < Ben until 2026-04-01", "Zoe, not taking part")
	r := c.roster()
	for _, manager := range r.People() {
		for _, id := range r.People() {
			for _, p := range practice.CheckClaim(r, manager, []practice.PersonID{id}, date(3, 5)) {
				for _, other := range r.People() {
					if other != id && other != manager && strings.Contains(p.Text, r.Person(other).Name) {
						t.Errorf("%s, who claims %s, reads: %s", r.Person(manager).Name, r.Person(id).Name, p.Text)
					}
				}
			}
		}
	}
}
