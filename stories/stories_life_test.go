package stories

import (
	"os"
	"strings"
	"testing"
	"time"

	"coach/sandbox"
)

// observe has Dana log an observation of one person.
func (st *stage) observe(who, well, better string) {
	st.t.Helper()
	form := st.User("dana").Command("/coach log observation @" + who).Modal()
	form.Fill("What did you observe?", "Ride-along or field day").Fill("What they did well", well).Fill("One thing to improve", better).
		Fill("Their next step", "Open with the budget").Fill("By when?", "2026-04-07").Submit().Close()
	st.settle()
}

// history opens what is between two people.
func history(st *stage, reader, other string) *sandbox.Modal {
	st.t.Helper()
	return st.User(reader).Command("/coach history " + other).Modal()
}

// Ana reads what was said of her, in full; Dana reads it with her private note
// and without it on the list; Ben, and Priya who leads Dana, find nothing of
// it.
func TestWhatWasSaidOfMe(t *testing.T) {
	story(t, setting{people: company, change: withoutDigest}, func(st *stage) {
		st.until(11, 9, 0)
		dana := st.User("dana")
		form := dana.Command("/coach log 1:1 @ana").Modal()
		form.Click("More questions")
		form.Fill("A strength to build on", "She asks short questions").Fill("Where did the time go?", "Balanced").
			Fill("Who writes the plan?", "We wrote it together").Fill("Action plan, in their words", "Open with the budget").Fill("By when?", "2026-04-01").
			Fill("Private note", "Unsure about the role").Submit().Close()
		st.settle()
		st.thank("ana", "dana", "took my call at seven", "In the channel")
		st.settle()
		history(st, "ana", "@dana").ClickNth("Read", 2).Close()
		st.User("ana").Modal().Close()
		history(st, "dana", "ana").ClickNth("Read", 2).Close()
		dana.Modal().Close()
		history(st, "ben", "@ana").Close()
		history(st, "ben", "@dana").Close()
		history(st, "ben", "").Close()
		history(st, "priya", "@dana").Close()
	})
}

// What a manager writes for the team is on its members' Homes, and on that of
// whoever leads the manager. Another team's members do not find it.
func TestWrittenForTheTeam(t *testing.T) {
	story(t, setting{people: company, change: withoutDigest}, func(st *stage) {
		st.until(9, 10, 0)
		fillMeeting(st.User("dana").Command("/coach log team meeting").Modal(), "The week ahead").Submit().Close()
		st.settle()
		for _, reader := range []string{"ana", "priya", "fay"} {
			st.User(reader).OpenHome()
		}
	})
}

// Dana corrects words, then the day: nobody is asked or told, and what it
// counts for is found anew, from the day of the edit.
func TestAnEditAsksNobodyTwice(t *testing.T) {
	story(t, setting{people: team, change: withoutDigest}, func(st *stage) {
		st.until(9, 10, 0)
		dana := st.User("dana")
		fillMeeting(dana.Command("/coach log team meeting").Modal(), "The week ahead").Submit().Close()
		st.settle()
		st.until(10, 10, 0)
		list := history(st, "dana", "@dana")
		form := list.Click("Edit")
		form.Fill("When did it happen?", "2026-03-06").Submit()
		st.Note("Slack delivers the submission once more")
		st.Redeliver()
		st.settle()
		dana.Modal().Close()
		dana.Command("/coach due")
	})
}

// What Dana wrote about Ana was about Ben. Ana is told in one line, and finds
// nothing; Ben reads what is written about him now. Two edits at once keep one.
func TestAnEditThatChangesThePerson(t *testing.T) {
	story(t, setting{server: true, people: team, change: withoutDigest}, func(st *stage) {
		st.until(11, 9, 0)
		dana := st.User("dana")
		st.observe("ana", "Summed up first", "Pause")
		desk := history(st, "dana", "@ana").Click("Edit")
		dana.OtherWindow()
		phone := history(st, "dana", "@ana").Click("Edit")
		phone.Fill("Who was it with?", "Ben Okafor").Fill("What they did well", "Waited for the answer").Submit()
		st.settle()
		dana.OtherWindow()
		desk.Fill("One thing to improve", "Slow down").Submit()
		st.settle()
		desk.Close()
		dana.Modal().Close()
		history(st, "ana", "@dana").Close()
		history(st, "ben", "@dana").Click("Read")
	})
}

// Private thanks went to the wrong person. Their message is deleted and they are
// told; the right one gets it. The thanks cannot move to the channel.
func TestThanksForSomebodyElse(t *testing.T) {
	story(t, setting{people: team, change: withoutDigest}, func(st *stage) {
		st.until(11, 9, 0)
		st.thank("dana", "ana", "stayed late", "Just to them")
		st.settle()
		form := history(st, "dana", "@ana").Click("Edit").Fill("Who?", "@ben").Fill("Where to share it", "In the channel").Submit()
		form.Fill("Where to share it", "Just to them").Submit().Close()
		st.settle()
	})
}

