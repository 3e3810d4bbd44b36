package main

import (
	"bytes"
	"errors"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"coach/practice"
	"coach/store"
)

// leaveIn is the leave that the database has of people in a file, a line each.
func leaveIn(t *testing.T, path string) string {
	t.Helper()
	db, err := store.Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	roster, err := db.Roster(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	leaves, err := db.FileLeave(t.Context(), 1)
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for _, l := range leaves {
		name, _, _ := strings.Cut(roster.Person(l.Person).Email, "@")
		lines = append(lines, name+" "+l.From.String()+" "+l.To.String())
	}
	return strings.Join(lines, "\n")
}

// The leave file has the manners of the people file. The day is Monday 2 March
// 2026; Ana is on leave since February and in August, Dana was in January and
// will be in May.
func TestLeaveFilesAreTakenWithCare(t *testing.T) {
	const first = "email,from,to\nana@example.com,2026-02-16,2026-03-13\nana@example.com,2026-08-03,2026-08-14\ndana@example.com,2026-01-05,2026-01-09\ndana@example.com,2026-05-04,\n"
	const had = "dana 2026-01-05 2026-01-09\ndana 2026-05-04 \nana 2026-02-16 2026-03-13\nana 2026-08-03 2026-08-14"
	const other = " Other people's leave and leave noted in Slack stay too.\n"
	for _, c := range []struct {
		name, csv   string
		flags       leaveImportCommand
		says, after string // nothing for what stays
	}{
		{"rows of people whom coach does not know", "email,from,to\nana@example.com,2026-06-01,2026-06-05\nx@example.com,2026-06-01,\ny@example.com,soon,\n", leaveImportCommand{},
			"leave.csv: Passed over 2 of 3 rows, in lines 3 and 4, because coach doesn't know the people in them.\n1 row: leave changed for 1 person, unchanged for 0 people." + other,
			"dana 2026-01-05 2026-01-09\ndana 2026-05-04 \nana 2026-06-01 2026-06-05"},
		{"a file about nobody whom coach knows", "email,from\nx@example.com,2026-06-01\n", leaveImportCommand{SkipBad: true, Yes: true},
			"problems:\nleave.csv:2: coach doesn't know anybody in this file. Check that the emails match the people file.\nNothing was imported. Fix the rows above, or add --skip-bad to import everybody else's leave.\n", ""},
		{"such a file that would be complete", "email,from\nx@example.com,2026-06-01\n", leaveImportCommand{Complete: true, Yes: true},
			"problems:\nleave.csv:2: coach doesn't know anybody in this file. Check that the emails match the people file.\nNothing was imported. Fix the rows above first. With --complete, anybody on a bad row would seem not to be away.\n", ""},
		{"a bad row, of whom nothing changes", "email,from,to\nana@example.com,2026-06-01,2026-06-05\nana@example.com,2026-07-06,2026-07-03\ndana@example.com,2026-05-04,2026-05-08\n", leaveImportCommand{SkipBad: true},
			"leave.csv:3: It ends on 2026-07-03, before it starts on 2026-07-06. Correct one of them.\n1 row: leave changed for 1 person, unchanged for 0 people." + other,
			"dana 2026-05-04 2026-05-08\nana 2026-02-16 2026-03-13\nana 2026-08-03 2026-08-14"},
		{"leave that was cancelled", "email,from,to,status\nana@example.com,2026-08-03,2026-08-14,Cancelled\ndana@example.com,2026-05-04,,Approved\n", leaveImportCommand{},
			"leave.csv: Left out leave that is cancelled or not approved: line 2.\n2 rows: leave changed for 2 people, unchanged for 0 people." + other, "dana 2026-05-04 "},
		{"a row without days", "email,from,to\nana@example.com,,\n", leaveImportCommand{},
			"1 row: leave changed for 1 person, unchanged for 0 people." + other, "dana 2026-01-05 2026-01-09\ndana 2026-05-04 "},
		{"the year of the end mistyped", "email,from,to\nana@example.com,2026-12-24,2072-01-02\n", leaveImportCommand{},
			"problems:\nleave.csv:2: It lasts from 2026-12-24 to 2072-01-02, more than twelve months. Is the year right?\nNothing was imported. Fix the problems above, or add --yes if it's right.\n", ""},
		{"the year of both", "email,from,to\nana@example.com,2062-12-24,2063-01-02\n", leaveImportCommand{},
			"problems:\nleave.csv:2: It begins on 2062-12-24, more than a year from now. Is the year right?\nNothing was imported. Fix the problems above, or add --yes if it's right.\n", ""},
		{"the year of a beginning without an end", "email,from,to\nana@example.com,2006-12-24,\n", leaveImportCommand{},
			"problems:\nleave.csv:2: It began on 2006-12-24, more than a year ago, and has no last day. Is the year right?\nNothing was imported. Fix the problems above, or add --yes if it's right.\n", ""},
		{"twelve months, and long ago", "email,from,to\nana@example.com,2026-03-02,2027-03-02\nana@example.com,2019-03-02,2019-03-08\n", leaveImportCommand{},
			"2 rows: leave changed for 1 person, unchanged for 0 people." + other,
			"dana 2026-01-05 2026-01-09\ndana 2026-05-04 \nana 2019-03-02 2019-03-08\nana 2026-03-02 2027-03-02"},
		{"more, and it is meant", "email,from,to\nana@example.com,2026-03-02,2027-12-31\n", leaveImportCommand{Yes: true},
			"1 row: leave changed for 1 person, unchanged for 0 people." + other, "dana 2026-01-05 2026-01-09\ndana 2026-05-04 \nana 2026-03-02 2027-12-31"},
		{"a complete file without Dana", "email,from,to\nana@example.com,2026-02-16,2026-03-13\n", leaveImportCommand{Complete: true},
			"1 row: leave changed for 1 person, unchanged for 0 people. Ended the leave of 1 person not in the file. Leave noted in Slack stays.\n",
			"dana 2026-01-05 2026-01-09\nana 2026-02-16 2026-03-13"},
		{"a complete file without Ana, who is away", "email,from,to\ndana@example.com,2026-05-04,\n", leaveImportCommand{Complete: true},
			"1 row: leave changed for 1 person, unchanged for 0 people. Ended the leave of 1 person not in the file. Leave noted in Slack stays.\n",
			"dana 2026-05-04 \nana 2026-02-16 2026-03-01"},
		{"a complete file of nobody", "email,from,to\n", leaveImportCommand{Complete: true},
			"problems:\n2 of the 2 people with leave to come are not in the file, and --complete would end it.\nNothing was imported. Check with --dry-run that the file is complete, then add --yes to end it anyway.\n", ""},
		{"which is meant", "email,from,to\n", leaveImportCommand{Complete: true, Yes: true},
			"0 rows: leave changed for 0 people, unchanged for 0 people. Ended the leave of 2 people not in the file. Leave noted in Slack stays.\n",
			"dana 2026-01-05 2026-01-09\nana 2026-02-16 2026-03-01"},
	} {
		db := importedCompany(t)
		say := func(csv string, flags leaveImportCommand) string {
			flags.File, flags.DB = "leave.csv", db
			var out bytes.Buffer
			err := flags.importFrom(t.Context(), []byte(csv), &out, monday)
			return saying(&out, err)
		}
		say(first, leaveImportCommand{})
		if got := leaveIn(t, db); got != had {
			t.Fatalf("at first there is\n%s", got)
		}
		dry := c.flags
		dry.DryRun = true
		drily := say(c.csv, dry)
		if got := leaveIn(t, db); got != had {
			t.Errorf("%s: the dry run leaves\n%s", c.name, got)
		}
		if left, _ := filepath.Glob(filepath.Join(filepath.Dir(db), "*dry-run*")); len(left) > 0 {
			t.Errorf("%s: the dry run leaves its copy behind: %v", c.name, left)
		}
		got := say(c.csv, c.flags)
		if got != c.says {
			t.Errorf("%s: coach says\n%s\nwant\n%s", c.name, got, c.says)
		}
		if !strings.HasPrefix(got, "problems:") && drily != got+"This was a dry run, so nothing has changed. To do it, leave out --dry-run.\n" {
			t.Errorf("%s: the dry run says\n%s", c.name, drily)
		}
		want := c.after
		if want == "" {
			want = had
		}
		if after := leaveIn(t, db); after != want {
			t.Errorf("%s: afterwards there is\n%s\nwant\n%s", c.name, after, want)
		}
		if c.after != "" { // and what was once said to be meant is not asked about again
			again := c.flags
			again.Yes = false
			if got := say(c.csv, again); strings.HasPrefix(got, "problems:") || leaveIn(t, db) != want {
				t.Errorf("%s: again it says\n%s", c.name, got)
			}
		}
	}
}

// The organisation's day decides what has passed, not the machine's.
func TestLeaveEndsOnTheOrganisationsDay(t *testing.T) {
	path := importedCompany(t)
	db, err := store.Open(t.Context(), path)
	if err == nil {
		err = errors.Join(db.ChangeSettings(t.Context(), practice.Settings{Zone: "Pacific/Auckland"}, store.Edition{}, 0, monday), db.Close())
	}
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []leaveImportCommand{{}, {Complete: true, Yes: true}} {
		c.File, c.DB = "leave.csv", path
		csv := "email,from,to\nana@example.com,2026-02-16,2026-03-13\n"
		if c.Complete {
			csv = "email,from\n"
		}
		if err := c.importFrom(t.Context(), []byte(csv), &bytes.Buffer{}, monday.Add(5*time.Hour)); err != nil { // Tuesday there
			t.Fatal(err)
		}
	}
	if got, want := leaveIn(t, path), "ana 2026-02-16 2026-03-02"; got != want {
		t.Errorf("there is %s, want %s", got, want)
	}
}

// Coach copies no database of a server, and a dry run is of a copy or not at
// all: it does not get as far as to connect.
func TestADryRunOfLeaveIsNeverOnTheServerItself(t *testing.T) {
	var out bytes.Buffer
	c := leaveImportCommand{File: "leave.csv", DB: "postgres://coach@127.0.0.1:1/coach", DryRun: true}
	if got := saying(&out, c.importFrom(t.Context(), []byte("email,from\n"), &out, monday)); !strings.Contains(got, "Copy this database with pg_dump") {
		t.Errorf("coach says %s", got)
	}
}
