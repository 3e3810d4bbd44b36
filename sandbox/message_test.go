package sandbox_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/slack-go/slack"

	"coach/sandbox"
)

// ask is a message with a question and two buttons.
func ask() slack.MsgOption {
	button := func(label string) slack.BlockElement {
		b := slack.NewButtonBlockElement("act", "42", plainText(label))
		b.ActionID = "act." + label
		return b
	}
	return slack.MsgOptionBlocks(
		slack.NewSectionBlock(slack.NewTextBlockObject("mrkdwn", "*Lunch* with <@UCY000000>?", false, true), nil, nil),
		slack.NewActionBlock("answer", button("Yes"), button("No")))
}

func TestAButtonIsAnsweredThroughItsResponseURL(t *testing.T) {
	story(t, sandbox.Options{}, func(t *testing.T, w *sandbox.Workspace, a *app) {
		a.say("UDANA0000", "Lunch?", ask())
		var url string
		a.interact = func(i slack.InteractionCallback) any {
			url = i.ResponseURL
			action := i.ActionCallback.BlockActions[0]
			if i.Message.Text != "Lunch?" || action.Value != "42" || action.ActionID != "act.Yes" || i.Container.ChannelID != "DDANA0000" {
				t.Errorf("the app is told of %+v in %+v", action, i.Container)
			}
			if _, _, err := a.PostMessageContext(t.Context(), "", slack.MsgOptionResponseURL(url, "ephemeral"), slack.MsgOptionText("Noted.", false)); err != nil {
				t.Errorf("answer: %v", err)
			}
			return nil
		}
		dana, question := w.User("dana"), w.DM("dana").Last()
		reply := question.Click(dana, "Yes")
		if reply.Text() != "Noted." || len(w.DM("dana").Messages()) != 1 {
			t.Errorf("Dana reads %q, and the conversation has %d messages", reply.Text(), len(w.DM("dana").Messages()))
		}
		post := func(options ...slack.MsgOption) error {
			_, _, err := a.PostMessageContext(t.Context(), "", options...)
			return err
		}
		if err := post(slack.MsgOptionReplaceOriginal(url), slack.MsgOptionText("Lunch it is.", false)); err != nil || question.Text() != "Lunch it is." || len(question.Buttons()) != 0 {
			t.Errorf("after an edit (%v), the question reads %q", err, question.Text())
		}
		if err := post(slack.MsgOptionResponseURL(url, "in_channel"), slack.MsgOptionText("All settled.", false)); err != nil || w.DM("dana").Last().Text() != "All settled." {
			t.Errorf("after a public answer (%v), the last message reads %q", err, w.DM("dana").Last().Text())
		}
		if err := post(slack.MsgOptionDeleteOriginal(url)); err != nil || question.Exists() {
			t.Errorf("after a deletion (%v), the question still exists: %t", err, question.Exists())
		}
		if err := post(slack.MsgOptionResponseURL(url, "ephemeral"), slack.MsgOptionText("five", false)); err != nil {
			t.Errorf("the fifth use: %v", err)
		}
		if err := post(slack.MsgOptionResponseURL(url, "ephemeral"), slack.MsgOptionText("six", false)); err == nil {
			t.Error("a response URL can be used six times")
		}
	})
}

func TestAResponseURLExpires(t *testing.T) {
	story(t, sandbox.Options{}, func(t *testing.T, w *sandbox.Workspace, a *app) {
		var url string
		a.command = func(c slack.SlashCommand) any { url = c.ResponseURL; return nil }
		w.User("dana").Command("/help")
		time.Sleep(31 * time.Minute)
		if _, _, err := a.PostMessageContext(t.Context(), "", slack.MsgOptionResponseURL(url, "ephemeral"), slack.MsgOptionText("late", false)); err == nil {
			t.Error("a response URL can be used after half an hour")
		}
	})
}

