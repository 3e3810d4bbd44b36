package stories

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"coach"

	"coach/sandbox"
)

// unset is a workspace in which nothing is decided yet, and an admin: Zoe, who
// is not in the people file.
func unset(c *coach.Config) {
	c.RecognitionChannel, c.DigestChannel, c.DigestRoot, c.TimeZone = "", "", "", ""
}

func (st *stage) addAdmin(handle, name string) {
	st.AddPerson(sandbox.Person{Handle: handle, Name: name, Zone: "Europe/London", Admin: true})
}

// From a fresh install to published without leaving Slack: both forms, a
// manager's first morning, and a change later.
func TestSetUpInSlack(t *testing.T) {
	story(t, setting{apart: true, change: unset}, func(st *stage) {
		st.addAdmin("zoe", "Zoe Adler")
		st.AddChannel("partners", sandbox.ChannelOptions{Shared: true})
		st.AddChannel("praise", sandbox.ChannelOptions{})
		st.AddChannel("secret", sandbox.ChannelOptions{Private: true, Members: []string{"zoe"}})
		st.run()
		if said := st.out.String(); !strings.Contains(said, "coach is connected. Now type /coach in Slack to set it up.") {
			t.Errorf("coach says %q", said)
		}
		st.until(2, 9, 0) // nobody hears anything
		st.User("dana").Command("/coach due")
		zoe := st.User("zoe")
		form := zoe.Command("/coach").Click("Set up coach").Modal()
		form.Fill("Channel for shout-outs", "#partners").Fill("Channel for the weekly digest", "#secret").
			Fill("Your organisation's time zone", "London").Submit()
		form.Fill("Channel for shout-outs", "#wins").Fill("Channel for the weekly digest", "#leaders").
			Fill("Your organisation's time zone", "Europe/London").
			Fill("First month of the fiscal year", "April")
		core := form.Submit()
		core.Submit().Close()
		st.settle()
		st.User("dana").Command("/coach")
		st.until(3, 9, 0)
		st.User("dana").Command("/coach settings")
		zoe.Command("/coach settings").Modal().Click("Digests in channels").Click("Stop")
		st.settle()
		zoe.Modal().Close()
		later := zoe.Command("/coach settings").Modal().Click("Everyone's settings")
		later.Fill("Channel for shout-outs", "#praise").
			Fill("Working days", "Monday, Tuesday, Wednesday, Thursday").Submit().Close()
		st.settle()
		thanks := st.User("ben").Command("/coach recognize @ana").Modal()
		thanks.Fill("What did they do?", "Stayed late to rehearse my demo with me").
			Fill("Which of our values does it show?", "Teamwork").
			Fill("What difference did it make?", "The customer said yes on the spot").
			Fill("Where to share it", "In the channel").Submit().Close()
		st.settle()
	})
}

// What was decided in Slack outlives a restart, and a channel that takes nothing
// any more does not keep coach from running.
func TestDecidedInSlackAndStartedAgain(t *testing.T) {
	story(t, setting{apart: true, change: unset}, func(st *stage) {
		st.addAdmin("zoe", "Zoe Adler")
		st.run()
		st.User("zoe").Command("/coach").Click("Set up coach").Modal().Fill("Channel for shout-outs", "#wins").Submit().Submit().Close()
		st.end()
		st.Channel("wins").Archive()
		st.run()
		for line := range strings.Lines(st.out.String()) {
			st.Note("coach run prints: %s", strings.TrimSpace(line))
		}
		st.User("dana").Command("/coach")
	})
}

// Where the playbook takes more of somebody than they have, the set-up asks
// twice.
func TestSetUpAsksTwice(t *testing.T) {
	people := "email,name,manager_email,time_zone\ndana@example.com,Dana Ruiz,,Europe/London\n"
	for name := 'a'; name < 'z'; name++ {
		people += fmt.Sprintf("rep%c@example.com,Rep %c,dana@example.com,Europe/London\n", name, name)
	}
	story(t, setting{apart: true, people: people, change: unset}, func(st *stage) {
		st.addAdmin("zoe", "Zoe Adler")
		st.run()
		core := st.User("zoe").Command("/coach").Click("Set up coach").Modal().Fill("Channel for shout-outs", "#wins").Submit()
		core.Submit().Fill("Publish anyway?", "Yes, publish this much").Submit().Close()
		st.settle()
	})
}

