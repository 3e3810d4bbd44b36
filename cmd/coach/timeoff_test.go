package main

import (
	"bytes"
	"errors"
	"strings"
	"testing"
	"time"
)

// saying is what a command says, and the problems with which it ends.
func saying(out *bytes.Buffer, err error) string {
	if bad, ok := errors.AsType[problems](err); ok {
		return out.String() + "problems:\n" + bad.Error() + "\n"
	}
	if err != nil {
		return out.String() + "coach: " + err.Error() + "\n"
	}
	return out.String()
}

// importedCompany imports people, of whom Ana has a calendar of her own, before coach
// has ever run.
func importedCompany(t *testing.T) (db string) {
	t.Helper()
	db = t.TempDir() + "/coach.db"
	const people = "email,name,manager_email,calendar\ndana@example.com,Dana Ruiz,,\nana@example.com,Ana Lima,dana@example.com,berlin\n"
	if err := (importCommand{File: "people.csv", DB: db}).importFrom(t.Context(), strings.NewReader(people), &bytes.Buffer{}, monday); err != nil {
		t.Fatal(err)
	}
	return db
}

// TestLeaveImport holds what coach leave import prints.
func TestLeaveImport(t *testing.T) {
	c := leaveImportCommand{File: "leave.csv", DB: importedCompany(t)}
	for _, step := range []struct{ name, csv, want string }{
		{"a first file", "email,from,to\nana@example.com,2026-12-24,2027-01-02\nAna@example.com,2026-05-04,\n",
			"2 rows: leave changed for 1 person, unchanged for 0 people. Other people's leave and leave noted in Slack stay too.\n"},
		{"the same file again", "from,to,email\n2026-12-24,2027-01-02,ana@example.com\n2026-05-04,,ana@example.com\n",
			"2 rows: leave changed for 0 people, unchanged for 1 person. Other people's leave and leave noted in Slack stay too.\n"},
		{"bad rows", "email,from,to,known_on\nben@example.com,2026-12-24,,\ndana@example.com,2026-12-24,2026-12-20,\nana@example.com,,,soon\n",
			"leave.csv: Passed over 1 of 3 rows, in line 2, because coach doesn't know the people in them.\nproblems:\n" +
				"leave.csv:3: It ends on 2026-12-20, before it starts on 2026-12-24. Correct one of them.\n" +
				"leave.csv:4: In known_on, “soon” is not a date: write an existing day as year-month-day, such as 2026-03-05.\n" +
				"leave.csv:4: There's no from. Add the first day of the leave.\n" +
				"Nothing was imported. Fix the rows above, or add --skip-bad to import everybody else's leave.\n"},
		{"no header", "ana@example.com,2026-12-24\n", ""},
	} {
		var out bytes.Buffer
		err := c.importFrom(t.Context(), []byte(step.csv), &out, monday)
		if got := saying(&out, err); got != step.want && (step.want != "" || !strings.HasPrefix(got, "problems:\nleave.csv:1: ")) {
			t.Errorf("%s: coach says\n%s\nwant\n%s", step.name, got, step.want)
		}
	}
}

const berlinUnknown = "The people file gives somebody the calendar “berlin”, but there is no such calendar, so they are taken to work Monday to Friday with no holidays. Correct the name, describe the calendar in the playbook, or import its holidays.\n"

