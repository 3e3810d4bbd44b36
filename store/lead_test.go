package store

import (
	"context"
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	"coach/practice"
	"coach/store/engine"
)

func onlyServer(t *testing.T) {
	t.Helper()
	if !onPostgreSQL() {
		t.Skip("about copies on a PostgreSQL server")
	}
}

// A member is a copy of coach that stands for election.
type member struct {
	*Store
	worked chan int64 // its term, whenever it begins to lead
	rested chan int64 // the same, once it has ended that
	stop   context.CancelFunc
	ended  chan error
}

const shortLease = time.Second

// joins opens a database as one of several copies, and has it stand for election.
func joins(t *testing.T, address, name string, clock func() time.Time) *member {
	t.Helper()
	s, err := Join(t.Context(), address, append([]Option{Named(name), Leased(shortLease)}, asTested...)...)
	m := &member{Store: opened(t, s, err), worked: make(chan int64, 10), rested: make(chan int64, 10), ended: make(chan error, 1)}
	ok(t, s.Attend(t.Context(), nil))
	ctx, stop := context.WithCancel(t.Context())
	m.stop = stop
	var running sync.WaitGroup
	running.Go(func() {
		m.ended <- s.Lead(ctx, Election{Clock: clock, Changed: func() {}, Seen: func(Leadership, error) {}, Work: func(ctx context.Context) error {
			m.worked <- engine.Term(ctx)
			<-ctx.Done()
			m.rested <- engine.Term(ctx)
			return nil
		}})
	})
	t.Cleanup(func() { stop(); running.Wait() })
	return m
}

// next is what comes within some leases.
func next[T any](t *testing.T, what string, from <-chan T) (v T) {
	t.Helper()
	select {
	case v = <-from:
	case <-time.After(10 * shortLease):
		t.Fatalf("within ten leases, %s", what)
	}
	return v
}

// Of two copies one leads. When it stops the other leads at once, in a later
// term; when it is lost, after a lease.
func TestOneOfTwoCopiesLeads(t *testing.T) {
	onlyServer(t)
	address := companyDatabase(t)
	first := joins(t, address, "first", nil)
	term := next(t, "the first does not lead", first.worked)
	second := joins(t, address, "second", nil)
	<-time.After(2 * shortLease)
	if len(second.worked) > 0 {
		t.Fatal("both lead")
	}
	l, shared, err := second.Leader(t.Context())
	ok(t, err)
	if !shared || l.Holder != "first" || l.Vacant || l.Here || l.Copies != 2 || !first.Leads() || second.Leads() {
		t.Errorf("the second sees %+v", l)
	}
	first.stop()
	ok(t, next(t, "the first does not end", first.ended))
	if later := next(t, "the second does not lead", second.worked); later <= term {
		t.Errorf("term %d follows %d", later, term)
	}
	if _, err := Own(t.Context(), address, asTested...); !errors.Is(err, ErrInUse) {
		t.Errorf("an owner beside it: %v, want ErrInUse", err)
	}
}

// A leader whose term another has ended stops, and writes nothing more.
func TestALeaderIsDeposed(t *testing.T) {
	onlyServer(t)
	m := joins(t, companyDatabase(t), "first", nil)
	old := engine.Leading(t.Context(), next(t, "nobody leads", m.worked))
	ok(t, m.Post(old, practice.Shoutout{Entry: 7}))
	ok(t, m.Confirm(old))
	ok(t, m.exec(t.Context(), `UPDATE leader SET term = term + 1, holder = 'other'`))
	if err := m.Post(old, practice.Shoutout{Entry: 8}); !errors.Is(err, ErrNotLeading) {
		t.Errorf("it posts with %v, want ErrNotLeading", err)
	}
	if err := m.Confirm(old); !errors.Is(err, ErrNotLeading) {
		t.Errorf("its term is over, and it says %v, want ErrNotLeading", err)
	}
	next(t, "it still leads", m.rested)
	if n := m.count(t, "outbox"); n != 1 {
		t.Errorf("%d notices are queued, want 1", n)
	}
	next(t, "nobody leads again", m.worked) // the other is never heard of
}

// A copy whose machine's clock is off by more than five seconds leaves the lead to
// others; by more than a minute, it may not run at all.
func TestACopyWithAnotherClock(t *testing.T) {
	onlyServer(t)
	address := companyDatabase(t)
	off := func(by time.Duration) func() time.Time { return func() time.Time { return time.Now().Add(by) } }
	ahead := joins(t, address, "ahead", off(8*time.Second))
	<-time.After(2 * shortLease)
	if len(ahead.worked) > 0 {
		t.Error("a copy leads whose clock is eight seconds off")
	}
	right := joins(t, address, "right", off(2*time.Second))
	next(t, "a copy whose clock is right does not lead", right.worked)
	behind := joins(t, address, "behind", off(-2*time.Minute))
	err := next(t, "a copy runs whose clock is two minutes off", behind.ended)
	if _, is := errors.AsType[*ClockError](err); !is || !strings.Contains(err.Error(), "set the clock") {
		t.Errorf("it ends with %v, want a ClockError that says what to do", err)
	}
	if err := behind.Attend(t.Context(), off(-2*time.Minute)); err == nil {
		t.Error("it may begin to run")
	}
}

