package bot

import (
	"context"
	"strconv"

	"github.com/slack-go/slack"

	"coach/bot/view"
	"coach/bot/view/kit"
	"coach/practice"
	"coach/service"
)

// takeDataButton has what coach knows about the requester sent to them as a
// file. It is never the lawful one: that does not pass through Slack. Whoever
// takes no part any more may have theirs, too.
func (b *Bot) takeDataButton(ctx context.Context, req request) (any, error) {
	err := b.Store.AskFile(ctx, practice.FileAsked{Request: req.trigger, Person: req.Person.ID, Own: true}, req.Now)
	if err != nil || req.View.Type != slack.VTModal {
		return nil, err
	}
	facts, err := b.knownFacts(ctx, req)
	if err != nil {
		return nil, err
	}
	facts.Taken = true
	facts.Page, _ = strconv.Atoi(req.Value) // a forged one is the first
	return b.update(ctx, req, view.WhatCoachKnows(facts))
}

// drawOwnFile draws the file with what coach knows about a person, as of now.
func (b *Bot) drawOwnFile(ctx context.Context, f facts, id practice.PersonID) (to string, msg kit.Message, drop string, err error) {
	p, now := f.roster.Person(id), b.Now()
	if to, drop = address(f.roster, id); drop != "" {
		return to, msg, drop, nil
	}
	archive, err := service.OwnFile{Of: p}.Archive(ctx, b.Store, now)
	return to, view.OwnFile(string(archive), p.Today(now, b.Zone())), "", err
}
