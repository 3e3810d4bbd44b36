package bot

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"time"

	"github.com/slack-go/slack"

	"coach/bot/delivery"
)

// patience is how long coach, when it starts, retries while Slack cannot be
// reached or is out of order. After that it exits, and a service manager starts
// it again.
const patience = time.Hour

var errNoSlack = errors.New("no answer of Slack for an hour")

// patiently makes a call to Slack when coach starts, and retries after
// temporary errors: a cut connection, a 429, a failure of Slack's own.
func patiently[T any](ctx context.Context, b *Bot, call func(context.Context) (T, error)) (T, error) {
	began := time.Now()
	for wait := time.Second; ; wait = min(2*wait, time.Minute) {
		answer, err := call(ctx)
		if !passes(err) || ctx.Err() != nil {
			return answer, err
		}
		if time.Since(began) > patience {
			return answer, fmt.Errorf("%w (%v); look at https://slack-status.com and at this machine's network, then start coach again", errNoSlack, err)
		}
		_, after := delivery.Judge(err)
		wait = max(wait, after)
		b.say("Slack cannot be reached (%v). Trying again in %s.", err, wait)
		select {
		case <-ctx.Done():
			return answer, ctx.Err()
		case <-time.After(wait):
		}
	}
}

// passes reports whether an error is temporary: one of the connection, or of a
// Slack that is busy or out of order, and not of the call itself.
func passes(err error) bool {
	v, _ := delivery.Judge(err)
	if v != delivery.TryLater && v != delivery.Uncertain {
		return false
	}
	_, answered := errors.AsType[slack.SlackErrorResponse](err)
	_, limited := errors.AsType[*slack.RateLimitedError](err)
	_, status := errors.AsType[slack.StatusCodeError](err)
	_, network := errors.AsType[net.Error](err)
	return answered || limited || status || network || errors.Is(err, io.ErrUnexpectedEOF)
}
