package bot

import (
	"context"
	"crypto/rand"
	"sync"
	"time"

	"github.com/rs/zerolog"
	"github.com/slack-go/slack"

	"coach/store"
)

// sharedMemory is the memory of the copies that share a database.
type sharedMemory struct {
	*store.Store
	self string   // what this copy is called
	seen homes    // what this copy has drawn
	told sync.Map // Slack IDs of those whom it told to wait
	log  zerolog.Logger
}

func newSharedMemory(db *store.Store, log zerolog.Logger) *sharedMemory {
	return &sharedMemory{Store: db, self: rand.Text(), log: log}
}

const (
	// turnLasts is how long the turn of a copy that was killed holds up the
	// person's next request: as long as a request may wait, be answered and be
	// acknowledged.
	turnLasts = waitFor + answerWithin + ackWithin
	// turnLooks is how often a request looks whether its turn has come.
	turnLooks = 25 * time.Millisecond
)

// enter waits for a request's turn. Where the database cannot say, the request
// is served: whatever it writes is written once all the same.
func (m *sharedMemory) enter(ctx context.Context, slackID string) (leave func(), wait *busy) {
	within, cancel := context.WithTimeout(ctx, waitFor)
	defer cancel()
	turn, mine, taken, err := m.TakeTurn(within, slackID, waitingMost, turnLasts)
	if err != nil {
		m.log.Warn().Err(err).Msg("a request is served without its turn")
		return func() {}, nil
	}
	if !taken {
		return nil, m.refuse(slackID)
	}
	leave = func() {
		if err := m.EndTurn(context.WithoutCancel(ctx), turn); err != nil {
			m.log.Warn().Err(err).Msg("a turn could not be ended")
		}
	}
	for !mine && err == nil {
		select {
		case <-within.Done():
			leave()
			return nil, m.refuse(slackID)
		case <-time.After(turnLooks):
		}
		if mine, err = m.HasTurn(ctx, turn); err != nil {
			m.log.Warn().Err(err).Msg("a request is served without waiting for its turn")
		}
	}
	m.told.Delete(slackID)
	return leave, nil
}

func (m *sharedMemory) refuse(slackID string) *busy {
	_, again := m.told.Swap(slackID, true)
	return &busy{again}
}

func (m *sharedMemory) claim(ctx context.Context, event string) (store.Claim, int, error) {
	return m.ClaimEvent(ctx, event)
}

func (m *sharedMemory) known(ctx context.Context, event string) (store.Claim, error) {
	return m.EventOf(ctx, event)
}

func (m *sharedMemory) answered(ctx context.Context, event string, n int) (mine bool, err error) {
	return m.AnsweredEvent(ctx, event, n)
}

func (m *sharedMemory) mayLook(ctx context.Context, slackID string) (time.Duration, error) {
	return m.Look(ctx, slackID, lookAtMost)
}

// warn logs what the database could not be told about a Home, which is not worth
// an answer: it is drawn anew when it is next opened.
func (m *sharedMemory) warn(err error) {
	if err != nil {
		m.log.Warn().Err(err).Msg("what somebody's Home shows is not known")
	}
}

func (m *sharedMemory) homeOpened(ctx context.Context, slackID string) {
	m.warn(m.OpenHome(ctx, slackID))
}

func (m *sharedMemory) hasHome(ctx context.Context, slackID string) bool {
	h, err := m.HomeOf(ctx, slackID)
	m.warn(err)
	return h.Opened
}

func (m *sharedMemory) turnHome(ctx context.Context, slackID string, page int) {
	m.warn(m.TurnHome(ctx, slackID, page))
}

func (m *sharedMemory) homePage(ctx context.Context, slackID string) int {
	h, err := m.HomeOf(ctx, slackID)
	m.warn(err)
	return h.Page
}

// drawing compares with what this copy has drawn, if no other has drawn since:
// what stands in a Home is not for the database to keep.
func (m *sharedMemory) drawing(ctx context.Context, slackID string, home slack.HomeTabViewRequest) (already bool) {
	h, err := m.HomeOf(ctx, slackID)
	m.warn(err)
	same := m.seen.drawing(ctx, slackID, home)
	if h.DrawnBy == m.self {
		return same
	}
	m.warn(m.DrawHome(ctx, slackID, m.self))
	return false
}

func (m *sharedMemory) forget(slackID string) { m.seen.forget(slackID) }
