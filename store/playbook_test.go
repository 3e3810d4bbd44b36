package store

import (
	"bytes"
	"database/sql"
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"coach/cadence"
	"coach/files"
	"coach/practice"
)

func TestPublishedPlaybooks(t *testing.T) {
	s := own(t)
	other := beside(t, s)
	if _, _, err := s.Playbook(t.Context()); !errors.Is(err, ErrNotFound) {
		t.Fatalf("before anything is published: %v, want ErrNotFound", err)
	}
	if _, err := s.Roster(t.Context()); err != nil {
		t.Errorf("a roster without a playbook: %v", err)
	}
	renamed := bytes.Replace(playbookYAML, []byte("name: Visit"), []byte("name: Field visit"), 1)
	for i, edition := range []struct {
		by     *Store
		source []byte
		name   string
	}{{s, playbookYAML, "Visit"}, {other, renamed, "Field visit"}, {s, playbookYAML, "Visit"}} {
		version, err := edition.by.Publish(t.Context(), edition.source, monday, noon, 0)
		ok(t, err)
		if version != i+1 {
			t.Errorf("version %d is called %d", i+1, version)
		}
		for _, reader := range []*Store{s, other} {
			pb, version, err := reader.Playbook(t.Context())
			ok(t, err)
			p, _ := pb.Practice("visit", thursday)
			if version != i+1 || p.Name != edition.name || p.From != monday {
				t.Errorf("version %d is read as %d: %s from %s, want %s from %s", i+1, version, p.Name, p.From, edition.name, monday)
			}
		}
	}
}

func TestAPlaybookIsReadOnce(t *testing.T) {
	c := newCompany(t)
	first, _, err := c.Playbook(t.Context())
	ok(t, err)
	second, _, err := c.Playbook(t.Context())
	ok(t, err)
	if first != second {
		t.Error("the same version was read twice")
	}
}

// A publication that opens a question to more readers opens no answer that was
// written before.
func TestAnEntryKeepsThePlaybookItWasWrittenWith(t *testing.T) {
	c := newCompany(t)
	c.plan(t, thursday, c.ben)
	done := c.log(t, practice.Entry{Request: "V1", Practice: "visit", Author: c.ben, Subject: c.cora}, thursday, thursday)
	_, err := c.Publish(t.Context(), bytes.ReplaceAll(playbookYAML, []byte("vis: shared"), []byte("vis: team")), 0, noon, 0)
	ok(t, err)
	pb, err := c.WrittenWith(t.Context(), done.Entry)
	ok(t, err)
	p, _ := pb.Practice("visit", thursday)
	if note, _ := p.Form.Field("note"); note.Vis != practice.Shared {
		t.Errorf("the note is for %s now, and was %s when it was written", note.Vis, practice.Shared)
	}
	if note, _ := c.practice(t, "visit").Form.Field("note"); note.Vis != practice.Team {
		t.Errorf("whoever writes one now reads that it is for %s", note.Vis)
	}
}

func TestAPlaybookThatDoesNotLoadSaysWhichItIs(t *testing.T) {
	s := own(t)
	_, err := s.Publish(t.Context(), []byte("practices: [1]"), monday, noon, 0)
	ok(t, err)
	_, _, err = s.Playbook(t.Context())
	if _, faulty := errors.AsType[files.Faults](err); !faulty || !bytes.Contains([]byte(err.Error()), []byte("playbook version 1")) {
		t.Errorf("the error is %v, want the faults of playbook version 1", err)
	}
}

// more is the playbook with visits twice a week.
var more = bytes.Replace(playbookYAML, []byte("cadence: weekly\n  due: THU"), []byte("cadence: weekly\n  times: 2\n  due: THU"), 1)

// publish publishes a playbook over the latest.
func (c company) publish(t *testing.T, source []byte, from cadence.Date, at time.Time) int {
	t.Helper()
	version, err := c.Publish(t.Context(), source, from, at, c.ben)
	ok(t, err)
	return version
}

func TestAPlaybookIsAllItsPublications(t *testing.T) {
	c := newCompany(t)
	other := beside(t, c.Store)
	_, _, err := other.Playbook(t.Context()) // has it in memory
	ok(t, err)
	if version := c.publish(t, more, 0, noon); version != 2 {
		t.Fatalf("it is version %d", version)
	}
	pb, version, err := other.Playbook(t.Context())
	ok(t, err)
	this, _ := pb.Practice("visit", friday)
	next, _ := pb.Practice("visit", friday+3)
	if version != 2 || this.Times != 1 || next.Times != 2 || next.From != monday+7 {
		t.Errorf("version %d asks %d a week now, and %d from %s", version, this.Times, next.Times, next.From)
	}
	source, err := other.Source(t.Context(), 1)
	ok(t, err)
	if !bytes.Equal(source, playbookYAML) {
		t.Error("the first file is not the first file")
	}
	if _, err := other.Source(t.Context(), 3); !errors.Is(err, ErrNotFound) {
		t.Errorf("a version that is none: %v", err)
	}
}

