package stories

import (
	"testing"

	"coach/bot/view"
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
