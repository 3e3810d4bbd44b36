package stories

import (
	"errors"
	"testing"
	"time"

	"coach/cadence"
	"coach/demo"
	"coach/practice"
	"coach/scheduler"
	"coach/service"
	"coach/store"
)

// A manager's first week: one message in the morning, logged from its button
// and by command, skipped, and nothing said twice.
func TestAManagersFirstWeek(t *testing.T) {
	story(t, setting{server: true}, func(st *stage) {
		dana := st.User("dana")
		dana.Command("/coach")
		dana.Command("/coach help")
		st.until(2, 9, 0)
		form := st.DM("dana").Last().Click(dana, "Log").Modal()
		form.Fill("Agenda shared beforehand?", "Yes").Fill("What was on the agenda", "Pipeline, the Acme renewal, wins").Submit().Close()
		st.settle()
		st.until(4, 9, 0)
		skip := st.DM("dana").Last().Click(dana, "Skip").Modal()
		skip.Fill("What got in the way?", "Customer emergency").Submit().Close()
		st.settle()
		dana.Command("/coach due")
		st.until(6, 18, 0)
	})
}

// Log with a mistake and correct it: the form keeps what was typed and says at
// the field what to do.
func TestAMistakeIsCorrected(t *testing.T) {
	story(t, setting{}, func(st *stage) {
		dana := st.User("dana")
		form := dana.Command("/coach log 1:1 @ana").Modal()
		form.Fill("Where did the time go?", "Balanced").
			Fill("A strength to build on", "She asks short questions").
			Fill("Action plan, in their words", "Two discovery calls").
			Fill("Who writes the plan?", "We wrote it together").
			Fill("When did it happen?", "2026-03-09").Submit()
		form.Fill("By when?", "2026-03-12").Submit()
		form.Fill("When did it happen?", "2026-03-02").Submit().Close()
		dana.Command("/coach log forecasting")
		dana.Modal().Close()
		st.User("ana").Command("/coach log 1:1 @dana")
		dana.Command("/coach lgo")
		time.Sleep(time.Minute)
	})
}

// Recognition in the channel and just to them.
func TestRecognition(t *testing.T) {
	story(t, setting{}, func(st *stage) {
		ben := st.User("ben")
		form := ben.Command("/coach recognize @ana").Modal()
		form.Fill("What did they do?", "Stayed late to rehearse my demo with me").
			Fill("Which of our values does it show?", "Teamwork").
			Fill("What difference did it make?", "The customer said yes on the spot").
			Fill("Where to share it", "In the channel").Submit().Close()
		st.settle()
		form = st.User("dana").Command("/coach recognize").Modal()
		form.Fill("Who?", "@ben, @cy").Fill("What did they do?", "Told me the forecast was too rosy").
			Fill("Which of our values does it show?", "Integrity").
			Fill("What difference did it make?", "We called the customer in time").
			Fill("Where to share it", "Just to them").Submit().Close()
		st.settle()
	})
}

// A digest Monday: a week of logs, then the company's week in the leaders'
// channel, in counts. A Monday that was missed is made up for until Tuesday
// night and not later.
func TestADigestMonday(t *testing.T) {
	story(t, setting{}, func(st *stage) {
		st.until(2, 10, 0)
		for _, who := range []string{"carla", "priya", "dana"} {
			st.logTeamMeeting(who)
		}
		st.until(5, 10, 0)
		st.logMoment("dana", "Ana Lima")
		st.logMoment("dana", "Ben Okafor")
		st.logMoment("eli", "Fay Chen")
		st.until(9, 9, 30)
		st.end()
		st.Note("coach is stopped from Monday evening to Tuesday evening a week later")
		st.until(17, 19, 0)
		st.run()
		st.end()
		st.Note("coach is stopped until Wednesday of the week after")
		st.until(25, 8, 0)
		st.run()
	})
}

