package store

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"coach/cadence"
	"coach/practice"
)

// next takes up the next delivery, which there must be, and begins to send it if
// that is the task.
func (s *Store) next(t *testing.T, now time.Time) Delivery {
	t.Helper()
	d, found, err := s.Next(t.Context(), now)
	ok(t, err)
	if !found {
		t.Fatalf("nothing to deliver at %s", now.Format(time.TimeOnly))
	}
	if d.Task == Send {
		ok(t, s.Attempt(t.Context(), d, "U1", now))
	}
	return d
}

// idle fails if there is anything to deliver.
func (s *Store) idle(t *testing.T, now time.Time) {
	t.Helper()
	d, found, err := s.Next(t.Context(), now)
	ok(t, err)
	if found {
		t.Errorf("at %s there is a task to %s %s", now.Format(time.TimeOnly), d.Task, d.Notice.Key())
	}
}

// state returns what the outbox says of the only notice in it.
func (s *Store) state(t *testing.T) (state, reason string) {
	t.Helper()
	ok(t, s.read.QueryRowContext(t.Context(), `SELECT state, reason FROM outbox`).Scan(&state, &reason))
	return state, reason
}

// bundle posts a morning's message about Ben's visits and returns the
// occurrence it shows.
func (c company) bundle(t *testing.T) practice.Occurrence {
	t.Helper()
	c.plan(t, thursday, c.ben)
	o := c.about(t, c.ben, "visit", c.cora)
	ok(t, c.Post(t.Context(), practice.Bundle{Person: c.ben, On: thursday, Reminders: [][]practice.OccurrenceID{{o.ID}}}))
	return o
}

func (c company) skip(t *testing.T, id practice.OccurrenceID) practice.Occurrence {
	t.Helper()
	o, _, err := c.Skip(t.Context(), id, practice.Skip{Reason: "Customer emergency"}, practice.SkipTerms{}, noon)
	ok(t, err)
	return o
}

func TestNoticesComeOutAsTheyWentIn(t *testing.T) {
	notices := []practice.Notice{
		practice.Bundle{Person: 2, On: thursday, More: 4},
		practice.Shoutout{Entry: 7},
		practice.Thanks{Entry: 7, To: 3},
		practice.Unshared{Entry: 7, Archived: true},
		practice.Excusal{Occurrence: 7},
		practice.Digest{Subscription: 1, On: monday},
		practice.OwnerNews{To: 2, On: monday, Concerns: []practice.Concern{{Kind: practice.ChannelClosed, About: "C1"}}},
	}
	for _, n := range notices {
		t.Run(n.Key(), func(t *testing.T) {
			s := newCompany(t).Store
			ok(t, s.Post(t.Context(), n))
			d := s.next(t, noon)
			if diff := cmp.Diff(n, d.Notice); diff != "" {
				t.Errorf("the notice (-want +got):\n%s", diff)
			}
			if d.Task != Send || d.Token == "" {
				t.Errorf("the task is to %q with token %q, want to send with some token", d.Task, d.Token)
			}
		})
	}
}

func TestPostedTwiceIsSaidOnce(t *testing.T) {
	s := newCompany(t).Store
	n := practice.Shoutout{Entry: 7}
	ok(t, s.Post(t.Context(), n, n))
	ok(t, s.Post(t.Context(), n))
	d := s.next(t, noon)
	s.idle(t, noon)
	ok(t, s.Sent(t.Context(), d, "C1", "1.1"))
	ok(t, s.Post(t.Context(), n))
	s.idle(t, noon.AddDate(1, 0, 0))
	if got := s.count(t, "outbox"); got != 1 {
		t.Errorf("%d notices in the outbox, want one", got)
	}
}

// A process that dies while it posts leaves a task to look, and not before a
// post that was still in flight has landed.
func TestAnAttemptOutlivesTheProcess(t *testing.T) {
	s := newCompany(t).Store
	ok(t, s.Post(t.Context(), practice.Shoutout{Entry: 7}))
	sent := s.next(t, noon)
	ok(t, s.Close())
	s = ownAt(t, s.path)
	s.idle(t, noon)
	s.idle(t, noon.Add(Settle-time.Millisecond))
	for range 2 { // looking is no attempt: it can be repeated
		d := s.next(t, noon.Add(Settle))
		if d.Task != Look || d.Token != sent.Token || !d.AttemptedAt.Equal(noon) || d.Channel != "U1" {
			t.Errorf("a task to %s for token %s attempted at %s with %s, want to look for %s at %s with U1", d.Task, d.Token, d.AttemptedAt, d.Channel, sent.Token, noon)
		}
	}
}

