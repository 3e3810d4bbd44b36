package stories

import (
	"context"
	"fmt"
	"testing"
	"time"

	"coach/bot/view"
	"coach/practice"
	"coach/sandbox"
	"coach/store"
)

// coachesCoached starts coach with two practices: managers meet their people,
// and are coached in it.
func (st *stage) coachesCoached() {
	st.publishOnly("one_on_one", practice.ObserveCoachKey)
	st.run()
	st.until(2, 9, 0)
}

// planVisit opens the form in which Priya plans her visit to Dana.
func (st *stage) planVisit() *sandbox.Modal {
	st.t.Helper()
	var id string
	st.withStore(func(ctx context.Context, db *store.Store) error {
		priya, err := db.PersonByEmail(ctx, "priya@example.com")
		if err != nil {
			return err
		}
		dana, err := db.PersonByEmail(ctx, "dana@example.com")
		if err != nil {
			return err
		}
		waiting, err := db.Waiting(ctx, priya.ID, priya.Today(time.Now(), time.UTC))
		for _, o := range waiting {
			if o.Practice == practice.ObserveCoachKey && o.Subject == dana.ID {
				id = fmt.Sprint(o.ID)
			}
		}
		return err
	})
	st.press("priya", view.ActionPlanOne, id)
	return st.User("priya").Modal()
}

// Priya plans to sit in on Dana's 1:1 with Ana. Dana agrees, Ana reads one line
// on that day and no earlier, and Priya logs it for Dana alone.
func TestCoachingTheCoach(t *testing.T) {
	story(t, setting{people: twoTeams, change: withoutDigest, server: true, apart: true}, func(st *stage) {
		st.coachesCoached()
		priya, dana, ana := st.User("priya"), st.User("dana"), st.User("ana")
		form := st.planVisit()
		form.Fill("Which session?", "1:1 planning with Ana Lima").Fill("On which day?", "2026-03-02")
		form = form.Submit().Fill("On which day?", "2026-03-05").Submit()
		form.Close()
		st.settle()
		st.DM("dana").Last().Click(dana, "Fine with me")
		st.settle()
		st.planVisit().Close()
		st.until(5, 9, 0)
		log := priya.Command("/coach log observe @dana").Modal()
		log.Close()
		ana.OpenHome()
	})
}

// Dana asks for another day, and Priya plans it: it's agreed, for it is Dana's.
// Then Priya can't come, and Dana and Ana read so.
func TestACoachSaysAnotherDay(t *testing.T) {
	story(t, setting{people: twoTeams, change: withoutDigest, apart: true}, func(st *stage) {
		st.coachesCoached()
		priya, dana := st.User("priya"), st.User("dana")
		st.planVisit().Fill("Which session?", "1:1 planning with Ana Lima").Fill("On which day?", "2026-03-04").Submit().Close()
		st.settle()
		st.DM("dana").Last().Click(dana, "Another day")
		dana.Modal().Fill("Which day suits you?", "2026-03-04").Submit()
		dana.Modal().Fill("Which day suits you?", "2026-03-05").Submit().Close()
		st.settle()
		st.DM("priya").Last().Click(priya, "Plan it")
		priya.Modal().Submit().Close()
		st.until(5, 9, 0)
		st.planVisit().Click("Call it off").Close()
		st.settle()
	})
}

// Priya sits in without a plan: nobody is told, and her form says so. Fay, who
// leads nobody, is not among whom she can choose.
func TestUnplannedNobodyIsTold(t *testing.T) {
	story(t, setting{people: twoTeams + "nia@example.com,Nia Jones,priya@example.com,Europe/London,\n", change: withoutDigest}, func(st *stage) {
		priya := st.User("priya")
		priya.Command("/coach log coaching the coach").Modal().Close()
		priya.Command("/coach log coaching the coach @nia").Modal().Close()
		priya.Command("/coach log coaching the coach @dana").Modal().Close()
	})
}
