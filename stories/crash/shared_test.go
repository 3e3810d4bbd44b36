package crash

import (
	"database/sql"
	"strings"
	"sync"
	"testing"
	"time"
)

// sharedLease is how long a copy of these tests leads that was killed.
const sharedLease = 300 * time.Millisecond

// both starts two copies of coach on one database, of which the first leads, and
// waits until each has sockets.
func both(t *testing.T) (c *crash, leader, follower *process) {
	t.Helper()
	c = newCrash(t, serverDatabase(t))
	c.settings.Lease = sharedLease
	leader = c.start()
	leader.connects()
	follower = c.start()
	follower.connects()
	return c, leader, follower
}

// types delivers what somebody typed to coach some times at once: with four
// sockets, to both copies. The event has an ID, or each delivery one of its own.
func (c *crash) types(handle, text, id string, times int) {
	c.t.Helper()
	payload := map[string]any{"event": map[string]any{"type": "message", "channel_type": "im", "text": text, "ts": "1772442300.000100"}}
	if id != "" {
		payload["event_id"] = id
	}
	var delivering sync.WaitGroup
	for range times {
		delivering.Go(func() { c.User(handle).Forge("events_api", payload) })
	}
	delivering.Wait()
}

// scanTo reads the one number of a row.
func scanTo(n *int) func(*sql.Rows) error { return func(rows *sql.Rows) error { return rows.Scan(n) } }

// settled returns how many of coach's messages to some people hold some words,
// once nothing more comes.
func (c *crash) settled(words string, handles ...string) (n int) {
	c.t.Helper()
	for before := -1; n != before; <-time.After(500 * time.Millisecond) {
		before, n = n, 0
		for _, handle := range handles {
			for _, m := range c.DM(handle).Messages() {
				if strings.Contains(m.Text(), words) {
					n++
				}
			}
		}
	}
	return n
}

// The same event given to both copies at once, and then again to either, is
// answered once.
func TestAnEventOnBothCopies(t *testing.T) {
	c, leader, follower := both(t)
	people := c.managers[:5]
	types := func(id string, times int) {
		var typing sync.WaitGroup
		for _, handle := range people {
			typing.Go(func() { c.types(handle, "help", id+handle, times) })
		}
		typing.Wait()
	}
	types("EvFirst", 4)
	if n := c.settled("/coach log", people...); n != 5 {
		t.Errorf("five events that came to both copies are answered %d times", n)
	}
	types("EvFirst", 2)
	if n := c.settled("/coach log", people...); n != 5 {
		t.Errorf("after the same events again there are %d answers", n)
	}
	leader.kill()
	types("EvFirst", 1)
	types("EvSecond", 1)
	if n := c.settled("/coach log", people...); n != 10 {
		t.Errorf("after a copy was killed, five old events and five new ones make %d answers, want 10", n)
	}
	follower.stop()
}

// Two requests of one person that come to two copies at once are served one after
// the other: each undo takes back something else.
func TestRequestsOfOnePersonOnBothCopies(t *testing.T) {
	c, leader, follower := both(t)
	for i := range 3 {
		s := c.submitter(i)
		for range 3 {
			s.log()
		}
		c.types(c.managers[i], "undo", "", 3)
		if n := c.settled("Undone", c.managers[i]); n != 3 {
			t.Errorf("three who typed undo at once are told so %d times", n)
		}
	}
	var left int
	c.look(`SELECT count(*) FROM entries WHERE withdrawn_at = 0`, scanTo(&left))
	if left > 0 {
		t.Errorf("%d of nine things are left, and one was taken back twice", left)
	}
	leader.stop()
	follower.stop()
}

// log logs one team meeting.
func (s submitter) log() {
	form := s.open("/coach log team meeting")
	form.Fill("Agenda shared beforehand?", "Yes").Fill("What was on the agenda", "This and that")
	for after := form.Submit(); after == nil || !strings.Contains(after.Text(), "Logged."); after = form.Submit() {
		if s.t.Context().Err() != nil {
			return
		}
		s.breathe()
	}
	form.Close()
}

// A pause that Slack has told the leader is kept by the next: neither what was
// written before the first was killed nor what came since goes out before its
// end.
func TestAPauseOutlivesTheLeader(t *testing.T) {
	const pause = 5 * time.Second
	const post = "chat.postMessage"
	c, leader, follower := both(t)
	s := c.submitter(0)
	thank := func(whom, words string) {
		form := s.open("/coach recognize").Fill("Who?", "@"+whom).Fill("What did they do?", words).
			Fill("Which of our values does it show?", "Ownership").Fill("What difference did it make?", "It worked").Fill("Where to share it", "Just to them")
		form.Submit()
	}
	c.waitUntilSaid()
	c.RateLimit(post, 1, pause)
	calls := c.Calls(post)
	thank(c.managers[1], "Helped with the first")
	for c.Calls(post) == calls {
		<-time.After(5 * time.Millisecond)
	}
	told := time.Now()
	for paused := 0; paused == 0; {
		c.look(`SELECT count(*) FROM pauses`, scanTo(&paused))
	}
	leader.kill()
	thank(c.managers[2], "Helped with the second")
	c.types(c.managers[3], "help", "", 1)
	if calls = c.Calls(post) - calls; calls != 1 {
		t.Errorf("within the pause Slack is asked %d times more", calls-1)
	}
	c.waitUntilSaid()
	if took := time.Since(told); took < pause-100*time.Millisecond {
		t.Errorf("what waited was sent %s after Slack asked for %s", took, pause)
	}
	for i, words := range []string{"Helped with the first", "Helped with the second"} {
		if n := c.settled(words, c.managers[1+i]); n != 1 {
			t.Errorf("%q was sent %d times", words, n)
		}
	}
	if n := c.settled("/coach log", c.managers[3]); n != 1 {
		t.Errorf("typed words were answered %d times", n)
	}
	follower.stop()
}
