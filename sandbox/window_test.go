package sandbox_test

import (
	"testing"

	"github.com/slack-go/slack"

	"coach/sandbox"
)

func TestTwoWindowsHaveFormsOfTheirOwn(t *testing.T) {
	story(t, sandbox.Options{}, func(t *testing.T, w *sandbox.Workspace, a *app) {
		a.command = a.open(modal("Note", input("words", "Words", slack.NewPlainTextInputBlockElement(nil, "v"))))
		var got []string
		a.interact = func(i slack.InteractionCallback) any {
			got = append(got, i.View.State.Values["words"]["v"].Value)
			return nil
		}
		dana := w.User("dana")
		desk := dana.Command("/help").Modal().Fill("Words", "at the desk")
		dana.OtherWindow()
		if dana.Modal() != nil {
			t.Error("a form is open in both windows")
		}
		dana.Command("/help").Modal().Fill("Words", "on the phone").Submit()
		dana.OtherWindow()
		desk.Submit()
		if len(got) != 2 || got[0] != "on the phone" || got[1] != "at the desk" {
			t.Errorf("the app is sent %q", got)
		}
	})
}

func TestTheAppIsInvitedAgain(t *testing.T) {
	story(t, sandbox.Options{}, func(t *testing.T, w *sandbox.Workspace, a *app) {
		wins := w.Channel("wins")
		wins.Kick()
		if _, _, err := a.PostMessageContext(t.Context(), wins.ID, slack.MsgOptionText("hello", false)); err == nil || err.Error() != "not_in_channel" {
			t.Errorf("removed from the channel, the app is told %v", err)
		}
		wins.Invite()
		a.say(wins.ID, "hello")
		if len(wins.Messages()) != 1 {
			t.Errorf("%d messages in the channel", len(wins.Messages()))
		}
	})
}
