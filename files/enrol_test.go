package files

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"coach/cadence"
	"coach/practice"
)

func TestEnrolMakesPeopleAndLinesOfRows(t *testing.T) {
	const file = `email,name,manager_email,line,level,time_zone,calendar,start_on,end_on,slack_id
zoe@example.com,Zoe,dana@example.com,,,Asia/Dubai,gulf,2026-04-01,,U1
dana@example.com,,,,mom,,,,,
zoe@example.com,Zoë,eli@example.com,,,Europe/London,uk,,2026-03-31,U0
zoe@example.com,,eli@example.com,dotted,,,,2026-05-01,,
eli@example.com,Eli,dana@example.com,,,,,,,
`
	read, err := ParsePeople([]byte(file), "", nil)
	rows, faults := read.Rows, read.Faults
	if err != nil || len(faults) > 0 {
		t.Fatal(faults, err)
	}
	people, lines := Enrol(rows)
	const dana, eli, zoe = 1, 2, 3
	wantPeople := []practice.Person{
		{ID: dana, Email: "dana@example.com", Account: practice.Unfound, Morning: practice.DefaultMorning},
		{ID: eli, Email: "eli@example.com", Name: "Eli", Account: practice.Unfound, Morning: practice.DefaultMorning},
		{ID: zoe, Email: "zoe@example.com", Name: "Zoe", Zone: "Asia/Dubai", Calendar: "gulf", SlackID: "U1", Account: practice.Unfound, Morning: practice.DefaultMorning},
	}
	if diff := cmp.Diff(wantPeople, people); diff != "" {
		t.Errorf("people differ (-want +got):\n%s", diff)
	}
	wantLines := []practice.Line{
		{Report: dana, Level: practice.MOM},
		{Report: zoe, Manager: eli, To: cadence.NewDate(2026, 3, 31)},
		{Report: eli, Manager: dana},
		{Report: zoe, Manager: dana, From: cadence.NewDate(2026, 4, 1)},
		{Report: zoe, Manager: eli, Dotted: true, From: cadence.NewDate(2026, 5, 1)},
	}
	if diff := cmp.Diff(wantLines, lines); diff != "" {
		t.Errorf("lines differ (-want +got):\n%s", diff)
	}
}
