package bot

import (
	"context"
	"errors"
	"slices"

	"github.com/slack-go/slack"

	"coach/bot/view"
	"coach/bot/view/kit"
	"coach/cadence"
	"coach/measure"
	"coach/practice"
	"coach/service"
	"coach/store"
)

// notYourDigest is what somebody is told who presses a button of a digest that
// is not theirs, or that was stopped.
var notYourDigest = practice.Problems{{Text: "This digest isn't yours, or it was stopped. Try /coach report."}}

func (b *Bot) drawDigest(ctx context.Context, f facts, n practice.Digest, d store.Delivery) (to string, msg kit.Message, drop string, err error) {
	sub, ok, err := b.subscription(ctx, n.Subscription)
	if err != nil || !ok {
		return "", msg, "nobody subscribes to it any more", err
	}
	now := b.Now()
	if day, due := sub.Due(now, practice.Person{Zone: sub.Zone}.Location(b.Zone())); !due || day != n.On {
		drop = "its day is over"
	}
	if !f.roster.HasDigest(sub.Root, n.On) {
		drop = "whoever it is about takes no part, or leads nobody"
	}
	to = sub.Channel
	if drop == "" && sub.IsDirect(f.roster) {
		to, drop = address(f.roster, sub.Root)
	}
	in, err := service.Inspect(ctx, b.Store, sub, n.On, now)
	if err != nil {
		return "", msg, "", err
	}
	shown, err := b.inspection(ctx, in, sub.ID, n.On)
	if err != nil {
		return "", msg, "", err
	}
	if all := in.Report.All; drop == "" && all != nil {
		w := in.Report.Window
		if err := b.Store.Say(ctx, sub.ID, cadence.Period{Start: w.From, End: w.To}, rateOf(all.Done), rateOf(all.InTime), now); err != nil {
			return "", msg, "", err
		}
	}
	if drop == "" || d.Task == store.Redraw {
		if shown.Week, err = b.carriedWeek(ctx, f, sub, d, shown); err != nil {
			return "", msg, "", err
		}
	}
	return to, view.Inspect(shown), drop, nil
}

func rateOf(r *measure.Rate) measure.Rate {
	if r == nil {
		return measure.Rate{}
	}
	return *r
}

// subscription returns a digest subscription that goes on.
func (b *Bot) subscription(ctx context.Context, id practice.SubscriptionID) (practice.Subscription, bool, error) {
	all, err := b.Store.Subscriptions(ctx)
	for _, sub := range all {
		if sub.ID == id {
			return sub, true, err
		}
	}
	return practice.Subscription{}, false, err
}

// inspection returns what the screens of a digest show.
func (b *Bot) inspection(ctx context.Context, in service.Inspection, id practice.SubscriptionID, on cadence.Date) (view.Inspection, error) {
	to := in.Report.Window.To
	shown := view.Inspection{Report: in.Report, Digest: view.DigestKey{Subscription: id, To: to}, Who: in.Roster.Person, Playbook: in.Playbook,
		Today: on, Zone: b.Zone(), Files: b.mayFile.Load(), InChannel: in.InChannel, Executive: in.Executive, First: in.First, Dropped: in.Dropped, Ahead: in.Ahead}
	if in.InChannel {
		shown.Good.Shared, shown.Good.Thanked = in.Shared, in.Thanked
		return shown, nil
	}
	owners, err := b.owners(ctx, in.Roster)
	if err != nil {
		return shown, err
	}
	shown.Owner = slices.Contains(owners, in.Report.Viewer.ID)
	if _, shown.Version, err = b.Store.Playbook(ctx); err != nil {
		return shown, err
	}
	if id != 0 { // a report that somebody asks for has questions of its own
		shown.Question = view.QuestionOf(to)
	}
	shown.Good = celebration(in)
	for _, o := range in.Waiting {
		shown.Waiting = append(shown.Waiting, view.OwnedObstacle{ID: o.ID, Age: o.Age(in.Roster, on), Due: o.Due()})
	}
	for _, h := range in.Help {
		shown.Help = append(shown.Help, helpLine(h))
	}
	if chosen := in.Asked.Values[practice.FieldSupport].People; in.Asked.ID != 0 && len(chosen) > 0 {
		shown.Asked = &view.Helped{Person: chosen[0], Answer: view.HelpAnswer(in.Asked.Values[practice.FieldHelped].Text)}
	}
	return shown, nil
}

