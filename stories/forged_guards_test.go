package stories

import (
	"context"
	"maps"
	"slices"
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
		if want := "Gus Berg no longer reports to you in coach."; told.Text() == "" || saidIn(st.DM("dana"), want) != 1 {
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
		const want = "Nobody reports to you yet, so there's nobody to log this with."
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

// What takes too much time is published only by who ticks the second question: a
// client that leaves the tick out, or the question, is asked again.
func TestNobodyGoesPastTheSecondQuestion(t *testing.T) {
	unwritten(t, setting{change: ownedBy("carla@example.com")}, func(st *stage) {
		carla := st.User("carla")
		list := carla.Command("/coach playbook").Click("Change the playbook").Modal()
		list.ClickNth("Change", st.nth(list, "1:1 planning"))
		carla.Modal().Fill("How often?", "Every day").Fill("How many times?", "2").Fill("What will tell you that it still helps?", "Plans are kept").Submit()
		st.settle()
		carla.Modal().Submit()
		st.settle()
		const question = "This is more than most people have time for. Are you sure?"
		review := carla.Modal()
		unanswered := review.Payload()
		unasked := with(unanswered, map[string]any{"state": map[string]any{"values": map[string]any{}}, "blocks": []any{}})
		for name, form := range map[string]map[string]any{"left open": unanswered, "left out": unasked} {
			answer := carla.Forge("interactive", map[string]any{"type": "view_submission", "view": form})
			if !strings.Contains(answer, "Tick the box to publish anyway") && !strings.Contains(answer, question) {
				t.Errorf("%s: Carla hears %s", name, answer)
			}
			if version := st.version(); version != 1 {
				t.Errorf("%s: version %d is published", name, version)
			}
		}
		review.Fill("Why are you changing this?", "More time for 1:1s").Fill(question, "Publish anyway").Submit()
		st.settle()
		if version := st.version(); version != 2 {
			t.Errorf("ticked, version %d stands", version)
		}
	})
}

// version is that of the playbook that stands.
func (st *stage) version() (version int) {
	st.t.Helper()
	st.withStore(func(ctx context.Context, db *store.Store) (err error) {
		_, version, err = db.Playbook(ctx)
		return err
	})
	return version
}

// A change of a practice cannot begin on a day that has passed: what was
// expected then stays as it was.
func TestNoPracticeChangesInThePast(t *testing.T) {
	unwritten(t, setting{change: ownedBy("carla@example.com")}, func(st *stage) {
		carla := st.User("carla")
		list := carla.Command("/coach playbook").Click("Change the playbook").Modal()
		list.ClickNth("Change", st.nth(list, "Team meeting"))
		form := carla.Modal().Fill("How many times?", "2").Fill("What will tell you that it still helps?", "Plans are kept")
		form.Fill("From when?", "2026-03-01").Submit()
		if got, want := form.Errors()["From when?"], "Pick today or a later day. The past can't be changed."; got != want {
			t.Errorf("from yesterday: %q, want %q", got, want)
		}
		form.Fill("From when?", "2026-03-02").Submit()
		st.settle()
		if got := carla.Modal().Title(); got == form.Title() {
			t.Errorf("from today: the form stays open: %v", form.Errors())
		}
	})
}

// What a form offered to excuse a month ago cannot be excused any more: the
// digests that count it were sent.
func TestNothingIsExcusedAfterAMonth(t *testing.T) {
	unwritten(t, setting{change: withoutDigest}, func(st *stage) {
		st.until(10, 9, 0)
		form := st.User("priya").Command("/coach excuse @dana").Modal()
		form.Fill("What?", "Observation with Ben").Fill("Why?", "Away")
		st.end()
		time.Sleep(45 * 24 * time.Hour)
		st.run()
		form.Submit()
		st.settle()
		s := &scene{stage: st}
		s.open()
		if got := s.query(`SELECT count(*) AS n FROM occurrences WHERE excused_by <> 0`)[0]["n"]; got != "0" {
			t.Errorf("%s occurrences are excused", got)
		}
		if said := strings.Join(slices.Collect(maps.Values(form.Errors())), " "); !strings.Contains(said, "This one has been settled") {
			t.Errorf("Priya hears %q", said)
		}
	})
}
