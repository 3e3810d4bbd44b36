package bot

import (
	"context"
	"slices"
	"strings"

	"github.com/slack-go/slack"

	"coach/bot/view"
	"coach/practice"
)

// A linked is the message that a message's shortcut was used on. Its words are
// not kept: whoever reads about it follows the link.
type linked struct {
	view.Linked
	author string // Slack's ID; "" for an app's message
}

// linkedOf reads the message out of a payload alone: coach may not be where it
// stands, and cannot look there.
func linkedOf(i slack.InteractionCallback) linked {
	m, c := i.Message, i.Channel
	l := linked{author: m.User, Linked: view.Linked{Channel: c.ID, At: m.Timestamp, Thread: m.ThreadTimestamp, Domain: i.Team.Domain}}
	if m.BotID != "" || m.SubType == slack.MsgSubTypeBotMessage || m.User == "USLACKBOT" {
		l.author = ""
	}
	// A group's conversation is called mpdm-…. Where its ID begins with G, as that
	// of an old private channel does, Slack may call both by the same name.
	if c.Name == "directmessage" || strings.HasPrefix(c.Name, "mpdm-") || !strings.HasPrefix(c.ID, "C") {
		l.Linked = view.Linked{Direct: true}
	}
	return l
}

// messageAuthor returns who wrote the message, as the person that a form about
// it suggests, or nobody and the reason. Somebody new is in the request's roster
// from then on.
func (b *Bot) messageAuthor(ctx context.Context, req *request) (author practice.Person, why string) {
	if req.linked.author == "" {
		return author, view.AuthorIsApp
	}
	p, err := b.person(ctx, req.linked.author)
	switch {
	case err != nil: // the form opens all the same
		b.Log.Warn().Err(err).Msg("who wrote a message could not be looked up")
		return author, ""
	case p.ID == req.Person.ID:
		return author, view.AuthorIsSelf
	case p.Account == practice.Outside:
		return author, view.AuthorIsOutside
	}
	roster, err := b.Store.Roster(ctx)
	if err == nil {
		req.Roster = roster
	}
	if !practice.MayBeThanked(req.Roster, p.ID, req.Today) {
		return author, view.AuthorIsNoPart
	}
	return p, ""
}

// thankForThis opens the form for thanks to the author of a message.
func (b *Bot) thankForThis(ctx context.Context, req request) (any, error) {
	p, ok := req.Playbook.Practice(practice.RecognitionKey, req.Today)
	if !ok {
		return view.Sorry(noRecognition), nil
	}
	known := opening{linked: req.linked.Linked}
	author, why := b.messageAuthor(ctx, &req)
	if known.hint = why; author.ID != 0 {
		known.who = []practice.PersonID{author.ID}
	}
	return b.openLog(ctx, req, p, known)
}

// logMoment opens the form for coaching in the moment, about the author of a
// message.
func (b *Bot) logMoment(ctx context.Context, req request) (any, error) {
	p, ok := req.Playbook.Practice(practice.MomentKey, req.Today)
	if !ok {
		return view.Sorry("In-the-moment coaching isn't part of your playbook. Ask whoever runs coach to switch it on."), nil
	}
	known := opening{linked: req.linked.Linked}
	author, why := b.messageAuthor(ctx, &req)
	switch known.hint = why; {
	case author.ID != 0 && slices.Contains(req.Roster.Reports(req.Person.ID, req.Today), author.ID):
		known.who = []practice.PersonID{author.ID}
	case author.ID != 0:
		known.hint = view.AuthorNotTheirs(author.Full())
	}
	return b.openLog(ctx, req, p, known)
}

// thisIsAnObstacle opens the form that raises an obstacle from a message. Its
// author is suggested as somebody whom it affects.
func (b *Bot) thisIsAnObstacle(ctx context.Context, req request) (any, error) {
	raised := view.Raised{Linked: req.linked.Linked}
	if author, _ := b.messageAuthor(ctx, &req); author.ID != 0 {
		raised.Affects = []practice.PersonID{author.ID}
	}
	return b.openObstacle(ctx, req, raised)
}

// talkAboutThis opens the form for a topic about a message, for the list that
// the person shares with its author, or with whomever they choose.
func (b *Bot) talkAboutThis(ctx context.Context, req request) (any, error) {
	f := view.TopicsFacts{Linked: req.linked.Linked}
	author, _ := b.messageAuthor(ctx, &req)
	if _, ok := practice.PairOf(req.Roster, req.Person.ID, author.ID, req.Today); ok {
		f.With = author.ID
	}
	return b.openTopics(ctx, req, f)
}
