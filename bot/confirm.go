package bot

import (
	"context"
	"errors"

	"github.com/slack-go/slack"

	"coach/bot/delivery"
	"coach/bot/view"
	"coach/bot/view/kit"
	"coach/cadence"
	"coach/practice"
	"coach/service"
	"coach/store"
)

// notYourAsk is what somebody is told who answers a question that was not put
// to them, or no longer stands.
var notYourAsk = practice.Problems{{Text: "This question has lapsed, or it wasn't put to you. There's nothing you need to do."}}

// confirmFacts returns what screens show of an ask.
func (f facts) confirmFacts(c service.Confirm, on, today cadence.Date) *view.ConfirmFacts {
	shown := view.ConfirmFacts{Ask: c.Ask, Form: c.Form, Playbook: f.playbook, On: on, Today: today, Who: f.roster.Person}
	for _, key := range c.Also {
		if p, ok := f.playbook.Practice(key, c.HappenedOn); ok {
			shown.Also = append(shown.Also, p.Short)
		}
	}
	return &shown
}

// ask reads the ask that a button or a form names, if the requester may answer
// it now.
func (b *Bot) ask(ctx context.Context, req request, id practice.AskID) (*view.ConfirmFacts, error) {
	c, err := service.ReadConfirm(ctx, b.Store, id)
	if errors.Is(err, store.ErrNotFound) || err == nil && !practice.MayAnswer(req.Person.ID, c.Ask, req.Today) {
		return nil, notYourAsk
	}
	if err != nil {
		return nil, err
	}
	return facts{playbook: req.Playbook, roster: req.Roster}.confirmFacts(c, req.Today, req.Today), nil
}

// matchButton stores whether an entry matches what the requester remembers.
// What they said before of its use stands.
func (b *Bot) matchButton(m practice.Matched) handler {
	return func(ctx context.Context, req request) (any, error) {
		f, err := b.ask(ctx, req, practice.AskID(req.id()))
		if err != nil {
			return nil, err
		}
		c := f.Answer
		c.Match, c.At = m, req.Now
		_, err = b.Store.AnswerAsk(ctx, f.ID, req.Person.ID, c)
		return nil, err
	}
}

// confirmationButton opens the form in which the requester says more, or
// changes what they said.
func (b *Bot) confirmationButton(ctx context.Context, req request) (any, error) {
	f, err := b.ask(ctx, req, practice.AskID(req.id()))
	if err != nil {
		return nil, err
	}
	return nil, b.open(ctx, req, view.Confirmation(*f))
}

// submitConfirmation stores the answers of that form.
func (b *Bot) submitConfirmation(ctx context.Context, req request) (any, error) {
	id, c, err := view.ParseConfirmation(req.View)
	if err != nil {
		return nil, err
	}
	f, err := b.ask(ctx, req, id)
	if err != nil {
		return nil, err
	}
	c.At = req.Now
	if f.Ask, err = b.Store.AnswerAsk(ctx, id, req.Person.ID, c); err != nil {
		return nil, err
	}
	return slack.NewUpdateViewSubmissionResponse(new(view.Confirmed(*f))), nil
}

// keepButton keeps an entry of the requester's that the person it is about does
// not remember.
func (b *Bot) keepButton(ctx context.Context, req request) (any, error) {
	err := b.Store.KeepAsked(ctx, practice.AskID(req.id()), req.Person.ID, req.Now)
	if errors.Is(err, store.ErrNotFound) {
		return nil, notYourAsk
	}
	return nil, err
}

func (b *Bot) drawNotRemembered(ctx context.Context, f facts, n practice.NotRemembered, drawn bool) (to string, msg kit.Message, drop string, err error) {
	c, err := service.ReadConfirm(ctx, b.Store, n.Ask)
	if err != nil {
		return "", msg, "", err
	}
	to, drop = address(f.roster, c.Author)
	e, err := b.Store.Entry(ctx, c.Entry)
	switch {
	case err != nil || drop != "":
	case e.Withdrawn:
		drop = delivery.TakenBack
	case c.Answer.Match != practice.MatchedNo && !drawn:
		drop = "remembered before it was sent"
	}
	today := f.roster.Person(c.Author).Today(b.Now(), b.Zone())
	return to, view.NotRemembered(*f.confirmFacts(c, today, today)), drop, err
}
