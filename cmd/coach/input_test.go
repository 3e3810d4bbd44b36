package main

import (
	"bytes"
	"context"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"coach/store"
)

// Only coach run, the demo and the first import make a database: elsewhere a
// name with a slip would be a new and empty one.
func TestAMistypedDatabaseIsNotMade(t *testing.T) {
	folder := t.TempDir()
	file := filepath.Join(folder, "playbook.yaml")
	if err := os.WriteFile(file, []byte("practices: []\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	flags := func(db string) libraryFlags { return libraryFlags{DB: db} }
	for name, command := range map[string]func(ctx context.Context, db string, out io.Writer) error{
		"leave import": func(ctx context.Context, db string, out io.Writer) error {
			return leaveImportCommand{File: "l.csv", DB: db}.importFrom(ctx, []byte("email,from\n"), out, monday)
		},
		"holidays import": func(ctx context.Context, db string, out io.Writer) error {
			return holidaysImportCommand{Name: "everyone", Files: []string{"h.ics"}, DB: db}.importFrom(ctx, [][]byte{[]byte(calendarOf("DTSTART;VALUE=DATE:20260501"))}, out, monday)
		},
		"holidays list": func(ctx context.Context, db string, out io.Writer) error {
			return holidaysListCommand{DB: db}.list(ctx, out, monday)
		},
		"playbook show": func(ctx context.Context, db string, out io.Writer) error {
			return showCommand{libraryFlags: flags(db)}.showTo(ctx, out, monday)
		},
		"playbook diff": func(ctx context.Context, db string, out io.Writer) error {
			return diffCommand{libraryFlags: flags(db), File: file}.diffTo(ctx, nil, out, monday)
		},
		"playbook publish": func(ctx context.Context, db string, out io.Writer) error {
			return publishCommand{libraryFlags: flags(db), File: file}.publishTo(ctx, nil, out, monday)
		},
		"playbook undo": func(ctx context.Context, db string, out io.Writer) error {
			return undoCommand{libraryFlags: flags(db)}.undoTo(ctx, out, monday)
		},
	} {
		for _, place := range []string{"caoch.db", "typo/coach.db"} {
			db := filepath.Join(folder, place)
			want := "problems:\nThere's no database at " + db + ". Start coach run once, or check --db.\n"
			var out bytes.Buffer
			if got := saying(&out, command(t.Context(), db, &out)); got != want {
				t.Errorf("coach %s says\n%s\nwant\n%s", name, got, want)
			}
		}
	}
	for _, dry := range []bool{false, true} {
		c := importCommand{File: "people.csv", DB: filepath.Join(folder, "typo", "coach.db"), DryRun: dry}
		want := "problems:\nThere's no folder " + filepath.Join(folder, "typo") + " for the database. Create it first, or check --db.\n"
		var out bytes.Buffer
		if got := saying(&out, c.importFrom(t.Context(), strings.NewReader("email\n"), &out, monday)); got != want {
			t.Errorf("coach people import says\n%s\nwant\n%s", got, want)
		}
	}
	made, err := os.ReadDir(folder)
	if err != nil || len(made) != 1 {
		t.Errorf("the folder holds %v, want the playbook file alone (%v)", made, err)
	}
}

// The first import of people makes the database, and says so once.
func TestTheFirstImportMakesTheDatabase(t *testing.T) {
	c := importCommand{File: "people.csv", DB: filepath.Join(t.TempDir(), "coach.db")}
	for _, want := range []int{1, 0} {
		var out bytes.Buffer
		if err := c.importFrom(t.Context(), strings.NewReader("email\nana@example.com\n"), &out, monday); err != nil {
			t.Fatal(err)
		}
		if got := strings.Count(out.String(), "Created a new database at "+c.DB+".\n"); got != want {
			t.Errorf("it says %d times that it made a database, want %d:\n%s", got, want, out.String())
		}
	}
	db, err := store.Open(t.Context(), c.DB)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
}

// Every command says the same of a file that it cannot read.
func TestAFileThatCannotBeReadIsSaidTheSameEverywhere(t *testing.T) {
	none := filepath.Join(t.TempDir(), "none.csv")
	want := none + ": no such file or directory. Check the name."
	for name, err := range map[string]error{
		"people import":    importCommand{File: none}.Run(t.Context()),
		"leave import":     leaveImportCommand{File: none}.Run(t.Context()),
		"holidays import":  holidaysImportCommand{Name: "everyone", Files: []string{none}}.Run(t.Context()),
		"playbook publish": publishCommand{File: none}.Run(t.Context()),
		"plan":             planCommand{People: none, From: "2026-03-01", To: "2026-03-31"}.Run(),
	} {
		var out bytes.Buffer
		if status := fail(&out, err); status != 2 || out.String() != want+"\n" {
			t.Errorf("coach %s says\n%s(status %d), want\n%s (status 2)", name, out.String(), status, want)
		}
	}
}

func TestALogLevelThatIsNoneIsSaid(t *testing.T) {
	const want = "COACH_LOG_LEVEL “loud” is not a level. Use debug, info, warn or error"
	if err := (runCommand{LogLevel: "loud"}).Run(t.Context()); err == nil || err.Error() != want {
		t.Errorf("coach says %v, want %s", err, want)
	}
}

// calendarOf is an iCalendar file of events, each a few properties.
func calendarOf(events ...string) string {
	text := "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//Example//Holidays//EN\n"
	for _, e := range events {
		text += "BEGIN:VEVENT\nUID:1\n" + e + "\nEND:VEVENT\n"
	}
	return text + "END:VCALENDAR\n"
}

func TestAFileLargerThanAnyIsNotRead(t *testing.T) {
	_, err := readInput("-", endless{})
	if err == nil || !strings.Contains(err.Error(), "larger than 16 MiB") {
		t.Errorf("%v", err)
	}
}

// endless is a file without an end.
type endless struct{}

// Read implements io.Reader.
func (endless) Read(p []byte) (int, error) { return len(p), nil }
