package store

import (
	"errors"
	"testing"
	"time"

	"coach/cadence"
	"coach/practice"
)

// tableFile is the table behind a digest of Ana's, as one press asks for it.
func (c company) tableFile(press string) practice.FileAsked {
	return practice.FileAsked{Request: press, Person: c.ana, Digest: &practice.Digest{Subscription: 1, On: cadence.NewDate(2026, 3, 9)}}
}

// nextFile returns the next delivery; false when there is none.
func (c company) nextFile(t *testing.T) (d Delivery, due bool) {
	t.Helper()
	d, due, err := c.Next(t.Context(), time.Now())
	if err != nil {
		t.Fatal(err)
	}
	return d, due
}

func TestAPressAsksForOneFile(t *testing.T) {
	c := newCompany(t)
	noon := time.Date(2026, 3, 9, 12, 0, 0, 0, time.UTC)
	count := func() (n int) {
		t.Helper()
		ok(t, c.read.QueryRowContext(t.Context(), `SELECT count(*) FROM sent_files`).Scan(&n))
		return n
	}
	ask := func(press string) {
		t.Helper()
		ok(t, c.AskFile(t.Context(), c.tableFile(press), noon))
	}
	ask("p1")
	ask("p1") // delivered twice
	ask("p2") // pressed again while the first is on its way
	if n := count(); n != 1 {
		t.Fatalf("%d files were asked for, want one", n)
	}
	other := c.tableFile("p3")
	other.Digest = &practice.Digest{Subscription: 11, On: cadence.NewDate(2026, 3, 9)}
	ok(t, c.AskFile(t.Context(), other, noon))
	if n := count(); n != 2 {
		t.Errorf("%d files were asked for, want another digest's, too", n)
	}
	d, found := c.nextFile(t)
	if !found || d.By != c.ana {
		t.Fatalf("the next delivery is %+v", d)
	}
	if d.Notice.Key() != c.tableFile("p1").Key() {
		ok(t, c.Drop(t.Context(), d, "not now"))
		d, _ = c.nextFile(t)
	}
	ok(t, c.AttemptFile(t.Context(), d, "D1", "F1", time.Now()))
	ask("p4") // still on its way
	ok(t, c.FileSent(t.Context(), d, "D1", "", noon))
	before := count()
	ask("p1") // of old
	if n := count(); n != before {
		t.Error("the press that is served makes another file")
	}
	ask("p5")
	if n := count(); n != before+1 {
		t.Errorf("after the first has arrived, a press makes %d files", n-before)
	}
}

func TestAFileIsDeletedAfterADay(t *testing.T) {
	c := newCompany(t)
	noon := time.Date(2026, 3, 9, 12, 0, 0, 0, time.UTC)
	f := c.tableFile("p1")
	if _, err := c.SentFile(t.Context(), f); !errors.Is(err, ErrNotFound) {
		t.Errorf("a file that nobody asked for gives %v", err)
	}
	ok(t, c.AskFile(t.Context(), f, noon))
	expire := func(now time.Time, wantNext time.Time, wantDue bool) {
		t.Helper()
		next, err := c.ExpireFiles(t.Context(), now)
		ok(t, err)
		if d, due := c.nextFile(t); due != wantDue || due && d.Task != Redraw || !next.Equal(wantNext) {
			t.Errorf("at %s: %q is to be done (%t), and the next at %s", now, d.Task, due, next)
		}
	}
	d, _ := c.nextFile(t)
	ok(t, c.AttemptFile(t.Context(), d, "D1", "F1", time.Now()))
	expire(noon.Add(48*time.Hour), time.Time{}, false) // it has not arrived yet
	ok(t, c.FileSent(t.Context(), d, "D1", "", noon.Add(time.Hour)))
	day := noon.Add(25 * time.Hour)
	expire(day.Add(-time.Millisecond), day, false)
	expire(day, time.Time{}, true)
	expire(day, time.Time{}, true) // once is enough
	d, _ = c.nextFile(t)
	ok(t, c.FileDeleted(t.Context(), d, day))
	expire(day.Add(time.Hour), time.Time{}, false)
	sent, err := c.SentFile(t.Context(), f)
	ok(t, err)
	if sent.SlackID != "F1" || !sent.DoneAt.Equal(noon.Add(time.Hour)) || !sent.DeletedAt.Equal(day) || sent.Expired(day.Add(time.Hour)) {
		t.Errorf("what became of it is %+v", sent)
	}
}

func TestAPostedNoticeIsFoundByItsKey(t *testing.T) {
	c := newCompany(t)
	n := practice.ReportAsked{Request: "c1", Viewer: c.ana, Scope: "team"}
	ok(t, c.Post(t.Context(), n))
	if got, err := c.Posted(t.Context(), n.Key()); err != nil || got.Key() != n.Key() {
		t.Errorf("the notice is %v: %v", got, err)
	}
	ok(t, c.exec(t.Context(), `UPDATE outbox SET body = ''`)) // as it is kept once it is old
	for _, key := range []string{n.Key(), "report/9/c1"} {
		if _, err := c.Posted(t.Context(), key); !errors.Is(err, ErrNotFound) {
			t.Errorf("%s gives %v", key, err)
		}
	}
}
