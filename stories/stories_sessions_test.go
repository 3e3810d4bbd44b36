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
func withPlans(t *testing.T, people string, more []string, play func(*stage)) {
	t.Helper()
	story(t, setting{people: people, change: withoutDigest, apart: true}, func(st *stage) {
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
	withPlans(t, danasTeam, []string{"training_plan"}, func(st *stage) {
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
	withPlans(t, danasTeam, []string{"training_plan"}, func(st *stage) {
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
	withPlans(t, danasTeam, []string{"contest_plan"}, func(st *stage) {
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

// Dana's team plan stands on her people's Homes. A month later she is asked, in
// her one message, whether it is still right; a month after her yes she brings
// it up to date. The goals she agrees on show the priorities they serve.
func TestTheTeamPlanIsStillRight(t *testing.T) {
	withPlans(t, danasTeam, []string{"team_plan", "quota_goals"}, func(st *stage) {
		st.until(3, 9, 0)
		st.logIt(st.User("dana").Command("/coach log team_plan").Modal().
			Fill("How do this quarter's priorities serve our vision?", "Customers who come back").
			Fill("Top three priorities and the measure for each", "Renewals: 90 of 100. Discovery: two calls a day. Demos that end with a day").
			Fill("Two to four leading numbers we will watch every week", "Discovery calls, next steps agreed").
			Fill("What I expect, and how I will inspect it", "I join one call a week").
			Fill("Shared and talked through with the team?", "Yes"))
		st.User("ana").OpenHome()
		st.User("dana").Command("/coach log goals @ana").Modal().Close()
		for _, day := range []int{10, 17, 24, 31} {
			st.until(day, 9, 0)
			st.User("dana").OpenHome()
		}
		st.until(3, 9, 0) // Good Friday is a working day here
		st.User("dana").OpenHome()
		st.DM("dana").Last().Click(st.User("dana"), "Yes")
		st.settle()
		st.until(1, 9, 0)
		st.until(4, 9, 0)
		form := st.DM("dana").Last().Click(st.User("dana"), "Update it").Modal()
		st.logIt(form.Fill("Two to four leading numbers we will watch every week", "Discovery calls").Fill("Shared and talked through with the team?", "Yes"))
		st.User("ana").OpenHome()
	})
}

// What works for one is found by all who take part; what a team shared in its
// meeting, by that team and those above it.
func TestBestPracticesFound(t *testing.T) {
	withPlans(t, twoTeams, []string{"best_practice", "team_meeting"}, func(st *stage) {
		st.until(3, 9, 0)
		ana, dana, fay := st.User("ana"), st.User("dana"), st.User("fay")
		ana.Command("/coach best")
		st.logIt(dana.Command("/coach log best practice").Modal().Fill("The practice, in one line", "Öffne with the budget, not the price").
			Fill("Whose practice is it?", "Ana Lima").Fill("Where to see it", "https://example.com/call"))
		st.logIt(dana.Command("/coach log team meeting").Modal().Fill("Agenda shared beforehand?", "Yes").Fill("What was on the agenda", "The quarter").
			Fill("Best practice shared, and by whom", "Two options before a price, by Ana"))
		for _, words := range []string{"", " PRICE", " offne ana", " discovery"} {
			ana.Command("/coach best" + words)
			fay.Command("/coach best" + words)
		}
		dana.Command("/coach best")
		dana.Command("/coach undo")
		st.settle()
		ana.Command("/coach best price")
	})
}

// Dana withdraws a plan: Ana, who had taken her session, reads that it is off;
// its words are nowhere any more.
func TestAPlanWithdrawn(t *testing.T) {
	withPlans(t, danasTeam, []string{"training_plan"}, func(st *stage) {
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
