package sandbox_test

import (
	"testing"

	"github.com/slack-go/slack"
	"github.com/slack-go/slack/slackevents"

	"coach/sandbox"
)

// A forged envelope says what its sender wants, and what Slack says in every
// envelope besides. The sender hears what the app answers.
func TestAForgedEnvelope(t *testing.T) {
	story(t, sandbox.Options{}, func(t *testing.T, w *sandbox.Workspace, a *app) {
		xeno := w.AddPerson(sandbox.Person{Handle: "xeno", Team: "T0OTHER"})
		a.interact = func(i slack.InteractionCallback) any {
			if i.User.TeamID != "T0OTHER" || i.Team.ID != "T0SANDBOX" || i.View.PrivateMetadata != "9" || i.TriggerID == "" {
				t.Errorf("the app is told %+v", i)
			}
			return map[string]any{"response_action": "clear"}
		}
		form := map[string]any{"id": "V1", "type": "modal", "private_metadata": "9"}
		if got := xeno.Forge("interactive", map[string]any{"type": "view_submission", "view": form}); got != `{"response_action":"clear"}` {
			t.Errorf("it is answered %q", got)
		}
		a.command = func(c slack.SlashCommand) any {
			if c.TeamID != "T0OTHER" || c.Text != "9" {
				t.Errorf("the app is told %+v", c)
			}
			return nil
		}
		xeno.Forge("slash_commands", map[string]any{"command": "/help", "text": "9", "team_id": "T0OTHER"})
		told := 0
		a.event = func(e slackevents.EventsAPIEvent) bool {
			m, ok := e.InnerEvent.Data.(*slackevents.MessageEvent)
			if ok && m.User == xeno.ID && m.Text == "9" {
				told++
			}
			return true
		}
		xeno.Forge("events_api", map[string]any{"event": map[string]any{"type": "message", "channel_type": "im", "text": "9"}})
		if told != 1 {
			t.Errorf("the app is told %d times of a message", told)
		}
	})
}
