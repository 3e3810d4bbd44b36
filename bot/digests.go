package bot

import (
	"context"
	"errors"
	"time"

	"github.com/slack-go/slack"

	"coach/bot/delivery"
	"coach/bot/view"
	"coach/practice"
	"coach/service"
	"coach/store"
)

// notADigest is what an owner is told whose button names no channel's digest
// that goes on.
var notADigest = practice.Problems{{Text: "This digest was stopped meanwhile. Type /coach settings and press Digests in channels to see what comes."}}

// settingsOwned wraps a handler so that only those who may change settings reach
// it.
func (b *Bot) settingsOwned(do handler) handler {
	return func(ctx context.Context, req request) (any, error) {
		if refusal, err := b.notAnOwner(ctx, req); err != nil || refusal != nil {
			return refusal, err
		}
		return do(ctx, req)
	}
}

// digestsButton opens the list of the digests that channels get.
func (b *Bot) digestsButton(ctx context.Context, req request) (any, error) {
	list, err := b.digestsList(ctx, req, "")
	if err != nil {
		return nil, err
	}
	return nil, b.open(ctx, req, list)
}

// channelsAnswerIn is how long Slack is asked about channels while somebody
// waits for the list: what it has not answered by then is taken to be well.
const channelsAnswerIn = time.Second

func (b *Bot) digestsList(ctx context.Context, req request, note string) (form slack.ModalViewRequest, err error) {
	f := view.DigestsFacts{Who: req.Roster.Person, Zone: b.Zone().String(), Note: note}
	all, fixed, err := b.channelDigests(ctx, req)
	if err != nil {
		return form, err
	}
	waiting, done := context.WithTimeout(ctx, channelsAnswerIn)
	defer done()
	for _, sub := range all {
		f.Digests = append(f.Digests, view.ChannelDigest{Subscription: sub, Fixed: sub.ID == fixed,
			Empty: !req.Roster.HasDigest(sub.Root, b.Store.Today(req.Now)), Trouble: b.channelTrouble(waiting, sub.Channel)})
	}
	return view.Digests(f), nil
}

// channelDigests returns the digests that channels get, and the one of them that
// is set where coach runs.
func (b *Bot) channelDigests(ctx context.Context, req request) (in []practice.Subscription, fixed practice.SubscriptionID, err error) {
	all, err := b.Store.Subscriptions(ctx)
	if err != nil {
		return nil, 0, err
	}
	_, given, err := b.Store.Settings(ctx)
	for _, sub := range all {
		if sub.IsDirect(req.Roster) {
			continue
		}
		if in = append(in, sub); given.Digest.Channel == sub.Channel && given.Digest.Root == sub.Root {
			fixed = sub.ID
		}
	}
	return in, fixed, err
}

// channelDigest returns a channel's digest that may be changed here.
func (b *Bot) channelDigest(ctx context.Context, req request, id practice.SubscriptionID) (practice.Subscription, error) {
	all, fixed, err := b.channelDigests(ctx, req)
	for _, sub := range all {
		switch {
		case sub.ID != id:
		case id == fixed:
			return sub, practice.Problems{{Text: "This digest is set where coach runs, not here."}}
		default:
			return sub, err
		}
	}
	return practice.Subscription{}, errors.Join(err, notADigest)
}

// addDigestButton opens the form for a new digest: about the whole company,
// until its owner picks somebody else.
func (b *Bot) addDigestButton(ctx context.Context, req request) (any, error) {
	sub := req.suggest(practice.Settings{}).Digest
	return nil, b.open(ctx, req, view.Digest(b.digestFacts(req, sub)))
}

func (b *Bot) digestFacts(req request, sub practice.Subscription) view.DigestFacts {
	return view.DigestFacts{Digest: sub, Zone: b.Zone().String(), Who: req.Roster.Person}
}

// changeDigestButton opens the form for a digest.
func (b *Bot) changeDigestButton(ctx context.Context, req request) (any, error) {
	sub, err := b.channelDigest(ctx, req, practice.SubscriptionID(req.id()))
	if err != nil {
		return nil, err
	}
	return nil, b.open(ctx, req, view.Digest(b.digestFacts(req, sub)))
}

// stopDigestButton stops a digest and draws the list again.
func (b *Bot) stopDigestButton(ctx context.Context, req request) (any, error) {
	sub, err := b.channelDigest(ctx, req, practice.SubscriptionID(req.id()))
	if err != nil {
		return nil, err
	}
	if err := b.Store.StopSubscription(ctx, sub.ID, req.Person.ID, req.Now); err != nil && !errors.Is(err, store.ErrNotFound) {
		return nil, err
	}
	list, err := b.digestsList(ctx, req, view.DigestStopped(req.Roster.Person(sub.Root)))
	if err != nil {
		return nil, err
	}
	return b.update(ctx, req, list)
}