// A copy works on a schema that is one migration ahead of it, and not on one that
// is two ahead.
func TestASchemaThatIsAhead(t *testing.T) {
	onlyServer(t)
	address := companyDatabase(t)
	m := joins(t, address, "old", nil)
	next(t, "it does not lead", m.worked)
	ok(t, m.exec(t.Context(), `INSERT INTO goose_db_version (version_id, is_applied) VALUES (9001, true)`))
	ok(t, m.Post(t.Context(), practice.Shoutout{Entry: 7}))
	ok(t, beside(t, m.Store).Post(t.Context(), practice.Shoutout{Entry: 8}))
	ok(t, m.exec(t.Context(), `INSERT INTO goose_db_version (version_id, is_applied) VALUES (9002, true)`))
	if err := m.Post(t.Context(), practice.Shoutout{Entry: 9}); !errors.Is(err, ErrNewer) {
		t.Errorf("two ahead, it writes: %v, want ErrNewer", err)
	}
	if err := next(t, "two ahead, it runs on", m.ended); !errors.Is(err, ErrNewer) {
		t.Errorf("it ends with %v, want ErrNewer", err)
	}
	for how, open := range map[string]func(context.Context, string, ...Option) (*Store, error){"opened": Open, "joined": Join, "owned": Own} {
		if s, err := open(t.Context(), address, asTested...); !errors.Is(err, ErrNewer) {
			t.Errorf("%s: %v, %v, want ErrNewer", how, s, err)
		}
	}
}

// Of copies that start at once on an empty database one makes it, and the others
// wait for it.
func TestCopiesOfANewDatabase(t *testing.T) {
	onlyServer(t)
	address := pgtestAddress(t)
	errs := make(chan error, 3)
	for range cap(errs) {
		go func() {
			s, err := Join(t.Context(), address, asTested...)
			if err == nil {
				err = errors.Join(s.Post(t.Context(), practice.Shoutout{Entry: 7}), s.Close())
			}
			errs <- err
		}()
	}
	for range cap(errs) {
		ok(t, next(t, "a copy does not start", errs))
	}
	if n := ownAt(t, address).count(t, "outbox"); n != 1 {
		t.Errorf("%d notices are queued, want 1", n)
	}
}

// An attempt has the time of the database's clock, by which the next leader
// counts until when it looks.
func TestAnAttemptHasTheDatabasesTime(t *testing.T) {
	onlyServer(t)
	s, err := Join(t.Context(), companyDatabase(t), asTested...)
	opened(t, s, err)
	ok(t, s.Post(t.Context(), practice.Shoutout{Entry: 7}))
	wrong := time.Now().Add(-time.Hour) // by this machine
	d, _, err := s.Next(t.Context(), wrong)
	ok(t, err)
	ok(t, s.Attempt(t.Context(), d, "C1", wrong))
	if _, found, err := s.Next(t.Context(), time.Now().Add(time.Hour)); err != nil || found {
		t.Errorf("by a clock that is an hour ahead it is looked for at once: %v", err)
	}
	at, err := s.NextAt(t.Context(), wrong)
	ok(t, err)
	if wait := at.Sub(wrong); wait < s.Settle-5*time.Second || wait > s.Settle {
		t.Errorf("it is looked for in %v, want nearly %v", wait, s.Settle)
	}
}

// stands has a copy stand for election, one look at a time.
func stands(t *testing.T, address string, work func(context.Context) error, changed func()) *candidate {
	t.Helper()
	s, err := Join(t.Context(), address, append([]Option{Named("one"), Leased(time.Minute)}, asTested...)...)
	c := &candidate{Store: opened(t, s, err), ended: make(chan error, 1), Election: Election{Work: work, Changed: changed, Seen: func(_ Leadership, err error) { ok(t, err) }}}
	t.Cleanup(func() { ok(t, c.leave(context.WithoutCancel(t.Context()))) })
	return c
}

// What another copy writes the leader hears of at its next look, also if that is
// one at which it renews its lease.
func TestALeaderHearsOfAChangeAtItsNextLook(t *testing.T) {
	onlyServer(t)
	other := own(t)
	heard := 0
	ok(t, other.Close())
	c := stands(t, other.path, func(ctx context.Context) error { <-ctx.Done(); return nil }, func() { heard++ })
	ok(t, c.step(t.Context(), true))
	for i, renew := range []bool{true, false, true} {
		heard = 0
		ok(t, c.Post(t.Context(), practice.Shoutout{Entry: practice.EntryID(i + 1)})) // another copy would do the same
		ok(t, c.step(t.Context(), renew))
		if heard != 1 {
			t.Errorf("at a look after a change, renewing %v, it is heard of %d times", renew, heard)
		}
	}
}

// A copy whose work is coming to an end renews nothing, and resigns once it has
// ended: somebody leads again at the next look.
func TestALeaderWhoseWorkEndedResigns(t *testing.T) {
	onlyServer(t)
	other := own(t)
	ok(t, other.Close())
	rest := make(chan struct{})
	c := stands(t, other.path, func(ctx context.Context) error { <-ctx.Done(); <-rest; return nil }, func() {})
	ok(t, c.step(t.Context(), true))
	before, err := c.db.Leader(t.Context())
	ok(t, err)
	c.end() // as when the lease has lapsed
	ok(t, c.step(t.Context(), true))
	if l, err := c.db.Leader(t.Context()); err != nil || l.Until != before.Until {
		t.Errorf("work that ends keeps the lead until %v, not %v: %v", l.Until, before.Until, err)
	}
	close(rest)
	ok(t, <-c.ended)
	c.begun(nil)
	c.resign(t.Context())
	if l, err := c.db.Leader(t.Context()); err != nil || !l.Vacant() {
		t.Errorf("the lead is still there: %+v, %v", l, err)
	}
}
