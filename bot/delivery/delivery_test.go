package delivery

import (
	"database/sql"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/slack-go/slack"

	"coach/bot/view/kit"
	"coach/practice"
	"coach/store"
)

// Each task that is taken to Slack is measured, and what became of it there.
func TestDeliveriesAreMeasured(t *testing.T) {
	play(t, false, func(st *stage) {
		st.LoseReplies("chat.postMessage", 1)
		st.post(2*time.Minute, practice.Shoutout{Entry: 1})
		want := map[string]int{"delivery send false": 1, "delivery look true": 1, "delivery redraw true": 1}
		if !maps.Equal(st.measured, want) {
			t.Errorf("measured are %v, want %v", st.measured, want)
		}
	})
}

// An outcome is what became of a message of which Slack answered an error.
type outcome struct {
	said   int  // how often it stands in the channel
	looked bool // whether it was looked for
	kept   bool // whether it is still in the outbox
	ended  bool // whether coach asked for the end of the program
	author bool // whether its author is told that it is not shared
	logged bool // at error level
}

// What becomes of a message follows from the verdict alone, for every error that
// the table knows, and for one that it does not.
func TestWhatBecomesOfAMessage(t *testing.T) {
	want := map[Verdict]outcome{
		TryLater:  {said: 1},
		Uncertain: {said: 1, looked: true},
		NoTarget:  {author: true},
		BadCall:   {logged: true},
		NoAccess:  {kept: true, ended: true},
	}
	codes := map[string]Verdict{"something_new": BadCall, "invalid_blocks": BadCall, "slack_connect_file_link_sharing_blocked": NoTarget}
	for code, v := range verdicts {
		if code != sharedOutside {
			codes[code] = v
		}
	}
	var ending []string
	play(t, false, func(st *stage) {
		n := practice.EntryID(0)
		for code, v := range codes {
			if v == NoAccess {
				ending = append(ending, code)
				continue
			}
			n++
			if got := st.outcome(code, n); got != want[v] {
				t.Errorf("%s comes to %+v, want %+v", code, got, want[v])
			}
		}
	})
	for _, code := range ending {
		play(t, false, func(st *stage) {
			if got := st.outcome(code, 1); got != want[NoAccess] {
				t.Errorf("%s comes to %+v, want %+v", code, got, want[NoAccess])
			}
		})
	}
}

func (st *stage) outcome(code string, n practice.EntryID) outcome {
	st.t.Helper()
	looks, key := st.Calls("conversations.history"), practice.Shoutout{Entry: n}.Key()
	st.log.Reset()
	st.Fail("chat.postMessage", 1, code)
	st.post(10*time.Minute, practice.Shoutout{Entry: n})
	return outcome{said: st.said(key), looked: st.Calls("conversations.history") > looks, kept: st.busy(), ended: st.ended != nil,
		author: st.said(practice.Unshared{Entry: n}.Key()) == 1, logged: strings.Contains(st.log.String(), `"level":"error"`)}
}

// A 429 is obeyed to the second, by everything that would go out meanwhile.
// What is held for somebody's working hours is not sent, and does not keep the
// sender awake, until it is released; then it is looked at once more.
func TestANoticeIsHeldUntilItIsReleased(t *testing.T) {
	play(t, true, func(st *stage) {
		morning := time.Now().Add(9 * time.Hour)
		st.until = morning
		st.post(time.Hour, practice.Thanks{Entry: 1, To: 2})
		if st.said("thanks/1/2") != 0 || len(st.drawn) != 1 {
			t.Errorf("held, it is said %d times and drawn %v", st.said("thanks/1/2"), st.drawn)
		}
		if busy, err := st.Store.Busy(st.t.Context()); err != nil || busy {
			t.Errorf("the outbox is busy with what is held: %v, %v", busy, err)
		}
		for _, test := range []struct {
			now, next time.Time
			held      time.Time
			said      int
		}{
			{morning.Add(-time.Minute), morning, morning, 0},
			{morning, time.Time{}, morning.Add(24 * time.Hour), 0}, // by now they are on leave
			{morning.Add(24 * time.Hour), time.Time{}, time.Time{}, 1},
		} {
			st.until = test.held
			next, err := st.Store.Release(st.t.Context(), test.now)
			if err != nil || !next.Equal(test.next) {
				t.Errorf("at %s the next is held until %s, want %s: %v", test.now, next, test.next, err)
			}
			st.Flush()
			time.Sleep(time.Minute)
			synctest.Wait()
			if said := st.said("thanks/1/2"); said != test.said {
				t.Errorf("at %s it is said %d times, want %d", test.now, said, test.said)
			}
		}
	})
}

