package bot

import (
	"context"

	"coach/bot/view"
	"coach/bot/view/kit"
	"coach/measure"
	"coach/practice"
	"coach/service"
	"coach/store"
)

// carriedWeek returns the week that a digest is sent with, if it may be: the
// digest is still its reader's alone, the week has something to say, and there is
// room for what cannot be read on Home. Otherwise the week goes alone. In a
// message that was sent, the two stay together.
func (b *Bot) carriedWeek(ctx context.Context, f facts, sub practice.Subscription, digest store.Delivery, shown view.Inspection) (*view.MorningFacts, error) {
	if digest.Carried == nil {
		return nil, nil
	}
	n, _ := digest.Carried.Notice.(practice.Bundle)
	m, err := b.bundleFacts(ctx, f, n, digest.Task == store.Redraw)
	if err != nil || digest.Task == store.Redraw {
		return &m, err
	}
	h, err := b.Store.Habits(ctx, n.Person)
	if err != nil {
		return nil, err
	}
	day, may := h.MayBeCarried(f.roster, n.Person, b.Now(), b.Zone())
	shown.Week = &m
	if sub.Root == n.Person && sub.IsDirect(f.roster) && day == n.On && may && m.HasContent() && shown.HasRoom() {
		return &m, nil
	}
	return nil, b.Store.GoAlone(ctx, *digest.Carried)
}

// drawTogether draws anew a week that was sent with a digest: the week as it is
// now, and the digest as it was then, whatever has become of its subscription.
func (b *Bot) drawTogether(ctx context.Context, f facts, n practice.Bundle, d store.Delivery) (msg kit.Message, err error) {
	sub, err := b.Store.Subscription(ctx, n.With.Subscription)
	if err != nil {
		return msg, err
	}
	sub.Root, sub.Channel = n.Person, ""
	at, err := b.Store.SaidAt(ctx, sub.ID, measure.WeekBefore(f.playbook, f.roster, sub.Root, n.With.On).End)
	if err != nil {
		return msg, err
	}
	if at.IsZero() {
		at = d.PostedAt()
	}
	in, err := service.Inspect(ctx, b.Store, sub, n.With.On, at)
	if err != nil {
		return msg, err
	}
	shown, err := b.inspection(ctx, in, sub.ID, n.With.On)
	if err != nil {
		return msg, err
	}
	week, err := b.bundleFacts(ctx, f, n, true)
	shown.Week = &week
	return view.Inspect(shown), err
}
