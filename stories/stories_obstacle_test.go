package stories

import (
	"strings"
	"testing"
	"time"

	"coach/sandbox"
)

// inTheWay is a story about an obstacle. It begins on a Monday at ten, after the
// morning's messages, and its transcript leaves out those of people it is not
// about.
func inTheWay(t *testing.T, cast []string, play func(*stage)) {
	t.Helper()
	story(t, setting{people: twoTeams, start: monday.Add(2 * time.Hour), change: withoutDigest}, func(st *stage) {
		st.Cast(cast...)
		play(st)
	})
}

// raised has somebody raise an obstacle by command; fill answers more of the
// form. It returns what they read once it is raised.
func (st *stage) raised(handle, words string, fill func(form *sandbox.Modal)) *sandbox.Modal {
	st.t.Helper()
	form := st.User(handle).Command("/coach obstacle " + words).Modal()
	fill(form)
	form = form.Submit()
	st.settle()
	return form
}

// asTyped leaves a form as the command has filled it in.
func asTyped(*sandbox.Modal) {}

const legal = "Legal takes six weeks to look at a contract"

// Ana raises an obstacle in two presses. Dana is asked next morning and takes
// it, says how it goes, and resolves it; Ana hears of each, and it is gone for
// her.
func TestAnObstacleIsTaken(t *testing.T) {
	inTheWay(t, []string{"ana", "dana"}, func(st *stage) {
		ana, dana := st.User("ana"), st.User("dana")
		st.raised("ana", legal, asTyped).Close()
		st.until(3, 8, 50)
		asked := st.DM("dana").Last()
		asked.Click(dana, "I'll take it")
		dana.Modal().Fill("By when?", "2026-03-09").Submit().Close()
		st.settle()
		st.until(4, 10, 0)
		dana.Command("/coach obstacles").Modal().Click("Open").Click("Update")
		dana.Modal().Fill("How is it going, in one line?", "Legal looks at small contracts first from now on").Submit().Close()
		st.settle()
		dana.Modal().Click("Resolve")
		dana.Modal().Click("More questions").Fill("What happened?", "Removed").Fill("In one line, for the person who raised it", "Small contracts take two days now").
			Fill("What would have kept it from coming up?", "A short form for small deals").Submit().Close()
		st.settle()
		dana.Modal().Close()
		st.DM("ana").Last().Click(ana, "Yes, it's gone")
		st.settle()
		ana.Command("/coach obstacles").Modal().Close()
	})
}

// Ana names Eli as she raises it, and he hears of it at once. He gives it
// another day and resolves it; whoever else is affected reads nothing.
func TestAnObstacleNamedToAnOwner(t *testing.T) {
	inTheWay(t, []string{"ana", "eli"}, func(st *stage) {
		eli := st.User("eli")
		ana := st.User("ana")
		form := ana.Command("/coach obstacle the demo system is down @eli").Modal()
		form.Fill("What does it cost us?", "A deal or customer").Fill("Who else is affected?", "@fay").Submit().Close()
		st.settle()
		given := st.DM("eli").Last()
		given.Click(eli, "New day")
		eli.Modal().Fill("By when?", "2026-02-27").Submit()
		eli.Modal().Fill("By when?", "2026-03-12").Submit().Close()
		st.settle()
		eli.Command("/coach obstacles").Modal().Click("Open").Click("Resolve")
		eli.Modal().Fill("What happened?", "Worked around").Fill("In one line, for the person who raised it", "Use the second system").Submit().Close()
		st.settle()
		eli.Modal().Close()
	})
}

// Dana names Fay, who says that it isn't hers: she may do so once. Dana is asked
// again, and takes it.
func TestNotMine(t *testing.T) {
	inTheWay(t, []string{"ana", "dana", "fay"}, func(st *stage) {
		dana, fay := st.User("dana"), st.User("fay")
		st.raised("ana", legal, asTyped).Close()
		st.until(3, 8, 50)
		st.DM("dana").Last().Click(dana, "Name somebody")
		dana.Modal().Fill("Who will own removing it?", "@fay").Submit().Close()
		st.settle()
		given := st.DM("fay").Last()
		given.Click(fay, "Not mine")
		st.settle()
		st.press("fay", "obstacle_decline", "1")
		st.DM("dana").Last().Click(dana, "I'll take it")
		dana.Modal().Submit().Close()
		st.settle()
	})
}

// Ana raises it, Dana takes it, and after ten working days passes it up to
// Priya, who takes it and resolves it. Ana hears of each step, and says that it
// is gone.
func TestPassedUpAndGone(t *testing.T) {
	inTheWay(t, []string{"ana", "dana", "priya"}, func(st *stage) {
		ana, dana, priya := st.User("ana"), st.User("dana"), st.User("priya")
		st.raised("ana", legal, asTyped).Close()
		st.until(3, 8, 50)
		st.DM("dana").Last().Click(dana, "I'll take it")
		dana.Modal().Submit().Close()
		st.settle()
		st.asleep(16, 8, 40)
		st.until(16, 10, 0)
		dana.Command("/coach obstacles").Modal().Click("Open").Click("Pass it up").Close()
		st.settle()
		up := st.DM("priya").Last()
		up.Click(priya, "I'll take it")
		priya.Modal().Submit().Close()
		st.settle()
		priya.Command("/coach obstacles").Modal().Click("Open").Click("Resolve")
		priya.Modal().Fill("What happened?", "Removed").Fill("In one line, for the person who raised it", "Legal has a person for us now").Submit().Close()
		st.settle()
		st.DM("ana").Last().Click(ana, "Yes, it's gone")
		st.settle()
	})
}

