package stories

import (
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"coach/bot/view"
	"coach/bot/view/kit"
)

// What somebody may not do is refused in the same words whichever way they ask:
// with a command, in a message, with a button or with a form that they forge.
func TestForgedRequestsAreRefused(t *testing.T) {
	const (
		notTheirs = "1:1 planning isn't one of your practices."
		noReport  = "Ben Okafor doesn't report to you. Pick one of your people."
		noLeave   = "Ben Okafor doesn't report to you, so only they can note it."
		outsiders = "Apps and people from other companies can't take part."
	)
	cases := []struct {
		handle string
		says   string
		send   func(*scene) []forgery
	}{
		{"ana", notTheirs, commands("log 1:1 <@UBEN00000>")},
		{"ana", notTheirs, typed("log 1:1 <@UBEN00000>")},
		{"ana", notTheirs, func(s *scene) []forgery { return []forgery{s.submit(view.FormPick)} }},
		{"ana", notTheirs, func(s *scene) []forgery { return []forgery{s.pressIn(view.FormLog, kit.ActionChoose, "")} }},
		{"ana", notTheirs, func(s *scene) []forgery { return []forgery{s.submit(view.FormLog)} }},
		{"ana", notTheirs, opens("one_on_one", "ben")},
		{"eli", noReport, commands("log 1:1 <@UBEN00000>")},
		{"eli", noReport, opens("one_on_one", "ben")},
		{"eli", noLeave, commands("away 3 Jun <@UBEN00000>")},
		{"eli", noLeave, typed("away 3 Jun <@UBEN00000>")},
		{"eli", outsiders, commands("log 1:1 <@UXENO0000>", "recognize <@UXENO0000>", "away <@UXENO0000>", "excuse <@UXENO0000>")},
		{"eli", outsiders, typed("log 1:1 <@UXENO0000>", "thank <@UXENO0000> for the demo", "away 3 Jun <@UXENO0000>")},
	}
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		time.Sleep(time.Until(monday))
		s := newScene(t, inUse)
		s.serve(func() {
			s.prepare()
			for _, c := range cases {
				for i, f := range c.send(s) {
					s.heard()
					answer := s.User(c.handle).Forge(f.kind, f.payload)
					if said := strings.Join(append(s.heard(), answer), "\n"); !strings.Contains(said, c.says) {
						t.Errorf("%s (%d) should hear %q, and hears\n%s", c.handle, i, c.says, said)
					}
				}
			}
			s.end()
		})
	})
}

// opens presses the button with which typed words open the form.
func opens(practice, handle string) func(*scene) []forgery {
	return func(s *scene) []forgery {
		value := fmt.Sprintf(`{"practice":%q,"person":%s,"on":"2026-03-05"}`, practice, s.IDs[handle])
		return []forgery{{kind: "interactive", payload: pressed(view.ActionOpen, value, nil)}}
	}
}
