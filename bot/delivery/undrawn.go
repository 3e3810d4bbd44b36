package delivery

import (
	"context"
	"errors"
	"time"

	"coach/store"
)

// The delays before a notice that cannot be drawn is tried again: a minute,
// then twice as long each time, but at most an hour. After a day coach gives it
// up.
const (
	firstRest   = time.Minute
	longestRest = time.Hour
	mostTries   = 24
)

// undrawn postpones a notice that cannot be drawn, so that it does not delay
// the others. The data it needs may be readable again later.
func (s *Sender) undrawn(ctx context.Context, d store.Delivery, cause error) error {
	if errors.Is(cause, store.ErrNotLeading) {
		return cause
	}
	s.undrawable[d.ID]++
	n := s.undrawable[d.ID]
	s.Log.Err(cause).Int64("notice", d.ID).Int("times", n).Msg("a notice cannot be drawn")
	if n < mostTries {
		return s.Store.Later(ctx, d, time.Now().Add(min(longestRest, firstRest<<min(n-1, 6))))
	}
	delete(s.undrawable, d.ID)
	if d.Task == store.Redraw { // the message was sent, if with an older drawing
		return s.Store.Unchanged(ctx, d)
	}
	return s.Store.Fail(ctx, d, "coach cannot draw it")
}

// unread postpones a notice whose body cannot be read, as when a newer coach
// has written it. It is kept for a version that can, and logged once.
func (s *Sender) unread(ctx context.Context, d store.Delivery) error {
	if !s.unreadable[d.ID] {
		s.unreadable[d.ID] = true
		s.Log.Error().Int64("notice", d.ID).Str("kind", d.Type).Msg("a notice cannot be read; it is kept until coach is upgraded")
	}
	return s.Store.Later(ctx, d, time.Now().Add(longestRest))
}
