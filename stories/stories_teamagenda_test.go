package stories

import (
	"testing"

	"coach/sandbox"
)

// emea has Dana choose a channel for her team, and say when and where it meets.
func (st *stage) emea(friday bool) {
	st.t.Helper()
	st.AddChannel("emea", sandbox.ChannelOptions{})
	form := st.User("dana").Command("/coach team").Modal().Click("Team's channel")
	_ = form
	m := st.User("dana").Modal().Fill("Your team's channel", "#emea").Fill("When does your team meet?", "Monday").Fill("At what time?", "10:00").Fill("Where?", "Room 4")
	if friday {
		m.Fill("When do thanks come there?", "Together, on Friday")
	}
	m.Submit().Close()
	st.settle()
}

// On Friday coach has drafted the agenda of Monday's meeting from what is in the
// way, what was thanked and what is open; Dana changes a line and posts it. The
// meeting's form knows it, and the news is not offered twice.
func TestAnAgendaIsPosted(t *testing.T) {
	story(t, setting{change: withoutDigest, server: true}, func(st *stage) {
		st.Cast("dana")
		dana := st.User("dana")
		st.until(2, 9, 0)
		st.emea(false)
		st.User("ana").Command("/coach obstacle Legal takes six weeks @ben").Modal().Submit().Close()
		st.thank("ben", "ana", "Wrote up the Acme call", "In the channel")
		form := dana.Command("/coach log team meeting").Modal()
		form.Fill("Agenda shared beforehand?", "No").Fill("What was on the agenda", "The week ahead").Fill("Actions", "Price list to the printer").Fill("By when?", "2026-03-20").Submit().Close()
		st.settle()
		for _, day := range []int{5, 10, 12} {
			st.until(day, 12, 0)
			dana.Command("/coach due")
		}
		st.until(13, 9, 0)
		form = st.DM("dana").Last().Click(dana, "Look at it").Modal()
		form.Submit().Close()
		st.settle()
		dana.Command("/coach agenda").Modal().Close()
		st.until(16, 11, 0)
		dana.Command("/coach log team meeting").Modal().Submit().Close()
		st.settle()
	})
}

// Customer news stands in the next agenda and in no other. What Dana hears after
// she has posted it waits for next week's.
func TestNewsIsPassedOnOnce(t *testing.T) {
	story(t, setting{change: withoutDigest}, func(st *stage) {
		dana := st.User("dana")
		heard := func(who, news string) {
			form := observed(dana.Command("/coach log observation @" + who).Modal())
			if who == "ana" { // the second form is open as far as the first one was
				form.Click("More questions")
			}
			form.Fill("What they did well", "Let the buyer talk").Fill("One thing to improve", "Ask one question at a time").Fill("Their next step", "Write three questions").
				Fill("Customer or market news worth sharing", news).Submit().Close()
			st.settle()
		}
		st.until(6, 9, 0)
		heard("ana", "Acme hires a new buyer")
		st.Cast("dana")
		dana.Command("/coach agenda").Modal().Submit().Close()
		st.settle()
		heard("ben", "Northwind moves to Leeds")
		st.until(13, 12, 0)
		dana.Command("/coach agenda").Modal().Close()
	})
}

// An agenda that Dana takes back is gone from the channel, and was not shared.
func TestAnAgendaTakenBack(t *testing.T) {
	story(t, setting{change: withoutDigest}, func(st *stage) {
		st.Cast("dana")
		dana := st.User("dana")
		st.until(6, 9, 0)
		form := dana.Command("/coach agenda").Modal()
		form.Fill("What's on the agenda?", "Pricing\nWho helped whom").Submit().Close()
		st.settle()
		dana.Command("/coach agenda").Modal().Click("Take it back")
		st.settle()
		dana.Modal().Close()
		st.until(9, 11, 0)
		dana.Command("/coach log team meeting").Modal().Close()
	})
}

// On Friday afternoon the team reads its good news of the week in one message:
// thanks, and what is out of the way. Who hid their name is nowhere in it.
func TestFridayGoodNews(t *testing.T) {
	story(t, setting{change: withoutDigest, server: true}, func(st *stage) {
		st.Cast("ana")
		st.until(2, 9, 0)
		st.emea(true)
		st.thank("ben", "ana", "Wrote up the Acme call", "In the channel")
		st.thank("dana", "cy", "Stayed late with the customer", "Just to them")
		st.User("ana").Command("/coach obstacle Legal takes six weeks @ben").Modal().Submit().Close()
		st.User("cy").Command("/coach obstacle My name is not said @ben").Modal().Fill("Your name", "Show my name to the owner only").Submit().Close()
		st.settle()
		for range 2 {
			st.User("ben").Command("/coach obstacles").Modal().Click("Open")
			st.settle()
			st.User("ben").Modal().Click("Resolve")
			st.settle()
			st.User("ben").Modal().Fill("What happened?", "Removed").Fill("In one line, for the person who raised it", "Done").Submit().Close()
			st.settle()
			st.User("ben").Modal().Close()
		}
		st.DM("ana").Last().Click(st.User("ana"), "Yes, it's gone")
		st.DM("cy").Last().Click(st.User("cy"), "Yes, it's gone")
		st.until(6, 16, 0)
		st.until(13, 16, 0)
	})
}
