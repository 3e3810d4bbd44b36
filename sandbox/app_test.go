package sandbox_test

import (
	"context"
	"net/http"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/gorilla/websocket"
	"github.com/slack-go/slack"
	"github.com/slack-go/slack/slackevents"
	"github.com/slack-go/slack/socketmode"

	"coach/sandbox"
)

const manifest = `
features:
  bot_user: {display_name: helper}
  app_home: {home_tab_enabled: true, messages_tab_enabled: true}
  slash_commands:
    - {command: /help, should_escape: true}
  shortcuts:
    - {name: Ask, type: global, callback_id: ask, description: Ask for help}
    - {name: Keep this, type: message, callback_id: keep, description: Keep this message}
oauth_config:
  scopes:
    bot: [commands, "chat:write", "im:write", "im:history", "im:read", "users:read", "users:read.email", "channels:read", "channels:join", "groups:read"]
    bot_optional: ["channels:history"]
settings:
  event_subscriptions: {bot_events: [message.im, user_change, app_home_opened]}
  interactivity: {is_enabled: true}
  socket_mode_enabled: true
`

// An app is a real client of slack-go's, whose answers a test decides.
type app struct {
	*slack.Client
	t      *testing.T
	socket *socketmode.Client

	command  func(slack.SlashCommand) any          // what to acknowledge a command with
	interact func(slack.InteractionCallback) any   // what to acknowledge an interaction with
	event    func(slackevents.EventsAPIEvent) bool // whether to acknowledge an event
}

// silence is an acknowledgement that is never sent.
type silence struct{}

// monday is when stories begin.
var monday = time.Date(2026, 3, 2, 8, 45, 0, 0, time.UTC)

// story runs a workspace and an app in virtual time, over in-memory pipes.
func story(t *testing.T, opt sandbox.Options, play func(t *testing.T, w *sandbox.Workspace, a *app)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		time.Sleep(time.Until(monday))
		w := workspace(t, opt)
		pipe := sandbox.NewPipe()
		srv := &http.Server{Handler: w}
		var running sync.WaitGroup
		running.Go(func() { _ = srv.Serve(pipe) })
		transport := &http.Transport{DialContext: pipe.DialContext}
		a := newApp(t, w, "http://slack.test", &http.Client{Transport: transport}, &websocket.Dialer{NetDialContext: pipe.DialContext})
		ctx, stop := context.WithCancel(t.Context())
		running.Go(func() { a.run(ctx) })
		<-w.Connected()
		synctest.Wait()
		play(t, w, a)
		synctest.Wait()
		stop()
		synctest.Wait()
		transport.CloseIdleConnections()
		_ = srv.Close()
		running.Wait()
	})
}

func workspace(t *testing.T, opt sandbox.Options) *sandbox.Workspace {
	t.Helper()
	w, err := sandbox.New([]byte(manifest), opt)
	if err != nil {
		t.Fatal(err)
	}
	w.AddPerson(sandbox.Person{Handle: "dana", Zone: "Europe/Berlin"})
	w.AddPerson(sandbox.Person{Handle: "cy", Name: "Cy Young"})
	w.AddPerson(sandbox.Person{Handle: "robot", Bot: true})
	w.AddChannel("wins", sandbox.ChannelOptions{Members: []string{"dana", "cy"}, WithApp: true})
	w.AddChannel("lobby", sandbox.ChannelOptions{})
	w.AddChannel("secret", sandbox.ChannelOptions{Private: true})
	w.AddChannel("attic", sandbox.ChannelOptions{Archived: true, WithApp: true})
	return w
}

func newApp(t *testing.T, w *sandbox.Workspace, url string, client *http.Client, dialer *websocket.Dialer) *app {
	t.Helper()
	api := slack.New(w.BotToken(), slack.OptionAppLevelToken(w.AppToken()), slack.OptionAPIURL(url+"/api/"), slack.OptionHTTPClient(client))
	a := &app{Client: api, t: t, socket: socketmode.New(api, socketmode.OptionDialer(dialer))}
	a.command = func(slack.SlashCommand) any { return nil }
	a.interact = func(slack.InteractionCallback) any { return nil }
	a.event = func(slackevents.EventsAPIEvent) bool { return true }
	return a
}

// run answers whatever comes until ctx ends.
func (a *app) run(ctx context.Context) {
	var working sync.WaitGroup
	defer working.Wait()
	working.Go(func() { _ = a.socket.RunContext(ctx) })
	for {
		select {
		case <-ctx.Done():
			return
		case e := <-a.socket.Events:
			working.Go(func() { a.serve(ctx, e) })
		}
	}
}

func (a *app) serve(ctx context.Context, e socketmode.Event) {
	var answer any
	switch data := e.Data.(type) {
	case slack.SlashCommand:
		answer = a.command(data)
	case slack.InteractionCallback:
		answer = a.interact(data)
	case slackevents.EventsAPIEvent:
		if !a.event(data) {
			return
		}
	default:
		return
	}
	if answer == (silence{}) {
		return
	}
	if err := a.socket.AckCtx(ctx, e.Request.EnvelopeID, answer); err != nil {
		a.t.Errorf("acknowledge: %v", err)
	}
}

// open is the command handler that opens a view.
func (a *app) open(view slack.ModalViewRequest) func(slack.SlashCommand) any {
	return func(c slack.SlashCommand) any {
		if _, err := a.OpenViewContext(a.t.Context(), c.TriggerID, view); err != nil {
			a.t.Errorf("open a view: %v", err)
		}
		return nil
	}
}

// say posts a text and fails the test when Slack refuses.
func (a *app) say(channel, text string, more ...slack.MsgOption) (ts string) {
	a.t.Helper()
	_, ts, err := a.PostMessageContext(a.t.Context(), channel, append(more, slack.MsgOptionText(text, false))...)
	if err != nil {
		a.t.Errorf("post: %v", err)
	}
	return ts
}

func plainText(s string) *slack.TextBlockObject {
	return slack.NewTextBlockObject(slack.PlainTextType, s, false, false)
}

func input(id, label string, element slack.BlockElement) *slack.InputBlock {
	return slack.NewInputBlock(id, plainText(label), nil, element)
}

func modal(title string, blocks ...slack.Block) slack.ModalViewRequest {
	return slack.ModalViewRequest{Type: slack.VTModal, CallbackID: "form", Title: plainText(title), Submit: plainText("Save"), Blocks: slack.Blocks{BlockSet: blocks}}
}
