package stories

import (
	"slices"
	"strings"
	"testing"
	"time"

	"coach/files"
	"coach/sandbox"
	"coach/store"
)

// ofEight is Dana's team of eight.
const ofEight = `email,name,manager_email,time_zone
priya@example.com,Priya Nair,,Europe/London
dana@example.com,Dana Ruiz,priya@example.com,Europe/London
ana@example.com,Ana Lima,dana@example.com,Europe/London
ben@example.com,Ben Okafor,dana@example.com,Europe/London
cy@example.com,Cy Young,dana@example.com,Europe/London
dee@example.com,Dee Park,dana@example.com,Europe/London
fay@example.com,Fay Chen,dana@example.com,Europe/London
gus@example.com,Gus Berg,dana@example.com,Europe/London
hal@example.com,Hal Ito,dana@example.com,Europe/London
ivy@example.com,Ivy Roe,dana@example.com,Europe/London
`

// Eight observations and the moments of the week fall due on Thursday, nothing
// is planned, and Wednesday has had its message: on Thursday there is exactly
// one, with three lines and how many more there are on Home.
func TestAThursdayOfEightObservations(t *testing.T) {
	story(t, setting{people: ofEight, change: withoutDigest, apart: true}, func(st *stage) {
		st.publishOnly("observation", "in_moment")
		st.run()
		st.until(4, 9, 0)
		before := st.Calls("chat.postMessage")
		st.until(5, 8, 44)
		if n := st.Calls("chat.postMessage") - before; n != 0 {
			t.Errorf("%d messages before Thursday's morning", n)
		}
		st.until(5, 18, 0)
		said := st.DM("dana").Last().Text()
		if n := strings.Count(said, "Observation with"); n != 3 || !strings.Contains(said, "And 6 more on Home.") {
			t.Errorf("Thursday's message has %d observations:\n%s", n, said)
		}
	})
}

// publishOnly publishes the playbook with only some practices, before coach
// starts.
func (st *stage) publishOnly(keys ...string) {
	st.t.Helper()
	db, err := store.Open(st.t.Context(), st.config.DB)
	if err != nil {
		st.t.Fatal(err)
	}
	defer db.Close()
	source := string(files.DefaultYAML())
	for _, p := range files.Default().Practices {
		if p.Enabled && !slices.Contains(keys, p.Key) {
			source = strings.Replace(source, "key: "+p.Key+"\n", "key: "+p.Key+"\n  enabled: false\n", 1)
		}
	}
	if !strings.Contains(source, "key: inspect_review") {
		source += "- {key: inspect_review, name: Inspect, short: Inspect, enabled: false}\n"
	}
	if _, err := db.Publish(st.t.Context(), []byte(source), db.Today(time.Now())-90, time.Now(), 0); err != nil {
		st.t.Fatal(err)
	}
}

// Dana plans her week on Monday. What is planned is left alone until its day,
// which says it back; what she moves is redrawn where it stands.
func TestPlanMyWeek(t *testing.T) {
	story(t, setting{people: ofFour, change: withoutDigest}, func(st *stage) {
		dana := st.User("dana")
		st.until(2, 9, 0)
		monday := st.DM("dana").Last()
		form := monday.Click(dana, "Plan my week").Modal()
		form.Fill("Forecast review", "Wednesday 4 March").Fill("Observation with Cy", "Wednesday 4 March").Submit().Close()
		st.settle()
		st.until(4, 9, 0)
		moved := st.DM("dana").Last().Click(dana, "Plan").Modal()
		moved.Fill("Forecast review", "Thursday 5 March").Submit().Close()
		st.settle()
		dana.Command("/coach plan").Modal().Close()
		monday.Click(dana, "Move a day").Modal().Close()
		st.until(6, 9, 0)
	})
}

// Who uses nothing of coach's for three messages hears from it on Mondays only
// for two weeks, and it says so; whoever wants the others back says so too.
func TestThreeMessagesAreIgnored(t *testing.T) {
	story(t, setting{people: ofFour, change: withoutDigest}, func(st *stage) {
		st.until(9, 9, 0)
		st.until(10, 18, 0)
		said := st.DM("dana").Last()
		form := said.Click(st.User("dana"), "My messages").Modal()
		form.Fill("I write on Mondays only until Wed 18 Mar", "Write on my other days again too").Submit().Close()
		st.settle()
		st.until(12, 18, 0)
	})
}

// In the first two weeks after set-up, and after somebody joins, only Mondays
// have a message.
func TestTheFirstTwoWeeks(t *testing.T) {
	story(t, setting{people: ofFour, change: withoutDigest}, func(st *stage) {
		st.importPeople(ofFour + "eli@example.com,Eli Katz,priya@example.com,Europe/London\nfay@example.com,Fay Chen,eli@example.com,Europe/London\n")
		for handle, name := range map[string]string{"eli": "Eli Katz"} {
			st.AddPerson(sandbox.Person{Handle: handle, Name: name, Email: handle + "@example.com", Zone: "Europe/London"})
		}
		time.Sleep(2 * time.Hour)
		st.until(18, 18, 0)
	})
}

// Dana chooses her time and days, and mutes a practice: nothing counts
// otherwise.
func TestMyMessages(t *testing.T) {
	story(t, setting{people: ofFour, change: withoutDigest}, func(st *stage) {
		dana := st.User("dana")
		form := dana.Command("/coach settings").Modal()
		form.Fill("When shall I write?", "10:15").Fill("On which days?", "Tuesday, Wednesday, Friday").Fill("No reminders about", "Forecast review").Submit().Close()
		st.until(2, 18, 0)
		st.until(4, 18, 0)
		dana.Command("/coach due")
		st.until(6, 18, 0)
	})
}
