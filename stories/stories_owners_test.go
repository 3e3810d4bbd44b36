package stories

import (
	"bytes"
	"context"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"coach"
	"coach/sandbox"
	"coach/service"
	"coach/store"
)

// owner makes somebody an owner of the playbook, as setting coach up does.
func (st *stage) owner(email string) {
	st.t.Helper()
	db, err := store.Open(st.t.Context(), st.config.DB)
	if err != nil {
		st.t.Fatal(err)
	}
	defer db.Close()
	p, err := db.PersonByEmail(st.t.Context(), email)
	if err == nil {
		err = db.AddOwner(st.t.Context(), p.ID, p.ID, nil, time.Now())
	}
	if err != nil {
		st.t.Fatal(err)
	}
}

// Carla owns the playbook and adds Priya, who adds Dana; each hears of it. Priya
// removes Carla, who can press nothing any more, and Dana removes Priya. The
// audit has it all, and what Eli and Priya were refused.
func TestOwnersChange(t *testing.T) {
	story(t, setting{people: company, change: withoutDigest}, func(st *stage) {
		st.publishOnly("team_meeting")
		st.owner("carla@example.com")
		carla, priya := st.User("carla"), st.User("priya")
		st.until(6, 10, 0)
		add := func(u *sandbox.User, name string) {
			u.Command("/coach settings").Modal().Click("Owners").Click("Add an owner").Fill("Who?", name).Submit()
			st.settle()
		}
		add(carla, "Priya Nair")
		add(priya, "Dana Ruiz")
		st.User("eli").Command("/coach report company")
		priya.Modal().ClickNth("Remove", 1)
		st.settle()
		st.Note("Carla's list is still open")
		carla.Modal().Click("Add an owner")
		carla.Modal().Close()
		st.Note("Dana removes Priya, and is the last")
		dana := st.User("dana")
		dana.Command("/coach settings").Modal().Click("Owners").ClickNth("Remove", 1)
		st.settle()
		priya.Modal().Close()
		priya.Modal().Click("Audit")
		dana.Modal().Close()
		dana.Modal().Click("Audit")
		st.settle()
	})
}

// What coach check finds beside a coach that runs is well, and it opens no
// socket, which would take requests that nobody answers.
func TestCheckBesideARunningCoach(t *testing.T) {
	story(t, setting{people: company, change: func(c *coach.Config) { withoutDigest(c); c.Owners = "carla@example.com" }}, func(st *stage) {
		st.publishOnly("team_meeting")
		st.until(3, 10, 0)
		opened := st.Calls("apps.connections.open")
		config := st.config
		config.Out = &bytes.Buffer{}
		well := map[string]int{}
		for _, f := range coach.Check(context.Background(), config) {
			if well[f.About]++; f.State == service.Amiss || f.State == service.Unchecked {
				st.t.Errorf("%s is %s: %s", f.About, f.State, f.Says)
			}
		}
		for _, about := range []string{"token", "scope", "clock", "directory", "zones", "channel", "database", "beat", "people", "owners", "playbook", "sockets"} {
			if well[about] == 0 {
				st.t.Errorf("nothing is found about %s", about)
			}
		}
		if n := st.Calls("apps.connections.open") - opened; n != 1 {
			st.t.Errorf("it asked for %d sockets", n)
		}
		said, _ := json.Marshal(well)
		if strings.Contains(string(said), "Carla") {
			st.t.Error("it names somebody")
		}
	})
}
