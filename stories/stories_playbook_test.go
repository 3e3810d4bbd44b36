package stories

import (
	"context"
	"regexp"
	"strings"
	"testing"
	"time"

	"coach"

	"coach/sandbox"
	"coach/store"
)

func ownedBy(emails string) func(*coach.Config) {
	return func(c *coach.Config) { c.Owners = emails }
}

// An owner changes the playbook in Slack, sees what it takes and publishes.
// Everybody it concerns reads about it in their next morning message, says that
// they are in or what they would change. Until somebody logs, it can be undone.
func TestAPlaybookIsPublished(t *testing.T) {
	story(t, setting{change: ownedBy("Carla@example.com")}, func(st *stage) {
		carla, dana, eli := st.User("carla"), st.User("dana"), st.User("eli")
		st.until(2, 10, 0)
		list := carla.Command("/coach playbook").Click("Change the playbook").Modal()
		list.ClickNth("Change", st.nth(list, "Observation"))
		carla.Modal().Fill("How often?", "Every month").Fill("By when?", "By the 4th working day before month end").Submit()
		st.settle()
		list = carla.Modal()
		list.ClickNth("Change", st.nth(list, "Best practice"))
		carla.Modal().Fill("Is it expected?", "On").Submit()
		st.settle()
		carla.Modal().Submit()
		st.settle()
		carla.Modal().Fill("Why are you changing this?", "Fewer things, done well").Submit().Close()
		st.until(3, 9, 0)
		st.DM("dana").Last().Click(dana, "I'm in")
		st.settle()
		form := st.DM("eli").Last().Click(eli, "Suggest a change").Modal()
		form.Fill("What would you change, and why?", "Every three weeks: half my team is on the road.").Submit().Close()
		st.settle()
		history := carla.Command("/coach playbook").Click("History").Modal()
		st.logTeamMeeting("dana")
		history.Click("Undo").Close()
	})
}

// An owner changes the words people read of a practice and its form, and the
// vision and the skills over the playbook; the next log asks in the new words.
func TestTheOwnersWords(t *testing.T) {
	story(t, setting{change: ownedBy("carla@example.com")}, func(st *stage) {
		st.Cast("dana")
		carla, dana := st.User("carla"), st.User("dana")
		st.until(2, 10, 0)
		list := carla.Command("/coach playbook").Click("Change the playbook").Modal()
		list.ClickNth("Change", st.nth(list, "Observation"))
		carla.Modal().Click("Its words and questions")
		st.settle()
		carla.Modal().Fill("Why do we do this?", "So that the next call goes better than the last.").Submit()
		st.settle()
		carla.Modal().Submit()
		st.settle()
		carla.Modal().Click("Vision and skills")
		st.settle()
		carla.Modal().Fill("Your vision, in one sentence", "Every customer would recommend us.").
			Fill("The skills you work on, one a line", "Discovery questions\nNegotiation").Submit()
		st.settle()
		carla.Modal().Submit()
		st.settle()
		carla.Modal().Fill("Why are you changing this?", "Our own words").Submit().Close()
		st.until(3, 9, 0)
		dana.Command("/coach playbook")
		dana.Command("/coach log observation @ana").Modal().Close()
	})
}

// A publication is taken back: before anybody read it, nobody does; after
// that, the message says so, and a suggestion that somebody was writing is kept.
func TestAPublicationIsTakenBack(t *testing.T) {
	story(t, setting{change: ownedBy("carla@example.com")}, func(st *stage) {
		carla := st.User("carla")
		st.until(2, 10, 0)
		switchOn := func() {
			list := carla.Command("/coach playbook").Click("Change the playbook").Modal()
			list.ClickNth("Change", st.nth(list, "Best practice"))
			carla.Modal().Fill("Is it expected?", "On").Submit()
			st.settle()
			carla.Modal().Submit()
			st.settle()
			carla.Modal().Fill("Why are you changing this?", "Fewer things, done well").Submit()
			st.settle()
		}
		switchOn()
		carla.Modal().Click("Undo").Close()
		switchOn()
		carla.Modal().Close()
		st.until(3, 9, 0)
		form := st.DM("eli").Last().Click(st.User("eli"), "Suggest a change").Modal()
		form.Fill("What would you change, and why?", "Every three weeks: half my team is on the road.")
		carla.Command("/coach playbook").Click("History").Modal().Click("Undo").Close()
		st.settle()
		form.Submit().Close()
		st.settle()
	})
}

