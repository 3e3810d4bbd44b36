package bot

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"github.com/slack-go/slack"
	"github.com/slack-go/slack/slackevents"

	"coach/practice"
)

// envelope is the content of a Slack envelope: the person, what they used (a
// command, a button …), and their words.
type envelope struct {
	kind        string // command, button, submit, typed, home, shortcut, message
	route       string // the row of the route table: “command log”
	slackID     string
	trigger     string
	responseURL string     // where a message's button can be answered
	channel     string     // where a message was typed or its button pressed
	message     string     // the timestamp by which Slack names the typed message
	Text        string     // the words after the command's first
	isCut       bool       // more was typed than is read
	Value       string     // a button's value
	View        slack.View // the form a submission or a button comes from
	domain      string     // the workspace's part of its address
	linked      linked     // the message that a message's shortcut was used on
	again       bool       // a Home is drawn again after another request
	event       string     // Slack's ID of the event that brought typed words, by which it is known if it comes again
	claimed     int        // as which number this copy answers it
	interrupted bool       // it came before, to a copy of coach that ended before it was answered
}

// parse reads an envelope; false when it contains no request to coach.
func (b *Bot) parse(e delivered) (envelope, bool) {
	if !b.ours(e) {
		return envelope{}, false
	}
	switch data := e.Data.(type) {
	case slack.SlashCommand:
		text, isCut := cut(data.Text)
		word, rest := firstWord(text)
		return envelope{kind: "command", isCut: isCut, route: strings.TrimSpace("command " + word), slackID: data.UserID,
			trigger: data.TriggerID, responseURL: data.ResponseURL, Text: strings.TrimSpace(rest)}, true
	case slack.InteractionCallback:
		return b.parseInteraction(data)
	case slackevents.EventsAPIEvent:
		return b.parseEvent(data)
	}
	return envelope{}, false
}

// firstWord returns the first word of a command, normalised and without
// punctuation, and the rest.
func firstWord(text string) (word, rest string) {
	text = strings.TrimSpace(text)
	rest = strings.TrimLeftFunc(text, func(r rune) bool { return !unicode.IsSpace(r) })
	word = strings.ToLower(practice.Plain(strings.TrimSuffix(text, rest)))
	return strings.Trim(word, `"'.,!?;:/`), rest
}

func (b *Bot) parseInteraction(i slack.InteractionCallback) (envelope, bool) {
	a := envelope{slackID: i.User.ID, trigger: i.TriggerID, responseURL: i.ResponseURL, channel: i.Channel.ID, View: i.View, domain: i.Team.Domain}
	switch {
	case i.Type == slack.InteractionTypeShortcut:
		a.kind, a.route = "shortcut", "shortcut "+i.CallbackID
		return a, true
	case i.Type == slack.InteractionTypeMessageAction:
		a.kind, a.route, a.linked = "message", "message "+i.CallbackID, linkedOf(i)
		return a, true
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

// An addressee is the app that an envelope is for, and the workspace or
// organisation in which it is installed.
type addressee struct{ app, team, enterprise string }

func addresseeOf(e delivered) addressee {
	switch data := e.Data.(type) {
	case slack.SlashCommand:
		return addressee{data.APIAppID, data.TeamID, data.EnterpriseID}
	case slack.InteractionCallback:
		return addressee{data.APIAppID, data.Team.ID, data.Enterprise.ID}
	case slackevents.EventsAPIEvent:
		return addressee{data.APIAppID, data.TeamID, data.EnterpriseID}
	}
	return addressee{}
}

// ours reports whether an envelope is for this app, in its workspace or in the
// organisation that the workspace belongs to. It does not check whether the
// person may use coach: people of other companies act in shared channels, and
// only the directory knows them.
func (b *Bot) ours(e delivered) bool {
	to := addresseeOf(e)
	return (e.app == "" || to.app == e.app) && (to.team == b.team || to.enterprise != "" && to.enterprise == b.enterprise)
}

// mention matches a person in the text of a command: <@U123|ana> or <@U123>.
var mention = regexp.MustCompile(`<@([UW][A-Z0-9]+)(?:\|[^>]*)?>`)

// mentioned separates the people mentioned in a command, each once, from its
// words.
func mentioned(text string) (slackIDs []string, words string) {
	for _, m := range mention.FindAllStringSubmatch(text, -1) {
		if !slices.Contains(slackIDs, m[1]) {
			slackIDs = append(slackIDs, m[1])
		}
	}
	return slackIDs, strings.TrimSpace(mention.ReplaceAllString(text, " "))
}

// onlyOne returns the person mentioned in a command about one person; nobody if
// there is none.
func onlyOne(slackIDs []string) (slackID string, err error) {
	switch len(slackIDs) {
	case 0:
		return "", nil
	case 1:
		return slackIDs[0], nil
	}
	return "", practice.Problems{{Text: "That only works for one person at a time. Name one, then the next."}}
}
