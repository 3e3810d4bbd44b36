package stories

import (
	"fmt"
	"strings"
	"testing"

	"coach/practice"
	"coach/sandbox"
)

// The first days of somebody who is coached: their Home says what will come and
// when, and nothing is asked of them.
func TestTheEmptyHome(t *testing.T) {
	story(t, setting{}, func(st *stage) {
		st.User("ana").OpenHome()
	})
}

// A leader who asks for her team's week before she has had any message reads that
// the first one comes with it, at its time and not at her own. It does.
func TestTheFirstMessageComesWithTheWeek(t *testing.T) {
	story(t, setting{change: withoutDigest}, func(st *stage) {
		st.Cast("priya")
		priya := st.User("priya")
		priya.OpenHome()
		priya.Command("/coach settings").Modal().Fill("Your team's week", "Monday").Submit().Close()
		st.settle()
		priya.OpenHome().Click("Show me").Modal().Close()
		st.until(2, 9, 1)
		priya.OpenHome()
	})
}

// A director reads her own week first, then her managers by name, and nothing
// that was said. Those below are a page each only to their own manager.
func TestPriyasHome(t *testing.T) {
	story(t, setting{}, func(st *stage) {
		st.until(2, 9, 0)
		st.logTeamMeeting("dana")
		st.logMoment("eli", "Fay Chen")
		st.logTeamMeeting("priya")
		st.User("eli").Command("/coach away 5 Mar - 6 Mar").Modal().Submit().Close()
		st.until(5, 9, 0)
		home := st.User("priya").OpenHome()
		home.Click("Open").Modal().Close()
		st.User("carla").OpenHome()
	})
}

// Everybody reads what is stored about them, kind by kind, and who reads it.
func TestWhatCoachKnowsAboutMe(t *testing.T) {
	story(t, setting{}, func(st *stage) {
		st.until(2, 9, 0)
		st.logMoment("dana", "Ana Lima")
		for _, handle := range []string{"ana", "dana", "carla"} {
			st.User(handle).OpenHome()
			st.User(handle).OpenHome().Click("What coach knows about me")
			for _, page := range []string{"What I write", "Answers and choices", "What's counted", "About me"} {
				st.User(handle).Modal().Click(page)
			}
			st.User(handle).Modal().Close()
		}
	})
}

// A workspace to which folds have not come yet has them as plain sections, and
// is not asked twice.
func TestAHomeWithoutFolds(t *testing.T) {
	story(t, setting{refusal: "invalid_arguments"}, func(st *stage) {
		st.Fail("views.publish", 1, "invalid_arguments")
		st.User("dana").OpenHome()
		st.settle()
		st.User("eli").OpenHome()
	})
}

// A manager of twelve turns the pages of their people, and begins again with
// the first when they come back.
func TestAHomeOfManyPeople(t *testing.T) {
	people := company
	for i := range 9 {
		people += fmt.Sprintf("p%d@example.com,Person %d,dana@example.com,Europe/London\n", i, i)
	}
	story(t, setting{people: people}, func(st *stage) {
		home := st.User("dana").OpenHome()
		home.Click("Next 2 people")
		st.settle()
		if text := home.Text(); !strings.Contains(text, "11–12 of 12") || strings.Contains(text, "Ana Lima") {
			t.Errorf("the second page is\n%s", text)
		}
		home.Click("Open").Modal().Close()
		st.settle()
		if text := home.Text(); !strings.Contains(text, "11–12 of 12") {
			t.Errorf("after something was opened the page is\n%s", text)
		}
		home.Click("Previous ten people")
		st.settle()
		home.Click("Next 2 people")
		st.settle()
		if text := st.User("dana").OpenHome().Text(); !strings.Contains(text, "1–10 of 12") {
			t.Errorf("opened again, the page is\n%s", text)
		}
		st.end()
		st.run()
		home.Click("Next 2 people")
		st.settle()
		if text := home.Text(); !strings.Contains(text, "11–12 of 12") {
			t.Errorf("after coach was started again, the page is\n%s", text)
		}
	})
}

// planTogether fills in a 1:1 of Dana's with one step, due on 11 March.
func (st *stage) planTogether(handle string) *sandbox.Modal {
	return st.User("dana").Command("/coach log 1:1 @"+handle).Modal().Fill("A strength to build on", "Asks short questions").
		Fill("Where did the time go?", "Mostly looking ahead").Fill("Who writes the plan?", "We wrote it together").
		Fill("Action plan, in their words", "Open with the budget").Fill("By when?", "2026-03-11")
}

