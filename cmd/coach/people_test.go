package main

import (
	"bytes"
	"errors"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"coach/practice"
	"coach/store"
)

// A file is tried before it is imported: what a dry run says is what the
// import says and does, and it changes nothing.
func TestTheImportIsTriedFirst(t *testing.T) {
	const first = "email,name,manager_email,time_zone\ndana@example.com,Dana Ruiz,,\neli@example.com,Eli Katz,dana@example.com,\n" +
		"ana@example.com,Ana Lima,dana@example.com,Europe/London\nben@example.com,Ben Okafor,eli@example.com,\ncy@example.com,Cy Young,dana@example.com,\n"
	steps := []struct {
		name, csv string
		flags     importCommand
		want      string
	}{
		{"a change of almost everything", "email,name,manager_email,time_zone,level,start_on,end_on\n" +
			"ana@example.com,Ana Lima-Sousa,eli@example.com,Europe/Lisbon,flm,2026-03-01,\n" +
			"eve@example.com,Eve Ng,ana@example.com,Asia/Dubai,,2026-04-01,\n" +
			"cy@example.com,,dana@example.com,,,,2026-03-31\n" +
			"ben@example.com,,eli@example.com,,,,2026-03-15\nben@example.com,,dana@example.com,,,2026-03-16,\n", importCommand{},
			`added    eve@example.com
         name Eve Ng
         time zone Asia/Dubai
         reports to ana@example.com from 2026-04-01
changed  ana@example.com
         name Ana Lima → Ana Lima-Sousa
         time zone Europe/London → Europe/Lisbon
         manager dana@example.com → eli@example.com
         level by reporting lines → flm
         first day always → 2026-03-01
changed  ben@example.com
         reports to eli@example.com: last day open → 2026-03-15
         reports to dana@example.com from 2026-03-16
ended    cy@example.com
         last day open → 2026-03-31
1 added, 2 changed, 1 ended, 0 unchanged.
`},
		{"a file without Eli, who leads Ben", "email,manager_email\ndana@example.com,\nana@example.com,dana@example.com\ncy@example.com,dana@example.com\nben@example.com,eli@example.com\n",
			importCommand{Complete: true},
			`ended    eli@example.com
         last day open → 2026-03-01
Without a line manager now: ben@example.com. Name one in the people file, or have the new manager type /coach team.
0 added, 0 changed, 1 ended, 4 unchanged.
`},
		{"a file of one, which would end the others", "email\ndana@example.com\n", importCommand{Complete: true, Yes: true},
			`ended    ana@example.com
         last day open → 2026-03-01
ended    ben@example.com
         last day open → 2026-03-01
ended    cy@example.com
         last day open → 2026-03-01
ended    eli@example.com
         last day open → 2026-03-01
0 added, 0 changed, 4 ended, 1 unchanged.
`},
	}
	for _, step := range steps {
		t.Run(step.name, func(t *testing.T) {
			db := filepath.Join(t.TempDir(), "coach.db")
			say := func(csv string, c importCommand) string {
				t.Helper()
				var out bytes.Buffer
				c.File, c.DB = "people.csv", db
				if err := c.importFrom(t.Context(), strings.NewReader(csv), &out, monday); err != nil {
					out.WriteString("coach: " + err.Error() + "\n")
				}
				return out.String()
			}
			say(first, importCommand{})
			before := everybody(t, db)
			dry := step.flags
			dry.DryRun = true
			if got := say(step.csv, dry); got != step.want+"This was a dry run, so nothing has changed. To do it, leave out --dry-run.\n" {
				t.Errorf("the dry run says\n%s\nwant\n%s", got, step.want)
			}
			if left, _ := filepath.Glob(filepath.Join(filepath.Dir(db), "*dry-run*")); len(left) > 0 {
				t.Errorf("it leaves its copy behind: %v", left)
			}
			after := everybody(t, db)
			if !slices.Equal(before.People(), after.People()) {
				t.Errorf("the dry run added or removed people")
			}
			for _, id := range before.People() {
				if diff := practice.Differences(before, after, id); len(diff) > 0 {
					t.Errorf("the dry run changed %v", diff)
				}
			}
			got := say(step.csv, step.flags)
			if got = strings.ReplaceAll(got, "coach run finds new people in Slack when it starts, or within the hour if it is running.\n", ""); got != step.want {
				t.Errorf("the import says\n%s\nwant\n%s", got, step.want)
			}
		})
	}
}

// What would end too many people, or rests on bad rows, is refused with what to
// do, and nothing is imported; nor does a dry run make a database.
func TestACompleteFileIsTakenWithCare(t *testing.T) {
	db := filepath.Join(t.TempDir(), "coach.db")
	say := func(csv string, c importCommand) string {
		t.Helper()
		var out bytes.Buffer
		c.File, c.DB = "people.csv", db
		if err := c.importFrom(t.Context(), strings.NewReader(csv), &out, monday); err != nil {
			out.WriteString("coach: " + err.Error() + "\n")
		}
		return out.String()
	}
	const three = "email,manager_email\ndana@example.com,\nana@example.com,dana@example.com\nben@example.com,dana@example.com\n"
	for _, step := range []struct {
		name, csv string
		flags     importCommand
		want      string
	}{
		{"a dry run without a database", three, importCommand{DryRun: true}, "3 added"},
		{"which says so", three, importCommand{DryRun: true}, "There's no database at " + db + " yet. The import creates one.\n"},
		{"of which nothing is left", "email\n", importCommand{DryRun: true}, "0 added, 0 changed, 0 ended, 0 unchanged."},
		{"a first file", three, importCommand{Complete: true}, "3 added, 0 changed, 0 ended"},
		{"one of three is absent", "email,manager_email\ndana@example.com,\nana@example.com,dana@example.com\n", importCommand{Complete: true, DryRun: true}, "0 added, 0 changed, 1 ended, 2 unchanged."},
		{"two of three are absent", "email\ndana@example.com\n", importCommand{Complete: true},
			"coach: Nothing was imported. 2 of the 3 people who take part are not in the file, and --complete would end them. " +
				"Check with --dry-run that the file is complete, then add --yes to end them anyway.\n"},
		{"as a dry run", "email\ndana@example.com\n", importCommand{Complete: true, DryRun: true},
			"2 of the 3 people who take part are not in the file. If that's right, add --yes to --complete.\n"},
		{"a bad row", "email,manager_email\ndana@example.com,\nana@example.com,boss@example.com\n", importCommand{Complete: true, SkipBad: true, Yes: true},
			"With --complete, anybody on a bad row would seem to have left"},
		{"after all that", three, importCommand{Complete: true}, "0 added, 0 changed, 0 ended, 3 unchanged."},
	} {
		if got := say(step.csv, step.flags); !strings.Contains(got, step.want) {
			t.Errorf("%s: coach says\n%s\nwant\n%s", step.name, got, step.want)
		}
	}
}

