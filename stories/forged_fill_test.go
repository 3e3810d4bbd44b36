package stories

import (
	"coach/bot/view"
	"coach/practice"
	"coach/sandbox"
)

// fillForms has others fill in forms that they never send.
func (s *scene) fillForms() {
	dana, priya, olga := s.User("dana"), s.User("priya"), s.User("olga")
	keep := func(name string, form *sandbox.Modal) {
		s.forms[name] = form.Payload()
		form.Close()
	}
	history := dana.Command("/coach history @ben").Modal()
	keep("edit_form", history.ClickNth("Edit", 2))
	history.Close()
	keep("pick_form", dana.Command("/coach log").Modal().Fill("What did you do?", "1:1 planning"))
	keep("log_form", s.meeting(dana.Command("/coach log 1:1 @cy").Modal(), "no"))
	thanks := dana.Command("/coach recognize @ben").Modal()
	keep("recognize", thanks.Fill("What did they do?", "Helped").Fill("Which of our values does it show?", "Teamwork").
		Fill("What difference did it make?", "A lot").Fill("Where to share it", "In the channel"))
	ben := s.User("ben")
	list := ben.Command("/coach steps").Modal()
	list.Click("Move")
	keep("move_form", ben.Modal().Fill("By when?", "2026-03-20"))
	list.Close()
	keep("plan_form", s.DM("cy").Last().Click(s.User("cy"), "Write my plan").Modal().Fill("What will you do?", secret))
	keep("skip_form", fillSkip(s.nudge.ClickNth(dana, "Skip", 1).Modal(), "Travel"))
	keep("excuse_who_form", priya.Command("/coach excuse").Modal().Fill("Who do you want to excuse?", "Dana Ruiz"))
	keep("excuse_form", priya.Command("/coach excuse @dana").Modal().Fill("What?", "Observation with Ben").Fill("Why?", "Away"))
	keep("away_form", dana.Command("/coach away @cy").Modal().Fill("First day", "2026-06-02").Fill("Last day", "2026-06-03"))
	keep("team_form", dana.Command("/coach team").Modal().Fill("Who else reports to you?", "@hal"))
	list = dana.Command("/coach team").Modal()
	keep("team_settings_form", list.Click("Team's channel").Fill("Your team's channel", "#wins"))
	list.Close()
	s.fillShared(keep)
	s.User("ben").Forge("interactive", pressed("suggest", s.version, nil))
	keep("suggest_form", s.User("ben").Modal().Fill("What would you change, and why?", "Less"))
	keep("plan_week_form", dana.Command("/coach plan").Modal().Fill("Recognition", "Friday 6 March"))
	keep("my_messages_form", dana.Command("/coach settings").Modal().Fill("When shall I write?", "10:00"))
	keep("settings_form", olga.Command("/coach settings").Modal().Click("Everyone's settings").Fill("First month of the fiscal year", "April"))
	s.subscribe(olga, keep)
	s.fillPlaybook(olga, keep)
}

// subscribe has Priya read her team's week, and Olga order a digest for a
// channel and fill in that it comes on another day.
func (s *scene) subscribe(olga *sandbox.User, keep func(string, *sandbox.Modal)) {
	s.User("priya").Command("/coach settings").Modal().Fill("Your team's week", "Friday").Submit().Close()
	s.settle()
	list := olga.Command("/coach settings").Modal().Click("Digests in channels")
	list.Click("Add a digest").Fill("Whose organisation is it about?", "Carla Stone").Fill("Channel", "#leaders").Fill("Day", "Friday").Submit()
	s.settle()
	olga.Modal().Click("Change")
	keep(view.FormDigest, olga.Modal().Fill("Day", "Tuesday"))
	olga.Modal().Close()
	s.settle()
}

// fillShared has Dana fill in forms about what she shares with Ben, and Cy ask
// her for time.
func (s *scene) fillShared(keep func(string, *sandbox.Modal)) {
	dana := s.User("dana")
	opened := func(action, value string) *sandbox.Modal {
		dana.Forge("interactive", pressed(action, value, nil))
		return dana.Modal()
	}
	id := func(table string) string { return s.query(`SELECT id FROM ` + table)[0]["id"] }
	keep("topics_form", opened(view.ActionTopics, s.IDs["ben"]).Fill("What do you want to talk about?", "no"))
	keep("topic_step_form", opened(view.ActionTopicStep, id("topics")))
	keep(view.FormCustomers, opened(view.ActionCustomers, s.IDs["mia"]).Fill(customersFor, "no"))
	keep("focus_form", opened(view.ActionFocus, s.IDs["cy"]).Fill("What do you want to work on with Cy?", "no"))
	keep("look_again_form", opened(view.ActionLookAgain, id("focuses")))
	keep("plan_time_form", opened(view.ActionPlanTime, id("time_requests")))
	agenda := dana.Command("/coach agenda").Modal().Fill("What's on the agenda?", "Pricing")
	s.forms["agenda_form"] = agenda.Payload()
	agenda.Submit().Close()
	s.settle()
	ben := s.User("ben")
	ben.Forge("interactive", pressed(view.ActionConfirmation, s.query(`SELECT id FROM asks WHERE asked_on <> ''`)[0]["id"], nil))
	keep("confirmation_form", ben.Modal().Fill("Does that match?", "I don't remember this"))
	keep("ask_time_form", s.User("cy").Command("/coach ask about nothing").Modal())
	s.fillObstacle(keep, opened)
	s.fillVisit(keep, opened)
	s.standsIn(keep, opened)
}