// TestHolidaysImport holds what coach holidays import and list print.
func TestHolidaysImport(t *testing.T) {
	db := importedCompany(t)
	const old = "DTSTART;VALUE=DATE:20200101"
	const christmas = "SUMMARY:Christmas\nDTSTART;VALUE=DATE:20251225\nDURATION:P2D\nRRULE:FREQ=YEARLY;UNTIL=20271225"
	for _, step := range []struct{ name, calendar, ics, want string }{
		{"for everybody", "everyone", calendarOf("SUMMARY:May Day\nDTSTART;VALUE=DATE:20260501"),
			"taken        May Day: 1 May 2026\neveryone: 1 public holiday, 1 added, 0 removed. Next: Fri 1 May 2026.\n" + berlinUnknown},
		{"for a calendar that somebody has", "berlin", calendarOf(christmas, old),
			"taken        Christmas: 25 Dec 2025, 26 Dec 2025, 25 Dec 2026, 26 Dec 2026, 25 Dec 2027, 26 Dec 2027\n" +
				"berlin: 6 public holidays, 6 added, 0 removed. Next: Fri 25 December 2026, Sat 26 December 2026, Sat 25 December 2027.\n"},
		{"again, with less, which is meant", "berlin", calendarOf("DTSTART;VALUE=DATE:20251225"),
			"taken        without a name: 25 Dec 2025\nremoved      Christmas: 26 Dec 2025, 25 Dec 2026, 26 Dec 2026, 25 Dec 2027, 26 Dec 2027\n" +
				"berlin: 1 public holiday, 0 added, 5 removed. Next: none to come.\n"},
		{"for people without a calendar", "default", calendarOf("DTSTART;VALUE=DATE:20260525"),
			"taken        without a name: 25 May 2026\ndefault: 1 public holiday, 1 added, 0 removed. Next: Mon 25 May 2026.\n"},
		{"for a calendar that nobody has", "paris", calendarOf("DTSTART;VALUE=DATE:20260714"),
			"taken        without a name: 14 Jul 2026\nparis: 1 public holiday, 1 added, 0 removed. Next: Tue 14 July 2026.\n" +
				"Nobody has the calendar paris yet. Put it in the calendar column of the people file, or import these for everyone.\n"},
		{"nothing in these years", "berlin", calendarOf(old),
			"problems:\nh.ics: there's no day off from 2024-03-02 to 2032-03-02, so nothing was changed. Give a file with public holidays.\n"},
		{"no day off in it", "berlin", calendarOf("SUMMARY:Party\nDTSTART:20260625T160000Z", "SUMMARY:Tax day\nDTSTART;VALUE=DATE:20260415\nDESCRIPTION:Observance"),
			"problems:\npassed over  Tax day (15 Apr 2026): it is an observance, not a day off\npassed over  Party (25 Jun 2026): it has a time of day\n" +
				"To take a day that was passed over, add --also with words from its name or description.\n" +
				"h.ics: there's no day off from 2024-03-02 to 2032-03-02, so nothing was changed. Give a file with public holidays.\n"},
		{"no calendar at all", "", "hello",
			"problems:\nh.ics:1: This isn't a calendar, because it has no line BEGIN:VCALENDAR. Give an iCalendar file (.ics), as a calendar exports it.\n" +
				"the calendar has no name. Give the one in the people file, or default, or everyone\n"},
	} {
		var out bytes.Buffer
		c := holidaysImportCommand{Name: step.calendar, Files: []string{"h.ics"}, DB: db, Yes: true}
		err := c.importFrom(t.Context(), [][]byte{[]byte(step.ics)}, &out, monday)
		if got := saying(&out, err); got != step.want {
			t.Errorf("%s: coach says\n%s\nwant\n%s", step.name, got, step.want)
		}
	}
	var out bytes.Buffer
	err := holidaysListCommand{DB: db}.list(t.Context(), &out, monday)
	const want = "everyone: Fri 1 May 2026\nberlin: none to come\ndefault: Mon 25 May 2026\nparis: Tue 14 July 2026\n"
	if got := saying(&out, err); got != want {
		t.Errorf("the list is\n%s\nwant\n%s", got, want)
	}
	out.Reset()
	err = holidaysListCommand{DB: importedCompany(t)}.list(t.Context(), &out, time.Now())
	if got := saying(&out, err); got != "There are no public holidays yet. Import some: coach holidays import everyone FILE.ics\n" {
		t.Errorf("without any the list is\n%s", got)
	}
}

func TestAFileThatIsNotThereIsAProblem(t *testing.T) {
	_, err := readInput(t.TempDir()+"/none.csv", strings.NewReader(""))
	if got := saying(&bytes.Buffer{}, err); !strings.HasPrefix(got, "problems:\n") || !strings.HasSuffix(got, "none.csv: no such file or directory. Check the name.\n") {
		t.Errorf("coach says %s", got)
	}
}