func (st *stage) logTeamMeeting(handle string) {
	st.t.Helper()
	form := st.User(handle).Command("/coach log team meeting").Modal()
	form.Fill("Agenda shared beforehand?", "Yes").Fill("What was on the agenda", "The week ahead").Submit().Close()
	st.settle()
}

func (st *stage) logMoment(handle, who string) {
	st.t.Helper()
	form := st.User(handle).Command("/coach log in the moment").Modal()
	form.Fill("Who? (one, several or the whole team)", who).Fill("What you saw and what you said or asked", "Asked what the customer would lose").Submit().Close()
	st.settle()
}

// Slack is down for forty minutes: what was logged before is kept, what was
// said waits, and nothing is said twice.
func TestSlackIsDownForFortyMinutes(t *testing.T) {
	story(t, setting{}, func(st *stage) {
		st.until(2, 8, 30)
		form := st.User("ben").Command("/coach recognize @ana").Modal()
		form.Fill("What did they do?", "Wrote up the Acme call for all of us").
			Fill("Which of our values does it show?", "Teamwork").
			Fill("What difference did it make?", "I did not start from zero").
			Fill("Where to share it", "In the channel")
		st.Fail("chat.postMessage", 1, "service_unavailable")
		form.Submit().Close()
		time.Sleep(time.Second)
		st.Down(true)
		st.until(2, 9, 10)
		st.Down(false)
		st.until(2, 9, 30)
	})
}

// The process is killed after Slack took a message and before that was written
// down. The next coach looks before it posts, and finds it.
func TestKilledBetweenPostAndCommit(t *testing.T) {
	story(t, setting{apart: true}, func(st *stage) {
		st.config.DigestChannel, st.config.DigestRoot = "", ""
		after := st.killAfter("chat.postMessage")
		st.run()
		st.until(2, 8, 46)
		st.config.DB = after()
		st.Note("coach is killed; a new one starts on what it left on disk")
		st.run()
		st.until(2, 9, 0)
	})
}

// The same submission arrives twice: one entry, one shout-out, the same
// answer.
func TestTheSameSubmissionTwice(t *testing.T) {
	story(t, setting{}, func(st *stage) {
		form := st.User("ben").Command("/coach recognize @ana").Modal()
		form.Fill("What did they do?", "Caught the pricing mistake").
			Fill("Which of our values does it show?", "Ownership").
			Fill("What difference did it make?", "The quote went out right").
			Fill("Where to share it", "In the channel").Submit()
		st.Note("Slack delivers the submission once more")
		st.Redeliver()
		st.settle()
	})
}

// An entry about the wrong person is taken back: the moment waits again, and a
// shout-out is removed.
func TestTakenBack(t *testing.T) {
	story(t, setting{}, func(st *stage) {
		dana := st.User("dana")
		st.until(2, 9, 0)
		form := st.DM("dana").Last().Click(dana, "Log").Modal()
		form = form.Fill("Agenda shared beforehand?", "Yes").Fill("What was on the agenda", "That was last week").Submit()
		st.settle()
		form.Click("Undo").Close()
		st.settle()
		form = dana.Command("/coach recognize @ben").Modal()
		form = form.Fill("What did they do?", "Answered the tender in a day").
			Fill("Which of our values does it show?", "Customer first").
			Fill("What difference did it make?", "We are on the short list").
			Fill("Where to share it", "In the channel").Submit()
		st.settle()
		form.Click("Undo").Close()
		st.settle()
	})
}

// Words typed to coach are answered with a button that opens the form they
// mean.
func TestTypedWords(t *testing.T) {
	story(t, setting{start: monday.AddDate(0, 0, 3)}, func(st *stage) {
		dana := st.User("dana")
		for _, words := range []string{
			"log 1:1 ana yesterday", "observation @cy", "thank ben for the Acme demo", "done", "hello", "the weather is nice", "log", "log pipeline review ana",
			"log 1:1 zzz", "log 1:1 ana tomorow", "thank zzz", "log zzz",
		} {
			dana.Say(words)
			st.settle()
		}
		st.DM("dana").Messages()[1].Click(dana, "Open the form").Modal().Close()
		st.DM("dana").Messages()[5].Click(dana, "Open the form").Modal().Close()
		st.User("ana").Say("log 1:1 ben")
		st.settle()
		dana.Command("/coach log 1:1 zzz").Modal().Close()
		dana.Command("/coach recognize ben for the Acme demo").Modal().Close()
		dana.Command("/coach recognize zzz").Modal().Close()
	})
}

