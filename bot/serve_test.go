package bot

import (
	"bytes"
	"encoding/json"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/rs/zerolog"
	"github.com/slack-go/slack"
	"github.com/slack-go/slack/slackevents"
	"github.com/slack-go/slack/socketmode"

	"coach/store"
)

// An envelope is coach's own if its app is and its workspace or organisation
// is, whatever it says of the person; all others are dropped.
func TestOurEnvelopes(t *testing.T) {
	b := &Bot{team: "T1", enterprise: "E1"}
	alone := &Bot{team: "T1"}
	for _, c := range []struct {
		name string
		b    *Bot
		to   addressee
		ours bool
	}{
		{"of this workspace", b, addressee{"A1", "T1", ""}, true},
		{"of another workspace of the organisation", b, addressee{"A1", "T2", "E1"}, true},
		{"of the organisation as a whole", b, addressee{"A1", "", "E1"}, true},
		{"of a workspace of another organisation", b, addressee{"A1", "T2", "E2"}, false},
		{"of another workspace", alone, addressee{"A1", "T2", ""}, false},
		{"of no workspace", alone, addressee{"A1", "", ""}, false},
		{"of an organisation, where there is none", alone, addressee{"A1", "T2", "E1"}, false},
		{"of another app", b, addressee{"A2", "T1", "E1"}, false},
		{"of no app", b, addressee{"", "T1", ""}, false},
	} {
		for kind, data := range c.to.envelopes() {
			a, ok := c.b.parse(delivered{Event: socketmode.Event{Data: data}, app: "A1"})
			if ok != c.ours {
				t.Errorf("a %s %s: it is taken for ours: %t, want %t", kind, c.name, ok, c.ours)
			}
			if ok && a.slackID != "U1" {
				t.Errorf("a %s %s: it is from %q", kind, c.name, a.slackID)
			}
		}
	}
}

// envelopes are one of each kind, from somebody who acts from elsewhere.
func (to addressee) envelopes() map[string]any {
	im := &slackevents.MessageEvent{User: "U1", ChannelType: "im", Text: "due"}
	home := &slackevents.AppHomeOpenedEvent{User: "U1", Tab: "home"}
	who := slack.User{ID: "U1", TeamID: "T9"}
	event := func(inner any) slackevents.EventsAPIEvent {
		return slackevents.EventsAPIEvent{TeamID: to.team, APIAppID: to.app, EnterpriseID: to.enterprise, InnerEvent: slackevents.EventsAPIInnerEvent{Data: inner}}
	}
	acted := func(kind slack.InteractionType) slack.InteractionCallback {
		return slack.InteractionCallback{Type: kind, User: who, Team: slack.Team{ID: to.team}, Enterprise: slack.Enterprise{ID: to.enterprise}, APIAppID: to.app,
			ActionCallback: slack.ActionCallbacks{BlockActions: []*slack.BlockAction{{ActionID: "due"}}}}
	}
	return map[string]any{
		"command": slack.SlashCommand{UserID: "U1", TeamID: to.team, APIAppID: to.app, EnterpriseID: to.enterprise},
		"click":   acted(slack.InteractionTypeBlockActions),
		"form":    acted(slack.InteractionTypeViewSubmission),
		"message": event(im),
		"home":    event(home),
	}
}

// Only what a person types in coach's own conversation asks for something.
func TestMessagesThatAskNothing(t *testing.T) {
	b := &Bot{team: "T1", botUser: "UCOACH"}
	for name, c := range map[string]struct {
		change func(*slackevents.MessageEvent)
		asks   bool
	}{
		"a person's":      {func(*slackevents.MessageEvent) {}, true},
		"an app's":        {func(m *slackevents.MessageEvent) { m.BotID = "B1" }, false},
		"coach's own":     {func(m *slackevents.MessageEvent) { m.User = "UCOACH" }, false},
		"nobody's":        {func(m *slackevents.MessageEvent) { m.User = "" }, false},
		"an edit":         {func(m *slackevents.MessageEvent) { m.SubType = "message_changed" }, false},
		"in a channel":    {func(m *slackevents.MessageEvent) { m.ChannelType = "channel" }, false},
		"in a group's DM": {func(m *slackevents.MessageEvent) { m.ChannelType = "mpim" }, false},
	} {
		m := &slackevents.MessageEvent{User: "U1", ChannelType: "im", Text: "due"}
		c.change(m)
		event := slackevents.EventsAPIEvent{TeamID: "T1", InnerEvent: slackevents.EventsAPIInnerEvent{Data: m}}
		if _, asks := b.parse(delivered{Event: socketmode.Event{Data: event}}); asks != c.asks {
			t.Errorf("%s message asks for something: %t, want %t", name, asks, c.asks)
		}
	}
}

// anybody is a bot that is connected to nothing, and its log.
func anybody(t *testing.T) (*Bot, *bytes.Buffer) {
	t.Helper()
	db, err := store.Own(t.Context(), filepath.Join(t.TempDir(), "coach.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	var log bytes.Buffer
	b := New(Config{Store: db, Now: time.Now, Zone: db.Zone, Log: zerolog.New(zerolog.SyncWriter(&log))})
	b.team = "T1"
	return b, &log
}

// What panics while one request is served ends that request. The process goes
// on.
func TestAPanicEndsOneRequest(t *testing.T) {
	for name, data := range map[string]any{
		"while it is read": slack.InteractionCallback{Type: slack.InteractionTypeBlockActions, Team: slack.Team{ID: "T1"},
			ActionCallback: slack.ActionCallbacks{BlockActions: []*slack.BlockAction{nil}}},
		"while it is acknowledged": slack.SlashCommand{TeamID: "T1", UserID: "U1"}, // there is no socket
	} {
		t.Run(name, func(t *testing.T) {
			b, log := anybody(t)
			var busy sync.WaitGroup
			b.receive(t.Context(), delivered{Event: socketmode.Event{Data: data, Request: &socketmode.Request{EnvelopeID: "1"}}}, &busy)
			busy.Wait()
			said := panics(t, log)
			if len(said) != 1 {
				t.Errorf("coach logs %d panics, want one: %q", len(said), said)
			}
		})
	}
}

// panics are what a log says of panics.
func panics(t *testing.T, log *bytes.Buffer) (said []string) {
	t.Helper()
	for line := range strings.Lines(log.String()) {
		var l struct{ Message, Stack string }
		if err := json.Unmarshal([]byte(line), &l); err != nil {
			t.Fatal(err)
		}
		if strings.HasPrefix(l.Message, "panic") && l.Stack != "" {
			said = append(said, l.Message)
		}
	}
	return said
}
