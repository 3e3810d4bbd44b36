package main

import (
	"bytes"
	"context"
	"io"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"coach/files"
	"coach/practice"
	"coach/store"
)

// A desk is a terminal beside a database, and what was typed and said there.
type desk struct {
	t          *testing.T
	flags      libraryFlags
	now        time.Time
	transcript bytes.Buffer
}

// newDesk is at a company where Priya leads Dana, and Dana a number of people.
func newDesk(t *testing.T, reports int) *desk {
	t.Helper()
	d := &desk{t: t, flags: libraryFlags{DB: t.TempDir() + "/coach.db", TimeZone: "Europe/London"},
		now: time.Date(2026, time.March, 16, 10, 0, 0, 0, time.UTC)}
	db, err := store.Make(t.Context(), d.flags.DB)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	rows := []files.PeopleRow{{Email: "priya@example.com", Name: "Priya"}, {Email: "dana@example.com", Name: "Dana", ManagerEmail: "priya@example.com"}}
	for i := range reports {
		rows = append(rows, files.PeopleRow{Email: string(rune('a'+i)) + "@example.com", ManagerEmail: "dana@example.com"})
	}
	if _, err := db.ImportPeople(t.Context(), rows); err != nil {
		t.Fatal(err)
	}
	priya := practice.Person{SlackID: "U0PRIYA", Email: "priya@example.com", Name: "Priya", Account: practice.Member}
	if err := db.SyncDirectory(t.Context(), []practice.Person{priya}); err != nil {
		t.Fatal(err)
	}
	return d
}

// with opens the database beside the desk.
func (d *desk) with(do func(*store.Store) error) {
	d.t.Helper()
	db, err := store.Open(d.t.Context(), d.flags.DB)
	if err != nil {
		d.t.Fatal(err)
	}
	defer db.Close()
	if err := do(db); err != nil {
		d.t.Fatal(err)
	}
}

// says notes what a command prints, and how it ends unless that is well.
func (d *desk) says(typed string, run func(ctx context.Context, in io.Reader, out io.Writer, now time.Time) error, in string) {
	d.t.Helper()
	d.transcript.WriteString("$ coach playbook " + typed + "\n")
	if err := run(d.t.Context(), strings.NewReader(in), &d.transcript, d.now); err != nil {
		if status := fail(&d.transcript, err); status == 2 {
			d.transcript.WriteString("(exit status 2)\n")
		}
	}
	d.transcript.WriteByte('\n')
}

func (d *desk) publish(typed string, c publishCommand, file string) {
	d.t.Helper()
	c.libraryFlags, c.File = d.flags, "-"
	d.says("publish "+strings.TrimSpace(typed+" -"), c.publishTo, file)
}

func (d *desk) diff(file string) {
	d.t.Helper()
	d.says("diff -", diffCommand{libraryFlags: d.flags, File: "-"}.diffTo, file)
}

func (d *desk) undo() {
	d.t.Helper()
	d.says("undo --by priya@example.com", func(ctx context.Context, _ io.Reader, out io.Writer, now time.Time) error {
		return undoCommand{d.flags, authorFlags{By: "priya@example.com"}}.undoTo(ctx, out, now)
	}, "")
}

func (d *desk) show(typed string, version int) {
	d.t.Helper()
	d.says(typed, func(ctx context.Context, _ io.Reader, out io.Writer, now time.Time) error {
		var file bytes.Buffer
		if err := (showCommand{d.flags, version}).showTo(ctx, &file, now); err != nil {
			return err
		}
		first, _, _ := strings.Cut(file.String(), "\n")
		_, err := io.WriteString(out, first+"\n…\n")
		return err
	}, "")
}

