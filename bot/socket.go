package bot

import (
	"context"
	"encoding/json"
	"errors"
	"maps"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/slack-go/slack"
	"github.com/slack-go/slack/socketmode"
	"golang.org/x/time/rate"

	"coach/bot/delivery"
)

// connections is the number of sockets open at a time. Slack refreshes each
// every few hours, and meanwhile people's requests go to the other.
const connections = 2

// A delivered event is an event with the socket it arrived by, through which it
// has to be acknowledged, and the app that Slack opened the socket for.
type delivered struct {
	socketmode.Event
	by  *socketmode.Client
	app string // as the socket was greeted
}

// relay forwards a socket's events until ctx ends, and notes at its link
// whether Slack has greeted it.
func relay(ctx context.Context, socket *socketmode.Client, l *link, to chan<- delivered) {
	app := ""
	for {
		select {
		case <-ctx.Done():
			return
		case e := <-socket.Events:
			switch {
			case e.Type == socketmode.EventTypeConnecting:
				l.greeted.Store(false)
			case e.Type == socketmode.EventTypeHello && e.Request != nil:
				app = e.Request.ConnectionInfo.AppID
				l.greeted.Store(true)
			}
			select {
			case to <- delivered{e, socket, app}:
			case <-ctx.Done():
				return
			}
		}
	}
}

// readWithoutMessage reads an envelope once more that the client could not. A
// shortcut brings a copy of the message it was used on, which may be any app's,
// with blocks that this client has never heard of: of it only who wrote it, when
// and in which thread is read. Readable is false for any other envelope.
func readWithoutMessage(frame []byte) (id string, i slack.InteractionCallback, readable bool) {
	var e struct {
		ID      string                     `json:"envelope_id"`
		Type    string                     `json:"type"`
		Payload map[string]json.RawMessage `json:"payload"`
	}
	if json.Unmarshal(frame, &e) != nil || e.Type != socketmode.RequestTypeInteractive {
		return e.ID, i, false
	}
	var copied map[string]json.RawMessage
	if json.Unmarshal(e.Payload["message"], &copied) != nil {
		return e.ID, i, false
	}
	maps.DeleteFunc(copied, func(member string, _ json.RawMessage) bool {
		return !slices.Contains([]string{"user", "bot_id", "subtype", "ts", "thread_ts"}, member)
	})
	payload := maps.Clone(e.Payload)
	payload["message"], _ = json.Marshal(copied) // it came as JSON
	text, _ := json.Marshal(payload)
	readable = json.Unmarshal(text, &i) == nil
	return e.ID, i, readable
}

// ackWithin is how long an acknowledgement may take to leave.
const ackWithin = 2 * time.Second

func (b *Bot) ack(ctx context.Context, socket *socketmode.Client, envelope string, answer any) {
	ctx, cancel := context.WithTimeout(ctx, ackWithin)
	defer cancel()
	if err := socket.AckCtx(ctx, envelope, answer); err != nil && !errors.Is(err, context.Canceled) {
		b.Log.Err(err).Msg("acknowledge")
	}
}

// A pacedClient limits the rate of new connections: a socket that Slack closes
// as soon as it is open would otherwise be reopened at once, for ever.
type pacedClient struct {
	delivery.Client
	opens *rate.Limiter
}

func pace(c delivery.Client) pacedClient {
	return pacedClient{c, rate.NewLimiter(rate.Every(10*time.Second), 2*connections)}
}

// Do sends a request, after a pause if it would open a connection too soon.
func (c pacedClient) Do(r *http.Request) (*http.Response, error) {
	if strings.HasSuffix(r.URL.Path, "/apps.connections.open") {
		if err := c.opens.Wait(r.Context()); err != nil {
			return nil, err
		}
	}
	return c.Client.Do(r)
}
