package stories

import (
	"context"
	"testing"
	"time"

	"coach/cadence"
	"coach/service"
	"coach/store"
)

// since has the playbook be in force for some days before the story begins.
func (st *stage) since(days int) {
	st.t.Helper()
	db, err := store.Own(st.t.Context(), st.config.DB)
	if err != nil {
		st.t.Fatal(err)
	}
	defer db.Close()
	if err := service.PublishDefault(st.t.Context(), db, time.Now().AddDate(0, 0, -days), 0); err != nil {
		st.t.Fatal(err)
	}
}

// On the day on which Dana's 1:1s of March are due the people file says that
// Ana has reported to Eli since the 16th. Dana's message is put right and the
// next morning's says so in a line; the 1:1 is Eli's now.
func TestATransferIsImported(t *testing.T) {
	start := time.Date(2026, time.March, 26, 8, 30, 0, 0, time.UTC)
	story(t, setting{start: start, apart: true, change: withoutDigest}, func(st *stage) {
		st.since(24)
		st.run()
		st.until(26, 10, 0)
		dana, eli := st.User("dana"), st.User("eli")
		st.Note("the people file is imported again: Ana has reported to Eli since 16 March")
		st.importPeople("email,manager_email,start_on,end_on\nana@example.com,dana@example.com,,2026-03-15\nana@example.com,eli@example.com,2026-03-16,\n")
		st.until(26, 10, 2)
		dana.Command("/coach due")
		eli.Command("/coach due")
		st.until(27, 8, 50)
	})
}

// Ana's account is closed on the day on which Dana's observations are due. The
// night's refresh tells coach, which puts Dana's message right and says so in
// the morning.
func TestAReportsAccountIsClosed(t *testing.T) {
	thursday := monday.AddDate(0, 0, 3).Add(30 * time.Minute)
	people := twoTeams + "ben@example.com,Ben Okafor,dana@example.com,Europe/London,\n"
	story(t, setting{start: thursday, people: people, apart: true, change: withoutDigest}, func(st *stage) {
		st.since(10)
		st.run()
		st.until(5, 10, 0)
		st.User("ana").Deactivate()
		st.until(6, 8, 50)
		st.User("dana").Command("/coach due")
	})
}

// Ana has moved to Eli's team since Dana's observation of her was due, and it
// still counts: the form offers Ana beside those who report to Dana now, on a
// day on which she still did.
func TestALateLogAfterATransfer(t *testing.T) {
	story(t, setting{start: monday.AddDate(0, 0, 3).Add(2 * time.Hour), apart: true, change: withoutDigest}, func(st *stage) {
		st.withStore(func(ctx context.Context, db *store.Store) error {
			source := switched(false, "team_meeting", "forecast_review", "obstacle_review", "in_moment", "recognition", "one_on_one")
			_, err := db.Publish(ctx, source, cadence.NewDate(2026, time.February, 1), time.Now(), 0)
			return err
		})
		st.run()
		st.Note("the people file is imported again: Ana reports to Eli from Saturday")
		st.importPeople("email,manager_email,start_on,end_on\nana@example.com,dana@example.com,,2026-03-06\nana@example.com,eli@example.com,2026-03-07,\n")
		st.until(7, 10, 0)
		dana := st.User("dana")
		form := observed(dana.Command("/coach due").Click("Log").Modal())
		form.Fill("Who was it with?", "Ben Okafor").Fill("Who was it with?", "Ana Lima")
		form.Fill("What they did well", "Summed up first").Fill("One thing to improve", "Pause").
			Fill("Their next step", "Call the buyer").Fill("By when?", "2026-03-10").Submit().Close()
		st.settle()
		dana.Command("/coach due")
	})
}
