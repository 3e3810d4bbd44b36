package scheduler

import (
	"context"
	"errors"
	"slices"
	"time"

	"coach/cadence"
	"coach/practice"
	"coach/service"
)

// mornings decides the one message of the day for everybody whose morning has
// come. A person who is not planned yet waits, since what is due is not known,
// and so does one whose week comes with a digest later in the morning.
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
	waits, err := service.Awaiting(ctx, s.Store, ids, today, now)
	if err != nil {
		return again, err
	}
	for _, p := range unplanned {
		waits[p.Person] = true
	}
	ids = slices.DeleteFunc(ids, func(id practice.PersonID) bool { return waits[id] })
	return s.each(ctx, "morning", ids, now, func(some []practice.PersonID) error { return service.Wake(ctx, s.Store, some, today, now) })
}
