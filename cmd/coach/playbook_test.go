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
	db, err := store.Open(t.Context(), d.flags.DB)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	rows := []practice.PeopleRow{{Email: "priya@example.com", Name: "Priya"}, {Email: "dana@example.com", Name: "Dana", ManagerEmail: "priya@example.com"}}
	for i := range reports {
		rows = append(rows, practice.PeopleRow{Email: string(rune('a'+i)) + "@example.com", ManagerEmail: "dana@example.com"})
	}
	if _, err := db.ImportPeople(t.Context(), rows, 1); err != nil {
		t.Fatal(err)
	}
	priya := practice.Person{SlackID: "U0PRIYA", Email: "priya@example.com", Name: "Priya", Standing: practice.Member}
	if err := db.SyncDirectory(t.Context(), []practice.Person{priya}); err != nil {
		t.Fatal(err)
	}
	return d
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
	d.says("diff -", diffCommand{d.flags, "-"}.diffTo, file)
}

func (d *desk) undo() {
	d.t.Helper()
	d.says("undo --by priya@example.com", func(ctx context.Context, _ io.Reader, out io.Writer, now time.Time) error {
		return undoCommand{d.flags, "priya@example.com"}.undoTo(ctx, out, now)
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
	text := string(practice.DefaultYAML())
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
	d.publish("--from now", publishCommand{From: "now"}, string(practice.DefaultYAML()))
	d.show("show", 0)
	d.diff(string(practice.DefaultYAML()))
	d.publish("", publishCommand{}, string(practice.DefaultYAML())+"# a remark\n")
	d.diff(monthly)
	d.publish("--from 2026-04-01 --by priya@example.com", publishCommand{From: "2026-04-01", By: "Priya@example.com"}, monthly)
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
	d.publish("", publishCommand{}, string(practice.DefaultYAML()))
	d.publish("", publishCommand{}, "practices:\n- {key: inspect_review, enabled: maybe}\nversoin: 2\n")
	d.diff("practices: [1]")
	d.publish("--from tomorrow", publishCommand{From: "tomorrow"}, renamed)
	d.publish("--from 2026-03-15", publishCommand{From: "2026-03-15"}, renamed)
	d.publish("--by zoe@example.com", publishCommand{By: "zoe@example.com"}, renamed)
	d.publish("--by dana@example.com", publishCommand{By: "dana@example.com"}, renamed)
	d.show("show --version 7", 7)
	d.flags.TimeZone = "Europe/Londn"
	d.diff(renamed)
	d.is("refused")
}

func TestAPlaybookFileIsChecked(t *testing.T) {
	d := &desk{t: t}
	check := func(text string) {
		d.says("check -", func(_ context.Context, in io.Reader, out io.Writer, _ time.Time) error {
			return checkCommand{"-"}.checkTo(in, out)
		}, text)
	}
	check(string(practice.DefaultYAML()))
	check("practices:\n- {key: talk}\n")
	d.says("check no.yaml", func(_ context.Context, in io.Reader, out io.Writer, _ time.Time) error {
		return checkCommand{"no.yaml"}.checkTo(in, out)
	}, "")
	d.is("checked")
}