func TestACommandIsAnsweredInItsAcknowledgement(t *testing.T) {
	story(t, sandbox.Options{}, func(t *testing.T, w *sandbox.Workspace, a *app) {
		a.command = func(c slack.SlashCommand) any {
			if c.Text != "me <@UCY000000|cy> &amp; <#CWINS0000|wins>" {
				t.Errorf("the app is told %q", c.Text)
			}
			return map[string]any{"text": "Ask again.", "blocks": []any{map[string]any{"type": "actions", "elements": []any{
				map[string]any{"type": "button", "action_id": "again", "text": plainText("Again")}}}}}
		}
		a.interact = func(i slack.InteractionCallback) any {
			if !i.Container.IsEphemeral {
				t.Error("the app is not told that only Dana sees the message")
			}
			return nil
		}
		reply := w.User("dana").Command("/help me @cy & #wins")
		if reply.Text() != "[Again]" || !slices.Equal(reply.Buttons(), []string{"Again"}) {
			t.Errorf("Dana sees %q", reply.Text())
		}
		reply.Click("Again")
		if got := w.User("dana").Command("/dance").Text(); got != "/dance is not a valid command." {
			t.Errorf("an unknown command is answered %q", got)
		}
		if len(w.DM("dana").Messages()) != 0 {
			t.Error("an answer for Dana alone is in the conversation")
		}
		if len(w.Problems()) != 0 {
			t.Errorf("the app is blamed for %q", w.Problems())
		}
	})
}

func TestWhatPeopleReadInAMessage(t *testing.T) {
	story(t, sandbox.Options{}, func(t *testing.T, w *sandbox.Workspace, a *app) {
		a.say("CWINS0000", "<@UDANA0000> &amp; <#CLOBBY000|lobby> at <!date^1772438700^{date_short} {time}|then>: <https://example.com|see>")
		if got, want := w.Channel("#wins").Last().Text(), "@Dana & #lobby at Mar 2, 2026 8:05 AM: see"; got != want {
			t.Errorf("in a channel they read %q, want %q", got, want)
		}
		a.say("UDANA0000", "<!date^1772438700^{date_pretty} {time}|then>, _really_ snake_case_name 3*4*5")
		if got, want := w.DM("dana").Last().Text(), "today 9:05 AM, really snake_case_name 3*4*5"; got != want {
			t.Errorf("in Berlin, Dana reads %q, want %q", got, want)
		}
		a.say("UDANA0000", "Lunch?", ask())
		m := w.DM("dana").Last()
		if m.Text() != "Lunch with @Cy Young?  [Yes] [No]" || m.Notification() != "Lunch?" || !slices.Equal(m.Buttons(), []string{"Yes", "No"}) {
			t.Errorf("with buttons, Dana reads %q, is notified of %q and can press %q", m.Text(), m.Notification(), m.Buttons())
		}
	})
}

func TestPingingEverybodyIsAProblem(t *testing.T) {
	mrkdwn := func(text string, verbatim bool) []slack.MsgOption {
		return []slack.MsgOption{slack.MsgOptionBlocks(slack.NewSectionBlock(slack.NewTextBlockObject("mrkdwn", text, false, verbatim), nil, nil))}
	}
	for name, c := range map[string]struct {
		text  string
		more  []slack.MsgOption
		pings bool
	}{
		"a control sequence in the text":    {"<!channel> hello", nil, true},
		"an escaped one":                    {"&lt;!channel&gt; hello", nil, false},
		"plain @here in the text":           {"@here hello", nil, false},
		"plain @here in a text to be read":  {"@here hello", []slack.MsgOption{slack.MsgOptionParse(true)}, true},
		"plain @here in mrkdwn":             {"hello", mrkdwn("hello @here", false), true},
		"plain @here in verbatim mrkdwn":    {"hello", mrkdwn("hello @here", true), false},
		"a control sequence in such mrkdwn": {"hello", mrkdwn("hello <!everyone>", true), true},
		"an address":                        {"hello", mrkdwn("hello me@here.example", false), false},
	} {
		t.Run(name, func(t *testing.T) {
			story(t, sandbox.Options{}, func(t *testing.T, w *sandbox.Workspace, a *app) {
				a.say("CWINS0000", c.text, c.more...)
				if got := strings.Contains(w.Transcript(), "  ! pings everybody"); got != c.pings {
					t.Errorf("it pings everybody: %t, want %t\n%s", got, c.pings, w.Transcript())
				}
			})
		})
	}
}

