package stories

import (
	"fmt"
	"strings"
	"testing"

	"coach/bot/view"
)

// customersFor is the question of the form in which Dana names customers.
const customersFor = "Which customers should Eli meet first?"

// threeOfDanas is Dana's team of three beside Eli's.
const threeOfDanas = twoTeams + `ben@example.com,Ben Okafor,dana@example.com,Europe/London,
cy@example.com,Cy Young,dana@example.com,Europe/London,
`

// toEli has the people file put Eli where Dana stood as some people's manager,
// of the people of a file.
func (st *stage) toEli(people string, names ...string) string {
	st.t.Helper()
	for _, name := range names {
		people = strings.Replace(people, name+",dana@", name+",eli@", 1)
	}
	st.importPeople(people)
	st.Note("the people file is imported again: %s to Eli", strings.Join(names, " and "))
	return people
}

// Ana moves to Eli's team. The next morning Dana is asked which customers Eli
// should meet first. She names two, each of which becomes a topic of Eli and
// Ana: Eli finds them on Ana's page and above the form of their 1:1, Ana on her
// Home, and Dana reads that list no more: what she wrote is in the data that she
// takes along. She is not asked again.
func TestTheFormerManagerNamesCustomers(t *testing.T) {
	story(t, setting{people: twoTeams, change: withoutDigest, apart: true, server: true}, func(st *stage) {
		st.publishOnly("one_on_one")
		st.run()
		st.until(5, 10, 0)
		st.toEli(twoTeams, "Ana Lima")
		st.until(9, 9, 0)
		dana, eli, ana := st.User("dana"), st.User("eli"), st.User("ana")
		form := st.DM("dana").Last().Click(dana, "Name customers").Modal()
		form.Fill(customersFor, strings.Repeat("Northwind\n", 21)).Submit()
		form.Fill(customersFor, "Northwind, before the renewal in May\nContoso: ask for Ms Brandt\n").Submit().Close()
		st.settle()
		st.press("dana", view.ActionNoCustomers, st.idOf("ana"))
		eli.OpenHome()
		st.press("eli", view.ActionPerson, st.idOf("ana"))
		eli.Modal().Close()
		eli.Command("/coach log 1:1 @ana").Modal().Close()
		ana.OpenHome()
		dana.OpenHome()
		dana.Command("/coach topic @ana").Modal().Close()
		st.takesData("dana")
		st.settle()
		if page, _ := st.noteData("dana"); !strings.Contains(page, "Topic for Eli Katz and Ana Lima, who read it") {
			t.Errorf("Dana's own page lacks what she wrote:\n%s", page)
		}
		st.until(10, 9, 0)
	})
}

// Ana, Ben and Cy move to Eli on one day: a question each, of which a message has
// one and Home has all. Dana names nobody for Ben. She has the form for Ana open
// when Ana comes back to her, so that nothing is asked about Ana any more: what
// is in the form is not sent, and the message no longer asks. The question about
// Cy lapses after thirty days.
func TestThreePassToAnotherManager(t *testing.T) {
	story(t, setting{people: threeOfDanas, change: withoutDigest, apart: true}, func(st *stage) {
		st.publishOnly("one_on_one")
		st.run()
		st.until(5, 10, 0)
		people := st.toEli(threeOfDanas, "Ana Lima", "Ben Okafor", "Cy Young")
		st.until(9, 9, 0)
		dana := st.User("dana")
		dana.OpenHome()
		st.press("dana", view.ActionNoCustomers, st.idOf("ben"))
		form := st.DM("dana").Last().Click(dana, "Name customers").Modal()
		other := with(form.Fill(customersFor, "Northwind").Payload(), map[string]any{"private_metadata": fmt.Sprintf(`{"person":%s,"with":%s}`, st.idOf("ana"), st.idOf("priya"))})
		if answer := dana.Forge("interactive", map[string]any{"type": "view_submission", "view": other}); !strings.Contains(answer, "This question has passed.") {
			t.Errorf("a form whose reader is not the new manager is answered %s", answer)
		}
		st.importPeople(strings.Replace(people, "Ana Lima,eli@", "Ana Lima,dana@", 1))
		st.Note("the people file is imported again: Ana is back with Dana")
		st.until(9, 9, 5)
		form.Fill(customersFor, "Northwind").Submit().Close()
		dana.OpenHome()
		st.until(10, 9, 0)
		st.until(4, 9, 0)
		dana.OpenHome()
		st.until(5, 9, 0)
		dana.OpenHome()
		st.press("dana", view.ActionCustomers, st.idOf("cy"))
	})
}