func celebration(in service.Inspection) view.Celebration {
	c := view.Celebration{Shared: in.Shared}
	for _, k := range in.Kept {
		c.Kept = append(c.Kept, view.Kept{Person: k.Person, But: k.But, Away: k.Away})
	}
	for _, o := range in.Resolved {
		passed, gone := o.PassedUp(in.Report.Viewer.ID), o.Resolution()
		c.Resolved = append(c.Resolved, view.ResolvedObstacle{What: o.What, Days: int(gone.On - passed.On), Told: !gone.ToldAt.IsZero()})
	}
	return c
}

func helpLine(h service.Help) view.HelpLine {
	return view.HelpLine{About: h.About, Practices: h.Practices, Periods: h.Periods, Comment: h.Comment}
}

// myDigest gathers anew, as of now, what a digest of the requester's is about.
// Nobody else opens what is behind it, unless it stands in a channel that they
// read, and then nobody is seen by name.
func (b *Bot) myDigest(ctx context.Context, req request, key view.DigestKey) (service.Inspection, practice.Subscription, error) {
	sub, ok, err := b.subscription(ctx, key.Subscription)
	if err != nil {
		return service.Inspection{}, sub, err
	}
	if !ok || sub.IsDirect(req.Roster) && sub.Root != req.Person.ID || !sub.IsDirect(req.Roster) && req.channel != sub.Channel {
		return service.Inspection{}, sub, notYourDigest
	}
	in, err := service.Inspect(ctx, b.Store, sub, key.To+1, req.Now)
	return in, sub, err
}

// digestAlone returns the digest that a button of the requester's names, of which
// nobody but them opens what is by name.
func (b *Bot) digestAlone(ctx context.Context, req request) (view.DigestKey, practice.Subscription, error) {
	key, ok := view.ParseDigestKey(req.Value)
	if !ok {
		return key, practice.Subscription{}, notYourDigest
	}
	sub, ok, err := b.subscription(ctx, key.Subscription)
	if err == nil && (!ok || !sub.IsDirect(req.Roster) || sub.Root != req.Person.ID) {
		err = notYourDigest
	}
	return key, sub, err
}

// digestTable answers with the table behind a digest.
func (b *Bot) digestTable(ctx context.Context, req request) (any, error) {
	shown, _, err := b.opened(ctx, req)
	if err != nil {
		return nil, err
	}
	return view.InspectTable(shown), nil
}

// opened gathers what is behind a digest that only the requester reads.
func (b *Bot) opened(ctx context.Context, req request) (view.Inspection, service.Inspection, error) {
	key, sub, err := b.digestAlone(ctx, req)
	if err != nil {
		return view.Inspection{}, service.Inspection{}, err
	}
	in, err := service.Inspect(ctx, b.Store, sub, key.To+1, req.Now)
	if err != nil {
		return view.Inspection{}, in, err
	}
	shown, err := b.inspection(ctx, in, key.Subscription, req.Today)
	return shown, in, err
}

// digestWhy opens the number of a digest: what those whom the requester sees by
// name did, one by one, and the rest as one sum.
func (b *Bot) digestWhy(ctx context.Context, req request) (any, error) {
	shown, in, err := b.opened(ctx, req)
	if err != nil {
		return nil, err
	}
	occurrences, err := service.ByName(ctx, b.Store, in)
	if err != nil {
		return nil, err
	}
	return nil, b.open(ctx, req, view.InspectWhy(view.WhyFacts{Inspection: shown, Occurrences: occurrences}))
}

// digestReached answers with the second chart of a digest.
func (b *Bot) digestReached(ctx context.Context, req request) (any, error) {
	key, ok := view.ParseDigestKey(req.Value)
	if !ok {
		return nil, notYourDigest
	}
	in, _, err := b.myDigest(ctx, req, key)
	if err != nil {
		return nil, err
	}
	shown, err := b.inspection(ctx, in, key.Subscription, req.Today)
	return view.InspectReached(shown), err
}

// offerHelp shows the requester words with which to offer somebody help.
func (b *Bot) offerHelp(ctx context.Context, req request) (any, error) {
	h, key, err := b.helpIn(ctx, req)
	if err != nil {
		return nil, err
	}
	if len(h.Practices) == 0 {
		return nil, b.open(ctx, req, view.HelpUnneeded(req.Roster.Person(h.About)))
	}
	return nil, b.open(ctx, req, view.OfferHelp(view.OfferFacts{Line: helpLine(h), On: key.To, Team: b.team, Playbook: req.Playbook, Who: req.Roster.Person}))
}

