package sandbox_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/slack-go/slack"

	"coach/sandbox"
)

func option(label string) *slack.OptionBlockObject {
	return slack.NewOptionBlockObject(strings.ToLower(label), plainText(label), nil)
}

// order is a form with all kinds of fields.
func order() slack.ModalViewRequest {
	number := slack.NewNumberInputBlockElement(nil, "v", false)
	number.MaxValue = "9"
	drinks := slack.NewOptionsMultiSelectBlockElement(slack.MultiOptTypeStatic, nil, "v", option("Tea"), option("Coffee"), option("Tea, iced"))
	size := slack.NewOptionsSelectBlockElement(slack.OptTypeStatic, nil, "v", option("Small"), option("Large"))
	size.InitialOption = option("Small")
	return modal("Order",
		input("drinks", "Drinks", drinks), input("size", "Size", size), input("count", "Cups", number),
		input("day", "Day", slack.NewDatePickerBlockElement("v")), input("at", "Time", slack.NewTimePickerBlockElement("v")),
		input("with", "With", slack.NewOptionsMultiSelectBlockElement(slack.MultiOptTypeUser, nil, "v")),
		input("extras", "Extras", slack.NewCheckboxGroupsBlockElement("v", option("Milk"), option("Sugar"))),
		input("where", "Where", slack.NewOptionsSelectBlockElement(slack.OptTypeChannels, nil, "v")),
	)
}

func TestFieldsTakeWhatPeopleMean(t *testing.T) {
	story(t, sandbox.Options{}, func(t *testing.T, w *sandbox.Workspace, a *app) {
		a.command = a.open(order())
		var got map[string]map[string]slack.BlockAction
		a.interact = func(i slack.InteractionCallback) any { got = i.View.State.Values; return nil }
		form := w.User("dana").Command("/help").Modal()
		if form.Value("Size") != "Small" {
			t.Errorf("the size is %q from the start", form.Value("Size"))
		}
		form.Fill("Drinks", "Tea, iced, Coffee").Fill("Size", "Large").Fill("Cups", "3").Fill("day", "2026-03-05").Fill("Time", "09:30").
			Fill("With", "@cy, Dana").Fill("Extras", "Sugar").Fill("Where", "#wins")
		if form.Value("Drinks") != "Tea, iced, Coffee" || form.Value("With") != "Cy Young, Dana" || form.Value("Where") != "#wins" {
			t.Errorf("the form shows\n%s", form.Draw())
		}
		if next := form.Submit(); next != nil {
			t.Errorf("the form did not go through: %q", next.Errors())
		}
		v := func(block string) slack.BlockAction { return got[block]["v"] }
		sent := fmt.Sprint(v("drinks").SelectedOptions[0].Value, v("size").SelectedOption.Value, v("count").Value, v("day").SelectedDate, v("at").SelectedTime,
			v("with").SelectedUsers, v("extras").SelectedOptions[0].Value, v("where").SelectedChannel)
		if want := "tea, icedlarge32026-03-0509:30[UCY000000 UDANA0000]sugarCWINS0000"; sent != want {
			t.Errorf("the app is sent %s, want %s", sent, want)
		}
	})
}