// submitDigest makes or changes a channel's digest, closes its form and draws
// the list below it again.
func (b *Bot) submitDigest(ctx context.Context, req request) (any, error) {
	seen, to, err := view.ParseDigest(req.View, b.Zone().String(), b.finder(ctx))
	if err != nil {
		return nil, err
	}
	now, err := b.mayHaveDigest(ctx, req, &to)
	switch {
	case err != nil:
		return nil, err
	case now.ID == 0:
		to, err = b.Store.Subscribe(ctx, to, req.Person.ID, req.Now)
	case now != to && !seen.Is(now):
		return b.digestAgain(req, to, now), nil
	default:
		err = b.Store.ChangeSubscription(ctx, now, to, req.Person.ID, req.Now)
	}
	switch {
	case errors.Is(err, store.ErrChangedMeanwhile):
		if now, err = b.channelDigest(ctx, req, to.ID); err != nil {
			return nil, err
		}
		return b.digestAgain(req, to, now), nil
	case errors.Is(err, store.ErrSubscribed):
		return nil, b.subscribedAlready(ctx, req, to)
	case errors.Is(err, store.ErrNotFound):
		return nil, notADigest
	case err != nil:
		return nil, err
	}
	said, err := b.digestSaved(ctx, req, to)
	if err != nil {
		return nil, err
	}
	list, err := b.digestsList(ctx, req, said)
	if err != nil {
		return nil, err
	}
	_, err = b.api.UpdateViewContext(ctx, list, "", "", req.View.PreviousViewID)
	return nil, delivery.Reasons(err)
}

// mayHaveDigest checks whom a digest is about, and its channel, which coach
// joins, and completes it. It returns the digest as it is now; one without an ID
// for a new one.
func (b *Bot) mayHaveDigest(ctx context.Context, req request, to *practice.Subscription) (now practice.Subscription, err error) {
	if to.ID != 0 {
		if now, err = b.channelDigest(ctx, req, to.ID); err != nil {
			return now, err
		}
		to.Root = now.Root
	} else if err := b.mayAddDigest(ctx, req, *to); err != nil {
		return now, err
	}
	if to.Zone == "" {
		to.Zone = req.Roster.Person(to.Root).Location(b.Zone()).String()
	}
	return now, b.chosenChannel(ctx, to.Channel, view.AskDigest)
}

// mayAddDigest returns the reason why there can be no such digest, or nil if
// there can.
func (b *Bot) mayAddDigest(ctx context.Context, req request, to practice.Subscription) error {
	today := b.Store.Today(req.Now)
	if !req.Roster.HasDigest(to.Root, today) {
		return practice.Problems{view.NoDigestAbout(req.Roster.Person(to.Root), req.Roster.Participates(to.Root, today))}
	}
	all, _, err := b.channelDigests(ctx, req)
	if err == nil && len(all) >= view.MaxChannelDigests {
		return practice.Problems{view.DigestsFull()}
	}
	return err
}

// digestAgain shows an owner what somebody else has made of the digest since
// they opened its form, with what they filled in.
func (b *Bot) digestAgain(req request, to, now practice.Subscription) any {
	return slack.NewUpdateViewSubmissionResponse(new(view.DigestChangedMeanwhile(b.digestFacts(req, to), now)))
}

// subscribedAlready names the digest that is in the way of another.
func (b *Bot) subscribedAlready(ctx context.Context, req request, to practice.Subscription) error {
	all, _, err := b.channelDigests(ctx, req)
	for _, sub := range all {
		if sub.Root == to.Root && sub.Channel == to.Channel {
			return practice.Problems{view.SubscribedAlready(req.Roster.Person(to.Root), sub, b.Zone().String())}
		}
	}
	return errors.Join(err, notADigest) // it was stopped meanwhile
}

// digestSaved says when a digest comes next, and whether its channel is shown
// rates.
func (b *Bot) digestSaved(ctx context.Context, req request, sub practice.Subscription) (string, error) {
	there := practice.Person{Zone: sub.Zone}
	zone, today := there.Location(b.Zone()), there.Today(req.Now, b.Zone())
	next, err := service.NextDigest(ctx, b.Store, sub, req.Now, zone)
	managers := 0
	for _, id := range req.Roster.Tree(sub.Root, today) {
		if len(req.Roster.Reports(id, today)) > 0 {
			managers++
		}
	}
	return view.DigestSaved(sub, next, !req.Now.Before(next.At(sub.At, zone)), today, managers), err
}
