package sandbox_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/slack-go/slack"
	"github.com/slack-go/slack/slackevents"

	"coach/sandbox"
)

func TestTwoPeopleSeeTheSameWorkspace(t *testing.T) {
	story(t, sandbox.Options{}, func(t *testing.T, w *sandbox.Workspace, a *app) {
		page := w.Page(sandbox.PageOptions{})
		dana, cy := browser{t, page, "dana"}, browser{t, page, "cy"}
		a.command = func(slack.SlashCommand) any { return map[string]any{"text": "For your eyes only."} }
		expect(t, dana.post("c/wins", "say", "text", "Thank you @cy :tada:"), `<span class="mention">@Cy Young</span> 🎉`, `<time datetime="2026-03-02T09:45:00&#43;01:00">09:45</time>`)
		expect(t, dana.post("c/wins", "say", "text", "/help"), "For your eyes only.", "Only visible to you")
		expect(t, cy.get("dm"), `class="unread">wins <span class="badge">1<span`, "<title>(1) helper")
		expect(t, cy.get("c/wins"), `<span class="mention me">@Cy Young</span>`, `<time datetime="2026-03-02T08:45:00Z">08:45</time>`, "no For your eyes only.", "no badge")
		expect(t, cy.get("dm"), "no badge")
		expect(t, cy.get("c/lobby"), "You can read this channel, but you are not a member of it.")
	})
}

func TestAFormIsFilledOnThePage(t *testing.T) {
	story(t, sandbox.Options{}, func(t *testing.T, w *sandbox.Workspace, a *app) {
		dana := browser{t, w.Page(sandbox.PageOptions{}), "dana"}
		a.command = a.open(order())
		dana.post("dm", "say", "text", "/help")
		var got map[string]map[string]slack.BlockAction
		a.interact = func(i slack.InteractionCallback) any {
			if got = i.View.State.Values; got["count"]["v"].Value == "7" {
				return slack.NewErrorsViewSubmissionResponse(map[string]string{"count": "Seven is too many."})
			}
			return nil
		}
		form := []string{"view", "V000001", "do", "submit"}
		for _, id := range []string{"drinks", "size", "count", "day", "at", "with", "extras", "where"} {
			form = append(form, "field", id+"/v")
		}
		expect(t, dana.post("dm", "view", append(form, "size/v", "small")...), `id="V000001/count/v/error">Please complete this required field.`, `value="small" selected`)
		form = append(form, "drinks/v", "tea, iced", "drinks/v", "coffee", "size/v", "large", "day/v", "2026-03-05", "at/v", "09:30",
			"with/v", "UCY000000", "with/v", "UDANA0000", "extras/v", "sugar", "where/v", "CWINS0000")
		expect(t, dana.post("dm", "view", append(form, "count/v", "12")...), `This is more than 9.`, `value="12"`)
		if got != nil {
			t.Error("the app was sent a form that Slack's client would not send")
		}
		expect(t, dana.post("dm", "view", append(form, "count/v", "7")...), `Seven is too many.`, `aria-describedby="V000001/count/v/error" aria-invalid="true"`)
		expect(t, dana.post("dm", "view", append(form, "count/v", "3")...), `no id="modal"`)
		v := func(block string) slack.BlockAction { return got[block]["v"] }
		sent := fmt.Sprint(v("drinks").SelectedOptions[0].Value, v("size").SelectedOption.Value, v("count").Value, v("day").SelectedDate, v("at").SelectedTime,
			v("with").SelectedUsers, v("extras").SelectedOptions[0].Value, v("where").SelectedChannel)
		if want := "tea, icedlarge32026-03-0509:30[UCY000000 UDANA0000]sugarCWINS0000"; sent != want {
			t.Errorf("the app is sent %s, want %s", sent, want)
		}
		expect(t, dana.post("dm", "view", form...), "That is not there any more.")
	})
}

// notes are what the app's handlers, each in a goroutine of its own, hear.
type notes struct {
	mu    sync.Mutex
	heard []string
}

func (n *notes) add(what string) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.heard = append(n.heard, what)
}

func (n *notes) String() string {
	n.mu.Lock()
	defer n.mu.Unlock()
	return fmt.Sprint(n.heard)
}