func TestFieldsRefuseWhatSlacksClientRefuses(t *testing.T) {
	story(t, sandbox.Options{}, func(t *testing.T, w *sandbox.Workspace, a *app) {
		a.command = a.open(note())
		short := w.User("dana").Command("/help").Modal()
		a.command = a.open(order())
		form := w.User("cy").Command("/help").Modal()
		w.User("robot").Deactivate()
		for name, c := range map[string]struct {
			form               *sandbox.Modal
			field, value, want string
		}{
			"a field that is not there": {form, "Colour", "red", `"Drinks" (drinks)`},
			"an option not offered":     {form, "Size", "Huge", `there are ["Small" "Large"]`},
			"too long a text":           {short, "What", strings.Repeat("x", 21), "21 characters where 20 are allowed"},
			"two lines in one":          {short, "What", "a\nb", "one line"},
			"a stranger":                {short, "Who", "@nobody", "nobody is called that"},
			"somebody who left":         {short, "Who", "@robot", "they have left"},
			"too high a number":         {form, "Cups", "10", "more than 9"},
			"half a cup":                {form, "Cups", "1.5", "not a whole number"},
			"a day that is none":        {form, "Day", "2026-02-30", "out of range"},
			"a channel that is none":    {form, "Where", "#nowhere", "no such channel"},
		} {
			if got := panicOf(func() { c.form.Fill(c.field, c.value) }); !strings.Contains(got, c.want) {
				t.Errorf("%s: the test is told %q, want %q in it", name, got, c.want)
			}
		}
	})
}

func panicOf(f func()) (said string) {
	defer func() { said = fmt.Sprint(recover()) }()
	f()
	return
}

func TestTriggersLiveThreeSecondsAndOpenOneForm(t *testing.T) {
	story(t, sandbox.Options{}, func(t *testing.T, w *sandbox.Workspace, a *app) {
		var errs []string
		a.command = func(c slack.SlashCommand) any {
			if c.Text == "slowly" {
				time.Sleep(2960 * time.Millisecond) // the first call takes effect at 3.01 s
			}
			for range 2 {
				_, err := a.OpenViewContext(t.Context(), c.TriggerID, note())
				errs = append(errs, fmt.Sprint(err))
			}
			return nil
		}
		w.User("dana").Command("/help quickly")
		w.User("cy").Command("/help slowly")
		synctest.Wait()
		if got := strings.Join(errs, " "); got != "<nil> exchanged_trigger_id expired_trigger_id expired_trigger_id" {
			t.Errorf("opening forms gives %s", got)
		}
		if w.User("cy").Modal() != nil {
			t.Error("a form opened too late")
		}
	})
}

func TestViewsAreStackedThreeHigh(t *testing.T) {
	story(t, sandbox.Options{}, func(t *testing.T, w *sandbox.Workspace, a *app) {
		page := func(n int) slack.ModalViewRequest {
			return modal(fmt.Sprint("Page ", n), slack.NewActionBlock("b", slack.NewButtonBlockElement("deeper", "", plainText("Deeper"))))
		}
		a.command = a.open(page(1))
		var errs []string
		n := 1
		a.interact = func(i slack.InteractionCallback) any {
			if i.Type == slack.InteractionTypeViewSubmission {
				return slack.NewClearViewSubmissionResponse()
			}
			n++
			_, err := a.PushViewContext(t.Context(), i.TriggerID, page(n))
			errs = append(errs, fmt.Sprint(err))
			return nil
		}
		top := w.User("dana").Command("/help").Modal().Click("Deeper").Click("Deeper").Click("Deeper")
		if top.Title() != "Page 3" || strings.Join(errs, " ") != "<nil> <nil> push_limit_reached" {
			t.Errorf("on top is %q after %q", top.Title(), errs)
		}
		if below := top.Click("Cancel"); below.Title() != "Page 2" {
			t.Errorf("below it is %q", below.Title())
		} else if rest := below.Click("Save"); rest != nil {
			t.Errorf("after clearing, %q is open", rest.Title())
		}
	})
}

