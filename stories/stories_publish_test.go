package stories

import (
	"context"
	"strings"
	"testing"
	"time"

	"coach"
	"coach/files"
	"coach/practice"
	"coach/service"
	"coach/store"
)

// publishBeside publishes a playbook file as another command does, and notes
// what that changes.
func (st *stage) publishBeside(file []byte) {
	st.t.Helper()
	st.withStore(func(ctx context.Context, db *store.Store) error {
		read, err := files.Load("playbook.yaml", file)
		if err != nil {
			return err
		}
		over, err := service.InForce(ctx, db)
		if err != nil {
			return err
		}
		roster, err := db.Roster(ctx)
		if err != nil {
			return err
		}
		p := service.Propose(over, read, file, 0, roster, db.Today(time.Now()))
		version, err := service.Publish(ctx, db, p, time.Now().In(db.Zone()), 0, store.Words{})
		st.Note("version %d of the playbook is published beside coach:%s", version, saysOf(p))
		return err
	})
}

// saysOf is what publishing changes, and from when, a line each.
func saysOf(p service.Proposal) (says string) {
	for _, c := range p.Changes {
		says += "\n  " + c.Sentence()
	}
	for _, s := range p.Starts() {
		says += "\n  " + s.Sentence()
	}
	return says
}

// takeBackBeside takes the playbook version that stands back, as another
// command does.
func (st *stage) takeBackBeside() {
	st.t.Helper()
	st.withStore(func(ctx context.Context, db *store.Store) error {
		taken, stands, err := service.Unpublish(ctx, db, 0, 0, time.Now().In(db.Zone()))
		st.Note("version %d of the playbook is taken back beside coach, and version %d stands again", taken, stands)
		return err
	})
}

// A playbook is published from a terminal while coach runs: what is switched
// off is not asked a minute later, what is switched on starts with its next
// full period, and whoever wants to log either is told. Taken back, everything
// is as it was.
func TestAPlaybookIsPublishedWhileCoachRuns(t *testing.T) {
	story(t, setting{start: monday.AddDate(0, 0, 3)}, func(st *stage) {
		st.until(5, 8, 50)
		next := strings.Replace(string(switched(false, "observation")), "- key: best_practice\n", "- key: best_practice\n  enabled: true\n", 1)
		st.publishBeside([]byte(next))
		st.until(5, 8, 55)
		st.User("dana").Command("/coach due")
		st.User("dana").Command("/coach log observation @ana")
		st.User("dana").Command("/coach log best practice")
		st.takeBackBeside()
		st.until(5, 9, 0)
		st.User("dana").Command("/coach due")
		st.User("dana").Command("/coach log observation @ana").Modal().Close()
	})
}

// What was due while a practice was in force still counts when it has ended,
// so it can still be logged.
func TestAPracticeEndsWhileSomethingIsOpen(t *testing.T) {
	story(t, setting{start: monday.AddDate(0, 0, 2), apart: true, change: withoutDigest}, func(st *stage) {
		st.since(20)
		st.run()
		st.until(5, 8, 50)
		st.publishBeside(switched(false, "obstacle_review"))
		st.until(5, 8, 55)
		dana := st.User("dana")
		form := st.DM("dana").Messages()[0].Click(dana, "Log").Modal()
		logged := form.Fill("If there are none: how did you look?", "Asked round the table").Submit()
		st.Note("Slack delivers the submission once more")
		if said := st.Redeliver(); !strings.Contains(said, "Logged.") || strings.Contains(said, "switched off") {
			t.Errorf("the second time coach says %s", said)
		}
		st.settle()
		logged.Close()
		dana.Command("/coach log remove the static").Modal().Close()
	})
}

// Who reads an answer changes while somebody writes it: they see who does
// before it is kept.
func TestReadersChangeWhileAFormIsOpen(t *testing.T) {
	story(t, setting{people: twoTeams, change: withoutDigest}, func(st *stage) {
		form := st.User("dana").Command("/coach log in the moment @ana").Modal()
		form.Fill("What you saw and what you said or asked", "She let the customer finish; I said so")
		next := strings.ReplaceAll(string(switched(true)), "vis: shared", "vis: team")
		st.publishBeside([]byte(next))
		form.Submit()
		st.settle()
		st.User("dana").Modal().Submit().Close()
	})
}

// A question comes to a form that somebody has open: they are asked it, and
// what they wrote stays.
func TestAFormChangesWhileItIsOpen(t *testing.T) {
	story(t, setting{people: twoTeams, change: withoutDigest}, func(st *stage) {
		form := st.User("dana").Command("/coach log team meeting").Modal()
		form.Fill("Agenda shared beforehand?", "Yes").Fill("What was on the agenda", "The week ahead")
		next := strings.Replace(string(files.DefaultYAML()), "  - {key: agenda_sent,", "  - {key: mood, type: text, label: \"How was the mood?\", required: true, vis: team}\n  - {key: agenda_sent,", 1)
		st.publishBeside([]byte(next))
		form.Submit()
		st.settle()
		st.User("dana").Modal().Fill("How was the mood?", "Good").Submit().Close()
	})
}

// A suggestion waits while coach is stopped, and starts again with other
// owners: whoever does not own the playbook any more does not read it.
func TestASuggestionIsForOwnersOnly(t *testing.T) {
	unwritten(t, setting{apart: true, change: func(c *coach.Config) { c.Owners = "carla@example.com" }}, func(st *stage) {
		st.since(1)
		st.run()
		st.end()
		st.withStore(func(ctx context.Context, db *store.Store) error {
			var to []practice.PersonID
			for _, email := range []string{"carla@example.com", "dana@example.com", "eli@example.com"} {
				p, err := db.PersonByEmail(ctx, email)
				if err != nil {
					return err
				}
				to = append(to, p.ID)
			}
			return db.Suggest(ctx, store.Suggestion{Request: "V1", Person: to[2], Version: 1, Words: "Every three weeks"}, to[:2])
		})
		st.run()
		st.settle()
		for handle, want := range map[string]int{"carla": 1, "dana": 0} {
			if got := saidIn(st.DM(handle), "Eli Katz suggests a change"); got != want {
				t.Errorf("%s reads %d suggestions, want %d", handle, got, want)
			}
		}
	})
}
