package stories

import "testing"

// observed logs an observation of somebody's, as Dana fills it in.
func (st *stage) observed(who string) {
	st.t.Helper()
	form := st.User("dana").Command("/coach log observation " + who).Modal()
	form.Fill("What did you observe?", "Live call-along").Fill("What they did well", "Asked short questions").
		Fill("One thing to improve", "Open with the budget").Fill("Their next step", "Open with the budget twice").Submit().Close()
	st.settle()
}

// Dana logs an observation with Ana and one with Ben. Each is asked about it the
// next working morning, once, inside their one message. Ana says yes in one tap,
// and what it was worth, and reads later what she said. Ben doesn't remember it: Dana alone hears so, with what
// she can do, and keeps it; then Ben looks again.
func TestDoesItMatch(t *testing.T) {
	story(t, setting{change: withoutDigest, server: true}, func(st *stage) {
		st.Cast("dana", "ana", "ben")
		ana, ben, dana := st.User("ana"), st.User("ben"), st.User("dana")
		st.until(5, 14, 0)
		st.observed("@ana")
		st.observed("@ben")
		st.until(6, 9, 0)
		st.DM("ana").Last().Click(ana, "Yes")
		st.settle()
		st.DM("ana").Last().Click(ana, "Was it useful?").Modal().Fill("How useful was it for you? (1-5)", "4").Fill("I left with a clear next step", "Yes").Submit().Close()
		st.settle()
		st.DM("ben").Last().Click(ben, "I don't remember this")
		st.settle()
		st.DM("dana").Last().Click(dana, "Keep")
		st.settle()
		st.DM("ben").Last().Click(ben, "Change my answer").Modal().Fill("Does that match?", "Something like it").Submit().Close()
		st.settle()
		st.until(13, 9, 0)
		st.until(16, 9, 0)
		ana.OpenHome().Click("What coach knows about me").Modal().Click("What I write")
		ana.Modal().Click("Answers and choices")
		ana.Modal().Close()
	})
}
