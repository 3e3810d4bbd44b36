package delivery

import (
	"context"
	"crypto/rand"
	"time"

	"github.com/slack-go/slack"

	"coach/bot/view/kit"
)

// mostAttempts is the number of attempts to post an answer, or to find it,
// before coach gives up: about five minutes in which Slack accepts nothing.
const mostAttempts = 5

// Answer posts the answer to a person's words in their conversation with coach.
// If Slack accepts nothing just now, or its reply is lost, further attempts
// follow in the background, each after a search for the message if it may have
// arrived. It returns only an error that no retry would cure.
func (s *Sender) Answer(ctx context.Context, channel string, msg kit.Message) error {
	token := rand.Text()
	attempted := time.Now()
	err := s.say(ctx, channel, msg, token)
	wait, again := s.answerAgain(err)
	if !again {
		return Reasons(err)
	}
	s.Log.Warn().Err(err).Msg("an answer is tried again")
	s.retries.Go(func() { s.retry(context.WithoutCancel(ctx), channel, msg, token, attempted, err, wait) })
	return nil
}

// say posts an answer, unless Slack has told any copy of coach to wait; if it
// tells this one, all wait.
func (s *Sender) say(ctx context.Context, channel string, msg kit.Message, token string) error {
	now := time.Now()
	if until, err := s.Store.Paused(ctx, now); err == nil && !until.IsZero() {
		return &slack.RateLimitedError{RetryAfter: until.Sub(now)}
	}
	_, _, err := s.send(ctx, channel, msg, token)
	if v, after := Judge(err); v == TryLater {
		if err := s.Store.PauseAll(ctx, now, now.Add(max(after, time.Second))); err != nil {
			s.Log.Warn().Err(err).Msg("a pause is not noted")
		}
	}
	return err
}

// answerAgain returns the pause after an error before the next attempt, and
// whether there is to be one.
func (s *Sender) answerAgain(err error) (wait time.Duration, again bool) {
	switch v, after := Judge(err); v {
	case TryLater:
		return max(after, time.Second), true
	case Uncertain:
		return s.Store.Settle, true // then a look is conclusive
	}
	return 0, false
}

func (s *Sender) retry(ctx context.Context, channel string, msg kit.Message, token string, attempted time.Time, err error, wait time.Duration) {
	for range mostAttempts - 1 {
		select {
		case <-s.stopped:
			s.Log.Warn().Err(err).Msg("an answer was not taken before coach ended")
			return
		case <-time.After(wait):
		}
		if v, _ := Judge(err); v == Uncertain {
			_, ts, look := s.find(ctx, channel, attempted, carrying(token))
			if look == nil && ts != "" {
				return
			}
			if v, after := Judge(look); v == TryLater || v == Uncertain {
				wait = max(after, time.Second)
				continue // it may have arrived, so nothing is posted before coach knows
			}
		}
		attempted = time.Now()
		err = s.say(ctx, channel, msg, token)
		var again bool
		if wait, again = s.answerAgain(err); !again {
			break
		}
	}
	if err != nil {
		s.Log.Err(Reasons(err)).Msg("an answer could not be posted")
	}
}
