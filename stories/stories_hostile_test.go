package stories

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"coach"

	"modernc.org/sqlite"

	"coach/practice"
	"coach/sandbox"
)

// team is Dana's, and Dana is at the top.
const team = `email,name,manager_email,time_zone
dana@example.com,Dana Ruiz,,Europe/London
ana@example.com,Ana Lima,dana@example.com,Europe/London
ben@example.com,Ben Okafor,dana@example.com,Europe/London
`

// Dana's finger slips: [Log] is pressed twice, and each press opens the form
// anew. What she then sends in one window and, from a form that is still open,
// in another is kept twice and counts once.
func TestPressedTwice(t *testing.T) {
	story(t, setting{people: team, change: withoutDigest}, func(st *stage) {
		st.until(2, 9, 0)
		dana, nudge := st.User("dana"), st.DM("dana").Last()
		atOnce(func() { nudge.Click(dana, "Log") }, func() { nudge.Click(dana, "Log") })
		desk := fillMeeting(dana.Modal(), "The Acme renewal")
		dana.OtherWindow()
		phone := fillMeeting(nudge.Click(dana, "Log").Modal(), "The Acme renewal")
		phone.Submit().Close()
		st.settle()
		dana.OtherWindow()
		desk.Submit().Close()
		st.settle()
	})
}

// Two things are done with one nudge at once: the form to log it and the form
// to skip it stand open in two windows. The one sent first counts.
func TestLoggedAndSkipped(t *testing.T) {
	story(t, setting{people: team, change: withoutDigest}, func(st *stage) {
		st.until(2, 9, 0)
		dana, nudge := st.User("dana"), st.DM("dana").Last()
		skip := nudge.Click(dana, "Skip").Modal()
		skip.Fill("What got in the way?", "Travel")
		dana.OtherWindow()
		st.logTeamMeeting("dana")
		dana.OtherWindow()
		skip.Submit().Close()
		st.settle()
	})
}

// atOnce lets two hands do something, the second before the first is answered.
func atOnce(first, second func()) {
	var hands sync.WaitGroup
	hands.Go(first)
	time.Sleep(time.Millisecond)
	hands.Go(second)
	hands.Wait()
}

func fillMeeting(form *sandbox.Modal, agenda string) *sandbox.Modal {
	return form.Fill("Agenda shared beforehand?", "Yes").Fill("What was on the agenda", agenda)
}

// thank fills in a recognition and sends it.
func (st *stage) thank(giver, receiver, what, where string) {
	st.t.Helper()
	form := st.User(giver).Command("/coach recognize @" + receiver).Modal()
	form.Fill("What did they do?", what).Fill("Which of our values does it show?", "Teamwork").
		Fill("What difference did it make?", "It worked out").Fill("Where to share it", where).Submit().Close()
}

// Two people thank Dana at the same moment. Both are heard, and what stands in
// the channel has nothing to press.
func TestTwoPeopleThankAtOnce(t *testing.T) {
	story(t, setting{people: team, change: withoutDigest}, func(st *stage) {
		atOnce(
			func() { st.thank("ana", "dana", "Took my late shift", "In the channel") },
			func() { st.thank("ben", "dana", "Opened the door at Acme", "In the channel") },
		)
		st.settle()
		for _, m := range st.Channel("wins").Messages() {
			if len(m.Buttons()) > 0 {
				st.t.Errorf("anybody in the channel can press %q", m.Buttons())
			}
		}
	})
}

// The channel for shout-outs is archived while coach runs. Both thanks are kept
// and their givers hear what became of them; the operator reads one warning.
func TestTheChannelIsArchived(t *testing.T) {
	story(t, setting{people: team, change: withoutDigest}, func(st *stage) {
		st.Channel("wins").Archive()
		st.thank("ben", "ana", "Rehearsed my demo with me", "In the channel")
		st.settle()
		st.thank("ana", "ben", "Wrote the tender in a day", "In the channel")
		st.settle()
		st.noteLog()
	})
}

// Somebody removes coach from the channel and invites it again.
func TestCoachIsRemovedFromTheChannel(t *testing.T) {
	story(t, setting{people: team, change: withoutDigest}, func(st *stage) {
		st.Channel("wins").Kick()
		st.thank("ben", "ana", "Rehearsed my demo with me", "In the channel")
		st.settle()
		st.Channel("wins").Invite()
		st.thank("ana", "ben", "Wrote the tender in a day", "In the channel")
		st.settle()
		st.noteLog()
	})
}

// A second copy is started by mistake: it says so and ends, and the first goes
// on.
func TestASecondCopyIsStarted(t *testing.T) {
	story(t, setting{people: team, change: withoutDigest}, func(st *stage) {
		err := coach.Run(context.WithoutCancel(st.t.Context()), st.config)
		if err == nil {
			st.t.Fatal("two copies run on one database")
		}
		st.Note("the second copy says: %s", strings.ReplaceAll(err.Error(), st.config.DB, "coach.db"))
		st.thank("ben", "ana", "Rehearsed my demo with me", "In the channel")
		st.until(2, 8, 46)
	})
}

// loud is what nobody may be pinged by, and what may not break a layout.
const loud = "<!channel> <@UANA00000> @here & | *bold* ~no~ `x` > 😀 "

// fill repeats a text up to a number of characters.
func fill(text string, n int) string {
	return string([]rune(strings.Repeat(text, n))[:n])
}

