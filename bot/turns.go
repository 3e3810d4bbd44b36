package bot

import (
	"context"
	"sync"
	"time"
)

// The limits of a person's queue. Their requests are served one after another:
// one that arrives while another is served waits, as long as Slack's deadline
// allows. Other people's requests are not delayed.
const (
	waitingMost = 3
	waitFor     = 2 * time.Second // Slack gives up on an answer after three
)

// turns are the queues of requests, by Slack ID.
type turns struct {
	mu     sync.Mutex
	people map[string]*queue
}

// A queue is the requests of one person that are being served or waiting.
type queue struct {
	served  chan struct{} // holds one token while a request is served
	in      int           // requests served or waiting
	refused bool          // one too many was answered already
}

// busy is the reason why a request cannot be served now.
type busy struct{ again bool } // again: an earlier request was refused with a message already

// enter waits for a request's turn. It returns a function that ends the turn,
// or busy if too many requests wait already or the turn does not come in time.
func (t *turns) enter(ctx context.Context, slackID string) (leave func(), wait *busy) {
	q, refusal := t.join(slackID)
	if refusal != nil {
		return nil, refusal
	}
	ctx, cancel := context.WithTimeout(ctx, waitFor)
	defer cancel()
	select {
	case q.served <- struct{}{}:
		return func() { <-q.served; t.part(slackID, q) }, nil
	case <-ctx.Done():
		defer t.part(slackID, q)
		return nil, t.refuse(q)
	}
}

func (t *turns) join(slackID string) (*queue, *busy) {
	t.mu.Lock()
	q, known := t.people[slackID]
	if !known {
		if t.people == nil {
			t.people = map[string]*queue{}
		}
		q = &queue{served: make(chan struct{}, 1)}
		t.people[slackID] = q
	}
	full := q.in > waitingMost
	if !full {
		q.in++
	}
	t.mu.Unlock()
	if full {
		return nil, t.refuse(q)
	}
	return q, nil
}

func (t *turns) refuse(q *queue) *busy {
	t.mu.Lock()
	defer t.mu.Unlock()
	told := q.refused
	q.refused = true
	return &busy{told}
}

// part deletes the queue of a person who has no request left.
func (t *turns) part(slackID string, q *queue) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if q.in--; q.in == 0 {
		delete(t.people, slackID)
	}
}

const busyWords = "I'm still working on your last request. Give me a few seconds, then try this one again."
