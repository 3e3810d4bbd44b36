package stories

import "testing"

// Dana reviews what is in the way with her team: what Ana raised and Ben owns is
// resolved, which both hear; what nobody owns she takes; a third one that comes
// up she raises on the spot, with Cy as its owner.
func TestAnObstacleReviewWithThree(t *testing.T) {
	story(t, setting{change: withoutDigest, server: true}, func(st *stage) {
		st.Cast("dana", "ana", "ben", "cy")
		dana := st.User("dana")
		st.until(2, 10, 0)
		st.User("ana").Command("/coach obstacle Legal takes six weeks @ben").Modal().Submit().Close()
		st.User("cy").Command("/coach obstacle The demo account has no data").Modal().Submit().Close()
		st.settle()
		st.until(4, 15, 0)
		form := dana.Command("/coach log obstacle review").Modal()
		form.Fill("Legal takes six weeks", "Resolved").Fill("The demo account has no data", "I'll take it").
			Fill("New obstacle", "The price list is out of date").Fill("Who will remove it?", "Cy Young").Fill("By when?", "2026-03-13").Submit().Close()
		st.settle()
		dana.Command("/coach log obstacle review").Modal().Close()
		dana.Command("/coach history").Modal().ClickNth("Edit", 1)
		dana.Modal().Close()
		st.until(5, 9, 0)
	})
}

// A manager who notes on a late day that something is in the way of somebody is
// offered to raise it. The option doesn't say what it is, and what else stands in
// the form is for the two of them: the manager says it in other words.
func TestACauseMadeAnObstacle(t *testing.T) {
	withPlans(t, danasTeam, []string{"observation"}, func(st *stage) {
		st.Cast("dana", "priya")
		dana := st.User("dana")
		st.until(9, 10, 0)
		form := dana.Command("/coach log observation @ana").Modal()
		form.Fill("When did it happen?", "2026-03-05").Fill("What did you observe?", "Live call-along").Fill("What they did well", "Asked short questions").
			Fill("One thing to improve", "Look up the price before the call").Fill("Their next step", "Look up three prices").
			Fill("What is behind it?", "Something is in the way").Submit()
		st.settle()
		dana.Modal().Click("Make it an obstacle")
		dana.Modal().Fill("What is in the way?", "Nobody can find the price list").Submit().Close()
		st.settle()
		st.until(10, 10, 0)
	})
}

// What a form names that another function must do becomes an obstacle with one
// press: a private note is read above an empty line.
func TestMadeAnObstacle(t *testing.T) {
	story(t, setting{apart: true, change: withoutDigest}, func(st *stage) {
		st.publish(switched(true, "proactive_touch"))
		st.run()
		st.Cast("dana")
		dana := st.User("dana")
		st.until(2, 10, 0)
		form := dana.Command("/coach log walkabout @ana").Modal()
		form.Fill("Who did you connect with this week?", "Ana Lima").Fill("Anything you heard that needs action?", "Billing sends the wrong invoices").Submit()
		st.settle()
		dana.Modal().Click("Make it an obstacle")
		dana.Modal().Fill("What is in the way?", "Invoices are wrong").Submit().Close()
		st.settle()
	})
}
