package bot

import (
	"context"
	"sync"
	"time"

	"github.com/slack-go/slack"

	"coach/store"
)

// A memory is what coach knows for a while and everybody who answers requests
// has to know: whose request is served, which events were answered, how
// somebody's Home looks, and who was looked up lately. A copy that has its
// database to itself keeps it in the process ([ownMemory]), where no answer
// waits for it; copies that share one keep it there ([sharedMemory]).
//
// The rest of what a copy remembers is its own, and harmless where another has
// it otherwise:
//
//	what                                 without it, or in two copies
//	which Slack IDs have been active     written down once more: the same row
//	whether Homes may have folds, which  each learns it from the first answer of
//	optional scopes are granted          Slack's
//	zones that differ from Slack's       each says so once, where it runs
//	look-ups that wait for their time    the nightly refresh reads everybody
//	answers to typed words under way     tried again by the copy that has them;
//	                                     lost where it ends, and asked for again
//	that somebody was told to wait       told once by each
//	how fast sockets are opened          each keeps to it for its own
//	rates of messages and edits          only the leader sends from the outbox;
//	                                     a new one begins with ten at once, for
//	                                     which Slack's 429 is the limit
//	how often a notice was not drawn     counted anew: given up a day later
//	when a beat, a backup or a person's  worked out anew from the database; one
//	failed work is next tried            attempt more
//	roster, playbook, zone, keys         read again once their revision has risen,
//	                                     which each request and each beat looks at
//
// Drafts, set-up, confirmations and choices stand in the database or in the
// view that shows them; triggers are used by the request that brought them.
type memory interface {
	// enter waits for a request's turn among those of its person. It returns a
	// function that ends the turn, or busy if too many requests wait already or
	// the turn does not come in time.
	enter(ctx context.Context, slackID string) (leave func(), wait *busy)
	// claim notes that an event is about to be answered, as number n.
	claim(ctx context.Context, event string) (c store.Claim, n int, err error)
	// known returns what is known of an event, and claims nothing.
	known(ctx context.Context, event string) (store.Claim, error)
	// answered notes that an event was acknowledged by whoever claimed it as
	// number n, and reports whether nobody has claimed it since.
	answered(ctx context.Context, event string, n int) (mine bool, err error)
	// mayLook notes that somebody is looked up, or returns how long to wait.
	mayLook(ctx context.Context, slackID string) (wait time.Duration, err error)

	// homeOpened notes that somebody has opened their Home, at its first page.
	homeOpened(ctx context.Context, slackID string)
	// hasHome reports whether somebody has opened their Home lately. After their
	// own requests it is drawn again at once; for everybody else it is drawn when
	// they open it.
	hasHome(ctx context.Context, slackID string) bool
	// turnHome notes how many people stand on the pages before the one that an
	// open Home shows.
	turnHome(ctx context.Context, slackID string, page int)
	homePage(ctx context.Context, slackID string) int
	// drawing notes that somebody gets a Home, and reports whether it is the one
	// they see already.
	drawing(ctx context.Context, slackID string, home slack.HomeTabViewRequest) (already bool)
	// forget takes that back, where Slack refused it.
	forget(slackID string)
}

// ownMemory is the memory of the only copy on a database.
type ownMemory struct {
	turns
	homes
	mu     sync.Mutex
	events map[string]time.Time // when each was claimed
}

// remembered is how long coach recognises an event that Slack delivers again:
// longer than until Slack's last attempt.
const remembered = time.Hour

func (m *ownMemory) claim(ctx context.Context, event string) (c store.Claim, n int, err error) {
	if c, err = m.known(ctx, event); c == store.Fresh {
		m.mu.Lock()
		defer m.mu.Unlock()
		m.events[event] = time.Now()
	}
	return c, 1, err
}

// known counts an event that was claimed as answered: nobody else is at it.
func (m *ownMemory) known(_ context.Context, event string) (store.Claim, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.events == nil {
		m.events = map[string]time.Time{}
	}
	now := time.Now()
	for old, at := range m.events {
		if now.Sub(at) > remembered {
			delete(m.events, old)
		}
	}
	if _, claimed := m.events[event]; claimed {
		return store.Answered, nil
	}
	return store.Fresh, nil
}

func (*ownMemory) answered(context.Context, string, int) (bool, error) { return true, nil }

func (*ownMemory) mayLook(context.Context, string) (time.Duration, error) { return 0, nil } // hints know
