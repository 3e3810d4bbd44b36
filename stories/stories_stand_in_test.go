package stories

import "testing"

// Dana names Eli to lead her team while she is away. Both see it in /coach team;
// Ana reports to Eli on those days, and to Dana again afterwards. The next time
// Eli can't.
func TestSomebodyStandsIn(t *testing.T) {
	story(t, setting{people: twoTeams, change: withoutDigest, apart: true, server: true}, func(st *stage) {
		st.publishOnly("one_on_one", "observation")
		st.run()
		dana, eli, ana := st.User("dana"), st.User("eli"), st.User("ana")
		name := func(from, to string) {
			form := dana.Command("/coach team").Modal()
			form.Click("Name a stand-in")
			dana.Modal().Fill("Who stands in for you?", "Eli Katz").Fill("First day", from).Fill("Last day", to).Submit().Close()
			form.Close()
			st.settle()
		}
		name("2026-03-03", "2026-03-05")
		st.until(3, 9, 0)
		dana.Command("/coach team").Modal().Close()
		eli.Command("/coach team").Modal().Close()
		ana.Command("/coach team").Modal().Close()
		st.until(6, 9, 0)
		ana.Command("/coach team").Modal().Close()
		name("2026-03-09", "2026-03-10")
		st.DM("eli").Last().Click(eli, "I can't")
		st.settle()
	})
}
