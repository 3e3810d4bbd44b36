package stories

import (
	"testing"

	"coach/sandbox"
)

// newcomers are members of the workspace whom no people file names.
func (st *stage) newcomers(handles ...string) {
	names := map[string]string{"gus": "Gus Berg", "hal": "Hal Ito", "ivy": "Ivy Moss"}
	for _, handle := range handles {
		st.AddPerson(sandbox.Person{Handle: handle, Name: names[handle], Email: handle + "@example.com", Zone: "Europe/London"})
	}
}

// claim says who reports to somebody, and closes the form.
func (st *stage) claim(manager, people string) {
	st.t.Helper()
	st.User(manager).Command("/coach team").Modal().Fill("Who else reports to you?", people).Submit().Close()
	st.settle()
}

// A manager says who reports to them: each is asked, one says yes and one no,
// lines of the people file are locked, and what cannot be is refused with words.
func TestATeamIsClaimed(t *testing.T) {
	story(t, setting{}, func(st *stage) {
		st.newcomers("gus", "hal", "ivy")
		dana := st.User("dana")
		form := dana.Command("/coach team").Modal()
		form.Fill("Who else reports to you?", "@gus, @dana, @ana, @fay, @priya").Submit()
		form.Fill("Who else reports to you?", "@gus, @hal").Submit().Close()
		st.settle()
		st.DM("gus").Last().Click(st.User("gus"), "Yes")
		st.settle()
		st.DM("hal").Last().Click(st.User("hal"), "No")
		st.settle()
		form = dana.Command("/coach team").Modal()
		form.Fill("Who else reports to you?", "@ivy, @hal").Submit()
		form.Fill("Who else reports to you?", "@ivy").Submit().Close()
		st.settle()
		form = dana.Command("/coach team").Modal()
		form.Fill("Who else reports to you?", "@ivy").Submit()
		form.Click("Withdraw").Close()
		st.settle()
		st.until(2, 9, 0)
		dana.Command("/coach due")
		dana.Command("/coach team").Modal().Click("Remove").Close()
		st.until(2, 9, 2)
		dana.Command("/coach due")
	})
}

// Two managers say that the same person reports to them: the first yes holds,
// and the other manager is told.
func TestClaimedTwice(t *testing.T) {
	story(t, setting{}, func(st *stage) {
		st.newcomers("gus")
		st.claim("dana", "@gus")
		st.claim("eli", "@gus")
		gus := st.User("gus")
		gus.Command("/coach team").Modal().Close()
		st.DM("gus").Last().Click(gus, "Yes")
		st.settle()
		form := st.User("dana").Command("/coach team").Modal()
		form.Fill("Who else reports to you?", "@gus").Submit()
		form.Close()
	})
}

// Nobody in it stands in a people file: whom a team makes take part is planned
// for, until the person at the other end says that it is no longer right.
func TestATeamWithoutAPeopleFile(t *testing.T) {
	story(t, setting{}, func(st *stage) {
		st.newcomers("gus", "hal")
		st.claim("gus", "@hal")
		hal := st.User("hal")
		st.DM("hal").Last().Click(hal, "Yes")
		st.until(2, 9, 0)
		st.DM("gus").Messages()[0].Click(st.User("gus"), "What's due")
		hal.Command("/coach team").Modal().Click("No longer right").Close()
		st.until(2, 9, 2)
		st.User("gus").Command("/coach due")
	})
}
