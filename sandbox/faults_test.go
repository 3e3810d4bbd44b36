package sandbox_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/slack-go/slack"

	"coach/sandbox"
)

func TestAPostLandsAfterTheAppGaveUp(t *testing.T) {
	story(t, sandbox.Options{}, func(t *testing.T, w *sandbox.Workspace, a *app) {
		w.DelayAcceptance("chat.postMessage", 1, time.Minute)
		ctx, stop := context.WithTimeout(t.Context(), time.Second)
		defer stop()
		_, _, err := a.PostMessageContext(ctx, "CWINS0000", slack.MsgOptionText("late", false))
		if !errors.Is(err, context.DeadlineExceeded) || len(w.Channel("wins").Messages()) != 0 {
			t.Errorf("a second later the app hears %v, and %d messages are there", err, len(w.Channel("wins").Messages()))
		}
		time.Sleep(time.Minute)
		if n := len(w.Channel("wins").Messages()); n != 1 {
			t.Errorf("a minute later %d messages are there, want one", n)
		}
		a.say("CWINS0000", "at once")
	})
}

func TestWhatIsMendedDoesNotHappen(t *testing.T) {
	story(t, sandbox.Options{}, func(t *testing.T, w *sandbox.Workspace, a *app) {
		w.LoseReplies("chat.postMessage", 1)
		w.DelayAcceptance("chat.postMessage", 1, time.Hour)
		w.Fail("chat.postMessage", 1, "fatal_error")
		w.RateLimit("chat.postMessage", 1, time.Hour)
		w.Mend()
		began := time.Now()
		a.say("CWINS0000", "all is well")
		if took := time.Since(began); took > time.Second {
			t.Errorf("a post takes %s", took)
		}
	})
}

func TestAMissingScopeIsNamed(t *testing.T) {
	story(t, sandbox.Options{}, func(t *testing.T, w *sandbox.Workspace, a *app) {
		w.Fail("chat.postMessage", 1, "missing_scope")
		_, _, err := a.PostMessageContext(t.Context(), "CWINS0000", slack.MsgOptionText("x", false))
		if said, ok := errors.AsType[slack.SlackErrorResponse](err); !ok || said.Needed != "chat:write" {
			t.Errorf("the app hears %+v, want that chat:write is needed", err)
		}
		w.Fail("apps.connections.open", 1, "missing_scope")
		_, _, err = a.StartSocketModeContext(t.Context())
		if said, ok := errors.AsType[slack.SlackErrorResponse](err); !ok || said.Needed != "connections:write" {
			t.Errorf("the app hears %+v, want that connections:write is needed", err)
		}
	})
}

func TestADeadLinkTakesDeliveriesAlong(t *testing.T) {
	story(t, sandbox.Options{}, func(t *testing.T, w *sandbox.Workspace, a *app) {
		w.Freeze()
		if w.Deliver("slash_commands", map[string]any{"command": "/help"}) {
			t.Error("an envelope is acknowledged over a dead link")
		}
		time.Sleep(time.Minute)
		if !w.Deliver("slash_commands", map[string]any{"command": "/help"}) {
			t.Error("an envelope is not acknowledged over a new link")
		}
	})
}

func TestAStormSendsEverySocketAway(t *testing.T) {
	story(t, sandbox.Options{}, func(t *testing.T, w *sandbox.Workspace, a *app) {
		w.Storm("link_disabled")
		time.Sleep(10 * time.Second)
		if n := w.Calls("apps.connections.open"); n < 10 {
			t.Errorf("an app that does not pace itself opens %d connections in ten seconds", n)
		}
		w.Storm("")
		time.Sleep(10 * time.Second)
		before := w.Calls("apps.connections.open")
		time.Sleep(time.Minute)
		if n := w.Calls("apps.connections.open"); n != before {
			t.Errorf("after the storm the app opens %d more", n-before)
		}
	})
}
