package bot

import (
	"context"
	"errors"

	"github.com/slack-go/slack"

	"coach/bot/view"
	"coach/practice"
	"coach/store"
)

// notTheirObstacle is the answer to somebody who presses a button of an obstacle
// that they may not read, or that was taken back.
var notTheirObstacle = practice.Problems{{Text: "This obstacle isn't open to you, or it was taken back. Type /coach obstacles to see what's open."}}

// obstacle returns an obstacle that the requester may read.
func (b *Bot) obstacle(ctx context.Context, req request, id practice.ObstacleID) (practice.Obstacle, error) {
	o, err := b.Store.Obstacle(ctx, id)
	if errors.Is(err, store.ErrNotFound) || err == nil && !practice.MayReadObstacle(req.Roster, req.Person.ID, o, req.Today) {
		return o, notTheirObstacle
	}
	return o, err
}

// obstacleFacts are what the requester's lines about obstacles need.
func (req request) obstacleFacts() view.ObstacleFacts {
	return view.ObstacleFacts{Reader: req.Person.ID, Roster: req.Roster, Playbook: req.Playbook, Today: req.Today, Who: req.Roster.Person}
}

// An obstacleDraw draws a form about one obstacle.
type obstacleDraw func(view.ObstacleForm) slack.ModalViewRequest

// obstacleForm is the handler of a button that opens a form about an obstacle.
// Who may not do what it asks for is told why before they write anything.
func (b *Bot) obstacleForm(kind practice.ObstacleEventKind, draw obstacleDraw) handler {
	return func(ctx context.Context, req request) (any, error) {
		o, err := b.obstacle(ctx, req, practice.ObstacleID(req.id()))
		if err != nil {
			return nil, err
		}
		if err := practice.CheckObstacleEvent(req.Roster, o, practice.ObstacleEvent{Kind: kind, By: req.Person.ID}, req.Today); err != nil {
			return nil, err
		}
		f := view.ObstacleForm{ObstacleFacts: req.obstacleFacts(), Obstacle: o, Due: max(o.Due(), req.inSteps()), Listed: req.View.CallbackID == view.PageObstacle}
		return nil, b.open(ctx, req, draw(f))
	}
}

// obstacleDeed is the handler of a button that needs no form.
func (b *Bot) obstacleDeed(kind practice.ObstacleEventKind) handler {
	return func(ctx context.Context, req request) (any, error) {
		o, err := b.obstacle(ctx, req, practice.ObstacleID(req.id()))
		if err != nil {
			return nil, err
		}
		ev := practice.ObstacleEvent{Kind: kind}
		if kind == practice.ObstacleOffered {
			ev.Owner = req.Roster.ManagerOf(req.Person.ID, req.Today)
		}
		if o, err = b.happen(ctx, req, o, ev); err != nil {
			return nil, err
		}
		if req.View.Type == slack.VTModal { // its page, or what was read after raising it
			return b.update(ctx, req, view.ObstaclePage(req.obstacleFacts(), o))
		}
		return nil, nil
	}
}

// happen stores what the requester does to an obstacle, and returns it as it is
// then.
func (b *Bot) happen(ctx context.Context, req request, o practice.Obstacle, ev practice.ObstacleEvent) (practice.Obstacle, error) {
	ev.At, ev.On, ev.By = req.Now, req.Today, req.Person.ID
	if err := b.Store.HappenObstacle(ctx, o.ID, req.formID(), ev); err != nil {
		return o, err
	}
	return b.Store.Obstacle(ctx, o.ID)
}

// formID names a submitted form, which Slack may deliver twice; nothing for a
// button.
func (req request) formID() string {
	if req.kind != "submit" {
		return ""
	}
	return req.View.ID
}

// answerObstacle stores what a form says of an obstacle, and replaces the form.
// The page of the obstacle under it is drawn again.
func (b *Bot) answerObstacle(ctx context.Context, req request, id practice.ObstacleID, ev practice.ObstacleEvent) (any, error) {
	o, err := b.obstacle(ctx, req, id)
	if err != nil {
		return nil, err
	}
	ev.Words, ev.Prevent = b.inWords(ctx, ev.Words), b.inWords(ctx, ev.Prevent)
	if err := practice.CheckEventWords(req.Roster, req.Playbook, ev, req.Today); err != nil {
		return nil, err
	}
	if o, err = b.happen(ctx, req, o, ev); err != nil {
		return nil, err
	}
	if _, listed := view.ParseObstacle(req.View); listed {
		if _, err := b.api.UpdateViewContext(ctx, view.ObstaclePage(req.obstacleFacts(), o), "", "", req.View.PreviousViewID); err != nil {
			return nil, shown(err)
		}
	}
	return slack.NewUpdateViewSubmissionResponse(new(view.ObstacleChanged(req.obstacleFacts(), o, ev))), nil
}

// submitObstacleOwner has the requester take an obstacle, or name who does.
func (b *Bot) submitObstacleOwner(ctx context.Context, req request) (any, error) {
	id, owner, named, due, err := view.ParseObstacleOwner(req.View, b.finder(ctx))
	if err != nil {
		return nil, err
	}
	if req.Roster, err = b.Store.Roster(ctx); err != nil { // somebody new may be named
		return nil, err
	}
	if !named {
		owner = req.Person.ID
	}
	o, err := b.obstacle(ctx, req, id)
	if err != nil {
		return nil, err
	}
	kind := practice.ObstacleOwned
	if o.OfferedTo() == req.Person.ID {
		kind = practice.ObstacleAccepted
	}
	return b.answerObstacle(ctx, req, id, practice.ObstacleEvent{Kind: kind, Owner: owner, Due: due})
}

// submitObstacleUpdate has the owner tell how it goes.
func (b *Bot) submitObstacleUpdate(ctx context.Context, req request) (any, error) {
	id, words := view.ParseUpdateObstacle(req.View)
	return b.answerObstacle(ctx, req, id, practice.ObstacleEvent{Kind: practice.ObstacleUpdated, Words: words})
}

// submitObstacleDue gives an obstacle another day.
func (b *Bot) submitObstacleDue(ctx context.Context, req request) (any, error) {
	id, due, err := view.ParseMoveObstacle(req.View)
	if err != nil {
		return nil, err
	}
	return b.answerObstacle(ctx, req, id, practice.ObstacleEvent{Kind: practice.ObstacleDue, Due: due})
}

// submitObstacleResolve closes an obstacle.
func (b *Bot) submitObstacleResolve(ctx context.Context, req request) (any, error) {
	id, ev := view.ParseResolveObstacle(req.View)
	return b.answerObstacle(ctx, req, id, ev)
}

// obstacleMoreButton shows the further questions of the form in which an
// obstacle is closed. What is typed in it stays.
func (b *Bot) obstacleMoreButton(ctx context.Context, req request) (any, error) {
	id, listed := view.ParseObstacle(req.View)
	o, err := b.obstacle(ctx, req, id)
	if err != nil {
		return nil, err
	}
	f := view.ObstacleForm{ObstacleFacts: req.obstacleFacts(), Obstacle: o, Listed: listed, More: true}
	return b.update(ctx, req, view.ResolveObstacle(f))
}

// obstaclePageButton opens the page of an obstacle.
func (b *Bot) obstaclePageButton(ctx context.Context, req request) (any, error) {
	o, err := b.obstacle(ctx, req, practice.ObstacleID(req.id()))
	if err != nil {
		return nil, err
	}
	return nil, b.open(ctx, req, view.ObstaclePage(req.obstacleFacts(), o))
}
