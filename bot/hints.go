package bot

import (
	"context"
	"encoding/json"
	"strings"
	"sync"
	"time"

	"github.com/slack-go/slack/slackevents"

	"coach/practice"
)

// lookAtMost is the shortest time between two look-ups of one person after
// Slack's events about changes to them: a status that follows a calendar
// changes all day long.
const lookAtMost = 10 * time.Minute

// hints are the people with a change reported by Slack, and the time at which
// each may be looked up. The event's own data is not used: some of Slack's
// events omit the zone, or whether the account is closed.
type hints struct {
	mu     sync.Mutex
	due    map[string]time.Time // by Slack ID, on the runtime's clock
	looked map[string]time.Time // when each was looked up last
	more   chan struct{}        // something is due that was not
}

// hint marks a person to be looked up, if the event is about a person coach
// knows or expects.
func (b *Bot) hint(ctx context.Context, e slackevents.EventsAPIEvent) error {
	callback, is := e.Data.(*slackevents.EventsAPICallbackEvent)
	if !is || callback.InnerEvent == nil || e.InnerEvent.Type != string(slackevents.UserChange) && e.InnerEvent.Type != string(slackevents.TeamJoin) {
		return nil
	}
	var inner struct {
		User struct {
			ID      string
			Profile struct{ Email string }
		}
	}
	if json.Unmarshal(*callback.InnerEvent, &inner) != nil || inner.User.ID == "" {
		return nil // of an odd shape
	}
	concerns, err := b.Store.Concerns(ctx, inner.User.ID, strings.ToLower(inner.User.Profile.Email))
	if err == nil && concerns {
		b.hints.add(inner.User.ID)
	}
	return err
}

// add queues a person to be looked up as soon as the limit allows.
func (h *hints) add(slackID string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if _, waits := h.due[slackID]; waits {
		return
	}
	h.due[slackID] = time.Now()
	if last, before := h.looked[slackID]; before {
		h.due[slackID] = last.Add(lookAtMost)
	}
	select {
	case h.more <- struct{}{}:
	default:
	}
}

// next removes and returns a person to look up now, or returns how long to
// wait.
func (h *hints) next() (slackID string, wait time.Duration) {
	h.mu.Lock()
	defer h.mu.Unlock()
	now := time.Now()
	for id, at := range h.looked {
		if now.Sub(at) >= lookAtMost {
			delete(h.looked, id)
		}
	}
	wait = lookAtMost
	for id, at := range h.due {
		if !at.After(now) {
			delete(h.due, id)
			h.looked[id] = now
			return id, 0
		}
		wait = min(wait, at.Sub(now))
	}
	return "", wait
}

// postpone has a person looked up after some time.
func (h *hints) postpone(slackID string, wait time.Duration) {
	h.mu.Lock()
	defer h.mu.Unlock()
	delete(h.looked, slackID)
	h.due[slackID] = time.Now().Add(wait)
}

// lookAgain looks up the people in hints, one after the other, until ctx ends.
func (b *Bot) lookAgain(ctx context.Context) {
	for {
		id, wait := b.hints.next()
		if id != "" {
			if later, err := b.memory.mayLook(ctx, id); err == nil && later > 0 { // another copy has looked
				b.hints.postpone(id, later)
				continue
			}
			b.lookOnce(ctx, id)
			continue
		}
		select {
		case <-ctx.Done():
			return
		case <-b.hints.more:
		case <-time.After(wait):
		}
	}
}

func (b *Bot) lookOnce(ctx context.Context, slackID string) {
	defer b.recovered("look up a member")
	u, err := b.patient.GetUserInfoContext(ctx, slackID)
	if err == nil {
		err = b.Store.SyncDirectory(ctx, []practice.Person{b.member(*u)})
	}
	if err != nil && ctx.Err() == nil {
		b.Log.Warn().Err(err).Msg("look up a member")
	}
}
