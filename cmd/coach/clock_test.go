package main

import (
	"runtime/debug"
	"strings"
	"testing"
	"time"

	"coach"
)

// A machine whose clock shows next year for some minutes, over a start of coach:
// nothing that was sent is edited, and the next morning comes as on any day.
func TestAClockOfNextYear(t *testing.T) {
	var wrong bool
	own := func(c *coach.Config) {
		c.DigestRoot, c.OwnTime, c.Built = "dana@example.com", true, monday.AddDate(0, 0, -1)
		c.Now = func() time.Time {
			if wrong {
				return time.Now().AddDate(1, 1, 0)
			}
			return time.Now()
		}
	}
	people := strings.ReplaceAll(pair, "ZONE", "Europe/London")
	story(t, setting{people: people, change: own, errors: true, start: monday.AddDate(0, 0, 1)}, func(st *stage) {
		st.until(3, 12, 0)
		st.Note("the clock shows next year, and coach starts again")
		wrong = true
		time.Sleep(2 * time.Minute)
		st.end()
		st.run()
		time.Sleep(2 * time.Minute)
		st.noteLog()
		wrong = false
		st.Note("the clock is right")
		st.until(4, 9, 0)
	})
}

// A clock that shows a day before coach was written is not believed, whatever
// Slack's shows.
func TestAClockBeforeTheBuild(t *testing.T) {
	t.Parallel()
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

func TestTheTimeOfTheCommit(t *testing.T) {
	if at := commitTime([]debug.BuildSetting{{Key: "vcs", Value: "git"}, {Key: "vcs.time", Value: "2026-03-02T08:00:00Z"}}); !at.Equal(monday) {
		t.Error(at)
	}
	for _, settings := range [][]debug.BuildSetting{nil, {{Key: "vcs.time", Value: "yesterday"}}} {
		if at := commitTime(settings); !at.IsZero() {
			t.Errorf("%v is %v", settings, at)
		}
	}
}