func TestFormsLieOnEachOther(t *testing.T) {
	story(t, sandbox.Options{}, func(t *testing.T, w *sandbox.Workspace, a *app) {
		dana := browser{t, w.Page(sandbox.PageOptions{}), "dana"}
		openGallery(t, w, a)
		var heard notes
		a.interact = func(i slack.InteractionCallback) any {
			if i.Type == slack.InteractionTypeViewClosed {
				heard.add(fmt.Sprint(i.View.ID, " cleared ", i.IsCleared))
				return nil
			}
			heard.add(i.ActionCallback.BlockActions[0].ActionID + " with " + i.View.State.Values["line"]["v"].Value)
			if _, err := a.PushViewContext(t.Context(), i.TriggerID, note()); err != nil {
				t.Errorf("push: %v", err)
			}
			return nil
		}
		dana.post("dm", "say", "text", "/help")
		press := []string{"view", "V000001", "press", "steps/add", "field", "line/v", "line/v", "typed", "field", "moment/v", "moment/v", "2026-03-02T18:00"}
		expect(t, dana.post("dm", "view", press...), "A note</h2>", `aria-label="Back"`)
		expect(t, dana.post("dm", "view", "view", "V000002", "do", "close"), "Everything</h2>", `value="typed"`, `value="2026-03-02T18:00"`, `no aria-label="Back"`)
		dana.post("dm", "view", press...)
		expect(t, dana.post("dm", "view", "view", "V000003", "do", "clear"), `no id="modal"`)
		if want := "[add with typed add with typed V000001 cleared true]"; heard.String() != want {
			t.Errorf("the app hears %s", heard.String())
		}
	})
}

func TestMessagesAreUsedOnThePage(t *testing.T) {
	story(t, sandbox.Options{}, func(t *testing.T, w *sandbox.Workspace, a *app) {
		dana := browser{t, w.Page(sandbox.PageOptions{}), "dana"}
		postGallery(t, w)
		ts := "1772441100.000100"
		var heard notes
		var silent bool
		a.interact = func(i slack.InteractionCallback) any {
			if silent {
				return silence{}
			}
			if i.Type == slack.InteractionTypeMessageAction {
				heard.add(i.CallbackID + " " + i.Message.Text)
				return nil
			}
			action := i.ActionCallback.BlockActions[0]
			heard.add(strings.TrimSpace(fmt.Sprint(action.ActionID, " ", action.Value, action.SelectedOption.Value, action.SelectedUser)))
			if action.ActionID == "size" && i.BlockActionState.Values["fields"]["day"].SelectedDate != "2026-03-07" {
				t.Errorf("the app is told that the fields hold %v", i.BlockActionState.Values)
			}
			return nil
		}
		for _, press := range [][]string{
			{"press", "do/log"},
			{"press", "due+one/more/skip%2F1+2"},
			{"press", "pick/size", "field", "pick/size", "pick/size", "l", "field", "fields/day", "fields/day", "2026-03-07"},
			{"press", "fields/who", "field", "fields/who", "fields/who", "UCY000000"},
		} {
			expect(t, dana.post("dm", "press", append(press, "ts", ts)...), `no class="notice"`)
		}
		expect(t, dana.post("dm", "shortcut", "shortcut", "keep", "ts", ts), `no class="notice"`)
		if want := "[log 1 more skip/1 2 size l who UCY000000 keep Good morning]"; heard.String() != want {
			t.Errorf("the app hears %s, want %s", heard.String(), want)
		}
		for _, c := range [][3]string{{"do/gone", ts, "not there any more"}, {"nonsense", ts, "cannot be chosen"}, {"due+one/more/never", ts, "cannot be chosen"}, {"do/log", "1.2", "not there any more"}} {
			expect(t, dana.post("dm", "press", "press", c[0], "ts", c[1]), c[2])
		}
		silent = true
		expect(t, dana.post("dm", "press", "press", "do/log", "ts", ts), "That did not work. This app did not respond.")
		expect(t, dana.post("dm", "dismiss", "what", "notice"), `no class="notice"`)
	})
}

func TestWordsTypedOnThePage(t *testing.T) {
	story(t, sandbox.Options{}, func(t *testing.T, w *sandbox.Workspace, a *app) {
		dana := browser{t, w.Page(sandbox.PageOptions{}), "dana"}
		var heard notes
		a.command = func(c slack.SlashCommand) any {
			heard.add(c.Command + " " + c.Text + " in " + c.ChannelName)
			return silence{}
		}
		a.interact = func(i slack.InteractionCallback) any { heard.add(i.CallbackID); return nil }
		a.event = func(e slackevents.EventsAPIEvent) bool {
			if m, ok := e.InnerEvent.Data.(*slackevents.MessageEvent); ok {
				heard.add(m.Text)
			}
			return true
		}
		expect(t, dana.post("dm", "say", "text", "a < b"), "a &lt; b")
		expect(t, dana.post("c/wins", "say", "text", "/help me"), "/help failed with the error &#34;operation_timeout&#34;")
		expect(t, dana.post("dm", "say", "text", "/nothing"), "/nothing is not a valid command.")
		expect(t, dana.post("dm", "shortcut", "shortcut", "ask"), `no class="notice"`)
		expect(t, dana.post("dm", "shortcut", "shortcut", "dance"), "cannot be chosen")
		expect(t, dana.post("c/lobby", "say", "text", "hello"), "not a member of it", "no <article")
		if want := "[a &lt; b /help me in wins ask]"; heard.String() != want {
			t.Errorf("the app hears %s, want %s", heard.String(), want)
		}
		w.User("dana").Deactivate()
		expect(t, dana.post("dm", "say", "text", "still here"), "This account has been deactivated.")
	})
}

