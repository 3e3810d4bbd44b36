package stories

import (
	"fmt"
	"strings"
	"testing"
)

// The first days of somebody who is coached: their Home says what will come and
// when, and nothing is asked of them.
func TestTheEmptyHome(t *testing.T) {
	story(t, setting{}, func(st *stage) {
		st.User("ana").OpenHome()
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
			page := st.User(handle).OpenHome().Click("What coach knows about me").Modal()
			page.Click("What I write")
			st.User(handle).Modal().Click("About me")
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
	})
}

// The side of somebody who is coached: what Dana and Ana agreed is ticked and
// moved on Home, topics are added, time is asked for and taken back, and what
// was said stands there. Ben reads none of it.
func TestAnasHome(t *testing.T) {
	story(t, setting{change: withoutDigest}, func(st *stage) {
		dana, ana := st.User("dana"), st.User("ana")
		form := talked(dana.Command("/coach log 1:1 @ana").Modal(), "We wrote it together").
			Fill("Action plan, in their words", "Open with the budget").Fill("By when?", "2026-03-11")
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
		st.User("ben").OpenHome()
		if text := st.User("ben").OpenHome().Text(); strings.Contains(text, "Northwind") || strings.Contains(text, "budget") {
			t.Errorf("Ben reads of Ana's\n%s", text)
		}
	})
}

// A manager's side: who waits for her, what is due and planned, her people with
// a page each, and her own side with Priya.
func TestDanasHome(t *testing.T) {
	story(t, setting{change: withoutDigest}, func(st *stage) {
		dana, ana := st.User("dana"), st.User("ana")
		st.stepAgreed()
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
