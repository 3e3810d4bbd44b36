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

// ownRoutes are the routes to what coach knows about the requester, and to
// nothing else. Who may not use coach any more, as a guest who takes no part, is
// still served these.
var ownRoutes = []string{"button " + view.ActionKnown, "button " + view.ActionTakeData}

// theirOwn wraps the handler of one of ownRoutes, which only those reach of whom
// there is something to read, and owners.
func (b *Bot) theirOwn(do handler) handler {
	return func(ctx context.Context, req request) (any, error) {
		doors, err := b.homeLinks(ctx, req)
		if err != nil {
			return nil, err
		}
		if !doors.Known {
			return view.NotTakingPart(doors), nil
		}
		return do(ctx, req)
	}
}

// mayReadOwn reports whether what coach knows about the requester is to be had
// by them. What coach holds is counted only of whoever takes no part:
// it takes reading whole tables.
func (b *Bot) mayReadOwn(ctx context.Context, req request) (bool, error) {
	r, me := req.Roster, req.Person
	if !me.Account.Open() || r.ParticipatesFrom(me.ID, req.Today) {
		return practice.MayReadOwn(r, me.ID, practice.Holdings{}, req.Today), nil
	}
	h, err := b.Store.Holdings(ctx, me.ID, req.Today)
	return practice.MayReadOwn(r, me.ID, h, req.Today), err
}

// left reports whether coach has nothing left for the requester but what it
// knows about them: they took part once, or are a guest who takes none.
func (req request) left() bool {
	return req.Roster.TookPart(req.Person.ID, req.Today) || !practice.MayUse(req.Roster, req.Person.ID, req.Today)
}

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