func TestTimestampsOfOneSecondDiffer(t *testing.T) {
	story(t, sandbox.Options{}, func(t *testing.T, w *sandbox.Workspace, a *app) {
		first, second := a.say("CWINS0000", "one"), a.say("CWINS0000", "two")
		if first != "1772441100.000100" || second != "1772441100.000200" {
			t.Errorf("the timestamps are %s and %s", first, second)
		}
	})
}

func TestEditsAndDeletions(t *testing.T) {
	story(t, sandbox.Options{}, func(t *testing.T, w *sandbox.Workspace, a *app) {
		ts := a.say("UDANA0000", "Lunch?", ask(), slack.MsgOptionMetadata(slack.SlackMetadata{EventType: "key", EventPayload: map[string]any{"k": "1"}}))
		m := w.DM("dana").Last()
		if _, _, _, err := a.UpdateMessageContext(t.Context(), "DDANA0000", ts, slack.MsgOptionText("Dinner?", false)); err != nil || m.Text() != "Dinner?" {
			t.Errorf("after an edit without blocks (%v), Dana reads %q", err, m.Text())
		}
		if _, _, _, err := a.UpdateMessageContext(t.Context(), "DDANA0000", ts, slack.MsgOptionText(strings.Repeat("x", 4001), false)); err == nil || err.Error() != "msg_too_long" {
			t.Errorf("an edit of 4,001 characters gives %v", err)
		}
		w.User("dana").Say("Dinner it is")
		said := history(t, a, "DDANA0000", nil)[0]
		if _, _, _, err := a.UpdateMessageContext(t.Context(), "DDANA0000", said.Timestamp, slack.MsgOptionText("No", false)); err == nil || err.Error() != "cant_update_message" {
			t.Errorf("an edit of Dana's message gives %v", err)
		}
		if _, _, err := a.DeleteMessageContext(t.Context(), "DDANA0000", ts); err != nil || m.Exists() {
			t.Errorf("after a deletion (%v), the message exists: %t", err, m.Exists())
		}
	})
}

func history(t *testing.T, a *app, channel string, change func(*slack.GetConversationHistoryParameters)) []slack.Message {
	t.Helper()
	p := slack.GetConversationHistoryParameters{ChannelID: channel, IncludeAllMetadata: true}
	if change != nil {
		change(&p)
	}
	got, err := a.GetConversationHistoryContext(t.Context(), &p)
	if err != nil {
		t.Fatalf("history: %v", err)
	}
	return got.Messages
}

func TestHistoryIsPagedAndKeepsMetadata(t *testing.T) {
	story(t, sandbox.Options{}, func(t *testing.T, w *sandbox.Workspace, a *app) {
		key := slack.MsgOptionMetadata(slack.SlackMetadata{EventType: "outbox", EventPayload: map[string]any{"key": "k1"}})
		first := a.say("CWINS0000", "one", key)
		a.say("CWINS0000", "two")
		a.say("CWINS0000", "three")
		all := history(t, a, "CWINS0000", nil)
		if len(all) != 3 || all[0].Text != "three" || all[2].Metadata.EventPayload["key"] != "k1" {
			t.Errorf("the whole history is %+v", all)
		}
		if bare := history(t, a, "CWINS0000", func(p *slack.GetConversationHistoryParameters) { p.IncludeAllMetadata = false }); bare[2].Metadata.EventType != "outbox" || bare[2].Metadata.EventPayload != nil {
			t.Errorf("without asking, the metadata are %+v", bare[2].Metadata)
		}
		if after := history(t, a, "CWINS0000", func(p *slack.GetConversationHistoryParameters) { p.Oldest = first }); len(after) != 2 {
			t.Errorf("after the first message come %d, want 2", len(after))
		}
		if from := history(t, a, "CWINS0000", func(p *slack.GetConversationHistoryParameters) { p.Oldest, p.Inclusive = first, true }); len(from) != 3 {
			t.Errorf("from the first message on there are %d, want 3", len(from))
		}
		page, err := a.GetConversationHistoryContext(t.Context(), &slack.GetConversationHistoryParameters{ChannelID: "CWINS0000", Limit: 2})
		if err != nil || !page.HasMore || len(page.Messages) != 2 {
			t.Fatalf("the first page is %+v, %v", page, err)
		}
		rest := history(t, a, "CWINS0000", func(p *slack.GetConversationHistoryParameters) {
			p.Limit, p.Cursor = 2, page.ResponseMetaData.NextCursor
		})
		if len(rest) != 1 || rest[0].Text != "one" {
			t.Errorf("the second page is %+v", rest)
		}
	})
}

