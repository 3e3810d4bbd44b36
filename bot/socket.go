package bot

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"time"

	"github.com/slack-go/slack/socketmode"
	"golang.org/x/time/rate"
)

// connections is how many sockets stand at a time. Slack refreshes each every
// few hours, and what people press while it does goes to the other.
const connections = 2

// A delivered event knows the socket it came by, which takes the
// acknowledgement back, and the app that Slack opened the socket for.
type delivered struct {
	socketmode.Event
	by  *socketmode.Client
	app string // as the socket was greeted
}

// relay passes a socket's events on until ctx ends.
func relay(ctx context.Context, socket *socketmode.Client, to chan<- delivered) {
	app := ""
	for {
		select {
		case <-ctx.Done():
			return
		case e := <-socket.Events:
			if e.Type == socketmode.EventTypeHello && e.Request != nil {
				app = e.Request.ConnectionInfo.AppID
			}
			select {
			case to <- delivered{e, socket, app}:
			case <-ctx.Done():
				return
			}
		}
	}
}

func (b *Bot) ack(ctx context.Context, socket *socketmode.Client, envelope string, answer any) {
	ctx, cancel := context.WithTimeout(ctx, 2*time.Second)
	defer cancel()
	if err := socket.AckCtx(ctx, envelope, answer); err != nil && !errors.Is(err, context.Canceled) {
		b.Log.Err(err).Msg("acknowledge")
	}
}

// A pacedClient opens connections at a pace that Slack bears: a socket that is
// refused as soon as it stands would otherwise be opened again at once, for
// ever.
type pacedClient struct {
	*http.Client
	opens *rate.Limiter
}

func pace(c *http.Client) pacedClient {
	return pacedClient{c, rate.NewLimiter(rate.Every(10*time.Second), 2*connections)}
}

// Do sends a request, after a rest if it opens a connection too soon.
func (c pacedClient) Do(r *http.Request) (*http.Response, error) {
	if strings.HasSuffix(r.URL.Path, "/apps.connections.open") {
		if err := c.opens.Wait(r.Context()); err != nil {
			return nil, err
		}
	}
	return c.Client.Do(r)
}
