package store

import (
	"context"
	"errors"
	"sync"
	"time"

	"coach/store/engine"
)

// How often in a lease a copy looks who leads, and how often a leader goes on: of
// twenty seconds every second, and every five.
const (
	looksALease    = 20
	renewalsALease = 4
)

// A candidate is a copy that leads, or would if nobody else did.
type candidate struct {
	*Store
	Election
	revision int64      // of the database, when last looked at
	ended    chan error // what the work ended with
	lapse    *time.Timer

	mu     sync.Mutex
	halt   context.CancelFunc // ends the work; nil while none is done
	halted bool               // the work is coming to an end
}

// run looks who leads again and again until ctx ends.
func (c *candidate) run(ctx context.Context) (err error) {
	defer func() { err = errors.Join(err, c.leave(context.WithoutCancel(ctx))) }()
	looks := time.NewTicker(c.lease / looksALease)
	defer looks.Stop()
	for n := 0; ; n++ {
		if err := c.step(ctx, n%(looksALease/renewalsALease) == 0); err != nil {
			return err
		}
		select {
		case <-ctx.Done():
			return nil
		case err := <-c.ended: // by itself, or because the lease has lapsed
			c.begun(nil)
			c.resign(ctx)
			if err != nil {
				return err
			}
		case <-looks.C:
		}
	}
}

// step looks who leads, takes the lead if nobody has it, and gives it up if it is
// another's. Only an error that ends this copy is returned: a database that
// cannot be reached may be in a moment.
func (c *candidate) step(ctx context.Context, renew bool) error {
	within, cancel := context.WithTimeout(ctx, c.lease/renewalsALease)
	defer cancel()
	l, off, err := c.look(within, c.Clock)
	if _, clock := errors.AsType[*ClockError](err); clock || errors.Is(err, ErrNewer) {
		return err
	}
	fit := off <= OffToLead
	if err == nil {
		err = c.act(ctx, within, l, fit, renew)
	}
	if err != nil && ctx.Err() != nil {
		return nil
	}
	seen := c.leadership(l)
	seen.Doubt = !fit
	c.Seen(seen, err)
	return nil
}

// act does what follows from who leads. What it asks the database has to be done
// within a part of the lease.
func (c *candidate) act(ctx, within context.Context, l engine.Leader, fit, renew bool) (err error) {
	term := c.term.Load()
	if term != 0 && (l.Term != term || !fit) {
		return c.yield(ctx)
	}
	if renew {
		err = c.db.Attend(within, c.called, c.lease)
	}
	if term != 0 && l.Revision != c.revision {
		c.revision = l.Revision
		c.Changed()
	}
	switch {
	case term == 0 && fit && l.Vacant():
		return errors.Join(err, c.prolong(ctx, func() (int64, error) { return c.db.Lead(within, c.called, c.lease) }))
	case term != 0 && renew && !c.ending():
		return errors.Join(err, c.prolong(ctx, func() (int64, error) { return term, c.db.Renew(within, term, c.lease) }))
	}
	return err
}

// prolong takes the lead or keeps it, and begins with the work unless that is
// done already. The lease is counted from before the database is asked, so that
// it is over here before it is over there.
func (c *candidate) prolong(ctx context.Context, ask func() (term int64, err error)) error {
	lapse := time.AfterFunc(c.lease, c.end)
	term, err := ask()
	if err != nil || term == 0 {
		lapse.Stop()
		return err
	}
	if c.lapse != nil {
		c.lapse.Stop()
	}
	c.lapse = lapse
	c.term.Store(term)
	if !c.working() {
		leading, halt := context.WithCancel(engine.Leading(ctx, term))
		c.begun(halt)
		go func() { c.ended <- c.Work(leading) }()
	}
	return nil
}

// yield ends the work, waits for it, and gives up the lead, which another may
// have already.
func (c *candidate) yield(ctx context.Context) (err error) {
	if c.working() {
		c.end()
		err = <-c.ended
		c.begun(nil)
	}
	if c.lapse != nil {
		c.lapse.Stop()
	}
	c.resign(ctx)
	return err
}

// resign lets anybody take the lead at once, this copy included.
func (c *candidate) resign(ctx context.Context) {
	if term := c.term.Swap(0); term != 0 {
		ctx, cancel := context.WithTimeout(ctx, c.lease/renewalsALease)
		defer cancel()
		_ = c.db.Resign(ctx, term) // else it lapses
	}
}

// leave has another copy lead at once.
func (c *candidate) leave(ctx context.Context) error {
	err := c.yield(ctx)
	ctx, cancel := context.WithTimeout(ctx, c.lease/renewalsALease)
	defer cancel()
	_ = c.db.Leave(ctx, c.called) // else it is forgotten after a lease
	return err
}

// begun notes how to end the work that is done from now on; nil for none.
func (c *candidate) begun(halt context.CancelFunc) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.halt, c.halted = halt, false
}

func (c *candidate) working() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.halt != nil
}

// end has the work come to an end.
func (c *candidate) end() {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.halt != nil {
		c.halt()
		c.halted = true
	}
}

// ending reports whether the work is coming to an end, so that the lead is not
// kept for it.
func (c *candidate) ending() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.halted
}