// Undo, typed, takes back the latest thing and says what it was: thanks in a
// channel, whose message goes, then what was logged before, then nothing.
func TestUndoneByTyping(t *testing.T) {
	story(t, setting{people: team, change: withoutDigest}, func(st *stage) {
		st.until(11, 9, 0)
		dana := st.User("dana")
		st.observe("ana", "Summed up first", "Pause")
		st.thank("dana", "ben", "stayed late", "In the channel")
		st.settle()
		dana.Say("undo")
		st.settle()
		dana.Command("/coach undo")
		st.settle()
		dana.Say("Undo!")
		st.settle()
	})
}

// A week later an entry is withdrawn, which asks again. The words, and those
// that stood before an edit, are nowhere any more.
func TestWithdrawnAWeekLater(t *testing.T) {
	story(t, setting{people: team, change: withoutDigest}, func(st *stage) {
		st.until(11, 9, 0)
		dana := st.User("dana")
		st.observe("ana", "Summed up first", "Zanzibar")
		history(st, "dana", "@ana").Click("Edit").Fill("One thing to improve", "Timbuktu").Submit().Close()
		dana.Modal().Close()
		st.settle()
		st.until(18, 9, 0)
		list := history(st, "dana", "@ana")
		list.Click("Withdraw")
		st.settle()
		dana.Modal().Close()
		history(st, "ana", "@dana").Close()
		st.settle()
		time.Sleep(3 * time.Minute) // the beat tidies
		st.settle()
		for _, word := range []string{"Zanzibar", "Timbuktu", "Summed up first"} {
			if strings.Contains(st.file(), word) {
				t.Errorf("%q is still in the file", word)
			}
		}
	})
}

// file is all that the database's files hold.
func (st *stage) file() (bytes string) {
	st.t.Helper()
	for _, suffix := range []string{"", "-wal"} {
		data, err := os.ReadFile(st.config.DB + suffix)
		if err != nil {
			st.t.Fatal(err)
		}
		bytes += string(data)
	}
	return bytes
}

// A skip is taken back where it was said, in the channel of typed words, and
// not once the digest has counted it.
func TestASkipTakenBack(t *testing.T) {
	story(t, setting{people: company}, func(st *stage) {
		st.until(5, 9, 0)
		dana := st.User("dana")
		skip := func() *sandbox.Modal {
			return fillSkip(st.DM("dana").Last().ClickNth(dana, "Skip", 1).Modal(), "Travel").Submit()
		}
		skip().Click("Undo").Close()
		st.settle()
		form := skip()
		st.settle()
		dana.Command("/coach undo")
		st.settle()
		form.Click("Undo").Close()
		form = skip()
		st.settle()
		st.until(9, 10, 0)
		form.Click("Undo").Close()
		dana.Command("/coach undo")
	})
}

// A leader takes an excuse back: its performer's message says so, with a way to
// log it.
func TestAnExcuseTakenBack(t *testing.T) {
	story(t, setting{people: company, change: withoutDigest}, func(st *stage) {
		st.until(5, 9, 0)
		priya := st.User("priya")
		form := priya.Command("/coach excuse @dana").Modal()
		form = form.Fill("What?", "Observation with Ana").Fill("Why?", "Away").Submit()
		st.settle()
		form.Click("Undo").Close()
		st.settle()
		st.DM("dana").Last().Click(st.User("dana"), "Log").Modal().Close()
		priya.Command("/coach undo")
	})
}

// Ana moves to Eli's team: Eli reads nothing of what Dana wrote, Dana and Ana
// still do, and Dana can still correct it.
func TestTheOldPairsWordsStay(t *testing.T) {
	story(t, setting{people: company, change: withoutDigest}, func(st *stage) {
		st.until(5, 9, 0)
		st.observe("ana", "Summed up first", "Pause")
		st.importPeople(strings.Replace(company, "ana@example.com,Ana Lima,dana@example.com,Europe/London", "ana@example.com,Ana Lima,eli@example.com,Europe/London", 1))
		st.until(9, 9, 0)
		history(st, "eli", "@ana").Close()
		history(st, "priya", "@ana").Close()
		history(st, "ana", "@dana").Click("Read").Close()
		st.User("ana").Modal().Close()
		history(st, "dana", "@ana").Click("Edit").Fill("One thing to improve", "Pause after a question").Submit().Close()
	})
}

// A history of forty is read page by page, and ends.
func TestALongHistoryIsTurnedPageByPage(t *testing.T) {
	unwritten(t, setting{people: team, change: withoutDigest}, func(st *stage) {
		st.until(11, 9, 0)
		for range 20 {
			st.thank("dana", "ana", "another good call", "Just to them")
			st.settle()
		}
		st.until(12, 9, 0)
		for range 5 {
			st.thank("dana", "ana", "one more good call", "Just to them")
			st.settle()
		}
		page := history(st, "dana", "@ana")
		for _, want := range []int{10, 10, 5} {
			if got := strings.Count(page.Text(), "You thanked Ana Lima"); got != want {
				t.Fatalf("a page has %d entries, want %d:\n%s", got, want, page.Text())
			}
			if want == 10 {
				page = page.Click("Older")
			} else if strings.Contains(page.Text(), "[Older]") {
				t.Error("there is a page after the last")
			}
		}
	})
}