// standsIn has Dana name Priya for some days in June, and fill in that she stands in
// for more.
func (s *scene) standsIn(keep func(string, *sandbox.Modal), opened func(action, value string) *sandbox.Modal) {
	name := func(from, to string) *sandbox.Modal {
		return opened(view.ActionStandIn, "").Fill("Who stands in for you?", "Priya Nair").Fill("First day", from).Fill("Last day", to)
	}
	name("2026-06-01", "2026-06-05").Submit().Close()
	s.settle()
	keep("stand_in_form", name("2026-07-01", "2026-07-03"))
}

// fillVisit has Priya plan a visit to Dana's 1:1 with Cy, and Dana fill in that
// she asks for another day.
func (s *scene) fillVisit(keep func(string, *sandbox.Modal), opened func(action, value string) *sandbox.Modal) {
	priya := s.User("priya")
	observe := s.query(`SELECT id FROM occurrences WHERE practice = '` + practice.ObserveCoachKey + `' AND performer_id = ` + s.IDs["priya"] + ` AND subject_id = ` + s.IDs["dana"])[0]["id"]
	plan := func() *sandbox.Modal {
		priya.Forge("interactive", pressed(view.ActionPlanOne, observe, nil))
		return priya.Modal().Fill("Which session?", "Another session with Cy Young")
	}
	keep("visit_form", plan().Fill("On which day?", "2026-03-10"))
	plan().Fill("On which day?", "2026-03-11").Submit().Close()
	s.settle()
	keep("visit_move_form", opened(view.ActionVisitMove, s.query(`SELECT id FROM visits`)[0]["id"]))
}

// fillObstacle has Ben fill in the form for another obstacle, and Dana those
// about hers.
func (s *scene) fillObstacle(keep func(string, *sandbox.Modal), opened func(action, value string) *sandbox.Modal) {
	id := s.query(`SELECT id FROM obstacles`)[0]["id"]
	keep("obstacle_form", s.User("ben").Command("/coach obstacle nothing at all").Modal())
	keep("obstacle_owner_form", opened(view.ActionObstacleName, id).Fill("Who will own removing it?", "@hal"))
	keep("obstacle_update_form", opened(view.ActionObstacleUpdate, id).Fill("How is it going, in one line?", "no"))
	keep("obstacle_due_form", opened(view.ActionObstacleDue, id))
	keep("obstacle_resolve_form", opened(view.ActionObstacleResolve, id).Fill("What happened?", "Removed").Fill("In one line, for the person who raised it", "no"))
}

// fillPlaybook has Olga change a practice and look at what she would publish,
// and drop it.
func (s *scene) fillPlaybook(olga *sandbox.User, keep func(string, *sandbox.Modal)) {
	list := olga.Command("/coach playbook").Click("Change the playbook").Modal()
	list.Click("Vision and skills")
	s.forms["purpose_form"] = olga.Modal().Fill("Your vision, in one sentence", "No vision").Payload()
	olga.Modal().Close()
	list.ClickNth("Change", s.nth(list, "Observation"))
	olga.Modal().Click("Its words and questions")
	s.forms["words_form"] = olga.Modal().Fill("Why do we do this?", "No reason").Payload()
	olga.Modal().Close()
	s.forms["practice_form"] = olga.Modal().Fill("How often?", "Every month").Fill("By when?", "By the 4th working day before month end").Payload()
	olga.Modal().Submit()
	s.settle()
	s.forms["playbook_form"] = olga.Modal().Payload()
	olga.Modal().Submit()
	s.settle()
	keep("publish_form", olga.Modal().Fill("Why are you changing this?", "Less at once"))
	list = olga.Command("/coach playbook").Click("Change the playbook").Modal()
	list.Click("Drop")
	olga.Modal().Close()
	s.settle()
}
