package stories

import (
	"coach/sandbox"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"coach/store"
)

// What is printed while coach runs is often kept for long: how many of the
// people file are not found stands there, and only when that changes.
func TestHowManyAreNotFoundIsSaidWhenItChanges(t *testing.T) {
	connection(t, func(st *stage) {
		strangers := []string{"zed@elsewhere.example", "zoe@elsewhere.example"}
		said := func(want int) {
			t.Helper()
			if got := strings.Count(st.out.String(), "Not found in Slack"); got != want {
				t.Errorf("it is said %d times, want %d:\n%s", got, want, st.out)
			}
		}
		said(0)
		st.importPeople(company + strangers[0] + ",Zed,dana@example.com,Europe/London\n")
		st.until(2, 9, 0)
		said(1)
		st.until(5, 9, 0) // after nights in which the directory was read again
		said(1)
		st.importPeople(company + strangers[0] + ",Zed,dana@example.com,Europe/London\n" + strangers[1] + ",Zoe,dana@example.com,Europe/London\n")
		st.until(6, 9, 0)
		said(2)
		for _, email := range strangers {
			if strings.Contains(st.out.String()+st.log.String(), email) {
				t.Errorf("%s stands in a log or on standard output", email)
			}
		}
		st.beside(func(db *store.Store) error {
			all, _, err := db.Contradictions(st.t.Context(), db.Today(time.Now()))
			var listed []string
			for _, c := range all {
				listed = append(listed, c.Email)
			}
			if !slices.Equal(listed, strangers) {
				t.Errorf("asked who they are, coach says %q", listed)
			}
			return err
		})
	})
}

func TestMoreThanIsReadIsSaid(t *testing.T) {
	connection(t, func(st *stage) {
		st.until(2, 9, 0)
		dana := st.User("dana")
		form := dana.Command("/coach recognize @ana " + strings.Repeat("very ", 80) + "@ben").Modal()
		if !strings.Contains(form.Text(), "I only read the first 300 characters") {
			t.Errorf("the form says\n%s", form.Text())
		}
		form.Close()
		if form := dana.Command("/coach recognize @ana").Modal(); strings.Contains(form.Text(), "I only read the first") {
			t.Errorf("the form says\n%s", form.Text())
		} else {
			form.Close()
		}
		dana.Say("thank @ana for " + strings.Repeat("much ", 80))
		st.settle()
		if got := st.DM("dana").Last().Text(); !strings.Contains(got, "I only read the first 300 characters") {
			t.Errorf("the answer says\n%s", got)
		}
	})
}

// One person who presses as fast as a program does gets an answer to what fits,
// one sentence for the rest, and keeps nobody else waiting.
func TestAFloodOfOnePersonHoldsUpNobodyElse(t *testing.T) {
	connection(t, func(st *stage) {
		st.until(2, 9, 0)
		const floods = 9
		answers := make([]string, floods)
		var all sync.WaitGroup
		for i := range answers {
			all.Go(func() { answers[i] = st.User("ana").Command("/coach team").Text() })
		}
		began := time.Now()
		if got := st.User("dana").Command("/coach help").Text(); !strings.Contains(got, "/coach due") || time.Since(began) > time.Second {
			t.Errorf("after %s somebody else reads\n%s", time.Since(began), got)
		}
		all.Wait()
		refused := 0
		for _, answer := range answers {
			if strings.Contains(answer, "I'm still working on your last request.") {
				refused++
			}
		}
		if refused != floods-4 { // one is served, three wait
			t.Errorf("%d of %d are refused:\n%s", refused, floods, strings.Join(answers, "\n"))
		}
	})
}

// skipForm opens the form to skip one thing of those that wait for somebody.
func (st *stage) skipForm(handle, title string) *sandbox.Modal {
	st.t.Helper()
	for n := 1; ; n++ { // pressing a button that is not there ends the test
		form := st.User(handle).Command("/coach due").ClickNth("Skip", n).Modal()
		if strings.Contains(form.Text(), title) {
			return form
		}
		form.Close()
	}
}

// Carla leads Dana from the day after: what Dana wrote to Priya about a skip
// is not for her, though she can excuse it.
func TestALaterLeaderDoesNotReadWordsAboutASkip(t *testing.T) {
	const words = "Ben is at the fair as well"
	connection(t, func(st *stage) {
		st.until(5, 9, 0)
		for _, skipped := range [][2]string{{"Observation with Ana", "Ana is at the fair until Friday"}, {"Observation with Ben", words}} {
			fillSkip(st.skipForm("dana", skipped[0]), "Other").Fill("A few words", skipped[1]).Submit().Close()
			st.settle()
		}
		reads := func(handle string) bool {
			form := st.User(handle).Command("/coach excuse @dana").Modal().Fill("What?", "Observation with Ben")
			defer form.Close()
			return strings.Contains(form.Text(), words)
		}
		if !reads("priya") {
			t.Error("the leader to whom they were written does not read them")
		}
		st.importPeople(strings.Replace(company, "dana@example.com,Dana Ruiz,priya@example.com", "dana@example.com,Dana Ruiz,carla@example.com", 1))
		st.until(6, 9, 0)
		if reads("carla") {
			t.Error("a later leader reads them")
		}
	})
}