// is compares the transcript with the golden file of a name.
func (d *desk) is(name string) {
	d.t.Helper()
	golden := "testdata/playbook/" + name + ".txt"
	if *update {
		if err := os.WriteFile(golden, d.transcript.Bytes(), 0o600); err != nil {
			d.t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		d.t.Fatalf("%v; run go test ./cmd/coach -update and read what it writes", err)
	}
	if diff := cmp.Diff(string(want), d.transcript.String()); diff != "" {
		d.t.Errorf("said differently (-golden +now); if that is right, run go test -update\n%s", diff)
	}
}

// file is the default playbook with some of its text replaced, pair by pair.
func file(t *testing.T, pairs ...string) string {
	t.Helper()
	text := string(files.DefaultYAML())
	for i := 0; i < len(pairs); i += 2 {
		if !strings.Contains(text, pairs[i]) {
			t.Fatalf("the playbook has no %q", pairs[i])
		}
		text = strings.Replace(text, pairs[i], pairs[i+1], 1)
	}
	return text
}

func TestAPlaybookIsPublishedFromFiles(t *testing.T) {
	d := newDesk(t, 8)
	monthly := file(t, "cadence: biweekly\n  due: W2-THU", "cadence: monthly\n  due: WD-2")
	weekly := file(t, "cadence: monthly\n  due: WD-4", "cadence: weekly\n  due: THU", "cadence: biweekly\n  due: W2-THU", "cadence: weekly\n  due: THU")
	d.show("show", 0)
	d.undo()
	d.publish("--from now", publishCommand{From: "now"}, string(files.DefaultYAML()))
	d.show("show", 0)
	d.diff(string(files.DefaultYAML()))
	d.publish("", publishCommand{}, string(files.DefaultYAML())+"# a remark\n")
	d.diff(monthly)
	d.publish("--from 2026-04-01 --by priya@example.com", publishCommand{From: "2026-04-01", authorFlags: authorFlags{By: "Priya@example.com"}}, monthly)
	d.undo()
	d.undo()
	d.publish("", publishCommand{}, file(t, "cadence: monthly\n  due: WD-4", "cadence: weekly\n  due: THU"))
	d.publish("", publishCommand{}, weekly)
	d.publish("--yes", publishCommand{Yes: true}, weekly)
	d.show("show --version 2", 2)
	d.is("published")
}

func TestWhatCannotBePublishedIsSaid(t *testing.T) {
	d := newDesk(t, 2)
	renamed := file(t, `short: "Observation"`, `short: "Seeing"`)
	d.publish("", publishCommand{}, string(files.DefaultYAML()))
	d.publish("", publishCommand{}, "practices:\n- {key: inspect_review, enabled: maybe}\nversoin: 2\n")
	d.diff("practices: [1]")
	d.publish("--from tomorrow", publishCommand{From: "tomorrow"}, renamed)
	d.publish("--from 2026-03-15", publishCommand{From: "2026-03-15"}, renamed)
	d.publish("--by zoe@example.com", publishCommand{authorFlags: authorFlags{By: "zoe@example.com"}}, renamed)
	d.publish("--by dana@example.com", publishCommand{authorFlags: authorFlags{By: "dana@example.com"}}, renamed)
	d.show("show --version 7", 7)
	d.flags.TimeZone = "Europe/Londn"
	d.diff(renamed)
	d.is("refused")
}

// A file that ends most of what is on is looked at before it is published.
func TestEndingMostOfWhatIsOnNeedsAYes(t *testing.T) {
	d := newDesk(t, 2)
	d.publish("--from now", publishCommand{From: "now"}, string(files.DefaultYAML()))
	d.now = d.now.AddDate(0, 0, 3)
	d.publish("", publishCommand{}, "practices: []\n")
	d.publish("--yes", publishCommand{Yes: true}, "practices: []\n")
	d.is("ended")
}

// Which day it is, the flag says, else what was decided in Slack.
func TestTodayIsTheOrganisations(t *testing.T) {
	d := newDesk(t, 0)
	late := time.Date(2026, time.March, 16, 12, 30, 0, 0, time.UTC)
	today := func(zone string) (day string) {
		t.Helper()
		d.flags.TimeZone = zone
		err := d.flags.with(t.Context(), io.Discard, late, func(l library) error {
			day = l.today().String()
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		return day
	}
	if got := today(""); got != "2026-03-16" {
		t.Errorf("before anything is decided it is %s, want the day in UTC", got)
	}
	d.with(func(db *store.Store) error {
		return db.ChangeSettings(t.Context(), practice.Settings{Zone: "Pacific/Auckland"}, store.Edition{}, 0, late)
	})
	if got := today(""); got != "2026-03-17" {
		t.Errorf("with a zone decided in Slack it is %s, want the day there", got)
	}
	if got := today("Europe/London"); got != "2026-03-16" {
		t.Errorf("with the flag it is %s, want the day there", got)
	}
}

// Where the playbook has owners, who publishes it is one of them.
func TestWhoPublishesIsAnOwner(t *testing.T) {
	d := newDesk(t, 0)
	var who []practice.PersonID
	d.with(func(db *store.Store) error {
		err := db.SyncDirectory(t.Context(), []practice.Person{{SlackID: "U0PRIYA", Email: "priya@example.com", Name: "Priya", Account: practice.Member},
			{SlackID: "U0DANA", Email: "dana@example.com", Name: "Dana", Account: practice.Member}})
		for _, email := range []string{"priya@example.com", "dana@example.com"} {
			p, _ := db.PersonByEmail(t.Context(), email)
			who = append(who, p.ID)
		}
		return err
	})
	may := func(by, owners string) string {
		t.Helper()
		err := d.flags.with(t.Context(), io.Discard, d.now, func(l library) error {
			_, err := l.author(t.Context(), authorFlags{By: by, Owners: owners})
			return err
		})
		return saying(&bytes.Buffer{}, err)
	}
	const refused = "problems:\n--by: dana@example.com does not own the playbook. Give the email of somebody who does, or leave out --by.\n"
	if got := may("dana@example.com", ""); got != "" {
		t.Errorf("while nobody owns it, coach says %s", got)
	}
	if got := may("Priya@example.com", "carla@example.com, PRIYA@example.com"); got != "" {
		t.Errorf("of an owner who is named coach says %s", got)
	}
	if got := may("dana@example.com", "priya@example.com"); got != refused {
		t.Errorf("of somebody who is not named coach says %s, want %s", got, refused)
	}
	d.with(func(db *store.Store) error {
		_, err := db.ClaimSetUp(t.Context(), who[0], []string{"priya@example.com"}, d.now)
		return err
	})
	if got := may("priya@example.com", ""); got != "" {
		t.Errorf("of who set coach up it says %s", got)
	}
	if got := may("dana@example.com", ""); got != refused {
		t.Errorf("of who did not set coach up it says %s, want %s", got, refused)
	}
}

func TestAPlaybookFileIsChecked(t *testing.T) {
	d := &desk{t: t}
	check := func(text string) {
		d.says("check -", func(_ context.Context, in io.Reader, out io.Writer, _ time.Time) error {
			return checkCommand{File: "-"}.checkTo(in, out, monday)
		}, text)
	}
	check(string(files.DefaultYAML()))
	check("practices:\n- {key: talk}\n")
	check("practices: []\n")
	d.says("check no.yaml", func(_ context.Context, in io.Reader, out io.Writer, _ time.Time) error {
		return checkCommand{File: "no.yaml"}.checkTo(in, out, monday)
	}, "")
	d.is("checked")
}