func TestThePublishedDayIsTheOrganisations(t *testing.T) {
	c := newCompany(t)
	auckland, err := time.LoadLocation("Pacific/Auckland")
	ok(t, err)
	c.publish(t, more, 0, noon.In(auckland)) // Friday, one in the morning
	history, err := c.History(t.Context())
	ok(t, err)
	if got := history[0].On; got != friday {
		t.Errorf("it was published on %s, want %s", got, friday)
	}
}

func TestTwoPublishersAtOnceDoNotOverwriteEachOther(t *testing.T) {
	c := newCompany(t)
	other := beside(t, c.Store)
	if _, err := c.PublishOver(t.Context(), 1, more, 0, noon, 0); err != nil {
		t.Fatal(err)
	}
	if _, err := other.PublishOver(t.Context(), 1, playbookYAML, 0, noon, 0); !errors.Is(err, ErrPublishedMeanwhile) {
		t.Errorf("the second publishes all the same: %v", err)
	}
	if _, err := other.PublishOver(t.Context(), 2, playbookYAML, 0, noon, 0); err != nil {
		t.Errorf("over the latest: %v", err)
	}
}

func TestTheLatestPlaybookCanBeTakenBackUntilSomebodyLogsUnderIt(t *testing.T) {
	c := newCompany(t)
	if err := c.Unpublish(t.Context(), 1, c.ben, noon); !errors.Is(err, ErrFirst) {
		t.Errorf("the first can be taken back: %v", err)
	}
	c.publish(t, more, 0, noon)
	c.publish(t, playbookYAML, 0, noon)
	if err := c.Unpublish(t.Context(), 2, c.ben, noon); !errors.Is(err, ErrNotLatest) {
		t.Errorf("one that is not the latest can be taken back: %v", err)
	}
	if may, err := c.Undoable(t.Context(), 3); err != nil || !may {
		t.Errorf("the latest cannot be taken back: %v", err)
	}
	ok(t, c.Unpublish(t.Context(), 3, c.ben, noon))
	if _, version, err := c.Playbook(t.Context()); err != nil || version != 2 {
		t.Errorf("version %d stands, %v", version, err)
	}
	if err := c.Unpublish(t.Context(), 3, c.ben, noon); !errors.Is(err, ErrNotLatest) {
		t.Errorf("it can be taken back twice: %v", err)
	}
	done, err := c.Log(t.Context(), practice.Entry{Request: "V1", Practice: "visit", Author: c.ben, Subject: c.cora, HappenedOn: thursday, LoggedOn: thursday, LoggedAt: noon},
		c.practice(t, "visit"), 0, 2)
	ok(t, err)
	if may, err := c.Undoable(t.Context(), 2); done.Entry.ID == 0 || may || err != nil {
		t.Errorf("one with entries can be taken back: %v", err)
	}
	if err := c.Unpublish(t.Context(), 2, c.ben, noon); !errors.Is(err, ErrInUseAlready) {
		t.Errorf("one with entries is taken back: %v", err)
	}
	if version := c.publish(t, playbookYAML, 0, noon); version != 4 {
		t.Errorf("the next is version %d; numbers are never used again", version)
	}
}

func TestWhoPublishedAndTookBackWhat(t *testing.T) {
	c := newCompany(t)
	c.publish(t, more, monday+7, noon)
	ok(t, c.Unpublish(t.Context(), 2, c.ben, noon.Add(time.Hour)))
	history, err := c.History(t.Context())
	ok(t, err)
	want := []Published{
		{Version: 2, At: noon, On: thursday, By: c.ben, From: monday + 7, Undone: true},
		{Version: 1, At: noon, On: thursday, From: cadence.NewDate(2026, time.January, 1)},
	}
	if diff := cmp.Diff(want, history); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
	rows, err := c.read.QueryContext(t.Context(), `SELECT deed || ' ' || detail FROM audit ORDER BY id`)
	ok(t, err)
	audited, err := collect(rows, func(rows *sql.Rows, line *string) error { return rows.Scan(line) })
	ok(t, err)
	if diff := cmp.Diff([]string{"published playbook version 1", "published playbook version 2", "took back playbook version 2"}, audited); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}

func TestAPublicationIsPlannedByTheNextBeatAndUndoneByTheOneAfter(t *testing.T) {
	c := newCompany(t)
	plan := func() (standing int) {
		t.Helper()
		people, err := c.Unplanned(t.Context(), "Europe/Berlin", thursday)
		ok(t, err)
		for _, p := range people {
			c.plan(t, thursday, p.Person)
		}
		for _, o := range c.stored(t, c.ben, "visit") {
			if o.Expectation == practice.Expected {
				standing++
			}
		}
		return standing
	}
	c.plan(t, thursday, c.ben)
	once := plan()
	if once == 0 {
		t.Fatal("nobody is to be visited")
	}
	c.publish(t, bytes.Replace(playbookYAML, []byte("tier: core"), []byte("tier: core\n  enabled: false"), 1), 0, noon.AddDate(0, 0, -1))
	if got := plan(); got != 0 {
		t.Errorf("switched off on Wednesday, %d visits stand", got)
	}
	ok(t, c.Unpublish(t.Context(), 2, c.ben, noon))
	if got := plan(); got != once {
		t.Errorf("taken back, %d visits stand, want %d", got, once)
	}
}
