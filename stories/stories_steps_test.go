package stories

import (
	"strings"
	"testing"

	"coach/sandbox"
)

// talked fills in a 1:1 without a plan.
func talked(form *sandbox.Modal, author string) *sandbox.Modal {
	return form.Fill("A strength to build on", "Asks short questions").Fill("Where did the time go?", "Mostly looking ahead").Fill("Who writes the plan?", author)
}

// stepAgreed has Dana log a 1:1 with Ana of one step, due on 11 March.
func (st *stage) stepAgreed() {
	st.t.Helper()
	form := talked(st.User("dana").Command("/coach log 1:1 @ana").Modal(), "We wrote it together")
	form.Fill("Action plan, in their words", "Open with the budget").Fill("By when?", "2026-03-11").Submit().Close()
	st.settle()
}

// planLeft has Dana log a 1:1 with Ana of which Ana writes the plan.
func (st *stage) planLeft() *sandbox.Modal {
	st.t.Helper()
	form := talked(st.User("dana").Command("/coach log 1:1 @ana").Modal(), "They do").Submit()
	st.settle()
	return form
}

// asleep stops coach until an hour and minute of a later day, so that no
// transcript tells of the mornings between.
func (st *stage) asleep(day, hour, minute int) {
	st.t.Helper()
	st.end()
	st.Note("coach is stopped until the %dth", day)
	st.until(day, hour, minute)
	st.run()
}

// What Dana and Ana agreed comes back. Ana ticks it, takes that back, and the
// other of the two ticks it on top of the next form, with what is typed kept:
// both read who said so. Pressing on a list that is out of date changes nothing.
func TestANextStepTicked(t *testing.T) {
	story(t, setting{change: withoutDigest}, func(st *stage) {
		dana, ana := st.User("dana"), st.User("ana")
		ana.Command("/coach steps").Modal().Close()
		form := talked(dana.Command("/coach log 1:1 @ana").Modal(), "We wrote it together").
			Fill("Action plan, in their words", "Open with the budget").Fill("By when?", "2026-03-11")
		form.Click("More questions")
		form.Fill("What I will do to help", "Come along on Tuesday")
		form.Click("Add another")
		form.Fill("Action plan, in their words (2)", "Call the four quiet accounts").Fill("By when? (2)", "2026-03-18").Submit().Close()
		st.settle()
		list := ana.Command("/coach steps").Modal()
		list.Click("Done")
		list.Click("Not done")
		form = dana.Command("/coach log observation @ana").Modal().Fill("One thing to improve", "Wait for the answer")
		list.Click("Done") // which Dana ticked a moment ago
		form.Close()
		list.Close()
		dana.Command("/coach steps @ana").Modal().Close()
		dana.Command("/coach steps").Modal().Close()
		st.asleep(4, 18, 0)
		ana.Say("steps dana")
		st.settle()
		st.DM("ana").Last().Click(ana, "Steps with Dana").Modal().Close()
	})
}

// Dana leaves the plan to Ana, who is asked at once. The first try lacks a step;
// the second form that she has open changes nothing any more. Dana reads what
// Ana wrote, and agrees.
func TestThePlanSheWrites(t *testing.T) {
	story(t, setting{change: withoutDigest, apart: true}, func(st *stage) {
		st.longInForce()
		dana, ana := st.User("dana"), st.User("ana")
		st.planLeft().Close()
		asked := st.DM("ana").Last()
		form := asked.Click(ana, "Write my plan").Modal()
		form.Submit()
		form.Fill("What will you do?", "Open with the budget").Fill("What will you do? (2)", "Call the four quiet accounts").
			Fill("By when? (2)", "2026-03-20").Submit().Close()
		st.settle()
		dana.Command("/coach steps").Modal().Close()
		st.DM("dana").Last().Click(dana, "Agree")
		st.settle()
		ana.Command("/coach steps").Modal().Close()
	})
}

// Dana would rather talk about the plan first: it comes on the list of the two,
// and she agrees after that.
func TestLetsTalk(t *testing.T) {
	story(t, setting{change: withoutDigest, apart: true}, func(st *stage) {
		st.longInForce()
		dana, ana := st.User("dana"), st.User("ana")
		st.planLeft().Close()
		st.DM("ana").Last().Click(ana, "Write my plan").Modal().Fill("What will you do?", "Open with the budget").Submit().Close()
		st.settle()
		written := st.DM("dana").Last()
		written.Click(dana, "Let's talk")
		st.settle()
		written.Click(dana, "Agree")
		st.settle()
	})
}

// Two forms of the same plan are open, and Dana takes the session back before
// the second is sent: nothing is written, and nobody waits any more.
func TestAPlanOfASessionTakenBack(t *testing.T) {
	story(t, setting{change: withoutDigest, apart: true}, func(st *stage) {
		st.longInForce()
		ana := st.User("ana")
		logged := st.planLeft()
		form := st.DM("ana").Last().Click(ana, "Write my plan").Modal().Fill("What will you do?", "Open with the budget")
		logged.Click("Undo").Close()
		st.settle()
		form.Submit().Close()
		ana.Command("/coach steps").Modal().Close()
	})
}

