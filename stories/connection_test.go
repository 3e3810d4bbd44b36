package stories

import (
	"fmt"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// reasons are why Slack disconnects a socket.
var reasons = []string{"warning", "refresh_requested", "link_disabled", "too_many_websockets"}

// connection runs the whole program in virtual time, without a golden file:
// these tests are about what Slack and coach do underneath.
func connection(t *testing.T, play func(*stage)) {
	t.Helper()
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		time.Sleep(time.Until(monday))
		st := newStage(t, setting{})
		st.serve(func() {
			st.run()
			failsAlone(t, func() { play(st) })
			st.end()
		})
		if problems := st.Problems(); len(problems) > 0 {
			t.Errorf("Slack would complain:\n%s", strings.Join(problems, "\n"))
		}
	})
}

// answered fails the test unless coach answers a command. It is tried often
// enough to go over every socket.
func (st *stage) answered(when string) {
	st.t.Helper()
	for range 4 {
		if got := st.User("dana").Command("/coach due").Text(); !strings.HasPrefix(got, "Nothing") && !strings.Contains(got, "due") {
			st.t.Errorf("%s, a command is answered %q", when, got)
		}
	}
}

// Slack refreshes connections one after the other, for one reason or another.
// Whoever presses a button meanwhile does not notice.
func TestAClickDuringARefreshIsNotLost(t *testing.T) {
	for _, reason := range reasons {
		t.Run(reason, func(t *testing.T) {
			connection(t, func(st *stage) {
				dana := st.User("dana")
				st.until(2, 9, 0)
				for _, after := range []time.Duration{0, time.Millisecond, 40 * time.Millisecond, 60 * time.Millisecond, time.Second, 9 * time.Second, 11 * time.Second} {
					st.DisconnectOne(reason)
					time.Sleep(after)
					form := st.DM("dana").Last().Click(dana, "Log").Modal()
					if form == nil {
						t.Errorf("%s after a disconnect, a click is lost", after)
						continue
					}
					form.Close()
					time.Sleep(time.Minute)
				}
			})
		})
	}
}

// The socket that brought a click goes away while coach is at work on it.
func TestASocketIsRefreshedWhileAClickIsServed(t *testing.T) {
	connection(t, func(st *stage) {
		dana := st.User("dana")
		st.until(2, 9, 0)
		message := st.DM("dana").Last()
		for range 2 { // one of them comes by the socket that stands for longest
			var clicking sync.WaitGroup
			clicking.Go(func() {
				if form := message.Click(dana, "Log").Modal(); form != nil {
					form.Close()
				} else {
					t.Error("the click is lost")
				}
			})
			time.Sleep(10 * time.Millisecond)
			st.DisconnectOne("refresh_requested")
			clicking.Wait()
			time.Sleep(time.Minute)
		}
	})
}

// Slack accepts sockets and sends them away at once, for five minutes: coach
// comes back at a pace that Slack bears, for as long as it takes.
func TestAStormIsPaced(t *testing.T) {
	for _, reason := range []string{"link_disabled", "too_many_websockets"} {
		t.Run(reason, func(t *testing.T) {
			connection(t, func(st *stage) {
				before := st.Calls("apps.connections.open")
				st.Storm(reason)
				time.Sleep(5 * time.Minute)
				opened := st.Calls("apps.connections.open") - before
				if opened < 10 || opened > 35 {
					t.Errorf("in five minutes coach opens %d connections, want some, and at most one every ten seconds after the first few", opened)
				}
				st.Storm("")
				time.Sleep(time.Minute)
				st.answered("after the storm")
			})
		})
	}
}

// A link that is dead without a word is noticed within a minute and replaced.
func TestADeadLinkIsReplaced(t *testing.T) {
	connection(t, func(st *stage) {
		before := st.Calls("apps.connections.open")
		st.Freeze()
		time.Sleep(time.Minute)
		if opened := st.Calls("apps.connections.open") - before; opened != connectionsOfCoach {
			t.Errorf("coach opens %d connections, want %d", opened, connectionsOfCoach)
		}
		st.answered("a minute after both links went dead")
	})
}

// connectionsOfCoach is how many sockets stand.
const connectionsOfCoach = 2