func TestAFieldKeepsWhatWasTypedUnlessItsIDChanges(t *testing.T) {
	story(t, sandbox.Options{}, func(t *testing.T, w *sandbox.Workspace, a *app) {
		form := func(id, initial string) slack.ModalViewRequest {
			kind := slack.NewOptionsSelectBlockElement(slack.OptTypeStatic, plainText("Kind"), "kind", option("A"), option("B"))
			text := slack.NewPlainTextInputBlockElement(nil, "v")
			text.InitialValue = initial
			field := input("kind", "Kind", kind)
			field.DispatchAction = true
			return modal("Form", field, input(id, "Text", text))
		}
		a.command = a.open(form("text", "first"))
		id, stale := "text", ""
		a.interact = func(i slack.InteractionCallback) any {
			if _, err := a.UpdateViewContext(t.Context(), form(id, "second"), "", i.View.Hash, i.View.ID); err != nil {
				t.Errorf("update: %v", err)
			}
			_, err := a.UpdateViewContext(t.Context(), form(id, "third"), "", i.View.Hash, i.View.ID)
			stale = fmt.Sprint(err)
			return nil
		}
		m := w.User("dana").Command("/help").Modal().Fill("Text", "mine").Fill("Kind", "A")
		if m.Value("Text") != "mine" || stale != "hash_conflict" {
			t.Errorf("the text is %q, and an update with an old hash gives %s", m.Value("Text"), stale)
		}
		id = "text~1"
		if m.Fill("Kind", "B"); m.Value("Text") != "second" || m.Value("Kind") != "B" {
			t.Errorf("under a new ID, the form shows\n%s", m.Draw())
		}
	})
}

func TestAnswersToASubmissionThatSlackRefuses(t *testing.T) {
	long := modal(strings.Repeat("x", 25))
	for name, answer := range map[string]any{
		"an error at no field":   slack.NewErrorsViewSubmissionResponse(map[string]string{"elsewhere": "Wrong."}),
		"no errors":              map[string]any{"response_action": "errors"},
		"an unknown action":      map[string]any{"response_action": "explode"},
		"a view over its limits": slack.NewUpdateViewSubmissionResponse(&long),
		"no action":              map[string]any{"text": "thanks"},
		"silence":                silence{},
	} {
		t.Run(name, func(t *testing.T) {
			story(t, sandbox.Options{}, func(t *testing.T, w *sandbox.Workspace, a *app) {
				a.command = a.open(note())
				a.interact = func(slack.InteractionCallback) any { return answer }
				form := w.User("dana").Command("/help").Modal().Fill("Who", "Dana").Fill("What", "x").Submit()
				if form == nil || !strings.Contains(form.Errors()[""], "trouble connecting") || len(w.Problems()) != 1 {
					t.Errorf("Dana sees %v, and the app is blamed for %q", form, w.Problems())
				}
			})
		})
	}
}

func TestTheAppHearsOfAClosedFormIfItWants(t *testing.T) {
	story(t, sandbox.Options{}, func(t *testing.T, w *sandbox.Workspace, a *app) {
		view := note()
		view.NotifyOnClose = true
		a.command = a.open(view)
		var heard []slack.InteractionType
		a.interact = func(i slack.InteractionCallback) any { heard = append(heard, i.Type); return nil }
		form := w.User("dana").Command("/help").Modal()
		form.Close()
		if fmt.Sprint(heard) != "[view_closed]" {
			t.Errorf("the app hears %v", heard)
		}
		if got := panicOf(func() { form.Submit() }); !strings.Contains(got, `"A note" is not in front of Dana`) {
			t.Errorf("submitting a closed form tells the test %q", got)
		}
	})
}

func TestOptionsFromTheApp(t *testing.T) {
	story(t, sandbox.Options{}, func(t *testing.T, w *sandbox.Workspace, a *app) {
		a.command = a.open(modal("Search", input("q", "City", slack.NewOptionsSelectBlockElement(slack.OptTypeExternal, nil, "v"))))
		a.interact = func(i slack.InteractionCallback) any {
			if i.Type != slack.InteractionTypeBlockSuggestion || i.Value != "Bonn" {
				t.Errorf("the app is asked %s %q", i.Type, i.Value)
			}
			return slack.OptionsResponse{Options: []*slack.OptionBlockObject{option("Bonn")}}
		}
		if got := w.User("dana").Command("/help").Modal().Fill("City", "Bonn").Value("City"); got != "Bonn" {
			t.Errorf("the field shows %q", got)
		}
	})
}

