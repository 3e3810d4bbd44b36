package bot

import (
	"context"
	"errors"
	"slices"

	"github.com/slack-go/slack"

	"coach/bot/delivery"
	"coach/bot/view"
	"coach/bot/view/kit"
	"coach/cadence"
	"coach/measure"
	"coach/practice"
	"coach/service"
)

// fromHome reports whether the envelope is a button pressed on Home.
func (a envelope) fromHome() bool { return a.kind == "button" && a.View.Type == slack.VTHomeTab }

// home draws the requester's Home.
func (b *Bot) home(ctx context.Context, req request) (any, error) {
	if !req.again {
		b.memory.homeOpened(ctx, req.slackID)
	}
	doors, err := b.homeLinks(ctx, req)
	if err != nil {
		return nil, err
	}
	f := view.HomeFacts{Doors: doors}
	if doors.Owner {
		digests, _, err := b.channelDigests(ctx, req)
		if err != nil {
			return nil, err
		}
		f.Amiss = b.channelProblems(ctx, req.Settings, digests)
	}
	f.Roster = req.Roster
	if f.Concerns, err = b.concerns(ctx, req, doors.Owner, len(f.Amiss) > 0); err != nil {
		return nil, err
	}
	if f.First, err = b.firstMorning(ctx, req, doors); err != nil {
		return nil, err
	}
	if err := b.homeDue(ctx, req, &f); err != nil {
		return nil, err
	}
	if err := b.homeShared(ctx, req, &f); err != nil {
		return nil, err
	}
	if err := b.homeObstacles(ctx, req, &f); err != nil {
		return nil, err
	}
	return view.Home(f), nil
}

// homeDue reads what is due and planned for the requester, their own rhythm,
// and a page of their people.
func (b *Bot) homeDue(ctx context.Context, req request, f *view.HomeFacts) error {
	me := req.Person.ID
	coming, err := b.Store.Coming(ctx, me, req.Today)
	if err != nil {
		return err
	}
	last, err := b.Store.Last(ctx, me)
	if err != nil {
		return err
	}
	waiting := slices.DeleteFunc(slices.Clone(coming), func(o practice.Occurrence) bool { return !o.Waiting(req.Today) })
	f.Due = req.dueFacts(practice.Reminders(waiting, last))
	f.Until, f.Away = req.Roster.AwayUntil(me, req.Today)
	if !f.Doors.Part {
		return nil
	}
	week := req.week()
	rhythms, err := b.Store.Rhythms(ctx, []practice.PersonID{me}, week, req.Today)
	if err != nil {
		return err
	}
	if own, planned := rhythms[me]; planned {
		f.Week = &own
	}
	if f.People, err = b.homePeople(ctx, req, coming, last); err != nil || f.People.Total == 0 {
		return err
	}
	if f.Unthanked, err = b.unthanked(ctx, req); err != nil {
		return err
	}
	f.Integrity, err = b.integrity(ctx, req)
	return err
}

// integrity reads what the requester alone is told of their own ways, as in
// their own report of last week.
func (b *Bot) integrity(ctx context.Context, req request) (view.Integrity, error) {
	me := req.Person.ID
	q := measure.Asking{Viewer: me, Scope: measure.Me, Root: me, Kind: measure.ByWeek, AsOf: req.Now, Today: req.Today}.About(req.Playbook, req.Roster, b.Store.Zone())
	facts, err := b.Store.Integrity(ctx, q)
	fresh, own := measure.Integrity(q, req.Roster, facts)
	return view.Integrity{Fresh: fresh, Independence: own}, err
}

// week returns the requester's calendar week.
func (req request) week() cadence.Period {
	return cadence.Rhythm{Cadence: cadence.Weekly}.Period(req.Today, cadence.Fiscal{}, req.Roster.Calendar(req.Person.ID).WeekStart)
}

