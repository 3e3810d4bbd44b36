package sandbox_test

import (
	"strings"
	"testing"

	"github.com/slack-go/slack"

	"coach/sandbox"
)

func note() slack.ModalViewRequest {
	text := slack.NewPlainTextInputBlockElement(nil, "v")
	text.MaxLength = 20
	who := slack.NewOptionsSelectBlockElement(slack.OptTypeUser, nil, "v")
	return modal("A note", input("who", "Who", who), input("text", "What", text))
}

func TestAFormIsCorrectedAndSaved(t *testing.T) {
	story(t, sandbox.Options{}, func(t *testing.T, w *sandbox.Workspace, a *app) {
		a.command = a.open(note())
		a.interact = func(i slack.InteractionCallback) any {
			switch text := i.View.State.Values["text"]["v"].Value; {
			case i.View.State.Values["who"]["v"].SelectedUser != w.User("cy").ID:
				t.Errorf("the app is told of %+v", i.View.State.Values)
			case text == "bad":
				return slack.NewErrorsViewSubmissionResponse(map[string]string{"text": "Say something kind."})
			}
			view := modal("Saved")
			view.Submit = nil
			view.Blocks.BlockSet = []slack.Block{slack.NewSectionBlock(slack.NewTextBlockObject("mrkdwn", "Thank you, <@"+i.User.ID+">.", false, true), nil, nil)}
			return slack.NewUpdateViewSubmissionResponse(&view)
		}
		dana := w.User("dana")
		form := dana.Command("/help @cy with #wins").Modal()
		if again := form.Submit(); len(again.Errors()) != 2 {
			t.Errorf("an empty form gives the errors %q, want two", again.Errors())
		}
		form.Fill("Who", "@cy").Fill("What", "bad")
		if got := form.Submit().Errors()["What"]; got != "Say something kind." {
			t.Errorf("the error at the field is %q", got)
		}
		saved := form.Fill("What", "good").Submit()
		if saved.Title() != "Saved" || !strings.Contains(saved.Text(), "Thank you, @Dana.") {
			t.Errorf("after saving, Dana sees %q", saved.Draw())
		}
		saved.Close()
		if dana.Modal() != nil {
			t.Error("the form is still open")
		}
		want := `Mon 02 Mar 08:45  Dana types /help @cy with #wins
                    Opens: A note
                      Who: ____
                      What: ____
                      [Save] [Cancel]
Mon 02 Mar 08:45  Dana submits "A note"
                    did not go through: Who: Please complete this required field.
                    did not go through: What: Please complete this required field.
Mon 02 Mar 08:45  Dana submits "A note"
                    Who: Cy Young
                    What: bad
                    did not go through: What: Say something kind.
Mon 02 Mar 08:45  Dana submits "A note"
                    Who: Cy Young
                    What: good
                    Becomes: Saved
                      Thank you, @Dana.
                      [Cancel]
Mon 02 Mar 08:45  Dana closes "Saved"
`
		if got := w.Transcript(); got != want {
			t.Errorf("the transcript is\n%s\nwant\n%s", got, want)
		}
	})
}