// Whoever is named in words is in the form that follows, whatever has to be asked
// first; and nobody of several is left out in silence.
func TestNobodyWhoIsNamedIsForgotten(t *testing.T) {
	story(t, setting{start: monday.AddDate(0, 0, 3)}, func(st *stage) {
		dana := st.User("dana")
		dana.Command("/coach log @ana").Modal().Fill("What did you do?", "In-the-moment coaching").Submit().Close()
		dana.Command("/coach log ana yesterday").Modal().Fill("What did you do?", "Observation").Submit().Close()
		dana.Command("/coach log @ana and @ben").Modal().Fill("What did you do?", "In-the-moment coaching").Submit().Close()
		dana.Command("/coach log team meeting @ana").Modal().Close()
		dana.Command("/coach recognize @ben and @cy for the Acme demo").Modal().Close()
		dana.Command("/coach recognize ben, zed and cy for the Acme demo").Modal().Close()
		dana.Command("/coach away tomorrow @ana @ben")
		dana.Command("/coach excuse @ana @ben")
		for i, words := range []string{"log @cy", "thank @ben and @cy for the Acme demo", "thank ben and zed", "log 1:1 @ana @ben", "log 1:1 ana 29 feb", "thank you!", "thanks for the reminder"} {
			dana.Say(words)
			st.settle()
			switch reply := st.DM("dana").Last(); i {
			case 0:
				reply.Click(dana, "Choose what to log").Modal().Fill("What did you do?", "In-the-moment coaching").Submit().Close()
			case 1, 2, 3, 4:
				reply.Click(dana, "Open the form").Modal().Close()
			}
		}
	})
}

// A workspace that does not know charts yet gets the same digest in words.
func TestADigestWithoutCharts(t *testing.T) {
	sunday := monday.AddDate(0, 0, -1)
	story(t, setting{start: sunday, apart: true, refusal: "invalid_blocks"}, func(st *stage) {
		st.past(9)
		st.run()
		st.until(2, 8, 50)
		st.Fail("chat.postMessage", 1, "invalid_blocks")
		st.until(2, 9, 1)
	})
}

// past gives the company some weeks of ordinary life, whose messages nobody
// waits for any more.
func (st *stage) past(weeks int) {
	st.t.Helper()
	ctx, t, zone := st.t.Context(), st.t, time.UTC
	db, err := store.Own(ctx, st.config.DB)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	now := time.Now().AddDate(0, 0, -7*weeks)
	if err := db.Fix(ctx, practice.Settings{Recognition: "CWINS0000", Zone: zone.String()}); err != nil {
		t.Fatal(err)
	}
	if err := service.PublishDefault(ctx, db, now, 0); err != nil {
		t.Fatal(err)
	}
	roster, err := db.Roster(ctx)
	if err != nil {
		t.Fatal(err)
	}
	beat := scheduler.Scheduler{Store: db, Flush: func() {}, Zone: db.Zone}
	everybody := demo.NewLife(db, roster, cadence.DateOf(now), nil)
	for ; now.Before(time.Now()); now = now.AddDate(0, 0, 1) {
		evening := now.Add(12 * time.Hour)
		if err := errors.Join(beat.Tick(ctx, evening), everybody.Between(ctx, now, evening, zone, 0)); err != nil {
			t.Fatal(err)
		}
	}
	for {
		d, ok, err := db.Next(ctx, time.Now())
		if err != nil || !ok {
			return
		}
		if err := db.Drop(ctx, d, "long ago"); err != nil {
			t.Fatal(err)
		}
	}
}
