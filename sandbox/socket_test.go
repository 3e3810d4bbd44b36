package sandbox_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/gorilla/websocket"
	"github.com/slack-go/slack"
	"github.com/slack-go/slack/slackevents"

	"coach/sandbox"
)

func TestItWorksOverRealSockets(t *testing.T) {
	w := workspace(t, sandbox.Options{Latency: time.Millisecond})
	srv := httptest.NewServer(w)
	a := newApp(t, w, srv.URL, srv.Client(), websocket.DefaultDialer)
	done := make(chan struct{})
	t.Cleanup(func() { <-done; srv.Close() })
	go func() { defer close(done); a.run(t.Context()) }()
	<-w.Connected()
	a.command = a.open(note())
	a.interact = func(slack.InteractionCallback) any { a.say("CWINS0000", "Saved."); return nil }
	form := w.User("dana").Command("/help").Modal()
	if form == nil {
		t.Fatalf("no form opened:\n%s", w.Transcript())
	}
	form.Fill("Who", "@cy").Fill("What", "good").Submit()
	if last := w.Channel("wins").Last(); last == nil || last.Text() != "Saved." {
		t.Errorf("after a submission:\n%s", w.Transcript())
	}
}

func TestALostAcknowledgementIsReported(t *testing.T) {
	story(t, sandbox.Options{}, func(t *testing.T, w *sandbox.Workspace, a *app) {
		a.command = func(slack.SlashCommand) any { return silence{} }
		began := time.Now()
		if got := w.User("dana").Command("/help").Text(); got != `/help failed with the error "operation_timeout"` {
			t.Errorf("Dana is told %q", got)
		}
		if waited := time.Since(began).Round(time.Second); waited != 3*time.Second {
			t.Errorf("Dana waited %s", waited)
		}
		if !strings.Contains(w.Transcript(), "! does not acknowledge a slash command within 3 seconds") {
			t.Errorf("the transcript is\n%s", w.Transcript())
		}
	})
}

func TestAnEventIsDeliveredUntilItIsAcknowledged(t *testing.T) {
	for taken, want := range map[int]string{0: "0s", 1: "0s 3s", 2: "0s 3s 1m6s", 3: "0s 3s 1m6s 6m9s", 9: "0s 3s 1m6s 6m9s"} {
		t.Run(fmt.Sprintf("acknowledged at attempt %d", taken), func(t *testing.T) {
			story(t, sandbox.Options{}, func(t *testing.T, w *sandbox.Workspace, a *app) {
				began := time.Now()
				var mu sync.Mutex // nothing orders attempts that are never acknowledged
				var got, ids []string
				a.event = func(e slackevents.EventsAPIEvent) bool {
					mu.Lock()
					defer mu.Unlock()
					if message, ok := e.InnerEvent.Data.(*slackevents.MessageEvent); !ok || message.Text != "hello" || message.ChannelType != "im" {
						t.Errorf("the app hears %+v", e.InnerEvent.Data)
					}
					got = append(got, time.Since(began).Round(time.Second).String())
					ids = append(ids, e.Data.(*slackevents.EventsAPICallbackEvent).EventID)
					return len(got) > taken
				}
				w.User("dana").Say("hello")
				time.Sleep(time.Hour)
				synctest.Wait()
				if strings.Join(got, " ") != want || len(slices.Compact(ids)) != 1 {
					t.Errorf("delivered at %v with the IDs %v, want %s with one ID", got, ids, want)
				}
			})
		})
	}
}

func TestAnEventWaitsForTheAppToConnect(t *testing.T) {
	story(t, sandbox.Options{}, func(t *testing.T, w *sandbox.Workspace, a *app) {
		var heard atomic.Int32
		a.event = func(slackevents.EventsAPIEvent) bool { heard.Add(1); return true }
		w.Down(true)
		time.Sleep(time.Second)
		w.User("dana").Deactivate()
		w.Down(false)
		time.Sleep(10 * time.Minute)
		if heard.Load() != 1 {
			t.Errorf("the app hears of a change during an outage %d times, want once", heard.Load())
		}
	})
}

