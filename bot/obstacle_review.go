package bot

import (
	"context"
	"errors"
	"slices"

	"coach/bot/view"
	"coach/practice"
	"coach/store"
)

// obstacleReview reads the obstacles that stand in the form of a practice; nil for a
// practice that reviews none.
func (b *Bot) obstacleReview(ctx context.Context, req request, p *practice.Practice) (*view.ObstacleReview, error) {
	if !slices.ContainsFunc(p.Form, func(f practice.Field) bool { return f.Type == practice.ObstacleList }) {
		return nil, nil
	}
	open, err := b.Store.OpenObstacles(ctx)
	if err != nil {
		return nil, err
	}
	return &view.ObstacleReview{ObstacleFacts: req.obstacleFacts(), Open: practice.Reviewed(req.Roster, req.Person.ID, open, req.Today)}, nil
}

// makeObstacleButton opens the form in which an obstacle is raised, filled in
// with an answer of the requester's own entry. Private words, and those that
// don't say what is in the way, stand above it, for them to say in other ones.
func (b *Bot) makeObstacleButton(ctx context.Context, req request) (any, error) {
	id, key := view.ParseMakeObstacle(req.Value)
	e, p, err := b.entry(ctx, id)
	if errors.Is(err, store.ErrNotFound) || err == nil && (e.Author != req.Person.ID || e.Withdrawn) {
		return nil, notReadable
	}
	if err != nil {
		return nil, err
	}
	f, _ := p.Form.Field(key)
	m := practice.MakesObstacle(f, e.Values[key])
	if m.Words == "" {
		return nil, notReadable
	}
	facts := req.raiseFacts(view.Raised{What: m.Words})
	if m.Private || m.Vague {
		facts.Raised.What, facts.Hint = "", view.MadeOf(m)
	}
	return nil, b.open(ctx, req, view.RaiseObstacle(facts))
}