func TestPeopleAndChannels(t *testing.T) {
	story(t, sandbox.Options{Name: "Acme"}, func(t *testing.T, w *sandbox.Workspace, a *app) {
		w.AddChannel("partners", sandbox.ChannelOptions{Shared: true, WithApp: true})
		w.User("dana").SetZone("Asia/Tokyo")
		me, err := a.AuthTestContext(t.Context())
		if err != nil || me.Team != "Acme" || me.User != "helper" || !strings.Contains(me.Header.Get("X-OAuth-Scopes"), "chat:write") {
			t.Errorf("the app learns that it is %+v, %v", me, err)
		}
		var names []string
		for page := a.GetUsersPaginated(slack.GetUsersOptionLimit(2)); ; {
			next, err := page.Next(t.Context())
			if err != nil {
				break
			}
			for _, u := range next.Users {
				names = append(names, u.Name)
			}
			page = next
		}
		if want := []string{"slackbot", "helper", "dana", "cy", "robot"}; !slices.Equal(names, want) {
			t.Errorf("the pages list %q, want %q", names, want)
		}
		dana, err := a.GetUserInfoContext(t.Context(), "UDANA0000")
		if err != nil || dana.TZ != "Asia/Tokyo" || dana.TZOffset != 9*3600 || dana.Profile.Email != "dana@example.com" {
			t.Errorf("Dana is %+v, %v", dana, err)
		}
		info, err := a.GetConversationInfoContext(t.Context(), &slack.GetConversationInfoInput{ChannelID: "CPARTNERS", IncludeNumMembers: true})
		if err != nil || !info.IsExtShared || !info.IsMember || info.NumMembers != 1 {
			t.Errorf("the shared channel is %+v, %v", info, err)
		}
		if _, _, _, err := a.JoinConversationContext(t.Context(), "CLOBBY000"); err != nil {
			t.Errorf("join: %v", err)
		}
		a.say("CLOBBY000", "hello")
		w.Channel("lobby").Kick()
		if _, _, err := a.PostMessageContext(t.Context(), "CLOBBY000", slack.MsgOptionText("x", false)); err == nil || err.Error() != "not_in_channel" {
			t.Errorf("after being removed, a post gives %v", err)
		}
		list, _, err := a.GetConversationsContext(t.Context(), &slack.GetConversationsParameters{Types: []string{"public_channel", "private_channel"}, ExcludeArchived: true})
		if err != nil || len(list) != 3 {
			t.Errorf("%d channels are listed (%v), want wins, lobby and partners", len(list), err)
		}
		dm, _, _, err := a.OpenConversationContext(t.Context(), &slack.OpenConversationParameters{Users: []string{"UCY000000"}, ReturnIM: true})
		if err != nil || dm.ID != w.DM("cy").ID || dm.User != "UCY000000" {
			t.Errorf("the conversation with Cy is %+v, %v", dm, err)
		}
	})
}