// A process that dies before it posts leaves the task to send.
func TestWhatWasNotAttemptedIsSent(t *testing.T) {
	s := newCompany(t).Store
	ok(t, s.Post(t.Context(), practice.Shoutout{Entry: 7}))
	for range 2 {
		if d, found, err := s.Next(t.Context(), noon); err != nil || !found || d.Task != Send {
			t.Errorf("a task to %q (%v), want to send", d.Task, err)
		}
	}
}

// A notice that this coach cannot read, as after a downgrade, is told apart by
// the one who draws it and holds up nobody.
func TestANoticeThatCannotBeReadIsNone(t *testing.T) {
	s := newCompany(t).Store
	ok(t, s.Post(t.Context(), practice.Shoutout{Entry: 7}))
	ok(t, s.exec(t.Context(), `UPDATE outbox SET type = 'poem'`))
	if d := s.next(t, noon); d.Notice != nil || d.ID == 0 {
		t.Errorf("notice %d is %v, want none", d.ID, d.Notice)
	}
}

func TestNotFoundIsAttemptedOnceMore(t *testing.T) {
	s := newCompany(t).Store
	ok(t, s.Post(t.Context(), practice.Shoutout{Entry: 7}))
	s.next(t, noon)
	again := noon.Add(Settle)
	d := s.next(t, again)
	ok(t, s.Attempt(t.Context(), d, "U1", again))
	s.idle(t, again.Add(Settle-time.Millisecond))
	if d = s.next(t, again.Add(Settle)); d.Task != Look || !d.AttemptedAt.Equal(again) {
		t.Errorf("a task to %s an attempt at %s, want to look for the second, at %s", d.Task, d.AttemptedAt, again)
	}
}

func TestWhoWaitsIsServedFirst(t *testing.T) {
	s := newCompany(t).Store
	for i := range 10 {
		ok(t, s.Post(t.Context(), practice.Bundle{Person: practice.PersonID(i), On: thursday}, practice.Digest{Subscription: practice.SubscriptionID(i), On: monday}))
	}
	ok(t, s.Post(t.Context(), practice.Shoutout{Entry: 7}, practice.Thanks{Entry: 8, To: 3}))
	var kinds []practice.NoticeKind
	for range 22 {
		kinds = append(kinds, s.next(t, noon).Notice.Kind())
	}
	s.idle(t, noon)
	if slices.Contains(kinds[2:], practice.KindAnswer) {
		t.Errorf("the two answers are not first: %v", kinds)
	}
}

func TestNobodyIsServedLastEveryDay(t *testing.T) {
	s := newCompany(t).Store
	last := map[practice.PersonID]bool{}
	for day := range cadence.Date(5) {
		for id := range practice.PersonID(5) {
			ok(t, s.Post(t.Context(), practice.Bundle{Person: id + 1, On: monday + day}))
		}
		var served practice.PersonID
		for range 5 {
			served = s.next(t, noon).Notice.(practice.Bundle).Person
		}
		last[served] = true
	}
	if len(last) == 1 {
		t.Errorf("the same person is the last on each of five days: %v", last)
	}
}

func TestWhatCannotBeDeliveredIsSaidInAnotherWay(t *testing.T) {
	s := newCompany(t).Store
	ok(t, s.Post(t.Context(), practice.Shoutout{Entry: 7}))
	instead := practice.Unshared{Entry: 7, Archived: true}
	ok(t, s.Fail(t.Context(), s.next(t, noon), "is_archived", instead))
	d := s.next(t, noon)
	if d.Task != Send || d.Notice != practice.Notice(instead) {
		t.Errorf("a task to %s %#v, want to send %#v", d.Task, d.Notice, instead)
	}
	ok(t, s.Sent(t.Context(), d, "D1", "1.1"))
	s.idle(t, noon.AddDate(1, 0, 0))
}