// Ana moves her step before its day, which is no failure. When the day has
// passed Dana sees it above her form, and gives it another: it is late by then,
// and its first day stands beside it.
func TestAStepMoved(t *testing.T) {
	story(t, setting{change: withoutDigest}, func(st *stage) {
		dana, ana := st.User("dana"), st.User("ana")
		st.stepAgreed()
		list := ana.Command("/coach steps").Modal()
		move := list.Click("Move")
		move.Fill("By when?", "2026-02-27").Submit()
		move.Fill("By when?", "2026-03-13").Submit()
		list.Close()
		st.asleep(16, 18, 0)
		form := dana.Command("/coach log observation @ana").Modal()
		form.Click("Not yet").Fill("By when?", "2026-03-18").Submit()
		form.Close()
		ana.Command("/coach steps").Modal().Close()
	})
}

// Ana would cancel her step. Dana would rather keep it; when Ana asks again,
// Dana says so too, and it is cancelled.
func TestCancelledByBoth(t *testing.T) {
	story(t, setting{change: withoutDigest}, func(st *stage) {
		dana, ana := st.User("dana"), st.User("ana")
		st.stepAgreed()
		propose := func() {
			list := ana.Command("/coach steps").Modal()
			list.Click("Move").Click("Ask Dana to cancel it").Close()
			list.Close()
		}
		propose()
		list := dana.Command("/coach steps @ana").Modal()
		list.Click("Keep it").Close()
		propose()
		dana.Command("/coach steps").Modal().Click("Cancel it").Close()
		dana.Command("/coach steps @ana").Modal().Close()
		ana.Command("/coach steps").Modal().Close()
	})
}

// Ana moves to Eli's team while a step and a plan are open. They stay with Dana
// and her: Ana keeps them, Dana reads what Ana wrote for her, and Eli sees none
// of it, on no screen.
func TestTransferInBetween(t *testing.T) {
	story(t, setting{people: twoTeams, change: withoutDigest, apart: true}, func(st *stage) {
		st.longInForce()
		dana, ana, eli := st.User("dana"), st.User("ana"), st.User("eli")
		st.stepAgreed()
		st.planLeft().Close()
		st.importPeople(strings.Replace(twoTeams, "Ana Lima,dana@", "Ana Lima,eli@", 1))
		st.Note("the people file is imported again: Ana reports to Eli")
		st.until(3, 9, 0)
		eli.Command("/coach steps @ana").Modal().Close()
		eli.Command("/coach log 1:1 @ana").Modal().Close()
		list := ana.Command("/coach steps").Modal()
		list.Click("Write my plan").Fill("What will you do?", "Call the four quiet accounts").Submit().Close()
		list.Close()
		st.settle()
		st.DM("dana").Last().Click(dana, "Agree")
		dana.Command("/coach steps @ana").Modal().Close()
		eli.Command("/coach steps @ana").Modal().Close()
	})
}

// Ana's account is closed, and Dana cancels her step without her. Where it is
// Dana who has left, Ana keeps her step and cancels it alone; the plan that she
// writes then stands, agreed by nobody.
func TestOwnerLeft(t *testing.T) {
	story(t, setting{change: withoutDigest, apart: true}, func(st *stage) {
		st.longInForce()
		dana, ben := st.User("dana"), st.User("ben")
		st.stepAgreed()
		talked(dana.Command("/coach log 1:1 @ben").Modal(), "They do").Submit().Close()
		st.settle()
		st.User("ana").Deactivate()
		st.until(2, 9, 0)
		list := dana.Command("/coach steps").Modal()
		list.Click("Move").Click("Cancel this step").Close()
		list.Close()
		st.until(3, 9, 0)
		dana.Deactivate()
		st.until(3, 10, 0)
		list = ben.Command("/coach steps").Modal()
		list.Click("Write my plan").Fill("What will you do?", "Call the four quiet accounts").Submit().Close()
		list.Close()
		list = ben.Command("/coach steps").Modal()
		list.Click("Move").Click("Cancel this step").Close()
		list.Close()
	})
}

// Nia has no account: her step stands all the same, Dana cancels it alone, and
// of a plan left to her Dana reads that nobody could be asked.
func TestAStepOfSomebodyWithoutAnAccount(t *testing.T) {
	people := "email,name,manager_email,time_zone\ndana@example.com,Dana Ruiz,,Europe/London\n"
	story(t, setting{people: people, change: withoutDigest, apart: true}, func(st *stage) {
		st.importPeople(people + "nia@example.com,Nia Jones,dana@example.com,Europe/London\n")
		st.longInForce()
		dana := st.User("dana")
		form := talked(dana.Command("/coach log 1:1").Modal(), "They do")
		form.Fill("Who was it with?", "Nia Jones").Submit().Close()
		form = talked(dana.Command("/coach log 1:1").Modal(), "I wrote it")
		form.Fill("Who was it with?", "Nia Jones").Fill("Action plan, in their words", "Open with the budget").Fill("By when?", "2026-03-11").Submit().Close()
		st.settle()
		list := dana.Command("/coach steps").Modal()
		list.Click("Move").Click("Cancel this step").Close()
		list.Close()
	})
}
