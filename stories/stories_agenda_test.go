package stories

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"coach/bot/view"
	"coach/sandbox"
	"coach/store"
)

// press presses a button of somebody's Home.
func (st *stage) press(handle, action, value string) {
	st.t.Helper()
	home := map[string]any{"id": "V0HOME", "type": "home", "callback_id": "", "blocks": []any{}}
	st.User(handle).Forge("interactive", pressed(action, value, home))
	st.settle()
}

// idOf returns a person's own number.
func (st *stage) idOf(handle string) (id string) {
	st.t.Helper()
	st.withStore(func(ctx context.Context, db *store.Store) error {
		p, err := db.PersonByEmail(ctx, handle+"@example.com")
		id = fmt.Sprint(p.ID)
		return err
	})
	return id
}

// session has Dana log a 1:1 with Ana; fill answers what stands above the
// questions.
func (st *stage) session(fill func(form *sandbox.Modal)) {
	st.t.Helper()
	st.logged(fill).Close()
}

// logged is what Dana reads once it is logged.
func (st *stage) logged(fill func(form *sandbox.Modal)) *sandbox.Modal {
	st.t.Helper()
	form := st.User("dana").Command("/coach log 1:1 @ana").Modal().Fill("Where did the time go?", "Mostly looking ahead").Fill("A strength to build on", "Asks short questions").
		Fill("Who writes the plan?", "We wrote it together").Fill("Action plan, in their words", "Open with the budget").Fill("By when?", "2026-03-27")
	fill(form)
	form = form.Submit()
	st.settle()
	return form
}

// Ana puts something on the list for her next 1:1 from where she is, and reads
// that Dana alone reads it; Dana adds to it, finds both above the form, and
// ticks what they covered.
func TestATopicForTheNextOneToOne(t *testing.T) {
	story(t, setting{people: twoTeams, change: withoutDigest}, func(st *stage) {
		ana, dana := st.User("ana"), st.User("dana")
		ana.Command("/coach topic the pricing of the renewal")
		st.settle()
		form := dana.Command("/coach topic @ana").Modal()
		form.Fill("What do you want to talk about?", "Ask @ben along?")
		form = form.Submit()
		form.Close()
		dana.Command("/coach topic whom to visit").Modal().Close()
		st.settle()
		ana.Command("/coach topic").Modal().Close()
		st.session(func(form *sandbox.Modal) { form.Fill("Which of these did you cover?", "the pricing of the renewal") })
		ana.Command("/coach topic").Modal().Close()
	})
}

// What a session does not cover stays on the list. A topic that is an action
// becomes one, and whoever added a topic can drop it again.
func TestATopicCarriesOver(t *testing.T) {
	story(t, setting{people: twoTeams, change: withoutDigest}, func(st *stage) {
		ana, dana := st.User("ana"), st.User("dana")
		for _, words := range []string{"the renewal", "who covers in May", "the new forecast", "send the case study"} {
			ana.Command("/coach topic @dana " + words)
			time.Sleep(time.Minute)
		}
		st.session(func(form *sandbox.Modal) { form.Fill("Which of these did you cover?", "the renewal") })
		st.until(4, 9, 0)
		st.session(func(form *sandbox.Modal) {})
		form := ana.Command("/coach topic").Modal()
		form.ClickNth("It's a next step", 3)
		ana.Modal().Fill("By when?", "2026-03-13").Submit().Close()
		st.settle()
		form = ana.Command("/coach topic").Modal()
		form.ClickNth("Drop", 1).Close()
		st.settle()
		dana.Command("/coach topic @ana").Modal().Close()
	})
}