func TestAPauseHoldsForAll(t *testing.T) {
	play(t, false, func(st *stage) {
		st.RateLimit("chat.postMessage", 1, 40*time.Second)
		st.post(5*time.Second, practice.Shoutout{Entry: 1}, practice.LeaveNoted{Leave: 1})
		calls := st.Calls("chat.postMessage")
		st.post(30*time.Second, practice.LeaveNoted{Leave: 2})
		if now := st.Calls("chat.postMessage"); now != calls || calls != 1 {
			t.Errorf("after a 429 coach called %d times, and %d times before the pause was over", calls, now-calls)
		}
		time.Sleep(30 * time.Second)
		for _, key := range []string{"shoutout/1", "leave_noted/1", "leave_noted/2"} {
			if n := st.said(key); n != 1 {
				t.Errorf("%s stands %d times", key, n)
			}
		}
	})
}

// A message whose reply is lost is looked for, and posted again only where it is
// known not to be. What a look comes to decides that.
func TestALook(t *testing.T) {
	for name, c := range map[string]struct {
		arrived bool
		history string // what the look is answered once
		want    int
	}{
		"finds it":                          {arrived: true, want: 1},
		"does not find it":                  {want: 1},
		"is not allowed there":              {history: "not_in_channel", want: 1},
		"is put off, and finds it then":     {arrived: true, history: "ratelimited", want: 1},
		"fails at Slack, and finds it then": {arrived: true, history: "internal_error", want: 1},
	} {
		play(t, false, func(st *stage) {
			if c.arrived {
				st.LoseReplies("chat.postMessage", 1)
			} else {
				st.Fail("chat.postMessage", 1, "internal_error")
			}
			if c.history != "" {
				st.Fail("conversations.history", 1, c.history)
			}
			st.post(15*time.Minute, practice.Shoutout{Entry: 1})
			if n := st.said("shoutout/1"); n != c.want || st.busy() {
				t.Errorf("a look that %s: the message stands %d times, still under way: %t", name, n, st.busy())
			}
			if st.Calls("conversations.history") == 0 {
				t.Errorf("a look that %s did not happen", name)
			}
		})
	}
}

// An answer to typed words is no notice. It arrives once, whatever Slack
// answers, unless no attempt would bring it there.
func TestAnAnswerArrivesOnce(t *testing.T) {
	answer := kit.Message{Text: "Here you are", Blocks: []slack.Block{slack.NewSectionBlock(slack.NewTextBlockObject(slack.PlainTextType, "Here you are", false, false), nil, nil)}}
	for name, c := range map[string]struct {
		fault  func(*stage)
		want   int
		failed bool
	}{
		"nothing wrong":   {func(*stage) {}, 1, false},
		"a 429":           {func(st *stage) { st.RateLimit("chat.postMessage", 1, 30*time.Second) }, 1, false},
		"two 429s":        {func(st *stage) { st.RateLimit("chat.postMessage", 2, 30*time.Second) }, 1, false},
		"a lost reply":    {func(st *stage) { st.LoseReplies("chat.postMessage", 1) }, 1, false},
		"Slack's trouble": {func(st *stage) { st.Fail("chat.postMessage", 1, "internal_error") }, 1, false},
		"trouble, then a 429": {func(st *stage) {
			st.Fail("chat.postMessage", 1, "fatal_error")
			st.RateLimit("chat.postMessage", 1, 9*time.Second)
		}, 1, false},
		"lost, and a failed look": {func(st *stage) {
			st.LoseReplies("chat.postMessage", 1)
			st.Fail("conversations.history", 2, "internal_error")
		}, 1, false},
		"an outage of a minute": {func(st *stage) {
			st.Down(true)
			time.AfterFunc(time.Minute, func() { st.Down(false) })
		}, 1, false},
		"nobody there": {func(st *stage) { st.Fail("chat.postMessage", 1, "channel_not_found") }, 0, true},
	} {
		play(t, true, func(st *stage) {
			st.post(time.Second, practice.LeaveNoted{Leave: 1}) // opens the conversation
			c.fault(st)
			err := st.Answer(st.t.Context(), st.DM("ana").ID, answer)
			time.Sleep(10 * time.Minute)
			if n := st.said("Here you are"); n != c.want || (err != nil) != c.failed {
				t.Errorf("%s: the answer stands %d times, error %v", name, n, err)
			}
		})
	}
}

// Coach that is stopped does not wait for the end of a pause.
func TestStoppingDoesNotWaitForAnAnswer(t *testing.T) {
	var began time.Time
	play(t, true, func(st *stage) {
		st.RateLimit("chat.postMessage", 1, time.Hour)
		if err := st.Answer(st.t.Context(), st.User("ana").ID, kit.Message{Text: "Here you are"}); err != nil {
			t.Error(err)
		}
		began = time.Now()
		st.Stop(nil)
		st.retries.Wait()
		if took := time.Since(began); took > time.Minute {
			t.Errorf("stopping took %s", took)
		}
	})
}

// garble has a notice in the outbox read as a newer coach may have written it,
// of every kind of damage: a name that is not known, a field of another type
// behind one that can be read, and no JSON at all.
var garbled = map[string][2]string{
	"a name that is not known":  {"parade", `{"Entry":1}`},
	"a field of another type":   {"bundle", `{"Person":1,"On":20000,"Touches":[[1]],"News":"all"}`},
	"something that is no JSON": {"shoutout", `Entry 1`},
}

