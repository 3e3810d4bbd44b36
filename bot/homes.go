package bot

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"sync"

	"github.com/slack-go/slack"
)

// homes are the people who have opened coach's Home since this copy started,
// each with a hash of its latest drawing.
type homes struct {
	mu   sync.Mutex
	seen map[string][sha256.Size]byte // by Slack ID
	from map[string]int               // how many people stand on the pages before the one shown
}

func (h *homes) homeOpened(ctx context.Context, slackID string) { h.turnHome(ctx, slackID, 0) }

func (h *homes) turnHome(_ context.Context, slackID string, from int) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if from == 0 {
		delete(h.from, slackID)
		return
	}
	if h.from == nil {
		h.from = map[string]int{}
	}
	h.from[slackID] = from
}

func (h *homes) homePage(_ context.Context, slackID string) int {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.from[slackID]
}

func (h *homes) drawing(_ context.Context, slackID string, home slack.HomeTabViewRequest) (already bool) {
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

func (h *homes) forget(slackID string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	delete(h.seen, slackID)
}

func (h *homes) hasHome(_ context.Context, slackID string) bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	_, looked := h.seen[slackID]
	return looked
}
