package bot

import (
	"testing"

	"github.com/slack-go/slack"

	"coach/bot/view"
)

// A payload alone says who wrote a message and what leads to it.
func TestTheMessageOfAShortcut(t *testing.T) {
	const at, thread = "1772701200.000100", "1772701100.000200"
	reply := view.Linked{Channel: "C0DEALS00", At: at, Thread: thread, Domain: "example"}
	direct := view.Linked{Direct: true}
	for name, c := range map[string]struct {
		channel, called string
		message         slack.Msg
		want            linked
	}{
		"a reply":                     {"C0DEALS00", "deals", slack.Msg{User: "UANA", Timestamp: at, ThreadTimestamp: thread}, linked{reply, "UANA"}},
		"in a private channel":        {"C0DEALS00", "privategroup", slack.Msg{User: "UANA", Timestamp: at, ThreadTimestamp: thread}, linked{reply, "UANA"}},
		"an app's":                    {"C0DEALS00", "deals", slack.Msg{User: "UCRM", BotID: "BCRM", Timestamp: at, ThreadTimestamp: thread}, linked{reply, ""}},
		"an integration's":            {"C0DEALS00", "deals", slack.Msg{User: "UANA", SubType: "bot_message", Timestamp: at, ThreadTimestamp: thread}, linked{reply, ""}},
		"Slackbot's":                  {"C0DEALS00", "deals", slack.Msg{User: "USLACKBOT", Timestamp: at, ThreadTimestamp: thread}, linked{reply, ""}},
		"between two":                 {"D0DANAANA", "directmessage", slack.Msg{User: "UANA", Timestamp: at}, linked{direct, "UANA"}},
		"among several":               {"C0GROUP00", "mpdm-dana--ana--cy-1", slack.Msg{User: "UANA", Timestamp: at}, linked{direct, "UANA"}},
		"among several, by an old ID": {"G0GROUP00", "privategroup", slack.Msg{User: "UANA", Timestamp: at}, linked{direct, "UANA"}},
		"from nowhere":                {"", "", slack.Msg{}, linked{direct, ""}},
	} {
		i := slack.InteractionCallback{Message: slack.Message{Msg: c.message}, Team: slack.Team{Domain: "example"}}
		i.Channel.ID, i.Channel.Name = c.channel, c.called
		if got := linkedOf(i); got != c.want {
			t.Errorf("%s: it is %+v, want %+v", name, got, c.want)
		}
	}
}
