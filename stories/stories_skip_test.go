package stories

import (
	"testing"

	"coach/sandbox"
)

// ofFour is Dana's team of four, of which Priya is the leader above. From
// Monday 2 March on, the quarter holds eight observations and twelve moments.
const ofFour = `email,name,manager_email,time_zone
priya@example.com,Priya Nair,,Europe/London
dana@example.com,Dana Ruiz,priya@example.com,Europe/London
ana@example.com,Ana Lima,dana@example.com,Europe/London
ben@example.com,Ben Okafor,dana@example.com,Europe/London
cy@example.com,Cy Young,dana@example.com,Europe/London
dee@example.com,Dee Park,dana@example.com,Europe/London
`

func fillSkip(form *sandbox.Modal, reason string) *sandbox.Modal {
	return form.Fill("What got in the way?", reason)
}

// Dana reads what a skip means before she confirms it, and what it meant when
// the terms have changed since: two forms are open while one skip is left.
func TestASkipIsWithinTheAllowance(t *testing.T) {
	story(t, setting{people: ofFour, change: withoutDigest}, func(st *stage) {
		st.pauseUntil(4, 9, 0)
		st.pauseUntil(5, 9, 0)
		dana, nudge := st.User("dana"), st.DM("dana").Last()
		form := fillSkip(nudge.ClickNth(dana, "Skip", 1).Modal(), "Other").Fill("A few words", "no time").Submit()
		form.Fill("A few words", "Ana's flight home was cancelled").Submit().Close()
		st.settle()
		desk := fillSkip(nudge.ClickNth(dana, "Skip", 1).Modal(), "Travel")
		dana.OtherWindow()
		phone := fillSkip(nudge.ClickNth(dana, "Skip", 2).Modal(), "Customer emergency")
		phone.Submit().Close()
		st.settle()
		dana.OtherWindow()
		desk.Submit().Close()
		st.settle()
		dana.Command("/coach due")
	})
}

// A skip that directly follows another with the same person counts, whatever is
// left.
func TestASecondSkipInARow(t *testing.T) {
	story(t, setting{people: ofFour, change: withoutDigest}, func(st *stage) {
		st.pauseUntil(4, 9, 0)
		st.pauseUntil(5, 9, 0)
		dana := st.User("dana")
		fillSkip(st.DM("dana").Last().ClickNth(dana, "Skip", 1).Modal(), "They asked to move it").Submit().Close()
		st.settle()
		st.pauseUntil(19, 9, 0)
		fillSkip(st.DM("dana").Last().ClickNth(dana, "Skip", 1).Modal(), "They asked to move it").Submit()
		st.Note("Slack delivers the submission once more")
		st.Redeliver()
		st.settle()
	})
}

// Only one's own leader excuses, with a reason that both read. Who skipped it
// reads so, in the message that asked for it too.
func TestALeaderExcuses(t *testing.T) {
	story(t, setting{server: true, people: company, change: withoutDigest}, func(st *stage) {
		st.pauseUntil(5, 9, 0)
		dana, priya := st.User("dana"), st.User("priya")
		fillSkip(st.DM("dana").Last().ClickNth(dana, "Skip", 1).Modal(), "Other").Fill("A few words", "Ana is at the fair until Friday").Submit().Close()
		st.settle()
		fillSkip(st.DM("dana").Last().ClickNth(dana, "Skip", 1).Modal(), "Other").Fill("A few words", "Ben is at the fair as well").Submit().Close()
		st.settle()
		dana.Command("/coach excuse @dana")
		dana.Command("/coach excuse fay")
		st.User("ana").Command("/coach excuse")
		form := priya.Command("/coach excuse").Modal().Fill("Who do you want to excuse?", "Dana Ruiz").Submit()
		form.Fill("What?", "Observation with Ben").Fill("Why?", "Other").Submit()
		form.Fill("A few words both of you can read", "We agreed on the fair in February")
		priya.OtherWindow()
		again := priya.Command("/coach excuse @dana").Modal().Fill("What?", "Observation with Ben").Fill("Why?", "Away")
		priya.OtherWindow()
		form.Submit()
		st.settle()
		st.Note("Slack delivers the submission once more")
		st.Redeliver()
		st.settle()
		priya.OtherWindow()
		again.Submit().Close()
		dana.Command("/coach excuse ana")
		dana.Command("/coach due")
	})
}