// Two versions are told in one message, and the second is taken back: the first
// stands, so the next morning tells of it. It is the first that anybody
// published, and names what it ends.
func TestTheSecondOfTwoIsTakenBack(t *testing.T) {
	story(t, setting{server: true, people: ofFour, change: func(c *coach.Config) { ownedBy("priya@example.com")(c); withoutDigest(c) }}, func(st *stage) {
		priya := st.User("priya")
		st.until(2, 10, 0)
		switchOff := func(name string) {
			list := priya.Command("/coach playbook").Click("Change the playbook").Modal()
			list.ClickNth("Change", st.nth(list, name))
			priya.Modal().Fill("Is it expected?", "Off").Submit()
			st.settle()
			priya.Modal().Submit()
			st.settle()
			priya.Modal().Fill("Why are you changing this?", "Fewer things, done well").Submit().Close()
			st.settle()
		}
		switchOff("Observation")
		switchOff("Recognition")
		st.until(3, 9, 0)
		priya.Command("/coach playbook").Click("History").Modal().Click("Undo").Close()
		st.until(4, 9, 0)
	})
}

// The first that somebody publishes, before anybody's first morning: whoever it
// concerns reads what ends and all that is expected of them, nobody else anything.
func TestTheFirstPublicationNamesWhatItEnds(t *testing.T) {
	story(t, setting{people: ofFour, change: func(c *coach.Config) { ownedBy("priya@example.com")(c); withoutDigest(c) }}, func(st *stage) {
		priya := st.User("priya")
		list := priya.Command("/coach playbook").Click("Change the playbook").Modal()
		list.ClickNth("Change", st.nth(list, "Observation"))
		priya.Modal().Fill("Is it expected?", "Off").Submit()
		st.settle()
		priya.Modal().Submit()
		st.settle()
		priya.Modal().Fill("Why are you changing this?", "Fewer things, done well").Submit().Close()
		st.until(2, 9, 0)
		st.User("dana").Command("/coach playbook")
	})
}

// Those who do not own the playbook cannot change it, whatever they press.
func TestOnlyOwnersPublish(t *testing.T) {
	story(t, setting{change: ownedBy("carla@example.com")}, func(st *stage) {
		carla := st.User("carla")
		reply := carla.Command("/coach playbook")
		list := reply.Click("Change the playbook").Modal()
		st.Note("coach starts again, and now Priya owns the playbook")
		st.end()
		st.config.Owners = "priya@example.com"
		st.run()
		list.Submit().Close()
		reply.Click("History")
		carla.Command("/coach playbook")
		time.Sleep(time.Minute)
	})
}

// Two owners change the playbook at once: who publishes second sees what
// changed meanwhile, and nothing of theirs is lost.
func TestTwoOwnersAtOnce(t *testing.T) {
	story(t, setting{change: ownedBy("carla@example.com, priya@example.com")}, func(st *stage) {
		change := func(who, name, label, value string) {
			u := st.User(who)
			list := u.Command("/coach playbook").Click("Change the playbook").Modal()
			list.ClickNth("Change", st.nth(list, name))
			u.Modal().Fill(label, value).Submit()
			st.settle()
			u.Modal().Submit()
			st.settle()
		}
		change("carla", "Team meeting", "How often?", "Every two weeks, next from Mon 9 Mar")
		change("priya", "Best practice", "Is it expected?", "On")
		st.User("priya").Modal().Fill("Why are you changing this?", "Fewer things, done well").Submit().Close()
		st.User("carla").Modal().Fill("Why are you changing this?", "Fewer things, done well").Submit()
		st.settle()
		st.User("carla").Modal().Fill("Why are you changing this?", "Fewer things, done well").Submit().Close()
	})
}

