package scheduler

import (
	"context"
	"time"

	"coach/practice"
	"coach/service"
)

// digests posts the digests that have come due.
func (s *Scheduler) digests(ctx context.Context, now time.Time) (next time.Time, err error) {
	subscriptions, err := s.Store.Subscriptions(ctx)
	if err != nil {
		return next, err
	}
	for _, sub := range subscriptions {
		zone, today, _ := s.local(sub.Zone, now)
		day, due, err := service.DigestDue(ctx, s.Store, sub, now, zone)
		if err != nil {
			return next, err
		}
		if due {
			if err := s.Store.Post(ctx, practice.Digest{Subscription: sub.ID, On: day}); err != nil {
				return next, err
			}
		}
		at := today.At(sub.At, zone)
		if !at.After(now) {
			at = (today + 1).At(sub.At, zone)
		}
		next = earlier(next, at)
	}
	return next, nil
}

// owners notifies the owners of the playbook of problems with coach itself.
func (s *Scheduler) owners(ctx context.Context, now time.Time) (next time.Time, err error) {
	return service.NotifyOwners(ctx, s.Store, s.Owners, now)
}

// fridays posts the good news of teams whose Friday afternoon has come.
func (s *Scheduler) fridays(ctx context.Context, now time.Time) (next time.Time, err error) {
	return service.PostFridays(ctx, s.Store, now)
}
