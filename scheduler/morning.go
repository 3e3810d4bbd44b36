package scheduler

import (
	"context"
	"errors"
	"slices"
	"time"

	"coach/cadence"
	"coach/practice"
)

// mornings decides the one message of the day for everybody whose morning has
// come. Whoever is not planned yet waits: it is not known what is due.
func (s *Scheduler) mornings(ctx context.Context, now time.Time) (next time.Time, err error) {
	zones, err := s.Store.Zones(ctx)
	if err != nil {
		return next, err
	}
	var errs []error
	for _, name := range zones {
		zone, today, clock := s.local(name, now)
		again, err := s.wakeZone(ctx, name, today, clock, now)
		next = earlier(earlier(next, again), (today+1).At(0, zone)) // when morning times may begin again
		errs = append(errs, err)
		at, ok, err := s.Store.NextMorning(ctx, name, clock)
		if ok {
			next = earlier(next, today.At(at, zone)) // in the past while an hour is repeated, and then no beat rests
		}
		errs = append(errs, err)
	}
	return next, errors.Join(errs...)
}

func (s *Scheduler) wakeZone(ctx context.Context, zone string, today cadence.Date, clock cadence.Clock, now time.Time) (again time.Time, err error) {
	ids, err := s.Store.Waking(ctx, zone, today, clock)
	if err != nil || len(ids) == 0 {
		return again, err
	}
	unplanned, err := s.Store.Unplanned(ctx, zone, today)
	if err != nil {
		return again, err
	}
	waits := make(map[practice.PersonID]bool, len(unplanned))
	for _, p := range unplanned {
		waits[p.Person] = true
	}
	ids = slices.DeleteFunc(ids, func(id practice.PersonID) bool { return waits[id] })
	return s.each(ctx, "morning", ids, now, func(some []practice.PersonID) error { return s.wake(ctx, some, today, now) })
}

// wake decides the messages of some people's morning.
func (s *Scheduler) wake(ctx context.Context, ids []practice.PersonID, today cadence.Date, now time.Time) error {
	roster, err := s.Store.Roster(ctx)
	if err != nil {
		return err
	}
	news, err := s.announcer(ctx)
	if err != nil {
		return err
	}
	var bundles []practice.Notice
	for _, id := range ids {
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
	return s.Store.Wake(ctx, ids, today, bundles, news.told)
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
