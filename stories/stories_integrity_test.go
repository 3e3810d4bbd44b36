package stories

import "testing"

// Dana writes the week's moments of coaching on Friday night. All of them are on
// time. That most were written days later she reads in her own report and on her
// Home, with what would be easier; Priya, who asks about Dana and about her team,
// reads nothing of it, nor on hers.
func TestWrittenOnFridayNight(t *testing.T) {
	withPlans(t, danasTeam, []string{"in_moment"}, func(st *stage) {
		st.Cast("dana", "priya")
		st.until(6, 18, 0)
		for _, day := range []string{"2026-03-02", "2026-03-02", "2026-03-03", "2026-03-04", "2026-03-06"} {
			form := st.User("dana").Command("/coach log in the moment").Modal()
			form.Fill("When did it happen?", day).Fill("Who? (one, several or the whole team)", "Ana Lima").
				Fill("What you saw and what you said or asked", "Asked what the customer would lose")
			st.logIt(form)
		}
		st.until(9, 10, 0)
		st.User("dana").Command("/coach report me")
		st.settle()
		for _, asked := range []string{"/coach report @dana", "/coach report"} {
			st.User("priya").Command(asked)
			st.settle()
		}
		for _, handle := range []string{"dana", "priya"} {
			st.User(handle).OpenHome()
		}
	})
}

// Dana plans training from what she noted as causes: the form counts them for
// her, and what another function has to change she makes an obstacle.
func TestNeedsComeFromCauses(t *testing.T) {
	withPlans(t, danasTeam, []string{"observation", "quarterly_review", "training_plan"}, func(st *stage) {
		st.Cast("dana")
		dana := st.User("dana")
		for _, day := range []int{2, 3} {
			st.until(day, 17, 0)
			form := dana.Command("/coach log observation @ana").Modal()
			form.Fill("What did you observe?", "Live call-along").Fill("What they did well", "Asked short questions").
				Fill("One thing to improve", "Open with the budget").Fill("Their next step", "Open with the budget twice").
				Fill("What is behind it?", "Know how but not yet good at it")
			st.logIt(form)
		}
		st.until(4, 17, 0)
		form := dana.Command("/coach log quarterly_review @ben").Modal().Click("More questions")
		st.logIt(form.Fill("Against the agreed goals", "On track").Fill("Results and what explains them", "Two late wins").
			Fill("Values and behaviours seen, with examples", "Shared the Acme notes").Fill("Anything outside their control?", "Tools or data").
			Fill("Feedback they gave me", "Shorter meetings").Fill("Who writes next quarter's plan?", "They do"))
		st.until(5, 10, 0)
		plan := dana.Command("/coach log training_plan").Modal()
		plan.Click("Make it an obstacle")
		dana.Modal().Fill("What is in the way?", "The price list is out of date").Submit().Close()
		st.settle()
	})
}
