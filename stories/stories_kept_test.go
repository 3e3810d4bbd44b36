package stories

import (
	"testing"
)

// Carla, who owns the playbook, has private notes kept for a month only. She
// reads how much goes that night, and it does; Dana finds her note gone and
// everything else where it was.
func TestOwnersChooseHowLongThingsAreKept(t *testing.T) {
	story(t, setting{people: company, change: withoutDigest}, func(st *stage) {
		st.publishOnly("one_on_one")
		st.owner("carla@example.com")
		st.until(3, 10, 0)
		st.note("dana", "ana")
		st.until(6, 10, 0)
		st.until(6, 10, 0) // a month later
		carla, dana := st.User("carla"), st.User("dana")
		form := carla.Command("/coach settings").Modal().Click("What is kept")
		form.Fill("Private notes", "1 month").Fill("The record of changes and refusals", "36 months").Submit()
		form.Submit().Close()
		carla.Modal().Close()
		st.until(7, 10, 0)
		page := dana.Command("/coach history @ana").Modal()
		page.Click("Read")
		dana.Modal().Close()
		page.Close()
		carla.Command("/coach settings").Modal().Click("What is kept").Close()
		carla.Modal().Click("Audit").Close()
		carla.Modal().Close()
	})
}