// Dana and Ana choose a focus after a 1:1, say in the next how it is going, and
// in the one after that it is reached: Ana hears of it, and either may thank
// the other and choose what comes next.
func TestAFocusReached(t *testing.T) {
	story(t, setting{people: twoTeams, change: withoutDigest}, func(st *stage) {
		ana, dana := st.User("ana"), st.User("dana")
		form := st.logged(func(*sandbox.Modal) {})
		form.Click("Choose a focus")
		dana.Modal().Fill("What do you want to work on with Ana?", "Discovery questions").Submit()
		dana.Modal().Click("Look again on a day")
		st.settle()
		dana.Modal().Fill("On which day at the latest?", "2026-03-16").Submit().Close()
		dana.Modal().Close()
		form.Close()
		st.until(3, 9, 0)
		st.session(func(form *sandbox.Modal) { form.Fill("Focus: Discovery questions", "Better") })
		st.until(4, 9, 0)
		st.session(func(form *sandbox.Modal) { form.Fill("Focus: Discovery questions", "Reached") })
		told := st.DM("ana").Last()
		told.Click(ana, "Choose the next focus")
		ana.Modal().Fill("What do you want to work on with Dana?", "Closing").Submit().Close()
		st.settle()
		ana.Command("/coach topic").Modal().Close()
	})
}

// Ana and Dana both choose a focus in the same minute. One stands, and the
// other reads which.
func TestTwoOpenAFocusAtOnce(t *testing.T) {
	story(t, setting{people: twoTeams, change: withoutDigest}, func(st *stage) {
		ana, dana := st.User("ana"), st.User("dana")
		st.press("dana", view.ActionFocus, st.idOf("ana"))
		st.press("ana", view.ActionFocus, st.idOf("dana"))
		dana.Modal().Fill("What do you want to work on with Ana?", "Discovery questions")
		ana.Modal().Fill("What do you want to work on with Dana?", "Closing").Submit().Close()
		form := dana.Modal().Submit()
		form.Click("Set aside").Close()
	})
}

// Ana asks Dana for a session. Dana plans it for a day, of which Ana hears; the
// 1:1 that follows closes it, with a word to Ana.
func TestTimeAskedForAndMet(t *testing.T) {
	story(t, setting{people: twoTeams, change: withoutDigest}, func(st *stage) {
		ana, dana := st.User("ana"), st.User("dana")
		ana.Command("/coach ask @fay")
		ana.Modal().Close()
		ana.Command("/coach ask @dana about the renewal at Northwind")
		ana.Modal().Submit().Close()
		ana.Say("ask for a ride-along")
		st.settle()
		st.DM("ana").Last().Click(ana, "Open the form")
		ana.Modal().Fill("What would help?", "A ride-along on a visit or call").Submit()
		ana.Modal().Click("Withdraw").Close()
		dana.OpenHome().Click("Plan it")
		dana.Modal().Fill("On which day?", "2026-02-27").Submit()
		dana.Modal().Fill("On which day?", "2026-03-04").Submit().Close()
		st.until(4, 10, 0)
		st.session(func(form *sandbox.Modal) {})
		st.until(4, 10, 5)
	})
}

// Ana takes back what she asked for, and asks anew. Nothing comes of it: after
// twenty of Dana's working days it is closed, and Ana reads what she can do
// instead.
func TestTimeThatLapses(t *testing.T) {
	story(t, setting{people: twoTeams, change: withoutDigest}, func(st *stage) {
		ana := st.User("ana")
		ana.Command("/coach ask").Modal().Submit().Close()
		st.settle()
		ana.OpenHome().Click("Withdraw")
		st.settle()
		ana.Command("/coach ask about the renewal").Modal().Submit().Close()
		st.settle()
		st.asleep(30, 17, 50) // the twentieth working day
		st.until(31, 8, 50)
	})
}

// Dana is away when Ana asks: Ana reads that she is, not until when, and the
// request waits.
func TestAManagerAwayIsAsked(t *testing.T) {
	story(t, setting{people: twoTeams, change: withoutDigest}, func(st *stage) {
		dana, ana := st.User("dana"), st.User("ana")
		dana.Command("/coach away 2 Mar - 6 Mar").Modal().Submit().Close()
		ana.Command("/coach ask").Modal().Fill("What would help?", "Help with an obstacle").Fill("About what?", "Legal needs six weeks").Submit().Close()
		st.asleep(9, 8, 40)
		st.until(9, 8, 50)
	})
}