func TestTheSameDeliveryTwice(t *testing.T) {
	story(t, sandbox.Options{}, func(t *testing.T, w *sandbox.Workspace, a *app) {
		w.Redeliver()
		a.command = a.open(note())
		var views []string
		a.interact = func(i slack.InteractionCallback) any { views = append(views, i.View.ID); return nil }
		w.User("dana").Command("/help").Modal().Fill("Who", "Dana").Fill("What", "x").Submit()
		w.Redeliver()
		if len(views) != 2 || views[0] != views[1] {
			t.Errorf("the app is sent the views %v, want one twice", views)
		}
	})
}

func TestTheAppComesBackAfterEachKindOfDisconnect(t *testing.T) {
	for _, reason := range []string{"warning", "refresh_requested", "link_disabled", "too_many_websockets"} {
		t.Run(reason, func(t *testing.T) {
			story(t, sandbox.Options{}, func(t *testing.T, w *sandbox.Workspace, a *app) {
				w.Disconnect(reason)
				time.Sleep(20 * time.Second)
				if n := w.Calls("apps.connections.open"); n != 2 {
					t.Errorf("the app has opened %d connections, want 2", n)
				}
				if got := w.User("dana").Command("/help").Text(); got != "" {
					t.Errorf("afterwards, a command is answered %q", got)
				}
			})
		})
	}
}

func TestPingsKeepAQuietConnection(t *testing.T) {
	story(t, sandbox.Options{}, func(t *testing.T, w *sandbox.Workspace, a *app) {
		time.Sleep(3 * time.Hour)
		if n := w.Calls("apps.connections.open"); n != 1 {
			t.Errorf("in three quiet hours the app opened %d connections", n)
		}
	})
}

func TestAnOutage(t *testing.T) {
	story(t, sandbox.Options{}, func(t *testing.T, w *sandbox.Workspace, a *app) {
		w.Down(true)
		synctest.Wait()
		_, _, err := a.PostMessageContext(t.Context(), "CWINS0000", slack.MsgOptionText("x", false))
		if status, ok := errors.AsType[slack.StatusCodeError](err); !ok || status.Code != http.StatusServiceUnavailable {
			t.Errorf("a post gives %v", err)
		}
		if got := w.User("dana").Command("/help").Text(); !strings.Contains(got, "dispatch_failed") {
			t.Errorf("a command is answered %q", got)
		}
		w.Down(false)
		time.Sleep(10 * time.Minute)
		if got := w.User("dana").Command("/help").Text(); got != "" || len(w.Channel("wins").Messages()) != 0 {
			t.Errorf("after the outage a command is answered %q, and %d messages are there", got, len(w.Channel("wins").Messages()))
		}
	})
}

func TestALostReply(t *testing.T) {
	story(t, sandbox.Options{}, func(t *testing.T, w *sandbox.Workspace, a *app) {
		w.LoseReplies("chat.postMessage", 1)
		_, _, err := a.PostMessageContext(t.Context(), "CWINS0000", slack.MsgOptionText("once", false))
		if err == nil || len(w.Channel("wins").Messages()) != 1 || w.Calls("chat.postMessage") != 1 {
			t.Errorf("the app hears %v, %d messages are there after %d calls", err, len(w.Channel("wins").Messages()), w.Calls("chat.postMessage"))
		}
		a.say("CWINS0000", "twice")
	})
}

func TestRates(t *testing.T) {
	story(t, sandbox.Options{}, func(t *testing.T, w *sandbox.Workspace, a *app) {
		post := func(channel string) error {
			_, _, err := a.PostMessageContext(t.Context(), channel, slack.MsgOptionText("x", false))
			return err
		}
		for range 5 {
			if err := post("CWINS0000"); err != nil {
				t.Errorf("within a burst, a post gives %v", err)
			}
		}
		limit, ok := errors.AsType[*slack.RateLimitedError](post("CWINS0000"))
		if !ok || limit.RetryAfter != time.Second {
			t.Errorf("a sixth post at once gives %v", limit)
		}
		if err := post("UDANA0000"); err != nil {
			t.Errorf("elsewhere, a post gives %v", err)
		}
		time.Sleep(time.Second)
		if err := post("CWINS0000"); err != nil {
			t.Errorf("a second later, a post gives %v", err)
		}
		w.RateLimit("users.info", 1, 30*time.Second)
		w.Fail("users.info", 1, "fatal_error")
		_, err := a.GetUserInfoContext(t.Context(), "UDANA0000")
		if limit, ok := errors.AsType[*slack.RateLimitedError](err); !ok || limit.RetryAfter != 30*time.Second {
			t.Errorf("an injected limit gives %v", err)
		}
		if _, err := a.GetUserInfoContext(t.Context(), "UDANA0000"); err == nil || err.Error() != "fatal_error" {
			t.Errorf("an injected failure gives %v", err)
		}
		if _, err := a.GetUserInfoContext(t.Context(), "UDANA0000"); err != nil {
			t.Errorf("afterwards the call gives %v", err)
		}
	})
}