// What Dana calls resolved is not gone for Ana: it is open again, and Dana's.
func TestItIsNotGone(t *testing.T) {
	inTheWay(t, []string{"ana", "dana"}, func(st *stage) {
		ana, dana := st.User("ana"), st.User("dana")
		st.raised("ana", legal+" @dana", asTyped).Close()
		resolve := func() {
			dana.Command("/coach obstacles").Modal().Click("Open").Click("Resolve")
			dana.Modal().Fill("What happened?", "Removed").Fill("In one line, for the person who raised it", "They say it's better").Submit().Close()
			st.settle()
			dana.Modal().Close()
		}
		resolve()
		asked := st.DM("ana").Last()
		asked.Click(ana, "No, not yet")
		st.settle()
		st.press("ana", "obstacle_still", "1")
		resolve()
		ana.OpenHome().Click("Yes, it's gone")
		st.settle()
		st.press("ana", "obstacle_gone", "1")
	})
}

// Ana hides her name and has somebody above Dana asked. Priya and everybody else
// read “somebody”; once Priya takes it, she reads who it is.
func TestRaisedWithoutAName(t *testing.T) {
	inTheWay(t, []string{"ana", "priya"}, func(st *stage) {
		priya, dana := st.User("priya"), st.User("dana")
		form := st.User("ana").Command("/coach obstacle our discounts change every week").Modal()
		form.Fill("Your name", "Show my name to the owner only").Submit()
		st.User("ana").Modal().Fill("Your name", "Show my name to the owner only, Ask somebody above Dana").Submit().Close()
		st.settle()
		st.until(3, 8, 50)
		dana.Command("/coach obstacles").Modal().Close()
		priya.Command("/coach obstacles").Modal().Close()
		st.DM("priya").Last().Click(priya, "I'll take it")
		priya.Modal().Submit().Close()
		st.settle()
		priya.Command("/coach obstacles").Modal().Click("Open").Close()
	})
}

// Fay owns it, and her account is closed. Ana and Dana see on the board how it
// stands.
func TestOwnerLeaves(t *testing.T) {
	inTheWay(t, []string{"ana", "dana", "fay"}, func(st *stage) {
		st.raised("ana", legal+" @fay", asTyped).Close()
		st.until(4, 10, 0)
		st.User("fay").Deactivate()
		st.settle()
		st.until(5, 10, 0)
		st.User("ana").Command("/coach obstacles").Modal().Close()
		st.User("dana").Command("/coach obstacles").Modal().Close()
	})
}

// Dana has the form open in which she resolves it, in two windows. The second
// reads that it is resolved already, and so does she on pressing a button once
// more. Eli, whose it never was, reads that it isn't open to him.
func TestTwoResolveAtOnce(t *testing.T) {
	inTheWay(t, []string{"ana", "dana"}, func(st *stage) {
		dana := st.User("dana")
		st.raised("ana", legal+" @dana", asTyped).Close()
		given := st.DM("dana").Last()
		given.Click(dana, "Resolve")
		dana.Modal().Fill("What happened?", "Removed").Fill("In one line, for the person who raised it", "Done")
		dana.OtherWindow()
		given.Click(dana, "Resolve")
		dana.Modal().Fill("What happened?", "Worked around").Fill("In one line, for the person who raised it", "Around it").Submit().Close()
		st.settle()
		dana.OtherWindow()
		dana.Modal().Submit().Close()
		st.press("eli", "obstacle_resolve", "1")
		st.press("dana", "obstacle_resolve", "1")
		st.press("dana", "obstacle_take", "1")
	})
}

// Ana raises something that she removes herself. Nobody is asked or told, and it
// is resolved in one step.
func TestTheRaiserIsTheOwner(t *testing.T) {
	inTheWay(t, []string{"ana"}, func(st *stage) {
		ana := st.User("ana")
		st.raised("ana", "my laptop is slow @ana", asTyped).Close()
		st.settle()
		ana.OpenHome().Click("Open")
		ana.Modal().Click("Resolve")
		ana.Modal().Fill("What happened?", "Removed").Fill("In one line, for the person who raised it", "A new one").Submit().Close()
		st.settle()
		ana.Modal().Close()
	})
}

// Nobody takes it for three working days: it waits on Dana's Home. Ana takes it
// back, and Dana's button says so.
func TestNobodyTookIt(t *testing.T) {
	inTheWay(t, []string{"ana", "dana"}, func(st *stage) {
		ana := st.User("ana")
		st.raised("ana", legal, asTyped).Close()
		st.until(5, 8, 50)
		st.User("dana").OpenHome()
		ana.OpenHome()
		ana.Command("/coach obstacles").Modal().Click("Open").Click("Withdraw").Close()
		st.settle()
		st.press("dana", "obstacle_take", "1")
	})
}

// Twenty obstacles a day are what one person can raise.
func TestTooManyObstacles(t *testing.T) {
	inTheWay(t, []string{"ana"}, func(st *stage) {
		ana := st.User("ana")
		for range 20 {
			ana.Command("/coach obstacle " + strings.Repeat("slow ", 3) + " @dana").Modal().Submit().Close()
			time.Sleep(time.Minute)
		}
		st.settle()
		ana.Command("/coach obstacle one more").Modal().Submit().Close()
		st.User("dana").Command("/coach obstacles").Modal().Click("Next ten").Close()
	})
}
