package stories

import (
	"context"
	"strings"
	"testing"
	"time"

	"coach/bot/view"
	"coach/sandbox"
	"coach/store"
)

// What was logged can be taken back for 24 hours, to the minute.
func TestUndoIsForADay(t *testing.T) {
	unwritten(t, setting{people: team, change: withoutDigest}, func(st *stage) {
		dana := st.User("dana")
		log := func() *sandbox.Modal {
			return fillMeeting(dana.Command("/coach log team meeting").Modal(), "The week ahead").Submit()
		}
		desk := log()
		dana.OtherWindow()
		phone := log()
		logged := time.Now()
		undo := func(after time.Duration, form *sandbox.Modal) string {
			time.Sleep(time.Until(logged.Add(after)))
			dana.OtherWindow()
			form.Click("Undo")
			st.settle()
			return st.kept()
		}
		if got := undo(24*time.Hour-time.Minute, desk); got != "1" {
			t.Errorf("of two entries %s are kept after one was taken back in time", got)
		}
		if got := undo(24*time.Hour+time.Minute, phone); got != "1" {
			t.Errorf("of two entries %s are kept after one was taken back too late", got)
		}
	})
}

// kept counts the entries that stand.
func (st *stage) kept() string {
	st.t.Helper()
	s := &scene{stage: st}
	s.open()
	return s.query(`SELECT count(*) AS n FROM entries WHERE withdrawn_at = 0`)[0]["n"]
}

// Slack asks coach to wait: until the time has passed, nothing at all is sent.
func TestNothingIsSentWhileSlackAsksToWait(t *testing.T) {
	unwritten(t, setting{people: team, change: withoutDigest}, func(st *stage) {
		const post = "chat.postMessage"
		before := st.Calls(post)
		st.RateLimit(post, 1, 40*time.Second)
		st.thank("dana", "ana", "The first call of the day", "Just to them")
		st.thank("dana", "ben", "The second call of the day", "Just to them")
		time.Sleep(30 * time.Second)
		if n := st.Calls(post) - before; n != 1 {
			t.Errorf("while it should wait, coach tries %d times to send, want once", n)
		}
		time.Sleep(30 * time.Second)
		if n := st.Calls(post) - before; n != 3 {
			t.Errorf("after that, coach has tried %d times, want three", n)
		}
	})
}

// Gus has said yes to Dana when a people file says that he reports to Eli: what
// both of them were told is brought up to date.
func TestAPeopleFileOvertakesAClaim(t *testing.T) {
	unwritten(t, setting{}, func(st *stage) {
		st.newcomers("gus")
		st.claim("dana", "@gus")
		st.DM("gus").Last().Click(st.User("gus"), "Yes")
		st.settle()
		asked, told := st.DM("gus").Last(), st.DM("dana").Last()
		before := asked.Text()
		st.importPeople(company + "gus@example.com,Gus Berg,eli@example.com,Europe/London\n")
		st.until(2, 9, 30)
		if want := "Gus Berg does not report to you here any more."; told.Text() == "" || saidIn(st.DM("dana"), want) != 1 {
			t.Errorf("Dana reads %q, want %q", told.Text(), want)
		}
		if asked.Text() == before {
			t.Errorf("Gus still reads %q", before)
		}
	})
}

// Dana's level says that she leads, and nobody reports to her yet.
func TestNobodyToLogWith(t *testing.T) {
	unwritten(t, setting{people: "email,name,manager_email,time_zone,level\ndana@example.com,Dana Ruiz,,Europe/London,flm\n", change: withoutDigest}, func(st *stage) {
		const want = "Nobody reports to you yet, so there is nobody to log this with."
		if got := st.User("dana").Command("/coach log 1:1").Text(); !strings.Contains(got, want) {
			t.Errorf("Dana hears %q, want %q", got, want)
		}
	})
}

// A version is taken back while somebody has its message before them: nobody
// can say any more that they are in.
func TestNobodyIsInForWhatWasTakenBack(t *testing.T) {
	unwritten(t, setting{people: team, change: withoutDigest}, func(st *stage) {
		st.withStore(func(ctx context.Context, db *store.Store) error {
			version, err := db.PublishOver(ctx, 1, switched(true, "best_practice"), 0, time.Now(), 0)
			if err != nil {
				return err
			}
			return db.Unpublish(ctx, version, 0, time.Now())
		})
		s := &scene{stage: st}
		s.open()
		for version, want := range map[string]string{"1": "1", "2": "0", "3": "0"} {
			st.User("dana").Forge("interactive", pressed(view.ActionPledge, version, nil))
			if got := s.query(`SELECT count(*) AS n FROM pledges WHERE version = ` + version)[0]["n"]; got != want {
				t.Errorf("%s people are in for version %s, want %s", got, version, want)
			}
		}
	})
}
