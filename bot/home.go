package bot

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"slices"
	"sync"

	"github.com/slack-go/slack"

	"coach/bot/delivery"
	"coach/bot/view"
	"coach/practice"
	"coach/service"
)

// homes are the people who have opened coach's Home since it started, each with
// a hash of the latest drawing. After their own requests it is redrawn at once;
// for everybody else it is drawn when they open it.
type homes struct {
	mu   sync.Mutex
	seen map[string][sha256.Size]byte // by Slack ID
}

// shows records a person's new Home, and reports whether it is the one they see
// already.
func (h *homes) shows(slackID string, home slack.HomeTabViewRequest) (already bool) {
	text, _ := json.Marshal(home) // what cannot be encoded cannot be published either
	now := sha256.Sum256(text)
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.seen == nil {
		h.seen = map[string][sha256.Size]byte{}
	}
	before, looked := h.seen[slackID]
	h.seen[slackID] = now
	return looked && before == now
}

// forget discards the record, so that the person's Home is drawn when they next
// open it.
func (h *homes) forget(slackID string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	delete(h.seen, slackID)
}

func (h *homes) has(slackID string) bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	_, looked := h.seen[slackID]
	return looked
}

// fromHome reports whether the envelope is a button pressed on Home.
func (a envelope) fromHome() bool { return a.kind == "button" && a.View.Type == slack.VTHomeTab }

// home draws the requester's Home.
func (b *Bot) home(ctx context.Context, req request) (any, error) {
	touches, err := b.reminders(ctx, req)
	if err != nil {
		return nil, err
	}
	doors, err := b.homeLinks(ctx, req)
	if err != nil {
		return nil, err
	}
	f := view.HomeFacts{Due: req.dueFacts(touches), Doors: doors}
	if doors.Owner {
		f.Amiss, f.Roster = b.channelProblems(ctx, req.Settings), req.Roster
		if f.Concerns, err = b.concerns(ctx, req, len(f.Amiss) > 0); err != nil {
			return nil, err
		}
	}
	if f.First, err = b.firstMorning(ctx, req, doors); err != nil {
		return nil, err
	}
	return view.Home(f), nil
}

// concerns returns the problems with coach itself for an owner's Home. If
// amiss, the Home already shows Slack's current answers about the channels, so
// the recorded ones are left out.
func (b *Bot) concerns(ctx context.Context, req request, amiss bool) ([]practice.Concern, error) {
	concerns, err := service.Concerns(ctx, b.Store, b.Owners, b.Store.Today(req.Now))
	return slices.DeleteFunc(concerns, func(c practice.Concern) bool { return amiss && c.Kind == practice.ChannelClosed }), err
}

// homeLinks returns the actions that the person may take at any time.
func (b *Bot) homeLinks(ctx context.Context, req request) (view.HomeLinks, error) {
	owner, err := b.owns(ctx, req)
	me, r := req.Person, req.Roster
	return view.HomeLinks{
		May: req.mayLog(), Owner: owner, Part: r.Participates(me.ID, req.Today),
		Team: len(r.Reports(me.ID, req.Today)) > 0 || me.Account == practice.Member && r.ManagerOf(me.ID, req.Today) == 0,
	}, err
}

// publish sends a person's Home to Slack.
func (b *Bot) publish(ctx context.Context, slackID string, home slack.HomeTabViewRequest) error {
	if b.homes.shows(slackID, home) {
		return nil
	}
	_, err := b.api.PublishViewContext(ctx, slack.PublishViewContextRequest{UserID: slackID, View: home})
	if err != nil {
		b.homes.forget(slackID)
	}
	return delivery.Reasons(err)
}

// homeAgain redraws a person's Home after their request. It is optional: if
// Slack is too busy, Home is drawn when they next open it.
func (b *Bot) homeAgain(ctx context.Context, did envelope) {
	if did.kind != "submit" && did.kind != "button" || !b.homes.has(did.slackID) {
		return
	}
	look := envelope{kind: "home", route: "home", slackID: did.slackID}
	answer, err := b.answer(ctx, look)
	if follow := look.present(answer, nil).follow; err == nil && follow != nil {
		err = follow(ctx, b)
	}
	if err != nil {
		b.Log.Warn().Err(err).Str("user", did.slackID).Msg("a Home could not be drawn again")
	}
}