func TestTheHomeOnThePage(t *testing.T) {
	story(t, sandbox.Options{}, func(t *testing.T, w *sandbox.Workspace, a *app) {
		dana := browser{t, w.Page(sandbox.PageOptions{}), "dana"}
		var opened []string
		a.event = func(e slackevents.EventsAPIEvent) bool {
			if e, ok := e.InnerEvent.Data.(*slackevents.AppHomeOpenedEvent); ok {
				opened = append(opened, e.Tab)
			}
			return true
		}
		expect(t, dana.get("home"), "helper has not shown anything here yet.")
		dana.get("dm")
		if fmt.Sprint(opened) != "[home messages]" {
			t.Errorf("the app hears that Dana opened %q", opened)
		}
		pressed := ""
		a.interact = func(i slack.InteractionCallback) any {
			pressed = i.View.ID + i.ActionCallback.BlockActions[0].ActionID
			return nil
		}
		callJSON(t, w, "views.publish", `{"user_id":"UDANA0000","view":{"type":"home","blocks":[{"type":"actions","block_id":"b","elements":[{"type":"button","action_id":"go","text":{"type":"plain_text","text":"Go"}}]}]}}`)
		expect(t, dana.get("home"), `value="b/go" id="V000001/b/go">Go</button>`)
		expect(t, dana.post("home", "view", "view", "V000001", "press", "b/go"), `no class="notice"`)
		if pressed != "V000001go" {
			t.Errorf("the app hears of %q", pressed)
		}
		callJSON(t, w, "views.publish", `{"user_id":"UDANA0000","view":{"type":"home","blocks":[{"type":"container","block_id":"fold","title":{"type":"plain_text","text":"More"},"is_collapsible":true,
			"child_blocks":[{"type":"actions","block_id":"c","elements":[{"type":"button","action_id":"inside","text":{"type":"plain_text","text":"Inside"}}]}]}]}}`)
		if expect(t, dana.post("home", "view", "view", "V000001", "press", "c/inside"), `no class="notice"`); pressed != "V000001inside" {
			t.Errorf("the app hears of %q when a button in a fold is pressed", pressed)
		}
		w.User("dana").OpenHome().Click("Inside")
	})
}

func TestOptionsAreSearchedOnThePage(t *testing.T) {
	story(t, sandbox.Options{}, func(t *testing.T, w *sandbox.Workspace, a *app) {
		dana := browser{t, w.Page(sandbox.PageOptions{}), "dana"}
		a.command = a.open(modal("Search", input("q", "City", slack.NewOptionsSelectBlockElement(slack.OptTypeExternal, nil, "v"))))
		dana.post("dm", "say", "text", "/help")
		var chosen string
		a.interact = func(i slack.InteractionCallback) any {
			if i.Type == slack.InteractionTypeViewSubmission {
				chosen = i.View.State.Values["q"]["v"].SelectedOption.Value
				return nil
			}
			return slack.OptionsResponse{Options: []*slack.OptionBlockObject{option(i.Value + "n")}}
		}
		r := httptest.NewRequest(http.MethodPost, "http://localhost/as/dana/search", strings.NewReader("view=V000001&press=q/v&typed=Bon"))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		if got := dana.do(r).Body.String(); got != `[["bonn","Bonn"]]`+"\n" {
			t.Errorf("the search finds %s", got)
		}
		expect(t, dana.get("dm"), `<option value="bonn">Bonn</option>`)
		expect(t, dana.post("dm", "view", "view", "V000001", "do", "submit", "field", "q/v", "q/v", "bonn"), `no id="modal"`)
		if chosen != "bonn" {
			t.Errorf("the app is told %q was chosen", chosen)
		}
	})
}

