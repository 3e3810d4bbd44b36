package bot

import (
	"context"
	"errors"
	"time"

	"coach/practice"
	"coach/store"
)

// hold returns until when a notice to an address is not sent yet. What somebody
// does to another person's knowledge, such as thanking them at midnight, reaches
// that person in their working hours; the answer to one's own deed comes at
// once, and so does what stands in a channel.
func (b *Bot) hold(ctx context.Context, d store.Delivery, to string) (until time.Time, err error) {
	if d.Notice.Kind() != practice.KindAnswer {
		return until, nil
	}
	p, err := b.Store.PersonBySlackID(ctx, to)
	if errors.Is(err, store.ErrNotFound) || err == nil && p.ID == d.By {
		return until, nil
	}
	if err != nil {
		return until, err
	}
	r, err := b.Store.Roster(ctx)
	if err != nil {
		return until, err
	}
	return practice.AnswerFrom(r, p.ID, b.Now(), b.Zone()), nil
}
