package stories

import (
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"coach"
	"coach/sandbox"
)

// notePrinted tells what whoever runs coach has read since the last start.
func (st *stage) notePrinted() {
	for line := range strings.Lines(st.out.String()) {
		st.Note("coach run prints: %s", strings.TrimSpace(line))
	}
	st.out.Reset()
}

// again stops coach, has something change while it is down, and starts it.
func (st *stage) again(change func()) {
	st.end()
	time.Sleep(time.Minute) // Slack has noticed, and sends coach nothing
	synctest.Wait()
	change()
	st.run()
	st.notePrinted()
}

// The channels and people that are named where coach runs are renamed, archived,
// closed to coach, and get other addresses. coach starts each time, says one line
// of each, and goes on with what it knew.
func TestNamesFixedWhereCoachRuns(t *testing.T) {
	named := func(c *coach.Config) { c.Owners = "carla@example.com" }
	story(t, setting{change: named}, func(st *stage) {
		st.notePrinted()
		wins, leaders := st.Channel("wins"), st.Channel("leaders")
		st.again(func() { wins.Rename("kudos") })
		form := st.User("ben").Command("/coach recognize @ana").Modal()
		form.Fill("What did they do?", "Stayed late to rehearse my demo with me").
			Fill("Which of our values does it show?", "Teamwork").
			Fill("What difference did it make?", "The customer said yes on the spot").
			Fill("Where to share it", "In the channel").Submit().Close()
		st.settle()
		st.again(wins.Archive)
		st.again(leaders.Kick)
		st.again(func() {
			leaders.Invite()
			st.User("carla").ChangeEmail("carla.stone@example.com")
		})
		st.User("carla").Command("/coach settings")
		st.settle()
		st.again(st.User("carla").Deactivate)
	})
}

// A name that never meant anything is refused, as it was before the first start
// that understood it.
func TestANameThatNeverMeantAnything(t *testing.T) {
	for want, change := range map[string]func(*coach.Config){
		"coach can't see a channel #winz":               func(c *coach.Config) { c.RecognitionChannel = "#winz" },
		"the digest's root person is not in the people": func(c *coach.Config) { c.DigestRoot = "carlo@example.com" },
		"COACH_OWNERS matches nobody":                   func(c *coach.Config) { unset(c); c.Owners = "carlo@example.com, zoe@example.org" },
	} {
		said, ended := begun(t, func(st *stage) { change(&st.config) }, 0)
		if ended == nil || !strings.Contains(ended.Error(), want) {
			t.Errorf("coach ends with %v, want %s; it said\n%s", ended, want, said)
		}
	}
}

// Whoever the digest is about leaves: no numbers are sent, and the owners hear of
// it in the one message that day that tells of coach itself. Slack then takes no
// direct messages of the app: the operator reads it once, not once a person, and
// an owner on their Home.
func TestWhatOwnersMustKnow(t *testing.T) {
	named := func(c *coach.Config) { c.Owners = "priya@example.com" }
	story(t, setting{change: named, start: time.Date(2026, 3, 6, 18, 0, 0, 0, time.UTC)}, func(st *stage) {
		st.User("carla").Deactivate()
		st.again(func() {})
		st.until(9, 9, 10)
		st.Fail("chat.postMessage", 20, "messages_tab_disabled")
		st.until(10, 9, 10)
		st.User("priya").OpenHome()
		st.noteLog()
		st.Mend()
		st.until(11, 9, 10)
		st.User("priya").OpenHome()
		st.settle()
	})
}

// Where nobody is left whom COACH_OWNERS names, the admins of the workspace hear
// of it, once.
func TestNoOwnerIsLeft(t *testing.T) {
	named := func(c *coach.Config) { c.Owners = "zoe@example.com" }
	story(t, setting{change: named, apart: true, people: "email,name,manager_email,time_zone\ncarla@example.com,Carla Stone,,Europe/London\ndana@example.com,Dana Ruiz,carla@example.com,Europe/London\n"}, func(st *stage) {
		st.addAdmin("zoe", "Zoe Adler")
		st.addAdmin("yan", "Yan Wu")
		st.run()
		st.again(st.User("zoe").Deactivate)
		st.until(4, 9, 0)
		st.User("yan").Command("/coach settings")
		st.settle()
	})
}

// The first hours: set-up refuses a digest about somebody who takes no part, a
// stranger gets one answer whatever they ask, an owner without people is told
// where to begin, and owners and managers see when the first message comes and
// what it will look like.
func TestFirstHours(t *testing.T) {
	story(t, setting{apart: true, change: unset, start: time.Date(2026, 3, 6, 18, 0, 0, 0, time.UTC)}, func(st *stage) {
		st.addAdmin("zoe", "Zoe Adler")
		st.AddPerson(sandbox.Person{Handle: "quinn", Name: "Quinn Hale", Zone: "Europe/London"})
		st.run()
		zoe := st.User("zoe")
		form := zoe.Command("/coach").Click("Set up coach").Modal()
		form.Fill("Channel for shout-outs", "#wins").Fill("Channel for the weekly digest", "#leaders").
			Fill("Whose organisation is it about?", "Zoe Adler").Submit()
		form.Fill("Whose organisation is it about?", "Carla Stone").Submit().Submit().Close()
		st.settle()
		zoe.OpenHome().Click("Show me").Modal().Close()
		home := st.User("dana").OpenHome()
		home.Click("Show me").Modal().Close()
		st.User("ana").OpenHome()
		quinn := st.User("quinn")
		for _, asked := range []string{"/coach", "/coach due", "/coach playbook", "/coach excuse"} {
			quinn.Command(asked)
		}
		quinn.OpenHome()
		quinn.Say("due")
		st.settle()
		st.until(9, 9, 10)
		st.User("dana").OpenHome()
		zoe.OpenHome()
	})
}

// Where no people file was imported, an owner begins with their own team.
func TestFirstHoursWithoutPeople(t *testing.T) {
	story(t, setting{apart: true, change: unset, people: "email,name,manager_email,time_zone\nana@example.com,Ana Lima,,\n"}, func(st *stage) {
		st.addAdmin("zoe", "Zoe Adler")
		st.AddPerson(sandbox.Person{Handle: "quinn", Name: "Quinn Hale", Zone: "Europe/London"})
		st.config.DB += ".new"
		st.run()
		zoe := st.User("zoe")
		form := zoe.Command("/coach").Click("Set up coach").Modal()
		form.Fill("Channel for shout-outs", "#wins").Fill("Channel for the weekly digest", "#leaders").Submit()
		form.Fill("Channel for the weekly digest", "").Submit().Submit().Close()
		home := zoe.OpenHome()
		home.Click("My team").Modal().Fill("Who else reports to you?", "Quinn Hale").Submit().Close()
		st.settle()
		st.DM("quinn").Last().Click(st.User("quinn"), "Yes")
		st.settle()
		zoe.OpenHome()
	})
}