// helpIn returns the help that a button in a digest of the requester's names: of
// one of their people, and without practices once nothing holds any more.
func (b *Bot) helpIn(ctx context.Context, req request) (service.Help, view.DigestKey, error) {
	key, about, ok := view.ParseHelpKey(req.Value)
	if !ok || req.Roster.ManagerOf(about, req.Today) != req.Person.ID {
		return service.Help{}, key, notYourDigest
	}
	in, _, err := b.myDigest(ctx, req, key)
	if err != nil {
		return service.Help{}, key, err
	}
	for _, h := range in.Help {
		if h.About == about {
			return h, key, nil
		}
	}
	return service.Help{Help: practice.Help{About: about}}, key, nil
}

// excuseHelp opens the form with which the requester excuses something that the
// person a digest speaks of could not do.
func (b *Bot) excuseHelp(ctx context.Context, req request) (any, error) {
	_, about, ok := view.ParseHelpKey(req.Value)
	if !ok {
		return nil, notYourDigest
	}
	return b.openExcuse(ctx, req, about)
}

// helpedButton stores whether helping the person whom the requester chose
// helped.
func (b *Bot) helpedButton(answer string) handler {
	return func(ctx context.Context, req request) (any, error) {
		key, about, ok := view.ParseHelpKey(req.Value)
		if !ok {
			return nil, notYourDigest
		}
		in, _, err := b.myDigest(ctx, req, key)
		if err != nil {
			return nil, err
		}
		if chosen := in.Asked.Values[practice.FieldSupport].People; in.Asked.ID == 0 || len(chosen) == 0 || chosen[0] != about {
			return nil, notYourDigest
		}
		err = b.Store.AnswerHelped(ctx, req.Person.ID, in.Asked.ID, answer)
		if errors.Is(err, store.ErrNotFound) {
			return nil, notYourDigest
		}
		return view.HelpAnswered(req.Roster.Person(about), view.HelpAnswer(answer)), err
	}
}

// commentButton opens the form in which the requester comments on what their
// leader's digest is going to say of them.
func (b *Bot) commentButton(ctx context.Context, req request) (any, error) {
	key, _ := view.ParseDigestKey(req.Value)
	p, err := b.preview(ctx, req, key)
	if err != nil {
		return nil, err
	}
	return nil, b.open(ctx, req, view.HelpComment(p, req.Playbook, req.Roster.Person))
}

// submitComment stores the comment.
func (b *Bot) submitComment(ctx context.Context, req request) (any, error) {
	key, words, err := view.ParseHelpComment(req.View)
	if err != nil {
		return nil, err
	}
	p, err := b.preview(ctx, req, key)
	if err != nil {
		return nil, err
	}
	if _, err := b.Store.CommentHelp(ctx, req.Person.ID, key.Subscription, key.To, words); err != nil {
		return nil, err
	}
	p.Line.Comment = words
	return slack.NewUpdateViewSubmissionResponse(new(view.HelpCommented(p, req.Roster.Person))), nil
}

// lateComment is what somebody is told who would comment on a digest that is out,
// or on what no longer stands there.
var lateComment = practice.Problems{{Text: "The digest is out already, or it no longer says this. You can write to your leader directly."}}

// preview returns what a digest to come says of the requester, while they may
// comment on it.
func (b *Bot) preview(ctx context.Context, req request, key view.DigestKey) (view.HelpPreview, error) {
	found, err := service.PreviewsOf(ctx, b.Store, req.Person.ID, req.Today)
	if err != nil {
		return view.HelpPreview{}, err
	}
	for _, p := range found {
		if p.Subscription == key.Subscription && p.To == key.To && !p.Closed && !p.ReadAt.IsZero() {
			return previewShown(p), nil
		}
	}
	return view.HelpPreview{}, lateComment
}

func previewShown(p service.Preview) view.HelpPreview {
	return view.HelpPreview{Line: helpLine(service.Help{Help: p.Now, Comment: p.Comment}), Digest: view.DigestKey{Subscription: p.Subscription, To: p.To},
		Leader: p.Leader, On: p.Day, Closed: p.Closed}
}
