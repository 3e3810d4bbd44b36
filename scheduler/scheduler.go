// Package scheduler is the beat: once a minute it looks what has come due.
//
// Cron decides when to look, never what is due. A beat plans the day of
// everybody whose local day has begun, decides the message of everybody whose
// local morning has come, asks which digests are due, and has the outbox
// flushed. The same moment gives the same notices with the same keys, so
// beating twice says nothing twice, and the beat at the start is all the
// catching up there is: what was missed while coach was down is planned, but
// yesterday's message is not sent today.
//
// Leave, a transfer, a holiday or a new playbook only marks people as not
// planned; the beat plans them again and reconciles. What follows from the
// database and the time needs no second look: when a beat has left nothing to
// do, those after it rest until something is written or comes due (calm.go).
package scheduler

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"sync/atomic"
	"time"

	"github.com/robfig/cron/v3"
	"github.com/rs/zerolog"

	"coach/cadence"
	"coach/practice"
	"coach/store"
)

// A Scheduler fills the outbox and has it flushed.
type Scheduler struct {
	Store   *store.Store
	Refresh func(context.Context) error // brings people in line with the workspace
	Flush   func()                      // has the outbox delivered soon
	Now     func() time.Time            // civil time
	Zone    func() *time.Location       // of people whose own is not known
	Log     zerolog.Logger
	calm    atomic.Pointer[calm]
}

// When to look, as cron specifications.
const (
	everyMinute = "* * * * *"
	everyHour   = "7 * * * *"
	everyNight  = "17 3 * * *"
)

// Run beats at once and then every minute until ctx ends, and refreshes the
// directory every night. It returns when the last beat has finished.
func (s *Scheduler) Run(ctx context.Context) error {
	beats := cron.New(cron.WithChain(cron.SkipIfStillRunning(cron.DiscardLogger)))
	jobs := []struct {
		spec, name string
		do         func(context.Context) error
	}{
		{everyMinute, "beat", func(ctx context.Context) error { return s.Tick(ctx, s.Now()) }},
		{everyMinute, "tidy", s.Store.Tidy},
		{everyHour, "find", s.find},
		{everyNight, "refresh", s.Refresh},
	}
	for _, job := range jobs {
		if _, err := beats.AddFunc(job.spec, func() { s.do(ctx, job.name, job.do) }); err != nil {
			return fmt.Errorf("cron %q: %w", job.spec, err)
		}
	}
	s.do(ctx, "beat", jobs[0].do)
	beats.Start()
	<-ctx.Done()
	<-beats.Stop().Done()
	return nil
}

// do runs a job. One that panics ends alone: those after it still run.
func (s *Scheduler) do(ctx context.Context, name string, job func(context.Context) error) {
	defer func() {
		if p := recover(); p != nil {
			s.Log.Error().Str("stack", string(debug.Stack())).Msg("panic: " + name)
		}
	}()
	if err := job(ctx); err != nil && !errors.Is(err, context.Canceled) {
		s.Log.Err(err).Msg(name)
	}
}

// find refreshes the directory early when people were imported whom it did not
// know.
func (s *Scheduler) find(ctx context.Context) error {
	unfound, err := s.Store.Unfound(ctx)
	if err != nil || len(unfound) == 0 {
		return err
	}
	return s.Refresh(ctx)
}

// Tick does everything that is due at an instant of civil time. Until coach is
// set up, nothing is.
func (s *Scheduler) Tick(ctx context.Context, now time.Time) error {
	version, err := s.Store.Version(ctx)
	if err != nil {
		return err
	}
	if s.calm.Load().holds(version, now) {
		return nil
	}
	settings, _, err := s.Store.Settings(ctx)
	if err != nil || !settings.Ready() {
		return err
	}
	zones, err := s.Store.Zones(ctx)
	if err != nil {
		return err
	}
	var errs []error
	for _, name := range zones {
		_, today, clock := s.local(name, now)
		if err := s.plan(ctx, name, today); err != nil {
			errs = append(errs, err)
			continue // their morning waits until it is known what is due
		}
		errs = append(errs, s.wake(ctx, name, today, clock, now))
	}
	errs = append(errs, s.digests(ctx, now))
	s.Flush()
	if err := errors.Join(errs...); err != nil {
		return err
	}
	return s.calmDown(ctx, version, zones, now)
}