// Ana moves to Eli. What she asked Dana for is closed with a word, and what the
// two shared stays theirs: Dana and Ana read it on, and Eli finds nothing.
func TestTransferClosesWhatWasAsked(t *testing.T) {
	story(t, setting{people: twoTeams, change: withoutDigest}, func(st *stage) {
		ana, dana, eli := st.User("ana"), st.User("dana"), st.User("eli")
		ana.Command("/coach ask about the renewal")
		ana.Modal().Submit().Close()
		ana.Command("/coach topic the renewal at Northwind")
		st.until(4, 10, 0)
		st.importPeople(strings.Replace(twoTeams, "Ana Lima,dana@", "Ana Lima,eli@", 1))
		st.Note("Ana reports to Eli now")
		st.until(5, 10, 0)
		ana.Command("/coach topic @dana").Modal().Close()
		eli.Command("/coach topic @ana").Modal().Close()
		dana.Command("/coach topic @ana one more").Modal().Close()
	})
}

// Ana's manager has no account here: coach can't ask them, and says what to do
// instead. What she would talk about stands on the list until they meet.
func TestAManagerWithoutAnAccountIsNotAsked(t *testing.T) {
	story(t, setting{people: twoTeams, change: withoutDigest}, func(st *stage) {
		st.importPeople(strings.Replace(twoTeams, "Ana Lima,dana@", "Ana Lima,nia@", 1) + "nia@example.com,Nia Jones,priya@example.com,Europe/London,\n")
		st.Note("Ana reports to Nia, who has no account")
		ana := st.User("ana")
		ana.Command("/coach ask about the renewal")
		ana.Say("ask for a session")
		st.settle()
		ana.Command("/coach topic the renewal")
		st.User("priya").Command("/coach ask")
	})
}

// What is typed on a list is read by both as it was meant: people by name,
// links by address, a public channel by name, and a private one not at all.
func TestWordsOfATopicAreRead(t *testing.T) {
	story(t, setting{people: twoTeams, change: withoutDigest}, func(st *stage) {
		ana := st.User("ana")
		secret := st.AddChannel("deal-room", sandbox.ChannelOptions{Private: true})
		say := func(text string) {
			ana.Forge("slash_commands", map[string]any{"command": "/coach", "text": text})
			st.settle()
		}
		say("topic <@UDANA0000|dana> ask <@UFAY00000|fay> about <https://example.com/a|the offer>")
		say("topic what <#" + st.Channel("wins").ID + "|wins> said, and <#" + secret.ID + "|deal-room>, <!here>")
		say("topic " + strings.Repeat("long ", 80))
		ana.Say("topic the forecast, *before* Friday")
		st.settle()
		ana.Say("topic @eli the forecast")
		st.settle()
		ana.Say("topics")
		st.settle()
		ana.Command("/coach topic").Modal().Close()
	})
}

// Slack may deliver a form or a command twice. What it adds is there once, and
// the answer is the same.
func TestWhatIsSharedIsAddedOnce(t *testing.T) {
	unwritten(t, setting{people: twoTeams, change: withoutDigest}, func(st *stage) {
		ana := st.User("ana")
		twice := func(table string, do func()) {
			st.t.Helper()
			do()
			st.settle()
			st.Redeliver()
			st.settle()
			st.withStore(func(ctx context.Context, db *store.Store) error {
				dana, err := db.PersonByEmail(ctx, "dana@example.com")
				if err != nil {
					return err
				}
				topics, err := db.TopicsOf(ctx, dana.ID)
				if err != nil {
					return err
				}
				asked, err := db.RequestsTo(ctx, dana.ID)
				if got := map[string]int{"topics": len(topics), "requests": len(asked)}[table]; got != 1 {
					st.t.Errorf("delivered twice there are %d %s", got, table)
				}
				for _, topic := range topics {
					if err := db.DropTopic(ctx, topic.ID, topic.By, time.Now()); err != nil {
						return err
					}
				}
				return err
			})
		}
		twice("topics", func() { ana.Command("/coach topic the renewal") })
		twice("topics", func() { ana.Say("topic the forecast") })
		twice("topics", func() { ana.Command("/coach topic").Modal().Fill("What do you want to talk about?", "May").Submit() })
		twice("requests", func() { ana.Command("/coach ask").Modal().Submit() })
	})
}
