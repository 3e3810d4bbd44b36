package bot

import (
	"context"
	"strings"
	"time"

	"github.com/slack-go/slack"
	"github.com/slack-go/slack/slackevents"

	"coach/bot/typed"
	"coach/bot/view"
	"coach/practice"
)

// parseEvent reads a message typed in coach's own conversation with a person,
// or the opening of Home. Drawing Home twice does no harm. All other events
// there, coach's own messages included, contain no request.
func (b *Bot) parseEvent(e slackevents.EventsAPIEvent) (envelope, bool) {
	if home, ok := e.InnerEvent.Data.(*slackevents.AppHomeOpenedEvent); ok {
		return envelope{kind: "home", route: "home", slackID: home.User}, home.Tab == "home" && home.User != ""
	}
	m, ok := e.InnerEvent.Data.(*slackevents.MessageEvent)
	if !ok || m.ChannelType != "im" || m.SubType != "" || m.BotID != "" || m.User == "" || m.User == b.botUser {
		return envelope{}, false
	}
	event := ""
	if callback, ok := e.Data.(*slackevents.EventsAPICallbackEvent); ok {
		event = callback.EventID
	}
	text, isCut := cut(unescape.Replace(m.Text))
	return envelope{kind: "typed", route: "typed", event: event, slackID: m.User, channel: m.Channel, Text: text, isCut: isCut, message: m.TimeStamp}, true
}

// unescape reverses Slack's escaping of the text of messages.
var unescape = strings.NewReplacer("&lt;", "<", "&gt;", ">", "&amp;", "&")

// typed answers plain words. Typed words come without a trigger, so forms are
// opened by a button in the answer. Words that contain no request are neither
// stored nor logged.
func (b *Bot) typed(ctx context.Context, req request) (any, error) {
	if isUndo(req.Text) {
		return b.undoCommand(ctx, req)
	}
	t, slackIDs := readTyped(req.Text)
	switch t.Verb {
	case typed.VerbHelp:
		return b.help(ctx, req)
	case typed.VerbDue:
		return b.due(ctx, req)
	case typed.VerbAway:
		return b.awayTyped(ctx, req, slackIDs, t.Words)
	case typed.VerbTopic:
		return b.topicTyped(ctx, req, afterVerb(req.Text))
	case typed.VerbAsk:
		return b.askTyped(ctx, req, afterVerb(req.Text))
	case typed.VerbObstacle:
		if !req.namesAPractice(req.Text) {
			return b.obstacleTyped(ctx, req, afterVerb(req.Text))
		}
	case typed.VerbObstacles:
		return view.OfferObstacles(), nil
	case typed.VerbAgenda:
		return view.OfferAgenda(), nil
	case typed.VerbSteps:
		return b.stepsTyped(ctx, req, slackIDs, t.Words)
	case typed.VerbCourtesy:
		return view.Welcomed(req.thankExample()), nil
	}
	people, err := b.mentionedPeople(ctx, slackIDs)
	if err != nil {
		return nil, err
	}
	if t.Verb == typed.VerbThank {
		p, ok := req.Playbook.Practice(practice.RecognitionKey, req.Today)
		if !ok {
			return view.NotUnderstood(req.examples()), nil
		}
		u := req.thanked(p, t.Words, people)
		if t.Note != "" {
			u.Message = req.message
		}
		return view.OfferForm(u), nil
	}
	said := typed.Understand(req.Playbook, req.Roster, req.Person.ID, t.Words, req.Today)
	if said.Practices == nil && said.Rest == "" && t.Verb == typed.VerbLog && len(people)+len(said.People) > 0 {
		return view.OfferPicker(req.about(people, said)), nil
	}
	if len(said.Practices) != 1 || t.Verb == typed.VerbUnclear && said.Rest != "" {
		if t.Verb == typed.VerbLog && t.Words == "" {
			return b.welcome(ctx, req)
		}
		return view.NotUnderstood(req.examples()), nil
	}
	u := req.understood(said.Practices[0], said, people)
	if u.Practice.Key == practice.RecognitionKey {
		u.On = req.Today
	}
	return view.OfferForm(u), req.mayNot(u.Practice)
}

// readTyped parses a typed message and its mentions. The reason of thanks may
// mention other people.
func readTyped(text string) (t typed.Typed, slackIDs []string) {
	if t = typed.ReadTyped(text); t.Verb == typed.VerbUnclear { // the mention may come first
		slackIDs, text = mentioned(text)
		return typed.ReadTyped(text), slackIDs
	}
	slackIDs, t.Words = mentioned(t.Words)
	return t, slackIDs
}

// afterVerb returns the words after the first, as they were typed, without the
// quotes that were copied with them.
func afterVerb(text string) string {
	_, rest := firstWord(strings.Trim(strings.TrimSpace(text), "\"“”„«»`"))
	return strings.TrimSpace(rest)
}

// openButton opens the form that typed words meant.
func (b *Bot) openButton(ctx context.Context, req request) (any, error) {
	o, err := view.ParseOpening(req.Value)
	if err != nil {
		return nil, err
	}
	p, ok := req.Playbook.Practice(o.Practice, req.Today)
	if !ok {
		return nil, practice.Problems{{Text: "This practice is no longer part of the playbook."}}
	}
	known := opening{who: o.People, on: min(o.On, req.Today)}
	if o.Message != "" {
		known.note = b.note(ctx, req.channel, o.Message)
	}
	form, err := b.logForm(ctx, req, p, known)
	if err != nil {
		return nil, err
	}
	return nil, b.open(ctx, req, form)
}

// note reads the reason of thanks from the typed message. Without it the form
// opens all the same.
func (b *Bot) note(ctx context.Context, channel, ts string) string {
	t, _ := readTyped(b.typedIn(ctx, channel, ts))
	return b.inNames(ctx, t.Note)
}

// typedIn reads a typed message again, as far as coach reads one; nothing where
// it cannot be read.
func (b *Bot) typedIn(ctx context.Context, channel, ts string) string {
	ctx, cancel := context.WithTimeout(ctx, time.Second)
	defer cancel()
	h, err := b.api.GetConversationHistoryContext(ctx, &slack.GetConversationHistoryParameters{ChannelID: channel, Latest: ts, Inclusive: true, Limit: 1})
	if err != nil || len(h.Messages) == 0 || h.Messages[0].Timestamp != ts {
		return ""
	}
	text, _ := cut(unescape.Replace(h.Messages[0].Text))
	return text
}

// inNames replaces the IDs in Slack's mentions by names.
func (b *Bot) inNames(ctx context.Context, words string) string {
	return mention.ReplaceAllStringFunc(words, func(m string) string {
		slackIDs, _ := mentioned(m)
		p, err := b.person(ctx, slackIDs[0])
		if err != nil {
			return ""
		}
		return p.Full()
	})
}