// Two admins begin at once; the one who was second takes over when the first
// let it lie for a day. A rep's words before that lead nowhere.
func TestTwoAdminsAtOnce(t *testing.T) {
	story(t, setting{apart: true, change: unset}, func(st *stage) {
		st.addAdmin("zoe", "Zoe Adler")
		st.addAdmin("yan", "Yan Wu")
		st.run()
		zoe, yan := st.User("zoe"), st.User("yan")
		first, second := zoe.Command("/coach"), yan.Command("/coach")
		form := first.Click("Set up coach").Modal()
		second.Click("Set up coach")
		yan.Command("/coach due")
		form.Fill("Channel for shout-outs", "#wins").Submit()
		zoe.Modal().Close()
		zoe.Modal().Close()
		zoe.Command("/coach")
		st.until(3, 9, 0)
		taken := yan.Command("/coach").Click("Take over").Modal()
		zoe.Command("/coach")
		taken.Submit().Submit().Close()
		first.Click("Set up coach")
		zoe.Command("/coach settings")
		st.settle()
	})
}

// Where whoever runs coach has named the owners, only they set it up.
func TestSetUpByOwnersOnly(t *testing.T) {
	named := func(c *coach.Config) {
		unset(c)
		c.Owners = "Carla@example.com"
	}
	story(t, setting{apart: true, change: named}, func(st *stage) {
		st.addAdmin("zoe", "Zoe Adler")
		st.run()
		st.User("zoe").Command("/coach")
		carla := st.User("carla")
		form := carla.Command("/coach").Click("Set up coach").Modal()
		form.Fill("Channel for shout-outs", "#wins").Submit().Submit().Close()
		st.User("zoe").Command("/coach settings")
		carla.Command("/coach settings")
		st.settle()
	})
}

// Home shows what waits, and follows what is done there and elsewhere.
func TestHomeTab(t *testing.T) {
	story(t, setting{change: func(c *coach.Config) { c.Owners = "dana@example.com" }}, func(st *stage) {
		dana := st.User("dana")
		home := dana.OpenHome()
		home.Click("Log").Modal().Fill("Agenda shared beforehand?", "Yes").Fill("What was on the agenda", "The week").Submit().Close()
		st.settle()
		st.logMoment("dana", "Ana Lima")
		home.Click("Settings").Modal().Close()
		expected := home.Click("What's expected of me").Modal()
		expected.Click("History")
		dana.Modal().Close()
		expected.Click("Change the playbook").Close()
		home.Click("I'm away").Modal().Fill("First day", "2026-03-04").Fill("Last day", "2026-03-05").Submit().Close()
		st.settle()
		home.Click("My team").Modal().Close()
		ana := st.User("ana")
		ana.OpenHome().Click("Thank somebody").Modal().Close()
		ana.Command("/coach").Click("What's expected of me")
		st.settle()
	})
}

// A Home before coach is set up.
func TestHomeBeforeSetUp(t *testing.T) {
	story(t, setting{apart: true, change: unset}, func(st *stage) {
		st.addAdmin("zoe", "Zoe Adler")
		st.run()
		st.User("dana").OpenHome()
		home := st.User("zoe").OpenHome()
		home.Click("Set up coach").Modal().Fill("Channel for shout-outs", "#wins").Submit().Submit().Close()
		time.Sleep(time.Minute)
		home.Click("Settings").Modal().Close()
	})
}

// A channel comes to be shared with another company: nothing about people is
// said there any more, and those concerned hear of it.
func TestAChannelIsSharedLater(t *testing.T) {
	story(t, setting{change: func(c *coach.Config) { c.Owners = "carla@example.com" }}, func(st *stage) {
		st.Channel("wins").Share()
		form := st.User("ben").Command("/coach recognize @ana").Modal()
		form.Fill("What did they do?", "Stayed late to rehearse my demo with me").
			Fill("Which of our values does it show?", "Teamwork").
			Fill("What difference did it make?", "The customer said yes on the spot").
			Fill("Where to share it", "In the channel").Submit().Close()
		st.settle()
		st.User("carla").OpenHome()
		st.noteLog()
	})
}
