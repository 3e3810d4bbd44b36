package stories

import (
	"strings"
	"testing"
	"time"

	"coach"
	"coach/sandbox"
)

// nightly has coach read managers from Slack profiles.
func nightly(c *coach.Config) {
	c.PeopleFromSlack, c.Owners, c.DigestChannel, c.DigestRoot = "nightly", "carla@example.com", "", ""
}

// halfSaid is a people file that says of Eli and Fay alone to whom they report.
const halfSaid = `email,name,manager_email,time_zone
carla@example.com,Carla Stone,,Europe/London
dana@example.com,Dana Ruiz,,Europe/London
eli@example.com,Eli Katz,carla@example.com,Europe/London
ana@example.com,Ana Lima,,Europe/London
fay@example.com,Fay Chen,eli@example.com,Europe/London
`

// Managers are read from Slack profiles at night. The owner hears in the
// morning what changed and that some profiles do not fit, each once; what the
// people file says stays. From then on the work is that of the new team.
func TestManagersAreReadAtNight(t *testing.T) {
	story(t, setting{people: halfSaid, change: nightly, start: time.Date(2026, 3, 2, 18, 0, 0, 0, time.UTC), apart: true, server: true}, func(st *stage) {
		field := st.AddProfileField(sandbox.ProfileField{Label: "Manager"})
		names := func(who, manager string) { st.User(who).SetField(field, st.User(manager).ID) }
		names("dana", "carla")
		names("ana", "dana")
		names("fay", "dana")
		st.run()
		st.until(3, 9, 10)
		st.User("dana").Command("/coach team").Modal().Close()
		st.settle()
		st.Note("A night on which nothing has changed, and one on which something has")
		st.until(4, 9, 10)
		names("ana", "eli")
		st.until(5, 9, 10)
		st.User("carla").OpenHome()
		st.settle()
		if n := st.Calls("team.profile.get"); n != 4 { // at the start too: the night before had none
			st.t.Errorf("profiles were read %d times, want once at the start and once a night", n)
		}
	})
}

// What keeps coach from reading profiles, its owner hears once, and it is tried
// once a night; a Slack that is down is tried again within the night.
func TestProfilesCannotBeRead(t *testing.T) {
	for name, c := range map[string]struct {
		refused bool
		prepare func(*stage)
		says    string
		calls   int // in two nights
	}{
		"without the scope": {true, func(*stage) {}, "the scope users.profile:read is missing", 3},
		"without a field":   {false, func(*stage) {}, "I can't tell which field", 3},
		"filled in by nobody": {false, func(st *stage) { st.AddProfileField(sandbox.ProfileField{Label: "Manager"}) },
			"Nobody's Slack profile names a manager", 3},
		"once Slack is out of order": {false, func(st *stage) {
			st.User("ana").SetField(st.AddProfileField(sandbox.ProfileField{Label: "Manager"}), st.User("carla").ID)
			st.Fail("team.profile.get", 1, "user_is_restricted")
		}, "who one person reports to", 4},
	} {
		t.Run(name, func(t *testing.T) {
			unwritten(t, setting{people: halfSaid, change: nightly, refused: c.refused, errors: true, start: time.Date(2026, 3, 2, 18, 0, 0, 0, time.UTC), apart: true}, func(st *stage) {
				c.prepare(st)
				st.run()
				st.until(4, 9, 10)
				if got := st.Calls("team.profile.get"); got != c.calls {
					st.t.Errorf("profiles were asked for %d times, want %d", got, c.calls)
				}
				said := 0
				for _, m := range st.DM("carla").Messages() {
					if strings.Contains(m.Text(), c.says) {
						said++
					}
				}
				if said != 1 {
					st.t.Errorf("Carla heard of it %d times: %q", said, st.Transcript())
				}
			})
		})
	}
}

// Whoever switches it off has heard of it for the last time.
func TestProfilesAreNoLongerRead(t *testing.T) {
	unwritten(t, setting{people: halfSaid, change: nightly, start: time.Date(2026, 3, 2, 18, 0, 0, 0, time.UTC), apart: true}, func(st *stage) {
		st.run()
		st.end()
		st.config.PeopleFromSlack = ""
		st.run()
		st.until(3, 9, 10)
		if saidIn(st.DM("carla"), "Slack profile") > 0 || strings.Contains(st.User("carla").OpenHome().Text(), "Slack profile") {
			st.t.Error("Carla reads of profiles that nobody reads")
		}
	})
}