// Everybody can read what is expected of them and how it is inspected.
func TestWhatIsExpectedOfMe(t *testing.T) {
	story(t, setting{}, func(st *stage) {
		st.User("dana").Command("/coach playbook")
		st.User("ana").Command("/coach playbook")
		st.Note("Nobody owns the playbook yet")
	})
}

// More than people have time for is asked twice.
func TestTooMuchIsAskedTwice(t *testing.T) {
	story(t, setting{change: ownedBy("carla@example.com")}, func(st *stage) {
		carla := st.User("carla")
		list := carla.Command("/coach playbook").Click("Change the playbook").Modal()
		list.ClickNth("Change", st.nth(list, "1:1 planning"))
		carla.Modal().Fill("How often?", "Every day").Fill("How many times?", "2").Fill("What will tell you that it still helps?", "Plans are kept").Submit()
		st.settle()
		carla.Modal().Submit()
		st.settle()
		review := carla.Modal()
		review.Fill("Why are you changing this?", "Fewer things, done well").Submit()
		review.Fill("This is more than most people have time for. Are you sure?", "Publish anyway").Submit().Close()
	})
}

// What would end most of what is on is asked twice, however little it takes.
func TestEndingMostIsAskedTwice(t *testing.T) {
	unwritten(t, setting{change: ownedBy("carla@example.com")}, func(st *stage) {
		st.publish(switched(false, "observation", "in_moment", "forecast_review", "observe_coach", "team_meeting", "obstacle_review", "recognition"))
		st.settle()
		carla := st.User("carla")
		list := carla.Command("/coach playbook").Click("Change the playbook").Modal()
		list.ClickNth("Change", st.nth(list, "1:1 planning"))
		carla.Modal().Fill("Is it expected?", "Off").Submit()
		st.settle()
		carla.Modal().Submit()
		st.settle()
		review := carla.Modal()
		review.Fill("Why are you changing this?", "Fewer things, done well").Fill("The only practice would end. Are you sure?", "Publish anyway").Submit()
		st.settle()
		carla.Modal().Close()
		st.withStore(func(ctx context.Context, db *store.Store) error {
			_, version, err := db.Playbook(ctx)
			if version != 3 {
				t.Errorf("version %d stands, want the third", version)
			}
			return err
		})
	})
}

// Closing the list loses nothing, and what an owner thinks better of is dropped.
func TestChangesAreKeptAndDropped(t *testing.T) {
	story(t, setting{change: ownedBy("carla@example.com")}, func(st *stage) {
		carla := st.User("carla")
		open := func() *sandbox.Modal { return carla.Command("/coach playbook").Click("Change the playbook").Modal() }
		list := open()
		list.ClickNth("Change", st.nth(list, "Recognition"))
		form := carla.Modal().Fill("Your values, one per line", "Courage\nCourage").Submit()
		form.Fill("Your values, one per line", "Courage\nCare").Fill("From when?", "2026-02-27").Submit()
		form.Fill("From when?", "").Submit()
		st.settle()
		carla.Modal().Close()
		review := open().Submit()
		st.settle()
		review.Click("Back to the changes")
		carla.Modal().Click("Drop")
		carla.Modal().Submit().Close()
	})
}

// nth is which of the list's buttons to change a practice is that of the one
// called so.
func (st *stage) nth(list *sandbox.Modal, name string) int {
	st.t.Helper()
	at := regexp.MustCompile(`(?m)^\s*` + regexp.QuoteMeta(name) + `( · .*)?$`).FindStringIndex(list.Text())
	if at == nil {
		st.t.Fatalf("no practice %q in\n%s", name, list.Text())
	}
	return strings.Count(list.Text()[:at[0]], "[Change]") + 1
}
