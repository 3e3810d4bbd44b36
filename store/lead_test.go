package store

import (
	"context"
	"errors"
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
