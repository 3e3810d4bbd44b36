package scheduler

import (
	"context"
	"time"

	"coach/cadence"
	"coach/practice"
)

// A calm is a span of time in which nothing comes due by itself. What is due
// follows from the database and the time alone, so while nobody changes the
// database a beat in a calm would find what the beat before it found: nothing
// left to do.
type calm struct {
	version    int64     // of the database, before the beat that found nothing left to do
	from, till time.Time // till is when something may come due, at the earliest
}

// longestCalm is how long beats may rest. It is not needed for anything to be
// right; it bounds what a clock that is set, or a rule that calmDown does not
// know, could delay.
const longestCalm = 15 * time.Minute

// holds reports whether nothing can have come due at an instant.
func (c *calm) holds(version int64, now time.Time) bool {
	return c != nil && c.version == version && !now.Before(c.from) && now.Before(c.till)
}

// calmDown notes until when a beat that has done everything need not be
// repeated, if nobody changes the database. What comes due with time is a new
// day in some zone, somebody's morning, and a digest.
func (s *Scheduler) calmDown(ctx context.Context, version int64, zones []string, now time.Time) error {
	c := calm{version, now, now.Add(longestCalm)}
	within := func(at time.Time) {
		if at.Before(c.till) {
			c.till = at
		}
	}
	for _, name := range zones {
		zone, today, clock := s.local(name, now)
		within((today + 1).At(0, zone))
		morning, ok, err := s.Store.NextMorning(ctx, name, clock)
		if err != nil {
			return err
		}
		if ok {
			within(today.At(morning, zone)) // in the past while an hour is repeated, and then there is no calm
		}
	}
	subscriptions, err := s.Store.Subscriptions(ctx)
	if err != nil {
		return err
	}
	for _, sub := range subscriptions {
		zone, today, _ := s.local(sub.Zone, now)
		if at := today.At(sub.At, zone); at.After(now) {
			within(at)
		}
		within((today + 1).At(sub.At, zone))
	}
	s.calm.Store(&c)
	return nil
}

// local is what calendars and clocks show in a zone.
func (s *Scheduler) local(name string, now time.Time) (*time.Location, cadence.Date, cadence.Clock) {
	zone := practice.Person{Zone: name}.Location(s.Zone())
	local := now.In(zone)
	return zone, cadence.DateOf(local), cadence.Clock(local.Hour()*60 + local.Minute())
}
