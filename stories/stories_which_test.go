package stories

import (
	"bytes"
	"strings"
	"testing"

	"coach/files"
	"coach/sandbox"
)

// E22: the observation of the last block can still be logged when that of the
// next is open. The form asks which one is meant, and the older is ticked. Dana
// takes the newer; the older is left, so the next form asks nothing. Once it is
// closed, what happened in its block is kept, and Ben's stays missed.
func TestWhichObservationIsMeant(t *testing.T) {
	story(t, setting{people: team, change: withoutDigest}, func(st *stage) {
		st.until(24, 10, 0) // the block of 9 to 22 March closes on the 27th
		dana := st.User("dana")
		form := dana.Command("/coach log observation").Modal().Fill("Who was it with?", "Ana Lima")
		seen(form).Fill("Which one is this for?", "Observation due Thu 2 Apr").Submit().Close()
		st.settle()
		seen(dana.Command("/coach log observation @ana").Modal()).Submit().Close()
		st.until(30, 10, 0)
		seen(dana.Command("/coach log observation @ben").Modal()).Fill("When did it happen?", "2026-03-20").Submit().Close()
		st.settle()
	})
}

// seen fills in what an observation of one person asks.
func seen(form *sandbox.Modal) *sandbox.Modal {
	return observed(form).Fill("What they did well", "Summed up first").Fill("One thing to improve", "Pause").
		Fill("Their next step", "Call").Fill("By when?", "2026-04-07")
}

// E23: the team meeting is held this Monday, and last week's can still be
// logged. This week's is ticked, unless the meeting was last week; Dana may pick
// last week's. What is settled in another window meanwhile is said at the
// question.
func TestWhichMeetingIsMeant(t *testing.T) {
	story(t, setting{people: team, change: withoutDigest, apart: true}, func(st *stage) {
		meeting, rest, _ := bytes.Cut(files.DefaultYAML(), []byte("- key: team_meeting\n"))
		st.publish(append(append(meeting, "- key: team_meeting\n"...), bytes.Replace(rest, []byte("late_wd: 3"), []byte("late_wd: 5"), 1)...))
		st.run()
		st.until(9, 10, 0)
		dana := st.User("dana")
		desk := fillMeeting(dana.Command("/coach log team meeting").Modal(), "The week ahead")
		desk.Fill("When did it happen?", "2026-03-06")
		desk.Fill("When did it happen?", "2026-03-09")
		dana.OtherWindow()
		phone := fillMeeting(dana.Command("/coach log team meeting").Modal(), "What we left last week")
		phone.Fill("Which one is this for?", "Team meeting due Mon 2 Mar").Submit().Close()
		st.settle()
		dana.OtherWindow()
		desk.Fill("Which one is this for?", "Team meeting due Mon 2 Mar").Submit()
		desk.Fill("Which one is this for?", "Team meeting due Mon 9 Mar").Submit().Close()
		st.settle()
	})
}

// When all that a form offered is settled meanwhile, it is drawn again without
// the question, and what was typed is kept as an extra.
func TestNothingIsLeftToAsk(t *testing.T) {
	unwritten(t, setting{people: team, change: withoutDigest}, func(st *stage) {
		st.until(24, 10, 0)
		dana := st.User("dana")
		desk := seen(dana.Command("/coach log observation @ana").Modal())
		dana.OtherWindow()
		for range 2 {
			seen(dana.Command("/coach log observation @ana").Modal()).Submit().Close()
			st.settle()
		}
		dana.OtherWindow()
		again := desk.Submit()
		if got := again.Value("One thing to improve"); got != "Pause" || strings.Contains(again.Text(), "Which one is this for?") {
			t.Errorf("what was typed became %q in\n%s", got, again.Text())
		}
		if said := again.Submit().Text(); !strings.Contains(said, "An extra, since nothing was due.") {
			t.Errorf("coach says\n%s", said)
		}
	})
}

// A form that could not be drawn again for the person chosen in it is not taken
// without the question.
func TestAFormThatDoesNotAskWhichIsDrawnAgain(t *testing.T) {
	unwritten(t, setting{people: team, change: withoutDigest}, func(st *stage) {
		st.until(24, 10, 0)
		form := st.User("dana").Command("/coach log observation").Modal()
		st.Fail("views.update", 1, "hash_conflict")
		form = seen(form.Fill("Who was it with?", "Ana Lima")).Submit()
		if got := form.Value("Which one is this for?"); got != "Observation due Thu 19 Mar" {
			t.Errorf("ticked is %q in\n%s", got, form.Text())
		}
	})
}

// A button beside one occurrence means that one, whichever the rule prefers.
func TestAButtonMeansWhatStandsBesideIt(t *testing.T) {
	unwritten(t, setting{people: team, change: withoutDigest}, func(st *stage) {
		st.until(24, 10, 0)
		dana := st.User("dana")
		for heading, want := range map[string]string{"Still open": "Obstacle review due Wed 18 Mar", "Coming up": "Obstacle review due Wed 25 Mar"} {
			dana.Say("due")
			st.settle()
			due := st.DM("dana").Last()
			_, below, _ := strings.Cut(due.Text(), heading)
			above := strings.TrimSuffix(due.Text(), below)
			nth := strings.Count(above, "[Log]")
			before, _, _ := strings.Cut(below, "Obstacle review")
			nth += strings.Count(before, "[Log]") + 1
			form := due.ClickNth(dana, "Log", nth).Modal()
			if got := form.Value("Which one is this for?"); got != want {
				t.Errorf("under %s ticked is %q, want %q", heading, got, want)
			}
			form.Close()
		}
	})
}