// Every way in which a delivery can end, after which there is nothing to do.
func TestConclusions(t *testing.T) {
	tests := []struct {
		name          string
		conclude      func(*Store, *testing.T, Delivery) error
		state, reason string
	}{
		{"sent", func(s *Store, t *testing.T, d Delivery) error { return s.Sent(t.Context(), d, "D1", "1.1") }, "sent", ""},
		{"dropped with its reason", func(s *Store, t *testing.T, d Delivery) error { return s.Drop(t.Context(), d, "nothing left to say") }, "dropped", "nothing left to say"},
		{"failed with its reason", func(s *Store, t *testing.T, d Delivery) error { return s.Fail(t.Context(), d, "is_archived") }, "failed", "is_archived"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			s := newCompany(t).Store
			ok(t, s.Post(t.Context(), practice.Shoutout{Entry: 7}))
			ok(t, test.conclude(s, t, s.next(t, noon)))
			s.idle(t, noon.AddDate(1, 0, 0))
			if state, reason := s.state(t); state != test.state || reason != test.reason {
				t.Errorf("it is %s (%s), want %s (%s)", state, reason, test.state, test.reason)
			}
		})
	}
}

func TestLater(t *testing.T) {
	pause := noon.Add(10 * time.Minute)
	t.Run("what was not taken is sent after the pause", func(t *testing.T) {
		s := newCompany(t).Store
		ok(t, s.Post(t.Context(), practice.Shoutout{Entry: 7}))
		ok(t, s.Later(t.Context(), s.next(t, noon), pause))
		s.idle(t, pause.Add(-time.Millisecond))
		if d := s.next(t, pause); d.Task != Send {
			t.Errorf("a task to %s, want to send", d.Task)
		}
	})
	t.Run("a look that was refused stays a look", func(t *testing.T) {
		s := newCompany(t).Store
		ok(t, s.Post(t.Context(), practice.Shoutout{Entry: 7}))
		s.next(t, noon)
		ok(t, s.Later(t.Context(), s.next(t, noon.Add(Settle)), pause))
		s.idle(t, pause.Add(-time.Millisecond))
		if d := s.next(t, pause); d.Task != Look {
			t.Errorf("a task to %s, want to look", d.Task)
		}
	})
	t.Run("a redraw that was refused stays a redraw", func(t *testing.T) {
		c := newCompany(t)
		o := c.bundle(t)
		ok(t, c.Sent(t.Context(), c.next(t, noon), "D2", "1.1"))
		c.skip(t, o.ID)
		ok(t, c.Later(t.Context(), c.next(t, noon), pause))
		c.idle(t, pause.Add(-time.Millisecond))
		if d := c.next(t, pause); d.Task != Redraw {
			t.Errorf("a task to %s, want to redraw", d.Task)
		}
	})
}

func TestAChangeRedrawsWhatWasSent(t *testing.T) {
	changes := []struct {
		name   string
		change func(*testing.T, company, practice.Occurrence)
	}{
		{"a log", func(t *testing.T, c company, o practice.Occurrence) {
			c.log(t, practice.Entry{Request: "V1", Practice: o.Practice, Author: c.ben, Subject: o.Subject}, thursday, thursday)
		}},
		{"a skip", func(t *testing.T, c company, o practice.Occurrence) { c.skip(t, o.ID) }},
		{"a plan that asks for less", func(t *testing.T, c company, _ practice.Occurrence) {
			ok(t, c.Reconcile(t.Context(), []Plan{{Performer: c.ben, From: thursday, To: thursday}}))
		}},
	}
	for _, change := range changes {
		t.Run(change.name, func(t *testing.T) {
			c := newCompany(t)
			o := c.bundle(t)
			ok(t, c.Sent(t.Context(), c.next(t, noon), "D2", "1.1"))
			c.idle(t, noon)
			change.change(t, c, o)
			d := c.next(t, noon)
			if d.Task != Redraw || d.Channel != "D2" || d.TS != "1.1" {
				t.Errorf("a task to %s %s in %s, want to redraw 1.1 in D2", d.Task, d.TS, d.Channel)
			}
			ok(t, c.Sent(t.Context(), d, "D2", "1.1"))
			c.idle(t, noon)
		})
	}
}

func TestAChangeOfSomethingElseRedrawsNothing(t *testing.T) {
	c := newCompany(t)
	c.bundle(t)
	ok(t, c.Sent(t.Context(), c.next(t, noon), "D2", "1.1"))
	c.skip(t, c.about(t, c.ben, "visit", c.dan).ID)
	c.idle(t, noon)
}