// concerns returns the problems with coach itself that are the requester's to
// mend: an owner's, and those of a manager with their team's channel. If amiss,
// the Home already shows Slack's current answers about the organisation's
// channels, so the recorded ones are left out. Of the team's channel Slack's
// current answer counts, if there is one.
func (b *Bot) concerns(ctx context.Context, req request, owner, amiss bool) ([]practice.Concern, error) {
	teams, err := b.Store.AllTeamSettings(ctx)
	if err != nil {
		return nil, err
	}
	own := slices.IndexFunc(teams, func(t practice.TeamSettings) bool { return t.Manager == req.Person.ID && t.Channel != "" })
	if !owner && own < 0 {
		return nil, nil
	}
	concerns, err := service.Concerns(ctx, b.Store, b.Owners, b.Store.Today(req.Now))
	concerns = slices.DeleteFunc(concerns, func(c practice.Concern) bool {
		return amiss && c.Kind == practice.ChannelClosed || !c.Needs(req.Person.ID, owner, teams)
	})
	if own < 0 || err != nil {
		return concerns, err
	}
	team := practice.Concern{Kind: practice.TeamClosed, About: teams[own].Channel}
	closed, answered := b.closed(ctx, team.About)
	if !answered {
		return concerns, nil
	}
	concerns = slices.DeleteFunc(concerns, func(c practice.Concern) bool { return c == team })
	if closed {
		concerns = append(concerns, team)
	}
	return concerns, nil
}

// homeLinks returns the actions that the person may take at any time.
func (b *Bot) homeLinks(ctx context.Context, req request) (view.HomeLinks, error) {
	owner, err := b.owns(ctx, req)
	if err != nil {
		return view.HomeLinks{}, err
	}
	known, err := b.mayReadOwn(ctx, req)
	me, r := req.Person, req.Roster
	return view.HomeLinks{
		May: req.mayLog(), Owner: owner, Part: r.Participates(me.ID, req.Today),
		Team:  len(r.Reports(me.ID, req.Today)) > 0 || me.Account == practice.Member && r.ManagerOf(me.ID, req.Today) == 0,
		Known: known || owner, Left: req.left(),
	}, err
}

// publish sends a person's Home to Slack. A workspace that knows neither folds
// nor charts yet gets it without them, from then on at once.
func (b *Bot) publish(ctx context.Context, slackID string, home slack.HomeTabViewRequest) error {
	if b.memory.drawing(ctx, slackID, home) {
		return nil
	}
	send := func(home slack.HomeTabViewRequest) error {
		_, err := b.api.PublishViewContext(ctx, slack.PublishViewContextRequest{UserID: slackID, View: home})
		return err
	}
	simpler := home
	simpler.Blocks.BlockSet = kit.Unfolded(home.Blocks.BlockSet)
	var err error
	if b.plainHomes.Load() {
		err = send(simpler)
	} else if err = send(home); refusedBlocks(err) {
		if err = send(simpler); err == nil {
			b.plainHomes.Store(true)
		}
	}
	if err != nil {
		b.memory.forget(slackID)
	}
	return delivery.Reasons(err)
}

// refusedBlocks reports whether Slack does not know a type of block. New ones
// come to workspaces one after the other.
func refusedBlocks(err error) bool {
	said, ok := errors.AsType[slack.SlackErrorResponse](err)
	return ok && (said.Err == "invalid_blocks" || said.Err == "invalid_arguments")
}

// homeAgain redraws a person's Home after their request. It is optional: if
// Slack is too busy, Home is drawn when they next open it.
func (b *Bot) homeAgain(ctx context.Context, did envelope) {
	if did.kind != "submit" && did.kind != "button" {
		return
	}
	if !did.fromHome() && !b.memory.hasHome(ctx, did.slackID) { // which a copy alone has forgotten if it was started again
		return
	}
	look := envelope{kind: "home", route: "home", slackID: did.slackID, again: true}
	answer, err := b.answer(ctx, look)
	if follow := look.present(answer, nil).follow; err == nil && follow != nil {
		err = follow(ctx, b)
	}
	if err != nil {
		b.Log.Warn().Err(err).Str("user", did.slackID).Msg("a Home could not be drawn again")
	}
}
