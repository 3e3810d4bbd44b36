package scheduler

import (
	"context"
	"time"
)

// backupAgain is how long after a backup that failed the next is tried.
const backupAgain = time.Hour

// backup makes the backup that is due. It is no rule of a beat: a large database
// takes longer than a beat may.
func (s *Scheduler) backup(ctx context.Context) error {
	s.backing.Lock()
	defer s.backing.Unlock()
	now := s.Now()
	if s.Backups.None() || s.backed.holds(0, now) || s.doubtsClock() {
		return nil
	}
	next, err := s.Backups.Night(ctx, s.Store, s.DB, now)
	if err != nil {
		next = now.Add(backupAgain)
	}
	s.backed = rest{from: now, until: next}
	return err
}

// doubtsClock reports whether the last beat did not believe the clock.
func (s *Scheduler) doubtsClock() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.doubted != ""
}