func TestTheClockIsMovedForEverybody(t *testing.T) {
	story(t, sandbox.Options{}, func(t *testing.T, w *sandbox.Workspace, _ *app) {
		going := make(chan struct{})
		page := w.Page(sandbox.PageOptions{Jumps: []sandbox.Jump{
			{Label: "Tomorrow", Do: func(ctx context.Context, report func(string)) error {
				report("Monday evening")
				<-going
				return ctx.Err()
			}},
			{Label: "Never", Do: func(context.Context, func(string)) error { return errors.New("time stands still") }},
		}})
		dana, cy := browser{t, page, "dana"}, browser{t, page, "cy"}
		expect(t, dana.get("dm"), "<strong>09:45</strong>", `id="jump-0">Tomorrow`, `role="status" id="progress"></p>`)
		after := make(chan string)
		go func() { after <- dana.post("dm", "jump", "jump", "0") }()
		synctest.Wait()
		expect(t, cy.get("dm"), "<strong>08:45</strong>", `id="jump-0" disabled>Tomorrow`, `id="progress">Monday evening</p>`)
		expect(t, cy.post("dm", "jump", "jump", "0"), "The clock is already moving.")
		close(going)
		expect(t, <-after, `id="jump-0">Tomorrow`, `no class="notice"`)
		expect(t, dana.post("dm", "jump", "jump", "1"), "The clock could not be moved: time stands still")
		expect(t, dana.post("dm", "jump", "jump", "2"), "cannot be chosen")
	})
}

func TestHintsAreFollowedInAnyOrder(t *testing.T) {
	story(t, sandbox.Options{}, func(t *testing.T, w *sandbox.Workspace, _ *app) {
		alone := w.Page(sandbox.PageOptions{Hints: []sandbox.Hint{{Text: "You are Dana.", Done: "message", As: "dana"}}})
		expect(t, browser{t, alone, "dana"}.get("dm"), "You are Dana.")
		expect(t, browser{t, alone, "cy"}.get("dm"), `no class="hint"`)
		page := w.Page(sandbox.PageOptions{Hints: []sandbox.Hint{{Text: "Say something.", Done: "message"}, {Text: "Ask for help.", Done: "command /help"}, {Text: "Look at the Home.", Done: "home"}, {Text: "Keep it.", Done: "shortcut keep"}}})
		dana, cy := browser{t, page, "dana"}, browser{t, page, "cy"}
		expect(t, dana.get("dm"), `<span class="hint-count">1 of 4</span> Say something.`, "no Ask for help.")
		expect(t, dana.post("dm", "say", "text", "/help me"), "1 of 4")
		expect(t, cy.post("dm", "say", "text", "hello"), "3 of 4", "Look at the Home.")
		cy.get("home")
		expect(t, dana.get("dm"), "4 of 4")
		expect(t, dana.post("dm", "dismiss", "what", "hints"), `no class="hint"`)
	})
}

// A stream is an answer that can be looked at while it is written.
type stream struct {
	header http.Header
	mu     sync.Mutex
	body   strings.Builder
}

func (s *stream) Header() http.Header { return s.header }
func (s *stream) WriteHeader(int)     {}
func (s *stream) Flush()              {}

func (s *stream) Write(data []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.body.Write(data)
}

func (s *stream) count(piece string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return strings.Count(s.body.String(), piece)
}

func TestTheBrowserIsToldOfChanges(t *testing.T) {
	story(t, sandbox.Options{}, func(t *testing.T, w *sandbox.Workspace, a *app) {
		page := w.Page(sandbox.PageOptions{})
		ctx, leave := context.WithCancel(t.Context())
		answer := &stream{header: http.Header{}}
		left := make(chan struct{})
		go func() {
			defer close(left)
			page.ServeHTTP(answer, httptest.NewRequestWithContext(ctx, http.MethodGet, "http://localhost/as/dana/events", nil))
		}()
		events := func() int {
			synctest.Wait()
			return answer.count("data: ")
		}
		told := events()
		browser{t, page, "cy"}.get("dm")
		time.Sleep(10 * time.Second)
		if got := events(); told != 1 || got != told {
			t.Errorf("without any change, the browser is told %d times at first and %d times later", told, got)
		}
		a.say("UDANA0000", "news")
		if got := events(); got <= told {
			t.Error("the browser is not told of a message")
		}
		told = events()
		time.Sleep(time.Minute)
		if got := events(); got != told+1 {
			t.Errorf("in a quiet minute, the browser is told %d times", got-told)
		}
		leave()
		<-left
	})
}

// What one person alone sees has no menu of shortcuts, and takes none.
func TestAnAnswerHasNoShortcuts(t *testing.T) {
	story(t, sandbox.Options{}, func(t *testing.T, w *sandbox.Workspace, a *app) {
		dana := browser{t, w.Page(sandbox.PageOptions{}), "dana"}
		a.command = func(slack.SlashCommand) any { return map[string]any{"text": "Here you are"} }
		a.interact = func(i slack.InteractionCallback) any { t.Errorf("the app hears %s", i.CallbackID); return nil }
		page := dana.post("dm", "say", "text", "/help")
		expect(t, page, "Here you are", `no post-menu`)
		_, ts, _ := strings.Cut(page, `<article class="post only-you" id="m`)
		ts, _, _ = strings.Cut(ts, `"`)
		expect(t, dana.post("dm", "shortcut", "shortcut", "keep", "ts", ts), "cannot be chosen")
	})
}
