package scheduler

import (
	"context"
	"time"

	"coach/service"
)

// profilesAgain is how long after a failed reading of Slack profiles the next
// one begins.
const profilesAgain = time.Hour

// profiles reads Slack profiles, once a night. It is a job of its own and not a
// rule of the beat, because reading thousands of them takes an hour or more at
// the rate that Slack allows, and nobody's morning may wait for that.
func (s *Scheduler) profiles(ctx context.Context) error {
	now := s.Now()
	if now.Before(s.profilesAfter) {
		return nil
	}
	settings, _, err := s.Store.Settings(ctx)
	if err != nil || !settings.Ready() || !s.trusts(ctx, now) {
		return err
	}
	due, err := service.ProfilesDue(ctx, s.Store, now)
	if err != nil || !due {
		return err
	}
	s.profilesAfter = now.Add(profilesAgain)
	return service.FollowProfilesTonight(ctx, s.Store, s.Managers, now)
}

// trusts is [Scheduler.believes] outside a beat.
func (s *Scheduler) trusts(ctx context.Context, now time.Time) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.believes(ctx, now)
}
