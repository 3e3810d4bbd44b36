package bot

import (
	"context"
	"time"

	"coach/store"
)

// How long a notice that cannot be drawn rests before it is tried again: a
// minute, then twice as long each time, but never longer than an hour. After a
// day coach gives it up.
const (
	firstRest    = time.Minute
	longestRest  = time.Hour
	mostTroubles = 24
)

// undrawn puts off a notice that cannot be drawn, so that it does not hold up
// the others. What it is about may be readable again later.
func (b *Bot) undrawn(ctx context.Context, d store.Delivery, cause error) error {
	b.troubles[d.ID]++
	n := b.troubles[d.ID]
	b.Log.Err(cause).Int64("notice", d.ID).Int("times", n).Msg("a notice cannot be drawn")
	if n < mostTroubles {
		return b.Store.Later(ctx, d, time.Now().Add(min(longestRest, firstRest<<min(n-1, 6))))
	}
	delete(b.troubles, d.ID)
	if d.Task == store.Redraw { // it was said, if in older words
		return b.Store.Unchanged(ctx, d)
	}
	return b.Store.Fail(ctx, d, "coach cannot draw it")
}