// What cannot be read rests: it is kept, named once to the operator by ID and
// kind, holds up no other, and is delivered when it can be read.
func TestANoticeThatCannotBeReadRests(t *testing.T) {
	for name, g := range garbled {
		play(t, true, func(st *stage) {
			db, err := sql.Open("sqlite", "file:"+st.db+"?_pragma=busy_timeout(5000)")
			if err != nil {
				t.Fatal(err)
			}
			defer db.Close()
			if err := st.Store.Post(st.t.Context(), practice.Shoutout{Entry: 1}); err != nil {
				t.Fatal(err)
			}
			var typ, body string
			if err := db.QueryRow(`SELECT type, body FROM outbox`).Scan(&typ, &body); err != nil {
				t.Fatal(err)
			}
			write := func(typ, body string) {
				if _, err := db.Exec(`UPDATE outbox SET type = $1, body = $2 WHERE key = 'shoutout/1'`, typ, body); err != nil {
					t.Fatal(err)
				}
			}
			write(g[0], g[1])
			st.post(30*time.Hour, practice.LeaveNoted{Leave: 1})
			if st.said("leave_noted/1") != 1 {
				t.Errorf("%s holds up another notice", name)
			}
			if logged := strings.Count(st.log.String(), "cannot be read"); logged != 1 || !strings.Contains(st.log.String(), fmt.Sprintf(`"kind":%q`, g[0])) || strings.Contains(st.log.String(), "Entry") {
				t.Errorf("%s is logged %d times: %s", name, logged, st.log.String())
			}
			if !st.busy() {
				t.Errorf("%s is not kept", name)
			}
			write(typ, body)
			st.post(2 * time.Hour)
			if st.said("shoutout/1") != 1 {
				t.Errorf("%s: the notice is not said when it can be read again", name)
			}
		})
	}
}

// Mornings do not wait until a busy channel is served, and nothing goes faster
// than Slack allows.
func TestABusyChannelAndAMorning(t *testing.T) {
	play(t, false, func(st *stage) {
		var notices []practice.Notice
		for i := range practice.EntryID(300) {
			notices = append(notices, practice.Shoutout{Entry: i + 1})
		}
		st.post(10*time.Second, append(notices, practice.Bundle{Person: 1, On: 20000})...)
		if st.said(practice.Bundle{Person: 1, On: 20000}.Key()) != 1 {
			t.Error("a morning waits for a busy channel")
		}
		time.Sleep(6 * time.Minute)
		if n := len(st.wins.Messages()); n != 300 {
			t.Errorf("%d of 300 shout-outs arrived in six minutes", n)
		}
		if n := len(st.drawn); n > 3*300 {
			t.Errorf("301 notices were drawn %d times", n)
		}
	})
}

// What panics while a notice is looked for does not end deliveries.
func TestAPanicEndsOneDelivery(t *testing.T) {
	s := New(Config{Store: &store.Store{}}) // has no database
	for range 2 {
		if _, err := s.drain(t.Context()); err == nil || !strings.Contains(err.Error(), "panic") {
			t.Fatalf("a delivery that panics ends with %v", err)
		}
	}
}

// What Slack's answers show of the app and of channels is written down once, and
// taken back when a message gets through again.
func TestConcernsFollowWhatSlackAnswers(t *testing.T) {
	play(t, false, func(st *stage) {
		expect := func(when string, want ...practice.Concern) {
			t.Helper()
			got, err := st.Store.Observed(st.t.Context())
			if err != nil || !slices.Equal(got, want) {
				t.Errorf("%s: %v, %v, want %v", when, got, err, want)
			}
		}
		closed, silent := practice.Concern{Kind: practice.ChannelClosed, About: st.wins.ID}, practice.Concern{Kind: practice.NoMessages}
		st.Fail("chat.postMessage", 1, "user_disabled")
		st.post(time.Minute, practice.LeaveNoted{Leave: 1})
		expect("one person cannot be reached")
		st.Fail("chat.postMessage", 2, "messages_tab_disabled")
		st.post(time.Minute, practice.LeaveNoted{Leave: 2}, practice.LeaveNoted{Leave: 3})
		expect("nobody can be reached", silent)
		if n := strings.Count(st.log.String(), "Messages tab"); n != 1 {
			t.Errorf("the operator reads of it %d times", n)
		}
		st.wins.Archive()
		st.post(time.Minute, practice.Shoutout{Entry: 1})
		expect("a channel is closed, and the author can be reached", closed)
		st.LoseReplies("chat.postMessage", 1)
		st.Fail("conversations.history", 1, "missing_scope")
		st.post(15*time.Minute, practice.LeaveNoted{Leave: 4})
		got, err := st.Store.Observed(st.t.Context())
		if err != nil || len(got) != 2 || got[1].Kind != practice.NoScope {
			t.Errorf("after a look without the scope: %v, %v", got, err)
		}
	})
}
