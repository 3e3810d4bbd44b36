package bot

import (
	"cmp"
	"context"
	"slices"

	"coach/bot/delivery"
	"coach/bot/view"
	"coach/bot/view/kit"
	"coach/practice"
)

// thanksGo returns where public thanks of today to some people go: to their
// team's channel, or with none to the organisation's.
func (b *Bot) thanksGo(ctx context.Context, req request, to []practice.PersonID) (practice.Sharing, error) {
	teams, err := b.Store.AllTeamSettings(ctx)
	return req.Roster.ThanksGo(to, teams, req.Today), err
}

// nameChannel has a form for thanks name the channel that they go to, and ask
// again where that depends on who is thanked.
func (b *Bot) nameChannel(ctx context.Context, req request, k *view.Known) error {
	teams, err := b.Store.AllTeamSettings(ctx)
	to := k.Entry[practice.RecognitionWho].People
	if len(to) == 0 {
		to = k.People
	}
	k.Goes = req.Roster.ThanksGo(to, teams, req.Today)
	k.Goes.Channel = cmp.Or(k.Goes.Channel, req.Settings.Recognition)
	k.Teams = slices.ContainsFunc(teams, func(t practice.TeamSettings) bool { return t.Channel != "" })
	return err
}

// goes decides for which channel the thanks of an entry are meant. It reports
// false if the form named another one: somebody else was chosen since, or their
// manager has changed it.
func (b *Bot) goes(ctx context.Context, req request, e *practice.Entry) (named bool, err error) {
	if e.Practice != practice.RecognitionKey {
		return true, nil
	}
	if e.Shared, err = b.thanksGo(ctx, req, e.Recipients()); err != nil || e.IsPrivate() {
		return true, err
	}
	return view.NamedChannel(req.View) == cmp.Or(e.Shared.Channel, req.Settings.Recognition), nil
}

// likeButton stores how the requester likes to be thanked. The question is drawn
// again, with the answer.
func (b *Bot) likeButton(liking practice.Liking) handler {
	return func(ctx context.Context, req request) (any, error) {
		return nil, b.Store.LikeThanks(ctx, req.Person.ID, liking)
	}
}

func (b *Bot) drawShoutout(ctx context.Context, f facts, n practice.Shoutout) (to string, msg kit.Message, drop string, err error) {
	e, p, err := b.entry(ctx, n.Entry)
	to = cmp.Or(e.Shared.Channel, f.settings.Recognition)
	public := f.roster.ThankedInPublic(e)
	switch {
	case err != nil || e.Withdrawn || len(public) == 0:
		return to, msg, delivery.TakenBack, err
	case to == "":
		drop = "there is no channel for it"
	}
	return to, view.Shoutout(e, p, public, f.roster.Person), drop, nil
}

func (b *Bot) drawThanks(ctx context.Context, f facts, n practice.Thanks) (to string, msg kit.Message, drop string, err error) {
	e, p, err := b.entry(ctx, n.Entry)
	to, drop = address(f.roster, n.To)
	if err != nil || e.Withdrawn || !slices.Contains(e.Privately(), n.To) {
		return to, msg, delivery.TakenBack, err
	}
	asked, err := b.Store.ThanksAsked(ctx, n.To)
	if err != nil {
		return to, msg, "", err
	}
	return to, view.Thanks(view.ThanksFacts{Entry: e, Practice: p, Who: f.roster.Person, To: n.To, With: f.roster.ThankedWith(n.To, e), Asks: asked == e.ID}), drop, nil
}

func (b *Bot) drawThanksAsk(ctx context.Context, f facts, n practice.ThanksAsk) (to string, msg kit.Message, drop string, err error) {
	e, err := b.Store.Entry(ctx, n.Entry)
	to, drop = address(f.roster, n.To)
	if err != nil || e.Withdrawn || !slices.Contains(e.Recipients(), n.To) {
		return to, msg, delivery.TakenBack, err
	}
	return to, view.ThanksAsk(e, f.roster.Person(n.To), f.roster.Person), drop, nil
}

func (b *Bot) drawUnshared(ctx context.Context, f facts, n practice.Unshared) (to string, msg kit.Message, drop string, err error) {
	e, err := b.Store.Entry(ctx, n.Entry)
	if err != nil {
		return "", msg, "", err
	}
	to, drop = address(f.roster, e.Author)
	if e.Withdrawn {
		drop = delivery.TakenBack
	}
	teams, err := b.Store.AllTeamSettings(ctx)
	if err != nil {
		return to, msg, "", err
	}
	var manager practice.PersonID
	if i := slices.IndexFunc(teams, func(t practice.TeamSettings) bool { return t.Channel == e.Shared.Channel }); i >= 0 && e.Shared.Channel != "" {
		manager = teams[i].Manager
	}
	return to, view.Unshared(e, cmp.Or(e.Shared.Channel, f.settings.Recognition), manager, n.Archived, n.Shared, f.roster.Person), drop, nil
}

// unthanked returns what the requester reads of thanks in their team. Before
// they have used coach for as long as thanks count, nobody knows who got none.
func (b *Bot) unthanked(ctx context.Context, req request) (practice.WithoutThanks, error) {
	since := practice.UnthankedSince(req.Today)
	h, err := b.Store.Habits(ctx, req.Person.ID)
	if err != nil || h.BegunOn == 0 || h.BegunOn > since {
		return practice.WithoutThanks{}, err
	}
	last, err := b.Store.LastThanked(ctx, since)
	return req.Roster.Unthanked(req.Person.ID, last, req.Today), err
}
