package bot

import (
	"regexp"
	"slices"
	"strings"

	"github.com/slack-go/slack"
	"github.com/slack-go/slack/slackevents"
	"github.com/slack-go/slack/socketmode"

	"coach/practice"
)

// asked is what an envelope says: who, through what, and with what words.
type asked struct {
	kind        string // command, button, submit, typed, home
	route       string // the row of the route table: “command log”
	slackID     string
	trigger     string
	responseURL string     // where a message's button can be answered
	channel     string     // where a message was typed or its button pressed
	message     string     // Slack's name for what was typed
	Text        string     // what follows the command's first word
	Value       string     // what a button carries
	View        slack.View // the form a submission or a button comes from
}

// parse reads an envelope; false when it asks nothing of coach.
func (b *Bot) parse(e socketmode.Event) (asked, bool) {
	switch data := e.Data.(type) {
	case slack.SlashCommand:
		if b.foreign(data.TeamID) {
			return asked{}, false
		}
		word, rest, _ := strings.Cut(strings.TrimSpace(data.Text), " ")
		return asked{kind: "command", route: strings.TrimSpace("command " + strings.ToLower(word)), slackID: data.UserID,
			trigger: data.TriggerID, responseURL: data.ResponseURL, Text: strings.TrimSpace(rest)}, true
	case slack.InteractionCallback:
		return b.parseInteraction(data)
	case slackevents.EventsAPIEvent:
		return b.parseEvent(data)
	}
	return asked{}, false
}

func (b *Bot) parseInteraction(i slack.InteractionCallback) (asked, bool) {
	a := asked{slackID: i.User.ID, trigger: i.TriggerID, responseURL: i.ResponseURL, channel: i.Channel.ID, View: i.View}
	switch {
	case b.foreign(i.User.TeamID):
		return a, false
	case i.Type == slack.InteractionTypeViewSubmission:
		a.kind, a.route = "submit", "submit "+i.View.CallbackID
		return a, true
	case i.Type == slack.InteractionTypeBlockActions && len(i.ActionCallback.BlockActions) > 0:
		action := i.ActionCallback.BlockActions[0]
		a.kind, a.Value = "button", action.Value
		a.route = "button " + strings.TrimRight(action.ActionID, "0123456789.~")
		return a, true
	}
	return a, false
}

// foreign reports whether somebody of another company is acting, as people in
// shared channels can.
func (b *Bot) foreign(team string) bool { return team != "" && team != b.team }

// mention is how Slack writes a person in a command: <@U123|ana> or <@U123>.
var mention = regexp.MustCompile(`<@([UW][A-Z0-9]+)(?:\|[^>]*)?>`)

// mentioned takes the people out of a command's words, each once.
func mentioned(text string) (slackIDs []string, words string) {
	for _, m := range mention.FindAllStringSubmatch(text, -1) {
		if !slices.Contains(slackIDs, m[1]) {
			slackIDs = append(slackIDs, m[1])
		}
	}
	return slackIDs, strings.TrimSpace(mention.ReplaceAllString(text, " "))
}

// onlyOne is whom a command about one person mentions; nobody if it does not.
func onlyOne(slackIDs []string) (slackID string, err error) {
	switch len(slackIDs) {
	case 0:
		return "", nil
	case 1:
		return slackIDs[0], nil
	}
	return "", practice.Problems{{Text: "That works for one person at a time. Name one of them, then the next."}}
}
