package practice_test

import (
	"strings"
	"testing"

	"coach/files"
	"coach/practice"
)

func TestDifferencesAreToldInWords(t *testing.T) {
	tests := []struct {
		name          string
		before, after []string
		want          string
	}{
		{"nothing", []string{"Dana", "Eli", "Ana < Dana"}, []string{"Dana", "Eli", "Ana < Dana"}, ""},
		{"another manager", []string{"Dana", "Eli", "Ana < Dana"}, []string{"Dana", "Eli", "Ana < Eli"}, "manager Dana → Eli"},
		{"no manager any more", []string{"Dana", "Eli", "Ana < Dana"}, []string{"Dana", "Eli", "Ana"}, "manager Dana → nobody"},
		{"everything about a line", []string{"Dana", "Eli", "Ana < Dana from 2026-03-01"}, []string{"Dana", "Eli", "Ana < Eli until 2026-06-30 as flm"},
			"manager Dana → Eli; level by reporting lines → flm; first day 2026-03-01 → always; last day open → 2026-06-30"},
		{"a transfer", []string{"Dana", "Eli", "Ana < Dana"}, []string{"Dana", "Eli", "Ana < Dana until 2026-04-12", "Ana < Eli from 2026-04-13"},
			"reports to Dana: last day open → 2026-04-12; reports to Eli from 2026-04-13"},
		{"an acting manager", []string{"Dana", "Eli", "Ana < Dana"}, []string{"Dana", "Eli", "Ana < Dana", "Ana < Eli from 2026-04-01 until 2026-04-14"},
			"reports to Eli from 2026-04-01 until 2026-04-14"},
		{"a dotted line, and the line away", []string{"Dana", "Eli", "Ana < Dana"}, []string{"Dana", "Eli", "Ana ~ Eli"},
			"no longer reports to Dana; dotted line to Eli"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			before, after := found(t, files.Default(), test.before...), found(t, files.Default(), test.after...)
			if got := strings.Join(practice.Differences(before.roster(), after.roster(), after.id("Ana")), "; "); got != test.want {
				t.Errorf("told is %q, want %q", got, test.want)
			}
		})
	}
	before, after := found(t, files.Default(), "Dana", "Ana < Dana"), found(t, files.Default(), "Dana", "Ana < Dana")
	before.lines[1].Team = true
	ana := after.person("Ana")
	ana.Name, ana.Email, ana.Zone, ana.Calendar, ana.SlackID = "Ana Lima", "ana@example.com", "Asia/Dubai", "gulf", "U1"
	const want = "name Ana → Ana Lima; email none → ana@example.com; time zone the organisation's → Asia/Dubai; calendar the default one → gulf; " +
		"Slack ID none → U1; line confirmed in Slack → from the people file"
	if got := strings.Join(practice.Differences(before.roster(), after.roster(), ana.ID), "; "); got != want {
		t.Errorf("told is\n%s, want\n%s", got, want)
	}
}

func TestWhoIsLeftWithoutAManager(t *testing.T) {
	before := found(t, files.Default(), "Priya", "Dana < Priya", "Ana < Dana", "Ben < Dana", "Cy < Dana", "Ann", "Bob < Dana until 2026-03-04")
	after := found(t, files.Default(), "Priya", "Dana < Priya until 2026-03-04", "Ana < Dana", "Ben < Priya", "Cy < Dana until 2026-03-04", "Ann", "Bob < Dana until 2026-03-04")
	if got := after.names(practice.LeftWithoutManager(before.roster(), after.roster(), date(3, 5))); got != "Ana" {
		t.Errorf("left without a manager are %q, want Ana alone", got)
	}
}
