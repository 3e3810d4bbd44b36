package stories

import (
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"coach"
)

// A machine whose clock shows next year for some minutes, over a start of coach:
// nothing that was sent is edited, and the next morning comes as on any day.
func TestAClockOfNextYear(t *testing.T) {
	var wrong atomic.Bool // read by the beat
	own := func(c *coach.Config) {
		c.DigestRoot, c.OwnTime, c.Built = "dana@example.com", true, monday.AddDate(0, 0, -1)
		c.Now = func() time.Time {
			if wrong.Load() {
				return time.Now().AddDate(1, 1, 0)
			}
			return time.Now()
		}
	}
	people := strings.ReplaceAll(pair, "ZONE", "Europe/London")
	story(t, setting{people: people, change: own, errors: true, start: monday.AddDate(0, 0, 1)}, func(st *stage) {
		st.until(3, 12, 0)
		st.Note("the clock shows next year, and coach starts again")
		wrong.Store(true)
		time.Sleep(2 * time.Minute)
		st.end()
		st.run()
		time.Sleep(2 * time.Minute)
		st.noteLog()
		wrong.Store(false)
		st.Note("the clock is right")
		st.until(4, 9, 0)
	})
}

// A first start by a clock of next year publishes the playbook all the same, and
// for today.
func TestAFirstStartNextYear(t *testing.T) {
	var wrong atomic.Bool // read by the beat
	wrong.Store(true)
	own := func(c *coach.Config) {
		c.OwnTime = true
		c.Now = func() time.Time {
			if wrong.Load() {
				return time.Now().AddDate(1, 0, 0)
			}
			return time.Now()
		}
	}
	unwritten(t, setting{change: own, errors: true}, func(st *stage) {
		st.until(2, 12, 0)
		if strings.Contains(st.Transcript(), "Good morning") {
			t.Error("messages were sent by a clock of next year")
		}
		wrong.Store(false)
		st.until(3, 9, 30)
		if !strings.Contains(st.Transcript(), "Good morning Dana") {
			t.Errorf("no morning once the clock is right:\n%s", st.Transcript())
		}
	})
}

// A clock that shows a day before coach was written is not believed, whatever
// Slack's shows.
func TestAClockBeforeTheBuild(t *testing.T) {
	own := func(c *coach.Config) { c.OwnTime, c.Built = true, monday.AddDate(0, 0, 2) }
	unwritten(t, setting{change: own, errors: true}, func(st *stage) {
		st.until(2, 9, 30)
		if said := st.log.String(); strings.Count(said, "before this coach was built") != 1 || strings.Contains(st.Transcript(), "Good") {
			t.Errorf("the operator reads:\n%s", said)
		}
		st.until(4, 9, 30)
		if !strings.Contains(st.Transcript(), "Good morning Dana") {
			t.Error("the morning does not come once the day can be")
		}
	})
}