// dial connects a bare socket, as a second copy of the app would, and returns it
// with its first frame.
func dial(t *testing.T, w *sandbox.Workspace, url string) (*websocket.Conn, map[string]any) {
	t.Helper()
	var opened struct{ URL string }
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, url+"/api/apps.connections.open", nil)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Authorization", "Bearer "+w.AppToken())
	reply, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer reply.Body.Close()
	if err := json.NewDecoder(reply.Body).Decode(&opened); err != nil {
		t.Fatal(err)
	}
	conn, _, err := websocket.DefaultDialer.DialContext(t.Context(), opened.URL, nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	if again, _, err := websocket.DefaultDialer.DialContext(t.Context(), opened.URL, nil); err == nil {
		again.Close()
		t.Error("a ticket is good for two connections")
	}
	var hello map[string]any
	if err := conn.ReadJSON(&hello); err != nil {
		t.Fatal(err)
	}
	return conn, hello
}

func TestEnvelopesGoToOneOfTenSockets(t *testing.T) {
	w := workspace(t, sandbox.Options{Latency: time.Millisecond})
	srv := httptest.NewServer(w)
	t.Cleanup(srv.Close)
	arrived := make(chan int, 100)
	for n := range 10 {
		conn, hello := dial(t, w, srv.URL)
		if hello["type"] != "hello" || hello["num_connections"] != float64(n+1) {
			t.Errorf("socket %d is greeted with %v", n, hello)
		}
		go func() {
			for {
				var envelope struct {
					ID string `json:"envelope_id"`
				}
				if conn.ReadJSON(&envelope) != nil {
					return
				}
				arrived <- n
				_ = conn.WriteJSON(map[string]string{"envelope_id": envelope.ID})
			}
		}()
	}
	if _, hello := dial(t, w, srv.URL); hello["type"] != "disconnect" || hello["reason"] != "too_many_websockets" {
		t.Errorf("the eleventh socket is greeted with %v", hello)
	}
	seen := map[int]int{}
	for range 20 {
		w.User("dana").Command("/help")
		seen[<-arrived]++
	}
	if len(seen) != 10 || len(arrived) != 0 || slices.Max(slices.Collect(maps.Values(seen))) != 2 {
		t.Errorf("twenty envelopes arrived like this: %v", seen)
	}
}

func TestUselessFramesAreProblems(t *testing.T) {
	big := `{"envelope_id":"envelope.000001","payload":{"text":"` + strings.Repeat("x", 20_480) + `"}}`
	for name, c := range map[string]struct{ frame, want string }{
		"not JSON":           {"hello", "a frame that acknowledges nothing"},
		"no envelope":        {`{"payload":{}}`, "a frame that acknowledges nothing"},
		"too big":            {big, "which Slack drops (at most 20480)"},
		"a click answered":   {`{"envelope_id":"%s","payload":{"text":"x"}}`, "acknowledges a shortcut with a payload, which Slack ignores"},
		"not even an object": {`{"envelope_id":"%s","payload":"x"}`, "with something that is not an object"},
	} {
		t.Run(name, func(t *testing.T) {
			w := workspace(t, sandbox.Options{Latency: time.Millisecond})
			srv := httptest.NewServer(w)
			t.Cleanup(srv.Close)
			conn, _ := dial(t, w, srv.URL)
			go func() {
				var envelope struct {
					ID string `json:"envelope_id"`
				}
				_ = conn.ReadJSON(&envelope)
				_ = conn.WriteMessage(websocket.TextMessage, []byte(strings.Replace(c.frame, "%s", envelope.ID, 1)))
				_ = conn.WriteJSON(map[string]string{"envelope_id": envelope.ID})
			}()
			w.User("dana").Shortcut("Ask")
			if got := strings.Join(w.Problems(), "\n"); !strings.Contains(got, c.want) {
				t.Errorf("the app is blamed for %q, want %q", got, c.want)
			}
		})
	}
}