// Whatever coach cannot read is accepted, or Slack would send it again.
func TestAnEnvelopeCoachCannotReadIsAcknowledged(t *testing.T) {
	event := func(inner map[string]any) map[string]any {
		return map[string]any{"type": "event_callback", "team_id": "T0SANDBOX", "api_app_id": "A0SANDBOX", "event_id": "Ev1", "event": inner}
	}
	for name, envelope := range map[string]struct {
		kind    string
		payload map[string]any
	}{
		"a type that is new":             {"telepathy", map[string]any{"thought": "log 1:1 ana"}},
		"an event that is new":           {"events_api", event(map[string]any{"type": "mind_read", "user": "UDANA0000"})},
		"an event of an odd shape":       {"events_api", event(map[string]any{"type": "message", "channel": []int{1}})},
		"an event without an event":      {"events_api", map[string]any{"type": "event_callback"}},
		"an interaction that is new":     {"interactive", map[string]any{"type": "wink"}},
		"an interaction of an odd shape": {"interactive", map[string]any{"type": "block_actions", "user": "UDANA0000"}},
		"a form with an element that is new": {"interactive", map[string]any{"type": "view_submission", "view": map[string]any{"type": "modal",
			"blocks": []any{map[string]any{"type": "input", "block_id": "b", "element": map[string]any{"type": "hologram"}}}}}},
		"a command of an odd shape": {"slash_commands", map[string]any{"command": 1}},
	} {
		t.Run(name, func(t *testing.T) {
			connection(t, func(st *stage) {
				if !st.Deliver(envelope.kind, envelope.payload) {
					t.Error("it is not acknowledged")
				}
				st.answered("afterwards")
			})
		})
	}
}

// What nothing but a person can mend, and appears while coach runs, ends it
// with one sentence that says what to do.
func TestAPermanentErrorEndsRun(t *testing.T) {
	const (
		bot   = "SLACK_BOT_TOKEN is not accepted by Slack (%s): copy it from OAuth & Permissions of your Slack app again"
		app   = "SLACK_APP_TOKEN is not accepted by Slack (%s): copy it from Basic Information of your Slack app again"
		shut  = "the app is shut out of this workspace by Slack (%s): ask an admin of the workspace to install it again"
		scope = "the Slack app may not do what coach needs (missing scope %s): update the app from manifest.yml and install it again"
		level = "SLACK_APP_TOKEN lacks the scope connections:write: generate an app-level token with it under Basic Information of your Slack app"
		kind  = "SLACK_APP_TOKEN is a token of the wrong kind: copy the one that begins with xapp- from Basic Information of your Slack app"
	)
	posting := map[string]string{"missing_scope": fmt.Sprintf(scope, "chat:write")}
	for _, code := range []string{"invalid_auth", "token_revoked", "account_inactive"} {
		posting[code] = fmt.Sprintf(bot, code)
	}
	opening := map[string]string{"missing_scope": level, "not_allowed_token_type": kind}
	for _, code := range []string{"invalid_auth", "not_authed", "token_revoked", "token_expired", "account_inactive"} {
		opening[code] = fmt.Sprintf(app, code)
	}
	for _, code := range []string{"team_disabled", "user_removed_from_team", "org_login_required", "forbidden_team", "no_permission"} {
		opening[code] = fmt.Sprintf(shut, code)
	}
	for method, meets := range map[string]struct {
		says map[string]string
		when func(*stage)
	}{
		"chat.postMessage":      {posting, func(st *stage) { st.until(2, 8, 46) }},
		"apps.connections.open": {opening, func(st *stage) { st.DisconnectOne("refresh_requested"); st.settle() }},
	} {
		for code, want := range meets.says {
			t.Run(method+" "+code, func(t *testing.T) {
				t.Parallel()
				synctest.Test(t, func(t *testing.T) {
					time.Sleep(time.Until(monday))
					st := newStage(t, setting{})
					st.serve(func() {
						st.run()
						st.Fail(method, 1, code)
						meets.when(st)
						st.endsWith(want)
					})
				})
			})
		}
	}
}

// endsWith fails the test unless coach has ended by itself and says this.
func (st *stage) endsWith(want string) {
	st.t.Helper()
	defer st.stop()
	select {
	case err := <-st.done:
		if err == nil || err.Error() != want {
			st.t.Errorf("coach ends with\n  %v\nwant\n  %s", err, want)
		}
	case <-time.After(time.Minute):
		st.t.Error("coach goes on")
		st.stop()
		<-st.done
	}
}
