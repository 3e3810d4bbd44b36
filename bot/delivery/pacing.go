package delivery

import (
	"time"

	"golang.org/x/time/rate"
)

// Slack's rates: one message a second in a conversation, some hundreds a minute
// in a workspace, and some fifty edits a minute.
const (
	messagesPerSecond = 5
	editsPerSecond    = 0.8
	burst             = 10
	perConversation   = 1
)

// A pacing limits messages to Slack's rates. It takes the time as an argument.
// A message that has to wait uses up nothing of the workspace's rate: otherwise
// a channel with a thousand queued messages would leave none for people's
// morning messages.
type pacing struct {
	workspace, edits *rate.Limiter
	conversations    map[string]*conversation
}

// A conversation is one channel, or one person's messages.
type conversation struct {
	limit *rate.Limiter
	last  time.Time // the time given to the last waiting message
}

func newPacing() *pacing {
	return &pacing{workspace: rate.NewLimiter(messagesPerSecond, burst), edits: rate.NewLimiter(editsPerSecond, burst),
		conversations: map[string]*conversation{}}
}

// mostConversations is the number of conversations remembered, enough for a
// large company's morning. One that is forgotten may get one message too early.
const mostConversations = 1000

// message returns how long a message to a conversation has to wait; 0 means
// that it is sent now, and is counted. Each waiting message gets a later time
// than the one before, so that a thousand for one channel are not all examined
// every second.
func (p *pacing) message(to string, now time.Time) time.Duration {
	c, known := p.conversations[to]
	if !known {
		if len(p.conversations) >= mostConversations {
			clear(p.conversations)
		}
		c = &conversation{limit: rate.NewLimiter(perConversation, 1)}
		p.conversations[to] = c
	}
	if wait := next(c.limit, now); wait > 0 {
		c.last = later(c.last.Add(time.Second/perConversation), now.Add(wait))
		return c.last.Sub(now)
	}
	if wait := p.any(now); wait > 0 {
		return wait
	}
	c.limit.AllowN(now, 1)
	p.workspace.AllowN(now, 1)
	return 0
}

// any returns how long every message has to wait, in whichever conversation.
func (p *pacing) any(now time.Time) time.Duration { return next(p.workspace, now) }

// edit returns how long an edit has to wait; 0 means that it is made now, and
// is counted.
func (p *pacing) edit(now time.Time) time.Duration {
	wait := next(p.edits, now)
	if wait == 0 {
		p.edits.AllowN(now, 1)
	}
	return wait
}

// next returns how long it takes until a limiter has a token, and takes none.
// Reserving and cancelling would not do: a reservation whose time has come
// gives nothing back when it is cancelled, which a clock that is frozen between
// two calls never shows.
func next(l *rate.Limiter, now time.Time) time.Duration {
	missing := 1 - l.TokensAt(now)
	if missing <= 0 {
		return 0
	}
	return max(time.Duration(missing/float64(l.Limit())*float64(time.Second)), time.Millisecond)
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// workspaceWait is [pacing.any] by the runtime's clock.
func (s *Sender) workspaceWait() time.Duration {
	if s.Unpaced {
		return 0
	}
	return s.pacing.any(time.Now())
}

// messageWait is [pacing.message] by the runtime's clock.
func (s *Sender) messageWait(to string) time.Duration {
	if s.Unpaced {
		return 0
	}
	return s.pacing.message(to, time.Now())
}

// editWait is [pacing.edit] by the runtime's clock.
func (s *Sender) editWait() time.Duration {
	if s.Unpaced {
		return 0
	}
	return s.pacing.edit(time.Now())
}
