package stories

import (
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// begun starts coach in a workspace in virtual time, lets some time pass, and
// returns what whoever runs it has read and why it ended, if it has.
func begun(t *testing.T, before func(*stage), wait time.Duration) (said string, ended error) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		time.Sleep(time.Until(monday))
		st := newStage(t, setting{})
		st.serve(func() {
			before(st)
			st.run()
			time.Sleep(wait)
			select {
			case ended = <-st.done:
				st.stop()
			default:
				st.end()
			}
			said = st.out.String()
		})
	})
	return said, ended
}

const connectedWords = "coach is connected. Stop it with Ctrl-C.\n"

// Errors that pass by themselves are waited out, whichever call at the start
// they hit, and coach says that it is connected once it is.
func TestTransientErrorsAtTheStartAreWaitedOut(t *testing.T) {
	for _, method := range []string{"auth.test", "users.list", "conversations.list", "conversations.join", "apps.connections.open"} {
		for _, code := range []string{"internal_error", "fatal_error", "service_unavailable", "request_timeout", "ratelimited", "team_added_to_org", "lost", "429"} {
			t.Run(method+" "+code, func(t *testing.T) {
				said, ended := begun(t, func(st *stage) {
					switch code {
					case "lost":
						st.LoseReplies(method, 5)
					case "429":
						st.RateLimit(method, 5, 7*time.Second)
					default:
						st.Fail(method, 5, code)
					}
				}, 10*time.Minute)
				if ended != nil || strings.Count(said, connectedWords) != 1 {
					t.Errorf("coach ends with %v, having said\n%s", ended, said)
				}
			})
		}
	}
}

// A Slack that is away for good ends coach, with a sentence.
func TestPatienceAtTheStartHasAnEnd(t *testing.T) {
	said, ended := begun(t, func(st *stage) { st.Fail("users.list", 10_000, "internal_error") }, 2*time.Hour)
	if ended == nil || !strings.Contains(ended.Error(), "no answer of Slack for an hour") || strings.Contains(said, "is connected") {
		t.Errorf("after two hours coach has ended with %v, having said\n%s", ended, said)
	}
}

// Which of the two tokens is wrong is said, and coach does not say before that it
// is connected.
func TestWhichTokenIsWrong(t *testing.T) {
	for want, change := range map[string]func(*stage){
		"SLACK_BOT_TOKEN is a token of the wrong kind": func(st *stage) { st.config.BotToken = st.config.AppToken },
		"SLACK_APP_TOKEN is a token of the wrong kind": func(st *stage) { st.config.AppToken = st.config.BotToken },
		"SLACK_BOT_TOKEN is not accepted by Slack":     func(st *stage) { st.config.BotToken += "x" },
		"SLACK_APP_TOKEN is not accepted by Slack":     func(st *stage) { st.config.AppToken += "x" },
	} {
		said, ended := begun(t, change, time.Minute)
		if ended == nil || !strings.HasPrefix(ended.Error(), want) || strings.Contains(said, "is connected") {
			t.Errorf("coach ends with %v, want %s; it said\n%s", ended, want, said)
		}
	}
}