// plan opens the occurrences of everybody in a zone whose day has begun. After
// a pause it plans the days that were missed too: what was expected then was
// expected, whether coach ran or not.
func (s *Scheduler) plan(ctx context.Context, zone string, today cadence.Date) error {
	for ctx.Err() == nil {
		people, err := s.Store.Unplanned(ctx, zone, today)
		if err != nil || len(people) == 0 {
			return err
		}
		pb, _, err := s.Store.Playbook(ctx)
		if err != nil {
			return err
		}
		roster, err := s.Store.Roster(ctx)
		if err != nil {
			return err
		}
		var plans []store.Plan
		for _, p := range people {
			from := today
			if p.PlannedOn != 0 {
				from = min(p.PlannedOn+1, today)
			}
			plans = append(plans, store.Plan{Performer: p.Person, Revision: p.Revision, From: from, To: today,
				Occurrences: practice.Plan(pb, roster, p.Person, from, today)})
		}
		if err := s.Store.Reconcile(ctx, plans); err != nil {
			return err
		}
	}
	return ctx.Err()
}

// wake decides the one message of the day for everybody in a zone whose
// morning has come.
func (s *Scheduler) wake(ctx context.Context, zone string, today cadence.Date, clock cadence.Clock, now time.Time) error {
	for ctx.Err() == nil {
		people, err := s.Store.Waking(ctx, zone, today, clock)
		if err != nil || len(people) == 0 {
			return err
		}
		roster, err := s.Store.Roster(ctx)
		if err != nil {
			return err
		}
		news, err := s.announcer(ctx)
		if err != nil {
			return err
		}
		var bundles []practice.Notice
		for _, id := range people {
			if _, ok := practice.MorningHas(roster, id, now, s.Zone()); !ok {
				continue
			}
			bundle, ok, err := s.bundle(ctx, roster, id, today)
			if err != nil {
				return err
			}
			if bundle.Playbook, bundle.Since, err = news.forPerson(ctx, roster, id, today); err != nil {
				return err
			}
			if ok || bundle.Playbook != 0 {
				bundles = append(bundles, bundle)
			}
		}
		if err := s.Store.Wake(ctx, people, today, bundles, news.told); err != nil {
			return err
		}
	}
	return ctx.Err()
}

// bundle is what a person's morning message shows; false when it has nothing
// to say.
func (s *Scheduler) bundle(ctx context.Context, roster *practice.Roster, id practice.PersonID, today cadence.Date) (practice.Bundle, bool, error) {
	b := practice.Bundle{Person: id, On: today}
	waiting, err := s.Store.Waiting(ctx, id, today)
	if err != nil {
		return b, false, err
	}
	changed, err := s.Store.News(ctx, id)
	if err != nil || len(waiting)+len(changed) == 0 {
		return b, false, err
	}
	last, err := s.Store.Last(ctx, id)
	if err != nil {
		return b, false, err
	}
	named, err := s.Store.Named(ctx, id, today)
	if err != nil {
		return b, false, err
	}
	touches, more := practice.Morning(waiting, last, named, roster, today)
	for _, t := range touches {
		var ids []practice.OccurrenceID
		for _, o := range t.Occurrences {
			ids = append(ids, o.ID)
		}
		b.Touches = append(b.Touches, ids)
	}
	b.More, b.News = more, practice.News(changed, touches, today)
	return b, len(b.Touches)+len(b.News) > 0, nil
}

// digests posts the digests that have come due.
func (s *Scheduler) digests(ctx context.Context, now time.Time) error {
	subscriptions, err := s.Store.Subscriptions(ctx)
	if err != nil {
		return err
	}
	for _, sub := range subscriptions {
		zone := practice.Person{Zone: sub.Zone}.Location(s.Zone())
		if day, due := sub.Due(now, zone); due {
			if err := s.Store.Post(ctx, practice.Digest{Subscription: sub.ID, On: day}); err != nil {
				return err
			}
		}
	}
	return nil
}
