// Package bot connects coach to Slack: it answers people's requests and
// delivers coach's notices. It decides nothing about what is due.
//
// Requests arrive over Socket Mode. [Bot.Run] reads envelopes; each is parsed
// into a request, matched to its row of the table in routes.go, and served: one
// function acknowledges, recovers from panics, logs, and turns a handler's
// answer or error into what the person sees. The acknowledgement follows the
// commit, so "Logged" is true.
//
// Notices leave through the outbox: package delivery posts them, each drawn
// from the current state of the database (draw.go).
//
// Until coach is set up, setup.go answers every request.
//
// Two clocks: Now is civil time, which a demo may move. Everything elapsed
// (timeouts, attempts, rates) is the runtime's.
package bot

import (
	"context"
	"io"
	"net/http"
	"sync"
	"sync/atomic"
	"time"

	"github.com/gorilla/websocket"
	"github.com/rs/zerolog"
	"github.com/slack-go/slack"
	"github.com/slack-go/slack/socketmode"

	"coach/bot/delivery"
	"coach/store"
)

// A Config lists the dependencies of a bot.
type Config struct {
	Store              *store.Store
	BotToken, AppToken string
	API                string            // base of the Web API, with a trailing slash
	HTTP               *http.Client      // nil for the default; see bounded
	Dialer             *websocket.Dialer // nil for the default
	Owners             []string          // emails of who may publish the playbook, lower case; none: those who became owners in Slack
	Scopes             []string          // the manifest's scopes, all of which coach needs
	Now                func() time.Time  // civil time
	Connected          func()            // called once, when the first connection is open
	OwnTime            bool              // civil time is this machine's clock, so its time zones can be compared with Slack's
	Unpaced            bool              // the workspace has no rates to keep to, as a sandbox may not
	Out                io.Writer         // messages for the person at the terminal
	Log                zerolog.Logger

	// Observe is called when a piece of work begins, with the kind of work and a
	// name from the program's own text (a route, a task), never anybody's words;
	// and done when it ends. Nil for nobody who measures.
	Observe func(kind, name string) (done func(error))

	Zone func() *time.Location // of people whose own is not known
}

// A Bot serves one Slack workspace.
type Bot struct {
	Config
	api        *slack.Client // for writes and within a request: never waits by itself
	patient    *slack.Client // for reads outside a request: waits and tries again
	sockets    []*socketmode.Client
	links      []*link // of the sockets, in the same order
	team       string
	enterprise string // the organisation that the workspace belongs to; "" for none
	botUser    string
	routes     map[string]handler
	sender     *delivery.Sender
	fatal      chan error
	connected  sync.Once
	memory     memory
	plainHomes atomic.Bool // the workspace refused a Home with folds
	hints      hints
	mayFile    atomic.Bool  // the workspace has granted the optional scope for files
	active     sync.Map     // time.Time by Slack ID: when somebody was last noted to use coach
	otherZones atomic.Value // string: the time zones that are otherwise in Slack, as the operator has read
}

// New returns a bot that is not connected yet.
func New(cfg Config) *Bot {
	if cfg.Connected == nil {
		cfg.Connected = func() {}
	}
	if cfg.Observe == nil {
		cfg.Observe = func(string, string) func(error) { return func(error) {} }
	}
	cfg.HTTP = bounded(cfg.HTTP, cfg.Store.Settle/4)
	options := []slack.Option{slack.OptionAppLevelToken(cfg.AppToken), slack.OptionAPIURL(cfg.API), slack.OptionHTTPClient(pace(delivery.Client{Through: cfg.HTTP, Confirm: cfg.Store.Confirm}))}
	api := slack.New(cfg.BotToken, options...)
	retries := slack.DefaultRetryConfig()
	retries.Handlers = slack.AllBuiltinRetryHandlers(retries)
	b := &Bot{
		Config:  cfg,
		api:     api,
		patient: slack.New(cfg.BotToken, append(options, slack.OptionRetryConfig(retries))...),
		fatal:   make(chan error, 1),
		hints:   hints{due: map[string]time.Time{}, looked: map[string]time.Time{}, more: make(chan struct{}, 1)},
	}
	b.memory = &ownMemory{}
	if b.Store.Shared() {
		b.memory = newSharedMemory(b.Store, b.Log)
	}
	for range connections {
		l := &link{opened: time.Now()}
		b.links = append(b.links, l)
		b.sockets = append(b.sockets, socketmode.New(api, socketmode.OptionReadLimit(4<<20), socketmode.OptionDialer(l.dialer(cfg.Dialer))))
	}
	b.sender = delivery.New(delivery.Config{Store: b.Store, API: api, Now: b.Now, Unpaced: b.Unpaced, Stop: b.stop, Log: b.Log, Draw: b.draw, Hold: b.hold, Observe: b.Observe})
	b.routes = index(b.table())
	slack.OptionOnResponseHeaders(b.noteScopes)(api)
	return b
}

