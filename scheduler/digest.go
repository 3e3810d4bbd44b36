package scheduler

import (
	"context"
	"errors"
	"time"

	"coach/practice"
	"coach/service"
)

// digests posts the digests that have come due, with the week of whoever reads
// one where the two are one message. A week that cannot be decided holds up no
// digest, which then goes alone.
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
			digest := practice.Digest{Subscription: sub.ID, On: day}
			again, err := s.each(ctx, "carry", []practice.PersonID{sub.Root}, now, func([]practice.PersonID) error {
				return service.Carry(ctx, s.Store, subscriptions, sub.Root, digest, now)
			})
			if err := errors.Join(err, s.Store.Post(ctx, digest)); err != nil {
				return next, err
			}
			next = earlier(next, again)
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
