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

// homes are the people who have looked at coach's Home since it started, and
// what they saw last: what they do shows there at once. Others' is drawn when
// they look.
type homes struct {
	mu   sync.Mutex
	seen map[string][sha256.Size]byte // by Slack ID
}

// shows notes what a person sees from now on, and reports whether they see it
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

// forget has a person's Home drawn again when they next look.
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

// fromHome reports whether a button on coach's Home was pressed.
func (a envelope) fromHome() bool { return a.kind == "button" && a.View.Type == slack.VTHomeTab }

// home draws the Home of the person who looks at it.
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

// concerns are what an owner reads on their Home about coach itself. What Slack
// says at once of the channels is there already.
func (b *Bot) concerns(ctx context.Context, req request, amiss bool) ([]practice.Concern, error) {
	concerns, err := service.Concerns(ctx, b.Store, b.Owners, b.Store.Today(req.Now))
	return slices.DeleteFunc(concerns, func(c practice.Concern) bool { return amiss && c.Kind == practice.ChannelClosed }), err
}

// homeLinks are what the person may do at any time.
func (b *Bot) homeLinks(ctx context.Context, req request) (view.HomeLinks, error) {
	owner, err := b.owns(ctx, req)
	me, r := req.Person, req.Roster
	return view.HomeLinks{
		May: req.mayLog(), Owner: owner, Part: r.Participates(me.ID, req.Today),
		Team: len(r.Reports(me.ID, req.Today)) > 0 || me.Account == practice.Member && r.ManagerOf(me.ID, req.Today) == 0,
	}, err
}

// publish shows a Home to whom it is for.
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

// homeAgain draws a person's Home again after what they did. It is a courtesy:
// when Slack has no time for it, the Home is drawn when they next look.
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
