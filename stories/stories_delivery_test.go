package stories

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"coach/practice"
	"coach/sandbox"
	"coach/store"
)

// saidIn counts the messages of a channel that begin with a text.
func saidIn(c *sandbox.Channel, text string) (n int) {
	for _, m := range c.Messages() {
		if strings.Contains(m.Text(), text) {
			n++
		}
	}
	return n
}

// The reply to a post is lost, and a thousand messages follow in the channel
// before coach looks: it finds its own all the same.
func TestFoundInABusyChannel(t *testing.T) {
	unwritten(t, setting{people: team, change: withoutDigest}, func(st *stage) {
		st.LoseReplies("chat.postMessage", 1)
		st.thank("ben", "ana", "Wrote up the Acme call", "In the channel")
		time.Sleep(time.Second)
		for i := range 1_100 {
			st.User("ana").SayIn(st.Channel("wins"), fmt.Sprint("Lunch, anybody? ", i))
		}
		before := st.Calls("conversations.history")
		time.Sleep(10 * time.Minute)
		if n := saidIn(st.Channel("wins"), "Acme call"); n != 1 {
			t.Errorf("the thanks stand %d times in the channel", n)
		}
		if pages := st.Calls("conversations.history") - before; pages < 6 {
			t.Errorf("coach looked through %d pages, which cannot have reached its message", pages)
		}
	})
}

// A look goes no further back than the attempt: what was said before is not
// read again.
func TestALookEndsAtTheAttempt(t *testing.T) {
	unwritten(t, setting{people: team, change: withoutDigest}, func(st *stage) {
		for i := range 500 {
			st.User("ana").SayIn(st.Channel("wins"), fmt.Sprint("Lunch, anybody? ", i))
		}
		time.Sleep(2 * time.Hour)
		st.Fail("chat.postMessage", 1, "fatal_error")
		st.thank("ben", "ana", "Wrote up the Acme call", "In the channel")
		time.Sleep(10 * time.Minute)
		if n := saidIn(st.Channel("wins"), "Acme call"); n != 1 {
			t.Errorf("the thanks stand %d times in the channel", n)
		}
		if pages := st.Calls("conversations.history"); pages != 1 {
			t.Errorf("coach looked through %d pages of a channel that was quiet since the attempt", pages)
		}
	})
}

// Coach dies after a post was taken, and is started with another channel for
// shout-outs: it looks where it posted, and posts nothing again.
func TestLookedForWhereItWasPosted(t *testing.T) {
	unwritten(t, setting{people: team, apart: true, change: withoutDigest}, func(st *stage) {
		kudos := st.AddChannel("kudos", sandbox.ChannelOptions{})
		after := st.killAfter("chat.postMessage")
		st.run()
		st.thank("ben", "ana", "Wrote up the Acme call", "In the channel")
		st.settle()
		st.config.DB, st.config.RecognitionChannel = after(), "#kudos"
		st.run()
		time.Sleep(10 * time.Minute)
		if old, other := saidIn(st.Channel("wins"), "Acme call"), saidIn(kudos, "Acme call"); old != 1 || other != 0 {
			t.Errorf("the thanks stand %d times in the old channel and %d times in the new one", old, other)
		}
	})
}

// A notice that cannot be drawn holds nobody else's up. Coach tries it again,
// ever more seldom, and gives it up after a day.
func TestOneNoticeCannotBeDrawn(t *testing.T) {
	unwritten(t, setting{people: team, errors: true, change: withoutDigest}, func(st *stage) {
		st.postBeside(practice.Shoutout{Entry: 4711}, practice.Thanks{Entry: 4711, To: 2})
		st.until(2, 8, 2)
		st.thank("ben", "ana", "Wrote up the Acme call", "In the channel")
		st.settle()
		if n := saidIn(st.Channel("wins"), "Acme call"); n != 1 {
			t.Errorf("the thanks stand %d times in the channel", n)
		}
		time.Sleep(30 * time.Hour)
		if tries := strings.Count(st.log.String(), "a notice cannot be drawn"); tries != 2*24 {
			t.Errorf("coach tried %d times to draw two notices, want 24 times each", tries)
		}
		if busy := st.busy(); busy {
			t.Error("the outbox still holds something to do")
		}
	})
}

// postBeside puts notices in the outbox as another command would.
func (st *stage) postBeside(notices ...practice.Notice) {
	st.t.Helper()
	st.beside(func(db *store.Store) error { return db.Post(st.t.Context(), notices...) })
}

// busy reports whether anything is still on its way.
func (st *stage) busy() (busy bool) {
	st.t.Helper()
	st.beside(func(db *store.Store) (err error) {
		busy, err = db.Busy(st.t.Context())
		return err
	})
	return busy
}

// beside opens the database beside coach.
func (st *stage) beside(do func(*store.Store) error) {
	st.t.Helper()
	db, err := store.Open(st.t.Context(), st.config.DB)
	if err == nil {
		err = do(db)
		db.Close()
	}
	if err != nil {
		st.t.Fatal(err)
	}
}