// The side of somebody who is coached: what Dana and Ana agreed is ticked and
// moved on Home, topics are added, time is asked for, and what was said stands
// there. Neither her colleagues nor anybody above Dana reads any of it.
func TestAnasHome(t *testing.T) {
	story(t, setting{change: withoutDigest}, func(st *stage) {
		ana := st.User("ana")
		form := st.planTogether("ana")
		form.Click("Add another")
		form.Fill("Action plan, in their words (2)", "Call the four quiet accounts").Fill("By when? (2)", "2026-03-18").Submit().Close()
		st.settle()
		home := ana.OpenHome()
		home.ClickNth("Move", 2).Modal().Fill("By when?", "2026-03-20").Submit()
		st.settle()
		home.Click("Done")
		st.settle()
		home.Click("Add a topic").Modal().Fill("What do you want to talk about?", "The demo at Northwind").Submit().Close()
		st.settle()
		home.Click("Ask for time").Modal().Fill("About what?", "the renewal").Submit().Close()
		st.settle()
		home.Click("Read").Modal().Close()
		for _, handle := range []string{"ben", "priya", "eli", "carla"} {
			if text := st.User(handle).OpenHome().Text(); strings.Contains(text, "Northwind") || strings.Contains(text, "budget") || strings.Contains(text, "renewal") || strings.Contains(text, "short questions") {
				t.Errorf("%s reads of Ana's\n%s", handle, text)
			}
		}
	})
}

// A manager's side: who waits for her, what is due and planned, her people with
// a page each, and her own side with Priya.
func TestDanasHome(t *testing.T) {
	story(t, setting{change: withoutDigest}, func(st *stage) {
		dana, ana := st.User("dana"), st.User("ana")
		st.planTogether("ana").Submit().Close()
		st.settle()
		ana.OpenHome().Click("Ask for time").Modal().Fill("About what?", "the renewal").Submit().Close()
		st.settle()
		ana.OpenHome().Click("Add a topic").Modal().Fill("What do you want to talk about?", "The demo at Northwind").Submit().Close()
		st.settle()
		st.until(4, 9, 0)
		st.User("ana").Command("/coach away today - 6 Mar").Modal().Submit().Close()
		st.settle()
		home := dana.OpenHome()
		page := home.Click("Open").Modal()
		page.Click("Done")
		st.settle()
		page.Click("Add a topic")
		dana.Modal().Close()
		page.Click("History")
		dana.Modal().Close()
		page.Close()
		home.Click("Plan it").Modal().Fill("On which day?", "2026-03-10").Submit().Close()
		st.settle()
		home.Click("Skip").Modal().Close()
		home.Click("Log").Modal().Close()
		dana.OpenHome()
		ana.OpenHome()
	})
}

// A rep's own practices: the activity goal that she agreed with her manager
// stands above the form for her own numbers. Her business plan's multiple stands beside its aim, and
// her own leading numbers of the last weeks in words and, from the fourth on, as
// a line. Her manager reads neither on her own Home.
func TestAnasNumbers(t *testing.T) {
	story(t, setting{apart: true, change: withoutDigest, refusal: "invalid_arguments"}, func(st *stage) {
		st.publish(switched(true, practice.ScorecardKey, practice.BusinessPlanKey, practice.GoalsKey))
		st.run()
		ana := st.User("ana")
		ana.Command("/coach log business plan").Modal().Fill("My forecast divided by my quota", "2.4").Fill("Forecast by account", "Northwind most").
			Fill("How I will achieve my quota", "Calls").Fill("My own training plan", "Discovery").Fill("My activity objectives", "Eight calls").Submit().Close()
		st.settle()
		st.User("dana").Command("/coach log goals @ana").Modal().Fill("Result goal and its measure", "Two new customers").Fill("Activity goal they control", "Eight discovery calls a week").
			Fill("Behaviour or skill goal", "Ask before telling").Fill("Their confidence in reaching it (1-5, their answer)", "4").Submit().Close()
		st.settle()
		form := ana.Command("/coach log my numbers").Modal()
		if !strings.Contains(form.Text(), "Eight discovery calls a week") {
			t.Errorf("the goal does not stand above\n%s", form.Text())
		}
		form.Close()
		for i, count := range []string{"6", "5", "7", "9"} {
			ana.Command("/coach log my numbers").Modal().Fill("My lead activity this week (count)", count).Fill("Against my plan I am", "On track").
				Fill("When did it happen?", fmt.Sprintf("2026-02-%02d", 6+7*i)).Submit().Close()
			st.settle()
		}
		text := ana.OpenHome().Text()
		if !strings.Contains(text, "2.4 of 3") || !strings.Contains(text, "9 on 27 February") || !strings.Contains(text, "Before that: 6, 5, 7") || !strings.Contains(text, "(line chart)") {
			t.Errorf("Ana's Home is\n%s", text)
		}
		if text := st.User("dana").OpenHome().Text(); strings.Contains(text, "2.4") || strings.Contains(text, "(line chart)") {
			t.Errorf("Dana's Home is\n%s", text)
		}
		st.Fail("views.publish", 1, "invalid_arguments")
		ana.Command("/coach log my numbers").Modal().Fill("My lead activity this week (count)", "8").Fill("Against my plan I am", "Ahead").Submit().Close()
		st.settle()
		if text := ana.OpenHome().Text(); !strings.Contains(text, "Before that: 6, 5, 7, 9") || strings.Contains(text, "(line chart)") {
			t.Errorf("without charts, Ana's Home is\n%s", text)
		}
	})
}
