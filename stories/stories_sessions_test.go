package stories

import (
	"slices"
	"testing"

	"coach/files"
	"coach/practice"
	"coach/sandbox"
)

// danasTeam is one team and who stands above it.
const danasTeam = `email,name,manager_email,time_zone
priya@example.com,Priya Nair,,Europe/London
dana@example.com,Dana Ruiz,priya@example.com,Europe/London
ana@example.com,Ana Lima,dana@example.com,Europe/London
ben@example.com,Ben Okafor,dana@example.com,Europe/London
`

// withPlans tells a story of a team whose playbook has nothing but plans,
// thanks and some more.
func withPlans(t *testing.T, more []string, play func(*stage)) {
	t.Helper()
	story(t, setting{people: danasTeam, change: withoutDigest, apart: true}, func(st *stage) {
		var off []string
		for _, p := range files.Default().Practices {
			if p.Enabled && p.Key != practice.RecognitionKey && !slices.Contains(more, p.Key) {
				off = append(off, p.Key)
			}
		}
		st.publish(switchedIn(switched(false, off...), true, more...))
		st.run()
		play(st)
	})
}

const (
	topicOf   = "Sessions for the next 90 days: topic, date and time, who delivers"
	contestOf = "Contests for the year: name, dates, who runs it"
)

// trains fills in Dana's training plan with one session that somebody delivers.
func (st *stage) trains(who, day string) *sandbox.Modal {
	st.t.Helper()
	return st.User("dana").Command("/coach log training_plan").Modal().
		Fill("What needs is this plan based on?", "Half the calls end without a next step").
		Fill(topicOf, "Closing for a next step").Fill("On which day?", day).Fill("At what time?", "10:00").Fill("Who delivers it?", who)
}

// logIt sends a form, and waits for whom it concerns.
func (st *stage) logIt(form *sandbox.Modal) {
	st.t.Helper()
	form.Submit().Close()
	st.settle()
}

// Dana means to deliver all of her training herself, and reads a question. Ana
// is told at once, takes it, is reminded the working day before, and ticks it
// once it has happened. Until then it stands on the Home of everybody in the
// team.
func TestATrainingSessionDeliveredByARep(t *testing.T) {
	withPlans(t, []string{"training_plan"}, func(st *stage) {
		st.until(3, 9, 0)
		st.logIt(st.trains("@dana", "2026-03-10").Fill("Who delivers it?", "@ana"))
		st.User("dana").OpenHome()
		st.DM("ana").Last().Click(st.User("ana"), "I'll take it")
		st.settle()
		st.User("dana").OpenHome()
		st.DM("ana").Last().Click(st.User("ana"), "Delivered") // too early
		st.User("ben").OpenHome()
		st.until(10, 12, 0)
		st.User("ana").OpenHome().Click("Delivered")
		st.settle()
		st.User("dana").OpenHome()
	})
}

// The session is not Ana's: Dana hears of it at once and names Ben. When he has
// taken it, the day is moved, and he is asked again.
func TestNotMyTraining(t *testing.T) {
	withPlans(t, []string{"training_plan"}, func(st *stage) {
		st.until(3, 9, 0)
		st.logIt(st.trains("@ana", "2026-03-10"))
		st.DM("ana").Last().Click(st.User("ana"), "Not mine")
		st.settle()
		st.DM("ana").Last().Click(st.User("ana"), "I'll take it after all")
		st.settle()
		st.DM("ana").Last().Click(st.User("ana"), "Not mine")
		st.settle()
		st.User("dana").OpenHome()
		st.logIt(st.DM("dana").Last().Click(st.User("dana"), "Name somebody else").Modal().Fill("Who delivers it?", "@ben"))
		st.DM("ben").Last().Click(st.User("ben"), "I'll take it")
		st.settle()
		st.logIt(st.User("dana").OpenHome().Click("Edit").Modal().Fill("On which day?", "2026-03-12"))
		st.DM("ben").Last().Click(st.User("ben"), "I'll take it")
		st.settle()
	})
}

// A contest has a first and a last day. Ben runs it; on its last day he is
// asked who won, and Ana is thanked for it. Taken back, the question is open
// again.
func TestAContestEnds(t *testing.T) {
	withPlans(t, []string{"contest_plan"}, func(st *stage) {
		st.until(3, 9, 0)
		form := st.User("dana").Command("/coach log contest_plan").Modal().Fill(contestOf, "Spring sprint").
			Fill("First day", "2026-03-09").Fill("Last day", "2026-03-06").Fill("Who runs it?", "@ben").
			Fill("What do they reward?", "Learning").Fill("How can everyone win something?", "A prize for the best new question").
			Fill("How could it be gamed and what stops that?", "Calls without a customer: we listen to one each").Fill("Would the team call it fun?", "Yes")
		form.Submit() // it ends before it begins
		st.logIt(form.Fill("Last day", "2026-03-20"))
		st.DM("ben").Last().Click(st.User("ben"), "I'll take it")
		st.settle()
		st.until(9, 12, 0)
		st.User("ana").OpenHome()
		st.User("ben").OpenHome() // else he'd get Mondays only
		st.until(20, 9, 0)
		thanks := st.DM("ben").Last().Click(st.User("ben"), "Say who won").Modal().Fill("Who?", "@ana").Fill("Where to share it", "In the channel")
		thanks = thanks.Submit()
		st.settle()
		thanks.Click("Undo")
		st.settle()
		st.User("ben").OpenHome().Click("Say who won")
	})
}

// Dana withdraws a plan: Ana, who had taken her session, reads that it is off;
// its words are nowhere any more.
func TestAPlanWithdrawn(t *testing.T) {
	withPlans(t, []string{"training_plan"}, func(st *stage) {
		st.until(3, 9, 0)
		st.logIt(st.trains("@ana", "2026-03-10"))
		st.DM("ana").Last().Click(st.User("ana"), "I'll take it")
		st.settle()
		st.User("dana").Command("/coach undo")
		st.settle()
		st.User("ana").OpenHome()
		st.User("dana").OpenHome()
	})
}
