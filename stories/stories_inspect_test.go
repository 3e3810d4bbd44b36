package stories

import (
	"testing"

	"coach"
	"coach/bot/view"
	"coach/sandbox"
)

// Priya has her team's week sent to her on Mondays. Eli reads on Friday what it
// is going to say of him, and says why; Priya reads both, sees what is behind
// the number, offers help, and opens her review of it with whom it suggests. A
// week later she is asked whether it helped, whomever she has chosen since.
func TestTheLeadersMonday(t *testing.T) {
	story(t, setting{people: company, change: withoutDigest}, func(st *stage) {
		st.publishOnly("team_meeting", "inspect_review")
		priya, eli := st.User("priya"), st.User("eli")
		st.until(2, 10, 0)
		priya.Command("/coach settings").Modal().Fill("Your team's week", "Monday").Submit().Close()
		for _, day := range []int{3, 6} {
			st.until(day, 11, 0)
			eli.Command("/coach due")
		}
		for _, day := range []int{9, 16} {
			st.until(day, 11, 0)
			st.logTeamMeeting("dana")
			st.logTeamMeeting("priya")
			eli.Command("/coach due")
		}
		st.until(20, 9, 0)
		st.DM("eli").Last().Click(eli, "Add a comment").Modal().Fill("Your comment", "Month-end close ate my Mondays.").Submit().Close()
		st.until(23, 9, 30)
		digest := st.DM("priya").Last()
		digest.Click(priya, "Offer help").Modal().Close()
		digest.Click(priya, "Show the table")
		digest.Click(priya, "Why this number?").Modal().Close()
		for _, action := range []string{view.ActionDigestTable, view.ActionDigestWhy, view.ActionDigestReached} {
			st.press("dana", action, "2/2026-03-22") // a forged press: the digest is Priya's alone
		}
		priya.Command("/coach report @eli month")
		st.settle()
		priya.Command("/coach report company")
		priya.Command("/coach log inspect").Modal().Fill("How will you help?", "Run the first half of his meeting").
			Fill("Spot check: I asked one coached person how it went", "Not this week").Submit().Close()
		st.until(30, 9, 30)
		digest = st.DM("priya").Last()
		priya.Command("/coach log inspect").Modal().Fill("Who will you help this week?", "Dana Ruiz").Fill("How will you help?", "Take a call for her").
			Fill("Spot check: I asked one coached person how it went", "They found it useful").Submit().Close()
		st.settle()
		digest.Click(priya, "Yes") // what she chose last week, and not today
		priya.Command("/coach settings").Modal().Fill("Your team's week", "Not for now").Submit().Close()
		st.until(37, 9, 30)
	})
}

// Priya's week and her digest fall on the same Monday. At a quarter to nine she
// gets nothing: at nine the digest carries her week. What she does from it is
// seen in it, and the rest stays as it was said, whatever is logged later and
// though she stops the digest. A week later her week comes at a quarter to nine.
func TestTheLeadersMondayIsOneMessage(t *testing.T) {
	story(t, setting{people: company, change: withoutDigest, server: true}, func(st *stage) {
		st.publishOnly("team_meeting", "inspect_review")
		priya := st.User("priya")
		st.until(2, 10, 0)
		priya.Command("/coach settings").Modal().Fill("Your team's week", "Monday").Submit().Close()
		st.until(3, 11, 0)
		st.logTeamMeeting("dana")
		st.User("dana").Command("/coach obstacle").Modal().Fill("What is in the way?", "Pricing approval takes a week").Submit().Close()
		st.until(9, 8, 50)
		st.until(9, 9, 1)
		monday := st.DM("priya").Last()
		monday.Click(priya, "Plan my week").Modal().Close()
		st.logTeamMeeting("priya")
		priya.Command("/coach settings").Modal().Fill("Your team's week", "Not for now").Submit().Close()
		priya.Command("/coach log inspect").Modal().Fill("Who will you help this week?", "Eli Katz").Fill("How will you help?", "Run the first half of his meeting").
			Fill("Spot check: I asked one coached person how it went", "Not this week").Submit().Close()
		monday.Click(priya, "I'll take it").Modal().Submit().Close()
		st.until(16, 9, 30)
	})
}