func everybody(t *testing.T, path string) *practice.Roster {
	t.Helper()
	db, err := store.Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	r, err := db.Roster(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// A file that names few people closes no circle with the lines of the others.
func TestAFileClosesNoCircleWithWhatStands(t *testing.T) {
	c := importCommand{File: "people.csv", DB: filepath.Join(t.TempDir(), "coach.db")}
	take := func(csv string) (string, error) {
		var out bytes.Buffer
		err := c.importFrom(t.Context(), strings.NewReader(csv), &out, monday)
		return out.String(), err
	}
	if _, err := take("email,manager_email\ndana@example.com,\nana@example.com,dana@example.com\n"); err != nil {
		t.Fatal(err)
	}
	_, err := take("email,manager_email\neli@example.com,\ndana@example.com,ana@example.com\n")
	const want = "people.csv:3: ana@example.com reports to dana@example.com, who reports to ana@example.com. Correct a manager_email or a date to break the circle.\n" +
		"Nothing was imported. Fix the rows above, or add --skip-bad to import the others."
	if bad, is := errors.AsType[problems](err); !is || bad.Error() != want {
		t.Errorf("it said %v, want %q", err, want)
	}
	c.Complete = true
	if said, err := take("email,manager_email\nana@example.com,\ndana@example.com,ana@example.com\n"); err != nil {
		t.Errorf("turning a line around in a file that names both is refused: %s%v", said, err)
	}
}

// TestImport holds what coach people import prints.
func TestImport(t *testing.T) {
	db := t.TempDir() + "/coach.db"
	say := func(csv string, skipBad bool) string {
		t.Helper()
		var out bytes.Buffer
		c := importCommand{File: "people.csv", DB: db, SkipBad: skipBad}
		if err := c.importFrom(t.Context(), strings.NewReader(csv), &out, monday); err != nil {
			if status := fail(&out, err); status != 2 {
				t.Errorf("it ends with status %d, want 2", status)
			}
		}
		return out.String()
	}
	for _, step := range []struct{ name, csv, want string }{
		{"a first file", "email,name,manager_email\ndana@example.com,Dana Ruiz,\nana@example.com,Ana Lima,dana@example.com\n",
			"Created a new database at " + db + ".\nadded    dana@example.com\n         name Dana Ruiz\n         reports to nobody\n" +
				"added    ana@example.com\n         name Ana Lima\n         reports to dana@example.com\n2 added, 0 changed, 0 ended, 0 unchanged.\ncoach run finds new people in Slack when it starts, or within the hour if it is running.\n"},
		{"the same file again", "email,name,manager_email\ndana@example.com,Dana Ruiz,\nana@example.com,Ana Lima,dana@example.com\n",
			"0 added, 0 changed, 0 ended, 2 unchanged.\n"},
		{"somebody leaves, columns in another order", "end_on,manager_email,email\n,,dana@example.com\n2026-03-31,dana@example.com,ana@example.com\n",
			"ended    ana@example.com\n         last day open → 2026-03-31\n0 added, 0 changed, 1 ended, 1 unchanged.\n"},
		{"bad rows", "email,manager_email,start_on\nben@example.com,boss@example.com,\nfay@example.com,dana@example.com,next week\neli@example.com,dana@example.com,\n",
			"people.csv:2: The manager boss@example.com has no row. Correct the email, or add a row for them.\n" +
				"people.csv:3: In start_on, “next week” is not a date: write an existing day as year-month-day, such as 2026-03-05.\n" +
				"Nothing was imported. Fix the rows above, or add --skip-bad to import the others.\n"},
	} {
		if got := say(step.csv, false); got != step.want {
			t.Errorf("%s: coach says\n%s\nwant\n%s", step.name, got, step.want)
		}
	}
	if got := say("email,start_on\nfay@example.com,next week\neli@example.com,\n", true); !strings.Contains(got, "1 added, 0 changed") {
		t.Errorf("with --skip-bad the good row is imported; coach says\n%s", got)
	}
}

// TestUnfound holds what coach people unfound prints.
func TestUnfound(t *testing.T) {
	c := unfoundCommand{DB: importedCompany(t)}
	list := func() string {
		t.Helper()
		var out bytes.Buffer
		return saying(&out, c.list(t.Context(), &out))
	}
	if got, want := list(), "ana@example.com\ndana@example.com\n"; got != want {
		t.Errorf("before anybody is found it prints\n%s\nwant\n%s", got, want)
	}
}
