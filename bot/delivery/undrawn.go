package delivery

import (
	"context"
	"time"

	"coach/store"
)

// How long a notice that cannot be drawn rests before it is tried again: a
// minute, then twice as long each time, but never longer than an hour. After a
// day coach gives it up.
const (
	firstRest   = time.Minute
	longestRest = time.Hour
	mostTries   = 24
)

// undrawn puts off a notice that cannot be drawn, so that it does not hold up
// the others. What it is about may be readable again later.
func (s *Sender) undrawn(ctx context.Context, d store.Delivery, cause error) error {
	s.undrawable[d.ID]++
	n := s.undrawable[d.ID]
	s.Log.Err(cause).Int64("notice", d.ID).Int("times", n).Msg("a notice cannot be drawn")
	if n < mostTries {
		return s.Store.Later(ctx, d, time.Now().Add(min(longestRest, firstRest<<min(n-1, 6))))
	}
	delete(s.undrawable, d.ID)
	if d.Task == store.Redraw { // it was said, if in older words
		return s.Store.Unchanged(ctx, d)
	}
	return s.Store.Fail(ctx, d, "coach cannot draw it")
}

// unread puts off a notice of which the body cannot be read, as a newer coach may
// have written it. It is kept for one that can, and logged once.
func (s *Sender) unread(ctx context.Context, d store.Delivery) error {
	if !s.unreadable[d.ID] {
		s.unreadable[d.ID] = true
		s.Log.Error().Int64("notice", d.ID).Str("kind", d.Type).Msg("a notice cannot be read; it is kept until coach is upgraded")
	}
	return s.Store.Later(ctx, d, time.Now().Add(longestRest))
}