// Priya stops her digest at five to nine, and her week, which waited for it, comes
// by itself with the next beat. A week later Slack fails at nine, and the
// digest that carries her week is stopped meanwhile: it is dropped, and the week
// comes alone.
func TestTheLeadersWeekGoesAlone(t *testing.T) {
	story(t, setting{people: company, change: withoutDigest}, func(st *stage) {
		st.publishOnly("team_meeting", "inspect_review")
		priya := st.User("priya")
		st.until(2, 10, 0)
		priya.Command("/coach settings").Modal().Fill("Your team's week", "Monday").Submit().Close()
		st.until(9, 8, 55)
		priya.Command("/coach settings").Modal().Fill("Your team's week", "Not for now").Submit().Close()
		st.until(10, 9, 30)
		priya.Command("/coach settings").Modal().Fill("Your team's week", "Monday").Submit().Close()
		st.until(16, 8, 59)
		st.Fail("chat.postMessage", 1, "fatal_error")
		st.until(16, 9, 0)
		st.Note("the digest with her week may have arrived or not")
		priya.Command("/coach settings").Modal().Fill("Your team's week", "Not for now").Submit().Close()
		st.until(16, 9, 30)
	})
}

// Two owners give channels digests: about the company and about Priya's people.
// They change and stop them, at once too, and hear what is in the way.
func TestDigestsInChannels(t *testing.T) {
	story(t, setting{people: company, change: func(c *coach.Config) {
		withoutDigest(c)
		c.Owners = "carla@example.com, priya@example.com"
	}}, func(st *stage) {
		st.publishOnly("team_meeting")
		st.AddChannel("north", sandbox.ChannelOptions{})
		st.AddChannel("secret", sandbox.ChannelOptions{Private: true, Members: []string{"carla"}})
		carla, priya := st.User("carla"), st.User("priya")
		st.until(6, 10, 0)
		list := carla.Command("/coach settings").Modal().Click("Digests in channels")
		form := list.Click("Add a digest")
		form.Fill("Whose organisation is it about?", "Ana Lima").Fill("Channel", "#leaders").Submit()
		form.Fill("Whose organisation is it about?", "Carla Stone").Fill("Channel", "#secret").Submit()
		form.Fill("Channel", "#leaders").Submit()
		st.settle()
		add := func(u *sandbox.User) *sandbox.Modal {
			return u.Modal().Click("Add a digest").Fill("Whose organisation is it about?", "Dana Ruiz").Fill("Channel", "#north").Fill("Time", "08:30")
		}
		add(carla).Submit()
		st.settle()
		add(carla).Fill("Day", "Friday").Submit() // there is one already
		carla.Modal().Close()
		theirs := priya.Command("/coach settings").Modal().Click("Digests in channels").ClickNth("Change", 2)
		ours := carla.Modal().ClickNth("Change", 2)
		ours.Fill("Day", "Tuesday").Submit()
		st.settle()
		theirs.Fill("Time", "10:00").Submit()
		priya.Modal().Submit() // she has read what Carla did
		st.settle()
		priya.Modal().Close()
		st.until(9, 9, 30)
		st.User("carla").Modal().Close()
		list = carla.Command("/coach settings").Modal().Click("Digests in channels")
		list.ClickNth("Change", 1).Fill("Day", "Tuesday").Submit() // this week is told already
		st.settle()
		st.Channel("north").Archive()
		st.until(10, 9, 30)
		carla.Modal().Close()
		list = carla.Command("/coach settings").Modal().Click("Digests in channels")
		list.ClickNth("Stop", 2)
		st.settle()
		carla.Modal().Close()
		st.until(17, 9, 30)
	})
}

// Too few meet their teams for three managers to be to blame. An owner presses
// what a digest offers instead, reads what it comes to and publishes it; a
// leader who owns nothing can suggest it.
func TestAPracticeToLookAt(t *testing.T) {
	story(t, setting{people: company + finns, change: func(c *coach.Config) {
		withoutDigest(c)
		c.Owners = "carla@example.com"
	}}, func(st *stage) {
		st.publishOnly("team_meeting")
		carla, priya := st.User("carla"), st.User("priya")
		st.until(13, 10, 0)
		for _, u := range []*sandbox.User{carla, priya} {
			u.Command("/coach settings").Modal().Fill("Your team's week", "Monday").Fill("Your team's week, at what time?", "09:15").Submit().Close()
		}
		st.until(23, 9, 30)
		digest := st.DM("carla").Last()
		digest.Click(carla, "Pause")
		carla.Modal().Click("Drop").Close()
		st.settle()
		digest.Click(carla, "Every two weeks")
		carla.Modal().Submit()
		st.settle()
		carla.Modal().Fill("Why are you changing this?", "Weekly was too much for five teams").Submit().Close()
		st.settle()
		digest.Click(carla, "Every two weeks") // it is no longer what the playbook says
		carla.Modal().Close()
		st.DM("priya").Last().Click(priya, "Suggest a change").Modal().Fill("What would you change, and why?", "Every two weeks would do").Submit().Close()
		st.settle()
		priya.Command("/coach report")
		st.settle()
	})
}

// finns is one more team below Priya.
const finns = "finn@example.com,Finn Dahl,priya@example.com,Europe/London\ngus@example.com,Gus Moor,finn@example.com,Europe/London\n"