// bounded returns the client with a timeout of at most limit. After a failed
// post coach searches for the message as soon as it counts as settled, so no
// post may take nearly as long.
func bounded(c *http.Client, limit time.Duration) *http.Client {
	if c == nil {
		c = http.DefaultClient
	}
	b := *c
	if b.Timeout == 0 || b.Timeout > limit {
		b.Timeout = limit
	}
	return &b
}

// ackPause is the time that queued acknowledgements get to leave before the
// socket closes.
const ackPause = 500 * time.Millisecond

// Run answers requests until ctx ends or the connection fails for good. Then it
// accepts no new ones, finishes those begun, and sends the last
// acknowledgements.
func (b *Bot) Run(ctx context.Context) error {
	socketCtx, closeSockets := context.WithCancel(context.WithoutCancel(ctx))
	ended := make(chan error, len(b.sockets))
	events := make(chan delivered)
	var sockets, busy sync.WaitGroup
	for i, socket := range b.sockets {
		sockets.Go(func() { ended <- socket.RunContext(socketCtx) })
		go relay(socketCtx, socket, b.links[i], events)
	}
	ctx, stop := context.WithCancel(ctx)
	busy.Go(func() { <-ctx.Done(); b.sender.Close() })
	busy.Go(func() { b.lookAgain(ctx) })
	err := b.listen(ctx, events, ended, &busy)
	stop()
	busy.Wait()
	time.Sleep(ackPause)
	closeSockets()
	sockets.Wait()
	return err
}

// listen serves incoming envelopes until ctx ends or there is a reason to end.
func (b *Bot) listen(ctx context.Context, events <-chan delivered, ended <-chan error, busy *sync.WaitGroup) error {
	for {
		select {
		case <-ctx.Done():
			return nil
		case err := <-b.fatal:
			return err
		case err := <-ended:
			return delivery.ExplainOpening(err)
		case e := <-events:
			b.receive(ctx, e, busy)
		}
	}
}

// receive starts serving a request, or records the state of a connection.
func (b *Bot) receive(ctx context.Context, e delivered, busy *sync.WaitGroup) {
	switch data := e.Data.(type) {
	case *socketmode.ConnectedEvent:
		b.connected.Do(b.Connected)
	case *slack.ConnectionErrorEvent:
		if delivery.Permanent(data.ErrorObj) {
			b.stop(delivery.ExplainOpening(data.ErrorObj))
			return
		}
		b.Log.Warn().Err(data.ErrorObj).Msg("connection to Slack failed, trying again")
	case *socketmode.ErrorBadMessage:
		id, interaction, readable := readWithoutMessage(data.Message)
		switch {
		case readable:
			e.Event = socketmode.Event{Type: socketmode.EventTypeInteractive, Data: interaction, Request: &socketmode.Request{Type: socketmode.RequestTypeInteractive, EnvelopeID: id}}
			b.receive(ctx, e, busy)
		case id != "": // an envelope this client cannot read: accept it, or Slack sends it again
			b.ack(ctx, e.by, id, nil)
		}
	case *socketmode.ErrorWriteFailed:
		b.Log.Warn().Err(data.Cause).Msg("an acknowledgement was not written")
	default:
		if e.Type == socketmode.EventTypeHello && e.Request != nil {
			busy.Go(func() { b.countSockets(context.WithoutCancel(ctx), e.Request.NumConnections) })
			return
		}
		if e.Request != nil && e.Request.EnvelopeID != "" {
			busy.Go(func() { b.serve(context.WithoutCancel(ctx), e) })
		}
	}
}

// stop makes Run return err.
func (b *Bot) stop(err error) {
	select {
	case b.fatal <- err:
	default: // already stopping
	}
}

// Deliver delivers the outbox's notices until ctx ends, which one copy of coach
// does at a time.
func (b *Bot) Deliver(ctx context.Context) { b.sender.Run(ctx) }

// Flush wakes the delivery of the outbox. It returns at once.
func (b *Bot) Flush() { b.sender.Flush() }