func TestShortcutsAndHome(t *testing.T) {
	story(t, sandbox.Options{}, func(t *testing.T, w *sandbox.Workspace, a *app) {
		a.interact = func(i slack.InteractionCallback) any {
			if i.CallbackID == "keep" && i.Message.Text != "A &lt; B" {
				t.Errorf("the app is told of the message %q", i.Message.Text)
			}
			if _, err := a.OpenViewContext(t.Context(), i.TriggerID, modal("From "+i.CallbackID, slack.NewDividerBlock())); err != nil {
				t.Errorf("open: %v", err)
			}
			return nil
		}
		dana := w.User("dana")
		if got := dana.Shortcut("Ask").Modal().Title(); got != "From ask" {
			t.Errorf("the shortcut opens %q", got)
		}
		dana.Say("A < B")
		if got := w.DM("dana").Last().Shortcut(dana, "Keep this").Modal().Title(); got != "From keep" {
			t.Errorf("the message shortcut opens %q", got)
		}
		home := slack.HomeTabViewRequest{Type: slack.VTHomeTab, Blocks: slack.Blocks{BlockSet: []slack.Block{slack.NewHeaderBlock(plainText("Welcome"))}}}
		if _, err := a.PublishViewContext(t.Context(), slack.PublishViewContextRequest{UserID: dana.ID, View: home}); err != nil {
			t.Errorf("publish: %v", err)
		}
		if !strings.Contains(w.Transcript(), "helper shows Dana on its Home\n                    Welcome\n") {
			t.Errorf("the transcript is\n%s", w.Transcript())
		}
	})
}

// A message shortcut brings the message as Slack tells of it: where it stands,
// but not the name of a private channel, and who wrote it. Nobody has shortcuts
// where they cannot look, or on what one person alone sees.
func TestWhatAMessageShortcutTells(t *testing.T) {
	story(t, sandbox.Options{}, func(t *testing.T, w *sandbox.Workspace, a *app) {
		var told slack.InteractionCallback
		a.interact = func(i slack.InteractionCallback) any { told = i; return nil }
		dana, ana := w.User("dana"), w.AddPerson(sandbox.Person{Handle: "ana"})
		w.AddPerson(sandbox.Person{Handle: "pager", Bot: true})
		w.AddPerson(sandbox.Person{Handle: "xeno", Team: "T0OTHER"})
		public := w.AddChannel("deals", sandbox.ChannelOptions{})
		private := w.AddChannel("plans", sandbox.ChannelOptions{Private: true, Members: []string{"dana", "pager", "xeno"}})
		use := func(c *sandbox.Channel, author string) {
			w.User(author).SayIn(c, "A < B")
			c.Last().Shortcut(dana, "Keep this")
		}
		for _, c := range []struct {
			in                  *sandbox.Channel
			author, name, botID string
		}{
			{public, "ana", "deals", ""},
			{private, "pager", "privategroup", "BPAGER000"},
			{private, "xeno", "privategroup", ""},
			{w.AddDirect("dana", "ana"), "ana", "directmessage", ""},
			{w.AddDirect("dana", "ana", "xeno"), "xeno", "mpdm-dana--ana--xeno-1", ""},
		} {
			use(c.in, c.author)
			if told.Type != slack.InteractionTypeMessageAction || told.Channel.ID != c.in.ID || told.Channel.Name != c.name || told.Message.BotID != c.botID ||
				told.Message.User != w.User(c.author).ID || told.Message.Text != "A &lt; B" || told.MessageTs != told.Message.Timestamp || told.Team.Domain != "sandbox" || told.ResponseURL == "" {
				t.Errorf("of a message of %s in %s the app is told %+v", c.author, c.name, told)
			}
		}
		defer func() {
			if p := recover(); p == nil || !strings.Contains(p.(string), "Ana has no shortcuts on this message in #plans") {
				t.Errorf("a person who cannot see the message is told %v", p)
			}
		}()
		private.Last().Shortcut(ana, "Keep this")
	})
}