// What changes while a message is on its way may or may not be in it, so the
// message is drawn again.
func TestAChangeBetweenClaimAndSentStaysStale(t *testing.T) {
	conclusions := []struct {
		name     string
		claim    Task
		conclude func(*testing.T, company, Delivery) error
	}{
		{"when it was sent", Send, func(t *testing.T, c company, d Delivery) error { return c.Sent(t.Context(), d, "D2", "1.1") }},
		{"when it was found", Look, func(t *testing.T, c company, d Delivery) error { return c.Found(t.Context(), d, "D2", "1.1") }},
		{"when it was redrawn", Redraw, func(t *testing.T, c company, d Delivery) error { return c.Sent(t.Context(), d, "D2", "1.1") }},
		{"when it was thought unchanged", Redraw, func(t *testing.T, c company, d Delivery) error { return c.Unchanged(t.Context(), d) }},
	}
	for _, end := range conclusions {
		t.Run(end.name, func(t *testing.T) {
			c := newCompany(t)
			o := c.bundle(t)
			now := noon
			d := c.next(t, now)
			switch end.claim {
			case Look:
				now = now.Add(Settle)
				d = c.next(t, now)
			case Redraw:
				ok(t, c.Sent(t.Context(), d, "D2", "1.1"))
				c.skip(t, o.ID)
				d = c.next(t, now)
			}
			if d.Task != end.claim {
				t.Fatalf("a task to %s, want to %s", d.Task, end.claim)
			}
			c.skip(t, o.ID)
			ok(t, end.conclude(t, c, d))
			if d = c.next(t, now); d.Task != Redraw || d.Channel != "D2" || d.TS != "1.1" {
				t.Errorf("then a task to %s %s in %s, want to redraw 1.1 in D2", d.Task, d.TS, d.Channel)
			}
			ok(t, c.Unchanged(t.Context(), d))
			c.idle(t, now)
		})
	}
}

// A message that was found may show what was true before a crash.
func TestWhatWasFoundIsDrawnAgain(t *testing.T) {
	s := newCompany(t).Store
	ok(t, s.Post(t.Context(), practice.Shoutout{Entry: 7}))
	s.next(t, noon)
	now := noon.Add(Settle)
	ok(t, s.Found(t.Context(), s.next(t, now), "C1", "1.1"))
	d := s.next(t, now)
	if d.Task != Redraw {
		t.Errorf("a task to %s, want to redraw", d.Task)
	}
	ok(t, s.Sent(t.Context(), d, "C1", "1.1"))
	s.idle(t, now)
}

func TestWakeOncePerDay(t *testing.T) {
	c := newCompany(t)
	waking := func(today cadence.Date, at cadence.Clock) []practice.PersonID {
		t.Helper()
		ids, err := c.Waking(t.Context(), "Europe/Berlin", today, at)
		ok(t, err)
		return ids
	}
	if got := waking(thursday, practice.DefaultMorning-1); len(got) != 0 {
		t.Errorf("a minute before their morning, people %v wake", got)
	}
	if got := waking(thursday, practice.DefaultMorning); !slices.Equal(got, []practice.PersonID{c.ben}) {
		t.Fatalf("in Berlin people %v wake, want only Ben", got)
	}
	for range 2 {
		ok(t, c.Wake(t.Context(), thursday, Waking{People: []practice.PersonID{c.ben}, Bundles: []practice.Notice{practice.Bundle{Person: c.ben, On: thursday}}}))
	}
	if got := waking(thursday, practice.DefaultMorning); len(got) != 0 {
		t.Errorf("people %v wake a second time", got)
	}
	for after, want := range map[cadence.Clock]cadence.Clock{0: practice.DefaultMorning, practice.DefaultMorning - 1: practice.DefaultMorning, practice.DefaultMorning: 0} {
		if at, found, err := c.NextMorning(t.Context(), "Europe/Berlin", after); err != nil || found != (want != 0) || at != want {
			t.Errorf("after %s the next morning is at %s (%t, %v), want %s", after, at, found, err, want)
		}
	}
	c.next(t, noon)
	c.idle(t, noon)
	if got := waking(friday, practice.DefaultMorning); len(got) != 1 {
		t.Errorf("the next day people %v wake, want Ben again", got)
	}
}