// What people are called and what they write comes back as they wrote it, as
// long as a field takes: nobody is pinged and nothing is drawn as markup.
func TestLoudWords(t *testing.T) {
	const people = `email,name,manager_email,time_zone
dana@example.com,*Dana* <!channel>,,Europe/London
ana@example.com,<!here|Ana> @here | Lima,dana@example.com,Europe/London
noa@example.com,נועה לוי,dana@example.com,Europe/London
fox@example.com,🦊 :tada: Fox,dana@example.com,Europe/London
`
	story(t, setting{people: people, change: withoutDigest}, func(st *stage) {
		dana := st.User("dana")
		for _, words := range []string{"", "<!channel>", "log " + loud, "log 1:1 @noa"} {
			dana.Command("/coach " + words)
		}
		dana.Modal().Click("More questions")
		dana.Modal().Fill("Where did the time go?", "Balanced").Fill("A strength to build on", loud).
			Fill("Action plan, in their words", fill(loud, practice.TextMax)).Fill("By when?", "2026-03-12").Fill("Who writes the plan?", "We wrote it together").
			Fill("Private note", fill(loud, practice.LongTextMax)).Submit().Close()
		form := dana.Command("/coach recognize").Modal()
		form.Fill("Who?", "@ana, @noa, @fox").Fill("What did they do?", fill(loud, practice.TextMax)).Fill("Which of our values does it show?", "Teamwork").
			Fill("What difference did it make?", loud).Fill("Where to share it", "In the channel").Submit().Close()
		st.settle()
		st.thank("ana", "noa", loud, "Just to them")
		dana.Say("thank fox for " + loud)
		st.settle()
		st.DM("dana").Last().Click(dana, "Open the form").Modal().Close()
		st.pauseUntil(5, 8, 40)
		st.until(5, 9, 0)
		skip := st.DM("dana").Last().Click(dana, "Skip").Modal()
		skip.Fill("What got in the way?", "Other").Fill("A few words", fill(loud, practice.TextMax)).Submit().Close()
		st.settle()
	})
}

// A team of thirty, each with a name of 80 characters: forms open, and what is
// due fits.
func TestATeamOfThirtyWithLongNames(t *testing.T) {
	const long = 80 // as much of a name as a line shows
	var people strings.Builder
	people.WriteString("email,name,manager_email,time_zone\ndana@example.com,Dana Ruiz,,Europe/London\n")
	for i := range 30 {
		fmt.Fprintf(&people, "r%02d@example.com,%s,dana@example.com,Europe/London\n", i, fill(fmt.Sprintf("Wilhelmina%02d-", i), long))
	}
	story(t, setting{people: people.String(), change: withoutDigest}, func(st *stage) {
		dana := st.User("dana")
		for _, what := range []string{"1:1 @r07", "in the moment", "team meeting"} {
			dana.Command("/coach log " + what).Modal().Close()
		}
		st.pauseUntil(5, 8, 40)
		st.until(5, 9, 0)
		dana.Command("/coach due")
	})
}

// pauseUntil stops coach for some days, which saves time, and starts it again.
func (st *stage) pauseUntil(day, hour, minute int) {
	st.t.Helper()
	st.end()
	st.Note("coach is stopped for some days")
	st.until(day, hour, minute)
	st.run()
}

// The disk is full when Dana sends her form. It stays open with all she wrote;
// once there is space she sends it again, and it is kept once.
func TestTheDiskIsFull(t *testing.T) {
	story(t, setting{people: team, change: withoutDigest, errors: true, apart: true}, func(st *stage) {
		d := disk{path: st.config.DB}
		watched.Store(&d)
		defer watched.Store(nil)
		st.run()
		form := st.User("dana").Command("/coach log 1:1 @ana").Modal()
		form.Click("More questions")
		form.Fill("Where did the time go?", "Balanced").Fill("A strength to build on", "Asks short questions").
			Fill("Action plan, in their words", "Two discovery calls").Fill("By when?", "2026-03-12").Fill("Who writes the plan?", "We wrote it together").
			Fill("Private note", fill("残りの空きより長いメモ。", 1400)) // three bytes each: more than a page
		d.resize(st.t, 1) // as small as what is on it
		st.Note("the disk is full")
		form.Submit()
		d.resize(st.t, 1<<30)
		st.Note("there is space again")
		form.Submit().Close()
		st.noteLog()
	})
}

// A disk is where a database is. It knows the connection that writes to it.
type disk struct {
	path   string
	writer sqlite.ExecQuerierContext
}

// watched is the disk of a story that resizes it; nil for none.
var watched atomic.Pointer[disk]

func init() {
	sqlite.RegisterConnectionHook(func(conn sqlite.ExecQuerierContext, name string) error {
		if d := watched.Load(); d != nil && strings.Contains(name, d.path) && strings.Contains(name, "_txlock=immediate") {
			d.writer = conn
		}
		return nil
	})
}

// resize gives the disk room for a number of pages, or for what is on it if
// that is more. It must not be called while anything is written.
func (d *disk) resize(t *testing.T, pages int) {
	t.Helper()
	if _, err := d.writer.ExecContext(t.Context(), fmt.Sprintf("PRAGMA max_page_count = %d", pages), nil); err != nil {
		t.Fatal(err)
	}
}
