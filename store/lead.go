package store

import (
	"context"
	"fmt"
	"time"

	"coach/store/engine"
)

// ErrNotLeading means that another copy leads by now, so that nothing was
// written.
var ErrNotLeading = engine.ErrNotLeading

// Named is an [Option]: by which name other copies know this one.
func Named(name string) Option { return func(s *Store) { s.called = name } }

// Leased is an [Option]: how long this copy leads if it is not heard of any more,
// other than [engine.Lease]. 0 is no option at all.
func Leased(lease time.Duration) Option {
	return func(s *Store) {
		if lease != 0 {
			s.lease = lease
		}
	}
}

// How far this machine's clock may be from the database's: a copy that is further
// off does not lead, or does not work at all. What is due is decided by the
// machine's own.
const (
	OffToLead = 5 * time.Second
	OffToWork = time.Minute
)

// A ClockError is why a copy does not work: its machine's clock.
type ClockError struct{ Own, Database time.Time }

func (e *ClockError) Error() string {
	const shown = "2 January 2006 15:04:05 MST"
	return fmt.Sprintf("this machine’s clock shows %s and the database’s shows %s, so this copy of coach has closed its connections; set the clock (on Linux: timedatectl set-ntp true), and start it again",
		e.Own.UTC().Format(shown), e.Database.UTC().Format(shown))
}

// A Leadership is who leads, as a copy sees it.
type Leadership struct {
	Holder string // the name of the copy that leads, or led last; "" for none yet
	Since  time.Time
	Vacant bool // nobody leads
	Here   bool // this copy leads
	Copies int  // how many run, this one included
	Doubt  bool // this machine's clock is too far off to lead
}

// An Election is what a copy does for the lead.
type Election struct {
	Work    func(ctx context.Context) error // what only the leader does, until ctx ends; what it writes with ctx is refused once it leads no more
	Changed func()                          // called while this copy leads, soon after anybody has written something
	Clock   func() time.Time                // the machine's; nil where nothing depends on it
	Seen    func(Leadership, error)         // called after each look at who leads
}

// Leader returns who leads; false where only one coach can run.
func (s *Store) Leader(ctx context.Context) (l Leadership, shared bool, err error) {
	if !s.db.Shared() {
		return l, false, nil
	}
	found, err := s.db.Leader(ctx)
	if err != nil {
		return l, true, fmt.Errorf("leader: %w", err)
	}
	return s.leadership(found), true, nil
}

func (s *Store) leadership(l engine.Leader) Leadership {
	own := s.term.Load()
	return Leadership{Holder: l.Holder, Since: l.Since, Vacant: l.Vacant(), Here: own != 0 && own == l.Term, Copies: l.Copies}
}

// Leads reports whether this process leads, as far as it knows.
func (s *Store) Leads() bool { return !s.db.Shared() || s.term.Load() != 0 }

// Confirm is [ErrNotLeading] if the term of a leading context is over.
func (s *Store) Confirm(ctx context.Context) error {
	own := engine.Term(ctx)
	if own == 0 {
		return nil
	}
	l, err := s.db.Leader(ctx)
	switch {
	case err != nil:
		return fmt.Errorf("leader: %w", err)
	case l.Term != own:
		return ErrNotLeading
	}
	return nil
}

// Attend notes that this copy is about to run, before it takes requests, or
// returns why it may not.
func (s *Store) Attend(ctx context.Context, clock func() time.Time) error {
	if !s.db.Shared() {
		return nil
	}
	if _, _, err := s.look(ctx, clock); err != nil {
		return err
	}
	return s.db.Attend(ctx, s.called, s.lease)
}

// look reads who leads, and how far this machine's clock is from the database's.
// It is ErrNewer or a ClockError for a copy that may not run any more.
func (s *Store) look(ctx context.Context, clock func() time.Time) (l engine.Leader, off time.Duration, err error) {
	var before, after time.Time
	if clock != nil {
		before = clock()
	}
	if l, err = s.db.Leader(ctx); err != nil {
		return l, 0, fmt.Errorf("leader: %w", err)
	}
	if !s.db.Serves(l.Ahead) {
		return l, 0, ErrNewer
	}
	if clock != nil {
		after = clock()
		off = max(before.Sub(l.Now), l.Now.Sub(after), 0)
	}
	if off > OffToWork {
		return l, off, &ClockError{Own: after, Database: l.Now}
	}
	return l, off, nil
}

// Lead has the work of an election done whenever this copy leads and as long as
// it does, until ctx ends. Of several copies on a server one leads at a time; a
// file has one coach, which always leads. The error is why this copy may not run
// any more, or that of the work.
func (s *Store) Lead(ctx context.Context, e Election) error {
	if !s.db.Shared() {
		return e.Work(ctx)
	}
	c := &candidate{Store: s, Election: e, ended: make(chan error, 1)}
	return c.run(ctx)
}
